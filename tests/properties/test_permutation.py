"""Law: the order of vendors, criteria, facts and entries in the files changes nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from tests.properties.strategies import studies
from toolselect.evaluation import evaluate

if TYPE_CHECKING:
    from toolselect.model.criteria import Criterion
    from toolselect.model.result import Evaluation
    from toolselect.model.study import Study


def reversed_tree(node: Criterion) -> Criterion:
    return replace(node, children=tuple(reversed_tree(child) for child in reversed(node.children)))


def figures(found: Evaluation) -> dict[str, Any]:
    """Return all numbers of an evaluation by id."""
    vendors = {
        one.id: (
            one.score,
            one.coverage,
            one.proven,
            one.rank,
            one.axes,
            {leaf.criterion: (leaf.value, leaf.weight, leaf.contribution, leaf.known) for leaf in one.leaves},
            {part.criterion: (part.score, part.weight, part.coverage) for part in one.branches},
        )
        for one in found.vendors
    }
    weights = {node.id: (node.weight, node.share, node.state) for node in found.criteria}
    return {"vendors": vendors, "weights": weights, "ranking": found.ranking, "verdict": found.verdict}


@given(studies(), st.data())
def test_the_order_in_files_does_not_matter(study: Study, data: st.DataObject) -> None:
    vendors = data.draw(st.permutations(study.vendors))
    shuffled = replace(
        study,
        vendors=tuple(
            replace(one, facts={name: tuple(reversed(one.facts[name])) for name in reversed(list(one.facts))})
            for one in vendors
        ),
        criteria=replace(
            study.criteria, criteria=tuple(reversed_tree(top) for top in reversed(study.criteria.criteria))
        ),
    )
    assert figures(evaluate(shuffled)) == figures(evaluate(study))
