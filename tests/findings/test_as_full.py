from __future__ import annotations

import time

import pytest

from tests.findings.samples import finding, findings
from toolselect.diagnostics import Location
from toolselect.findings.as_full import excerpt, listing, render
from toolselect.terminal import columns, visible


def test_a_finding_shows_its_place_and_its_line() -> None:
    text = "facts:\n  uptme_sla:\n    value: 99.9\n"
    found = finding(2, 3, 12, message="unknown fact `uptme_sla`", hint="did you mean `uptime_sla`?")
    assert listing([found], {"a.yaml": text}, width=80) == (
        "error[TS201]: unknown fact `uptme_sla`\n"
        "  --> a.yaml:2:3\n"
        "  |\n"
        "2 |   uptme_sla:\n"
        "  |   ^^^^^^^^^\n"
        "  = help: did you mean `uptime_sla`?\n"
    )


def test_findings_are_kept_apart_and_survive_without_a_text() -> None:
    shown = listing([finding(1, 1, 2), finding(9, 1, 2)], {})
    assert shown == "error[TS201]: wrong\n  --> a.yaml:1:1\n\nerror[TS201]: wrong\n  --> a.yaml:9:1\n"


def test_no_findings_are_no_text() -> None:
    assert listing([], {}) == ""


def test_a_byte_order_mark_and_any_line_ending_keep_the_place() -> None:
    shown = listing([finding(3, 1, 2)], {"a.yaml": "\ufeffone\r\ntwo\rthree\n"})
    assert "3 | three\n  | ^\n" in shown


def test_colour_marks_severity_and_never_the_source() -> None:
    shown = listing([finding(1, 1, 4)], {"a.yaml": "abc"}, colour=True)
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
    text, before, marked = excerpt(line, where, 80)
    assert (text, " " * before + "^" * marked) == (shown, marker)


def test_a_span_over_several_lines_is_marked_to_the_end_of_its_first() -> None:
    where = Location(line=1, column=3, end_line=4, end_column=2)
    assert excerpt("  text: |   ", where, 80) == ("  text: |", 2, 7)


@pytest.mark.parametrize("column", [1, 2, 10, 29, 30, 31, 99, 150, 199, 200])
@pytest.mark.parametrize("length", [1, 5, 60, 200])
@pytest.mark.parametrize("letter", ["x", "字", "\x01"])
def test_a_long_line_is_cut_around_the_place(column: int, length: int, letter: str) -> None:
    line = "".join(letter if at % 2 else chr(ord("a") + at % 26) for at in range(200))
    where = Location(line=1, column=column, end_line=1, end_column=column + length)
    text, before, marked = excerpt(line, where, 60)
    assert columns(text) <= 60
    assert before + marked <= 60
    assert marked >= 1
    assert text.startswith("…") == (column > 1 and not text.startswith("a"))
    at = 0
    for char in text:
        if at == before:
            assert char == visible(line[column - 1])[0]
            break
        at += columns(char)
    else:
        pytest.fail("the marker stands under no character")


def test_combining_characters_do_not_join_the_ellipsis() -> None:
    line = "e\u0301" * 100
    text, _, _ = excerpt(line, Location(line=1, column=151, end_line=1, end_column=153), 40)
    assert text[:2] == "…e"


def test_a_file_on_one_line_is_shown_as_quickly_as_any_other() -> None:
    line = "facts: {" + "字: 1, " * 300_000 + "}"
    found = [finding(1, column, column + 1) for column in range(1, 2_000_000, 20_000)]
    began = time.perf_counter()
    shown = listing(found, {"a.yaml": line}, width=80)
    assert time.perf_counter() - began < 5
    assert shown.count("| …") == len(found) - 1


def test_a_code_is_a_link_where_rules_are_explained_somewhere() -> None:
    one = findings([finding()])
    assert "\x1b]8;;https://x.example/TS201\x1b\\TS201\x1b]8;;\x1b\\" in render(one, links="https://x.example/")
    assert "\x1b]8;;https://x.example/#TS201\x1b\\" in render(one, links="https://x.example/#{code}")
    assert "\x1b" not in render(one)
