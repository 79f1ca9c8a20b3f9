"""Swings go stale when a scale has other ends than those that were asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import branch, leaf, place, study
from toolselect.checks import weights
from toolselect.model.criteria import BooleanValue, Level, Levels, Linear, Points, Relative, Share
from toolselect.model.judgements import Swing

if TYPE_CHECKING:
    from toolselect.diagnostics import Diagnostic
    from toolselect.model.criteria import ValueFunction
    from toolselect.model.judgements import End

LEVELS = Levels((Level("full", 100, "All of it."), Level("none", 0, "Nothing."), Level("part", 50, "Half of it.")))


def found(value: ValueFunction, start: End | None, end: End | None) -> list[Diagnostic]:
    swing = Swing(criterion="works", points=100, start=start, end=end, place=place("swings", "works"))
    one = study([], [leaf("works", value), leaf("other")], swings=(swing,), weights={"works": 100.0})
    return list(weights.asked_for_another_range(one.criteria, one))


FITTING: list[tuple[ValueFunction, End, End]] = [
    (Linear(50, 100), 50, 100),
    (Linear(150, 50), 150, 50),
    (Points(((0, 0), (5, 80), (9, 100))), 0, 9),
    (Points(((0, 100), (5, 80), (9, 0))), 9, 0),
    (BooleanValue(0, 100), "no", "yes"),
    (BooleanValue(100, 0), "yes", "no"),
    (LEVELS, "none", "full"),
    (Share((("a", 1), ("b", 1))), "none", "all"),
]


@pytest.mark.parametrize(("value", "start", "end"), FITTING)
def test_a_swing_over_the_whole_scale_is_fresh(value: ValueFunction, start: End, end: End) -> None:
    assert found(value, start, end) == []


@pytest.mark.parametrize(("value", "start", "end"), FITTING)
def test_a_swing_over_another_range_is_stale(value: ValueFunction, start: End, end: End) -> None:
    (one,) = found(value, end, start)
    assert one.code == "TS321"
    assert one.place.key == ("swings", "works", "from")
    (one,) = found(value, start, 17)
    assert one.place.key == ("swings", "works", "to")


def test_it_says_what_was_asked_and_what_the_scale_is() -> None:
    (one,) = found(Linear(70, 100), 50, 100)
    assert one.message == "`works` was asked for the step from 50 to 100, and its scale goes from 70 to 100 by now"
    assert one.hint == "ask the group again: what is the step from 70 to 100 worth?"


def test_a_relative_scale_has_no_ends_to_ask_for() -> None:
    (one,) = found(Relative("low"), 50, 100)
    assert "relative" in one.message


def test_a_branch_has_no_range() -> None:
    swing = Swing(criterion="all", points=100, place=place("swings", "all"))
    one = study([], [branch("all", leaf("works")), leaf("other")], swings=(swing,))
    assert list(weights.asked_for_another_range(one.criteria, one)) == []


def test_without_a_study_nothing_was_asked() -> None:
    one = study([], [leaf("works")])
    assert list(weights.asked_for_another_range(one.criteria, None)) == []
