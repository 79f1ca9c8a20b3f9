from __future__ import annotations

from typing import Any

import pytest

from toolselect.model.result import Confidence, Cost, Evaluation, VerdictKind
from toolselect.report import headline
from toolselect.report.headline import (
    BASES,
    COSTS,
    RETURNS,
    VERDICTS,
    Chance,
    Return,
    Rule,
    Situation,
    first_true,
)

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


CHANCE = Chance(first=0.43, by_weights=0.876, draws=100_000, sampler="dirichlet", expected="Bolt")


def returns(total: float, npv: float = 1000.0, payback: float | None = 12.6) -> Return:
    return Return(
        currency="USD", horizon=3, total_cost=total, npv=npv, payback=payback, payback_low=None, payback_high=4.0
    )


MINE, DEARER, CHEAPER = returns(200_000), returns(350_000), returns(150_000)
LOSES = returns(200_000, -5_400)
HIGH, MODERATE, LOW = Confidence.HIGH, Confidence.MODERATE, Confidence.LOW

CASES: dict[str, tuple[Situation, str]] = {
    "verdict.nothing to rank": (
        case("no vendor passes", first=(), failed=1),
        "No vendor can be ranked: nothing that counts in this study applies to them.",
    ),
    "verdict.none passes, status quo": (
        case("no vendor passes", failed=3, status_quo="Mailbox"),
        "No vendor meets every must-have. Stay with Mailbox, or change what is asked for.",
    ),
    "verdict.none passes": (
        case("no vendor passes", failed=3, first=()),
        "No vendor meets every must-have, so none can be chosen.",
    ),
    "verdict.too little evidence, several": (
        case("too little evidence", first=("Acme", "Bolt")),
        "It is too early to choose: too little is known about Acme and Bolt, which share first place.",
    ),
    "verdict.too little evidence": (
        case("too little evidence"),
        "It is too early to choose: too little is known about Acme, which ranks first.",
    ),
    "verdict.tie with the status quo": (
        case("tie", first=("Acme", "Mailbox"), status_quo_tied=True),
        "Too close to call: Acme and Mailbox are tied, and one of them is what you have.",
    ),
    "verdict.tie, unproven": (
        case("tie", first=("Acme", "Bolt"), musts=("REST API",)),
        "Too close to call: Acme and Bolt are tied, and must-haves are still unproven.",
    ),
    "verdict.tie": (case("tie", first=("Acme", "Bolt", "Crux")), "Too close to call: Acme, Bolt and Crux are tied."),
    "verdict.keep, high": (
        case("keep the status quo", confidence=HIGH),
        "Keep Acme: no vendor at hand does better, and unknown facts alone would not change that.",
    ),
    "verdict.keep, moderate": (
        case("keep the status quo", confidence=MODERATE),
        "Keep Acme for now: no vendor at hand does better, though unknown facts could still change that.",
    ),
    "verdict.keep, low": (
        case("keep the status quo", confidence=LOW),
        "Keep Acme for now: it ranks first, but unknown facts could easily change that.",
    ),
    "verdict.conditional, one must-have, another is proven": (
        case("conditional", confidence=HIGH, musts=("REST API",), best_proven="Bolt"),
        (
            "Acme ranks first but can\u2019t be awarded yet: \u201cREST API\u201d is unproven. "
            "The best vendor that proves every must-have is Bolt."
        ),
    ),
    "verdict.conditional, one must-have, none is proven": (
        case("conditional", confidence=LOW, musts=("REST API",)),
        (
            "Acme ranks first but can\u2019t be awarded yet: \u201cREST API\u201d is unproven. "
            "No vendor proves every must-have."
        ),
    ),
    "verdict.conditional, several must-haves, another is proven": (
        case("conditional", confidence=HIGH, musts=("A", "B"), best_proven="Bolt"),
        (
            "Acme ranks first but can\u2019t be awarded yet: 2 must-haves are unproven. "
            "The best vendor that proves every must-have is Bolt."
        ),
    ),
    "verdict.conditional, several must-haves, none is proven": (
        case("conditional", confidence=HIGH, musts=("A", "B")),
        "Acme ranks first but can\u2019t be awarded yet: 2 must-haves are unproven. No vendor proves every must-have.",
    ),
    "verdict.recommended, the only one, high": (
        case("recommended", confidence=HIGH, lead=None, reach=None, second=()),
        "Choose Acme: it is the only one left in the ranking, and it is well known.",
    ),
    "verdict.recommended, the only one": (
        case("recommended", confidence=MODERATE, lead=None, reach=None, second=()),
        "Acme is the only one left in the ranking, but there are gaps in what is known about it.",
    ),
    "verdict.recommended, high": (
        case("recommended", confidence=HIGH),
        "Choose Acme: its lead over Bolt is larger than unknown facts alone could turn round.",
    ),
    "verdict.recommended, moderate": (
        case("recommended", confidence=MODERATE, second=("Bolt", "Crux")),
        "Choose Acme, with a reservation: unknown facts could still turn its lead over Bolt or Crux.",
    ),
    "verdict.keep, high, simulated": (
        case("keep the status quo", confidence=HIGH, chance=CHANCE),
        f"Keep Acme: no vendor at hand does better in 43{NBSP}% of draws.",
    ),
    "verdict.keep, simulated": (
        case("keep the status quo", confidence=LOW, chance=CHANCE),
        f"Keep Acme for now: it ranks first, but in only 43{NBSP}% of draws.",
    ),
    "verdict.not yet": (
        case("order reversed by trust", chance=CHANCE),
        (
            "Do not choose yet: Acme scores highest as stated, but with the doubt about the sources counted Bolt comes "
            "out ahead."
        ),
    ),
    "verdict.recommended, high, loses money": (
        case("recommended", confidence=HIGH, chance=CHANCE, returns=LOSES),
        (
            f"Choose Acme for its worth, not for its return: it leads clearly, but over 3{NBSP}years it costs "
            f"USD{NBSP}5.40{NBSP}k more than it brings back."
        ),
    ),
    "verdict.recommended, high, dearer": (
        case("recommended", confidence=HIGH, chance=CHANCE, returns=MINE, second_returns=CHEAPER),
        f"Choose Acme. It leads clearly, but costs USD{NBSP}50.0{NBSP}k more than Bolt over 3{NBSP}years.",
    ),
    "verdict.recommended, high, cheaper": (
        case("recommended", confidence=HIGH, chance=CHANCE, returns=MINE, second_returns=DEARER),
        f"Choose Acme. It leads clearly, and costs USD{NBSP}150{NBSP}k less than Bolt over 3{NBSP}years.",
    ),
    "verdict.recommended, high, simulated": (
        case("recommended", confidence=HIGH, chance=CHANCE, returns=MINE, second_returns=returns(200_900)),
        f"Choose Acme: it leads Bolt by 4.2 points and ranks first in 43{NBSP}% of draws.",
    ),
    "verdict.recommended, moderate, loses money": (
        case("recommended", confidence=MODERATE, chance=CHANCE, returns=LOSES, second_returns=DEARER),
        (
            f"Choose Acme with two reservations: it ranks first in only 43{NBSP}% of draws, and over 3{NBSP}years "
            f"costs USD{NBSP}5.40{NBSP}k more than it brings back."
        ),
    ),
    "verdict.recommended, moderate, dearer": (
        case("recommended", confidence=MODERATE, chance=CHANCE, returns=MINE, second_returns=CHEAPER),
        (
            f"Choose Acme with two reservations: it ranks first in only 43{NBSP}% of draws, and costs "
            f"USD{NBSP}50.0{NBSP}k more than Bolt over 3{NBSP}years."
        ),
    ),
    "verdict.recommended, moderate, cheaper": (
        case("recommended", confidence=MODERATE, chance=CHANCE, returns=MINE, second_returns=DEARER),
        (
            f"Choose Acme with one reservation: it ranks first in only 43{NBSP}% of draws. It costs "
            f"USD{NBSP}150{NBSP}k less than Bolt over 3{NBSP}years."
        ),
    ),
    "verdict.recommended, moderate, simulated": (
        case("recommended", confidence=MODERATE, chance=CHANCE),
        f"Choose Acme with one reservation: it ranks first in only 43{NBSP}% of draws, 4.2 points ahead of Bolt.",
    ),
    "verdict.recommended, low, simulated": (
        case("recommended", confidence=LOW, chance=CHANCE, returns=MINE),
        (
            f"Acme ranks first, but hold the decision: with weights and facts varied it stays first in only 43{NBSP}% "
            "of draws."
        ),
    ),
    "verdict.recommended, low": (
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
    "basis.nothing to rank": (case("no vendor passes", failed=1), "See the matrix for what was asked."),
    "basis.none passes, one": (case("no vendor passes", failed=1, vendors=1), "The only vendor fails a must-have."),
    "basis.none passes": (case("no vendor passes", failed=3), "All 3 vendors fail at least one must-have."),
    "basis.too little evidence": (
        case("too little evidence"),
        f"Known answers carry 35{NBSP}% of the weight; this study asks for at least 40{NBSP}%.",
    ),
    "basis.tie, can be broken": (
        case("tie", open_orders=2),
        (
            "Their scores differ by no more than 0.5 points, the study\u2019s resolution. "
            "What could break the tie is listed below."
        ),
    ),
    "basis.tie": (case("tie"), "Their scores differ by no more than 0.5 points, the study\u2019s resolution."),
    "basis.alone": (
        case("recommended", confidence=LOW, lead=None),
        f"Confidence: Low. There is no second place to compare with; known answers carry 35{NBSP}% of the weight.",
    ),
    "basis.high": (
        case("recommended", confidence=HIGH),
        (
            "Confidence: High, by lead and coverage. The lead is 4.2 points; unknown facts move it by 12.0 points at "
            "most, if ranges hold as stated."
        ),
    ),
    "basis.open": (
        case("keep the status quo", confidence=LOW),
        (
            "Confidence: Low, by lead and coverage. The lead is 4.2 points; unknown facts could move it by up to 12.0 "
            "points."
        ),
    ),
    "basis.not yet": (
        case("order reversed by trust", chance=CHANCE),
        (
            f"It ranks first in 43{NBSP}% of 100,000 draws, which vary weights and facts by how far their sources are "
            f"trusted, and in 88{NBSP}% of weightings with the facts as stated."
        ),
    ),
    "basis.simulated": (
        case("recommended", confidence=MODERATE, chance=CHANCE),
        (
            f"Confidence: Moderate. First in 43{NBSP}% of 100,000 draws (weights around the agreed ones, facts by how "
            f"far their sources are trusted), and in 88{NBSP}% of weightings with the facts as stated."
        ),
    ),
    "nothing": (case("recommended"), ""),
}


@pytest.mark.parametrize("rule", BASES, ids=lambda rule: rule.id)
def test_every_basis_has_its_sentence(rule: Rule) -> None:
    found, sentence = BASIS_CASES[rule.id]
    assert first_true(BASES, found) is rule
    assert headline.headline(found).basis == sentence


COST_CASES: dict[str, tuple[Situation, str]] = {
    "nothing": (case("tie", costs=(cost(1), cost(2))), ""),
    "cost.unknown": (
        case("recommended", costs=(cost(None),)),
        f"What licences for 40{NBSP}seats would cost a year is not known.",
    ),
    "cost.dearer": (
        case("recommended", costs=(cost(2000),)),
        f"Licences for 40{NBSP}seats list at USD{NBSP}2,000 a year, USD{NBSP}500 more than Bolt.",
    ),
    "cost.cheaper": (
        case("recommended"),
        f"Licences for 40{NBSP}seats list at USD{NBSP}1,000 a year, USD{NBSP}500 less than Bolt.",
    ),
    "cost.same": (
        case("recommended", costs=(cost(1500),)),
        f"Licences for 40{NBSP}seats list at USD{NBSP}1,500 a year, the same as Bolt.",
    ),
    "cost.known": (
        case("recommended", costs=(cost(1000, 2000),)),
        f"Licences for 40{NBSP}seats list at USD{NBSP}1,000 to 2,000 a year.",
    ),
}


@pytest.mark.parametrize("rule", COSTS, ids=lambda rule: rule.id)
def test_every_cost_has_its_sentence(rule: Rule) -> None:
    found, sentence = COST_CASES[rule.id]
    assert first_true(COSTS, found) is rule
    assert headline.headline(found).cost == sentence


RETURN_CASES: dict[str, tuple[Situation, str]] = {
    "nothing": (case("recommended"), ""),
    "returns.never": (
        case("recommended", returns=returns(200_000, -5_400, None)),
        (
            f"All costs over 3{NBSP}years come to USD{NBSP}200{NBSP}k, and do not pay back: against the status quo it "
            f"loses USD{NBSP}5.40{NBSP}k in present value."
        ),
    ),
    "returns.no payback": (
        case("recommended", returns=returns(0, 5_400, None)),
        (
            f"All costs over 3{NBSP}years come to USD{NBSP}0; against the status quo it gains USD{NBSP}5.40{NBSP}k in "
            "present value."
        ),
    ),
    "returns.late": (
        case("recommended", returns=LOSES),
        (
            f"All costs over 3{NBSP}years come to USD{NBSP}200{NBSP}k and are back after 13{NBSP}months, yet "
            f"discounted it loses USD{NBSP}5.40{NBSP}k against the status quo."
        ),
    ),
    "returns.pays": (
        case("recommended", returns=MINE),
        (
            f"All costs over 3{NBSP}years come to USD{NBSP}200{NBSP}k and pay back in 13{NBSP}months; against the "
            f"status quo it gains USD{NBSP}1.00{NBSP}k in present value."
        ),
    ),
}


@pytest.mark.parametrize("rule", RETURNS, ids=lambda rule: rule.id)
def test_every_return_has_its_sentence(rule: Rule) -> None:
    found, sentence = RETURN_CASES[rule.id]
    assert first_true(RETURNS, found) is rule
    assert headline.headline(found).returns == sentence


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
