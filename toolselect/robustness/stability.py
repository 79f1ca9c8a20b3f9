"""Between which weights and answers the first place stays: closed forms, no simulation.

With t the weight of a criterion in the whole and all others keeping their proportions, a score is
s(t) = (t A + (1 - t) B) / (t a + (1 - t) b). A is the sum of weight x worth within the criterion at weight one, B that
of all others at weight one; a and b are the parts of these weights that apply to the alternative. Where all applies
they are 1 and s is a straight line. Two scores are equal where their cross-multiplied difference is zero: at most a
quadratic in t. The straight case, as the change of a weight before all are divided by their sum: Triantaphyllou and
Sanchez, A Sensitivity Analysis Approach for Some Deterministic Multi-Criteria Decision-Making Methods, Decision
Sciences 28(1), 1997, pages 151-194.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from toolselect.model.robustness import FactStability, Flip, WeightStability
from toolselect.robustness import turning
from toolselect.robustness.race import counting
from toolselect.scoring.ranking import SLACK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolselect.model.result import CriterionWeight, LeafScore, VendorScore
    from toolselect.robustness.race import Race

FRAGILE = 0.2
"""A flip within this part of a weight makes it fragile."""
NEAR = 1e-9
"""Weights that differ by less are one weight."""

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Mix:
    """A score as the weight of one criterion moves: see the module.

    `part` is A and `rest` B; `part_weight` is a and `rest_weight` b (0..1, not both 0).
    """

    part: float
    rest: float
    part_weight: float = 1.0
    rest_weight: float = 1.0

    def at(self, t: float) -> float:
        """Return the score at that weight (0..1); at an end where nothing applies, the score on the way to it."""
        below = t * self.part_weight + (1 - t) * self.rest_weight
        if below <= 0:
            return self.part / self.part_weight if self.part_weight > 0 else self.rest / self.rest_weight
        return (t * self.part + (1 - t) * self.rest) / below

    def slope(self, t: float) -> float:
        """Return how fast the score changes at that weight, in points per weight of one."""
        below = t * self.part_weight + (1 - t) * self.rest_weight
        if below <= 0:
            return 0.0
        return (self.part * self.rest_weight - self.rest * self.part_weight) / below**2


def ahead(one: Mix, other: Mix) -> tuple[Span, ...]:
    """Return the weights (0..1, as spans from low to high) at which `one` scores more than `other`, beyond a tie.

    Differences of up to 1e-9 are a tie.
    """
    if one.part_weight == other.part_weight and one.rest_weight == other.rest_weight:
        # Both have the same denominator, so the sign is that of a straight line.
        start, end = one.at(0.0) - other.at(0.0), one.at(1.0) - other.at(1.0)
        if one.part_weight > 0 and one.rest_weight > 0:
            return _straight(start, end, one.part - other.part, one.rest - other.rest)
        return ((0.0, 1.0),) if max(start, end) > SLACK else ()
    cuts = [0.0, *_equal(one, other), 1.0]
    return _joined([(low, high) for low, high in pairwise(cuts) if _leads(one, other, (low + high) / 2)])


def _leads(one: Mix, other: Mix, t: float) -> bool:
    return one.at(t) - other.at(t) > SLACK


def _straight(start: float, end: float, part: float, rest: float) -> tuple[Span, ...]:
    if start <= SLACK and end <= SLACK:
        return ()
    if start > SLACK and end > SLACK:
        return ((0.0, 1.0),)
    root = min(1.0, max(0.0, rest / (rest - part)))
    return ((0.0, root),) if start > end else ((root, 1.0),)


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Join spans that touch: the scores only meet there, and do not cross."""
    found: list[Span] = []
    for low, high in spans:
        if found and found[-1][1] == low:
            found[-1] = (found[-1][0], high)
        else:
            found.append((low, high))
    return tuple(found)


def _equal(one: Mix, other: Mix) -> list[float]:
    """Return the weights strictly between 0 and 1 at which both score the same, in order."""
    rise, other_rise = one.part - one.rest, other.part - other.rest
    widen, other_widen = one.part_weight - one.rest_weight, other.part_weight - other.rest_weight
    square = rise * other_widen - other_rise * widen
    straight = one.rest * other_widen + rise * other.rest_weight - other.rest * widen - other_rise * one.rest_weight
    constant = one.rest * other.rest_weight - other.rest * one.rest_weight
    return sorted({root for root in _roots(square, straight, constant) if 0 < root < 1})


def _roots(square: float, straight: float, constant: float) -> list[float]:
    """Return the real roots of square x t^2 + straight x t + constant, by the form that loses no digits."""
    # Below this, curvature can't move a point between 0 and 1 by more than rounding does.
    if abs(square) <= 1e-15 * (abs(straight) + abs(constant)):
        return [-constant / straight] if straight else []
    inside = straight * straight - 4 * square * constant
    if inside < 0:
        return []
    half = -(straight + math.copysign(math.sqrt(inside), straight)) / 2
    return [half / square, *([constant / half] if half else [])]


def weight_flips(mixes: Sequence[Mix], weight: float, names: Sequence[str]) -> tuple[Flip | None, Flip | None]:
    """Return the nearest flips of the first place below and above a criterion's weight: (down, up).

    `mixes` and `names` are by alternative, in the order that decides between equal scores (1e-9): first listed, first
    placed. `weight` (0..1) is that of the criterion in the whole. A flip is the weight beyond which somebody else is
    first, and who. None: nobody takes the first place in that direction, or the criterion weighs everything, so that
    the others have no proportions.
    """
    if len(mixes) < 2 or not 0 <= weight < 1 - NEAR:
        return None, None
    scores = [mix.at(weight) for mix in mixes]
    top = max(scores)
    leader = next(index for index, score in enumerate(scores) if score >= top - SLACK)
    downs: list[tuple[float, int]] = []
    ups: list[tuple[float, int]] = []
    for index, mix in enumerate(mixes):
        spans = ahead(mix, mixes[leader]) if index != leader else ()
        below = [min(high, weight) for low, high in spans if low < weight - NEAR]
        above = [max(low, weight) for low, high in spans if high > weight + NEAR]
        if below:
            downs.append((max(below), index))
        if above:
            ups.append((min(above), index))
    return _nearest(mixes, downs, names, up=False), _nearest(mixes, ups, names, up=True)


def _nearest(
    mixes: Sequence[Mix], flips: Sequence[tuple[float, int]], names: Sequence[str], *, up: bool
) -> Flip | None:
    if not flips:
        return None
    at = min(flips)[0] if up else max(flips)[0]
    # Several may pass at one point: just beyond it, the one that rises fastest is ahead.
    passing = [index for place, index in flips if abs(place - at) <= NEAR]
    speeds = {index: mixes[index].slope(at) * (1 if up else -1) for index in passing}
    fastest = max(speeds.values())
    winner = next(index for index in passing if speeds[index] >= fastest - SLACK)
    return Flip(at=at, winner=names[winner])


def mixes_of(race: Race, node: str) -> tuple[Mix, ...]:
    """Return the score of each alternative (in id order) as the weight of a node moves; the node weighs 0 to 1."""
    inside = frozenset(race.below[node])
    whole = math.fsum(race.weights[leaf] for leaf in inside)
    return tuple(_mix(vendor, race, inside, whole) for vendor in race.in_id_order)


def _mix(vendor: VendorScore, race: Race, inside: frozenset[str], whole: float) -> Mix:
    leaves = [
        (leaf.criterion in inside, race.weights[leaf.criterion], leaf.value.mid)
        for leaf in counting(vendor)
        if leaf.value is not None
    ]
    rest = 1 - whole
    part_weight = math.fsum(weight for within, weight, _ in leaves if within) / whole
    rest_weight = math.fsum(weight for within, weight, _ in leaves if not within) / rest if rest > NEAR else 0.0
    return Mix(
        part=math.fsum(weight * worth for within, weight, worth in leaves if within) / whole,
        rest=math.fsum(weight * worth for within, weight, worth in leaves if not within) / rest if rest > NEAR else 0.0,
        part_weight=_whole(part_weight),
        rest_weight=_whole(rest_weight),
    )


def _whole(weight: float) -> float:
    """Return one for a sum of shares that misses it by rounding, so that straight lines are seen as such."""
    return 1.0 if abs(weight - 1) < 1e-12 else weight


def weight_stability(race: Race) -> tuple[WeightStability, ...]:
    """Return between which weights of each branch and leaf the first place stays, in display order."""
    names = [vendor.id for vendor in race.in_id_order]
    found = []
    for node in race.nodes:
        down, up = weight_flips(mixes_of(race, node.id), node.weight, names) if race.order else (None, None)
        found.append(
            WeightStability(criterion=node.id, weight=node.weight, down=down, up=up, fragile=_fragile(node, down, up))
        )
    return tuple(found)


def _fragile(node: CriterionWeight, down: Flip | None, up: Flip | None) -> bool:
    low, high = (1 - FRAGILE) * node.weight - NEAR, (1 + FRAGILE) * node.weight + NEAR
    return (down is not None and down.at >= low) or (up is not None and up.at <= high)


def fact_stability(race: Race) -> tuple[FactStability, ...]:
    """Return which answers would change the first place, one leaf of one alternative at a time.

    A leaf of the first can fall until another is first, a leaf of another rise until that one is. Only what some
    answer reaches is listed: what the evidence allows first, then the smallest move of worth. Where two leaves read one
    fact, each is moved alone.
    """
    if len(race.order) < 2:
        return ()
    each = (_turning(race, vendor, leaf) for vendor in race.order for leaf in counting(vendor))
    found = [one for one in each if one is not None]
    return tuple(
        sorted(found, key=lambda one: (not one.possible, abs(one.worth_needed - one.worth), one.vendor, one.criterion))
    )


def _turning(race: Race, vendor: VendorScore, leaf: LeafScore) -> FactStability | None:
    point = turning.fall(race, leaf) if vendor is race.order[0] else turning.rise(race, vendor, leaf)
    answer = None if point is None else turning.answer(race, leaf, point)
    if point is None or answer is None or leaf.value is None:
        return None
    return FactStability(
        vendor=vendor.id,
        criterion=leaf.criterion,
        worth=leaf.value.mid,
        worth_needed=point.worth,
        winner=point.winner,
        needed=answer.words,
        figure=answer.figure,
        unit=answer.unit,
        possible=point.possible,
        exact=point.exact,
    )
