"""Rules about prices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.answers import digits
from toolselect.diagnostics import Diagnostic, diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolselect.checks.answered import Alternative, Answered
    from toolselect.diagnostics import Place

UNUSUAL = 0.6
"""Below this part of the median, a price is asked about."""

LOW_PRICE = "ask the vendor whether the price covers all that is compared, and at this number of seats"


def unusually_low(answered: Answered) -> Iterator[Diagnostic]:
    """Yield vendors whose yearly licence cost is zero, or far below the median of three priced vendors or more."""
    costs = {one.vendor.id: cost for one in answered.vendors if (cost := _middle(one)) is not None}
    currencies = {one.vendor.id: one.placed.choice.cost.currency for one in answered.vendors}
    for one in answered.vendors:
        vendor = one.vendor
        if vendor.id not in costs:
            continue
        mine, currency = costs[vendor.id], currencies[vendor.id]
        alike = [cost for name, cost in costs.items() if currencies[name] == currency]
        message = low_price(vendor.name, mine, alike, currency)
        if message:
            yield diagnostic("TS601", _price_place(one), message, LOW_PRICE)


def low_price(name: str, mine: float, alike: Sequence[float], currency: str) -> str:
    """Say that a yearly licence cost is zero, or far below the median of three or more; empty if it is not."""
    above = [cost for cost in alike if cost > 0]
    if mine == 0:
        return f"the licences of {name} cost nothing"
    if len(above) < 3 or mine >= UNUSUAL * _median(above):
        return ""
    part = f"{100 * mine / _median(above):.0f} % of the median of the vendors compared"
    return f"the licences of {name} cost {digits(round(mine))} {currency} a year, {part}"


def _middle(one: Alternative) -> float | None:
    cost = one.placed.choice.cost
    return None if cost.low is None or cost.high is None else (cost.low + cost.high) / 2


def _median(figures: Sequence[float]) -> float:
    ordered = sorted(figures)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def _price_place(one: Alternative) -> Place:
    for plan in one.vendor.plans:
        if plan.id == one.placed.choice.id:
            return plan.place.below("price")
    return one.vendor.place.below("plans", at="key")
