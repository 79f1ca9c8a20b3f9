"""The business case on a terminal, and as rows of CSV."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from toolselect.cli.paper import line, rendered
from toolselect.model.money import Scenario, yearly_table
from toolselect.report import numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from toolselect.model.money import BusinessCase, DriverShown, PriceLine, ScenarioCase, VendorCase
    from toolselect.model.result import Evaluation

COLUMNS = ("vendor", "scenario", "line", "title", "side", "counted", "risk_percent", "year", "amount", "unadjusted")
NAMES = {
    Scenario.LOW: "Low",
    Scenario.BASE: "Base",
    Scenario.HIGH: "High",
    Scenario.VENDOR_CLAIM: "Vendor's claim",
}
BARS = 3  # drivers shown for each vendor
YEARS = 5  # more columns than these do not fit
NOTHING = "\u2013"


def rows(case: BusinessCase) -> str:
    """Return a row for each vendor, scenario, line and year, at full precision."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for vendor in case.vendors:
        for one in vendor.scenarios:
            for counted, lines in (("yes", one.lines), ("no", one.apart)):
                for item in lines:
                    for year, (amount, plain) in enumerate(zip(item.amounts, item.unadjusted, strict=True)):
                        named = (vendor.vendor, one.scenario.value, item.id, item.title, item.side.value)
                        writer.writerow((*named, counted, item.risk, year, amount, plain))
    return out.getvalue()


def text(evaluation: Evaluation, case: BusinessCase, width: int, *, lines: bool = False, colour: bool = False) -> str:
    """Return what each vendor is worth against the status quo, what could change it, and what it rests on."""
    baseline = evaluation.vendor(case.baseline).name
    years = numbers.count(case.horizon, "year")
    parts: list[RenderableType] = [
        line(evaluation.study.title, "bold"),
        line(f"Against {baseline}: {years}, {numbers.plain(case.discount_rate)} % a year, {case.currency}"),
    ]
    parts += ["", line("Net present value", "bold"), _values(case)]
    if figures := _figures(case):
        parts += ["", *figures]
    if lines:
        for vendor in case.vendors:
            for one in vendor.scenarios:
                parts += ["", *_lines(case, vendor, one, width)]
            parts += _listed(f"Prices of {vendor.name}", [_price(price) for price in vendor.prices])
    parts += _listed("What could change it most", [*_bars(case)])
    parts += _listed("Vendors against each other", [*_pairs(case)])
    parts += _listed("Not computed", [f"{one.name}: {one.reasons['npv']}" for one in case.vendors if not one.scenarios])
    parts += _listed("Left out, never zero", [*_left_out(case)])
    parts += _listed("Benchmarks, not yours", [_benchmark(one) for one in case.drivers if one.value.benchmark])
    return rendered(parts, width, colour=colour)


def _listed(title: str, items: Sequence[str]) -> list[RenderableType]:
    if not items:
        return []
    grid = Table.grid(padding=(0, 1))
    for item in items:
        grid.add_row("  -", line(item))
    return ["", line(title, "bold"), grid]


def _table(*heads: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, header_style="bold", show_edge=False)
    for number, head in enumerate(heads):
        table.add_column(head, justify="right" if number else "left", no_wrap=bool(number))
    return table


def _whole(amount: float | None) -> str:
    return NOTHING if amount is None else numbers.score(amount, 0)


def _values(case: BusinessCase) -> Table:
    shown = [scenario for scenario in Scenario if any(one.scenario(scenario) for one in case.vendors)]
    table = _table(
        "Vendor\nPlan", *(NAMES[one].replace(" ", "\n") for one in shown), "Chance\nabove 0", "In 8 of 10\ndraws"
    )
    for vendor in case.vendors:
        cells = []
        for scenario in shown:
            found = vendor.scenario(scenario)
            cells.append(_whole(None if found is None else found.figures.npv))
        chance = vendor.chance
        cells.append(NOTHING if chance is None else numbers.percent(chance.positive))
        cells.append(NOTHING if chance is None else f"{_whole(chance.p10)}\nto {_whole(chance.p90)}")
        table.add_row(Text("\n").join([line(vendor.name), line(vendor.plan_name)]), *cells)
    return table


def _figures(case: BusinessCase) -> list[RenderableType]:
    scenario = next((s for s in (Scenario.BASE, *Scenario) if any(v.scenario(s) for v in case.vendors)), None)
    if scenario is None:
        return []
    table = _table(
        "Vendor",
        "PV of\nbenefits",
        "PV of\ncosts",
        "ROI",
        "Payback\nmonths",
        "IRR",
        "Cost of\na contact",
        "Total\ncost",
    )
    for vendor in case.vendors:
        found = vendor.scenario(scenario)
        if found is None:
            continue
        one = found.figures
        rates = ", ".join(f"{numbers.score(100 * rate, 0)} %" for rate in one.irr) or "none"
        table.add_row(
            line(vendor.name),
            _whole(one.pv_benefits),
            _whole(one.pv_costs),
            NOTHING if one.roi_percent is None else f"{numbers.score(one.roi_percent, 0)} %",
            "never" if one.payback_months is None else numbers.score(one.payback_months, 1),
            rates,
            NOTHING if one.contact_cost is None else numbers.score(one.contact_cost, 2),
            _whole(one.total_cost),
        )
    return [line(f"Scenario {NAMES[scenario].lower()}", "bold"), table]


def _lines(case: BusinessCase, vendor: VendorCase, one: ScenarioCase, width: int) -> list[RenderableType]:
    """Return the yearly table in whole units of money; its totals are sums of what is shown."""
    years = range(case.horizon + 1) if case.horizon <= YEARS and width >= 76 else ()
    table = _table("Line", "Risk", *(f"Year {year}" if year else "Start" for year in years), "Total", "PV")
    risks = {item.id: item.risk for item in one.lines}
    for row in yearly_table(one, 0):
        style = "" if row.line else "bold"
        risk = f"{numbers.points(risks[row.line], 0)} %" if risks.get(row.line) else ""
        cells = [_whole(row.amounts[year]) for year in years]
        table.add_row(line(row.title, style), risk, *cells, _whole(row.total), _whole(row.pv), style=style)
    for item in one.apart:
        cells = [_whole(item.amounts[year]) for year in years]
        table.add_row(line(f"apart: {item.title}"), "", *cells, _whole(sum(item.amounts)), _whole(item.pv))
    return [line(f"{vendor.name}, scenario {NAMES[one.scenario].lower()}, {case.currency}", "bold"), table]


def _price(price: PriceLine) -> str:
    amount = (
        numbers.plain(price.low)
        if price.low == price.high
        else f"{numbers.plain(price.low)} to {numbers.plain(price.high)}"
    )
    told = [f"{price.what}: {amount} {price.currency} per {price.per}"]
    if price.billed:
        told.append(f"billed {price.billed}")
    if price.scope:
        told.append(price.scope)
    if price.included:
        told.append(f"{numbers.plain(price.included)} a year included")
    if price.rate is not None:
        told.append(f"1 {price.rate.of} = {numbers.plain(price.rate.rate)} {price.rate.to} on {price.rate.date}")
    if price.source is not None:
        told.append(f"{price.source.title}, {price.source.date_text}")
    return ", ".join(told)


def _bars(case: BusinessCase) -> Iterator[str]:
    for vendor in case.vendors:
        needed = {one.driver: one.at for one in vendor.break_even}
        for bar in vendor.tornado[:BARS]:
            ends = f"{_amount(bar.low, bar.unit)} to {_amount(bar.high, bar.unit)}"
            told = f"{vendor.name}: {bar.title.lower()}, {ends}: {_whole(bar.npv_low)} to {_whole(bar.npv_high)}"
            at = needed.get(bar.driver)
            yield f"{told}; zero at {_amount(at, bar.unit)}" if bar.flips and at is not None else told


def _amount(figure: float, unit: str) -> str:
    digits = numbers.plain(float(f"{figure:.4g}") if abs(figure) < 1000 else round(figure))
    return f"{digits} {unit}" if unit != "money" else digits


def _pairs(case: BusinessCase) -> Iterator[str]:
    names = {one.vendor: one.name for one in case.vendors}
    for one in case.crossings:
        ahead = case.pairwise.get(one.first, {}).get(one.second)
        if ahead is None:
            continue
        first, second = (one.first, one.second) if ahead >= 0.5 else (one.second, one.first)
        share = numbers.percent(max(ahead, case.pairwise[one.second][one.first]))
        told = f"{names[first]} is worth more than {names[second]} in {share} of draws"
        if one.factor is None:
            why = one.reason
            for name in (one.first, one.second):
                why = why.replace(f"`{name}`", names[name])
            yield f"{told}; {why}"
        else:
            cheaper = names[one.cheaper_below]
            yield f"{told}; below {numbers.plain(round(one.factor, 2))} x today's contacts {cheaper} costs less"


def _left_out(case: BusinessCase) -> Iterator[str]:
    found: dict[tuple[str, str], list[str]] = {}
    for vendor in case.vendors:
        for one in vendor.scenarios[:1]:
            for out in one.left_out:
                found.setdefault((out.title, out.reason), []).append(vendor.name)
    for (title, reason), names in found.items():
        whom = "" if len(names) == len(case.vendors) else f" ({', '.join(names)})"
        yield f"{title}{whom}: {reason}"


def _benchmark(one: DriverShown) -> str:
    value = one.value
    ends = f", {_amount(value.low, one.unit)} to {_amount(value.high, one.unit)}" if value.ranged else ""
    return f"{one.title}: {_amount(one.used, one.unit)}{ends}; {value.source}, {value.year}"
