"""Small decisions for the tests of the methods: a table, directions, weights, and what a method makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from toolselect.scoring.methods import METHODS, Preference, Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolselect.scoring.methods import Prepared, Problem
    from toolselect.scoring.methods.method import Detail, FloatArray


def table(
    values: Sequence[Sequence[float]] | FloatArray,
    directions: str = "",
    *,
    bounds: Sequence[Sequence[float]] | FloatArray | None = None,
    preferences: Sequence[Preference | None] | None = None,
) -> Table:
    """Return a table; `directions` has + or - per criterion, empty for all +."""
    figures = np.array(values, dtype=np.float64)
    signs = directions or "+" * figures.shape[1]
    return Table(
        values=figures,
        maximise=np.array([sign == "+" for sign in signs]),
        bounds=None if bounds is None else np.array(bounds, dtype=np.float64),
        preferences=None if preferences is None else tuple(preferences),
    )


def scores(
    method: str, given: Table, weights: Sequence[float] | FloatArray, options: Mapping[str, str | float] | None = None
) -> FloatArray:
    """Return the scores (m,) for one weight vector, as given; no problem may stop the method."""
    found = METHODS[method].scores(*_ready(method, given, weights, options))
    assert found is not None
    assert np.isfinite(found).all()
    return np.asarray(found[0])


def details(
    method: str, given: Table, weights: Sequence[float] | FloatArray, options: Mapping[str, str | float] | None = None
) -> Mapping[str, Detail]:
    """Return the intermediate figures for one weight vector, as given."""
    prepared, rows = _ready(method, given, weights, options)
    return METHODS[method].details(prepared, rows[0])


def problems(
    method: str, given: Table, weights: Sequence[float] | FloatArray, options: Mapping[str, str | float] | None = None
) -> tuple[Problem, ...]:
    """Return what speaks against the method, its options included."""
    settings, wrong = METHODS[method].settings(options or {})
    return (*wrong, *METHODS[method].problems(given, np.array(weights, dtype=np.float64), settings))


def codes(found: Sequence[Problem]) -> list[str]:
    """Return the codes of problems, in order."""
    return [problem.code for problem in found]


def _ready(
    method: str, given: Table, weights: Sequence[float] | FloatArray, options: Mapping[str, str | float] | None
) -> tuple[Prepared, FloatArray]:
    settings, wrong = METHODS[method].settings(options or {})
    vector = np.array(weights, dtype=np.float64)
    stopping = [one for one in METHODS[method].problems(given, vector, settings) if one.stops]
    assert not wrong, wrong
    assert not stopping, stopping
    return METHODS[method].prepare(given, settings), vector[None]
