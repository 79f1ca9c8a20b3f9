"""What `rank` shows people on a terminal, laid out for the width at hand."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from rich.text import Text

from toolselect.cli import console, paper
from toolselect.report import numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType
    from rich.table import Table

    from toolselect.app import FlipsOutcome, RobustOutcome
    from toolselect.model.robustness import Flip
    from toolselect.model.table import DecisionTable
    from toolselect.robustness.table import TableChances
    from toolselect.scoring.tables import Listed, Placed, TableRanking

DIGITS = 4
"""Significant digits of a score; more where two of different rank would look the same."""
MOST_DIGITS = 12
FEW_CRITERIA = 6
"""So many weights are told in a line."""

BETTER = {"max": "A higher score is better.", "min": "A lower score is better."}
RELATIVE = (
    "Relative: scores move when an alternative comes or goes, and the order of two can depend on a third. "
    "Scales with declared bounds do not do that."
)
TITLES = {
    "S": "S (all regrets)",
    "R": "R (worst regret)",
    "positive_flow": "Flow out",
    "negative_flow": "Flow in",
    "distance_to_ideal": "To ideal",
    "distance_to_anti_ideal": "To anti-ideal",
    "sum": "Sum",
    "product": "Product",
    "compromise_set": "Compromise set",
    "advantage": "Acceptable advantage",
    "stability": "Acceptable stability",
    "kernel": "Kernel (outranked by nobody)",
    "outranking": "Outranks",
}
"""The intermediate figures that people see, as they are called; JSON has all of them."""


def ranking(table: DecisionTable, found: TableRanking, width: int, *, colour: bool) -> str:
    """Return the ranking by a method, best first, with what stands behind it."""
    parts: list[RenderableType] = [
        paper.line(found.title, "bold"),
        *_about(table, found.weights),
        *_settings(table, found),
        "",
        _by_score(found, width) if found.alternatives[0].rank is not None else _sorted_out(found),
        "",
    ]
    if found.alternatives[0].rank is not None:
        parts.append(paper.line(BETTER[found.direction]))
    parts += [
        paper.line(f"{TITLES[name]}: {_said(value)}") for name, value in found.details.items() if _is_word(name, value)
    ]
    for why in dict.fromkeys(found.reasons.values()):
        names = [f"no {name}" for name, one in found.reasons.items() if one == why]
        parts.append(paper.line(f"{', '.join(names).capitalize()}: {why}."))
    if found.relative:
        parts.append(paper.line(RELATIVE))
    parts.append(paper.line(f"Source: {found.paper}"))
    return paper.rendered(parts, width, colour=colour)


def _settings(table: DecisionTable, found: TableRanking) -> list[RenderableType]:
    """Return the options of the method, and where the table's own preference functions stand in for them."""
    told = ", ".join(f"{name} {_plain(value)}" for name, value in found.options.items())
    parts = [paper.line(f"Options: {told}")] if told else []
    own = [f"{one.id} {one.preference.function}" for one in table.criteria if one.preference is not None]
    if own and "preference" in found.options:
        parts.append(paper.line(f"Of the table: {', '.join(own)}"))
    return [*parts]


def _about(table: DecisionTable, weights: Sequence[float]) -> list[RenderableType]:
    """Return how large the table is, and what weighs how much."""
    size = f"{console.counted(len(table.alternatives), 'alternative')}, {len(table.criteria)} criteria"
    parts = [f"{size.replace('1 criteria', '1 criterion') if len(table.criteria) == 1 else size}"]
    if len(weights) == len(table.criteria) <= FEW_CRITERIA:
        pairs = zip(table.criteria, weights, strict=True)
        parts.append("Weights: " + ", ".join(f"{one.id} {_plain(weight)} ({one.direction})" for one, weight in pairs))
    return [paper.line(part) for part in parts]


def _by_score(found: TableRanking, width: int) -> Table:
    ordered = sorted(enumerate(found.alternatives), key=lambda pair: (pair[1].rank or 0, pair[0]))
    digits = _digits([one for _, one in ordered])
    columns = {
        TITLES[name]: value
        for name, value in found.details.items()
        if name in TITLES and _is_column(value, len(found.alternatives))
    }
    names = [max((console.columns(console.visible(one.name)) for one in found.alternatives), default=0), 11]
    wide = 4 + max(names) + 3 + digits + 6 + sum(max(len(title), DIGITS + 6) + 3 for title in columns)
    if wide > width:
        columns = {}
    made = paper.table((), ("#",))
    made.add_column("Alternative")
    for title in ("Score", *columns):
        made.add_column(title, justify="right", no_wrap=True)
    for at, one in ordered:
        style = "bold" if one.rank == 1 else ""
        figures = [_figure(value[at], DIGITS) for value in columns.values() if isinstance(value, list)]
        made.add_row(
            paper.line(str(one.rank), style),
            paper.line(one.name, style),
            paper.line(_figure(one.score, digits), style),
            *map(Text, figures),
        )
    return made


def _sorted_out(found: TableRanking) -> Table:
    """Return who outranks whom, for a method without scores."""
    names = [one.name for one in found.alternatives]
    kernel = found.details.get("kernel")
    best = kernel if isinstance(kernel, list) else []
    outranking = found.details.get("outranking")
    rows = outranking if isinstance(outranking, list) else []
    made = paper.table(("Alternative", "Outranks"), ())
    for at, name in enumerate(names):
        row = rows[at] if at < len(rows) else []
        beaten = [other for other, beats in zip(names, row, strict=False) if beats] if isinstance(row, list) else []
        made.add_row(paper.line(name, "bold" if name in best else ""), paper.line(", ".join(beaten) or "nobody"))
    return made


def _is_column(value: Listed, count: int) -> bool:
    return isinstance(value, list) and len(value) == count and all(isinstance(one, float) for one in value)


def _is_word(name: str, value: Listed) -> bool:
    words = isinstance(value, list) and all(isinstance(one, str) for one in value)
    return name in TITLES and (isinstance(value, bool) or words)


def _said(value: Listed) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "nobody"
    return "yes" if value else "no"


def _digits(ordered: Sequence[Placed]) -> int:
    """Return how many significant digits tell alternatives of different rank apart."""
    digits = DIGITS
    while digits < MOST_DIGITS and any(
        one.rank != other.rank and _figure(one.score, digits) == _figure(other.score, digits)
        for one, other in pairwise(ordered)
    ):
        digits += 1
    return digits


def _figure(value: Listed, digits: int) -> str:
    """Return a figure with so many digits behind the point if it is of ordinary size, else so many significant ones."""
    if not isinstance(value, float):
        return "none"
    text = f"{value:.{digits}f}" if value == 0 or 1e-3 <= abs(value) < 1e6 else f"{value:.{digits}g}"
    return text.replace("-", numbers.MINUS, 1) if text.startswith("-") else text


def _plain(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.4g}"


# --- flips -------------------------------------------------------------------------------------------------------


def flips(table: DecisionTable, outcome: FlipsOutcome, width: int, *, colour: bool) -> str:
    """Return for each criterion between which weights the first place stays, nearest flip first."""
    first = [name for name, place in zip(table.alternatives, outcome.ranks, strict=True) if place == 1]
    together = "share the first place" if len(first) > 1 else "is first"
    made = paper.table(("Criterion",), ("Weight",))
    for head in ("Below", "Above"):
        made.add_column(head, justify="right", no_wrap=True)
        made.add_column("first is")
    nearest = sorted(outcome.flips, key=lambda one: _distance(one.weight, one.down, one.up))
    for one in nearest:
        made.add_row(
            paper.line(one.criterion), _percent(one.weight), *_flip(one.down, one.weight), *_flip(one.up, one.weight)
        )
    parts: list[RenderableType] = [
        paper.line(f"{', '.join(first)} {together}: at which weight that changes", "bold"),
        *_about(table, ()),
        paper.line("All other weights keep their proportions. Weighted sum; " + SCALES[outcome.scale]),
        "",
        made,
    ]
    if outcome.scale == "columns":
        parts += ["", paper.line(RELATIVE)]
    return paper.rendered(parts, width, colour=colour)


SCALES = {
    "columns": "each scale runs from the worst to the best figure of the table.",
    "bounds": "each scale runs between the bounds of its criterion.",
}


def _distance(weight: float, *found: Flip | None) -> float:
    return min((abs(one.at - weight) for one in found if one is not None), default=2.0)


def _flip(found: Flip | None, weight: float) -> tuple[Text, Text]:
    if found is None:
        return Text("never"), Text("")
    digits = 1 if abs(found.at - weight) >= 0.001 else 4
    return Text(_percent(found.at, digits)), paper.line(found.winner)


def _percent(share: float, digits: int = 1) -> str:
    return numbers.percent(share, digits)


# --- chances -----------------------------------------------------------------------------------------------------

DRAWN = {
    "simplex": "any at all, each as likely as any other",
    "order": "any that keep the order of the given ones, each as likely as any other",
    "dirichlet": "around the given ones (Dirichlet, concentration {concentration:g})",
    "given": "the given ones in each draw, so that only doubtful figures vary",
}
"""Which weights a simulation draws, by sampler."""


def chances(table: DecisionTable, outcome: RobustOutcome, found: TableChances, width: int, *, colour: bool) -> str:
    """Return the chance of each rank in a simulation, the likeliest first place on top, and how it drew."""
    policy = found.policy
    drawn = DRAWN.get(policy.weights.value, policy.weights.value).format(concentration=policy.concentration)
    order = sorted(range(len(table.alternatives)), key=lambda at: (-found.first_rank[at], at))
    parts: list[RenderableType] = [
        paper.line("Chance of each rank", "bold"),
        *_about(table, ()),
        paper.line(f"{numbers.grouped(str(policy.draws))} draws, seed {policy.seed}. Weights: {drawn}."),
        paper.line("Weighted sum; " + SCALES[outcome.scale]),
        "",
        _ranks(table, found, order, width),
        "",
        paper.line("Sure: how often it is first at the weights that suit it on average, while doubtful figures vary."),
        *_central(table, found, order),
    ]
    if outcome.scale == "columns":
        parts += ["", paper.line(RELATIVE)]
    return paper.rendered(parts, width, colour=colour)


def _ranks(table: DecisionTable, found: TableChances, order: Sequence[int], width: int) -> Table:
    """Return the chances of the first ranks, as many as fit; the worst ones that do not are left to JSON."""
    name = max(11, *(console.columns(console.visible(one)) for one in table.alternatives))
    fit = max(1, min(len(order), (width - min(name, width // 2) - 9) // 10))
    heads = ["First", *(f"Rank {place}" for place in range(2, fit + 1))]
    made = paper.table(("Alternative",), (*heads, "Sure"))
    for row, at in enumerate(order):
        style = "bold" if row == 0 else ""
        sure = found.confidence[at]
        made.add_row(
            paper.line(table.alternatives[at], style),
            *(paper.line(numbers.percent(chance, 1), style) for chance in found.rank_acceptability[at][:fit]),
            "never" if sure is None else numbers.percent(sure, 1),
        )
    return made


def _central(table: DecisionTable, found: TableChances, order: Sequence[int]) -> list[RenderableType]:
    """Return at which weights each alternative is first on average."""
    if len(table.criteria) > FEW_CRITERIA:
        return []
    told = []
    for at in order:
        central = found.central_weights[at]
        if central is not None:
            weights = zip(table.criteria, central, strict=True)
            share = ", ".join(f"{one.id} {numbers.percent(weight)}" for one, weight in weights)
            told.append(f"{table.alternatives[at]}: {share}")
    return paper.listed("First on average at these weights", told)
