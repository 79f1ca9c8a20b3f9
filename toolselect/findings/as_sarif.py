"""Findings as SARIF 2.1.0, which code scanning services read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from toolselect.diagnostics import Severity
from toolselect.findings.as_json import written
from toolselect.findings.fingerprints import fingerprints
from toolselect.findings.model import more, said, where
from toolselect.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolselect.diagnostics import Diagnostic
    from toolselect.findings.model import Findings
    from toolselect.rules import Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
_LINK = re.compile(r"\[(?=[^\[\]]*\]\()")


def render(findings: Findings) -> str:
    """Return all findings as a SARIF log of one run, with a description of every rule."""
    codes = {code: number for number, code in enumerate(dict.fromkeys((*RULES, *_codes(findings))))}
    paths = {path: number for number, path in enumerate(findings.by_file())}
    names = fingerprints(findings.diagnostics)
    results = [_result(found, name, codes, paths) for found, name in zip(findings.diagnostics, names, strict=True)]
    driver: dict[str, object] = {"name": "toolselect"}
    if findings.version:
        driver["version"] = findings.version
    driver["rules"] = [_rule(RULES[code]) if code in RULES else {"id": code} for code in codes]
    run = {
        "tool": {"driver": driver},
        "invocations": [_invocation(findings, paths)],
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder in which toolselect ran."}}},
        "artifacts": [{"location": _artifact(path, paths)} for path in paths],
        "results": results,
    }
    return written({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _codes(findings: Findings) -> list[str]:
    return [found.code for found in findings.diagnostics]


def _rule(rule: Rule) -> dict[str, object]:
    examples = [(label, text) for label, text in (("Not", rule.bad), ("But", rule.good)) if text]
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in re.findall(r"[A-Za-z0-9]+", rule.title.replace("'", ""))),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {
            "text": "\n\n".join([rule.why, *(f"{label}:\n{text}" for label, text in examples)]),
            "markdown": "\n\n".join([rule.why, *(f"{label}:\n\n```yaml\n{text}\n```" for label, text in examples)]),
        },
        "defaultConfiguration": {"level": rule.severity},
    }


def _result(
    found: Diagnostic, fingerprint: str, codes: Mapping[str, int], paths: Mapping[str, int]
) -> dict[str, object]:
    place = where(found)
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    return {
        "ruleId": found.code,
        "ruleIndex": codes[found.code],
        "level": found.severity.value,
        "message": {"text": _LINK.sub(r"\\[", said(found))},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(found.place.path, paths), "region": region}}],
        "partialFingerprints": {"toolselectFinding/v1": fingerprint},
    }


def _artifact(path: str, paths: Mapping[str, int]) -> dict[str, object]:
    """Return where a file is: relative to the folder of the run, never to a machine."""
    uri = quote(path.encode(errors="surrogateescape"), safe="/")
    return {"uri": uri, "uriBaseId": ROOT, "index": paths[path]}


def _invocation(findings: Findings, paths: Mapping[str, int]) -> dict[str, object]:
    invocation: dict[str, object] = {"executionSuccessful": True}
    if findings.capped:
        invocation["toolExecutionNotifications"] = [
            {
                "level": Severity.NOTE.value,
                "message": {"text": more(number)},
                "locations": [{"physicalLocation": {"artifactLocation": _artifact(path, paths)}}],
            }
            for path, number in findings.capped.items()
        ]
    return invocation
