from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import near, vendor
from toolselect.model.result import (
    Confidence,
    Cost,
    Interval,
    LeafScore,
    PlanChoice,
    Standing,
    Status,
    VendorScore,
    Verdict,
    VerdictKind,
)
from toolselect.scoring import ranking


def scores(**mids: float | None) -> dict[str, Interval | None]:
    return {name: None if mid is None else Interval(mid, mid, mid) for name, mid in mids.items()}


def test_groups_reach_as_far_as_the_resolution_from_their_first() -> None:
    groups = ranking.rank(scores(c=80, a=79.5, b=79.4, d=79, e=10), 0.5)
    assert [(group.rank, group.members) for group in groups] == [(1, ("a", "c")), (3, ("b", "d")), (5, ("e",))]


def test_rounding_does_not_break_a_tie() -> None:
    assert len(ranking.rank(scores(a=0.3, b=0.1 + 0.2), 0)) == 1
    assert len(ranking.rank(scores(a=70.1, b=69.6), 0.5)) == 1


def test_what_has_no_score_is_not_ranked() -> None:
    assert [group.members for group in ranking.rank(scores(a=None, b=1), 0.5)] == [("b",)]
    assert ranking.rank({}, 0.5) == ()


def leaf(criterion: str, low: float, mid: float, high: float) -> LeafScore:
    return LeafScore(
        criterion=criterion,
        status=Status.RANGE,
        value=None,
        weight=0.5,
        contribution=Interval(low, mid, high),
        known=1,
        proven=1,
        clipped=False,
        met=None,
        held=(),
    )


def alternative(name: str, mid: float, *leaves: LeafScore, **more: Any) -> VendorScore:
    return VendorScore(
        id=name,
        name=vendor(name).name,
        standing=more.get("standing", Standing.PROVEN),
        plan=PlanChoice(id="", name="", chosen_by="", cost=Cost(low=None, high=None, currency="")),
        score=Interval(mid, mid, mid),
        coverage=more.get("coverage", 1.0),
        proven=0,
        rank=1,
        leaves=leaves,
        branches=(),
        axes={},
        gates=(),
    )


def test_an_order_is_open_if_one_leaf_alone_could_reverse_it() -> None:
    upper = alternative("up", 60, leaf("a", 5, 10, 15), leaf("b", 10, 20, 30), leaf("sure", 7, 7, 7))
    lower = alternative("down", 54, leaf("a", 0, 10, 20), leaf("b", 0, 3, 9), leaf("c", 1, 2, 10))
    last = alternative("last", 10, leaf("a", 0, 10, 20))
    found = ranking.open_orders([upper, lower, last])
    assert [(one.first, one.second, one.vendor, one.criterion) for one in found] == [
        ("up", "down", "down", "a"),
        ("up", "down", "up", "b"),
        ("up", "down", "down", "c"),
    ]


def decide(*vendors: VendorScore, min_coverage: float = 0.4, resolution: float = 0.5) -> Verdict:
    groups = ranking.rank({one.id: one.score for one in vendors}, resolution)
    return ranking.verdict(groups, {one.id: one for one in vendors}, min_coverage)


class TestVerdict:
    def test_no_vendor_passes(self) -> None:
        assert decide().kind is VerdictKind.NO_VENDOR_PASSES
        found = decide(alternative("today", 50, standing=Standing.STATUS_QUO))
        assert (found.kind, found.first, found.confidence) == (VerdictKind.NO_VENDOR_PASSES, ("today",), None)

    def test_too_little_evidence_comes_before_a_tie(self) -> None:
        found = decide(alternative("a", 50, coverage=0.39), alternative("b", 50))
        assert (found.kind, found.confidence) == (VerdictKind.TOO_LITTLE_EVIDENCE, None)
        assert decide(alternative("a", 50, coverage=0.4)).kind is VerdictKind.RECOMMENDED

    def test_tie(self) -> None:
        found = decide(alternative("a", 50), alternative("b", 50.4), alternative("c", 10))
        assert (found.kind, found.first, found.runner_up) == (VerdictKind.TIE, ("a", "b"), ("c",))
        assert (found.lead, found.confidence) == (near(0.4), None)

    def test_keep_the_status_quo(self) -> None:
        found = decide(alternative("today", 60, standing=Standing.STATUS_QUO), alternative("a", 20))
        assert (found.kind, found.confidence) == (VerdictKind.KEEP_STATUS_QUO, Confidence.HIGH)
        assert found.best_proven == "a"

    def test_conditional_names_the_best_proven(self) -> None:
        conditional = alternative("a", 60, standing=Standing.CONDITIONAL)
        assert decide(conditional, alternative("b", 30), alternative("c", 40)).best_proven == "c"
        found = decide(conditional)
        assert (found.kind, found.best_proven, found.runner_up) == (VerdictKind.CONDITIONAL, "", ())

    @pytest.mark.parametrize(
        ("mid", "confidence"),
        [(80.1, Confidence.HIGH), (80, Confidence.MODERATE), (65.1, Confidence.MODERATE), (65, Confidence.LOW)],
    )
    def test_sure_by_lead_against_reach(self, mid: float, confidence: Confidence) -> None:
        found = decide(alternative("a", mid, coverage=0.75), alternative("b", 50, coverage=0.65))
        assert found.kind is VerdictKind.RECOMMENDED
        assert found.reach == near(30)
        assert found.confidence is confidence

    @pytest.mark.parametrize(
        ("coverage", "confidence"),
        [(0.8, Confidence.HIGH), (0.79, Confidence.MODERATE), (0.6, Confidence.MODERATE), (0.59, Confidence.LOW)],
    )
    def test_sure_by_coverage_without_a_second(self, coverage: float, confidence: Confidence) -> None:
        found = decide(alternative("a", 50, coverage=coverage))
        assert (found.lead, found.reach, found.confidence) == (None, None, confidence)
