from __future__ import annotations

import math
from typing import Any

import pytest

from tests.conftest import entry, fact, leaf, members, must, percent_leaf, plan, study, vendor
from toolselect.evaluation import evaluate
from toolselect.model.criteria import Linear, Share
from toolselect.model.facts import Grade, Range, Unknown
from toolselect.model.result import Status
from toolselect.model.robustness import FindOut, RobustnessPolicy, WeightSampler
from toolselect.model.study import Organisation, Segment
from toolselect.robustness.simulation import simulate

DRAWS = 40_000
CERTAIN = dict.fromkeys(Grade, 1.0)
GIVEN = RobustnessPolicy(draws=DRAWS, weights=WeightSampler.GIVEN)


def found_out(vendors: list[Any], criteria: list[Any], *facts: Any, **more: Any) -> tuple[FindOut, ...]:
    given: dict[str, Any] = {"robustness": GIVEN, "trust": CERTAIN} | more
    return simulate(evaluate(study(vendors, criteria, facts, **given))).find_out


def near(found: float, expected: float, spread: float = 50) -> bool:
    return abs(found - expected) <= 4 * spread / math.sqrt(DRAWS)


def test_the_value_of_finding_out_by_hand() -> None:
    """E[max(x, 40)] - 50 for x uniform on 0..100: 0.4 x 40 + 0.6 x 70 - 50 = 8."""
    (one,) = found_out([vendor("a"), vendor("b", {"x": 40.0})], [percent_leaf("x")])
    assert near(one.value, 8, 20)
    assert one.decisive
    assert near(one.chance_of_change, 0.4, 3)
    assert (one.vendor, one.fact, one.criteria, one.must) == ("a", "x", ("x",), False)
    assert one.question == "What about x?"
    assert one.why == "unknown: no source says"


def test_a_fair_coin_by_hand() -> None:
    """Half the weight each: a is worth 50 or 0, b surely 20. Knowing is worth 0.5 x 50 + 0.5 x 20 - 25 = 10."""
    vendors = [vendor("a", {"y": 0.0}), vendor("b", {"x": entry(False, "measured"), "y": 40.0})]
    (one,) = found_out(vendors, [leaf("x"), percent_leaf("y")])
    assert near(one.value, 10, 25)
    assert near(one.chance_of_change, 0.5, 0.5)


def test_what_changes_no_choice_is_worth_nothing() -> None:
    vendors = [vendor("a", {"x": entry(Range(60, 80))}), vendor("b", {"x": 40.0})]
    (one,) = found_out(vendors, [percent_leaf("x")])
    assert (one.value, one.decisive, one.chance_of_change) == (0, False, 0)
    assert one.why == "between 60 and 80"


def test_a_must_have_that_turns_out_missing_leaves_what_there_is_today() -> None:
    """A scores 80 if it has x, else it is worth the 30 of today: 0.5 x 80 + 0.5 x 30 = 55. B is worth 60.

    Knowing x: 0.5 x 80 + 0.5 x 60 = 70, ten more than B.
    """
    measured = {"x": entry(True, "measured")}
    found = found_out(
        [vendor("a", {"y": 80.0}), vendor("b", {**measured, "y": 60.0})],
        [leaf("x", weight=0, must=must("yes")), percent_leaf("y")],
        status_quo=vendor("now", {**measured, "y": 30.0}),
    )
    (one,) = found
    assert (one.vendor, one.fact, one.must, one.criteria) == ("a", "x", True, ("x",))
    assert near(one.value, 10, 25)
    assert near(one.chance_of_change, 0.5, 0.5)


def test_without_a_status_quo_a_missing_must_have_leaves_nothing() -> None:
    measured = {"x": entry(True, "measured")}
    (one,) = found_out(
        [vendor("a", {"y": 80.0}), vendor("b", {**measured, "y": 60.0})],
        [leaf("x", weight=0, must=must("yes")), percent_leaf("y")],
    )
    assert near(one.value, 10, 40)


def test_what_is_unknown_of_today_moves_those_that_may_fall_back_on_it() -> None:
    """Today scores s, uniform on 0..100. A scores 60, or by a coin leaves s: without knowing 55.

    Knowing s: max(s, (60 + s) / 2), which is 45 on average below 60 and 80 above: 0.6 x 45 + 0.4 x 80 = 59.
    """
    (of_today, *_) = [
        one
        for one in found_out(
            [vendor("a", {"y": 60.0, "z": entry(False, "measured")})],
            [leaf("x", weight=0, must=must("yes")), percent_leaf("y")],
            status_quo=vendor("now", {"y": entry(Unknown("?"))}),
        )
        if one.vendor == "now"
    ]
    assert near(of_today.value, 4, 15)


def test_a_claim_can_be_wrong() -> None:
    """Knowing: 0.6 x 100 + 0.4 x E[max(u, 70)] = 60 + 0.4 x 74.5 = 89.8; without knowing 80."""
    trust = {**CERTAIN, Grade.CLAIM: 0.6}
    vendors = [vendor("a", {"x": entry(100.0, "claim")}), vendor("b", {"x": 70.0})]
    (one,) = found_out(vendors, [percent_leaf("x")], trust=trust)
    assert one.why == "rests on a claim (trust 60 %)"
    assert one.status is Status.VALUE
    assert near(one.value, 9.8, 25)


def test_sources_that_disagree_and_promises_say_so() -> None:
    vendors = [
        vendor("a", {"x": [True, False]}),
        vendor("b", {"x": entry(True, availability="roadmap")}),
        vendor("c", {"x": entry(True, "measured")}),
    ]
    found = {one.vendor: one for one in found_out(vendors, [leaf("x")])}
    assert found["a"].why == "sources disagree: yes, no"
    assert found["b"].why == "on the roadmap"
    assert "c" not in found


def test_a_set_is_asked_for_as_a_whole() -> None:
    facts = [fact("set", "set")]
    criteria = [leaf("set", Share((("de", 1.0), ("fr", 1.0))), fact="set")]
    (one,) = found_out(
        [vendor("a", {"set": members("de")}), vendor("b", {"set": members("de", complete=True)})], criteria, *facts
    )
    assert (one.vendor, one.fact, one.status) == ("a", "set", Status.VALUE)
    assert one.why == "members that it does not name are not known"


def test_many_members_are_grouped_by_their_number() -> None:
    facts = [fact("set", "set")]
    wanted = tuple((f"m{index}", 1.0) for index in range(9))
    (one,) = found_out(
        [vendor("a"), vendor("b", {"set": members("m0", complete=True)})],
        [leaf("set", Share(wanted), fact="set")],
        *facts,
    )
    assert one.fact == "set"
    assert one.decisive is True


def test_a_derived_share_asks_for_its_parts() -> None:
    organisation = Organisation(segments=(Segment(id="s", title="S", share=1, prefers={"voice": 60, "chat": 40}),))
    facts = [fact("voice"), fact("chat"), fact("channel_fit", "number", derived=True)]
    yes = {"voice": entry(True, "measured"), "chat": entry(True, "measured")}
    found = found_out([vendor("a"), vendor("b", yes)], [percent_leaf("channel_fit")], *facts, organisation=organisation)
    assert sorted(one.fact for one in found) == ["chat", "voice"]
    assert {one.criteria for one in found} == {("channel_fit",)}


def test_what_the_study_lacks_is_no_question_to_a_vendor() -> None:
    facts = [fact("channel_fit", "number", derived=True)]
    assert found_out([vendor("a"), vendor("b")], [percent_leaf("channel_fit")], *facts) == ()


def test_a_price_is_asked_for() -> None:
    facts = [fact("licence_cost_yearly", "money", derived=True), fact("licence_cost_of_budget", "number", derived=True)]
    found = found_out(
        [vendor("a", plans=(plan("basic"),)), vendor("b", plans=(plan("basic", 50.0),))],
        [leaf("licence_cost_of_budget", Linear(100, 0))],
        *facts,
        organisation=Organisation(currency="USD", licence_budget=10_000.0),
    )
    assert [(one.vendor, one.fact) for one in found] == [("a", "licence_cost_yearly")]


def test_the_most_valuable_comes_first() -> None:
    vendors = [vendor("a"), vendor("b", {"x": 60.0, "y": entry(Range(40, 60))})]
    found = found_out(vendors, [percent_leaf("x", 3), percent_leaf("y", 1)])
    assert (found[0].vendor, found[0].fact) == ("a", "x")
    assert [one.value for one in found] == sorted((one.value for one in found), reverse=True)


def test_what_no_leaf_or_must_have_counts_is_not_listed() -> None:
    assert found_out([vendor("a", {"y": 5.0})], [percent_leaf("x", 0), percent_leaf("y")]) == ()


@pytest.mark.parametrize("seed", range(3))
def test_finding_out_is_never_worth_less_than_nothing(seed: int) -> None:
    policy = RobustnessPolicy(draws=2000, seed=seed)
    vendors = [vendor("a", {"x": 52.0}), vendor("b", {"y": 50.0}), vendor("c")]
    trust = {**CERTAIN, Grade.DOCUMENTATION: 0.7}
    found = found_out(
        vendors, [percent_leaf("x"), percent_leaf("y", must=must(">= 20"))], robustness=policy, trust=trust
    )
    assert found
    for one in found:
        assert one.value >= 0
        assert 0 <= one.chance_of_change <= 1
        assert one.decisive == (one.chance_of_change > 0)
        assert one.decisive or one.value == 0
