"""Weights at random: around agreed ones, within intervals, in a known order, or anywhere.

Each sampler is a function `(rng, rows, ...) -> (rows, n)` of weights that are not negative and sum to one.

Drawn weights are put on the grid of 2^-24 and worths (0..100) on that of 2^-16 before anything is multiplied. A product
of the two is then a whole multiple of 2^-40, and a sum of them with weights that sum to about one is at most
100 x 2^40 < 2^47 of these, far below the 2^53 that a double holds exactly. So no sum is ever rounded, and the order in
which a linear-algebra library adds (by its version, the processor, the number of threads) can't show. The same holds
for sums over draws: of weights up to 2^29 draws.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from toolselect.scoring.tree import feasible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

WEIGHT_GRID = 2.0**24
VALUE_GRID = 2.0**16

ENOUGH = 0.01
"""The least share of tries that rejection has to keep; below, chains are quicker."""

SWEEPS = 60
"""How often a chain redraws all weights in pairs before it counts. Random pairs mix after about n log n steps (Randall
and Winkler, Mixing points on a simplex, 2005), a sweep makes n / 2."""


def on_grid(values: FloatArray, grid: float) -> FloatArray:
    """Return the figures rounded to whole multiples of 1 / grid (half to even)."""
    scaled = np.asarray(values * grid)
    rounded: FloatArray = np.rint(scaled, out=scaled)
    rounded *= 1 / grid  # a power of two: exact
    return rounded


def dirichlet(rng: np.random.Generator, rows: int, shares: Sequence[float], concentration: float) -> FloatArray:
    """Return draws of a Dirichlet distribution around the shares.

    Args:
        rng: where randomness comes from.
        rows: how many draws.
        shares: the mean (n figures above 0 that sum to one).
        concentration: how close the draws keep to it (above 0): the variance of a weight is
            share x (1 - share) / (concentration + 1).

    Returns:
        (rows, n). Normalised gamma variates (Devroye, Non-Uniform Random Variate Generation, 1986, XI.4).
    """
    drawn: FloatArray = np.empty((len(shares), rows))
    for row, share in zip(drawn, shares, strict=True):
        rng.standard_gamma(concentration * share, rows, out=row)
    return _normalised(drawn, shares).T


def simplex(rng: np.random.Generator, rows: int, n: int) -> FloatArray:
    """Return (rows, n) weights that are uniform on the whole simplex: normalised exponentials (Devroye 1986, V.2)."""
    drawn: FloatArray = np.empty((n, rows))
    for row in drawn:
        rng.standard_exponential(rows, out=row)
    return _normalised(drawn, [1 / n] * n).T


def order(rng: np.random.Generator, rows: int, shares: Sequence[float], slack: float = 1e-9) -> FloatArray:
    """Return (rows, n) weights that are uniform among those that keep the order of the shares.

    Uniform weights, sorted; their mean is the rank-order centroid (Barron and Barrett, Decision quality using ranked
    attribute weights, Management Science 42, 1996). Shares that differ by less than `slack` have no order.
    """
    ranked = np.sort(simplex(rng, rows, len(shares)), axis=1)[:, ::-1]
    drawn: FloatArray = np.empty((rows, len(shares)))
    by_share = sorted(range(len(shares)), key=lambda index: (-shares[index], index))
    start = 0
    for end in range(1, len(by_share) + 1):
        if end < len(by_share) and shares[by_share[end - 1]] - shares[by_share[end]] < slack:
            continue
        block = ranked[:, start:end]
        drawn[:, by_share[start:end]] = rng.permuted(block, axis=1) if end - start > 1 else block
        start = end
    return drawn


def intervals(rng: np.random.Generator, rows: int, low: Sequence[float], high: Sequence[float]) -> FloatArray:
    """Return (rows, n) weights that are uniform among those within [low, high].

    The part of the simplex above all lows is a smaller simplex: it is drawn from, and draws above a high are rejected.
    Where nearly all would be, pairs of weights are redrawn in turn from their exact conditional distribution (a Gibbs
    sampler on the polytope; Smith, Efficient Monte Carlo procedures, Operations Research 32, 1984), a chain a draw.

    Raises:
        ValueError: if no weights keep to the intervals (loading refuses them).
    """
    if not feasible(list(zip(low, high, strict=True))):
        raise ValueError("no weights that sum to one keep to these intervals")
    bottom, top = np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)
    room = 1.0 - float(bottom.sum())
    if room <= 1e-12 or float(top.sum()) <= 1 + 1e-12:
        only = bottom if room <= 1e-12 else top
        return np.tile(only / only.sum(), (rows, 1))
    found: list[FloatArray] = []
    have = tried = 0
    while have < rows:
        drawn = bottom + room * simplex(rng, rows, len(low))
        kept = drawn[(drawn <= top).all(axis=1)]
        found.append(kept)
        have, tried = have + len(kept), tried + rows
        if have < ENOUGH * tried:
            return _chains(rng, rows, bottom, top)
    return np.concatenate(found)[:rows]


def _chains(rng: np.random.Generator, rows: int, low: FloatArray, high: FloatArray) -> FloatArray:
    span = high - low
    start = low + span * ((1.0 - low.sum()) / span.sum())
    drawn = np.repeat(start[:, None], rows, axis=1)
    for _ in range(SWEEPS):
        mixed = rng.permutation(len(low))
        for i, j in zip(mixed[0::2], mixed[1::2], strict=False):
            both = drawn[i] + drawn[j]
            least = np.maximum(low[i], both - high[j])
            most = np.maximum(least, np.minimum(high[i], both - low[j]))
            drawn[i] = least + (most - least) * rng.random(rows)
            drawn[j] = both - drawn[i]
    return drawn.T


def _normalised(drawn: FloatArray, shares: Sequence[float]) -> FloatArray:
    """Divide each column by its sum; where all of it is too small for a double, the shares stand in."""
    whole = drawn[0].copy()
    for row in drawn[1:]:  # one after the other: the same rounding everywhere
        whole += row
    lost = whole < np.finfo(np.float64).tiny
    if lost.any():
        drawn[:, lost] = np.asarray(shares, dtype=np.float64)[:, None]
        whole[lost] = sum(shares)
    drawn /= whole
    return drawn
