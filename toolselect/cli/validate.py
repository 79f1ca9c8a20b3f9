"""`toolselect validate`: say everything that is wrong with files and studies."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from toolselect.cli import console, options

if TYPE_CHECKING:
    from toolselect.app import Validation

MEGABYTE = 1_000_000


def validate(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATHS]...", help="Files and folders.", show_default="study.yaml here or in a folder above"
        ),
    ] = None,
    output: Annotated[Literal["full", "json"], typer.Option("--format", help="For people or for programs.")] = "full",
    as_of: options.AsOf = None,
    stage: Annotated[
        options.StageName | None, typer.Option(help="Hold studies to this stage instead of the one they claim.")
    ] = None,
    fail_on: Annotated[
        Literal["error", "warning", "never"], typer.Option(help="What makes the exit code 1: this, or worse.")
    ] = "error",
    allow_outside: options.AllowOutside = False,
    max_file_size: Annotated[
        float, typer.Option(metavar="MB", min=0.001, max=1000, help="The largest file that is read, in megabytes.")
    ] = 8,
    _quiet: options.Quiet = False,
    _verbose: options.Verbose = False,
) -> None:
    """Find all that is wrong with files and studies, with its place."""
    from toolselect import app
    from toolselect.model.criteria import Stage

    try:
        result = app.validate(
            tuple(paths or ()),
            as_of=as_of,
            today=options.today(),
            allow_outside=allow_outside,
            stage=Stage(stage) if stage else None,
            max_file_size=round(max_file_size * MEGABYTE),
        )
    except app.NothingFound as error:
        console.fail(str(error), "name files or folders, or make a study with `toolselect init DIR`")
    _show(result, output)
    if result.files == 0 and not any(path.is_file() for path in paths or ()):
        console.fail("no project file was found", "name files or folders that hold them")
    console.say(console.summary(result.diagnostics, result.files))
    if _failing(result, fail_on):
        raise typer.Exit(1)


def _failing(result: Validation, fail_on: str) -> bool:
    counting = {"error": {"error"}, "warning": {"error", "warning"}, "never": set[str]()}[fail_on]
    return any(finding.severity.value in counting for finding in result.diagnostics)


def _show(result: Validation, output: str) -> None:
    if output == "json":
        found = [console.as_data(finding) for finding in result.diagnostics]
        console.product_json({"version": 1, "diagnostics": found, "files": result.files})
    else:
        paint = console.painter(sys.stdout)
        console.product(console.listing(result.diagnostics, result.texts, paint, console.width()))
