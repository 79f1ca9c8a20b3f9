"""What doubt and disagreement do to a ranking: chances, what would change it, and where methods disagree.

Chances and shares are on 0..1, scores on 0..100. A figure that has no answer is None, and a reason stands beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolselect.model.result import Group, Status

DRAWS = 100_000
SEED = 20261121
CONCENTRATION = 100.0


class WeightSampler(StrEnum):
    """Which weights a simulation draws; it decides the headline, so it is printed."""

    DIRICHLET = "dirichlet"  # around the agreed weights, one draw per sibling group
    INTERVALS = "intervals"  # uniform on the weights that keep to the stated intervals
    ORDER = "order"  # uniform on the weights that keep the order of the agreed ones
    SIMPLEX = "simplex"  # uniform on all weights: nothing is agreed
    GIVEN = "given"  # the agreed weights themselves: only facts vary


@dataclass(frozen=True, slots=True, kw_only=True)
class RobustnessPolicy:
    """How the simulation draws: how often, from which seed, which weights.

    `concentration` is that of the Dirichlet (100: a weight of 25 % varies by about 4 points). `intervals` gives the
    lowest and highest share (0..1) of a criterion among its siblings, by criterion id.
    """

    draws: int = DRAWS
    seed: int = SEED
    weights: WeightSampler = WeightSampler.DIRICHLET
    concentration: float = CONCENTRATION
    intervals: Mapping[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chances:
    """What the draws say about one ranked alternative.

    `ranks[k]` is the share of draws in which it holds rank k + 1 (ties share the lower rank number, so a row need not
    sum to the columns' sums). `first` is `ranks[0]`, over weights and facts; `first_by_weights` varies weights only.
    `expected_score` is the mean over draws, `low` and `high` the 5 % and 95 % points of the drawn scores.
    `expected_loss` is the mean of the best score in a draw minus its own: what choosing it is expected to cost, in
    points. `central_weights` is the mean of the leaf weights over the draws in which it is first, by leaf (empty:
    never first); `confidence` the share of fact draws in which it is first at those weights (None: never first).
    `must_haves` is the share of draws in which each must-have holds, by criterion, `all_must_haves` in which all do.
    """

    vendor: str
    ranks: tuple[float, ...]
    first: float
    first_by_weights: float
    expected_score: float
    low: float
    high: float
    expected_loss: float
    central_weights: Mapping[str, float]
    confidence: float | None
    must_haves: Mapping[str, float]
    all_must_haves: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FindOut:
    """An unknown or doubtful fact of a vendor, and what it is worth to find out.

    `value` is the expected value of partial perfect information (EVPPI) in points of the score; `decisive` tells that
    some answer changes who would be chosen; `chance_of_change` is the share of draws with such an answer. `criteria`
    are the leaves that read the fact; `must` tells that a must-have does. `why` says what is doubtful about it.
    """

    vendor: str
    fact: str
    status: Status
    why: str
    question: str
    criteria: tuple[str, ...]
    must: bool
    value: float
    decisive: bool
    chance_of_change: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """What the draws say: in ranking order, over the alternatives that failed nothing.

    `pairwise[a][b]` is the share of draws in which a scores higher than b. `expected_order` ranks by expected score;
    `reversed_by_trust` tells that its first is not the headline's first. `numpy` is the version that drew.
    """

    policy: RobustnessPolicy
    numpy: str
    alternatives: tuple[Chances, ...]
    pairwise: Mapping[str, Mapping[str, float]]
    expected_order: tuple[str, ...]
    reversed_by_trust: bool
    find_out: tuple[FindOut, ...]

    def of(self, vendor: str) -> Chances:
        """Return the chances of that alternative; KeyError if it is not ranked."""
        for chances in self.alternatives:
            if chances.vendor == vendor:
                return chances
        raise KeyError(vendor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """The weight (0..1 of the whole) or the figure (in the fact's unit) at which `winner` takes the first place."""

    at: float
    winner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightStability:
    """Between which weights of a criterion the first place stays, all others keeping their proportions.

    `weight` is its share of the whole today (0..1). None: no such weight below, or above. `fragile`: a change
    by a fifth of the weight flips the first place.
    """

    criterion: str
    weight: float
    down: Flip | None
    up: Flip | None
    fragile: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FactStability:
    """Which answers of one vendor to one leaf would change the first place, all else as it is.

    `worth` is the leaf's worth today (0..100), `worth_needed` the one at which the first place flips. `needed` is the
    answer that has that worth, in the fact's own unit and words (empty: none can be named, as for a share of several
    facts); `figure` the same as a number where it is one. `possible` tells that the answer's own interval reaches it.
    `exact` is False where the answer was found by bisection (to 0.1 %).
    """

    vendor: str
    criterion: str
    worth: float
    worth_needed: float
    winner: str
    needed: str
    figure: float | None
    unit: str
    possible: bool
    exact: bool = True


class ChangeKind(StrEnum):
    """What would have to change."""

    WEIGHT = "weight"
    FACT = "fact"
    PRICE = "price"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A single change that gives a vendor the first place: from `now` to `needed`, in `unit` (weights: 0..1).

    `subject` is a criterion (weight), `vendor/criterion` (fact) or `vendor/plan` (price). `size` is how large it is:
    points of weight / 100, part of the way between the anchors, or part of the price (all 0..1 or more).
    `words` names answers that are no figures.
    """

    kind: ChangeKind
    subject: str
    now: float | None
    needed: float | None
    unit: str
    size: float
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondPlace:
    """What a loser would need to win: the smallest single change of each kind, smallest first; `reason` if none."""

    vendor: str
    changes: tuple[Change, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dominance:
    """`better` is at least as good as `worse` on every leaf that counts, and better on one.

    `certain`: so at every answer that is possible; otherwise by the central figures.
    """

    better: str
    worse: str
    certain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodResult:
    """What another method makes of the same worths and weights: a check, never averaged with the headline.

    `scores` is by vendor (None where the method gives none); `agrees` tells that its first is the headline's.
    `relative`: its scores move when a vendor comes or goes. `why` says in a sentence what it weighs differently where
    it disagrees, or why it can't be used (`ranking` is then empty).
    """

    method: str
    scores: Mapping[str, float | None]
    ranking: tuple[Group, ...]
    agrees: bool | None
    relative: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveOneOut:
    """The order of the others without one alternative: `kept`, or the pairs that swapped (better then worse)."""

    left_out: str
    kept: bool
    swapped: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Robustness:
    """How much the ranking can bear.

    `dominated` are pairs; `pareto` the ranked alternatives that nobody dominates. `left_out` has one entry for each
    ranked alternative.
    """

    simulation: Simulation
    weights: tuple[WeightStability, ...]
    facts: tuple[FactStability, ...]
    second_places: tuple[SecondPlace, ...]
    dominated: tuple[Dominance, ...]
    pareto: tuple[str, ...]
    methods: tuple[MethodResult, ...]
    left_out: tuple[LeaveOneOut, ...]
