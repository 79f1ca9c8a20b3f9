from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolselect.model.result import Cost, Interval
from toolselect.report import numbers
from toolselect.scoring import ranking

NBSP = numbers.NBSP


def test_relations_are_written_for_people_but_not_in_what_is_to_be_typed() -> None:
    assert numbers.relations("<= 100 % and >= 5, not < 3") == "\u2264 100 % and \u2265 5, not < 3"
    assert numbers.relations("write `must: '>= 5'`, <= 3") == "write `must: '>= 5'`, \u2264 3"


@pytest.mark.parametrize(
    ("ranked", "decimals"),
    [
        ([(1, Interval(40, 60, 80)), (2, Interval(30, 50, 80))], 0),
        ([(1, Interval(60, 60, 60)), (2, Interval(50, 50.2, 50.9))], 1),
        ([(1, Interval(60, 60, 60)), (2, Interval(50, 50.2, 51))], 0),
        ([(1, Interval(40, 62.4, 80)), (2, Interval(40, 61.6, 80))], 1),  # both would be 62
        ([(1, Interval(40, 62.4, 80)), (1, Interval(40, 62.3, 80))], 0),  # tied: may print alike
        ([(1, Interval(0, 50.02, 80)), (2, Interval(0, 50.01, 80))], 2),
        ([], 0),
    ],
)
def test_decimals_follow_the_doubt_and_the_order(ranked: list[tuple[int, Interval]], decimals: int) -> None:
    assert numbers.ranking_decimals(ranked) == decimals


figures = st.floats(0, 100).map(lambda mid: Interval(max(0.0, mid - 5), mid, min(100.0, mid + 5)))


@given(st.lists(figures, min_size=1, max_size=6), st.sampled_from([0.0, 0.1, 0.5, 2.0]))
def test_a_printed_order_never_contradicts_the_printed_numbers(scores: list[Interval], resolution: float) -> None:
    by_id = {f"v{number}": score for number, score in enumerate(scores)}
    ranked = [
        (group.rank, by_id[member]) for group in ranking.rank(dict(by_id), resolution) for member in group.members
    ]
    decimals = numbers.ranking_decimals(ranked)
    printed = [(rank, float(numbers.score(score.mid, decimals))) for rank, score in ranked]
    for rank, figure in printed:
        for other_rank, other in printed:
            if rank < other_rank:
                assert figure > other or decimals == numbers.MOST_DECIMALS


@given(st.lists(st.floats(0, 30), min_size=1, max_size=9), st.integers(0, 2))
def test_rounded_parts_sum_to_the_rounded_total(parts: list[float], decimals: int) -> None:
    total = sum(parts)
    written = numbers.largest_remainder(parts, total, decimals)
    assert round(sum(float(text) for text in written), 6) == round(float(numbers.score(total, decimals)), 6)
    assert all(abs(float(text) - part) <= 1.0001 * 10**-decimals for text, part in zip(written, parts, strict=True))


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "0 %"), (0.001, "<1 %"), (0.5, "50 %"), (0.999, ">99 %"), (1, "100 %"), (0.994, "99 %")],
)
def test_a_little_is_not_nothing_and_much_is_not_all(share: float, text: str) -> None:
    assert numbers.percent(share) == text.replace(" ", NBSP)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (700, "requests/minute", "700 requests/minute"),
        (99.99, "%", "99.99 %"),
        (10_200_000_000, "people", "10,200,000,000 people"),
        (2007, "year", "2007"),
        (-20, "%", "\u221220 %"),
        (0.1 + 0.2, "", "0.3"),
        (1e15, "", "1,000,000,000,000,000"),
    ],
)
def test_quantities_keep_what_was_stated(value: float, unit: str, text: str) -> None:
    assert numbers.quantity(value, unit) == text.replace(" ", NBSP)


def test_money() -> None:
    assert numbers.money(55200, "USD") == f"USD{NBSP}55,200"
    assert numbers.money(1.5, "USD") == f"USD{NBSP}1.50"
    assert numbers.cost(Cost(low=None, high=None, currency="", reason="no price")) == "not known"
    assert numbers.cost(Cost(low=5, high=5, currency="EUR")) == f"EUR{NBSP}5"
    assert numbers.cost(Cost(low=1000, high=2000, currency="EUR")) == f"EUR{NBSP}1,000 to 2,000"


def test_points_are_signed_and_zero_is_not() -> None:
    assert numbers.points(1.26) == "+1.3"
    assert numbers.points(-1.26) == "\u22121.3"
    assert numbers.points(-0.01) == "0.0"


def test_words() -> None:
    assert numbers.listed(("A", "B", "C")) == "A, B and C"
    assert numbers.count(1, "fact") == f"1{NBSP}fact"
    assert numbers.count(2, "entry", "entries") == f"2{NBSP}entries"
    assert numbers.day(dt.date(2026, 11, 2)) == f"2{NBSP}November{NBSP}2026"
    assert numbers.interval(Interval(5, 5, 5)) == ""
    assert numbers.interval(Interval(4.6, 5, 9)) == "5\u20139"
