from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest

from toolselect import resources
from toolselect.report import as_json, rendered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolselect.model.result import Evaluation

SCHEMA: dict[str, Any] = json.loads(resources.schema_text("evaluation"))


def walk(node: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    yield path, node
    if isinstance(node, dict):
        for key, value in node.items():
            yield from walk(value, f"{path}.{key}")
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from walk(value, f"{path}[{number}]")


@pytest.fixture(params=["rich", "plain", "hostile"])
def document(request: pytest.FixtureRequest) -> Any:
    return json.loads(rendered(request.getfixturevalue(request.param), "json"))


def test_the_document_keeps_to_its_schema(document: Any) -> None:
    validator = jsonschema_rs.Draft202012Validator(SCHEMA)
    assert [f"{e.instance_path}: {e.message}" for e in validator.iter_errors(document)] == []


def test_the_keys_stand_in_the_order_of_the_schema(document: Any) -> None:
    assert list(document) == list(SCHEMA["properties"])
    assert document["version"] == 1


def test_the_schema_describes_every_key() -> None:
    for path, node in walk(SCHEMA):
        if isinstance(node, dict) and "properties" in node and isinstance(node["properties"], dict) and "type" in node:
            for key, value in node["properties"].items():
                assert value.get("description"), f"{path}.{key}"
            assert node["additionalProperties"] is False, path


def test_figures_are_at_full_precision(rich: Evaluation) -> None:
    found = json.loads(as_json.render(rich))
    for vendor, data in zip(rich.vendors, found["vendors"], strict=True):
        if vendor.score is None:
            assert data["score"] is None
        else:
            assert data["score"] == {"low": vendor.score.low, "mid": vendor.score.mid, "high": vendor.score.high}
        assert [leaf["weight"] for leaf in data["leaves"]] == [leaf.weight for leaf in vendor.leaves]


FIGURES = {
    "score",
    "rank",
    "value",
    "contribution",
    "lead",
    "reach",
    "confidence",
    "low",
    "high",
    "met",
    "grade",
    "best_proven",
}


def test_a_missing_figure_has_a_reason(document: Any) -> None:
    for path, node in walk(document):
        if not isinstance(node, dict) or "reasons" not in node:
            continue
        for key, value in node.items():
            if value is None and key in FIGURES:
                assert node["reasons"].get(key), f"{path}.{key}"


def test_no_figure_is_not_a_number(document: Any) -> None:
    text = json.dumps(document)
    assert "NaN" not in text
    assert "Infinity" not in text


def test_findings_have_the_shape_that_validate_prints(rich: Evaluation) -> None:
    assert json.loads(as_json.render(rich))["findings"] == [
        {
            "code": "TS302",
            "severity": rich.findings[0].severity.value,
            "path": "test.yaml",
            "line": 3,
            "column": 1,
            "end_line": 1,
            "end_column": 1,
            "key": "weights",
            "message": "weights do not sum to 100",
            "hint": "check them",
        }
    ]


def test_evidence_carries_its_source(rich: Evaluation) -> None:
    acme = next(v for v in json.loads(as_json.render(rich))["vendors"] if v["id"] == "acme")
    docs = next(leaf for leaf in acme["leaves"] if leaf["criterion"] == "docs")
    (evidence,) = docs["held"][0]["evidence"]
    assert evidence["answer"] == {"kind": "value", "value": 78.0}
    assert evidence["source"]["url"] == "https://example.com/docs_(x)|y"
    assert evidence["source"]["kind"] == "documentation"


PROGRAM = """
import sys
from tests.report.conftest import rich_evaluation
from toolselect.report import rendered
rendered(rich_evaluation(), "json")
print(sorted({"jinja2", "pandas", "yaml", "markupsafe"} & set(sys.modules)))
"""


@pytest.mark.slow
def test_json_does_not_pay_for_templates() -> None:
    root = str(resources.root("templates").parent)
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, cwd=root, env={"PYTHONPATH": root}
    )
    assert run.stdout == "[]\n"
