"""What `score` and `report` have in common: evaluate a study, or say why that can't be done."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from toolselect.cli import console, options

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from toolselect.model.result import Evaluation


def evaluated(
    path: Path | None, as_of: date | None, *, allow_outside: bool, max_file_size: int | None = None
) -> Evaluation:
    """Return the evaluation of a study.

    Raises:
        typer.Exit: 1 when errors stop the work, 2 when there is no study; both after saying so.
    """
    from toolselect import app

    try:
        outcome = app.evaluate_study(
            path,
            as_of=as_of,
            allow_outside=allow_outside,
            max_file_size=max_file_size,
            settings=options.settings(),
        )
    except app.NothingFound as error:
        console.fail(str(error), "name the study, or make one with `toolselect init DIR`")
    if outcome.evaluation is None:
        errors = [finding for finding in outcome.diagnostics if finding.severity == "error"]
        listing = console.listing(errors, outcome.texts, console.painter(sys.stderr), console.width())
        console.complain(
            f"{listing}\nstopped by {console.counted(len(errors), 'error')}; nothing was computed or written"
        )
        raise typer.Exit(1)
    if outcome.diagnostics:
        console.say(f"{console.tally(outcome.diagnostics)}; `toolselect validate` tells more")
    return outcome.evaluation
