"""An Evaluation as a workbook: weights and worths that a reader may change, and formulas that follow.

Every formula carries the value that Python computed, so that a previewer, a phone or pandas shows the report's own
figures; a spreadsheet computes them again. What comes from a file is written as text and never as a formula, and only
web addresses of sources become links. Nothing depends on the clock: the workbook is dated by the study.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.report.as_xlsx import evidence, money, ranking, scores, weights
from toolselect.report.as_xlsx.book import Book
from toolselect.report.view.index import Index

if TYPE_CHECKING:
    from toolselect.model.result import Evaluation
    from toolselect.report.languages import Words


def render(evaluation: Evaluation, words: Words | None = None) -> bytes:
    """Return the workbook, in English unless other words are given."""
    index = Index(evaluation, words)
    book = Book(index)
    points = weights.write(book)
    table = scores.write(book, points)
    ranking.write(book, points, table)
    money.write(book)
    evidence.write(book)
    return book.finished()
