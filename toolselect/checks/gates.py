"""Rules about must-haves: which vendors fail or can't prove them, and whether another plan would do better."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toolselect.checks.answered import used_evidence
from toolselect.diagnostics import Diagnostic, diagnostic
from toolselect.model.result import GateState, Standing
from toolselect.scoring import gates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolselect.checks.answered import Alternative, Answered
    from toolselect.diagnostics import Place
    from toolselect.model.result import Gate, Held


def must_haves(answered: Answered, one: Alternative) -> Iterator[Diagnostic]:
    """Yield every must-have that a vendor fails or can't prove, at the vendor's answer or at its name.

    Where nothing but age keeps the evidence from proving it, the finding stands at that evidence.
    """
    vendor = one.vendor
    for gate in one.placed.gates:
        if gate.state is GateState.PASS:
            continue
        old = _expired(answered, one, gate)
        for place in old:
            message = (
                f"{vendor.name} rests the must-have `{gate.criterion}` ({gate.wanted}) on old evidence: {gate.reason}"
            )
            yield diagnostic("TS503", place, message, "read the source again, and enter its date")
        if old:
            continue
        entries = vendor.facts.get(answered.asked[gate.criterion].fact, ())
        place = entries[0].place if entries else vendor.place.below("name")
        word, code = ("fails", "TS501") if gate.state is GateState.FAIL else ("does not prove", "TS502")
        message = f"{vendor.name} {word} the must-have `{gate.criterion}` ({gate.wanted}): {gate.reason}"
        yield diagnostic(code, place, message)


def _expired(answered: Answered, one: Alternative, gate: Gate) -> list[Place]:
    """Return where the expired evidence stands that leaves a must-have unproven; nothing if it has other faults too."""
    leaf = answered.asked[gate.criterion]
    if gate.state is not GateState.UNPROVEN or leaf.must is None:
        return []
    needed = gates.needed_grade(leaf.must, answered.study.stage)
    weak = [held for held in one.placed.held[leaf.id] if gates.weakness(held, needed)]
    if not weak or not all(held.expired for held in weak):
        return []
    return list(dict.fromkeys(place for held in weak for place in _old_places(held)))


def _old_places(held: Held) -> Iterator[Place]:
    for found in used_evidence(held):
        if found.expired:
            yield found.entry.place.below("source")


def better_plans(answered: Answered, one: Alternative) -> Iterator[Diagnostic]:
    """Yield a plan that the study chose although another plan of the vendor proves a must-have that it does not."""
    study, vendor = answered.study, one.vendor
    if vendor.id not in study.plan or one.placed.standing is Standing.STATUS_QUO:
        return
    missed = [
        gate
        for gate in one.placed.gates
        if gate.state is not GateState.PASS
        and not gates.rests_on_money(answered.asked[gate.criterion], study.criteria.facts)
    ]
    others = [plan for plan in vendor.plans if plan.id != one.placed.choice.id] if missed else []
    proven_by: dict[str, list[str]] = {gate.criterion: [] for gate in missed}
    tested = [answered.asked[gate.criterion] for gate in missed]
    for plan in others:
        there = gates.place(replace(study, plan={**study.plan, vendor.id: plan.id}), vendor, tested)
        for gate in there.gates:
            if gate.state is GateState.PASS and gate.criterion in proven_by:
                proven_by[gate.criterion].append(plan.name)
    found = {criterion: plans for criterion, plans in proven_by.items() if plans}
    if found:
        what = "; ".join(f"`{criterion}` is proven by {', '.join(plans)}" for criterion, plans in found.items())
        message = f"{one.placed.choice.name} of {vendor.name} misses a must-have that another plan has: {what}"
        yield diagnostic("TS504", study.place.below("plan", vendor.id), message, "compare that plan, or say why not")
