"""What a format needs to know about a run, and the words for its counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolselect.diagnostics import Diagnostic, Location, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MOST = 1000
"""How many findings of one file are shown."""

RANK = {severity: rank for rank, severity in enumerate(Severity)}
"""The severities by number, worst first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What was found, with lines and columns, in the order in which it is shown.

    `files` counts the files that were read and `paths` names them; `texts` (by path) are for excerpts; `capped` tells
    of how many findings of a path are left out, and `totals` counts all of them by severity; `failing` holds the
    severities that make the run fail.
    """

    diagnostics: tuple[Diagnostic, ...]
    files: int = 0
    texts: Mapping[str, str] = field(default_factory=dict)
    version: str = ""
    capped: Mapping[str, int] = field(default_factory=dict)
    totals: Mapping[str, Mapping[Severity, int]] = field(default_factory=dict)
    paths: tuple[str, ...] = ()
    failing: frozenset[Severity] = frozenset((Severity.ERROR,))

    @classmethod
    def of(
        cls,
        diagnostics: Sequence[Diagnostic],
        *,
        files: int,
        texts: Mapping[str, str],
        version: str,
        paths: Sequence[str] = (),
        failing: Iterable[Severity] = (Severity.ERROR,),
    ) -> Findings:
        """Return all of it, with no more than MOST findings of any file."""
        kept, left_out = capped(diagnostics)
        return cls(
            diagnostics=kept,
            files=files,
            texts=texts,
            version=version,
            capped=left_out,
            totals=_totals(diagnostics),
            paths=tuple(paths),
            failing=frozenset(failing),
        )

    def by_file(self) -> dict[str, tuple[Diagnostic, ...]]:
        """Return the findings of each file that has any, files in the order of their first finding."""
        files: dict[str, list[Diagnostic]] = {}
        for found in self.diagnostics:
            files.setdefault(found.place.path, []).append(found)
        return {path: tuple(of_file) for path, of_file in files.items()}

    def counts(self) -> Mapping[str, Mapping[Severity, int]]:
        """Return how many findings of each severity every file has, those left out included."""
        return self.totals or _totals(self.diagnostics)


def capped(diagnostics: Sequence[Diagnostic], most: int = MOST) -> tuple[tuple[Diagnostic, ...], dict[str, int]]:
    """Return the findings with at most so many of each file, the worst of them, and how many of a file are left out.

    The order stays; among equally bad ones the first are kept.
    """
    numbers: dict[str, list[int]] = {}
    for number, found in enumerate(diagnostics):
        numbers.setdefault(found.place.path, []).append(number)
    left_out = {path: len(of_file) - most for path, of_file in numbers.items() if len(of_file) > most}
    dropped: set[int] = set()
    for path in left_out:
        worst_first = sorted(numbers[path], key=lambda number: RANK[diagnostics[number].severity])
        dropped.update(worst_first[most:])
    if not dropped:
        return tuple(diagnostics), {}
    return tuple(found for number, found in enumerate(diagnostics) if number not in dropped), left_out


def _totals(diagnostics: Iterable[Diagnostic]) -> dict[str, Counter[Severity]]:
    totals: dict[str, Counter[Severity]] = {}
    for found in diagnostics:
        totals.setdefault(found.place.path, Counter())[found.severity] += 1
    return totals


def where(found: Diagnostic) -> Location:
    """Return the place of a finding; the beginning of the file if it has none."""
    return found.location or Location()


def said(found: Diagnostic) -> str:
    """Return the message, with the hint behind it."""
    return f"{found.message} ({found.hint})" if found.hint else found.message


# --- counts in words ---------------------------------------------------------------------------------------------


def summary(found: Sequence[Diagnostic], files: int, correctable: int = 0) -> str:
    """Count the findings in words: `2 errors, 1 warning in 5 files; 1 can be corrected with --fix`."""
    if not found:
        return f"{counted(files, 'file')}, nothing found"
    rest = f"; {correctable:,} can be corrected with --fix" if correctable else ""
    return f"{tally(found)} in {counted(files, 'file')}{rest}"


def tally(found: Iterable[Diagnostic]) -> str:
    """Count findings by severity: `2 errors, 1 warning`."""
    return tallied(Counter(one.severity for one in found))


def tallied(numbers: Mapping[Severity, int]) -> str:
    """Write counts by severity: `2 errors, 1 warning`."""
    return ", ".join(counted(numbers[kind], kind.value) for kind in Severity if numbers.get(kind))


def counted(number: int, noun: str) -> str:
    """Return `1 file`, `2 files`."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def more(number: int, path: str = "this file") -> str:
    """Tell how many findings of a file are left out."""
    return f"… and {number:,} more in {path}"
