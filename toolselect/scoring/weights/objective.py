"""Weights from the data alone: how the figures spread. A cross-check only; data can't say what matters to anybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]
    BoolArray = NDArray[np.bool_]

Method = Literal["entropy", "critic", "std", "merec"]
METHODS: tuple[Method, ...] = ("entropy", "critic", "std", "merec")

DIRECTED: frozenset[Method] = frozenset(("critic", "merec"))
"""The methods to which it matters whether more or less is better."""

POSITIVE: frozenset[Method] = frozenset(("entropy", "merec"))
"""The methods that take logarithms, so that each figure has to be above 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Weights (n) that sum to one, and the criteria (indices from 0) that got none because all alternatives agree."""

    weights: tuple[float, ...]
    constant: tuple[int, ...]


def weights(method: Method, values: FloatArray, maximise: BoolArray, *, scaled: bool = False) -> Spread | None:
    """Return the weights that a method finds in a table.

    Args:
        method: one of METHODS.
        values: (m alternatives, n criteria), finite, m from 2; above 0 for a method of POSITIVE.
        maximise: (n) whether more is better; read by a method of DIRECTED only.
        scaled: for `std`, bring each column to 0..1 first.

    Returns:
        The weights; None if no criterion tells the alternatives apart, so that there is nothing to share by.
    """
    constant = np.ptp(values, axis=0) == 0.0
    varying = np.flatnonzero(~constant)
    if not len(varying):
        return None
    used = values[:, varying]
    if method == "entropy":
        spread = entropy(used)
    elif method == "critic":
        spread = critic(used, maximise[varying])
    elif method == "std":
        spread = standard_deviation(used, scaled=scaled)
    else:
        spread = merec(used, maximise[varying], among=values.shape[1])
    if not spread.sum() > 0.0:
        return None
    found = np.zeros(values.shape[1])
    found[varying] = spread / spread.sum()
    return Spread(weights=tuple(map(float, found)), constant=tuple(map(int, np.flatnonzero(constant))))


def entropy(values: FloatArray) -> FloatArray:
    """Return how far each column is from being even: one less its relative entropy.

    1 - E_j with E_j = -(1 / ln m) * sum_i p_ij ln p_ij and p_ij = x_ij / sum_i x_ij, after C. E. Shannon (C.-L. Hwang
    and K. Yoon (1981), Multiple Attribute Decision Making, Springer, section 3.2.2; M. Zeleny (1982), Multiple Criteria
    Decision Making, McGraw-Hill, chapter 7). The direction of a criterion does not matter.

    Args:
        values: (m, n), above 0, m from 2.

    Returns:
        (n) figures of 0 to 1.
    """
    share = _up_to_one(values) / _up_to_one(values).sum(axis=0)
    told = share * np.log(np.where(share > 0.0, share, 1.0))  # a share too small for a float tells nothing
    even = told.sum(axis=0) / np.log(len(values))
    return np.asarray(np.maximum(1.0 + even, 0.0), dtype=np.float64)


def critic(values: FloatArray, maximise: BoolArray) -> FloatArray:
    """Return how much each column tells that the others do not.

    sigma_j * sum_k (1 - r_jk) over columns brought to 0 (worst) to 1 (best), with standard deviations sigma and linear
    correlations r (D. Diakoulaki, G. Mavrotas and L. Papayannakis (1995), Determining objective weights in multiple
    criteria problems: the CRITIC method, Computers & Operations Research 22(7), 763-770). Programs that leave the
    direction out find other weights as soon as a criterion is to be minimised.

    Args:
        values: (m, n), no column constant, m from 2.
        maximise: (n) whether more is better.

    Returns:
        (n) figures of at least 0. One column alone has its standard deviation.
    """
    unit = _to_unit(values)
    unit = np.where(maximise, unit, 1.0 - unit)
    sigma = unit.std(axis=0)
    if values.shape[1] == 1:
        return np.asarray(sigma, dtype=np.float64)
    centred = unit - unit.mean(axis=0)
    correlation = np.clip(centred.T @ centred / len(unit) / np.outer(sigma, sigma), -1.0, 1.0)
    return np.asarray(sigma * (1.0 - correlation).sum(axis=0), dtype=np.float64)


def standard_deviation(values: FloatArray, *, scaled: bool = False) -> FloatArray:
    """Return the standard deviation of each column.

    As they stand, larger units weigh less and smaller ones more (the usual definition, as in W. Salabun, J. Watrobski
    and A. Shekhovtsov (2020), Are MCDA methods benchmarkable?, Symmetry 12(9), 1549); scaled to 0..1 first, the unit
    does not matter (Diakoulaki, Mavrotas and Papayannakis 1995, as above).

    Args:
        values: (m, n), m from 2; no column constant if they are to be scaled.
        scaled: bring each column to 0..1 first.

    Returns:
        (n) figures of at least 0, by one common factor: only their ratios mean something.
    """
    used = _to_unit(values) if scaled else values / np.abs(values).max()
    return np.asarray(used.std(axis=0), dtype=np.float64)


def merec(values: FloatArray, maximise: BoolArray, *, among: int | None = None) -> FloatArray:
    """Return how much the scores move when a column is left out.

    sum_i |S'_ij - S_i| with S_i = ln(1 + (1/n) sum_k |ln z_ik|), S'_ij without column j, and z = min_i x_ij / x_ij
    where more is better, x_ij / max_i x_ij where less is (M. Keshavarz-Ghorabaee, M. Amiri, E. K. Zavadskas, Z. Turskis
    and J. Antucheviciene (2021), Determination of objective weights using a new method based on the removal effects of
    criteria (MEREC), Symmetry 13(4), 525).

    Args:
        values: (m, n), above 0.
        maximise: (n) whether more is better.
        among: how many criteria the table has; columns that are left out here, because they are constant, count.

    Returns:
        (n) figures of at least 0.
    """
    logs = np.log(values)
    loss = np.where(maximise, logs - logs.min(axis=0), logs.max(axis=0) - logs) / (among or values.shape[1])
    whole = loss.sum(axis=1, keepdims=True)
    effect = np.abs(np.log1p(whole - loss) - np.log1p(whole))
    return np.asarray(effect.sum(axis=0), dtype=np.float64)


def _to_unit(values: FloatArray) -> FloatArray:
    """Return columns that reach from 0 to 1."""
    used = _up_to_one(values)
    low = used.min(axis=0)
    return np.asarray((used - low) / (used.max(axis=0) - low), dtype=np.float64)


def _up_to_one(values: FloatArray) -> FloatArray:
    """Return columns in units of their largest figure, so that no sum, difference or square overflows."""
    return np.asarray(values / np.abs(values).max(axis=0), dtype=np.float64)
