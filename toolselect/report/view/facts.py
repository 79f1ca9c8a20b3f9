"""All stated facts with their sources, vendor by vendor: first what a criterion reads, then the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.answers import graded
from toolselect.model.facts import Availability, Grade, Unknown
from toolselect.report.view import sources
from toolselect.report.view.blocks import Block, Cell, Fold, Head, Heading, Paragraph, Row, Table, Terms, anchor, web
from toolselect.report.view.index import label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolselect.model.facts import Entry
    from toolselect.model.result import Evidence, Held, VendorScore
    from toolselect.model.vendor import Vendor
    from toolselect.report.languages import Words
    from toolselect.report.view.index import Index


def blocks(index: Index) -> tuple[Block, ...]:
    """Return folds for each alternative's facts, prices and sources."""
    words = index.words
    grades = ", ".join(words.say(f"grade.{grade.value}") for grade in Grade)
    unknown, derived = words.say("section.robustness"), words.say("section.derived")
    found: list[Block] = [Paragraph(text=words.say("facts.intro", unknown=unknown, derived=derived, grades=grades))]
    for number, vendor in enumerate(index.evaluation.vendors, start=1):
        profile = index.profile(vendor.id)
        helds = index.helds(vendor)
        stated = [fact for fact in profile.facts if index.is_stated(vendor.id, fact)]
        read = [fact for fact in stated if fact in helds and helds[fact].evidence]
        other = [fact for fact in stated if fact not in read]
        cited = sources.Cited(profile, number, (*read, *other), index.words)
        folds = [
            *_read(index, vendor, cited, {fact: helds[fact] for fact in read}),
            *_other(index, profile, cited, other),
            *sources.prices(cited),
            *sources.listed(cited),
        ]
        if folds:
            found += [Heading(text=_heading(index, vendor)), *folds]
    return (found[0], *_asked(index), *found[1:]) if len(found) > 1 else ()


def _asked(index: Index) -> Iterator[Fold]:
    """Yield what each fact asks that a criterion reads: once, for all alternatives."""
    words = index.words
    read = [fact for fact in index.study.criteria.facts if index.is_read(fact) and not index.is_computed(fact)]
    pairs = tuple((label(fact), index.question(fact)) for fact in read)
    if pairs:
        yield Fold(summary=words.say("facts.asked", n=len(pairs)), blocks=(Terms(pairs=pairs),))


def _heading(index: Index, vendor: VendorScore) -> str:
    if not vendor.plan.id:
        return index.words.say("facts.heading, no plan", vendor=vendor.name)
    plan = vendor.plan.name or vendor.plan.id
    return index.words.say("facts.heading", vendor=vendor.name, plan=plan, why=vendor.plan.chosen_by)


def _head(index: Index) -> tuple[Head, Head]:
    return Head(index.words.say("facts.answer")), Head(index.words.say("facts.grade"))


def _read(index: Index, vendor: VendorScore, cited: sources.Cited, helds: dict[str, Held]) -> Iterator[Fold]:
    profile, words = index.profile(vendor.id), index.words
    rows = [
        _row(index, profile, cited, evidence, first=number == 0, used=True)
        for held in helds.values()
        for number, evidence in enumerate(held.evidence)
    ]
    if rows:
        table = Table(
            caption=words.say("facts.read.caption", vendor=vendor.name),
            head=(
                Head(words.say("facts.fact")),
                *_head(index),
                Head(words.say("facts.expires")),
                Head(words.say("facts.use")),
            ),
            rows=tuple(rows),
        )
        answers = words.say("count.answers", n=len(rows))
        yield Fold(summary=words.say("facts.read.summary", n=len(helds), answers=answers), blocks=(table,))


def _other(index: Index, profile: Vendor, cited: sources.Cited, facts: list[str]) -> Iterator[Fold]:
    words = index.words
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
        table = Table(
            caption=words.say("facts.other.caption", vendor=profile.name),
            head=(Head(words.say("facts.fact")), *_head(index)),
            rows=tuple(rows),
        )
        answers = words.say("count.answers", n=len(rows))
        yield Fold(summary=words.say("facts.other.summary", n=len(facts), answers=answers), blocks=(table,))


def _row(index: Index, profile: Vendor, cited: sources.Cited, evidence: Evidence, *, first: bool, used: bool) -> Row:
    """Return one answer; those that a criterion reads say what was asked and what became of them, and can be led to."""
    words = index.words
    text = index.answer(evidence.fact, evidence.entry.answer)
    unknown = isinstance(evidence.entry.answer, Unknown)
    cells = [
        Cell(text=label(evidence.fact) if first else words.say("facts.further")),
        Cell(text=text, sub=below(evidence.entry, words), href=web(text), missing=unknown),
        _grade(profile, cited, evidence),
    ]
    if used:
        expires = evidence.expires.isoformat() if evidence.expires is not None else words.say("never")
        use = words.say("facts.used") if evidence.used else words.say("facts.not used", why=evidence.why_not)
        cells += [Cell(text=expires), Cell(text=use)]
    return Row(
        cells=tuple(cells),
        kind="muted" if used and not evidence.used else "",
        anchor=anchor("fact", profile.id, evidence.fact) if first and used else "",
    )


def _grade(profile: Vendor, cited: sources.Cited, evidence: Evidence) -> Cell:
    source = profile.sources.get(evidence.entry.source)
    if source is None or evidence.grade is None:
        return Cell(text=cited.words.say("none"))
    words = cited.words
    grade = words.say(f"grade.{evidence.grade.value}")
    if evidence.expired and evidence.grade is not source.kind:
        grade = words.say("facts.expired", grade=grade, was=words.say(f"grade.{source.kind.value}"))
    return Cell(
        text=f"{grade} {cited.mark(source.id)}",
        href="#" + cited.place(source.id),
        marks=(words.say("mark.expired"),) if evidence.expired and evidence.grade is source.kind else (),
    )


def below(entry: Entry, words: Words) -> str:
    """Write what stands below an answer: what it holds for, unless that is everything, and its note."""
    parts = []
    if entry.plans:
        parts.append(words.say("facts.for plans", plans=", ".join(entry.plans)))
    if entry.addon:
        parts.append(words.say("facts.for add-on", addon=entry.addon))
    if entry.region:
        parts.append(words.say("facts.for region", region=entry.region))
    if entry.scope:
        parts.append(entry.scope)
    if entry.availability is not Availability.GA:
        parts.append(words.say(f"availability.{entry.availability.value}"))
    if entry.preferred:
        parts.append(words.say("facts.preferred", reason=entry.reason))
    return " \u00b7 ".join(part for part in ("; ".join(parts), entry.note) if part)
