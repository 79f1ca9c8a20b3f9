"""A bare table of cash flows, and its figures: what `roi --cashflow` computes.

Conventions are those of `figures`: the first flow at t = 0, undiscounted; the others at the end of their period.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolselect.money import figures
from toolselect.money.figures import NoFigure

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from toolselect.money.figures import Figure

NO_RATE = NoFigure("no discount rate is given")
DAYS_PER_YEAR = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitsAndCosts:
    """What comes in and what goes out by year, all of it zero or more; `initial` is a cost at t = 0.

    `benefits` and `costs` are equally long; `discount_rate` is a share per year.
    """

    benefits: tuple[float, ...]
    costs: tuple[float, ...]
    initial: float = 0.0
    discount_rate: float | None = None

    @property
    def flows(self) -> tuple[float, ...]:
        """Return benefits less costs, from t = 0."""
        net = (benefit - cost for benefit, cost in zip(self.benefits, self.costs, strict=True))
        return (-self.initial or 0.0, *net)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedFlows:
    """Flows by period from t = 0, money that comes in positive; with `dates`, as many of them, none before the first.

    Rates are shares: per period, and per year where dates are given.
    """

    flows: tuple[float, ...]
    discount_rate: float | None = None
    dates: tuple[date, ...] | None = None
    finance_rate: float | None = None
    reinvest_rate: float | None = None


CashFlow = BenefitsAndCosts | SignedFlows


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One row of the table.

    `benefits` and `costs` are None where signed flows are given; the present value is None without a discount rate, or
    where it is too large for a number.
    """

    number: int
    net: float
    cumulative: float
    date: date | None = None
    benefits: float | None = None
    costs: float | None = None
    present_value: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraisal:
    """The figures by name, in the order of the output, None for those that do not exist; why; and the table."""

    figures: dict[str, Figure | None]
    reasons: dict[str, str]
    periods: tuple[Period, ...]


def appraise(table: CashFlow) -> Appraisal:
    """Return the figures that a table allows.

    Benefits and costs: `pv_benefits`, `pv_costs` (the initial cost included), `npv`, `roi_percent`, `payback_months`,
    `discounted_payback_months`, `irr`. Signed flows: `npv` and `irr`; `mirr` if one of its rates is given; `xnpv` and
    `xirr` if there are dates.
    """
    found = _of_years(table) if isinstance(table, BenefitsAndCosts) else _of_flows(table)
    values, reasons = figures.parted(found)
    return Appraisal(figures=values, reasons=reasons, periods=_periods(table))


def _of_years(table: BenefitsAndCosts) -> dict[str, Figure | NoFigure]:
    rate = table.discount_rate
    flows = table.flows
    benefits = _if_given(rate, lambda r: figures.present_value((0.0, *table.benefits), r))
    costs = _if_given(rate, lambda r: figures.present_value((table.initial, *table.costs), r))
    roi = costs if isinstance(costs, NoFigure) else benefits
    if not isinstance(benefits, NoFigure) and not isinstance(costs, NoFigure):
        roi = figures.roi_percent(benefits, costs)
    return {
        "pv_benefits": benefits,
        "pv_costs": costs,
        "npv": _if_given(rate, lambda r: figures.npv(flows, r)),
        "roi_percent": roi,
        "payback_months": figures.payback_months(flows),
        "discounted_payback_months": _if_given(rate, lambda r: figures.discounted_payback_months(flows, r)),
        "irr": figures.irr(flows),
    }


def _of_flows(table: SignedFlows) -> dict[str, Figure | NoFigure]:
    flows, rate, dates = table.flows, table.discount_rate, table.dates
    found: dict[str, Figure | NoFigure] = {
        "npv": _if_given(rate, lambda r: figures.npv(flows, r)),
        "irr": figures.irr(flows),
    }
    if table.finance_rate is not None and table.reinvest_rate is not None:
        found["mirr"] = figures.mirr(flows, table.finance_rate, table.reinvest_rate)
    elif table.finance_rate is not None or table.reinvest_rate is not None:
        found["mirr"] = NoFigure("it takes both a finance rate and a reinvest rate")
    if dates is not None:
        found["xnpv"] = _if_given(rate, lambda r: figures.xnpv(flows, dates, r))
        found["xirr"] = figures.xirr(flows, dates)
    return found


def _if_given(rate: float | None, compute: Callable[[float], float | NoFigure]) -> float | NoFigure:
    if rate is None:
        return NO_RATE
    try:
        return compute(rate)
    except OverflowError:
        return figures.TOO_LARGE


def _periods(table: CashFlow) -> tuple[Period, ...]:
    """Return the rows of the table."""
    flows = table.flows
    total = [math.fsum(flows[: number + 1]) for number in range(len(flows))]
    values = _present_values(table)
    if isinstance(table, SignedFlows):
        dates = table.dates or (None,) * len(flows)
        return tuple(
            Period(number=number, date=dates[number], net=net, cumulative=total[number], present_value=values[number])
            for number, net in enumerate(flows)
        )
    benefits, costs = (0.0, *table.benefits), (table.initial, *table.costs)
    return tuple(
        Period(
            number=number,
            benefits=benefits[number],
            costs=costs[number],
            net=net,
            cumulative=total[number],
            present_value=values[number],
        )
        for number, net in enumerate(flows)
    )


def _present_values(table: CashFlow) -> tuple[float | None, ...]:
    """Return each flow as its present value: by date where dates are given, else by period."""
    flows, rate = table.flows, table.discount_rate
    if rate is None:
        return (None,) * len(flows)
    try:
        if isinstance(table, SignedFlows) and table.dates:
            days = [(day - table.dates[0]).days for day in table.dates]
            found = [flow / (1 + rate) ** (day / DAYS_PER_YEAR) for flow, day in zip(flows, days, strict=True)]
        else:
            found = list(figures.discounted(flows, rate))
    except (OverflowError, ZeroDivisionError):
        return (None,) * len(flows)
    return tuple(value if math.isfinite(value) else None for value in found)
