"""The product method (weighted product, WPM): the product of figures raised to their weights.

Bridgman, P. W.: Dimensional Analysis, Yale University Press 1922. Yoon & Hwang: Multiple Attribute Decision Making: An
Introduction, Sage 1995, also for the negative exponent of a criterion of which less is better.

With `normalise=none` a criterion of which less is better counts by its reciprocal: x to the power of minus its weight.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from toolselect.scoring.methods import normalisation
from toolselect.scoring.methods.batch import weighted_sums
from toolselect.scoring.methods.method import Method, OptionSpec, Problem, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from toolselect.scoring.methods.method import BoolArray, Detail, FloatArray, Options, Table

_SAFE = ("none", "max", "reciprocal-sum")
"""Each criterion is multiplied by one factor for all, which cancels between any two alternatives."""


@dataclass(frozen=True, slots=True)
class Factors:
    """Figures (m, n) of at least 0 as decimal logarithms, and where they are 0; `nothing` is None if none is."""

    logs: FloatArray
    nothing: BoolArray | None


def factors(oriented: FloatArray) -> Factors:
    """Return the decimal logarithms of figures (m, n), zeros kept apart."""
    nothing = oriented == 0
    logs = np.log10(np.where(nothing, 1.0, oriented))
    return Factors(logs, nothing if nothing.any() else None)


def log_products(given: Factors, weights: FloatArray) -> FloatArray:
    """Return log10 of the product of r_ij to the power w_j: weights (K, n), scores (K, m); minus infinity for 0."""
    found = weighted_sums(weights, given.logs.T)
    if given.nothing is not None:
        struck = weighted_sums((weights > 0).astype(np.float64), given.nothing.T.astype(np.float64))
        found[struck > 0] = -np.inf
    return found


def products(given: Factors, weights: FloatArray) -> FloatArray:
    """Return the product of r_ij to the power w_j: weights (K, n), scores (K, m); 0 to the power of 0 is 1."""
    logs = log_products(given, weights)
    return np.asarray(np.power(10.0, logs, out=logs))


@dataclass(frozen=True, slots=True)
class _Prepared:
    oriented: FloatArray
    given: Factors
    as_log: bool

    def scores(self, weights: FloatArray) -> FloatArray:
        return log_products(self.given, weights) if self.as_log else products(self.given, weights)

    def details(self, weights: FloatArray) -> Mapping[str, Detail]:
        del weights
        return {"normalised": self.oriented}


def oriented(table: Table, kind: str) -> FloatArray:
    """Return the table (m, n) by one of `normalisation.KINDS`, so that more is better and 1 is neutral."""
    if kind == "none":
        with np.errstate(all="ignore"):
            return np.where(table.maximise, table.values, 1 / table.values)
    return normalisation.oriented(table, kind)


def _prepare(table: Table, options: Options) -> _Prepared:
    ready = oriented(table, text(options, "normalise"))
    with np.errstate(all="ignore"):
        return _Prepared(ready, factors(ready), text(options, "score") == "log10")


def _unsuited(table: Table, weights: FloatArray, options: Options) -> tuple[Problem, ...]:
    kind = text(options, "normalise")
    found = list(normalisation.problems(table, kind))
    if kind == "bounds":
        found += normalisation.outside_bounds(table)
    elif kind != "minmax":
        told = {(one.criterion, one.alternative) for one in found}
        found += (one for one in not_above_zero(table, "product") if (one.criterion, one.alternative) not in told)
    if any(one.stops for one in found):
        return tuple(found)
    return (*found, *_struck_out(oriented(table, kind), weights, options))


def not_above_zero(table: Table, method: str) -> Iterator[Problem]:
    """Yield a problem (TS803) for each figure that is zero or below."""
    for criterion, column in enumerate(table.values.T):
        yield from normalisation.not_positive(column, criterion, method, zero_too=True)


def _struck_out(ready: FloatArray, weights: FloatArray, options: Options) -> Iterator[Problem]:
    for alternative, criterion in np.argwhere((ready == 0) & (weights > 0)):
        logarithm = options["score"] == "log10"
        yield Problem(
            code="TS803" if logarithm else "TS814",
            message=f"normalise={options['normalise']} makes this figure 0, "
            + ("which has no logarithm" if logarithm else "and with it the whole product"),
            hint="choose normalise=max or none",
            criterion=int(criterion),
            alternative=int(alternative),
        )


METHOD = Method(
    name="product",
    title="Product (weighted product)",
    direction="max",
    paper="Bridgman (1922), Dimensional Analysis; Yoon & Hwang (1995), Multiple Attribute Decision Making",
    prepare=_prepare,
    unsuited=_unsuited,
    reverses=lambda options: options["normalise"] not in {*_SAFE, "bounds"},
    options={
        "normalise": normalisation.option("none"),
        "score": OptionSpec(
            default="product", allowed=("product", "log10"), help="the product itself or its decimal logarithm"
        ),
    },
)
