"""Remember what was found in files that have not changed.

One file holds all: for each target the files it was made from, with the hash of their content, and its findings. A
target's findings hold as long as every one of those files has the same content and nothing else that matters (the
program, its rules, the options) has changed. Reading and writing never fail a run: what can't be read is computed
again, what can't be written is left. Runs may share the file; the last one to finish wins, and none writes a half.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from toolselect import files
from toolselect.diagnostics import Diagnostic, Location, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

FOLDER = ".toolselect_cache"
_FORMAT = 2
_MAX_BYTES = 256_000_000
_MAX_TARGETS = 100_000


@dataclass(slots=True)
class Cache:
    """The findings of earlier runs. `salt` stands for everything but the files that they depend on."""

    folder: Path
    salt: str
    known: dict[str, Any] = field(default_factory=dict)
    changed: bool = False

    def get(self, target: str, hash_of: Callable[[str], str | None]) -> tuple[dict[str, str], list[Diagnostic]] | None:
        """Return the files and findings of a target if all its files still have the content they had.

        `hash_of` gives the hash of a file's content now (None: it can't be read).
        """
        entry = self.known.get(target)
        if entry is None:
            return None
        inputs, found = entry
        for path, digest in inputs.items():
            if hash_of(path) != digest:
                return None
        return inputs, [_unpacked(one) for one in found]

    def put(self, target: str, inputs: dict[str, str], found: Iterable[Diagnostic]) -> None:
        """Remember a target's findings."""
        self.known[target] = (inputs, [_packed(one) for one in found])
        self.changed = True

    def save(self) -> None:
        """Write what is known, if it changed; a folder that can't be written is left alone."""
        if not self.changed:
            return
        kept = dict(list(self.known.items())[-_MAX_TARGETS:])
        body = json.dumps({"salt": self.salt, "targets": kept}, separators=(",", ":"))
        head = f"toolselect cache {_FORMAT} {_checksum(body)}\n"
        outputs = {self.folder / "findings.json": (head + body).encode()}
        if not (self.folder / ".gitignore").exists():
            outputs[self.folder / ".gitignore"] = b"*\n"
        try:
            files.write_all(outputs)
        except (files.WriteFailed, OSError):
            return


def load(folder: Path, salt: str) -> Cache:
    """Return the cache of a folder; an empty one where there is none, or a broken one, or one of another salt."""
    cache = Cache(folder=folder, salt=salt)
    try:
        raw = files.read_limited(folder / "findings.json", _MAX_BYTES)
        head, _, body = raw.decode().partition("\n")
        if head == f"toolselect cache {_FORMAT} {_checksum(body)}":
            data = json.loads(body)
            if data["salt"] == salt:
                cache.known = data["targets"]
    except (files.ReadFailed, OSError, ValueError, KeyError, TypeError):
        cache.known = {}
    return cache


def _checksum(body: str) -> str:
    return hashlib.blake2b(body.encode(), digest_size=16).hexdigest()


def _packed(found: Diagnostic) -> list[Any]:
    where = found.location or Location()
    return [
        found.code,
        found.severity.value,
        found.place.path,
        list(found.place.key),
        found.place.at,
        found.message,
        found.hint,
        where.line,
        where.column,
        where.end_line,
        where.end_column,
        found.urgency,
    ]


def _unpacked(packed: list[Any]) -> Diagnostic:
    code, severity, path, key, at, message, hint, line, column, end_line, end_column, urgency = packed
    return Diagnostic(
        code=code,
        severity=Severity(severity),
        place=Place(path=path, key=tuple(key), at=at),
        message=message,
        hint=hint,
        location=Location(line=line, column=column, end_line=end_line, end_column=end_column),
        urgency=urgency,
    )
