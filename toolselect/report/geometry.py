"""Shapes of the charts: plain numbers that a template only has to write down. Coordinates are rounded to 0.1."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolselect.model.result import Interval

WIDTH = 240.0
GAP = 1.5
HEAT_STEPS = 6


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a stacked bar: where it begins, how long it is, and the number of its colour."""

    x: str
    width: str
    colour: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A stacked bar on 0..100 with the interval as a whisker (`low` and `high` are empty where nothing is open)."""

    width: str
    segments: tuple[Segment, ...]
    low: str
    high: str
    label: str


def bar(parts: Sequence[float], figure: Interval, label: str) -> Bar:
    """Return the bar whose pieces are the given points of a score, in order; pieces too thin to see are left out."""
    segments = []
    for number, part in enumerate(parts):
        begin, length = _scaled(math.fsum(parts[:number])), _scaled(part)
        if length > GAP:
            segments.append(Segment(_written(begin), _written(length - GAP), number))
    ends = (_written(_scaled(figure.low)), _written(_scaled(figure.high))) if figure.open else ("", "")
    return Bar(width=_written(WIDTH), segments=tuple(segments), low=ends[0], high=ends[1], label=label)


def heat(value: float) -> int:
    """Return the step 0..5 of the ramp that a figure on 0..100 falls into."""
    return min(HEAT_STEPS - 1, max(0, int(value * HEAT_STEPS / 100)))


def _scaled(value: float) -> float:
    return value * WIDTH / 100


def _written(value: float) -> str:
    return f"{value:.1f}"
