from __future__ import annotations

from typing import Any

import pytest

from toolselect.model.result import Confidence, Cost, Evaluation, VerdictKind
from toolselect.report import headline
from toolselect.report.headline import BASES, COSTS, VERDICTS, Rule, Situation, first_true

NBSP = "\u00a0"


def cost(low: float | None, high: float | None = None) -> Cost:
    return Cost(low=low, high=low if high is None else high, currency="USD")


def case(kind: str, **more: Any) -> Situation:
    given: dict[str, Any] = {
        "kind": VerdictKind(kind),
        "confidence": None,
        "first": ("Acme",),
        "second": ("Bolt",),
        "best_proven": "",
        "musts": (),
        "status_quo": "",
        "status_quo_tied": False,
        "vendors": 3,
        "failed": 0,
        "lead": 4.25,
        "reach": 12.0,
        "coverage": 0.35,
        "min_coverage": 0.4,
        "resolution": 0.5,
        "open_orders": 0,
        "seats": 40,
        "costs": (cost(1000),),
        "second_costs": (cost(1500),),
    }
    return Situation(**(given | more))


HIGH, MODERATE, LOW = Confidence.HIGH, Confidence.MODERATE, Confidence.LOW

CASES: dict[str, tuple[Situation, str]] = {
    "nothing to rank": (
        case("no vendor passes", first=(), failed=1),
        "No vendor can be ranked: nothing that counts in this study applies to them.",
    ),
    "none passes, status quo": (
        case("no vendor passes", failed=3, status_quo="Mailbox"),
        "No vendor meets every must-have. Stay with Mailbox, or change what is asked for.",
    ),
    "none passes": (
        case("no vendor passes", failed=3, first=()),
        "No vendor meets every must-have, so none can be chosen.",
    ),
    "too little evidence, several": (
        case("too little evidence", first=("Acme", "Bolt")),
        "It is too early to choose: too little is known about Acme and Bolt, which share first place.",
    ),
    "too little evidence": (
        case("too little evidence"),
        "It is too early to choose: too little is known about Acme, which ranks first.",
    ),
    "tie with the status quo": (
        case("tie", first=("Acme", "Mailbox"), status_quo_tied=True),
        "Too close to call: Acme and Mailbox are tied, and one of them is what you have.",
    ),
    "tie, unproven": (
        case("tie", first=("Acme", "Bolt"), musts=("REST API",)),
        "Too close to call: Acme and Bolt are tied, and must-haves are still unproven.",
    ),
    "tie": (case("tie", first=("Acme", "Bolt", "Crux")), "Too close to call: Acme, Bolt and Crux are tied."),
    "keep, high": (
        case("keep the status quo", confidence=HIGH),
        "Keep Acme: no vendor at hand does better, and unknown facts alone would not change that.",
    ),
    "keep, moderate": (
        case("keep the status quo", confidence=MODERATE),
        "Keep Acme for now: no vendor at hand does better, though unknown facts could still change that.",
    ),
    "keep, low": (
        case("keep the status quo", confidence=LOW),
        "Keep Acme for now: it ranks first, but unknown facts could easily change that.",
    ),
    "conditional, one must-have, another is proven": (
        case("conditional", confidence=HIGH, musts=("REST API",), best_proven="Bolt"),
        (
            "Acme ranks first but can\u2019t be awarded yet: \u201cREST API\u201d is unproven. "
            "The best vendor that proves every must-have is Bolt."
        ),
    ),
    "conditional, one must-have, none is proven": (
        case("conditional", confidence=LOW, musts=("REST API",)),
        (
            "Acme ranks first but can\u2019t be awarded yet: \u201cREST API\u201d is unproven. "
            "No vendor proves every must-have."
        ),
    ),
    "conditional, several must-haves, another is proven": (
        case("conditional", confidence=HIGH, musts=("A", "B"), best_proven="Bolt"),
        (
            "Acme ranks first but can\u2019t be awarded yet: 2 must-haves are unproven. "
            "The best vendor that proves every must-have is Bolt."
        ),
    ),
    "conditional, several must-haves, none is proven": (
        case("conditional", confidence=HIGH, musts=("A", "B")),
        "Acme ranks first but can\u2019t be awarded yet: 2 must-haves are unproven. No vendor proves every must-have.",
    ),
    "recommended, the only one, high": (
        case("recommended", confidence=HIGH, lead=None, reach=None, second=()),
        "Choose Acme: it is the only one left in the ranking, and it is well known.",
    ),
    "recommended, the only one": (
        case("recommended", confidence=MODERATE, lead=None, reach=None, second=()),
        "Acme is the only one left in the ranking, but there are gaps in what is known about it.",
    ),
    "recommended, high": (
        case("recommended", confidence=HIGH),
        "Choose Acme: its lead over Bolt is larger than unknown facts alone could turn round.",
    ),
    "recommended, moderate": (
        case("recommended", confidence=MODERATE, second=("Bolt", "Crux")),
        "Choose Acme, with a reservation: unknown facts could still turn its lead over Bolt or Crux.",
    ),
    "recommended, low": (
        case("recommended", confidence=LOW),
        "Acme ranks first, but hold the decision: unknown facts could easily turn its lead over Bolt.",
    ),
}


@pytest.mark.parametrize("rule", VERDICTS, ids=lambda rule: rule.id)
def test_every_verdict_has_its_sentence(rule: Rule) -> None:
    found, sentence = CASES[rule.id]
    assert first_true(VERDICTS, found) is rule
    assert headline.headline(found).verdict == sentence


BASIS_CASES: dict[str, tuple[Situation, str]] = {
    "nothing to rank": (case("no vendor passes", failed=1), "See the matrix for what was asked."),
    "none passes, one": (case("no vendor passes", failed=1, vendors=1), "The only vendor fails a must-have."),
    "none passes": (case("no vendor passes", failed=3), "All 3 vendors fail at least one must-have."),
    "too little evidence": (
        case("too little evidence"),
        f"Known answers carry 35{NBSP}% of the weight; this study asks for at least 40{NBSP}%.",
    ),
    "tie, can be broken": (
        case("tie", open_orders=2),
        (
            "Their scores differ by no more than 0.5 points, the study\u2019s resolution. "
            "What could break the tie is listed below."
        ),
    ),
    "tie": (case("tie"), "Their scores differ by no more than 0.5 points, the study\u2019s resolution."),
    "alone": (
        case("recommended", confidence=LOW, lead=None),
        f"Confidence: Low. There is no second place to compare with; known answers carry 35{NBSP}% of the weight.",
    ),
    "high": (
        case("recommended", confidence=HIGH),
        (
            "Confidence: High. The lead is 4.2 points; unknown facts move it by 12.0 points at most, "
            "if ranges hold as stated."
        ),
    ),
    "moderate": (
        case("recommended", confidence=MODERATE),
        "Confidence: Moderate. The lead is 4.2 points; unknown facts could move it by up to 12.0 points.",
    ),
    "low": (
        case("keep the status quo", confidence=LOW),
        "Confidence: Low. The lead is 4.2 points; unknown facts could move it by up to 12.0 points.",
    ),
    "not rated": (case("recommended"), ""),
}


@pytest.mark.parametrize("rule", BASES, ids=lambda rule: rule.id)
def test_every_basis_has_its_sentence(rule: Rule) -> None:
    found, sentence = BASIS_CASES[rule.id]
    assert first_true(BASES, found) is rule
    assert headline.headline(found).basis == sentence


COST_CASES: dict[str, tuple[Situation, str]] = {
    "several": (case("tie", costs=(cost(1), cost(2))), ""),
    "unknown": (
        case("recommended", costs=(cost(None),)),
        f"What licences for 40{NBSP}seats would cost a year is not known.",
    ),
    "dearer": (
        case("recommended", costs=(cost(2000),)),
        f"Licences for 40{NBSP}seats list at USD{NBSP}2,000 a year, USD{NBSP}500 more than Bolt.",
    ),
    "cheaper": (
        case("recommended"),
        f"Licences for 40{NBSP}seats list at USD{NBSP}1,000 a year, USD{NBSP}500 less than Bolt.",
    ),
    "same": (
        case("recommended", costs=(cost(1500),)),
        f"Licences for 40{NBSP}seats list at USD{NBSP}1,500 a year, the same as Bolt.",
    ),
    "known": (
        case("recommended", costs=(cost(1000, 2000),)),
        f"Licences for 40{NBSP}seats list at USD{NBSP}1,000 to 2,000 a year.",
    ),
}


@pytest.mark.parametrize("rule", COSTS, ids=lambda rule: rule.id)
def test_every_cost_has_its_sentence(rule: Rule) -> None:
    found, sentence = COST_CASES[rule.id]
    assert first_true(COSTS, found) is rule
    assert headline.headline(found).cost == sentence


def test_only_a_sure_recommendation_says_go() -> None:
    assert headline.headline(case("recommended", confidence=HIGH)).tone == "go"
    assert headline.headline(case("recommended", confidence=LOW)).tone == "caution"
    assert headline.headline(case("conditional", confidence=HIGH, musts=("A",))).tone == "caution"
    assert headline.headline(case("tie")).tone == "caution"
    assert headline.headline(case("no vendor passes", failed=3)).tone == "stop"


def test_braces_in_a_name_are_only_letters() -> None:
    said = headline.headline(case("recommended", confidence=HIGH, first=("{second} {0} {x.__class__}",)))
    assert said.verdict.startswith("Choose {second} {0} {x.__class__}: ")


def test_the_lines_for_a_terminal_are_the_same_sentences(rich: Evaluation) -> None:
    said = headline.headline(headline.situation(rich))
    assert headline.verdict_lines(rich)[0] == said.verdict
    assert "1\u00a0criterion is not asked yet" in headline.waiting(rich)
