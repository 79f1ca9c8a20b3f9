"""Correct what has exactly one answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from toolselect import files, resources, source
from toolselect.app.finding import find_study
from toolselect.loading.library import SHIPPED
from toolselect.validation.config import Config

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolselect.fixing import Settled


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
