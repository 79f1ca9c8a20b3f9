"""Weights from an order: closed forms, published tables, laws."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolselect.scoring.weights import rank_order

Scheme = rank_order.Scheme

CENTROID = {
    # F. H. Barron and B. E. Barrett (1996), Management Science 42(11), table 1: rank order centroid weights.
    2: (0.7500, 0.2500),
    3: (0.6111, 0.2778, 0.1111),
    4: (0.5208, 0.2708, 0.1458, 0.0625),
    5: (0.4567, 0.2567, 0.1567, 0.0900, 0.0400),
    6: (0.4083, 0.2417, 0.1583, 0.1028, 0.0611, 0.0278),
}
SUM = {  # Stillwell, Seaver and Edwards (1981), rank sum
    3: (0.5000, 0.3333, 0.1667),
    4: (0.4000, 0.3000, 0.2000, 0.1000),
    5: (0.3333, 0.2667, 0.2000, 0.1333, 0.0667),
}
RECIPROCAL = {  # Stillwell, Seaver and Edwards (1981), rank reciprocal
    3: (0.5455, 0.2727, 0.1818),
    4: (0.4800, 0.2400, 0.1600, 0.1200),
    5: (0.4380, 0.2190, 0.1460, 0.1095, 0.0876),
}


@pytest.mark.parametrize(
    ("scheme", "printed"),
    [
        (scheme, row)
        for scheme, table in (("centroid", CENTROID), ("sum", SUM), ("reciprocal", RECIPROCAL))
        for row in table.values()
    ],
)
def test_the_published_tables_come_out(scheme: Scheme, printed: tuple[float, ...]) -> None:
    assert [round(one, 4) for one in rank_order.places(len(printed), scheme)] == list(printed)


def test_those_who_tie_get_the_mean_of_their_places() -> None:
    """Four places by sum are 0.4, 0.3, 0.2 and 0.1; second and third share 0.5."""
    assert rank_order.weights([1, 2, 1], "sum") == pytest.approx((0.4, 0.25, 0.1))


@given(st.integers(1, 60), st.sampled_from(rank_order.SCHEMES))
def test_weights_fall_and_sum_to_one(count: int, scheme: Scheme) -> None:
    found = rank_order.places(count, scheme)
    assert math.fsum(found) == pytest.approx(1)
    assert all(one > other > 0 for one, other in itertools.pairwise(found))


@given(st.lists(st.integers(1, 5), min_size=1, max_size=12), st.sampled_from(rank_order.SCHEMES))
def test_ties_leave_the_sum_alone(sizes: list[int], scheme: Scheme) -> None:
    found = rank_order.weights(sizes, scheme)
    assert math.fsum(size * one for size, one in zip(sizes, found, strict=True)) == pytest.approx(1)


@given(st.integers(1, 20), st.sampled_from(rank_order.SCHEMES))
def test_if_all_tie_all_weigh_the_same(count: int, scheme: Scheme) -> None:
    assert rank_order.weights([count], scheme) == pytest.approx((1 / count,))
