"""Load, check and evaluate a study."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolselect import source
from toolselect.app.finding import find_study, relative
from toolselect.diagnostics import Diagnostic, Place, stops_work
from toolselect.loading.library import SHIPPED, Library
from toolselect.validation.checking import located
from toolselect.validation.config import Config

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from toolselect.model.result import Evaluation


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """An evaluation, or None and the errors that stopped it."""

    evaluation: Evaluation | None
    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, str]


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
        from toolselect.evaluation import evaluate

        evaluation = evaluate(study, tuple(located))
    shift = relative(file.parent, Path.cwd())
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
