"""`toolselect report`: write the report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolselect.cli import console, options
from toolselect.cli.study import assessed, demanded, evaluated

EVERY_FORMAT = "html,md,json"


def report(
    study: options.StudyPath = None,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMATS",
            help="Among html, md, json; a list, or repeated.",
            show_default=EVERY_FORMAT,
        ),
    ] = None,
    directory: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Where to; made if it is not there.")
    ] = Path("build"),
    require: options.Require = None,
    as_of: options.AsOf = None,
    allow_outside: options.AllowOutside = False,
    max_file_size: options.MaxFileSize = None,
    _quiet: options.Quiet = False,
    _verbose: options.Verbose = False,
) -> None:
    """Write the report of a study.

    Every file is written whole, or none at all.
    """
    from toolselect.report import FORMATS

    chosen = _chosen(formats or [EVERY_FORMAT], tuple(FORMATS))
    required = options.conditions(require)
    evaluation = assessed(evaluated(study, as_of, allow_outside=allow_outside, max_file_size=max_file_size))
    from toolselect import app, files

    try:
        written = app.write_report(evaluation, chosen, directory)
    except files.WriteFailed as error:
        console.fail(str(error), "nothing was written; choose another folder with -o")
    for path in written:
        console.say(f"wrote {console.visible(str(path))}")
    demanded(evaluation, required)


def _chosen(given: list[str], known: tuple[str, ...]) -> list[str]:
    """Return the formats in the order given, each once."""
    names = dict.fromkeys(name.strip() for text in given for name in text.split(","))
    for name in names:
        if name not in known:
            raise typer.BadParameter(f"`{name}` is not among {', '.join(known)}", param_hint="'--format' / '-f'")
    return list(names)
