"""Many draws of the drivers, the same for all vendors, and the net present value in each.

A driver that holds for all is drawn once and shared, so that the difference between two vendors shows what is theirs; a
vendor's own driver (its price, its quote) is drawn for itself. Each driver has a stream of its own, named by its id, so
that one more vendor or driver moves no other's draws. Ranges are triangular, or uniform where no figure
between the ends is likelier than another; different drivers are drawn independently.
"""

from __future__ import annotations

import hashlib
import math
from typing import TYPE_CHECKING

import numpy as np

from toolselect.model.money import Chance
from toolselect.money.lines import Sheet
from toolselect.money.yearly import npv

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from toolselect.model.money import DriverValue
    from toolselect.money.scenarios import Known
    from toolselect.money.units import Figure
    from toolselect.money.yearly import Model

    Array = NDArray[np.float64]

CHUNK = 8192  # draws at a time: what one line of one period needs stays in the cache
BINS = 40


def uniforms(key: str, seed: int, rows: int) -> Array:
    """Return so many numbers in [0, 1) of the stream with that name."""
    words = np.frombuffer(hashlib.sha256(key.encode()).digest(), dtype="<u4")
    entropy = [seed, *(int(word) for word in words)]
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(entropy))).random(rows)


def drawn(value: DriverValue, chances: Array) -> Array:
    """Return the figures at those chances (0..1): the inverse of the triangular or uniform distribution function."""
    width = value.high - value.low
    if value.flat:
        return value.low + width * chances
    peak = (value.likely - value.low) / width
    rising = value.low + np.sqrt(chances * (width * (value.likely - value.low)))
    falling = value.high - np.sqrt((1 - chances) * (width * (value.high - value.likely)))
    return np.where(chances < peak, rising, falling)


def draw(known: Known, *, seed: int, rows: int, shared: dict[str, Array]) -> dict[str, Figure]:
    """Return a figure for each driver of a vendor: an array of draws where it is ranged, else one number.

    `shared` collects the draws of drivers that are not the vendor's own.
    """
    values: dict[str, Figure] = {}
    for name, value in known.values.items():
        if not value.ranged:
            values[name] = value.likely
        elif name in known.own:
            values[name] = drawn(value, uniforms(f"money/{known.vendor}/{name}", seed, rows))
        else:
            if name not in shared:
                shared[name] = drawn(value, uniforms(f"money/{name}", seed, rows))
            values[name] = shared[name]
    return values


def npvs(shape: Model, channels: tuple[str, ...], values: Mapping[str, Figure], rows: int) -> Array:
    """Return the net present value in each draw.

    `values` holds for each driver (by full id, in its own unit) one number or `rows` of them, wherever they were drawn.
    """
    found = np.empty(rows)
    fixed = {name: value for name, value in values.items() if isinstance(value, float | int)}
    arrays = {name: value for name, value in values.items() if not isinstance(value, float | int)}
    for first in range(0, rows, CHUNK):
        part = slice(first, min(first + CHUNK, rows))
        sheet = Sheet({**fixed, **{name: array[part] for name, array in arrays.items()}}, channels)
        found[part] = npv(shape, sheet)
    return found


def chance(found: Array) -> Chance:
    """Return quantiles, mean, the share above zero, and the histogram of a vendor's draws."""
    p10, p50, p90 = (float(one) for one in np.quantile(found, (0.1, 0.5, 0.9)))
    counts, edges = np.histogram(found, bins=BINS)
    return Chance(
        p10=p10,
        p50=p50,
        p90=p90,
        mean=math.fsum(found.tolist()) / len(found),
        positive=float(np.count_nonzero(found > 0)) / len(found),
        edges=tuple(float(edge) for edge in edges),
        shares=tuple(int(count) / len(found) for count in counts),
    )


def higher(first: Array, second: Array) -> float:
    """Return the share of draws in which the first is higher."""
    return float(np.count_nonzero(first > second)) / len(first)
