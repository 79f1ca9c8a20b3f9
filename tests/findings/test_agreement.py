"""Each format is read back by somebody else's rules: all of them tell of the same findings at the same places."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt

from tests.findings.samples import SAMPLES, finding, findings
from toolselect.diagnostics import Severity
from toolselect.findings import FORMATS
from toolselect.terminal import visible

if TYPE_CHECKING:
    from toolselect.diagnostics import Diagnostic
    from toolselect.findings import Findings

Told = tuple[Any, ...]
LINE = re.compile(r"(?P<path>.*?):(?P<line>\d+):(?P<column>\d+): (?P<severity>error|warning|note)\[(?P<code>TS\d+)\] ")
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def span(found: Diagnostic) -> tuple[int, int, int, int]:
    place = found.location
    assert place is not None
    return place.line, place.column, place.end_line, place.end_column


def read_lines(text: str) -> list[Told]:
    matches = [LINE.match(line) for line in text.splitlines()]
    return [(m["path"], int(m["line"]), int(m["column"]), m["severity"], m["code"]) for m in matches if m]


def of_lines(findings: Findings) -> list[Told]:
    return [(visible(one.place.path), *span(one)[:2], one.severity.value, one.code) for one in findings.diagnostics]


@pytest.fixture(params=SAMPLES)
def sample(request: pytest.FixtureRequest) -> Findings:
    return SAMPLES[request.param]


@pytest.mark.parametrize("name", FORMATS)
def test_two_renderings_are_the_same_bytes(sample: Findings, name: str) -> None:
    text = FORMATS[name](sample)
    assert text.encode() == FORMATS[name](sample).encode()
    assert text.endswith("\n") or text == ""


def test_full(sample: Findings) -> None:
    heads = re.findall(
        r"^(error|warning|note)\[(TS\d+)\]: .*\n  --> (.*):(\d+):(\d+)$", FORMATS["full"](sample), re.MULTILINE
    )
    told = [(path, int(line), int(column), severity, code) for severity, code, path, line, column in heads]
    assert told == of_lines(sample)


def test_concise(sample: Findings) -> None:
    text = FORMATS["concise"](sample)
    assert read_lines(text) == of_lines(sample)
    assert len(text.splitlines()) == len(sample.diagnostics) + len(sample.capped)


def test_json(sample: Findings) -> None:
    data = json.loads(FORMATS["json"](sample))
    told = [
        (one["path"], one["line"], one["column"], one["end_line"], one["end_column"], one["message"], one["hint"])
        for one in data["diagnostics"]
    ]
    assert told == [(one.place.path, *span(one), one.message, one.hint) for one in sample.diagnostics]
    assert data["files"] == sample.files
    assert data.get("left_out", {}) == sample.capped


def undone(text: str) -> str:
    """Undo the escapes as the runner does."""
    for escape, char in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(escape, char)
    return text


def logged(text: str) -> str:
    return "".join(char if char in "\r\n" else visible(char) for char in text)


def test_github(sample: Findings) -> None:
    lines = FORMATS["github"](sample).splitlines()
    worst = sorted(sample.diagnostics, key=lambda one: list(Severity).index(one.severity))[:10]
    for line, found in zip(lines, worst, strict=False):
        match = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        assert match is not None
        assert match[1] == found.severity.value.replace("note", "notice")
        properties = {name: undone(value) for name, value in (one.split("=", 1) for one in match[2].split(","))}
        first, column, last, end_column = span(found)
        assert properties.pop("title").startswith(found.code)
        expected = {"file": logged(found.place.path), "line": str(first), "endLine": str(last)}
        if first == last:
            expected |= {"col": str(column), "endColumn": str(end_column)}
        assert properties == expected
        said = f"{found.message} ({found.hint})" if found.hint else found.message
        assert undone(match[3]) == logged(said)
    others = len(sample.diagnostics) - len(worst) + sum(sample.capped.values())
    assert lines[len(worst) :] == ([f"::notice::… and {others:,} more"] if others else [])


def test_gitlab(sample: Findings) -> None:
    issues = json.loads(FORMATS["gitlab"](sample))
    told = [
        (one["location"]["path"], one["location"]["lines"], one["check_name"])
        for one in issues
        if one["check_name"].startswith("TS")
    ]
    assert told == [(one.place.path, {"begin": span(one)[0]}, one.code) for one in sample.diagnostics]
    assert len({one["fingerprint"] for one in issues}) == len(issues) == len(sample.diagnostics) + len(sample.capped)
    for issue, found in zip(issues, sample.diagnostics, strict=False):
        assert issue["description"].startswith(f"{found.code}: {found.message}")
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}


def test_sarif(sample: Findings) -> None:
    run = json.loads(FORMATS["sarif"](sample))["runs"][0]
    told = []
    for result in run["results"]:
        physical = result["locations"][0]["physicalLocation"]
        artifact, region = physical["artifactLocation"], physical["region"]
        assert run["artifacts"][artifact["index"]]["location"] == artifact
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        lines = (region["startLine"], region["startColumn"], region["endLine"], region["endColumn"])
        path = unquote(artifact["uri"], errors="surrogateescape")
        said = re.sub(r"\\\[", "[", result["message"]["text"])
        told.append((path, *lines, result["level"], result["ruleId"], said))
    assert told == [
        (
            one.place.path,
            *span(one),
            one.severity.value,
            one.code,
            f"{one.message} ({one.hint})" if one.hint else one.message,
        )
        for one in sample.diagnostics
    ]
    assert run["columnKind"] == "unicodeCodePoints"


def test_junit(sample: Findings) -> None:
    root = ET.fromstring(FORMATS["junit"](sample))  # noqa: S314 - our own text
    cases = root.findall("testsuite/testcase")
    outputs = [
        output.text or "" for case in cases for output in (*case.findall("failure"), *case.findall("system-out"))
    ]
    told = [one for output in outputs for one in read_lines(output)]
    assert sorted(told) == sorted((ILLEGAL.sub("", path), *rest) for path, *rest in of_lines(sample))
    failures = root.findall("testsuite/testcase/failure")
    assert int(root.attrib["failures"]) == len(failures)
    assert int(root.attrib["tests"]) == len(cases)
    codes = {(one.place.path, one.code) for one in sample.diagnostics}
    assert len(cases) == len(codes) + 1  # one for the file without a finding
    assert len(failures) == len({(one.place.path, one.code) for one in sample.diagnostics if one.severity == "error"})


def plain(tokens: list[Any]) -> list[str]:
    """Return the text of each paragraph or cell, and see that there is nothing in it but text and code."""
    texts = []
    for token in tokens:
        if token.type == "inline":
            kinds = {child.type for child in token.children}
            assert kinds <= {"text", "html_inline", "strong_open", "strong_close", "text_special", "code_inline"}
            tags = {child.content for child in token.children if child.type == "html_inline"}
            assert tags <= {"<code>", "</code>", "<!-- -->"}, token.content
            shown = (
                f"`{child.content}`" if child.type == "code_inline" else child.content
                for child in token.children
                if child.type != "html_inline"
            )
            texts.append("".join(shown))
    return texts


def test_markdown(sample: Findings) -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(FORMATS["markdown"](sample))
    blocks = {token.content.strip() for token in tokens if token.type == "html_block"}
    counts = sum(sum(numbers.values()) for numbers in sample.counts().values())
    if not counts:
        assert plain(tokens) == ["toolselect: 3 files, nothing found"]
        return
    assert blocks == {f"<details><summary>{counts:,} finding{'s' if counts > 1 else ''}</summary>", "</details>"}
    texts = plain(tokens)
    items = [text for text in texts if re.match(r"(error|warning|note) TS", text)]
    expected = []
    for one in sample.diagnostics:
        line, column, *_ = span(one)
        said = f"{one.message} ({one.hint})" if one.hint else one.message
        text = f"{one.severity.value} {one.code} {visible(one.place.path)}:{line}:{column} {visible(said)}"
        expected.append(text.rstrip(" "))
    assert items == expected
    rows = sum(token.type == "tr_open" for token in tokens)
    assert rows == 1 + len({one.place.path for one in sample.diagnostics})
    assert len(texts) == 1 + 4 * rows + len(items) + len(sample.capped)


@pytest.mark.parametrize(
    ("message", "markdown"),
    [
        ("there is no fact `api_rest`", "there is no fact `api_rest`"),
        ("`a.b[0]`: `{value: yes}`", "&#96;a.b&#91;0&#93;&#96;: `{value: yes}`"),
        ("`toolselect rule TS201` and `x`", "`toolselect rule TS201` and `x`"),
        ("``a`` `b``c` ` d ` `e", "&#96;&#96;a&#96;&#96; &#96;b&#96;&#96;c&#96; &#96; d &#96; &#96;e"),
        (
            "`a_b` *c* `<i>` `@x` `#1`",
            "`a_b` &#42;c&#42; &#96;&#60;i&#62;&#96; &#96;@<!-- -->x&#96; &#96;#<!-- -->1&#96;",
        ),
        ("`$x$` `a|b` `\\`", "&#96;&#36;x&#36;&#96; &#96;a&#124;b&#96; &#96;&#92;&#96;"),
    ],
)
def test_plain_words_in_backticks_are_code_in_markdown(message: str, markdown: str) -> None:
    found = findings([finding(message=message)])
    assert f"</code> {markdown}\n" in FORMATS["markdown"](found)


def test_too_many_findings_are_counted_in_every_format() -> None:
    sample = SAMPLES["many"]
    assert sample.capped == {"a.yaml": 49_000}
    for name, render in FORMATS.items():
        text = render(sample)
        assert ("49,990 more" if name == "github" else '"a.yaml": 49000' if name == "json" else "49,000 more") in text
        assert len(text) < 2_000_000
