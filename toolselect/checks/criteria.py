"""Rules about a set of criteria: weights, double counting, scales."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.deriving.licence import OF_BUDGET, YEARLY
from toolselect.diagnostics import Diagnostic, diagnostic
from toolselect.model.criteria import Relative
from toolselect.model.facts import FactType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolselect.model.criteria import CriteriaSet, Criterion

_LICENCE_COST = (YEARLY, OF_BUDGET)


def weights_that_sum_to_nothing(criteria: CriteriaSet) -> Iterator[Diagnostic]:
    """Yield groups of siblings among which nothing can be shared."""
    if criteria.criteria and not any(node.weight for node in criteria.criteria):
        yield diagnostic(
            "TS301", criteria.place.below("criteria", at="key"), "the weights of the top criteria sum to nothing"
        )
    for node in criteria.nodes():
        if node.children and node.weight and not any(child.weight for child in node.children):
            yield diagnostic(
                "TS301", node.place.below("criteria", at="key"), f"the weights below `{node.id}` sum to nothing"
            )


def facts_scored_twice(criteria: CriteriaSet) -> Iterator[Diagnostic]:
    """Yield leaves with weight on a fact that another leaf scores already; of money that is an error."""
    first: dict[str, Criterion] = {}
    money: Criterion | None = None
    for leaf in criteria.leaves():
        if not leaf.fact or not leaf.weight:
            continue
        fact = criteria.facts.get(leaf.fact)
        counts_money = leaf.fact in _LICENCE_COST or (fact is not None and fact.type is FactType.MONEY)
        if counts_money and money is not None and leaf.fact in _LICENCE_COST and money.fact in _LICENCE_COST:
            message = f"`{money.id}` and `{leaf.id}` both score the licence cost"
            yield diagnostic("TS308", leaf.place.below("fact"), message, "give one of them weight 0 to show it only")
        elif leaf.fact in first:
            code = "TS308" if counts_money else "TS309"
            message = f"`{first[leaf.fact].id}` and `{leaf.id}` both score `{leaf.fact}`"
            yield diagnostic(code, leaf.place.below("fact"), message, "give one of them weight 0 to show it only")
        first.setdefault(leaf.fact, leaf)
        if counts_money and money is None:
            money = leaf


def relative_scales(criteria: CriteriaSet) -> Iterator[Diagnostic]:
    """Yield leaves whose scores depend on which vendors are at hand."""
    for leaf in criteria.leaves():
        if isinstance(leaf.value, Relative):
            message = f"`{leaf.id}` is scored relative to the vendors at hand: adding one can swap two others"
            yield diagnostic(
                "TS311", leaf.place.below("value"), message, "declare anchors: `linear: {worst: …, best: …}`"
            )
