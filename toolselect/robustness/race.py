"""The ranked alternatives and what decides between them: the figures that all questions of "what if" start from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolselect.model.result import CriterionState
from toolselect.scoring.ranking import in_order

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolselect.model.criteria import Criterion
    from toolselect.model.facts import Fact
    from toolselect.model.result import CriterionWeight, Evaluation, LeafScore, VendorScore
    from toolselect.model.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class Race:
    """The alternatives that are ranked, and the criteria that count.

    `order` runs by score, best first (equal scores by id). `nodes` are the branches and leaves that count, in display
    order; `weights` is the share of the whole (0..1) of each counting leaf; `below` names the counting leaves of each
    node (a leaf: itself).
    """

    study: Study
    order: tuple[VendorScore, ...]
    nodes: tuple[CriterionWeight, ...]
    weights: Mapping[str, float]
    below: Mapping[str, tuple[str, ...]]
    criteria: Mapping[str, Criterion]

    @property
    def in_id_order(self) -> tuple[VendorScore, ...]:
        """Return the ranked alternatives by id: the order that decides between equal scores."""
        return tuple(sorted(self.order, key=lambda one: one.id))

    def fact_of(self, criterion: str) -> Fact | None:
        """Return the fact that a leaf reads; None for a share of several."""
        return self.study.criteria.facts.get(self.criteria[criterion].fact)


def race(evaluation: Evaluation) -> Race:
    """Return the race of an evaluation; without anybody in it where nobody is ranked."""
    by_id = {vendor.id: vendor for vendor in evaluation.vendors if vendor.rank is not None}
    nodes = tuple(node for node in evaluation.criteria if node.state is CriterionState.COUNTS and node.weight > 0)
    weights = {node.id: node.weight for node in nodes if node.leaf}
    criteria = {criterion.id: criterion for criterion in evaluation.study.criteria.nodes()}
    return Race(
        study=evaluation.study,
        order=tuple(by_id[one] for one in in_order({one.id: one.score for one in by_id.values()})),
        nodes=nodes,
        weights=weights,
        below={node.id: tuple(leaf.id for leaf in criteria[node.id].leaves() if leaf.id in weights) for node in nodes},
        criteria=criteria,
    )


def mid(vendor: VendorScore) -> float:
    """Return the headline score of a ranked alternative, 0..100."""
    if vendor.score is None:
        raise ValueError(f"{vendor.id} is not ranked")
    return vendor.score.mid


def counting(vendor: VendorScore) -> tuple[LeafScore, ...]:
    """Return the leaves that make up the score of an alternative: those that apply to it and weigh something."""
    return tuple(leaf for leaf in vendor.leaves if leaf.value is not None and leaf.weight > 0)
