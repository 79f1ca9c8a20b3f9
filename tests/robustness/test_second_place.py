from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from tests.conftest import addon, entry, fact, leaf, must, near, percent_leaf, plan, price, study, vendor
from tests.properties.strategies import studies
from toolselect.api import load
from toolselect.evaluation import evaluate
from toolselect.model.criteria import Linear, Points, Relative, Share
from toolselect.model.facts import NotApplicable, Unknown
from toolselect.model.robustness import Change, ChangeKind, SecondPlace
from toolselect.model.study import Organisation, Study
from toolselect.robustness.race import race
from toolselect.robustness.second_place import second_places

if TYPE_CHECKING:
    from toolselect.model.vendor import Vendor

EXAMPLE = Path(__file__).parents[2] / "examples" / "helpdesk"


def places(one: Study) -> dict[str, SecondPlace]:
    found = evaluate(one)
    return {place.vendor: place for place in second_places(found, race(found))}


def changes(one: Study, loser: str = "b") -> dict[ChangeKind, Change]:
    return {change.kind: change for change in places(one)[loser].changes}


def xy(*given: tuple[str, Any, Any], **more: Any) -> Study:
    vendors = [vendor(name, {"x": first, "y": second}) for name, first, second in given]
    return study(vendors, [percent_leaf("x"), percent_leaf("y")], **more)


def test_the_smallest_weight_and_the_smallest_answer_by_hand() -> None:
    # a 60, b 40. Weights: equal at 0.25 for x. Answers: 40 points of worth on x of a (down) or of b (up).
    found = places(xy(("a", 80.0, 40.0), ("b", 20.0, 60.0)))["b"]
    assert found.reason == ""
    weight, answer = found.changes
    assert (weight.kind, weight.subject, weight.now, weight.unit) == (ChangeKind.WEIGHT, "x", 0.5, "")
    assert (weight.needed, weight.size) == (near(0.25), near(0.25))
    assert (answer.kind, answer.subject, answer.now, answer.size) == (ChangeKind.FACT, "b/x", 20, near(0.4))
    assert answer.needed == near(60)


def test_who_is_first_or_tied_for_it_is_no_loser() -> None:
    assert set(places(xy(("a", 80.0, 40.0), ("b", 79.8, 40.0), ("c", 1.0, 1.0)))) == {"c"}
    assert places(xy(("a", 80.0, 40.0))) == {}
    assert places(study([], [percent_leaf("x")])) == {}


def test_it_has_to_beat_everybody() -> None:
    # With t for x: a 100 t, b 60, c 90 - 60 t at weights 0.8 and 0.2. b is first from 0.5 to 0.6, c below 0.5.
    one = study(
        [vendor("a", {"x": 100.0, "y": 0.0}), vendor("b", {"x": 60.0, "y": 60.0}), vendor("c", {"x": 30.0, "y": 90.0})],
        [percent_leaf("x", 4), percent_leaf("y")],
    )
    assert changes(one, "b")[ChangeKind.WEIGHT].needed == near(0.6)
    assert changes(one, "c")[ChangeKind.WEIGHT].needed == near(0.5)


def test_the_leaders_answer_helps_only_the_one_that_is_next() -> None:
    # Of b every answer is at its best.
    found = places(xy(("a", 100.0, 60.0), ("b", 40.0, 100.0), ("c", 35.0, 60.0)))
    assert {change.subject for change in found["b"].changes if change.kind is ChangeKind.FACT} == {"b/x"}
    best = xy(("a", 100.0, 90.0), ("b", 80.0, 100.0), ("c", 80.0, 60.0), ("d", 0.0, 0.0))
    assert {change.subject for change in places(best)["c"].changes} <= {"c/x", "c/y", "x", "y"}
    assert places(best)["d"].changes == ()


def test_a_failed_vendor_names_its_must_have() -> None:
    criteria = [percent_leaf("x"), leaf("ok", weight=0, must=must("yes"))]
    one = study([vendor("a", {"x": 1.0, "ok": True}), vendor("b", {"x": 99.0, "ok": False})], criteria)
    found = places(one)["b"]
    assert found.changes == ()
    assert found.reason == "a failed must-have is no matter of weights or scores (ok: the answer is no)"


def test_without_any_change_the_reason_says_so() -> None:
    three = [leaf(name) for name in "xyz"]
    worst = study([vendor("a", dict.fromkeys("xyz", True)), vendor("b", dict.fromkeys("xyz", False))], three)
    assert places(worst)["b"] == SecondPlace(
        vendor="b", changes=(), reason="no single weight, answer or price would be enough"
    )


def test_nothing_applies() -> None:
    none = {name: entry(NotApplicable("-")) for name in "xy"}
    one = study([vendor("a", {"x": 1.0, "y": 1.0}), vendor("b", none)], [percent_leaf("x"), percent_leaf("y")])
    assert places(one)["b"].reason == "nothing that counts applies to it"


def test_words_where_the_answer_is_no_figure() -> None:
    # a 75; b, with w not known, 37.5 + 25. w of b has to be worth more than 66.7: yes, half of the way from not known.
    # The same of a has to be less than 83.3: no, all of the way.
    a, b = vendor("a", {"w": True, "v": False}), vendor("b", {"w": entry(Unknown("-")), "v": True})
    answer = changes(study([a, b], [leaf("w", weight=3), leaf("v")]))[ChangeKind.FACT]
    assert (answer.subject, answer.words, answer.now, answer.needed) == ("b/w", "yes", None, None)
    assert answer.size == near(0.5)


def test_a_share_is_in_percent() -> None:
    share = leaf("s", Share((("mail", 1), ("voice", 1))), 3)
    a = vendor("a", {"mail": True, "voice": True, "y": 50.0})
    b = vendor("b", {"mail": True, "voice": False, "y": 80.0})
    answer = changes(study([a, b], [share, percent_leaf("y")]))[ChangeKind.FACT]
    # a 87.5, b 57.5: 30 points are 40 of the share.
    assert (answer.subject, answer.now, answer.unit, answer.size) == ("b/s", 50, "%", near(0.4))
    assert answer.needed == near(90)


def test_points_measure_the_way_by_figures() -> None:
    # b has to come from 10 to 30, where the line is steep up to 20: a fifth of the way, though half of the worth.
    bend = Points(((0, 0), (20, 80), (100, 90)))
    a, b = vendor("a", {"x": 30.0, "y": 20.0}), vendor("b", {"x": 10.0, "y": 20.0})
    answer = changes(study([a, b], [leaf("x", bend), leaf("y", Linear(0, 20))]))[ChangeKind.FACT]
    assert (answer.subject, answer.needed, answer.size) == ("b/x", near(30), near(0.2))


def test_on_a_relative_scale() -> None:
    one = study(
        [
            vendor(name, {"cost": cost, "y": y})
            for name, cost, y in (("a", 10.0, 40.0), ("b", 20.0, 60.0), ("c", 30.0, 0.0))
        ],
        [leaf("cost", Relative("low")), percent_leaf("y")],
    )
    assert changes(one)[ChangeKind.FACT].needed is not None


class TestPrice:
    def money(self, *plans: Any, fact_id: str = "licence_cost_yearly", **more: Any) -> Study:
        """Return two vendors of equal quality whose yearly licence cost is linear from 0 to 24,000 USD or 100 %."""
        budget = 24_000.0
        value = Linear(budget, 0) if fact_id == "licence_cost_yearly" else Linear(100, 0)
        kind = "money" if fact_id == "licence_cost_yearly" else "number"
        vendors = [
            vendor(name, {"y": 50.0}, plans=(one,), **(more if name == "b" else {}))
            for name, one in zip("ab", plans, strict=True)
        ]
        return study(
            vendors,
            [leaf("cost", value, fact=fact_id), percent_leaf("y")],
            [fact(fact_id, kind, derived=True, unit="%" if kind == "number" else "")],
            organisation=Organisation(currency="USD", licence_budget=budget),
            addons={"b": ("extra",)} if "addons" in more else {},
        )

    @pytest.mark.parametrize("fact_id", ["licence_cost_yearly", "licence_cost_of_budget"])
    def test_the_price_per_agent_at_which_it_wins(self, fact_id: str) -> None:
        # 10 agents x 12 months: 50 is 6,000, 80 is 9,600 a year. Equal quality, so b needs 50; or a 80.
        found = changes(self.money(plan("basic", 50), plan("basic", 80), fact_id=fact_id))
        one = found[ChangeKind.PRICE]
        assert (one.kind, one.subject, one.now, one.unit) == (ChangeKind.PRICE, "b/basic", 80, "USD per agent-month")
        assert (one.needed, one.size) == (near(50), near(3 / 8))
        assert found[ChangeKind.FACT].subject != "b/cost"

    def test_what_addons_cost_stays(self) -> None:
        # The add-on costs 20 more per agent: b needs 30 for its plan, three eighths less than 80 and 20 below that.
        one = changes(self.money(plan("basic", 50), plan("basic", 80), addons=(addon("extra", 20),)))[ChangeKind.PRICE]
        assert (one.subject, one.now, one.needed) == ("b/basic", near(80), near(30))
        assert one.size == near(50 / 80)

    def test_a_price_for_all_agents_together(self) -> None:
        found = changes(self.money(plan("flat", price(500, per="month")), plan("flat", price(800, per="month"))))
        assert (found[ChangeKind.PRICE].now, found[ChangeKind.PRICE].unit) == (800, "USD per month")

    def test_no_price_below_nothing(self) -> None:
        one = self.money(plan("basic", 10), plan("basic", 20), addons=(addon("extra", 30),))
        # Even a plan for nothing leaves b at 30 against 10; so only the price of a helps.
        assert changes(one)[ChangeKind.PRICE].subject == "a/basic"


@settings(max_examples=40, deadline=None)
@given(studies(least=2))
def test_each_loser_once_and_sizes_in_order(one: Study) -> None:
    found = evaluate(one)
    losers = [vendor.id for vendor in found.vendors if not found.ranking or vendor.id not in found.ranking[0].members]
    places_found = second_places(found, race(found))
    assert [place.vendor for place in places_found] == losers
    for place in places_found:
        sizes = [change.size for change in place.changes]
        assert sizes == sorted(sizes)
        assert all(0 <= size <= 1 for size in sizes)
        assert bool(place.changes) != bool(place.reason)


def test_the_price_of_second_place_in_the_example_is_where_the_first_place_turns() -> None:
    """Put the price a little below and above what is said into the profile, and evaluate again."""
    study_here = load(EXAMPLE)
    found = evaluate(study_here)
    first = found.ranking[0].members[0]
    change = next(
        change
        for place in second_places(found, race(found))
        for change in place.changes
        if change.kind is ChangeKind.PRICE
    )
    vendor_id, plan_id = change.subject.split("/")
    assert change.needed is not None

    def leader(amount: float) -> str:
        def priced(one: Vendor) -> Vendor:
            plans = tuple(
                replace(each, prices=tuple(replace(p, amount=amount) for p in each.prices))
                if each.id == plan_id
                else each
                for each in one.plans
            )
            return replace(one, plans=plans) if one.id == vendor_id else one

        changed = replace(study_here, vendors=tuple(priced(one) for one in study_here.vendors))
        return race(evaluate(changed)).order[0].id

    assert leader(change.needed - 0.05) == first
    assert leader(change.needed + 0.05) != first
