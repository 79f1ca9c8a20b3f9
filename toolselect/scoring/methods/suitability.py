"""What speaks against a method for a table: first what concerns every method, then what concerns this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from toolselect.scoring.methods.matrix import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolselect.scoring.methods.matrix import FloatArray, Options, Table
    from toolselect.scoring.methods.method import Method

LARGEST = 1e100
"""The largest weight that can be squared and summed safely; its reciprocal is the least largest weight."""


def problems(method: Method, table: Table, weights: FloatArray, options: Options) -> tuple[Problem, ...]:
    """Return all problems of a method with a table (m, n) and one weight vector (n,), errors and notes."""
    first = (*_figures(table), *_weights(weights))
    if first:
        return first
    if len(table.values) < method.fewest:
        count, needed = len(table.values), method.fewest
        message = f"{method.name} compares at least {needed} alternatives, and there {_are(count)}"
        return (Problem(code="TS808", message=message, hint="use additive or spotis with bounds"),)
    found = method.unsuited(table, weights, options)
    if not any(problem.stops for problem in found) and not _computable(method, table, weights, options):
        hint = "use larger units for large figures, smaller ones for small figures; or other weights"
        message = f"{method.name} leaves the range of computer arithmetic with these figures"
        return (*found, Problem(code="TS810", message=message, hint=hint))
    return (*found, *_constant(table, weights))


def _figures(table: Table) -> Iterator[Problem]:
    for alternative, criterion in np.argwhere(~np.isfinite(table.values)):
        yield Problem(
            code="TS810",
            message=f"{table.values[alternative, criterion]} is not a figure to compute with",
            hint="give a number; what is not known is `unknown`",
            criterion=int(criterion),
            alternative=int(alternative),
        )
    if table.values.shape[0] == 0:
        yield Problem(code="TS808", message="there is no alternative", hint="give at least one row")


def _weights(weights: FloatArray) -> Iterator[Problem]:
    wrong = np.flatnonzero(~(np.isfinite(weights) & (weights >= 0)))
    for criterion in wrong:
        message = f"a weight of {weights[criterion]:g}"
        hint = "give a number from 0 up; for less is better, set the direction"
        yield Problem(code="TS809", message=message, hint=hint, criterion=int(criterion))
    if len(wrong):
        return
    if not weights.any():
        yield Problem(code="TS809", message="all weights are 0", hint="give at least one criterion a weight above 0")
    elif not 1 / LARGEST <= weights.max() <= LARGEST:
        message = f"the largest weight is {weights.max():g}"
        yield Problem(code="TS809", message=message, hint="give weights that sum to 1 or 100")


def _constant(table: Table, weights: FloatArray) -> Iterator[Problem]:
    if len(table.values) < 2:
        return
    same = (table.values == table.values[0]).all(axis=0)
    for criterion in np.flatnonzero(same & (weights > 0)):
        share = weights[criterion] / weights.sum()
        message = f"the same for all alternatives: its weight ({share:.1%}) tells none from another"
        hint = "keep it if alternatives may still come, else leave it out"
        yield Problem(code="TS807", message=message, hint=hint, criterion=int(criterion))


def _computable(method: Method, table: Table, weights: FloatArray, options: Options) -> bool:
    with np.errstate(all="ignore"):
        prepared = method.prepare(table, options)
        scores = method.scores(prepared, weights[None])
        details = method.details(prepared, weights)
    arrays = [figure for figure in details.values() if isinstance(figure, np.ndarray)]
    return all(bool(np.isfinite(array).all()) for array in arrays) and (
        scores is None or bool(np.isfinite(scores).all())
    )


def _are(count: int) -> str:
    return "is one" if count == 1 else f"are {count}"
