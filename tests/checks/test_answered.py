"""What rules look at is what the evaluation says, and they never break, whatever the study."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.properties.strategies import studies
from toolselect.checks.answered import answer, known_parts
from toolselect.checks.study import check_study, to_do
from toolselect.diagnostics import stops_work
from toolselect.evaluation import evaluate
from toolselect.model.criteria import Stage


@given(studies())
def test_answers_are_those_of_the_evaluation(study: Any) -> None:
    evaluation = evaluate(study)
    answered = answer(study)
    assert answered.ranking == evaluation.ranking
    for one in answered.alternatives:
        assert one.leaves == evaluation.vendor(one.vendor.id).leaves
        assert one.placed.gates == evaluation.vendor(one.vendor.id).gates


@given(studies(), st.sampled_from(Stage))
def test_rules_find_something_and_never_break(study: Any, stage: Stage) -> None:
    staged = replace(study, stage=stage)
    found = check_study(staged, expires_within=400)
    assert found == check_study(staged, expires_within=400)
    if not stops_work(found):
        assert [one for one in found if one.code in ("TS701", "TS702", "TS703", "TS704")] == to_do(staged)


@given(studies())
def test_the_parts_of_a_score_are_no_more_than_what_is_known(study: Any) -> None:
    answered = answer(study)
    for one in answered.alternatives:
        for leaf in one.leaves:
            parts = [weight for weight, _ in known_parts(leaf, answered.asked[leaf.criterion])]
            assert sum(parts) <= leaf.weight + 1e-9
