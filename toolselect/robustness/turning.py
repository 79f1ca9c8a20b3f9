"""The point at which one leaf of one alternative turns the first place, and the answer that stands for it.

A score is linear in the worth of each leaf: worth needed = worth + gap / weight. The value function is then read
backwards: exactly where it is straight in pieces, by the nearest other answer for yes/no and levels. On a relative
scale an answer moves the worths of the others too, so there the point is found by halving.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, assert_never

from toolselect.answers import digits
from toolselect.deriving import net_present_value
from toolselect.model.criteria import BooleanValue, Levels, Linear, Points, Relative, Share
from toolselect.model.facts import FactType, Money, Range, Value
from toolselect.model.result import Interval, Standing
from toolselect.robustness.race import mid
from toolselect.scoring import value_functions
from toolselect.scoring.leaves import known_answers
from toolselect.scoring.ranking import SLACK

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from toolselect.model.result import LeafScore, VendorScore
    from toolselect.robustness.race import Race

HALVINGS = 60
"""More than enough for 0.1 %; so many that the figure does not show where the search began."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Where the first place turns: at which worth (0..100) of the leaf, and who takes it.

    `figure` is given where the answer was searched for and not the worth (relative scales; then `exact` is False).
    `possible` tells that the answer's own interval goes beyond the point.
    """

    worth: float
    winner: str
    possible: bool
    figure: float | None = None
    exact: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer in the fact's own unit and words; `figure` where it is a number. `worth` (0..100) is its own."""

    words: str
    figure: float | None
    unit: str
    worth: float


def fall(race: Race, leaf: LeafScore) -> Point | None:
    """Return the point below which the first alternative loses its place by this leaf of its own; None: none."""
    first, second = race.order[:2]
    if leaf.value is None or leaf.weight <= 0 or _given(race, first, leaf):
        return None
    if isinstance(race.criteria[leaf.criterion].value, Relative):
        return _searched(race, first, leaf, "fall")
    worth = leaf.value.mid - (mid(first) - mid(second)) / leaf.weight
    if worth <= SLACK:
        return None
    return Point(worth=worth, winner=second.id, possible=leaf.value.low < worth - SLACK)


def rise(race: Race, vendor: VendorScore, leaf: LeafScore) -> Point | None:
    """Return the point above which an alternative takes the first place by this leaf of its own; None: none."""
    if leaf.value is None or leaf.weight <= 0 or _given(race, vendor, leaf):
        return None
    if isinstance(race.criteria[leaf.criterion].value, Relative):
        return _searched(race, vendor, leaf, "rise")
    best = max(mid(one) for one in race.order if one is not vendor)
    worth = leaf.value.mid + (best - mid(vendor)) / leaf.weight
    if worth >= 100 - SLACK:
        return None
    return Point(worth=worth, winner=vendor.id, possible=leaf.value.high > worth + SLACK)


def _given(race: Race, vendor: VendorScore, leaf: LeafScore) -> bool:
    """Tell whether an answer can't be another: money is counted from the status quo, so its own value is 0."""
    fact = race.criteria[leaf.criterion].fact
    return vendor.standing is Standing.STATUS_QUO and fact in net_present_value.FACTS


# --- from a worth to an answer -----------------------------------------------------------------------------------


def answer(race: Race, leaf: LeafScore, point: Point) -> Answered | None:
    """Return the answer at the point: a figure, or the nearest answer beyond it. None: no answer is worth that.

    Without words and figure where several facts make up the worth (a share).
    """
    criterion = race.criteria[leaf.criterion]
    if leaf.value is None or criterion.value is None:
        return None
    unit = unit_of(race, leaf)
    up = point.worth >= leaf.value.mid
    match criterion.value:
        case Share():
            return Answered(words="", figure=None, unit="", worth=point.worth)
        case Relative():
            return None if point.figure is None else _numbered(point.figure, unit, point.worth)
        case BooleanValue():
            choices = {"no": criterion.value.no, "yes": criterion.value.yes}
            return _nearest_choice(choices, point.worth, up=up)
        case Levels():
            named = {f"level {level.name}": level.value for level in criterion.value.levels}
            return _nearest_choice(named, point.worth, up=up)
        case Linear():
            way = criterion.value.best - criterion.value.worst
            return _numbered(criterion.value.worst + way * (point.worth / 100), unit, point.worth)
        case Points():
            return _on_line(criterion.value.points, point.worth, figure_now(leaf), unit, up=up)
        case _:
            assert_never(criterion.value)


def unit_of(race: Race, leaf: LeafScore) -> str:
    """Return the unit that a leaf's figures are in: the fact's, the currency of an amount, or none."""
    fact = race.fact_of(leaf.criterion)
    if fact is None:
        return ""
    if fact.type is not FactType.MONEY:
        return fact.unit
    for held in leaf.held:
        for one in held.answers:
            if isinstance(one, Value) and isinstance(one.value, Money):
                return one.value.currency
    return race.study.organisation.currency or fact.unit


def figure_now(leaf: LeafScore) -> float | None:
    """Return the figure that a leaf's worth stands for today, in the fact's unit; None if it rests on none."""
    span = raw(leaf)
    return None if span is None else span.mid


def raw(leaf: LeafScore) -> Interval | None:
    """Return the lowest, central and highest figure of a leaf's answers; None if it has none."""
    answers = [
        one
        for one in known_answers(leaf.held[0])
        if isinstance(one, Range) or isinstance(one.value, Money | bool | float | int)
    ]
    return value_functions.raw_span(answers) if answers else None


def _numbered(figure: float, unit: str, worth: float) -> Answered:
    figure += 0.0
    return Answered(words=f"{digits(float(f'{figure:.6g}'))} {unit}".rstrip(), figure=figure, unit=unit, worth=worth)


def _nearest_choice(worths: Mapping[str, float], point: float, *, up: bool) -> Answered | None:
    beyond = [(abs(worth - point), name) for name, worth in worths.items() if _beyond(worth, point, up=up)]
    if not beyond:
        return None
    name = min(beyond)[1]
    return Answered(words=name, figure=None, unit="", worth=worths[name])


def _beyond(worth: float, point: float, *, up: bool) -> bool:
    return worth > point + SLACK if up else worth < point - SLACK


def _on_line(
    points: Sequence[tuple[float, float]], worth: float, now: float | None, unit: str, *, up: bool
) -> Answered | None:
    beyond = [(abs(height - worth), x, height) for x, height in points if _beyond(height, worth, up=up)]
    if not beyond:
        return None
    crossings = [x for left, right in pairwise(points) if (x := _crossing(left, right, worth)) is not None]
    if not crossings:  # every figure passes; the one that passes by least stands for them
        _, x, height = min(beyond)
        return _numbered(x, unit, height)
    start = now if now is not None else points[0][0] / 2 + points[-1][0] / 2
    return _numbered(min(crossings, key=lambda x: (abs(x - start), x)), unit, worth)


def _crossing(left: tuple[float, float], right: tuple[float, float], worth: float) -> float | None:
    (x, height), (end, top) = left, right
    if height == top or not min(height, top) <= worth <= max(height, top):
        return None
    return min(end, max(x, x + (end - x) * ((worth - height) / (top - height))))


# --- relative scales ---------------------------------------------------------------------------------------------


def _searched(race: Race, vendor: VendorScore, leaf: LeafScore, way: Literal["fall", "rise"]) -> Point | None:
    """Return the point on a relative scale, searched between the figures at hand and the answer's own ends."""
    function = race.criteria[leaf.criterion].value
    if not isinstance(function, Relative):
        raise TypeError(f"{leaf.criterion} is on no relative scale")
    standing = {one.id: (mid(one), one.leaf(leaf.criterion)) for one in race.order}
    figures = {one: span.mid for one, (_, each) in standing.items() if (span := raw(each)) is not None}
    own = raw(leaf)
    reach = [*figures.values(), *((own.low, own.high) if own else ())]
    if not reach or min(reach) >= max(reach):
        return None
    good, bad = (max(reach), min(reach)) if function.best == "high" else (min(reach), max(reach))
    goal = good if way == "rise" else bad

    def scores(figure: float) -> dict[str, float]:
        return _scores_at(standing, function, figures | {vendor.id: figure})

    def turned(figure: float) -> bool:
        found = scores(figure)
        others = max(score for one, score in found.items() if one != vendor.id)
        return found[vendor.id] > others + SLACK if way == "rise" else others > found[vendor.id] + SLACK

    start = own.mid if own else (bad if way == "rise" else good)
    figure = _halved(start, goal, turned)
    if figure is None:
        return None
    found = scores(figure)
    rivals = [one for one in race.order if one is not vendor]
    winner = vendor if way == "rise" else min(rivals, key=lambda one: (-found[one.id], one.id))
    return Point(
        worth=_relative_worth(function, figure, _ends(figures | {vendor.id: figure})),
        winner=winner.id,
        possible=own is None or turned(own.high if goal > start else own.low),
        figure=figure,
        exact=False,
    )


def _halved(start: float, goal: float, turned: Callable[[float], bool]) -> float | None:
    """Return the figure nearest to the start that has turned, if the goal has (the more, the nearer to the goal)."""
    if not turned(goal):
        return None
    for _ in range(HALVINGS):
        middle = start / 2 + goal / 2
        if middle in (start, goal):
            break
        if turned(middle):
            goal = middle
        else:
            start = middle
    return goal


def _scores_at(
    standing: Mapping[str, tuple[float, LeafScore]], function: Relative, figures: Mapping[str, float]
) -> dict[str, float]:
    """Return the scores with other figures on one leaf; `standing` is the score of each today and its leaf."""
    ends = _ends(figures)
    found = {}
    for vendor, (score, leaf) in standing.items():
        found[vendor] = score
        if vendor in figures and leaf.value is not None:
            found[vendor] += leaf.weight * (_relative_worth(function, figures[vendor], ends) - leaf.value.mid)
    return found


def _ends(figures: Mapping[str, float]) -> tuple[float, float]:
    return min(figures.values()), max(figures.values())


def _relative_worth(function: Relative, figure: float, ends: tuple[float, float]) -> float:
    return value_functions.relative(function, Interval(figure, figure, figure), ends).mid
