"""What is not known, disputed, overruled or expired."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.model.facts import Unknown
from toolselect.model.result import Status
from toolselect.report import numbers
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
from toolselect.report.view.index import NOT_KNOWN, OPEN, label, source_date, walk
from toolselect.report.view.recommendation import change, reach

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolselect.model.result import Evidence, Held, LeafScore, VendorScore
    from toolselect.report.view.index import Index

SOFT = OPEN - {Status.UNKNOWN}
STATE = {Status.UNKNOWN: NOT_KNOWN, Status.PARTIAL: "known in part", Status.RANGE: "a range"}


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
    found = index.evaluation.open_orders
    if not found:
        return
    yield Heading(text="Open orders")
    rows = tuple(
        Row(
            cells=(
                Cell(text=f"{index.name(order.first)} before {index.name(order.second)}"),
                Cell(text=f"{index.title(order.criterion)} of {index.name(order.vendor)}"),
                Cell(text=STATE.get(order.status, "disputed")),
                Cell(text=" ".join(change(index, order).ask)),
            )
        )
        for order in found
    )
    yield Table(
        caption="Neighbours whose order one open answer could turn",
        head=(Head("Order"), Head("The answer that could turn it"), Head("State"), Head("Question")),
        rows=rows,
    )


def _unknowns(index: Index) -> Iterator[Block]:
    folds = [fold for vendor in index.evaluation.vendors for fold in _unknowns_of(index, vendor)]
    if not folds:
        return
    yield Heading(text="Unknowns, with the question to ask")
    yield Paragraph(text="Largest reach first: the reach is how many points of the score the answer decides.")
    yield from folds


def _unknowns_of(index: Index, vendor: VendorScore) -> Iterator[Fold]:
    leaves = [leaf for leaf in vendor.leaves if leaf.status in OPEN and leaf.criterion in index.weights]
    leaves.sort(key=lambda leaf: (-reach(leaf), leaf.criterion))
    if not leaves:
        return
    rows = tuple(
        Row(
            anchor=anchor("open", vendor.id, leaf.criterion),
            cells=(
                Cell(text=index.title(leaf.criterion), sub=STATE[leaf.status] if leaf.status in SOFT else ""),
                Cell(text=numbers.score(reach(leaf), 1)),
                Cell(text="; ".join(_reasons(leaf)) or "no reason given"),
                Cell(text=" ".join(index.questions(leaf)) or "for the study to answer, not the vendor"),
            ),
        )
        for leaf in leaves
    )
    yield Fold(
        summary=f"{vendor.name}: {numbers.count(len(leaves), 'criterion', 'criteria')} open, "
        f"{numbers.percent(vendor.coverage)} of the weight known",
        blocks=(
            Table(
                caption=f"Open answers of {vendor.name}",
                head=(Head("Criterion"), Head("Reach", numeric=True), Head("Why"), Head("Question")),
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
    rows = []
    for vendor in index.evaluation.vendors:
        for held in _by_fact(index, vendor):
            if held.status is Status.CONFLICT and held.evidence:
                sides = [e for e in held.evidence if e.used]
                links = tuple(
                    Link(
                        f"{index.answer(held.fact, side.entry.answer)}: {_source_text(index, vendor, side)}",
                        _source_href(index, vendor, side),
                    )
                    for side in sides
                )
                rows.append(Row(cells=(_fact_cell(index, vendor, held.fact), Cell(links=links))))
    if rows:
        yield Heading(text="Sources that disagree")
        yield Table(
            caption="Answers that sources give differently, all sides",
            head=(Head("Question"), Head("Sides")),
            rows=tuple(rows),
        )


def _overruled(index: Index) -> Iterator[Block]:
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
        yield Heading(text="Evidence that was overruled")
        yield Fold(
            summary=f"{numbers.count(len(rows), 'entry', 'entries')} that hold for the plan and region, but do not "
            "decide",
            blocks=(
                Table(
                    caption="Overruled evidence",
                    head=(Head("Question"), Head("Says"), Head("Why not"), Head("What holds")),
                    rows=tuple(rows),
                ),
            ),
        )


ELSEWHERE = ("for plan", "for region", "for the plan", "for the region", "only with", "only for")


def _applies(evidence: Evidence) -> bool:
    """Tell an overruled entry from one that is about another plan, region, add-on or scope."""
    return not evidence.why_not.startswith(ELSEWHERE)


def _expired(index: Index) -> Iterator[Block]:
    rows = []
    for vendor in index.evaluation.vendors:
        for held in _by_fact(index, vendor):
            rows += [
                Row(
                    cells=(
                        _fact_cell(index, vendor, held.fact),
                        Cell(text=index.answer(held.fact, old.entry.answer)),
                        Cell(text=old.expires.isoformat() if old.expires is not None else "not known"),
                        Cell(links=(Link(_source_text(index, vendor, old), _source_href(index, vendor, old)),)),
                        Cell(text="in use" if old.used else old.why_not),
                    )
                )
                for old in held.evidence
                if old.expired
            ]
    if rows:
        yield Heading(text="Expired evidence")
        yield Paragraph(
            text="Past its shelf life at the day of the study: one grade weaker, and no proof of a must-have."
        )
        table = Table(
            caption="Expired evidence",
            head=(Head("Question"), Head("Says"), Head("Expired on"), Head("Source"), Head("State")),
            rows=tuple(rows),
        )
        yield Fold(summary=numbers.count(len(rows), "entry", "entries"), blocks=(table,))


def _not_found(index: Index) -> Iterator[Block]:
    """Yield what profiles say that nobody knows and no criterion reads: kept, but out of the way."""
    folds = []
    for vendor in index.evaluation.vendors:
        found: dict[str, list[str]] = {}
        for fact, entries in index.profile(vendor.id).facts.items():
            if fact not in index.helds(vendor) and not index.is_stated(vendor.id, fact):
                for reason in dict.fromkeys(e.answer.reason for e in entries if isinstance(e.answer, Unknown)):
                    found.setdefault(reason, []).append(label(fact))
        if found:
            count = numbers.count(sum(map(len, found.values())), "fact")
            pairs = tuple((reason or "no reason given", ", ".join(asked)) for reason, asked in found.items())
            folds.append(Fold(summary=f"{vendor.name}: {count}", blocks=(Terms(pairs=pairs),)))
    if folds:
        yield Heading(text="Looked for and not found, read by no criterion at this stage")
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
        return "no source"
    return f"{source.title} ({source.kind.value}, {source_date(source)})"


def _source_href(index: Index, vendor: VendorScore, evidence: Evidence) -> str:
    source = index.source(vendor.id, evidence.entry)
    return web(source.url) if source is not None else ""
