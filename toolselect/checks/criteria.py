"""Rules about a set of criteria: double counting, dependence, size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.deriving import net_present_value
from toolselect.deriving.licence import OF_BUDGET, YEARLY
from toolselect.diagnostics import Diagnostic, diagnostic
from toolselect.model.facts import FactType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolselect.model.criteria import CriteriaSet, Criterion
    from toolselect.model.study import Study

LICENCE_COST = (YEARLY, OF_BUDGET, *net_present_value.FACTS)
"""The facts that are computed from prices: the business case holds the licence cost, too."""

MANY_SIBLINGS = 7
"""So many leaves side by side can still be weighed against each other."""


def counts_money(leaf: Criterion, criteria: CriteriaSet) -> bool:
    """Tell whether a leaf scores an amount of money, or a figure computed from prices."""
    fact = criteria.facts.get(leaf.fact)
    return leaf.fact in LICENCE_COST or (fact is not None and fact.type is FactType.MONEY)


def facts_scored_twice(criteria: CriteriaSet, study: Study | None) -> Iterator[Diagnostic]:
    """Yield leaves with weight on a fact that another leaf scores already; of money that is an error."""
    del study
    first: dict[str, Criterion] = {}
    money: Criterion | None = None
    for leaf in criteria.leaves():
        if not leaf.fact or not leaf.weight:
            continue
        is_money = counts_money(leaf, criteria)
        if is_money and money is not None and leaf.fact in LICENCE_COST and money.fact in LICENCE_COST:
            message = f"`{money.id}` and `{leaf.id}` both score the same money"
            yield diagnostic("TS308", leaf.place.below("fact"), message, "give one of them weight 0 to show it only")
        elif leaf.fact in first:
            code = "TS308" if is_money else "TS309"
            message = f"`{first[leaf.fact].id}` and `{leaf.id}` both score `{leaf.fact}`"
            yield diagnostic(code, leaf.place.below("fact"), message, "give one of them weight 0 to show it only")
        first.setdefault(leaf.fact, leaf)
        if is_money and money is None:
            money = leaf


def same_objective(criteria: CriteriaSet, study: Study | None) -> Iterator[Diagnostic]:
    """Yield leaves that say that they serve what another leaf serves already."""
    del study
    first: dict[str, Criterion] = {}
    for leaf in criteria.leaves():
        said = " ".join(leaf.objective.casefold().split()).rstrip(".!")
        if not said or not leaf.weight or not leaf.applies:
            continue
        if said in first:
            message = f"`{first[said].id}` and `{leaf.id}` serve the same objective, which may count it twice"
            hint = "say what each serves of its own, or make one of them of weight 0"
            yield diagnostic("TS315", leaf.place.below("objective"), message, hint)
        first.setdefault(said, leaf)


def dependence(criteria: CriteriaSet, study: Study | None) -> Iterator[Diagnostic]:
    """Yield criteria whose worth is said to depend on something else: a weighted sum can't show that."""
    del study
    for node in criteria.nodes():
        if node.depends_on:
            message = f"what `{node.id}` is worth depends on something else: {node.depends_on}"
            hint = "join the two in one criterion, or make one of them a must-have"
            yield diagnostic("TS317", node.place.below("depends_on"), message, hint)


def many_siblings(criteria: CriteriaSet, study: Study | None) -> Iterator[Diagnostic]:
    """Yield parents with more leaves side by side than anybody can weigh against each other."""
    del study
    parents = [("the set", criteria.place, criteria.criteria)]
    parents += [(f"`{node.id}`", node.place, node.children) for node in criteria.nodes() if node.children]
    for name, place, children in parents:
        leaves = [node for node in children if not node.children and node.weight > 0]
        if len(leaves) > MANY_SIBLINGS:
            message = f"{name} has {len(leaves)} leaves side by side, which is hard to weigh"
            yield diagnostic("TS318", place.below("criteria", at="key"), message, "group them under branches")
