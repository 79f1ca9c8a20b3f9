"""`toolselect init`: begin a study."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolselect.cli import console, options


def init(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make; it may exist.")],
    _quiet: options.Quiet = False,
    _verbose: options.Verbose = False,
) -> None:
    """Make a study folder that validates and reports at once.

    Its comments teach the format. Nothing that is there already is overwritten.
    """
    from toolselect import app, files

    try:
        written = app.init(directory, options.today())
    except files.WriteFailed as error:
        console.fail(str(error), "choose another folder; nothing was written")
    for path in written:
        console.say(f"wrote {console.visible(str(path))}")
    folder = console.visible(str(directory))
    console.say(f"next: open {folder}/study.yaml; then `toolselect report` in {folder}")
