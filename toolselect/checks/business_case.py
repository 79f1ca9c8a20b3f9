"""Rules about the business case: what it lacks, what it counts twice, and what can't be."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from toolselect.answers import digits
from toolselect.checks.money import LOW_PRICE, low_price
from toolselect.deriving import net_present_value
from toolselect.deriving.situation import situation
from toolselect.diagnostics import Diagnostic, diagnostic, nearest
from toolselect.model.money import Scenario
from toolselect.money.business_case import no_price, shaped
from toolselect.money.lines import BY_ID, drivers_of
from toolselect.money.prices import RESOLUTION, counted
from toolselect.money.scenarios import pick
from toolselect.money.sensitivity import tornado

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolselect.checks.answered import Alternative, Answered
    from toolselect.diagnostics import Place
    from toolselect.model.money import MoneyPlan
    from toolselect.money.business_case import Candidate
    from toolselect.money.lines import Sheet

SERVICE = {
    "first_contact_resolution": "fcr_after",
    "handle_time": "handle_time_saved",
}
"""Facts about service results that a driver of the business case speaks of, too."""

WEEKS = 52


def _cases(answered: Answered) -> Iterator[tuple[Alternative, MoneyPlan, Candidate]]:
    """Yield each vendor with its money, where the study can have a business case."""
    study = answered.study
    if study.money is None or study.status_quo is None or not study.organisation.currency:
        return
    for one in answered.vendors:
        where = situation(study, one.vendor, one.placed.choice.id)
        yield one, study.money, net_present_value.candidate(where, study.money)


def baseline(answered: Answered) -> Iterator[Diagnostic]:
    """Yield that there is nothing to compare with: no status quo, or no currency."""
    study = answered.study
    if study.money is None:
        return
    if study.status_quo is None:
        message = "there is a business case, and no status quo to compare with"
        yield diagnostic("TS635", _key(study.money), message, "name a profile of what you have today: `status_quo:`")
    if not study.organisation.currency:
        message = "there is a business case, and the organisation names no currency"
        hint = "write it under `organisation: currency:`"
        yield diagnostic("TS634", _key(study.money), message, hint)


def _key(plan: MoneyPlan) -> Place:
    place = plan.place
    return type(place)(path=place.path, key=place.key, at="key")


def prices(answered: Answered) -> Iterator[Diagnostic]:
    """Yield vendors whose plan has no price, or one in a currency for which there is no rate."""
    for one, plan, found in _cases(answered):
        why = no_price(found.known)
        if not why:
            continue
        currency = answered.study.organisation.currency
        place = next((p.place for p in one.vendor.plans if p.id == found.plan), one.vendor.place)
        if f"not in {currency}" in why:
            hint = f"add a dated rate to {currency} under `money: rates:`"
            yield diagnostic("TS634", place, f"{one.vendor.name}: {why}", hint)
        else:
            hint = f"ask for a quote, and write it under `money: vendors: {one.vendor.id}: seat_price:`"
            own = plan.vendors.get(one.vendor.id)
            at = _key(plan) if own is None else own.place
            yield diagnostic("TS636", at, f"{one.vendor.name} has no business case: {why}", hint)


def picked_prices(answered: Answered) -> Iterator[Diagnostic]:
    """Yield usage prices that the study picks and the vendor's profile does not list: they would cost nothing."""
    for one, plan, _ in _cases(answered):
        own = plan.vendors.get(one.vendor.id)
        if own is None:
            continue
        listed = one.vendor.usage_prices
        for name, scope in own.usage.items():
            scopes = list(dict.fromkeys(price.scope for price in listed if price.id == name))
            if not scopes:
                ids = list(dict.fromkeys(price.id for price in listed))
                message = f"{one.vendor.name} has no usage price `{name}`"
                hint = nearest(name, ids) or (
                    f"its usage prices: {', '.join(ids)}" if ids else "its profile lists none"
                )
                yield diagnostic("TS630", own.place.below("usage", name, at="key"), message, hint)
            elif scope not in scopes:
                message = f"no price `{name}` of {one.vendor.name} has the scope `{scope}`"
                hint = nearest(scope, scopes) or "its scopes: " + ", ".join(f"`{each}`" for each in scopes)
                yield diagnostic("TS630", own.place.below("usage", name), message, hint)


def low_quotes(answered: Answered) -> Iterator[Diagnostic]:
    """Yield quotes that are zero, or far below the median of what three vendors or more ask for their seats."""
    costs: dict[str, float] = {}
    quoted: dict[str, Place] = {}
    names: dict[str, str] = {}
    for one, plan, found in _cases(answered):
        own = plan.vendors.get(one.vendor.id)
        if "licence" in found.known.values:
            costs[one.vendor.id] = found.known.values["licence"].likely
        if own is not None and own.seat_price is not None:
            quoted[one.vendor.id], names[one.vendor.id] = own.place.below("seat_price"), one.vendor.name
    for name, place in quoted.items():
        message = low_price(names[name], costs[name], list(costs.values()), answered.study.organisation.currency)
        if message:
            yield diagnostic("TS601", place, message, LOW_PRICE)


def counting_for_nothing(answered: Answered) -> Iterator[Diagnostic]:
    """Yield figures of the study that change no amount."""
    plan = answered.study.money
    if plan is None:
        return
    if plan.go_live >= 12 * plan.horizon:
        message = f"the tool goes live {plan.go_live} months after the decision, and the case ends after {plan.horizon}"
        hint = "without use there is no benefit; a longer `horizon` would show some"
        yield diagnostic("TS643", plan.place.below("go_live"), f"{message} years", hint)
    for unit, used in plan.usage.items():
        if unit in RESOLUTION:
            message = f"how often `{unit}` is billed follows from the driver `automated_resolution`"
            yield diagnostic("TS643", used.place or _key(plan), message, "take it out")
            continue
        listed = [price for one in answered.vendors for price in one.vendor.usage_prices]
        sold = [name for name in dict.fromkeys(counted(price.per)[1] for price in listed) if name not in RESOLUTION]
        if unit not in sold:
            hint = nearest(unit, sold) or ("units with a price: " + ", ".join(sold) if sold else "")
            yield diagnostic("TS643", used.place or _key(plan), f"no vendor has a price for each `{unit}`", hint)
    cases = [found for *_, found in _cases(answered)]
    complete = {channel for found in cases for channel in found.known.channels}
    for channel, given in plan.channels.items():
        lacking = [name for name in ("volume", "handle_time") if name not in given]
        if lacking and cases and channel not in complete:
            what = " and ".join(f"`{name}`" for name in lacking)
            place = plan.place.below("channels", channel, at="key")
            yield diagnostic(
                "TS643", place, f"the contacts of `{channel}` do not count: {what} is missing", f"add {what}"
            )


def risk_twice(answered: Answered) -> Iterator[Diagnostic]:
    """Yield risk factors of the study on lines whose drivers have a range of the study."""
    said: set[str] = set()
    for _, plan, found in _cases(answered):
        picked = pick(found.known, Scenario.BASE, plan)
        for line in plan.risks:
            spread = [name for name in drivers_of(BY_ID[line], picked.sheet) if name in picked.ranged]
            spread.sort(key=lambda name: found.known.values[name].benchmark)  # the study's own are named first
            if spread and line not in said:
                said.add(line)
                message = f"`{line}` has a risk factor, and a range of its driver `{spread[0]}`"
                hint = f"the range is the risk already: drop the factor, or give `{spread[0]}` as one number"
                yield diagnostic("TS637", plan.place.below("risks", line), message, hint)


def rails(answered: Answered) -> Iterator[Diagnostic]:
    """Yield figures that do not fit together: hours, repeats, margins and directions."""
    said: set[str] = set()
    for _, plan, found in _cases(answered):
        if no_price(found.known):
            continue
        sheet = pick(found.known, Scenario.BASE, plan).sheet
        for name, code, message, hint in _unfit(plan, sheet):
            if f"{code}{message}" in said:
                continue
            said.add(f"{code}{message}")
            value = found.known.values.get(name)
            place = _key(plan) if value is None or value.place is None else value.place
            yield diagnostic(code, place, message, hint)


def _unfit(plan: MoneyPlan, sheet: Sheet) -> Iterator[tuple[str, str, str, str]]:
    def figure(name: str) -> float:
        return float(sheet.figure(name))

    if plan.switched.get("B8") and sheet.has("revenue") and not sheet.has("gross_margin"):
        yield "revenue", "TS638", "revenue is counted, and no gross margin", "add `gross_margin`, in percent"
    for after, before, falls in (
        ("fcr_after", "fcr_before", True),
        ("turnover_after", "turnover_before", False),
    ):
        if sheet.has(after, before) and (figure(after) < figure(before) if falls else figure(after) > figure(before)):
            message = f"`{after}` is {digits(figure(after))} %, and `{before}` {digits(figure(before))} %"
            yield after, "TS641", message, "it counts as no benefit; what it costs is not in the case"
    if sheet.has("fcr_after", "fcr_before", "repeats"):
        avoided = (figure("fcr_after") - figure("fcr_before")) / 100 * figure("repeats")
        if avoided > 1:
            message = f"{digits(round(avoided, 2))} repeats are avoided for each contact there is"
            yield "repeats", "TS639", message, "repeats avoided can't be more than contacts"
    if sheet.channels and sheet.has("agents", "paid_hours"):
        productive = figure("occupancy") * (100 - figure("shrinkage")) / 10_000
        hours = math.fsum(
            figure(f"{channel}.volume") * figure(f"{channel}.handle_time") / 60 / figure(f"{channel}.concurrency")
            for channel in sheet.channels
        )
        paid = figure("agents") * figure("paid_hours") * WEEKS
        if hours / productive > paid:
            message = (
                f"the contacts need {hours / productive:,.0f} paid hours a year, and {digits(figure('agents'))} agents "
                f"are paid for {paid:,.0f}"
            )
            hint = "check volumes, handle times, concurrency, shrinkage and occupancy"
            yield f"{sheet.channels[0]}.volume", "TS639", message, hint


def hanging_on_one(answered: Answered) -> Iterator[Diagnostic]:
    """Yield the drivers that turn a vendor's gain into a loss somewhere in their own range."""
    found: dict[str, list[str]] = {}
    places: dict[str, Place] = {}
    for one, plan, case in _cases(answered):
        if no_price(case.known):
            continue
        picked = pick(case.known, Scenario.BASE, plan)
        for bar in tornado(case.known, shaped(plan, case.known, picked), picked.sheet):
            if bar.flips:
                found.setdefault(bar.driver, []).append(one.vendor.name)
                value = case.known.values[bar.driver]
                places.setdefault(bar.driver, value.place or _key(plan))
    for name, vendors in found.items():
        whose = ", ".join(vendors)
        message = f"`{name}` alone, within its own range, makes the money of {whose} a gain or a loss"
        yield diagnostic("TS642", places[name], message, "find this figure out before the money decides")


def also_criteria(answered: Answered) -> Iterator[Diagnostic]:
    """Yield criteria on service results that are drivers of a scored business case, too."""
    study = answered.study
    scored = {leaf.fact for leaf in answered.asked.values() if answered.tree.weights.get(leaf.id)}
    if study.money is None or not scored & set(net_present_value.FACTS):
        return
    for leaf in answered.asked.values():
        driver = SERVICE.get(leaf.fact)
        if driver is not None and driver in study.money.drivers and answered.tree.weights.get(leaf.id):
            message = f"`{leaf.id}` scores what the driver `{driver}` puts into the net present value, too"
            hint = "meant where customers feel it; otherwise give one of them weight 0"
            yield diagnostic("TS640", study.money.drivers[driver].place or _key(study.money), message, hint)
