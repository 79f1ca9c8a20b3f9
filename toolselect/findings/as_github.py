"""Findings as workflow commands, which GitHub shows as annotations in the lines that they are about.

GitHub shows ten errors, ten warnings and ten notices of a step and drops the others without a word. So the ten worst
findings are annotated, and one notice says how many there are besides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.diagnostics import Severity
from toolselect.findings.model import RANK, said, where
from toolselect.rules import RULES
from toolselect.terminal import shown

if TYPE_CHECKING:
    from toolselect.diagnostics import Diagnostic
    from toolselect.findings.model import Findings

MOST = 10
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(findings: Findings) -> str:
    """Return the worst findings as commands, worst first, and a count of the others."""
    worst = sorted(findings.diagnostics, key=lambda found: RANK[found.severity])[:MOST]
    lines = [_command(found) for found in worst]
    others = len(findings.diagnostics) - len(worst) + sum(findings.capped.values())
    if others:
        lines.append(f"::notice::… and {others:,} more")
    return "".join(f"{line}\n" for line in lines)


def _command(found: Diagnostic) -> str:
    place = where(found)
    properties = {"file": _property(found.place.path), "line": place.line, "endLine": place.end_line}
    if place.line == place.end_line:  # with several lines GitHub refuses columns
        properties |= {"col": place.column, "endColumn": place.end_column}
    title = f"{found.code} {RULES[found.code].title}" if found.code in RULES else found.code
    properties["title"] = _property(title)
    listed = ",".join(f"{name}={value}" for name, value in properties.items())
    return f"::{_COMMANDS[found.severity]} {listed}::{_data(said(found))}"


def _data(text: str) -> str:
    """Escape a text as the runner undoes it; other hidden characters are written out, because it logs the text."""
    text = "".join(char if char in "\r\n" or char.isprintable() else shown(char) for char in text)
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
