"""SPOTIS: the weighted distance from the ideal, measured between declared bounds.

Dezert, Tchamova, Han & Tacnet: The SPOTIS rank reversal free method for multi-criteria decision-making support, IEEE
23rd International Conference on Information Fusion (2020), eq. 2 to 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolselect.scoring.methods import normalisation
from toolselect.scoring.methods.batch import weighted_sums
from toolselect.scoring.methods.method import Method

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolselect.scoring.methods.method import Detail, FloatArray, Options, Problem, Table


def distances(oriented: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the sum of w_j d_ij, lower is better (eq. 4): distances from the ideal (m, n), weights (K, n)."""
    return weighted_sums(weights, oriented.T)


@dataclass(frozen=True, slots=True)
class _Prepared:
    from_ideal: FloatArray

    def scores(self, weights: FloatArray) -> FloatArray:
        return distances(self.from_ideal, weights)

    def details(self, weights: FloatArray) -> Mapping[str, Detail]:
        del weights
        return {"distances": self.from_ideal}


def _prepare(table: Table, options: Options) -> _Prepared:
    del options
    against = normalisation.reversed_directions(table)
    return _Prepared(normalisation.oriented(against, "bounds"))


def _unsuited(table: Table, weights: FloatArray, options: Options) -> tuple[Problem, ...]:
    del weights, options
    return (*normalisation.without_bounds(table), *normalisation.outside_bounds(table))


METHOD = Method(
    name="spotis",
    title="SPOTIS",
    direction="min",
    paper="Dezert et al. (2020), IEEE FUSION, eq. 2 to 4",
    prepare=_prepare,
    unsuited=_unsuited,
    reverses=lambda _: False,
)
