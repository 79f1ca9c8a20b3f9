"""Before and after: the leaves that moved add up to the move of the score."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import branch, leaf, must, near, percent_leaf, study, vendor
from tests.properties.strategies import studies
from toolselect.evaluation import evaluate
from toolselect.explaining.settings import read
from toolselect.explaining.what_if import WhatIf, compare_trial
from toolselect.model.result import GateState

if TYPE_CHECKING:
    from toolselect.model.study import Study

TREE = [
    branch("api", leaf("rest", must=must(), weight=1), percent_leaf("docs", 3), weight=60),
    branch("scale", percent_leaf("load", 1), weight=40),
]
VENDORS = [
    vendor("acme", {"rest": True, "docs": 80.0, "load": 10.0}),
    vendor("bolt", {"rest": True, "docs": 40.0, "load": 90.0}),
]


def trial(one: Study, *texts: str) -> WhatIf:
    before = evaluate(one)
    found = read(before, texts)
    assert found.diagnostics == ()
    return compare_trial(before, evaluate(found.study), found.settings)


def test_a_better_answer_moves_one_leaf_of_one_vendor() -> None:
    found = trial(study(VENDORS, TREE), "acme.load=60")
    acme, bolt = found.moves
    # acme was 0.15 x 100 + 0.45 x 80 + 0.4 x 10 = 55, bolt 0.15 x 100 + 0.45 x 40 + 0.4 x 90 = 69
    assert (acme.vendor, acme.rank_before, acme.rank_after, acme.moved) == ("acme", 2, 1, near(20))
    assert [(one.criterion, one.moved) for one in acme.leaves] == [("load", near(20))]
    assert [(one.criterion, one.moved) for one in acme.tops] == [("scale", near(20))]
    assert (bolt.rank_before, bolt.rank_after, bolt.moved, bolt.leaves) == (1, 2, 0, ())
    assert (found.weights, found.unread) == ((), ())


def test_a_weight_moves_every_score() -> None:
    found = trial(study(VENDORS, TREE), "weights.scale=60")
    assert [(one.criterion, one.before, one.after) for one in found.weights if one.depth == 0] == [
        ("api", near(0.6), near(0.5)),
        ("scale", near(0.4), near(0.5)),
    ]
    assert {move.vendor: move.moved for move in found.moves} == {"acme": near(47.5 - 55), "bolt": near(72.5 - 69)}


def test_a_must_have_that_turns_is_told() -> None:
    found = trial(study(VENDORS, TREE), "bolt.rest=no")
    bolt = next(move for move in found.moves if move.vendor == "bolt")
    assert [(gate.before, gate.after) for gate in bolt.gates] == [(GateState.PASS, GateState.FAIL)]
    assert (bolt.rank_before, bolt.rank_after) == (1, None)
    assert found.after.verdict.first == ("acme",)


def test_a_fact_that_nobody_reads_is_told() -> None:
    one = study(VENDORS, [*TREE, percent_leaf("later", start="prove")])
    assert trial(one, "acme.later=50").unread == ("later",)


def test_nothing_is_simulated_unless_both_are() -> None:
    assert {move.chance_after for move in trial(study(VENDORS, TREE), "acme.load=60").moves} == {None}


@given(studies(), st.sampled_from(["v0.number_1=20", "v0.share_1=yes", "v0.level=good", "v0.tags=en", "v0.hill=0..50"]))
def test_leaves_add_up_to_the_move(one: Study, text: str) -> None:
    move = next(move for move in trial(one, text).moves if move.vendor == "v0")
    if move.moved is not None:
        assert math.fsum(leaf.moved for leaf in move.leaves) == near(move.moved)
        assert math.fsum(top.moved for top in move.tops) == near(move.moved)


@given(studies())
def test_the_study_at_hand_is_never_changed(one: Study) -> None:
    before = evaluate(one)
    read(before, ["v0.number_1=20", "seats=77", "weights.branch_0=3"])
    assert before == evaluate(replace(one))
