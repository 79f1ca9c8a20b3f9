from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from tests.conftest import DAY, addon, near, place, plan, price, vendor
from tests.money.conftest import SEATS, candidate, money, seller, usage_price, value
from toolselect.model.facts import Grade
from toolselect.model.money import Rate, VendorMoney
from toolselect.model.vendor import Tier
from toolselect.money.sensitivity import cost_curve
from toolselect.money.terms import Terms, vendor_terms


def rate(of: str = "EUR", to: str = "USD", figure: float = 1.25, day: dt.date = DAY) -> Rate:
    return Rate(of=of, to=to, rate=figure, date=day, source="a bank", place=place("rates"))


def terms(one: Any, *addons: str, plan_id: str = "team", **more: Any) -> Terms:
    setting = more.pop("setting", None) or money(**more)
    return vendor_terms(one, plan_id, addons, seats=10, currency="USD", money=setting, fact=None, as_of=DAY)


def test_seats_per_agent_and_month() -> None:
    found = terms(seller(price=100))
    assert found.values["licence"].likely == 12_000
    line = found.prices[0]
    assert (line.line, line.what, line.low, line.currency, line.per, line.billed) == (
        "C1",
        "plan Team",
        100,
        "USD",
        "agent-month",
        "yearly",
    )
    assert list(line.yearly or ()) == [12_000, 12_000]
    assert line.source is not None
    assert (line.source.title, line.grade) == ("A documentation", Grade.DOCUMENTATION)


def test_prices_that_differ_are_a_flat_range() -> None:
    licence = terms(seller(plans=(plan("team", 100, 120),))).values["licence"]
    assert (licence.low, licence.likely, licence.high, licence.flat) == (12_000, 13_200, 14_400, True)


def test_a_price_in_another_currency_takes_the_latest_rate() -> None:
    euros = seller(plans=(plan("team", price(80, currency="EUR")),))
    old = rate(figure=2.0, day=dt.date(2026, 1, 1))
    found = terms(euros, rates=(old, rate()))
    assert found.values["licence"].likely == 80 * 1.25 * 120
    assert found.prices[0].rate == rate()
    assert terms(euros, rates=(rate("USD", "EUR", 0.8),)).values["licence"].likely == near(80 / 0.8 * 120)


def test_no_rate_no_price() -> None:
    euros = seller(plans=(plan("team", price(80, currency="EUR")),))
    tomorrow = rate(day=DAY + dt.timedelta(days=1))
    for rates in ((), (tomorrow,), (rate("EUR", "CHF"),)):
        found = terms(euros, rates=rates)
        assert "licence" not in found.values
        assert found.reasons["licence"] == "plan team is priced in EUR, not in USD"


def test_a_price_in_the_own_currency_wins_over_a_converted_one() -> None:
    both = seller(plans=(plan("team", price(80, currency="EUR"), price(90)),))
    assert terms(both, rates=(rate(),)).values["licence"].likely == 90 * 120


@pytest.mark.parametrize(
    ("one", "plan_id", "reason"),
    [
        (vendor("acme"), "", "no plans listed"),
        (seller(), "huge", "no plan huge"),
        (seller(plans=(plan("team"),)), "team", "no price listed for plan team"),
    ],
)
def test_why_there_is_no_price(one: Any, plan_id: str, reason: str) -> None:
    assert terms(one, plan_id=plan_id).reasons["licence"] == reason


def test_a_quote_replaces_the_list_price() -> None:
    own = VendorMoney(seat_price=value(70), place=place("money"))
    found = terms(seller(plans=(plan("team"),)), vendors={"acme": own})
    assert found.values["licence"].likely == 70 * 120
    assert found.prices[0].scope == "quote"


def test_addons_are_a_line_of_their_own() -> None:
    one = seller(addons=(addon("copilot", 50), addon("sandbox", price(100, per="month")), addon("free")))
    assert terms(one, "copilot", "sandbox").values["addons"].likely == 50 * 120 + 100 * 12
    assert terms(one, "free").reasons["addons"] == "no price listed for add-on free"
    assert terms(one, "gone").reasons["addons"] == "no add-on gone"
    assert terms(one).reasons["addons"] == "no add-on is bought"


def test_resolutions_with_what_is_included() -> None:
    one = seller(usage_prices=(usage_price(1.5, included={"team": 5}), usage_price(2.0, per="outcome")))
    found = terms(one)
    assert (found.values["resolution_price"].low, found.values["resolution_price"].high) == (1.5, 2.0)
    assert found.values["resolutions_included"].likely == 5 * 10 * 12


def test_the_study_picks_one_of_several_usage_prices() -> None:
    one = seller(usage_prices=(usage_price(1.5, scope="committed"), usage_price(2.0, scope="pay as you go")))
    own = VendorMoney(usage={"ai_resolution": "pay as you go"}, place=place("money"))
    assert terms(one, vendors={"acme": own}).values["resolution_price"].likely == 2.0


def test_better_evidence_wins() -> None:
    one = seller(usage_prices=(usage_price(1.5, source="claim"), usage_price(2.0)))
    assert terms(one).values["resolution_price"].likely == 2.0


def test_minutes_and_messages_count_if_the_study_says_how_many() -> None:
    one = seller(usage_prices=(usage_price(0.02, per="minute"), usage_price(5, per="1000 messages")))
    assert "other_usage" not in terms(one).values
    found = terms(one, usage={"minute": value(10_000), "messages": value(4000)})
    assert found.values["other_usage"].likely == near(200 + 20)


def test_usage_in_another_currency_needs_a_rate() -> None:
    one = seller(usage_prices=(usage_price(1.0, currency="EUR"),))
    assert terms(one).reasons["resolution_price"] == "usage is priced in EUR, not in USD"
    assert terms(one, rates=(rate(),)).values["resolution_price"].likely == 1.25


def test_at_other_seats() -> None:
    one = seller(addons=(addon("flat", price(100, per="month")),), usage_prices=(usage_price(included={"team": 5}),))
    found = terms(one, "flat").values_at(25)
    assert found["licence"].likely == 100 * 12 * 25
    assert found["addons"].likely == 1200
    assert found["resolutions_included"].likely == 5 * 25 * 12


# --- minimum seats and tiers --------------------------------------------------------------------------------------


def tiers(*pairs: tuple[float, float]) -> tuple[Tier, ...]:
    return tuple(Tier(start=start, amount=amount) for start, amount in pairs)


def test_fewer_agents_pay_for_the_minimum() -> None:
    least = replace(plan("team", 100), minimum_seats=25)
    found = terms(seller(plans=(least,)))
    assert found.values["licence"].likely == 100 * 25 * 12
    assert (found.prices[0].scope, list(found.prices[0].yearly or ())) == ("at least 25 seats", [30_000, 30_000])
    assert found.values_at(24)["licence"].likely == 30_000
    assert found.values_at(26)["licence"].likely == 31_200
    assert terms(seller(plans=(replace(least, minimum_seats=10),))).prices[0].scope == ""


def test_a_flat_price_has_no_minimum_of_seats() -> None:
    found = terms(seller(plans=(replace(plan("team", price(100, per="month")), minimum_seats=25),)))
    assert (found.values["licence"].likely, found.prices[0].scope) == (1200, "")


def test_a_quote_keeps_the_minimum() -> None:
    own = VendorMoney(seat_price=value(70, 75, 80), place=place("money"))
    found = terms(seller(plans=(replace(plan("team", 100), minimum_seats=25),)), vendors={"acme": own})
    licence = found.values["licence"]
    assert (licence.low, licence.high) == (70 * 25 * 12, 80 * 25 * 12)
    assert found.prices[0].scope == "quote, at least 25 seats"


@pytest.mark.parametrize(
    ("seats", "yearly"), [(1, 1200), (9, 10_800), (10, 10_800), (49, 52_920), (50, 48_000), (1000, 960_000)]
)
def test_all_seats_cost_what_their_tier_says(seats: int, yearly: float) -> None:
    stepped = seller(plans=(plan("team", price(100, tiers=tiers((10, 90), (50, 80)))),))
    assert terms(stepped).values_at(seats)["licence"].likely == yearly


def test_the_minimum_reaches_a_tier() -> None:
    stepped = replace(plan("team", price(100, tiers=tiers((25, 80)))), minimum_seats=25)
    found = terms(seller(plans=(stepped,)))
    assert found.values["licence"].likely == 80 * 25 * 12
    line = found.prices[0]
    assert (line.low, line.high, line.scope) == (80, 80, "at least 25 seats, from 25 seats on")


def test_tiers_of_an_addon_in_another_currency() -> None:
    one = seller(addons=(addon("copilot", price(8, currency="EUR", tiers=tiers((10, 6)))),))
    assert terms(one, "copilot", rates=(rate(),)).values["addons"].likely == 6 * 1.25 * 120


def test_resolutions_cost_what_the_year_reaches() -> None:
    """60,000 contacts x 20 % = 12,000 a year, 600 of them included: 11,400 are billed."""
    stepped = usage_price(1.5, tiers=tiers((10_000, 1.2), (11_401, 0.9)), included={"team": 5})
    one = candidate(money(), seller(usage_prices=(stepped,)))
    assert one.known.values["resolution_price"].likely == 1.2
    line = one.terms.prices[-1]
    assert (line.low, line.high, line.scope) == (1.2, 1.2, "from 10000 a year on")
    fewer = candidate(money({"automated_resolution": 10}), seller(usage_prices=(stepped,)))
    assert fewer.known.values["resolution_price"].likely == 1.5
    assert (fewer.terms.prices[-1].low, fewer.terms.prices[-1].scope) == (1.5, "")


def test_tiers_of_one_source_and_none_of_another_are_a_range() -> None:
    both = (usage_price(1.5, tiers=tiers((10_000, 1.2)), scope="paid yearly"), usage_price(1.4))
    one = candidate(money(), seller(usage_prices=both))
    price_ = one.known.values["resolution_price"]
    assert (price_.low, price_.high, price_.flat) == (1.2, 1.4, True)
    assert [line.scope for line in one.terms.prices[1:]] == ["paid yearly, from 10000 a year on", ""]


def test_messages_cost_what_the_year_reaches() -> None:
    one = seller(usage_prices=(usage_price(5, per="1000 messages", tiers=tiers((100_000, 4))),))
    few, many = (terms(one, usage={"messages": value(count)}) for count in (99_000, 100_000))
    assert [one.values["other_usage"].likely for one in (few, many)] == pytest.approx([495, 400])
    assert few.values_at(10, 2)["other_usage"].likely == near(198 * 4)
    assert [line.scope for line in many.prices[1:]] == ["from 100000 a year on"]


def test_a_range_of_use_over_the_edge_of_a_tier() -> None:
    one = seller(usage_prices=(usage_price(2, per="message", tiers=tiers((1000, 1))),))
    used = terms(one, usage={"message": value(900, 950, 1000)}).values["other_usage"]
    assert (used.low, used.high) == (1000, 1800)


def test_the_cost_curve_looks_the_tier_up_at_each_volume() -> None:
    stepped = seller(
        plans=(plan("team", price(100, tiers=tiers((30, 90)))),),
        usage_prices=(usage_price(1.5, tiers=tiers((20_000, 1.0))),),
    )
    one = candidate(money(), stepped)
    found = [at.yearly for at in cost_curve(one.known, one.terms, SEATS)]
    assert found == pytest.approx([6000 + 9000, 12_000 + 18_000, 32_400 + 36_000, 108_000 + 120_000])
