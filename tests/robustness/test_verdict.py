"""The verdict once there is a simulation (formats.md, Verdict; `scoring.ranking.with_simulation`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import entry, leaf, must, percent_leaf, study, vendor
from toolselect.evaluation import evaluate
from toolselect.model.facts import Grade
from toolselect.model.result import Confidence, Verdict, VerdictKind
from toolselect.model.robustness import RobustnessPolicy, WeightSampler
from toolselect.robustness.simulation import simulate
from toolselect.scoring.ranking import by_chance, with_simulation

if TYPE_CHECKING:
    from toolselect.model.vendor import Vendor

GIVEN = RobustnessPolicy(draws=4000, weights=WeightSampler.GIVEN)
TRUST = {**dict.fromkeys(Grade, 1.0), Grade.CLAIM: 0.6}


def verdict(*vendors: Vendor, status_quo: Vendor | None = None, criteria: Any = None) -> Verdict:
    made = study(list(vendors), criteria or [percent_leaf("x")], robustness=GIVEN, trust=TRUST, status_quo=status_quo)
    evaluation = evaluate(made)
    return with_simulation(evaluation, simulate(evaluation))


@pytest.mark.parametrize(
    ("chance", "confidence"),
    [
        (1.0, Confidence.HIGH),
        (0.8, Confidence.HIGH),
        (0.79999, Confidence.MODERATE),
        (0.5, Confidence.MODERATE),
        (0.49999, Confidence.LOW),
    ],
)
def test_the_share_of_draws_says_how_sure(chance: float, confidence: Confidence) -> None:
    assert by_chance(chance) is confidence


def test_a_first_that_holds_in_all_draws_is_sure() -> None:
    found = verdict(vendor("a", {"x": 80.0}), vendor("b", {"x": 40.0}))
    assert (found.kind, found.confidence, found.simulated) == (VerdictKind.RECOMMENDED, Confidence.HIGH, True)


def test_a_first_that_trust_reverses_is_not_yet_one() -> None:
    found = verdict(vendor("a", {"x": entry(70.0, "claim")}), vendor("b", {"x": 65.0}))
    assert (found.kind, found.first, found.confidence) == (VerdictKind.NOT_YET, ("a",), None)


def test_a_condition_comes_before_a_reversal() -> None:
    criteria = [percent_leaf("x"), leaf("y", weight=0, must=must("yes"))]
    found = verdict(vendor("a", {"x": entry(70.0, "claim")}), vendor("b", {"x": 65.0, "y": True}), criteria=criteria)
    assert found.kind is VerdictKind.CONDITIONAL
    assert found.confidence is Confidence.MODERATE


def test_a_tie_and_nobody_stay_what_they_are() -> None:
    assert verdict(vendor("a", {"x": 50.0}), vendor("b", {"x": 50.0})).kind is VerdictKind.TIE
    criteria = [percent_leaf("x", must=must(">= 60"))]
    found = verdict(vendor("a", {"x": 50.0}), criteria=criteria)
    assert (found.kind, found.confidence, found.simulated) == (VerdictKind.NO_VENDOR_PASSES, None, True)


def test_the_status_quo_is_kept_as_surely_as_it_is_first() -> None:
    found = verdict(vendor("a", {"x": 40.0}), status_quo=vendor("now", {"x": 60.0}))
    assert (found.kind, found.confidence) == (VerdictKind.KEEP_STATUS_QUO, Confidence.HIGH)
