"""`list expiries`: what runs out when, soonest first."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from toolselect.cli.main import app

runner = CliRunner()
EXAMPLE = Path(__file__).parents[2] / "examples" / "helpdesk"

VENDOR = """\
toolselect: vendor/1
id: acme
name: Acme
sources:
  old: {title: Old page, date: "2026-06-01", kind: claim, valid_until: "2026-11-20", url: "https://a.example.com/old"}
  soon: {title: Offer, date: "2026-06-01", kind: claim, valid_until: "2026-11-30", url: "https://a.example.com/soon"}
  late: {title: Late page, date: "2026-06-01", kind: claim, valid_until: "2028-01-01", url: "https://a.example.com"}
  ever: {title: Ever, date: "2026-06-01", kind: claim, valid_until: "9999-12-31", url: "https://a.example.com"}
facts:
  api_oauth2: {value: yes, source: soon}
  api_webhooks: {value: yes, source: old}
  scim: {value: yes, source: soon}
  sso_saml: {value: yes, source: late}
  hipaa: {value: yes, source: ever}
  api_rate_limit:
    - {value: 100, unit: requests/minute, plan: small, source: late}
    - {value: 200, unit: requests/minute, plan: large, source: late}
  pci_dss: {unknown: asked}
plans:
  - {id: small, name: Small}
  - {id: large, name: Large}
"""
STUDY = """\
toolselect: study/1
title: Test
stage: analyse
as_of: 2026-11-21
criteria: customer-service
vendors: [acme.yaml]
seats: 10
"""


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "study.yaml").write_text(STUDY)
    (tmp_path / "acme.yaml").write_text(VENDOR)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def listed(*arguments: str) -> dict[str, Any]:
    result = runner.invoke(app, ["list", "expiries", *arguments, "--format", "json"])
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert isinstance(found, dict)
    return found


def test_the_soonest_come_first_and_of_a_day_what_a_must_have_rests_on(study: Path) -> None:
    found = listed()
    assert (found["version"], found["as_of"]) == (1, "2026-11-21")
    assert [(row["fact"], row["day"], row["days_left"], row["must"]) for row in found["expiries"]] == [
        ("api_webhooks", "2026-11-21", 0, False),
        ("api_oauth2", "2026-12-01", 10, True),
        ("scim", "2026-12-01", 10, False),
        ("api_rate_limit", "2028-01-02", 407, False),
        ("sso_saml", "2028-01-02", 407, False),
    ]
    assert found["expiries"][1] == {
        "day": "2026-12-01",
        "days_left": 10,
        "vendor": "acme",
        "fact": "api_oauth2",
        "must": True,
        "source": "soon",
        "title": "Offer",
        "url": "https://a.example.com/soon",
        "path": "acme.yaml",
        "line": 10,
    }
    assert study.is_dir()


@pytest.mark.usefixtures("study")
@pytest.mark.parametrize(
    ("options", "facts"),
    [
        (["--within", "9d"], ["api_webhooks"]),
        (["--within", "9"], ["api_webhooks"]),
        (["--within", "10d"], ["api_webhooks", "api_oauth2", "scim"]),
        (["--within", "1 day", "--as-of", "2026-11-01"], []),
        (["--as-of", "2027-11-01", "--within", "10 days"], ["api_webhooks", "api_oauth2", "scim"]),
    ],
)
def test_what_holds_for_longer_is_left_out(options: list[str], facts: list[str]) -> None:
    assert [row["fact"] for row in listed(*options)["expiries"]] == facts


@pytest.mark.usefixtures("study")
def test_people_get_a_line_each_and_a_summary() -> None:
    result = runner.invoke(app, ["list", "expiries", "--within", "30d"])
    assert result.stdout.split("\n")[:2] == [
        "2026-11-21  expired     acme  api_webhooks             acme.yaml:11  Old page",
        "2026-12-01  in 10 days  acme  api_oauth2    must-have  acme.yaml:10  Offer",
    ]
    assert result.stderr == ("at 2026-11-21: 1 expired, 2 to expire within 30 days; must-haves rest on 1 of them\n")
    none = runner.invoke(app, ["list", "expiries", "--within", "1d", "--as-of", "2026-01-01"])
    assert (none.stdout.strip(), none.stderr) == ("", "nothing runs out within 1 day from 2026-01-01 on\n")


def test_outside_of_a_study_it_is_about_the_vendors_that_ship(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = listed("--as-of", "2026-11-21")
    assert {row["vendor"] for row in found["expiries"]} == {"intercom", "salesforce-service-cloud", "zendesk"}
    assert all(row["path"].startswith("shipped:vendors/") for row in found["expiries"])
    assert {row["fact"] for row in found["expiries"] if row["must"]} >= {"api_rest", "api_oauth2"}


def test_the_example_lists_its_own_must_haves() -> None:
    assert any(row["must"] and row["fact"] == "api_oauth2" for row in listed(str(EXAMPLE))["expiries"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["expiries", "missing"], "there is no file or folder missing"),
        (["expiries", "--within", "soon"], "is not a number of days"),
        (["expiries", "--within", "-1d"], "is not a number of days"),
        (["expiries", "--within", "60x"], "write days as in 60 or 60d"),
        (["expiries", "--within", "0"], "write 1 to 9999"),
        (["expiries", "--as-of", "tomorrow"], "is not a date"),
        (["vendors", "--within", "90d"], "take no study and no days"),
        (["rules", "study.yaml"], "take no study and no days"),
        (["expires"], "'expiries'"),
    ],
)
@pytest.mark.usefixtures("study")
def test_wrong_usage_ends_with_2(arguments: list[str], said: str) -> None:
    result = runner.invoke(app, ["list", *arguments])
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_study_that_can_not_be_read_is_told(study: Path) -> None:
    (study / "study.yaml").write_text("toolselect: study/1\nvendors: [\n")
    result = runner.invoke(app, ["list", "expiries"])
    assert result.exit_code == 2
    assert "`toolselect validate study.yaml` says why" in result.stderr
