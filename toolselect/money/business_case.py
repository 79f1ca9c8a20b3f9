"""The whole business case: every vendor against the status quo, in every scenario, with what doubt does to it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolselect.answers import digits
from toolselect.model.money import BusinessCase, Scenario, Side, VendorCase
from toolselect.money.drivers import DRIVERS
from toolselect.money.scenarios import Known, pick, shown
from toolselect.money.yearly import Model, model, npv, table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolselect.model.money import DriverShown, MoneyPlan, ScenarioCase
    from toolselect.money.draws import Array
    from toolselect.money.scenarios import Picked
    from toolselect.money.terms import Terms

NO_CLAIM = "no claim of the vendor about a driver is on record"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A vendor on its plan, with its prices and what is known of its drivers."""

    id: str
    name: str
    plan: str
    plan_name: str
    terms: Terms
    known: Known


def shaped(plan: MoneyPlan, known: Known, picked: Picked) -> Model:
    """Return the form of a vendor's case in a scenario."""
    return model(plan, picked.sheet, picked.ranged, known.reasons)


def no_price(known: Known) -> str:
    """Return why a vendor has no case; empty if it has one."""
    return "" if "licence" in known.values else known.reasons.get("licence", "no price is known")


def net_present_values(plan: MoneyPlan, known: Known) -> tuple[float, float, float]:
    """Return the NPV in the low, the base and the high scenario, in the study's currency.

    Raises:
        KeyError: if the vendor's seats have no price (`no_price`).
    """
    found = []
    for scenario in (Scenario.LOW, Scenario.BASE, Scenario.HIGH):
        picked = pick(known, scenario, plan)
        found.append(float(npv(shaped(plan, known, picked), picked.sheet)))
    low, base, high = found
    return low, base, high


def business_case(
    plan: MoneyPlan,
    candidates: Sequence[Candidate],
    *,
    baseline: str,
    currency: str,
    seats: int,
    draws: int,
    seed: int,
) -> BusinessCase:
    """Return every vendor's case, and what follows from all of them together."""
    from toolselect.money import draws as drawing
    from toolselect.money.sensitivity import crossings

    priced = [one for one in candidates if not no_price(one.known)]
    shared: dict[str, Array] = {}
    results: dict[str, Array] = {}
    for one in priced:
        values = drawing.draw(one.known, seed=seed, rows=draws, shared=shared)
        base = pick(one.known, Scenario.BASE, plan)
        shape = shaped(plan, one.known, base)
        results[one.id] = drawing.npvs(shape, one.known.channels, values, draws)
    cases = tuple(_case(plan, one, seats, results) for one in candidates)
    return BusinessCase(
        currency=currency,
        horizon=plan.horizon,
        discount_rate=plan.discount_rate,
        baseline=baseline,
        go_live=plan.go_live,
        ramp=plan.ramp,
        target=plan.target,
        drivers=_common(cases),
        rates=plan.rates,
        vendors=cases,
        pairwise={
            one: {other: drawing.higher(results[one], results[other]) for other in results if other != one}
            for one in results
        },
        crossings=crossings([(one.known, one.terms) for one in priced], seats),
        draws=draws,
        seed=seed,
        independent=tuple(sorted({bar.driver for case in cases for bar in case.tornado})),
        conventions=_conventions(plan),
    )


def _case(plan: MoneyPlan, one: Candidate, seats: int, results: Mapping[str, Array]) -> VendorCase:
    from toolselect.money import draws as drawing
    from toolselect.money.sensitivity import break_even, cost_curve, tornado

    known, problem = one.known, no_price(one.known)
    if problem:
        return VendorCase(
            vendor=one.id,
            name=one.name,
            plan=one.plan,
            plan_name=one.plan_name,
            prices=one.terms.prices,
            reasons={"npv": problem},
        )
    reasons = {} if known.claims else {"vendor_claim": NO_CLAIM}
    scenarios = tuple(
        _scenario(plan, known, scenario)
        for scenario in Scenario
        if scenario is not Scenario.VENDOR_CLAIM or known.claims
    )
    picked = pick(known, Scenario.BASE, plan)
    shape = shaped(plan, known, picked)
    base = scenarios[1]
    exit_cost = math.fsum(sum(line.amounts) for line in base.apart if line.side is Side.COST) if base.apart else None
    if not any(line.id == "C10" for line in base.apart):
        exit_cost = None
        reasons["exit_cost"] = next(
            (out.reason for out in base.left_out if out.id == "C10"), "the study counts it among the costs"
        )
    npvs = results[one.id]
    return VendorCase(
        vendor=one.id,
        name=one.name,
        plan=one.plan,
        plan_name=one.plan_name,
        prices=one.terms.prices,
        scenarios=scenarios,
        tornado=tornado(known, shape, picked.sheet),
        break_even=break_even(shape, picked.sheet),
        chance=drawing.chance(npvs),
        cost_curve=cost_curve(known, one.terms, seats),
        exit_cost=exit_cost,
        reasons=reasons,
    )


def _scenario(plan: MoneyPlan, known: Known, scenario: Scenario) -> ScenarioCase:
    from toolselect.money.sensitivity import used

    picked = pick(known, scenario, plan)
    shape = shaped(plan, known, picked)
    names = used(shape, picked.sheet)
    return table(
        shape,
        picked.sheet,
        scenario=scenario,
        values=known.values,
        drivers=shown(known, picked, names),
    )


def _common(cases: Sequence[VendorCase]) -> tuple[DriverShown, ...]:
    """Return the drivers that hold for all vendors, as the base scenario uses them, in the order of the catalogue."""
    found: dict[str, DriverShown] = {}
    for case in cases:
        base = case.scenario(Scenario.BASE)
        for one in () if base is None else base.drivers:
            if not one.vendor:
                found.setdefault(one.id, one)
    order = {name: index for index, name in enumerate(DRIVERS)}
    return tuple(sorted(found.values(), key=lambda one: (order[one.id.rpartition(".")[2]], one.id)))


def _conventions(plan: MoneyPlan) -> tuple[str, ...]:
    """Return how it is counted, as sentences for the reader."""
    ramp = ", ".join(f"{digits(share)} %" for share in plan.ramp)
    live = "on the day of the decision" if not plan.go_live else f"{plan.go_live} months after the decision"
    return (
        "Year 0 is the day of the decision and is not discounted.",
        f"Years 1 to {plan.horizon} count at their end, discounted at {digits(plan.discount_rate)} % a year.",
        "Every figure is the difference to the status quo, whose running costs end when it is retired.",
        "Money is nominal: growth of wages and contacts and the rise of prices are drivers of their own.",
        f"The tool goes live {live}; its benefits grow with adoption, {ramp} in the first, second, … year after that.",
        "Effects come in order: fewer repeats, then automated resolution of what is left, then shorter handle time.",
        "Freed time becomes money only as far as it is recaptured; revenue counts as gross margin, if switched on.",
        "Benefits are lowered and costs raised by a risk factor a line; a line with a range of its own has none.",
        "ROI is the net present value by the present value of costs.",
        "Payback counts months from the decision, undiscounted, to the first time that the balance is back at zero.",
        "Avoided losses and the cost of leaving again are shown apart and not counted.",
    )
