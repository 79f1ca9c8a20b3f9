"""Names for findings that stay the same when lines move: forges track a finding by them from run to run."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from toolselect.diagnostics import key_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolselect.diagnostics import Diagnostic

_LINE_NUMBER = re.compile(r"\b(line|column) [0-9]+")


def fingerprints(diagnostics: Sequence[Diagnostic]) -> list[str]:
    """Return a name for each finding, made of its code, path, key and message, and of no line.

    Findings that are alike in all of these are numbered, so that no two names are the same.
    """
    names = []
    taken: set[str] = set()
    for found in diagnostics:
        parts = (found.code, found.place.path, key_text(found.place.key), _LINE_NUMBER.sub(r"\1", found.message))
        number = 0
        name = _hash(*parts)
        while name in taken:
            number += 1
            name = _hash(*parts, str(number))
        taken.add(name)
        names.append(name)
    return names


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode(errors="backslashreplace")).hexdigest()
