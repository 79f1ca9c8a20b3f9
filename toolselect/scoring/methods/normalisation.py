"""Ways to make criteria comparable. All return figures of which more is better, (m, n), for a table (m, n).

| name | more is better | less is better | source |
|---|---|---|---|
| none | x | -x | the figures as they stand (Fishburn 1967) |
| minmax | (x - min) / (max - min) | (max - x) / (max - min) | Hwang & Yoon (1981) |
| max | x / max | min / x | Hwang & Yoon (1981); Zavadskas et al. (2012), eq. 1 and 2 |
| sum | x / sum | 1 - x / sum | Jahan & Edwards (2015), linear, sum-based |
| vector | x / length | 1 - x / length | Jahan & Edwards (2015), vector normalisation |
| reciprocal-sum | x / sum | (1/x) / sum of 1/x | Jahan & Edwards (2015), linear, sum-based |
| bounds | (x - low) / (high - low) | (high - x) / (high - low) | declared ends; Dezert et al. (2020) |

Hwang & Yoon: Multiple Attribute Decision Making, Springer 1981. Jahan & Edwards: A state-of-the-art survey on the
influence of normalization techniques in ranking, Materials & Design 65 (2015) 335-342.

A criterion that is the same for all contributes nothing by minmax: 0 for all. Nothing is clipped.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from toolselect.scoring.methods.method import OptionSpec, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from toolselect.scoring.methods.method import BoolArray, FloatArray, Table

KINDS = ("none", "minmax", "max", "sum", "vector", "reciprocal-sum", "bounds")

ANCHORED = ("none", "bounds")
"""Those that look at one alternative at a time, so that no other can change what it gets."""

WIDE = 100.0
"""How many times larger the figures of one criterion may be than another's before `none` asks for a reason."""


def option(default: str, kinds: tuple[str, ...] = KINDS) -> OptionSpec:
    """Return the option `normalise` of a method."""
    return OptionSpec(default=default, allowed=kinds, help="how figures of different units are made comparable")


def oriented(table: Table, kind: str) -> FloatArray:
    """Return the table (m, n) by one of KINDS, so that more is better everywhere.

    Where the table does not suit the kind (see `problems`), the result may hold figures that are not finite.
    """
    with np.errstate(all="ignore"):
        return _ORIENTED[kind](table)


def problems(table: Table, kind: str) -> Iterator[Problem]:
    """Yield why a table of finite figures can't be normalised by a kind, criterion by criterion."""
    values = table.values
    if kind == "bounds":
        yield from without_bounds(table)
    if kind == "minmax" and len(values) < 2:
        message = "minmax compares with the others, and there are none"
        yield Problem(code="TS808", message=message, hint="normalise by bounds")
    for criterion, (column, more) in enumerate(zip(values.T, table.maximise, strict=True)):
        if kind == "reciprocal-sum" or (kind == "max" and not more):
            needed = not more
            yield from not_positive(column, criterion, f"normalise={kind}", zero_too=needed)
        elif kind in {"sum", "max"}:
            yield from not_positive(column, criterion, f"normalise={kind}", zero_too=False)
        if kind in {"sum", "max", "vector", "reciprocal-sum"} and not column.any():
            if kind == "reciprocal-sum" and not more:
                continue  # said of each zero
            if kind == "max" and not more:
                continue
            message = f"all figures are 0, and normalise={kind} divides by their size"
            yield Problem(code="TS804", message=message, hint="leave the criterion out", criterion=criterion)


def unlike(table: Table, weights: FloatArray, kind: str) -> Iterator[Problem]:
    """Yield a warning if figures of very different size are compared as they stand."""
    if kind != "none":
        return
    sizes = np.abs(table.values).max(axis=0)[weights > 0]
    sizes = sizes[sizes > 0]
    if len(sizes) > 1 and sizes.max() / WIDE > sizes.min():
        message = f"figures count as they stand, and those of some criteria are over {WIDE:g} times as large as others"
        yield Problem(code="TS812", message=message, hint="unless all have one unit, set normalise, best to bounds")


def not_positive(column: FloatArray, criterion: int, who: str, *, zero_too: bool) -> Iterator[Problem]:
    """Yield a problem for each figure below zero, and for each zero if `zero_too`."""
    for alternative in np.flatnonzero(column <= 0 if zero_too else column < 0):
        figure = float(column[alternative])
        yield Problem(
            code="TS803",
            message=f"{figure:g} is not {'above' if zero_too else 'at or above'} 0, as {who} needs it",
            hint="measure from a natural zero, or choose a method or `normalise` that takes any figure",
            criterion=criterion,
            alternative=int(alternative),
        )


def without_bounds(table: Table) -> Iterator[Problem]:
    """Yield a problem for each criterion without two finite, rising bounds."""
    for criterion in range(table.values.shape[1]):
        low, high = table.bounds[criterion] if table.bounds is not None else (np.nan, np.nan)
        if not (np.isfinite(low) and np.isfinite(high)):
            message = "no bounds: the lowest and highest figure that the criterion can take"
        elif low >= high:
            message = f"bounds have to rise, and {low:g} is not below {high:g}"
        else:
            continue
        hint = "declare `bounds: [low, high]` for the criterion"
        yield Problem(code="TS805", message=message, hint=hint, criterion=criterion)


def outside_bounds(table: Table) -> Iterator[Problem]:
    """Yield a problem for each figure outside its criterion's bounds, where bounds are declared and rise."""
    if table.bounds is None:
        return
    low, high = table.bounds.T
    for alternative, criterion in np.argwhere((low < high) & ((table.values < low) | (table.values > high))):
        figure = table.values[alternative, criterion]
        yield Problem(
            code="TS806",
            message=f"{figure:g} lies outside the bounds {low[criterion]:g} to {high[criterion]:g}",
            hint="declare bounds that hold every alternative you could meet",
            criterion=int(criterion),
            alternative=int(alternative),
        )


def reversed_directions(table: Table) -> Table:
    """Return the table with less of everything better that was more, so that `oriented` gives distances."""
    return replace(table, maximise=~table.maximise)


def by_length(values: FloatArray) -> FloatArray:
    """Return each column divided by its Euclidean length, zeros where that is zero; (m, n)."""
    scaled = _near_one(values)
    length = np.sqrt((scaled**2).sum(axis=0))
    found: FloatArray = np.divide(scaled, length, out=np.zeros_like(scaled), where=length > 0)
    return found


def between(values: FloatArray, worst: FloatArray, best: FloatArray) -> FloatArray:
    """Return (x - worst) / (best - worst) per column, 0 where both are the same; (m, n).

    Halves keep the differences of figures near the ends of double precision finite; they change no other bit.
    """
    way = best / 2 - worst / 2
    found: FloatArray = np.divide(values / 2 - worst / 2, way, out=np.zeros_like(values), where=way != 0)
    return found


def ends(values: FloatArray, maximise: BoolArray) -> tuple[FloatArray, FloatArray]:
    """Return the worst and the best figure per column; (n,) each."""
    low, high = values.min(axis=0), values.max(axis=0)
    return np.where(maximise, low, high), np.where(maximise, high, low)


def _near_one(values: FloatArray) -> FloatArray:
    """Return each column times a power of two, so that its largest figure is near 1; exact, and safe to square."""
    _, exponent = np.frexp(np.abs(values).max(axis=0))
    found: FloatArray = np.ldexp(values, -exponent)
    return found


def _none(table: Table) -> FloatArray:
    return np.where(table.maximise, table.values, -table.values)


def _minmax(table: Table) -> FloatArray:
    return between(table.values, *ends(table.values, table.maximise))


def _max(table: Table) -> FloatArray:
    values = table.values
    shares: FloatArray = values / values.max(axis=0)
    return np.where(table.maximise, shares, values.min(axis=0) / values)


def _sum(table: Table) -> FloatArray:
    share = _shares(table.values)
    return np.where(table.maximise, share, 1 - share)


def _vector(table: Table) -> FloatArray:
    length = by_length(table.values)
    return np.where(table.maximise, length, 1 - length)


def _reciprocal_sum(table: Table) -> FloatArray:
    return np.where(table.maximise, _shares(table.values), _shares(1 / table.values))


def _shares(values: FloatArray) -> FloatArray:
    scaled = _near_one(values)
    found: FloatArray = scaled / scaled.sum(axis=0)
    return found


def _bounds(table: Table) -> FloatArray:
    low, high = table.bounds.T if table.bounds is not None else np.full((2, table.values.shape[1]), np.nan)
    return between(table.values, np.where(table.maximise, low, high), np.where(table.maximise, high, low))


_ORIENTED: dict[str, Callable[[Table], FloatArray]] = {
    "none": _none,
    "minmax": _minmax,
    "max": _max,
    "sum": _sum,
    "vector": _vector,
    "reciprocal-sum": _reciprocal_sum,
    "bounds": _bounds,
}
