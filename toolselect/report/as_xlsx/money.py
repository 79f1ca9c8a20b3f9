"""The sheet of money: what it costs and brings year by year, and on what assumptions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.model.money import Scenario, Side, yearly_table
from toolselect.model.result import Standing
from toolselect.report.as_xlsx.book import AFTER, cell
from toolselect.report.view.index import plan_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolselect.model.money import BusinessCase, DriverShown, ScenarioCase, VendorCase
    from toolselect.report.as_xlsx.book import Book, Look, Sheet

CENTS = "#,##0.00;[Red]-#,##0.00"
WHOLE = "#,##0;[Red]-#,##0"
_WIDTHS = (44, 26, 15, 15, 15, 15, 15, 16, 16)


def write(book: Book) -> None:
    """Write the sheet: licences alone where there is no business case."""
    words = book.words
    case = book.index.evaluation.money
    sheet = book.sheet(words.say("xlsx.money"), _WIDTHS)
    notes = case.conventions if case is not None else (words.say("xlsx.money.no case"),)
    row = sheet.opening(words.say("xlsx.money.title"), *notes)
    row = _licences(sheet, row)
    if case is None:
        return
    cases = [case.of(one.id) for one in book.index.evaluation.vendors if any(v.vendor == one.id for v in case.vendors)]
    row = _summary(sheet, row, case, cases)
    for one in cases:
        row = _yearly(sheet, row, case, one)
    row = _assumptions(sheet, row, case, cases)
    row = _left_out(sheet, row, cases)
    _rates(sheet, row, case)
    sheet.raw.freeze_panes(0, 1)


def _licences(sheet: Sheet, row: int) -> int:
    """Write the yearly list prices; return the row after an empty one."""
    book, words = sheet.book, sheet.book.words
    sheet.text(row, 0, words.say("xlsx.money.licences"), book.style("banner"))
    heads = (
        words.say("head.alternative"),
        words.say("xlsx.plan"),
        words.say("xlsx.lowest"),
        words.say("xlsx.highest"),
        words.say("xlsx.money.currency"),
        words.say("head.note"),
    )
    sheet.heads(row + 1, heads, (2, 3))
    row += 2
    for vendor in book.index.evaluation.vendors:
        cost = vendor.plan.cost
        sheet.text(row, 0, vendor.name, book.style("text"))
        name = plan_name(vendor, words) if vendor.standing is not Standing.STATUS_QUO else ""
        sheet.text(row, 1, name, book.style("text"))
        for column, amount in ((2, cost.low), (3, cost.high)):
            if amount is None:
                sheet.text(row, column, words.say("not known"), book.style("quiet", align="right"))
            else:
                sheet.number(row, column, amount, book.style("number", num_format=CENTS))
        sheet.text(row, 4, cost.currency, book.style("text", **AFTER))
        sheet.text(row, 5, cost.reason, book.style("quiet"))
        row += 1
    return row + 1


def _summary(sheet: Sheet, row: int, case: BusinessCase, cases: Sequence[VendorCase]) -> int:
    """Write the figures of all vendors side by side."""
    book, words = sheet.book, sheet.book.words
    text = words.say(
        "xlsx.money.summary",
        currency=case.currency,
        years=words.plain(case.horizon),
        rate=words.percent(case.discount_rate / 100, 1),
    )
    sheet.text(row, 0, text, book.style("banner"))
    heads = (
        words.say("head.alternative"),
        words.say("xlsx.plan"),
        words.say("xlsx.money.npv low"),
        words.say("xlsx.money.npv"),
        words.say("xlsx.money.npv high"),
        words.say("xlsx.money.roi"),
        words.say("xlsx.money.payback"),
        words.say("xlsx.money.chance"),
        words.say("xlsx.money.total cost"),
        words.say("head.note"),
    )
    sheet.raw.set_row(row + 1, 32)
    sheet.heads(row + 1, heads, range(2, 9))
    row += 2
    for one in cases:
        sheet.text(row, 0, one.name, book.style("text"))
        sheet.text(row, 1, one.plan_name, book.style("text"))
        base = one.scenario(Scenario.BASE)
        if base is None:
            why = "; ".join(dict.fromkeys(one.reasons.values())) or words.say("no reason")
            sheet.text(row, 2, words.say("xlsx.money.not computed", why=why), book.style("quiet"))
            row += 1
            continue
        for column, scenario in ((2, Scenario.LOW), (3, Scenario.BASE), (4, Scenario.HIGH)):
            there = one.scenario(scenario)
            sheet.number(row, column, there.figures.npv if there else None, book.style("number", num_format=WHOLE))
        figures = base.figures
        roi = figures.roi_percent
        known: tuple[tuple[int, float | None, str, str], ...] = (
            (5, None if roi is None else roi / 100, "0%;[Red]-0%", "roi_percent"),
            (6, figures.payback_months, "0.0", "payback_months"),
            (7, one.chance.positive if one.chance else None, "0%", "chance"),
            (8, figures.total_cost, WHOLE, "total_cost"),
        )
        whys: list[str] = []
        for column, value, form, name in known:
            if value is None:
                sheet.text(row, column, "\u2013", book.style("quiet", align="right"))
                whys.append(figures.reasons.get(name, "") or words.say("not known"))
            else:
                sheet.number(row, column, value, book.style("number", num_format=form))
        sheet.text(row, 9, "; ".join(dict.fromkeys(whys)), book.style("quiet", **AFTER))
        row += 1
    return row + 1


def _yearly(sheet: Sheet, row: int, case: BusinessCase, vendor: VendorCase) -> int:
    """Write one vendor's yearly table in the base scenario; totals are formulas over the rows above them."""
    base = vendor.scenario(Scenario.BASE)
    if base is None:
        return row
    book, words = sheet.book, sheet.book.words
    plan = vendor.plan_name or vendor.plan or words.say("no plan")
    sheet.text(row, 0, words.say("xlsx.money.yearly", vendor=vendor.name, plan=plan), book.style("banner"))
    years = len(base.net)
    total, present, basis = 1 + years, 2 + years, 3 + years
    heads = (
        words.say("xlsx.money.line", currency=case.currency),
        *(words.say("xlsx.money.year", year=words.plain(year)) for year in range(years)),
        words.say("xlsx.money.total"),
        words.say("xlsx.money.present"),
        words.say("xlsx.money.basis"),
    )
    sheet.heads(row + 1, heads, range(1, present + 1))
    at = row + 2
    sums: dict[Side, int] = {}
    bases = {line.id: line.basis for line in base.lines}
    first = at
    for line in yearly_table(base):
        look: Look = "number" if line.line else "total"
        figures = (*line.amounts, line.total, line.pv)
        if line.line:
            sheet.text(at, 0, line.title, book.style("text", indent=1, align="left"))
        elif line.side is None:
            sheet.text(at, 0, words.say("xlsx.money.net"), book.style("total"))
        elif line.side is Side.BENEFIT:
            sheet.text(at, 0, words.say("xlsx.money.benefits"), book.style("total"))
        else:
            sheet.text(at, 0, words.say("xlsx.money.costs"), book.style("total"))
        for column, value in enumerate(figures, start=1):
            style = book.style(look, num_format=CENTS)
            if line.line and column != total:
                sheet.number(at, column, value, style)
            elif column == total:
                formula = f"=SUM({cell(at, 1)}:{cell(at, years)})"
                sheet.formula(at, column, formula, value, style)
            elif line.side is None:
                formula = f"={cell(sums[Side.BENEFIT], column)}-{cell(sums[Side.COST], column)}"
                sheet.formula(at, column, formula, value, style)
            else:
                formula = f"=SUM({cell(first, column)}:{cell(at - 1, column)})" if at > first else "=0"
                sheet.formula(at, column, formula, value, style)
        sheet.text(at, basis, bases.get(line.line, ""), book.style("quiet", **AFTER))
        if not line.line and line.side is not None:
            sums[line.side] = at
            first = at + 1
        at += 1
    at = _apart(sheet, at, base)
    return at + 1


def _apart(sheet: Sheet, row: int, base: ScenarioCase) -> int:
    """Write the lines that are shown and not counted."""
    book, words = sheet.book, sheet.book.words
    for line in base.apart:
        sheet.text(row, 0, words.say("xlsx.money.apart", line=line.title), book.style("quiet", indent=1, align="left"))
        for column, value in enumerate((*line.amounts, sum(line.amounts), line.pv), start=1):
            sheet.number(row, column, value, book.style("quiet", num_format=CENTS))
        sheet.text(row, 1 + len(line.amounts) + 2, line.basis, book.style("quiet", **AFTER))
        row += 1
    return row


def _assumptions(sheet: Sheet, row: int, case: BusinessCase, cases: Sequence[VendorCase]) -> int:
    """Write every driver: what is used, what is known, and from where."""
    book, words = sheet.book, sheet.book.words
    sheet.text(row, 0, words.say("xlsx.money.assumptions"), book.style("banner"))
    heads = (
        words.say("xlsx.money.assumption"),
        words.say("head.alternative"),
        words.say("xlsx.money.used"),
        words.say("xlsx.lowest"),
        words.say("xlsx.money.likely"),
        words.say("xlsx.highest"),
        words.say("xlsx.money.unit"),
        words.say("xlsx.money.whose"),
        words.say("head.source"),
    )
    sheet.heads(row + 1, heads, range(2, 6))
    row += 2
    for whose, driver in _drivers(case, cases):
        value = driver.value
        sheet.text(row, 0, driver.title, book.style("text"))
        sheet.text(row, 1, whose or words.say("xlsx.money.all"), book.style("text"))
        for column, figure in enumerate((driver.used, value.low, value.likely, value.high), start=2):
            sheet.number(row, column, figure, book.style("number", num_format="#,##0.####"))
        sheet.text(row, 6, driver.unit, book.style("text", **AFTER))
        kind = words.say("xlsx.money.own")
        if value.benchmark:
            kind = words.say("xlsx.money.benchmark", year=value.year)
        elif value.convention:
            kind = words.say("xlsx.money.convention")
        sheet.text(row, 7, kind, book.style("text"))
        sheet.text(row, 8, value.source, book.style("quiet"))
        row += 1
    return row + 1


def _drivers(case: BusinessCase, cases: Sequence[VendorCase]) -> Iterator[tuple[str, DriverShown]]:
    """Yield the drivers of all vendors, then each vendor's own with its name."""
    yield from (("", driver) for driver in case.drivers)
    for one in cases:
        base = one.scenario(Scenario.BASE)
        yield from ((one.name, driver) for driver in (base.drivers if base else ()) if driver.vendor)


def _left_out(sheet: Sheet, row: int, cases: Sequence[VendorCase]) -> int:
    """Write which lines are not in a case, and why: never a silent zero."""
    book, words = sheet.book, sheet.book.words
    bases = [(one, one.scenario(Scenario.BASE)) for one in cases]
    found = [(one, left) for one, base in bases if base is not None for left in base.left_out]
    if not found:
        return row
    sheet.text(row, 0, words.say("xlsx.money.left out"), book.style("banner"))
    sheet.heads(row + 1, (words.say("xlsx.money.line title"), words.say("head.alternative"), words.say("head.why")))
    for at, (one, left) in enumerate(found, start=row + 2):
        sheet.text(at, 0, left.title, book.style("text"))
        sheet.text(at, 1, one.name, book.style("text"))
        sheet.text(at, 2, left.reason, book.style("quiet"))
    return row + 3 + len(found)


def _rates(sheet: Sheet, row: int, case: BusinessCase) -> None:
    """Write the exchange rates."""
    if not case.rates:
        return
    book, words = sheet.book, sheet.book.words
    sheet.text(row, 0, words.say("xlsx.money.rates"), book.style("banner"))
    for at, rate in enumerate(case.rates, start=row + 1):
        text = words.say("xlsx.money.rate", of=rate.of, to=rate.to, day=words.day(rate.date))
        sheet.text(at, 0, text, book.style("text"))
        sheet.number(at, 1, rate.rate, book.style("number", num_format="0.0000"))
        sheet.text(at, 2, rate.source, book.style("quiet", **AFTER))
