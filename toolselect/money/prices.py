"""What a vendor's prices come to: which of the listed ones counts, in which currency, for how many agents and uses."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolselect.answers import Sieve, best_grade, digits, graded, joined, weakest
from toolselect.model.facts import Entry, Money, Range, Value
from toolselect.model.money import DriverValue, PriceLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from toolselect.model.facts import Fact, Grade
    from toolselect.model.money import MoneyPlan, Rate, VendorMoney
    from toolselect.model.result import Evidence
    from toolselect.model.vendor import Addon, Plan, Price, UsagePrice, Vendor

BILLING = ("yearly", "", "monthly")
"""Terms of billing in order of preference; the empty one is a price that does not say."""

RESOLUTION = frozenset({"resolution", "outcome"})
"""Units in which automated resolutions are sold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A listed price that counts, by `rate` if it is in another currency, for `minimum` seats or more."""

    price: Price
    rate: Rate | None
    minimum: int = 0

    def paid(self, seats: float) -> float:
        """Return how many seats are paid for."""
        return max(seats, self.minimum)

    def each(self, seats: float) -> float:
        """Return what a unit costs at that number of seats, in the currency of the list: all at the tier reached."""
        return reached(self.price.amount, self.price.tiers, self.paid(seats))

    def yearly(self, seats: float) -> float:
        """Return what it comes to in a year: amount x seats paid x 12, or amount x 12 when it is not per agent."""
        return per_year(exchanged(self.each(seats), self.price.currency, self.rate), self.price.per, self.paid(seats))

    def bounds(self, seats: float) -> str:
        """Say what the minimum and the tiers do at that number of seats: `at least 10 seats, from 10 seats on`."""
        found = [f"at least {self.minimum} seats"] if seats < self.minimum and self.price.per == "agent-month" else []
        start = tier(self.price.tiers, self.paid(seats))
        return ", ".join([*found, *([f"from {digits(start.start)} seats on"] if start is not None else [])])


def tier(tiers: Sequence[Tier], units: float) -> Tier | None:
    """Return the tier that so many units reach; None below the first."""
    return next((one for one in reversed(tiers) if units >= one.start), None)


def reached(amount: float, tiers: Sequence[Tier], units: float) -> float:
    """Return what every one of so many units costs: volume pricing, all of them at the tier that they reach."""
    found = tier(tiers, units)
    return amount if found is None else found.amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The prices of a plan or add-on that count, and all the evidence; `reason` says why none does."""

    name: str
    offers: tuple[Offer, ...]
    sieve: Sieve
    reason: str = ""


def per_year(amount: float, per: str, seats: float) -> float:
    """Return the yearly cost of an amount per `agent-month` or `month`, in the currency of the amount."""
    return amount * 12 * (seats if per == "agent-month" else 1)


def exchange(of: str, to: str, rates: Iterable[Rate], as_of: date) -> Rate | None:
    """Return the latest rate known on that day that turns one currency into the other, or the other way round."""
    fitting = [one for one in rates if {one.of, one.to} == {of, to} and one.date <= as_of and one.rate > 0]
    return max(fitting, key=lambda one: (one.date, one.of == of), default=None)


def converted(amount: float, of: str, to: str, rate: Rate | None) -> float | None:
    """Return an amount in another currency; None without a rate for it."""
    if of != to and rate is None:
        return None
    return exchanged(amount, of, None if of == to else rate)


def exchanged(amount: float, of: str, rate: Rate | None) -> float:
    """Return an amount of `of` by a rate from or to it; as it is without one."""
    if rate is None:
        return amount
    return amount * rate.rate if rate.of == of else amount / rate.rate


def listed(
    item: Plan | Addon,
    *,
    name: str,
    plan: str,
    addon: str,
    vendor: Vendor,
    currency: str,
    rates: Sequence[Rate],
    fact: Fact | None,
    fact_id: str,
    as_of: date,
) -> Listed:
    """Return which of the item's prices count.

    Those in the currency, else those that a rate turns into it; of these one billing group (yearly, else unstated, else
    monthly), and of that the best evidence. What then still differs is a range.
    """
    price_of = {_entry(price, plan, addon): price for price in item.prices}
    sieve = Sieve(graded(entry, vendor, fact, fact_id, as_of) for entry in price_of)
    if not item.prices:
        return Listed(name=name, offers=(), sieve=sieve, reason=f"no price listed for {name}")
    foreign = [price.currency for price in item.prices if price.currency != currency]
    rate_of = {currency: None, **{of: exchange(of, currency, rates, as_of) for of in foreign}}
    if any(price.currency == currency for price in item.prices):
        sieve.drop(lambda found: "" if price_of[found.entry].currency == currency else f"not in {currency}")
    else:
        sieve.drop(lambda found: "" if rate_of[price_of[found.entry].currency] else f"not in {currency}")
    if not sieve.rest:
        others = ", ".join(dict.fromkeys(price.currency for price in item.prices))
        return Listed(name=name, offers=(), sieve=sieve, reason=f"{name} is priced in {others}, not in {currency}")
    billed = min((price_of[found.entry].billed for found in sieve.rest), key=BILLING.index)
    sieve.drop(lambda found: "" if price_of[found.entry].billed == billed else f"the price {terms(billed)} is taken")
    best_grade(sieve)
    counted = [price_of[found.entry] for found in sieve.rest]
    offers = tuple(Offer(price=price, rate=rate_of[price.currency], minimum=item.minimum_seats) for price in counted)
    return Listed(name=name, offers=offers, sieve=sieve)


def _entry(price: Price, plan: str, addon: str) -> Entry:
    return Entry(
        answer=Value(Money(price.amount, price.currency)),
        plans=(plan,),
        addon=addon,
        scope=", ".join([f"per {price.per}", terms(price.billed), *tiers_said(price.tiers, "seats")]),
        source=price.source,
        note=price.note,
        place=price.place,
    )


def tiers_said(tiers: Iterable[Tier], unit: str) -> list[str]:
    """Return the tiers of a price in words: `90 from 50 seats on`."""
    return [f"{digits(one.amount)} from {digits(one.start)} {unit} on" for one in tiers]


def terms(billed: str) -> str:
    """Return terms of billing in words."""
    return f"billed {billed}" if billed else "without billing terms"


# --- what a vendor asks for all of it -----------------------------------------------------------------------------


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
    counts it (automated resolutions).
    """

    prices: tuple[tuple[UsagePrice, Rate | None], ...]
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
        """Return the driver `resolution_price` where so many are billed in a year; empty where it depends on nothing."""
        if self.resolutions is None or not self.resolutions.tiered:
            return {}
        return {"resolution_price": span(*self.resolutions.each(quantity), self.resolutions.source)}

    def resolved(self, quantity: float) -> Terms:
        """Return the same with the price of a resolution that so many a year reach."""
        price = self.resolution_price(quantity)
        if not price or self.resolutions is None:
            return self
        mine = {one.id: one for one, _ in self.resolutions.prices}
        lines = tuple(
            _at(one, mine[one.what], quantity) if one.line == "C2" and one.what in mine else one for one in self.prices
        )
        return replace(self, values={**self.values, **price}, prices=lines)


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
        recurring.append(Recurring(line="C1", low=quote.low, high=quote.high, per="agent-month"))
        what = f"plan {plan.name}" if plan is not None else "seats"
        prices.append(_quoted(what, quote, currency, seats))
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
    included = _usage(vendor, plan_id, own, money, currency, seats, as_of, values, prices, grades, reasons)
    return Terms(
        values=values,
        reasons=reasons,
        prices=tuple(prices),
        recurring=tuple(recurring),
        included=included,
        grade=weakest(grades),
    )


def _quoted(what: str, quote: DriverValue, currency: str, seats: int) -> PriceLine:
    return PriceLine(
        line="C1",
        what=what,
        low=quote.low,
        high=quote.high,
        currency=currency,
        per="agent-month",
        scope=f"quote: {quote.source}" if quote.source else "quote",
        yearly=(per_year(quote.low, "agent-month", seats), per_year(quote.high, "agent-month", seats)),
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
    amounts = [(one.amount, one.price.per) for one in found.offers]
    for per in dict.fromkeys(per for _, per in amounts):
        same = [amount for amount, other in amounts if other == per]
        recurring.append(Recurring(line=line, low=min(same), high=max(same), per=per))
    grades.append(weakest(one.grade for one in found.sieve.rest))
    for offer, evidence in zip(found.offers, found.sieve.rest, strict=True):
        price = offer.price
        yearly = offer.yearly(seats)
        prices.append(
            PriceLine(
                line=line,
                what=what,
                low=price.amount,
                high=price.amount,
                currency=price.currency,
                per=price.per,
                billed=price.billed,
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
) -> float:
    """Add what usage costs to the values; return how many resolutions are included, per agent and month."""
    rates = () if money is None else money.rates
    picked = {} if own is None else own.usage
    fitting: list[tuple[UsagePrice, Evidence, Rate | None, float, float, str]] = []
    foreign = ""
    for price in vendor.usage_prices:
        if price.plans and plan not in price.plans:
            continue
        if price.id in picked and price.scope != picked[price.id]:
            continue
        rate = None if price.currency == currency else exchange(price.currency, currency, rates, as_of)
        low, high = (converted(end, price.currency, currency, rate) for end in (price.low, price.high))
        count, unit = counted(price.per)
        if low is None or high is None:
            foreign = f"usage is priced in {price.currency}, not in {currency}"
            continue
        answer = Range(price.low, price.high) if price.low < price.high else Value(Money(price.low, price.currency))
        entry = Entry(answer=answer, scope=price.scope, source=price.source, note=price.note, place=price.place)
        evidence = graded(entry, vendor, None, price.id, as_of)
        fitting.append((price, evidence, rate, low / count, high / count, unit))
    included = 0.0
    other: list[tuple[float, float]] = []
    used = {} if money is None else money.usage
    units = list(dict.fromkeys("resolution" if unit in RESOLUTION else unit for *_, unit in fitting))
    for unit in units:
        alike = [one for one in fitting if ("resolution" if one[5] in RESOLUTION else one[5]) == unit]
        if unit != "resolution" and unit not in used:
            continue
        best = min(one[1].grade.position if one[1].grade is not None else 99 for one in alike)
        kept = [one for one in alike if (one[1].grade.position if one[1].grade is not None else 99) == best]
        low, high = min(one[3] for one in kept), max(one[4] for one in kept)
        grades.append(weakest(one[1].grade for one in kept))
        source = joined(vendor.sources[one[0].source].title for one in kept if one[0].source in vendor.sources)
        if unit == "resolution":
            values["resolution_price"] = span(low, high, source)
            amounts = [one[0].included[plan] for one in kept if plan in one[0].included]
            included = min(amounts, default=0.0)
            values["resolutions_included"] = span(included * seats * 12, included * seats * 12, source)
        else:
            other.append((low * used[unit].low, high * used[unit].high))
        prices += [_used(vendor, one[0], one[1], one[2], included * seats * 12) for one in kept]
    if other:
        values["other_usage"] = span(math.fsum(low for low, _ in other), math.fsum(high for _, high in other))
    if "resolution_price" not in values:
        reasons["resolution_price"] = foreign or "the profile lists no price of a resolution on this plan"
    return included


def _used(vendor: Vendor, price: UsagePrice, evidence: Evidence, rate: Rate | None, included: float) -> PriceLine:
    return PriceLine(
        line="C2",
        what=price.id,
        low=price.low,
        high=price.high,
        currency=price.currency,
        per=price.per,
        scope=price.scope,
        included=included if counted(price.per)[1] in RESOLUTION else 0.0,
        rate=rate,
        source=vendor.sources.get(price.source),
        grade=evidence.grade,
    )


def counted(per: str) -> tuple[float, str]:
    """Return how many units a price is for, and which: `100000 credits` is (100000, credits), `minute` (1, minute)."""
    match = re.fullmatch(r"([0-9][0-9_,.]*) (.+)", per)
    if match is None:
        return 1.0, per
    return float(match[1].replace(",", "").replace("_", "")) or 1.0, match[2]


def said(offer: Offer, seats: int) -> str:
    """Write the sum that an offer comes to in a year, without its result."""
    price = offer.price
    agents = f" x {seats} agents" if price.per == "agent-month" else ""
    rate = "" if offer.rate is None else f" x {digits(offer.amount / price.amount if price.amount else 0)}"
    dated = "" if offer.rate is None else f" (rate of {offer.rate.date})"
    return f"{digits(price.amount)} {price.currency}{rate}{agents} x 12 months{dated}"
