"""Findings as a JUnit report: a suite for each file, in it a test case for each code, or one that passes.

A code whose findings make the run fail (by `--fail-on`) is a failed test; findings of a lesser severity are the output
of a test that passes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolselect.findings.as_concise import line
from toolselect.findings.model import more, where
from toolselect.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolselect.diagnostics import Diagnostic
    from toolselect.findings.model import Findings

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


def render(findings: Findings) -> str:
    """Return all findings as XML."""
    of_files = findings.by_file()
    suites = []
    tests = failures = 0
    for path in dict.fromkeys((*findings.paths, *of_files)):
        cases, failed = _cases(path, of_files.get(path, ()), findings)
        tests += len(cases)
        failures += failed
        suites.append(
            f'  <testsuite name="{_escaped(path)}" tests="{len(cases)}" failures="{failed}" errors="0" skipped="0">\n'
            + "".join(cases)
            + (f"    <system-out>{more(findings.capped[path])}</system-out>\n" if path in findings.capped else "")
            + "  </testsuite>\n"
        )
    head = f'<testsuites name="toolselect" tests="{tests}" failures="{failures}" errors="0">\n'
    return '<?xml version="1.0" encoding="utf-8"?>\n' + head + "".join(suites) + "</testsuites>\n"


def _cases(path: str, of_file: Sequence[Diagnostic], findings: Findings) -> tuple[list[str], int]:
    """Return the test cases of a file, and how many of them failed."""
    where_it_is = f'classname="{_escaped(path)}" file="{_escaped(path)}"'
    if not of_file:
        return [f'    <testcase name="nothing found" {where_it_is} time="0"/>\n'], 0
    by_code: dict[str, list[Diagnostic]] = {}
    for found in of_file:
        by_code.setdefault(found.code, []).append(found)
    cases = []
    failures = 0
    for code, alike in by_code.items():
        failing = [found for found in alike if found.severity in findings.failing]
        failures += bool(failing)
        title = f"{code} {RULES[code].title}" if code in RULES else code
        lines = "\n".join(line(found) for found in alike)
        said = _text(lines)
        if failing:
            worst = failing[0]
            inner = f'<failure type="{worst.severity.value}" message="{_escaped(worst.message)}">{said}</failure>'
        else:
            inner = f"<system-out>{said}</system-out>"
        cases.append(
            f'    <testcase name="{_escaped(title)}" {where_it_is} line="{where(alike[0]).line}" time="0">\n'
            f"      {inner}\n    </testcase>\n"
        )
    return cases, failures


def _escaped(text: str) -> str:
    """Write a text so that it can stand in an attribute; characters that XML can't hold are left out."""
    return _ILLEGAL.sub("", text).translate(_ESCAPES)


def _text(lines: str) -> str:
    return "\n".join(_escaped(one) for one in lines.split("\n"))
