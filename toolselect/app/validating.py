"""Check files and studies."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from toolselect import source, validation
from toolselect.app.finding import find_study
from toolselect.validation.cache import FOLDER as CACHE_FOLDER
from toolselect.validation.checking import Options
from toolselect.validation.config import Config

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from toolselect.diagnostics import Severity
    from toolselect.model.criteria import Stage
    from toolselect.validation import Validation


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


def _cache_folder(base: Path, config: Config) -> Path:
    """Return where findings are remembered: where the environment says, else beside the settings, else here."""
    given = os.environ.get("TOOLSELECT_CACHE_DIR")
    if given:
        return base / given
    return (config.path.parent if config.path else base) / CACHE_FOLDER
