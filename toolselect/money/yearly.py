"""From lines to the yearly table: which lines are in, with which risk, month by month, year by year.

Inside, time is cut wherever something changes (a year, a step of the adoption, the end of the old tools); between two
cuts every month is alike, so that a period counts for all its months at once. The same code works on one number for
each driver and on an array of draws.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from toolselect.model.money import Figures, LeftOut, LineAmounts, ScenarioCase, Side
from toolselect.money import figures
from toolselect.money.drivers import title
from toolselect.money.figures import NoFigure
from toolselect.money.lines import LINES, OF_A_MONTH, Month, Period, Sheet, drivers_of, missing, month

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolselect.model.money import DriverShown, DriverValue, MoneyPlan, Scenario
    from toolselect.money.lines import Line
    from toolselect.money.units import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A line that is in the table: `risk` in percent, `apart` shown and not counted."""

    line: Line
    risk: float
    apart: bool

    @property
    def factor(self) -> float:
        """Return what the amounts are multiplied with."""
        return 1 + self.risk / 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """The form of a case: its periods, discount factors by year from 0, and lines. The figures come with the sheet."""

    periods: tuple[Period, ...]
    factors: tuple[float, ...]
    lines: tuple[Counted, ...]
    left_out: tuple[LeftOut, ...]


def periods(horizon: int, go_live: int, legacy_end: int, ramp: Sequence[float]) -> tuple[Period, ...]:
    """Return the periods of a horizon in years; months count from the decision, `ramp` is in percent."""
    end = horizon * 12
    steps = {go_live + 12 * year for year in range(len(ramp))}
    cuts = sorted({0, end, *range(12, end, 12), *(cut for cut in (*steps, legacy_end) if 0 < cut < end)})
    found = []
    for first, last in pairwise(cuts):
        live = (first - go_live) // 12
        found.append(
            Period(
                year=first // 12 + 1,
                months=last - first,
                adoption=0.0 if live < 0 else ramp[min(live, len(ramp) - 1)] / 100,
                retired=first >= legacy_end,
                begins=first == go_live,
                ends=last == end,
            )
        )
    return tuple(found)


def model(plan: MoneyPlan, sheet: Sheet, ranged: frozenset[str], reasons: Mapping[str, str] | None = None) -> Model:
    """Return the form of a case for the drivers that have a figure.

    A line any of whose drivers is in `ranged` has no risk factor: never both on the same line. `reasons` says by driver
    why it has no figure.
    """
    legacy_end = plan.go_live if plan.legacy_end is None else plan.legacy_end
    rate = plan.discount_rate / 100
    counted, left_out = [], []
    for line in LINES:
        lacking = missing(line, sheet)
        on = plan.switched.get(line.id, not line.off)
        if not on:
            reason = "switched off by the study" if line.id in plan.switched else "off unless the study switches it on"
        else:
            reason = _lacking(lacking, reasons or {})
        if reason:
            left_out.append(LeftOut(id=line.id, title=line.title, side=line.side, reason=reason))
            continue
        spread = ranged.intersection(drivers_of(line, sheet))
        risk = 0.0 if spread else plan.risks.get(line.id, line.risk)
        counted.append(Counted(line=line, risk=risk, apart=line.apart and line.id not in plan.switched))
    return Model(
        periods=periods(plan.horizon, plan.go_live, legacy_end, plan.ramp),
        factors=tuple((1 + rate) ** -year for year in range(plan.horizon + 1)),
        lines=tuple(counted),
        left_out=tuple(left_out),
    )


def _lacking(names: Sequence[str], reasons: Mapping[str, str]) -> str:
    told = [f"{title(name).lower()} ({reasons[name]})" if name in reasons else title(name).lower() for name in names]
    return "no figure for " + ", ".join(told) if told else ""


def npv(shape: Model, sheet: Sheet) -> Figure:
    """Return the net present value: one number, or one for each draw of the sheet's arrays.

    Sum over lines and years of +-amount x (1 + risk) / (1 + rate)^year, the decision day at year 0.
    """
    total: Figure = 0.0
    months = [month(sheet, period) for period in shape.periods]
    for one in shape.lines:
        if not one.apart:
            total = total + _worth(one, shape, sheet, months)
    return total


def _worth(one: Counted, shape: Model, sheet: Sheet, months: Sequence[Month]) -> Figure:
    """Return the present value of a line with its risk, a cost below zero."""
    amount: Figure = 0.0
    if one.line.at_start is not None:
        amount = one.line.at_start(sheet).value
    if one.line.running is not None:
        for each in months:
            amount = amount + one.line.running(each).value * shape.factors[each.period.year]
    return amount * (one.factor if one.line.side is Side.BENEFIT else -one.factor)


class OneAtATime:
    """The net present value with one driver changed: lines that do not use it keep the base's present value."""

    def __init__(self, shape: Model, base: Sheet) -> None:
        self._shape = shape
        self._base = base
        self._lines = [one for one in shape.lines if not one.apart]
        self._uses = [frozenset(drivers_of(one.line, base)) for one in self._lines]
        self._months = [month(base, period) for period in shape.periods]
        self._worths = [_worth(one, shape, base, self._months) for one in self._lines]

    def at(self, name: str, figure: Figure) -> Figure:
        """Return what `npv` returns, to the last bit, where that driver has that figure, or each of several."""
        sheet = Sheet({**self._base.values, name: figure}, self._base.channels)
        if name.rpartition(".")[2] in OF_A_MONTH:
            months = [month(sheet, period) for period in self._shape.periods]
        else:
            months = [Month(sheet=sheet, period=each.period, flows=each.flows) for each in self._months]
        total: Figure = 0.0
        for one, uses, worth in zip(self._lines, self._uses, self._worths, strict=True):
            total = total + (_worth(one, self._shape, sheet, months) if name in uses else worth)
        return total


# --- one case -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Amounts:
    """A line's amounts before risk: on the decision day, and by period."""

    counted: Counted
    start: float
    running: tuple[float, ...]


def table(
    shape: Model,
    sheet: Sheet,
    *,
    scenario: Scenario,
    values: Mapping[str, DriverValue],
    drivers: tuple[DriverShown, ...],
) -> ScenarioCase:
    """Return the whole case of one scenario; `sheet` holds one number for each driver."""
    months = [month(sheet, period) for period in shape.periods]
    rows = _rows(shape, sheet, months)
    lines = [_line(row, shape, sheet, values) for row in rows]
    counted = [line for line, row in zip(lines, rows, strict=True) if not row.counted.apart]
    years = range(len(shape.factors))
    benefits = tuple(math.fsum(line.amounts[y] for line in counted if line.side is Side.BENEFIT) for y in years)
    costs = tuple(math.fsum(line.amounts[y] for line in counted if line.side is Side.COST) for y in years)
    net = tuple(up - down for up, down in zip(benefits, costs, strict=True))
    by_month = _by_month(rows, shape)
    return ScenarioCase(
        scenario=scenario,
        lines=tuple(counted),
        apart=tuple(line for line, row in zip(lines, rows, strict=True) if row.counted.apart),
        left_out=shape.left_out,
        benefits=benefits,
        costs=costs,
        net=net,
        discounted=tuple(flow * factor for flow, factor in zip(net, shape.factors, strict=True)),
        cumulative=tuple(math.fsum(net[: year + 1]) for year in years),
        by_month=by_month,
        figures=_figures(shape, sheet, counted, benefits, costs, net, by_month),
        drivers=drivers,
    )


def _rows(shape: Model, sheet: Sheet, months: Sequence[Month]) -> list[_Amounts]:
    return [
        _Amounts(
            counted=one,
            start=_number(one.line.at_start(sheet).value) if one.line.at_start else 0.0,
            running=tuple(_number(one.line.running(each).value) if one.line.running else 0.0 for each in months),
        )
        for one in shape.lines
    ]


def payback(shape: Model, sheet: Sheet) -> float | NoFigure:
    """Return the months from the decision until the undiscounted balance is back at zero."""
    months = [month(sheet, period) for period in shape.periods]
    return figures.payback_months(_by_month(_rows(shape, sheet, months), shape), months_per_period=1)


def contact_cost(shape: Model, sheet: Sheet) -> float | NoFigure:
    """Return what a resolved contact costs, the tool and the agents' time included: `Figures.contact_cost`."""
    months = [month(sheet, period) for period in shape.periods]
    costs = [
        (row.start + math.fsum(row.running)) * row.counted.factor
        for row in _rows(shape, sheet, months)
        if row.counted.line.side is Side.COST and not row.counted.apart
    ]
    return _contact_cost(shape, sheet, math.fsum(costs))


def _number(value: Figure) -> float:
    return float(value)


def _line(row: _Amounts, shape: Model, sheet: Sheet, values: Mapping[str, DriverValue]) -> LineAmounts:
    line = row.counted.line
    plain = [row.start]
    for year in range(1, len(shape.factors)):
        mine = [amount for amount, one in zip(row.running, shape.periods, strict=True) if one.year == year]
        plain.append(math.fsum(mine))
    amounts = tuple(amount * row.counted.factor for amount in plain)
    used = drivers_of(line, sheet)
    return LineAmounts(
        id=line.id,
        title=line.title,
        side=line.side,
        risk=row.counted.risk,
        amounts=amounts,
        unadjusted=tuple(plain),
        pv=math.fsum(amount * factor for amount, factor in zip(amounts, shape.factors, strict=True)),
        basis=line.formula,
        drivers=used,
        benchmarks=tuple(name for name in used if name in values and values[name].benchmark),
    )


def _by_month(rows: Sequence[_Amounts], shape: Model) -> tuple[float, ...]:
    signed = [
        (row, row.counted.factor * (1 if row.counted.line.side is Side.BENEFIT else -1))
        for row in rows
        if not row.counted.apart
    ]
    flows = [math.fsum(row.start * sign for row, sign in signed)]
    for index, period in enumerate(shape.periods):
        each = math.fsum(row.running[index] * sign for row, sign in signed) / period.months
        flows += [each] * round(period.months)
    return tuple(flows)


def _figures(
    shape: Model,
    sheet: Sheet,
    lines: Sequence[LineAmounts],
    benefits: Sequence[float],
    costs: Sequence[float],
    net: Sequence[float],
    by_month: Sequence[float],
) -> Figures:
    """Return what the table comes to; the conventions are those of `money.figures`.

    Months of a year are discounted with the factor of its end, so that the discounted payback meets the NPV.
    """
    reasons: dict[str, str] = {}

    def known(name: str, found: float | NoFigure) -> float | None:
        if isinstance(found, NoFigure):
            reasons[name] = found.reason
            return None
        return found

    pv_benefits = math.fsum(amount * factor for amount, factor in zip(benefits, shape.factors, strict=True))
    pv_costs = math.fsum(amount * factor for amount, factor in zip(costs, shape.factors, strict=True))
    late = [flow * shape.factors[(at + 11) // 12] for at, flow in enumerate(by_month)]
    roots = figures.irr(net)
    if isinstance(roots, NoFigure):
        reasons["irr"] = roots.reason
        roots = ()
    total = math.fsum(costs)
    return Figures(
        pv_benefits=pv_benefits,
        pv_costs=pv_costs,
        npv=math.fsum(line.pv if line.side is Side.BENEFIT else -line.pv for line in lines),
        roi_percent=known("roi_percent", figures.roi_percent(pv_benefits, pv_costs)),
        payback_months=known("payback_months", figures.payback_months(by_month, months_per_period=1)),
        discounted_payback_months=known("discounted_payback_months", figures.payback_months(late, months_per_period=1)),
        irr=roots,
        total_cost=total,
        contact_cost=known("contact_cost", _contact_cost(shape, sheet, total)),
        reasons=reasons,
    )


def _contact_cost(shape: Model, sheet: Sheet, cost: float) -> float | NoFigure:
    """Return (cost of the tool + agents' time on what they handle) / contacts resolved, over the horizon, undiscounted.

    Resolved: what the automation settles for good, and of what agents handle the share that the first contact settles.
    """
    if not sheet.channels:
        return NoFigure("no channel has a volume and a handle time")
    if not sheet.has("wage"):
        return NoFigure("there is no figure for the wage")
    if not sheet.has("fcr_before"):
        return NoFigure("first-contact resolution is not known")
    labour, resolved = [], []
    for period in shape.periods:
        each = month(sheet, period)
        now = sheet.share("fcr_before")
        if sheet.has("fcr_after"):
            now = now + (max(sheet.share("fcr_after"), now) - now) * period.adoption
        for flow in each.flows:
            if flow.cost is None:
                continue
            saved = sheet.of_channel(flow.channel, "handle_time_saved") * period.adoption
            labour.append(_number((flow.cost * flow.handled * (1 - saved)).value))
            resolved.append(_number((flow.deflected + flow.handled * now).value))
    count = math.fsum(resolved)
    if count <= 0:
        return NoFigure("no contact is resolved")
    return (cost + math.fsum(labour)) / count
