"""What `compare` tells people: two scores, and what each criterion adds to their difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from toolselect.cli import paper
from toolselect.cli.explain_text import adding_up
from toolselect.report import numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.console import RenderableType
    from rich.table import Table

    from toolselect.explaining.compare import Comparison, Difference, Side
    from toolselect.explaining.explain import Part
    from toolselect.model.result import GateState

WIDE = 90  # columns: weight and points of both beside the difference
MOST = 6


def text(found: Comparison, width: int, *, leaves: bool = False, colour: bool = False) -> str:
    """Return the head-to-head, laid out for the width at hand; with `leaves` down to each of them."""
    return paper.rendered(_shown(found, width, leaves=leaves), width, colour=colour)


def _shown(found: Comparison, width: int, *, leaves: bool) -> Iterator[RenderableType]:
    decimals = _decimals(found)
    yield paper.line(headline(found), "bold")
    yield ""
    yield _sides(found, decimals)
    if found.rows:
        yield ""
        yield _rows(found, width, decimals, leaves=leaves)
    if found.difference is not None:
        yield paper.line(f"The differences add up to that of the scores. A plus is in favour of {found.first.name}.")
    yield from _listed(found.first.name, found.for_first)
    yield from _listed(found.second.name, found.for_second)
    yield from _gates(found)


def headline(found: Comparison) -> str:
    """Say in a sentence how the two stand."""
    one, other = found.first.name, found.second.name
    if found.difference is None:
        return f"{one} and {other} can't be compared: {found.reason}."
    gap = numbers.score(abs(found.difference), _decimals(found))
    if float(gap) == 0:
        return f"{one} and {other} score alike."
    ahead, behind = (one, other) if found.difference > 0 else (other, one)
    return f"{ahead} scores {gap} points more than {behind}."


def _decimals(found: Comparison) -> int:
    """Return how many decimals make the printed difference that of the printed scores: one, or as many as it needs."""
    if found.difference is None or found.first.score is None or found.second.score is None:
        return 1
    scores = (found.first.score.mid, found.second.score.mid)
    for decimals in range(1, numbers.MOST_DECIMALS):
        first, second, gap = (round(figure, decimals) for figure in (*scores, found.difference))
        if round(first - second, decimals) == gap:
            return decimals
    return numbers.MOST_DECIMALS


def _sides(found: Comparison, decimals: int) -> Table:
    sides = (found.first, found.second)
    table = paper.table(("",), (side.name for side in sides))
    figures: tuple[tuple[str, Callable[[Side], str]], ...] = (
        ("Score", lambda side: numbers.score(side.score.mid, decimals) if side.score is not None else "none"),
        ("Possible", lambda side: numbers.interval(side.score, 1) if side.score is not None else ""),
        ("Rank", lambda side: str(side.rank) if side.rank is not None else "not ranked"),
        ("Known", lambda side: numbers.percent(side.coverage)),
        ("Proven", lambda side: numbers.percent(side.proven)),
        ("Plan", lambda side: side.plan.name or side.plan.id or "no plan"),
        ("Licences a year", lambda side: numbers.cost(side.plan.cost)),
        ("Standing", lambda side: side.standing.value),
    )
    for name, figure in figures:
        table.add_row(name, *(paper.line(figure(side)) for side in sides))
    return table


def _rows(found: Comparison, width: int, decimals: int, *, leaves: bool) -> Table:
    """Return a row for each criterion; each printed column adds up, and so do the printed differences."""
    wide = width >= WIDE
    table = paper.table(("Criterion",), ())
    for side in (found.first, found.second):
        for figure in ("Worth", "Points") if wide else ("Points",):
            table.add_column(Text.assemble(paper.line(_short(side.name)), "\n", figure), justify="right", no_wrap=True)
    table.add_column("Difference", justify="right", no_wrap=True)
    first, second = (
        adding_up(column, side.score.mid if side.score is not None else 0.0, decimals=decimals)
        for side, column in (
            (found.first, [row.first for row in found.rows]),
            (found.second, [row.second for row in found.rows]),
        )
    )
    for row in found.rows:
        if row.depth and not leaves:
            continue
        cells = [f"{'  ' * row.depth}{row.title}"]
        for part, points in ((row.first, first), (row.second, second)):
            cells += [_worth(part), points[row.criterion]] if wide else [points[row.criterion]]
        gap = numbers.points(float(first[row.criterion]) - float(second[row.criterion]), decimals)
        bold = leaves and row.depth == 0
        table.add_row(*map(paper.line, (*cells, gap)), style="bold" if bold else "")
    if found.difference is not None:
        table.add_section()
        scores = [numbers.score(side.score.mid, decimals) if side.score else "" for side in (found.first, found.second)]
        sums = ["", scores[0], "", scores[1]] if wide else scores
        table.add_row(
            *(paper.line(cell, "bold") for cell in ("Sum", *sums, numbers.points(found.difference, decimals)))
        )
    return table


def _short(name: str) -> str:
    """Return as much of a name as fits over a column of figures."""
    return name if len(name) <= 14 else f"{name[:13].rstrip()}\u2026"


def _worth(part: Part) -> str:
    return numbers.score(part.worth.mid) if part.worth is not None else "n/a"


def _listed(name: str, rows: Sequence[Difference]) -> list[RenderableType]:
    said = [
        f"{row.title}: {numbers.score(abs(row.points), 1)} points "
        f"(worth {_worth(row.first)} against {_worth(row.second)}{_unknown(row)})"
        for row in rows[:MOST]
    ]
    return paper.listed(f"Most in favour of {name}", said)


def _unknown(row: Difference) -> str:
    open_ones = [part for part in (row.first, row.second) if part.known < 1 and part.worth is not None]
    if not open_ones:
        return ""
    return "; neither is fully known" if len(open_ones) == 2 else "; one of them is not fully known"


def _gates(found: Comparison) -> Iterator[RenderableType]:
    if not found.gates:
        return
    yield ""
    table = paper.table(("Must-have", found.first.name, found.second.name), ())
    for gate in found.gates:
        wanted = f"{gate.title}: {numbers.relations(gate.wanted)}"
        cells = (wanted, _state(gate.first, gate.first_reason), _state(gate.second, gate.second_reason))
        table.add_row(*map(paper.line, cells))
    yield table


def _state(state: GateState | None, reason: str) -> str:
    return f"{state.value}: {reason}" if state is not None else reason
