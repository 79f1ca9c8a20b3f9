"""`toolselect next`: what to find out first, and the questions to a vendor."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from toolselect.cli import console, options
from toolselect.cli.study import assessed, evaluated


def next(  # noqa: A001 - the function is called like its command
    study: options.StudyPath = None,
    questions: Annotated[
        str,
        typer.Option(
            "--questions",
            metavar="VENDOR",
            help="Write the questions to this vendor as a Markdown questionnaire.",
            show_default=False,
        ),
    ] = "",
    everything: Annotated[
        bool, typer.Option("--all", help="Also what could not change who is chosen and no must-have reads.")
    ] = False,
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", min=1, help="At most so many.", show_default="all")
    ] = None,
    draws: options.Draws = None,
    seed: options.Seed = None,
    weights: options.Weights = None,
    concentration: options.Concentration = None,
    output: options.AsText = "text",
    as_of: options.AsOf = None,
    allow_outside: options.AllowOutside = False,
    max_file_size: options.MaxFileSize = None,
    _quiet: options.Quiet = False,
    _verbose: options.Verbose = False,
) -> None:
    """Tell what to find out first.

    Unknown and doubtful facts by what finding them out is worth, with the question and whom to ask.
    """
    from toolselect import app

    if questions and output == "json":
        raise typer.BadParameter("a questionnaire is Markdown; leave one of both out", param_hint="'--format'")
    first = evaluated(study, as_of, allow_outside=allow_outside, max_file_size=max_file_size)
    evaluation = assessed(first, draws, seed, weights, concentration)
    if questions:
        from toolselect.report import asking

        try:
            asked = app.questions(evaluation, questions, everything=everything, limit=limit)
        except app.NothingFound as error:
            console.fail(str(error))
        console.product(asking.questionnaire(evaluation, questions, asked))
        return
    found = app.find_out(evaluation, everything=everything, limit=limit)
    if output == "json":
        from toolselect.report import asking
        from toolselect.report.as_json.robustness import find_out_data

        rows = [{**find_out_data(one), "ask": asking.whom(evaluation, one)} for one in found]
        console.product_json({"version": 1, "find_out": rows})
    else:
        from toolselect.cli import next_table

        colour = console.painter(sys.stdout).on
        console.product(next_table.text(evaluation, found, console.width(), colour=colour, everything=everything))
