"""Where an alternative's figures come from: its sources, numbered, and its plans with their list prices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.report.view.blocks import Cell, Fold, Head, Link, Row, Table, web
from toolselect.report.view.index import source_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from toolselect.model.facts import Source
    from toolselect.model.vendor import Price, Vendor
    from toolselect.report.languages import Words


class Cited:
    """The sources of one alternative, numbered in the order in which facts and prices cite them, the unused ones last.

    `number` is that of the alternative; it keeps places of different alternatives apart.
    """

    __slots__ = ("_number", "_numbers", "profile", "words")

    def __init__(self, profile: Vendor, number: int, facts: Iterable[str], words: Words) -> None:
        self.profile = profile
        self.words = words
        self._number = number
        cited = [entry.source for fact in facts for entry in profile.facts[fact]]
        cited += [price.source for plan in profile.plans for price in plan.prices]
        cited += [price.source for addon in profile.addons for price in addon.prices]
        cited += [usage.source for usage in profile.usage_prices]
        order = dict.fromkeys(source for source in (*cited, *sorted(profile.sources)) if source in profile.sources)
        self._numbers = {source: place for place, source in enumerate(order, start=1)}

    def __iter__(self) -> Iterator[Source]:
        """Yield the sources by number."""
        return (self.profile.sources[source] for source in self._numbers)

    def mark(self, source: str) -> str:
        """Return the number of a source as it is cited."""
        return f"({self._numbers[source]})"

    def place(self, source: str) -> str:
        """Return the place of a source on the page; short, because every fact repeats it."""
        return f"s{self._number}-{self._numbers[source]}"

    def cell(self, source: str) -> Cell:
        """Return a cell that cites a source."""
        if source not in self._numbers:
            return Cell(text=self.words.say("none"))
        return Cell(text=self.mark(source), href="#" + self.place(source))


def listed(cited: Cited) -> Iterator[Fold]:
    """Yield the fold of all sources, by number."""
    words = cited.words
    rows = tuple(_row(cited, source) for source in cited)
    if rows:
        table = Table(
            caption=words.say("sources.caption", vendor=cited.profile.name),
            head=(Head(words.say("head.source")), Head(words.say("sources.kind and date"))),
            rows=rows,
        )
        yield Fold(summary=words.say("sources.summary", n=len(rows)), blocks=(table,))


def _row(cited: Cited, source: Source) -> Row:
    words = cited.words
    links = (Link(words.say("sources.origin"), web(source.origin)),) if source.origin else ()
    kind, date = words.say(f"grade.{source.kind.value}"), source_date(source, words)
    if source.valid_until is None:
        text = words.say("sources.kind, date", kind=kind, date=date)
    else:
        text = words.say("sources.kind, date, end", kind=kind, date=date, end=source.valid_until.isoformat())
    return Row(
        anchor=cited.place(source.id),
        cells=(
            Cell(text=cited.mark(source.id), links=(Link(source.title, web(source.url)),)),
            Cell(text=text, sub=source.note, links=links),
        ),
    )


def prices(cited: Cited) -> Iterator[Fold]:
    """Yield the fold of all plans, add-ons and usage prices."""
    profile, words = cited.profile, cited.words
    rows: list[Row] = []
    for plan in profile.plans:
        rows += _price_rows(cited, plan.name, plan.prices, plan.note)
    for addon in profile.addons:
        rows += _price_rows(cited, words.say("sources.addon", name=addon.name), addon.prices, addon.note)
    for usage in profile.usage_prices:
        low, high = words.money(usage.low, usage.currency), words.money(usage.high, usage.currency)
        included = ", ".join(
            words.say("sources.with plan", count=words.plain(count), plan=plan)
            for plan, count in sorted(usage.included.items())
        )
        free = words.say("sources.included", included=included) if included else ""
        notes = [free, ", ".join(usage.plans), usage.scope, usage.note]
        rows.append(
            Row(
                cells=(
                    Cell(text=words.say("sources.usage", name=usage.id), sub="; ".join(note for note in notes if note)),
                    Cell(text=low if low == high else words.say("number.range", low=low, high=high)),
                    Cell(text=words.say("sources.per", unit=usage.per)),
                    cited.cell(usage.source),
                )
            )
        )
    if rows:
        table = Table(
            caption=words.say("sources.prices.caption", vendor=profile.name),
            head=(
                Head(words.say("sources.prices.what")),
                Head(words.say("sources.prices.price"), numeric=True),
                Head(words.say("sources.prices.per")),
                Head(words.say("head.source")),
            ),
            rows=tuple(rows),
        )
        yield Fold(summary=words.say("sources.prices"), blocks=(table,))


def _price_rows(cited: Cited, name: str, found: Iterable[Price], note: str) -> Iterator[Row]:
    words = cited.words
    known = tuple(found)
    for price in known:
        per = words.say("sources.billed", unit=price.per, billed=price.billed) if price.billed else price.per
        yield Row(
            cells=(
                Cell(text=name, sub="; ".join(part for part in (note, price.note) if part)),
                Cell(text=words.money(price.amount, price.currency)),
                Cell(text=per),
                cited.cell(price.source),
            )
        )
    if not known:
        yield Row(
            cells=(
                Cell(text=name, sub=note),
                Cell(text=words.say("not known"), missing=True),
                Cell(text=words.say("not known"), missing=True),
                Cell(text=words.say("none")),
            ),
            kind="muted",
        )
