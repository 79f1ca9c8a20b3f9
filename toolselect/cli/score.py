"""`toolselect score`: the ranking, at once."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from toolselect.cli import console, options
from toolselect.cli.study import demanded, evaluated


def score(
    study: options.StudyPath = None,
    output: Annotated[
        Literal["table", "json", "csv"],
        typer.Option("--format", help="For people; everything at full precision; one row per vendor and criterion."),
    ] = "table",
    require: options.Require = None,
    as_of: options.AsOf = None,
    allow_outside: options.AllowOutside = False,
    max_file_size: options.MaxFileSize = None,
    _quiet: options.Quiet = False,
    _verbose: options.Verbose = False,
) -> None:
    """Rank the vendors of a study.

    Scores with their intervals, coverage, must-haves, costs, and what could change the order.
    """
    required = options.conditions(require)
    evaluation = evaluated(study, as_of, allow_outside=allow_outside, max_file_size=max_file_size)
    if output == "json":
        from toolselect.report import as_json

        console.product(console.visible_json(as_json.render(evaluation)))
    elif output == "csv":
        from toolselect.report import as_csv

        console.product(as_csv.render(evaluation))
    else:
        from toolselect.cli import score_table

        colour = console.painter(sys.stdout).on
        console.product(score_table.text(evaluation, console.width(), colour=colour))
    demanded(evaluation, required)
