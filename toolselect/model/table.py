"""A decision table without a study: alternatives in rows, criteria in columns, a figure or a doubt in each cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from toolselect.model.facts import Range, Unknown

Direction = Literal["min", "max"]
Shape = Literal["usual", "u-shape", "v-shape", "level", "linear", "gaussian"]


@dataclass(frozen=True, slots=True)
class Spread:
    """A number known by its mean and standard deviation (same unit, `sd` at least 0)."""

    mean: float
    sd: float


Cell = float | Range | Spread | Unknown
"""What a table says about one alternative and one criterion: a finite number, or how it is doubtful."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """How a difference between two figures becomes a preference of 0 to 1: the shape and its thresholds.

    `q` is the largest difference that means nothing, `p` the smallest that means a full preference, `s` the bend of the
    bell curve; in the criterion's unit, at least 0. What a shape does not use is 0.
    """

    function: Shape
    q: float = 0.0
    p: float = 0.0
    s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A criterion of a table.

    `weight` is relative, at least 0 (None: not given); `bounds` are the lowest and the highest figure of its scale.
    """

    id: str
    direction: Direction
    weight: float | None = None
    bounds: tuple[float, float] | None = None
    preference: Preference | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTable:
    """Alternatives (m), criteria (n), and `cells[i][j]` for alternative i and criterion j. All are named once."""

    alternatives: tuple[str, ...]
    criteria: tuple[Column, ...]
    cells: tuple[tuple[Cell, ...], ...]

    @property
    def weights(self) -> tuple[float, ...] | None:
        """Return the weights as they were given; None unless each criterion has one."""
        given = [column.weight for column in self.criteria if column.weight is not None]
        return tuple(given) if len(given) == len(self.criteria) else None

    @property
    def figures(self) -> tuple[tuple[float | None, ...], ...]:
        """Return one number a cell, None where nothing is known."""
        return tuple(tuple(map(figure, row)) for row in self.cells)

    @property
    def unknown(self) -> tuple[tuple[int, int], ...]:
        """Return where nothing is known, as (alternative, criterion)."""
        return tuple(
            (i, j) for i, row in enumerate(self.cells) for j, cell in enumerate(row) if isinstance(cell, Unknown)
        )


def figure(cell: Cell) -> float | None:
    """Return the one number that stands for a cell: the likely one, else the middle; the mean; None if unknown."""
    match cell:
        case Unknown():
            return None
        case Range(low=low, high=high, likely=likely):
            return low + (high - low) / 2 if likely is None else likely
        case Spread(mean=mean):
            return mean
        case _:
            return cell
