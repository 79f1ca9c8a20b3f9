"""Options that several commands share."""

from __future__ import annotations

import math
import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from toolselect.cli import console

if TYPE_CHECKING:
    from toolselect.validation.config import Config

DataFormat = Literal["text", "json"]
Sampler = Literal["dirichlet", "intervals", "order", "simplex", "given"]
StageName = Literal["frame", "analyse", "prove", "conclude"]


def day(text: str) -> date:
    """Read a date; only YYYY-MM-DD will do."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise typer.BadParameter(f"`{text}` is not a date; write it as in 2026-11-21")


def days(text: str) -> int:
    """Read a number of days: 30, 30d or 30 days."""
    from toolselect.validation import config

    number = re.search("[0-9]+", text)
    digits = number[0].lstrip("0") if number else "30"
    try:
        return config.days(f"{text.strip()}d" if number and text.strip() == number[0] else text)
    except ValueError:
        form = f"write days as in {digits} or {digits}d" if 0 < len(digits) <= 4 else "write 1 to 9999"
        raise typer.BadParameter(f"`{text}` is not a number of days; {form}") from None


def today() -> date:
    """Return the day on which the program runs: the only place that looks at the clock."""
    return date.today()  # noqa: DTZ011, TID251 - the user's own day, handed down from here


def _set_level(*, quiet: bool = False, verbose: bool = False) -> None:
    if quiet:
        console.talk.level = "quiet"
    elif verbose:
        console.talk.level = "verbose"


def _quiet(value: bool) -> None:
    _set_level(quiet=value)


def _verbose(value: bool) -> None:
    _set_level(verbose=value)


Quiet = Annotated[bool, typer.Option("--quiet", "-q", callback=_quiet, help="Say nothing about the run but errors.")]
Verbose = Annotated[
    bool, typer.Option("--verbose", "-v", callback=_verbose, help="Say more about the run; show tracebacks of bugs.")
]
AsOf = Annotated[
    date | None,
    typer.Option(
        "--as-of",
        metavar="YYYY-MM-DD",
        parser=day,
        help="The day at which freshness is judged, instead of the study's.",
    ),
]


def megabytes(text: str) -> int:
    """Read a size in megabytes, above 0 and up to 1000, as bytes."""
    try:
        size = float(text)
    except ValueError:
        size = 0.0
    if not 0 < size <= 1000:
        raise typer.BadParameter(f"`{text}` is not a number of megabytes above 0 and up to 1000")
    return max(1, round(size * 1_000_000))


MaxFileSize = Annotated[
    int | None,
    typer.Option(
        "--max-file-size",
        metavar="MB",
        parser=megabytes,
        help="The largest file that is read, in megabytes.",
        show_default="8",
    ),
]
AllowOutside = Annotated[
    bool, typer.Option("--allow-outside", help="Let a study name files that lie outside its folder.")
]
StudyPath = Annotated[
    Path | None,
    typer.Argument(
        metavar="[STUDY]", help="The study's file or folder.", show_default="study.yaml here or in a folder above"
    ),
]
StudyOption = Annotated[
    Path | None,
    typer.Option(
        "--study",
        metavar="STUDY",
        help="The study's file or folder.",
        show_default="study.yaml here or in a folder above",
    ),
]


def _a_number(value: float | None) -> float | None:
    if value is not None and math.isnan(value):  # it is neither below nor above any limit
        raise typer.BadParameter("`nan` is not a number")
    return value


MOST_SEED = 2**53 - 1
"""The largest seed: as in a study, so that every program that reads the JSON reads the same one."""

Draws = Annotated[
    int | None,
    typer.Option(
        "--draws",
        metavar="N",
        min=100,
        max=10_000_000,
        help="How many draws, instead of the study's number.",
        show_default=False,
    ),
]
Seed = Annotated[
    int | None,
    typer.Option(
        "--seed",
        metavar="N",
        min=0,
        max=MOST_SEED,
        help="Where chance starts, instead of the study's.",
        show_default=False,
    ),
]
Weights = Annotated[
    Sampler | None,
    typer.Option(
        "--weights",
        help="Which weights are drawn, instead of those of the study: around the agreed ones, within stated intervals, "
        "in the order of the agreed ones, any at all, or only the agreed ones.",
        show_default=False,
    ),
]
Concentration = Annotated[
    float | None,
    typer.Option(
        "--concentration",
        metavar="N",
        min=0.1,
        max=1e6,
        callback=_a_number,
        help="How near `dirichlet` stays to the agreed weights, instead of the study's.",
        show_default=False,
    ),
]
Require = Annotated[
    list[str] | None,
    typer.Option(
        "--require",
        metavar="CONDITIONS",
        help="End with 1 unless all hold: no-tie, winner, proven, fresh; a list, or repeated.",
        show_default=False,
    ),
]
AsText = Annotated[DataFormat, typer.Option("--format", help="For people or for programs.")]


def conditions(given: list[str] | None) -> tuple[str, ...]:
    """Return the conditions of `--require` in the order given, each once.

    Raises:
        typer.BadParameter: if there is no such condition.
    """
    from toolselect import app

    names = dict.fromkeys(name.strip() for text in given or () for name in text.split(","))
    for name in names:
        if name not in app.CONDITIONS:
            raise typer.BadParameter(f"`{name}` is not among {', '.join(app.CONDITIONS)}", param_hint="'--require'")
    return tuple(names)


def settings() -> Config:
    """Return the project's settings.

    Raises:
        typer.Exit: 2 if they can't be used, after saying why.
    """
    from toolselect import app

    try:
        return app.settings_here()
    except app.ConfigError as error:
        texts = {found.place.path: error.text for found in error.found}
        console.complain(console.listing(error.found, texts, console.painter(sys.stderr), console.width()).rstrip("\n"))
        raise typer.Exit(console.WRONG_USAGE) from error
