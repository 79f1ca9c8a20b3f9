"""What the program can do, one function per command: read, check, evaluate, render, write.

The only place that knows this order. It returns values; what a terminal sees of them is up to `cli`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolselect import files, resources, source, validation
from toolselect.diagnostics import Diagnostic, Place, nearest, stops_work
from toolselect.loading import structure
from toolselect.loading.library import SHIPPED, Library
from toolselect.validation.cache import FOLDER as CACHE_FOLDER
from toolselect.validation.checking import Options, located
from toolselect.validation.config import Config, ConfigError
from toolselect.validation.config import load as load_config
from toolselect.validation.targets import STUDY_FILE, above, kind_said

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from toolselect.checks.profile import Expiry
    from toolselect.diagnostics import Location, Severity
    from toolselect.fixing import Settled
    from toolselect.model.criteria import CriteriaSet, Criterion, Stage
    from toolselect.model.facts import Fact
    from toolselect.model.result import Evaluation
    from toolselect.model.vendor import Vendor
    from toolselect.validation import Validation

__all__ = ["ConfigError", "NothingFound"]


class NothingFound(Exception):  # noqa: N818 - it says what happened
    """There is no study, vendor, criterion or fact where one was asked for. The message says what was looked for."""


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
    max_file_size: int | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    severities: Mapping[str, Severity] | None = None,
    expires_within: int | None = None,
    jobs: int | None = 1,
    cache: bool = False,
    settings: Config | None = None,
) -> Validation:
    """Check files, folders and whole studies; without paths the study here or above.

    Lone files are judged at `as_of`, else today; studies at `as_of`, else their own day. What is given here stands
    above the `settings` of the project. `jobs` bounds the processes (None: as many as processors).

    Raises:
        NothingFound: if no path was given and there is no study here or above.
        KeyError: with a code in `select`, `ignore` or `severities` that means nothing.
    """
    base = Path.cwd()
    config = settings or Config()
    options = Options(
        base=base,
        today=today,
        as_of=as_of,
        stage=stage,
        allow_outside=allow_outside,
        max_bytes=max_file_size or config.max_file_size or source.MAX_BYTES,
        expires_within=config.expires_within if expires_within is None else expires_within,
    )
    return validation.validate(
        [base / path for path in paths] if paths else [find_study(None)],
        options,
        select=select or config.select,
        ignore=(*config.ignore, *ignore),
        severities={**config.severity, **(severities or {})},
        jobs=jobs,
        cache=_cache_folder(base, config) if cache else None,
    )


def settings_here() -> Config:
    """Return the project's settings: of the nearest file here or above that has any.

    Raises:
        ConfigError: if they can't be used.
    """
    return load_config(Path.cwd())


def _cache_folder(base: Path, config: Config) -> Path:
    """Return where findings are remembered: where the environment says, else beside the settings, else here."""
    given = os.environ.get("TOOLSELECT_CACHE_DIR")
    if given:
        return base / given
    return (config.path.parent if config.path else base) / CACHE_FOLDER


def find_study(path: Path | None) -> Path:
    """Return the study file that a path means: the file, the one in that folder, or (None) the one here or above.

    Raises:
        NothingFound: if there is none.
    """
    here = Path.cwd()
    if path is None:
        found = above(here)
        if found is None:
            raise NothingFound(f"no {STUDY_FILE} here or in a folder above")
        return found
    path = here / path
    if os.path.isdir(path):  # noqa: PTH112 - never raises, whatever the name
        if not os.path.isfile(path / STUDY_FILE):  # noqa: PTH113
            raise NothingFound(f"the folder {_relative(path, here)} holds no {STUDY_FILE}")
        return path / STUDY_FILE
    if not os.path.exists(path):  # noqa: PTH110
        raise NothingFound(f"there is no file or folder {_relative(path, here)}")
    return path


def evaluate_study(
    path: Path | None,
    *,
    as_of: date | None = None,
    allow_outside: bool = False,
    max_file_size: int | None = None,
    settings: Config | None = None,
) -> Outcome:
    """Load, check and evaluate a study. Errors of syntax, schema, references and weights stop it.

    Paths inside the evaluation are relative to the study's folder, so that it is the same wherever it is computed;
    paths of the returned diagnostics are relative to where the user stands.

    Raises:
        NothingFound: if there is no study.
    """
    from toolselect.checks.study import check_study
    from toolselect.loading.study import load_study
    from toolselect.validation.shipped import brought_home

    file = find_study(path)
    library = Library(
        base=file.parent,
        root=None if allow_outside else file.parent,
        max_bytes=max_file_size or (settings or Config()).max_file_size or source.MAX_BYTES,
    )
    study = load_study(file, library, as_of=as_of)
    if study is not None and not stops_work(library.found):
        library.found += check_study(study)
    located = _located(library)
    evaluation = None
    if study is not None and not stops_work(located):
        from toolselect.evaluate import evaluate

        evaluation = evaluate(study, tuple(located))
    shift = _relative(file.parent, Path.cwd())
    home = (_moved(one, shift) for one in brought_home(located, study, library))
    return Outcome(
        evaluation=evaluation,
        diagnostics=tuple(sorted(home, key=lambda d: d.sort_key)),
        texts={_moved_path(name, shift): text for name, text in library.texts.items()},
    )


def _located(library: Library) -> list[Diagnostic]:
    return sorted(set(located(library.found, library)), key=lambda d: d.sort_key)


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
    write_outputs(outputs)
    return tuple(outputs)


def write_outputs(outputs: Mapping[Path, bytes]) -> None:
    """Write all outputs or none, and none over a project file: a slip of the hand must not cost a profile.

    Raises:
        files.WriteFailed: if one of them can't be written, or would replace a project file.
    """
    for path in outputs:
        if path.is_file() and kind_said(path) in structure.KINDS:
            raise files.WriteFailed(path, "it is a project file, and no output replaces one")
    files.write_all(outputs)


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
    from toolselect.loading.study import load_study

    vendors: dict[str, Vendor] = {}
    sets: list[CriteriaSet] = []
    study_file = find_study(study_path) if study_path is not None else above(Path.cwd())
    if study_file is not None:
        study = load_study(study_file, Library(base=study_file.parent, root=study_file.parent))
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


def fix(
    paths: Sequence[Path],
    *,
    allow_outside: bool = False,
    max_file_size: int | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    settings: Config | None = None,
    write: bool = True,
) -> Settled:
    """Correct what has exactly one answer in the files that `validate` would check; write all of them, or none.

    What ships is never changed, nor, unless that is allowed, what lies outside the study or is linked to from it.

    Raises:
        NothingFound: if no path was given and there is no study here or above.
        KeyError: with a code in `select` or `ignore` that means nothing.
        files.WriteFailed: if a file can't be written, or has changed meanwhile; then none is.
    """
    from codecs import BOM_UTF8
    from hashlib import sha256

    from toolselect import fixing
    from toolselect.validation import ignores, targets
    from toolselect.validation.config import expand

    base = Path.cwd()
    config = settings or Config()
    limit = max_file_size or config.max_file_size or source.MAX_BYTES
    chosen = tuple(select or config.select)
    codes = expand(chosen) if chosen else set(fixing.FIXABLE)
    codes -= expand((*config.ignore, *ignore))
    if fixing.ORDER not in chosen:
        codes.discard(fixing.ORDER)
    wanted = [base / path for path in paths] if paths else [find_study(None)]
    look = fixing.Look(targets.find(wanted, base, allow_outside=allow_outside), base, limit, silence=ignores.apply)
    shipped_folders = [resources.root("criteria"), resources.root("vendors")]

    def may_change(path: str) -> bool:
        file = base / path
        if path.startswith(SHIPPED) or any(files.inside(folder, file) for folder in shipped_folders):
            return False
        return any(root is None or files.inside(root, file) for root in look.roots[path])

    settled = fixing.settle(look, may_change, codes.__contains__, shipped_vendors=resources.names("vendors"))
    outputs: dict[Path, bytes] = {}
    for path, text in settled.after.items():
        try:
            raw = files.read_limited(base / path, limit)
        except files.ReadFailed as failed:
            raise files.WriteFailed(Path(path), failed.reason) from failed
        if sha256(raw).hexdigest() != look.hashes[path]:
            raise files.WriteFailed(Path(path), "it changed while it was being corrected")
        mark = BOM_UTF8 if raw.startswith(BOM_UTF8) else b""
        outputs[Path(path)] = mark + text.encode()
        settled.before[path], settled.after[path] = raw.decode(), outputs[Path(path)].decode()
    if write:
        files.write_all(outputs)
    return settled


def expiries(
    path: Path | None, *, today: date, as_of: date | None = None, allow_outside: bool = False
) -> tuple[date, tuple[tuple[Vendor, Expiry, Location], ...]]:
    """Return the day that counts, and when the evidence of each answer of a study ends, soonest first, with its place.

    The day is `as_of`, else the study's. Without a study here or above it is about the vendors that ship, at `today`.

    Raises:
        NothingFound: if the study that was named does not exist, or the study can't be read.
    """
    from toolselect.checks import evidence, profile
    from toolselect.loading.study import load_study

    base = Path.cwd()
    file = find_study(path) if path is not None else above(base)
    library = Library(base=base, root=None if allow_outside or file is None else file.parent)
    if file is None:
        day, criteria = as_of or today, load_shipped_criteria(shipped("criteria")[0])
        read = [library.vendor(_shipped_path("vendors", name), criteria.facts) for name in shipped("vendors")]
        vendors = [vendor for vendor in read if vendor is not None]
    else:
        study = load_study(file, library, as_of=as_of)
        if study is None:
            shown = _relative(file, base)
            raise NothingFound(f"the study {shown} can't be read; `toolselect validate {shown}` says why")
        day, criteria, vendors = study.as_of, study.criteria, list(study.alternatives)
    must = evidence.must_facts(criteria)
    found = [(vendor, one) for vendor in vendors for one in profile.expiries(vendor, criteria.facts, must)]
    found.sort(key=lambda pair: (pair[1].day, not pair[1].must))  # stable: else vendors and facts in their order
    places = [source.locate(library.documents[one.place.path], one.place.key, one.place.at) for _, one in found]
    return day, tuple((vendor, one, where) for (vendor, one), where in zip(found, places, strict=True))
