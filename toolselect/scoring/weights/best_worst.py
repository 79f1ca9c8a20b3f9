"""Weights by the best-worst method: the most and the least important criterion, each compared with all others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence


def weights(
    best: int, worst: int, best_to_others: Sequence[float], others_to_worst: Sequence[float]
) -> tuple[tuple[float, ...], float]:
    """Return the weights of the linear model, and how far they are from the judgements.

    Minimise xi subject to |w_B - a_Bj w_j| <= xi and |w_j - a_jW w_W| <= xi for all j, with weights of at least 0 that
    sum to one (J. Rezaei (2016), Best-worst multi-criteria decision-making method: some properties and a linear model,
    Omega 64, 126-130, model 4). Its solution is unique; xi is read as the consistency of the judgements: 0 is perfect.

    Args:
        best: which criterion is the most important, from 0.
        worst: which one is the least important, not the best.
        best_to_others: how many times the best outweighs each of n criteria, 1 to 9; 1 for itself.
        others_to_worst: how many times each outweighs the worst, 1 to 9; 1 for the worst itself.

    Returns:
        n weights, and xi (0 to 1).

    Raises:
        ArithmeticError: if the solver fails, which a linear program of this kind gives no cause for.
    """
    from scipy.optimize import linprog  # type: ignore[import-untyped] # it comes without types

    count = len(best_to_others)
    rows: list[np.ndarray[tuple[int], np.dtype[np.float64]]] = []
    for j in range(count):
        pairs = [(best, j, best_to_others[j])] if j != best else []
        if j not in (best, worst):  # the best against the worst stands in both vectors, and is one constraint
            pairs.append((j, worst, others_to_worst[j]))
        for first, second, ratio in pairs:
            for sign in (1.0, -1.0):
                row = np.zeros(count + 1)
                row[first] += sign
                row[second] -= sign * ratio
                row[count] = -1.0
                rows.append(row)
    whole = np.append(np.ones(count), 0.0)
    cost = np.append(np.zeros(count), 1.0)
    solved = linprog(
        cost, A_ub=np.array(rows), b_ub=np.zeros(len(rows)), A_eq=whole[None, :], b_eq=np.ones(1), method="highs"
    )
    if not solved.success:
        raise ArithmeticError(f"the linear program of the best-worst method was not solved: {solved.message}")
    found = np.maximum(solved.x, 0.0)
    return tuple(map(float, found[:count] / found[:count].sum())), float(found[count])
