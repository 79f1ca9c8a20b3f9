"""`rule`, `schema`, `list` and `show`: what ships, told to people and programs."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import subprocess
import sys
from typing import Any

import pytest
from typer.testing import CliRunner

from toolselect import resources
from toolselect.cli.main import app
from toolselect.rules import RULES
from toolselect.terminal import columns

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


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("TS299", "the families are TS0 Syntax; TS1 Schema; "),
        ("TS", ""),
        ("E501", "the families are TS0 Syntax; "),
        ("T", "the families are TS0 Syntax; "),
        ("", "the families are TS0 Syntax; "),
        ("TS2OI", "did you mean `TS201`?"),
        ("TS-201", "did you mean `TS201`?"),
    ],
)
def test_an_unknown_rule_is_refused_with_a_hint_and_no_guess(code: str, hint: str) -> None:
    result = runner.invoke(app, ["rule", code])
    assert result.exit_code == (2 if hint else 0)
    assert hint in result.stderr
    if hint:
        assert result.stderr.startswith(f"error: there is no rule `{code}`\n")


def test_a_family_lists_its_rules() -> None:
    lines = told("rule", "ts4").rstrip("\n").split("\n")
    codes = [code for code in RULES if code.startswith("TS4")]
    assert lines[0] == "TS4 Evidence"
    assert [line.split()[0] for line in lines[1:]] == codes
    assert [one["code"] for one in data("rule", "TS4")["rules"]] == codes
    assert told("rule", "TS").count("\n\n") == len({code[:3] for code in RULES}) - 1


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
    assert "`list facts`" in result.stderr


# --- the width of a terminal -------------------------------------------------------------------------------------


def on_a_terminal(width: int, *arguments: str) -> list[str]:
    """Return the lines that a command writes to a terminal of that width."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "COLUMNS": str(width), "TERM": "xterm", "NO_COLOR": "1"}
    command = [sys.executable, "-m", "toolselect", *arguments]
    with subprocess.Popen(command, stdout=theirs, stderr=subprocess.DEVNULL, env=environment) as program:
        os.close(theirs)
        written = b""
        with contextlib.suppress(OSError):  # how Linux says that the other side is closed
            while part := os.read(ours, 65536):
                written += part
        assert program.wait(timeout=60) == 0
    os.close(ours)
    return written.decode().replace("\r\n", "\n").rstrip("\n").split("\n")


@pytest.mark.parametrize("width", [60, 80, 140])
@pytest.mark.parametrize(
    "command", ["list facts", "list expiries", "list rules", "show zendesk", "show rate_limit", "rule TS4"]
)
def test_nothing_is_wider_than_the_terminal_and_nothing_is_lost(command: str, width: int) -> None:
    lines = on_a_terminal(width, *command.split())
    assert max(map(columns, lines)) <= width
    assert "".join("".join(lines).split()) == "".join(told(*command.split()).split())


@pytest.mark.parametrize("kind", ["facts", "expiries", "rules"])
def test_in_a_pipe_each_record_is_one_line(kind: str) -> None:
    assert told("list", kind).count("\n") == len(data("list", kind)[kind])
