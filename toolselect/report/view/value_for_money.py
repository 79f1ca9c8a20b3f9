"""Value without money against cost: so that nobody has to trust the weight that money has in the score."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from toolselect.deriving import licence, net_present_value
from toolselect.model.facts import FactType
from toolselect.model.money import Scenario
from toolselect.report.charts import scatter
from toolselect.report.view.blocks import Block, Cell, Chart, Head, Heading, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolselect.model.money import BusinessCase
    from toolselect.model.result import LeafScore, VendorScore
    from toolselect.report.view.index import Index

MONEY = {*net_present_value.FACTS, licence.YEARLY, licence.OF_BUDGET}
"""Derived facts that are money, whatever their unit."""


def blocks(index: Index, case: BusinessCase) -> Iterator[Block]:
    """Yield the scatter and its table; nothing with fewer than two alternatives to compare."""
    words = index.words
    found = [
        (vendor, cost, value)
        for vendor in index.evaluation.vendors
        if vendor.rank is not None
        and (cost := _cost(case, vendor)) is not None
        and (value := without_money(index, vendor)) is not None
    ]
    if len(found) < 2:
        return
    efficient = scatter.efficient([cost for _, cost, _ in found], [value for _, _, value in found])
    names = [vendor.name for (vendor, _, _), good in zip(found, efficient, strict=True) if good]
    points = [
        scatter.Point(
            name=vendor.name, x=cost, y=value, quiet=not good, strong=vendor.id in index.evaluation.verdict.first
        )
        for (vendor, cost, value), good in zip(found, efficient, strict=True)
    ]
    rows = tuple(
        Row(
            cells=(
                Cell(text=vendor.name),
                Cell(text=words.score(value, 1)),
                Cell(text=words.short_money(cost, "")),
                Cell(text=words.say("yes") if good else words.say("no")),
            ),
            kind="" if good else "muted",
        )
        for (vendor, cost, value), good in zip(found, efficient, strict=True)
    )
    said = " ".join(
        words.say(
            "value.said", name=vendor.name, value=words.score(value, 1), cost=words.short_money(cost, case.currency)
        )
        for vendor, cost, value in found
    )
    drawing = scatter.frontier(
        points,
        "frontier",
        words.say("value.title", n=len(names), names=words.listed(names)),
        said,
        across=scatter.Axis(
            text=words.say("value.cost axis", currency=case.currency, years=words.say("count.years", n=case.horizon)),
            tick=lambda amount: words.short_money(amount, ""),
        ),
        up=scatter.Axis(text=words.say("value.value axis"), tick=words.score),
    )
    yield Heading(text=words.say("value.heading"))
    yield Chart(drawing=drawing, caption=words.say("value.caption"))
    yield Table(
        caption=words.say("value.table"),
        head=(
            Head(words.say("head.alternative")),
            Head(words.say("value.value"), numeric=True),
            Head(words.say("value.cost", currency=case.currency), numeric=True),
            Head(words.say("value.efficient")),
        ),
        rows=rows,
    )


def _cost(case: BusinessCase, vendor: VendorScore) -> float | None:
    """Return all costs over the horizon, base case; to go on as today adds nothing."""
    if vendor.id == case.baseline:
        return 0.0
    base = next((one.scenario(Scenario.BASE) for one in case.vendors if one.vendor == vendor.id), None)
    return base.figures.total_cost if base is not None else None


def without_money(index: Index, vendor: VendorScore) -> float | None:
    """Return the score of all criteria that are not money, on 0..100: their points by their weight."""
    kept = [leaf for leaf in vendor.leaves if leaf.contribution is not None and not _money(index, leaf)]
    weight = math.fsum(leaf.weight for leaf in kept)
    points = math.fsum(leaf.contribution.mid for leaf in kept if leaf.contribution is not None)
    return points / weight if weight > 0 else None


def _money(index: Index, leaf: LeafScore) -> bool:
    facts = [index.fact(held.fact) for held in leaf.held]
    return any(held.fact in MONEY for held in leaf.held) or any(
        fact is not None and fact.type is FactType.MONEY for fact in facts
    )
