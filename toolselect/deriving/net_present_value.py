"""What a vendor is worth in money against the status quo: the money criterion."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toolselect.answers import digits, not_applicable, unknown
from toolselect.deriving import licence
from toolselect.model.facts import Grade, Money, Range, Value
from toolselect.model.money import DriverValue, Scenario
from toolselect.model.result import Held, Status
from toolselect.money.business_case import Candidate, net_present_values, no_price, shaped
from toolselect.money.drivers import CLAIM_FACTS
from toolselect.money.figures import NoFigure
from toolselect.money.scenarios import billed, known, pick
from toolselect.money.sensitivity import used
from toolselect.money.terms import vendor_terms
from toolselect.money.yearly import contact_cost, payback

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolselect.deriving.situation import Situation
    from toolselect.model.facts import Answer
    from toolselect.model.money import MoneyPlan
    from toolselect.model.vendor import Vendor
    from toolselect.money.lines import Sheet
    from toolselect.money.scenarios import Known
    from toolselect.money.yearly import Model

NPV = "net_present_value"
OF_TARGET = "npv_of_target"
PAYBACK = "payback_months"
COST_PER_CONTACT = "cost_per_contact"
FACTS = (NPV, OF_TARGET, PAYBACK, COST_PER_CONTACT)


def no_case(situation: Situation) -> str:
    """Return why a study can have no business case; empty if it can."""
    study = situation.study
    if study is None or study.money is None:
        return "the study says nothing about money, or something wrong (key `money`)"
    if study.status_quo is None:
        return "there is no status quo to compare with"
    if not study.organisation.currency:
        return "the organisation names no currency"
    return ""


def candidate(situation: Situation, plan: MoneyPlan) -> Candidate:
    """Return what is known about the money of a vendor on its plan, its prices and claims included."""
    vendor = situation.vendor
    currency = situation.organisation.currency
    terms = vendor_terms(
        vendor,
        situation.plan,
        situation.addons,
        seats=situation.seats,
        currency=currency,
        money=plan,
        fact=situation.facts.get(licence.YEARLY),
        as_of=situation.as_of,
    )
    names = {one.id: one.name for one in vendor.plans}
    found = known(
        plan,
        vendor=vendor.id,
        seats=situation.seats,
        currency=currency,
        as_of=situation.as_of,
        terms=terms,
        legacy=_legacy(situation),
        claims=_claims(situation),
    )
    return Candidate(
        id=vendor.id,
        name=vendor.name,
        plan=situation.plan,
        plan_name=names.get(situation.plan, situation.plan),
        terms=terms.resolved(billed(found.values, found.channels)),
        known=found,
    )


def _legacy(situation: Situation) -> DriverValue | None:
    """Return what today's licences cost a year, from the profile of the status quo."""
    study = situation.study
    if study is None or study.status_quo is None:
        return None
    today: Vendor = study.status_quo
    plan = study.plan.get(today.id) or (today.plans[0].id if today.plans else "")
    there = replace(situation, vendor=today, plan=plan, addons=study.addons.get(today.id, ()))
    cost = licence.cost(there)
    if cost.low is None or cost.high is None:
        return None
    middle = (cost.low + cost.high) / 2
    source = f"profile of the status quo, {today.name}"
    return DriverValue(low=cost.low, likely=middle, high=cost.high, source=source, flat=cost.low < cost.high)


def _claims(situation: Situation) -> dict[str, DriverValue]:
    """Return what the vendor's profile says that the vendor promises; of figures that disagree the middle counts."""
    found = {}
    for driver, fact in CLAIM_FACTS.items():
        stated = situation.held(fact)
        ends = [
            end
            for answer in stated.answers
            for end in (
                (answer.low, answer.high)
                if isinstance(answer, Range)
                else (answer.value,)
                if isinstance(answer, Value)
                else ()
            )
            if isinstance(end, int | float)
        ]
        if ends:
            low, high = float(min(ends)), float(max(ends))
            source = ", ".join(dict.fromkeys(one.entry.source for one in stated.evidence if one.used))
            found[driver] = DriverValue(low=low, likely=(low + high) / 2, high=high, source=source, flat=low < high)
    return found


def net_present_value(situation: Situation) -> Held:
    """Return the NPV against the status quo in the study's currency: low to high scenario, likely base.

    The status quo itself is worth 0: it is what all others are compared with. The grade is that of the vendor's prices;
    a case that rests on benchmarks proves nothing.
    """
    found = _ends(situation, NPV)
    if isinstance(found, Held):
        return found
    (low, base, high), grade, steps, proven = found
    money = situation.organisation.currency
    answer: Answer = Value(Money(base, money)) if low == high else Range(low, high, base)
    return _held(NPV, answer, grade, steps, proven=proven)


def npv_of_target(situation: Situation) -> Held:
    """Return 100 x NPV / the study's target NPV, in percent: 0 is the status quo, 100 what would fully satisfy."""
    found = _ends(situation, OF_TARGET)
    if isinstance(found, Held):
        return found
    target = None if situation.study is None or situation.study.money is None else situation.study.money.target
    if target is None:
        return unknown(OF_TARGET, "the study gives no target for the net present value (money.target)")
    (low, base, high), grade, steps, proven = found
    low, base, high = (100 * (end / target) for end in (low, base, high))
    answer: Answer = Value(base) if low == high else Range(low, high, base)
    money = situation.organisation.currency
    told = f"100 x net present value / {digits(target)} {money} = {digits(round(base, 1))} %"
    return _held(OF_TARGET, answer, grade, (*steps, told), proven=proven)


def payback_months(situation: Situation) -> Held:
    """Return the months from the decision until the undiscounted balance is back at zero, in the base scenario."""
    return _base(situation, PAYBACK, payback)


def cost_per_contact(situation: Situation) -> Held:
    """Return what a resolved contact costs in the base scenario, the tool and the agents' time included."""
    found = _base(situation, COST_PER_CONTACT, contact_cost)
    answers = tuple(
        Value(Money(one.value, situation.organisation.currency))
        if isinstance(one, Value) and isinstance(one.value, float)
        else one
        for one in found.answers
    )
    return replace(found, answers=answers)


def _base(situation: Situation, fact: str, figure: Callable[[Model, Sheet], float | NoFigure]) -> Held:
    why = no_case(situation)
    study = situation.study
    if why or study is None or study.money is None:
        return unknown(fact, why)
    if study.status_quo is not None and situation.vendor.id == study.status_quo.id:
        return not_applicable(fact, "the status quo is what the others are compared with")
    one = candidate(situation, study.money)
    why = no_price(one.known)
    if why:
        return unknown(fact, why)
    picked = pick(one.known, Scenario.BASE, study.money)
    shape = shaped(study.money, one.known, picked)
    found = figure(shape, picked.sheet)
    if isinstance(found, NoFigure):
        return unknown(fact, found.reason)
    benchmarks = _benchmarks(one.known, shape, picked.sheet)
    steps = (f"base scenario: {digits(round(found, 2))}",)
    return _held(fact, Value(found), one.terms.grade, steps, proven=not benchmarks)


_Found = tuple[tuple[float, float, float], Grade | None, tuple[str, ...], bool]


def _ends(situation: Situation, fact: str) -> Held | _Found:
    why = no_case(situation)
    study = situation.study
    if why or study is None or study.money is None:
        return unknown(fact, why)
    money = situation.organisation.currency
    if study.status_quo is not None and situation.vendor.id == study.status_quo.id:
        return (0.0, 0.0, 0.0), None, ("the status quo is what the others are compared with: 0",), True
    one = candidate(situation, study.money)
    why = no_price(one.known)
    if why:
        return unknown(fact, why)
    low, base, high = net_present_values(study.money, one.known)
    least, most = min(low, base, high), max(low, base, high)
    picked = pick(one.known, Scenario.BASE, study.money)
    shape = shaped(study.money, one.known, picked)
    lines = ", ".join(counted.line.title.lower() for counted in shape.lines if not counted.apart)
    rate = f"{study.money.horizon} years at {digits(study.money.discount_rate)} %"
    benchmarks = _benchmarks(one.known, shape, picked.sheet)
    steps = (
        f"low {_whole(low)}, base {_whole(base)}, high {_whole(high)} {money}; {rate}",
        f"lines counted: {lines}",
        *([f"{benchmarks} figures are benchmarks, not yours"] if benchmarks else []),
    )
    return (least, base, most), one.terms.grade, steps, not benchmarks


def _benchmarks(one: Known, shape: Model, sheet: Sheet) -> int:
    """Count the figures of a case that are nobody's own."""
    return sum(one.values[name].benchmark for name in used(shape, sheet))


def _whole(figure: float) -> str:
    return f"{figure:,.0f}"


def _held(fact: str, answer: Answer, grade: Grade | None, steps: tuple[str, ...], *, proven: bool) -> Held:
    documented = grade is None or grade.reaches(Grade.DOCUMENTATION)
    return Held(
        fact=fact,
        status=Status.VALUE if isinstance(answer, Value) else Status.RANGE,
        answers=(answer,),
        grade=grade,
        known=1.0,
        proven=1.0 if proven and documented else 0.0,
        steps=steps,
    )
