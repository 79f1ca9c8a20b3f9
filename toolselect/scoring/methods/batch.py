"""Weighted sums for many weight vectors at a time, by matrix products that do not depend on how many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolselect.scoring.methods.method import FloatArray

CHUNK = 2048
"""Rows worked on at a time, so that temporaries stay in the cache."""

BLOCK = 256
"""Rows of one matrix product. A linear-algebra library chooses its way of adding up by the shape of the product, so
that one row alone and the same row among thousands may differ in the last bit; a constant shape keeps them equal."""


def chunks(count: int) -> Iterator[slice]:
    """Yield slices that cover range(count), of CHUNK rows each but the last."""
    for start in range(0, count, CHUNK):
        yield slice(start, min(start + CHUNK, count))


def weighted_sums(weights: FloatArray, columns: FloatArray) -> FloatArray:
    """Return weights @ columns: (K, n) by (n, m) gives (K, m), each row the same bits whatever K is."""
    rows = len(weights)
    columns = np.ascontiguousarray(columns)
    weights = np.ascontiguousarray(weights)
    found = np.empty((rows, columns.shape[1]))
    whole = rows - rows % BLOCK
    for start in range(0, whole, BLOCK):
        end = start + BLOCK
        np.matmul(weights[start:end], columns, out=found[start:end])
    if whole < rows:
        padded = np.zeros((BLOCK, weights.shape[1]))
        padded[: rows - whole] = weights[whole:]
        found[whole:] = np.matmul(padded, columns)[: rows - whole]
    return found
