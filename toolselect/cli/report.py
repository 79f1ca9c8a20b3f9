"""`toolselect report`: write the report."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from toolselect.cli import console, options
from toolselect.cli.study import assessed, demanded, evaluated

EVERY_FORMAT = "html,md,json"
FOLDER = "build"


def report(
    study: options.StudyPath = None,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMATS",
            help="Among html, md, json, xlsx, pdf; a list, or repeated.",
            show_default=EVERY_FORMAT,
        ),
    ] = None,
    directory: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", help="Where to; made if it is not there.", show_default=FOLDER),
    ] = None,
    brief: Annotated[
        bool,
        typer.Option("--brief", help="Print a summary in Markdown, for a comment; files then only with -f or -o."),
    ] = False,
    require: options.Require = None,
    lang: Annotated[
        str, typer.Option("--lang", metavar="TAG", help="The language of the words that the report adds: en.")
    ] = "en",
    as_of: options.AsOf = None,
    allow_outside: options.AllowOutside = False,
    max_file_size: options.MaxFileSize = None,
    _quiet: options.Quiet = False,
    _verbose: options.Verbose = False,
) -> None:
    """Write the report of a study.

    Every file is written whole, or none at all.
    """
    from toolselect import app, files

    _check_language(lang)
    chosen = _chosen(formats or [EVERY_FORMAT], app.report_formats())
    required = options.conditions(require)
    found = evaluated(study, as_of, allow_outside=allow_outside, max_file_size=max_file_size)
    evaluation = assessed(app.with_business_case(found))
    if brief and formats is None and directory is None:
        chosen = []
    try:
        written = app.write_report(
            evaluation, chosen, directory or Path(FOLDER), lang, chromium=os.environ.get("TOOLSELECT_CHROMIUM", "")
        )
    except app.PrintFailed as error:
        console.fail(f"{error}; nothing was written", error.hint, rule="TS901")
    except files.WriteFailed as error:
        console.fail(str(error), "nothing was written; choose another folder with -o")
    for path in written:
        console.say(f"wrote {console.visible(str(path))}")
    if brief:
        console.product(app.brief_report(evaluation, lang))
    demanded(evaluation, required)


def _chosen(given: list[str], known: tuple[str, ...]) -> list[str]:
    """Return the formats in the order given, each once."""
    names = dict.fromkeys(name.strip() for text in given for name in text.split(","))
    for name in names:
        if name not in known:
            raise typer.BadParameter(f"`{name}` is not among {', '.join(known)}", param_hint="'--format' / '-f'")
    return list(names)


def _check_language(tag: str) -> None:
    from toolselect.report.languages import LANGUAGES

    if tag not in LANGUAGES:
        raise typer.BadParameter(f"`{tag}` is not among {', '.join(LANGUAGES)}", param_hint="'--lang'")
