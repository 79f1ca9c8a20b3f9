from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import DAY, entry, fact, members, vendor
from toolselect.deriving import answer
from toolselect.deriving.languages import speaks
from toolselect.deriving.situation import Situation
from toolselect.model.facts import NotApplicable, Range, Unknown, Value
from toolselect.model.result import Held, Status
from toolselect.model.study import Organisation


def fit(languages: dict[str, float], *stated: Any) -> Held:
    situation = Situation(
        vendor=vendor(facts={"ui_languages": list(stated)}),
        plan="",
        organisation=Organisation(languages=languages),
        seats=1,
        facts={
            "ui_languages": fact("ui_languages", "set"),
            "language_fit": fact("language_fit", "number", derived=True),
        },
        as_of=DAY,
    )
    return answer("language_fit", situation)


@pytest.mark.parametrize(
    ("tag", "named", "met"),
    [
        ("pt", "pt", True),
        ("pt", "pt-BR", True),
        ("pt", "PT-br", True),
        ("zh", "zh-Hans", True),
        ("pt-BR", "pt", False),
        ("zh-Hans", "zh-Hant", False),
        ("zh-Hans", "zh", False),
        ("e", "en", False),
    ],
)
def test_a_plain_tag_is_met_by_any_regional_form(tag: str, named: str, met: bool) -> None:
    assert speaks(tag, members(named)) is met


def test_a_complete_set_decides_everything() -> None:
    found = fit({"en": 70, "es": 30}, entry(members("en", complete=True)))
    assert (found.answers, found.known, found.proven) == ((Value(70),), 1, 1)
    assert found.steps == ("en (share 70): yes", "es (share 30): no", "en: 70 %")


def test_a_language_not_named_is_not_known() -> None:
    found = fit({"en": 70, "es": 30}, entry(members("en")))
    assert (found.status, found.answers) == (Status.RANGE, (Range(70, 100, likely=85),))
    assert found.known == 0.7


def test_sets_that_disagree_are_a_conflict() -> None:
    sets = [entry(members("en", complete=True)), entry(members("en", "es", complete=True))]
    found = fit({"en": 70, "es": 30}, *sets)
    assert (found.status, found.answers, found.known) == (Status.CONFLICT, (Value(70), Value(100)), 1)


def test_sets_that_disagree_about_something_else_agree_here() -> None:
    sets = [entry(members("en", complete=True)), entry(members("en", "fr", complete=True))]
    assert fit({"en": 70, "es": 30}, *sets).status is Status.VALUE


def test_is_not_known_without_languages_or_an_answer() -> None:
    assert fit({}, entry(members("en"))).reason == "the study lists no languages"
    assert fit({"en": 1}, entry(Unknown("asked"))).reason == "asked"
    assert fit({"en": 1}, entry(members("fr"))).status is Status.UNKNOWN
    assert fit({"en": 1}, entry(NotApplicable("no interface"))).status is Status.NOT_APPLICABLE
