"""The files that ship with the program: criteria sets, vendor profiles, templates, examples, schemas.

They lie in top-level folders of a checkout and under `toolselect/_data` in an installed wheel; this module is the
only one that knows both places. It goes by `__file__` because `importlib.resources` adds 6 to 12 ms to every start;
a package imported from a zip file is not supported.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Literal

Kind = Literal["criteria", "vendors", "templates", "examples"]

_PACKAGE = Path(__file__).parent


def root(kind: Kind) -> Path:
    """Return the folder of shipped files of this kind, installed or in a checkout."""
    packaged = _PACKAGE / "_data" / kind
    if packaged.is_dir():
        return packaged
    return _PACKAGE.parent / kind


def names(kind: Kind) -> tuple[str, ...]:
    """Return the names of the shipped `*.yaml` files of this kind, without the suffix, in order.

    Only files right in the folder count; hidden ones and editor backups do not.
    """
    return tuple(sorted(path.stem for path in root(kind).glob("*.yaml") if not path.name.startswith(".")))


def read_bytes(kind: Kind, name: str) -> bytes:
    """Return the content of one shipped file; `name` is its path inside the folder, with `/` and its suffix.

    Raises:
        FileNotFoundError: if no such file ships, or the name leads out of the folder.
    """
    steps = PurePosixPath(name)
    path = root(kind) / steps
    if steps.is_absolute() or ".." in steps.parts or "\\" in name or "\0" in name or not path.is_file():
        raise FileNotFoundError(f"no file `{name}` ships in {kind}")
    return path.read_bytes()


def schema_text(kind: str) -> str:
    """Return the JSON Schema of one kind of file (`vendor`, `study`, …) as text.

    Raises:
        FileNotFoundError: if there is no schema of that name.
    """
    path = _PACKAGE / "schemas" / f"{kind}.schema.json"
    if not kind.replace("-", "").isalnum() or not path.is_file():
        raise FileNotFoundError(f"no schema is called `{kind}`")
    return path.read_text(encoding="utf-8")
