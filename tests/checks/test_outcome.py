"""Rules about how the scores come out: ties, idle weight, criteria that move together, trust, narrative, status quo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import leaf, percent_leaf, study, vendor
from toolselect.checks.study import check_study
from toolselect.diagnostics import Severity
from toolselect.model.facts import Grade, Range, Unknown
from toolselect.model.study import Decision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolselect.diagnostics import Diagnostic

NAMES = ("ada", "bea", "cyd", "dov", "eva", "fay")


def said(code: str, *given: Any, **more: Any) -> list[Diagnostic]:
    return [one for one in check_study(study(*given, **more)) if one.code == code]


def table(first: Sequence[Any], second: Sequence[Any]) -> list[Any]:
    return [vendor(name, {"one": x, "two": y}) for name, x, y in zip(NAMES, first, second, strict=False)]


BOTH = [percent_leaf("one"), percent_leaf("two")]


def test_leaves_that_move_together_are_an_observation() -> None:
    (found,) = said("TS316", table([10, 20, 30, 40, 50], [12, 21, 29, 43, 50]), BOTH)
    assert found.severity is Severity.NOTE
    assert "observation" in found.message
    assert "`two`" in found.message
    assert found.place.key == ("criteria", "one", "id")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ([10, 20, 30, 40], [10, 20, 30, 40]),  # four are too few
        ([10, 20, 30, 40, 50], [50, 10, 40, 20, 30]),
        ([10, 20, 30, 40, 50], [90, 80, 70, 60, 50]),  # against each other
        ([10, 20, 30, 40, 50], [7, 7, 7, 7, 7]),  # no spread
        ([10, 20, 30, 40, Unknown("asked")], [10, 20, 30, 40, 50]),  # four are known
        ([10, 20, 30, 40, Range(40, 60)], [10, 20, 30, 40, 50]),
    ],
)
def test_what_does_not_move_together_is_not_said_to(first: list[Any], second: list[Any]) -> None:
    assert said("TS316", table(first, second), BOTH) == []


def test_criteria_that_tell_nobody_apart_are_said_with_their_weight() -> None:
    leaves = [percent_leaf("one", 3), percent_leaf("two", 1)]
    (found,) = said("TS319", table([50, 50], [10, 90]), leaves)
    assert found.message == "75.0 % of the weight does nothing, because all score the same: `one`"


@pytest.mark.parametrize(
    "vendors",
    [
        table([50], [50]),  # nobody to tell apart
        table([Unknown("x"), Unknown("y")], [1, 2]),  # not known is not the same
        table([Range(40, 60), Range(40, 60)], [1, 2]),
    ],
)
def test_what_is_open_is_not_idle(vendors: list[Any]) -> None:
    assert said("TS319", vendors, BOTH) == []


def test_a_tie_for_first_place_is_noted() -> None:
    (found,) = said("TS801", table([50.2, 50], [50, 50]), BOTH)
    assert found.message == "first place is a tie, within 0.5 points: Ada, Bea"
    assert said("TS801", table([52, 50], [50, 50]), BOTH) == []


def test_trust_that_rises_is_an_error() -> None:
    given = dict.fromkeys(Grade, 0.5)
    assert said("TS802", table([1], [1]), BOTH, trust=given) == []
    (found,) = said("TS802", table([1], [1]), BOTH, trust=given | {Grade.CLAIM: 0.9})
    assert found.severity is Severity.ERROR
    assert found.place.key == ("trust", "claim")


@pytest.mark.parametrize(
    ("stage", "severity"),
    [("frame", "warning"), ("analyse", "warning"), ("prove", "warning"), ("conclude", "error")],
)
def test_a_status_quo_is_missed(stage: str, severity: str) -> None:
    (found,) = said("TS706", table([1], [1]), BOTH, stage=stage)
    assert found.severity.value == severity
    assert said("TS706", table([1], [1]), BOTH, stage=stage, status_quo=vendor("now", {"one": 3})) == []


def test_first_and_second_need_a_narrative_at_the_end() -> None:
    three = table([90, 60, 30], [90, 60, 30])
    assert said("TS705", three, BOTH, stage="prove") == []
    found = said("TS705", three, BOTH, stage="conclude")
    assert [one.message for one in found] == [
        "nothing is written about Ada, one of the first two",
        "nothing is written about Bea, one of the first two",
    ]
    told = Decision(narrative={"ada": "Strong.", "bea": "  "})
    assert [one.message[:26] for one in said("TS705", three, BOTH, stage="conclude", decision=told)] == [
        "nothing is written about B"
    ]


def test_all_that_tie_for_the_first_places_need_a_narrative() -> None:
    tied = table([90, 60, 60, 10], [90, 60, 60, 10])
    assert len(said("TS705", tied, BOTH, stage="conclude")) == 3


def test_more_than_forty_leaves_are_noted() -> None:
    many = [leaf(f"leaf_{number}") for number in range(41)]
    assert [one.place.key for one in said("TS318", [vendor()], many)] == [("criteria", "criteria"), ("criteria",)]
    assert len(said("TS318", [vendor()], [*many[:40], leaf("later", start="prove")])) == 1
