from __future__ import annotations

import pytest

from toolselect.model.criteria import BooleanValue, Level, Levels, Linear, Points, Relative
from toolselect.model.facts import Money, Range, Value
from toolselect.model.result import Interval
from toolselect.scoring import value_functions as vf

HILL = Points(((0, 0), (10, 100), (20, 40)))


@pytest.mark.parametrize(
    ("x", "worst", "best", "worth"),
    [
        (75, 50, 100, 50),
        (50, 50, 100, 0),
        (20, 50, 100, 0),
        (120, 50, 100, 100),
        (30, 40, 20, 50),
        (0.3, 0.1, 0.3, 100),
    ],
)
def test_linear_is_straight_between_its_anchors_and_clipped_outside(
    x: float, worst: float, best: float, worth: float
) -> None:
    assert vf.linear(x, worst, best) == pytest.approx(worth)


def test_linear_holds_at_the_ends_of_double_precision() -> None:
    assert vf.linear(0, -1.7e308, 1.7e308) == 50
    assert vf.linear(1e308, 0, 5e-324) == 100


@pytest.mark.parametrize(("x", "worth"), [(-1, 0), (0, 0), (5, 50), (10, 100), (15, 70), (20, 40), (99, 40)])
def test_points_are_joined_by_straight_lines_and_flat_outside(x: float, worth: float) -> None:
    assert vf.piecewise(x, HILL.points) == worth


def test_yes_no_and_levels_are_looked_up() -> None:
    assert vf.worth_of(BooleanValue(10, 80), True) == 80
    assert vf.worth_of(BooleanValue(10, 80), False) == 10
    scale = Levels((Level("basic", 20, "one queue"), Level("good", 70, "by skill")))
    assert vf.worth_of(scale, "good") == 70


def test_money_is_scored_by_its_amount() -> None:
    assert vf.worth_of(Linear(200, 100), Money(150, "USD")) == 50


def test_a_range_is_worth_what_lies_on_it() -> None:
    assert vf.interval(Linear(0, 100), [Range(60, 90, likely=80)]) == Interval(60, 80, 90)
    assert vf.interval(Linear(0, 100), [Range(60, 90)]) == Interval(60, 75, 90)
    assert vf.interval(Linear(100, 0), [Range(60, 90, likely=80)]) == Interval(10, 20, 40)


def test_a_range_over_a_corner_counts_the_corner() -> None:
    assert vf.interval(HILL, [Range(5, 20)]) == Interval(40, 45, 100)
    assert vf.interval(HILL, [Range(5, 20, likely=10)]) == Interval(40, 100, 100)


def test_answers_that_disagree_span_the_interval() -> None:
    assert vf.interval(Linear(0, 100), [Value(60.0), Value(20.0), Value(30.0)]) == Interval(20, 40, 60)
    assert vf.interval(Linear(0, 100), [Value(60.0), Range(10, 80)]) == Interval(10, 45, 80)


def test_clipped_where_an_answer_lies_beyond_the_anchors() -> None:
    assert vf.clipped(Linear(50, 100), [Value(49.0)])
    assert vf.clipped(Linear(100, 50), [Value(101.0)])
    assert vf.clipped(HILL, [Range(5, 21)])
    assert not vf.clipped(HILL, [Range(0, 20)])
    assert not vf.clipped(BooleanValue(0, 100), [Value(True)])


def test_relative_runs_from_the_lowest_to_the_highest_at_hand() -> None:
    assert vf.relative(Relative("high"), Interval(15, 20, 40), (10, 30)) == Interval(25, 50, 100)
    assert vf.relative(Relative("low"), Interval(15, 20, 40), (10, 30)) == Interval(0, 50, 75)
    assert vf.relative(Relative("low"), Interval(5, 5, 5), (5, 5)) == Interval(50, 50, 50)


def test_a_raw_span_takes_the_likely_figure() -> None:
    assert vf.raw_span([Range(0, 10, likely=2)]) == Interval(0, 2, 10)
    assert vf.raw_span([Value(4.0), Value(8.0)]) == Interval(4, 6, 8)
