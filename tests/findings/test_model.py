from __future__ import annotations

import pytest

from tests.findings.samples import ERROR, NOTE, WARNING, finding
from toolselect.diagnostics import Severity
from toolselect.findings import Findings, capped
from toolselect.findings.model import summary


def test_the_worst_of_a_file_are_kept_in_their_order() -> None:
    found = [finding(line, severity=(NOTE, WARNING, ERROR)[line % 3]) for line in range(1, 10)]
    kept, left_out = capped(found, most=4)
    assert [one.location.line for one in kept if one.location] == [1, 2, 5, 8]
    assert left_out == {"a.yaml": 5}


def test_each_file_is_capped_for_itself() -> None:
    found = [finding(line, path=path) for path in ("a", "b") for line in range(1, 5)] + [finding(path="c")]
    kept, left_out = capped(found, most=3)
    assert [one.place.path for one in kept] == [*"aaabbbc"]
    assert left_out == {"a": 1, "b": 1}


def test_few_findings_are_left_as_they_are() -> None:
    found = [finding(line) for line in range(1, 1001)]
    assert capped(found) == (tuple(found), {})


def test_what_is_left_out_is_counted_all_the_same() -> None:
    found = [finding(line, severity=WARNING) for line in range(1, 1501)]
    findings = Findings.of(found, files=1, texts={}, version="")
    assert len(findings.diagnostics) == 1000
    assert findings.counts() == {"a.yaml": {WARNING: 1500}}
    assert Findings(diagnostics=tuple(found)).counts() == findings.counts()


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
    assert summary([finding(severity=Severity(one)) for one in severities], files) == words
