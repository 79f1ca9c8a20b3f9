"""The published schemas: described for editors, kind to every shipped file, strict with every bad case."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest

from toolselect import resources, source
from toolselect.loading import structure

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
INVALID = ROOT / "tests" / "cases" / "invalid"
SHIPPED = sorted(
    path
    for folder in ("criteria", "vendors", "examples", "templates/study")
    for path in (ROOT / folder).rglob("*.yaml")
    if not any(part.startswith(".") for part in path.relative_to(ROOT).parts) and path.parent.name != "judgements"
)
WITHOUT_KIND = {"cashflows": "cashflow", "tables": "table"}
"""What the files of a folder are that need no kind line."""
BY_SCHEMA = {"TS101", "TS103", "TS104", "TS108"}
"""Codes of what a schema can refuse by itself, whatever other files say."""


def validator(kind: str) -> Any:
    return jsonschema_rs.validator_for(json.loads(resources.schema_text(kind)), validate_formats=True)


def read(path: Path) -> source.Document:
    text = path.read_bytes().replace(b"{{today}}", b"2026-11-22")
    document, _ = source.parse(text, path.name)
    assert document is not None
    return document


def keys(schema: Any, at: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every key that a schema describes, with what it says of it."""
    if isinstance(schema, dict):
        for name, value in schema.get("properties", {}).items() if isinstance(schema.get("properties"), dict) else ():
            if isinstance(value, dict) and not at.endswith(("/if", "/contains")):
                yield f"{at}.{name}", value
        for name, value in schema.items():
            yield from keys(value, f"{at}/{name}")
    elif isinstance(schema, list):
        for index, value in enumerate(schema):
            yield from keys(value, f"{at}/{index}")


@pytest.mark.parametrize("kind", structure.KINDS)
def test_every_key_is_described_with_an_example(kind: str) -> None:
    lacking = [at for at, key in keys(structure.schema(kind)) if "description" not in key or not key.get("examples")]
    assert lacking == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_shipped_file_is_accepted(path: Path) -> None:
    document = read(path)
    kind = structure.kind_of(document) or WITHOUT_KIND.get(path.parent.name)
    assert kind is not None
    assert [error.message for error in validator(kind).iter_errors(document.data)] == []


def refusable() -> Iterator[Any]:
    for expected in sorted(INVALID.glob("*/expected.txt")):
        for line in expected.read_text(encoding="utf-8").splitlines():
            match = re.match(r"(.+?):\d+:\d+: error\[(TS\d+)\]", line)
            if match and match[2] in BY_SCHEMA and (expected.parent / match[1]).is_file():
                yield pytest.param(expected.parent / match[1], id=f"{expected.parent.name}-{match[2]}")


@pytest.mark.parametrize("path", [*refusable()])
def test_every_bad_case_that_a_schema_can_refuse_is_refused(path: Path) -> None:
    document = read(path)
    kind = structure.kind_of(document)
    if kind is None:
        pytest.skip("says no kind that is known, so that no schema is asked")
    assert not validator(kind).is_valid(document.data)
