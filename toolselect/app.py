"""What the program can do, one function per command: read, check, evaluate, render, write.

The only place that knows this order. It returns values; what a terminal sees of them is up to `cli`.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolselect import files, resources, source
from toolselect.checks import check_criteria, check_study, check_vendor
from toolselect.diagnostics import Diagnostic, Location, Place, diagnostic, nearest, stops_work
from toolselect.loading import structure
from toolselect.loading.library import SHIPPED, Library
from toolselect.loading.study import load_study

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from toolselect.model.criteria import CriteriaSet, Criterion, Stage
    from toolselect.model.facts import Fact
    from toolselect.model.result import Evaluation
    from toolselect.model.vendor import Vendor

STUDY_FILE = "study.yaml"
_KIND_LINE = re.compile(rb"^(?:\xef\xbb\xbf)?[\"']?toolselect[\"']?\s*:", re.MULTILINE)


class NothingFound(Exception):  # noqa: N818 - it says what happened
    """There is no study, vendor, criterion or fact where one was asked for. The message says what was looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """All that was found: `files` counts the project files that were read, `texts` are for excerpts."""

    diagnostics: tuple[Diagnostic, ...]
    files: int
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def matched(self) -> bool:
        """Tell whether there was anything to check."""
        return self.files > 0 or bool(self.diagnostics)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """An evaluation, or None and the errors that stopped it."""

    evaluation: Evaluation | None
    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, str]


def validate(
    paths: Sequence[Path],
    *,
    today: date,
    as_of: date | None = None,
    allow_outside: bool = False,
    stage: Stage | None = None,
    max_file_size: int = source.MAX_BYTES,
) -> Validation:
    """Check files, folders and whole studies; without paths the study here or above.

    Lone files are judged at `as_of`, else today; studies at `as_of`, else their own day.

    Raises:
        NothingFound: if no path was given and there is no study here or above.
    """
    base = Path.cwd()
    found: list[Diagnostic] = []
    studies, lone = _targets([base / path for path in paths] if paths else [find_study(None)])
    texts: dict[str, str] = {}
    read: set[str] = set()
    for path in studies:
        library = Library(base=base, root=None if allow_outside else path.parent, max_bytes=max_file_size)
        found += _check_whole_study(path, library, today, as_of, stage)
        texts |= library.texts
        read |= library.hashes.keys()
    for folder, paths_there in _by_folder(lone):
        study = _above(folder)
        library = Library(
            base=base, root=None if allow_outside else _root_of(folder, study, base), max_bytes=max_file_size
        )
        for path in paths_there:
            if library.shown(path) not in read:
                found += _check_lone_file(path, library, study, as_of or today)
        texts |= library.texts
        read |= library.hashes.keys()
    own = {path for path in read if not path.startswith(SHIPPED)}
    return Validation(diagnostics=tuple(sorted(set(found), key=lambda d: d.sort_key)), files=len(own), texts=texts)


def _targets(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Sort what was named into whole studies and lone files."""
    studies: dict[Path, None] = {}
    lone: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            for inner in _project_files(path):
                (studies if inner.name == STUDY_FILE else lone)[inner] = None
        elif path.name == STUDY_FILE and path.exists():
            studies[path] = None
        else:
            lone[path] = None
    return list(studies), list(lone)


def _project_files(folder: Path) -> Iterator[Path]:
    """Yield the YAML files below a folder that say that they are project files, in order; hidden ones are not read."""
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")) and name != "node_modules")
        for name in sorted(names):
            if name.endswith((".yaml", ".yml")) and not name.startswith("."):
                path = Path(where, name)
                if name == STUDY_FILE or _says_its_kind(path):
                    yield path


def _says_its_kind(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return _KIND_LINE.search(file.read(65536)) is not None
    except OSError:
        return True  # an unreadable file is a finding, not a reason to look away


def _check_whole_study(
    path: Path, library: Library, today: date, as_of: date | None, stage: Stage | None
) -> list[Diagnostic]:
    study = load_study(path, library, as_of=as_of)
    if study is not None:
        if stage is not None:
            study = replace(study, stage=stage)
        if study.as_of > today:
            message = f"the day of the study, {study.as_of}, is in the future"
            library.found.append(diagnostic("TS401", study.place.below("as_of"), message))
        library.found += check_study(study) if not stops_work(library.found) else check_criteria(study.criteria)
    return _located(library)


def _check_lone_file(path: Path, library: Library, study: Path | None, as_of: date) -> list[Diagnostic]:
    before = len(library.found)
    document = library.document(path, None)
    if document is not None:
        match structure.kind_of(document):
            case "facts":
                library.facts(path)
            case "criteria":
                criteria = library.criteria(path)
                if criteria is not None:
                    library.found += check_criteria(criteria)
            case "vendor":
                facts = _vocabulary_for(path, library, study)
                vendor = library.vendor(path, facts)
                if vendor is not None:
                    library.found += check_vendor(vendor, facts, as_of)
            case "study":
                load_study(path, library)
            case None:
                pass  # reported when the document was read
    found = [_with_location(one, library) for one in library.found[before:]]
    library.forget(path)
    return found


def _vocabulary_for(path: Path, library: Library, study: Path | None) -> dict[str, Fact]:
    """Return the vocabulary of a lone vendor file: its own, else that of the study above it, else the shipped one."""
    own = library.own_vocabulary(path)
    if own is not None:
        return own
    if study is not None:
        criteria = library.criteria_of(study)
        if criteria is not None:
            return dict(criteria.facts)
    return library.shipped_facts()


def _by_folder(paths: Iterable[Path]) -> Iterator[tuple[Path, list[Path]]]:
    """Yield each folder with the files in it: they share the study above, and so their vocabulary."""
    folders: dict[Path, list[Path]] = {}
    for path in paths:
        folders.setdefault(path.parent, []).append(path)
    yield from folders.items()


def _root_of(folder: Path, study: Path | None, base: Path) -> Path:
    """Return the folder that lone files may not leave: their study's, else where the user stands, else their own."""
    if study is not None:
        return study.parent
    return base if files.inside(base, folder) else folder


def _above(folder: Path) -> Path | None:
    for candidate in (folder, *folder.parents):
        if (candidate / STUDY_FILE).is_file():
            return candidate / STUDY_FILE
    return None


def find_study(path: Path | None) -> Path:
    """Return the study file that a path means: the file, the one in that folder, or (None) the one here or above.

    Raises:
        NothingFound: if there is none.
    """
    here = Path.cwd()
    if path is None:
        found = _above(here)
        if found is None:
            raise NothingFound(f"no {STUDY_FILE} here or in a folder above")
        return found
    path = here / path
    if path.is_dir():
        if not (path / STUDY_FILE).is_file():
            raise NothingFound(f"the folder {_relative(path, here)} holds no {STUDY_FILE}")
        return path / STUDY_FILE
    if not path.exists():
        raise NothingFound(f"there is no file or folder {_relative(path, here)}")
    return path


def evaluate_study(
    path: Path | None, *, today: date, as_of: date | None = None, allow_outside: bool = False
) -> Outcome:
    """Load, check and evaluate a study. Errors of syntax, schema, references and weights stop it.

    Paths inside the evaluation are relative to the study's folder, so that it is the same wherever it is computed;
    paths of the returned diagnostics are relative to where the user stands.

    Raises:
        NothingFound: if there is no study.
    """
    del today
    file = find_study(path)
    library = Library(base=file.parent, root=None if allow_outside else file.parent)
    study = load_study(file, library, as_of=as_of)
    if study is not None and not stops_work(library.found):
        library.found += check_study(study)
    located = _located(library)
    evaluation = None
    if study is not None and not stops_work(located):
        from toolselect.evaluate import evaluate

        evaluation = evaluate(study, tuple(located))
    shift = _relative(file.parent, Path.cwd())
    return Outcome(
        evaluation=evaluation,
        diagnostics=tuple(sorted((_moved(one, shift) for one in located), key=lambda d: d.sort_key)),
        texts={_moved_path(name, shift): text for name, text in library.texts.items()},
    )


def _located(library: Library) -> list[Diagnostic]:
    return sorted({_with_location(one, library) for one in library.found}, key=lambda d: d.sort_key)


def _with_location(found: Diagnostic, library: Library) -> Diagnostic:
    if found.location is not None:
        return found
    document = library.documents.get(found.place.path)
    where = source.locate(document, found.place.key, found.place.at) if document else Location()
    return replace(found, location=where)


def _moved(found: Diagnostic, shift: str) -> Diagnostic:
    place = found.place
    return replace(found, place=Place(path=_moved_path(place.path, shift), key=place.key, at=place.at))


def _moved_path(path: str, shift: str) -> str:
    if path.startswith(SHIPPED) or shift == ".":
        return path
    return Path(os.path.normpath(Path(shift, path))).as_posix()


def _relative(path: Path, base: Path) -> str:
    return Path(os.path.relpath(path, base)).as_posix()


def write_report(evaluation: Evaluation, formats: Iterable[str], directory: Path) -> tuple[Path, ...]:
    """Render the report in each format and write all of them, or nothing.

    Raises:
        files.WriteFailed: if one of them can't be written; then none is.
    """
    from toolselect.report import FORMATS

    outputs = {directory / f"report.{name}": FORMATS[name](evaluation).encode() for name in dict.fromkeys(formats)}
    files.write_all(outputs)
    return tuple(outputs)


def init(directory: Path, today: date) -> tuple[Path, ...]:
    """Write a new study into a folder that may exist; return the files.

    Raises:
        files.WriteFailed: if one can't be written or stands there already; then none is.
    """
    template = resources.root("templates") / "study"
    contents: dict[str, bytes] = {}
    for path in sorted(template.rglob("*")):
        if path.is_file() and not path.name.endswith("~"):
            text = path.read_text(encoding="utf-8").replace("{{today}}", today.isoformat())
            contents[path.relative_to(template).as_posix()] = text.encode()
    for kind in structure.KINDS:
        contents[f".toolselect/{kind}.schema.json"] = resources.schema_text(kind).encode()
    files.write_new_tree(directory, contents)
    return tuple(directory / name for name in contents)


def shipped(kind: resources.Kind) -> tuple[str, ...]:
    """Return the names of what ships: vendor profiles or criteria sets."""
    return tuple(name for name in resources.names(kind) if name != "facts")


def load_shipped_vendor(name: str) -> Vendor:
    """Return a profile that comes with the program. KeyError if there is none of that name."""
    library = Library(base=Path.cwd())
    vendor = library.vendor(_shipped_path("vendors", name), library.shipped_facts())
    if vendor is None:
        raise KeyError(name)
    return vendor


def load_shipped_criteria(name: str) -> CriteriaSet:
    """Return a criteria set that comes with the program. KeyError if there is none of that name."""
    criteria = Library(base=Path.cwd()).criteria(_shipped_path("criteria", name))
    if criteria is None:
        raise KeyError(name)
    return criteria


def _shipped_path(kind: resources.Kind, name: str) -> Path:
    if name not in resources.names(kind):
        raise KeyError(name)
    return resources.root(kind) / f"{name}.yaml"


def show(name: str, study_path: Path | None = None) -> Vendor | Criterion | Fact:
    """Return the vendor, criterion or fact of that name: of the study given, here or above, else what ships.

    Raises:
        NothingFound: if nothing is called that, or the study that was named does not exist or can't be read.
    """
    vendors: dict[str, Vendor] = {}
    sets: list[CriteriaSet] = []
    study_file = find_study(study_path) if study_path is not None else _above(Path.cwd())
    if study_file is not None:
        study = load_study(study_file, Library(base=study_file.parent))
        if study is not None:
            vendors |= {vendor.id: vendor for vendor in study.alternatives}
            sets.append(study.criteria)
        elif study_path is not None:
            raise NothingFound(f"the study {study_path} can't be read; `toolselect validate` says why")
    sets += [load_shipped_criteria(one) for one in shipped("criteria")]
    if name in vendors:
        return vendors[name]
    if name in shipped("vendors"):
        return load_shipped_vendor(name)
    for criteria in sets:
        for node in criteria.nodes():
            if node.id == name:
                return node
    for criteria in sets:
        if name in criteria.facts:
            return criteria.facts[name]
    known = [*vendors, *shipped("vendors")]
    for criteria in sets:
        known += [*(node.id for node in criteria.nodes()), *criteria.facts]
    hint = nearest(name, known)
    raise NothingFound(f"nothing is called `{name}`" + (f"; {hint}" if hint else ""))
