"""A vendor profile: facts, sources and list prices. No judgement lives here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolselect.diagnostics import Place
    from toolselect.model.facts import Entry, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """From `start` units on, every unit costs `amount`: seats, or single uses in a year."""

    start: float
    amount: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """A list price: `amount` of `currency` per `agent-month` or `month`; `billed` yearly, monthly or not said.

    `tiers` rise by seats; `amount` holds below the first of them.
    """

    amount: float
    currency: str
    per: str
    billed: str = ""
    tiers: tuple[Tier, ...] = ()
    source: str
    note: str = ""
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan (edition, tier). Several prices are several billing terms, or sources that disagree.

    `minimum_seats` is the least number of seats that is sold; 0 where the source names none.
    """

    id: str
    name: str
    prices: tuple[Price, ...] = ()
    minimum_seats: int = 0
    note: str = ""
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Addon:
    """Something sold on top of a plan; `minimum_seats` as of a plan."""

    id: str
    name: str
    prices: tuple[Price, ...] = ()
    minimum_seats: int = 0
    note: str = ""
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class UsagePrice:
    """A price per use: `low` to `high` (equal when one figure is known) of `currency` per `resolution` or the like.

    `included` tells how much each plan includes, per agent and month; `plans` is empty when the price holds for all.
    `tiers` rise by what is used in a year, in single units; `low` to `high` holds below the first of them.
    """

    id: str
    low: float
    high: float
    currency: str
    per: str
    tiers: tuple[Tier, ...] = ()
    included: Mapping[str, float] = field(default_factory=dict)
    plans: tuple[str, ...] = ()
    scope: str = ""
    source: str
    note: str = ""
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Vendor:
    """One alternative. `plans` run from small to large; facts keep their entries in file order."""

    id: str
    name: str
    maker: str = ""
    homepage: str = ""
    sources: Mapping[str, Source]
    facts: Mapping[str, tuple[Entry, ...]]
    plans: tuple[Plan, ...] = ()
    addons: tuple[Addon, ...] = ()
    usage_prices: tuple[UsagePrice, ...] = ()
    place: Place
