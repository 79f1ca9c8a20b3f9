"""Rules about evidence: what runs out when, what is no answer, what is no product yet."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.conftest import DAY, entry, fact, leaf, members, must, source, sources, study, vendor
from toolselect.checks import profile
from toolselect.checks.profile import check_vendor
from toolselect.checks.study import check_study
from toolselect.model.facts import Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolselect.diagnostics import Diagnostic
    from toolselect.model.facts import Source


def codes(found: Iterable[Diagnostic]) -> list[str]:
    return [one.code for one in found]


def days_ago(days: int) -> dt.date:
    return DAY - dt.timedelta(days=days)


def aged(days: int, kind: str = "claim") -> Source:
    """Return a source of that age; a claim lives for 365 days."""
    return source(kind, id="aged", date=days_ago(days))


WORKS = {"works": fact()}


@pytest.mark.parametrize(
    ("age", "within", "expected"),
    [
        (335, 30, ["TS407"]),  # ends in 30 days
        (334, 30, []),  # in 31
        (364, 1, ["TS407"]),  # tomorrow
        (364, 0, []),
        (365, 30, ["TS402"]),  # today is the first day on which it does not hold
        (400, 30, ["TS402"]),
        (0, 36500, ["TS407"]),
    ],
)
def test_evidence_that_runs_out_soon_is_said_when_it_is_asked(age: int, within: int, expected: list[str]) -> None:
    acme = vendor("acme", {"works": entry(source="aged")}, sources=sources(aged(age)))
    assert codes(check_vendor(acme, WORKS, DAY, expires_within=within)) == expected
    assert "TS407" not in codes(check_vendor(acme, WORKS, DAY))


def test_what_runs_out_is_said_with_the_must_have_that_rests_on_it() -> None:
    acme = vendor("acme", {"works": entry(source="aged")}, sources=sources(aged(364)))
    (found,) = [
        one for one in check_study(study([acme], [leaf(must=must())]), expires_within=10) if one.code == "TS407"
    ]
    assert (
        found.message
        == f"the evidence for `works` runs out tomorrow, on {DAY + dt.timedelta(days=1)}, and a must-have rests on it"
    )


def test_expiries_come_soonest_first_with_their_must_haves() -> None:
    late, soon = source("claim", id="late", date=days_ago(1)), source("claim", id="soon", date=days_ago(300))
    never = source("claim", id="never", date=None)
    acme = vendor(
        "acme",
        {
            "works": [entry(source="late"), entry(source="soon")],
            "asked": entry(Unknown("asked")),
            "fast": entry(source="soon"),
            "old": entry(source="never"),
        },
        sources=sources(late, soon, never),
    )
    facts = {name: fact(name) for name in ("works", "asked", "fast", "old")}
    found = profile.expiries(acme, facts, must={"works"})
    assert [(one.fact, one.source, one.must) for one in found] == [
        ("works", "soon", True),
        ("fast", "soon", False),
        ("works", "late", True),
    ]
    assert found[0].day == days_ago(300) + dt.timedelta(days=365)


def test_a_must_have_on_expired_evidence_is_an_error_and_said_once() -> None:
    old = {"works": entry(source="aged")}
    told = {**sources(aged(800, "documentation"))}
    acme = vendor("acme", old, sources=told)
    found = codes(check_study(study([acme], [leaf(must=must())])))
    assert "TS503" in found
    assert not {"TS402", "TS502"} & set(found)
    assert "TS402" in codes(check_study(study([acme], [leaf()])))


def test_expired_evidence_beside_good_evidence_is_only_a_warning() -> None:
    acme = vendor(
        "acme",
        {"works": [entry(source="documentation"), entry(source="aged")]},
        sources=sources(aged(800, "documentation")),
    )
    found = codes(check_study(study([acme], [leaf(must=must())])))
    assert "TS402" in found
    assert not {"TS503", "TS502"} & set(found)


def test_the_status_quo_rests_no_must_have_on_anything() -> None:
    now = vendor("now", {"works": entry(source="aged")}, sources=sources(aged(800)))
    found = codes(check_study(study([vendor("acme", {"works": True})], [leaf(must=must())], status_quo=now)))
    assert "TS402" in found
    assert "TS503" not in found


@pytest.mark.parametrize(
    "word", ["n/a", "N/A", " TBD ", "?", "-", "unknown", "(unknown)", "to  be determined", "未知", "…"]
)
def test_a_placeholder_is_no_answer(word: str) -> None:
    acme = vendor("acme", {"policy": entry(word), "regions": entry(members("EU", word))})
    facts = {"policy": fact("policy", "text"), "regions": fact("regions", "set")}
    assert codes(check_vendor(acme, facts, DAY)) == ["TS406", "TS406"]


@pytest.mark.parametrize(
    "word", ["none", "no", "unknown callers are refused", "not available in China", "x", "NA and EU"]
)
def test_a_short_answer_is_one(word: str) -> None:
    acme = vendor("acme", {"policy": entry(word)})
    assert codes(check_vendor(acme, {"policy": fact("policy", "text")}, DAY)) == []


@pytest.mark.parametrize(("availability", "expected"), [("beta", 1), ("roadmap", 1), ("ga", 0)])
def test_what_is_no_product_yet_is_noted_where_it_is_scored(availability: str, expected: int) -> None:
    acme = vendor("acme", {"works": entry(availability=availability)})
    assert codes(check_study(study([acme], [leaf()]))).count("TS409") == expected
    assert codes(check_study(study([acme], [leaf(weight=0), leaf("other")]))).count("TS409") == 0
    assert codes(check_study(study([acme], [leaf(must=must())]))).count("TS409") == 0
