from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import fact, leaf, near, place, plan, study, vendor
from tests.money.conftest import money, seller, usage_price, value, values
from toolselect.deriving import answer, net_present_value
from toolselect.deriving.situation import Situation, situation
from toolselect.model.facts import Grade, Money, Range, Value
from toolselect.model.money import MoneyPlan
from toolselect.model.result import Status
from toolselect.model.study import Organisation

FACTS = [fact(name, "number", derived=True) for name in net_present_value.FACTS]
CURRENT = vendor("current", plans=(plan("as-is", 0),))


def where(one: Any = None, setting: MoneyPlan | None = None, **more: Any) -> Situation:
    seen = one or seller()
    given: dict[str, Any] = {
        "money": money(target=50_000.0) if setting is None else setting,
        "status_quo": CURRENT,
        "organisation": Organisation(currency="USD"),
        "seats": 10,
    }
    asked = study([seen], [leaf("works")], FACTS, **(given | more))
    return situation(asked, seen, "team")


def test_points_give_one_figure() -> None:
    """The paper case of tests/money/test_yearly.py, with the small range of the benchmarks that it leaves open."""
    found = answer(net_present_value.NPV, where())
    assert found.answers == (Value(Money(near(34_288.73), "USD")),)
    assert found.grade is Grade.DOCUMENTATION
    assert (found.known, found.status) == (1.0, Status.VALUE)
    assert "base 34,289" in found.steps[0]


def test_ranges_give_a_range_from_the_low_to_the_high_scenario() -> None:
    found = answer(net_present_value.NPV, where(setting=money({"handle_time_saved": value(5, 10, 15)})))
    assert found.status is Status.RANGE
    (one,) = found.answers
    assert isinstance(one, Range)
    assert one.likely is not None
    assert one.low < one.likely < one.high


def test_the_share_of_the_target() -> None:
    found = answer(net_present_value.OF_TARGET, where())
    (one,) = found.answers
    assert isinstance(one, Value)
    assert one.value == near(100 * 34_288.73 / 50_000)
    assert answer(net_present_value.OF_TARGET, where(setting=money())).reason == (
        "the study gives no target for the net present value (money.target)"
    )


def test_a_case_on_benchmarks_proves_nothing() -> None:
    with_benchmark = MoneyPlan(channels=money().channels, drivers=values({"wage": 20}), place=place("money"))
    found = answer(net_present_value.NPV, where(setting=with_benchmark))
    assert (found.known, found.proven) == (1.0, 0.0)
    assert any("benchmarks, not yours" in step for step in found.steps)
    assert answer(net_present_value.NPV, where()).proven == 1.0


def test_the_status_quo_is_worth_nothing_more_than_itself() -> None:
    there = where()
    assert there.study is not None
    today = situation(there.study, CURRENT, "as-is")
    assert answer(net_present_value.NPV, today).answers == (Value(Money(0.0, "USD")),)
    assert answer(net_present_value.PAYBACK, today).status is Status.NOT_APPLICABLE


def test_todays_licences_come_from_the_profile_of_the_status_quo() -> None:
    dear = vendor("current", plans=(plan("as-is", 250),))
    setting = MoneyPlan(channels=money().channels, drivers=values({"wage": 20}), place=place("money"))
    one = net_present_value.candidate(where(status_quo=dear, setting=setting), setting)
    assert one.known.values["legacy_licence"].likely == 250 * 12 * 10
    assert "status quo" in one.known.values["legacy_licence"].source


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"money": None}, "the study says nothing about money, or something wrong (key `money`)"),
        ({"status_quo": None}, "there is no status quo to compare with"),
        ({"organisation": Organisation()}, "the organisation names no currency"),
    ],
)
@pytest.mark.parametrize("name", net_present_value.FACTS)
def test_without_a_case_it_is_not_known(name: str, more: dict[str, Any], reason: str) -> None:
    found = answer(name, where(**more))
    assert (found.status, found.reason) == (Status.UNKNOWN, reason)


@pytest.mark.parametrize("name", net_present_value.FACTS)
def test_without_a_price_it_is_not_known(name: str) -> None:
    assert answer(name, where(seller(plans=(plan("team"),)))).reason == "no price listed for plan team"


def test_payback_and_the_cost_of_a_contact() -> None:
    (months,) = answer(net_present_value.PAYBACK, where()).answers
    assert months == Value(near(12 + 1770 / (24_020 / 12)))
    (cost,) = answer(net_present_value.COST_PER_CONTACT, where()).answers
    assert isinstance(cost, Value)
    assert isinstance(cost.value, Money)
    assert cost.value.amount > 0
    never = answer(net_present_value.PAYBACK, where(setting=money({"legacy_licence": 0, "recapture": 0})))
    assert never.reason == "the costs are not earned back within the periods given"


def test_a_claim_on_record_is_used() -> None:
    claims = fact("ai_resolution_rate_claimed", "number", unit="%")
    one = seller(facts={"ai_resolution_rate_claimed": 55.0}, usage_prices=(usage_price(),))
    asked = study(
        [one],
        [leaf("works")],
        [*FACTS, claims],
        money=money(),
        status_quo=CURRENT,
        organisation=Organisation(currency="USD"),
        seats=10,
    )
    found = net_present_value.candidate(situation(asked, one, "team"), money())
    assert found.known.claims["automated_resolution"].likely == 55.0
