"""Evaluations to render: a small study with one of everything, and ways to bend it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import branch, entry, fact, leaf, must, place, plan, source, sources, study, target, vendor
from toolselect.diagnostics import Location, diagnostic
from toolselect.evaluation import evaluate
from toolselect.model.criteria import Level, Levels, Linear, Points, Relative, Share
from toolselect.model.facts import Members, NotApplicable, Range, Unknown
from toolselect.model.study import (
    Adjustment,
    Decision,
    InputFile,
    KpiTarget,
    Organisation,
    Risk,
    Segment,
    Step,
    View,
    Window,
)

if TYPE_CHECKING:
    from toolselect.model.result import Evaluation
    from toolselect.model.study import Study

HOSTILE = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{7*7}} {% raw %} ${8*8}",
    "javascript:alert(1)",
    "a|b`c`*d*_e_[f](https://evil.example)<g>&amp;h$i$ @octocat #123 ~~j~~ ![k](l)",
    "# heading",
    "- item",
    "1. item",
    "> quote",
    "+ item",
    "two\nlines\r\n| x | y |\n| --- | --- |",
    "right\u202eleft \u2028 \x00 \x1b[31m",
    "\\| \\",
    "=1+1",
    "    indented",
    "<!-- comment -->",
)

FACTS = (
    fact("rest"),
    fact("docs", "number", unit="%", of="operations"),
    fact("limit", "number", unit="requests/minute"),
    fact("support", "level", levels=("poor", "good")),
    fact("langs", "set"),
    fact("email"),
    fact("voice"),
    fact("fee", "money"),
    fact("notes", "text"),
    fact("channel_fit", "number", unit="%", derived=True),
    fact("channel_email"),
    fact("channel_voice"),
)


def rich_study(**more: Any) -> Study:
    """Return a study with every kind of answer, value function, gate and record."""
    support = Levels((Level("poor", 0, "nobody answers"), Level("good", 80, "an answer within a day")))
    criteria = (
        branch(
            "api",
            leaf("rest", must=must(), weight=1),
            leaf("docs", Linear(50, 100), 3, target=target(">= 95"), reason="matters"),
            leaf("limit", Points(((0, 0), (100, 50), (1000, 100))), 2),
            axis="technology",
            weight=4,
        ),
        branch(
            "scalability",
            leaf("load", Linear(0, 100), start="prove"),
            leaf("langs", Share((("en", 2), ("de", 1))), fact="langs"),
            weight=2,
        ),
        branch("roi", leaf("fee", Relative("low"), axis=""), weight=2),
        branch("compliance", leaf("support", support), leaf("sector", applies=False), weight=1),
        branch(
            "fit",
            leaf("channels", Share((("email", 1), ("voice", 1))), axis="experience"),
            leaf("channel_fit", Linear(0, 100), axis="experience"),
            leaf("shown", weight=0, axis="experience"),
            axis="experience",
            weight=3,
        ),
    )
    old = source(
        "certificate", id="old", date=dt.date(2020, 1, 1), url="https://example.com/old?a=1&b=2", title="Old paper"
    )
    web = source("documentation", id="web", url="https://example.com/docs_(x)|y", title="Docs | page")
    bad = source("claim", id="bad", url="javascript:alert(1)", title="Bad link")
    known = sources(old, web, bad)
    vendors = (
        vendor(
            "acme",
            {
                "rest": entry(source="web"),
                "docs": entry(78.0, "web"),
                "limit": [entry(60.0), entry(30.0)],
                "support": entry("good", "old"),
                "langs": entry(Members(frozenset({"en"}), complete=True)),
                "email": True,
                "fee": entry(Range(5000, 7000)),
                "channel_email": True,
                "channel_voice": entry(availability="beta"),
                "notes": entry("plain words", "bad"),
            },
            sources=known,
            plans=(plan("basic", 50.0), plan("large")),
        ),
        vendor(
            "bolt",
            {
                "rest": True,
                "docs": [entry(120.0, "measured"), entry(60.0, "claim")],
                "limit": entry(Unknown("asked on 2026-11-02, no answer yet")),
                "support": entry(NotApplicable("sold without support")),
                "fee": entry(Range(4000, 4500)),
                "channel_email": False,
            },
            sources=known,
            plans=(plan("basic", 40.0),),
        ),
        vendor("crux", {"rest": False, "docs": 40.0}, sources=known),
        vendor("dusk", {"docs": 55.0, "rest": entry(availability="roadmap")}, sources=known),
    )
    given: dict[str, Any] = {
        "facts": FACTS,
        "status_quo": vendor("today", {"docs": 10.0, "channel_voice": True}),
        "organisation": Organisation(
            name="Example Ltd",
            note="All figures are invented.",
            currency="USD",
            licence_budget=10000,
            region="EU",
            segments=(Segment(id="young", title="Young", share=1, prefers={"channel_email": 3, "channel_voice": 1}),),
            languages={"en": 3, "de": 1},
            hours=(Window(when="day", share=2, staffed=True), Window(when="night", share=1, staffed=False)),
        ),
        "adjustments": (Adjustment(criterion="docs", changed=("target",), reason="the works council asked"),),
        "decision": Decision(
            objective="Answer in a day.",
            asked="Approve a pilot.",
            by=dt.date(2027, 2, 26),
            approver="COO",
            choice="acme",
            narrative={"acme": "It fits."},
            risks=(Risk(risk="Late", mitigation="Start early", owner="IT"),),
            rollout=(Step(step="Pilot", by=dt.date(2027, 3, 1), owner="IT"),),
            kpi_targets=(KpiTarget(kpi="CSAT", target=">= 90 %"),),
            reviews=(dt.date(2027, 9, 1),),
        ),
        "inputs": (InputFile(path="study.yaml", sha256="0" * 64),),
        "views": (
            View(
                id="it",
                share=2,
                weights={"api": 3, "scalability": 1, "roi": 1, "compliance": 1, "fit": 1},
                place=place(),
            ),
            View(
                id="service",
                share=1,
                weights={"api": 1, "scalability": 1, "roi": 1, "compliance": 1, "fit": 5},
                place=place(),
            ),
        ),
    }
    return study(vendors, criteria, **(given | more))


def rich_evaluation(**more: Any) -> Evaluation:
    found = diagnostic(
        "TS302", place("weights"), "weights do not sum to 100", "check them", location=Location(line=3, column=1)
    )
    return evaluate(rich_study(**more), (found,))


@pytest.fixture(scope="session")
def rich() -> Evaluation:
    return rich_evaluation()


@pytest.fixture(scope="session")
def plain() -> Evaluation:
    """Return a study without anything that is optional."""
    return evaluate(study([vendor("acme", {"works": True}), vendor("bolt", {"works": False})], [leaf()]))


@pytest.fixture(scope="session")
def hostile() -> Evaluation:
    """Return the rich study with a hostile text wherever a file may put one."""
    return hostile_evaluation()


def hostile_evaluation() -> Evaluation:
    base = rich_study()
    text = iter(HOSTILE * 40)
    vendors = tuple(
        replace(
            one,
            name=next(text),
            sources={
                k: replace(s, title=next(text), note=next(text), origin="javascript:alert(2)")
                for k, s in one.sources.items()
            },
            facts={
                f: tuple(replace(e, note=next(text), scope=next(text) if f == "notes" else "") for e in entries)
                for f, entries in one.facts.items()
            },
            plans=tuple(replace(p, name=next(text), note=next(text)) for p in one.plans),
        )
        for one in base.vendors
    )
    tree = base.criteria
    tops = tuple(
        replace(
            t, title=next(text), children=tuple(replace(c, title=next(text), objective=next(text)) for c in t.children)
        )
        for t in tree.criteria
    )
    facts = {name: replace(one, question=next(text)) for name, one in tree.facts.items()}
    bent = replace(
        base,
        title=HOSTILE[0],
        vendors=vendors,
        criteria=replace(tree, title=HOSTILE[1], criteria=tops, facts=facts),
        organisation=replace(base.organisation, name=HOSTILE[4], note=HOSTILE[4]),
        decision=replace(base.decision, asked=HOSTILE[4], approver=HOSTILE[2], narrative={"acme": HOSTILE[10]}),
    )
    return evaluate(bent)
