"""The ranking on a terminal: the report's own words and figures, laid out for the width at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from toolselect.cli import console
from toolselect.cli.paper import line as _line
from toolselect.cli.paper import listed as _listed
from toolselect.cli.paper import rendered as _rendered
from toolselect.report.headline import verdict_lines, waiting
from toolselect.report.view import blocks
from toolselect.report.view.index import Index
from toolselect.report.view.matrix import matrix
from toolselect.report.view.recommendation import recommendation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType

    from toolselect.model.result import Evaluation
    from toolselect.report.view.blocks import RankRow

WIDE = 100  # columns: one for each figure
MEDIUM = 76  # columns: some figures share one; below, two lines for each vendor
BRANCH = 34  # columns for a branch and its weight
SCORE = 9  # columns for a score: "not known"
GAP = 3  # columns between two others
NOT_SIMULATED = "This confidence is by lead and coverage alone; `toolselect robustness` simulates it."
RANGE = GAP + len("Possible") + GAP


def text(evaluation: Evaluation, width: int, *, colour: bool = False) -> str:
    """Return the ranking, the scores by branch, the verdict, and what is still open."""
    index = Index(evaluation)
    first = recommendation(index)
    study = evaluation.study
    parts: list[RenderableType] = [
        _line(study.title, "bold"),
        _line(f"{len(study.vendors)} vendors, {study.seats:,} seats, stage {evaluation.stage}, as of {study.as_of}"),
        "",
    ]
    if first.ranking.rows:
        parts += [_ranking(first.ranking.rows, width), ""]
    if branches := _branches(index, width):
        parts += [*branches, ""]
    parts += [_line(line, "bold" if number == 0 else "") for number, line in enumerate(verdict_lines(evaluation))]
    if evaluation.verdict.confidence is not None and not evaluation.verdict.simulated:
        parts.append(_line(NOT_SIMULATED))
    parts += [_line(note) for note in (waiting(evaluation), *first.notes) if note and not _about(note, evaluation)]
    parts += _listed("Ruled out, or not ranked", (f"{out.name}: {out.reason}" for out in first.out))
    parts += _listed("Unproven must-haves", (f"{out.name}: {out.reason}" for out in first.unproven))
    parts += _listed(first.changes_intro, (change.text for change in first.changes))
    return _rendered(parts, width, colour=colour)


def _about(note: str, evaluation: Evaluation) -> bool:
    """Tell whether a note introduces the organisation: a paragraph for the report, too long for a screen."""
    return bool(evaluation.study.organisation.note) and evaluation.study.organisation.note in note


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, header_style="bold", show_edge=False)


# --- the ranking -------------------------------------------------------------------------------------------------


def _ranking(rows: tuple[RankRow, ...], width: int) -> Table:
    if width >= WIDE:
        return _one_column_each(rows)
    return _shared_columns(rows) if width >= MEDIUM else _two_lines_each(rows)


def _one_column_each(rows: tuple[RankRow, ...]) -> Table:
    table = _table()
    for name in ("#", "Vendor", "Plan", "Score", "Possible", "Known", "Proven", "Licences a year", "Must-haves"):
        words = name in {"Vendor", "Plan", "Must-haves"}
        table.add_column(name, justify="left" if words else "right", no_wrap=not words)
    for row in rows:
        figures = (row.score, row.interval, row.coverage, row.proven, row.cost, row.musts)
        table.add_row(*(_line(cell, _style(row)) for cell in (row.rank, row.name, row.plan, *figures)))
    return table


def _shared_columns(rows: tuple[RankRow, ...]) -> Table:
    table = _table()
    for head in ("#", "Vendor\nPlan", "Score\nPossible", "Known\nProven", "Licences\na year", "Must-haves"):
        words = head in {"Vendor\nPlan", "Must-haves"}
        table.add_column(head, justify="left" if words else "right", no_wrap=not words)
    for row in rows:
        name = Text.assemble(_line(row.name, _style(row)), "\n", _line(row.plan))
        score = Text.assemble(_line(row.score, _style(row)), "\n", _line(row.interval))
        known = Text.assemble(_line(row.coverage), "\n", _line(row.proven))
        table.add_row(_line(row.rank, _style(row)), name, score, known, _line(row.cost), _line(row.musts))
    return table


def _two_lines_each(rows: tuple[RankRow, ...]) -> Table:
    table = _table()
    table.add_column("#", justify="right", no_wrap=True)
    table.add_column("Vendor")
    table.add_column("Score", justify="right", no_wrap=True)
    table.add_column("Possible", justify="right", no_wrap=True)
    for row in rows:
        more = (
            row.plan,
            f"known {row.coverage}, proven {row.proven}",
            f"licences a year {row.cost}",
            f"must-haves {row.musts}",
        )
        name = Text("\n").join([_line(row.name, _style(row)), *(_line(part) for part in more)])
        table.add_row(_line(row.rank, _style(row)), name, _line(row.score, _style(row)), _line(row.interval))
    return table


def _style(row: RankRow) -> str:
    return "bold" if row.leader else ""


# --- the branches ------------------------------------------------------------------------------------------------


def _branches(index: Index, width: int) -> list[RenderableType]:
    """Return the first level of the report's matrix: a column for each vendor, or where they don't fit a line."""
    full = next((block for block in matrix(index) if isinstance(block, blocks.Table)), None)
    if full is None:
        return []
    names = [head.text for head in full.head[full.stub :]]
    rows = [row.cells for row in full.rows if row.depth == 0]
    word = max(SCORE, *(console.columns(part) for name in names for part in console.visible(name).split()))
    if BRANCH + (word + RANGE) * len(names) <= width:
        return [_two_columns_each(names, rows, full.stub)]
    if BRANCH + (word + GAP) * len(names) <= width:
        return [_line("Scores by branch, and below each how far it could move"), _column_each(names, rows, full.stub)]
    return [_block_each(names, rows, full.stub)]


def _two_columns_each(names: Sequence[str], rows: Iterable[Sequence[blocks.Cell]], stub: int) -> Table:
    table = _branch_table()
    for name in names:
        table.add_column(_line(name), justify="right")
        table.add_column("Possible", justify="right", no_wrap=True)
    for cells in rows:
        scores = (text for cell in cells[stub:] for text in (cell.text, cell.sub))
        table.add_row(*map(_line, (cells[0].text, cells[1].text, *scores)))
    return table


def _column_each(names: Sequence[str], rows: Iterable[Sequence[blocks.Cell]], stub: int) -> Table:
    table = _branch_table()
    for name in names:
        table.add_column(_line(name), justify="right")
    for cells in rows:
        scores = (Text("\n").join(map(_line, filter(None, (cell.text, cell.sub)))) for cell in cells[stub:])
        table.add_row(_line(cells[0].text), _line(cells[1].text), *scores)
    return table


def _block_each(names: Sequence[str], rows: Iterable[Sequence[blocks.Cell]], stub: int) -> Table:
    table = _table()
    table.add_column("Branch, its weight")
    table.add_column("Score", justify="right", no_wrap=True)
    table.add_column("Possible", justify="right", no_wrap=True)
    for cells in rows:
        table.add_row(_line(f"{cells[0].text}, {cells[1].text}", "bold"))
        for name, cell in zip(names, cells[stub:], strict=True):
            table.add_row(Padding(_line(name), (0, 0, 0, 2)), _line(cell.text), _line(cell.sub))
    return table


def _branch_table() -> Table:
    table = _table()
    table.add_column("Branch")
    table.add_column("Weight", justify="right", no_wrap=True)
    return table
