from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import branch, leaf, near, place, study, vendor
from toolselect.model.criteria import Relative
from toolselect.model.result import CriterionState
from toolselect.model.study import View
from toolselect.scoring.tree import Tree, weigh

if TYPE_CHECKING:
    from toolselect.model.criteria import Criterion


def tree(*criteria: Criterion, **more: Any) -> Tree:
    return weigh(study([vendor()], criteria, **more))


def states(found: Tree) -> dict[str, CriterionState]:
    return {node.id: node.state for node in found.nodes}


def test_a_global_weight_is_the_product_of_shares() -> None:
    found = tree(branch("a", leaf("x", weight=1), leaf("y", weight=3), weight=30), branch("b", leaf("z"), weight=10))
    assert found.weights == {"x": 0.1875, "y": 0.5625, "z": 0.25}
    nodes = {node.id: (node.parent, node.depth, node.given, node.share, node.weight) for node in found.nodes}
    assert (nodes["y"], nodes["b"]) == (("a", 1, 3, 0.75, 0.5625), ("", 0, 10, 0.25, 0.25))
    assert found.above == {"x": ("a",), "y": ("a",), "z": ("b",)}


def test_what_is_not_asked_leaves_its_weight_to_its_siblings() -> None:
    found = tree(
        branch("a", leaf("x"), leaf("later", start="prove", weight=5)),
        branch("b", leaf("hipaa", applies=False)),
        branch("c", leaf("load", start="prove")),
        branch("d", leaf("gate", weight=0)),
    )
    assert found.weights == {"x": 1}
    assert states(found) == {
        "a": CriterionState.COUNTS,
        "x": CriterionState.COUNTS,
        "later": CriterionState.LATER,
        "b": CriterionState.DOES_NOT_APPLY,
        "hipaa": CriterionState.DOES_NOT_APPLY,
        "c": CriterionState.LATER,
        "load": CriterionState.LATER,
        "d": CriterionState.GATE_ONLY,
        "gate": CriterionState.GATE_ONLY,
    }
    assert [one.id for one in found.asked] == ["x", "gate"]


def test_a_leaf_counts_from_its_stage_on() -> None:
    found = tree(leaf("x"), leaf("load", start="prove", weight=3), stage="prove")
    assert found.weights == {"x": 0.25, "load": 0.75}


def test_a_branch_without_weight_takes_its_leaves_along() -> None:
    found = tree(leaf("x"), branch("shown", leaf("y"), weight=0))
    assert (found.weights, states(found)["y"]) == ({"x": 1}, CriterionState.GATE_ONLY)


def test_a_switched_off_branch_switches_off_its_leaves() -> None:
    found = tree(leaf("x"), branch("off", leaf("y"), applies=False))
    assert states(found)["y"] is CriterionState.DOES_NOT_APPLY
    assert [one.id for one in found.asked] == ["x"]


def test_the_four_named_branches_show_first() -> None:
    names = ["service", "compliance", "fit", "roi", "api", "scalability"]
    found = tree(*(branch(name, leaf(f"{name}_leaf")) for name in names))
    tops = [node.id for node in found.nodes if node.depth == 0]
    assert tops == ["api", "scalability", "roi", "compliance", "service", "fit"]


def test_a_relative_scale_is_flagged() -> None:
    found = tree(leaf("x"), leaf("cost", Relative("low")))
    assert [node.relative for node in found.nodes] == [False, True]


def test_views_add_up_by_their_shares() -> None:
    criteria = [branch("a", leaf("x"), leaf("y"), weight=1), branch("b", leaf("z"), weight=1)]
    finance = View(id="finance", share=3, weights={"a": 1, "b": 9}, place=place())
    it = View(id="it", share=1, weights={"x": 1, "y": 0}, place=place())
    found = tree(*criteria, views=(finance, it))
    assert [(view.id, view.share) for view in found.views] == [("finance", 0.75), ("it", 0.25)]
    assert found.views[0].leaves == pytest.approx({"x": 0.05, "y": 0.05, "z": 0.9})
    assert found.views[1].leaves == {"x": 0.5, "z": 0.5}
    assert found.weights == pytest.approx({"x": 0.1625, "y": 0.0375, "z": 0.8})
    share = {node.id: node.share for node in found.nodes}
    assert (share["a"], share["x"]) == (near(0.2), near(0.8125))


def test_nothing_counts() -> None:
    assert tree(leaf("x", weight=0)).weights == {}
