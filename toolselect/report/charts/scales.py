"""From figures to pixels: linear scales, ticks at round figures, labels that do not overlap."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Scale:
    """Straight from the figures `low..high` to the pixels `start..end` (which may run backwards)."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the pixel of a figure, held within the ends."""
        if self.high <= self.low:
            return self.start
        way = min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))
        return self.start + way * (self.end - self.start)


def ticks(low: float, high: float, most: int = 6) -> tuple[float, ...]:
    """Return round figures that cover low..high: steps of 1, 2 or 5 times a power of ten, at most `most` + 1 of them.

    The first is at or below `low`, the last at or above `high`. One tick where both are equal.
    """
    if not high > low:
        return (low,)
    raw = (high - low) / max(1, most - 1)
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(factor * power for factor in (1.0, 2.0, 5.0, 10.0) if factor * power >= raw * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(number * step + 0.0 for number in range(first, last + 1))


def spread(places: Sequence[float], gap: float, low: float, high: float) -> tuple[float, ...]:
    """Return places moved as little as need be so that neighbours are `gap` apart, within low..high, in the same order.

    Overlapping ones form blocks that are centred on their members' wishes (pool adjacent violators; least squares).
    Where they do not fit at all they are set at equal distances.
    """
    count = len(places)
    if count == 0:
        return ()
    if (count - 1) * gap >= high - low:
        step = (high - low) / max(1, count - 1)
        order = sorted(range(count), key=lambda i: (places[i], i))
        found = [0.0] * count
        for position, index in enumerate(order):
            found[index] = low + position * step if count > 1 else (low + high) / 2
        return tuple(found)
    order = sorted(range(count), key=lambda i: (places[i], i))
    blocks: list[tuple[float, int]] = []  # sum of wished starts (place minus its offset), members
    for position, index in enumerate(order):
        wished, members = places[index] - position * gap, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > wished / members:
            total, size = blocks.pop()
            wished, members = wished + total, members + size
        blocks.append((wished, members))
    found = [0.0] * count
    position = 0
    for total, size in blocks:
        start = min(max(total / size, low), high - (count - 1) * gap)
        for _ in range(size):
            found[order[position]] = start + position * gap
            position += 1
    return tuple(found)
