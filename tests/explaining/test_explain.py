"""An explanation adds up, and leads from the score to the entries."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from tests.conftest import branch, entry, fact, leaf, must, near, percent_leaf, study, vendor
from tests.properties.strategies import studies
from toolselect.evaluation import evaluate
from toolselect.explaining.explain import BranchExplained, LeafExplained, Spot, VendorExplained, explain
from toolselect.model.criteria import Share
from toolselect.model.facts import NotApplicable, Range, Unknown
from toolselect.model.result import CriterionState, Evaluation, GateState, Status

if TYPE_CHECKING:
    from toolselect.diagnostics import Place
    from toolselect.model.study import Study

VENDORS = [
    vendor(
        "acme",
        {
            "rest": True,
            "docs": [entry(81.5), entry(60.0, "claim")],
            "fast": entry(Unknown("asked on Monday")),
            "size": Range(20, 60, 30),
        },
    ),
    vendor("bolt", {"rest": False, "docs": 40.0, "fast": entry(NotApplicable("no load")), "size": 100.0}),
]
TREE = [
    branch("api", leaf("rest", must=must(), weight=1), percent_leaf("docs", 3), weight=60),
    branch("scale", percent_leaf("fast", 1), percent_leaf("size", 1), weight=40),
    percent_leaf("later", 20, start="prove"),
]


@pytest.fixture(scope="module")
def found() -> Evaluation:
    return evaluate(study(VENDORS, TREE))


def whole(evaluation: Evaluation, name: str) -> VendorExplained:
    explained = explain(evaluation, name)
    assert isinstance(explained, VendorExplained)
    return explained


def on_leaf(evaluation: Evaluation, name: str, criterion: str) -> LeafExplained:
    explained = explain(evaluation, name, criterion)
    assert isinstance(explained, LeafExplained)
    return explained


def test_a_score_is_the_sum_of_its_branches(found: Evaluation) -> None:
    # 0.6 x (0.25 x 100 + 0.75 x 81.5) + 0.4 x (0.5 x 50 + 0.5 x 30)
    explained = whole(found, "acme")
    assert [(part.criterion, part.weight, part.points and part.points.mid) for part in explained.parts] == [
        ("api", near(0.6), near(51.675)),
        ("scale", near(0.4), near(16.0)),
    ]
    assert explained.score is not None
    assert explained.score.mid == near(67.675)
    assert (explained.rank, explained.ranked) == (1, 1)


def test_what_adds_and_loses_most_counts_only_what_is_sure(found: Evaluation) -> None:
    explained = whole(found, "acme")
    assert [part.criterion for part in explained.most] == ["docs", "rest", "size"]
    assert [part.criterion for part in explained.least] == ["docs", "size"]  # 0.45 x 18.5, 0.2 x 40


def test_open_points_are_ordered_by_what_hangs_on_them(found: Evaluation) -> None:
    assert [(point.criterion, point.reach, point.reason) for point in whole(found, "acme").open_points] == [
        ("fast", near(20), "asked on Monday"),
        ("size", near(8), ""),
    ]


def test_a_branch_lists_all_below_it(found: Evaluation) -> None:
    explained = explain(found, "acme", "api")
    assert isinstance(explained, BranchExplained)
    assert [part.criterion for part in explained.parts] == ["rest", "docs"]
    assert explained.whole.worth is not None
    assert explained.whole.worth.mid == near(86.125)
    assert [gate.criterion for gate in explained.gates] == ["rest"]
    assert explained.open_points == ()


def test_a_leaf_shows_its_weight_level_by_level(found: Evaluation) -> None:
    explained = on_leaf(found, "acme", "docs")
    assert [(step.criterion, step.given, step.share) for step in explained.weights] == [
        ("api", 60, near(0.6)),
        ("docs", 3, near(0.75)),
    ]
    assert explained.study_weight == near(math.prod(step.share for step in explained.weights))
    assert explained.applying == 1.0


def test_where_other_leaves_do_not_apply_a_weight_is_larger(found: Evaluation) -> None:
    explained = on_leaf(found, "bolt", "size")
    assert explained.leaf is not None
    assert (explained.study_weight, explained.applying, explained.leaf.weight) == (near(0.2), near(0.8), near(0.25))


def test_a_leaf_leads_to_every_entry_with_its_source_and_place(found: Evaluation) -> None:
    def locate(place: Place) -> Spot:
        return Spot(place.path, 7)

    explained = explain(found, "acme", "docs", locate)
    assert isinstance(explained, LeafExplained)
    used, other = explained.answered[0].seen
    assert (used.evidence.used, other.evidence.used) == (True, False)
    assert other.evidence.why_not == "better evidence says otherwise"
    assert used.source is not None
    assert used.source.title == "A documentation"
    assert used.spot == Spot("test.yaml", 7)


def test_without_files_there_is_no_place(found: Evaluation) -> None:
    assert on_leaf(found, "acme", "docs").answered[0].seen[0].spot is None


def test_a_must_have_stands_with_its_leaf(found: Evaluation) -> None:
    gate = on_leaf(found, "bolt", "rest").gate
    assert gate is not None
    assert gate.state is GateState.FAIL


def test_a_criterion_of_a_later_stage_is_explained_as_such(found: Evaluation) -> None:
    explained = on_leaf(found, "acme", "later")
    assert (explained.state, explained.leaf, explained.answered) == (CriterionState.LATER, None, ())


def test_the_facts_of_a_share_have_their_weights() -> None:
    wanted = Share((("mail", 1), ("chat", 3)))
    evaluation = evaluate(study([vendor("acme", {"mail": True})], [leaf("mix", wanted)], [fact("mail"), fact("chat")]))
    answered = on_leaf(evaluation, "acme", "mix").answered
    assert [(one.held.fact, one.weight, one.held.status) for one in answered] == [
        ("mail", 1, Status.VALUE),
        ("chat", 3, Status.UNKNOWN),
    ]


@pytest.mark.parametrize(("name", "criterion"), [("nobody", ""), ("acme", "nothing")])
def test_unknown_names_are_errors(found: Evaluation, name: str, criterion: str) -> None:
    with pytest.raises(KeyError):
        explain(found, name, criterion)


@given(studies())
def test_parts_add_up_on_every_level(one: Study) -> None:
    evaluation = evaluate(one)
    for scored in evaluation.vendors:
        explained = whole(evaluation, scored.id)
        points = [part.points.mid for part in explained.parts if part.points is not None]
        assert math.fsum(points) == near(explained.score.mid if explained.score is not None else 0.0)
        for part in explained.parts:
            below = explain(evaluation, scored.id, part.criterion)
            if isinstance(below, BranchExplained):
                leaves = [one.points.mid for one in below.parts if one.leaf and one.points is not None]
                assert math.fsum(leaves) == near(part.points.mid if part.points is not None else 0.0)
