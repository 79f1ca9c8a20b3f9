"""`explain`, `compare` and `what-if`, told to people and programs."""

from __future__ import annotations

import json
import math
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.conftest import near
from toolselect.cli.main import app
from toolselect.terminal import columns

EXAMPLE = str(Path(__file__).parents[2] / "examples" / "helpdesk")
runner = CliRunner()


def told(*arguments: str, width: int = 100, code: int = 0) -> str:
    study = [] if "--set" in arguments else ["--study", EXAMPLE]
    result = runner.invoke(app, [*arguments, *study, "--quiet"], env={"COLUMNS": str(width), "NO_COLOR": "1"})
    assert result.exit_code == code, result.output
    return result.stdout


def tried(*settings: str, width: int = 100, code: int = 0, more: tuple[str, ...] = ()) -> str:
    given = [part for setting in settings for part in ("--set", setting)]
    arguments = ["what-if", EXAMPLE, *given, *more, "--quiet"]
    result = runner.invoke(app, arguments, env={"COLUMNS": str(width), "NO_COLOR": "1"})
    assert result.exit_code == code, result.output
    return result.stdout if code == 0 else result.stderr


def data(text: str) -> dict[str, Any]:
    found = json.loads(text)
    assert found["version"] == 1
    assert isinstance(found, dict)
    return found


NO_FIGURES = {"must", "expires", "seen", "valid_until", "source", "grade"}  # null: there is none


def without_reason(found: Any, path: str = "") -> list[str]:
    """Return every figure that is null and has no reason beside it, nor above it."""
    if isinstance(found, list):
        return [one for number, part in enumerate(found) for one in without_reason(part, f"{path}[{number}]")]
    if not isinstance(found, dict):
        return []
    reasons = found.get("reasons", {})
    missing = [f"{path}.{name}" for name, part in found.items() if part is None and name not in {*reasons, *NO_FIGURES}]
    for name, part in found.items():
        nested = without_reason(part, f"{path}.{name}")
        missing += [one for one in nested if one.removeprefix(f"{path}.") not in reasons]
    return missing


def table(text: str) -> list[str]:
    """Return the rows with figures of the table that ends in a sum, the sum last."""
    body, _, rest = text.partition("\nSum")
    rows = body.rpartition("\u2500\n")[2].split("\n")
    return [*(row for row in rows if re.search(r"[0-9.]$", row)), "Sum" + rest.split("\n")[0]]


def figures(rows: list[str], column: int) -> list[float]:
    """Return the figures of a column, counted from the right."""
    return [float(re.split(r" {2,}", row.strip())[column].replace("\u2212", "-")) for row in rows]


# --- explain -----------------------------------------------------------------------------------------------------


def test_printed_points_add_up_to_the_printed_score() -> None:
    text = told("explain", "intercom", width=70)
    *parts, whole = figures(table(text), -1)
    assert math.fsum(parts) == near(whole)
    assert text.startswith(f"Intercom: {whole} of 100")


@pytest.mark.parametrize("criterion", ["api", "customer_fit", "intelligence"])
def test_printed_points_of_a_branch_add_up(criterion: str) -> None:
    rows = table(told("explain", "zendesk", criterion, width=70))
    *parts, whole = figures([row for row in rows if not row.startswith(" ")], -1)
    assert math.fsum(parts) == near(whole)


def test_printed_points_below_each_part_of_a_branch_add_up_to_it() -> None:
    rows = table(told("explain", "zendesk", "api", width=70))[:-1]
    tops = [number for number, row in enumerate(rows) if not row.startswith(" ")]
    for start, end in zip(tops, [*tops[1:], len(rows)], strict=True):
        whole, *parts = figures(rows[start:end], -1)
        assert math.fsum(parts) == near(whole)


def test_a_leaf_shows_its_arithmetic_and_where_its_answer_stands() -> None:
    text = told("explain", "zendesk", "rate_limit", width=120)
    assert "weight 3.2 % \u00d7 worth 50.0 = 1.6 points" in text
    assert "400 requests/minute \u2192 50.0" in text.replace(" ", " ")
    assert re.search(r"shipped:vendors/zendesk\.yaml:\d+\n", text)
    assert text.count("not used") == 4


def test_the_line_that_is_named_is_the_right_one() -> None:
    leaf = data(told("explain", "current", "language_fit", "--format", "json"))
    [entry] = leaf["held"][0]["inputs"][0]["evidence"]
    line = Path(entry["path"]).read_text(encoding="utf-8").split("\n")[entry["line"] - 1]
    assert "ui_languages" in line


@pytest.mark.parametrize(
    ("criterion", "kind"), [("", "vendor"), ("api", "branch"), ("rate_limit", "leaf"), ("concurrent_sessions", "leaf")]
)
@pytest.mark.parametrize("vendor", ["zendesk", "current"])
def test_the_data_give_a_reason_for_every_missing_figure(vendor: str, criterion: str, kind: str) -> None:
    found = data(told("explain", vendor, *([criterion] if criterion else []), "--format", "json"))
    assert found["kind"] == kind
    assert without_reason(found) == []


def test_the_parts_in_the_data_add_up_in_full() -> None:
    found = data(told("explain", "zendesk", "--format", "json"))
    assert math.fsum(part["points"]["mid"] for part in found["parts"]) == near(found["score"]["mid"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["explain", "zendesc"], "there is no vendor of this study `zendesc`; did you mean `zendesk`?"),
        (["explain", "nobody"], "there is no vendor of this study `nobody`; known here: "),
        (["explain", "zendesk", "rate_limits"], "there is no criterion `rate_limits`; did you mean `rate_limit`?"),
        (["compare", "zendesk", "zendesk"], "`zendesk` is given twice; name two alternatives"),
    ],
)
def test_what_is_not_there_is_wrong_usage(arguments: list[str], message: str) -> None:
    result = runner.invoke(app, [*arguments, "--study", EXAMPLE, "--quiet"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


# --- compare -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pair", [("zendesk", "intercom"), ("intercom", "current"), ("current", "zendesk")])
def test_every_printed_column_of_a_comparison_adds_up(pair: tuple[str, str]) -> None:
    rows = table(told("compare", *pair, width=80))
    for column in (-3, -2, -1):
        *parts, whole = figures(rows, column)
        assert math.fsum(parts) == near(whole)
    first, second, gap = (figures(rows, column)[-1] for column in (-3, -2, -1))
    assert first - second == near(gap)


def test_the_comparison_in_the_data_adds_up_in_full() -> None:
    found = data(told("compare", "intercom", "current", "--format", "json"))
    assert found["sum"] == near(found["difference"])
    assert math.fsum(row["points"] for row in found["criteria"] if row["leaf"]) == near(found["difference"])
    assert without_reason(found) == []


def test_all_leaves_are_shown_when_asked_for() -> None:
    assert "Webhooks  " not in told("compare", "zendesk", "intercom")
    assert "    Webhooks  " in told("compare", "zendesk", "intercom", "--leaves")


# --- what-if -----------------------------------------------------------------------------------------------------


def test_a_trial_shows_before_and_after() -> None:
    text = tried("zendesk.sla_uptime_percent=99.99", "intercom.price.advanced=150")
    assert "zendesk.sla_uptime_percent = 99.99 % (now not known)" in text
    assert re.search(r"^Zendesk .* \d+\.\d \u2192 \d+\.\d +\+3\.7 ", text, re.MULTILINE)


def test_the_trial_of_the_issue_runs_and_says_what_nobody_reads() -> None:
    text = tried("zendesk.api_docs_completeness=97", "weights.api=40")
    assert "API compatibility: 20.6 % \u2192 34.2 %" in text
    assert "No criterion reads api_docs_completeness at this stage" in text


def test_a_trial_can_be_simulated() -> None:
    found = data(tried("zendesk.sla_uptime_percent=99.99", more=("--robust", "--format", "json")))
    assert found["simulated"] == {"before": True, "after": True}
    zendesk = next(one for one in found["vendors"] if one["vendor"] == "zendesk")
    assert zendesk["first_share"]["before"] < zendesk["first_share"]["after"]


def test_the_data_of_a_trial_give_a_reason_for_every_missing_figure() -> None:
    settings = ("weights.api=0", "must.api_rest=no", "zendesk.api_oauth2=no", "current.api_rest=not_applicable")
    assert without_reason(data(tried(*settings, more=("--format", "json")))) == []


def test_all_wrong_settings_are_told_at_once() -> None:
    said = tried("zendesk.x=1", "weights.apu=40", "foo", "zendesk.sla_uptime_percent=200", code=2)
    assert [line for line in said.split("\n") if line.startswith("error")] == [
        "error[TS201]: there is no fact `x`",
        "error[TS202]: there is no criterion `apu`",
        "error[TS106]: `foo` sets nothing",
        "error[TS404]: 200 is not possible for `sla_uptime_percent`: at least 0 and at most 100",
    ]
    assert "  --> --set weights.apu=40\n  = help: did you mean `api`?\n" in said


def test_nothing_to_try_is_wrong_usage() -> None:
    assert "nothing to try" in tried(code=2)


def test_hidden_characters_of_a_setting_are_written_out() -> None:
    assert "\\x1b[31m" in tried("zendesk.x\x1b[31m=1", code=2)


# --- all ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [60, 80, 120, 160])
def test_no_line_is_wider_than_the_terminal_and_no_address_is_cut(width: int) -> None:
    texts = [
        told("explain", "zendesk", width=width),
        told("explain", "zendesk", "api", width=width),
        told("explain", "zendesk", "rate_limit", width=width),
        told("compare", "intercom", "current", "--leaves", width=width),
        tried("weights.api=40", width=width),
    ]
    for text in texts:
        assert max(map(columns, text.split("\n"))) <= width
    assert "\u2026" not in texts[2]


def test_a_name_may_hold_anything(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "study")
    profile = tmp_path / "study" / "vendors" / "current.yaml"
    text = re.sub(
        "^name: .*$", "name: '[bold]{{7*7}}[/bold] *x*'", profile.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    profile.write_text(text, encoding="utf-8")
    result = runner.invoke(app, ["explain", "current", "--study", str(tmp_path / "study"), "-q"], env={"COLUMNS": "80"})
    assert result.stdout.startswith("[bold]{{7*7}}[/bold] *x*: ")
