"""What a fact is worth: the tree of criteria with weights, value functions, must-haves and targets."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from toolselect.diagnostics import Place
    from toolselect.model.facts import Fact, Grade


class Stage(StrEnum):
    """How far a study has come, first to last."""

    FRAME = "frame"
    ANALYSE = "analyse"
    PROVE = "prove"
    CONCLUDE = "conclude"

    @property
    def position(self) -> int:
        """Count from 0 for the first."""
        return tuple(Stage).index(self)

    def reached(self, stage: Stage) -> bool:
        """Tell whether this stage is the given one or a later one."""
        return self.position >= stage.position


@dataclass(frozen=True, slots=True)
class Linear:
    """Straight from 0 at `worst` to 100 at `best` (in the fact's unit), clipped outside."""

    worst: float
    best: float


@dataclass(frozen=True, slots=True)
class Points:
    """Straight lines between (x, value) points with rising x; flat outside."""

    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class BooleanValue:
    """What no and yes are worth."""

    no: float
    yes: float


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a scale: what it is worth, and what an observer sees when it holds."""

    name: str
    value: float
    means: str


@dataclass(frozen=True, slots=True)
class Levels:
    """A worth for each level of a scale."""

    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """The weighted share of wanted members that a set has, or of boolean facts that hold."""

    wanted: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Relative:
    """From the worst to the best vendor at hand: an explicit choice, flagged wherever it shows."""

    best: Literal["low", "high"]


ValueFunction = Linear | Points | BooleanValue | Levels | Share | Relative


@dataclass(frozen=True, slots=True)
class IsBoolean:
    """The answer is yes (or no)."""

    wanted: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer stands in a relation to a limit in the fact's unit."""

    operator: Literal[">=", "<=", ">", "<"]
    limit: float


@dataclass(frozen=True, slots=True)
class Includes:
    """The set has all of these members."""

    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """The level is this one or a better one."""

    level: str


Requirement = IsBoolean | Comparison | Includes | AtLeast


@dataclass(frozen=True, slots=True, kw_only=True)
class Must:
    """A veto: what has to hold, in the user's words (`text`), and how well it must be proven (None: by stage)."""

    text: str
    requirement: Requirement
    evidence: Grade | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A usual aim, shown beside the score; neither score nor gate."""

    text: str
    requirement: Requirement


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A node of the tree: a branch with `children`, or a leaf with a `value` function.

    `weight` is relative to the siblings. `fact` is empty for a share of boolean facts. `start` is the first stage
    at which a leaf is asked. `applies` is off for rules that only some studies are under. `depends_on` says what its
    worth hangs on besides its own answer.
    """

    id: str
    title: str
    objective: str = ""
    reason: str = ""
    depends_on: str = ""
    note: str = ""
    axis: str = ""
    weight: float
    fact: str = ""
    value: ValueFunction | None = None
    must: Must | None = None
    target: Target | None = None
    start: Stage = Stage.FRAME
    applies: bool = True
    children: tuple[Criterion, ...] = ()
    place: Place

    def leaves(self) -> Iterator[Criterion]:
        """Yield the leaves at or below this node, in file order."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()

    def nodes(self) -> Iterator[Criterion]:
        """Yield this node and all below it, parents first."""
        yield self
        for child in self.children:
            yield from child.nodes()


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaSet:
    """A tree of criteria and the vocabulary that its facts come from."""

    id: str
    title: str
    criteria: tuple[Criterion, ...]
    facts: Mapping[str, Fact]
    place: Place

    def leaves(self) -> Iterator[Criterion]:
        """Yield all leaves in file order."""
        for criterion in self.criteria:
            yield from criterion.leaves()

    def nodes(self) -> Iterator[Criterion]:
        """Yield all nodes, parents first."""
        for criterion in self.criteria:
            yield from criterion.nodes()
