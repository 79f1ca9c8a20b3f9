from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import entry, near, percent_leaf, study, vendor
from tests.properties.strategies import studies
from toolselect.evaluation import evaluate
from toolselect.model.facts import NotApplicable
from toolselect.robustness.methods_agree import NAMES, methods_agree, worths_of
from toolselect.robustness.race import race

if TYPE_CHECKING:
    from toolselect.model.robustness import MethodResult
    from toolselect.model.study import Study


def table(rows: dict[str, tuple[Any, ...]], weights: tuple[float, ...]) -> Study:
    criteria = [percent_leaf(f"c{n}", weight) for n, weight in enumerate(weights)]
    return study([vendor(name, {f"c{n}": x for n, x in enumerate(row)}) for name, row in rows.items()], criteria)


def results(one: Study) -> dict[str, MethodResult]:
    found = evaluate(one)
    return {each.method: each for each in methods_agree(found, race(found))}


def firsts(one: Study) -> dict[str, tuple[str, ...]]:
    return {name: each.ranking[0].members for name, each in results(one).items() if each.ranking}


def test_all_agree_where_one_is_best_at_everything() -> None:
    found = results(table({"a": (80.0, 90.0), "b": (40.0, 60.0)}, (1, 1)))
    assert tuple(found) == NAMES
    assert all(one.agrees and one.why == "" and one.ranking[0].members == ("a",) for one in found.values())
    assert {name for name, one in found.items() if one.relative} == {
        "topsis", "vikor", "promethee2", "waspas", "electre1",
    }  # fmt: skip


def test_figures_by_hand() -> None:
    # SPOTIS: distance from 100, as part of 100: 0.5 x 0.2 + 0.5 x 0.6. Product: sqrt(80 x 40).
    found = results(table({"a": (80.0, 40.0), "b": (30.0, 70.0)}, (1, 1)))
    assert found["spotis"].scores == {"a": near(0.4), "b": near(0.5)}
    assert found["product"].scores == {"a": near(math.sqrt(3200)), "b": near(math.sqrt(2100))}
    # PROMETHEE II, usual: each is ahead on one half of the weight. VIKOR: the regrets are 0.5 and 0.5.
    assert found["promethee2"].scores == {"a": 0, "b": 0}
    assert found["promethee2"].ranking[0].members == ("a", "b")
    assert found["promethee2"].agrees is False
    assert found["electre1"].scores == {"a": None, "b": None}


def test_a_method_that_puts_others_beside_the_first_says_so() -> None:
    rows = {"a": (40.0, NotApplicable("-")), "b": (40.0, 90.0), "c": (40.0, NotApplicable("-"))}
    found = results(table(rows, (1, 1)))
    for name in ("product", "topsis", "vikor", "promethee2", "waspas", "spotis"):
        assert found[name].ranking[0].members == ("a", "b", "c")
        assert found[name].agrees is False
        assert found[name].why == "puts A, B and C level; it leaves out 1 criterion that does not apply to everybody"


def test_a_product_punishes_a_low_worth() -> None:
    # a 50.5 against b 50 by sum; sqrt(100 x 1) = 10 against 50 by product.
    found = results(table({"a": (100.0, 1.0), "b": (50.0, 50.0)}, (1, 1)))
    assert found["product"].agrees is True  # tied within the resolution of half a point
    found = results(table({"a": (100.0, 5.0), "b": (50.0, 50.0)}, (1, 1)))
    assert found["product"].agrees is False
    assert found["product"].why == (
        "punishes a low worth more than a high one can make good: A is worth 5.00 on “C1”, B 50.00"
    )
    assert "A is worth 5.00 on “C1”" in found["waspas"].why


def test_a_worth_of_nothing_can_not_be_multiplied() -> None:
    found = results(table({"a": (100.0, 0.0, 5.0), "b": (50.0, 50.0, 0.0)}, (1, 3, 1)))
    for name in ("product", "waspas"):
        one = found[name]
        assert (one.agrees, one.ranking, set(one.scores.values())) == (None, (), {None})
        assert one.why.startswith("can't be used: A is worth 0 on “C1”; ")


def test_vikor_weighs_the_worst_regret() -> None:
    # a is first by sum, and last on the heaviest criterion.
    found = results(table({"a": (40.0, 100.0, 100.0), "b": (60.0, 70.0, 70.0), "c": (50.0, 0.0, 0.0)}, (4, 3, 3)))
    vikor = found["vikor"]
    assert vikor.ranking[0].members == ("b",)
    assert vikor.why == "weighs the worst regret: A is weakest on “C0” (regret 0.40), B on “C1” (0.09)"


def test_promethee_counts_who_is_better() -> None:
    found = results(table({"a": (90.0, 50.0, 50.0), "b": (10.0, 55.0, 55.0)}, (1, 1, 1)))
    assert found["promethee2"].why == (
        "counts who is better, not by how much: B is ahead of A on criteria with 67 % of the weight, behind on 33 %"
    )


def test_topsis_tells_its_distances() -> None:
    # By sum a 72, b 70. By length: 100 / sqrt(13600) against 60 / sqrt(13600), 30 and 85 / sqrt(8125).
    # Weighted, a is worse by 0.4 x 55 / sqrt(8125), b by 0.6 x 40 / sqrt(13600): 84.32 % of that.
    found = results(table({"a": (100.0, 30.0), "b": (60.0, 85.0)}, (3, 2)))["topsis"]
    assert 24 / math.sqrt(13600) / (22 / math.sqrt(8125)) == near(0.84320)
    assert found.why == (
        "squares distances, so large differences count most: "
        "B is 84.32 from the best and 100.00 from the worst of all, A 100.00 and 84.32 (100: the largest distance)"
    )


def test_electre_names_who_outranks() -> None:
    # b is at least as good on 2/3 of the weight; the lag on the rest is 10 of a widest range of 90.
    rows = {"a": (60.0, 50.0, 40.0), "b": (50.0, 52.0, 42.0), "c": (0.0, 0.0, 0.0)}
    found = results(table(rows, (1, 1, 1)))["electre1"]
    assert found.agrees is False
    assert found.ranking[0].members == ("b",)
    assert found.why == (
        "B outranks A: it is at least as good on criteria with 67 % of the weight and nowhere far behind"
    )


def test_leaves_that_do_not_apply_to_everybody_are_left_out_and_said() -> None:
    rows = {"a": (90.0, 40.0, entry(NotApplicable("-"))), "b": (60.0, 60.0, 5.0)}
    found = results(table(rows, (2, 3, 4)))
    given = worths_of(race(evaluate(table(rows, (2, 3, 4)))))
    assert (given.leaves, given.left_out, given.weights) == (("c0", "c1"), ("c2",), (near(0.4), near(0.6)))
    assert found["promethee2"].why.endswith("; it leaves out 1 criterion that does not apply to everybody")


def test_the_headline_can_rest_on_what_spotis_leaves_out() -> None:
    rows = {"a": (50.0, 90.0, entry(NotApplicable("-"))), "b": (90.0, entry(NotApplicable("-")), 10.0)}
    found = results(table(rows, (1, 1, 1)))["spotis"]
    assert found.why == (
        "weighs as the headline does, on fewer criteria: there B has 90.00, A 50.00; "
        "it leaves out 2 criteria that do not apply to everybody"
    )


def test_a_leaf_that_is_worth_nothing_to_all_is_left_out_of_the_figures() -> None:
    found = results(table({"a": (80.0, 0.0), "b": (40.0, 0.0)}, (1, 1)))
    assert all(one.agrees for one in found.values())


@pytest.mark.parametrize("rows", [{}, {"a": (1.0,)}])
def test_nobody_to_compare(rows: dict[str, tuple[float, ...]]) -> None:
    assert results(table(rows, (1,))) == {}


def test_nothing_in_common() -> None:
    nothing = entry(NotApplicable("-"))
    assert results(table({"a": (5.0, nothing), "b": (nothing, 5.0)}, (1, 1))) == {}


def test_a_kernel_may_be_empty() -> None:
    # Each is at least as good as the next on two thirds of the weight, in a circle, and never far behind.
    rows = {"a": (60.0, 50.0, 40.0), "b": (50.0, 40.0, 60.0), "c": (40.0, 60.0, 50.0), "d": (0.0, 0.0, 0.0)}
    one = results(table(rows, (1, 1, 1)))["electre1"]
    assert (one.agrees, one.ranking) == (None, ())
    assert "outranks" in one.why


@settings(max_examples=30, deadline=None)
@given(studies(least=2))
def test_every_figure_is_finite_and_every_disagreement_has_a_reason(one: Study) -> None:
    for found in results(one).values():
        assert all(score is None or math.isfinite(score) for score in found.scores.values())
        assert found.agrees is True or found.why
        assert found.agrees is not True or found.why == ""


worths = st.integers(0, 20).map(lambda n: 5.0 * n)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(worths, worths, worths), min_size=2, max_size=4))
def test_spotis_on_anchored_scales_ranks_as_the_headline_does(rows: list[tuple[float, float, float]]) -> None:
    named = {f"v{n}": row for n, row in enumerate(rows)}
    found = results(table(named, (3, 2, 1)))
    assert not found or found["spotis"].agrees is True
