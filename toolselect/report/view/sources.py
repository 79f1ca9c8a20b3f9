"""Where an alternative's figures come from: its sources, numbered, and its plans with their list prices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.report import numbers
from toolselect.report.view.blocks import Cell, Fold, Head, Link, Row, Table, web
from toolselect.report.view.index import source_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from toolselect.model.facts import Source
    from toolselect.model.vendor import Price, Vendor


class Cited:
    """The sources of one alternative, numbered in the order in which facts and prices cite them, the unused ones last.

    `number` is that of the alternative; it keeps places of different alternatives apart.
    """

    __slots__ = ("_number", "_numbers", "profile")

    def __init__(self, profile: Vendor, number: int, facts: Iterable[str]) -> None:
        self.profile = profile
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
            return Cell(text="none")
        return Cell(text=self.mark(source), href="#" + self.place(source))


def listed(cited: Cited) -> Iterator[Fold]:
    """Yield the fold of all sources, by number."""
    rows = tuple(_row(cited, source) for source in cited)
    if rows:
        table = Table(
            caption=f"Sources about {cited.profile.name}",
            head=(Head("Source"), Head("Kind and date")),
            rows=rows,
        )
        yield Fold(summary=numbers.count(len(rows), "source"), blocks=(table,))


def _row(cited: Cited, source: Source) -> Row:
    links = (Link("transcribes a vendor page", web(source.origin)),) if source.origin else ()
    date = source_date(source)
    if source.valid_until is not None:
        date += f", valid until {source.valid_until.isoformat()}"
    return Row(
        anchor=cited.place(source.id),
        cells=(
            Cell(text=cited.mark(source.id), links=(Link(source.title, web(source.url)),)),
            Cell(text=f"{source.kind.value}, {date}", sub=source.note, links=links),
        ),
    )


def prices(cited: Cited) -> Iterator[Fold]:
    """Yield the fold of all plans, add-ons and usage prices."""
    profile = cited.profile
    rows: list[Row] = []
    for plan in profile.plans:
        rows += _price_rows(cited, plan.name, plan.prices, plan.note)
    for addon in profile.addons:
        rows += _price_rows(cited, f"Add-on: {addon.name}", addon.prices, addon.note)
    for usage in profile.usage_prices:
        low, high = numbers.money(usage.low, usage.currency), numbers.money(usage.high, usage.currency)
        included = ", ".join(f"{numbers.plain(n)} with {plan}" for plan, n in sorted(usage.included.items()))
        notes = [f"included: {included}" if included else "", ", ".join(usage.plans), usage.scope, usage.note]
        rows.append(
            Row(
                cells=(
                    Cell(text=f"Usage: {usage.id}", sub="; ".join(note for note in notes if note)),
                    Cell(text=low if low == high else f"{low} to {high}"),
                    Cell(text=f"per {usage.per}"),
                    cited.cell(usage.source),
                )
            )
        )
    if rows:
        table = Table(
            caption=f"Plans and list prices of {profile.name}",
            head=(Head("What"), Head("Price", numeric=True), Head("Per"), Head("Source")),
            rows=tuple(rows),
        )
        yield Fold(summary="Plans and list prices", blocks=(table,))


def _price_rows(cited: Cited, name: str, found: Iterable[Price], note: str) -> Iterator[Row]:
    known = tuple(found)
    for price in known:
        billed = f", billed {price.billed}" if price.billed else ""
        yield Row(
            cells=(
                Cell(text=name, sub="; ".join(part for part in (note, price.note) if part)),
                Cell(text=numbers.money(price.amount, price.currency)),
                Cell(text=f"{price.per}{billed}"),
                cited.cell(price.source),
            )
        )
    if not known:
        yield Row(
            cells=(
                Cell(text=name, sub=note),
                Cell(text="not known", missing=True),
                Cell(text="not known", missing=True),
                Cell(text="none"),
            ),
            kind="muted",
        )
