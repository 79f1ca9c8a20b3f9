"""What is not known, disputed, overruled or expired."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.model.facts import Unknown
from toolselect.model.result import Status
from toolselect.report.view.blocks import (
    Block,
    Cell,
    Fold,
    Head,
    Heading,
    Link,
    Paragraph,
    Row,
    Table,
    Terms,
    anchor,
    web,
)
from toolselect.report.view.changes import change, reach
from toolselect.report.view.index import OPEN, label, source_date, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolselect.model.result import Evidence, Held, LeafScore, VendorScore
    from toolselect.report.view.index import Index

SOFT = OPEN - {Status.UNKNOWN}
STATE = {Status.UNKNOWN: "not known", Status.PARTIAL: "unknown.state.partial", Status.RANGE: "unknown.state.range"}


def blocks(index: Index) -> tuple[Block, ...]:
    """Return what is open, what is disputed, what was overruled and what has expired."""
    return (
        *_orders(index),
        *_unknowns(index),
        *_conflicts(index),
        *_overruled(index),
        *_expired(index),
        *_not_found(index),
    )


def _orders(index: Index) -> Iterator[Block]:
    found, words = index.evaluation.open_orders, index.words
    if not found:
        return
    yield Heading(text=words.say("unknown.orders"))
    rows = tuple(
        Row(
            cells=(
                Cell(
                    text=words.say("unknown.order", first=index.name(order.first), second=index.name(order.second)),
                ),
                Cell(
                    text=words.say(
                        "unknown.answer of", criterion=index.title(order.criterion), vendor=index.name(order.vendor)
                    )
                ),
                Cell(text=words.say(STATE.get(order.status, "unknown.state.disputed"))),
                Cell(text=" ".join(change(index, order).ask)),
            )
        )
        for order in found
    )
    yield Table(
        caption=words.say("unknown.orders.caption"),
        head=(
            Head(words.say("unknown.orders.order")),
            Head(words.say("unknown.orders.answer")),
            Head(words.say("head.state")),
            Head(words.say("head.question")),
        ),
        rows=rows,
    )


def _unknowns(index: Index) -> Iterator[Block]:
    folds = [fold for vendor in index.evaluation.vendors for fold in _unknowns_of(index, vendor)]
    if not folds:
        return
    yield Heading(text=index.words.say("unknown.open"))
    yield Paragraph(text=index.words.say("unknown.open.intro"))
    yield from folds


def _unknowns_of(index: Index, vendor: VendorScore) -> Iterator[Fold]:
    words = index.words
    leaves = [leaf for leaf in vendor.leaves if leaf.status in OPEN and leaf.criterion in index.weights]
    leaves.sort(key=lambda leaf: (-reach(leaf), leaf.criterion))
    if not leaves:
        return
    rows = tuple(
        Row(
            anchor=anchor("open", vendor.id, leaf.criterion),
            cells=(
                Cell(
                    text=index.title(leaf.criterion), sub=words.say(STATE[leaf.status]) if leaf.status in SOFT else ""
                ),
                Cell(text=words.score(reach(leaf), 1)),
                Cell(text="; ".join(_reasons(leaf)) or words.say("no reason")),
                Cell(text=" ".join(index.questions(leaf)) or words.say("unknown.open.for the study")),
            ),
        )
        for leaf in leaves
    )
    yield Fold(
        summary=words.say(
            "unknown.open.summary", n=len(leaves), vendor=vendor.name, coverage=words.percent(vendor.coverage)
        ),
        blocks=(
            Table(
                caption=words.say("unknown.open.caption", vendor=vendor.name),
                head=(
                    Head(words.say("head.criterion")),
                    Head(words.say("unknown.open.reach"), numeric=True),
                    Head(words.say("head.why")),
                    Head(words.say("head.question")),
                ),
                rows=rows,
            ),
        ),
    )


def _reasons(leaf: LeafScore) -> tuple[str, ...]:
    """Return the different reasons; that of a derived fact's input where there is one."""
    every = [each for held in leaf.held for each in walk(held)]
    found = [each.reason for each in every if each.status in {Status.UNKNOWN, Status.RANGE} and each.reason]
    return tuple(dict.fromkeys(found))


def _conflicts(index: Index) -> Iterator[Block]:
    words = index.words
    rows = []
    for vendor in index.evaluation.vendors:
        for held in _by_fact(index, vendor):
            if held.status is Status.CONFLICT and held.evidence:
                sides = [e for e in held.evidence if e.used]
                links = tuple(
                    Link(
                        words.say(
                            "unknown.disputed.side",
                            answer=index.answer(held.fact, side.entry.answer),
                            source=_source_text(index, vendor, side),
                        ),
                        _source_href(index, vendor, side),
                    )
                    for side in sides
                )
                rows.append(Row(cells=(_fact_cell(index, vendor, held.fact), Cell(links=links))))
    if rows:
        yield Heading(text=words.say("unknown.disputed"))
        yield Table(
            caption=words.say("unknown.disputed.caption"),
            head=(Head(words.say("head.question")), Head(words.say("unknown.disputed.sides"))),
            rows=tuple(rows),
        )


def _overruled(index: Index) -> Iterator[Block]:
    words = index.words
    rows = []
    for vendor in index.evaluation.vendors:
        for held in _by_fact(index, vendor):
            losers = [e for e in held.evidence if not e.used and _applies(e)]
            rows += [
                Row(
                    cells=(
                        _fact_cell(index, vendor, held.fact),
                        Cell(
                            text=index.answer(held.fact, loser.entry.answer),
                            links=(Link(_source_text(index, vendor, loser), _source_href(index, vendor, loser)),),
                        ),
                        Cell(text=loser.why_not),
                        Cell(text=index.held(held)),
                    )
                )
                for loser in losers
            ]
    if rows:
        yield Heading(text=words.say("unknown.overruled"))
        yield Fold(
            summary=words.say("unknown.overruled.summary", n=len(rows)),
            blocks=(
                Table(
                    caption=words.say("unknown.overruled.caption"),
                    head=(
                        Head(words.say("head.question")),
                        Head(words.say("head.says")),
                        Head(words.say("unknown.overruled.why not")),
                        Head(words.say("unknown.overruled.what holds")),
                    ),
                    rows=tuple(rows),
                ),
            ),
        )


ELSEWHERE = ("for plan", "for region", "for the plan", "for the region", "only with", "only for")


def _applies(evidence: Evidence) -> bool:
    """Tell an overruled entry from one that is about another plan, region, add-on or scope."""
    return not evidence.why_not.startswith(ELSEWHERE)


def _expired(index: Index) -> Iterator[Block]:
    words = index.words
    rows = []
    for vendor in index.evaluation.vendors:
        for held in _by_fact(index, vendor):
            rows += [
                Row(
                    cells=(
                        _fact_cell(index, vendor, held.fact),
                        Cell(text=index.answer(held.fact, old.entry.answer)),
                        Cell(text=old.expires.isoformat() if old.expires is not None else words.say("not known")),
                        Cell(links=(Link(_source_text(index, vendor, old), _source_href(index, vendor, old)),)),
                        Cell(text=words.say("unknown.expired.in use") if old.used else old.why_not),
                    )
                )
                for old in held.evidence
                if old.expired
            ]
    if rows:
        yield Heading(text=words.say("unknown.expired"))
        yield Paragraph(text=words.say("unknown.expired.intro"))
        table = Table(
            caption=words.say("unknown.expired"),
            head=(
                Head(words.say("head.question")),
                Head(words.say("head.says")),
                Head(words.say("unknown.expired.day")),
                Head(words.say("head.source")),
                Head(words.say("head.state")),
            ),
            rows=tuple(rows),
        )
        yield Fold(summary=words.say("count.entries", n=len(rows)), blocks=(table,))


def _not_found(index: Index) -> Iterator[Block]:
    """Yield what profiles say that nobody knows and no criterion reads: kept, but out of the way."""
    words = index.words
    folds = []
    for vendor in index.evaluation.vendors:
        found: dict[str, list[str]] = {}
        for fact, entries in index.profile(vendor.id).facts.items():
            if fact not in index.helds(vendor) and not index.is_stated(vendor.id, fact):
                for reason in dict.fromkeys(e.answer.reason for e in entries if isinstance(e.answer, Unknown)):
                    found.setdefault(reason, []).append(label(fact))
        if found:
            summary = words.say("unknown.not found.summary", n=sum(map(len, found.values())), vendor=vendor.name)
            pairs = tuple((reason or words.say("no reason"), ", ".join(asked)) for reason, asked in found.items())
            folds.append(Fold(summary=summary, blocks=(Terms(pairs=pairs),)))
    if folds:
        yield Heading(text=words.say("unknown.not found"))
        yield from folds


def _by_fact(index: Index, vendor: VendorScore) -> tuple[Held, ...]:
    found = index.helds(vendor)
    return tuple(found[fact] for fact in sorted(found))


def _fact_cell(index: Index, vendor: VendorScore, fact: str) -> Cell:
    return Cell(text=index.question(fact), sub=vendor.name, href=_inside(index.place(vendor.id, fact)))


def _inside(place: str) -> str:
    return f"#{place}" if place else ""


def _source_text(index: Index, vendor: VendorScore, evidence: Evidence) -> str:
    source = index.source(vendor.id, evidence.entry)
    if source is None:
        return index.words.say("source.none")
    return index.words.say(
        "unknown.source",
        title=source.title,
        kind=index.words.say(f"grade.{source.kind.value}"),
        date=source_date(source, index.words),
    )


def _source_href(index: Index, vendor: VendorScore, evidence: Evidence) -> str:
    source = index.source(vendor.id, evidence.entry)
    return web(source.url) if source is not None else ""
