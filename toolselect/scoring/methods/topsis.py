"""TOPSIS: near to the best of all criteria, far from the worst of all.

Hwang & Yoon: Multiple Attribute Decision Making, Springer 1981, pp. 128-140.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from toolselect.scoring.methods import batch, normalisation
from toolselect.scoring.methods.method import Method, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolselect.scoring.methods.method import Detail, FloatArray, Options, Problem, Table


def closeness(to_best: FloatArray, to_worst: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the relative closeness to the ideal, 0..1 (Hwang & Yoon 1981).

    The ideal of the weighted table is the weighted ideal, so both squared distances are matrix products.

    Args:
        to_best: (m, n), squared differences from the best normalised figure per criterion.
        to_worst: (m, n), squared differences from the worst.
        weights: (K, n).

    Returns:
        (K, m); 0.5 where an alternative is as near to the ideal as to its opposite because both are one.
    """
    found = np.empty((len(weights), len(to_best)))
    for rows in batch.chunks(len(weights)):
        squared = weights[rows] ** 2
        best = batch.weighted_sums(squared, to_best.T)
        worst = batch.weighted_sums(squared, to_worst.T)
        np.sqrt(best, out=best)
        np.sqrt(worst, out=worst)
        best += worst
        if best.all():
            np.divide(worst, best, out=found[rows])
        else:
            found[rows] = np.divide(worst, best, out=np.full_like(best, 0.5), where=best > 0)
    return found


@dataclass(frozen=True, slots=True)
class _Prepared:
    normalised: FloatArray
    best: FloatArray
    worst: FloatArray
    to_best: FloatArray
    to_worst: FloatArray

    def scores(self, weights: FloatArray) -> FloatArray:
        return closeness(self.to_best, self.to_worst, weights)

    def details(self, weights: FloatArray) -> Mapping[str, Detail]:
        squared = weights[None] ** 2
        return {
            "normalised": self.normalised,
            "weighted": self.normalised * weights,
            "ideal": self.best * weights,
            "anti_ideal": self.worst * weights,
            "distance_to_ideal": np.sqrt(batch.weighted_sums(squared, self.to_best.T)[0]),
            "distance_to_anti_ideal": np.sqrt(batch.weighted_sums(squared, self.to_worst.T)[0]),
        }


def _prepare(table: Table, options: Options) -> _Prepared:
    if text(options, "normalise") == "vector":
        normalised = normalisation.by_length(table.values)
        worst, best = normalisation.ends(normalised, table.maximise)
    else:
        normalised = normalisation.oriented(table, "minmax")
        worst, best = normalised.min(axis=0), normalised.max(axis=0)
    return _Prepared(normalised, best, worst, (normalised - best) ** 2, (normalised - worst) ** 2)


def _unsuited(table: Table, weights: FloatArray, options: Options) -> tuple[Problem, ...]:
    del weights
    return tuple(normalisation.problems(table, text(options, "normalise")))


METHOD = Method(
    name="topsis",
    title="TOPSIS",
    direction="max",
    paper="Hwang & Yoon (1981), Multiple Attribute Decision Making, pp. 128-140",
    prepare=_prepare,
    unsuited=_unsuited,
    reverses=lambda _: True,
    options={"normalise": normalisation.option("vector", ("vector", "minmax"))},
    fewest=2,
)
