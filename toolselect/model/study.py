"""A study: who chooses, among which vendors, by which criteria, and how careful to be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolselect.model.robustness import RobustnessPolicy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from toolselect.diagnostics import Place
    from toolselect.model.brand import Brand
    from toolselect.model.criteria import CriteriaSet, Stage
    from toolselect.model.facts import Grade
    from toolselect.model.judgements import Swing
    from toolselect.model.money import MoneyPlan
    from toolselect.model.vendor import Vendor


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A group of customers: its share of all (relative), and how strongly it prefers each channel (by fact id)."""

    id: str
    title: str
    share: float
    prefers: Mapping[str, float]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A part of the week: the share of contacts that arrive in it (relative), and whether agents are there."""

    when: str
    share: float
    staffed: bool
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """The company that chooses. `licence_budget` is per year, in `currency`; language shares are relative."""

    name: str = ""
    note: str = ""
    currency: str = ""
    licence_budget: float | None = None
    region: str = ""
    segments: tuple[Segment, ...] = ()
    languages: Mapping[str, float] = field(default_factory=dict)
    hours: tuple[Window, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One party's weights, and how much that party counts (relative)."""

    id: str
    share: float
    weights: Mapping[str, float]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """What a study changes about a shipped criterion, and why: the names of the changed keys and the reason."""

    criterion: str
    changed: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """Something that can go wrong with the choice."""

    risk: str
    mitigation: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of the roll-out."""

    step: str
    by: date | None = None
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiTarget:
    """What the tool has to deliver."""

    kpi: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is asked, of whom, and what people wrote about the choice. `narrative` is by vendor id."""

    objective: str = ""
    asked: str = ""
    by: date | None = None
    approver: str = ""
    choice: str = ""
    narrative: Mapping[str, str] = field(default_factory=dict)
    risks: tuple[Risk, ...] = ()
    rollout: tuple[Step, ...] = ()
    kpi_targets: tuple[KpiTarget, ...] = ()
    reviews: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """A file that was read: its path (POSIX, relative to the study, or `shipped:vendors/x.yaml`) and its SHA-256."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """All that a decision rests on, joined and adjusted: nothing left to look up.

    `weights` are those that the study set by criterion id, the points of its `swings` included; `criteria` already has
    them applied. `trust` is the chance (0..1) that evidence of a grade is right, `resolution` is in points of the
    score, `min_coverage` a share.
    """

    title: str
    stage: Stage
    as_of: date
    criteria: CriteriaSet
    vendors: tuple[Vendor, ...]
    status_quo: Vendor | None = None
    seats: int
    organisation: Organisation = field(default_factory=Organisation)
    weights: Mapping[str, float] = field(default_factory=dict)
    swings: tuple[Swing, ...] = ()
    views: tuple[View, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    plan: Mapping[str, str] = field(default_factory=dict)
    addons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    trust: Mapping[Grade, float] = field(default_factory=dict)
    resolution: float = 0.5
    min_coverage: float = 0.4
    robustness: RobustnessPolicy = field(default_factory=RobustnessPolicy)
    money: MoneyPlan | None = None
    decision: Decision = field(default_factory=Decision)
    brand: Brand | None = None
    inputs: tuple[InputFile, ...] = ()
    place: Place

    @property
    def alternatives(self) -> tuple[Vendor, ...]:
        """Return the vendors, then the status quo if there is one."""
        return self.vendors if self.status_quo is None else (*self.vendors, self.status_quo)
