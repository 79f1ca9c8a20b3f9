"""Weights from data: published tables, independent programs, and the laws that each method has."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from toolselect.scoring.weights import objective

Matrix = NDArray[np.float64]


def weigh(method: objective.Method, values: Any, directions: str = "", *, scaled: bool = False) -> tuple[float, ...]:
    """Return the weights; directions are a letter a column, `-` where less is better."""
    matrix = np.array(values, dtype=np.float64)
    maximise = np.array([letter != "-" for letter in directions.ljust(matrix.shape[1], "+")])
    found = objective.weights(method, matrix, maximise, scaled=scaled)
    assert found is not None
    return found.weights


def printed(weights: tuple[float, ...], digits: int) -> list[float]:
    return [round(one, digits) for one in weights]


# D. Diakoulaki, G. Mavrotas and L. Papayannakis (1995), Computers & Operations Research 22(7), 763-770, table 1: eight
# Greek pharmaceutical firms by profitability, market share and productivity.
FIRMS = [
    [61, 1.08, 4.33], [20.7, 0.26, 4.34], [16.3, 1.98, 2.53], [9, 3.29, 1.65], [5.4, 2.77, 2.33], [4, 4.12, 1.21],
    [-6.1, 3.52, 2.10], [-34.6, 3.31, 0.98],
]  # fmt: skip


def test_critic_of_diakoulaki_1995() -> None:
    assert printed(weigh("critic", FIRMS), 2) == [0.20, 0.48, 0.32]


def test_critic_of_tus_2019() -> None:
    """A. Tus and E. Aytac Adali (2019), Opsearch 56(2), 528-538. They scale price, too, as if more were better."""
    table = [
        [5000, 3, 3, 4, 3, 2],
        [680, 5, 3, 2, 2, 1],
        [2000, 3, 2, 3, 4, 3],
        [600, 4, 3, 1, 2, 2],
        [800, 2, 4, 3, 3, 4],
    ]
    assert printed(weigh("critic", table), 3) == [0.157, 0.249, 0.168, 0.121, 0.154, 0.151]
    assert printed(weigh("critic", table, "-"), 3) != [0.157, 0.249, 0.168, 0.121, 0.154, 0.151]


def test_merec_of_keshavarz_ghorabaee_2021() -> None:
    """M. Keshavarz-Ghorabaee et al. (2021), Symmetry 13(4), 525, the illustrative example."""
    table = [[450, 8000, 54, 145], [10, 9100, 2, 160], [100, 8200, 31, 153], [220, 9300, 1, 162], [5, 8400, 23, 158]]
    assert printed(weigh("merec", table, "++--"), 4) == [0.5752, 0.0141, 0.4016, 0.0091]


def test_entropy_of_zavadskas_2016() -> None:
    """E. K. Zavadskas and V. Podvezko (2016), Int. J. of Information Technology & Decision Making 15(2), 267-283."""
    table = [[3, 100, 10, 7], [2.5, 80, 8, 5], [1.8, 50, 20, 11], [2.2, 70, 12, 9]]
    assert printed(weigh("entropy", table), 4) == [0.1146, 0.1981, 0.4185, 0.2689]


def test_entropy_of_xu_2004() -> None:
    """X. Xu (2004), European Journal of Operational Research 156(2), 530-532."""
    table = [[30, 30, 38, 29], [19, 54, 86, 29], [19, 15, 85, 28.9], [68, 70, 60, 29]]
    assert printed(weigh("entropy", table), 4) == [0.4630, 0.3992, 0.1378, 0.0000]


def test_entropy_of_lee_2018() -> None:
    """H.-C. Lee and C.-T. Chang (2018), Renewable and Sustainable Energy Reviews 92, 883-896."""
    table = [
        [4550, 30, 6.74, 20, 15, 5, 85, 150, 0.87, 4.76], [3005, 60.86, 2.4, 35, 27, 4, 26, 200, 0.17, 4.51],
        [2040, 14.85, 1.7, 90, 25, 5, 26, 500, 0.27, 4.19], [3370, 99.4, 3.25, 25.3, 54, 3, 45, 222, 0.21, 3.78],
        [3920, 112.6, 4.93, 11.4, 71.7, 2, 50, 100, 0.25, 4.11],
    ]  # fmt: skip
    found = [0.026, 0.154, 0.089, 0.199, 0.115, 0.04, 0.08, 0.123, 0.172, 0.002]
    assert printed(weigh("entropy", table), 3) == found


def test_standard_deviation_of_salabun_2020() -> None:
    """W. Salabun, J. Watrobski and A. Shekhovtsov (2020), Symmetry 12(9), 1549: columns as they stand."""
    table = [
        [0.619, 0.449, 0.447], [0.862, 0.466, 0.006], [0.458, 0.698, 0.771], [0.777, 0.631, 0.491],
        [0.567, 0.992, 0.968],
    ]  # fmt: skip
    assert printed(weigh("std", table), 3) == [0.217, 0.294, 0.488]


def test_two_columns_on_paper() -> None:
    """Scaled to 0..1 both columns are 0 and 1: the same spread. As they stand the second spreads ten times as far."""
    table = [[1, 10], [2, 20]]
    assert weigh("std", table, scaled=True) == pytest.approx((0.5, 0.5))
    assert weigh("std", table) == pytest.approx((1 / 11, 10 / 11))


def test_a_criterion_that_is_the_same_for_all_gets_no_weight() -> None:
    for method in objective.METHODS:
        found = objective.weights(method, np.array([[1.0, 5, 9], [2, 5, 4], [4, 5, 7]]), np.ones(3, dtype=bool))
        assert found is not None
        assert found.constant == (1,)
        assert found.weights[1] == 0
        assert sum(found.weights) == pytest.approx(1)


def test_if_all_are_constant_there_is_nothing_to_share_by() -> None:
    for method in objective.METHODS:
        assert objective.weights(method, np.full((3, 2), 4.0), np.ones(2, dtype=bool)) is None


def test_critic_finds_nothing_in_columns_that_say_the_same() -> None:
    assert objective.weights("critic", np.array([[1.0, 2], [3, 6]]), np.ones(2, dtype=bool)) is None


@pytest.mark.parametrize("figure", [1e-300, 1e-100, 1e100, 1e300])
def test_the_smallest_and_the_largest_figures_leave_no_nan(figure: float) -> None:
    alike = np.array([[figure, 1.0], [2 * figure / 3, 3.0], [figure / 3, 2.0]])
    mixed = np.array([[figure, 1.0], [1 / figure, 3.0], [1.0, 2.0]])
    for table in (alike, mixed):
        for method in objective.METHODS:
            assert np.isfinite(weigh(method, table)).all()


# --- laws --------------------------------------------------------------------------------------------------------

shapes = st.tuples(st.integers(2, 6), st.integers(1, 5))
tables = arrays(np.float64, shapes, elements=st.floats(1, 100).map(lambda one: round(one, 2)))
methods = st.sampled_from(objective.METHODS)


@given(tables, methods)
def test_weights_are_shares(table: Matrix, method: objective.Method) -> None:
    found = objective.weights(method, table, np.ones(table.shape[1], dtype=bool))
    if found is not None:
        assert sum(found.weights) == pytest.approx(1)
        assert min(found.weights) >= 0


@given(tables, methods, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_does_not_matter(table: Matrix, method: objective.Method, random: Any) -> None:
    rows, columns = (list(range(size)) for size in table.shape)
    random.shuffle(rows)
    random.shuffle(columns)
    maximise = np.array([random.random() < 0.5 for _ in columns])
    plain = objective.weights(method, table, maximise)
    moved = objective.weights(method, table[np.ix_(rows, columns)], maximise[columns])
    assume(plain is not None and moved is not None)
    assert plain is not None
    assert moved is not None
    assert moved.weights == pytest.approx([plain.weights[k] for k in columns], abs=1e-6)


@given(tables, methods, st.floats(0.01, 100))
def test_the_unit_matters_to_the_plain_standard_deviation_only(
    table: Matrix, method: objective.Method, factor: float
) -> None:
    maximise = np.ones(table.shape[1], dtype=bool)
    other = table.copy()
    other[:, 0] *= factor
    plain = objective.weights(method, table, maximise, scaled=True)
    moved = objective.weights(method, other, maximise, scaled=True)
    assume(plain is not None and moved is not None)
    assert plain is not None
    assert moved is not None
    assert moved.weights == pytest.approx(plain.weights, abs=1e-6)


def oracle(name: str, values: Matrix, types: Matrix) -> Matrix:
    library = pytest.importorskip("pymcdm.weights", reason="pymcdm is an optional oracle")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return np.asarray(getattr(library, name)(values, types), dtype=np.float64)


@given(tables, st.data())
@settings(deadline=None)
def test_pymcdm_finds_the_same(table: Matrix, data: st.DataObject) -> None:
    """In pymcdm CRITIC knows no direction: it is compared where more is better everywhere."""
    assume(table.shape[1] > 1)
    assume((np.ptp(table, axis=0) > 0.5).all())
    types = np.array([data.draw(st.sampled_from([-1, 1])) for _ in range(table.shape[1])])
    for method, name in (
        ("entropy", "entropy_weights"),
        ("std", "standard_deviation_weights"),
        ("merec", "merec_weights"),
    ):
        found = objective.weights(method, table, types > 0)  # type: ignore[arg-type] # a text of the tuple
        assert found is not None
        assert found.weights == pytest.approx(oracle(name, table, types), abs=1e-9)
    found = objective.weights("critic", table, np.ones(len(types), dtype=bool))
    if found is not None and len(table) > 2:
        assert found.weights == pytest.approx(oracle("critic_weights", table, types), abs=1e-6)
