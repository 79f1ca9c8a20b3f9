"""Check targets one after the other: load, apply the rules, find the places, silence what a comment silences."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from toolselect import source
from toolselect.checks.profile import check_vendor
from toolselect.diagnostics import Diagnostic, Location, diagnostic, stops_work
from toolselect.loading import structure
from toolselect.loading.facts import Vocabulary
from toolselect.loading.library import Library
from toolselect.validation import ignores

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from toolselect.model.criteria import Stage
    from toolselect.model.facts import Fact
    from toolselect.model.study import Study
    from toolselect.validation.targets import Target

_DEPENDS_ON_MORE = frozenset(("TS001", "TS006", "TS203", "TS210", "TS211"))
"""Findings that files which were not read decide: a missing file may be there next time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What findings depend on besides the files.

    `base` is the folder that shown paths are relative to. Lone files are judged at `as_of`, else today; studies at
    `as_of`, else their own day. `expires_within` (days) warns of evidence before it expires.
    """

    base: Path
    today: date
    as_of: date | None = None
    stage: Stage | None = None
    allow_outside: bool = False
    max_bytes: int = source.MAX_BYTES
    expires_within: int | None = None

    def as_key(self) -> str:
        """Return all of it as a text for the cache's key; the base, because shown paths are relative to it."""
        return repr((self.base.as_posix(), self.today, self.as_of, self.stage, self.allow_outside, self.max_bytes,
                     self.expires_within))  # fmt: skip

    def shown(self, path: Path) -> str:
        """Return a path as it is shown."""
        return Path(os.path.relpath(path, self.base)).as_posix()


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What came of one target: the files it was made from (shown path to SHA-256) and the located findings.

    `lasting` tells that the findings hold as long as those files stay as they are, `tried` are all files that were
    asked for, those that could not be read included.
    """

    inputs: Mapping[str, str]
    found: tuple[Diagnostic, ...]
    lasting: bool
    tried: frozenset[str] = frozenset()


@cache
def program_digest() -> str:
    """Return a digest of the program's own code, so that a changed program never trusts what an older one found."""
    digest = hashlib.sha256()
    package = Path(__file__).parents[1]
    for path in sorted(package.rglob("*.py")):
        status = path.stat()
        digest.update(f"{path.relative_to(package).as_posix()} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def check(targets: Sequence[Target], options: Options) -> list[Checked]:
    """Return what came of each target, in their order."""
    libraries: dict[tuple[Path, Path | None], tuple[Library, dict[str, list[Diagnostic]]]] = {}
    results = []
    for target in targets:
        if target.whole_study:
            results.append(_study(target, options))
            continue
        key = (target.path.parent, target.root)
        if key not in libraries:
            libraries[key] = (_library(target, options), {})
        results.append(_lone_file(target, *libraries[key], options))
    return results


def _library(target: Target, options: Options) -> Library:
    return Library(base=options.base, root=target.root, max_bytes=options.max_bytes, shipped_in_place=True)


def _study(target: Target, options: Options) -> Checked:
    # What a study needs is imported with the first one: a lone profile is checked in half the time without it.
    from toolselect.checks.study import check_study
    from toolselect.loading.study import load_study
    from toolselect.validation import shipped

    library = _library(target, options)
    study = load_study(target.path, library, as_of=options.as_of)
    if study is not None:
        if options.stage is not None:
            study = replace(study, stage=options.stage)
        if (study.as_of - options.today).days > 1:  # today is not the same day everywhere
            message = f"the day of the study, {study.as_of}, is in the future"
            library.found.append(diagnostic("TS401", study.place.below("as_of"), message))
        if stops_work(library.found):
            library.found += _of_parts(study, library)
        else:
            library.found += check_study(study, expires_within=options.expires_within)
    home = shipped.brought_home(located(library.found, library), study, library)
    found = _silenced(list(home), library)
    lasting = not any(one.code in _DEPENDS_ON_MORE for one in found)
    return Checked(inputs=dict(library.hashes), found=found, lasting=lasting, tried=frozenset(library.tried()))


def _of_parts(study: Study, library: Library) -> list[Diagnostic]:
    """Return what can be said about the parts of a study that can't be scored."""
    from toolselect.checks.study import check_criteria

    found = list(check_criteria(study.criteria, study))
    if any(one.code == "TS301" for one in library.found):  # weights of the study, no mistake of the criteria file
        found = [one for one in found if one.code != "TS301"]
    for vendor in study.alternatives:
        found += check_vendor(vendor, study.criteria.facts, study.as_of)
    return found


def _lone_file(target: Target, library: Library, archive: dict[str, list[Diagnostic]], options: Options) -> Checked:
    """Check one file; the archive keeps what was said about files that it shares with others (vocabularies)."""
    shown = library.shown(target.path)
    document = library.document(target.path, None)
    kind = structure.kind_of(document) if document is not None else None
    extends = False
    if document is not None:
        match kind:
            case "facts":
                library.facts(target.path)
            case "criteria":
                criteria = library.criteria(target.path)
                if criteria is not None:
                    from toolselect.checks.study import check_criteria

                    library.found += check_criteria(criteria)
            case "vendor":
                extends = "extends" in document.data
                facts = _vocabulary(target, library)
                vendor = library.vendor(target.path, facts)
                if vendor is not None:
                    day = options.as_of or options.today
                    library.found += check_vendor(vendor, facts, day, expires_within=options.expires_within)
            case "study" | "brand":
                _read(kind, target.path, library)
            case "table" | "cashflow" | None:
                pass  # reported when the document was read
    inputs = dict(library.hashes)
    told = [*library.found, *archive.get(shown, ())]
    for one in library.found:
        if one.place.path != shown:
            archive.setdefault(one.place.path, []).append(one)
    library.found = []
    found = _silenced(located(told, library), library)
    lasting = not extends and not archive and not any(one.code in _DEPENDS_ON_MORE for one in found)
    if kind in ("vendor", None):
        library.forget(target.path)
    return Checked(inputs=inputs, found=found, lasting=lasting)


def _read(kind: Literal["study", "brand"], path: Path, library: Library) -> None:
    """Read a file that nothing more is checked of; its findings stay with the library."""
    from toolselect.loading.brand import read_brand
    from toolselect.loading.study import load_study

    if kind == "study":
        load_study(path, library)
    else:
        read_brand(path, library)


def _vocabulary(target: Target, library: Library) -> Mapping[str, Fact]:
    """Return the vocabulary of a lone profile: its own, else that of the study above it, else the shipped one."""
    own = library.own_vocabulary(target.path)
    if own is not None:
        return own
    if target.study is not None:
        criteria = library.criteria_of(target.study)
        return Vocabulary(complete=False) if criteria is None else criteria.facts
    return library.shipped_facts()


def located(found: Iterable[Diagnostic], library: Library) -> list[Diagnostic]:
    """Return the findings with their lines and columns."""
    return [_with_location(one, library) for one in found]


def _with_location(found: Diagnostic, library: Library) -> Diagnostic:
    if found.location is not None:
        return found
    document = library.documents.get(found.place.path)
    where = source.locate(document, found.place.key, found.place.at) if document else Location()
    return replace(found, location=where)


def _silenced(found: list[Diagnostic], library: Library) -> tuple[Diagnostic, ...]:
    """Return the findings that no comment silences, once each."""
    for document in library.documents.values():
        if ignores.marked(document.text):
            own = [one for one in found if one.place.path == document.path]
            others = [one for one in found if one.place.path != document.path]
            found = others + ignores.apply(document, own)
    return tuple(dict.fromkeys(found))
