"""A study with its answers: the plan, the must-haves, the leaves and the place of every alternative.

Rules about answers look at this one object, so that each thing is worked out once. `evaluate` makes the whole result
from the same parts of `scoring`; rules stand below it and need less.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolselect.model.criteria import Share
from toolselect.model.result import Standing
from toolselect.scoring import aggregation, gates, leaves, ranking, relative, tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from toolselect.model.criteria import Criterion
    from toolselect.model.result import Evidence, Group, Held, LeafScore
    from toolselect.model.study import Study
    from toolselect.model.vendor import Vendor
    from toolselect.scoring.gates import Placed
    from toolselect.scoring.tree import Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """A vendor on its plan, and what its answers add to its score, in the order of the leaves that are asked."""

    placed: Placed
    leaves: tuple[LeafScore, ...]

    @property
    def vendor(self) -> Vendor:
        """Return who it is."""
        return self.placed.vendor


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A study, its tree as it counts, its alternatives in file order, and their ranking."""

    study: Study
    tree: Tree
    alternatives: tuple[Alternative, ...]
    ranking: tuple[Group, ...]

    @property
    def vendors(self) -> tuple[Alternative, ...]:
        """Return the alternatives that are for sale: all but the status quo."""
        return tuple(one for one in self.alternatives if one.placed.standing is not Standing.STATUS_QUO)

    @property
    def racing(self) -> tuple[Alternative, ...]:
        """Return the vendors that failed no must-have."""
        return tuple(one for one in self.vendors if one.placed.standing is not Standing.FAILED)

    @property
    def asked(self) -> Mapping[str, Criterion]:
        """Return the leaves that are scored or tested, by id."""
        return {leaf.id: leaf for leaf in self.tree.asked}


def answer(study: Study) -> Answered:
    """Return the study with its answers. Its weights must make sense (no finding of TS0 to TS3)."""
    weighed = tree.weigh(study)
    placed = [gates.place(study, vendor, weighed.asked) for vendor in study.alternatives]
    bounds = relative.bounds(weighed.asked, placed)
    alternatives = []
    for one in placed:
        judged = [
            leaves.judge(leaf, one.held[leaf.id], gates.levels_of(leaf, study), bounds.get(leaf.id))
            for leaf in weighed.asked
        ]
        alternatives.append(Alternative(placed=one, leaves=aggregation.score_leaves(judged, weighed.weights)))
    scores = {
        one.vendor.id: aggregation.total(one.leaves)
        for one in alternatives
        if one.placed.standing is not Standing.FAILED
    }
    return Answered(
        study=study,
        tree=weighed,
        alternatives=tuple(alternatives),
        ranking=ranking.rank(scores, study.resolution),
    )


def used_evidence(held: Held) -> Iterator[Evidence]:
    """Yield the entries that an answer rests on, those of the facts that it was computed from included."""
    for found in held.evidence:
        if found.used:
            yield found
    for one in held.inputs:
        yield from used_evidence(one)


def known_parts(leaf: LeafScore, criterion: Criterion) -> Iterator[tuple[float, Held]]:
    """Yield each stated answer that a leaf rests on with the weight that it carries: its part of what is known.

    A share splits the leaf's weight by its own weights, a derived fact evenly among the facts that it was computed
    from.
    """
    if isinstance(criterion.value, Share) and not criterion.fact:
        whole = sum(weight for _, weight in criterion.value.wanted)
        for held, (_, weight) in zip(leaf.held, criterion.value.wanted, strict=True):
            yield from _stated_parts(leaf.weight * weight / whole if whole else 0.0, held)
    elif leaf.held:
        yield from _stated_parts(leaf.weight, leaf.held[0])


def _stated_parts(weight: float, held: Held) -> Iterator[tuple[float, Held]]:
    if held.inputs:
        for one in held.inputs:
            yield from _stated_parts(weight / len(held.inputs), one)
    elif held.known > 0:
        yield weight * held.known, held
