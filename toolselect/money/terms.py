"""What one vendor asks for all of it: its prices as drivers of the money model, and how they move with the volume."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolselect.answers import digits, graded, joined, weakest
from toolselect.model.facts import Entry, Money, Range, Value
from toolselect.model.money import DriverValue, PriceLine
from toolselect.money.prices import (
    RESOLUTION,
    counted,
    exchange,
    exchanged,
    listed,
    per_year,
    reached,
    tier,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from toolselect.model.facts import Fact, Grade
    from toolselect.model.money import MoneyPlan, Rate, VendorMoney
    from toolselect.model.result import Evidence
    from toolselect.model.vendor import UsagePrice, Vendor
    from toolselect.money.prices import Listed, Offer


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurring:
    """What is paid every month, per agent or not: the listed prices, or a quote for `minimum` seats or more."""

    line: str
    per: str
    offers: tuple[Offer, ...] = ()
    quote: DriverValue | None = None
    minimum: int = 0

    def paid(self, seats: float) -> float:
        """Return how many seats are paid for."""
        return max(seats, self.minimum)

    def yearly(self, seats: float) -> tuple[float, float]:
        """Return the lowest and the highest yearly cost, in the study's currency."""
        found = [offer.yearly(seats) for offer in self.offers]
        if self.quote is not None:
            found += [per_year(end, self.per, self.paid(seats)) for end in (self.quote.low, self.quote.high)]
        return min(found), max(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metered:
    """Usage prices of one unit that count, with the rate that turns each into the study's currency.

    `included` is per agent and month. `quantity` is what is used in a year, in single units; None where the model
    counts it (automated resolutions). `first` is the position of the first of them among the vendor's `PriceLine`.
    """

    prices: tuple[tuple[UsagePrice, Rate | None], ...]
    first: int
    included: float = 0.0
    quantity: DriverValue | None = None
    source: str = ""

    @property
    def tiered(self) -> bool:
        """Tell whether the price depends on the quantity."""
        return any(price.tiers for price, _ in self.prices)

    def each(self, quantity: float) -> tuple[float, float]:
        """Return the lowest and the highest price of a single unit, all of them at the tier that the year reaches."""
        ends = [
            exchanged(reached(end, price.tiers, quantity), price.currency, rate) / counted(price.per)[0]
            for price, rate in self.prices
            for end in (price.low, price.high)
        ]
        return min(ends), max(ends)

    def yearly(self, factor: float) -> tuple[float, float]:
        """Return the lowest and the highest cost of a year in which `factor` x the quantity is used."""
        if self.quantity is None:
            return 0.0, 0.0
        used = [factor * end for end in (self.quantity.low, self.quantity.high)]
        ends = [price * units for units in used for price in self.each(units)]
        return min(ends), max(ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """All prices of one vendor on its plan, as drivers of the money model, with where they come from.

    `values` are the drivers `licence`, `addons`, `resolution_price`, `resolutions_included`, `other_usage`, as far as
    they are known; `reasons` says why one is not. `resolutions` and `other` are the usage prices behind them; the price
    of a resolution is that of the first tier until `resolved` says how many there are.
    """

    values: Mapping[str, DriverValue]
    reasons: Mapping[str, str]
    prices: tuple[PriceLine, ...]
    recurring: tuple[Recurring, ...]
    resolutions: Metered | None
    other: tuple[Metered, ...]
    grade: Grade | None

    def values_at(self, seats: float, usage: float = 1.0) -> dict[str, DriverValue]:
        """Return the same drivers at another number of seats, and at `usage` x what else is used."""
        found = dict(self.values)
        for driver, line in (("licence", "C1"), ("addons", "C3")):
            if driver in found:
                ends = [one.yearly(seats) for one in self.recurring if one.line == line]
                found[driver] = span(math.fsum(low for low, _ in ends), math.fsum(high for _, high in ends))
        if self.resolutions is not None:
            free = self.resolutions.included * seats * 12
            found["resolutions_included"] = span(free, free)
        if self.other:
            ends = [one.yearly(usage) for one in self.other]
            found["other_usage"] = span(math.fsum(low for low, _ in ends), math.fsum(high for _, high in ends))
        return found

    def resolution_price(self, quantity: float) -> dict[str, DriverValue]:
        """Return the driver `resolution_price` where so many are billed in a year; empty where that changes nothing."""
        if self.resolutions is None or not self.resolutions.tiered:
            return {}
        return {"resolution_price": span(*self.resolutions.each(quantity), self.resolutions.source)}

    def resolved(self, quantity: float) -> Terms:
        """Return the same with the price of a resolution that so many a year reach."""
        price = self.resolution_price(quantity)
        if not price or self.resolutions is None:
            return self
        lines = list(self.prices)
        for at, (one, _) in enumerate(self.resolutions.prices, start=self.resolutions.first):
            lines[at] = _at(lines[at], one, quantity)
        return replace(self, values={**self.values, **price}, prices=tuple(lines))


def span(low: float, high: float, source: str = "") -> DriverValue:
    """Return what is known of a price: one figure, or the range between several of them."""
    return DriverValue(low=low, likely=(low + high) / 2, high=high, source=source, flat=low < high)


def vendor_terms(
    vendor: Vendor,
    plan_id: str,
    addons: Sequence[str],
    *,
    seats: int,
    currency: str,
    money: MoneyPlan | None,
    fact: Fact | None,
    as_of: date,
) -> Terms:
    """Return what the vendor asks on that plan with those add-ons, at that number of seats, in that currency."""
    own = None if money is None else money.vendors.get(vendor.id)
    rates = () if money is None else money.rates
    reasons: dict[str, str] = {}
    recurring: list[Recurring] = []
    prices: list[PriceLine] = []
    grades: list[Grade | None] = []
    quote = None if own is None else own.seat_price
    plan = next((one for one in vendor.plans if one.id == plan_id), None)
    if quote is not None:
        minimum = 0 if plan is None else plan.minimum_seats
        one_quote = Recurring(line="C1", per="agent-month", quote=quote, minimum=minimum)
        recurring.append(one_quote)
        prices.append(_quoted("seats" if plan is None else f"plan {plan.name}", quote, one_quote, currency, seats))
    elif plan is None:
        reasons["licence"] = f"no plan {plan_id}" if vendor.plans else "no plans listed"
    else:
        item = f"plan {plan.id}"
        one = listed(
            plan, name=item, plan=plan.id, addon="", vendor=vendor, currency=currency, rates=rates, fact=fact,
            fact_id="licence_cost_yearly", as_of=as_of,
        )  # fmt: skip
        _take(one, f"plan {plan.name}", "licence", "C1", vendor, seats, recurring, prices, grades, reasons)
    sold = {addon.id: addon for addon in vendor.addons}
    for name in addons:
        if name not in sold:
            reasons["addons"] = f"no add-on {name}"
            continue
        one = listed(
            sold[name], name=f"add-on {name}", plan=plan_id, addon=name, vendor=vendor, currency=currency, rates=rates,
            fact=fact, fact_id="licence_cost_yearly", as_of=as_of,
        )  # fmt: skip
        _take(one, f"add-on {sold[name].name}", "addons", "C3", vendor, seats, recurring, prices, grades, reasons)
    values: dict[str, DriverValue] = {}
    for driver, line in (("licence", "C1"), ("addons", "C3")):
        mine = [one.yearly(seats) for one in recurring if one.line == line]
        if mine and driver not in reasons:
            source = joined(price.source.title for price in prices if price.line == line and price.source is not None)
            values[driver] = span(math.fsum(low for low, _ in mine), math.fsum(high for _, high in mine), source)
    if not addons:
        reasons["addons"] = "no add-on is bought"
    metered = _usage(vendor, plan_id, own, money, currency, seats, as_of, values, prices, grades, reasons)
    return Terms(
        values=values,
        reasons=reasons,
        prices=tuple(prices),
        recurring=tuple(recurring),
        resolutions=next((one for one in metered if one.quantity is None), None),
        other=tuple(one for one in metered if one.quantity is not None),
        grade=weakest(grades),
    )


def _quoted(what: str, quote: DriverValue, asked: Recurring, currency: str, seats: int) -> PriceLine:
    source = f"quote: {quote.source}" if quote.source else "quote"
    return PriceLine(
        line="C1",
        what=what,
        low=quote.low,
        high=quote.high,
        currency=currency,
        per="agent-month",
        scope=source if seats >= asked.minimum else f"{source}, at least {asked.minimum} seats",
        yearly=asked.yearly(seats),
    )


def _take(
    found: Listed,
    what: str,
    driver: str,
    line: str,
    vendor: Vendor,
    seats: int,
    recurring: list[Recurring],
    prices: list[PriceLine],
    grades: list[Grade | None],
    reasons: dict[str, str],
) -> None:
    if found.reason:
        reasons[driver] = joined([reasons.get(driver, ""), found.reason])
        return
    for per in dict.fromkeys(one.price.per for one in found.offers):
        same = tuple(one for one in found.offers if one.price.per == per)
        recurring.append(Recurring(line=line, per=per, offers=same, minimum=same[0].minimum))
    grades.append(weakest(one.grade for one in found.sieve.rest))
    for offer, evidence in zip(found.offers, found.sieve.rest, strict=True):
        price, each, yearly = offer.price, offer.each(seats), offer.yearly(seats)
        prices.append(
            PriceLine(
                line=line,
                what=what,
                low=each,
                high=each,
                currency=price.currency,
                per=price.per,
                billed=price.billed,
                scope=offer.bounds(seats),
                rate=offer.rate,
                yearly=(yearly, yearly),
                source=vendor.sources.get(price.source),
                grade=evidence.grade,
            )
        )


# --- usage --------------------------------------------------------------------------------------------------------


def _usage(
    vendor: Vendor,
    plan: str,
    own: VendorMoney | None,
    money: MoneyPlan | None,
    currency: str,
    seats: int,
    as_of: date,
    values: dict[str, DriverValue],
    prices: list[PriceLine],
    grades: list[Grade | None],
    reasons: dict[str, str],
) -> tuple[Metered, ...]:
    """Add what usage costs to the values; return the prices that count, by unit."""
    rates = () if money is None else money.rates
    picked = {} if own is None else own.usage
    fitting: list[tuple[UsagePrice, Evidence, Rate | None, str]] = []
    foreign = ""
    for price in vendor.usage_prices:
        if price.plans and plan not in price.plans:
            continue
        if price.id in picked and price.scope != picked[price.id]:
            continue
        rate = None if price.currency == currency else exchange(price.currency, currency, rates, as_of)
        if price.currency != currency and rate is None:
            foreign = f"usage is priced in {price.currency}, not in {currency}"
            continue
        answer = Range(price.low, price.high) if price.low < price.high else Value(Money(price.low, price.currency))
        entry = Entry(answer=answer, scope=price.scope, source=price.source, note=price.note, place=price.place)
        evidence = graded(entry, vendor, None, price.id, as_of)
        unit = counted(price.per)[1]
        fitting.append((price, evidence, rate, "resolution" if unit in RESOLUTION else unit))
    found: list[Metered] = []
    used = {} if money is None else money.usage
    for unit in dict.fromkeys(unit for *_, unit in fitting):
        alike = [one for one in fitting if one[3] == unit]
        if unit != "resolution" and unit not in used:
            continue
        best = min(one[1].grade.position if one[1].grade is not None else 99 for one in alike)
        kept = [one for one in alike if (one[1].grade.position if one[1].grade is not None else 99) == best]
        grades.append(weakest(one[1].grade for one in kept))
        metered = Metered(
            prices=tuple((one[0], one[2]) for one in kept),
            first=len(prices),
            included=min((one[0].included[plan] for one in kept if plan in one[0].included), default=0.0),
            quantity=None if unit == "resolution" else used[unit],
            source=joined(vendor.sources[one[0].source].title for one in kept if one[0].source in vendor.sources),
        )
        found.append(metered)
        free = 0.0
        if unit == "resolution":
            free = metered.included * seats * 12
            values["resolution_price"] = span(*metered.each(0), metered.source)
            values["resolutions_included"] = span(free, free, metered.source)
        for price, evidence, rate, _ in kept:
            line = _used(vendor, price, evidence, rate, free)
            prices.append(line if metered.quantity is None else _at(line, price, metered.quantity.likely))
    other = [one.yearly(1) for one in found if one.quantity is not None]
    if other:
        values["other_usage"] = span(math.fsum(low for low, _ in other), math.fsum(high for _, high in other))
    if "resolution_price" not in values:
        reasons["resolution_price"] = foreign or "the profile lists no price of a resolution on this plan"
    return tuple(found)


def _used(vendor: Vendor, price: UsagePrice, evidence: Evidence, rate: Rate | None, included: float) -> PriceLine:
    return PriceLine(
        line="C2",
        what=price.id,
        low=price.low,
        high=price.high,
        currency=price.currency,
        per=price.per,
        scope=price.scope,
        included=included,
        rate=rate,
        source=vendor.sources.get(price.source),
        grade=evidence.grade,
    )


def _at(line: PriceLine, price: UsagePrice, quantity: float) -> PriceLine:
    """Return the line with the price of the tier that so much use in a year reaches."""
    found = tier(price.tiers, quantity)
    if found is None:
        return line
    scope = ", ".join(filter(None, (price.scope, f"from {digits(found.start)} a year on")))
    return replace(line, low=found.amount, high=found.amount, scope=scope)
