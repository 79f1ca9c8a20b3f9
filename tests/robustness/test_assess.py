from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import entry, leaf, must, percent_leaf, study, vendor
from toolselect.evaluation import evaluate
from toolselect.model.facts import Unknown
from toolselect.model.result import Confidence, VerdictKind
from toolselect.model.robustness import RobustnessPolicy
from toolselect.robustness.assess import assess

if TYPE_CHECKING:
    from toolselect.model.study import Study

FEW = RobustnessPolicy(draws=2000)


def tried(**more: Any) -> Study:
    facts = {"a": (90.0, 60.0), "b": (60.0, 50.0)}
    vendors = [vendor(name, {"x": x, "y": y, "ok": True}) for name, (x, y) in facts.items()]
    criteria = [percent_leaf("x"), percent_leaf("y"), leaf("ok", weight=0, must=must("yes"))]
    return replace(study(vendors, criteria, **more), robustness=FEW)


def test_joins_all_of_it_and_rests_the_verdict_on_the_draws() -> None:
    before = evaluate(tried())
    found = assess(before)
    assert before.robustness is None
    assert found.robustness is not None
    assert found.verdict.simulated
    assert found.verdict.kind is VerdictKind.RECOMMENDED
    first = found.robustness.simulation.of("a").first
    assert found.verdict.confidence is (Confidence.HIGH if first >= 0.8 else Confidence.MODERATE)
    assert [(pair.better, pair.worse) for pair in found.robustness.dominated] == [("a", "b")]
    assert found.robustness.pareto == ("a",)
    assert [one.vendor for one in found.robustness.second_places] == ["b"]
    assert {one.left_out for one in found.robustness.left_out} == {"a", "b"}
    assert len(found.robustness.methods) == 7
    assert replace(found, robustness=None, verdict=before.verdict) == before


def test_the_same_evaluation_gives_the_same_result() -> None:
    one = evaluate(tried())
    assert assess(one) == assess(one)


@pytest.mark.parametrize("count", [0, 1])
def test_with_nobody_or_one(count: int) -> None:
    vendors = [vendor("a", {"x": 50.0})][:count]
    found = assess(evaluate(replace(study(vendors, [percent_leaf("x")]), robustness=FEW)))
    assert found.robustness is not None
    assert len(found.robustness.simulation.alternatives) == count
    assert (found.robustness.facts, found.robustness.second_places, found.robustness.methods) == ((), (), ())
    assert [flip.down for flip in found.robustness.weights] == [None]


def test_all_failed_and_all_unknown() -> None:
    failed = [vendor(name, {"x": 50.0, "ok": False}) for name in "ab"]
    one = replace(study(failed, [percent_leaf("x"), leaf("ok", weight=0, must=must("yes"))]), robustness=FEW)
    found = assess(evaluate(one))
    assert found.verdict.kind is VerdictKind.NO_VENDOR_PASSES
    assert found.robustness is not None
    assert [place.vendor for place in found.robustness.second_places] == ["a", "b"]
    silent = [vendor(name, {"x": entry(Unknown("asked"))}) for name in "ab"]
    found = assess(evaluate(replace(study(silent, [percent_leaf("x")]), robustness=FEW)))
    assert found.verdict.kind is VerdictKind.TOO_LITTLE_EVIDENCE
