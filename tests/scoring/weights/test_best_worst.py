"""The best-worst method: cases by hand and the laws of its linear model."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolselect.scoring.weights import best_worst


def test_the_car_of_rezaei_is_fully_consistent() -> None:
    """J. Rezaei (2016), Omega 64, buying a car: quality, price (best), comfort, safety, style (worst).

    Each a_Bj a_jW is 8, so that xi is 0, and the weights are in proportion to the second vector: 4, 8, 2, 4, 1 of 19.
    """
    weights, xi = best_worst.weights(1, 4, [2, 1, 4, 2, 8], [4, 8, 2, 4, 1])
    assert [round(one, 4) for one in weights] == [0.2105, 0.4211, 0.1053, 0.2105, 0.0526]
    assert xi == pytest.approx(0, abs=1e-12)


def test_three_criteria_on_paper() -> None:
    """Best is the third, worst the first; judgements (8, 2, 1) and (1, 5, 8), as in Rezaei (2016), section 4.

    With three criteria all three differences reach xi: w3 = 8 w1 + xi, w3 = 2 w2 - xi, w2 = 5 w1 - xi. That gives
    w1 = 2 xi, w2 = 9 xi, w3 = 17 xi, or with a sum of one xi = 1/28.
    """
    weights, xi = best_worst.weights(2, 0, [8, 2, 1], [1, 5, 8])
    assert xi == pytest.approx(1 / 28)
    assert weights == pytest.approx((2 / 28, 9 / 28, 17 / 28))


def test_two_criteria_have_one_judgement() -> None:
    assert best_worst.weights(0, 1, [1, 4], [4, 1])[0] == pytest.approx((0.8, 0.2))


@st.composite
def judgements(draw: st.DrawFn) -> tuple[int, int, list[int], list[int]]:
    count = draw(st.integers(2, 7))
    best, worst = draw(st.permutations(range(count)))[:2]
    to_others = [draw(st.integers(1, 9)) for _ in range(count)]
    to_worst = [draw(st.integers(1, 9)) for _ in range(count)]
    to_others[best] = to_worst[worst] = 1
    to_worst[best] = to_others[worst]
    return best, worst, to_others, to_worst


@given(judgements())
@settings(deadline=None)
def test_no_judgement_is_missed_by_more_than_xi(given_judgements: tuple[int, int, list[int], list[int]]) -> None:
    best, worst, to_others, to_worst = given_judgements
    weights, xi = best_worst.weights(best, worst, to_others, to_worst)
    assert sum(weights) == pytest.approx(1)
    assert min(weights) >= 0
    misses = [abs(weights[best] - to_others[j] * weights[j]) for j in range(len(weights)) if j != best]
    misses += [abs(weights[j] - to_worst[j] * weights[worst]) for j in range(len(weights)) if j != worst]
    assert max(misses) == pytest.approx(xi, abs=1e-9)


@given(st.lists(st.integers(1, 3), min_size=1, max_size=5))
@settings(deadline=None)
def test_judgements_that_agree_are_recovered(middle: list[int]) -> None:
    """With weights best = 9, worst = 1 and the others 3^k both vectors can be whole numbers that agree."""
    true = [Fraction(9), *(Fraction(3) ** (one - 1) for one in middle), Fraction(1)]
    whole = sum(true)
    to_others = [float(true[0] / one) for one in true]
    weights, xi = best_worst.weights(0, len(true) - 1, to_others, [float(one) for one in true])
    assert xi == pytest.approx(0, abs=1e-9)
    assert weights == pytest.approx([float(one / whole) for one in true])


def test_the_order_of_the_criteria_does_not_matter() -> None:
    to_others, to_worst = [1, 3, 6, 9], [9, 4, 2, 1]
    plain, xi = best_worst.weights(0, 3, to_others, to_worst)
    for order in itertools.permutations(range(4)):
        moved, same = best_worst.weights(
            order.index(0), order.index(3), [to_others[k] for k in order], [to_worst[k] for k in order]
        )
        assert moved == pytest.approx([plain[k] for k in order])
        assert same == pytest.approx(xi)
