"""What an evaluation found: one object that every output is a rendering of.

All scores are on 0..100. A figure that has no answer is None, and a reason stands beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from toolselect.diagnostics import Diagnostic
    from toolselect.model.criteria import Stage
    from toolselect.model.facts import Answer, Entry, Grade
    from toolselect.model.money import BusinessCase
    from toolselect.model.robustness import Robustness
    from toolselect.model.study import Study


class Interval(NamedTuple):
    """The lowest, the central and the highest figure that the evidence allows; low <= mid <= high.

    A named tuple, because a study makes one for each leaf of each vendor, and they are quicker to make.
    """

    low: float
    mid: float
    high: float

    @property
    def open(self) -> bool:
        """Tell whether anything is left to find out."""
        return self.low < self.high


class Status(StrEnum):
    """What kind of answer a leaf had for a vendor."""

    VALUE = "value"
    RANGE = "range"
    CONFLICT = "conflict"
    PARTIAL = "partial"  # a share of which some members are unknown
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One stated entry for a fact and what became of it.

    `used` tells that the answer rests on it; otherwise `why_not` says why (another plan, overruled, roadmap, ...).
    `grade` already counts expiry (an expired source is one grade weaker); `expires` is the day after
    its last.
    """

    fact: str
    entry: Entry
    grade: Grade | None
    expires: date | None
    expired: bool
    used: bool
    why_not: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """A yes/no part of a share: its weight (of the whole, 0..1), and what each held answer says of it (None: nothing).

    `fact` is the fact that decides, `member` the one of its members that is meant (empty: a yes/no fact). Without a
    fact the part is settled by the study alone.
    """

    fact: str = ""
    member: str = ""
    weight: float
    states: tuple[bool | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Which answer to a fact holds for one vendor, plan and region, and all the evidence that was looked at.

    `answers` holds the distinct answers that hold: one, or several that disagree (`status` is then CONFLICT).
    `grade` is the weakest grade that the answer rests on (None where there is no answer). `inputs` names the facts
    that a derived fact was computed from. `steps` spells the computation of a derived fact, a line per input.
    `known` and `proven` (0..1) are the shares of the answer that are known and that rest on documentation or better.
    `portions` are the yes/no parts of a derived share, so that it can be computed again from other answers.
    """

    fact: str
    status: Status
    answers: tuple[Answer, ...]
    grade: Grade | None = None
    known: float = 0.0
    proven: float = 0.0
    beta: bool = False
    expired: bool = False
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()
    inputs: tuple[Held, ...] = ()
    steps: tuple[str, ...] = ()
    portions: tuple[Portion, ...] = ()


class GateState(StrEnum):
    """What became of a must-have."""

    PASS = "pass"  # noqa: S105 - a state, not a password
    FAIL = "fail"
    UNPROVEN = "unproven"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """One must-have of one vendor: what was asked, the state, and why."""

    criterion: str
    wanted: str
    state: GateState
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafScore:
    """One leaf of one vendor.

    `value` is the leaf's worth (None: not applicable); `weight` its share of the vendor's score (sums to one over
    the vendor's leaves); `contribution` is weight times value. `known` and `proven` are shares of this leaf (0..1).
    `met` tells whether the target is met (None: no target, or not known). `clipped`: the answer is outside
    the anchors.
    """

    criterion: str
    status: Status
    value: Interval | None
    weight: float
    contribution: Interval | None
    known: float
    proven: float
    clipped: bool
    met: bool | None
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchScore:
    """A branch of one vendor: its own score on 0..100 (None: nothing applicable), its share, and what it adds."""

    criterion: str
    score: Interval | None
    weight: float
    contribution: Interval | None
    coverage: float
    proven: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """The yearly licence cost at the study's seats, list prices of the chosen plan (and add-ons); None: not known."""

    low: float | None
    high: float | None
    currency: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChoice:
    """The plan at hand (`id` is empty for a vendor without plans) and why it was taken."""

    id: str
    name: str
    chosen_by: str
    cost: Cost
    addons: tuple[str, ...] = ()


class Standing(StrEnum):
    """Where a vendor stands before any ranking."""

    PROVEN = "proven"
    CONDITIONAL = "conditional"
    FAILED = "failed"
    STATUS_QUO = "status quo"


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorScore:
    """All that was found about one alternative.

    `rank` counts from 1, shared within a tied group (None: failed, or nothing applicable). `axes` holds the scores of
    the technology and the experience side.
    """

    id: str
    name: str
    standing: Standing
    plan: PlanChoice
    score: Interval | None
    coverage: float
    proven: float
    rank: int | None
    leaves: tuple[LeafScore, ...]
    branches: tuple[BranchScore, ...]
    axes: Mapping[str, Interval | None]
    gates: tuple[Gate, ...]

    def leaf(self, criterion: str) -> LeafScore:
        """Return the leaf of that id; KeyError if the vendor has none."""
        for leaf in self.leaves:
            if leaf.criterion == criterion:
                return leaf
        raise KeyError(criterion)


class CriterionState(StrEnum):
    """Whether a criterion counts in this study."""

    COUNTS = "counts"
    GATE_ONLY = "gate or display only"
    LATER = "not asked yet"
    DOES_NOT_APPLY = "does not apply"


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionWeight:
    """A node of the tree as it counts.

    `given` is the weight in the file, `share` its part of its siblings, `weight` its part of the whole (both 0..1);
    `depth` counts from 0.
    """

    id: str
    title: str
    parent: str
    depth: int
    leaf: bool
    axis: str
    state: CriterionState
    given: float
    share: float
    weight: float
    relative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenOrder:
    """Two neighbours in the ranking whose order one leaf of `vendor` could reverse."""

    first: str
    second: str
    vendor: str
    criterion: str
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Alternatives that share a rank, in id order."""

    rank: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewRanking:
    """The ranking by one party's weights."""

    id: str
    share: float
    scores: Mapping[str, Interval | None]
    ranking: tuple[Group, ...]


class VerdictKind(StrEnum):
    """Which sentence is true, first that matches."""

    NO_VENDOR_PASSES = "no vendor passes"
    TOO_LITTLE_EVIDENCE = "too little evidence"
    TIE = "tie"
    KEEP_STATUS_QUO = "keep the status quo"
    CONDITIONAL = "conditional"
    NOT_YET = "order reversed by trust"
    RECOMMENDED = "recommended"


class Confidence(StrEnum):
    """How sure the first place is: by the simulation, or before there is one by lead and coverage."""

    HIGH = "High"
    MODERATE = "Moderate"
    LOW = "Low"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The outcome.

    `first` are the ids in first place, `runner_up` the next ones, `best_proven` the best vendor that proves every
    must-have. `lead` is in points of the score; `reach` is how far unknowns alone could move it. `simulated` tells that
    `confidence` rests on the share of draws in which the first is first, not on lead and coverage.
    """

    kind: VerdictKind
    first: tuple[str, ...]
    runner_up: tuple[str, ...]
    best_proven: str
    lead: float | None
    reach: float | None
    confidence: Confidence | None
    simulated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Everything a report, a table or another program may want to know about one study.

    `vendors` run in ranking order, failed ones last; `criteria` in file order, the four named branches first.
    `findings` are the diagnostics that do not stop the work. `version` is that of the program. `robustness` is None
    where nobody asked for a simulation (`score`), `money` where nobody asked for the business case or there is none.
    """

    version: str
    study: Study
    stage: Stage
    criteria: tuple[CriterionWeight, ...]
    vendors: tuple[VendorScore, ...]
    ranking: tuple[Group, ...]
    open_orders: tuple[OpenOrder, ...]
    views: tuple[ViewRanking, ...]
    verdict: Verdict
    robustness: Robustness | None = None
    money: BusinessCase | None = None
    findings: tuple[Diagnostic, ...] = ()

    def vendor(self, vendor_id: str) -> VendorScore:
        """Return the alternative of that id; KeyError if there is none."""
        for vendor in self.vendors:
            if vendor.id == vendor_id:
                return vendor
        raise KeyError(vendor_id)
