"""What drawn answers are worth and whether they meet a must-have: the arithmetic of `scoring`, on arrays of draws."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

import numpy as np

from toolselect import answers
from toolselect.deriving import licence, shares
from toolselect.model.criteria import (
    AtLeast,
    BooleanValue,
    Comparison,
    Includes,
    IsBoolean,
    Levels,
    Linear,
    Points,
    Relative,
    Share,
)
from toolselect.model.facts import FactType, Range, Value
from toolselect.model.result import GateState, Status
from toolselect.robustness.sampling import VALUE_GRID, on_grid
from toolselect.scoring import value_functions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from toolselect.model.criteria import Criterion
    from toolselect.model.facts import Fact
    from toolselect.model.result import Gate, Held, VendorScore
    from toolselect.robustness.drawing import Drawer, Drawn, Source

    FloatArray = NDArray[np.float64]
    BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a leaf reads, and its raw answer (yes/no, level or figure) from the draws of these sources."""

    sources: tuple[Source, ...]
    raw: Callable[[Sequence[Drawn]], Drawn]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafDraw:
    """A leaf of a vendor: its worth (0..100, on the grid of 2^-16) from the draws of its sources.

    `relative` leaves give their raw figure instead: what it is worth takes all vendors.
    """

    criterion: str
    sources: tuple[Source, ...]
    worth: Callable[[Sequence[Drawn]], FloatArray]
    relative: Relative | None = None

    @property
    def fixed(self) -> float | None:
        """Return the worth where no source varies; None where one does, or others decide."""
        known = [source.fixed for source in self.sources if source.fixed is not None]
        if self.relative is not None or len(known) < len(self.sources):
            return None
        return float(self.worth(known))


@dataclass(frozen=True, slots=True, kw_only=True)
class GateDraw:
    """A must-have of a vendor: whether it holds, from the draws of its sources."""

    criterion: str
    sources: tuple[Source, ...]
    holds: Callable[[Sequence[Drawn]], BoolArray]


class Reader:
    """Makes the leaves and must-haves of one vendor.

    Args:
        drawer: makes the sources.
        facts: the vocabulary.
        budget: the organisation's yearly licence budget, if there is one.
    """

    def __init__(self, drawer: Drawer, facts: Mapping[str, Fact], budget: float | None) -> None:
        self._drawer = drawer
        self._facts = facts
        self._budget = budget

    def leaf(self, criterion: Criterion, held: tuple[Held, ...]) -> LeafDraw:
        """Return the leaf; it has a value function and applies to the vendor."""
        reading = self._reading(criterion, held)
        function = criterion.value
        relative = function if isinstance(function, Relative) else None
        worth = _worth(criterion, self._levels(criterion))

        def drawn(found: Sequence[Drawn]) -> FloatArray:
            raw = reading.raw(found)
            return np.asarray(raw, dtype=np.float64) if relative else worth(raw)

        return LeafDraw(criterion=criterion.id, sources=reading.sources, worth=drawn, relative=relative)

    def gate(self, criterion: Criterion, gate: Gate, held: tuple[Held, ...]) -> GateDraw:
        """Return the must-have: the drawn answers decide, however well they are proven.

        One that does not apply holds. An answer that can't be drawn (a text) holds if it passed.
        """
        settled = np.array(gate.state is GateState.PASS)
        if all(one.status is Status.NOT_APPLICABLE for one in held) or criterion.must is None:
            return GateDraw(criterion=criterion.id, sources=(), holds=lambda _: settled)
        requirement = criterion.must.requirement
        levels = self._levels(criterion)
        if isinstance(requirement, Includes):
            sources = tuple(
                self._drawer.member(held[0], name, shares.member_states(held[0], name)) for name in requirement.members
            )
            return GateDraw(criterion=criterion.id, sources=sources, holds=_all)
        if criterion.fact and self._facts[criterion.fact].type in (FactType.TEXT, FactType.DATE, FactType.URL):
            return GateDraw(criterion=criterion.id, sources=(), holds=lambda _: settled)
        reading = self._reading(criterion, held)

        def holds(found: Sequence[Drawn]) -> BoolArray:
            raw = reading.raw(found)
            match requirement:
                case IsBoolean():
                    return np.asarray(raw == requirement.wanted)
                case Comparison():
                    return _compared(np.asarray(raw, dtype=np.float64), requirement)
                case AtLeast():
                    return np.asarray(raw >= levels.index(requirement.level))
                case _:
                    assert_never(requirement)

        return GateDraw(criterion=criterion.id, sources=reading.sources, holds=holds)

    def _levels(self, criterion: Criterion) -> tuple[str, ...]:
        return self._facts[criterion.fact].levels if criterion.fact else ()

    def _reading(self, criterion: Criterion, held: tuple[Held, ...]) -> Reading:
        if isinstance(criterion.value, Share):
            if criterion.fact:
                parts = [
                    (self._drawer.member(held[0], name, shares.member_states(held[0], name)), weight)
                    for name, weight in criterion.value.wanted
                ]
            else:
                parts = [
                    (self._drawer.yes_no(one), weight)
                    for one, (_, weight) in zip(held, criterion.value.wanted, strict=True)
                    if one.status is not Status.NOT_APPLICABLE
                ]
            return _share(parts, 0.0)
        return self._single(held[0])

    def _single(self, held: Held) -> Reading:
        if held.portions:
            by_fact = {one.fact: one for one in held.inputs}
            constant = math.fsum(part.weight for part in held.portions if not part.fact and part.states[0])
            parts = [
                (
                    self._drawer.member(by_fact[part.fact], part.member, part.states)
                    if part.member
                    else self._drawer.yes_no(by_fact[part.fact]),
                    part.weight,
                )
                for part in held.portions
                if part.fact
            ]
            return _share(parts, constant, 1.0)
        kind = self._facts[held.fact].type
        if kind is FactType.BOOLEAN:
            return Reading(sources=(self._drawer.yes_no(held),), raw=_first)
        if kind is FactType.LEVEL:
            return Reading(sources=(self._drawer.level(held, self._facts[held.fact].levels),), raw=_first)
        again = RECOMPUTED.get(held.fact)
        found = again(held, self._drawer, self._facts, self._budget) if again is not None else None
        if found is not None:
            return found
        return Reading(sources=(self._drawer.figure(held),), raw=_first)


def _of_budget(held: Held, drawer: Drawer, facts: Mapping[str, Fact], budget: float | None) -> Reading | None:
    if not budget or not held.inputs or licence.YEARLY not in facts:
        return None
    per = 100.0 / budget
    return Reading(
        sources=(drawer.figure(held.inputs[0]),), raw=lambda found: np.asarray(found[0] * per, dtype=np.float64)
    )


RECOMPUTED: Mapping[str, Callable[[Held, Drawer, Mapping[str, Fact], float | None], Reading | None]] = {
    licence.OF_BUDGET: _of_budget,
}
"""Derived figures that are computed again from the draws of what they rest on. One that is not here is drawn itself,
as any other figure; one with `portions` needs no place here."""


def _first(found: Sequence[Drawn]) -> Drawn:
    return found[0]


def _all(found: Sequence[Drawn]) -> BoolArray:
    holds = np.array(True)  # noqa: FBT003 - a figure, no switch
    for one in found:
        holds = holds & np.asarray(one, dtype=np.bool_)
    return np.asarray(holds)


def _share(parts: Sequence[tuple[Source, float]], constant: float, whole: float | None = None) -> Reading:
    """Return the share of the parts that are met, in percent (0..100)."""
    total = math.fsum(weight for _, weight in parts) if whole is None else whole

    def raw(found: Sequence[Drawn]) -> FloatArray:
        met: FloatArray = np.array(constant)
        for one, (_, weight) in zip(found, parts, strict=True):
            met = met + weight * one
        return 100.0 * np.minimum(met / total, 1.0) if total > 0 else np.array(50.0)

    return Reading(sources=tuple(source for source, _ in parts), raw=raw)


def _worth(criterion: Criterion, levels: Sequence[str]) -> Callable[[Drawn], FloatArray]:
    """Return what gives worths on the grid of 2^-16."""
    function = criterion.value
    match function:
        case Linear():
            points = sorted([(function.worst, 0.0), (function.best, 100.0)])
            return _piecewise(points)
        case Points():
            return _piecewise(function.points)
        case BooleanValue():
            no, yes = on_grid(np.array([function.no, function.yes]), VALUE_GRID).tolist()
            return lambda raw: np.asarray(raw * (yes - no) + no)
        case Levels():
            table = on_grid(np.array([value_functions.worth_of(function, name) for name in levels]), VALUE_GRID)
            return lambda raw: np.asarray(table[np.asarray(raw, dtype=np.intp)])
        case Share() | Relative() | None:
            return lambda raw: on_grid(np.asarray(raw, dtype=np.float64), VALUE_GRID)
        case _:
            assert_never(function)


def _piecewise(points: Sequence[tuple[float, float]]) -> Callable[[Drawn], FloatArray]:
    # Halved and scaled by the span: straight lines between the ends of double precision do not overflow.
    xs, ys = np.array([x for x, _ in points]), np.array([y for _, y in points])
    start, way = xs[0] / 2, xs[-1] / 2 - xs[0] / 2
    if way <= 0 or not math.isfinite(1 / way):  # anchors as near as figures get
        return lambda raw: on_grid(np.where(np.asarray(raw) <= xs[0], ys[0], ys[-1]), VALUE_GRID)
    at = (xs / 2 - start) / way
    if len(at) == 2:
        rise = ys[1] - ys[0]

        def straight(raw: Drawn) -> FloatArray:
            inside = np.asarray(np.minimum(np.maximum(np.asarray(raw, dtype=np.float64), xs[0]), xs[1]))
            inside /= 2
            inside -= start
            inside /= way
            inside *= rise
            inside += ys[0]
            return on_grid(inside, VALUE_GRID)

        return straight

    def worth(raw: Drawn) -> FloatArray:
        inside = np.minimum(np.maximum(np.asarray(raw, dtype=np.float64), xs[0]), xs[-1])
        return on_grid(np.interp((inside / 2 - start) / way, at, ys), VALUE_GRID)

    return worth


def _compared(figures: FloatArray, requirement: Comparison) -> BoolArray:
    match requirement.operator:
        case ">=":
            return np.asarray(figures >= requirement.limit)
        case "<=":
            return np.asarray(figures <= requirement.limit)
        case ">":
            return np.asarray(figures > requirement.limit)
        case "<":
            return np.asarray(figures < requirement.limit)
        case _:
            assert_never(requirement.operator)


def relative_worth(function: Relative, raw: FloatArray, low: FloatArray, high: FloatArray) -> FloatArray:
    """Return what figures are worth between the lowest and highest of a draw; 50 where all are equal."""
    way = high / 2 - low / 2
    same = way <= 0
    worth = 100.0 * np.clip((raw / 2 - low / 2) / np.where(same, 1.0, way), 0.0, 1.0)
    if function.best == "low":
        worth = 100.0 - worth
    return on_grid(np.where(same, 50.0, worth), VALUE_GRID)


def spans(
    asked: Sequence[Criterion], vendors: Sequence[VendorScore], facts: Mapping[str, Fact], budget: float | None
) -> dict[str, tuple[float, float]]:
    """Return between which figures a number or amount is drawn whose answer is not as stated, by fact.

    The anchors of the value functions that read it, lowest to highest. Where no anchor is declared (a relative scale,
    a must-have alone): what is stated of the ranked alternatives, evenly around the limit of a must-have.
    """
    anchors: dict[str, list[float]] = {}
    limits: dict[str, list[float]] = {}
    for leaf in asked:
        per = budget / 100 if leaf.fact == licence.OF_BUDGET and budget and licence.YEARLY in facts else 1.0
        fact = licence.YEARLY if leaf.fact == licence.OF_BUDGET and budget and licence.YEARLY in facts else leaf.fact
        match leaf.value:
            case Linear(worst=worst, best=best):
                anchors.setdefault(fact, []).extend((worst * per, best * per))
            case Points(points=points):
                anchors.setdefault(fact, []).extend((points[0][0] * per, points[-1][0] * per))
            case _:
                if fact:
                    anchors.setdefault(fact, [])
        if leaf.must is not None and isinstance(leaf.must.requirement, Comparison):
            limits.setdefault(fact, []).append(leaf.must.requirement.limit * per)
    found: dict[str, tuple[float, float]] = {}
    for fact, ends in anchors.items():
        if ends:
            found[fact] = (min(ends), max(ends))
        elif fact in facts and facts[fact].type in (FactType.NUMBER, FactType.MONEY):
            found[fact] = _stated_span(_stated(fact, vendors), limits.get(fact, []))
    return found


def _stated(fact: str, vendors: Sequence[VendorScore]) -> list[float]:
    found = []
    for vendor in vendors:
        for leaf in vendor.leaves:
            for held in leaf.held:
                if held.fact == fact:
                    for answer in held.answers:
                        if isinstance(answer, Range):
                            found += [answer.low, answer.high]
                        elif isinstance(answer, Value):
                            found.append(answers.number(answer.value))
    return found


def _stated_span(stated: Sequence[float], limits: Sequence[float]) -> tuple[float, float]:
    if not limits:
        return (min(stated), max(stated)) if stated else (0.0, 1.0)
    limit = limits[0]
    reach = max((abs(figure - limit) for figure in stated), default=0.0) or abs(limit) or 1.0
    return limit - reach, limit + reach
