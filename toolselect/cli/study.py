"""What `score` and `report` have in common: evaluate a study, or say why that can't be done."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from toolselect.cli import console, options

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
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
    return evaluated_with_texts(path, as_of, allow_outside=allow_outside, max_file_size=max_file_size)[0]


def evaluated_with_texts(
    path: Path | None, as_of: date | None, *, allow_outside: bool, max_file_size: int | None = None
) -> tuple[Evaluation, Mapping[str, str]]:
    """Return the evaluation of a study, and the texts of its files by path.

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
    return outcome.evaluation, outcome.texts


def assessed(
    evaluation: Evaluation,
    draws: int | None = None,
    seed: int | None = None,
    weights: options.Sampler | None = None,
    concentration: float | None = None,
) -> Evaluation:
    """Return the evaluation with its robustness; None keeps what the study says.

    Raises:
        typer.Exit: 2 when weights can't be drawn that way, after saying so.
    """
    from toolselect import app
    from toolselect.model.robustness import WeightSampler

    sampling = app.Sampling(
        draws=draws,
        seed=seed,
        weights=None if weights is None else WeightSampler(weights),
        concentration=concentration,
    )
    try:
        return app.assess(evaluation, sampling)
    except app.NothingFound as error:
        console.fail(str(error))


def demanded(evaluation: Evaluation, conditions: Iterable[str]) -> None:
    """Hold the evaluation against `--require`.

    Raises:
        typer.Exit: 1 if a condition does not hold, after saying which and why.
    """
    from toolselect import app

    unmet = app.unmet(evaluation, conditions)
    for one in unmet:
        console.complain(f"required, and not so: {console.visible(one)}")
    if unmet:
        raise typer.Exit(1)
