"""One alternative explained: from its score to its contributions, and from a leaf to its answers and their sources.

The additive model is what makes this possible: a score is the sum of weight x worth (Keeney and Raiffa, Decisions with
Multiple Objectives, 1976, chapter 3), so that every part of it can be shown, and the parts add up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from toolselect.model.criteria import Relative, Share
from toolselect.model.result import CriterionState, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from toolselect.diagnostics import Place
    from toolselect.model.criteria import Criterion
    from toolselect.model.facts import Fact, Source
    from toolselect.model.result import (
        CriterionWeight,
        Evaluation,
        Evidence,
        Gate,
        Held,
        Interval,
        LeafScore,
        PlanChoice,
        Standing,
        VendorScore,
    )

MOST = 5
"""How many leaves are named as those that add most, and as those that lose most."""


class Spot(NamedTuple):
    """A line of a file (from 1), with the path as the user sees it."""

    path: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one criterion adds to the score of one alternative.

    `weight` is its share of that alternative's score (0..1), `worth` its own score (0..100), `points` their product
    (both None: nothing of it applies). `known` is the share of it that is known (0..1), `status` that of a leaf.
    """

    criterion: str
    title: str
    depth: int
    leaf: bool
    weight: float
    worth: Interval | None
    points: Interval | None
    known: float
    status: Status | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPoint:
    """A leaf that is not settled: `reach` is how many points of the score hang on it, `reason` why it is open."""

    criterion: str
    title: str
    status: Status
    reach: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorExplained:
    """An alternative's score as the sum of its top criteria (`parts`).

    `most` are the leaves that add the most points for sure (at their lowest), `least` those that lose the most for sure
    (weight x what is missing to 100 at their highest), `open_points` the unsettled ones, by reach. `ranked` counts the
    ranked alternatives.
    """

    vendor: str
    name: str
    standing: Standing
    plan: PlanChoice
    rank: int | None
    ranked: int
    score: Interval | None
    coverage: float
    proven: float
    parts: tuple[Part, ...]
    most: tuple[Part, ...]
    least: tuple[Part, ...]
    gates: tuple[Gate, ...]
    open_points: tuple[OpenPoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchExplained:
    """A branch of an alternative: `whole` is its own line, `parts` are all counting criteria below it, in order."""

    vendor: str
    name: str
    criterion: str
    objective: str
    reason: str
    state: CriterionState
    whole: Part
    parts: tuple[Part, ...]
    gates: tuple[Gate, ...]
    open_points: tuple[OpenPoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightStep:
    """One level on the way to a leaf's weight: the weight in the file, and its share of its siblings (0..1)."""

    criterion: str
    title: str
    given: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One entry that was looked at, with its source (None: it names none) and where it stands (None: not known)."""

    evidence: Evidence
    source: Source | None
    spot: Spot | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A fact that a leaf reads: the answer that holds, all entries looked at, and what a derived fact rests on.

    `weight` is that of the fact within a share of yes/no facts (None: the leaf has one fact).
    """

    fact: Fact | None
    held: Held
    weight: float | None
    seen: tuple[Seen, ...]
    inputs: tuple[Answered, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafExplained:
    """A leaf of an alternative: its weight level by level, its value function, and the answers that it reads.

    `study_weight` is its share of the whole (0..1), the product of `weights`; `leaf.weight` is larger where other
    leaves do not apply to this alternative (`applying`, 0..1, is the share of the whole that does). `relative`: the
    scale spans the alternatives at hand. `leaf` is None while the criterion is not asked.
    """

    vendor: str
    name: str
    criterion: Criterion
    state: CriterionState
    weights: tuple[WeightStep, ...]
    study_weight: float
    applying: float
    relative: bool
    leaf: LeafScore | None
    gate: Gate | None
    answered: tuple[Answered, ...]


Explanation = VendorExplained | BranchExplained | LeafExplained


def nowhere(place: Place) -> Spot | None:
    """Return no place: for evaluations whose files are not at hand."""
    del place
    return None


def explain(
    evaluation: Evaluation, vendor: str, criterion: str = "", locate: Callable[[Place], Spot | None] = nowhere
) -> Explanation:
    """Return why an alternative scores what it does: as a whole, on a branch, or on a leaf.

    `locate` tells where entries stand.

    Raises:
        KeyError: if there is no such alternative or criterion.
    """
    found = evaluation.vendor(vendor)
    if not criterion:
        return _vendor(evaluation, found)
    node = next((one for one in evaluation.study.criteria.nodes() if one.id == criterion), None)
    if node is None:
        raise KeyError(criterion)
    return _branch(evaluation, found, node) if node.children else _leaf(evaluation, found, node, locate)


def parts(evaluation: Evaluation, vendor: VendorScore) -> dict[str, Part]:
    """Return what each counting criterion adds to the score, branches and leaves, in display order."""
    leaves = {leaf.criterion: leaf for leaf in vendor.leaves}
    branches = {branch.criterion: branch for branch in vendor.branches}
    found: dict[str, Part] = {}
    for node in evaluation.criteria:
        if node.state is not CriterionState.COUNTS:
            continue
        if node.leaf:
            leaf = leaves[node.id]
            weight, worth, points, known, status = leaf.weight, leaf.value, leaf.contribution, leaf.known, leaf.status
        else:
            branch = branches[node.id]
            weight, worth, points, known = branch.weight, branch.score, branch.contribution, branch.coverage
            status = None
        found[node.id] = Part(
            criterion=node.id,
            title=node.title,
            depth=node.depth,
            leaf=node.leaf,
            weight=weight,
            worth=worth,
            points=points,
            known=known,
            status=status,
        )
    return found


def _vendor(evaluation: Evaluation, vendor: VendorScore) -> VendorExplained:
    every = parts(evaluation, vendor)
    leaves = [part for part in every.values() if part.leaf and part.points is not None]
    return VendorExplained(
        vendor=vendor.id,
        name=vendor.name,
        standing=vendor.standing,
        plan=vendor.plan,
        rank=vendor.rank,
        ranked=sum(one.rank is not None for one in evaluation.vendors),
        score=vendor.score,
        coverage=vendor.coverage,
        proven=vendor.proven,
        parts=tuple(part for part in every.values() if part.depth == 0),
        most=_largest(leaves, _added),
        least=_largest(leaves, _lost),
        gates=vendor.gates,
        open_points=_open_points(vendor, every),
    )


def _added(part: Part) -> float:
    """Return the points that are sure: what the lowest possible answer adds."""
    return part.points.low if part.points is not None else 0.0


def _lost(part: Part) -> float:
    """Return the points that are lost for sure: what even the highest possible answer lacks."""
    return part.weight * (100.0 - part.worth.high) if part.worth is not None else 0.0


def _largest(leaves: Iterable[Part], size: Callable[[Part], float]) -> tuple[Part, ...]:
    """Return the leaves of the largest size, those without any left out; in display order where they are equal."""
    return tuple(sorted((part for part in leaves if size(part) > 0), key=size, reverse=True)[:MOST])


def _open_points(vendor: VendorScore, every: dict[str, Part]) -> tuple[OpenPoint, ...]:
    found = [
        OpenPoint(
            criterion=leaf.criterion,
            title=every[leaf.criterion].title,
            status=leaf.status,
            reach=leaf.contribution.high - leaf.contribution.low,
            reason=reasons(leaf),
        )
        for leaf in vendor.leaves
        if leaf.criterion in every and leaf.contribution is not None and leaf.contribution.open
    ]
    return tuple(sorted(found, key=lambda one: -one.reach))  # stable: else in display order


def reasons(leaf: LeafScore) -> str:
    """Say why a leaf is not settled: the reasons of its answers, those of their inputs where they have none."""
    return "; ".join(dict.fromkeys(reason for held in leaf.held for reason in _reasons(held)))


def _reasons(held: Held) -> tuple[str, ...]:
    if held.reason:
        return (held.reason,)
    return tuple(
        f"{one.fact}: {one.reason}" for one in held.inputs if one.reason and one.status is not Status.NOT_APPLICABLE
    )


def _branch(evaluation: Evaluation, vendor: VendorScore, branch: Criterion) -> BranchExplained:
    below = {node.id for node in branch.nodes()} - {branch.id}
    every = parts(evaluation, vendor)
    node = _weight_of(evaluation, branch.id)
    whole = every.get(branch.id) or Part(
        criterion=branch.id,
        title=branch.title,
        depth=node.depth,
        leaf=False,
        weight=0.0,
        worth=None,
        points=None,
        known=0.0,
    )
    inside = {criterion: part for criterion, part in every.items() if criterion in below}
    return BranchExplained(
        vendor=vendor.id,
        name=vendor.name,
        criterion=branch.id,
        objective=branch.objective,
        reason=branch.reason,
        state=node.state,
        whole=whole,
        parts=tuple(inside.values()),
        gates=tuple(gate for gate in vendor.gates if gate.criterion in below),
        open_points=_open_points(vendor, inside),
    )


def _leaf(
    evaluation: Evaluation, vendor: VendorScore, criterion: Criterion, locate: Callable[[Place], Spot | None]
) -> LeafExplained:
    leaf = next((one for one in vendor.leaves if one.criterion == criterion.id), None)
    profile = next(one for one in evaluation.study.alternatives if one.id == vendor.id)
    facts = evaluation.study.criteria.facts

    def answered(held: Held, weight: float | None = None) -> Answered:
        return Answered(
            fact=facts.get(held.fact),
            held=held,
            weight=weight,
            seen=tuple(
                Seen(evidence=one, source=profile.sources.get(one.entry.source), spot=locate(one.entry.place))
                for one in held.evidence
            ),
            inputs=tuple(answered(one) for one in held.inputs),
        )

    node = _weight_of(evaluation, criterion.id)
    several = isinstance(criterion.value, Share) and not criterion.fact
    wanted = dict(criterion.value.wanted) if isinstance(criterion.value, Share) and several else {}
    applying = node.weight / leaf.weight if leaf is not None and leaf.weight > 0 else 1.0
    return LeafExplained(
        vendor=vendor.id,
        name=vendor.name,
        criterion=criterion,
        state=node.state,
        weights=_weight_steps(evaluation, criterion.id),
        study_weight=node.weight,
        applying=1.0 if math.isclose(applying, 1.0, rel_tol=1e-12) else applying,
        relative=isinstance(criterion.value, Relative),
        leaf=leaf,
        gate=next((gate for gate in vendor.gates if gate.criterion == criterion.id), None),
        answered=tuple(answered(held, wanted.get(held.fact)) for held in leaf.held) if leaf is not None else (),
    )


def _weight_of(evaluation: Evaluation, criterion: str) -> CriterionWeight:
    return next(node for node in evaluation.criteria if node.id == criterion)


def _weight_steps(evaluation: Evaluation, criterion: str) -> tuple[WeightStep, ...]:
    """Return the levels from the top to the leaf; the product of their shares is its part of the whole."""
    steps: list[WeightStep] = []
    while criterion:
        node = _weight_of(evaluation, criterion)
        steps.append(WeightStep(criterion=node.id, title=node.title, given=node.given, share=node.share))
        criterion = node.parent
    return tuple(reversed(steps))
