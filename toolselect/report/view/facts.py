"""All facts with their sources, plans and prices, vendor by vendor."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toolselect.answers import graded
from toolselect.model.facts import Availability, Grade
from toolselect.report import numbers
from toolselect.report.view.blocks import Block, Cell, Fold, Head, Heading, Link, Paragraph, Row, Table, anchor, web
from toolselect.report.view.index import source_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from toolselect.model.facts import Entry, Source
    from toolselect.model.result import Evidence, Held, VendorScore
    from toolselect.model.vendor import Price, Vendor
    from toolselect.report.view.index import Index

NOT_ASKED = "not asked here"


def blocks(index: Index) -> tuple[Block, ...]:
    """Return a fold for each alternative's facts, prices and sources."""
    found: list[Block] = [
        Paragraph(
            text="Every stated answer, whether it was used or why not; \u201cnot asked here\u201d: no criterion of "
            "this study "
            f"rests on it. Grades, best first: {', '.join(grade.value for grade in Grade)}."
        )
    ]
    for vendor in index.evaluation.vendors:
        profile = index.profile(vendor.id)
        helds = index.helds(vendor)
        rows = tuple(_rows(index, vendor, profile, helds))
        found.append(Heading(text=f"{vendor.name}, {_plan(vendor)}"))
        if rows:
            table = Table(
                caption=f"Facts about {vendor.name}",
                head=(
                    Head("Question"),
                    Head("Answer"),
                    Head("Holds for"),
                    Head("Grade"),
                    Head("Source"),
                    Head("Expires"),
                    Head("Use"),
                ),
                rows=rows,
            )
            found.append(Fold(summary=f"{numbers.count(len(rows), 'answer')}", blocks=(table,)))
        found += [fold for fold in (_prices(profile), _sources(profile)) if fold is not None]
    return tuple(found)


def _plan(vendor: VendorScore) -> str:
    if not vendor.plan.id:
        return "no plan"
    return f"plan {vendor.plan.name or vendor.plan.id} ({vendor.plan.chosen_by})"


def _rows(index: Index, vendor: VendorScore, profile: Vendor, helds: dict[str, Held]) -> Iterator[Row]:
    """Yield the stated facts in file order, then those that nobody states, then the derived ones."""
    order = [*profile.facts, *(fact for fact in helds if fact not in profile.facts)]
    for fact in dict.fromkeys(order):
        held = helds.get(fact)
        place = anchor("fact", vendor.id, fact)
        if held is not None and held.evidence:
            for number, evidence in enumerate(held.evidence):
                yield _evidence_row(index, profile, evidence, place if number == 0 else "")
        elif fact in profile.facts and held is None:
            for number, entry in enumerate(profile.facts[fact]):
                found = graded(entry, profile, index.fact(fact), fact, index.study.as_of)
                yield _evidence_row(
                    index, profile, replace(found, used=False, why_not=NOT_ASKED), place if number == 0 else ""
                )
        elif held is not None:
            yield _computed_row(index, held, place)


def _evidence_row(index: Index, profile: Vendor, evidence: Evidence, place: str) -> Row:
    source = profile.sources.get(evidence.entry.source)
    grade = evidence.grade.value if evidence.grade is not None else "none"
    if evidence.expired and source is not None and evidence.grade is not source.kind:
        grade = f"{grade} (expired {source.kind.value})"
    return Row(
        anchor=place,
        kind="" if evidence.used else "muted",
        cells=(
            Cell(text=index.question(evidence.fact) if place else "further answer"),
            _answer(index, evidence.fact, evidence.entry),
            Cell(text=_holds_for(evidence.entry)),
            Cell(text=grade, marks=("expired",) if evidence.expired else ()),
            _source_cell(source),
            Cell(text=evidence.expires.isoformat() if evidence.expires is not None else "never", nowrap=True),
            Cell(text="used" if evidence.used else f"not used: {evidence.why_not}"),
        ),
    )


def _computed_row(index: Index, held: Held, place: str) -> Row:
    derived = bool(held.steps or held.inputs)
    return Row(
        anchor=place,
        kind="" if derived else "muted",
        cells=(
            Cell(text=index.question(held.fact)),
            Cell(text=index.held(held)),
            Cell(text="the plan and region at hand"),
            Cell(text=held.grade.value if held.grade is not None else "none"),
            Cell(text="computed from other facts" if derived else "none"),
            Cell(text="with its inputs" if derived else "never"),
            Cell(text="used"),
        ),
    )


def _answer(index: Index, fact: str, entry: Entry) -> Cell:
    text = index.answer(fact, entry.answer)
    return Cell(text=text, sub=entry.note, href=web(text))


def _holds_for(entry: Entry) -> str:
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
    return "; ".join(parts) or "all"


def _source_cell(source: Source | None) -> Cell:
    if source is None:
        return Cell(text="none")
    return Cell(sub=source_date(source), links=(Link(source.title, web(source.url)),))


def _prices(profile: Vendor) -> Fold | None:
    rows: list[Row] = []
    for plan in profile.plans:
        rows += _price_rows(profile, plan.name, plan.prices, plan.note)
    for addon in profile.addons:
        rows += _price_rows(profile, f"Add-on: {addon.name}", addon.prices, addon.note)
    for usage in profile.usage_prices:
        low, high = numbers.money(usage.low, usage.currency), numbers.money(usage.high, usage.currency)
        amount = low if low == high else f"{low} to {high}"
        included = ", ".join(f"{numbers.plain(n)} with {plan}" for plan, n in sorted(usage.included.items()))
        notes = [f"included: {included}" if included else "", ", ".join(usage.plans), usage.scope, usage.note]
        rows.append(
            Row(
                cells=(
                    Cell(text=f"Usage: {usage.id}", sub="; ".join(note for note in notes if note)),
                    Cell(text=amount, numeric=True),
                    Cell(text=f"per {usage.per}"),
                    _source_cell(profile.sources.get(usage.source)),
                )
            )
        )
    if not rows:
        return None
    table = Table(
        caption=f"Plans and list prices of {profile.name}",
        head=(Head("What"), Head("Price", numeric=True), Head("Per"), Head("Source")),
        rows=tuple(rows),
    )
    return Fold(summary="Plans and list prices", blocks=(table,))


def _price_rows(profile: Vendor, name: str, prices: Iterable[Price], note: str) -> Iterator[Row]:
    found = False
    for price in prices:
        found = True
        billed = f", billed {price.billed}" if price.billed else ""
        yield Row(
            cells=(
                Cell(text=name, sub="; ".join(part for part in (note, price.note) if part)),
                Cell(text=numbers.money(price.amount, price.currency), numeric=True),
                Cell(text=f"{price.per}{billed}"),
                _source_cell(profile.sources.get(price.source)),
            )
        )
    if not found:
        yield Row(
            cells=(
                Cell(text=name, sub=note),
                Cell(text="not known", numeric=True, missing=True),
                Cell(text="not known", missing=True),
                Cell(text="none"),
            ),
            kind="muted",
        )


def _sources(profile: Vendor) -> Fold | None:
    rows = tuple(
        Row(
            cells=(
                Cell(links=(Link(source.title, web(source.url)),), sub=source.note),
                Cell(text=source.kind.value),
                Cell(text=source_date(source)),
                Cell(text=source.valid_until.isoformat() if source.valid_until is not None else "by its shelf life"),
                Cell(
                    text="" if source.origin else "the source itself",
                    links=(Link("vendor page", web(source.origin)),) if source.origin else (),
                ),
            )
        )
        for source in sorted(profile.sources.values(), key=lambda source: source.id)
    )
    if not rows:
        return None
    table = Table(
        caption=f"Sources about {profile.name}",
        head=(Head("Source"), Head("Kind"), Head("Date"), Head("Valid until"), Head("Transcribes")),
        rows=rows,
    )
    return Fold(summary=numbers.count(len(rows), "source"), blocks=(table,))
