from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest

from tests.cli.running import here
from toolselect import app, resources
from toolselect.model.money import Scenario
from toolselect.report import as_json

if TYPE_CHECKING:
    from subprocess import CompletedProcess

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "helpdesk"


def run(*arguments: str, cwd: Path = ROOT, columns: int = 80) -> CompletedProcess[str]:
    return here("roi", *arguments, cwd=cwd, COLUMNS=str(columns), NO_COLOR="1")


@pytest.fixture(scope="module")
def document() -> Any:
    return json.loads(run(str(EXAMPLE), "--format", "json", "--draws", "1000").stdout)


def test_three_vendors_with_list_prices_that_name_source_and_date(document: Any) -> None:
    assert [one["id"] for one in document["vendors"]] == ["zendesk", "salesforce-service-cloud", "intercom"]
    for one in document["vendors"]:
        assert {"C1", "C2"} <= {price["line"] for price in one["prices"]}
        assert all(price["source"]["url"] and price["source"]["date"] for price in one["prices"])
        assert set(one["scenarios"]) == {"low", "base", "high", "vendor_claim"}


def test_a_missing_figure_has_a_reason(document: Any) -> None:
    def walk(node: Any) -> None:
        if isinstance(node, dict):
            reasons = node.get("reasons")
            if reasons is not None:
                for key, figure in node.items():
                    if figure is None and key in {
                        "npv",
                        "payback_months",
                        "irr",
                        "at",
                        "factor",
                        "exit_cost",
                        "chance",
                    }:
                        assert reasons.get(key), key
            for one in node.values():
                walk(one)
        elif isinstance(node, list):
            for one in node:
                walk(one)

    walk(document)


def test_the_evaluation_with_money_keeps_to_its_schema() -> None:
    outcome = app.evaluate_study(EXAMPLE)
    assert outcome.evaluation is not None
    found = json.loads(as_json.render(app.business_case(outcome.evaluation, draws=500)))
    schema = json.loads(resources.schema_text("evaluation"))
    errors = jsonschema_rs.Draft202012Validator(schema).iter_errors(found)
    assert [f"{one.instance_path}: {one.message}" for one in errors] == []
    assert found["money"]["draws"] == 500


@pytest.mark.parametrize("columns", [80, 120])
def test_the_table_fits(columns: int) -> None:
    ran = run(str(EXAMPLE), "--draws", "500", "--lines", columns=columns)
    assert ran.returncode == 0, ran.stderr
    assert max(map(len, ran.stdout.splitlines())) <= columns
    for words in ("Net present value", "Benchmarks, not yours", "Left out, never zero", "Zendesk", "API Evangelist"):
        assert words in ran.stdout


def test_one_vendor_and_one_scenario() -> None:
    rows = list(
        csv.DictReader(
            io.StringIO(run(str(EXAMPLE), "--vendor", "zendesk", "--scenario", "base", "--format", "csv").stdout)
        )
    )
    assert {(row["vendor"], row["scenario"]) for row in rows} == {("zendesk", "base")}
    assert {row["year"] for row in rows} == {"0", "1", "2", "3"}


def test_a_vendor_that_is_not_there() -> None:
    ran = run(str(EXAMPLE), "--vendor", "zendeks")
    assert ran.returncode == 2
    assert "did you mean `zendesk`?" in ran.stderr


def test_errors_about_money_stop_it(tmp_path: Path) -> None:
    app.init(tmp_path / "desk", today=date(2026, 11, 22))
    path = tmp_path / "desk" / "study.yaml"
    path.write_text(path.read_text().replace("    wage: 25", "    wages: 25"))
    ran = run(str(path))
    assert ran.returncode == 1
    assert "error[TS630]" in ran.stderr
    assert ran.stdout == ""
    path.write_text(path.read_text().partition("\nmoney:")[0] + "\n")
    ran = run(str(path))
    assert ran.returncode == 2
    assert "the study says nothing about money" in ran.stderr


def test_the_part_that_is_asked_for() -> None:
    outcome = app.evaluate_study(EXAMPLE)
    assert outcome.evaluation is not None
    case = app.business_case(outcome.evaluation, draws=500, seed=7).money
    assert case is not None
    part = app.narrowed(case, ["zendesk", "intercom"], [Scenario.BASE])
    assert [one.vendor for one in part.vendors] == ["zendesk", "intercom"]
    assert all([s.scenario for s in one.scenarios] == [Scenario.BASE] for one in part.vendors)
    assert part.pairwise.keys() == {"zendesk", "intercom"}
    assert len(part.crossings) == 1
    assert case.seed == 7
