from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import members, requirement
from toolselect.model.facts import Money, NotApplicable, Range, Unknown, Value
from toolselect.scoring.requirements import Outcome, doubt, outcome, outcome_of_all, shortfall

LEVELS = ("basic", "good", "excellent")
YES, NO, OPEN = Outcome.YES, Outcome.NO, Outcome.OPEN


@pytest.mark.parametrize(
    ("text", "answer", "expected"),
    [
        ("yes", Value(True), YES),
        ("yes", Value(False), NO),
        ("no", Value(False), YES),
        (">= 60", Value(60.0), YES),
        ("> 60", Value(60.0), NO),
        ("<= 5", Value(5.0), YES),
        ("< 5", Value(5.0), NO),
        ("<= 5000", Value(Money(4000, "USD")), YES),
        (">= 60", Range(60, 70), YES),
        (">= 60", Range(10, 59), NO),
        (">= 60", Range(10, 70), OPEN),
        ("includes [EU, US]", Value(members("EU", "US", "AU")), YES),
        ("includes [EU, US]", Value(members("EU")), OPEN),
        ("includes [EU, US]", Value(members("EU", complete=True)), NO),
        ("at least good", Value("excellent"), YES),
        ("at least good", Value("basic"), NO),
        ("at least good", Value("other"), OPEN),
        ("yes", Unknown("asked"), OPEN),
        ("yes", NotApplicable("no phones"), OPEN),
        (">= 1", Value("many"), OPEN),
        (">= 1", Value(True), OPEN),
        ("yes", Value("many"), OPEN),
        ("includes [EU]", Value("EU"), OPEN),
    ],
)
def test_an_answer_meets_it_misses_it_or_leaves_it_open(text: str, answer: Any, expected: Outcome) -> None:
    assert outcome(requirement(text), answer, LEVELS) is expected


def test_several_answers_must_agree() -> None:
    assert outcome_of_all(requirement(">= 5"), [Value(6.0), Value(7.0)]) is YES
    assert outcome_of_all(requirement(">= 5"), [Value(4.0), Value(3.0)]) is NO
    assert outcome_of_all(requirement(">= 5"), [Value(4.0), Value(6.0)]) is OPEN
    assert outcome_of_all(requirement(">= 5"), []) is OPEN


@pytest.mark.parametrize(
    ("text", "answers", "said"),
    [
        ("yes", [Value(False)], "the answer is no"),
        (">= 60", [Value(30.0)], "30 is below 60"),
        ("> 60", [Value(60.0)], "60 is not above 60"),
        ("<= 5", [Value(8.0), Value(9.0)], "8, 9 are above 5"),
        ("< 5", [Range(5, 6)], "5 to 6 is not below 5"),
        ("includes [EU, US]", [Value(members("EU", complete=True))], "does not include US"),
        ("at least good", [Value("basic")], "basic is below good"),
    ],
)
def test_says_why_it_is_missed(text: str, answers: list[Any], said: str) -> None:
    assert shortfall(requirement(text), answers) == said


@pytest.mark.parametrize(
    ("text", "answers", "said"),
    [
        (">= 50", [Value(60.0), Value(30.0)], "sources disagree: 60, 30"),
        (">= 60", [Range(10, 70)], "10 to 70 lies on both sides of 60"),
        ("includes [EU, US]", [Value(members("EU"))], "not known whether it includes US"),
        ("yes", [Value("many")], "the answer can't be compared with what is asked"),
    ],
)
def test_says_why_it_is_open(text: str, answers: list[Any], said: str) -> None:
    assert doubt(requirement(text), answers) == said
