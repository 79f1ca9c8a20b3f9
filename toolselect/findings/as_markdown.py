"""Findings as Markdown, for a comment or a job's summary: counts by file, and the list behind a fold."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from toolselect.diagnostics import Severity
from toolselect.findings.model import counted, more, said, tallied, where
from toolselect.terminal import visible

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolselect.diagnostics import Diagnostic
    from toolselect.findings.model import Findings

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~$&!]")
# A forge makes links, mentions and emoji of these even where Markdown does not; an empty comment behind stops it.
_LINKED = re.compile(r"@(?=\w)|#(?=\w)|\bGH-(?=\d)|:(?=//)|\bwww(?=\.)|:(?=[\w+-]+:)", re.IGNORECASE)
# Code whose characters mean nothing to Markdown, neither inside it nor if a forge should read it as text.
_CODE = re.compile(r"(?<!`)`(?=[^\s`])[\w ./:=+%,;(){}-]+(?<! )`(?!`)")
_AROUND = 600  # bytes for all but the rows and the items


def render(findings: Findings, limit: int | None = None) -> str:
    """Return counts and findings; with a limit, as many of them as fit into so many bytes."""
    totals: Counter[Severity] = Counter()
    for numbers in findings.counts().values():
        totals.update(numbers)
    if not totals:
        return f"### toolselect: {counted(findings.files, 'file')}, nothing found\n"
    rows = [_row(path, numbers) for path, numbers in findings.counts().items()]
    items = _items(findings)
    shown_rows, shown_items = rows, items
    if limit is not None:
        shown_rows = _fitting(rows, (limit - _AROUND) // 4)
        shown_items = _fitting(items, limit - _AROUND - _size(shown_rows))
    parts = [
        f"### toolselect: {tallied(totals)} in {counted(findings.files, 'file')}\n\n",
        "| File | Errors | Warnings | Notes |\n|---|--:|--:|--:|\n",
        *shown_rows,
        f"\n… and {counted(len(rows) - len(shown_rows), 'more file')}\n" if len(shown_rows) < len(rows) else "",
        f"\n<details><summary>{counted(sum(totals.values()), 'finding')}</summary>\n\n",
        *shown_items,
        f"- … and {len(items) - len(shown_items):,} more\n" if len(shown_items) < len(items) else "",
        "\n</details>\n",
    ]
    return "".join(parts)


def _row(path: str, numbers: Mapping[Severity, int]) -> str:
    return f"| {_code(path)} | " + " | ".join(f"{numbers.get(kind, 0):,}" for kind in Severity) + " |\n"


def _items(findings: Findings) -> list[str]:
    items = []
    last = {found.place.path: number for number, found in enumerate(findings.diagnostics)}
    for number, found in enumerate(findings.diagnostics):
        path = found.place.path
        items.append(_item(found))
        if path in findings.capped and last[path] == number:
            items.append(f"- {more(findings.capped[path], _code(path))}\n")
    return items


def _item(found: Diagnostic) -> str:
    place = where(found)
    position = _code(f"{found.place.path}:{place.line}:{place.column}")
    return f"- **{found.severity.value} {found.code}** {position} {_text(said(found))}\n"


def _code(text: str) -> str:
    return f"<code>{_escaped(visible(text))}</code>"


def _text(text: str) -> str:
    """Write a text so that it is shown as it is, in a list; plain words in backticks are shown as code."""
    text = visible(text)
    parts: list[str] = []
    at = 0
    for code in _CODE.finditer(text):
        parts += (_unlinked(text[at : code.start()]), code.group())
        at = code.end()
    return "".join((*parts, _unlinked(text[at:])))


def _unlinked(text: str) -> str:
    return "<!-- -->".join(map(_escaped, _LINKED.sub(r"\g<0>\0", text).split("\0")))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda found: f"&#{ord(found.group())};", text)


def _fitting(lines: Sequence[str], room: int) -> list[str]:
    """Return the lines from the first on that fit into so many bytes."""
    kept = []
    for line in lines:
        room -= len(line.encode())
        if room < 0:
            break
        kept.append(line)
    return kept


def _size(lines: Sequence[str]) -> int:
    return sum(len(line.encode()) for line in lines)
