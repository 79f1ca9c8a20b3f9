"""Weights from swings: what it is worth to bring one criterion from its worst to its best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.scoring.tree import shares

if TYPE_CHECKING:
    from collections.abc import Sequence


def weights(points: Sequence[float]) -> tuple[float, ...]:
    """Return the share of each swing in all points.

    Weights w_j = p_j / (p_1 + ... + p_n), with 100 points for the largest swing (D. von Winterfeldt and W. Edwards
    (1986), Decision Analysis and Behavioral Research, Cambridge University Press, section 8.3). A swing is from one end
    of a scale to the other: another range is another question.

    Args:
        points: 0 to 100 each, at least one above 0.

    Returns:
        Weights that sum to one, in the same order.
    """
    return tuple(shares(points))
