"""What there is to validate: whole studies, and project files that stand alone."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from toolselect import files

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STUDY_FILE = "study.yaml"
_KIND_LINE = re.compile(rb"^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\"']?toolselect[\"']?\s*:\s*[\"']?(\w*)", re.MULTILINE)
_FIRST_BYTES = 16384


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One thing to validate.

    `path` is a study's file or a lone file, `study` the study above a lone file (its vocabulary is used), `root` the
    folder that references may not leave (None: anywhere).
    """

    path: Path
    whole_study: bool
    study: Path | None
    root: Path | None


def find(paths: Sequence[Path], base: Path, *, allow_outside: bool) -> list[Target]:
    """Return what the paths mean, studies first: files as they are, folders with all project files below them."""
    studies: dict[Path, None] = {}
    lone: dict[Path, None] = {}
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112 - never raises, whatever the name
            for inner, kind in _project_files(path):
                (studies if kind == "study" else lone)[inner] = None
        else:
            is_study = os.path.exists(path) and (path.name == STUDY_FILE or kind_said(path) == "study")  # noqa: PTH110 - as above
            (studies if is_study else lone)[path] = None
    found = [
        Target(path=path, whole_study=True, study=None, root=None if allow_outside else path.parent) for path in studies
    ]
    above_of: dict[Path, Path | None] = {}
    for path in lone:
        folder = path.parent
        if folder not in above_of:
            above_of[folder] = above(folder)
        study = above_of[folder]
        root = None if allow_outside else _root_of(folder, study, base)
        found.append(Target(path=path, whole_study=False, study=study, root=root))
    return found


def above(folder: Path) -> Path | None:
    """Return the study file in a folder or the nearest one above it."""
    for candidate in (folder, *folder.parents):
        if os.path.isfile(candidate / STUDY_FILE):  # noqa: PTH113 - False, too, where looking is not permitted
            return candidate / STUDY_FILE
    return None


def _root_of(folder: Path, study: Path | None, base: Path) -> Path:
    """Return the folder that lone files may not leave: their study's, else where the user stands, else their own."""
    if study is not None:
        return study.parent
    return base if files.inside(base, folder) else folder


def _project_files(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield the YAML files below a folder that say that they are project files, each with the kind that it says.

    In order, without hidden ones. `study.yaml` is a study whatever it says.
    """
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")) and name != "node_modules")
        for name in sorted(names):
            if name.endswith((".yaml", ".yml")) and not name.startswith("."):
                path = Path(where, name)
                kind = "study" if name == STUDY_FILE else kind_said(path)
                if kind is not None:
                    yield path, kind


def kind_said(path: Path) -> str | None:
    """Return the kind that a file claims, right or wrong; None if it claims none, "" if that can't be told."""
    try:
        if not path.is_file():  # a pipe: reading it could wait for ever
            return ""
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - thousands of files, and half the time
            first = file.read(_FIRST_BYTES)
    except OSError:
        return ""  # an unreadable file is a finding, not a reason to look away
    said = _KIND_LINE.search(first.replace(b"\0", b""))  # UTF-16, too, is a finding
    return said[1].decode(errors="replace") if said else None
