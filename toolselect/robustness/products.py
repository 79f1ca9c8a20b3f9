"""Matrix products in small pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

SMALL = 2**18
"""Up to so many multiplications OpenBLAS works in one thread. Waking a second one costs more than it gives, and a
multiple of it where other programs run."""

FEWEST = 256
"""A piece has at least so many rows or columns, however large the rest is."""


def product(left: FloatArray, right: FloatArray) -> FloatArray:
    """Return (a, k) @ (k, b), computed in pieces along b or k, whichever is longer.

    The caller's figures are on grids that make every sum exact (see `sampling`), so that pieces never show.
    """
    (a, k), b = left.shape, right.shape[1]
    found: FloatArray = np.zeros((a, b))
    if b >= k:
        step = max(FEWEST, SMALL // max(1, a * k))
        for start in range(0, b, step):
            found[:, start : start + step] = left @ right[:, start : start + step]
    else:
        step = max(FEWEST, SMALL // max(1, a * b))
        for start in range(0, k, step):
            found += left[:, start : start + step] @ right[start : start + step]
    return found
