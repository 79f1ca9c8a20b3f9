"""Tiny builders with sensible defaults: facts, entries, vendors, criteria, studies.

Import them: `from tests.conftest import entry, fact, leaf, study, vendor`. The day of the study is DAY; a vendor has
one source for each kind of evidence, with the name of the kind, read shortly before.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from toolselect.diagnostics import Place
from toolselect.model.criteria import (
    AtLeast,
    BooleanValue,
    Comparison,
    CriteriaSet,
    Criterion,
    Includes,
    IsBoolean,
    Linear,
    Must,
    Requirement,
    Share,
    Stage,
    Target,
)
from toolselect.model.facts import (
    Availability,
    Entry,
    Fact,
    FactType,
    Grade,
    Members,
    NotApplicable,
    Range,
    Source,
    Unknown,
    Value,
)
from toolselect.model.study import Study
from toolselect.model.vendor import Addon, Plan, Price, Vendor

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# A busy machine is no failure: how long an example takes is measured in benchmarks.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")

DAY = dt.date(2026, 11, 21)
READ = dt.date(2026, 11, 1)


def near(figure: float) -> Any:
    """Return a figure that equals any that differs by rounding only."""
    return pytest.approx(figure)


def place(*key: str | int) -> Place:
    return Place(path="test.yaml", key=key)


def fact(fact_id: str = "works", kind: str = "boolean", **more: Any) -> Fact:
    return Fact(
        id=fact_id, question=f"What about {fact_id}?", type=FactType(kind), place=place("facts", fact_id), **more
    )


def source(kind: str = "documentation", **more: Any) -> Source:
    given: dict[str, Any] = {"id": kind, "title": f"A {kind}", "date": READ, "place": place("sources", kind)} | more
    return Source(kind=Grade(kind), **given)


def sources(*more: Source) -> dict[str, Source]:
    """Return a source of every kind under its name, and the given ones."""
    return {one.id: one for one in (*(source(grade.value) for grade in Grade), *more)}


def members(*named: str, complete: bool = False) -> Members:
    return Members(frozenset(named), complete=complete)


def entry(answer: Any = True, source: str = "documentation", **more: Any) -> Entry:
    """Return a stated answer; a bare value is wrapped, and what needs no source has none."""
    wrapped = answer if isinstance(answer, Value | Range | Unknown | NotApplicable) else Value(answer)
    silent = isinstance(wrapped, Unknown | NotApplicable)
    if "availability" in more:
        more["availability"] = Availability(more["availability"])
    return Entry(answer=wrapped, source="" if silent else source, place=place("facts"), **more)


def price(amount: float = 50, **more: Any) -> Price:
    given: dict[str, Any] = {
        "currency": "USD",
        "per": "agent-month",
        "billed": "yearly",
        "source": "documentation",
        "place": place("price"),
    }
    return Price(amount=amount, **(given | more))


def plan(plan_id: str = "basic", *prices: float | Price) -> Plan:
    listed = tuple(one if isinstance(one, Price) else price(one) for one in prices)
    return Plan(id=plan_id, name=plan_id.title(), prices=listed, place=place("plans", plan_id))


def addon(addon_id: str = "extra", *prices: float | Price) -> Addon:
    listed = tuple(one if isinstance(one, Price) else price(one) for one in prices)
    return Addon(id=addon_id, name=addon_id.title(), prices=listed, place=place("addons", addon_id))


def vendor(vendor_id: str = "acme", facts: Mapping[str, Any] | None = None, **more: Any) -> Vendor:
    """Return a vendor; a fact may be given as a bare value, one entry or a list of entries."""
    stated: dict[str, tuple[Entry, ...]] = {}
    for name, given in (facts or {}).items():
        listed = given if isinstance(given, list) else [given]
        stated[name] = tuple(one if isinstance(one, Entry) else entry(one) for one in listed)
    return Vendor(
        id=vendor_id,
        name=vendor_id.title(),
        sources=more.pop("sources", None) or sources(),
        facts=stated,
        place=place("vendors", vendor_id),
        **more,
    )


def requirement(text: str) -> Requirement:
    """Return what `yes`, `no`, `>= 5`, `includes [a, b]` or `at least good` asks for."""
    if text in ("yes", "no"):
        return IsBoolean(text == "yes")
    if text.startswith("includes"):
        return Includes(tuple(name.strip() for name in text[len("includes [") : -1].split(",")))
    if text.startswith("at least "):
        return AtLeast(text.removeprefix("at least "))
    operator, limit = text.split()
    return Comparison(operator, float(limit))  # type: ignore[arg-type]


def must(text: str = "yes", evidence: str = "") -> Must:
    return Must(text=text, requirement=requirement(text), evidence=Grade(evidence) if evidence else None)


def target(text: str) -> Target:
    return Target(text=text, requirement=requirement(text))


def leaf(leaf_id: str = "works", value: Any = None, weight: float = 1, **more: Any) -> Criterion:
    """Return a leaf on the fact of its name; yes/no by default, and no fact for a share unless one is given."""
    function = value or BooleanValue(0, 100)
    if "start" in more:
        more["start"] = Stage(more["start"])
    given: dict[str, Any] = {"fact": "" if isinstance(function, Share) else leaf_id, "axis": "technology"} | more
    return Criterion(
        id=leaf_id, title=leaf_id.title(), weight=weight, value=function, place=place("criteria", leaf_id), **given
    )


def branch(branch_id: str, *children: Criterion, weight: float = 1, **more: Any) -> Criterion:
    return Criterion(
        id=branch_id,
        title=branch_id.title(),
        weight=weight,
        children=children,
        place=place("criteria", branch_id),
        **more,
    )


def percent_leaf(leaf_id: str, weight: float = 1, **more: Any) -> Criterion:
    """Return a leaf whose figure is its worth."""
    return leaf(leaf_id, Linear(0, 100), weight, **more)


def study(vendors: Sequence[Vendor], criteria: Sequence[Criterion], facts: Sequence[Fact] = (), **more: Any) -> Study:
    """Return a study; facts that are not given are yes/no, or numbers where the value function needs one."""
    vocabulary = {one.id: one for one in facts}
    for top in criteria:
        for node in top.leaves():
            names = (
                [node.fact] if node.fact else [n for n, _ in node.value.wanted] if isinstance(node.value, Share) else []
            )
            kind = "boolean" if isinstance(node.value, BooleanValue) or not node.fact else "number"
            for name in names:
                vocabulary.setdefault(name, fact(name, kind))
    given: dict[str, Any] = {"title": "Test", "stage": "analyse", "as_of": DAY, "seats": 10} | more
    given["stage"] = Stage(given["stage"])
    tree = CriteriaSet(id="test", title="Test", criteria=tuple(criteria), facts=vocabulary, place=place("criteria"))
    return Study(criteria=tree, vendors=tuple(vendors), place=place(), **given)
