"""The lines of the yearly table: formulas on drivers, with units, for one number or an array of draws alike.

Effects come in an order that counts nothing twice: first fewer repeat contacts, then automated resolution of what is
left, then shorter handle time of what agents still handle. The formulas follow Forrester's Total Economic Impact
studies of customer-service tools; docs/money.md says what differs. Before go-live there are costs only.

    remaining = V x (1 - (f1 - f0) x q x a)      contacts after fewer repeats, with (f1 - f0) x q at most 1
    automated = remaining x d x a                what the vendor counts and bills as resolved
    deflected = automated x (1 - reopened)       what no agent sees again
    handled   = remaining - deflected
    u         = T x W / (k x o x (1 - s))        agent cost of a contact

`a` is the adoption of the period, V the volume, f0 and f1 first-contact resolution, q the repeats, d the automated
resolution, T the handle time, W the wage, k the concurrency, o the occupancy, s the shrinkage, rho the recapture.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolselect.model.money import Side
from toolselect.money import units
from toolselect.money.drivers import ALSO_OF_A_CHANNEL

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from toolselect.money.units import Contacts, Figure, Hours, Money, Per, Quantity, Years


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Months of one year in which nothing changes: the year (from 1), their number, and the adoption (0..1).

    `retired` tells that the old tools are gone, `begins` that the new one goes live with it, `ends` that
    the horizon ends with it.
    """

    year: int
    months: float
    adoption: float
    retired: bool
    begins: bool
    ends: bool


FULL_YEAR = Period(year=1, months=12, adoption=1.0, retired=True, begins=False, ends=False)
"""A year in which all agents use the tool, without growth."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The drivers' figures, in the units that people write, and the channels that have a volume and a handle time."""

    values: Mapping[str, Figure]
    channels: tuple[str, ...]

    def has(self, *names: str) -> bool:
        """Tell whether all these drivers have a figure."""
        return all(map(self.values.__contains__, names))

    def figure(self, name: str) -> Figure:
        """Return a plain figure; KeyError if it has none."""
        return self.values[name]

    def share(self, name: str) -> Figure:
        """Return a share on 0..1."""
        return self.values[name] / 100

    def of_channel(self, channel: str, name: str) -> Figure:
        """Return a channel's own share (0..1), else that of all channels."""
        own = self.values.get(f"{channel}.{name}")
        return (self.values[name] if own is None else own) / 100

    def growth(self, name: str, year: int) -> Figure:
        """Return the index of a yearly growth: 1 in year 1."""
        return (1 + self.share(name)) ** (year - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """What one channel's contacts become in a period. `cost` is u, the agent cost of a contact."""

    channel: str
    volume: Quantity[Contacts]
    avoided: Quantity[Contacts]
    automated: Quantity[Contacts]
    deflected: Quantity[Contacts]
    handled: Quantity[Contacts]
    cost: Quantity[Per[Money, Contacts]] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A period with all that its lines share."""

    sheet: Sheet
    period: Period
    flows: tuple[Flow, ...]

    @property
    def years(self) -> Quantity[Years]:
        """Return how long the period is."""
        return units.years(self.period.months / 12)

    @property
    def wage(self) -> Quantity[Per[Money, Hours]]:
        """Return the cost of a paid hour in the period's year."""
        return units.money_per_hour(self.sheet.figure("wage") * self.sheet.growth("wage_growth", self.period.year))

    @property
    def billed(self) -> Quantity[Contacts]:
        """Return the automated resolutions beyond those that are included."""
        automated = units.contacts(0.0)
        for flow in self.flows:
            automated += flow.automated
        return automated.above(units.contacts_per_year(self.sheet.figure("resolutions_included")) * self.years)

    @property
    def rise(self) -> Figure:
        """Return the index of prices."""
        return self.sheet.growth("price_uplift", self.period.year)


def month(sheet: Sheet, period: Period) -> Month:
    """Return the period with what becomes of each channel's contacts; see the head of this module."""
    years, a = units.years(period.months / 12), period.adoption
    growth = sheet.growth("volume_growth", period.year)
    wage = sheet.growth("wage_growth", period.year) * sheet.figure("wage") if sheet.has("wage") else None
    gain: Figure = 0.0
    if sheet.has("fcr_after", "fcr_before", "repeats"):
        gain = better(sheet, "fcr_after", "fcr_before") * sheet.figure("repeats")
        gain = gain - units.positive(gain - 1)  # no more repeats than contacts
    productive = sheet.share("occupancy") * (1 - sheet.share("shrinkage"))
    flows = []
    for channel in sheet.channels:
        volume = units.contacts_per_year(sheet.figure(f"{channel}.volume") * growth) * years
        avoided = volume * (gain * a)
        remaining = volume - avoided
        automated = remaining * (sheet.of_channel(channel, "automated_resolution") * a)
        deflected = automated * (1 - sheet.share("reopened"))
        cost = None
        if wage is not None:
            minutes = sheet.figure(f"{channel}.handle_time")
            cost = units.money_per_contact(minutes / 60 * wage / (sheet.figure(f"{channel}.concurrency") * productive))
        flows.append(
            Flow(
                channel=channel,
                volume=volume,
                avoided=avoided,
                automated=automated,
                deflected=deflected,
                handled=remaining - deflected,
                cost=cost,
            )
        )
    return Month(sheet=sheet, period=period, flows=tuple(flows))


OF_A_MONTH = frozenset(
    (
        *("volume_growth", "wage", "wage_growth", "fcr_before", "fcr_after", "repeats", "occupancy", "shrinkage"),
        *("volume", "handle_time", "concurrency", "automated_resolution", "reopened"),
    )
)
"""The drivers that `month` itself uses, by plain id: where another one changes, the flows stay as they are."""


def better(sheet: Sheet, after: str, before: str) -> Figure:
    """Return by which share (0..1) `after` exceeds `before`; zero where it does not."""
    return units.positive((sheet.figure(after) - sheet.figure(before)) / 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line: its id (B1 to B9, C1 to C10), what it adds up, and the risk that is taken off or put on (percent).

    `needs` are the drivers without which it is left out; of those in `parts` any one group will do, and groups that
    are not complete are left out. `running` gives the amount of a period, `at_start` that of the decision day.
    `apart`: shown and not counted. `off`: only with the study's word. `labour`: it also needs channels.
    """

    id: str
    title: str
    side: Side
    risk: float
    formula: str
    needs: tuple[str, ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()
    uses: tuple[str, ...] = ()
    labour: bool = False
    apart: bool = False
    off: bool = False
    running: Callable[[Month], Quantity[Money]] | None = None
    at_start: Callable[[Sheet], Quantity[Money]] | None = None


def _nothing() -> Quantity[Money]:
    return units.money(0.0)


# --- benefits -----------------------------------------------------------------------------------------------------


def _handle_time(m: Month) -> Quantity[Money]:
    total = _nothing()
    for flow in m.flows:
        minutes = m.sheet.figure(f"{flow.channel}.handle_time") * m.sheet.of_channel(flow.channel, "handle_time_saved")
        each = units.hours_per_contact(minutes / 60 / m.sheet.figure(f"{flow.channel}.concurrency"))
        total += m.wage * (each * flow.handled)
    return total * (m.sheet.share("recapture") * m.period.adoption)


def _deflection(m: Month) -> Quantity[Money]:
    total = _nothing()
    for flow in m.flows:
        if flow.cost is not None:
            total += flow.cost * flow.deflected
    return total * m.sheet.share("recapture")


def _repeats(m: Month) -> Quantity[Money]:
    total = _nothing()
    for flow in m.flows:
        if flow.cost is not None:
            total += flow.cost * flow.avoided
    return total * m.sheet.share("recapture")


def _attrition(m: Month) -> Quantity[Money]:
    fewer = better(m.sheet, "turnover_before", "turnover_after") * m.period.adoption
    leaving = units.agents_per_year(m.sheet.figure("agents") * fewer) * m.years
    return units.money_per_agent(m.sheet.figure("replacement_cost")) * leaving


def _ramp_up(m: Month) -> Quantity[Money]:
    weeks = m.sheet.figure("weeks_saved") * m.sheet.share("productivity_gap")
    hired = units.agents_per_year(m.sheet.figure("hires") * m.period.adoption) * m.years
    return m.wage * (units.hours_per_agent(weeks * m.sheet.figure("paid_hours")) * hired)


LEGACY = ("legacy_licence", "legacy_telephony", "legacy_infrastructure", "legacy_admin")


def _legacy(m: Month) -> Quantity[Money]:
    total = units.money_per_year(0.0)
    if m.period.retired:
        for name in LEGACY:
            if m.sheet.has(name):
                total += units.money_per_year(m.sheet.figure(name))
    return total * m.years


def _supervision(m: Month) -> Quantity[Money]:
    saved = units.hours_per_year(m.sheet.figure("supervision_hours_saved")) * m.years
    freed = saved * (m.sheet.share("recapture") * m.period.adoption)
    return units.money_per_hour(m.sheet.figure("supervision_rate")) * freed


def _gross_profit(m: Month) -> Quantity[Money]:
    part = m.sheet.share("revenue_lift") * m.sheet.share("gross_margin") * m.sheet.share("attribution")
    return units.money_per_year(m.sheet.figure("revenue")) * m.years * (part * m.period.adoption)


def _avoided_loss(m: Month) -> Quantity[Money]:
    each = m.sheet.share("loss_probability") * m.period.adoption
    return units.money_per_year(m.sheet.figure("loss_impact") * each) * m.years


# --- costs --------------------------------------------------------------------------------------------------------


def _seats(m: Month) -> Quantity[Money]:
    return _listed(m, "licence")


def _addons(m: Month) -> Quantity[Money]:
    return _listed(m, "addons")


def _listed(m: Month, name: str) -> Quantity[Money]:
    return units.money_per_year(m.sheet.figure(name)) * m.years * ((1 - m.sheet.share("discount")) * m.rise)


def _usage(m: Month) -> Quantity[Money]:
    total = _nothing()
    if m.sheet.has("resolution_price") and m.flows:
        deflected = units.contacts(0.0)
        for flow in m.flows:
            deflected += flow.deflected
        price = units.money_per_contact(m.sheet.figure("resolution_price")) * m.rise
        total += price * m.billed
        total += units.money_per_contact(m.sheet.figure("automation_upkeep")) * deflected
    if m.sheet.has("other_usage"):
        live = 1.0 if m.period.adoption else 0.0
        total += units.money_per_year(m.sheet.figure("other_usage")) * m.years * (m.rise * live)
    return total


def _implementation(sheet: Sheet) -> Quantity[Money]:
    total = _nothing()
    if sheet.has("implementation_fee"):
        total += units.money(sheet.figure("implementation_fee"))
    if sheet.has("implementation_hours", "implementation_rate"):
        rate = units.money_per_hour(sheet.figure("implementation_rate"))
        total += rate * units.hours(sheet.figure("implementation_hours"))
    return total


def _implementation_first(sheet: Sheet) -> Quantity[Money]:
    return _implementation(sheet) * (1 - sheet.share("implementation_later"))


def _implementation_later(m: Month) -> Quantity[Money]:
    if m.period.year != 1:
        return _nothing()
    return _implementation(m.sheet) * (m.sheet.share("implementation_later") * (m.period.months / 12))


def _building(sheet: Sheet) -> Quantity[Money]:
    return units.money(sheet.figure("integrations") * sheet.figure("integration_cost"))


def _upkeep(m: Month) -> Quantity[Money]:
    return _building(m.sheet) * (m.sheet.share("integration_upkeep") * (m.period.months / 12))


def _migration(sheet: Sheet) -> Quantity[Money]:
    return units.money(sheet.figure("migration_records") * sheet.figure("migration_unit_cost"))


def _training(sheet: Sheet) -> Quantity[Money]:
    total = _nothing()
    if sheet.has("training_hours", "wage", "agents"):
        each = units.hours_per_agent(sheet.figure("training_hours"))
        total += units.money_per_hour(sheet.figure("wage")) * (each * units.agents(sheet.figure("agents")))
    if sheet.has("trainer_fee"):
        total += units.money(sheet.figure("trainer_fee"))
    return total


def _administration(m: Month) -> Quantity[Money]:
    rise = m.sheet.growth("wage_growth", m.period.year)
    return units.money_per_year(m.sheet.figure("admin_fte") * m.sheet.figure("admin_cost") * rise) * m.years


def _dip(m: Month) -> Quantity[Money]:
    if not m.period.begins:
        return _nothing()
    weeks = m.sheet.figure("dip_weeks") * m.sheet.share("dip")
    each = units.hours_per_agent(weeks * m.sheet.figure("paid_hours"))
    return m.wage * (each * units.agents(m.sheet.figure("agents")))


def _exit(m: Month) -> Quantity[Money]:
    return units.money(m.sheet.figure("exit_fee")) if m.period.ends else _nothing()


_LABOUR = ("wage", "wage_growth", "volume_growth", "shrinkage", "occupancy", "recapture")
_AUTOMATION = ("automated_resolution", "reopened")
_FCR = ("fcr_before", "fcr_after", "repeats")

LINES = (
    Line(
        id="B1",
        title="Shorter handle time",
        side=Side.BENEFIT,
        risk=-10,
        formula="sum over channels: handled x T x time saved / k x W x rho x a",
        needs=("wage", "handle_time_saved"),
        uses=(*_LABOUR, "handle_time_saved", *_AUTOMATION, *_FCR),
        labour=True,
        running=_handle_time,
    ),
    Line(
        id="B2",
        title="Contacts resolved without an agent",
        side=Side.BENEFIT,
        risk=-15,
        formula="sum over channels: deflected x u x rho",
        needs=("wage", "automated_resolution"),
        uses=(*_LABOUR, *_AUTOMATION, *_FCR),
        labour=True,
        running=_deflection,
    ),
    Line(
        id="B3",
        title="Fewer repeat contacts",
        side=Side.BENEFIT,
        risk=-10,
        formula="sum over channels: V x (f1 - f0) x q x u x rho x a",
        needs=("wage", *_FCR),
        uses=(*_LABOUR, *_FCR),
        labour=True,
        running=_repeats,
    ),
    Line(
        id="B4",
        title="Fewer agents leave",
        side=Side.BENEFIT,
        risk=-10,
        formula="agents x (turnover before - after) x replacement cost x a",
        needs=("agents", "turnover_before", "turnover_after", "replacement_cost"),
        running=_attrition,
    ),
    Line(
        id="B5",
        title="New agents learn faster",
        side=Side.BENEFIT,
        risk=-10,
        formula="hires x weeks saved x paid hours x W x productivity gap x a",
        needs=("hires", "weeks_saved", "productivity_gap", "wage", "paid_hours"),
        uses=("wage_growth",),
        running=_ramp_up,
    ),
    Line(
        id="B6",
        title="Old tools retired",
        side=Side.BENEFIT,
        risk=-5,
        formula="licences + telephony + infrastructure + administration of today, from the month that they end",
        parts=tuple((name,) for name in LEGACY),
        running=_legacy,
    ),
    Line(
        id="B7",
        title="Supervision, reporting and IT",
        side=Side.BENEFIT,
        risk=-10,
        formula="hours saved x rate x rho x a",
        needs=("supervision_hours_saved", "supervision_rate", "recapture"),
        running=_supervision,
    ),
    Line(
        id="B8",
        title="Gross profit kept or won",
        side=Side.BENEFIT,
        risk=-15,
        formula="revenue x lift x gross margin x attribution x a",
        needs=("revenue", "revenue_lift", "gross_margin", "attribution"),
        off=True,
        running=_gross_profit,
    ),
    Line(
        id="B9",
        title="Avoided loss",
        side=Side.BENEFIT,
        risk=0,
        formula="chance x impact x a",
        needs=("loss_probability", "loss_impact"),
        apart=True,
        running=_avoided_loss,
    ),
    Line(
        id="C1",
        title="Seats",
        side=Side.COST,
        risk=5,
        formula="seats x price x 12 x (1 - discount) x (1 + uplift)^(year - 1)",
        needs=("licence",),
        uses=("discount", "price_uplift"),
        running=_seats,
    ),
    Line(
        id="C2",
        title="Usage",
        side=Side.COST,
        risk=10,
        formula="(automated - included) x price + deflected x upkeep + minutes, messages and the like x price",
        parts=(("resolution_price", "automated_resolution"), ("other_usage",)),
        uses=("resolutions_included", "automation_upkeep", "reopened", "volume_growth", "price_uplift", *_FCR),
        running=_usage,
    ),
    Line(
        id="C3",
        title="Add-ons",
        side=Side.COST,
        risk=5,
        formula="price x 12 x (1 - discount) x (1 + uplift)^(year - 1)",
        needs=("addons",),
        uses=("discount", "price_uplift"),
        running=_addons,
    ),
    Line(
        id="C4",
        title="Implementation",
        side=Side.COST,
        risk=10,
        formula="partners + own hours x rate",
        parts=(("implementation_fee",), ("implementation_hours", "implementation_rate")),
        uses=("implementation_later",),
        at_start=_implementation_first,
        running=_implementation_later,
    ),
    Line(
        id="C5",
        title="Integrations",
        side=Side.COST,
        risk=15,
        formula="number x cost of building, then upkeep a year",
        needs=("integrations", "integration_cost", "integration_upkeep"),
        at_start=_building,
        running=_upkeep,
    ),
    Line(
        id="C6",
        title="Migration",
        side=Side.COST,
        risk=10,
        formula="records x cost of one; running two tools at once shows in B6, which begins later",
        needs=("migration_records", "migration_unit_cost"),
        at_start=_migration,
    ),
    Line(
        id="C7",
        title="Training",
        side=Side.COST,
        risk=10,
        formula="agents x hours x W + trainers",
        parts=(("training_hours", "wage", "agents"), ("trainer_fee",)),
        at_start=_training,
    ),
    Line(
        id="C8",
        title="Administration",
        side=Side.COST,
        risk=10,
        formula="people x cost of one a year",
        needs=("admin_fte", "admin_cost"),
        uses=("wage_growth",),
        running=_administration,
    ),
    Line(
        id="C9",
        title="Work lost while agents learn",
        side=Side.COST,
        risk=20,
        formula="agents x dip x weeks x paid hours x W, in the year of go-live",
        needs=("dip", "dip_weeks", "agents", "wage", "paid_hours"),
        uses=("wage_growth",),
        running=_dip,
    ),
    Line(
        id="C10",
        title="Leaving again",
        side=Side.COST,
        risk=0,
        formula="export and early termination, at the end of the horizon",
        needs=("exit_fee",),
        apart=True,
        running=_exit,
    ),
)
"""All lines, in the order of the table."""

BY_ID: Mapping[str, Line] = {line.id: line for line in LINES}


def drivers_of(line: Line, sheet: Sheet) -> tuple[str, ...]:
    """Return the full ids of the drivers that a line uses here, in the order of the formula."""
    general = [*line.needs, *(name for part in line.parts if sheet.has(*part) for name in part), *line.uses]
    if not sheet.has(*_FCR):  # only together do they change anything
        general = [name for name in general if name not in _FCR]
    found = []
    per_contact = line.labour or "resolution_price" in general
    if per_contact:
        for channel in sheet.channels:
            own = ("volume", "handle_time", "concurrency") if line.labour else ("volume",)
            found += [f"{channel}.{name}" for name in own]
            found += [f"{channel}.{name}" for name in ALSO_OF_A_CHANNEL if name in general]
    found += general
    return tuple(dict.fromkeys(name for name in found if sheet.has(name)))


def missing(line: Line, sheet: Sheet) -> tuple[str, ...]:
    """Return the drivers for whose lack a line is left out; none if it can be computed."""
    lacking = [name for name in line.needs if not sheet.has(name)]
    if line.parts and not any(sheet.has(*part) for part in line.parts):
        lacking += [name for name in line.parts[0] if not sheet.has(name)]
    if line.labour and not sheet.channels:
        lacking.append("volume")
    return tuple(lacking)
