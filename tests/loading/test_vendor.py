from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.loading.conftest import FACTS
from toolselect.model.facts import Availability, Grade, Members, Money, NotApplicable, Range, Unknown, Value
from toolselect.model.vendor import Tier

if TYPE_CHECKING:
    from pathlib import Path

    from tests.loading.conftest import Write
    from toolselect.loading.library import Library
    from toolselect.model.facts import Answer
    from toolselect.model.vendor import Vendor

HEAD = """\
toolselect: vendor/1
id: acme
name: Acme
sources:
  docs: {url: https://example.com, title: Docs, date: 2026-06, kind: documentation}
  note: {title: Note, date: undated, seen: 2026-11-01, kind: assumption}
facts:
"""
PLANS = """\
plans:
  - {id: team, name: Team, source: docs, price: {amount: 20, currency: EUR, per: agent-month}}
  - {id: growth, name: Growth}
  - {id: large, name: Large}
addons:
  - {id: more, name: More}
"""


def load(write: Write, folder: Path, **contents: str) -> tuple[Vendor | None, Library]:
    library = write(facts=FACTS, **contents)
    facts = library.facts(folder / "facts.yaml")
    assert facts is not None
    return library.vendor(folder / f"{next(iter(contents))}.yaml", facts), library


@pytest.mark.parametrize(
    ("fact", "entry", "answer"),
    [
        ("api_rest", "value: yes, source: docs", Value(True)),
        ("api_rest", "value: false, source: docs", Value(False)),
        ("rate", "value: 010, source: docs", Value(10.0)),
        ("rate", "value: 7, unit: requests/minute, source: docs", Value(7.0)),
        ("rate", "low: 1, high: 2, source: docs", Range(1, 2)),
        ("rate", "low: 1, likely: 1.5, high: 2, source: docs", Range(1, 2, 1.5)),
        ("fee", "value: 5, unit: EUR, source: docs", Value(Money(5, "EUR"))),
        ("inbox", "value: manual, source: docs", Value("manual")),
        ("languages", "value: [en, no], source: docs", Value(Members(frozenset({"en", "no"})))),
        ("languages", "value: [en], complete: yes, source: docs", Value(Members(frozenset({"en"}), complete=True))),
        ("languages", "value: [], source: docs", Value(Members(frozenset()))),
        ("founded", "value: 2007-05, source: docs", Value("2007-05")),
        ("status_page", "value: 'https://example.com/status', source: docs", Value("https://example.com/status")),
        ("limits", "value: '429', source: docs", Value("429")),
        ("rate", "unknown: asked", Unknown("asked")),
        ("rate", "not_applicable: no API", NotApplicable("no API")),
    ],
)
def test_each_kind_of_answer_is_read(write: Write, tmp_path: Path, fact: str, entry: str, answer: Answer) -> None:
    vendor, library = load(write, tmp_path, acme=f"{HEAD}  {fact}: {{{entry}}}\n")
    assert vendor is not None
    assert [one.answer for one in vendor.facts[fact]] == [answer]
    assert {one.code for one in library.found} <= {"TS405"}


def test_all_of_an_entry_is_kept(write: Write, tmp_path: Path) -> None:
    text = "{value: yes, plan: team, addon: more, region: EU, scope: chat, availability: beta, preferred: yes, "
    text += "reason: {en: It is ours.}, source: docs, note: n}"
    vendor, _ = load(write, tmp_path, acme=f"{HEAD}  api_rest: {text}\n{PLANS}")
    assert vendor is not None
    (entry,) = vendor.facts["api_rest"]
    assert (entry.plans, entry.addon, entry.region, entry.scope) == (("team",), "more", "EU", "chat")
    assert (entry.availability, entry.preferred, entry.reason) == (Availability.BETA, True, "It is ours.")
    assert (entry.source, entry.note, entry.place.key) == ("docs", "n", ("facts", "api_rest"))


@pytest.mark.parametrize(
    ("plan", "plans"),
    [
        ("growth", ("growth",)),
        ("team+", ("team", "growth", "large")),
        ("large+", ("large",)),
        ("[large, team]", ("team", "large")),
        ("[team, growth+]", ("team", "growth", "large")),
    ],
)
def test_a_plan_and_those_after_it_are_spelled_out(
    write: Write, tmp_path: Path, plan: str, plans: tuple[str, ...]
) -> None:
    vendor, _ = load(write, tmp_path, acme=f"{HEAD}  api_rest: {{value: yes, plan: {plan}, source: docs}}\n{PLANS}")
    assert vendor is not None
    assert vendor.facts["api_rest"][0].plans == plans


def test_sources_keep_what_is_known_of_their_date(write: Write, tmp_path: Path) -> None:
    vendor, _ = load(write, tmp_path, acme=HEAD + "  api_rest: {value: yes, source: docs}\n")
    assert vendor is not None
    docs, note = vendor.sources.values()
    assert (docs.date_text, str(docs.date), docs.seen, docs.kind) == (
        "2026-06",
        "2026-06-01",
        None,
        Grade.DOCUMENTATION,
    )
    assert (note.date_text, note.date, str(note.seen)) == ("undated", None, "2026-11-01")


EXTENDING = """\
toolselect: vendor/1
extends: acme.yaml
name: Acme, our offer
sources:
  docs: {url: https://example.com/2, title: Newer docs, date: 2026-11, kind: documentation}
facts:
  api_rest: {value: no, source: docs}
  api_oauth2: {value: yes, plan: growth+, source: note}
plans:
  - {id: growth, name: Growth with discount}
  - {id: huge, name: Huge}
"""


def test_an_extending_profile_replaces_by_id_and_keeps_the_rest(write: Write, tmp_path: Path) -> None:
    base = HEAD + "  api_rest: {value: yes, source: docs}\n  rate: {value: 5, source: docs}\n" + PLANS
    vendor, library = load(write, tmp_path, offer=EXTENDING, acme=base)
    assert vendor is not None
    assert [one for one in library.found if one.code != "TS405"] == []
    assert (vendor.id, vendor.name) == ("acme", "Acme, our offer")
    assert [plan.name for plan in vendor.plans] == ["Team", "Growth with discount", "Large", "Huge"]
    assert vendor.facts["api_rest"][0].answer == Value(False)
    assert vendor.facts["rate"][0].answer == Value(5.0)
    assert vendor.facts["api_oauth2"][0].plans == ("growth", "large", "huge")
    assert vendor.sources["docs"].title == "Newer docs"
    assert [addon.id for addon in vendor.addons] == ["more"]


def test_a_broken_record_costs_only_itself(write: Write, tmp_path: Path) -> None:
    text = HEAD + "  api_rest:\n    - {value: yes, source: docs}\n    - {valeu: no, source: docs}\n  rate: 5\n"
    vendor, library = load(write, tmp_path, acme=text + PLANS.replace("amount: 20", "amount: twenty"))
    assert vendor is not None
    assert [entry.answer for entry in vendor.facts["api_rest"]] == [Value(True)]
    assert "rate" not in vendor.facts
    assert [plan.id for plan in vendor.plans] == ["growth", "large"]
    assert sorted(one.code for one in library.found) == ["TS101", "TS104", "TS104"]


def test_minimum_seats_and_tiers(write: Write, tmp_path: Path) -> None:
    plans = PLANS.replace("name: Team,", "name: Team, minimum_seats: 10,").replace(
        "per: agent-month", "per: agent-month, tiers: [{from: 50, amount: 18}, {from: 200, amount: 15.5}]"
    )
    usage = (
        "usage_prices:\n  - {id: ai, amount: 1, currency: EUR, per: resolution, tiers: [{from: 9, amount: 0}], "
        "source: docs}\n"
    )
    vendor, library = load(write, tmp_path, acme=HEAD + "  rate: {value: 5, source: docs}\n" + plans + usage)
    assert vendor is not None
    assert [one.code for one in library.found if one.code != "TS405"] == []
    team = vendor.plans[0]
    assert (team.minimum_seats, vendor.plans[1].minimum_seats) == (10, 0)
    assert team.prices[0].tiers == (Tier(start=50, amount=18), Tier(start=200, amount=15.5))
    assert vendor.usage_prices[0].tiers == (Tier(start=9, amount=0),)
