"""Rules about must-haves: which vendors fail or can't prove them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.diagnostics import Diagnostic, diagnostic
from toolselect.model.result import GateState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolselect.model.study import Study
    from toolselect.scoring.gates import Placed


def must_haves(study: Study, placed: Placed) -> Iterator[Diagnostic]:
    """Yield every must-have that a vendor fails or can't prove, at the vendor's answer or at its name."""
    facts = {leaf.id: leaf.fact for leaf in study.criteria.leaves()}
    vendor = placed.vendor
    for gate in placed.gates:
        if gate.state is GateState.PASS:
            continue
        entries = vendor.facts.get(facts[gate.criterion], ())
        place = entries[0].place if entries else vendor.place.below("name")
        word, code = ("fails", "TS501") if gate.state is GateState.FAIL else ("does not prove", "TS502")
        message = f"{vendor.name} {word} the must-have `{gate.criterion}` ({gate.wanted}): {gate.reason}"
        yield diagnostic(code, place, message)
