"""WASPAS: a share of the weighted sum and a share of the weighted product, both on figures relative to the best.

Zavadskas, Turskis, Antucheviciene & Zakarevicius: Optimization of weighted aggregated sum product assessment,
Elektronika ir Elektrotechnika 122 (2012) 3-6, eq. 1 to 7.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from toolselect.scoring.methods import additive, normalisation, product
from toolselect.scoring.methods.method import Method, OptionSpec, number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolselect.scoring.methods.method import Detail, FloatArray, Options, Problem, Table


@dataclass(frozen=True, slots=True)
class _Prepared:
    oriented: FloatArray
    given: product.Factors
    share: float

    def scores(self, weights: FloatArray) -> FloatArray:
        sums = additive.sums(self.oriented, weights)
        return self.share * sums + (1 - self.share) * product.products(self.given, weights)

    def details(self, weights: FloatArray) -> Mapping[str, Detail]:
        return {
            "normalised": self.oriented,
            "sum": additive.sums(self.oriented, weights[None])[0],
            "product": product.products(self.given, weights[None])[0],
        }


def _prepare(table: Table, options: Options) -> _Prepared:
    oriented = normalisation.oriented(table, "max")
    with np.errstate(all="ignore"):
        return _Prepared(oriented, product.factors(oriented), number(options, "lambda"))


def _unsuited(table: Table, weights: FloatArray, options: Options) -> tuple[Problem, ...]:
    del weights, options
    return tuple(product.not_above_zero(table, "waspas"))


METHOD = Method(
    name="waspas",
    title="WASPAS",
    direction="max",
    paper="Zavadskas et al. (2012), Elektronika ir Elektrotechnika 122, 3-6",
    prepare=_prepare,
    unsuited=_unsuited,
    reverses=lambda options: number(options, "lambda") > 0,
    options={"lambda": OptionSpec(default=0.5, low=0.0, high=1.0, help="share of the sum; the rest is the product's")},
)
