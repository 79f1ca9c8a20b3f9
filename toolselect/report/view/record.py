"""The organisation, what the study adjusts, the decision record, findings and provenance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.report import numbers
from toolselect.report.view import findings
from toolselect.report.view.blocks import Block, Cell, Head, Heading, Paragraph, Row, Steps, Table, Terms
from toolselect.report.view.index import channel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolselect.report.view.index import Index


def organisation(index: Index) -> tuple[Block, ...]:
    """Return who chooses, and what the study changes about the criteria."""
    return (*_who(index), *_segments(index), *_languages(index), *_hours(index), *_adjustments(index))


def _who(index: Index) -> Iterator[Block]:
    study, who, words = index.study, index.study.organisation, index.words
    budget = words.money(who.licence_budget, who.currency) if who.licence_budget is not None else ""
    pairs = [
        (words.say("organisation.name"), who.name),
        (words.say("organisation.currency"), who.currency),
        (words.say("organisation.region"), who.region),
        (words.say("organisation.seats"), words.plain(study.seats)),
        (words.say("organisation.budget"), budget),
        (words.say("organisation.status quo"), study.status_quo.name if study.status_quo is not None else ""),
        (words.say("organisation.objective"), study.decision.objective),
    ]
    if who.note:
        yield Paragraph(text=who.note, note=True)
    yield Terms(pairs=tuple((term, text) for term, text in pairs if text))


def _segments(index: Index) -> Iterator[Block]:
    segments, words = index.study.organisation.segments, index.words
    if not segments:
        return
    total = sum(segment.share for segment in segments) or 1.0
    rows = []
    for segment in segments:
        wanted = sum(segment.prefers.values()) or 1.0
        prefers = ", ".join(
            f"{channel(fact)} {words.percent(weight / wanted)}" for fact, weight in segment.prefers.items()
        )
        rows.append(
            Row(
                cells=(
                    Cell(text=segment.title or segment.id),
                    Cell(text=words.percent(segment.share / total)),
                    Cell(text=prefers or words.say("not known")),
                    Cell(text=segment.note or words.say("none")),
                )
            )
        )
    yield Heading(text=words.say("organisation.segments"))
    yield Table(
        caption=words.say("organisation.segments.caption"),
        head=(
            Head(words.say("organisation.segment")),
            Head(words.say("head.share"), numeric=True),
            Head(words.say("organisation.prefers")),
            Head(words.say("head.note")),
        ),
        rows=tuple(rows),
    )


def _languages(index: Index) -> Iterator[Block]:
    languages, words = index.study.organisation.languages, index.words
    total = sum(languages.values())
    if languages and total > 0:
        said = ", ".join(f"{language} {words.percent(share / total)}" for language, share in languages.items())
        yield Terms(pairs=((words.say("organisation.languages"), said),))


def _hours(index: Index) -> Iterator[Block]:
    windows, words = index.study.organisation.hours, index.words
    total = sum(window.share for window in windows) or 1.0
    if not windows:
        return
    rows = tuple(
        Row(
            cells=(
                Cell(text=window.when, sub=window.note),
                Cell(text=words.percent(window.share / total)),
                Cell(text=words.say("yes") if window.staffed else words.say("no")),
            )
        )
        for window in windows
    )
    yield Table(
        caption=words.say("organisation.hours"),
        head=(
            Head(words.say("organisation.when")),
            Head(words.say("head.share"), numeric=True),
            Head(words.say("organisation.on duty")),
        ),
        rows=rows,
    )


def _adjustments(index: Index) -> Iterator[Block]:
    found, words = index.study.adjustments, index.words
    if not found:
        return
    rows = tuple(
        Row(cells=(Cell(text=index.title(each.criterion)), Cell(text=", ".join(each.changed)), Cell(text=each.reason)))
        for each in found
    )
    yield Heading(text=words.say("organisation.adjustments"))
    yield Table(
        caption=words.say("organisation.adjustments.caption"),
        head=(
            Head(words.say("head.criterion")),
            Head(words.say("organisation.changed")),
            Head(words.say("head.reason")),
        ),
        rows=rows,
    )


def decision(index: Index) -> tuple[Block, ...]:
    """Return what people wrote about the choice; nothing where nothing was written."""
    return (*_choice(index), *_after(index))


def _choice(index: Index) -> Iterator[Block]:
    record, words = index.study.decision, index.words
    names = {vendor.id: vendor.name for vendor in index.evaluation.vendors}
    pairs = [(words.say("decision.choice"), names.get(record.choice, record.choice))] if record.choice else []
    pairs += [(names.get(vendor, vendor), text) for vendor, text in record.narrative.items()]
    if pairs:
        yield Terms(pairs=tuple(pairs))
    if record.risks:
        yield Heading(text=words.say("decision.risks"))
        yield Table(
            caption=words.say("decision.risks.caption"),
            head=(
                Head(words.say("decision.risk")),
                Head(words.say("decision.mitigation")),
                Head(words.say("head.owner")),
            ),
            rows=tuple(
                Row(
                    cells=(
                        Cell(text=r.risk),
                        Cell(text=r.mitigation or words.say("decision.no mitigation")),
                        Cell(text=r.owner or words.say("decision.no owner")),
                    )
                )
                for r in record.risks
            ),
        )


def _after(index: Index) -> Iterator[Block]:
    record, words = index.study.decision, index.words
    if record.rollout:
        yield Heading(text=words.say("decision.rollout"))
        yield Table(
            caption=words.say("decision.rollout.caption"),
            head=(Head(words.say("decision.step")), Head(words.say("decision.by")), Head(words.say("head.owner"))),
            rows=tuple(
                Row(
                    cells=(
                        Cell(text=step.step),
                        Cell(text=step.by.isoformat() if step.by is not None else words.say("decision.no date")),
                        Cell(text=step.owner or words.say("decision.no owner")),
                    )
                )
                for step in record.rollout
            ),
        )
    if record.kpi_targets:
        yield Heading(text=words.say("decision.kpis"))
        yield Table(
            caption=words.say("decision.kpis.caption"),
            head=(Head(words.say("decision.kpi")), Head(words.say("decision.target"))),
            rows=tuple(
                Row(cells=(Cell(text=kpi.kpi), Cell(text=numbers.relations(kpi.target)))) for kpi in record.kpi_targets
            ),
        )
    if record.reviews:
        yield Heading(text=words.say("decision.reviews"))
        yield Steps(items=tuple(words.day(when) for when in record.reviews))


def provenance(index: Index) -> tuple[Block, ...]:
    """Return what this report was made from, and what the checks found."""
    evaluation, study, words = index.evaluation, index.study, index.words
    criteria = words.say("provenance.criteria set", title=study.criteria.title, id=study.criteria.id)
    resolution = words.say("provenance.points", resolution=words.plain(study.resolution))
    pairs = (
        (words.say("provenance.program"), f"toolselect {evaluation.version}"),
        (words.say("provenance.judged"), study.as_of.isoformat()),
        (words.say("provenance.stage"), words.say(f"stage.{evaluation.stage.value}")),
        (words.say("provenance.criteria"), criteria),
        (words.say("organisation.seats"), words.plain(study.seats)),
        (words.say("provenance.resolution"), resolution),
        (words.say("provenance.coverage"), words.percent(study.min_coverage)),
    )
    found: list[Block] = [Terms(pairs=pairs)]
    if study.inputs:
        rows = tuple(Row(cells=(Cell(text=file.path), Cell(text=file.sha256))) for file in study.inputs)
        head = (Head(words.say("provenance.file")), Head(words.say("provenance.sha")))
        found.append(Table(caption=words.say("provenance.inputs"), head=head, rows=rows))
    return (*found, *findings.blocks(index))
