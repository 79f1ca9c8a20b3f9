"""What a vendor's prices come to: which of the listed ones counts, in which currency, for how many agents and uses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolselect.answers import Sieve, best_grade, digits, graded
from toolselect.model.facts import Entry, Money, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from toolselect.model.facts import Fact
    from toolselect.model.money import Rate
    from toolselect.model.vendor import Addon, Plan, Price, Tier, Vendor

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


def counted(per: str) -> tuple[float, str]:
    """Return how many units a price is for, and which: `100000 credits` is (100000, credits), `minute` (1, minute)."""
    match = re.fullmatch(r"([0-9][0-9_,.]*) (.+)", per)
    if match is None:
        return 1.0, per
    return float(match[1].replace(",", "").replace("_", "")) or 1.0, match[2]


def said(offer: Offer, seats: int) -> str:
    """Write the sum that an offer comes to in a year, without its result."""
    price = offer.price
    each, bounds = offer.each(seats), offer.bounds(seats)
    agents = f" x {digits(offer.paid(seats))} agents" if price.per == "agent-month" else ""
    rate = "" if offer.rate is None else f" x {digits(exchanged(1.0, price.currency, offer.rate))}"
    told = [bounds] if bounds else []
    if offer.rate is not None:
        told.append(f"rate of {offer.rate.date}")
    why = f" ({', '.join(told)})" if told else ""
    return f"{digits(each)} {price.currency}{rate}{agents} x 12 months{why}"
