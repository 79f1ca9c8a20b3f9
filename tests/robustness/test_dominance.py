from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given, settings

from tests.conftest import entry, percent_leaf, study, vendor
from tests.properties.strategies import studies
from toolselect.evaluation import evaluate
from toolselect.model.facts import NotApplicable, Range, Unknown
from toolselect.robustness.dominance import dominance, pareto
from toolselect.robustness.race import race

if TYPE_CHECKING:
    from toolselect.model.study import Study


def found(*rows: tuple[Any, Any]) -> tuple[set[tuple[str, str, bool]], tuple[str, ...]]:
    vendors = [vendor(name, {"x": x, "y": y}) for name, (x, y) in zip("abcd", rows, strict=False)]
    running = race(evaluate(study(vendors, [percent_leaf("x"), percent_leaf("y")])))
    pairs = dominance(running)
    return {(one.better, one.worse, one.certain) for one in pairs}, pareto(running, pairs)


def test_at_least_as_good_everywhere_and_better_once() -> None:
    assert found((50.0, 60.0), (50.0, 50.0)) == ({("a", "b", True)}, ("a",))
    assert found((50.0, 60.0), (60.0, 50.0)) == (set(), ("a", "b"))
    assert found((50.0, 60.0), (50.0, 60.0)) == (set(), ("a", "b"))


def test_the_front_is_in_ranking_order() -> None:
    pairs, front = found((90.0, 10.0), (40.0, 95.0), (30.0, 5.0), (89.0, 10.0))
    assert pairs == {("a", "c", True), ("b", "c", True), ("d", "c", True), ("a", "d", True)}
    assert front == ("b", "a")


def test_certain_only_if_every_possible_answer_keeps_it() -> None:
    assert found((entry(Range(60, 90)), 50.0), (60.0, 50.0))[0] == {("a", "b", False)}  # may be equal everywhere
    assert found((entry(Range(60, 90)), 51.0), (60.0, 50.0))[0] == {("a", "b", True)}
    assert found((entry(Range(50, 90)), 51.0), (60.0, 50.0))[0] == {("a", "b", False)}
    assert found((entry(Unknown("-")), 51.0), (50.0, 50.0))[0] == {("a", "b", False)}


def test_what_does_not_apply_to_one_of_them_is_left_out() -> None:
    assert found((entry(NotApplicable("-")), 60.0), (90.0, 50.0))[0] == {("a", "b", True)}
    assert found((entry(NotApplicable("-")), 60.0), (90.0, entry(NotApplicable("-"))))[0] == set()


def test_nobody() -> None:
    running = race(evaluate(study([], [percent_leaf("x")])))
    assert (dominance(running), pareto(running, ())) == ((), ())


@settings(max_examples=40, deadline=None)
@given(studies(least=2))
def test_no_circle_of_two_and_somebody_is_left(one: Study) -> None:
    running = race(evaluate(one))
    pairs = dominance(running)
    both = {(pair.better, pair.worse) for pair in pairs}
    assert not any((worse, better) in both for better, worse in both)
    assert not running.order or pareto(running, pairs)
