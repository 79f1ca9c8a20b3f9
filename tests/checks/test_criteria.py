"""Rules about weights, criteria and scales."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import branch, fact, leaf, percent_leaf, place, study, vendor
from toolselect.checks.study import check_study
from toolselect.model.criteria import Level, Levels, Linear, Relative
from toolselect.model.study import Adjustment, View

if TYPE_CHECKING:
    from toolselect.diagnostics import Diagnostic


def said(code: str, *criteria: Any, facts: Any = (), **more: Any) -> list[Diagnostic]:
    return [one for one in check_study(study([vendor()], criteria, facts, **more)) if one.code == code]


# --- weights -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("weights", "expected"),
    [((3, 1), 1), ((2.9, 1), 0), ((1, 1), 0), ((5, 0), 0), ((9, 3, 1), 1), ((1e6, 1e-6), 1)],
)
def test_weights_far_apart_need_a_reason(weights: tuple[float, ...], expected: int) -> None:
    leaves = [leaf(f"leaf_{index}", weight=weight) for index, weight in enumerate(weights)]
    assert len(said("TS313", *leaves)) == expected


@pytest.mark.parametrize("reasons", [("why", ""), ("", "why"), ("why", "why")])
def test_a_reason_at_one_end_is_enough(reasons: tuple[str, str]) -> None:
    assert said("TS313", leaf("a", weight=9, reason=reasons[0]), leaf("b", weight=1, reason=reasons[1])) == []


def test_a_weight_of_the_study_is_found_in_the_study() -> None:
    (found,) = said("TS313", leaf("a", weight=9), leaf("b"), weights={"a": 9, "b": 1})
    assert found.place == place("weights", "a")


def split(*counts: int, weights: Any, reason: str = "") -> list[Any]:
    return [
        branch(
            f"branch_{index}",
            *(leaf(f"leaf_{index}_{number}") for number in range(count)),
            weight=weight,
            reason=reason,
        )
        for index, (count, weight) in enumerate(zip(counts, weights, strict=True))
    ]


@pytest.mark.parametrize(
    ("counts", "weights", "expected"),
    [
        ((1, 2, 3), (10, 20, 30), 1),
        ((1, 2, 3), (10, 21, 31), 1),
        ((1, 2, 3), (10, 10, 10), 0),
        ((2, 2, 2), (10, 10, 10), 0),  # alike in both
        ((1, 2), (10, 20), 0),  # two may be chance
        ((1, 2, 3), (30, 20, 10), 0),
    ],
)
def test_weights_that_only_count_leaves_are_said(counts: Any, weights: Any, expected: int) -> None:
    assert len(said("TS314", *split(*counts, weights=weights))) == expected
    assert said("TS314", *split(*counts, weights=weights, reason="Thought about.")) == []


# --- anchors and weights -----------------------------------------------------------------------------------------


def moved(name: str, *changed: str) -> dict[str, Any]:
    return {"adjustments": (Adjustment(criterion=name, changed=changed or ("value",), reason="so"),)}


def view(name: str, **weights: float) -> View:
    return View(id=name, share=1, weights=weights, place=place("views", name))


def test_other_anchors_need_other_weights() -> None:
    pair = [percent_leaf("a"), percent_leaf("b")]
    (found,) = said("TS312", *pair, **moved("a"))
    assert found.place.key == ("adjust", "a", "value")
    assert found.hint.endswith("a, b")
    assert said("TS312", *pair, **moved("a", "must", "target")) == []
    assert said("TS312", *pair, **moved("a"), weights={"a": 1, "b": 1}) == []
    assert said("TS312", *pair, **moved("a"), views=(view("it", a=1, b=2), view("us", a=1, b=1))) == []
    assert len(said("TS312", *pair, **moved("a"), views=(view("it", a=1, b=2), view("us")))) == 1


def test_an_only_child_competes_one_level_up() -> None:
    tree = [branch("money", percent_leaf("a")), percent_leaf("b")]
    assert said("TS312", *tree, **moved("a"))[0].hint.endswith("money, b")
    assert said("TS312", *tree, **moved("a"), weights={"money": 1, "b": 1}) == []
    assert said("TS312", branch("money", percent_leaf("a")), **moved("a")) == []


def test_anchors_without_weight_are_free() -> None:
    assert said("TS312", percent_leaf("a", 0), percent_leaf("b"), **moved("a")) == []


# --- double counting, dependence, size ---------------------------------------------------------------------------


def test_one_objective_for_two_leaves_is_said() -> None:
    pair = [leaf("a", objective="Nobody waits."), leaf("b", objective="nobody  WAITS")]
    (found,) = said("TS315", *pair)
    assert found.place.key[-2:] == ("b", "objective")
    assert said("TS315", leaf("a", objective=""), leaf("b", objective="")) == []
    assert said("TS315", pair[0], leaf("b", objective="Nobody waits.", weight=0)) == []


def test_dependence_is_reported_on_branches_and_leaves() -> None:
    tree = branch("a", leaf("b", depends_on="the weather"), depends_on="the season")
    assert [one.message for one in said("TS317", tree)] == [
        "what `a` is worth depends on something else: the season",
        "what `b` is worth depends on something else: the weather",
    ]


@pytest.mark.parametrize(("count", "expected"), [(7, 0), (8, 1)])
def test_many_leaves_side_by_side_are_noted(count: int, expected: int) -> None:
    leaves = [leaf(f"leaf_{number}") for number in range(count)]
    assert len(said("TS318", *leaves)) == expected
    assert len(said("TS318", branch("all", *leaves))) == expected
    assert said("TS318", *(branch(f"b{number}", one) for number, one in enumerate(leaves))) == []


# --- scales ------------------------------------------------------------------------------------------------------


def test_a_relative_price_is_an_error_and_another_relative_scale_a_warning() -> None:
    fee = fact("fee", "money")
    assert [one.severity.value for one in said("TS602", leaf("fee", Relative("low")), facts=[fee])] == ["error"]
    assert said("TS311", leaf("fee", Relative("low")), facts=[fee]) == []
    assert len(said("TS311", leaf("size", Relative("high")))) == 1
    assert said("TS602", leaf("fee", Linear(100, 0)), facts=[fee]) == []


def test_a_scale_of_the_study_is_found_in_the_study() -> None:
    (found,) = said("TS311", leaf("size", Relative("high")), **moved("size"))
    assert found.place == place("adjust", "size", "value")


@pytest.mark.parametrize(
    ("means", "expected"),
    [
        ("Good", 1),
        ("Very good", 1),
        ("drafts proposed", 1),
        ("Agents switch without losing the thread.", 0),
        ("渠道切换不丢失上下文", 0),
        ("良好", 1),
        ("...", 1),
    ],
)
def test_a_level_says_what_is_seen(means: str, expected: int) -> None:
    scale = Levels((Level("none", 0, "An agent copies it by hand."), Level("drafts_proposed", 100, means)))
    given = fact("inbox", "level", levels=("none", "drafts_proposed"))
    assert len(said("TS320", leaf("inbox", scale), facts=[given])) == expected
