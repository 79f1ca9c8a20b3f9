"""What a raw answer is worth on 0..100, by the anchors that the criteria declare.

One function per kind. A range is worth an interval: lowest and highest worth on it, not just at its ends, because a
piecewise line may rise and fall.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, assert_never

from toolselect.answers import number
from toolselect.model.criteria import BooleanValue, Levels, Linear, Points, Relative, Share
from toolselect.model.facts import Range, Scalar, Value
from toolselect.model.result import Interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolselect.model.criteria import ValueFunction

NOT_KNOWN = Interval(0.0, 50.0, 100.0)
"""What an answer is worth that nobody knows."""

SingleFact = Linear | Points | BooleanValue | Levels
"""The value functions that need one answer of one vendor."""


def fraction(x: float, start: float, end: float) -> float:
    """Return how far x is on the way from start to end (0..1, clipped; start and end differ, in any order)."""
    if (x <= start) if start < end else (x >= start):
        return 0.0
    if (x >= end) if start < end else (x <= end):
        return 1.0
    way = end - start
    if math.isinf(way):  # anchors near the ends of double precision
        return min(1.0, max(0.0, (x / 2 - start / 2) / (end / 2 - start / 2)))
    return min(1.0, max(0.0, (x - start) / way))


def linear(x: float, worst: float, best: float) -> float:
    """Return 100 (x - worst) / (best - worst), clipped to 0..100."""
    return 100.0 * fraction(x, worst, best)


def piecewise(x: float, points: Sequence[tuple[float, float]]) -> float:
    """Return the height at x of the straight lines between (x, value) points with rising x, flat outside."""
    if x <= points[0][0]:
        return points[0][1]
    for (left, before), (right, after) in pairwise(points):
        if x <= right:
            height = before + (after - before) * fraction(x, left, right)
            return min(max(height, min(before, after)), max(before, after))
    return points[-1][1]


def worth_of(function: SingleFact, value: Scalar) -> float:
    """Return the worth of one known answer, 0..100.

    Raises:
        TypeError, KeyError: if the answer is not of the function's kind (loading refuses such a criterion).
    """
    match function:
        case Linear():
            return linear(number(value), function.worst, function.best)
        case Points():
            return piecewise(number(value), function.points)
        case BooleanValue():
            return function.yes if value is True else function.no
        case Levels():
            return {level.name: level.value for level in function.levels}[str(value)]
        case _:
            assert_never(function)


def corners(function: SingleFact, low: float, high: float) -> list[float]:
    """Return the points of a range between which the function is straight: both ends and the corners inside."""
    inside = [x for x, _ in function.points if low < x < high] if isinstance(function, Points) else []
    return [low, *inside, high]


def interval(function: SingleFact, answers: Sequence[Value | Range]) -> Interval:
    """Return what an answer, a range or several answers that disagree are worth (formats.md, table of answers).

    One value: itself. A range: lowest, worth of the likely figure (else the mean of both ends' worth), highest.
    Answers that disagree: lowest, mean of lowest and highest, highest over all of them.
    """
    each = [_one(function, answer) for answer in answers]
    if len(each) == 1:
        return each[0]
    return around(min(one.low for one in each), max(one.high for one in each))


def around(low: float, high: float) -> Interval:
    """Return the interval with its mid halfway."""
    return Interval(low, mean(low, high), high)


def mean(low: float, high: float) -> float:
    """Return the middle of two figures; never outside them, nor beyond double precision."""
    return min(max(low / 2 + high / 2, low), high)


def _one(function: SingleFact, answer: Value | Range) -> Interval:
    if isinstance(answer, Value):
        worth = worth_of(function, answer.value)
        return Interval(worth, worth, worth)
    worths = [worth_of(function, x) for x in corners(function, answer.low, answer.high)]
    if answer.likely is None:
        mid = mean(min(worths[0], worths[-1]), max(worths[0], worths[-1]))
    else:
        mid = worth_of(function, answer.likely)
        worths.append(mid)
    return Interval(min(worths), mid, max(worths))


def clipped(function: ValueFunction, answers: Sequence[Value | Range]) -> bool:
    """Tell whether any answer lies outside the declared anchors, so that its worth was cut off there."""
    match function:
        case Linear():
            bottom, top = sorted((function.worst, function.best))
        case Points():
            bottom, top = function.points[0][0], function.points[-1][0]
        case BooleanValue() | Levels() | Share() | Relative():
            return False
        case _:
            assert_never(function)
    return any(low < bottom or high > top for low, high in map(ends, answers))


def ends(answer: Value | Range) -> tuple[float, float]:
    """Return the lowest and the highest figure of an answer, in its own unit."""
    if isinstance(answer, Range):
        return answer.low, answer.high
    figure = number(answer.value)
    return figure, figure


def raw_span(answers: Sequence[Value | Range]) -> Interval:
    """Return lowest, central and highest figure of the answers, in their own unit (for a relative scale)."""
    low, high = min(ends(one)[0] for one in answers), max(ends(one)[1] for one in answers)
    if len(answers) == 1 and isinstance(answers[0], Range) and answers[0].likely is not None:
        return Interval(low, min(max(answers[0].likely, low), high), high)
    return around(low, high)


def relative(function: Relative, raw: Interval, bounds: tuple[float, float]) -> Interval:
    """Return the worth between the lowest and the highest of the alternatives at hand; 50 where all are equal.

    `bounds` are the lowest and the highest mid among them; ends beyond are clipped. Min-max scaling: its results move
    when an alternative comes or goes, which is why the report flags it.
    """
    bottom, top = bounds
    if bottom >= top:
        return Interval(50.0, 50.0, 50.0)
    worths = [100.0 * fraction(x, bottom, top) for x in (raw.low, raw.mid, raw.high)]
    if function.best == "low":
        worths = [100.0 - worth for worth in reversed(worths)]
    return Interval(*worths)
