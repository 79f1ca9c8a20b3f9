"""All stated facts with their sources, vendor by vendor: first what a criterion reads, then the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.answers import graded
from toolselect.model.facts import Availability, Grade, Unknown
from toolselect.report import numbers
from toolselect.report.view import sources
from toolselect.report.view.blocks import Block, Cell, Fold, Head, Heading, Paragraph, Row, Table, anchor, web
from toolselect.report.view.index import label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolselect.model.facts import Entry
    from toolselect.model.result import Evidence, Held, VendorScore
    from toolselect.model.vendor import Vendor
    from toolselect.report.view.index import Index

HEAD = (Head("Answer"), Head("Grade (source)"))


def blocks(index: Index) -> tuple[Block, ...]:
    """Return folds for each alternative's facts, prices and sources."""
    found: list[Block] = [
        Paragraph(
            text="Every stated answer, used or not: first those that a criterion reads at this stage, then all "
            "others. Below an answer stands what it holds for, unless that is every plan and region, and its note. "
            "The number behind a grade is that of the source in the list that follows. What nobody states is under "
            "\u201cWhat is not known\u201d, what was computed under \u201cComputed facts and segments\u201d. "
            f"Grades, best first: {', '.join(grade.value for grade in Grade)}."
        )
    ]
    for number, vendor in enumerate(index.evaluation.vendors, start=1):
        profile = index.profile(vendor.id)
        helds = index.helds(vendor)
        stated = [fact for fact in profile.facts if index.is_stated(vendor.id, fact)]
        read = [fact for fact in stated if fact in helds and helds[fact].evidence]
        other = [fact for fact in stated if fact not in read]
        cited = sources.Cited(profile, number, (*read, *other))
        folds = [
            *_read(index, vendor, cited, {fact: helds[fact] for fact in read}),
            *_other(index, profile, cited, other),
            *sources.prices(cited),
            *sources.listed(cited),
        ]
        if folds:
            found += [Heading(text=f"{vendor.name}, {_plan(vendor)}"), *folds]
    return tuple(found) if len(found) > 1 else ()


def _plan(vendor: VendorScore) -> str:
    if not vendor.plan.id:
        return "no plan"
    return f"plan {vendor.plan.name or vendor.plan.id} ({vendor.plan.chosen_by})"


def _read(index: Index, vendor: VendorScore, cited: sources.Cited, helds: dict[str, Held]) -> Iterator[Fold]:
    profile = index.profile(vendor.id)
    rows = [
        _row(index, profile, cited, evidence, first=number == 0, used=True)
        for held in helds.values()
        for number, evidence in enumerate(held.evidence)
    ]
    if rows:
        table = Table(
            caption=f"Facts about {vendor.name} that count",
            head=(Head("Question"), *HEAD, Head("Expires"), Head("Use")),
            rows=tuple(rows),
        )
        facts = numbers.count(len(helds), "fact")
        yield Fold(summary=f"{facts} that a criterion reads, {numbers.count(len(rows), 'answer')}", blocks=(table,))


def _other(index: Index, profile: Vendor, cited: sources.Cited, facts: list[str]) -> Iterator[Fold]:
    rows = [
        _row(
            index,
            profile,
            cited,
            graded(entry, profile, index.fact(fact), fact, index.study.as_of),
            first=number == 0,
            used=False,
        )
        for fact in facts
        for number, entry in enumerate(profile.facts[fact])
    ]
    if rows:
        table = Table(caption=f"Other facts about {profile.name}", head=(Head("Fact"), *HEAD), rows=tuple(rows))
        yield Fold(
            summary=f"{numbers.count(len(facts), 'further fact')} that no criterion reads at this stage, "
            f"{numbers.count(len(rows), 'answer')}",
            blocks=(table,),
        )


def _row(index: Index, profile: Vendor, cited: sources.Cited, evidence: Evidence, *, first: bool, used: bool) -> Row:
    """Return one answer; those that a criterion reads say what was asked and what became of them, and can be led to."""
    text = index.answer(evidence.fact, evidence.entry.answer)
    question = index.question(evidence.fact) if used else label(evidence.fact)
    unknown = isinstance(evidence.entry.answer, Unknown)
    cells = [
        Cell(text=question if first else "further answer"),
        Cell(text=text, sub=_below(evidence.entry), href=web(text), missing=unknown),
        _grade(profile, cited, evidence),
    ]
    if used:
        expires = evidence.expires.isoformat() if evidence.expires is not None else "never"
        cells += [Cell(text=expires), Cell(text="used" if evidence.used else f"not used: {evidence.why_not}")]
    return Row(
        cells=tuple(cells),
        kind="muted" if used and not evidence.used else "",
        anchor=anchor("fact", profile.id, evidence.fact) if first and used else "",
    )


def _grade(profile: Vendor, cited: sources.Cited, evidence: Evidence) -> Cell:
    source = profile.sources.get(evidence.entry.source)
    if source is None or evidence.grade is None:
        return Cell(text="none")
    grade = evidence.grade.value
    if evidence.expired and evidence.grade is not source.kind:
        grade = f"{grade} (expired {source.kind.value})"
    return Cell(
        text=f"{grade} {cited.mark(source.id)}",
        href="#" + cited.place(source.id),
        marks=("expired",) if evidence.expired and evidence.grade is source.kind else (),
    )


def _below(entry: Entry) -> str:
    """Write what stands below an answer: what it holds for, unless that is everything, and its note."""
    parts = []
    if entry.plans:
        parts.append(f"plan {', '.join(entry.plans)}")
    if entry.addon:
        parts.append(f"add-on {entry.addon}")
    if entry.region:
        parts.append(f"region {entry.region}")
    if entry.scope:
        parts.append(entry.scope)
    if entry.availability is not Availability.GA:
        parts.append(entry.availability.value)
    if entry.preferred:
        parts.append(f"preferred: {entry.reason}")
    return " \u00b7 ".join(part for part in ("; ".join(parts), entry.note) if part)
