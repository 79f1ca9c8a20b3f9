"""The published schemas are the contract: every key described, and every key read into the model."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from toolselect import source
from toolselect.loading import structure
from toolselect.loading.structure import KINDS, Kind
from toolselect.model import criteria, facts, study, vendor


def check(kind: Kind, text: str) -> tuple[dict[str, Any], list[str]]:
    document, found = source.parse(f"toolselect: {kind}/1\n{text}".encode(), "file.yaml")
    assert document is not None
    data, wrong = structure.check(document, kind)
    return data, sorted(one.code for one in [*found, *wrong])


def mappings(node: Any) -> Any:
    """Yield each part of a schema that describes a mapping with known keys."""
    if isinstance(node, dict):
        if "properties" in node and "additionalProperties" in node:
            yield node
        for member in node.values():
            yield from mappings(member)
    elif isinstance(node, list):
        for member in node:
            yield from mappings(member)


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_is_described_with_an_example_and_none_is_let_through_unknown(kind: Kind) -> None:
    parts = list(mappings(structure.schema(kind)))
    assert parts
    for part in parts:
        assert part["additionalProperties"] is False
        for name, described in part["properties"].items():
            assert described.get("description"), name
            assert described.get("examples") or name == "toolselect", name


READ = [
    ("facts", "fact", facts.Fact, {}, {"id", "place"}),
    ("criteria", "criterion", criteria.Criterion, {"from": "start", "criteria": "children"}, {"place"}),
    ("vendor", "source", facts.Source, {}, {"id", "date_text", "place"}),
    (
        "vendor",
        "entry",
        facts.Entry,
        {"plan": "plans", **dict.fromkeys(("value", "low", "likely", "high", "unknown", "not_applicable"), "answer")}
        | {"unit": "answer", "complete": "answer"},
        {"place"},
    ),
    ("vendor", "price", vendor.Price, {}, {"place"}),
    ("vendor", "plan", vendor.Plan, {"price": "prices", "source": "prices"}, {"place"}),
    ("vendor", "addon", vendor.Addon, {"price": "prices", "source": "prices"}, {"place"}),
    ("vendor", "usage_price", vendor.UsagePrice, {"amount": "low", "plan": "plans"}, {"place"}),
    ("study", "organisation", study.Organisation, {}, set()),
    ("study", "decision", study.Decision, {}, set()),
]


@pytest.mark.parametrize(("kind", "part", "model", "names", "made"), READ, ids=lambda value: str(value)[:20])
def test_every_key_of_the_schema_is_a_field_of_the_model_and_the_reverse(
    kind: Kind, part: str, model: Any, names: dict[str, str], made: set[str]
) -> None:
    keys = structure.schema(kind)["$defs"][part]["properties"].keys()
    assert {names.get(key, key) for key in keys} | made == {field.name for field in fields(model)}


def test_what_is_whole_is_handed_on_as_it_is() -> None:
    document, _ = source.parse(b"toolselect: vendor/1\nid: a\nname: A\n", "file.yaml")
    assert document is not None
    data, found = structure.check(document, "vendor")
    assert data is document.data
    assert found == []


def test_the_document_itself_is_never_changed() -> None:
    document, _ = source.parse(
        b"toolselect: vendor/1\nid: a\nname: 5\nfacts: {b: {valeu: 1, source: c}}\n", "file.yaml"
    )
    assert document is not None
    data, found = structure.check(document, "vendor")
    assert len(found) == 3 - 1
    assert document.data == {
        "toolselect": "vendor/1",
        "id": "a",
        "name": 5,
        "facts": {"b": {"valeu": 1, "source": "c"}},
    }
    assert data == {"toolselect": "vendor/1", "id": "a", "facts": {}}


@pytest.mark.parametrize(
    ("text", "left", "codes"),
    [
        ("plans: [{id: x, name: X, colour: red}]", {"plans": [{"id": "x", "name": "X"}]}, ["TS101"]),
        ("plans: [{id: X, name: X}, {id: y, name: Y}]", {"plans": [None, {"id": "y", "name": "Y"}]}, ["TS106"]),
        ("facts: {a-b: {unknown: u}, c: {unknown: u}}", {"facts": {"c": {"unknown": "u"}}}, ["TS106"]),
        ("facts: {c: [{unknown: u}, {unknown: 5}]}", {"facts": {"c": [{"unknown": "u"}, None]}}, ["TS104"]),
        ("facts: {c: {low: .inf, high: 5, source: s}}", {"facts": {}}, ["TS010"]),
        ("facts: 5", {}, ["TS104"]),
    ],
)
def test_what_does_not_hold_is_left_out_with_the_smallest_record_around_it(
    text: str, left: dict[str, Any], codes: list[str]
) -> None:
    data, found = check("vendor", f"id: a\nname: A\n{text}\n")
    assert found == codes
    assert {key: value for key, value in data.items() if key not in ("toolselect", "id", "name")} == left


@pytest.mark.parametrize("name", ["2026", "010", "0", "00", "+5", "+010", "-5", "18446744073709551615", "9" * 50])
def test_a_name_of_digits_is_a_name(name: str) -> None:
    good = "good: {title: T, date: undated, seen: 2026-01-01, kind: measured}"
    text = f"toolselect: vendor/1\nid: a\nname: A\nsources:\n  {good}\n  {name}: {{x: 1}}\n"
    document, _ = source.parse(text.encode(), "file.yaml")
    assert document is not None
    data, found = structure.check(document, "vendor")
    assert list(data["sources"]) == ["good"]
    assert {one.place.key[:2] for one in found} == {("sources", name)}
    assert {source.locate(document, one.place.key, one.place.at).line for one in found} == {6}


def test_names_that_are_the_same_number_are_told_apart_as_far_as_it_matters() -> None:
    data, found = check("vendor", "id: a\nname: A\nsources: {7: {x: 1}, 07: {y: 1}, 007: 5}\n")
    assert data["sources"] == {}
    assert found


def test_an_unknown_key_that_was_all_there_was_costs_its_record() -> None:
    text = "id: c\ntitle: C\nfacts: [f.yaml]\ncriteria: [{id: a, title: A, weight: 1, fact: f, value: {linaer: {}}}]\n"
    data, found = check("criteria", text)
    assert data["criteria"] == [None]
    assert found == ["TS101"]


def test_an_empty_text_is_said_in_words() -> None:
    assert structure.shown("") == "an empty text"
    assert structure.shown("x" * 61) == f"`{'x' * 57}...`"
