"""What the program says about a user's files: values with a code, a place and a hint.

Nothing below `cli` prints or exits. A reader or a rule that meets a mistake yields a `Diagnostic`
and goes on; whoever called it collects them all, and only the command line shows them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from toolselect.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Severity(StrEnum):
    """How bad a finding is, worst first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A span of text; lines and columns count from 1, columns in code points, the end is exclusive."""

    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in the user's files something stands, before anybody asked for lines and columns.

    `path` is POSIX and relative to where the user stood. `at` tells whether the key or the value is meant.
    """

    path: str
    key: tuple[str | int, ...] = ()
    at: Literal["key", "value"] = "value"

    def below(self, *steps: str | int, at: Literal["key", "value"] = "value") -> Place:
        """Return the place that many steps further down."""
        return Place(path=self.path, key=(*self.key, *steps), at=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding. `location` is filled by `source.locate` before anything is shown.

    `urgency` counts what is to be done next from 1 (most urgent); 0 is anything that is not on that list.
    """

    code: str
    severity: Severity
    place: Place
    message: str
    hint: str = ""
    location: Location | None = None
    urgency: int = 0

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order by file, place, code and text, so that the order of finding never shows."""
        location = self.location or Location()
        return (self.place.path, location.line, location.column, self.code, self.message)


def diagnostic(
    code: str, place: Place, message: str, hint: str = "", *, location: Location | None = None
) -> Diagnostic:
    """Return a finding with the default severity of its code.

    Raises:
        KeyError: if the code is not in the table of rules (a bug, not a user's mistake).
    """
    severity = Severity(RULES[code].severity)
    if not message.isprintable():  # what users write may run over several lines, a message never does
        message = " ".join(message.split())
    return Diagnostic(code=code, severity=severity, place=place, message=message, hint=hint, location=location)


def key_text(key: Sequence[str | int]) -> str:
    """Write a key path as people do: `facts.api_oauth2[0].value`."""
    text = ""
    for step in key:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{step}" if text else step
    return text


def with_severity(found: Diagnostic, severity: Severity) -> Diagnostic:
    """Return the same finding at another severity."""
    return replace(found, severity=severity)


def stops_work(found: Iterable[Diagnostic]) -> bool:
    """Tell whether scoring must not start: an error of syntax, schema, references or weights (TS0 to TS3)."""
    return any(d.severity is Severity.ERROR and d.code[2] in "0123" for d in found)


def closest(word: str, known: Iterable[str]) -> str:
    """Return the known word that is closest to the given one, or an empty text.

    Only the words that share the most pairs of letters are compared in full: that is quick however many are known.
    """
    import difflib

    pairs = _pairs(word)
    likely = sorted(known, key=lambda one: (-len(pairs & _pairs(one)), abs(len(one) - len(word)), one))[:6]
    return "".join(difflib.get_close_matches(word, likely, n=1, cutoff=0.6))


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a hint with the known word that is closest to the given one, or an empty text."""
    close = closest(word, known)
    return f"did you mean `{close}`?" if close else ""


@lru_cache(maxsize=4096)
def _pairs(word: str) -> frozenset[str]:
    """Return the pairs of neighbouring letters, with the ends marked."""
    padded = f"^{word}$"
    return frozenset(padded[at : at + 2] for at in range(len(padded) - 1))
