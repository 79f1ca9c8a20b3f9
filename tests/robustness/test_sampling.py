from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolselect.robustness import sampling
from toolselect.robustness.streams import stream

if TYPE_CHECKING:
    from toolselect.robustness.sampling import FloatArray

ROWS = 40_000


def rng(name: str = "test") -> np.random.Generator:
    return stream(3, name)


def assert_mean(drawn: FloatArray, mean: float) -> None:
    """Hold a mean of draws against its true value: within four standard errors."""
    assert abs(drawn.mean() - mean) <= 4 * drawn.std() / math.sqrt(len(drawn)) + 1e-12


# --- sums ----------------------------------------------------------------------------------------------------------


@given(st.integers(2, 60), st.integers(0, 2**32))
@settings(max_examples=40, deadline=None)
def test_sums_on_the_grids_are_exact_in_any_order(n: int, seed: int) -> None:
    """The lemma of the module: no sum of weight x worth is ever rounded."""
    chance = np.random.default_rng(seed)
    weights = sampling.on_grid(chance.dirichlet(np.ones(n)), sampling.WEIGHT_GRID)
    worths = sampling.on_grid(chance.random(n) * 100, sampling.VALUE_GRID)
    exact = sum(Fraction(w) * Fraction(v) for w, v in zip(weights.tolist(), worths.tolist(), strict=True))
    assert Fraction(float(weights @ worths)) == exact
    mixed = chance.permutation(n)
    assert Fraction(float(np.einsum("i,i", weights[mixed], worths[mixed]))) == exact


def test_the_grid_rounds_half_to_even_and_no_further_than_half_a_step() -> None:
    assert sampling.on_grid(np.array([0.5, 1.5, 2.5, 0.2]) / 8, 8.0).tolist() == [0.0, 0.25, 0.25, 0.0]
    values = np.random.default_rng(1).random(1000) * 100
    assert np.abs(sampling.on_grid(values, sampling.VALUE_GRID) - values).max() <= 2**-17


# --- samplers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("concentration", [0.5, 5, 100, 10_000])
def test_dirichlet_weights_have_the_mean_and_variance_of_the_distribution(concentration: float) -> None:
    shares = [0.5, 0.3, 0.15, 0.05]
    drawn = sampling.dirichlet(rng(), ROWS, shares, concentration)
    assert np.allclose(drawn.sum(axis=1), 1)
    for column, share in zip(drawn.T, shares, strict=True):
        assert_mean(column, share)
        variance = share * (1 - share) / (concentration + 1)
        assert_mean((column - share) ** 2, variance)


def test_a_weight_of_a_quarter_varies_by_about_four_points_at_concentration_100() -> None:
    """formats.md, Semantics."""
    drawn = sampling.dirichlet(rng(), ROWS, [0.25, 0.75], 100)
    assert round(100 * float(drawn[:, 0].std()), 1) == 4.3


@pytest.mark.parametrize("shares", [[1e-300, 1.0], [0.5, 0.5], [1e-12, 1e-12, 1.0]])
def test_extreme_shares_give_weights_all_the_same(shares: list[float]) -> None:
    whole = sum(shares)
    drawn = sampling.dirichlet(rng(), 1000, [share / whole for share in shares], 1e-9)
    assert np.isfinite(drawn).all()
    assert np.allclose(drawn.sum(axis=1), 1)


@pytest.mark.parametrize("n", [2, 3, 5])
def test_simplex_weights_are_uniform(n: int) -> None:
    """A weight is above t in (1 - t)^(n - 1) of the simplex."""
    drawn = sampling.simplex(rng(), ROWS, n)
    for column in drawn.T:
        for t in (0.1, 0.4, 0.7):
            assert_mean((column > t).astype(float), (1 - t) ** (n - 1))


@pytest.mark.parametrize("n", [2, 3, 4, 6])
def test_ordered_weights_keep_the_order_and_have_the_rank_order_centroid_as_mean(n: int) -> None:
    """Barron and Barrett 1996: w_i = 1/n sum of 1/k over k = i..n."""
    shares = [2.0**-index for index in range(n)]
    drawn = sampling.order(rng(), ROWS, shares)
    assert (np.diff(drawn, axis=1) <= 0).all()
    for index, column in enumerate(drawn.T):
        assert_mean(column, sum(1 / k for k in range(index + 1, n + 1)) / n)


def test_equal_shares_have_no_order_among_them() -> None:
    drawn = sampling.order(rng(), ROWS, [0.2, 0.4, 0.2, 0.2])
    assert (drawn[:, 1] >= drawn.max(axis=1)).all()
    centroid = [(1 + 1 / 2 + 1 / 3 + 1 / 4) / 4, (1 / 2 + 1 / 3 + 1 / 4) / 4, (1 / 3 + 1 / 4) / 4, 1 / 16]
    for index in (0, 2, 3):
        assert_mean(drawn[:, index], sum(centroid[1:]) / 3)
    assert_mean((drawn[:, 0] > drawn[:, 2]).astype(float), 0.5)


def test_intervals_are_kept_and_the_rest_is_uniform() -> None:
    """Three weights of at least 0.2: a simplex of 0.4 side."""
    drawn = sampling.intervals(rng(), ROWS, [0.2, 0.2, 0.2], [1, 1, 1])
    assert drawn.min() >= 0.2
    assert np.allclose(drawn.sum(axis=1), 1)
    assert_mean((drawn[:, 0] > 0.4).astype(float), (1 - 0.5) ** 2)


def test_an_interval_from_above_cuts_the_simplex() -> None:
    """Two weights, the first within [0.1, 0.3]: uniform there."""
    drawn = sampling.intervals(rng(), ROWS, [0.1, 0.0], [0.3, 1.0])[:, 0]
    assert drawn.min() >= 0.1
    assert drawn.max() <= 0.3
    assert_mean(drawn, 0.2)
    assert_mean((drawn - 0.2) ** 2, 0.2**2 / 12)


def test_chains_draw_what_rejection_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    low, high = [0.0, 0.1, 0.05, 0.0, 0.2], [0.25, 0.3, 0.5, 0.2, 0.6]
    rejected = sampling.intervals(rng("rejected"), ROWS, low, high)
    monkeypatch.setattr(sampling, "ENOUGH", 2.0)
    chained = sampling.intervals(rng("chained"), ROWS, low, high)
    assert (chained >= np.array(low) - 1e-12).all()
    assert (chained <= np.array(high) + 1e-12).all()
    assert np.allclose(chained.sum(axis=1), 1)
    for one, other in zip(rejected.T, chained.T, strict=True):
        for power in (1, 2):
            gap = (one**power).mean() - (other**power).mean()
            assert abs(gap) <= 4 * math.hypot((one**power).std(), (other**power).std()) / math.sqrt(ROWS)


def test_narrow_intervals_of_many_weights_are_drawn_all_the_same() -> None:
    low, high = [0.045] * 20, [0.055] * 20
    drawn = sampling.intervals(rng(), 2000, low, high)
    assert drawn.shape == (2000, 20)
    assert drawn.min() >= 0.045 - 1e-12
    assert drawn.max() <= 0.055 + 1e-12
    for column in drawn.T:
        assert_mean(column, 0.05)


@pytest.mark.parametrize(("low", "high"), [([0.5, 0.5], [1, 1]), ([0, 0], [0.5, 0.5]), ([0.4, 0.6], [0.4, 0.6])])
def test_intervals_that_leave_one_point_give_it(low: list[float], high: list[float]) -> None:
    drawn = sampling.intervals(rng(), 3, low, high)
    assert np.allclose(drawn, [low if sum(low) == 1 else high] * 3)


@pytest.mark.parametrize(("low", "high"), [([0.6, 0.5], [1, 1]), ([0, 0], [0.4, 0.5]), ([0.5, 0], [0.4, 1])])
def test_intervals_that_no_weights_keep_are_refused(low: list[float], high: list[float]) -> None:
    with pytest.raises(ValueError, match="no weights"):
        sampling.intervals(rng(), 3, low, high)
