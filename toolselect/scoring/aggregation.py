"""The weighted sum: from a vendor's leaves to its contributions, branches, axes and score.

Additive value model on anchored scales (Keeney and Raiffa, Decisions with Multiple Objectives, 1976, chapter 3):
score = sum of weight x value. All sums are exact before rounding (`math.fsum`), so that the order of criteria in a
file never shows.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from toolselect.model.result import BranchScore, Interval, LeafScore

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from toolselect.scoring.leaves import LeafAnswer
    from toolselect.scoring.tree import Tree

AXES = ("technology", "experience")
"""The two sides that every study shows."""


def own_weights(weights: Mapping[str, float], answers: Iterable[LeafAnswer]) -> dict[str, float]:
    """Return a vendor's leaf weights: the global ones by the sum of those that apply to it (sum to one, or none)."""
    applying = {one.criterion.id: weights.get(one.criterion.id, 0.0) for one in answers if one.worth is not None}
    whole = math.fsum(applying.values())
    return {leaf: weight / whole if whole > 0 else 0.0 for leaf, weight in applying.items()}


def contributions(weights: Sequence[float], worths: Sequence[Interval]) -> list[Interval]:
    """Return what each worth adds to a score: its weight times its low, mid and high."""
    return [
        Interval(weight * worth.low, weight * worth.mid, weight * worth.high)
        for weight, worth in zip(weights, worths, strict=True)
    ]


def weighted_sum(contributions: Sequence[Interval]) -> Interval:
    """Return the sum of contributions (one or more) at low, mid and high; at most 100, which rounding could pass."""
    low, mid, high = map(math.fsum, zip(*contributions, strict=True))
    return Interval(min(100.0, low), min(100.0, mid), min(100.0, high))


def score_leaves(answers: Sequence[LeafAnswer], weights: Mapping[str, float]) -> tuple[LeafScore, ...]:
    """Return the leaves with the vendor's own weights and what each adds."""
    own = own_weights(weights, answers)
    worths = {one.criterion.id: one.worth for one in answers if one.worth is not None}
    added = dict(zip(worths, contributions([own[leaf] for leaf in worths], [*worths.values()]), strict=True))
    return tuple(
        LeafScore(
            criterion=one.criterion.id,
            status=one.status,
            value=one.worth,
            weight=own.get(one.criterion.id, 0.0),
            contribution=added.get(one.criterion.id),
            known=one.known,
            proven=one.proven,
            clipped=one.clipped,
            met=one.met,
            held=one.held,
        )
        for one in answers
    )


def total(leaves: Iterable[LeafScore]) -> Interval | None:
    """Return the score of a vendor: the sum of its leaves' contributions; None if no leaf counts."""
    counting = [leaf.contribution for leaf in leaves if leaf.contribution is not None and leaf.weight > 0]
    return weighted_sum(counting) if counting else None


def share(leaves: Sequence[LeafScore], known: Mapping[str, float]) -> float:
    """Return which part of the leaves' weight is known (or proven), 0..1; 0 if they weigh nothing."""
    whole = math.fsum(leaf.weight for leaf in leaves)
    if whole <= 0:
        return 0.0
    return min(1.0, math.fsum(leaf.weight * known[leaf.criterion] for leaf in leaves) / whole)


def coverage(leaves: Sequence[LeafScore]) -> float:
    """Return the share of weight that is known, 0..1."""
    return share(leaves, {leaf.criterion: leaf.known for leaf in leaves})


def proven(leaves: Sequence[LeafScore]) -> float:
    """Return the share of weight that rests on documentation or better, 0..1."""
    return share(leaves, {leaf.criterion: leaf.proven for leaf in leaves})


def part_score(leaves: Sequence[LeafScore]) -> tuple[Interval | None, float, Interval | None]:
    """Return what some leaves score by themselves (0..100), their weight, and what they add to the whole."""
    added = total(leaves)
    if added is None:
        return None, 0.0, None
    weight = math.fsum(leaf.weight for leaf in leaves)
    alone = Interval(*(min(100.0, end / weight) for end in (added.low, added.mid, added.high)))
    return alone, weight, added


def score_branches(leaves: Sequence[LeafScore], tree: Tree) -> tuple[BranchScore, ...]:
    """Return every branch in display order; without a score where no leaf of it counts for the vendor."""
    found = []
    for node in tree.nodes:
        if node.leaf:
            continue
        below = [leaf for leaf in leaves if node.id in tree.above[leaf.criterion]]
        alone, weight, added = part_score(below)
        found.append(
            BranchScore(
                criterion=node.id,
                score=alone,
                weight=weight,
                contribution=added,
                coverage=coverage(below),
                proven=proven(below),
            )
        )
    return tuple(found)


def score_axes(leaves: Sequence[LeafScore], axes: Mapping[str, str]) -> dict[str, Interval | None]:
    """Return what the leaves of each side score by themselves; `axes` is by leaf. A side without leaves has None."""
    names = dict.fromkeys((*AXES, *(axis for axis in axes.values() if axis)))
    return {name: part_score([leaf for leaf in leaves if axes[leaf.criterion] == name])[0] for name in names}
