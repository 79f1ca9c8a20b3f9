"""How sure the return is: chances by the draws, which driver moves it most, and where each driver breaks even."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.model.money import Scenario
from toolselect.report.charts import tornado
from toolselect.report.view.blocks import Block, Cell, Chart, Fold, Head, Heading, Paragraph, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolselect.model.money import BreakEven, BusinessCase, VendorCase
    from toolselect.report.view.index import Index

MOST_DRIVERS = 8
MOST_VENDORS = 5


def blocks(index: Index, case: BusinessCase) -> Iterator[Block]:
    """Yield chances, the tornado of the best ranked vendor that has one, and the break-even of the drivers."""
    order = {vendor.id: number for number, vendor in enumerate(index.evaluation.vendors)}
    vendors = sorted(case.vendors, key=lambda one: (order.get(one.vendor, len(order)), one.vendor))
    yield from _chances(index, case, vendors)
    yield from _tornado(index, case, vendors)
    yield from _break_even(index, case, vendors)


def _chances(index: Index, case: BusinessCase, vendors: list[VendorCase]) -> Iterator[Block]:
    words = index.words
    drawn = [one for one in vendors if one.chance is not None]
    if not drawn:
        return
    yield Heading(text=words.say("return.chances"))
    yield Paragraph(
        text=words.say(
            "return.chances intro", draws=words.plain(case.draws), seed=str(case.seed), n=len(case.independent)
        )
    )
    yield Table(
        caption=words.say("return.chances table", currency=case.currency),
        head=(
            Head(words.say("head.alternative")),
            *(Head(words.say(f"return.{name}"), numeric=True) for name in ("p10", "p50", "p90", "positive")),
            Head(words.say("return.beats"), numeric=True),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=one.name),
                    *(
                        Cell(text=words.short_money(figure, ""))
                        for figure in (one.chance.p10, one.chance.p50, one.chance.p90)
                    ),
                    Cell(text=words.percent(one.chance.positive)),
                    Cell(text=_beats(index, case, one)),
                )
            )
            for one in drawn
            if one.chance is not None
        ),
    )


def _beats(index: Index, case: BusinessCase, one: VendorCase) -> str:
    """Write the smallest share of draws in which a vendor's NPV is above another's, and whose."""
    words = index.words
    against = sorted((share, other) for other, share in case.pairwise.get(one.vendor, {}).items())
    if not against:
        return words.say("none")
    share, other = against[0]
    return words.say("return.beats, whom", share=words.percent(share), other=index.name(other))


def _tornado(index: Index, case: BusinessCase, vendors: list[VendorCase]) -> Iterator[Block]:
    words = index.words
    one = next((v for v in vendors if v.tornado and v.scenario(Scenario.BASE) is not None), None)
    base = one.scenario(Scenario.BASE) if one is not None else None
    if one is None or base is None:
        return
    rows, said = [], []
    for bar in one.tornado[:MOST_DRIVERS]:
        ends = words.say(
            "number.range", low=words.plain(short(bar.low)), high=with_unit(index, bar.high, bar.unit, case.currency)
        )
        rows.append(
            tornado.Driver(
                name=bar.title,
                range_text=words.say("return.benchmark", ends=ends) if bar.benchmark else ends,
                at_low=bar.npv_low,
                at_high=bar.npv_high,
            )
        )
        said.append(
            words.say(
                "return.tornado said",
                driver=bar.title,
                ends=ends,
                low=words.short_money(bar.npv_low, case.currency),
                high=words.short_money(bar.npv_high, case.currency),
            )
        )
    flips = [bar for bar in one.tornado if bar.flips]
    title = words.say("return.tornado title", driver=one.tornado[0].title, name=one.name)
    drawing = tornado.chart(
        rows,
        "tornado",
        title,
        " ".join(said),
        base=base.figures.npv,
        legend=(words.say("return.low end"), words.say("return.high end")),
        money=lambda amount: words.short_money(amount, ""),
    )
    npv = words.short_money(base.figures.npv, case.currency)
    yield Heading(text=words.say("return.tornado"))
    yield Chart(
        drawing=drawing,
        caption=words.say("return.tornado caption", npv=npv, n=len(flips))
        if flips
        else words.say("return.tornado caption, none", npv=npv),
    )


def short(figure: float) -> float:
    """Keep six digits: more than anybody knows of a driver."""
    return float(f"{figure:.6g}")


def with_unit(index: Index, figure: float, unit: str, currency: str) -> str:
    """Write a driver's figure; `money` in its unit becomes the currency."""
    return index.words.quantity(short(figure), unit.replace("money", currency))


def _break_even(index: Index, case: BusinessCase, vendors: list[VendorCase]) -> Iterator[Block]:
    """Yield the figure of each driver at which the NPV is nothing, for the best ranked vendors.

    A driver that is a rule of counting has none: nobody can change it.
    """
    words = index.words
    rules = {driver.id for driver in case.drivers if driver.value.convention}
    shown = [one for one in vendors if one.break_even][:MOST_VENDORS]
    found: dict[str, dict[str, BreakEven]] = {}
    for one in shown:
        for each in one.break_even:
            if each.driver not in rules:
                found.setdefault(each.driver, {})[one.vendor] = each
    known = [by for by in found.values() if any(each.at is not None for each in by.values())]
    if not known:
        return
    yield Heading(text=words.say("return.break-even"))
    yield Paragraph(text=words.say("return.break-even intro"))
    rows = []
    for by in known:
        some = next(iter(by.values()))
        base = with_unit(index, some.base, some.unit, case.currency)
        cells = (_at(index, by.get(one.vendor), some.base) for one in shown)
        rows.append(Row(cells=(Cell(text=some.title), Cell(text=base), *cells)))
    table = Table(
        caption=words.say("return.break-even table"),
        head=(
            Head(words.say("money.driver")),
            Head(words.say("money.used"), numeric=True),
            *(Head(one.name, numeric=True) for one in shown),
        ),
        rows=tuple(rows),
        stub=2,
    )
    yield Fold(summary=words.say("return.break-even fold", n=len(rows)), blocks=(table,))


def _at(index: Index, found: BreakEven | None, base: float) -> Cell:
    """Return where a driver breaks even; with the vendor's own figure today if it is not that of the row."""
    words = index.words
    if found is None or found.at is None:
        return Cell(text=words.say("return.nowhere"), missing=True)
    own = "" if found.base == base else words.say("return.instead of", base=words.plain(short(found.base)))
    return Cell(text=words.plain(float(f"{found.at:.4g}")), sub=own)
