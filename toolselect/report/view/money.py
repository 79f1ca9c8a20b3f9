"""Cost and return: when the money is back, what it costs, and all assumptions; against going on as today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.model.money import Scenario, Side, yearly_table
from toolselect.report.charts import cash, cost_types
from toolselect.report.view import money_assumptions, money_doubt, value_for_money
from toolselect.report.view.blocks import (
    Block,
    Cell,
    Chart,
    Fold,
    Head,
    Heading,
    Paragraph,
    Row,
    Steps,
    Table,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolselect.model.money import BusinessCase, ScenarioCase
    from toolselect.report.view.index import Index
    from toolselect.report.view.money_assumptions import Based

KINDS = {
    "money.kind.licences": ("C1", "C3"),
    "money.kind.usage": ("C2",),
    "money.kind.start": ("C4", "C5", "C6", "C7"),
    "money.kind.running": ("C8", "C9"),
}
"""The kinds of cost that are told apart, by the lines that they hold; any other line counts with the last."""
MOST_YEARLY = 3
"""Vendors with a yearly table of their own, best ranked first; of the others the net, to keep the page small."""


def blocks(index: Index) -> tuple[Block, ...]:
    """Return the business case; nothing where there is none."""
    case = index.evaluation.money
    if case is None:
        return ()
    found = based(index, case)
    if not found:
        return tuple(_no_case(index, case))
    return (
        *_intro(index, case),
        *_cash(index, case, found),
        *_figures(index, case, found),
        *_no_case(index, case),
        *_costs(index, case, found),
        *value_for_money.blocks(index, case),
        *money_doubt.blocks(index, case),
        *_yearly(index, case, found),
        *money_assumptions.apart(index, case, found),
        *money_assumptions.assumptions(index, case, found),
    )


def based(index: Index, case: BusinessCase) -> list[Based]:
    """Return the vendors that have a base case, in ranking order."""
    order = {vendor.id: number for number, vendor in enumerate(index.evaluation.vendors)}
    known = ((one, one.scenario(Scenario.BASE)) for one in case.vendors)
    found = [(one, base) for one, base in known if base is not None]
    return sorted(found, key=lambda pair: (order.get(pair[0].vendor, len(order)), pair[0].vendor))


def payback_text(index: Index, months: float | None) -> str:
    """Write a payback in whole months; never, if there is none."""
    return index.words.say("count.months", n=round(months)) if months is not None else index.words.say("never")


def _intro(index: Index, case: BusinessCase) -> Iterator[Block]:
    words = index.words
    yield Paragraph(
        text=words.say(
            "money.intro",
            baseline=index.name(case.baseline),
            years=words.say("count.years", n=case.horizon),
            rate=words.percent(case.discount_rate / 100),
            currency=case.currency,
        )
    )


def _cash(index: Index, case: BusinessCase, found: Sequence[Based]) -> Iterator[Block]:
    words = index.words
    panels, said = [], []
    for one, base in found[: cash.MOST]:
        low, high = (one.scenario(end) for end in (Scenario.LOW, Scenario.HIGH))
        ends = [
            payback_text(index, end.figures.payback_months) if end is not None else words.say("never")
            for end in (high, low)
        ]
        text = words.say("money.back", payback=payback_text(index, base.figures.payback_months))
        if base.figures.payback_months is None:
            text = words.say("money.not back", years=words.say("count.years", n=case.horizon))
        panels.append(
            cash.Panel(
                name=one.name,
                base=base.by_month,
                low=low.by_month if low is not None else (),
                high=high.by_month if high is not None else (),
                payback=base.figures.payback_months,
                text=text,
            )
        )
        said.append(
            words.say(
                "money.cash said",
                name=one.name,
                text=text,
                early=ends[0],
                late=ends[1],
                end=words.short_money(base.cumulative[-1], case.currency),
                years=words.say("count.years", n=case.horizon),
            )
        )
    first, base = found[0]
    key = "money.cash title, never" if base.figures.payback_months is None else "money.cash title"
    title = words.say(
        key,
        name=first.name,
        payback=payback_text(index, base.figures.payback_months),
        years=words.say("count.years", n=case.horizon),
    )
    drawing = cash.chart(
        panels,
        "cash",
        title,
        " ".join(said),
        axis_text=words.say("money.years after"),
        money=lambda amount: words.short_money(amount, ""),
    )
    yield Heading(text=words.say("money.cash"))
    yield Chart(drawing=drawing, caption=words.say("money.cash caption", currency=case.currency))


def _figures(index: Index, case: BusinessCase, found: Sequence[Based]) -> Iterator[Block]:
    words = index.words
    scenarios = [s for s in Scenario if any(one.scenario(s) is not None for one, _ in found)]
    yield Table(
        caption=words.say("money.scenarios table", currency=case.currency),
        head=(
            Head(words.say("head.alternative")),
            *(Head(words.say(f"money.scenario.{s.value}"), numeric=True) for s in scenarios),
        ),
        rows=tuple(
            Row(cells=(Cell(text=one.name), *(_npv(index, one.scenario(s)) for s in scenarios))) for one, _ in found
        ),
    )
    heads = ("total cost", "benefits", "costs", "roi", "irr", "discounted", "contact")
    yield Table(
        caption=words.say("money.figures table", currency=case.currency),
        head=(
            Head(words.say("head.alternative")),
            *(Head(words.say(f"money.figure.{name}"), numeric=True) for name in heads),
        ),
        rows=tuple(Row(cells=(Cell(text=one.name), *_key_figures(index, base))) for one, base in found),
    )


def _npv(index: Index, case: ScenarioCase | None) -> Cell:
    words = index.words
    if case is None:
        return Cell(text=words.say("none"), missing=True)
    payback = case.figures.payback_months
    sub = (
        words.say("money.back", payback=payback_text(index, payback))
        if payback is not None
        else words.say("money.not back, short")
    )
    return Cell(text=words.short_money(case.figures.npv, ""), sub=sub)


def _key_figures(index: Index, base: ScenarioCase) -> tuple[Cell, ...]:
    words, figures = index.words, base.figures
    roi = figures.roi_percent
    irr = " / ".join(words.percent(rate) for rate in figures.irr)
    return (
        Cell(text=words.short_money(figures.total_cost, "")),
        Cell(text=words.short_money(figures.pv_benefits, "")),
        Cell(text=words.short_money(figures.pv_costs, "")),
        Cell(text=words.percent(roi / 100) if roi is not None else words.say("none")),
        Cell(text=irr or words.say("none")),
        Cell(text=payback_text(index, figures.discounted_payback_months)),
        Cell(text=words.cents(figures.contact_cost) if figures.contact_cost is not None else words.say("none")),
    )


def _no_case(index: Index, case: BusinessCase) -> Iterator[Block]:
    """Yield why a vendor, or a scenario, has no figures: never a silent gap."""
    said = [*case.reasons.values()]
    for one in case.vendors:
        said += [
            index.words.say("money.no figures", name=one.name, reason=reason)
            for name, reason in one.reasons.items()
            if name != Scenario.VENDOR_CLAIM.value
        ]
    if said:
        yield Steps(items=tuple(said))


# --- what it costs -----------------------------------------------------------------------------------------------


def _costs(index: Index, case: BusinessCase, found: Sequence[Based]) -> Iterator[Block]:
    words = index.words
    kinds = tuple(words.say(key) for key in KINDS)
    bars, rows, said = [], [], []
    for one, base in found:
        parts, total = _by_kind(base)
        text = words.short_money(total, "")
        bars.append(cost_types.Costs(one.name, parts, text, one.vendor in index.evaluation.verdict.first))
        rows.append(
            Row(
                cells=(
                    Cell(text=one.name),
                    *(Cell(text=words.cents(part)) for part in parts),
                    Cell(text=words.cents(total)),
                )
            )
        )
        named = ", ".join(
            words.say("money.part", kind=kind, amount=words.short_money(part, ""))
            for kind, part in zip(kinds, parts, strict=True)
        )
        said.append(words.say("money.costs said", name=one.name, total=text, parts=named))
    totals = [sum(bar.parts) for bar in bars]
    cheap = bars[totals.index(min(totals))]
    title = words.say(
        "money.costs title",
        name=cheap.name,
        total=words.short_money(min(totals), case.currency),
        years=words.say("count.years", n=case.horizon),
    )
    yield Heading(text=words.say("money.costs"))
    drawing = cost_types.chart(
        bars, "costs", title, " ".join(said), legend=kinds, money=lambda amount: words.short_money(amount, "")
    )
    yield Chart(drawing=drawing, caption=words.say("money.costs caption", currency=case.currency))
    yield Table(
        caption=words.say("money.costs table", currency=case.currency),
        head=(
            Head(words.say("head.alternative")),
            *(Head(kind, numeric=True) for kind in kinds),
            Head(words.say("money.total"), numeric=True),
        ),
        rows=tuple(rows),
    )


def _by_kind(base: ScenarioCase) -> tuple[tuple[float, ...], float]:
    """Return the costs by kind in whole cents, and their sum: rows of the yearly table, so that it adds up."""
    kinds = {line: number for number, lines in enumerate(KINDS.values()) for line in lines}
    cents = [0] * len(KINDS)
    for row in yearly_table(base):
        if row.side is Side.COST and row.line:
            cents[kinds.get(row.line, len(KINDS) - 1)] += round(100 * row.total)
    return tuple(part / 100 for part in cents), sum(cents) / 100


def _yearly(index: Index, case: BusinessCase, found: Sequence[Based]) -> Iterator[Block]:
    words = index.words
    yield Heading(text=words.say("money.yearly"))
    yield Paragraph(text=words.say("money.yearly intro"))
    years = range(len(found[0][1].net))
    head = (
        Head(words.say("money.line")),
        *(Head(words.say("money.year", year=str(year)), numeric=True) for year in years),
        Head(words.say("money.total"), numeric=True),
        Head(words.say("money.present value"), numeric=True),
    )
    for one, base in found[:MOST_YEARLY]:
        rows = tuple(
            Row(
                cells=(
                    Cell(text=row.title),
                    *(Cell(text=words.cents(amount)) for amount in row.amounts),
                    Cell(text=words.cents(row.total)),
                    Cell(text=words.cents(row.pv)),
                ),
                kind="" if row.line else "total",
            )
            for row in yearly_table(base)
        )
        caption = words.say("money.yearly table", name=one.name, plan=one.plan_name, currency=case.currency)
        summary = words.say("money.yearly fold", name=one.name, npv=words.short_money(base.figures.npv, case.currency))
        yield Fold(
            summary=summary, blocks=(Table(caption=caption, head=head, rows=rows), money_assumptions.prices(index, one))
        )
    if len(found) > MOST_YEARLY:
        nets = [(one.name, yearly_table(base)[-1]) for one, base in found[MOST_YEARLY:]]
        yield Table(
            caption=words.say("money.yearly others", currency=case.currency),
            head=(Head(words.say("head.alternative")), *head[1:]),
            rows=tuple(
                Row(
                    cells=(
                        Cell(text=name),
                        *(Cell(text=words.cents(amount)) for amount in (*net.amounts, net.total, net.pv)),
                    )
                )
                for name, net in nets
            ),
        )
