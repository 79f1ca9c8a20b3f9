"""Two alternatives head to head: what each criterion adds to the difference of their scores.

A difference is contribution minus contribution, by each one's own weights. Where a leaf applies to one of them only,
the weights of the other are larger, and its contributions with them; so the differences add up to that of the scores.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolselect.explaining.explain import parts

if TYPE_CHECKING:
    from toolselect.explaining.explain import Part
    from toolselect.model.result import Evaluation, Gate, GateState, Interval, PlanChoice, Standing, VendorScore

EQUAL = 1e-9
"""Points below which a difference is rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two, as a whole."""

    vendor: str
    name: str
    standing: Standing
    plan: PlanChoice
    rank: int | None
    score: Interval | None
    coverage: float
    proven: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One criterion: what it adds to the score of each, and how many points that is in favour of the first.

    `points` is first minus second; a criterion that does not apply to one of them adds nothing there.
    """

    criterion: str
    title: str
    depth: int
    leaf: bool
    first: Part
    second: Part
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MustHave:
    """A must-have of both: the states (None: not tested, as for the status quo) and why."""

    criterion: str
    title: str
    wanted: str
    first: GateState | None
    second: GateState | None
    first_reason: str
    second_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A head-to-head. `difference` is that of the scores, in points (None: one has none, and `reason` says so).

    `rows` are all counting criteria in display order; those of the first level add up to the difference, and so do the
    leaves. `for_first` and `for_second` are the leaves in favour of each, largest first.
    """

    first: Side
    second: Side
    difference: float | None
    reason: str
    rows: tuple[Difference, ...]
    for_first: tuple[Difference, ...]
    for_second: tuple[Difference, ...]
    gates: tuple[MustHave, ...]


def compare(evaluation: Evaluation, first: str, second: str) -> Comparison:
    """Return the head-to-head of two alternatives.

    Raises:
        KeyError: if there is no such alternative.
    """
    one, other = evaluation.vendor(first), evaluation.vendor(second)
    parts_of = parts(evaluation, one), parts(evaluation, other)
    rows = tuple(_difference(part, parts_of[1][criterion]) for criterion, part in parts_of[0].items())
    without = [vendor.name for vendor in (one, other) if vendor.score is None]
    leaves = [row for row in rows if row.leaf]
    return Comparison(
        first=_side(one),
        second=_side(other),
        difference=one.score.mid - other.score.mid if one.score is not None and other.score is not None else None,
        reason=f"nothing that counts applies to {' and '.join(without)}" if without else "",
        rows=rows,
        for_first=tuple(sorted((row for row in leaves if row.points > EQUAL), key=lambda row: -row.points)),
        for_second=tuple(sorted((row for row in leaves if row.points < -EQUAL), key=lambda row: row.points)),
        gates=_gates(evaluation, one, other),
    )


def _side(vendor: VendorScore) -> Side:
    return Side(
        vendor=vendor.id,
        name=vendor.name,
        standing=vendor.standing,
        plan=vendor.plan,
        rank=vendor.rank,
        score=vendor.score,
        coverage=vendor.coverage,
        proven=vendor.proven,
    )


def _difference(first: Part, second: Part) -> Difference:
    return Difference(
        criterion=first.criterion,
        title=first.title,
        depth=first.depth,
        leaf=first.leaf,
        first=first,
        second=second,
        points=_mid(first) - _mid(second),
    )


def _mid(part: Part) -> float:
    return part.points.mid if part.points is not None else 0.0


def _gates(evaluation: Evaluation, first: VendorScore, second: VendorScore) -> tuple[MustHave, ...]:
    titles = {node.id: node.title for node in evaluation.criteria}
    mine, theirs = ({gate.criterion: gate for gate in vendor.gates} for vendor in (first, second))
    return tuple(_must_have(titles[name], mine.get(name), theirs.get(name)) for name in dict.fromkeys([*mine, *theirs]))


def _must_have(title: str, first: Gate | None, second: Gate | None) -> MustHave:
    given = first or second
    if given is None:  # pragma: no cover - a must-have comes from one of the two
        raise ValueError(title)
    return MustHave(
        criterion=given.criterion,
        title=title,
        wanted=given.wanted,
        first=first.state if first is not None else None,
        second=second.state if second is not None else None,
        first_reason=first.reason if first is not None else "not tested",
        second_reason=second.reason if second is not None else "not tested",
    )
