from __future__ import annotations

import io
import json

import pytest

from toolselect.cli import console
from toolselect.diagnostics import Diagnostic, Location, Place, Severity

PLAIN = console.Painter(on=False)


def finding(
    line: int, column: int, end_column: int, *, end_line: int | None = None, message: str = "wrong", hint: str = ""
) -> Diagnostic:
    where = Location(line=line, column=column, end_line=end_line or line, end_column=end_column)
    place = Place(path="a.yaml", key=("facts", "x", 0))
    return Diagnostic(code="TS201", severity=Severity.ERROR, place=place, message=message, hint=hint, location=where)


def test_a_finding_shows_its_place_and_its_line() -> None:
    text = "facts:\n  uptme_sla:\n    value: 99.9\n"
    found = finding(2, 3, 12, message="unknown fact `uptme_sla`", hint="did you mean `uptime_sla`?")
    assert console.listing([found], {"a.yaml": text}, PLAIN, 80) == (
        "error[TS201]: unknown fact `uptme_sla`\n"
        "  --> a.yaml:2:3\n"
        "  |\n"
        "2 |   uptme_sla:\n"
        "  |   ^^^^^^^^^\n"
        "  = help: did you mean `uptime_sla`?\n"
    )


def test_findings_are_kept_apart_and_survive_without_a_text() -> None:
    shown = console.listing([finding(1, 1, 2), finding(9, 1, 2)], {}, PLAIN, 80)
    assert shown == "error[TS201]: wrong\n  --> a.yaml:1:1\n\nerror[TS201]: wrong\n  --> a.yaml:9:1\n"


def test_no_findings_are_no_text() -> None:
    assert console.listing([], {}, PLAIN, 80) == ""


def test_a_byte_order_mark_and_any_line_ending_keep_the_place() -> None:
    shown = console.listing([finding(3, 1, 2)], {"a.yaml": "\ufeffone\r\ntwo\rthree\n"}, PLAIN, 80)
    assert "3 | three\n  | ^\n" in shown


def test_colour_marks_severity_and_never_the_source() -> None:
    shown = console.listing([finding(1, 1, 4)], {"a.yaml": "abc"}, console.Painter(on=True), 80)
    assert "\x1b[1;31merror[TS201]\x1b[0m" in shown
    assert " abc\n" in shown


@pytest.mark.parametrize(
    ("line", "column", "end", "shown", "marker"),
    [
        ("key: value", 6, 11, "key: value", "     ^^^^^"),
        ("\tkey: v", 2, 5, "    key: v", "    ^^^"),
        ("a\tb: v", 3, 4, "a   b: v", "    ^"),
        ("名字: 值", 5, 6, "名字: 值", "      ^^"),
        ("e\u0301: x", 5, 6, "e\u0301: x", "   ^"),
        ("a\x1b[31m: x", 9, 10, "a\\x1b[31m: x", "           ^"),
        ("short", 6, 7, "short", "     ^"),
        ("short", 60, 70, "short", "     ^"),
        ("empty: ''", 8, 8, "empty: ''", "       ^"),
    ],
)
def test_the_marker_stands_under_the_place(line: str, column: int, end: int, shown: str, marker: str) -> None:
    where = Location(line=1, column=column, end_line=1, end_column=end)
    text, before, marked = console.excerpt(line, where, 80)
    assert (text, " " * before + "^" * marked) == (shown, marker)


def test_a_span_over_several_lines_is_marked_to_the_end_of_its_first() -> None:
    where = Location(line=1, column=3, end_line=4, end_column=2)
    assert console.excerpt("  text: |   ", where, 80) == ("  text: |", 2, 7)


@pytest.mark.parametrize("column", [1, 2, 10, 29, 30, 31, 99, 150, 199, 200])
@pytest.mark.parametrize("length", [1, 5, 60, 200])
@pytest.mark.parametrize("letter", ["x", "字", "\x01"])
def test_a_long_line_is_cut_around_the_place(column: int, length: int, letter: str) -> None:
    line = "".join(letter if at % 2 else chr(ord("a") + at % 26) for at in range(200))
    where = Location(line=1, column=column, end_line=1, end_column=column + length)
    text, before, marked = console.excerpt(line, where, 60)
    assert console.columns(text) <= 60
    assert before + marked <= 60
    assert marked >= 1
    assert text.startswith("…") == (column > 1 and not text.startswith("a"))
    at = 0
    for char in text:
        if at == before:
            assert char == console.visible(line[column - 1])[0]
            break
        at += console.columns(char)
    else:
        pytest.fail("the marker stands under no character")


def test_combining_characters_do_not_join_the_ellipsis() -> None:
    line = "e\u0301" * 100
    text, _, _ = console.excerpt(line, Location(line=1, column=151, end_line=1, end_column=153), 40)
    assert text[:2] == "…e"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, 中文 and é", "plain, 中文 and é"),
        ("\x1b[2J", "\\x1b[2J"),
        ("a\nb\tc", "a\\nb\\tc"),
        ("\u202eevil", "\\u202eevil"),
        ("\x9b31m", "\\x9b31m"),
        ("\udc80", "\\udc80"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("no\u00a0break", "no\u00a0break"),
    ],
)
def test_hidden_characters_are_written_out(text: str, shown: str) -> None:
    assert console.visible(text) == shown


def test_json_keeps_its_meaning_when_hidden_characters_are_escaped() -> None:
    text = json.dumps({"a": "\x9b\u202e\ufeff中\udc80"}, ensure_ascii=False)
    shown = console.visible_json(text)
    assert shown == '{"a": "\\u009b\\u202e\\ufeff中\\udc80"}'
    assert json.loads(shown) == json.loads(text)


@pytest.mark.parametrize(
    ("severities", "files", "words"),
    [
        ([], 5, "5 files, nothing found"),
        ([], 1, "1 file, nothing found"),
        (["error"], 1, "1 error in 1 file"),
        (["warning", "error", "error"], 1234, "2 errors, 1 warning in 1,234 files"),
        (["note", "note"], 2, "2 notes in 2 files"),
    ],
)
def test_the_summary_counts(severities: list[str], files: int, words: str) -> None:
    found = [Diagnostic(code="TS201", severity=Severity(one), place=Place(path="a"), message="m") for one in severities]
    assert console.summary(found, files) == words


def test_a_finding_as_data_has_the_documented_shape() -> None:
    assert console.as_data(finding(2, 3, 12, hint="h")) == {
        "code": "TS201",
        "severity": "error",
        "path": "a.yaml",
        "line": 2,
        "column": 3,
        "end_line": 2,
        "end_column": 12,
        "key": "facts.x[0]",
        "message": "wrong",
        "hint": "h",
    }


@pytest.mark.parametrize(
    ("terminal", "environment", "coloured"),
    [
        (True, {"TERM": "xterm"}, True),
        (False, {"TERM": "xterm"}, False),
        (True, {"TERM": "dumb"}, False),
        (True, {"TERM": "xterm", "NO_COLOR": "1"}, False),
        (True, {"TERM": "xterm", "NO_COLOR": ""}, True),
    ],
)
def test_colour_needs_a_terminal_and_no_refusal(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, environment: dict[str, str], coloured: bool
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    stream = io.StringIO()
    monkeypatch.setattr(stream, "isatty", lambda: terminal)
    assert console.painter(stream).on is coloured


def test_rows_are_aligned_by_what_is_seen() -> None:
    assert console.aligned([("a", "x"), ("中文", "y"), ("abc", "")]) == "a     x\n中文  y\nabc"
