"""Fix, look again, and go on until nothing changes: one mistake can hide another."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolselect.fixing.edits import Edit, carried_out
from toolselect.fixing.known import Known
from toolselect.fixing.order import CODE, reordered
from toolselect.fixing.spelled import fixes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from toolselect.diagnostics import Diagnostic
    from toolselect.source import Document

_MOST_ROUNDS = 20
_BACK_AND_FORTH = "its corrections would undo each other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a look at the files gives: the documents by shown path, and the findings."""

    documents: Mapping[str, Document]
    diagnostics: Iterable[Diagnostic]


@dataclass(slots=True, kw_only=True)
class Settled:
    """What came of it, by path: the edits, the texts before and after, and why a file, or the rest of it, was left."""

    edits: dict[str, list[Edit]] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many edits were made."""
        return sum(map(len, self.edits.values()))

    def undo(self, path: str, why: str) -> None:
        """Leave a file as it was."""
        self.refused[path] = why
        for kept in (self.edits, self.before, self.after):
            kept.pop(path, None)


def settle(
    look: Callable[[Mapping[str, str]], Seen],
    may_change: Callable[[str], bool],
    wanted: Callable[[str], bool],
    *,
    shipped_vendors: tuple[str, ...] = (),
) -> Settled:
    """Return the texts of all files after every fix that is safe.

    `look` reads and checks all files, with these texts in the place of those on the disk; `may_change` tells whether a
    path may be changed, `wanted` whether a code is to be fixed. A file whose change would say anything else is left.
    """
    settled = Settled()
    for number in range(_MOST_ROUNDS):
        seen = look(settled.after)
        known = Known(dict(seen.documents), shipped_vendors)
        by_path: dict[str, list[Diagnostic]] = {}
        for found in seen.diagnostics:
            if wanted(found.code):
                by_path.setdefault(found.place.path, []).append(found)
        changed = [
            path
            for path, document in sorted(seen.documents.items())
            if path not in settled.refused
            and may_change(path)
            and _corrected(document, by_path.get(path, []), known, settled, order=wanted(CODE))
        ]
        if not changed:
            break
        if number == _MOST_ROUNDS - 1:
            for path in changed:
                settled.undo(path, _BACK_AND_FORTH)
    return settled


def _corrected(document: Document, found: list[Diagnostic], known: Known, settled: Settled, *, order: bool) -> bool:
    """Make the edits of one document for this round; tell whether there were any."""
    edits = fixes(document, found, known) if found else []
    if not edits and order:
        edits = reordered(document)
    if not edits:
        return False
    path = document.path
    corrected, why = carried_out(document, edits)
    if corrected is None:
        settled.refused[path] = why  # what earlier rounds did has been proven, and stays
    elif corrected.text == settled.before.get(path):
        settled.undo(path, _BACK_AND_FORTH)
    else:
        settled.before.setdefault(path, document.text)
        settled.after[path] = corrected.text
        settled.edits.setdefault(path, []).extend(edits)
    return True
