"""What each stage asks for, and in which order it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import DAY, branch, entry, leaf, must, percent_leaf, plan, study, vendor
from toolselect.checks.study import check_study, to_do
from toolselect.diagnostics import Severity
from toolselect.model.criteria import Linear, Stage
from toolselect.model.facts import NotApplicable, Unknown
from toolselect.model.study import Decision, KpiTarget, Organisation, Risk, Segment, Step, Window

if TYPE_CHECKING:
    from toolselect.diagnostics import Diagnostic
    from toolselect.model.study import Study

FRAMED: dict[str, Any] = {
    "decision": Decision(objective="Answer within a day."),
    "organisation": Organisation(
        segments=(Segment(id="all", title="All", share=100, prefers={"works": 1}),),
        languages={"en": 1},
        hours=(Window(when="always", share=1, staffed=True),),
    ),
}
CONCLUDED = Decision(
    objective="Answer within a day.",
    choice="acme",
    approver="Head of Service",
    risks=(Risk(risk="Late."),),
    rollout=(Step(step="Pilot"),),
    kpi_targets=(KpiTarget(kpi="CSAT", target=">= 90 %"),),
    reviews=(DAY,),
)


def stages(found: list[Diagnostic]) -> list[Diagnostic]:
    return [one for one in found if one.code in ("TS701", "TS702", "TS703", "TS704")]


def missing(one: Study) -> list[tuple[str, str]]:
    """Return what is missing, as code and the end of its place."""
    return [(part.code, ".".join(str(step) for step in part.place.key)) for part in to_do(one)]


def test_what_a_study_says_of_its_stage_is_what_there_is_to_do() -> None:
    one = study([vendor()], [leaf(must=must())], stage="conclude")
    assert stages(check_study(one)) == to_do(one)


def test_a_frame_asks_for_objective_segments_languages_and_hours() -> None:
    assert missing(study([vendor("acme", {"works": True})], [leaf()], stage="frame")) == [
        ("TS701", "decision.objective"),
        ("TS701", "organisation.segments"),
        ("TS701", "organisation.languages"),
        ("TS701", "organisation.hours"),
    ]
    assert missing(study([vendor("acme", {"works": True})], [leaf()], stage="frame", **FRAMED)) == []


@pytest.mark.parametrize(
    ("stage", "severity"), [("frame", "warning"), ("analyse", "warning"), ("prove", "error"), ("conclude", "error")]
)
def test_what_was_to_be_framed_weighs_more_later(stage: str, severity: str) -> None:
    found = to_do(study([vendor("acme", {"works": True})], [leaf()], stage=stage))
    assert {part.severity.value for part in found if part.code == "TS701"} == {severity}
    assert all(part.severity is Severity.ERROR for part in found if part.code in ("TS703", "TS704"))


# --- analyse -----------------------------------------------------------------------------------------------------


def analysed(facts: dict[str, Any], **more: Any) -> list[Diagnostic]:
    leaves = [leaf(must=must()), leaf("fast")]
    return to_do(study([vendor("acme", facts)], leaves, stage="analyse", **(FRAMED | more)))


def test_a_vendor_of_whom_nothing_is_known_is_said_once() -> None:
    (found,) = analysed({})
    assert (found.code, found.message) == ("TS702", "nothing is known about Acme that a criterion asks for")


def test_a_must_have_is_answered_or_stated_as_unknown() -> None:
    (found,) = analysed({"fast": True})
    assert found.message == "Acme says nothing about the must-have `works`: works"
    assert analysed({"fast": True, "works": Unknown("asked")}) == []
    assert analysed({"fast": True, "works": False}) == []
    assert analysed({"fast": True, "works": NotApplicable("no")}) == []


def test_a_shipped_profile_is_changed_in_a_file_of_ones_own() -> None:
    from dataclasses import replace

    from toolselect.diagnostics import Place

    shipped = replace(vendor("acme"), place=Place(path="shipped:vendors/acme.yaml"))
    (found,) = to_do(study([shipped], [leaf()], stage="analyse", **FRAMED))
    assert found.hint.endswith("in a profile of your own that `extends: acme`")


def test_the_status_quo_has_a_baseline() -> None:
    results = branch("service_results", percent_leaf("csat", start="prove"), percent_leaf("nps", start="prove"))
    acme, now = vendor("acme", {"works": True}), vendor("now", {"csat": 70})
    (found,) = to_do(study([acme], [leaf(), results], stage="analyse", status_quo=now, **FRAMED))
    assert found.message == "the baseline of Now lacks nps"
    asked = vendor("now", {"csat": 70, "nps": Unknown("never asked")})
    assert to_do(study([acme], [leaf(), results], stage="analyse", status_quo=asked, **FRAMED)) == []


# --- prove -------------------------------------------------------------------------------------------------------


def proven(facts: dict[str, Any], *leaves: Any, **more: Any) -> list[str]:
    found = to_do(study([vendor("acme", facts)], leaves, stage="prove", **(FRAMED | more)))
    assert {part.code for part in found} <= {"TS703"}
    return [part.message for part in found]


@pytest.mark.parametrize(
    ("kind", "for_must", "for_weight"),
    [
        ("measured", 0, 0),
        ("certificate", 0, 0),
        ("contract", 0, 0),
        ("documentation", 0, 0),
        ("third-party", 1, 0),
        ("claim", 1, 1),
        ("assumption", 1, 1),
    ],
)
def test_heavy_leaves_need_more_than_a_word_and_must_haves_documentation(
    kind: str, for_must: int, for_weight: int
) -> None:
    facts = {"works": entry(source=kind)}
    assert len(proven(facts, leaf(must=must()))) == for_must
    assert len(proven(facts, leaf())) == for_weight


def test_only_the_ten_heaviest_are_asked_for() -> None:
    leaves = [leaf(f"leaf_{number:02}", weight=100 - number) for number in range(12)]
    found = proven({one.id: entry(source="claim") for one in leaves}, *leaves)
    assert [message.split("`")[1] for message in found] == [f"leaf_{number:02}" for number in range(10)]


def test_a_must_have_may_ask_for_less() -> None:
    assert proven({"works": entry(source="claim")}, leaf(must=must(evidence="claim"))) == []


def test_what_has_expired_is_no_second_finding() -> None:
    from tests.conftest import source, sources

    old = source("documentation", id="old", date=DAY.replace(year=2020))
    acme = vendor("acme", {"works": entry(source="old")}, sources=sources(old))
    assert to_do(study([acme], [leaf(must=must())], stage="prove", **FRAMED)) == []


@pytest.mark.parametrize(
    "fact", ["api_docs_completeness", "concurrent_sessions", "migration_history_match", "migration_duplicate_rate"]
)
def test_some_facts_are_measured(fact: str) -> None:
    asked = leaf(fact, Linear(0, 100))
    assert proven({fact: entry(80, "measured")}, asked) == []
    assert proven({fact: NotApplicable("no API")}, asked) == []
    assert len(proven({fact: entry(80, "documentation")}, asked)) == 1
    assert len(proven({"other": True, fact: Unknown("no")}, asked, leaf("other"))) == 1


def test_certificates_are_seen() -> None:
    asked = leaf("cert_iso_27001")
    assert proven({"cert_iso_27001": entry(source="certificate")}, asked) == []
    assert proven({"cert_iso_27001": entry(answer=False)}, asked) == []
    assert len(proven({"cert_iso_27001": entry(source="documentation")}, asked)) == 1


def test_a_pilot_has_measured_the_results() -> None:
    results = branch("service_results", percent_leaf("csat", start="prove"), percent_leaf("nps", start="prove"))
    assert proven({"csat": entry(80, "measured"), "nps": entry(30, "measured")}, results) == []
    assert proven({"csat": entry(80, "measured"), "nps": entry(30, "claim")}, results) == [
        "no pilot has measured nps of Acme"
    ]


def test_a_vendor_that_failed_has_nothing_to_prove() -> None:
    assert proven({"works": entry(answer=False), "fast": entry(source="claim")}, leaf(must=must()), leaf("fast")) == []


# --- conclude ----------------------------------------------------------------------------------------------------


def concluded(decision: Decision, answer: Any = True) -> list[tuple[str, str]]:
    acme = vendor("acme", {"works": entry(answer)})
    return missing(study([acme], [leaf(must=must())], stage="conclude", **(FRAMED | {"decision": decision})))


def test_a_conclusion_has_all_its_parts() -> None:
    assert concluded(CONCLUDED) == []
    assert concluded(Decision(objective="Answer within a day.")) == [
        ("TS704", f"decision.{key}") for key in ("choice", "approver", "risks", "rollout", "kpi_targets", "reviews")
    ]


def test_what_has_not_proven_its_must_haves_is_not_awarded() -> None:
    assert concluded(CONCLUDED, answer=False) == [("TS704", "decision.choice")]
    assert ("TS704", "decision.choice") in concluded(CONCLUDED, answer=Unknown("asked"))


# --- order -------------------------------------------------------------------------------------------------------


def test_the_most_urgent_comes_first() -> None:
    leaves = [leaf("light", weight=1), leaf("heavy", weight=2), leaf("gate", weight=0, must=must())]
    facts = {one.id: entry(source="claim") for one in leaves}
    found = to_do(study([vendor("acme", facts, plans=(plan(),))], leaves, stage="conclude"))
    said = [(one.code, one.message.split("`")[1]) for one in found]
    assert said[4:7] == [("TS703", "gate"), ("TS703", "heavy"), ("TS703", "light")]
    assert [code for code, _ in said] == sorted(code for code, _ in said)
    assert [Stage.FRAME.position, Stage.CONCLUDE.position] == [0, 3]


def test_without_weights_that_make_sense_nothing_is_asked() -> None:
    assert to_do(study([vendor()], [leaf(weight=0)], stage="conclude")) == []
