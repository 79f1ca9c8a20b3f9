"""What can be known about a vendor: the vocabulary of facts, and what an answer to one looks like."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from toolselect.diagnostics import Place


class FactType(StrEnum):
    """What kind of answer a fact takes."""

    BOOLEAN = "boolean"
    NUMBER = "number"
    MONEY = "money"
    LEVEL = "level"
    SET = "set"
    TEXT = "text"
    DATE = "date"
    URL = "url"


class Grade(StrEnum):
    """How far a source can be trusted, best first."""

    MEASURED = "measured"
    CERTIFICATE = "certificate"
    CONTRACT = "contract"
    DOCUMENTATION = "documentation"
    THIRD_PARTY = "third-party"
    CLAIM = "claim"
    ASSUMPTION = "assumption"

    @property
    def position(self) -> int:
        """Count from 0 for the best."""
        return GRADES.index(self)

    def reaches(self, least: Grade) -> bool:
        """Tell whether this grade is at least as good as another."""
        return self.position <= least.position

    def lowered(self) -> Grade:
        """Return the next weaker grade; the weakest stays."""
        return GRADES[min(self.position + 1, len(GRADES) - 1)]


GRADES = tuple(Grade)


class Availability(StrEnum):
    """Whether customers can have it today."""

    GA = "ga"
    BETA = "beta"
    ROADMAP = "roadmap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One entry of the vocabulary: what is asked, in which unit, and for how long an answer holds.

    `shelf_life` is in days, `range` in the fact's unit, `levels` run from worst to best.
    """

    id: str
    question: str
    type: FactType
    unit: str = ""
    of: str = ""
    range: tuple[float | None, float | None] = (None, None)
    levels: tuple[str, ...] = ()
    shelf_life: int | None = None
    derived: bool = False
    note: str = ""
    place: Place


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency (ISO 4217 code)."""

    amount: float
    currency: str


@dataclass(frozen=True, slots=True)
class Members:
    """A set as far as it is known. Members not named are absent if `complete`, else unknown."""

    named: frozenset[str]
    complete: bool = False


Scalar = bool | float | str | Money | Members
"""A single raw answer: boolean, number, level, text, date (as text), address, money or set."""


@dataclass(frozen=True, slots=True)
class Value:
    """One known answer."""

    value: Scalar


@dataclass(frozen=True, slots=True)
class Range:
    """A number that is known between two ends (same unit), with the likely one if it is known."""

    low: float
    high: float
    likely: float | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody knows yet; the reason says what was tried."""

    reason: str


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The question does not arise; the reason says why."""

    reason: str


Answer = Value | Range | Unknown | NotApplicable


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where an answer comes from. One of `date` (the source's own) and `seen` (when somebody read it) is known.

    `date_text` keeps what the file says (`2026`, `2026-06`, `undated`); `date` is the first day that it can mean.
    """

    id: str
    title: str
    kind: Grade
    url: str = ""
    origin: str = ""
    date_text: str = "undated"
    date: dt.date | None = None
    seen: dt.date | None = None
    valid_until: dt.date | None = None
    note: str = ""
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One stated answer to one fact: what, for which plan, region or scope, and from where.

    `plans` is empty when the answer holds for all of them. `source` is the id of a source of the vendor, or empty
    for an answer that needs none (unknown, not applicable).
    """

    answer: Answer
    plans: tuple[str, ...] = ()
    addon: str = ""
    region: str = ""
    scope: str = ""
    availability: Availability = Availability.GA
    preferred: bool = False
    reason: str = ""
    source: str = ""
    note: str = ""
    place: Place
