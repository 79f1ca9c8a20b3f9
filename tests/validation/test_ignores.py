"""Comments that silence a finding on a line."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from toolselect import app

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 22)
HEAD = """toolselect: vendor/1
id: acme
name: Acme
sources:
  old: {url: https://example.com, title: Old page, date: 2020-01-01, kind: claim}
facts:
"""


def codes(folder: Path, facts: str) -> list[tuple[str, int]]:
    (folder / "acme.yaml").write_text(HEAD + facts, encoding="utf-8")
    found = app.validate([folder / "acme.yaml"], today=TODAY).diagnostics
    return [(one.code, one.location.line) for one in found if one.location]


def test_without_a_comment_the_finding_is_there(tmp_path: Path) -> None:
    assert codes(tmp_path, "  api_rest: {value: yes, source: old}\n") == [("TS402", 7)]


@pytest.mark.parametrize(
    "facts",
    [
        "  api_rest: {value: yes, source: old}  # toolselect: ignore[TS402] asked for a new page\n",
        "  # toolselect: ignore[TS402] asked for a new page\n  api_rest: {value: yes, source: old}\n",
        "  # toolselect: ignore[TS402] asked for a new page\n\n  # a word\n  api_rest: {value: yes, source: old}\n",
        "  api_rest: {value: yes, source: old}  #toolselect:ignore[TS402] asked\n",
    ],
)
def test_a_comment_with_a_reason_silences(tmp_path: Path, facts: str) -> None:
    assert codes(tmp_path, facts) == []


def test_the_reason_is_demanded(tmp_path: Path) -> None:
    facts = "  api_rest: {value: yes, source: old}  # toolselect: ignore[TS402]\n"
    assert codes(tmp_path, facts) == [("TS402", 7), ("TS904", 7)]


@pytest.mark.parametrize(
    "comment", ["# toolselect: ignore", "# toolselect: ignore[] why", "# toolselect: ignore TS402 why"]
)
def test_a_malformed_ignore_silences_nothing(tmp_path: Path, comment: str) -> None:
    assert codes(tmp_path, f"  api_rest: {{value: yes, source: old}}  {comment}\n") == [("TS402", 7), ("TS904", 7)]


def test_an_ignore_that_hides_nothing_is_found(tmp_path: Path) -> None:
    facts = "  api_rest: {value: yes, source: old}  # toolselect: ignore[TS402, TS403] asked\n"
    assert codes(tmp_path, facts) == [("TS905", 7)]


def test_a_code_that_does_not_exist_is_found(tmp_path: Path) -> None:
    facts = "  api_rest: {value: yes, source: old}  # toolselect: ignore[TS4022] asked\n"
    assert codes(tmp_path, facts) == [("TS402", 7), ("TS906", 7)]


def test_syntax_cannot_be_silenced(tmp_path: Path) -> None:
    facts = "  api_rest: {value: yes, source: old}  # toolselect: ignore[TS402, TS008] asked\n"
    assert codes(tmp_path, facts) == [("TS904", 7)]


def test_text_that_looks_like_a_comment_is_text(tmp_path: Path) -> None:
    facts = '  api_rest: {value: yes, source: old, note: "see # toolselect: ignore[TS402] asked"}\n'
    assert codes(tmp_path, facts) == [("TS402", 7)]
