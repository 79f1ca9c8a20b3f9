"""`toolselect validate --fix` and `--diff`: correct what has one answer, or show what that would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from toolselect.cli import console

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from toolselect.validation.config import Config


def run_fix(
    paths: Sequence[Path],
    *,
    diff: bool,
    allow_outside: bool = False,
    max_file_size: int | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    settings: Config | None = None,
) -> None:
    """Correct the files, or with `diff` print what would change, and say how much it was.

    Raises:
        typer.Exit: after a diff: 1 if anything would change, else 0; 2 if nothing could be written.
        NothingFound: if no path was given and there is no study here or above.
        KeyError: with a code that means nothing.
    """
    from toolselect import app, files, fixing

    try:
        settled = app.fix(
            paths,
            allow_outside=allow_outside,
            max_file_size=max_file_size,
            select=select,
            ignore=ignore,
            settings=settings,
            write=not diff,
        )
    except files.WriteFailed as error:
        console.fail(str(error), "nothing was corrected")
    for path, why in sorted(settled.refused.items()):
        rest = "the rest of " if path in settled.after else ""
        console.say(f"left {rest}{console.visible(path)} as it is: {why}")
    files_of = f"{console.counted(settled.count, 'finding')} in {console.counted(len(settled.after), 'file')}"
    if diff:
        shown = (fixing.difference(path, settled.before[path], settled.after[path]) for path in sorted(settled.after))
        console.product("".join(shown))
        console.say(f"would fix {files_of}" if settled.after else "nothing to fix")
        raise typer.Exit(1 if settled.after else 0)
    console.say(f"fixed {files_of}" if settled.after else "nothing to fix")
