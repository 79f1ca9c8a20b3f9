"""`toolselect compare`: two vendors head to head."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from toolselect.cli import console, options
from toolselect.cli.study import evaluated


def compare(
    first: Annotated[str, typer.Argument(metavar="VENDOR", help="The id of a vendor or of the status quo.")],
    second: Annotated[str, typer.Argument(metavar="OTHER", help="The id of another.")],
    study: options.StudyOption = None,
    leaves: Annotated[bool, typer.Option("--leaves", help="Show all criteria, not only the first level.")] = False,
    output: options.AsText = "text",
    as_of: options.AsOf = None,
    allow_outside: options.AllowOutside = False,
    max_file_size: options.MaxFileSize = None,
    _quiet: options.Quiet = False,
    _verbose: options.Verbose = False,
) -> None:
    """Hold two vendors against each other.

    What each criterion adds to the difference of their scores, must-haves and costs side by side.
    """
    from toolselect import app

    evaluation = evaluated(study, as_of, allow_outside=allow_outside, max_file_size=max_file_size)
    try:
        found = app.compare(evaluation, first, second)
    except app.NothingFound as error:
        console.fail(str(error))
    if output == "json":
        from toolselect.report.as_json import explained

        console.product_json(explained.comparison_data(found))
    else:
        from toolselect.cli import compare_table

        colour = console.painter(sys.stdout).on
        console.product(compare_table.text(found, console.width(), leaves=leaves, colour=colour))
