from __future__ import annotations

import pytest

from toolselect.diagnostics import Diagnostic, Place
from toolselect.loading import requirements
from toolselect.model.criteria import AtLeast, Comparison, Includes, IsBoolean, Requirement
from toolselect.model.facts import Fact, FactType, Grade

PLACE = Place(path="criteria.yaml", key=("criteria", 0, "must"))


def fact(kind: FactType, unit: str = "") -> Fact:
    return Fact(id="it", question="?", type=kind, unit=unit, levels=("none", "very good"), place=PLACE)


def read(words: object, about: Fact | None) -> tuple[Requirement | None, list[str]]:
    found: list[Diagnostic] = []
    must = requirements.must(words, about, PLACE, found)
    return (must.requirement if must else None), [one.code for one in found]


@pytest.mark.parametrize(
    ("words", "kind", "meant"),
    [
        ("yes", FactType.BOOLEAN, IsBoolean(wanted=True)),
        (True, FactType.BOOLEAN, IsBoolean(wanted=True)),
        ("no", FactType.BOOLEAN, IsBoolean(wanted=False)),
        (False, FactType.BOOLEAN, IsBoolean(wanted=False)),
        (">= 95", FactType.NUMBER, Comparison(">=", 95)),
        (">=95 %", FactType.NUMBER, Comparison(">=", 95)),
        ("< -1.5", FactType.NUMBER, Comparison("<", -1.5)),
        ("<= +0.5%", FactType.NUMBER, Comparison("<=", 0.5)),
        ("> 5000", FactType.MONEY, Comparison(">", 5000)),
        ("includes [EU]", FactType.SET, Includes(("EU",))),
        ("includes [en, zh-Hans , de]", FactType.SET, Includes(("en", "zh-Hans", "de"))),
        ("at least very good", FactType.LEVEL, AtLeast("very good")),
    ],
)
def test_a_requirement_is_read_as_people_write_it(words: object, kind: FactType, meant: Requirement) -> None:
    assert read(words, fact(kind, "%" if kind is FactType.NUMBER else "")) == (meant, [])


MALFORMED = (">= 99,9", ">= 1,000", "<= 1_000", ">= 1.5.2", "> .5", ">= 5.", ">= 1e3", "~ 5", "=> 5", "maybe", "5")


@pytest.mark.parametrize("words", MALFORMED)
@pytest.mark.parametrize("kind", [FactType.NUMBER, FactType.MONEY])
def test_a_number_that_could_be_read_in_two_ways_is_refused(words: str, kind: FactType) -> None:
    assert read(words, fact(kind)) == (None, ["TS106"])


@pytest.mark.parametrize(
    ("words", "fitting"),
    [
        ("yes", {FactType.BOOLEAN}),
        (">= 5", {FactType.NUMBER, FactType.MONEY}),
        ("includes [a]", {FactType.SET}),
        ("at least none", {FactType.LEVEL}),
    ],
)
@pytest.mark.parametrize("kind", list(FactType))
def test_a_requirement_on_a_fact_of_another_type_is_refused(words: str, fitting: set[FactType], kind: FactType) -> None:
    requirement, codes = read(words, fact(kind))
    assert codes == ([] if kind in fitting else ["TS306"])
    assert (requirement is not None) == (kind in fitting)


def test_another_unit_than_the_vocabularys_is_refused() -> None:
    assert read(">= 5 requests/second", fact(FactType.NUMBER, "requests/minute")) == (None, ["TS207"])


def test_money_is_compared_in_the_organisations_currency() -> None:
    assert read("<= 5000 EUR", fact(FactType.MONEY)) == (None, ["TS207"])


@pytest.mark.parametrize("digits", [102, 5000])
def test_a_limit_that_no_answer_can_have_is_refused(digits: int) -> None:
    assert read(f">= {'9' * digits}", fact(FactType.NUMBER)) == (None, ["TS010"])


@pytest.mark.parametrize("words", ["includes []", "includes [ ]", "includes [,]", "includes EU"])
def test_a_must_have_that_nothing_can_miss_is_refused(words: str) -> None:
    assert read(words, fact(FactType.SET)) == (None, ["TS106"])


def test_an_unknown_level_is_refused() -> None:
    assert read("at least verry good", fact(FactType.LEVEL)) == (None, ["TS213"])


def test_a_share_is_a_percentage() -> None:
    assert read(">= 80 %", None) == (Comparison(">=", 80), [])
    assert read(">= 80", None) == (Comparison(">=", 80), [])
    assert read("yes", None) == (None, ["TS306"])


def test_a_must_have_may_ask_for_evidence() -> None:
    found: list[Diagnostic] = []
    must = requirements.must({"is": "yes", "evidence": "contract"}, fact(FactType.BOOLEAN), PLACE, found)
    assert must is not None
    assert (must.text, must.evidence) == ("yes", Grade.CONTRACT)
    assert requirements.must({"is": ">= 5"}, fact(FactType.BOOLEAN), PLACE, found) is None
    assert found[0].place.key == ("criteria", 0, "must", "is")


def test_a_target_keeps_the_words_of_its_author() -> None:
    found: list[Diagnostic] = []
    target = requirements.target(">=  95  %", fact(FactType.NUMBER, "%"), PLACE, found)
    assert target is not None
    assert target.text == ">=  95  %"
    assert requirements.target(True, fact(FactType.BOOLEAN), PLACE, found) is not None
    assert found == []
