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
    study, who = index.study, index.study.organisation
    pairs = [
        ("Organisation", who.name),
        ("Currency", who.currency),
        ("Region", who.region),
        ("Seats", f"{study.seats:,}"),
        (
            "Licence budget a year",
            numbers.money(who.licence_budget, who.currency) if who.licence_budget is not None else "",
        ),
        ("Status quo", study.status_quo.name if study.status_quo is not None else ""),
        ("Objective", study.decision.objective),
    ]
    if who.note:
        yield Paragraph(text=who.note, note=True)
    yield Terms(pairs=tuple((term, text) for term, text in pairs if text))


def _segments(index: Index) -> Iterator[Block]:
    segments = index.study.organisation.segments
    if not segments:
        return
    total = sum(segment.share for segment in segments) or 1.0
    rows = []
    for segment in segments:
        wanted = sum(segment.prefers.values()) or 1.0
        prefers = ", ".join(
            f"{channel(fact)} {numbers.percent(weight / wanted)}" for fact, weight in segment.prefers.items()
        )
        rows.append(
            Row(
                cells=(
                    Cell(text=segment.title or segment.id),
                    Cell(text=numbers.percent(segment.share / total)),
                    Cell(text=prefers or "not known"),
                    Cell(text=segment.note or "none"),
                )
            )
        )
    yield Heading(text="Customer segments")
    yield Table(
        caption="Customer segments and the channels that they prefer",
        head=(Head("Segment"), Head("Share", numeric=True), Head("Prefers"), Head("Note")),
        rows=tuple(rows),
    )


def _languages(index: Index) -> Iterator[Block]:
    languages = index.study.organisation.languages
    total = sum(languages.values())
    if languages and total > 0:
        said = ", ".join(f"{language} {numbers.percent(share / total)}" for language, share in languages.items())
        yield Terms(pairs=(("Languages of contacts", said),))


def _hours(index: Index) -> Iterator[Block]:
    windows = index.study.organisation.hours
    total = sum(window.share for window in windows) or 1.0
    if not windows:
        return
    rows = tuple(
        Row(
            cells=(
                Cell(text=window.when, sub=window.note),
                Cell(text=numbers.percent(window.share / total)),
                Cell(text="yes" if window.staffed else "no"),
            )
        )
        for window in windows
    )
    yield Table(
        caption="When contacts arrive",
        head=(Head("When"), Head("Share", numeric=True), Head("Agents on duty")),
        rows=rows,
    )


def _adjustments(index: Index) -> Iterator[Block]:
    found = index.study.adjustments
    if not found:
        return
    rows = tuple(
        Row(cells=(Cell(text=index.title(each.criterion)), Cell(text=", ".join(each.changed)), Cell(text=each.reason)))
        for each in found
    )
    yield Heading(text="What this study adjusts")
    yield Table(
        caption="Changes to the criteria set, with reasons",
        head=(Head("Criterion"), Head("Changed"), Head("Reason")),
        rows=rows,
    )


def decision(index: Index) -> tuple[Block, ...]:
    """Return what people wrote about the choice; nothing where nothing was written."""
    return (*_choice(index), *_after(index))


def _choice(index: Index) -> Iterator[Block]:
    record = index.study.decision
    names = {vendor.id: vendor.name for vendor in index.evaluation.vendors}
    pairs = [("Choice", names.get(record.choice, record.choice))] if record.choice else []
    pairs += [(names.get(vendor, vendor), text) for vendor, text in record.narrative.items()]
    if pairs:
        yield Terms(pairs=tuple(pairs))
    if record.risks:
        yield Heading(text="Risks")
        yield Table(
            caption="Risks of the choice",
            head=(Head("Risk"), Head("Mitigation"), Head("Owner")),
            rows=tuple(
                Row(
                    cells=(Cell(text=r.risk), Cell(text=r.mitigation or "none yet"), Cell(text=r.owner or "nobody yet"))
                )
                for r in record.risks
            ),
        )


def _after(index: Index) -> Iterator[Block]:
    record = index.study.decision
    if record.rollout:
        yield Heading(text="Roll-out")
        yield Table(
            caption="Steps of the roll-out",
            head=(Head("Step"), Head("By"), Head("Owner")),
            rows=tuple(
                Row(
                    cells=(
                        Cell(text=step.step),
                        Cell(text=step.by.isoformat() if step.by is not None else "no date yet"),
                        Cell(text=step.owner or "nobody yet"),
                    )
                )
                for step in record.rollout
            ),
        )
    if record.kpi_targets:
        yield Heading(text="KPI targets")
        yield Table(
            caption="What the tool has to deliver",
            head=(Head("KPI"), Head("Target")),
            rows=tuple(
                Row(cells=(Cell(text=kpi.kpi), Cell(text=numbers.relations(kpi.target)))) for kpi in record.kpi_targets
            ),
        )
    if record.reviews:
        yield Heading(text="Reviews")
        yield Steps(items=tuple(numbers.day(when) for when in record.reviews))


def provenance(index: Index) -> tuple[Block, ...]:
    """Return what this report was made from, and what the checks found."""
    evaluation, study = index.evaluation, index.study
    pairs = (
        ("Program", f"toolselect {evaluation.version}"),
        ("Judged at", study.as_of.isoformat()),
        ("Stage", evaluation.stage.value),
        ("Criteria set", f"{study.criteria.title} ({study.criteria.id})"),
        ("Seats", f"{study.seats:,}"),
        ("Resolution", f"{numbers.plain(study.resolution)} points"),
        ("Least coverage", numbers.percent(study.min_coverage)),
    )
    found: list[Block] = [Terms(pairs=pairs)]
    if study.inputs:
        rows = tuple(Row(cells=(Cell(text=file.path), Cell(text=file.sha256))) for file in study.inputs)
        found.append(Table(caption="Input files and their SHA-256", head=(Head("File"), Head("SHA-256")), rows=rows))
    return (*found, *findings.blocks(index))
