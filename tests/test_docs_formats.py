"""docs/formats.md names every key of every schema and no other, and its files and figures hold."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from toolselect import app, source
from toolselect.deriving import DERIVED
from toolselect.diagnostics import Severity
from toolselect.freshness import KIND_SHELF_LIFE
from toolselect.loading import structure
from toolselect.loading.study import TRUST
from toolselect.model.result import GateState

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = (Path(__file__).parents[1] / "docs" / "formats.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
TABLE = re.compile(r"<!-- keys: ([^>]*) -->\n\n((?:\|.*\n)+)")
NAMED = re.compile(r"\A.*\n# (\S+)\n")
TODAY = date(2026, 11, 22)


def flat(node: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, bool]]:
    """Yield each key below a schema node that is not behind a reference, and whether it is needed."""
    for part in (node, node.get("then", {})):
        for key, below in part.get("properties", {}).items():
            yield prefix + key, key in part.get("required", [])
            yield from flat(below, f"{prefix}{key}.")
        if isinstance(part.get("additionalProperties"), dict):
            yield from flat(part["additionalProperties"], f"{prefix}*.")
        if isinstance(part.get("items"), dict):
            yield from flat(part["items"], f"{prefix[:-1]}[].")


def tables_of_schemas() -> dict[str, dict[str, bool]]:
    found: dict[str, dict[str, bool]] = {}
    for kind in structure.KINDS:
        schema = structure.schema(kind)
        found[kind] = dict(flat(schema))
        found |= {f"{kind}#{name}": dict(flat(part)) for name, part in schema["$defs"].items()}
    return {name: keys for name, keys in found.items() if keys}


def tables_of_page() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for names, table in TABLE.findall(PAGE):
        rows = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in table.splitlines()[2:]]
        for name in names.split():
            assert name not in found, f"two tables for {name}"
            found[name] = {row[0].strip("`"): row[1] for row in rows}
            assert len(found[name]) == len(rows), f"a key stands twice in the table of {name}"
    return found


SCHEMAS = tables_of_schemas()


def test_there_is_a_table_for_every_part_of_every_schema() -> None:
    assert set(tables_of_page()) == set(SCHEMAS)


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_the_tables_name_every_key_and_no_other(name: str) -> None:
    assert set(tables_of_page()[name]) == set(SCHEMAS[name])


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_the_tables_say_which_keys_are_needed(name: str) -> None:
    always = {key for key, needed in tables_of_page()[name].items() if needed == "yes"}
    assert always == {key for key, needed in SCHEMAS[name].items() if needed}


def test_every_choice_of_the_schemas_is_named() -> None:
    def choices(node: object) -> Iterator[str]:
        if isinstance(node, dict):
            yield from (option for option in node.get("enum", ()) if isinstance(option, str))
            for below in node.values():
                yield from choices(below)
        elif isinstance(node, list):
            for below in node:
                yield from choices(below)

    words = {word for kind in structure.KINDS for word in choices(structure.schema(kind))}
    assert {word for word in words if f"`{word}`" not in PAGE} == set()


@pytest.mark.parametrize("block", BLOCKS, ids=[block.split("\n", 2)[1] for block in BLOCKS])
def test_each_file_holds_its_schema(block: str) -> None:
    assert block.startswith("toolselect: ")
    document, found = source.parse(block.encode(), "block.yaml")
    assert document is not None
    assert not found
    kind = structure.kind_of(document)
    assert kind is not None
    assert structure.check(document, kind)[1] == []


def test_the_page_has_a_file_of_every_kind() -> None:
    kinds = {block.split("\n", 1)[0].removeprefix("toolselect: ").removesuffix("/1") for block in BLOCKS}
    assert kinds == set(structure.KINDS)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with the page's files where they say they lie."""
    for block in BLOCKS:
        named = NAMED.match(block)
        assert named is not None
        path = tmp_path / named[1]
        path.parent.mkdir(exist_ok=True)
        path.write_text(block, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_files_make_a_study_without_a_finding(folder: Path) -> None:
    result = app.validate([folder], today=TODAY)
    assert [(one.place.path, one.message) for one in result.diagnostics if one.severity is not Severity.NOTE] == []
    assert result.files == len(BLOCKS)


def test_the_worked_example_is_what_comes_out(folder: Path) -> None:
    evaluation = app.evaluate_study(folder).evaluation
    assert evaluation is not None
    acme = evaluation.vendor("acme")
    shown: dict[str, list[str]] = {}
    for line in PAGE.split("<!-- worked example -->\n\n")[1].split("\n\n")[0].splitlines()[2:]:
        cells = [cell.strip(" `*") for cell in line.strip("|").split("|")]
        shown[cells[0]] = [cells[1].split()[-1], *cells[3:]]
    computed = {
        leaf.criterion: [leaf.weight, leaf.value.low, leaf.value.mid, leaf.value.high, 100 * leaf.known]
        for leaf in acme.leaves
        if leaf.value is not None
    }
    assert acme.score is not None
    computed["score"] = [1, acme.score.low, acme.score.mid, acme.score.high, 100 * acme.coverage]
    assert shown.keys() == computed.keys()
    for name, cells in shown.items():
        figures = [float(cell.removesuffix(" %")) for cell in cells]
        assert figures == pytest.approx(computed[name], abs=0.05), name
    assert [gate.state for gate in acme.gates] == [GateState.PASS, GateState.PASS]


def test_the_shelf_lives_are_those_of_the_program() -> None:
    stated = re.findall(r"^\| `([a-z-]+)` \| (\d+) \|$", PAGE, re.MULTILINE)
    assert {kind: int(days) for kind, days in stated} == {kind.value: days for kind, days in KIND_SHELF_LIFE.items()}


def test_the_defaults_of_trust_are_those_of_the_program() -> None:
    stated = re.findall(r"^\| `trust\.([a-z-]+)` \| \| default ([0-9.]+) \|$", PAGE, re.MULTILINE)
    assert {kind: float(chance) for kind, chance in stated} == {kind.value: chance for kind, chance in TRUST.items()}


def test_the_derived_facts_are_those_of_the_program() -> None:
    table = PAGE.split("These derived facts are computed today")[1].split("\n## ")[0]
    assert set(re.findall(r"^\| `([a-z_]+)` \|", table, re.MULTILINE)) == set(DERIVED)
