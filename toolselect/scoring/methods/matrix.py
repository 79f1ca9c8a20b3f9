"""What goes into a decision method and comes out: a decision matrix, settings, intermediate figures, problems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from toolselect.rules import RULES

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

Options = dict[str, str | float]
"""Settings of a method, complete and checked: what `Method.settings` returns."""

Detail = FloatArray | BoolArray | tuple[int, ...] | bool | None
"""An intermediate figure. A tuple of int holds places of alternatives, from 0, in the table's order."""

PreferenceName = Literal["usual", "u-shape", "v-shape", "level", "linear", "gaussian"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """How much a difference on one criterion counts in PROMETHEE: a function and its thresholds.

    q is the largest difference that counts nothing, p the smallest that counts fully, s the turning point of the
    Gaussian; all in the unit of the criterion.
    """

    function: PreferenceName = "usual"
    q: float = 0.0
    p: float = 0.0
    s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A decision matrix.

    Attributes:
        values: (m, n), a row per alternative, a column per criterion.
        maximise: (n,), whether more is better.
        bounds: (n, 2), declared lowest and highest figure per criterion, NaN where none is declared.
        preferences: a preference function per criterion (PROMETHEE); None where the method's options decide.
    """

    values: FloatArray
    maximise: BoolArray
    bounds: FloatArray | None = None
    preferences: tuple[Preference | None, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a method does not suit data, weights or options. `criterion` and `alternative` are places, from 0."""

    code: str
    message: str
    hint: str | None = None
    criterion: int | None = None
    alternative: int | None = None

    @property
    def stops(self) -> bool:
        """Whether there is no meaningful score."""
        return RULES[self.code].severity == "error"
