"""Counts over draws: how often each alternative holds each rank, beats another, and by which weights it is first.

The measures of stochastic multicriteria acceptability analysis (Lahdelma, Hokkanen and Salminen, SMAA, European Journal
of Operational Research 106, 1998; Lahdelma and Salminen, SMAA-2, Operations Research 49, 2001): rank acceptability,
pairwise winning index, central weights, confidence factor.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from toolselect.robustness.products import product

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]
    IntArray = NDArray[np.int64]

SCORE_GRID = 2.0**20
"""Scores are added up as whole multiples of 2^-20, so that their sums are exact (100 x 2^20 x 2^26 draws = 2^53)."""

BINS = 10_000
"""Quantiles are read from counts of scores rounded to 0.01."""

MANY = 64
"""From so many alternatives on ranks come from sorting, below from comparing pairs."""

ROWS_OF_MANY = 1024
"""How many draws of many alternatives are sorted at a time; a multiple of 8, at most 2040."""


@dataclass(slots=True)
class Tally:
    """Counts of `m` alternatives over draws.

    `tie` is the difference up to which two scores are the same. `ranks[a, k]`: draws in which a holds rank k + 1 (ties
    share the lower number). `beats[a, b]`: draws in which a is above b. `first_weights[a]`: the sums of the weights of
    the draws in which a is first. `sums[a]` and `losses[a]`: the sums of the scores, and of what each lacks to the best
    of its draw. `counts[a, i]`: scores that round to i / 100.
    """

    tie: float
    draws: int
    ranks: IntArray
    beats: IntArray
    first_weights: FloatArray
    sums: FloatArray
    losses: FloatArray
    counts: IntArray

    @classmethod
    def of(cls, m: int, n: int, *, tie: float = 0.0, quantiles: bool = True) -> Tally:
        """Return an empty tally of m alternatives and n weights; without `quantiles` for scores not on 0..100."""
        return cls(
            tie=tie,
            draws=0,
            ranks=np.zeros((m, m), dtype=np.int64),
            beats=np.zeros((m, m), dtype=np.int64),
            first_weights=np.zeros((m, n)),
            sums=np.zeros(m),
            losses=np.zeros(m),
            counts=np.zeros((m, BINS + 1 if quantiles else 0), dtype=np.int64),
        )

    def add(self, scores: FloatArray, weights: FloatArray) -> None:
        """Count a block: (m, rows) scores, best highest, and the (n, rows) weights that gave them."""
        m, rows = scores.shape
        self.draws += rows
        first = self._pairs(scores) if m <= MANY else self._sorted(scores)
        self.first_weights += product(first.astype(np.float64), weights.T)
        if not self.counts.shape[1]:
            return
        best = float(np.rint(scores.max(axis=0) * SCORE_GRID).sum())
        for index, row in enumerate(scores):
            total = float(np.rint(row * SCORE_GRID).sum())
            self.sums[index] += total / SCORE_GRID
            self.losses[index] += (best - total) / SCORE_GRID
            bins = np.clip(np.rint(row * 100), 0, BINS).astype(np.intp)
            self.counts[index] += np.bincount(bins, minlength=BINS + 1)

    def _pairs(self, scores: FloatArray) -> NDArray[np.bool_]:
        m, rows = scores.shape
        above = np.zeros((m, rows), dtype=np.uint8)
        for a in range(m):
            for b in range(a + 1, m):
                lead = scores[a] - scores[b]
                wins, loses = lead > self.tie, lead < -self.tie
                self.beats[a, b] += np.count_nonzero(wins)
                self.beats[b, a] += np.count_nonzero(loses)
                above[b] += wins
                above[a] += loses
        for a in range(m):
            self.ranks[a] += np.bincount(above[a], minlength=m)
        first: NDArray[np.bool_] = above == 0
        return first

    def _sorted(self, scores: FloatArray) -> NDArray[np.bool_]:
        m, rows = scores.shape
        first = np.empty((m, rows), dtype=np.bool_)
        for start in range(0, rows, ROWS_OF_MANY):
            part = np.ascontiguousarray(scores[:, start : start + ROWS_OF_MANY].T)
            above = ranks(part, self.tie)
            places = above + np.arange(m) * m
            self.ranks += np.bincount(places.ravel(), minlength=m * m).reshape(m, m)
            first[:, start : start + ROWS_OF_MANY] = (above == 0).T
            self._beat(above)
        return first

    def _beat(self, above: NDArray[np.intp]) -> None:
        rows, m = above.shape
        padded = np.zeros((m, -(-rows // 8) * 8), dtype=np.uint16)
        padded[:, :rows] = above.T
        for a in range(m - 1):
            self.beats[a, a + 1 :] += _counted(padded[a] < padded[a + 1 :])
            self.beats[a + 1 :, a] += _counted(padded[a] > padded[a + 1 :])


def _counted(found: NDArray[np.bool_]) -> IntArray:
    """Count the true ones of each row, whose length is a multiple of 8 and at most 2040.

    Eight counters lie in one word: of no more than 255 words added up, none runs over.
    """
    words = np.add.reduce(found.view(np.uint64), axis=1, dtype=np.uint64)
    counts: IntArray = words.view(np.uint8).reshape(-1, 8).sum(axis=1, dtype=np.int64)
    return counts


def ranks(scores: FloatArray, tie: float = 0.0) -> NDArray[np.intp]:
    """Return how many in its row are better, for each of (rows, m) scores; by `tie` or less is no better."""
    rows, m = scores.shape
    order = np.argsort(-scores, axis=1, kind="stable")
    ranked = np.take_along_axis(scores, order, axis=1)
    starts = np.zeros((rows, m), dtype=np.intp)
    starts[:, 1:] = np.where(ranked[:, :-1] - ranked[:, 1:] > tie, np.arange(1, m), 0)
    np.maximum.accumulate(starts, axis=1, out=starts)
    found = np.empty_like(starts)
    np.put_along_axis(found, order, starts, axis=1)
    return found


def quantile(counts: IntArray, share: float) -> float:
    """Return the lowest score (to 0.01) that at least this share of the draws does not pass."""
    running = np.cumsum(counts)
    return float(np.searchsorted(running, share * running[-1], side="left")) / 100
