"""Findings as a code quality report, which GitLab shows in the merge request.

GitLab does not show `check_name`, so the code stands in front of the description as well; it drops findings whose
fingerprint it has seen, so no two are the same. It has five severities for our three: an error that stops scoring
(TS0 to TS3) is a `blocker`, another error `major`, a warning `minor`, a note `info`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.diagnostics import Diagnostic, Place, Severity, stops_work
from toolselect.findings.as_json import written
from toolselect.findings.fingerprints import fingerprints
from toolselect.findings.model import more, said, where

if TYPE_CHECKING:
    from toolselect.findings.model import Findings

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render(findings: Findings) -> str:
    """Return all findings as a JSON list."""
    names = fingerprints(findings.diagnostics)
    issues = [_issue(found, name) for found, name in zip(findings.diagnostics, names, strict=True)]
    issues += [_left_out(path, number) for path, number in findings.capped.items()]
    return written(issues)


def _issue(found: Diagnostic, fingerprint: str) -> dict[str, object]:
    return {
        "description": f"{found.code}: {said(found)}",
        "check_name": found.code,
        "fingerprint": fingerprint,
        "severity": "blocker" if stops_work([found]) else _SEVERITIES[found.severity],
        "location": {"path": found.place.path, "lines": {"begin": where(found).line}},
    }


def _left_out(path: str, number: int) -> dict[str, object]:
    rest = Diagnostic(code="toolselect", severity=Severity.NOTE, place=Place(path=path), message="more")
    return {
        "description": more(number),
        "check_name": "toolselect",
        "fingerprint": fingerprints([rest])[0],
        "severity": "info",
        "location": {"path": path, "lines": {"begin": 1}},
    }
