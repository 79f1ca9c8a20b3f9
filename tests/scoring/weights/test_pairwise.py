"""Comparisons in pairs: published matrices, an independent program, laws, and completion of what is missing."""

from __future__ import annotations

import itertools
import math
import warnings
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from toolselect.scoring.weights import pairwise

Matrix = NDArray[np.float64]
NOT_MADE = math.nan


def reciprocal(count: int, *upper: float) -> Matrix:
    """Return the matrix whose upper half has these figures, row by row."""
    matrix = np.ones((count, count))
    for (i, j), figure in zip(itertools.combinations(range(count), 2), upper, strict=True):
        matrix[i, j] = figure
        matrix[j, i] = 1 / figure
    return matrix


# T. L. Saaty (2008), Decision making with the analytic hierarchy process, Int. J. of Services Sciences 1(1), p. 88:
# which drink is consumed more in the USA. Coffee, wine, tea, beer, sodas, milk, water.
DRINKS = reciprocal(
    7, *(9, 5, 2, 1, 1, 1 / 2), *(1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9), *(1 / 3, 1 / 4, 1 / 3, 1 / 9), *(1 / 2, 1, 1 / 3),
    *(2, 1 / 2), 1 / 3,
)  # fmt: skip

# T. L. Saaty (1977), Journal of Mathematical Psychology 15(3), and (1980), p. 40: wealth of nations by influence.
# USA, USSR, China, France, UK, Japan, West Germany.
NATIONS = reciprocal(
    7, *(4, 9, 6, 6, 5, 5), *(7, 5, 5, 3, 4), *(1 / 5, 1 / 5, 1 / 7, 1 / 5), *(1, 1 / 3, 1 / 3), *(1 / 3, 1 / 3), 2
)  # fmt: skip


def test_the_drinks_of_saaty_2008() -> None:
    judged = pairwise.judge(DRINKS)
    assert [round(one, 3) for one in judged.weights] == [0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327]
    assert judged.consistency_ratio is not None
    assert round(judged.consistency_ratio, 3) == 0.022


def test_the_nations_of_saaty_1977() -> None:
    """Printed: 0.427, 0.230, 0.021, 0.052, 0.052, 0.123, 0.094 with a largest eigenvalue of 7.61."""
    judged = pairwise.judge(NATIONS)
    assert [round(one, 3) for one in judged.weights] == [0.427, 0.230, 0.021, 0.052, 0.052, 0.123, 0.094]
    assert round(judged.lambda_max, 2) == 7.61


def test_the_random_index_is_that_of_saaty_1980() -> None:
    """The Analytic Hierarchy Process, p. 21, for 1 to 15 elements."""
    printed = (0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
    assert printed == pairwise.RANDOM_INDEX


def test_three_elements_on_paper() -> None:
    """For n = 3 the weights are geometric means, and lambda = 1 + t + 1/t with t^3 = a_13 / (a_12 a_23)."""
    matrix = reciprocal(3, 2, 8, 2)
    t = (8 / (2 * 2)) ** (1 / 3)
    judged = pairwise.judge(matrix)
    assert judged.lambda_max == pytest.approx(1 + t + 1 / t)
    means = np.array([16, 1, 1 / 16]) ** (1 / 3)
    assert judged.weights == pytest.approx(means / means.sum())
    assert judged.weights == pytest.approx(pairwise.judge(matrix, "geometric").weights)
    assert judged.consistency_index == pytest.approx((judged.lambda_max - 3) / 2)
    assert judged.consistency_ratio == pytest.approx((judged.lambda_max - 3) / 2 / 0.58)


def test_the_worst_triple_is_named_with_what_it_says() -> None:
    worst = pairwise.judge(reciprocal(4, 3, 6, 1 / 2, 2, 4, 3 / 2)).worst
    assert worst is not None
    assert (worst.first, worst.second, worst.third) == (0, 1, 3)
    assert (worst.implied, worst.direct) == pytest.approx((12, 1 / 2))
    assert worst.inconsistency == pytest.approx(1 - 1 / 24)


def test_koczkodaj_of_one_triple() -> None:
    """W. W. Koczkodaj (1993), Math. and Computer Modelling 18(7): of (2, 5, 3) it is |1 - 5 / (2 * 3)| = 1/6."""
    worst = pairwise.judge(reciprocal(3, 2, 5, 3)).worst
    assert worst is not None
    assert worst.inconsistency == pytest.approx(1 / 6)
    assert (worst.direct, worst.implied) == pytest.approx((5, 6))


@pytest.mark.parametrize("count", [1, 2])
def test_one_or_two_elements_have_no_consistency_ratio(count: int) -> None:
    judged = pairwise.judge(np.array([[1, 4], [1 / 4, 1]])[:count, :count])
    assert judged.weights == pytest.approx((0.8, 0.2) if count == 2 else (1.0,))
    assert judged.consistency_ratio is None
    assert judged.reasons["consistency_ratio"]
    assert judged.worst is None
    assert judged.lambda_max == count


def test_more_elements_than_the_table_has_no_ratio_but_an_index() -> None:
    judged = pairwise.judge(np.ones((16, 16)))
    assert judged.consistency_index == 0
    assert judged.random_index is None
    assert judged.consistency_ratio is None
    assert set(judged.reasons) == {"random_index", "consistency_ratio", "worst_triple"}


# --- what is missing ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("corner", [1.0, 3.0, 1 / 7])
def test_the_completion_of_bozoki_fulop_and_ronyai(corner: float) -> None:
    """On optimal completions, Mathematical and Computer Modelling 52 (2010), example 3: x = 0.730297 (6 digits).

    The missing figure stands in two triples, of 2/5 and 4/3; whatever is in the corner, it is their geometric mean.
    """
    matrix = reciprocal(4, 5, 2, corner, NOT_MADE, 1 / 3, 1 / 4)
    ((row, column, figure),) = pairwise.judge(matrix).completed
    assert (row, column) == (1, 2)
    assert round(figure, 6) == 0.730297


def test_a_chain_of_comparisons_has_one_answer() -> None:
    matrix = reciprocal(4, 2, NOT_MADE, NOT_MADE, 3, NOT_MADE, 4)
    judged = pairwise.judge(matrix)
    assert judged.weights == pytest.approx(np.array([24, 12, 4, 1]) / 41)
    assert judged.lambda_max == 4
    assert [(i, j) for i, j, _ in judged.completed] == [(0, 2), (0, 3), (1, 3)]
    assert [figure for *_, figure in judged.completed] == pytest.approx([6, 24, 12])


def test_a_chain_as_long_as_can_be_does_not_overflow() -> None:
    matrix = np.full((100, 100), NOT_MADE)
    np.fill_diagonal(matrix, 1)
    for at in range(99):
        matrix[at, at + 1], matrix[at + 1, at] = 1000, 1 / 1000
    judged = pairwise.judge(matrix)
    assert judged.lambda_max == 100
    assert np.isfinite([figure for *_, figure in judged.completed]).all()
    assert sum(judged.weights) == pytest.approx(1)


def test_groups_that_nothing_joins_are_told_apart() -> None:
    matrix = reciprocal(5, 2, *[NOT_MADE] * 8, 3)
    assert pairwise.parts(matrix) == ((0, 1), (2,), (3, 4))
    assert pairwise.parts(DRINKS) == (tuple(range(7)),)


sizes = st.integers(3, 6)


@st.composite
def matrices(draw: st.DrawFn) -> Matrix:
    count = draw(sizes)
    saaty = st.sampled_from([1, 2, 3, 4, 5, 6, 7, 8, 9])
    pairs = count * (count - 1) // 2
    upper = [draw(saaty) ** draw(st.sampled_from([-1.0, 1.0])) for _ in range(pairs)]
    return reciprocal(count, *upper)


@given(matrices(), st.data())
@settings(deadline=None)
def test_no_other_completion_has_a_smaller_eigenvalue(matrix: Matrix, data: st.DataObject) -> None:
    """The problem is convex: nothing near is better, and it starts from nothing."""
    count = len(matrix)
    i, j = data.draw(st.sampled_from([*itertools.combinations(range(count), 2)]))
    holed = matrix.copy()
    holed[i, j] = holed[j, i] = NOT_MADE
    judged = pairwise.judge(holed)
    ((_, _, best),) = judged.completed
    for factor in (0.5, 0.9, 0.999, 1.001, 1.1, 2):
        holed[i, j], holed[j, i] = best * factor, 1 / (best * factor)
        assert pairwise.judge(holed).lambda_max >= judged.lambda_max - 1e-10


@given(arrays(np.float64, sizes, elements=st.floats(0.1, 9)), st.data())
@settings(deadline=None)
def test_what_is_consistent_is_recovered_from_any_tree(weights: Matrix, data: st.DataObject) -> None:
    count = len(weights)
    full = weights[:, None] / weights[None, :]
    holed = np.where(np.eye(count) == 1, 1.0, NOT_MADE)
    for at in range(1, count):
        to = data.draw(st.integers(0, at - 1))
        holed[at, to], holed[to, at] = full[at, to], full[to, at]
    for method in ("eigenvector", "geometric"):
        judged = pairwise.judge(holed, method)
        assert judged.weights == pytest.approx(weights / weights.sum(), rel=1e-6)
        assert judged.consistency_index == pytest.approx(0, abs=1e-9)
        assert all(figure == pytest.approx(full[i, j], rel=1e-5) for i, j, figure in judged.completed)


# --- laws --------------------------------------------------------------------------------------------------------


@given(arrays(np.float64, sizes, elements=st.floats(0.1, 9)))
def test_consistent_judgements_give_their_weights_and_a_ratio_of_zero(weights: Matrix) -> None:
    judged = pairwise.judge(weights[:, None] / weights[None, :])
    assert judged.weights == pytest.approx(weights / weights.sum())
    assert judged.consistency_ratio == 0
    assert judged.worst is None


@given(matrices())
def test_the_largest_eigenvalue_is_at_least_n(matrix: Matrix) -> None:
    judged = pairwise.judge(matrix)
    assert judged.lambda_max >= len(matrix)
    assert matrix @ judged.weights == pytest.approx(judged.lambda_max * np.array(judged.weights))


@given(matrices(), st.randoms(use_true_random=False))
def test_the_order_of_the_elements_does_not_matter(matrix: Matrix, random: Any) -> None:
    order = list(range(len(matrix)))
    random.shuffle(order)
    plain, moved = pairwise.judge(matrix), pairwise.judge(matrix[np.ix_(order, order)])
    assert moved.weights == pytest.approx([plain.weights[k] for k in order])
    assert moved.lambda_max == pytest.approx(plain.lambda_max)


@given(matrices())
def test_geometric_weights_of_the_transpose_are_the_reciprocals(matrix: Matrix) -> None:
    """A law of the geometric means, and not of the eigenvector (Crawford and Williams 1985)."""
    plain = np.array(pairwise.judge(matrix, "geometric").weights)
    turned = np.array(pairwise.judge(matrix.T.copy(), "geometric").weights)
    assert plain * turned == pytest.approx(np.full(len(matrix), (plain * turned)[0]))


def test_the_eigenvector_of_the_transpose_is_not_the_reciprocal() -> None:
    plain = np.array(pairwise.judge(NATIONS).weights)
    turned = np.array(pairwise.judge(NATIONS.T.copy()).weights)
    assert np.ptp(plain * turned / (plain * turned)[0]) > 0.05


@given(matrices())
@settings(deadline=None, max_examples=40)
def test_ahpy_finds_the_same(matrix: Matrix) -> None:
    """AHPy multiplies the matrix with itself until the weights stand still; its index table is another one."""
    ahpy = pytest.importorskip("ahpy", reason="AHPy is an optional oracle")
    names = [f"e{at}" for at in range(len(matrix))]
    pairs = {(names[i], names[j]): matrix[i, j] for i, j in itertools.combinations(range(len(matrix)), 2)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        compared = ahpy.Compare("all", pairs, precision=12, random_index="saaty", iterations=1000, tolerance=1e-13)
    found = [float(compared.local_weights[name]) for name in names]
    assume(np.isfinite(found).all())  # powers of a very inconsistent matrix overflow there
    assert found == pytest.approx(pairwise.judge(matrix).weights, abs=1e-6)
