"""How derived facts were computed, step by step; among them the fit per customer segment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolselect.report.view.blocks import Block, Cell, Head, Heading, Link, Paragraph, Row, Table, Terms
from toolselect.report.view.index import channel, walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from toolselect.model.facts import Fact
    from toolselect.model.result import Held, VendorScore
    from toolselect.report.view.index import Index

BUSINESS = ("net_present_value", "npv_of_target", "payback_months", "cost_per_contact")
"""The derived facts that the section on money computes in full."""
MONEY = "money"


def blocks(index: Index) -> tuple[Block, ...]:
    """Return a table for each derived fact that was computed."""
    found: list[Block] = []
    for fact in index.study.criteria.facts.values():
        if index.is_computed(fact.id):
            found += _computed(index, fact)
    if not found:
        return ()
    return (Paragraph(text=index.words.say("derived.intro")), *found)


def _computed(index: Index, fact: Fact) -> Iterator[Block]:
    words = index.words
    known = [(v, held) for v in index.evaluation.vendors if (held := index.helds(v).get(fact.id)) is not None]
    inputs = tuple(dict.fromkeys(each.fact for _, held in known for each in walk(held) if each is not held))
    yield Heading(text=fact.question)
    yield Table(
        caption=words.say("derived.caption", fact=fact.id),
        head=(
            Head(words.say("head.alternative")),
            Head(words.say("derived.result")),
            Head(words.say("derived.steps")),
        ),
        rows=tuple(_row(index, vendor, held, inputs) for vendor, held in known),
    )
    if inputs:
        read = ((_label(each), words.say("derived.input", question=index.question(each), fact=each)) for each in inputs)
        yield Terms(pairs=tuple(read))


def _row(index: Index, vendor: VendorScore, held: Held, inputs: Iterable[str]) -> Row:
    place = index.place(vendor.id, held.fact)
    elsewhere = held.evidence and index.is_stated(vendor.id, held.fact)
    return Row(
        anchor="" if elsewhere else place,
        cells=(
            Cell(text=vendor.name, href=f"#{place}" if elsewhere else ""),
            Cell(text=index.held(held)),
            Cell(links=_steps(index, held, inputs)),
        ),
    )


def _steps(index: Index, held: Held, inputs: Iterable[str]) -> tuple[Link, ...]:
    """Return the steps of a computation; those of the business case stand in the section on money."""
    if held.fact in BUSINESS and index.evaluation.money is not None:
        return (Link(index.words.say("derived.in the business case"), f"#{MONEY}"),)
    return tuple(Link(in_words(step, inputs)) for step in held.steps) or (Link(index.words.say("derived.no steps")),)


def in_words(step: str, facts: Iterable[str]) -> str:
    """Write a step of a computation with words for the ids of the facts that it reads."""
    for fact in sorted(facts, key=len, reverse=True):
        step = re.sub(rf"(?<![\w.-]){re.escape(fact)}(?![\w.-])", channel(fact), step)
    return step


def _label(fact: str) -> str:
    text = channel(fact)
    return text[:1].upper() + text[1:]
