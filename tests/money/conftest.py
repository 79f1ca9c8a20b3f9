"""A business case that is small enough for paper: one channel, one plan, round figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.conftest import DAY, place, plan, vendor
from toolselect.model.money import DriverValue, MoneyPlan, Scenario
from toolselect.model.vendor import UsagePrice
from toolselect.money.business_case import Candidate, shaped
from toolselect.money.scenarios import Known, billed, known, pick
from toolselect.money.terms import vendor_terms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolselect.model.money import ScenarioCase
    from toolselect.model.vendor import Vendor
    from toolselect.money.lines import Sheet
    from toolselect.money.yearly import Model

SEATS = 10

PAPER: Mapping[str, float] = {
    "wage": 20,
    "shrinkage": 25,
    "occupancy": 80,
    "recapture": 50,
    "handle_time_saved": 10,
    "automated_resolution": 20,
    "legacy_licence": 30_000,
    "implementation_fee": 20_000,
}


def value(low: float, likely: float | None = None, high: float | None = None) -> DriverValue:
    """Return a figure, or a range of three."""
    middle = low if likely is None else likely
    return DriverValue(low=low, likely=middle, high=middle if high is None else high)


def values(given: Mapping[str, Any]) -> dict[str, DriverValue]:
    """Return figures; a bare number is wrapped."""
    return {name: one if isinstance(one, DriverValue) else value(one) for name, one in given.items()}


def money(drivers: Mapping[str, Any] | None = None, **more: Any) -> MoneyPlan:
    """Return the paper's plan with other drivers over its own."""
    given: dict[str, Any] = {
        "ramp": (50.0, 100.0),
        "channels": {"phone": values({"volume": 60_000, "handle_time": 6})},
        "drivers": values({**PAPER, **(drivers or {})}),
        "place": place("money"),
    }
    return MoneyPlan(**(given | more))


def usage_price(amount: float = 1.0, per: str = "resolution", **more: Any) -> UsagePrice:
    """Return a price per use, documented."""
    given: dict[str, Any] = {"id": f"ai_{per}", "currency": "USD", "source": "documentation", "place": place("usage")}
    return UsagePrice(low=amount, high=amount, per=per, **(given | more))


def seller(vendor_id: str = "acme", price: float = 100, **more: Any) -> Vendor:
    """Return a vendor with one plan and a price of one for a resolution."""
    given: dict[str, Any] = {"plans": (plan("team", price),), "usage_prices": (usage_price(),)}
    return vendor(vendor_id, **(given | more))


def candidate(setting: MoneyPlan, one: Vendor | None = None, **more: Any) -> Candidate:
    """Return a vendor of the study."""
    seen = one or seller()
    seats = more.pop("seats", SEATS)
    currency = more.pop("currency", "USD")
    terms = vendor_terms(
        seen, "team", more.pop("addons", ()), seats=seats, currency=currency, money=setting, fact=None, as_of=DAY
    )
    found = known(setting, vendor=seen.id, seats=seats, currency=currency, as_of=DAY, terms=terms, **more)
    return Candidate(
        id=seen.id,
        name=seen.name,
        plan="team",
        plan_name="Team",
        terms=terms.resolved(billed(found.values, found.channels)),
        known=found,
    )


def modelled(setting: MoneyPlan, found: Known, scenario: Scenario = Scenario.BASE) -> tuple[Model, Sheet]:
    """Return the form of a case and its figures."""
    picked = pick(found, scenario, setting)
    return shaped(setting, found, picked), picked.sheet


def base_case(setting: MoneyPlan, one: Vendor | None = None, **more: Any) -> ScenarioCase:
    """Return the base scenario of one vendor."""
    from toolselect.money.yearly import table

    found = candidate(setting, one, **more).known
    shape, sheet = modelled(setting, found)
    return table(shape, sheet, scenario=Scenario.BASE, values=found.values, drivers=())
