"""The business case: what a study says about its money, and what the money model makes of it.

Figures that people write keep their units as written: shares in percent, handle times in minutes, money in the
study's currency. Results are in full precision and in the study's currency; a figure without an answer is None, and
`reasons` says why. Years run from 0 (the decision, undiscounted) to the horizon, each at its end.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from toolselect.diagnostics import Place
    from toolselect.model.facts import Grade, Source

HORIZON = 3
DISCOUNT_RATE = 10.0
RAMP = (40.0, 80.0, 100.0)
GO_LIVE = 0


class Scenario(StrEnum):
    """A set of driver values that is applied to all vendors alike; the fourth is what each vendor says itself."""

    LOW = "low"
    BASE = "base"
    HIGH = "high"
    VENDOR_CLAIM = "vendor_claim"


class Effect(StrEnum):
    """What a higher figure does to the net present value, whatever the other drivers are."""

    RAISES = "raises"
    LOWERS = "lowers"
    DEPENDS = "depends"


class Side(StrEnum):
    """Whether a line adds to the case or takes from it."""

    BENEFIT = "benefit"
    COST = "cost"


# --- what a study says --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverValue:
    """A driver's figure in its own unit: `low` <= `likely` <= `high`, all the same where one number was given.

    `source` says where it comes from. `benchmark` marks a default of the program, which is nobody's own figure, with
    the `year` of its source; `convention` marks a default that is a rule of counting and no measurement. `flat`: no
    figure between the ends is likelier than another, as where two prices are found.
    """

    low: float
    likely: float
    high: float
    source: str = ""
    year: str = ""
    benchmark: bool = False
    convention: bool = False
    flat: bool = False
    place: Place | None = None

    @property
    def ranged(self) -> bool:
        """Tell whether it is a range."""
        return self.low < self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One unit of `of` is worth `rate` units of `to` (ISO 4217 codes), on the day `date`."""

    of: str
    to: str
    rate: float
    date: date
    source: str = ""
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorMoney:
    """What is different for one vendor: its own driver values, its claims, and what it quoted.

    `claims` are the values that the vendor itself promises (scenario `vendor_claim`). `seat_price` is per agent and
    month in the study's currency and replaces the list price; `usage` picks one of several usage prices by its scope.
    """

    drivers: Mapping[str, DriverValue] = field(default_factory=dict)
    channels: Mapping[str, Mapping[str, DriverValue]] = field(default_factory=dict)
    claims: Mapping[str, DriverValue] = field(default_factory=dict)
    seat_price: DriverValue | None = None
    usage: Mapping[str, str] = field(default_factory=dict)
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyPlan:
    """The study's `money:` block.

    `horizon` is in years, `discount_rate` in percent a year, `go_live` in months after the decision, `legacy_end` too
    (None: at go-live). `ramp` is the adoption in percent in the first, second, ... year after go-live; the last stays.
    `channels` holds the drivers of each channel, `scenarios` values for `low` and `high` that replace the drivers'
    own ends. `risks` is in percent by line and replaces the default. `switched` turns lines on or off by id.
    `usage` is what is used in a year by its unit (`minute`, `message`). `target` is the NPV that would fully satisfy.
    """

    horizon: int = HORIZON
    discount_rate: float = DISCOUNT_RATE
    go_live: int = GO_LIVE
    legacy_end: int | None = None
    ramp: tuple[float, ...] = RAMP
    target: float | None = None
    rates: tuple[Rate, ...] = ()
    channels: Mapping[str, Mapping[str, DriverValue]] = field(default_factory=dict)
    drivers: Mapping[str, DriverValue] = field(default_factory=dict)
    usage: Mapping[str, DriverValue] = field(default_factory=dict)
    scenarios: Mapping[Scenario, Mapping[str, DriverValue]] = field(default_factory=dict)
    risks: Mapping[str, float] = field(default_factory=dict)
    switched: Mapping[str, bool] = field(default_factory=dict)
    vendors: Mapping[str, VendorMoney] = field(default_factory=dict)
    place: Place


# --- what the model makes of it -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceLine:
    """A price that counts: `low` to `high` of `currency` per `per`, and where it comes from.

    `what` names it for people (`plan Suite Team`, `add-on Copilot`, `ai_resolution`). `yearly` (low, high) is what it
    comes to in a year at full adoption, in the base scenario without growth, uplift and risk, in the study's currency.
    `rate` is the exchange rate (None: already in the study's currency). `included` is in units a year.
    """

    line: str
    what: str
    low: float
    high: float
    currency: str
    per: str
    billed: str = ""
    scope: str = ""
    included: float = 0.0
    rate: Rate | None = None
    yearly: tuple[float, float] | None = None
    source: Source | None = None
    grade: Grade | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverShown:
    """A driver: the figure that is `used`, in its unit, out of what is known about it.

    `id` is unique: `wage`, or `phone.volume` for a driver of a channel. `vendor` is set where it is one vendor's own.
    """

    id: str
    title: str
    unit: str
    value: DriverValue
    used: float
    effect: Effect
    vendor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineAmounts:
    """A line of the yearly table, all figures positive.

    `amounts` are risk-adjusted, by year from 0; `unadjusted` the same before `risk` (percent, signed: -10 takes a tenth
    off). `pv` is the present value of `amounts`. `basis` says what it was computed from. `drivers` are the ids of those
    that it uses, `benchmarks` those of them that are nobody's own figure.
    """

    id: str
    title: str
    side: Side
    risk: float
    amounts: tuple[float, ...]
    unadjusted: tuple[float, ...]
    pv: float
    basis: str
    drivers: tuple[str, ...]
    benchmarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A line that is not in the case, and why: it is off, or a driver is missing. Never a silent zero."""

    id: str
    title: str
    side: Side
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a yearly table comes to. Money in the study's currency, `payback` in months from the decision.

    `irr` are all real roots above -1, ascending, as shares. `total_cost` is the undiscounted sum of the
    costs, `contact_cost` the same and what the agents' time still costs, by the contacts of the horizon that are
    resolved. `reasons` is by the name of the figure.
    """

    pv_benefits: float
    pv_costs: float
    npv: float
    roi_percent: float | None
    payback_months: float | None
    discounted_payback_months: float | None
    irr: tuple[float, ...]
    total_cost: float
    contact_cost: float | None
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioCase:
    """One vendor in one scenario: lines, totals by year from 0, and figures.

    `apart` are the lines that are shown and not counted (avoided loss, exit). `net` is benefits minus costs,
    `discounted` its present value by year, `cumulative` the running sum of `net`. `by_month` is the net by month from
    0.
    """

    scenario: Scenario
    lines: tuple[LineAmounts, ...]
    apart: tuple[LineAmounts, ...]
    left_out: tuple[LeftOut, ...]
    benefits: tuple[float, ...]
    costs: tuple[float, ...]
    net: tuple[float, ...]
    discounted: tuple[float, ...]
    cumulative: tuple[float, ...]
    by_month: tuple[float, ...]
    figures: Figures
    drivers: tuple[DriverShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakEven:
    """The figure at which the NPV is zero, all other drivers at base, or why there is none (`at` is None)."""

    driver: str
    title: str
    unit: str
    base: float
    at: float | None
    effect: Effect
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar of the tornado: the NPV at each end of one driver's own range, all others at base.

    `npv_low` belongs to the figure `low`, whichever is larger. `flips` tells that the NPV changes its sign on the way.
    """

    driver: str
    title: str
    unit: str
    low: float
    high: float
    npv_low: float
    npv_high: float
    benchmark: bool
    flips: bool

    @property
    def width(self) -> float:
        """Return how far apart the ends are."""
        return abs(self.npv_high - self.npv_low)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """What the draws say about one vendor's NPV: quantiles, the mean, and the share of draws (0..1) above zero.

    `edges` and `shares` are its histogram: 40 equal bins, `edges` one longer than `shares`.
    """

    p10: float
    p50: float
    p90: float
    mean: float
    positive: float
    edges: tuple[float, ...] = ()
    shares: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CostAt:
    """What licences, add-ons and usage cost in a year at full adoption, contacts and seats at `factor` x today's."""

    factor: float
    contacts: float
    seats: int
    yearly: float


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorCase:
    """One vendor's case against the status quo.

    `scenarios` is empty where nothing can be computed, and `reasons` says why. `exit_cost` (base) is shown apart.
    """

    vendor: str
    name: str
    plan: str
    plan_name: str
    prices: tuple[PriceLine, ...] = ()
    scenarios: tuple[ScenarioCase, ...] = ()
    tornado: tuple[Bar, ...] = ()
    break_even: tuple[BreakEven, ...] = ()
    chance: Chance | None = None
    cost_curve: tuple[CostAt, ...] = ()
    exit_cost: float | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)

    def scenario(self, scenario: Scenario) -> ScenarioCase | None:
        """Return the case in that scenario; None if it could not be computed."""
        return next((one for one in self.scenarios if one.scenario is scenario), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """The factor on today's volume at which two vendors cost the same a year; below it `cheaper_below` is cheaper."""

    first: str
    second: str
    factor: float | None
    contacts: float | None
    cheaper_below: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessCase:
    """The money side of a study: each vendor against the status quo.

    `baseline` is the id of the status quo. `drivers` are those that hold for all vendors, in the base scenario.
    `pairwise[a][b]` is the share of draws (0..1) in which a's NPV is higher than b's, on common draws; `independent`
    names the drivers that were drawn, each independently of the others. `conventions` are sentences for the reader.
    `vendors` run in the order of the study's file.
    """

    currency: str
    horizon: int
    discount_rate: float
    baseline: str
    go_live: int
    ramp: tuple[float, ...]
    target: float | None
    drivers: tuple[DriverShown, ...]
    rates: tuple[Rate, ...]
    vendors: tuple[VendorCase, ...]
    pairwise: Mapping[str, Mapping[str, float]]
    crossings: tuple[Crossing, ...]
    draws: int
    seed: int
    independent: tuple[str, ...]
    conventions: tuple[str, ...]
    reasons: Mapping[str, str] = field(default_factory=dict)

    def of(self, vendor: str) -> VendorCase:
        """Return the case of that vendor; KeyError if there is none."""
        for one in self.vendors:
            if one.vendor == vendor:
                return one
        raise KeyError(vendor)


# --- for people ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row of the yearly table, rounded: by year from 0, their total, and the present value; a total has no `line`."""

    title: str
    side: Side | None
    line: str
    amounts: tuple[float, ...]
    total: float
    pv: float


def yearly_table(case: ScenarioCase, decimals: int = 2) -> tuple[TableRow, ...]:
    """Return the yearly table so that every column and row adds up as printed, to the cent or to that many decimals.

    Each amount and each present value of a line is rounded (half to even) first; totals are sums of what is shown,
    never rounded on their own. So the last row's present value may differ from `figures.npv` by half a cent a line.
    Rows: the benefits, their total, the costs, their total, the net.
    """
    unit = 10**decimals
    rows: list[TableRow] = []
    sums: dict[Side, tuple[list[int], int]] = {}
    for side, title in ((Side.BENEFIT, "Total benefits"), (Side.COST, "Total costs")):
        lines = [line for line in case.lines if line.side is side]
        parts = [([round(amount * unit) for amount in line.amounts], round(line.pv * unit)) for line in lines]
        sums[side] = (
            [sum(column) for column in zip(*(row for row, _ in parts), strict=True)],
            sum(pv for _, pv in parts),
        )
        if not parts:
            sums[side] = ([0] * len(case.net), 0)
        rows += [_row(line.title, side, line.id, row, pv, unit) for line, (row, pv) in zip(lines, parts, strict=True)]
        rows.append(_row(title, side, "", *sums[side], unit))
    (up, pv_up), (down, pv_down) = sums[Side.BENEFIT], sums[Side.COST]
    net = [one - other for one, other in zip(up, down, strict=True)]
    return (*rows, _row("Net", None, "", net, pv_up - pv_down, unit))


def _row(title: str, side: Side | None, line: str, amounts: list[int], pv: int, unit: int) -> TableRow:
    return TableRow(
        title=title,
        side=side,
        line=line,
        amounts=tuple(one / unit for one in amounts),
        total=sum(amounts) / unit,
        pv=pv / unit,
    )
