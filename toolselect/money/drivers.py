"""What the money model depends on: each driver with its unit, its limits, its effect, and a default where there is one.

A default is a benchmark (a published figure, or a habit of the trade that is marked so: nobody's own) or a
convention (a way of counting). A driver without a default and without a value leaves its line out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolselect.model.money import DriverValue, Effect, Scenario

if TYPE_CHECKING:
    from collections.abc import Mapping

PERCENT = "%"
MONEY = "money"
NO_END = 1e15
"""The upper limit of a driver that has none."""

_R, _L, _D = Effect.RAISES, Effect.LOWERS, Effect.DEPENDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """A driver: what people call it, its unit (`money` stands for the study's currency), and what it does to the NPV.

    `cautious` is the end (`low`, `high`) that the low scenario takes; the high scenario takes the other. `limits` are
    in its unit. `currency` is that of a default in money. `small` tells that less than 1 % is an ordinary answer.
    """

    id: str
    title: str
    unit: str
    effect: Effect
    cautious: Scenario = Scenario.LOW
    default: DriverValue | None = None
    currency: str = ""
    limits: tuple[float, float] = (0.0, NO_END)
    small: bool = False


def _benchmark(low: float, likely: float, high: float, source: str, year: str) -> DriverValue:
    return DriverValue(low=low, likely=likely, high=high, source=source, year=year, benchmark=True)


def _practice(low: float, likely: float, high: float) -> DriverValue:
    """Return a default that rests on nothing but what is usual: a benchmark of the weakest kind."""
    return _benchmark(low, likely, high, "habit of the trade, no study behind it", "2026")


def _counted(figure: float, why: str) -> DriverValue:
    return DriverValue(low=figure, likely=figure, high=figure, source=why, convention=True)


def _percent(
    name: str,
    title: str,
    effect: Effect,
    default: DriverValue | None = None,
    *,
    cautious: Scenario | None = None,
    limits: tuple[float, float] = (0.0, 100.0),
    small: bool = False,
) -> Driver:
    end = cautious or (Scenario.HIGH if effect is _L else Scenario.LOW)
    return Driver(
        id=name, title=title, unit=PERCENT, effect=effect, cautious=end, default=default, limits=limits, small=small
    )


def _amount(
    name: str, title: str, effect: Effect, unit: str = MONEY, default: DriverValue | None = None, currency: str = ""
) -> Driver:
    end = Scenario.HIGH if effect is _L else Scenario.LOW
    return Driver(id=name, title=title, unit=unit, effect=effect, cautious=end, default=default, currency=currency)


_GROWTH = (-50.0, 100.0)

OF_A_CHANNEL = (
    _amount("volume", "Contacts a year", _D, "contacts/year"),
    _amount("handle_time", "Handle time, wrap-up included", _R, "minutes"),
    Driver(
        id="concurrency",
        title="Contacts that an agent handles at once",
        unit="contacts",
        effect=_L,
        cautious=Scenario.HIGH,
        default=_counted(1, "one at a time, unless the study says otherwise"),
        limits=(1.0, 20.0),
    ),
)
"""Drivers of each channel; a channel may also have its own value of those in `ALSO_OF_A_CHANNEL`."""

ALSO_OF_A_CHANNEL = ("automated_resolution", "handle_time_saved")

GENERAL = (
    _amount(
        "wage",
        "Loaded cost of a paid agent hour",
        _D,
        "money/hour",
        _benchmark(
            17.33,
            22.19,
            23.08,
            "median US wage 17.75 (business support 14.44), BLS via csat.ai, with 20 to 30 % benefits, rdi-connect.com",
            "2021",
        ),
        "USD",
    ),
    _percent("wage_growth", "Growth of wages a year", _D, _counted(0, "no growth unless stated"), limits=_GROWTH),
    _percent("volume_growth", "Growth of contacts a year", _D, _counted(0, "no growth unless stated"), limits=_GROWTH),
    _percent("price_uplift", "Rise of prices a year", _L, _counted(0, "no rise unless stated"), limits=_GROWTH),
    _percent("shrinkage", "Paid time away from contacts", _R, _practice(30, 30, 30), limits=(0.0, 95.0)),
    _percent(
        "occupancy", "Share of the time at work spent on contacts", _L, _practice(80, 80, 80), limits=(5.0, 100.0)
    ),
    _amount("agents", "Agents", _D, "agents"),
    _amount("paid_hours", "Paid hours a week", _D, "hours/week", _counted(40, "a week of 40 hours")),
    _percent("recapture", "Freed time that becomes money", _R, _practice(50, 50, 50)),
    _percent("handle_time_saved", "Handle time saved", _R, _practice(5, 10, 20)),
    _percent(
        "automated_resolution",
        "Contacts resolved without an agent",
        _D,
        _benchmark(10, 20, 40, "independent measurements, median 22 % (8 to 45 %), happysupport.ai", "2026"),
    ),
    _percent(
        "reopened",
        "Automated resolutions that come back",
        _D,
        _counted(0, "the benchmark already leaves out what comes back"),
        cautious=Scenario.HIGH,
    ),
    _percent(
        "fcr_before",
        "First-contact resolution today",
        _D,
        _benchmark(68, 70, 70, "mean of North American centres, SQM Group (68 % in 2023 via surveypal.com)", "2023"),
        cautious=Scenario.HIGH,
    ),
    _percent("fcr_after", "First-contact resolution with the tool", _D),
    _amount("repeats", "Repeat contacts for each one not resolved", _D, "contacts", _practice(1.2, 1.2, 1.2)),
    _percent(
        "turnover_before",
        "Agents who leave in a year, today",
        _R,
        _benchmark(30, 33, 45, "ICMI 2017 via apexcx.com; range by Nextiva via ctplapps", "2017"),
        limits=(0.0, 300.0),
    ),
    _percent("turnover_after", "Agents who leave in a year, with the tool", _L, limits=(0.0, 300.0)),
    _amount(
        "replacement_cost",
        "Cost of replacing an agent",
        _R,
        "money/agent",
        _benchmark(10_000, 14_113, 14_113, "Gartner via apexcx.com; just over 10,000 in one city", "undated"),
        "USD",
    ),
    _amount("hires", "New agents a year", _R, "agents/year"),
    _amount("weeks_saved", "Weeks that a new agent learns faster", _R, "weeks"),
    _percent("productivity_gap", "What a new agent gets less done", _R),
    _amount("legacy_licence", "Licences of today's tools", _R, "money/year"),
    _amount("legacy_telephony", "Telephony that is retired", _R, "money/year"),
    _amount("legacy_infrastructure", "Infrastructure that is retired", _R, "money/year"),
    _amount("legacy_admin", "Administration that is retired", _R, "money/year"),
    _amount("supervision_hours_saved", "Hours of supervision, reporting and IT saved", _R, "hours/year"),
    _amount("supervision_rate", "Loaded cost of such an hour", _R, "money/hour"),
    _amount("revenue", "Revenue that service touches", _R, "money/year"),
    _percent("revenue_lift", "Revenue kept or won", _R, small=True),
    _percent("gross_margin", "Gross margin", _R),
    _percent("attribution", "Part of it that the tool brings", _R),
    _percent("loss_probability", "Chance of the loss in a year", _R, small=True),
    _amount("loss_impact", "What the loss would cost", _R),
    _percent("discount", "Discount on list prices of seats and add-ons", _R, _counted(0, "list price"), small=True),
    _amount("automation_upkeep", "Upkeep of the automation for each contact", _L, "money/contact", _counted(0, "none")),
    _amount("implementation_fee", "Implementation by partners", _L),
    _amount("implementation_hours", "Own hours for the implementation", _L, "hours"),
    _amount("implementation_rate", "Loaded cost of such an hour", _L, "money/hour"),
    _percent("implementation_later", "Part of it that falls into year 1", _R, _counted(0, "all at the start")),
    _amount("integrations", "Integrations to build", _L, "integrations"),
    _amount("integration_cost", "Cost of building one", _L, "money/integration"),
    _percent("integration_upkeep", "Upkeep a year, of the cost of building", _L, _practice(15, 17.5, 20)),
    _amount("migration_records", "Records to migrate", _L, "records"),
    _amount("migration_unit_cost", "Cost of migrating one", _L, "money/record"),
    _amount("training_hours", "Training for each agent", _L, "hours/agent"),
    _amount("trainer_fee", "Trainers and material", _L),
    _amount("admin_fte", "Full-time people who administer the tool", _L, "people"),
    _amount("admin_cost", "Loaded cost of one of them", _L, "money/year"),
    _percent("dip", "Work lost while agents learn", _L),
    _amount("dip_weeks", "Weeks until they are back", _L, "weeks"),
    _amount("exit_fee", "Export and early termination", _L),
)
"""Drivers that a study may set, for all vendors or for one."""

OF_PRICES = (
    _amount("licence", "Seats at the price found", _L, "money/year"),
    _amount("addons", "Add-ons at the price found", _L, "money/year"),
    _amount("resolution_price", "Price of an automated resolution", _L, "money/contact"),
    _amount("resolutions_included", "Resolutions included in the plan", _R, "contacts/year"),
    _amount("other_usage", "Minutes, messages and other usage", _L, "money/year"),
)
"""What the vendors' prices come to: drivers like the others, but read from profiles and quotes."""

DRIVERS: Mapping[str, Driver] = {one.id: one for one in (*OF_A_CHANNEL, *GENERAL, *OF_PRICES)}
"""Every driver by id, those of a channel under their plain id."""

CONCURRENCY: Mapping[str, DriverValue] = {
    "chat": _practice(2, 2, 3),
    "messaging": _practice(2, 2, 3),
}
"""Channels on which an agent usually handles several contacts at once."""

HANDLE_TIME: Mapping[str, DriverValue] = {
    "phone": _benchmark(4, 6, 6, "about 6 minutes, 4 to 6 in customer service: novelvox, ctplapps", "undated"),
}
"""Channels whose handle time has a published figure."""

CLAIM_FACTS: Mapping[str, str] = {"automated_resolution": "ai_resolution_rate_claimed"}
"""Facts of a profile that are a vendor's claim about a driver."""


def driver(name: str) -> Driver:
    """Return a driver by its full id: `wage`, or `phone.volume` for that of a channel.

    Raises:
        KeyError: if there is none.
    """
    return DRIVERS[name.rpartition(".")[2]]


def title(name: str) -> str:
    """Return what people call a driver, with its channel: `Contacts a year (phone)`."""
    channel = name.rpartition(".")[0]
    return f"{driver(name).title} ({channel})" if channel else driver(name).title
