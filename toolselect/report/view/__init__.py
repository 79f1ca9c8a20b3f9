"""An Evaluation as a report: ordered, labelled, formatted. Renderers only write it down.

Touches no file, clock or dice. Sections without content are left out, so numbers run without gaps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolselect.report import numbers
from toolselect.report.view import computed, doubt, facts, matrix, method, musthaves, record
from toolselect.report.view.blocks import Block, Recommendation, Section
from toolselect.report.view.index import Index
from toolselect.report.view.recommendation import recommendation

if TYPE_CHECKING:
    from toolselect.model.result import Evaluation
    from toolselect.report.charts.drawing import Drawing
    from toolselect.report.languages import Words

__all__ = ["View", "view"]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A whole report. The recommendation is section 1, `sections` are the others."""

    lang: str
    title: str
    organisation: str
    as_of: str
    stage: str
    version: str
    recommendation: Recommendation
    sections: tuple[Section, ...]

    @property
    def charts(self) -> tuple[Drawing, ...]:
        """Return every chart of the report, in order."""
        return tuple(chart for section in self.sections for chart in section.charts)


def view(evaluation: Evaluation, words: Words | None = None) -> View:
    """Return the report of an evaluation, in English unless other words are given."""
    index = Index(evaluation, words)
    parts: tuple[tuple[str, str, tuple[Block, ...]], ...] = (
        ("must-haves", "Must-haves", musthaves.blocks(index)),
        ("matrix", "Score matrix", matrix.matrix(index)),
        ("contributions", "What each branch adds", matrix.contributions(index)),
        ("sides", "Technology and experience", matrix.sides(index)),
        ("views", "Views", matrix.views(index)),
        ("unknown", "What is not known", doubt.blocks(index)),
        ("derived", "Computed facts and segments", computed.blocks(index)),
        ("facts", "Every fact and its source", facts.blocks(index)),
        ("method", "Method", method.blocks(index)),
        ("organisation", "Organisation and adjustments", record.organisation(index)),
        ("decision", "Decision record", record.decision(index)),
        ("provenance", "Provenance and findings", record.provenance(index)),
    )
    filled = [part for part in parts if part[2]]
    return View(
        lang=index.words.tag,
        title=evaluation.study.title,
        organisation=evaluation.study.organisation.name,
        as_of=numbers.day(evaluation.study.as_of),
        stage=evaluation.stage.value,
        version=evaluation.version,
        recommendation=recommendation(index),
        sections=tuple(
            Section(id=name, number=str(number), title=title, blocks=content)
            for number, (name, title, content) in enumerate(filled, start=2)
        ),
    )
