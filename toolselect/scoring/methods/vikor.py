"""VIKOR: a compromise between the good of the majority and the regret of the one who loses most.

Opricovic & Tzeng: Compromise solution by MCDM methods: a comparative analysis of VIKOR and TOPSIS, European Journal of
Operational Research 156 (2004) 445-455, section 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from toolselect.scoring.methods import batch, normalisation
from toolselect.scoring.methods.method import Method, OptionSpec, number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolselect.scoring.methods.method import Detail, FloatArray, Options, Problem, Table

TIE = 1e-9
"""Figures closer than this are equal: the thresholds are met by sums that can't be exact."""


def regrets(distances: FloatArray, weights: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return S, the sum, and R, the largest, of the weighted distances from the best (eq. 2 and 3).

    Args:
        distances: (m, n), (f* - f) / (f* - f-) per criterion, 0..1.
        weights: (K, n).

    Returns:
        Two arrays (K, m).
    """
    total = batch.weighted_sums(weights, distances.T)
    largest = np.empty_like(total)
    for rows in batch.chunks(len(weights)):
        across = np.ascontiguousarray(weights[rows].T)  # many weights side by side make long, fast loops
        most = np.zeros((len(distances), across.shape[1]))
        held = np.empty_like(most)
        for column, weight in zip(distances.T, across, strict=True):
            np.multiply(column[:, None], weight, out=held)
            np.maximum(most, held, out=most)
        largest[rows] = most.T
    return total, largest


def compromise(total: FloatArray, largest: FloatArray, v: float) -> FloatArray:
    """Return Q, lower is better, 0..1 (eq. 4): S and R (K, m) in, (K, m) out.

    A term that is the same for all alternatives counts nothing.
    """
    return v * _spread(total) + (1 - v) * _spread(largest)


def _spread(figures: FloatArray) -> FloatArray:
    found = np.empty_like(figures)
    for rows in batch.chunks(len(figures)):
        across = np.array(figures[rows].T, order="C")
        across -= across.min(axis=0)
        way = across.max(axis=0)
        across /= np.where(way > 0, way, 1.0)
        found[rows] = across.T
    return found


def accepted(q: FloatArray, s: FloatArray, r: FloatArray) -> tuple[tuple[int, ...], bool, bool]:
    """Return the compromise set, whether the first has an acceptable advantage, and whether it is stable.

    Conditions C1 and C2 of the paper (step 5): the second is at least 1 / (m - 1) behind in Q; the first is also best
    by S or by R (all of them, if several are first). The set is the first alone if both hold; the first and the second
    if only C2 fails; all that are less than 1 / (m - 1) behind if C1 fails. It is in the order of the table.

    Args:
        q: (m,), with at least two alternatives.
        s: (m,).
        r: (m,).
    """
    behind = q - q.min()
    first = behind <= TIE
    second = np.sort(behind)[1]
    needed = 1 / (len(q) - 1)
    advantage = bool(second >= needed - TIE)
    stable = bool(((s <= s.min() + TIE) | (r <= r.min() + TIE))[first].all())
    if not advantage:
        chosen = behind < needed - TIE
    elif not stable:
        chosen = behind <= second + TIE
    else:
        chosen = first
    return tuple(int(i) for i in np.flatnonzero(chosen)), advantage, stable


@dataclass(frozen=True, slots=True)
class _Prepared:
    distances: FloatArray
    v: float

    def scores(self, weights: FloatArray) -> FloatArray:
        return compromise(*regrets(self.distances, weights), self.v)

    def details(self, weights: FloatArray) -> Mapping[str, Detail]:
        total, largest = regrets(self.distances, weights[None])
        chosen, advantage, stable = accepted(compromise(total, largest, self.v)[0], total[0], largest[0])
        return {
            "S": total[0],
            "R": largest[0],
            "compromise_set": chosen,
            "advantage": advantage,
            "stability": stable,
        }


def _prepare(table: Table, options: Options) -> _Prepared:
    worst, best = normalisation.ends(table.values, table.maximise)
    return _Prepared(normalisation.between(table.values, best, worst), number(options, "v"))


def _unsuited(table: Table, weights: FloatArray, options: Options) -> tuple[Problem, ...]:
    del table, weights, options
    return ()


METHOD = Method(
    name="vikor",
    title="VIKOR",
    direction="min",
    paper="Opricovic & Tzeng (2004), European Journal of Operational Research 156, 445-455",
    prepare=_prepare,
    unsuited=_unsuited,
    reverses=lambda _: True,
    options={
        "v": OptionSpec(
            default=0.5, low=0.0, high=1.0, help="1 follows the majority of criteria, 0 the worst single regret"
        )
    },
    fewest=2,
)
