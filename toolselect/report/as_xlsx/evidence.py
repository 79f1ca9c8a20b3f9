"""The sheets of facts and sources: every stated answer, what became of it, and where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.answers import graded
from toolselect.report.view.facts import below
from toolselect.report.view.index import source_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from toolselect.model.facts import Source
    from toolselect.model.result import Evidence, VendorScore
    from toolselect.report.as_xlsx.book import Book
    from toolselect.report.view.index import Index


def write(book: Book) -> None:
    """Write both sheets."""
    index = book.index
    cited = [(vendor, source) for vendor in index.evaluation.vendors for source in _sources(index, vendor)]
    _facts(book, {(vendor.id, source.id): row for row, (vendor, source) in enumerate(cited, start=3)})
    _write_sources(book, cited)


def _sources(index: Index, vendor: VendorScore) -> Iterator[Source]:
    sources = index.profile(vendor.id).sources
    return (sources[name] for name in sorted(sources))


def _stated(index: Index, vendor: VendorScore) -> Iterator[tuple[Evidence, bool]]:
    """Yield every stated answer and whether a criterion reads it: the read ones first, as in the report."""
    profile, helds = index.profile(vendor.id), index.helds(vendor)
    read = [fact for fact in profile.facts if fact in helds and helds[fact].evidence]
    for fact in read:
        yield from ((evidence, True) for evidence in helds[fact].evidence)
    for fact, entries in profile.facts.items():
        if fact not in read:
            known = index.fact(fact)
            yield from ((graded(one, profile, known, fact, index.study.as_of), False) for one in entries)


def _facts(book: Book, row_of: Mapping[tuple[str, str], int]) -> None:
    index, words = book.index, book.words
    sheet = book.sheet(words.say("xlsx.facts"), (24, 46, 24, 34, 40, 11, 34, 18, 13, 44))
    start = sheet.opening(words.say("xlsx.facts.title"))
    heads = (
        words.say("head.alternative"),
        words.say("head.question"),
        words.say("facts.fact"),
        words.say("facts.answer"),
        words.say("xlsx.facts.holds for"),
        words.say("facts.use"),
        words.say("xlsx.facts.why not"),
        words.say("xlsx.facts.grade"),
        words.say("facts.expires"),
        words.say("head.source"),
    )
    sheet.heads(start, heads)
    row = start
    text = book.style("wrapped")
    for vendor in index.evaluation.vendors:
        sources = index.profile(vendor.id).sources
        for evidence, read in _stated(index, vendor):
            row += 1
            source = sources.get(evidence.entry.source)
            use, why = words.say("yes"), ""
            if not read:
                use, why = words.say("no"), words.say("xlsx.facts.not read")
            elif not evidence.used:
                use, why = words.say("no"), evidence.why_not
            cells = (
                vendor.name,
                index.question(evidence.fact),
                evidence.fact,
                index.answer(evidence.fact, evidence.entry.answer),
                below(evidence.entry, words),
                use,
                why,
                words.say(f"grade.{evidence.grade.value}") if evidence.grade is not None else "",
                evidence.expires.isoformat() if evidence.expires is not None else "",
            )
            for column, each in enumerate(cells):
                sheet.text(row, column, each, text)
            sheet.fit(row, (*cells, source.title if source is not None else ""))
            if source is None:
                sheet.text(row, len(cells), "", text)
            else:
                sheet.jump(row, len(cells), words.say("xlsx.sources"), row_of[vendor.id, source.id], source.title)
    sheet.raw.autofilter(start, 0, max(row, start + 1), len(heads) - 1)
    sheet.raw.freeze_panes(start + 1, 1)
    sheet.raw.repeat_rows(start)


def _write_sources(book: Book, cited: list[tuple[VendorScore, Source]]) -> None:
    words = book.words
    sheet = book.sheet(words.say("xlsx.sources"), (24, 22, 48, 15, 15, 13, 60, 40, 44))
    start = sheet.opening(words.say("xlsx.sources.title"))
    heads = (
        words.say("head.alternative"),
        words.say("xlsx.id"),
        words.say("xlsx.sources.name"),
        words.say("xlsx.facts.grade"),
        words.say("xlsx.sources.date"),
        words.say("xlsx.sources.until"),
        words.say("xlsx.sources.address"),
        words.say("xlsx.sources.origin"),
        words.say("head.note"),
    )
    sheet.heads(start, heads)
    text = book.style("wrapped")
    row = start
    for row, (vendor, source) in enumerate(cited, start=start + 1):
        cells = (
            vendor.name,
            source.id,
            source.title,
            words.say(f"grade.{source.kind.value}"),
            source_date(source, words),
            source.valid_until.isoformat() if source.valid_until is not None else "",
        )
        for column, each in enumerate(cells):
            sheet.text(row, column, each, text)
        sheet.fit(row, (*cells, source.url, source.origin, source.note))
        sheet.link(row, 6, source.url, source.url)
        sheet.link(row, 7, source.origin, source.origin)
        sheet.text(row, 8, source.note, text)
    sheet.raw.autofilter(start, 0, max(row, start + 1), len(heads) - 1)
    sheet.raw.freeze_panes(start + 1, 1)
    sheet.raw.repeat_rows(start)
