"""Must-haves: a veto tested on raw answers, and the choice of the plan that they decide.

A must-have passes when every answer that holds meets it and is good enough to prove it, fails when none meets it, and
is unproven in every other case.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolselect import answers
from toolselect.deriving import licence, net_present_value
from toolselect.deriving.situation import Situation, situation
from toolselect.model.criteria import Share, Stage
from toolselect.model.facts import FactType, Grade, Unknown
from toolselect.model.result import Gate, GateState, PlanChoice, Standing, Status
from toolselect.scoring import leaves, requirements
from toolselect.scoring.requirements import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolselect.model.criteria import Criterion, Must
    from toolselect.model.facts import Answer, Fact
    from toolselect.model.result import Held
    from toolselect.model.study import Study
    from toolselect.model.vendor import Vendor

GRADE_WORDS: Mapping[Grade, str] = {
    Grade.MEASURED: "a measurement",
    Grade.CERTIFICATE: "a certificate",
    Grade.CONTRACT: "a contract",
    Grade.DOCUMENTATION: "documentation",
    Grade.THIRD_PARTY: "a third party's word",
    Grade.CLAIM: "a claim",
    Grade.ASSUMPTION: "an assumption",
}
"""Each kind of evidence as it reads in a sentence."""

MONEY = (licence.YEARLY, licence.OF_BUDGET, *net_present_value.FACTS)
"""Facts that are computed from prices."""

NOT_PROVING = (Status.UNKNOWN, Status.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A vendor on its plan: the answers to each leaf that is asked (by criterion id), and its must-haves."""

    vendor: Vendor
    choice: PlanChoice
    gates: tuple[Gate, ...]
    standing: Standing
    held: Mapping[str, tuple[Held, ...]]


def needed_grade(must: Must, stage: Stage) -> Grade:
    """Return the weakest evidence that proves a must-have: its own demand, else by stage."""
    if must.evidence is not None:
        return must.evidence
    return Grade.DOCUMENTATION if stage.reached(Stage.PROVE) else Grade.CLAIM


def gate(criterion: Criterion, must: Must, held: tuple[Held, ...], levels: Sequence[str], stage: Stage) -> Gate:
    """Return what became of a must-have, with the reason as a short plain sentence.

    It fails on what is stated; it passes on what is stated, on sale today, not expired and well enough proven.
    """
    needed = needed_grade(must, stage)
    stated = leaves.answers_to(must.requirement, criterion, held)
    proving = tuple(one if not weakness(one, needed) else _set_aside(one) for one in held)
    if held and all(one.status is Status.NOT_APPLICABLE for one in held):
        state, reason = GateState.PASS, f"not applicable: {answers.joined(one.reason for one in held)}"
    elif requirements.outcome_of_all(must.requirement, stated, levels) is Outcome.NO:
        state, reason = GateState.FAIL, requirements.shortfall(must.requirement, stated)
    elif (
        requirements.outcome_of_all(must.requirement, leaves.answers_to(must.requirement, criterion, proving), levels)
        is Outcome.YES
    ):
        state, reason = GateState.PASS, _proof(stated, held)
    else:
        state, reason = GateState.UNPROVEN, _why_unproven(criterion, must, held, stated, levels, needed)
    return Gate(criterion=criterion.id, wanted=must.text, state=state, reason=reason)


def weakness(held: Held, needed: Grade) -> str:
    """Say why an answer can't prove a must-have whatever it says; empty if it can.

    An answer that rests on nothing the vendor said (derived from the study alone) needs no evidence.
    """
    if held.status is Status.NOT_APPLICABLE:
        return ""
    if held.status is Status.UNKNOWN:
        return answers.ROADMAP if held.reason == answers.ROADMAP else f"not known: {held.reason}"
    found = ["beta"] if held.beta else []
    if held.expired:
        days = [day for day in _expiries(held) if day]
        found.append(f"expired on {max(days)}" if days else "expired")
    if held.grade is not None and not held.grade.reaches(needed):
        found.append(f"evidence is {GRADE_WORDS[held.grade]}, {GRADE_WORDS[needed]} is needed")
    return answers.joined(found)


def _expiries(held: Held) -> list[str]:
    own = [str(found.expires) for found in held.evidence if found.used and found.expired]
    return own + [day for one in held.inputs for day in _expiries(one)]


def _set_aside(held: Held) -> Held:
    return replace(held, status=Status.UNKNOWN, answers=(Unknown(held.reason),))


def _proof(stated: tuple[Answer, ...], held: tuple[Held, ...]) -> str:
    said = ", ".join(answers.answer_text(answer) for answer in stated)
    grade = answers.weakest(one.grade for one in held)
    return said if grade is None else f"{said}, by {GRADE_WORDS[grade]}"


def _why_unproven(
    criterion: Criterion,
    must: Must,
    held: tuple[Held, ...],
    stated: tuple[Answer, ...],
    levels: Sequence[str],
    needed: Grade,
) -> str:
    several = isinstance(criterion.value, Share) and not criterion.fact
    found = []
    known = any(one.status not in NOT_PROVING for one in held)
    if known and requirements.outcome_of_all(must.requirement, stated, levels) is Outcome.OPEN:
        found.append(requirements.doubt(must.requirement, stated))
    for one in held:
        disputed = [f"{one.reason}"] if several and one.status is Status.CONFLICT else []
        why = answers.joined([*disputed, weakness(one, needed)])
        if why:
            found.append(f"{one.fact}: {why}" if several else why)
    return answers.joined(found)


def standing(gates: Sequence[Gate]) -> Standing:
    """Return where the must-haves leave a vendor: failed by one, conditional on one, or proven."""
    states = {gate.state for gate in gates}
    if GateState.FAIL in states:
        return Standing.FAILED
    return Standing.CONDITIONAL if GateState.UNPROVEN in states else Standing.PROVEN


def rests_on_money(criterion: Criterion, facts: Mapping[str, Fact]) -> bool:
    """Tell whether a leaf reads an amount of money, or a figure computed from the licence cost."""
    return any(name in MONEY or facts[name].type is FactType.MONEY for name in leaves.facts_of(criterion))


def place(study: Study, vendor: Vendor, asked: Sequence[Criterion]) -> Placed:
    """Return the vendor on the plan that the study chose or the must-haves choose, with all its answers.

    `asked` are the leaves that are scored or tested. The status quo is placed alike and never gated.
    """
    situation, choice = _choose(study, vendor, asked)
    held = {criterion.id: leaves.gather(criterion, situation) for criterion in asked}
    if vendor is study.status_quo:
        return Placed(vendor=vendor, choice=choice, gates=(), standing=Standing.STATUS_QUO, held=held)
    gates = _gates(study, asked, held)
    return Placed(vendor=vendor, choice=choice, gates=gates, standing=standing(gates), held=held)


def _gates(study: Study, asked: Sequence[Criterion], held: Mapping[str, tuple[Held, ...]]) -> tuple[Gate, ...]:
    return tuple(
        gate(criterion, criterion.must, held[criterion.id], levels_of(criterion, study), study.stage)
        for criterion in asked
        if criterion.must is not None
    )


def levels_of(criterion: Criterion, study: Study) -> tuple[str, ...]:
    """Return the levels of a leaf's fact, worst to best; none for a share or another type."""
    return study.criteria.facts[criterion.fact].levels if criterion.fact else ()


def _choose(study: Study, vendor: Vendor, asked: Sequence[Criterion]) -> tuple[Situation, PlanChoice]:
    """Return the plan at hand: the study's, else by must-haves (those on money aside), then price, then order."""
    bought = study.addons.get(vendor.id, ())
    names = {plan.id: plan.name for plan in vendor.plans}

    def chosen(plan: str, chosen_by: str) -> tuple[Situation, PlanChoice]:
        there = situation(study, vendor, plan)
        choice = PlanChoice(
            id=plan, name=names.get(plan, plan), chosen_by=chosen_by, cost=licence.cost(there), addons=bought
        )
        return there, choice

    if vendor.id in study.plan:
        return chosen(study.plan[vendor.id], "chosen by the study")
    if not vendor.plans:
        return chosen("", "no plans listed")
    if len(vendor.plans) == 1:
        return chosen(vendor.plans[0].id, "only plan")
    tested = [c for c in asked if c.must is not None and not rests_on_money(c, study.criteria.facts)]
    best: tuple[int, int, float, int] | None = None
    for index, plan in enumerate(vendor.plans):
        there = situation(study, vendor, plan.id)
        gates = _gates(study, tested, {criterion.id: leaves.gather(criterion, there) for criterion in tested})
        states = [gate.state for gate in gates]
        price = licence.cost(there).high
        key = (
            states.count(GateState.FAIL),
            states.count(GateState.UNPROVEN),
            math.inf if price is None else price,
            index,
        )
        best = key if best is None else min(best, key)
    if best is None:  # pragma: no cover - there are two plans or more
        return chosen("", "no plans listed")
    by = "no plan passes; fewest failed must-haves, then cheapest" if best[0] else _BY_MUST_HAVES
    return chosen(vendor.plans[best[3]].id, by)


_BY_MUST_HAVES = "fewest unproven must-haves, then cheapest"
