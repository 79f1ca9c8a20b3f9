"""What people say about importance: an order, swings, comparisons in pairs, or against the best and the worst."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolselect.diagnostics import Place

End = float | str
"""One end of a scale: a figure in the fact's unit, or the name of a level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Elements by importance, the most important first; those on one rung are equally important."""

    rungs: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """What the step of a criterion from one end of its scale to the other is worth: 0 to 100 points.

    The largest of the swings that were compared has 100. `start` and `end` are None for a branch, which has no scale.
    """

    criterion: str
    points: float
    start: End | None = None
    end: End | None = None
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparisons:
    """How many times each element outweighs each other: `ratios[i][j]`, above 0 and reciprocal; None if not asked."""

    elements: tuple[str, ...]
    ratios: tuple[tuple[float | None, ...], ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class BestWorst:
    """How many times the best outweighs each element, and each element the worst (1 to 9, 1 for itself).

    `best` and `worst` are indices into `elements`.
    """

    elements: tuple[str, ...]
    best: int
    worst: int
    best_to_others: tuple[float, ...]
    others_to_worst: tuple[float, ...]
