"""The keys of a file in the order that its kind has; comments and blank lines stay with the key below them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from toolselect import source
from toolselect.fixing import shapes
from toolselect.fixing.edits import Edit
from toolselect.loading import structure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolselect.fixing.edits import Key
    from toolselect.source import Document

CODE = "TS112"

_MODELINE = re.compile(r"[ \t]*# *yaml-language-server")
_FIRST = re.compile(r" *(?:- +)?")


def reordered(document: Document) -> list[Edit]:
    """Return edits that bring keys into order: of the file and, in a profile, of its sources and answers.

    None of them overlap: what holds another one that is out of order comes at the next call.
    """
    edits: list[Edit] = []
    for key in _mappings(document):
        edit = _sorted(document, key)
        if edit is not None and not any(edit.start < other.end and other.start < edit.end for other in edits):
            edits.append(edit)
    return sorted(edits, key=lambda edit: edit.start)


def _mappings(document: Document) -> Iterator[Key]:
    """Yield the places of the mappings whose keys have an order, the innermost first."""
    if structure.kind_of(document) is None:
        return
    if structure.kind_of(document) == "vendor":
        for group in ("sources", "facts"):
            records = document.data.get(group)
            for name, record in records.items() if isinstance(records, dict) else ():
                if isinstance(record, list):
                    yield from ((group, name, index) for index, entry in enumerate(record) if isinstance(entry, dict))
                elif isinstance(record, dict):
                    yield (group, name)
    yield ()


def _sorted(document: Document, key: Key) -> Edit | None:
    """Return the edit that sorts the keys of one mapping; None if they are in order, or can't be moved safely."""
    kind = structure.kind_of(document)
    found = source.members(document, key)
    if kind is None or found is None:
        return None
    members, in_braces = found
    order = {name: position for position, name in enumerate(shapes.keys(kind, key))}
    if any(name not in order for name, _, _ in members):
        return None
    wanted = sorted(range(len(members)), key=lambda index: order[members[index][0]])
    if wanted == sorted(wanted):
        return None
    spans = [(start, end) for _, start, end in members]
    made = _in_braces(document.text, spans, wanted) if in_braces else _in_lines(document.text, spans, wanted)
    if made is None:
        return None
    start, end, replacement = made
    reason = "the keys have an order"
    return Edit(start=start, end=end, replacement=replacement, code=CODE, reason=reason, key=key, at="order")


def _in_braces(text: str, spans: Sequence[tuple[int, int]], wanted: Sequence[int]) -> tuple[int, int, str] | None:
    """Return what `{a: 1, b: 2}` becomes; None if comments stand between the members."""
    gaps = [text[end:start] for (_, end), (start, _) in pairwise(spans)]
    if any("#" in gap for gap in gaps):
        return None
    moved = [text[slice(*spans[index])] for index in wanted]
    joined = moved[0] + "".join(gap + member for gap, member in zip(gaps, moved[1:], strict=True))
    return spans[0][0], spans[-1][1], joined


def _in_lines(text: str, spans: Sequence[tuple[int, int]], wanted: Sequence[int]) -> tuple[int, int, str] | None:
    """Return what keys on lines of their own become, each with what stands above it; None if one shares its line."""
    lines = [text.rfind("\n", 0, start) + 1 for start, _ in spans]
    before = [text[line:start] for line, (start, _) in zip(lines, spans, strict=True)]
    if _FIRST.fullmatch(before[0]) is None or any(indent.strip(" ") for indent in before[1:]):
        return None
    width = len(before[0])
    ends = [_end_of_part(text, end, width) for _, end in spans]
    leads = [_above_first(text, lines[0]), *ends[:-1]]
    if any(lead > line for lead, line in zip(leads, lines, strict=True)):
        return None
    newline = "\r\n" if "\r\n" in text else "\n"
    parts = []
    for lead, line, end, indent in zip(leads, lines, ends, before, strict=True):
        body = text[line + len(indent) : end]
        parts.append((text[lead:line], body if body.endswith("\n") else body + newline))
    bullet = before[0] if "-" in before[0] else ""
    if bullet and parts[wanted[0]][0]:
        return None
    made = []
    for position, index in enumerate(wanted):
        above, body = parts[index]
        indent = before[0] if position == 0 else " " * width
        made.append(above + indent + body)
    joined = "".join(made)
    whole = text[leads[0] : ends[-1]]
    return leads[0], ends[-1], joined if whole.endswith("\n") else joined.removesuffix(newline)


def _end_of_part(text: str, end: int, width: int) -> int:
    """Return where the lines of a key end: with its last line, and comments below it that are indented deeper."""
    if not (end > 0 and text[end - 1] == "\n"):
        end = _line_end(text, end)
    at = end
    while at < len(text):
        line = text[at : _line_end(text, at)]
        if line.strip() and (not line.lstrip().startswith("#") or len(line) - len(line.lstrip()) <= width):
            break
        at += len(line)
        if line.strip():
            end = at
    return end


def _above_first(text: str, line: int) -> int:
    """Return where the comments begin that stand right above the first key; what an editor reads stays on top."""
    start = line
    while start > 0:
        above = text.rfind("\n", 0, start - 1) + 1
        said = text[above:start]
        if not said.lstrip().startswith("#") or _MODELINE.match(said):
            break
        start = above
    return start


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1
