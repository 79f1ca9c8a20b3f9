"""Findings as plain lines, one each: `path:line:column: severity[CODE] message (hint)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.findings.model import more, said, where
from toolselect.terminal import visible

if TYPE_CHECKING:
    from toolselect.diagnostics import Diagnostic
    from toolselect.findings.model import Findings


def render(findings: Findings) -> str:
    """Return all findings, one a line."""
    lines = []
    last = {found.place.path: number for number, found in enumerate(findings.diagnostics)}
    for number, found in enumerate(findings.diagnostics):
        path = found.place.path
        lines.append(line(found))
        if path in findings.capped and last[path] == number:
            lines.append(f"{_path(path)}: {more(findings.capped[path])}")
    return "".join(f"{text}\n" for text in lines)


def line(found: Diagnostic) -> str:
    """Return a finding on one line."""
    place = where(found)
    text = visible(said(found))
    return f"{_path(found.place.path)}:{place.line}:{place.column}: {found.severity.value}[{found.code}] {text}"


def _path(path: str) -> str:
    """Return a path as it can be shown; no line may begin as a command to a CI runner does."""
    shown = visible(path)
    return f"./{shown}" if shown.lstrip().startswith("::") else shown
