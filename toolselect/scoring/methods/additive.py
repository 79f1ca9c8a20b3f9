"""The additive method (weighted sum, SAW): the sum of weight times figure.

Fishburn, P. C.: Additive utilities with incomplete product set, Operations Research 15 (1967) 537-542. As simple
additive weighting: Hwang & Yoon, Multiple Attribute Decision Making, Springer 1981.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolselect.scoring.methods import normalisation
from toolselect.scoring.methods.batch import weighted_sums
from toolselect.scoring.methods.method import Method, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolselect.scoring.methods.method import Detail, FloatArray, Options, Problem, Table


def sums(oriented: FloatArray, weights: FloatArray) -> FloatArray:
    """Return sum of w_j r_ij: figures (m, n) of which more is better, weights (K, n), scores (K, m)."""
    return weighted_sums(weights, oriented.T)


@dataclass(frozen=True, slots=True)
class _Prepared:
    oriented: FloatArray

    def scores(self, weights: FloatArray) -> FloatArray:
        return sums(self.oriented, weights)

    def details(self, weights: FloatArray) -> Mapping[str, Detail]:
        return {"normalised": self.oriented, "contributions": self.oriented * weights}


def _prepare(table: Table, options: Options) -> _Prepared:
    return _Prepared(normalisation.oriented(table, text(options, "normalise")))


def _unsuited(table: Table, weights: FloatArray, options: Options) -> tuple[Problem, ...]:
    kind = text(options, "normalise")
    return (*normalisation.problems(table, kind), *normalisation.unlike(table, weights, kind))


METHOD = Method(
    name="additive",
    title="Additive (weighted sum)",
    direction="max",
    paper="Fishburn (1967), Operations Research 15, 537-542",
    prepare=_prepare,
    unsuited=_unsuited,
    reverses=lambda options: options["normalise"] not in normalisation.ANCHORED,
    options={"normalise": normalisation.option("none")},
)
