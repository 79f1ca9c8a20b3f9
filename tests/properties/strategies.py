"""Random studies: trees of yes/no, number, level and set leaves, shares, and vendors with every kind of answer.

No relative scales (they break the laws, which is why they are flagged) and one plan (a change of facts may switch it).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tests.conftest import branch, entry, fact, leaf, members, study, vendor
from toolselect.model.criteria import BooleanValue, Criterion, Level, Levels, Linear, Points, Share
from toolselect.model.facts import Fact, FactType, Grade, NotApplicable, Range, Unknown, Value
from toolselect.model.study import Organisation, Segment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolselect.model.facts import Entry
    from toolselect.model.study import Study
    from toolselect.model.vendor import Vendor

LEVELS = ("basic", "good", "excellent")
TAGS = ("en", "de", "fr")
FACTS = {
    one.id: one
    for one in (
        fact("yes_1"),
        fact("yes_2"),
        fact("share_1"),
        fact("share_2"),
        fact("share_3"),
        fact("number_1", "number"),
        fact("number_2", "number"),
        fact("hill", "number"),
        fact("level", "level", levels=LEVELS),
        fact("tags", "set"),
    )
}
DERIVED = fact("channel_fit", "number", derived=True)
ORGANISATION = Organisation(
    segments=(
        Segment(id="young", title="Young", share=2, prefers={"share_1": 3, "share_2": 1}),
        Segment(id="old", title="Old", share=3, prefers={"share_2": 1, "share_3": 4}),
    )
)
VALUES: Mapping[str, Any] = {
    "channel_fit": Linear(20, 80),
    "yes_1": BooleanValue(0, 100),
    "yes_2": BooleanValue(20, 90),
    "number_1": Linear(-50, 50),
    "number_2": Linear(100, 0),
    "hill": Points(((0, 10), (30, 100), (60, 0), (100, 70))),
    "level": Levels((Level("basic", 10, "-"), Level("good", 60, "-"), Level("excellent", 100, "-"))),
    "tags": Share((("en", 5), ("de", 2), ("fr", 3))),
    "mix": Share((("share_1", 1), ("share_2", 2), ("share_3", 3))),
}

figures = st.floats(-120, 120, allow_nan=False).map(lambda x: round(x, 3) + 0.0)
weights = st.sampled_from([0.0, 0.5, 1.0, 2.0, 3.0, 7.0, 25.0])
SOURCES = st.sampled_from([grade.value for grade in Grade])


def scalars(kind: FactType) -> st.SearchStrategy[Any]:
    """Return possible known values of a fact."""
    if kind is FactType.BOOLEAN:
        return st.booleans()
    if kind is FactType.LEVEL:
        return st.sampled_from(LEVELS)
    if kind is FactType.SET:
        return st.builds(
            lambda named, complete: members(*named, complete=complete), st.sets(st.sampled_from(TAGS)), st.booleans()
        )
    return figures


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    low, likely, high = sorted(draw(st.tuples(figures, figures, figures)))
    return Range(low, high, draw(st.sampled_from([likely, None])))


def known(asked: Fact) -> st.SearchStrategy[Any]:
    """Return possible answers to a fact that know something."""
    value = scalars(asked.type).map(Value)
    return st.one_of(value, ranges()) if asked.type is FactType.NUMBER else value


@st.composite
def stated(draw: st.DrawFn, asked: Fact) -> tuple[Entry, ...]:
    """Draw what a profile says about a fact: nothing, one answer, a promise, silence, or answers that disagree."""
    form = draw(st.sampled_from(["one", "one", "one", "several", "nothing", "unknown", "not applicable", "roadmap"]))
    if form == "nothing":
        return ()
    if form == "unknown":
        return (entry(Unknown("asked")),)
    if form == "not applicable":
        return (entry(NotApplicable("not here")),)
    if form == "roadmap":
        return (entry(draw(known(asked)), draw(SOURCES), availability="roadmap"),)
    several = draw(st.integers(2, 3)) if form == "several" else 1
    kind = draw(SOURCES)
    return tuple(entry(draw(known(asked)), kind) for _ in range(several))


@st.composite
def vendors(draw: st.DrawFn, name: str) -> Vendor:
    return vendor(name, {fact_id: list(draw(stated(asked))) for fact_id, asked in FACTS.items()})


@st.composite
def trees(draw: st.DrawFn) -> tuple[Criterion, ...]:
    """Draw the leaves in random groups with random weights, some branches nested."""
    names = draw(st.permutations(sorted(VALUES)))
    first, second = sorted((draw(st.integers(0, 8)), draw(st.integers(1, 9))))
    groups = [group for group in (names[:first], names[first:second], names[second:]) if group]
    branches: list[Criterion] = []
    for index, group in enumerate(groups):
        leaves = [leaf(name, VALUES[name], draw(weights), fact="" if name == "mix" else name) for name in group]
        nested: bool = draw(st.booleans())
        inner = [branches.pop()] if branches and nested else []
        branches.append(branch(f"branch_{index}", *leaves, *inner, weight=draw(weights)))
    return tuple(branches)


@st.composite
def studies(draw: st.DrawFn, least: int = 1) -> Study:
    count = draw(st.integers(least, 3))
    return study(
        [draw(vendors(f"v{n}")) for n in range(count)],
        draw(trees()),
        (*FACTS.values(), DERIVED),
        organisation=ORGANISATION,
    )


def with_facts(one: Study, vendor_id: str, facts: Mapping[str, Sequence[Entry]]) -> Study:
    """Return the study with other answers of one vendor."""
    changed = tuple(
        replace(v, facts={**v.facts, **{name: tuple(e) for name, e in facts.items()}}) if v.id == vendor_id else v
        for v in one.vendors
    )
    return replace(one, vendors=changed)
