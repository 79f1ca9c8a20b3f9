from __future__ import annotations

import io

import pytest

from toolselect.cli import console


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


ROWS = [("ab", "x", "one two three four"), ("", "long cell", ""), ("a", "", "five")]


@pytest.mark.parametrize(
    ("limit", "text"),
    [
        (80, "ab  x          one two three four\n    long cell\na              five"),
        (45, "ab  x          one two three four\n    long cell\na              five"),
        (24, "ab  x\n    one two three four\n    long cell\na\n    five"),
        (14, "ab  x\n    one two\n    three four\n    long cell\na\n    five"),
    ],
)
def test_rows_are_fitted_beside_or_below(limit: int, text: str) -> None:
    assert console.fitted(ROWS, limit) == text


def test_a_long_text_hangs_beside_its_name_where_there_is_room() -> None:
    text = "word " * 20
    lines = console.fitted([("name", text)], 40).split("\n")
    assert all(line.startswith(("name  word", "      word")) and len(line) <= 40 for line in lines)
    indented = console.fitted([("", "a-name-of-twenty-chr", text)], 40).split("\n")
    assert indented[:2] == ["  a-name-of-twenty-chr", "      word word word word word word word"[:40].rstrip()]
    assert console.fitted([], 40) == console.aligned([]) == ""
