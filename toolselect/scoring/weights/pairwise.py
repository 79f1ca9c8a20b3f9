"""Weights from comparisons in pairs, how well these hang together, and what is missing among them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

Method = Literal["eigenvector", "geometric"]

RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
"""The mean consistency index of random judgements, for 1 to 15 elements: T. L. Saaty (1980), The Analytic Hierarchy
Process, McGraw-Hill, p. 21. Later tables, from more random matrices, differ by up to 0.06."""

TOLERATED = 0.10
"""The largest consistency ratio that is taken as it is (Saaty 1980, p. 21)."""

_NOISE = 1e-12
"""Relative differences below this are rounding: consistent judgements have a consistency index of exactly 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Triple:
    """Three judgements that fit each other badly, on the elements `first`, `second` and `third` (indices from 0).

    `implied` is first over second times second over third; `direct` is what was said of first over third.
    `inconsistency` is that of W. W. Koczkodaj (1993), A new definition of consistency of pairwise comparisons,
    Mathematical and Computer Modelling 18(7), 79-84: 0 (they agree) to 1.
    """

    first: int
    second: int
    third: int
    direct: float
    implied: float
    inconsistency: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What follows from comparisons of n elements.

    `weights` (n) sum to one. `lambda_max` (at least n) and the consistency figures are those of the matrix, whatever
    the weights were made by; None where there is no such figure, and `reasons` says why. `completed` are the missing
    comparisons as (row, column, value), rows below columns.
    """

    weights: tuple[float, ...]
    lambda_max: float
    consistency_index: float | None
    consistency_ratio: float | None
    random_index: float | None
    worst: Triple | None
    completed: tuple[tuple[int, int, float], ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)


def judge(matrix: FloatArray, method: Method = "eigenvector") -> Judged:
    """Return weights and consistency of a matrix of comparisons.

    `eigenvector`: the principal right eigenvector (T. L. Saaty (1977), A scaling method for priorities in hierarchical
    structures, Journal of Mathematical Psychology 15(3), 234-281). `geometric`: the geometric means of the rows, which
    are the least squares in logarithms (G. Crawford and C. Williams (1985), A note on the analysis of subjective
    judgment matrices, Journal of Mathematical Psychology 29(4), 387-405); with comparisons missing, the same least
    squares over those that were made. Consistency index (lambda_max - n) / (n - 1), by the random index: the
    consistency ratio (Saaty 1977).

    Missing comparisons are those that make lambda_max smallest: in logarithms a convex problem, with one solution if
    the comparisons join all elements (S. Bozoki, J. Fulop and L. Ronyai (2010), On optimal completions of incomplete
    pairwise comparison matrices, Mathematical and Computer Modelling 52(1-2), 318-333).

    Args:
        matrix: (n, n) with n from 1; how many times the row outweighs the column, above 0 and reciprocal, NaN for a
            comparison that was not made; `parts` must find one part.
        method: what the weights are made by.

    Returns:
        The weights and all figures.
    """
    count = len(matrix)
    logs = np.log(matrix)
    level = _least_squares(logs)
    # Seen from the least squares, only disagreement is left: figures near one, whatever the judgements are.
    rest = logs - (level[:, None] - level[None, :])
    missing = [(i, j) for i in range(count) for j in range(i + 1, count) if np.isnan(rest[i, j])]
    full = _completed(rest, missing)
    value, vector = _perron(np.exp(full))
    if abs(value - count) <= _NOISE * count:
        value = float(count)
    shape = np.exp(level - level.max())
    if method == "eigenvector":
        shape = shape * vector
    reasons: dict[str, str] = {}
    index = (value - count) / (count - 1) if count > 1 else None
    random = RANDOM_INDEX[count - 1] if count <= len(RANDOM_INDEX) else None
    ratio = index / random if index is not None and random else None
    if index is None:
        reasons["consistency_index"] = "one element has nothing to be compared with"
    if random is None:
        reasons["random_index"] = f"the table ends at {len(RANDOM_INDEX)} elements"
    if ratio is None:
        few = f"{count} elements can't contradict each other" if count == 2 else reasons.get("consistency_index")
        reasons["consistency_ratio"] = few or reasons["random_index"]
    worst = worst_triple(logs)
    if worst is None:
        reasons["worst_triple"] = "no three judgements disagree"
    return Judged(
        weights=tuple(map(float, shape / shape.sum())),
        lambda_max=value,
        consistency_index=index,
        consistency_ratio=ratio,
        random_index=random,
        worst=worst,
        completed=tuple((i, j, float(np.exp(full[i, j] + level[i] - level[j]))) for i, j in missing),
        reasons=reasons,
    )


def parts(matrix: FloatArray) -> tuple[tuple[int, ...], ...]:
    """Return the groups of elements (indices from 0) that comparisons join, each in order, by their first members."""
    known = ~np.isnan(matrix)
    left = set(range(len(matrix)))
    found: list[tuple[int, ...]] = []
    while left:
        todo = [min(left)]
        group: set[int] = set()
        while todo:
            at = todo.pop()
            if at not in group:
                group.add(at)
                todo += (int(other) for other in np.flatnonzero(known[at]))
        found.append(tuple(sorted(group)))
        left -= group
    return tuple(found)


def worst_triple(logs: FloatArray) -> Triple | None:
    """Return the three comparisons that disagree most, the first of equals; None if none do.

    Koczkodaj's inconsistency of a triple rises with |ln(a_ij a_jk / a_ik)|, so that the largest of these is the worst.

    Args:
        logs: (n, n) natural logarithms of a reciprocal matrix, NaN for a comparison that was not made.

    Returns:
        The triple with its elements in the order of the matrix.
    """
    count = len(logs)
    best = (_NOISE * 1000, 0, 0, 0)
    for i in range(count - 2):
        gap = np.abs(logs[i, :, None] + logs - logs[i, None, :])
        above = np.triu(np.ones((count, count), dtype=bool), 1)
        above[: i + 1] = False
        gap = np.where(above & ~np.isnan(gap), gap, -1.0)
        j, k = divmod(int(np.argmax(gap)), count)
        if gap[j, k] > best[0] + _NOISE:
            best = (float(gap[j, k]), i, j, k)
    gap_log, i, j, k = best
    if k == 0:
        return None
    return Triple(
        first=i,
        second=j,
        third=k,
        direct=float(np.exp(logs[i, k])),
        implied=float(np.exp(logs[i, j] + logs[j, k])),
        inconsistency=float(-np.expm1(-gap_log)),
    )


def _least_squares(logs: FloatArray) -> FloatArray:
    """Return the levels y (n), summing to 0, whose differences are nearest to the known logarithms."""
    known = ~np.isnan(logs)
    sums = np.where(known, logs, 0.0).sum(axis=1)
    count = len(logs)
    if known.all():
        return np.asarray(sums / count, dtype=np.float64)
    graph = np.diag(known.sum(axis=1)) - known.astype(float)
    return np.asarray(np.linalg.solve(graph + 1.0 / count, sums), dtype=np.float64)


def _perron(matrix: FloatArray) -> tuple[float, FloatArray]:
    """Return the largest eigenvalue of a positive matrix, and its right eigenvector (positive, sum one)."""
    values, vectors = np.linalg.eig(matrix)
    at = int(np.argmax(values.real))
    vector = np.abs(vectors[:, at].real)
    return float(values[at].real), vector / vector.sum()


def _completed(rest: FloatArray, missing: list[tuple[int, int]]) -> FloatArray:
    """Return the logarithms with the missing ones such that the largest eigenvalue is smallest.

    The derivative of lambda by ln a_ij is (u_i a_ij v_j - u_j a_ji v_i) / (u v), with left and right eigenvectors u, v.
    """
    if not missing:
        return rest
    from scipy.optimize import minimize  # type: ignore[import-untyped] # it comes without types

    rows, columns = (np.array(part) for part in zip(*missing, strict=True))

    def filled(unknown: FloatArray) -> FloatArray:
        full = rest.copy()
        full[rows, columns] = unknown
        full[columns, rows] = -unknown
        return full

    def objective(unknown: FloatArray) -> tuple[float, FloatArray]:
        matrix = np.exp(filled(unknown))
        value, right = _perron(matrix)
        _, left = _perron(matrix.T)
        pull = left[rows] * matrix[rows, columns] * right[columns] - left[columns] * matrix[columns, rows] * right[rows]
        return value, pull / float(left @ right)

    # It may stop because floats allow no better; what it has then is the minimum as far as they go.
    solved = minimize(
        objective,
        np.zeros(len(missing)),
        jac=True,
        method="L-BFGS-B",
        options={"ftol": 0.0, "gtol": 1e-11, "maxiter": 1000},
    )
    return filled(solved.x)
