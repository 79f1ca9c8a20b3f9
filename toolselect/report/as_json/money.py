"""The business case as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolselect.model.money import (
        Bar,
        BreakEven,
        BusinessCase,
        Chance,
        Crossing,
        DriverShown,
        Figures,
        LineAmounts,
        PriceLine,
        Rate,
        ScenarioCase,
        VendorCase,
    )
    from toolselect.report.as_json.facts import Json


def money_data(case: BusinessCase) -> dict[str, Json]:
    """Return the business case at full precision."""
    return {
        "currency": case.currency,
        "horizon": case.horizon,
        "discount_rate": case.discount_rate,
        "baseline": case.baseline,
        "go_live": case.go_live,
        "ramp": list(case.ramp),
        "target": case.target,
        "draws": case.draws,
        "seed": case.seed,
        "independent": list(case.independent),
        "drivers": [_driver(one) for one in case.drivers],
        "rates": [_rate(one) for one in case.rates],
        "vendors": [_vendor(one) for one in case.vendors],
        "pairwise": {one: dict(others) for one, others in case.pairwise.items()},
        "crossings": [_crossing(one) for one in case.crossings],
        "conventions": list(case.conventions),
        "reasons": {**case.reasons, **({} if case.target is not None else {"target": "the study gives none"})},
    }


def _driver(one: DriverShown) -> dict[str, Json]:
    value = one.value
    return {
        "id": one.id,
        "title": one.title,
        "unit": one.unit,
        "used": one.used,
        "low": value.low,
        "likely": value.likely,
        "high": value.high,
        "effect": one.effect.value,
        "benchmark": value.benchmark,
        "convention": value.convention,
        "source": value.source,
        "year": value.year,
        "vendor": one.vendor or None,
    }


def _rate(one: Rate) -> dict[str, Json]:
    return {"from": one.of, "to": one.to, "rate": one.rate, "date": one.date.isoformat(), "source": one.source}


def _vendor(one: VendorCase) -> dict[str, Json]:
    return {
        "id": one.vendor,
        "name": one.name,
        "plan": one.plan or None,
        "plan_name": one.plan_name or None,
        "prices": [_price(price) for price in one.prices],
        "scenarios": {case.scenario.value: _scenario(case) for case in one.scenarios},
        "tornado": [_bar(bar) for bar in one.tornado],
        "break_even": [_even(even) for even in one.break_even],
        "chance": None if one.chance is None else _chance(one.chance),
        "cost_curve": [
            {"factor": at.factor, "contacts": at.contacts, "seats": at.seats, "yearly": at.yearly}
            for at in one.cost_curve
        ],
        "exit_cost": one.exit_cost,
        "reasons": {**one.reasons, **({} if one.chance is not None else {"chance": one.reasons.get("npv", "")})},
    }


def _price(one: PriceLine) -> dict[str, Json]:
    source = one.source
    return {
        "line": one.line,
        "what": one.what,
        "low": one.low,
        "high": one.high,
        "currency": one.currency,
        "per": one.per,
        "billed": one.billed,
        "scope": one.scope,
        "included": one.included,
        "rate": None if one.rate is None else _rate(one.rate),
        "yearly": None if one.yearly is None else list(one.yearly),
        "source": None
        if source is None
        else {"id": source.id, "title": source.title, "url": source.url or None, "date": source.date_text},
        "grade": None if one.grade is None else one.grade.value,
    }


def _scenario(case: ScenarioCase) -> dict[str, Json]:
    return {
        "figures": _figures(case.figures),
        "benefits": list(case.benefits),
        "costs": list(case.costs),
        "net": list(case.net),
        "discounted": list(case.discounted),
        "cumulative": list(case.cumulative),
        "by_month": list(case.by_month),
        "lines": [_line(line) for line in case.lines],
        "apart": [_line(line) for line in case.apart],
        "left_out": [
            {"id": out.id, "title": out.title, "side": out.side.value, "reason": out.reason} for out in case.left_out
        ],
        "drivers": [_driver(one) for one in case.drivers],
    }


def _figures(found: Figures) -> dict[str, Json]:
    return {
        "pv_benefits": found.pv_benefits,
        "pv_costs": found.pv_costs,
        "npv": found.npv,
        "roi_percent": found.roi_percent,
        "payback_months": found.payback_months,
        "discounted_payback_months": found.discounted_payback_months,
        "irr": None if "irr" in found.reasons else list(found.irr),
        "total_cost": found.total_cost,
        "contact_cost": found.contact_cost,
        "reasons": dict(found.reasons),
    }


def _line(line: LineAmounts) -> dict[str, Json]:
    return {
        "id": line.id,
        "title": line.title,
        "side": line.side.value,
        "risk": line.risk,
        "amounts": list(line.amounts),
        "unadjusted": list(line.unadjusted),
        "pv": line.pv,
        "basis": line.basis,
        "drivers": _names(line.drivers),
        "benchmarks": _names(line.benchmarks),
    }


def _names(names: Sequence[str]) -> list[Json]:
    return list(names)


def _bar(bar: Bar) -> dict[str, Json]:
    return {
        "driver": bar.driver,
        "title": bar.title,
        "unit": bar.unit,
        "low": bar.low,
        "high": bar.high,
        "npv_low": bar.npv_low,
        "npv_high": bar.npv_high,
        "benchmark": bar.benchmark,
        "flips": bar.flips,
    }


def _even(even: BreakEven) -> dict[str, Json]:
    return {
        "driver": even.driver,
        "title": even.title,
        "unit": even.unit,
        "base": even.base,
        "at": even.at,
        "effect": even.effect.value,
        "reasons": {} if even.at is not None else {"at": even.reason},
    }


def _chance(found: Chance) -> dict[str, Json]:
    return {
        "p10": found.p10,
        "p50": found.p50,
        "p90": found.p90,
        "mean": found.mean,
        "positive": found.positive,
        "edges": list(found.edges),
        "shares": list(found.shares),
    }


def _crossing(one: Crossing) -> dict[str, Json]:
    return {
        "first": one.first,
        "second": one.second,
        "factor": one.factor,
        "contacts": one.contacts,
        "cheaper_below": one.cheaper_below or None,
        "reasons": {} if one.factor is not None else {"factor": one.reason},
    }
