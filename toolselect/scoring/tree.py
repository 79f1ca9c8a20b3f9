"""What each criterion counts: weights given in files become shares of the siblings and of the whole."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolselect.model.criteria import Relative
from toolselect.model.result import CriterionState, CriterionWeight

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolselect.model.criteria import Criterion, Stage
    from toolselect.model.study import Study

FIRST = ("api", "scalability", "roi", "compliance")
"""The branches that always show first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewWeights:
    """One party's weights of the leaves (sum to one), and its share among the parties (0..1)."""

    id: str
    share: float
    leaves: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """The criteria as they count: all nodes in display order, the leaves that are scored or tested, and the weights.

    `weights` are those of the counting leaves in the whole (all views together); `above` names each leaf's branches.
    """

    nodes: tuple[CriterionWeight, ...]
    asked: tuple[Criterion, ...]
    weights: Mapping[str, float]
    views: tuple[ViewWeights, ...]
    above: Mapping[str, tuple[str, ...]]


def shares(weights: Sequence[float]) -> list[float]:
    """Return each weight by the sum of all (exact before rounding); zeros if they sum to nothing."""
    whole = math.fsum(weights)
    return [weight / whole if whole > 0 else 0.0 for weight in weights]


def weigh(study: Study) -> Tree:
    """Return the tree as it counts in the study: at its stage, with its weights or the views of its parties.

    A leaf's global weight is the product, over the levels, of its given weight by the sum of the siblings that count.
    With views it is the sum of each party's share x that party's global weight.
    """
    tops = sorted(study.criteria.criteria, key=lambda top: FIRST.index(top.id) if top.id in FIRST else len(FIRST))
    parties: list[tuple[float, Mapping[str, float]]] = [(1.0, {})]
    if study.views:
        parties = list(zip(shares([view.share for view in study.views]), (v.weights for v in study.views), strict=True))
    per_party = [_global_weights(tops, study.stage, given) for _, given in parties]
    nodes = [node for top in tops for node in top.nodes()]
    combined = {
        node.id: math.fsum(
            share * weights.get(node.id, 0.0) for (share, _), weights in zip(parties, per_party, strict=True)
        )
        for node in nodes
    }
    states: dict[str, CriterionState] = {}
    for top in tops:
        _mark(top, study.stage, combined, states)
    leaves = [node for node in nodes if not node.children]
    counting = {leaf.id for leaf in leaves if states[leaf.id] is CriterionState.COUNTS}
    return Tree(
        nodes=tuple(_describe(tops, combined, states)),
        asked=tuple(leaf for leaf in leaves if states[leaf.id] in (CriterionState.COUNTS, CriterionState.GATE_ONLY)),
        weights={leaf.id: combined[leaf.id] for leaf in leaves if leaf.id in counting},
        views=tuple(
            ViewWeights(id=view.id, share=share, leaves={key: w for key, w in weights.items() if key in counting})
            for view, (share, _), weights in zip(study.views, parties, per_party, strict=False)
        ),
        above=_ancestors(tops),
    )


def _counts(node: Criterion, stage: Stage, given: Mapping[str, float]) -> bool:
    """Tell whether a node takes part in its siblings' sum: asked, of some weight, and with a leaf that counts."""
    if not node.applies or not stage.reached(node.start) or given.get(node.id, node.weight) <= 0:
        return False
    return any(_counts(child, stage, given) for child in node.children) if node.children else node.value is not None


def _global_weights(
    siblings: Sequence[Criterion], stage: Stage, given: Mapping[str, float], whole: float = 1.0
) -> dict[str, float]:
    counting = [node for node in siblings if _counts(node, stage, given)]
    found: dict[str, float] = {}
    for node, share in zip(counting, shares([given.get(node.id, node.weight) for node in counting]), strict=True):
        found[node.id] = whole * share
        found |= _global_weights(node.children, stage, given, whole * share)
    return found


def _mark(
    node: Criterion,
    stage: Stage,
    weights: Mapping[str, float],
    states: dict[str, CriterionState],
    above: CriterionState = CriterionState.COUNTS,
) -> None:
    """Write down whether the node and all below it count; what a branch does not, its leaves don't either."""
    state = CriterionState.COUNTS if weights[node.id] > 0 else CriterionState.GATE_ONLY
    if above in (CriterionState.DOES_NOT_APPLY, CriterionState.LATER):
        state = above
    elif not node.applies:
        state = CriterionState.DOES_NOT_APPLY
    elif not stage.reached(node.start):
        state = CriterionState.LATER
    for child in node.children:
        _mark(child, stage, weights, states, state)
    below = {states[child.id] for child in node.children}
    # A branch that has only leaves of one kind that do not count is of that kind.
    states[node.id] = below.pop() if state is CriterionState.GATE_ONLY and len(below) == 1 else state


def _describe(
    siblings: Sequence[Criterion],
    weights: Mapping[str, float],
    states: Mapping[str, CriterionState],
    parent: str = "",
    depth: int = 0,
) -> list[CriterionWeight]:
    found: list[CriterionWeight] = []
    for node, share in zip(siblings, shares([weights[node.id] for node in siblings]), strict=True):
        found.append(
            CriterionWeight(
                id=node.id,
                title=node.title,
                parent=parent,
                depth=depth,
                leaf=not node.children,
                axis=node.axis,
                state=states[node.id],
                given=node.weight,
                share=share,
                weight=weights[node.id],
                relative=isinstance(node.value, Relative),
            )
        )
        found.extend(_describe(node.children, weights, states, node.id, depth + 1))
    return found


def _ancestors(siblings: Sequence[Criterion], above: tuple[str, ...] = ()) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for node in siblings:
        if node.children:
            found |= _ancestors(node.children, (*above, node.id))
        else:
            found[node.id] = above
    return found


def sibling_shares(tree: Tree, leaves: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """Return the share of each node among its siblings (above 0, summing to one), by parent, parents first.

    `leaves` are the weights of the leaves that count: the tree's, or those of one view.
    """
    below: dict[str, list[float]] = {}
    for leaf, weight in leaves.items():
        for above in (*tree.above[leaf], leaf):
            below.setdefault(above, []).append(weight)
    weights = {node: math.fsum(parts) for node, parts in below.items()}
    groups: dict[str, list[str]] = {}
    for node in tree.nodes:
        if weights.get(node.id, 0.0) > 0:
            groups.setdefault(node.parent, []).append(node.id)
    return {
        parent: dict(zip(members, shares([weights[one] for one in members]), strict=True))
        for parent, members in groups.items()
    }


def feasible(intervals: Sequence[tuple[float, float]]) -> bool:
    """Tell whether any shares that sum to one keep to the intervals (lowest and highest, 0..1)."""
    lows, highs = math.fsum(low for low, _ in intervals), math.fsum(high for _, high in intervals)
    return all(low <= high for low, high in intervals) and lows <= 1 + 1e-12 and highs >= 1 - 1e-12
