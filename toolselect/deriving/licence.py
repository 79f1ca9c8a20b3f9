"""What the licences cost per year, at list prices."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from toolselect.answers import conclude_known, digits, joined, unknown, weakest
from toolselect.model.facts import Money, Range, Value
from toolselect.model.result import Cost, Status
from toolselect.money import prices

if TYPE_CHECKING:
    from toolselect.deriving.situation import Situation
    from toolselect.model.facts import Answer
    from toolselect.model.result import Held
    from toolselect.model.vendor import Addon, Plan

YEARLY = "licence_cost_yearly"
OF_BUDGET = "licence_cost_of_budget"
BILLING = prices.BILLING


def currency(situation: Situation) -> str:
    """Return the currency to count in: the organisation's, else that of the vendor's first listed price, else none."""
    if situation.organisation.currency:
        return situation.organisation.currency
    items: tuple[Plan | Addon, ...] = (*situation.vendor.plans, *situation.vendor.addons)
    return next((price.currency for item in items for price in item.prices), "")


def licence_cost_yearly(situation: Situation) -> Held:
    """Return the yearly cost of the plan and the bought add-ons at the study's seats, in the organisation's currency.

    Which prices count: `money.prices.listed`. Not known without a plan, without a price, or in another currency for
    which the study has no rate.
    """
    vendor = situation.vendor
    plan = next((plan for plan in vendor.plans if plan.id == situation.plan), None)
    if plan is None:
        return unknown(YEARLY, "no plans listed" if not vendor.plans else f"no plan {situation.plan}")
    bought = {addon.id: addon for addon in vendor.addons}
    costs = [_item(situation, plan, plan=plan.id)]
    for name in situation.addons:
        addon = bought.get(name)
        costs.append(
            _item(situation, addon, plan=plan.id, addon=name) if addon else unknown(YEARLY, f"no add-on {name}")
        )
    evidence = tuple(found for cost in costs for found in cost.evidence)
    steps = tuple(step for cost in costs for step in cost.steps)
    missing = joined(cost.reason for cost in costs if cost.status is Status.UNKNOWN)
    if missing:
        return replace(unknown(YEARLY, missing, evidence), steps=steps)
    ends = [_ends(cost) for cost in costs]
    low, high = math.fsum(end[0] for end in ends), math.fsum(end[1] for end in ends)
    money = currency(situation)
    answer: Answer = Value(Money(low, money)) if low == high else Range(low, high)
    if len(costs) > 1:
        steps = (*steps, f"together: {_amount(low, high)} {money} a year")
    grade = weakest(cost.grade for cost in costs)
    return replace(
        costs[0],
        status=Status.VALUE if low == high else Status.RANGE,
        answers=(answer,),
        grade=grade,
        proven=min(cost.proven for cost in costs),
        expired=any(cost.expired for cost in costs),
        evidence=evidence,
        steps=steps,
    )


def licence_cost_of_budget(situation: Situation) -> Held:
    """Return 100 x yearly licence cost / yearly licence budget, in percent (above 100: dearer than the budget)."""
    cost = licence_cost_yearly(situation)
    budget = situation.organisation.licence_budget
    if budget is None or budget <= 0:
        return replace(unknown(OF_BUDGET, "the study gives no licence budget"), inputs=(cost,))
    if cost.status is Status.UNKNOWN:
        return replace(unknown(OF_BUDGET, cost.reason), inputs=(cost,))
    low, high = (100 * (end / budget) for end in _ends(cost))
    money = currency(situation)
    share = _amount(round(low, 2), round(high, 2))
    return replace(
        cost,
        fact=OF_BUDGET,
        answers=(Value(low) if low == high else Range(low, high),),
        evidence=(),
        inputs=(cost,),
        steps=(f"100 x {_amount(*_ends(cost))} {money} / {digits(budget)} {money} = {share} %",),
    )


def cost(situation: Situation) -> Cost:
    """Return the yearly licence cost as an interval, with the reason where it is not known."""
    held = licence_cost_yearly(situation)
    if held.status is Status.UNKNOWN:
        return Cost(low=None, high=None, currency=currency(situation), reason=held.reason)
    low, high = _ends(held)
    return Cost(low=low, high=high, currency=currency(situation))


def _ends(held: Held) -> tuple[float, float]:
    answer = held.answers[0]
    if isinstance(answer, Range):
        return answer.low, answer.high
    if isinstance(answer, Value) and isinstance(answer.value, Money):
        return answer.value.amount, answer.value.amount
    raise TypeError(f"not an amount of money: {answer!r}")


def _amount(low: float, high: float) -> str:
    return digits(low) if low == high else f"{digits(low)} to {digits(high)}"


def _item(situation: Situation, item: Plan | Addon, *, plan: str, addon: str = "") -> Held:
    """Return what one plan or add-on costs in a year, with every listed price and why it counts or not."""
    money = currency(situation)
    found = prices.listed(
        item,
        name=f"add-on {addon}" if addon else f"plan {plan}",
        plan=plan,
        addon=addon,
        vendor=situation.vendor,
        currency=money,
        rates=situation.rates,
        fact=situation.facts.get(YEARLY),
        fact_id=YEARLY,
        as_of=situation.as_of,
    )
    if found.reason:
        return unknown(YEARLY, found.reason, found.sieve.evidence)
    amounts = [offer.yearly(situation.seats) for offer in found.offers]
    low, high = min(amounts), max(amounts)
    answer: Answer = Value(Money(low, money)) if low == high else Range(low, high)
    steps = tuple(
        f"{found.name}: {prices.said(offer, situation.seats)} = {digits(amount)} {money} a year"
        for offer, amount in zip(found.offers, amounts, strict=True)
    )
    return replace(conclude_known(YEARLY, (answer,), found.sieve), steps=steps)
