"""Find, read and build project files, each of them once.

A `Library` is made for one run. It knows where shipped files live, which folder a study may not leave, and keeps
every document with its findings and its hash.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from toolselect import files, resources, source
from toolselect.diagnostics import Diagnostic, Location, Place, closest, diagnostic, nearest
from toolselect.loading import structure
from toolselect.loading.facts import Vocabulary, build_facts
from toolselect.loading.vendor import build_vendor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolselect.loading.structure import Kind
    from toolselect.model.criteria import CriteriaSet
    from toolselect.model.facts import Fact
    from toolselect.model.study import InputFile
    from toolselect.model.vendor import Vendor
    from toolselect.source import Document

SHIPPED = "shipped:"
"""How paths of files that come with the program begin wherever they are shown."""


class Library:
    """All files of one run.

    `base` is the folder that shown paths are relative to; `root` the folder that references may not leave (None:
    they may go anywhere). `found` holds the findings of everything that was read, without order, `asked` the place that
    named each file first. Files that ship with
    the program have names of their own wherever they lie; with `shipped_in_place`, those below the base are shown as
    any other file: whoever keeps them there may want to edit them.
    """

    def __init__(
        self,
        *,
        base: Path,
        root: Path | None = None,
        max_bytes: int = source.MAX_BYTES,
        shipped_in_place: bool = False,
    ) -> None:
        self.base = base
        self.root = root
        self.max_bytes = max_bytes
        self.shipped_in_place = shipped_in_place
        self.found: list[Diagnostic] = []
        self.documents: dict[str, Document] = {}
        self.texts: dict[str, str] = {}
        self.hashes: dict[str, str] = {}
        self.asked: dict[str, Place] = {}
        self._shown: dict[str, str] = {}
        self._read: dict[str, Document | None] = {}
        self._facts: dict[str, Vocabulary] = {}
        self._criteria: dict[str, CriteriaSet | None] = {}
        self._vendors: dict[str, Vendor | None] = {}
        self._shipped = {kind: resources.root(kind) for kind in ("criteria", "vendors")}

    def inputs(self) -> tuple[InputFile, ...]:
        """Return every file that was read, with its hash, in path order."""
        from toolselect.model.study import InputFile

        return tuple(InputFile(path=path, sha256=digest) for path, digest in sorted(self.hashes.items()))

    def tried(self) -> set[str]:
        """Return every file that was asked for, those that could not be read included."""
        return set(self._read)

    def shown(self, path: Path) -> str:
        """Return how a path is shown: relative to the base, or as a shipped file."""
        name = os.fspath(path)
        known = self._shown.get(name)
        if known is None:
            known = self._shown[name] = self._show(path)
        return known

    def _show(self, path: Path) -> str:
        for kind, folder in self._shipped.items():
            if path.is_relative_to(folder) and not (self.shipped_in_place and path.is_relative_to(self.base)):
                return f"{SHIPPED}{kind}/{path.relative_to(folder).as_posix()}"
        return Path(os.path.relpath(path, self.base)).as_posix()

    def document(self, path: Path, wanted: Kind | None, asked: Place | None = None) -> Document | None:
        """Read one file of the wanted kind (None: of any kind); None if that failed.

        `asked` is the place in another file that names it: a missing file is reported there.
        """
        shown = self.shown(path)
        if shown not in self._read:
            if asked is not None:
                self.asked[shown] = asked
            self._read[shown] = self._load(path, shown, asked)
        document = self._read[shown]
        if document is None:
            return None
        wrong = structure.wrong_kind(document, wanted, asked)
        if wrong is not None:
            if wrong not in self.found:
                self.found.append(wrong)
            return None
        return document

    def _load(self, path: Path, shown: str, asked: Place | None) -> Document | None:
        limit = source.MAX_BYTES if self._is_shipped(path) else self.max_bytes
        try:
            raw = files.read_limited(path, limit)
        except files.ReadFailed as failed:
            place = asked or Place(path=shown)
            where = None if asked else Location()
            if failed.kind == "too-large":
                message = f"{shown} is larger than {limit / 1e6:g} MB"
                hint = "split it, or allow more with --max-file-size"
                self.found.append(diagnostic("TS006", place, message, hint, location=where))
            else:
                message = f"{shown} can't be read: {failed.reason}"
                hint = self._near(path, asked) if failed.kind == "missing" else ""
                self.found.append(diagnostic("TS001", place, message, hint, location=where))
            return None
        self.hashes[shown] = hashlib.sha256(raw).hexdigest()
        document, found = source.parse(raw, shown, max_bytes=limit)
        self.texts[shown] = document.text if document else raw.decode("utf-8-sig", errors="replace")
        self.found += found
        if document is not None:
            self.documents[shown] = document
        return document

    def _near(self, path: Path, asked: Place | None) -> str:
        """Return a hint at a file beside the missing one that has nearly its name, as it is to be written."""
        try:
            names = [entry.name for entry in path.parent.iterdir() if entry.is_file()]
        except OSError:
            return ""
        close = closest(path.name, names)
        if not close:
            return ""
        folder = (self.base / asked.path).parent if asked else self.base
        return f"did you mean `{Path(os.path.relpath(path.parent / close, folder)).as_posix()}`?"

    def _resolve(self, name: str, folder: Path, asked: Place) -> Path | None:
        """Return the file that a path in a file of `folder` means; None if it leaves the root."""
        path = Path(os.path.normpath(folder / name))
        if self.root is not None and not files.inside(self.root, path):
            hint = "copy the file into the folder, or permit it with --allow-outside"
            self.found.append(diagnostic("TS210", asked, f"`{name}` is outside the study's folder", hint))
            return None
        return path

    def attached(self, name: str, folder: Path, asked: Place, limit: int) -> bytes | None:
        """Return the content of a file that is no text, of at most `limit` bytes; None if it can't be had."""
        path = self._resolve(name, folder, asked)
        if path is None:
            return None
        try:
            content = files.read_limited(path, limit)
        except files.ReadFailed as failed:
            if failed.kind == "too-large":
                message = f"{name} is larger than {limit / 1e3:g} kB"
                self.found.append(diagnostic("TS006", asked, message, "make it smaller"))
            else:
                hint = self._near(path, asked) if failed.kind == "missing" else ""
                self.found.append(diagnostic("TS001", asked, f"{name} can't be read: {failed.reason}", hint))
            return None
        self.hashes[self.shown(path)] = hashlib.sha256(content).hexdigest()
        return content

    def facts(self, path: Path, asked: Place | None = None) -> Vocabulary | None:
        """Return a vocabulary; None if its file can't be read."""
        document = self.document(path, "facts", asked)
        if document is None:
            return None
        if document.path not in self._facts:
            self._facts[document.path], found = build_facts(document)
            self.found += found
        return self._facts[document.path]

    def shipped_facts(self) -> Vocabulary:
        """Return the vocabulary that comes with the program."""
        return self.facts(self._shipped["criteria"] / "facts.yaml") or Vocabulary(complete=False)

    def vocabulary(self, document: Document, path: Path, key: str) -> Vocabulary:
        """Return the facts of the files that a key of this file names, merged."""
        merged = Vocabulary()
        given = document.data.get(key)
        names = given if isinstance(given, list) else [None]
        for index, name in enumerate(names):
            asked = Place(path=document.path, key=(key, index))
            if not isinstance(name, str) or not name:
                merged.complete = False  # its structure tells why
                continue
            if name in names[:index]:
                self.found.append(diagnostic("TS208", asked, f"`{name}` is named twice", "once is enough"))
                continue
            target = self._resolve(name, path.parent, asked) if not self._is_shipped(path) else path.parent / name
            facts = self.facts(target, asked) if target is not None else None
            if facts is None:
                merged.complete = False
                continue
            merged.broken |= facts.broken
            for fact_id, fact in facts.items():
                if fact_id in merged:
                    message = f"the fact `{fact_id}` stands in {merged[fact_id].place.path}, too"
                    self.found.append(diagnostic("TS208", fact.place, message, "each fact belongs to one vocabulary"))
                merged.setdefault(fact_id, fact)
        return merged

    def own_vocabulary(self, path: Path) -> Vocabulary | None:
        """Return the facts that a vendor file's own `vocabulary:` names; None if it names none."""
        document = self.document(path, "vendor")
        if document is None or "vocabulary" not in document.data:
            return None
        return self.vocabulary(document, path, "vocabulary")

    def criteria_of(self, study: Path) -> CriteriaSet | None:
        """Return the criteria that a study names, if they can be read, without a word about the study itself."""
        document = self.document(study, "study")
        name = document.data.get("criteria") if document else None
        if not isinstance(name, str) or document is None:
            return None
        asked = Place(path=document.path, key=("criteria",))
        path = self.criteria_path(name, study.parent, asked)
        return None if path is None else self.criteria(path, asked)

    def forget(self, path: Path) -> None:
        """Drop what was kept of a file that nothing else will ask for."""
        shown = self.shown(path)
        self.documents.pop(shown, None)
        self.hashes.pop(shown, None)
        self.texts.pop(shown, None)
        self._read.pop(shown, None)
        self._vendors.pop(shown, None)

    def _is_shipped(self, path: Path) -> bool:
        return any(path.is_relative_to(folder) for folder in self._shipped.values())

    def criteria_path(self, name: str, folder: Path, asked: Place) -> Path | None:
        """Return the file of a criteria set: a bare name means a shipped one."""
        if _bare(name):
            if name in resources.names("criteria"):
                return self._shipped["criteria"] / f"{name}.yaml"
            hint = _file_hint(name, folder) or nearest(name, resources.names("criteria")) or _OWN_FILE
            self.found.append(diagnostic("TS211", asked, f"no criteria set `{name}` ships with the program", hint))
            return None
        return self._resolve(name, folder, asked)

    def criteria(self, path: Path, asked: Place | None = None) -> CriteriaSet | None:
        """Return a criteria set with its vocabulary; None if it can't be read."""
        document = self.document(path, "criteria", asked)
        if document is None:
            return None
        if document.path not in self._criteria:
            from toolselect.loading.criteria import build_criteria

            built, found = build_criteria(document, self.vocabulary(document, path, "facts"))
            self.found += found
            self._criteria[document.path] = built
        return self._criteria[document.path]

    def vendor_path(self, name: str, folder: Path, asked: Place) -> Path | None:
        """Return the file of a vendor profile: a bare name means a shipped one."""
        if _bare(name):
            if name in resources.names("vendors"):
                return self._shipped["vendors"] / f"{name}.yaml"
            hint = _file_hint(name, folder) or nearest(name, resources.names("vendors")) or _OWN_FILE
            self.found.append(diagnostic("TS203", asked, f"no vendor `{name}` ships with the program", hint))
            return None
        return self._resolve(name, folder, asked)

    def vendor(
        self, path: Path, facts: Mapping[str, Fact], asked: Place | None = None, below: tuple[str, ...] = ()
    ) -> Vendor | None:
        """Return a profile read with a vocabulary; None if it can't be read. `below` are those that extend it."""
        document = self.document(path, "vendor", asked)
        if document is None:
            return None
        if document.path in below:
            circle = " extends ".join((*below[below.index(document.path) :], document.path))
            self.found.append(diagnostic("TS209", asked or Place(path=document.path), f"{circle}: a circle"))
            return None
        if document.path not in self._vendors:
            base = None
            extends = document.data.get("extends")
            if isinstance(extends, str) and extends:
                at = Place(path=document.path, key=("extends",))
                parent = self.vendor_path(extends, path.parent, at)
                if parent is not None:
                    base = self.vendor(parent, facts, at, (*below, document.path))
                if base is None:
                    _, found = structure.check(document, "vendor")
                    self.found += found
                    self._vendors[document.path] = None
                    return None
            built, found = build_vendor(document, facts, base)
            self.found += found
            self._vendors[document.path] = built
        return self._vendors[document.path]


_OWN_FILE = "a file of your own is named with its path and .yaml"


def _file_hint(name: str, folder: Path) -> str:
    """Return a hint at a file of the user's that is named without its ending."""
    return f"write `{name}.yaml` for the file" if os.path.isfile(folder / f"{name}.yaml") else ""  # noqa: PTH113 - never raises


def _bare(name: str) -> bool:
    return "/" not in name and "\\" not in name and not name.endswith((".yaml", ".yml"))
