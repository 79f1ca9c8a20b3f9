"""What stands beside the figures of a business case: prices, exit cost, other volumes, and all that is assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.report.view.blocks import Block, Cell, Fold, Head, Heading, Link, Paragraph, Row, Steps, Table, web
from toolselect.report.view.index import source_date
from toolselect.report.view.money_doubt import short, with_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolselect.model.money import BusinessCase, PriceLine, ScenarioCase, VendorCase
    from toolselect.report.view.index import Index

Based = tuple["VendorCase", "ScenarioCase"]
"""A vendor with its base case."""


def prices(index: Index, one: VendorCase) -> Table:
    """Return the prices that count for a vendor, each with its source."""
    words = index.words
    return Table(
        caption=words.say("money.prices table", name=one.name),
        head=(
            Head(words.say("money.price")),
            Head(words.say("money.amount"), numeric=True),
            Head(words.say("money.per")),
            Head(words.say("head.source")),
        ),
        rows=tuple(_price(index, price) for price in one.prices),
    )


def _price(index: Index, price: PriceLine) -> Row:
    words = index.words
    amount = words.money(price.low, price.currency)
    if price.low != price.high:
        amount = words.say("number.range", low=amount, high=words.money(price.high, ""))
    source = price.source
    return Row(
        cells=(
            Cell(text=price.what, sub=price.scope),
            Cell(text=amount),
            Cell(text=price.per, sub=price.billed),
            Cell(links=(Link(f"{source.title} ({source_date(source, words)})", web(source.url)),))
            if source is not None
            else Cell(text=words.say("money.no source")),
        )
    )


def apart(index: Index, case: BusinessCase, found: Sequence[Based]) -> Iterator[Block]:
    """Yield what it costs to leave again, and how the yearly cost moves with the volume."""
    words = index.words
    factors = list(dict.fromkeys(at.factor for one, _ in found for at in one.cost_curve))
    if not factors and all(one.exit_cost is None for one, _ in found):
        return
    yield Heading(text=words.say("money.apart"))
    yield Table(
        caption=words.say("money.apart table", currency=case.currency),
        head=(
            Head(words.say("head.alternative")),
            Head(words.say("money.exit"), numeric=True),
            *(Head(words.say("money.volume", factor=words.plain(factor)), numeric=True) for factor in factors),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=one.name),
                    Cell(text=words.short_money(one.exit_cost, ""))
                    if one.exit_cost is not None
                    else Cell(text=words.say("not known"), missing=True),
                    *(
                        Cell(
                            text=next(
                                (words.short_money(at.yearly, "") for at in one.cost_curve if at.factor == factor),
                                words.say("not known"),
                            )
                        )
                        for factor in factors
                    ),
                )
            )
            for one, _ in found
        ),
    )
    crossings = [one for one in case.crossings if one.factor is not None]
    if crossings:
        yield Steps(
            items=tuple(
                words.say(
                    "money.crossing",
                    first=index.name(one.first),
                    second=index.name(one.second),
                    cheaper=index.name(one.cheaper_below),
                    factor=words.plain(round(one.factor or 0.0, 2)),
                )
                for one in crossings
            )
        )


def assumptions(index: Index, case: BusinessCase, found: Sequence[Based]) -> Iterator[Block]:
    """Yield every driver with its source, how each line is computed, and the conventions."""
    words = index.words
    drivers = [*case.drivers, *(d for _, base in found for d in base.drivers if d.vendor)]
    mine = sum(driver.value.benchmark for driver in drivers)
    rows = []
    for driver in drivers:
        value = driver.value
        span = words.say(
            "number.range",
            low=words.plain(short(value.low)),
            high=words.plain(short(value.high)),
        )
        marks = (words.say("money.benchmark"),) if value.benchmark else ()
        if value.convention:
            marks = (words.say("money.convention"),)
        rows.append(
            Row(
                cells=(
                    Cell(text=driver.title, sub=index.name(driver.vendor) if driver.vendor else "", marks=marks),
                    Cell(text=with_unit(index, driver.used, driver.unit, case.currency)),
                    Cell(text=span if value.ranged else words.say("none")),
                    Cell(text=value.source or words.say("money.study"), sub=value.year),
                )
            )
        )
    yield Heading(text=words.say("money.assumptions"))
    if mine:
        yield Paragraph(text=words.say("money.assumptions intro", n=mine), note=True)
    else:
        yield Paragraph(text=words.say("money.assumptions, own"))
    table = Table(
        caption=words.say("money.assumptions table"),
        head=(
            Head(words.say("money.driver")),
            Head(words.say("money.used"), numeric=True),
            Head(words.say("money.range")),
            Head(words.say("head.source")),
        ),
        rows=tuple(rows),
    )
    yield Fold(summary=words.say("money.assumptions fold", n=len(rows)), blocks=(table,))
    yield from _lines(index, found)
    yield Fold(summary=words.say("money.conventions"), blocks=(Steps(items=case.conventions),))


def _lines(index: Index, found: Sequence[Based]) -> Iterator[Block]:
    """Yield how each line is computed, and which lines are not in the case, and why."""
    words = index.words
    lines = {line.id: line for _, base in found for line in (*base.lines, *base.apart)}
    titles = {driver.id: driver.title for _, base in found for driver in base.drivers}
    rows = [
        Row(
            cells=(
                Cell(text=line.title, marks=(words.say("money.benchmark"),) if line.benchmarks else ()),
                Cell(text=line.basis),
                Cell(text=words.say("money.risk", percent=words.plain(line.risk)) if line.risk else words.say("none")),
                Cell(text=", ".join(titles.get(one, one) for one in line.benchmarks) or words.say("none")),
            )
        )
        for line in lines.values()
    ]
    left = {line.id: line for _, base in found for line in base.left_out if line.id not in lines}
    table = Table(
        caption=words.say("money.lines table"),
        head=(
            Head(words.say("money.line")),
            Head(words.say("money.basis")),
            Head(words.say("money.risk factor")),
            Head(words.say("money.benchmarks")),
        ),
        rows=tuple(rows),
    )
    out = tuple(words.say("money.left out", title=line.title, reason=line.reason) for line in left.values())
    yield Fold(summary=words.say("money.lines"), blocks=(table, *((Steps(items=out),) if out else ())))
