"""Make a study of many vendors and criteria, always the same."""

from __future__ import annotations

import random
from datetime import date

from toolselect.diagnostics import Place
from toolselect.model.criteria import CriteriaSet, Criterion, Linear, Stage
from toolselect.model.facts import Entry, Fact, FactType, Grade, Source, Unknown, Value
from toolselect.model.study import Study
from toolselect.model.vendor import Plan, Vendor

HERE = Place(path="generated")


def wide(*, vendors: int, criteria: int) -> Study:
    """Return a study in which every vendor has a figure, or says that it has none, for every criterion."""
    dice = random.Random(2)  # noqa: S311 - repeatable, not secret
    names = [f"fact_{number}" for number in range(criteria)]
    facts = {
        name: Fact(id=name, question="How much?", type=FactType.NUMBER, unit="points", place=HERE) for name in names
    }
    leaves = tuple(
        Criterion(id=f"leaf-{name}", title=name, weight=1 + dice.random(), fact=name, value=Linear(0, 100), place=HERE)
        for name in names
    )
    source = Source(id="page", title="Page", kind=Grade.DOCUMENTATION, date=date(2026, 10, 1), place=HERE)

    def entry() -> Entry:
        if dice.random() < 0.2:
            return Entry(answer=Unknown("nobody has asked"), place=HERE)
        return Entry(answer=Value(100 * dice.random()), source="page", place=HERE)

    return Study(
        title="Many",
        stage=Stage.ANALYSE,
        as_of=date(2026, 11, 22),
        criteria=CriteriaSet(id="many", title="Many", criteria=leaves, facts=facts, place=HERE),
        vendors=tuple(
            Vendor(
                id=f"vendor-{number:04}",
                name=f"Vendor {number:04}",
                sources={"page": source},
                facts={name: (entry(),) for name in names},
                plans=(Plan(id="only", name="Only", place=HERE),),
                place=HERE,
            )
            for number in range(vendors)
        ),
        seats=40,
        place=HERE,
    )
