"""The figures of a table of cash flows: for people, as JSON and as CSV."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from toolselect.cli import console
from toolselect.money.cashflow import BenefitsAndCosts
from toolselect.report import numbers
from toolselect.terminal import Painter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolselect.money.cashflow import Appraisal, CashFlow, Period
    from toolselect.money.figures import Figure

COLUMNS = ("period", "date", "benefits", "costs", "net", "cumulative", "present_value")
NAMES = {
    "pv_benefits": "Present value of benefits",
    "pv_costs": "Present value of costs",
    "npv": "Net present value",
    "roi_percent": "Return on investment",
    "payback_months": "Payback",
    "discounted_payback_months": "Discounted payback",
    "irr": "Internal rate of return",
    "mirr": "Modified internal rate of return",
    "xnpv": "Net present value by date",
    "xirr": "Rate of return by date",
}
CENTS_BELOW = 10_000  # amounts; from there on whole units are precise enough to read
WRITTEN_OUT = 1e15  # from there on a power of ten is easier to read than digits
GAP = "  "


def as_json(appraisal: Appraisal) -> dict[str, object]:
    """Return the figures at full precision; `reasons` says why one is null, where one is."""
    reasons: dict[str, object] = {"reasons": appraisal.reasons} if appraisal.reasons else {}
    return {"version": 1, **appraisal.figures, **reasons}


def as_csv(appraisal: Appraisal) -> str:
    """Return the table, a row for each period, at full precision; empty where there is no figure."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in appraisal.periods:
        figures = (row.benefits, row.costs, row.net, row.cumulative, row.present_value)
        writer.writerow((row.number, row.date or "", *("" if one is None else one for one in figures)))
    return out.getvalue()


# --- for people --------------------------------------------------------------------------------------------------


def text(table: CashFlow, appraisal: Appraisal, width: int, *, colour: bool = False) -> str:
    """Return the table of periods, the figures, and the conventions behind them."""
    paint = Painter(on=colour)
    figures = [(NAMES[name], _figure(name, value, appraisal)) for name, value in appraisal.figures.items()]
    return "\n".join(
        [
            *_table(table, appraisal, width, paint),
            "",
            console.fitted(figures, width),
            "",
            *(console.wrapped(line, "") for line in _conventions(table)),
        ]
    )


def _table(table: CashFlow, appraisal: Appraisal, width: int, paint: Painter) -> list[str]:
    """Return the rows with their figures right aligned; where they have no room, a paragraph for each."""
    rows = [*appraisal.periods]
    heads = ["Benefits", "Costs"] if isinstance(table, BenefitsAndCosts) else []
    heads += ["Net", "Cumulative"]
    if table.discount_rate is not None:
        heads.append("Present value")
    places = 2 if all(abs(row.cumulative) < CENTS_BELOW and abs(row.net) < CENTS_BELOW for row in rows) else 0
    cells = [[_label(row, table), *_amounts(row, table, places)] for row in rows]
    cells += _totals(table, appraisal, places)
    grid = [["", *heads], *cells]
    widths = [max(map(len, column)) for column in zip(*grid, strict=True)]
    if sum(widths) + len(GAP) * (len(widths) - 1) > width:
        return [console.wrapped(_sentence(heads, row), "    ", "") for row in cells]
    lines = [_aligned(row, widths) for row in grid]
    rule = "\u2500" * len(max(lines, key=len))
    return [paint(lines[0], "strong"), rule, *lines[1 : len(rows) + 1], rule, *lines[len(rows) + 1 :]]


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    figures = (cell.rjust(wide) for cell, wide in zip(row[1:], widths[1:], strict=True))
    return GAP.join([row[0].ljust(widths[0]), *figures]).rstrip()


def _sentence(heads: Sequence[str], row: Sequence[str]) -> str:
    told = (f"{head.lower()} {cell}" for head, cell in zip(heads, row[1:], strict=True) if cell)
    return f"{row[0]}: {', '.join(told)}"


def _label(row: Period, table: CashFlow) -> str:
    if row.date is not None:
        return row.date.isoformat()
    if not isinstance(table, BenefitsAndCosts):
        return f"Period {row.number}"
    return f"Year {row.number}" if row.number else "Initial"


def _amounts(row: Period, table: CashFlow, places: int) -> list[str]:
    figures: list[float | None] = [row.benefits, row.costs] if isinstance(table, BenefitsAndCosts) else []
    figures += [row.net, row.cumulative]
    if table.discount_rate is not None:
        figures.append(row.present_value)
    return [_amount(one, places) for one in figures]


def _totals(table: CashFlow, appraisal: Appraisal, places: int) -> list[list[str]]:
    """Return the sums below the table: of the amounts, and of their present values."""
    found: Mapping[str, Figure | None] = appraisal.figures
    net = appraisal.periods[-1].cumulative
    present = found.get("xnpv", found["npv"])
    discounted = [] if table.discount_rate is None else [_total(present, places)]
    if not isinstance(table, BenefitsAndCosts):
        return [["Total", _amount(net, places), "", *discounted]]
    benefits, costs = sum(table.benefits), table.initial + sum(table.costs)
    rows = [["Total", _amount(benefits, places), _amount(costs, places), _amount(net, places), "", *discounted]]
    if discounted:
        amounts = (_total(found[name], places) for name in ("pv_benefits", "pv_costs", "npv"))
        rows.append(["Present value", *amounts, "", ""])
    return rows


def _total(value: Figure | None, places: int) -> str:
    return "" if isinstance(value, tuple) else _amount(value, places)


def _amount(value: float | None, places: int) -> str:
    if value is None:
        return ""
    if abs(value) >= WRITTEN_OUT:
        return f"{value:.6g}".replace("-", numbers.MINUS)
    return numbers.grouped(_unsigned_zero(f"{value:.{places}f}"))


def _unsigned_zero(digits: str) -> str:
    return digits.removeprefix("-") if float(digits) == 0 else digits


def _figure(name: str, value: Figure | None, appraisal: Appraisal) -> str:
    if value is None:
        return f"none: {appraisal.reasons[name]}"
    if isinstance(value, tuple):
        return ", ".join(_percent(100 * rate) for rate in value)
    if name in ("irr", "mirr", "xirr"):
        return _percent(100 * value)
    if name == "roi_percent":
        return _percent(value)
    if name.endswith("_months"):
        return f"{numbers.grouped(f'{value:.1f}')} months"
    return _amount(value, 2)


def _percent(value: float) -> str:
    return f"{_amount(value, 2)} %"


def _conventions(table: CashFlow) -> list[str]:
    """Return what the figures stand on, as far as it concerns this table."""
    rate = table.discount_rate
    period = "year" if isinstance(table, BenefitsAndCosts) else "period"
    said = "No discount rate is given." if rate is None else f"Discounted at {_percent(100 * rate)} per {period}."
    when = (
        f"{said} The first flow is not discounted; the others fall at the end of their {period}. A spreadsheet's NPV() "
        f"takes its first value for the end of {period} 1: leave the first flow out there, and add it."
    )
    if isinstance(table, BenefitsAndCosts):
        how = (
            "Return on investment is net present value by present value of costs, the initial cost included. Payback "
            "is not discounted and linear inside a year."
        )
        return [when, how]
    if table.dates:
        how = (
            "By date: 365 days are a year, and values are those of the first date. The other figures count periods as "
            "equally long, whatever the dates say."
        )
        return [when, how]
    return [when]
