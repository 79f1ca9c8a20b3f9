from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.conftest import (
    DAY,
    addon,
    entry,
    fact,
    leaf,
    members,
    must,
    percent_leaf,
    plan,
    source,
    sources,
    study,
    vendor,
)
from toolselect import answers
from toolselect.model.criteria import Linear, Share, Stage
from toolselect.model.facts import NotApplicable, Range, Unknown
from toolselect.model.result import Gate, GateState, Held, Standing
from toolselect.model.study import Organisation
from toolselect.scoring import gates

PASS, FAIL, UNPROVEN = GateState.PASS, GateState.FAIL, GateState.UNPROVEN
OLD = source("documentation", id="old", date=dt.date(2024, 1, 6))


def held(name: str, *stated: Any, kind: str = "number") -> Held:
    profile = vendor(facts={name: list(stated)}, sources=sources(OLD))
    return answers.held(fact(name, kind), profile, plan="", region="", addons=(), as_of=DAY)


def gate(text: str, *stated: Any, kind: str = "number", stage: str = "analyse", evidence: str = "") -> Gate:
    wanted = must(text, evidence)
    return gates.gate(leaf("x", must=wanted), wanted, (held("x", *stated, kind=kind),), (), Stage(stage))


@pytest.mark.parametrize(
    ("text", "stated", "state", "reason"),
    [
        (">= 60", [60.0], PASS, "60, by documentation"),
        (">= 60", [entry(60.0, "claim")], PASS, "60, by a claim"),
        (">= 60", [entry(60.0, "assumption")], UNPROVEN, "evidence is an assumption, a claim is needed"),
        (">= 60", [30.0], FAIL, "30 is below 60"),
        (">= 60", [entry(30.0, "assumption")], FAIL, "30 is below 60"),
        (">= 60", [60.0, 30.0], UNPROVEN, "sources disagree: 60, 30"),
        (">= 60", [70.0, 80.0], PASS, "70, 80, by documentation"),
        (">= 60", [20.0, 30.0], FAIL, "20, 30 are below 60"),
        (">= 60", [entry(Range(10, 70))], UNPROVEN, "10 to 70 lies on both sides of 60"),
        (">= 60", [entry(Range(60, 70))], PASS, "60 to 70, by documentation"),
        (">= 60", [entry(Range(10, 50))], FAIL, "10 to 50 is below 60"),
        (">= 60", [entry(70.0, availability="beta")], UNPROVEN, "beta"),
        (">= 60", [entry(70.0, availability="roadmap")], UNPROVEN, "on the roadmap"),
        (">= 60", [entry(70.0, "old")], UNPROVEN, "expired on 2026-01-05"),
        (
            ">= 60",
            [entry(Unknown("asked on 2026-11-02, no answer yet"))],
            UNPROVEN,
            "not known: asked on 2026-11-02, no answer yet",
        ),
        (">= 60", [], UNPROVEN, "not known: no source says"),
        (">= 60", [entry(NotApplicable("no phones"))], PASS, "not applicable: no phones"),
    ],
)
def test_a_figure_passes_fails_or_is_unproven(text: str, stated: list[Any], state: GateState, reason: str) -> None:
    found = gate(text, *stated)
    assert (found.state, found.reason, found.wanted, found.criterion) == (state, reason, text, "x")


def test_from_stage_prove_on_a_claim_proves_nothing() -> None:
    claim = entry(70.0, "claim")
    assert gate(">= 60", claim, stage="prove").reason == "evidence is a claim, documentation is needed"
    assert gate(">= 60", claim, stage="conclude", evidence="claim").state is PASS
    assert gate(">= 60", claim, evidence="certificate").reason == "evidence is a claim, a certificate is needed"


def test_all_weaknesses_are_named() -> None:
    found = gate(">= 60", entry(70.0, "old", availability="beta"), stage="prove")
    reason = "beta; expired on 2026-01-05; evidence is a third party's word, documentation is needed"
    assert (found.state, found.reason) == (UNPROVEN, reason)


def test_yes_and_no() -> None:
    assert gate("yes", True, kind="boolean").reason == "yes, by documentation"
    assert gate("yes", False, kind="boolean").reason == "the answer is no"
    assert gate("no", False, kind="boolean").state is PASS


def test_a_set_fails_only_where_it_is_complete() -> None:
    assert gate("includes [EU]", members("EU"), kind="set").state is PASS
    assert gate("includes [EU]", members("US", complete=True), kind="set").reason == "does not include EU"
    assert gate("includes [EU]", members("US"), kind="set").reason == "not known whether it includes EU"


def share_gate(text: str, **stated: Any) -> Gate:
    wanted = must(text)
    mix = leaf("mix", Share(tuple((name, 1) for name in stated)), must=wanted)
    each = [[] if one is None else one if isinstance(one, list) else [one] for one in stated.values()]
    every = tuple(held(name, *one, kind="boolean") for name, one in zip(stated, each, strict=True))
    return gates.gate(mix, wanted, every, (), Stage.ANALYSE)


def test_a_share_is_compared_in_percent() -> None:
    assert share_gate(">= 50", a=True, b=True, c=False, d=False).state is PASS
    assert share_gate(">= 75", a=True, b=True, c=False, d=False).reason == "50 is below 75"
    assert share_gate(">= 50", a=True, b=True, c=None, d=False).state is PASS
    found = share_gate(">= 75", a=True, b=True, c=None, d=False)
    assert (found.state, found.reason) == (
        UNPROVEN,
        "50 to 75 lies on both sides of 75; c: not known: no source says",
    )


def test_a_share_rests_only_on_members_that_prove() -> None:
    beta = entry(True, availability="beta")
    assert share_gate(">= 50", a=True, b=beta).state is PASS
    assert share_gate(">= 75", a=True, b=beta).reason == "b: beta"
    assert share_gate(">= 75", a=True, b=[True, False]).reason == (
        "50 to 100 lies on both sides of 75; b: sources disagree: yes, no"
    )
    assert share_gate(">= 75", a=entry(NotApplicable("no"))).reason == "not applicable: no"


def test_one_failure_is_a_failure() -> None:
    def made(*states: GateState) -> list[Gate]:
        return [Gate(criterion="x", wanted="yes", state=state, reason="") for state in states]

    assert gates.standing(made(PASS, UNPROVEN, FAIL)) is Standing.FAILED
    assert gates.standing(made(PASS, UNPROVEN)) is Standing.CONDITIONAL
    assert gates.standing(made(PASS)) is Standing.PROVEN
    assert gates.standing([]) is Standing.PROVEN


class TestPlan:
    API = percent_leaf("limit", must=must(">= 60"))

    def placed(self, *plans: Any, facts: Any = None, criteria: Any = None, **more: Any) -> gates.Placed:
        profile = vendor("acme", facts or {}, plans=plans, addons=more.pop("addons", ()))
        asked = criteria or [self.API]
        return gates.place(study([profile], asked, **more), profile, asked)

    def test_fewest_unproven_must_haves_then_cheapest(self) -> None:
        limits = [
            entry(30.0, plans=("small",)),
            entry(70.0, plans=("big", "huge")),
            entry(Unknown("asked"), plans=("odd",)),
        ]
        plans = (plan("small", 10), plan("odd", 20), plan("big", 60), plan("huge", 50))
        found = self.placed(*plans, facts={"limit": limits})
        assert (found.choice.id, found.choice.name) == ("huge", "Huge")
        assert found.choice.chosen_by == "fewest unproven must-haves, then cheapest"
        assert (found.choice.cost.low, found.choice.cost.high, found.choice.cost.currency) == (6000, 6000, "USD")
        assert found.standing is Standing.PROVEN

    def test_a_range_of_prices_counts_with_its_high_end_and_unpriced_plans_come_last(self) -> None:
        assert self.placed(plan("a", 10, 40), plan("b", 30), plan("c"), facts={"limit": 70.0}).choice.id == "b"
        assert self.placed(plan("a"), plan("b", 900), facts={"limit": 70.0}).choice.id == "b"
        assert self.placed(plan("a"), plan("b"), facts={"limit": 70.0}).choice.id == "a"
        assert self.placed(plan("a", 30), plan("b", 30), facts={"limit": 70.0}).choice.id == "a"

    def test_the_study_decides_first(self) -> None:
        found = self.placed(plan("a", 10), plan("b", 20), facts={"limit": 70.0}, plan={"acme": "b"})
        assert (found.choice.id, found.choice.chosen_by) == ("b", "chosen by the study")

    def test_one_plan_or_none(self) -> None:
        assert self.placed(plan("a", 10)).choice.chosen_by == "only plan"
        found = self.placed(facts={"limit": 70.0})
        assert (found.choice.id, found.choice.chosen_by) == ("", "no plans listed")
        assert (found.choice.cost.high, found.choice.cost.reason) == (None, "no plans listed")
        assert found.standing is Standing.PROVEN

    def test_all_plans_fail(self) -> None:
        found = self.placed(plan("a", 10), plan("b", 5), facts={"limit": 30.0})
        assert (found.choice.id, found.standing) == ("b", Standing.FAILED)
        assert found.choice.chosen_by == "no plan passes; fewest failed must-haves, then cheapest"

    def test_bought_addons_cost_and_count(self) -> None:
        limits = [entry(30.0), entry(80.0, addon="turbo")]
        more = {"addons": (addon("turbo", 5),), "facts": {"limit": limits}}
        assert self.placed(plan("a", 10), **more).standing is Standing.FAILED

    def test_a_bought_addon_answers(self) -> None:
        profile = vendor(
            "acme",
            {"limit": [entry(30.0), entry(80.0, addon="turbo")]},
            plans=(plan("a", 10),),
            addons=(addon("turbo", 5),),
        )
        placed = gates.place(study([profile], [self.API], addons={"acme": ("turbo",)}), profile, [self.API])
        assert (placed.standing, placed.choice.cost.high, placed.choice.addons) == (Standing.PROVEN, 1800, ("turbo",))

    def test_must_haves_on_money_are_judged_after_the_choice(self) -> None:
        budget = leaf("licence_cost_of_budget", Linear(100, 0), must=must("<= 100"))
        facts = [fact("licence_cost_of_budget", "number", derived=True)]
        organisation = Organisation(currency="USD", licence_budget=3000.0)
        stated = {"limit": [entry(Unknown("asked"), plans=("a",)), entry(70.0, plans=("b",))]}
        plans = (plan("a", 20), plan("b", 40))
        profile = vendor("acme", stated, plans=plans)
        asked = [self.API, budget]
        placed = gates.place(study([profile], asked, facts, organisation=organisation), profile, asked)
        assert placed.choice.id == "b"
        assert placed.standing is Standing.FAILED
        assert placed.gates[1].reason == "160 is above 100"

    def test_the_status_quo_is_placed_and_never_gated(self) -> None:
        today = vendor("today", {"limit": 30.0})
        placed = gates.place(study([], [self.API], status_quo=today), today, [self.API])
        assert (placed.gates, placed.standing) == ((), Standing.STATUS_QUO)
