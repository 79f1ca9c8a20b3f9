"""`toolselect what-if`: the ranking under other answers, weights, plans and prices."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from toolselect.cli import console, options
from toolselect.cli.study import evaluated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolselect.diagnostics import Diagnostic


def what_if(
    study: options.StudyPath = None,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="NAME=VALUE",
            help="What to try: VENDOR.FACT, VENDOR.price.PLAN, plan.VENDOR, weights.CRITERION, must.CRITERION or "
            "seats; repeatable.",
            show_default=False,
        ),
    ] = None,
    robust: Annotated[
        bool, typer.Option("--robust", help="Simulate both, for the chance of each vendor to be first.")
    ] = False,
    output: options.AsText = "text",
    as_of: options.AsOf = None,
    allow_outside: options.AllowOutside = False,
    max_file_size: options.MaxFileSize = None,
    _quiet: options.Quiet = False,
    _verbose: options.Verbose = False,
) -> None:
    """Try other answers, weights, plans, prices or must-haves.

    Scores, ranks and the verdict before and after, and what moved them. No file is changed.
    """
    from toolselect import app

    if not settings:
        raise typer.BadParameter("nothing to try; write e.g. --set weights.api=40", param_hint="'--set'")
    evaluation = evaluated(study, as_of, allow_outside=allow_outside, max_file_size=max_file_size)
    tried = app.what_if(evaluation, settings, robust=robust)
    if tried.result is None:
        console.complain(_wrong(tried.diagnostics))
        raise typer.Exit(console.WRONG_USAGE)
    if output == "json":
        from toolselect.report.as_json import explained

        console.product_json(explained.what_if_data(tried.result))
    else:
        from toolselect.cli import what_if_table

        colour = console.painter(sys.stdout).on
        console.product(what_if_table.text(tried.result, console.width(), colour=colour))


def _wrong(found: Iterable[Diagnostic]) -> str:
    """Return what is wrong with the settings, each with the option that it is about."""
    paint = console.painter(sys.stderr)
    lines = []
    for one in found:
        lines.append(f"{paint(f'error[{one.code}]', 'error')}: {console.visible(one.message)}")
        lines.append(f"  --> {one.place.path} {console.visible(str(one.place.key[0]))}")
        if one.hint:
            lines.append(f"  = {paint('help', 'strong')}: {console.visible(one.hint)}")
    return "\n".join(lines)
