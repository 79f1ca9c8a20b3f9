"""A head-to-head adds up to the difference of the scores, whatever applies to whom."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from tests.conftest import branch, entry, leaf, must, near, percent_leaf, study, vendor
from tests.properties.strategies import studies
from toolselect.evaluation import evaluate
from toolselect.explaining.compare import Comparison, compare
from toolselect.model.facts import NotApplicable
from toolselect.model.result import GateState

if TYPE_CHECKING:
    from toolselect.model.study import Study


@pytest.fixture(scope="module")
def found() -> Comparison:
    vendors = [
        vendor("acme", {"rest": True, "docs": 80.0, "load": 60.0}),
        vendor("bolt", {"rest": True, "docs": 50.0, "load": entry(NotApplicable("none"))}),
    ]
    tree = [
        branch("api", leaf("rest", must=must()), percent_leaf("docs"), weight=3),
        branch("scale", percent_leaf("load"), weight=1),
    ]
    return compare(evaluate(study(vendors, tree)), "acme", "bolt")


def test_the_differences_add_up_where_a_leaf_applies_to_one_only(found: Comparison) -> None:
    # acme: 0.375 x 100 + 0.375 x 80 + 0.25 x 60 = 82.5; bolt: 0.5 x 100 + 0.5 x 50 = 75
    assert found.difference == near(7.5)
    assert {row.criterion: row.points for row in found.rows} == {
        "api": near(67.5 - 75),
        "rest": near(37.5 - 50),
        "docs": near(30 - 25),
        "scale": near(15),
        "load": near(15),
    }


def test_the_largest_in_favour_of_each_come_first(found: Comparison) -> None:
    assert [row.criterion for row in found.for_first] == ["load", "docs"]
    assert [row.criterion for row in found.for_second] == ["rest"]


def test_must_haves_stand_side_by_side(found: Comparison) -> None:
    [gate] = found.gates
    assert (gate.criterion, gate.wanted, gate.first, gate.second) == ("rest", "yes", GateState.PASS, GateState.PASS)


def test_the_status_quo_is_not_tested() -> None:
    evaluation = evaluate(
        study([vendor("acme", {"rest": True})], [leaf("rest", must=must())], status_quo=vendor("now"))
    )
    [gate] = compare(evaluation, "now", "acme").gates
    assert (gate.first, gate.first_reason, gate.second) == (None, "not tested", GateState.PASS)


def test_without_a_score_there_is_no_difference_and_a_reason() -> None:
    vendors = [vendor("acme", {"x": 80.0}), vendor("bolt", {"x": entry(NotApplicable("none"))})]
    found = compare(evaluate(study(vendors, [percent_leaf("x")])), "acme", "bolt")
    assert (found.difference, found.reason) == (None, "nothing that counts applies to Bolt")


@given(studies(least=2))
def test_rows_add_up_and_turning_the_two_round_turns_the_signs(one: Study) -> None:
    evaluation = evaluate(one)
    forth, back = compare(evaluation, "v0", "v1"), compare(evaluation, "v1", "v0")
    assert [row.points for row in back.rows] == [-row.points for row in forth.rows]
    if forth.difference is not None:
        assert math.fsum(row.points for row in forth.rows if row.depth == 0) == near(forth.difference)
        assert math.fsum(row.points for row in forth.rows if row.leaf) == near(forth.difference)
