from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from tests.conftest import DAY, entry, fact, members, vendor
from toolselect import answers
from toolselect.deriving import shares
from toolselect.model.facts import Grade, Range, Unknown, Value
from toolselect.robustness.drawing import Drawer, pert
from toolselect.robustness.streams import stream

if TYPE_CHECKING:
    from toolselect.model.result import Held

ROWS = 40_000
TRUST = {Grade.DOCUMENTATION: 0.85, Grade.CLAIM: 0.6, Grade.MEASURED: 1.0, Grade.ASSUMPTION: 0.0}


def held(*stated: Any, kind: str = "boolean", **more: Any) -> Held:
    profile = vendor(facts={"x": list(stated)})
    return answers.held(fact("x", kind, **more), profile, plan="", region="", addons=(), as_of=DAY)


def drawer(span: tuple[float, float] | None = (0.0, 100.0), seed: int = 3) -> Drawer:
    return Drawer("acme", seed, TRUST, {} if span is None else {"x": span})


def near(drawn: Any, mean: float) -> bool:
    figures = np.asarray(drawn, dtype=float)
    return bool(abs(figures.mean() - mean) <= 4 * figures.std() / math.sqrt(len(figures)) + 1e-12)


@pytest.mark.parametrize(
    ("stated", "chance"),
    [
        ([True], 0.85),
        ([False], 0.15),
        ([entry(True, "claim")], 0.6),
        ([entry(True, "assumption")], 0.0),
        ([True, False], 0.5),
        ([entry(Unknown("asked"))], 0.5),
        ([entry(True, availability="roadmap")], 0.5),
        ([entry(True, availability="beta")], 0.85),
        ([], 0.5),
    ],
)
def test_a_yes_or_no_is_as_stated_as_often_as_it_can_be_trusted(stated: list[Any], chance: float) -> None:
    source = drawer().yes_no(held(*stated))
    assert near(source.draw(ROWS), chance)
    assert (source.fixed is not None) == (chance == 0.0)


def test_what_is_certain_costs_no_draws() -> None:
    assert drawer().yes_no(held(entry(True, "measured"))).fixed == np.array(True)
    assert drawer().figure(held(entry(7.0, "measured"), kind="number")).fixed == np.array(7.0)


@pytest.mark.parametrize(
    ("sets", "chance"),
    [
        ([members("de")], 0.85 + 0.075),
        ([members("en", complete=True)], 0.075),
        ([members("en")], 0.5),
        ([members("de", complete=True), members("en", complete=True)], 0.5),
    ],
)
def test_a_member_is_in_or_out_where_it_is_not_as_stated(sets: list[Any], chance: float) -> None:
    answer = held(*sets, kind="set")
    assert near(drawer().member(answer, "de", shares.member_states(answer, "de")).draw(ROWS), chance)


def test_sets_that_disagree_are_chosen_whole() -> None:
    """As stated both members are in or both are out; else each is in or out: 0.85 + 0.15 x a half of agreement."""
    answer = held(members("de", "fr", complete=True), members(complete=True), kind="set")
    made = drawer()
    one, other = (made.member(answer, name, shares.member_states(answer, name)).draw(ROWS) for name in ("de", "fr"))
    wrong = 0.075
    assert near(one == other, (1 - wrong) ** 2 + wrong**2)


def test_a_level_is_as_stated_or_any() -> None:
    levels = ("low", "mid", "high")
    drawn = drawer().level(held("mid", kind="level", levels=levels), levels).draw(ROWS)
    assert near(drawn == 1, 0.85 + 0.05)
    assert near(drawn == 0, 0.05)
    unknown = drawer().level(held(kind="level", levels=levels), levels).draw(ROWS)
    assert all(near(unknown == index, 1 / 3) for index in range(3))
    torn = drawer().level(held("low", "high", kind="level", levels=levels), levels).draw(ROWS)
    assert near(torn == 0, 0.425 + 0.05)
    assert near(torn == 1, 0.05)


def test_a_figure_is_as_stated_or_anywhere_between_the_anchors() -> None:
    drawn = drawer().figure(held(30.0, kind="number")).draw(ROWS)
    assert near(drawn == 30.0, 0.85)
    assert near(drawn, 0.85 * 30 + 0.15 * 50)
    assert near(np.asarray(drawn)[drawn != 30.0], 50)


def test_an_unknown_figure_is_anywhere_between_the_anchors() -> None:
    drawn = np.asarray(drawer((20.0, 60.0)).figure(held(kind="number")).draw(ROWS))
    assert drawn.min() >= 20
    assert drawn.max() <= 60
    assert near(drawn, 40)
    assert near((drawn - 40) ** 2, 40**2 / 12)


def test_a_range_is_uniform_without_a_likely_figure_and_pert_with_one() -> None:
    answer = held(entry(Range(10, 30), "measured"), kind="number")
    flat = np.asarray(drawer().figure(answer).draw(ROWS), dtype=float)
    assert near(flat, 20)
    assert near((flat - 20) ** 2, 20**2 / 12)
    answer = held(entry(Range(10, 30, 12), "measured"), kind="number")
    bent = np.asarray(drawer().figure(answer).draw(ROWS), dtype=float)
    mean = (10 + 4 * 12 + 30) / 6
    assert near(bent, mean)
    assert near((bent - mean) ** 2, (mean - 10) * (30 - mean) / 7)


def test_figures_that_disagree_are_uniform_between_the_ends() -> None:
    answer = held(entry(10.0, "measured"), entry(Range(20, 50), "measured"), kind="number")
    drawn = np.asarray(drawer().figure(answer).draw(ROWS), dtype=float)
    assert near(drawn, 30)
    assert near((drawn - 30) ** 2, 40**2 / 12)


def test_a_doubtful_range_is_both() -> None:
    drawn = np.asarray(drawer().figure(held(Range(10, 30), kind="number")).draw(ROWS), dtype=float)
    assert near(drawn, 0.85 * 20 + 0.15 * 50)
    assert near(drawn > 30, 0.15 * 0.7)


def test_without_anchors_a_figure_is_as_stated() -> None:
    assert drawer(None).figure(held(30.0, kind="number")).fixed == np.array(30.0)
    assert near(drawer(None).figure(held(Range(0, 10), kind="number")).draw(ROWS), 5)


@pytest.mark.parametrize("ends", [(-1e308, 1e308), (0.0, 5e-324), (1e300, 1e300)])
def test_the_ends_of_double_precision_overflow_nowhere(ends: tuple[float, float]) -> None:
    drawn = drawer(ends).figure(held(kind="number")).draw(100)
    assert np.isfinite(drawn).all()
    drawn = drawer(ends).figure(held(Range(*ends), kind="number")).draw(100)
    assert np.isfinite(drawn).all()


def test_all_that_read_a_fact_share_its_draws() -> None:
    made = drawer()
    answer = held(True)
    assert made.yes_no(answer) is made.yes_no(answer)
    assert made.sources == (made.yes_no(answer),)


def test_draws_do_not_depend_on_what_else_is_drawn() -> None:
    alone = drawer().yes_no(held(True)).draw(100)
    made = drawer()
    made.member(held(members("de"), kind="set"), "de", (True,)).draw(50)
    assert np.array_equal(made.yes_no(held(True)).draw(100), alone)
    assert not np.array_equal(Drawer("other", 3, TRUST, {}).yes_no(held(True)).draw(100), alone)


def test_a_pert_draw_keeps_to_its_ends_even_where_the_likely_figure_is_one_of_them() -> None:
    for likely in (0.0, 1.0):
        drawn = pert(stream(1, "x"), 1000, 0.0, likely, 1.0)
        assert 0 <= drawn.min() <= drawn.max() <= 1
        assert near(drawn, (4 * likely + 1) / 6)


def test_a_value_that_is_wrong_for_sure_is_anywhere() -> None:
    assert near(drawer().figure(held(entry(Value(30.0), "assumption"), kind="number")).draw(ROWS), 50)
