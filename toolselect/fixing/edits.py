"""Changes to a text by spans, and the proof that a changed text means the same apart from them."""

from __future__ import annotations

import difflib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from toolselect import source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from toolselect.source import Data, Document

Key = tuple[str | int, ...]

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_+./-]*")
_QUOTES = "\"'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One change: the span of the text and what stands there instead; the code it answers, and why.

    `word` is the key or value that the place `key` then has; an edit of order changes neither.
    """

    start: int
    end: int
    replacement: str
    code: str
    reason: str
    key: Key
    at: Literal["key", "value", "order"]
    word: str = ""


def respelled(
    document: Document, key: Key, at: Literal["key", "value"], word: str, *, code: str, reason: str
) -> Edit | None:
    """Return the edit that makes a key or a scalar say `word`, quoted as it was; None if it runs over several lines."""
    span = source.span(document, key, at)
    if span is None:
        return None
    written = _written(document.text[slice(*span)], word)
    if written is None:
        return None
    return Edit(start=span[0], end=span[1], replacement=written, code=code, reason=reason, key=key, at=at, word=word)


def _written(before: str, word: str) -> str | None:
    if not before or "\n" in before or "\r" in before or before[0] in "|>" or set(word) & set(_QUOTES + "\\"):
        return None
    if before[0] in _QUOTES:
        return before[0] + word + before[0]
    return word if _PLAIN.fullmatch(word) else f'"{word}"'


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with the edits made.

    Raises:
        ValueError: if two of them overlap (a bug, not a user's mistake).
    """
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: edit.start):
        if edit.start < at:
            raise ValueError("edits overlap")
        parts += (text[at : edit.start], edit.replacement)
        at = edit.end
    return "".join((*parts, text[at:]))


def carried_out(document: Document, edits: Sequence[Edit]) -> tuple[Document | None, str]:
    """Return the document as it reads after the edits; None and why not, if it would say anything else, too."""
    text = apply(document.text, edits)
    largest = 4 * len(text)  # whoever read the document has held it to a limit
    _, before = source.parse(document.text.encode(), document.path, max_bytes=4 * len(document.text))
    after, found = source.parse(text.encode(), document.path, max_bytes=largest)
    if after is None or len(found) > len(before):
        return None, "the file could not be read after the change"
    ordered = not any(edit.at == "order" for edit in edits)
    if _outline(after.data, ordered=ordered) != _outline(_expected(document.data, edits), ordered=ordered):
        return None, "the change would alter more than it should"
    return after, ""


def _outline(data: Data, *, ordered: bool) -> str:
    """Return the data as a text that tells 1 from 1.0, and, if ordered, one order of keys from another."""
    return json.dumps(data, sort_keys=not ordered)


def _expected(data: Data, edits: Iterable[Edit]) -> Data:
    keys = {edit.key: edit.word for edit in edits if edit.at == "key"}
    values = {edit.key: edit.word for edit in edits if edit.at == "value"}
    return _changed(data, (), keys, values)


def _changed(data: Data, at: Key, keys: Mapping[Key, str], values: Mapping[Key, str]) -> Data:
    if at in values:
        return values[at]
    if isinstance(data, dict):
        return {
            keys.get((*at, name), name): _changed(member, (*at, name), keys, values) for name, member in data.items()
        }
    if isinstance(data, list):
        return [_changed(member, (*at, index), keys, values) for index, member in enumerate(data)]
    return data


def difference(path: str, before: str, after: str) -> str:
    """Return a unified diff of one file that `git apply` and `patch -p1` understand."""
    lines = difflib.unified_diff(_lines(before), _lines(after), _header("a", path), _header("b", path))
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _header(side: str, path: str) -> str:
    """Return a file's name as git writes it: quoted if it has to be, else with a tab behind it if it holds a space."""
    name = f"{side}/{path}"
    if not name.isprintable() or set(name) & set('"\\'):
        raw = name.encode(errors="surrogateescape")
        return '"' + "".join(chr(one) if 32 <= one < 127 and one not in b'"\\' else f"\\{one:03o}" for one in raw) + '"'
    return f"{name}\t" if " " in name else name


def _lines(text: str) -> list[str]:
    r"""Return the lines with their ends; `\r` stays with its line, as it does for `patch`."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)
