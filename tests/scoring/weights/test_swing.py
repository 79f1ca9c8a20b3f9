"""Weights from swings: shares of points."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolselect.scoring.weights import swing

points = st.lists(st.floats(0.1, 100), min_size=1, max_size=20)


def test_points_are_shared() -> None:
    assert swing.weights([80, 100, 20]) == (0.4, 0.5, 0.1)


@given(points)
def test_they_sum_to_one(given_points: list[float]) -> None:
    assert math.fsum(swing.weights(given_points)) == pytest.approx(1)


@given(points, st.floats(0.01, 1))
def test_the_scale_of_the_points_does_not_matter(given_points: list[float], factor: float) -> None:
    scaled = swing.weights([factor * one for one in given_points])
    assert scaled == pytest.approx(swing.weights(given_points))


def test_a_swing_that_is_worth_nothing_has_no_weight() -> None:
    assert swing.weights([100, 0]) == (1, 0)
