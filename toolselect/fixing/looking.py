"""Look at files as they would be with edits: the loading of a run, on texts that are not on the disk yet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from toolselect import source
from toolselect.fixing.rounds import Seen
from toolselect.loading import structure
from toolselect.loading.brand import read_brand
from toolselect.loading.library import Library
from toolselect.loading.study import load_study

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from toolselect.diagnostics import Diagnostic, Place
    from toolselect.model.facts import Fact
    from toolselect.source import Document

    Silence = Callable[[Document, Iterable[Diagnostic]], list[Diagnostic]]


class Target(Protocol):
    """A study with all that it names or a lone file, the study above it, the folder that references may not leave."""

    @property
    def path(self) -> Path: ...  # noqa: D102
    @property
    def whole_study(self) -> bool: ...  # noqa: D102
    @property
    def study(self) -> Path | None: ...  # noqa: D102
    @property
    def root(self) -> Path | None: ...  # noqa: D102


class Look:
    """Read and check all targets, again and again; the rules about loaded objects are left out: none can be fixed.

    `silence` takes away what comments in a document silence. `hashes` are those of the files on the disk at the first
    look, `roots` the folders that a path was read from within.
    """

    def __init__(self, targets: Sequence[Target], base: Path, max_bytes: int, *, silence: Silence) -> None:
        self._targets = targets
        self._base = base
        self._max_bytes = max_bytes
        self._silence = silence
        self.hashes: dict[str, str] = {}
        self.roots: dict[str, set[Path | None]] = {}

    def __call__(self, edited: Mapping[str, str]) -> Seen:
        """Return the documents and findings with the edited texts in the place of those on the disk."""
        lone: dict[tuple[Path, Path | None], _EditedLibrary] = {}
        libraries: list[_EditedLibrary] = []
        for target in self._targets:
            shared = (target.path.parent, target.root)
            library = None if target.whole_study else lone.get(shared)
            if library is None:
                library = _EditedLibrary(self._base, target.root, self._max_bytes, edited)
                libraries.append(library)
            if target.whole_study:
                load_study(target.path, library)
            else:
                lone[shared] = library
                _load_lone(target, library)
        documents: dict[str, Document] = {}
        found: dict[Diagnostic, None] = {}
        for library in libraries:
            documents |= library.documents
            found |= dict.fromkeys(self._left(library))
            for path, digest in library.hashes.items():
                self.hashes.setdefault(path, digest)
                self.roots.setdefault(path, set()).add(library.root)
        return Seen(documents=documents, diagnostics=list(found))

    def _left(self, library: Library) -> list[Diagnostic]:
        """Return the findings that no comment silences."""
        by_path: dict[str, list[Diagnostic]] = {}
        for one in library.found:
            by_path.setdefault(one.place.path, []).append(one)
        left: list[Diagnostic] = []
        for path, found in by_path.items():
            document = library.documents.get(path)
            left += found if document is None else self._silence(document, [_located(one, document) for one in found])
        return left


def _located(found: Diagnostic, document: Document) -> Diagnostic:
    if found.location is not None:
        return found
    return replace(found, location=source.locate(document, found.place.key, found.place.at))


class _EditedLibrary(Library):
    """A library that reads edited texts in the place of those on the disk."""

    def __init__(self, base: Path, root: Path | None, max_bytes: int, edited: Mapping[str, str]) -> None:
        super().__init__(base=base, root=root, max_bytes=max_bytes)
        self._edited = edited

    def _load(self, path: Path, shown: str, asked: Place | None) -> Document | None:
        before = len(self.found)
        document = super()._load(path, shown, asked)
        if shown in self._edited and shown in self.hashes:
            del self.found[before:]
            raw = self._edited[shown].encode()
            document, found = source.parse(raw, shown, max_bytes=2 * self.max_bytes)
            self.found += found
            if document is not None:
                self.documents[shown] = document
        return document


def _load_lone(target: Target, library: Library) -> None:
    """Read a lone file, for what is found in it."""
    document = library.document(target.path, None)
    match structure.kind_of(document) if document is not None else None:
        case "facts":
            library.facts(target.path)
        case "criteria":
            library.criteria(target.path)
        case "vendor":
            library.vendor(target.path, _vocabulary(target, library))
        case "study":
            load_study(target.path, library)
        case "brand":
            read_brand(target.path, library)
        case "table" | "cashflow" | None:
            pass  # reported when the document was read


def _vocabulary(target: Target, library: Library) -> Mapping[str, Fact]:
    own = library.own_vocabulary(target.path)
    if own is not None:
        return own
    criteria = library.criteria_of(target.study) if target.study is not None else None
    return library.shipped_facts() if criteria is None else criteria.facts
