from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolselect.robustness import acceptability, sampling
from toolselect.robustness.acceptability import Tally, quantile, ranks
from toolselect.robustness.streams import stream

if TYPE_CHECKING:
    from toolselect.robustness.sampling import FloatArray

DRAWS = 100_000


def tallied(worths: list[list[float]], draws: int = DRAWS) -> Tally:
    """Count weights that are uniform on the simplex."""
    values = sampling.on_grid(np.array(worths), sampling.VALUE_GRID)
    tally = Tally.of(*values.shape)
    weights = sampling.on_grid(sampling.simplex(stream(5, "weights"), draws, values.shape[1]).T, sampling.WEIGHT_GRID)
    tally.add(values @ weights, weights)
    return tally


def near(count: float, chance: float | Fraction, draws: int = DRAWS) -> bool:
    """Tell whether a count is within four standard errors of its chance."""
    expected = float(chance)
    return abs(count / draws - expected) <= 4 * math.sqrt(max(expected * (1 - expected), 1 / draws) / draws)


@pytest.mark.parametrize(
    ("a", "b", "chance"),
    [
        ((100, 0), (0, 100), Fraction(1, 2)),
        ((100, 0), (50, 50), Fraction(1, 2)),
        ((100, 0), (75, 75), Fraction(1, 4)),
        ((100, 0), (0, 50), Fraction(2, 3)),
        ((80, 20), (60, 30), Fraction(2, 3)),
        ((90, 10), (10, 20), Fraction(8, 9)),
        ((60, 40), (50, 40), Fraction(1)),
    ],
)
def test_two_criteria_the_share_of_the_simplex_is_a_fraction(
    a: tuple[float, float], b: tuple[float, float], chance: Fraction
) -> None:
    """A is ahead where w (a1 - b1) > (1 - w) (b2 - a2): on a share (a1 - b1) / (a1 - b1 + b2 - a2) of it."""
    tally = tallied([list(a), list(b)])
    assert near(tally.beats[0, 1], chance)
    assert near(tally.ranks[0, 0], chance)
    assert near(tally.ranks[1, 1], chance)


@pytest.mark.parametrize("t", [0.35, 0.4, 0.5, 0.75])
def test_three_criteria_the_volumes_are_exact(t: float) -> None:
    """A compromise of t everywhere is first where no weight is above t: inclusion and exclusion of three corners."""
    tally = tallied([[100, 0, 0], [0, 100, 0], [0, 0, 100], [100 * t] * 3])
    compromise = 1 - 3 * (1 - t) ** 2 + 3 * max(0.0, 1 - 2 * t) ** 2
    assert near(tally.ranks[3, 0], compromise)
    for corner in range(3):
        assert near(tally.ranks[corner, 0], (1 - compromise) / 3)
        assert near(tally.beats[corner, 3], (1 - t) ** 2)


def test_three_criteria_central_weights_are_centres_of_their_regions() -> None:
    """Each of three corners is first where its weight is largest; its centroid is (11, 3.5, 3.5) / 18."""
    tally = tallied([[100, 0, 0], [0, 100, 0], [0, 0, 100]])
    central = tally.first_weights / tally.ranks[:, :1]
    for corner in range(3):
        for criterion in range(3):
            expected = 11 / 18 if corner == criterion else 7 / 36
            assert abs(central[corner, criterion] - expected) < 4 * 0.2 / math.sqrt(DRAWS / 3)


def test_the_thrombolytics_table_of_the_r_package_smaa() -> None:
    """Reference manual of smaa (van Valkenhoef, CRAN), example of `smaa.cf`, 10,000 draws.

    Data of Lynd and O'Brien 2004 as van Valkenhoef et al. use them (Multicriteria benefit-risk assessment using network
    meta-analysis, Journal of Clinical Epidemiology 65, 2012): beta distributions of the risks of proximal and distal
    thrombosis and bleeding, worth 0 to 1 on 0.25..0, 0.4..0.15 and 0.1..0. Four standard errors of both simulations.
    """
    risks = [[(20, 116), (40, 96), (1, 135)], [(8, 121), (32, 97), (5, 124)]]
    worst, best = (0.25, 0.4, 0.1), (0.0, 0.15, 0.0)
    rng = stream(5, "cells")
    worths = np.array(
        [[(w - rng.beta(*beta, DRAWS)) / (w - b) for beta, w, b in zip(row, worst, best, strict=True)] for row in risks]
    )
    weights = sampling.simplex(stream(5, "weights"), DRAWS, 3).T
    tally = Tally.of(2, 3, quantiles=False)
    tally.add(np.einsum("jd,mjd->md", weights, worths), weights)
    both = math.sqrt(1 / DRAWS + 1 / 10_000)
    assert abs(tally.ranks[0, 0] / DRAWS - 0.3504) < 4 * 0.48 * both
    assert abs(tally.ranks[1, 0] / DRAWS - 0.6496) < 4 * 0.48 * both
    central = tally.first_weights / tally.ranks[:, :1]
    published = np.array([[0.1865097, 0.2772205, 0.5362698], [0.4073100, 0.3641477, 0.2285423]])
    assert np.abs(central - published).max() < 4 * 0.24 * math.sqrt(1 / 35_000 + 1 / 3_504)
    for index, factor in enumerate((0.6682, 0.8956)):
        scores = np.einsum("j,mjd->md", central[index], worths)
        assert abs((scores[index] >= scores.max(axis=0)).mean() - factor) < 4 * 0.47 * both
    fixed = np.einsum("j,mjd->md", np.array([0.5, 0.2, 0.3]), worths)
    assert abs((fixed[0] > fixed[1]).mean() - 0.1279) < 4 * 0.33 * both


def test_ties_share_the_lower_rank_number() -> None:
    tally = Tally.of(4, 1)
    tally.add(np.array([[50.0], [70.0], [70.0], [10.0]]), np.array([[1.0]]))
    assert tally.ranks.tolist() == [[0, 0, 1, 0], [1, 0, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1]]
    assert tally.beats.tolist() == [[0, 0, 0, 1], [1, 0, 0, 1], [1, 0, 0, 1], [0, 0, 0, 0]]
    assert tally.losses.tolist() == [20, 0, 0, 60]


def test_what_rounding_can_part_is_a_tie() -> None:
    tally = Tally.of(2, 1, tie=0.1)
    tally.add(np.array([[50.0, 50.0], [50.05, 50.2]]), np.array([[1.0, 1.0]]))
    assert tally.ranks.tolist() == [[1, 1], [2, 0]]
    assert tally.beats.tolist() == [[0, 0], [1, 0]]


@given(st.integers(1, 9), st.integers(1, 40), st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_many_alternatives_are_counted_like_few(m: int, rows: int, seed: int) -> None:
    scores: FloatArray = np.array(np.random.default_rng(seed).integers(0, 6, (m, rows)), dtype=np.float64)
    weights = sampling.on_grid(np.random.default_rng(seed).random((3, rows)), sampling.WEIGHT_GRID)
    few, many = Tally.of(m, 3), Tally.of(m, 3)
    few.add(scores, weights)
    limit = acceptability.MANY
    try:
        acceptability.MANY = 0
        many.add(scores, weights)
    finally:
        acceptability.MANY = limit
    assert np.array_equal(few.ranks, many.ranks)
    assert np.array_equal(few.beats, many.beats)
    assert np.array_equal(few.first_weights, many.first_weights)


def test_ranks_count_those_that_are_better() -> None:
    assert ranks(np.array([[1.0, 3.0, 3.0, 2.0], [5.0, 5.0, 5.0, 5.0]])).tolist() == [[3, 0, 0, 2], [0, 0, 0, 0]]


def test_quantiles_are_read_from_counts() -> None:
    tally = Tally.of(1, 1)
    scores = np.arange(1, 101, dtype=float).reshape(1, -1)
    tally.add(scores, np.ones((1, 100)))
    assert quantile(tally.counts[0], 0.05) == 5
    assert quantile(tally.counts[0], 0.95) == 95
    assert quantile(tally.counts[0], 0.5) == 50


def test_blocks_add_up() -> None:
    worths = [[90.0, 20.0], [30.0, 70.0]]
    values = sampling.on_grid(np.array(worths), sampling.VALUE_GRID)
    weights = sampling.on_grid(sampling.simplex(stream(1, "w"), 5000, 2).T, sampling.WEIGHT_GRID)
    whole, parts = Tally.of(2, 2), Tally.of(2, 2)
    whole.add(values @ weights, weights)
    for start in range(0, 5000, 700):
        part = weights[:, start : start + 700]
        parts.add(values @ part, part)
    for name in ("ranks", "beats", "first_weights", "sums", "losses", "counts"):
        assert np.array_equal(getattr(whole, name), getattr(parts, name))
