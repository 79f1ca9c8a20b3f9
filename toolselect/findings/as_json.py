"""Findings as data for other programs, `"version": 1`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from toolselect.diagnostics import key_text
from toolselect.findings.model import where
from toolselect.terminal import visible_json

if TYPE_CHECKING:
    from toolselect.diagnostics import Diagnostic
    from toolselect.findings.model import Findings


def render(findings: Findings) -> str:
    """Return all findings as JSON; `left_out` is there if a file had too many, and counts them by path."""
    data: dict[str, object] = {
        "version": 1,
        "diagnostics": [as_data(found) for found in findings.diagnostics],
        "files": findings.files,
    }
    if findings.capped:
        data["left_out"] = dict(findings.capped)
    return written(data)


def written(data: object) -> str:
    """Return data as JSON text that hides no character."""
    return visible_json(json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)) + "\n"


def as_data(found: Diagnostic) -> dict[str, object]:
    """Return a finding in the shape that docs/commands.md promises."""
    place = where(found)
    return {
        "code": found.code,
        "severity": found.severity.value,
        "path": found.place.path,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "key": key_text(found.place.key),
        "message": found.message,
        "hint": found.hint,
    }
