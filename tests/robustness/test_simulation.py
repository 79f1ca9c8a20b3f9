from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from tests.conftest import branch, entry, fact, leaf, members, must, percent_leaf, plan, study, vendor
from toolselect.evaluation import evaluate
from toolselect.model.criteria import BooleanValue, Level, Levels, Linear, Points, Relative, Share
from toolselect.model.facts import Grade, NotApplicable, Range, Unknown
from toolselect.model.robustness import RobustnessPolicy, WeightSampler
from toolselect.model.study import Organisation, Segment, View, Window
from toolselect.robustness import simulation
from toolselect.robustness.simulation import simulate

if TYPE_CHECKING:
    from toolselect.model.result import Evaluation
    from toolselect.model.robustness import Simulation

DRAWS = 40_000
CERTAIN = dict.fromkeys(Grade, 1.0)
GIVEN = RobustnessPolicy(draws=DRAWS, weights=WeightSampler.GIVEN)
DIRICHLET = RobustnessPolicy(draws=DRAWS)


def evaluated(vendors: list[Any], criteria: list[Any], *facts: Any, **more: Any) -> Evaluation:
    given: dict[str, Any] = {"robustness": GIVEN, "trust": CERTAIN} | more
    return evaluate(study(vendors, criteria, facts, **given))


def simulated(vendors: list[Any], criteria: list[Any], *facts: Any, **more: Any) -> Simulation:
    return simulate(evaluated(vendors, criteria, *facts, **more))


def near(found: float, chance: float, spread: float | None = None) -> bool:
    """Tell whether a mean of draws is within four standard errors of its true value."""
    deviation = math.sqrt(chance * (1 - chance)) if spread is None else spread
    return abs(found - chance) <= 4 * deviation / math.sqrt(DRAWS) + 1e-4


# --- facts ---------------------------------------------------------------------------------------------------------


def test_what_is_certain_gives_the_headline_in_every_draw() -> None:
    found = simulated(
        [vendor("a", {"x": 80.0, "y": 20.0}), vendor("b", {"x": 40.0, "y": 30.0})],
        [percent_leaf("x", 3), percent_leaf("y", 1)],
    )
    a, b = found.alternatives
    assert (a.vendor, a.ranks, a.first, a.first_by_weights, a.confidence) == ("a", (1, 0), 1, 1, 1)
    assert (a.expected_score, a.low, a.high, a.expected_loss) == (65, 65, 65, 0)
    assert (b.ranks, b.expected_score, b.expected_loss, b.confidence, b.central_weights) == (
        (0, 1),
        37.5,
        27.5,
        None,
        {},
    )
    assert a.central_weights == {"x": 0.75, "y": 0.25}
    assert found.pairwise == {"a": {"b": 1}, "b": {"a": 0}}
    assert found.find_out == ()


def test_trust_in_a_yes_by_hand() -> None:
    """Worth 100 with the trust, else 0: expected 85; ahead of a certain 60 as often as it holds."""
    trust = {**CERTAIN, Grade.DOCUMENTATION: 0.85}
    found = simulated(
        [
            vendor("a", {"x": True, "y": 0.0}),
            vendor("b", {"x": entry(False, "measured"), "y": entry(60.0, "measured")}),
        ],
        [leaf("x", BooleanValue(0, 100)), leaf("y", Linear(0, 60), weight=1e-6)],
        trust=trust,
    )
    a = found.of("a")
    assert near(a.expected_score, 85, 36)
    assert near(a.first, 0.85)


def test_an_unknown_answer_has_a_mean_of_fifty() -> None:
    criteria = [
        leaf("boolean"),
        percent_leaf("figure"),
        leaf("level", Levels((Level("low", 0, "l"), Level("mid", 50, "m"), Level("high", 100, "h")))),
        leaf("share", Share((("p", 1.0), ("q", 3.0)))),
        leaf("set", Share((("de", 1.0), ("fr", 1.0))), fact="set"),
    ]
    facts = [fact("level", "level", levels=("low", "mid", "high")), fact("set", "set")]
    for one in criteria:
        found = simulated([vendor("a")], [one], *facts)
        assert near(found.alternatives[0].expected_score, 50, 50), one.id


def test_a_figure_is_worth_what_its_value_function_says() -> None:
    """Uniform on 0..10 with points (0, 0), (5, 100), (10, 0): the mean of a triangle is 50, the median 50."""
    found = simulated([vendor("a")], [leaf("x", Points(((0, 0), (5, 100), (10, 0))))])
    one = found.alternatives[0]
    assert near(one.expected_score, 50, 29)
    assert near(one.low, 5, 40)
    assert near(one.high, 95, 40)


def test_one_draw_of_a_fact_is_shared_by_all_that_read_it() -> None:
    """The same unknown figure on two opposed scales: their mean is 50 in each draw."""
    facts = [fact("x", "number")]
    criteria = [leaf("up", Linear(0, 100), fact="x"), leaf("down", Linear(100, 0), fact="x")]
    one = simulated([vendor("a")], criteria, *facts).alternatives[0]
    assert (one.low, one.high) == (50, 50)


def test_what_does_not_apply_leaves_the_denominator() -> None:
    found = simulated(
        [vendor("a", {"x": 40.0, "y": entry(NotApplicable("no"))}), vendor("b", {"x": 30.0, "y": 60.0})],
        [percent_leaf("x"), percent_leaf("y")],
        robustness=DIRICHLET,
    )
    assert found.of("a").expected_score == 40
    assert near(found.of("b").expected_score, 45, 2)


def test_a_relative_scale_is_measured_in_each_draw() -> None:
    """Two alternatives: in each draw one is worth 0 and the other 100."""
    facts = [fact("x", "number")]
    found = simulated(
        [vendor("a", {"x": entry(Range(0, 100))}), vendor("b", {"x": 50.0})],
        [leaf("rel", Relative("low"), fact="x")],
        *facts,
    )
    a, b = found.of("a"), found.of("b")
    assert near(a.first, 0.5)
    assert a.expected_score + b.expected_score == pytest.approx(100, abs=0.01)
    assert near(a.expected_score, 50, 50)


def test_a_derived_share_is_computed_from_drawn_answers() -> None:
    """Voice is offered for sure (60 %), chat with a trust of 0.85 (40 %)."""
    organisation = Organisation(segments=(Segment(id="s", title="S", share=1, prefers={"voice": 60, "chat": 40}),))
    facts = [fact("voice"), fact("chat"), fact("channel_fit", "number", derived=True)]
    found = simulated(
        [vendor("a", {"voice": entry(True, "measured"), "chat": True})],
        [percent_leaf("channel_fit")],
        *facts,
        organisation=organisation,
        trust={**CERTAIN, Grade.DOCUMENTATION: 0.85},
    )
    one = found.alternatives[0]
    assert near(one.expected_score, 60 + 40 * 0.85, 15)
    assert (one.low, one.high) == (60, 100)


def test_hours_and_languages_are_computed_from_drawn_answers() -> None:
    organisation = Organisation(
        hours=(Window(when="day", share=70, staffed=True), Window(when="night", share=30, staffed=False)),
        languages={"de": 50, "fr": 50},
    )
    facts = [
        fact("ai_agent"),
        fact("ui_languages", "set"),
        fact("hours_fit", "number", derived=True),
        fact("language_fit", "number", derived=True),
    ]
    found = simulated(
        [vendor("a", {"ui_languages": members("de-AT")})],
        [percent_leaf("hours_fit", 1e9), percent_leaf("language_fit", 1)],
        *facts,
        organisation=organisation,
    )
    assert near(found.alternatives[0].expected_score, 85, 15)
    other = simulated(
        [vendor("a", {"ui_languages": members("de-AT")})],
        [percent_leaf("language_fit")],
        *facts,
        organisation=organisation,
    )
    assert near(other.alternatives[0].expected_score, 75, 25)


def test_a_licence_cost_is_one_figure_for_both_facts_that_say_it() -> None:
    """Cost falls and rises with the same draw: yearly 0..10,000 and 0..100 % of the budget of 10,000."""
    facts = [fact("licence_cost_yearly", "money", derived=True), fact("licence_cost_of_budget", "number", derived=True)]
    one = simulated(
        [vendor("a", plans=(plan("basic", 50.0),))],
        [leaf("licence_cost_yearly", Linear(10_000, 0)), leaf("licence_cost_of_budget", Linear(0, 100))],
        *facts,
        organisation=Organisation(currency="USD", licence_budget=10_000.0),
        trust={**CERTAIN, Grade.DOCUMENTATION: 0.5},
    ).alternatives[0]
    assert (one.low, one.high) == (50, 50)


# --- must-haves ----------------------------------------------------------------------------------------------------


def test_must_haves_are_tested_on_drawn_answers() -> None:
    """A claim that holds with 0.6, and a figure of 30 to 70 that reaches 60 in a quarter; alike whatever is proven."""
    criteria = [leaf("x", must=must("yes")), percent_leaf("y", must=must(">= 60"))]
    found = simulated(
        [vendor("a", {"x": entry(True, "claim"), "y": entry(Range(30, 70))})],
        criteria,
        trust={**CERTAIN, Grade.CLAIM: 0.6},
        stage="prove",
    ).alternatives[0]
    assert near(found.must_haves["x"], 0.6)
    assert near(found.must_haves["y"], 0.25)
    assert near(found.all_must_haves, 0.15)


def test_each_kind_of_must_have() -> None:
    facts = [fact("set", "set"), fact("level", "level", levels=("low", "mid", "high")), fact("note", "text")]
    criteria = [
        leaf("set", Share((("EU", 1.0),)), 0, fact="set", must=must("includes [EU, US]")),
        leaf(
            "level",
            Levels((Level("low", 0, "l"), Level("mid", 50, "m"), Level("high", 100, "h"))),
            0,
            must=must("at least mid"),
        ),
        leaf("gone", must=must("no"), weight=0),
        percent_leaf("np", 0, must=must("< 5")),
        percent_leaf("score", 1),
    ]
    found = simulated(
        [
            vendor(
                "a", {"set": members("EU"), "np": entry(NotApplicable("n")), "gone": entry(Unknown("?")), "score": 5.0}
            )
        ],
        criteria,
        *facts,
    ).alternatives[0]
    assert near(found.must_haves["set"], 0.5)
    assert near(found.must_haves["level"], 2 / 3)
    assert near(found.must_haves["gone"], 0.5)
    assert found.must_haves["np"] == 1


def test_a_must_have_without_anchors_is_a_fair_coin_while_nobody_knows() -> None:
    facts = [fact("x", "number")]
    criteria = [leaf("gate", Relative("low"), 0, fact="x", must=must(">= 60")), percent_leaf("y")]
    found = simulated([vendor("a", {"y": 50.0})], criteria, *facts)
    assert near(found.alternatives[0].must_haves["gate"], 0.5)


def test_the_status_quo_is_never_gated() -> None:
    found = simulated(
        [vendor("a", {"x": True})],
        [leaf("x", must=must("yes"))],
        status_quo=vendor("now", {"x": False}),
    )
    assert found.of("now").must_haves == {}
    assert found.of("now").all_must_haves == 1


def test_failed_vendors_are_not_drawn() -> None:
    found = simulated([vendor("a", {"x": True}), vendor("b", {"x": False})], [leaf("x", must=must("yes"))])
    assert [one.vendor for one in found.alternatives] == ["a"]


def test_without_a_ranked_alternative_there_is_nothing() -> None:
    found = simulated([vendor("a", {"x": False})], [leaf("x", must=must("yes"))])
    assert (found.alternatives, found.pairwise, found.expected_order, found.reversed_by_trust, found.find_out) == (
        (),
        {},
        (),
        False,
        (),
    )


# --- weights -------------------------------------------------------------------------------------------------------


def two(**more: Any) -> Simulation:
    vendors = [vendor("a", {"x": 100.0, "y": 0.0}), vendor("b", {"x": 0.0, "y": 100.0})]
    return simulated(vendors, [percent_leaf("x", 3), percent_leaf("y", 1)], **more)


def test_two_opposed_criteria_on_the_simplex_are_even() -> None:
    found = two(robustness=replace(GIVEN, weights=WeightSampler.SIMPLEX))
    assert near(found.of("a").first, 0.5)
    assert near(found.of("a").central_weights["x"], 0.75, 0.3)
    assert found.of("a").confidence == 1


def test_a_known_order_decides_two_criteria() -> None:
    found = two(robustness=replace(GIVEN, weights=WeightSampler.ORDER))
    assert found.of("a").first == 1
    assert near(found.of("a").expected_score, 75, 15)


def test_intervals_bound_the_draws() -> None:
    policy = replace(GIVEN, weights=WeightSampler.INTERVALS, intervals={"x": (0.4, 0.6)})
    found = two(robustness=policy)
    assert near(found.of("a").first, 0.5)
    assert near(found.of("a").low, 41, 6)
    assert near(found.of("a").high, 59, 6)


def test_groups_without_intervals_keep_the_agreed_shares() -> None:
    policy = replace(GIVEN, weights=WeightSampler.INTERVALS, intervals={"top": (0.2, 0.8)})
    criteria = [branch("top", percent_leaf("x", 3), percent_leaf("y", 1)), percent_leaf("z", 1)]
    found = simulated([vendor("a", {"x": 100.0, "y": 0.0, "z": 75.0})], criteria, robustness=policy)
    assert (found.alternatives[0].low, found.alternatives[0].high) == (75, 75)


def test_dirichlet_draws_each_group_of_siblings() -> None:
    """The leaf weight is a product of two shares, each with its own variance; the mean is the agreed weight."""
    criteria = [branch("top", percent_leaf("x", 1), percent_leaf("y", 1)), percent_leaf("z", 1)]
    found = simulated([vendor("a", {"x": 100.0, "y": 0.0, "z": 0.0})], criteria, robustness=DIRICHLET)
    assert near(found.alternatives[0].expected_score, 25, 5)
    share = 0.25 / 101 + 0.25
    deviation = 100 * math.sqrt(share**2 - 0.25**2)
    assert near((found.alternatives[0].high - found.alternatives[0].low) / 2, 1.645 * deviation, 12)


def test_views_draw_apart_and_are_combined_by_share() -> None:
    views = (
        View(id="it", share=3, weights={"x": 1, "y": 0}, place=study([], []).place),
        View(id="finance", share=1, weights={"x": 1, "y": 1}, place=study([], []).place),
    )
    found = two(robustness=DIRICHLET, views=views)
    assert near(found.of("a").expected_score, 75 + 12.5, 2)
    assert found.of("a").low > 85


def test_weights_alone_and_facts_alone() -> None:
    vendors = [vendor("a", {"x": entry(Range(0, 100))}), vendor("b", {"x": 40.0})]
    found = simulated(vendors, [percent_leaf("x")], robustness=DIRICHLET)
    assert found.of("a").first_by_weights == 1
    assert near(found.of("a").first, 0.6)
    assert near(found.of("a").confidence or 0, 0.6)


# --- the whole -----------------------------------------------------------------------------------------------------


def test_trust_can_reverse_the_order() -> None:
    """A claim of 70 with a trust of 0.6 is expected at 0.6 x 70 + 0.4 x 50 = 62, below a measured 65."""
    trust = {**CERTAIN, Grade.CLAIM: 0.6}
    vendors = [vendor("a", {"x": entry(70.0, "claim")}), vendor("b", {"x": entry(65.0, "measured")})]
    found = simulated(vendors, [percent_leaf("x")], trust=trust)
    assert near(found.of("a").expected_score, 62, 20)
    assert found.expected_order == ("b", "a")
    assert found.reversed_by_trust


def test_expected_loss_is_what_the_others_are_better_by() -> None:
    """Uniform on 0..100 against 50: the loss is the mean of (50 - x) below 50, 12.5."""
    vendors = [vendor("a", {"x": entry(Range(0, 100))}), vendor("b", {"x": 50.0})]
    found = simulated(vendors, [percent_leaf("x")])
    assert near(found.of("a").expected_loss, 12.5, 16)
    assert near(found.of("b").expected_loss, 12.5, 16)


def test_equal_alternatives_are_tied_in_every_draw() -> None:
    same = {"x": 100 / 3, "y": 200 / 3}
    found = simulated(
        [vendor("a", same), vendor("b", same), vendor("c", {"x": 50.0, "y": 50.0})],
        [percent_leaf("x"), percent_leaf("y")],
    )
    assert [one.ranks for one in found.alternatives] == [(1, 0, 0)] * 3
    assert found.pairwise["a"] == {"b": 0, "c": 0}
    assert not found.reversed_by_trust


def test_one_alternative_is_always_first() -> None:
    found = simulated([vendor("a")], [percent_leaf("x")], robustness=DIRICHLET)
    one = found.alternatives[0]
    assert (one.ranks, one.expected_loss, one.confidence, found.pairwise) == ((1,), 0, 1, {"a": {}})


def test_a_new_alternative_moves_nobody_elses_draws() -> None:
    vendors = [vendor("a", {"x": 60.0}), vendor("b", {"y": 55.0})]
    criteria = [percent_leaf("x", 2), percent_leaf("y", 1)]
    trust = {**CERTAIN, Grade.DOCUMENTATION: 0.7}
    before = simulated(vendors, criteria, robustness=DIRICHLET, trust=trust)
    after = simulated([vendor("0"), *vendors], criteria, robustness=DIRICHLET, trust=trust)
    assert after.pairwise["a"]["b"] == before.pairwise["a"]["b"]
    assert after.of("a").expected_score == before.of("a").expected_score
    assert after.of("b").low == before.of("b").low


def test_the_order_of_vendors_never_shows() -> None:
    vendors = [vendor("a", {"x": 60.0}), vendor("b", {"y": 55.0}), vendor("c")]
    criteria = [percent_leaf("x", 2), percent_leaf("y", 1)]
    trust = {**CERTAIN, Grade.DOCUMENTATION: 0.7}
    found = simulated(vendors, criteria, robustness=DIRICHLET, trust=trust)
    assert simulated(vendors[::-1], criteria, robustness=DIRICHLET, trust=trust) == found


def test_what_does_not_fit_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    vendors = [vendor("a", {"x": entry(Range(0, 100, 70))}), vendor("b", {"y": 55.0})]
    facts = [fact("r", "number")]
    criteria = [percent_leaf("x", 2), percent_leaf("y", 1), leaf("rel", Relative("high"), fact="r")]
    given = evaluated(vendors, criteria, *facts, robustness=DIRICHLET, trust={Grade.DOCUMENTATION: 0.7})
    found = simulate(given)
    monkeypatch.setattr(simulation, "KEPT_BYTES", 0)
    assert simulate(given) == found


@pytest.mark.parametrize("draws", [1, 2, 8191, 8193])
def test_any_number_of_draws(draws: int) -> None:
    found = two(robustness=replace(DIRICHLET, draws=draws))
    for one in found.alternatives:
        assert sum(one.ranks) == pytest.approx(1)


def test_more_draws_begin_with_the_same() -> None:
    few = two(robustness=replace(DIRICHLET, draws=8192))
    more = two(robustness=replace(DIRICHLET, draws=16384))
    assert abs(few.of("a").expected_score - more.of("a").expected_score) < 0.1


def test_weights_at_the_ends_of_double_precision() -> None:
    vendors = [vendor("a", {"x": 100.0, "y": 0.0}), vendor("b", {"x": 0.0, "y": 100.0})]
    for heavy, light in ((1e300, 1.0), (1.0, 1e-300), (1e-300, 1e-300)):
        found = simulated(vendors, [percent_leaf("x", heavy), percent_leaf("y", light)], robustness=DIRICHLET)
        for one in found.alternatives:
            assert all(math.isfinite(figure) for figure in (one.expected_score, one.low, one.high, one.expected_loss))


def test_criteria_of_no_weight_are_not_drawn() -> None:
    vendors = [vendor("a", {"x": 60.0}), vendor("b", {"x": 50.0})]
    found = simulated(vendors, [percent_leaf("x"), percent_leaf("y", 0)], robustness=DIRICHLET)
    assert found.of("a").central_weights == {"x": 1}
    assert found.of("a").first == 1


def test_figures_are_finite_and_the_library_is_named() -> None:
    found = two(robustness=DIRICHLET)
    assert found.numpy == np.__version__
    assert found.policy == DIRICHLET
