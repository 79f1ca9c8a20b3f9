"""`toolselect robustness`: how much the ranking bears."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from toolselect.cli import console, options
from toolselect.cli.study import assessed, demanded, evaluated


def robustness(
    study: options.StudyPath = None,
    draws: options.Draws = None,
    seed: options.Seed = None,
    weights: options.Weights = None,
    concentration: options.Concentration = None,
    output: Annotated[
        Literal["table", "json"], typer.Option("--format", help="For people, or everything at full precision.")
    ] = "table",
    require: options.Require = None,
    as_of: options.AsOf = None,
    allow_outside: options.AllowOutside = False,
    max_file_size: options.MaxFileSize = None,
    _quiet: options.Quiet = False,
    _verbose: options.Verbose = False,
) -> None:
    """Tell how much the ranking bears.

    Chances of each rank by simulation, what would change the first place, what each loser would need, and where other
    methods disagree.
    """
    required = options.conditions(require)
    first = evaluated(study, as_of, allow_outside=allow_outside, max_file_size=max_file_size)
    evaluation = assessed(first, draws, seed, weights, concentration)
    if evaluation.robustness is None:  # pragma: no cover - it was just assessed
        raise TypeError("an assessed evaluation has a robustness")
    if output == "json":
        from toolselect.report.as_json.robustness import robustness_data

        console.product_json({"version": 1, **robustness_data(evaluation.robustness)})
    else:
        from toolselect.cli import robustness_table

        colour = console.painter(sys.stdout).on
        console.product(robustness_table.text(evaluation, console.width(), colour=colour))
    demanded(evaluation, required)
