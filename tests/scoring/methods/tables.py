"""Random decision matrices for the tests of the methods."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import strategies as st

from toolselect.scoring.methods import Table

if TYPE_CHECKING:
    from toolselect.scoring.methods.method import FloatArray


@dataclass(frozen=True, slots=True)
class Decision:
    """A table and weights that sum to one."""

    table: Table
    weights: FloatArray

    def with_values(self, values: FloatArray) -> Table:
        """Return the table with other figures."""
        return replace(self.table, values=values)


@st.composite
def decisions(draw: st.DrawFn, *, fewest: int = 2, differing: bool = False, benefits: bool = False) -> Decision:
    """Draw 2 to 6 alternatives by 1 to 5 criteria: eighths from 1/8 to 100, bounds around them, weights above 0.

    `differing`: no criterion is the same for all. `benefits`: more is better everywhere.
    """
    rows = draw(st.integers(fewest, 6))
    columns = draw(st.integers(1, 5))
    column = st.lists(st.integers(1, 800), min_size=rows, max_size=rows)
    if differing:
        column = column.filter(lambda figures: len(set(figures)) > 1)
    values = np.array([draw(column) for _ in range(columns)], dtype=np.float64).T / 8
    signs = draw(st.lists(st.booleans(), min_size=columns, max_size=columns))
    shares = np.array(draw(st.lists(st.integers(1, 100), min_size=columns, max_size=columns)), dtype=np.float64)
    given = Table(
        values=values,
        maximise=np.ones(columns, dtype=np.bool_) if benefits else np.array(signs),
        bounds=np.tile([0.0, 128.0], (columns, 1)),
    )
    return Decision(given, shares / shares.sum())
