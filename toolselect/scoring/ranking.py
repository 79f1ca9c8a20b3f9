"""From scores to an order: tied groups, orders that are open, and the verdict."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from toolselect.model.result import (
    Confidence,
    Group,
    Interval,
    OpenOrder,
    Standing,
    Verdict,
    VerdictKind,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolselect.model.result import Evaluation, LeafScore, VendorScore
    from toolselect.model.robustness import Simulation

SLACK = 1e-9
"""What rounding may add to a difference of scores."""


def in_order(scores: Mapping[str, Interval | None]) -> list[str]:
    """Return the ids that have a score, best mid first, then by id."""
    mids = {one: score.mid for one, score in scores.items() if score is not None}
    return sorted(mids, key=lambda one: (-mids[one], one))


def rank(scores: Mapping[str, Interval | None], resolution: float) -> tuple[Group, ...]:
    """Return the alternatives that have a score in tied groups, best first.

    An alternative belongs to a group while its mid is within `resolution` (points) of the group's first. A group's
    rank is one more than the number of alternatives before it; its members stand in id order.
    """
    groups: list[list[str]] = []
    first = 0.0
    for one in in_order(scores):
        score = scores[one]
        if score is None:  # pragma: no cover - in_order leaves them out
            continue
        if groups and first - score.mid <= resolution + SLACK:
            groups[-1].append(one)
        else:
            groups.append([one])
            first = score.mid
    ranked: list[Group] = []
    for members in groups:
        ranked.append(Group(rank=1 + sum(len(group.members) for group in ranked), members=tuple(sorted(members))))
    return tuple(ranked)


def open_orders(vendors: Sequence[VendorScore]) -> tuple[OpenOrder, ...]:
    """Return which neighbours could swap by one leaf alone, and which leaf: the larger possible move first.

    `vendors` are the ranked ones. A leaf of the upper one counts at its low, a leaf of the lower one at its high.
    """
    ids = in_order({vendor.id: vendor.score for vendor in vendors})
    by_id = {vendor.id: vendor for vendor in vendors}
    found: list[OpenOrder] = []
    for above, below in pairwise(ids):
        upper, lower = by_id[above], by_id[below]
        if upper.score is None or lower.score is None:  # pragma: no cover - in_order leaves them out
            continue
        lead = upper.score.mid - lower.score.mid
        moves = [(_fall(leaf), leaf, above) for leaf in upper.leaves]
        moves += [(_rise(leaf), leaf, below) for leaf in lower.leaves]
        moves = [move for move in moves if move[0] > lead + SLACK]
        moves.sort(key=lambda move: (-move[0], move[1].criterion, move[2]))
        found.extend(
            OpenOrder(first=above, second=below, vendor=vendor, criterion=leaf.criterion, status=leaf.status)
            for _, leaf, vendor in moves
        )
    return tuple(found)


def _fall(leaf: LeafScore) -> float:
    return 0.0 if leaf.contribution is None else leaf.contribution.mid - leaf.contribution.low


def _rise(leaf: LeafScore) -> float:
    return 0.0 if leaf.contribution is None else leaf.contribution.high - leaf.contribution.mid


def verdict(ranking: Sequence[Group], vendors: Mapping[str, VendorScore], min_coverage: float) -> Verdict:
    """Return the first sentence of formats.md that is true, and how sure it is.

    `vendors` holds at least the ranked ones by id. `reach` is half of what the first two don't know, in points: how far
    unknowns alone could move the lead. Without a second, coverage alone says how sure.
    """
    order = in_order({one: vendors[one].score for group in ranking for one in group.members})
    first = ranking[0].members if ranking else ()
    kind = _kind(order, first, vendors, min_coverage)
    lead, reach = _lead(order, vendors)
    sure = kind in (VerdictKind.KEEP_STATUS_QUO, VerdictKind.CONDITIONAL, VerdictKind.RECOMMENDED)
    return Verdict(
        kind=kind,
        first=first,
        runner_up=ranking[1].members if len(ranking) > 1 else (),
        best_proven=next((one for one in order if vendors[one].standing is Standing.PROVEN), ""),
        lead=lead,
        reach=reach,
        confidence=confidence(lead, reach, vendors[order[0]].coverage) if sure else None,
    )


def _kind(
    order: Sequence[str], first: Sequence[str], vendors: Mapping[str, VendorScore], min_coverage: float
) -> VerdictKind:
    if all(vendors[one].standing is Standing.STATUS_QUO for one in order):
        return VerdictKind.NO_VENDOR_PASSES
    if any(vendors[one].coverage < min_coverage - SLACK for one in first):
        return VerdictKind.TOO_LITTLE_EVIDENCE
    if len(first) > 1:
        return VerdictKind.TIE
    if vendors[first[0]].standing is Standing.STATUS_QUO:
        return VerdictKind.KEEP_STATUS_QUO
    if vendors[first[0]].standing is Standing.CONDITIONAL:
        return VerdictKind.CONDITIONAL
    return VerdictKind.RECOMMENDED


def _lead(order: Sequence[str], vendors: Mapping[str, VendorScore]) -> tuple[float | None, float | None]:
    if len(order) < 2:
        return None, None
    first, second = vendors[order[0]], vendors[order[1]]
    if first.score is None or second.score is None:  # pragma: no cover - ranked ones have a score
        return None, None
    return first.score.mid - second.score.mid, 50 * ((1 - first.coverage) + (1 - second.coverage))


def confidence(lead: float | None, reach: float | None, coverage: float) -> Confidence:
    """Return how sure the first place is: its lead (points) against what unknowns could move, else its coverage."""
    if lead is None or reach is None:
        return Confidence.HIGH if coverage >= 0.8 else Confidence.MODERATE if coverage >= 0.6 else Confidence.LOW
    if lead > reach:
        return Confidence.HIGH
    return Confidence.MODERATE if lead > reach / 2 else Confidence.LOW


def with_simulation(evaluation: Evaluation, simulation: Simulation) -> Verdict:
    """Return the verdict as it stands once there is a simulation of the evaluation (formats.md, Verdict).

    What the simulation may change: a first place that would be recommended is not yet, if another one is first by
    expected score; and how sure it is follows from the share of draws in which the first is first (at least 0.8:
    High, at least 0.5: Moderate, else Low).
    """
    before = evaluation.verdict
    kind = before.kind
    if kind is VerdictKind.RECOMMENDED and simulation.reversed_by_trust:
        kind = VerdictKind.NOT_YET
    sure = kind in (VerdictKind.KEEP_STATUS_QUO, VerdictKind.CONDITIONAL, VerdictKind.RECOMMENDED)
    chance = simulation.of(before.first[0]).first if sure and before.first else None
    return replace(before, kind=kind, confidence=None if chance is None else by_chance(chance), simulated=True)


def by_chance(first: float) -> Confidence:
    """Return how sure a first place is that holds in this share of draws (0..1)."""
    if first >= 0.8:
        return Confidence.HIGH
    return Confidence.MODERATE if first >= 0.5 else Confidence.LOW
