"""The must-haves: which vendor passes, fails or has not proven which, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.model.result import GateState
from toolselect.report import numbers
from toolselect.report.view.blocks import Block, Cell, Head, Paragraph, Row, Table

if TYPE_CHECKING:
    from toolselect.model.result import Gate
    from toolselect.report.languages import Words
    from toolselect.report.view.index import Index

SIGN = {GateState.PASS: "\u2713", GateState.FAIL: "\u2717", GateState.UNPROVEN: "?"}


def blocks(index: Index) -> tuple[Block, ...]:
    """Return the table of must-haves; nothing if the study has none."""
    words = index.words
    vendors = [vendor for vendor in index.evaluation.vendors if vendor.gates]
    wanted: dict[str, str] = {}
    for vendor in vendors:
        for gate in vendor.gates:
            wanted.setdefault(gate.criterion, gate.wanted)
    if not wanted:
        return ()
    order = [w.id for w in index.evaluation.criteria if w.id in wanted]
    by_vendor = {vendor.id: {gate.criterion: gate for gate in vendor.gates} for vendor in vendors}
    rows = tuple(
        Row(
            cells=(
                Cell(
                    text=index.title(criterion),
                    sub=words.say("musts.asked", asked=numbers.relations(wanted[criterion])),
                ),
                *(_cell(by_vendor[vendor.id].get(criterion), words) for vendor in vendors),
            )
        )
        for criterion in order
    )
    return (
        Paragraph(text=words.say("musts.intro")),
        Table(
            caption=words.say("musts.caption"),
            head=(Head(words.say("musts.must-have")), *(Head(vendor.name) for vendor in vendors)),
            rows=rows,
        ),
    )


def _cell(gate: Gate | None, words: Words) -> Cell:
    if gate is None:
        return Cell(text=words.say("not tested"), missing=True)
    return Cell(
        text=f"{SIGN[gate.state]} {words.say(f'gate.{gate.state.value}')}",
        sub=numbers.relations(gate.reason),
        missing=gate.state is GateState.UNPROVEN,
    )
