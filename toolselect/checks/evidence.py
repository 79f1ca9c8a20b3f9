"""Rules about the evidence that a study rests on: sources that disagree, what is not a product yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect import answers
from toolselect.checks.answered import used_evidence
from toolselect.diagnostics import Diagnostic, Place, diagnostic
from toolselect.model.facts import Availability
from toolselect.model.result import GateState, Status
from toolselect.scoring import leaves

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolselect.checks.answered import Alternative, Answered
    from toolselect.model.criteria import CriteriaSet


def must_facts(criteria: CriteriaSet) -> frozenset[str]:
    """Return the stated facts that the must-haves of a set read."""
    return frozenset(
        name for leaf in criteria.leaves() if leaf.must is not None and leaf.applies for name in leaves.facts_of(leaf)
    )


def conflicts(answered: Answered, one: Alternative) -> Iterator[Diagnostic]:
    """Yield facts that a criterion asks for and about which equally good sources disagree."""
    del answered
    vendor = one.vendor
    disputed = {
        held.fact
        for answers_to_leaf in one.placed.held.values()
        for answer in answers_to_leaf
        for held in (answer, *answer.inputs)
        if held.status is Status.CONFLICT and held.fact in vendor.facts
    }
    for name in sorted(disputed):
        message = f"equally good sources disagree about `{name}` of {vendor.name}"
        hint = "find a better source, or mark one `preferred` with the reason"
        yield diagnostic("TS403", vendor.facts[name][0].place, message, hint)


def not_yet_products(answered: Answered, one: Alternative) -> Iterator[Diagnostic]:
    """Yield answers that a criterion with weight reads, and that are a beta or on the roadmap.

    Where that leaves a must-have unproven, its own finding says so.
    """
    seen: set[Place] = set()
    unproven = {gate.criterion for gate in one.placed.gates if gate.state is not GateState.PASS}
    for leaf in one.leaves:
        if not answered.tree.weights.get(leaf.criterion) or leaf.criterion in unproven:
            continue
        for held in leaf.held:
            relevant = [found.entry for found in used_evidence(held)]
            relevant += [found.entry for found in held.evidence if found.why_not == answers.ROADMAP]
            relevant += [
                found.entry for given in held.inputs for found in given.evidence if found.why_not == answers.ROADMAP
            ]
            for entry in relevant:
                if entry.availability is Availability.GA or entry.place in seen:
                    continue
                seen.add(entry.place)
                what, then = (
                    ("a beta", "it scores as stated, marked")
                    if entry.availability is Availability.BETA
                    else ("on the roadmap", "it scores as unknown")
                )
                message = (
                    f"what {one.vendor.name} says for `{leaf.criterion}` is {what}: {then}, and proves no must-have"
                )
                yield diagnostic("TS409", entry.place.below("availability"), message)
