from __future__ import annotations

import datetime as dt

import pytest

from tests.conftest import DAY, near, place, price
from toolselect.model.money import Rate
from toolselect.model.vendor import Tier
from toolselect.money.prices import Offer, converted, counted, exchange, reached, said, tiers_said


def rate(of: str = "EUR", to: str = "USD", figure: float = 1.25, day: dt.date = DAY) -> Rate:
    return Rate(of=of, to=to, rate=figure, date=day, source="a bank", place=place("rates"))


def test_what_a_price_is_for() -> None:
    assert counted("resolution") == (1, "resolution")
    assert counted("100000 credits") == (100_000, "credits")
    assert counted("1,000 messages") == (1000, "messages")


def test_rates() -> None:
    assert converted(10, "USD", "USD", None) == 10
    assert converted(10, "EUR", "USD", None) is None
    assert exchange("EUR", "USD", [rate(day=DAY + dt.timedelta(days=1))], DAY) is None


TIERS = (Tier(start=10, amount=90), Tier(start=50, amount=80))


@pytest.mark.parametrize(("units", "each"), [(0, 100), (9.5, 100), (10, 90), (49, 90), (50, 80), (1e12, 80)])
def test_the_tier_that_is_reached(units: float, each: float) -> None:
    assert reached(100, TIERS, units) == each


def test_tiers_in_words() -> None:
    assert tiers_said(TIERS, "seats") == ["90 from 10 seats on", "80 from 50 seats on"]


def test_the_sum_of_an_offer_in_words() -> None:
    stepped = price(100, tiers=TIERS)
    assert said(Offer(price=stepped, rate=None), 5) == "100 USD x 5 agents x 12 months"
    assert said(Offer(price=stepped, rate=None), 60) == "80 USD x 60 agents x 12 months (from 50 seats on)"
    told = said(Offer(price=price(100, currency="EUR", tiers=TIERS), rate=rate(), minimum=20), 5)
    assert told == f"90 EUR x 1.25 x 20 agents x 12 months (at least 20 seats, from 10 seats on, rate of {DAY})"
    assert said(Offer(price=price(100, per="month"), rate=None, minimum=20), 5) == "100 USD x 12 months"


def test_a_year_of_an_offer() -> None:
    assert Offer(price=price(100, currency="EUR", tiers=TIERS), rate=rate(), minimum=20).yearly(5) == near(27_000)
