from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from tests.conftest import DAY, addon, fact, plan, price, source, sources, vendor
from toolselect.deriving import answer, licence
from toolselect.deriving.situation import Situation
from toolselect.model.facts import Grade, Money, Range, Value
from toolselect.model.result import Status
from toolselect.model.study import Organisation
from toolselect.model.vendor import Tier


def situation(*plans: Any, bought: tuple[str, ...] = (), currency: str = "USD", **more: Any) -> Situation:
    facts = {name: fact(name, "number", derived=True) for name in (licence.YEARLY, licence.OF_BUDGET)}
    return Situation(
        vendor=vendor(plans=plans, addons=more.pop("addons", ()), sources=sources(*more.pop("sources", ()))),
        plan=plans[0].id if plans else "",
        addons=bought,
        organisation=Organisation(currency=currency, licence_budget=more.pop("budget", None)),
        seats=40,
        facts=facts,
        as_of=DAY,
    )


def test_per_agent_and_month() -> None:
    found = answer(licence.YEARLY, situation(plan("team", 55)))
    assert found.answers == (Value(Money(26400, "USD")),)
    assert found.steps == ("plan team: 55 USD x 40 agents x 12 months = 26400 USD a year",)
    assert (found.known, found.proven, found.grade) == (1, 1, Grade.DOCUMENTATION)
    assert found.evidence[0].entry.scope == "per agent-month, billed yearly"


def test_per_month_whatever_the_seats() -> None:
    assert licence.cost(situation(plan("team", price(100, per="month")))).high == 1200


def test_one_billing_group_only_yearly_first() -> None:
    yearly, unstated, monthly = price(50), price(55, billed=""), price(60, billed="monthly")
    assert licence.cost(situation(plan("team", monthly, unstated, yearly))).high == 50 * 480
    assert licence.cost(situation(plan("team", monthly, unstated))).high == 55 * 480
    found = answer(licence.YEARLY, situation(plan("team", monthly, yearly)))
    assert [one.why_not for one in found.evidence] == ["the price billed yearly is taken", ""]


def test_best_evidence_first_then_a_range() -> None:
    claims = [price(40, source="claim"), price(50, source="contract"), price(52, source="contract")]
    found = answer(licence.YEARLY, situation(plan("team", *claims)))
    assert (found.status, found.answers) == (Status.RANGE, (Range(24000, 24960),))
    assert found.evidence[0].why_not == "better evidence says otherwise"


def test_the_minimum_of_seats_and_the_tier_that_is_reached() -> None:
    stepped = replace(plan("team", price(55, tiers=(Tier(start=50, amount=45),))), minimum_seats=60)
    found = answer(licence.YEARLY, situation(stepped))
    assert found.answers == (Value(Money(45 * 60 * 12, "USD")),)
    assert found.steps == (
        "plan team: 45 USD x 60 agents x 12 months (at least 60 seats, from 50 seats on) = 32400 USD a year",
    )
    assert found.evidence[0].entry.scope == "per agent-month, billed yearly, 45 from 50 seats on"


def test_an_expired_price_is_weaker() -> None:
    old = source("documentation", id="old", date=dt.date(2020, 1, 1))
    found = answer(licence.YEARLY, situation(plan("team", price(40, source="old")), sources=[old]))
    assert (found.expired, found.grade, found.proven) == (True, Grade.THIRD_PARTY, 0)


def test_addons_are_added() -> None:
    found = answer(
        licence.YEARLY,
        situation(
            plan("team", 50), addons=(addon("turbo", price(10, per="month", source="claim")),), bought=("turbo",)
        ),
    )
    assert found.answers == (Value(Money(24120, "USD")),)
    assert (found.grade, found.proven) == (Grade.CLAIM, 0)
    assert found.steps[-1] == "together: 24120 USD a year"


@pytest.mark.parametrize(
    ("there", "reason"),
    [
        (situation(), "no plans listed"),
        (situation(plan("team")), "no price listed for plan team"),
        (situation(plan("team", price(5, currency="EUR"))), "plan team is priced in EUR, not in USD"),
        (situation(plan("team", 5), addons=(addon("turbo"),), bought=("turbo",)), "no price listed for add-on turbo"),
        (situation(plan("team", 5), bought=("nitro",)), "no add-on nitro"),
    ],
)
def test_is_not_known_with_the_reason(there: Situation, reason: str) -> None:
    found = licence.cost(there)
    assert (found.low, found.high, found.reason) == (None, None, reason)
    assert answer(licence.YEARLY, there).status is Status.UNKNOWN
    assert answer(licence.OF_BUDGET, there).reason == "the study gives no licence budget"


def test_counts_in_the_vendors_currency_if_the_study_names_none() -> None:
    found = licence.cost(situation(plan("team", price(5, currency="EUR")), currency=""))
    assert (found.high, found.currency) == (2400, "EUR")


def test_of_budget() -> None:
    found = answer(licence.OF_BUDGET, situation(plan("team", 50), budget=30000.0))
    assert found.answers == (Value(80),)
    assert found.steps == ("100 x 24000 USD / 30000 USD = 80 %",)
    assert [one.fact for one in found.inputs] == [licence.YEARLY]
    ranged = answer(licence.OF_BUDGET, situation(plan("team", 50, 75), budget=30000.0))
    assert ranged.answers == (Range(80, 120),)
    assert answer(licence.OF_BUDGET, situation(plan("team"), budget=1.0)).reason == "no price listed for plan team"
