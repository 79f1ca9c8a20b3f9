"""`rule`, `schema`, `list` and `show`: what ships, told to people and programs."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from toolselect import resources
from toolselect.cli.main import app
from toolselect.rules import RULES

runner = CliRunner()


def told(*arguments: str) -> str:
    result = runner.invoke(app, list(arguments), env={"COLUMNS": "100", "NO_COLOR": "1"})
    assert result.exit_code == 0, result.output
    return result.stdout


def data(*arguments: str) -> dict[str, Any]:
    found = json.loads(told(*arguments, "--format", "json"))
    assert found["version"] == 1
    assert isinstance(found, dict)
    return found


def test_a_rule_is_explained_with_examples() -> None:
    text = told("rule", "ts204")
    assert text == (
        "TS204 unknown plan (error)\n"
        "  The vendor has no plan of that name.\n"
        "  not:  plan: {zendesk: suite-pro}\n"
        "  but:  plan: {zendesk: suite-professional}\n"
    )


def test_every_rule_can_be_explained_at_once() -> None:
    assert told("rule", "--all").count("  but:  ") == len(RULES)
    assert [rule["code"] for rule in data("rule", "--all")["rules"]] == list(RULES)


def test_an_unknown_rule_is_refused_with_a_hint() -> None:
    result = runner.invoke(app, ["rule", "TS299"])
    assert result.exit_code == 2
    assert "there is no rule `TS299`" in result.stderr
    assert "did you mean `TS" in result.stderr


@pytest.mark.parametrize("kind", ["facts", "criteria", "vendor", "study"])
def test_a_schema_is_printed_as_it_ships(kind: str) -> None:
    assert told("schema", kind).rstrip("\n") == resources.schema_text(kind).rstrip("\n")


def test_every_shipped_schema_can_be_asked_for() -> None:
    folder = resources.root("criteria").parent / "toolselect" / "schemas"
    kinds = {path.name.removesuffix(".schema.json") for path in folder.glob("*.schema.json")}
    for kind in kinds:
        assert json.loads(told("schema", kind))["$schema"]


def test_lists_name_what_ships() -> None:
    assert "zendesk" in told("list", "vendors")
    assert [one["id"] for one in data("list", "vendors")["vendors"]] == list(resources.names("vendors"))
    assert data("list", "criteria")["criteria"] == [{"id": "customer-service", "title": "Customer-service tool"}]
    assert [one["code"] for one in data("list", "rules")["rules"]] == list(RULES)
    facts = {one["id"]: one for one in data("list", "facts")["facts"]}
    assert facts["api_rate_limit"]["unit"] == "requests/minute"


def test_a_vendor_is_shown_with_plans_facts_and_sources() -> None:
    text = told("show", "zendesk")
    assert text.startswith("Zendesk (vendor zendesk)\n")
    assert "Plans, from small to large\n" in text
    assert "55 USD per agent-month, billed yearly" in text
    assert "requests/minute [plan " in " ".join(text.split())
    shown = data("show", "zendesk")
    assert (shown["kind"], shown["id"], shown["plans"][0]["id"]) == ("vendor", "zendesk", "support-team")
    assert shown["facts"]["api_rest"][0]["answer"] == {"value": True}


def test_a_criterion_is_shown_with_its_anchors_and_its_fact() -> None:
    text = told("show", "rate_limit")
    assert "0 at 0 requests/minute, 20 at 100 requests/minute" in text
    assert "(fact api_rate_limit)" in text
    shown = data("show", "rate_limit")
    assert (shown["kind"], shown["value"]["kind"]) == ("criterion", "points")
    assert [fact["id"] for fact in shown["facts"]] == ["api_rate_limit"]


def test_a_share_is_shown_with_all_its_facts() -> None:
    text = told("show", "api_export")
    assert "(fact api_bulk_export)" in text
    assert "(fact api_incremental_export)" in text


def test_a_branch_names_its_children() -> None:
    assert "  - api_access: Open and standard access (weight 4)\n" in told("show", "api")


def test_a_fact_is_shown_with_its_question() -> None:
    assert told("show", "api_graphql").endswith("(fact api_graphql)\n  answer: boolean\n  holds for: 365 days\n")
    assert data("show", "licence_cost_yearly")["derived"] is True


def test_what_nobody_knows_is_refused_with_a_hint() -> None:
    result = runner.invoke(app, ["show", "api_oauht2"])
    assert result.exit_code == 2
    assert "did you mean `api_oauth2`?" in result.stderr
