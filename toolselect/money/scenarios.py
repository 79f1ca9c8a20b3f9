"""Which figure each driver has: defaults, then the study's, then the vendor's own; and what each scenario takes of it.

Low, base and high are applied to all vendors alike. Base takes a point as it is, of a range that the study gives the
mean of the triangle, (low + likely + high) / 3, and of a benchmark the likely figure. Low takes each driver's cautious
end, high the other. `vendor_claim` is base with what the vendor promises.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from toolselect.model.money import DriverShown, DriverValue, Scenario
from toolselect.money.drivers import (
    CONCURRENCY,
    DRIVERS,
    GENERAL,
    HANDLE_TIME,
    OF_A_CHANNEL,
    driver,
    title,
)
from toolselect.money.lines import FULL_YEAR, Sheet, month
from toolselect.money.prices import converted, exchange
from toolselect.money.terms import span

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from toolselect.model.money import MoneyPlan
    from toolselect.money.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All that is known about one vendor's drivers, by full id (`wage`, `phone.volume`).

    `own` are the ids that hold for this vendor alone, `claims` what it promises. `reasons` says by driver why a default
    can't be used.
    """

    vendor: str
    values: Mapping[str, DriverValue]
    own: frozenset[str]
    channels: tuple[str, ...]
    claims: Mapping[str, DriverValue] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """The figures of one scenario. `ranged` are the drivers whose range already carries the risk of their lines."""

    sheet: Sheet
    ranged: frozenset[str]


def known(
    plan: MoneyPlan,
    *,
    vendor: str,
    seats: int,
    currency: str,
    as_of: date,
    terms: Terms,
    legacy: DriverValue | None = None,
    claims: Mapping[str, DriverValue] | None = None,
) -> Known:
    """Return what is known for a vendor: the study's figures over the defaults, its own over both, and its prices.

    `legacy` is what today's licences cost a year, `claims` what its profile says that it promises.
    """
    values: dict[str, DriverValue] = {}
    reasons: dict[str, str] = {}
    for one in GENERAL:
        if one.default is None:
            continue
        value = _in_currency(one.default, one.currency, currency, plan, as_of)
        if value is None:
            reasons[one.id] = f"its default is in {one.currency}, and there is no rate for {currency}"
        else:
            values[one.id] = value
    values["agents"] = _counted(seats, "the study's seats")
    if legacy is not None:
        values["legacy_licence"] = legacy
    values |= plan.drivers
    for channel, given in plan.channels.items():
        values |= _channel(channel, given)
    mine = plan.vendors.get(vendor)
    own: dict[str, DriverValue] = {}
    if mine is not None:
        own |= mine.drivers
        for channel, given in mine.channels.items():
            own |= {f"{channel}.{name}": value for name, value in given.items()}
    own |= terms.values
    values |= own
    channels = complete(values, plan)
    values |= terms.resolution_price(billed(values, channels))
    return Known(
        vendor=vendor,
        values=values,
        own=frozenset(own),
        channels=channels,
        claims={**(claims or {}), **({} if mine is None else mine.claims)},
        reasons={**reasons, **terms.reasons},
    )


def complete(values: Mapping[str, DriverValue], plan: MoneyPlan) -> tuple[str, ...]:
    """Return the channels that have all that the lines need, in id order, so that a file's order never shows."""
    needed = [one.id for one in OF_A_CHANNEL]
    return tuple(channel for channel in sorted(plan.channels) if all(f"{channel}.{name}" in values for name in needed))


def billed(values: Mapping[str, DriverValue], channels: tuple[str, ...]) -> float:
    """Return the automated resolutions that are billed in a year of full adoption, in the base scenario."""
    if "resolutions_included" not in values:
        return 0.0
    sheet = Sheet({name: central(value) for name, value in values.items()}, channels)
    return float(month(sheet, FULL_YEAR).billed.value)


def _counted(figure: float, why: str) -> DriverValue:
    return DriverValue(low=figure, likely=figure, high=figure, source=why, convention=True)


def _channel(channel: str, given: Mapping[str, DriverValue]) -> dict[str, DriverValue]:
    found: dict[str, DriverValue] = {}
    for one in OF_A_CHANNEL:
        if one.default is not None:
            found[f"{channel}.{one.id}"] = one.default
    if channel in CONCURRENCY:
        found[f"{channel}.concurrency"] = CONCURRENCY[channel]
    if channel in HANDLE_TIME:
        found[f"{channel}.handle_time"] = HANDLE_TIME[channel]
    return found | {f"{channel}.{name}": value for name, value in given.items()}


def _in_currency(value: DriverValue, of: str, to: str, plan: MoneyPlan, as_of: date) -> DriverValue | None:
    if not of:
        return value
    rate = exchange(of, to, plan.rates, as_of)
    ends = [converted(end, of, to, rate) for end in (value.low, value.likely, value.high)]
    low, likely, high = ends
    if low is None or likely is None or high is None:
        return None
    return replace(value, low=low, likely=likely, high=high)


# --- what a scenario takes ----------------------------------------------------------------------------------------


def central(value: DriverValue) -> float:
    """Return the figure that the base scenario takes; see the head of this module."""
    if value.benchmark or not value.ranged:
        return value.likely
    return (value.low + value.likely + value.high) / 3


def end(name: str, value: DriverValue, scenario: Scenario) -> float:
    """Return the end that the low or the high scenario takes."""
    cautious = driver(name).cautious is Scenario.LOW
    return value.low if cautious is (scenario is Scenario.LOW) else value.high


def pick(found: Known, scenario: Scenario, plan: MoneyPlan) -> Picked:
    """Return the figures of a scenario."""
    if scenario in (Scenario.LOW, Scenario.HIGH):
        values = {name: end(name, value, scenario) for name, value in found.values.items()}
        values |= {name: central(value) for name, value in plan.scenarios.get(scenario, {}).items()}
    else:
        values = {name: central(value) for name, value in found.values.items()}
        if scenario is Scenario.VENDOR_CLAIM:
            values |= claimed(found)
    return Picked(sheet=Sheet(values, found.channels), ranged=ranged(found))


def ranged(found: Known) -> frozenset[str]:
    """Return the drivers that have a range, the study's or a benchmark's: the risk of their lines."""
    return frozenset(name for name, value in found.values.items() if value.ranged)


def claimed(found: Known) -> dict[str, float]:
    """Return the claims, over a channel's own figures, too, where the claim is about all of them."""
    figures = {name: central(value) for name, value in found.claims.items()}
    for name in list(figures):
        for channel in found.channels:
            if f"{channel}.{name}" in found.values and f"{channel}.{name}" not in found.claims:
                figures[f"{channel}.{name}"] = figures[name]
    return figures


def shown(found: Known, picked: Picked, names: tuple[str, ...]) -> tuple[DriverShown, ...]:
    """Return drivers as they are used, in the order of the catalogue."""
    order = {name: index for index, name in enumerate(DRIVERS)}
    listing = []
    for name in sorted(names, key=lambda one: (order[one.rpartition(".")[2]], one)):
        one = driver(name)
        value = found.values.get(name) or found.claims[name]
        used = picked.sheet.values[name]
        listing.append(
            DriverShown(
                id=name,
                title=title(name),
                unit=one.unit,
                value=value,
                used=float(used),
                effect=one.effect,
                vendor=found.vendor if name in found.own else "",
            )
        )
    return tuple(listing)


def at_volume(found: Known, terms: Terms, seats: float, factor: float) -> Known:
    """Return the same with the prices at another number of seats, where contacts and usage are `factor` x as many."""
    values = {**found.values, **terms.values_at(seats, factor)}
    for name in (f"{channel}.volume" for channel in found.channels):
        one = values[name]
        values[name] = replace(one, low=one.low * factor, likely=one.likely * factor, high=one.high * factor)
    return replace(found, values=values | terms.resolution_price(billed(values, found.channels)))


def fixed(value: float) -> DriverValue:
    """Return a figure that nothing is doubtful about."""
    return span(value, value)
