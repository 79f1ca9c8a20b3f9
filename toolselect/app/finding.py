"""Where a study is, and which settings hold here."""

from __future__ import annotations

import os
from pathlib import Path

from toolselect.validation.config import Config
from toolselect.validation.config import load as load_config
from toolselect.validation.targets import STUDY_FILE, above


class NothingFound(Exception):  # noqa: N818 - it says what happened
    """There is no study, vendor, criterion or fact where one was asked for. The message says what was looked for."""


def settings_here() -> Config:
    """Return the project's settings: of the nearest file here or above that has any.

    Raises:
        ConfigError: if they can't be used.
    """
    return load_config(Path.cwd())


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
            raise NothingFound(f"the folder {relative(path, here)} holds no {STUDY_FILE}")
        return path / STUDY_FILE
    if not os.path.exists(path):  # noqa: PTH110
        raise NothingFound(f"there is no file or folder {relative(path, here)}")
    return path


def relative(path: Path, base: Path) -> str:
    """Return the path as seen from a folder, with forward slashes."""
    return Path(os.path.relpath(path, base)).as_posix()
