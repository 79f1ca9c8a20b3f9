"""Comments that silence a finding on a line: `# toolselect: ignore[TS402] the page is being rewritten`.

At the end of a line it is about that line; on a line of its own, about the next one. The reason is demanded, and an
ignore that hides nothing is itself a finding. What can't be read (TS0) and how the program is set up (TS9) can't be
silenced.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from toolselect import source
from toolselect.diagnostics import Diagnostic, Location, Place, diagnostic, nearest
from toolselect.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from toolselect.source import Document

_MARKS = ("toolselect: ignore", "toolselect:ignore")
_COMMENT = re.compile(r"#[ \t]*toolselect:[ \t]*ignore(?P<rest>.*)")
_CODES = re.compile(r"\[(?P<codes>[^\]]*)\](?P<reason>.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignore:
    """One comment: the codes it silences, on which line, and where it stands."""

    codes: tuple[str, ...]
    line: int
    location: Location


@lru_cache(maxsize=64)
def marked(text: str) -> bool:
    """Tell whether a text may hold such a comment; vocabularies are asked about again and again."""
    return any(mark in text for mark in _MARKS)


def apply(document: Document, found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the findings of a document without the silenced ones, with those about the comments themselves."""
    ignores: list[Ignore] = []
    kept: list[Diagnostic] = []
    for location, line, rest in _comments(document):
        ignore, wrong = _read(document.path, location, line, rest)
        kept += wrong
        if ignore is not None:
            ignores.append(ignore)
    used: set[tuple[Ignore, str]] = set()
    on_line: dict[int, list[Ignore]] = {}
    for ignore in ignores:
        on_line.setdefault(ignore.line, []).append(ignore)
    for one in found:
        line = one.location.line if one.location else 0
        hiding = [ignore for ignore in on_line.get(line, ()) if one.code in ignore.codes]
        if hiding and one.code[2] not in "09":
            used.update((ignore, one.code) for ignore in hiding)
        else:
            kept.append(one)
    for ignore in ignores:
        for code in ignore.codes:
            if (ignore, code) not in used:
                message = f"nothing on line {ignore.line} is silenced by this ignore of {code}"
                kept.append(_about(document.path, ignore.location, "TS905", message, "take it out"))
    return kept


def _about(path: str, location: Location, code: str, message: str, hint: str) -> Diagnostic:
    return diagnostic(code, Place(path=path), message, hint, location=location)


def _read(path: str, location: Location, line: int, rest: str) -> tuple[Ignore | None, list[Diagnostic]]:
    match = _CODES.match(rest)
    form = "write `# toolselect: ignore[CODE] reason`"
    if match is None:
        return None, [_about(path, location, "TS904", "this ignore does not say which code", form)]
    codes = tuple(code.strip() for code in match["codes"].split(",") if code.strip())
    wrong = []
    if not codes:
        wrong.append(_about(path, location, "TS904", "this ignore names no code", form))
    for code in codes:
        if code not in RULES:
            wrong.append(_about(path, location, "TS906", f"there is no rule `{code}`", nearest(code, RULES)))
        elif code[2] in "09":
            wrong.append(_about(path, location, "TS904", f"{code} can't be silenced", "mend what it is about"))
    if not match["reason"].strip(" \t:-"):
        wrong.append(_about(path, location, "TS904", "this ignore gives no reason", form))
        return None, wrong
    silenced = tuple(code for code in codes if code in RULES and code[2] not in "09")
    return Ignore(codes=silenced, line=line, location=location), wrong


def _comments(document: Document) -> Iterator[tuple[Location, int, str]]:
    """Yield each ignore comment: where it stands, which line it is about, and what follows the word."""
    lines = source.lines(document.text)
    inside = sorted(source.scalar_spans(document))
    begins = [begin for begin, _ in inside]
    for number, text in enumerate(lines, start=1):
        match = _COMMENT.search(text)
        if match is None:
            continue
        column = match.start() + 1
        if match.start() > 0 and text[match.start() - 1] not in " \t":
            continue
        before = bisect_right(begins, (number, column)) - 1
        if before >= 0 and (number, column) < inside[before][1]:
            continue
        location = Location(line=number, column=column, end_line=number, end_column=len(text) + 1)
        alone = not text[: match.start()].strip()
        yield location, _next_line(lines, number) if alone else number, match["rest"]


def _next_line(lines: list[str], number: int) -> int:
    """Return the next line that says something."""
    for after in range(number, len(lines)):
        stripped = lines[after].strip()
        if stripped and not stripped.startswith("#"):
            return after + 1
    return number
