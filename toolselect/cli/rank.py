"""`toolselect rank`: rank the rows of a table that stands alone, by any method."""

from __future__ import annotations

import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from toolselect.cli import console, options

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolselect.app import FlipsOutcome, RankOutcome, RobustOutcome, TableOutcome
    from toolselect.model.table import Direction

Output = Literal["table", "json", "csv"]
ONE_METHOD = "the additive method is the only one here"


def rank(
    table: Annotated[
        Path, typer.Argument(metavar="TABLE", help="A CSV, YAML or JSON file with alternatives and criteria.")
    ],
    method: Annotated[
        str | None, typer.Option("--method", metavar="METHOD", help="The method.", show_default="additive")
    ] = None,
    option: Annotated[
        list[str] | None, typer.Option("--option", metavar="K=V", help="A setting of the method; may be repeated.")
    ] = None,
    weights: Annotated[
        str | None,
        typer.Option("--weights", metavar="W,W,...", help="Weights in the order of the criteria, over the table's."),
    ] = None,
    directions: Annotated[
        str | None,
        typer.Option("--directions", metavar="D,D,...", help="min or max for each criterion, over the table's."),
    ] = None,
    keep_weights: Annotated[
        bool, typer.Option("--keep-weights", help="Use weights as they stand, not brought to a sum of one.")
    ] = False,
    robust: Annotated[
        bool, typer.Option("--robust", help="Simulate: the chance of each rank over weights and doubtful figures.")
    ] = False,
    weights_from: Annotated[
        Literal["simplex", "order", "dirichlet", "given"] | None,
        typer.Option("--weights-from", help="Which weights are drawn.", show_default="simplex"),
    ] = None,
    concentration: Annotated[
        float | None,
        typer.Option("--concentration", metavar="C", help="How close a Dirichlet keeps.", show_default="100"),
    ] = None,
    draws: Annotated[
        int | None,
        typer.Option("--draws", metavar="N", min=1, max=10_000_000, help="How many.", show_default="100000"),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(
            "--seed", metavar="N", min=0, max=options.MOST_SEED, help="Of the draws.", show_default="20261121"
        ),
    ] = None,
    flips: Annotated[
        bool, typer.Option("--flips", help="Tell at which weight of each criterion the first place changes.")
    ] = False,
    scale: Annotated[
        Literal["columns", "bounds"] | None,
        typer.Option("--scale", help="Between which figures --robust and --flips put a scale.", show_default="columns"),
    ] = None,
    output: Annotated[
        Output, typer.Option("--format", help="For people; everything at full precision; one row per alternative.")
    ] = "table",
    max_file_size: options.MaxFileSize = None,
    _quiet: options.Quiet = False,
    _verbose: options.Verbose = False,
) -> None:
    """Rank the alternatives of a table, by any method.

    A table is a CSV, YAML or JSON file without a study. Methods: additive, product, topsis, vikor, promethee2,
    electre1, waspas, spotis.
    """
    simulated = {"weights-from": weights_from, "concentration": concentration, "draws": draws, "seed": seed}
    _refuse_mixtures(robust=robust, flips=flips, method=method, option=option, keep_weights=keep_weights)
    _needs("--robust", robust, simulated)
    _needs("--robust or --flips", robust or flips, {"scale": scale})
    _needs("--weights-from dirichlet", weights_from == "dirichlet", {"concentration": concentration})
    from toolselect import app

    given = app.TableOptions(
        weights=None if weights is None else _weights(weights),
        directions=None if directions is None else _directions(directions),
        max_file_size=max_file_size or options.settings().max_file_size,
    )
    try:
        if robust:
            policy = app.table_policy(
                draws=draws, seed=seed, weights=weights_from, concentration=_concentration(concentration)
            )
            _robust(app.simulate_table(table, policy, scale=scale or "columns", given=given), output)
        elif flips:
            _flips(app.flip_table(table, scale=scale or "columns", given=given), output)
        else:
            settings = _settings(option or ())
            outcome = app.rank_table(
                table, method=method or "additive", options=settings, keep_weights=keep_weights, given=given
            )
            _by_method(outcome, output)
    except app.NothingFound as error:
        console.fail(str(error), "name a CSV, YAML or JSON file with alternatives and criteria")
    except app.WrongOption as error:
        raise typer.BadParameter(str(error), param_hint=f"'--{error.option}'") from error


# --- what is shown -----------------------------------------------------------------------------------------------


def _by_method(outcome: RankOutcome, output: Output) -> None:
    _tell(outcome)
    if outcome.ranking is None or outcome.table is None:
        raise typer.Exit(1)
    from toolselect.cli import rank_data

    if output == "json":
        console.product_json(rank_data.ranking(outcome.ranking))
    elif output == "csv":
        console.product(rank_data.ranking_csv(outcome.ranking))
    else:
        from toolselect.cli import rank_table

        text = rank_table.ranking(outcome.table, outcome.ranking, console.width(), colour=_colour())
        console.product(text)


def _robust(outcome: RobustOutcome, output: Output) -> None:
    _tell(outcome)
    if outcome.simulation is None or outcome.table is None:
        raise typer.Exit(1)
    from toolselect.cli import rank_data

    if output == "json":
        console.product_json(rank_data.chances(outcome, outcome.simulation))
    elif output == "csv":
        console.product(rank_data.chances_csv(outcome, outcome.simulation))
    else:
        from toolselect.cli import rank_table

        text = rank_table.chances(outcome.table, outcome, outcome.simulation, console.width(), colour=_colour())
        console.product(text)


def _flips(outcome: FlipsOutcome, output: Output) -> None:
    _tell(outcome)
    if not outcome.flips or outcome.table is None:
        raise typer.Exit(1)
    from toolselect.cli import rank_data

    if output == "json":
        console.product_json(rank_data.flips(outcome))
    elif output == "csv":
        console.product(rank_data.flips_csv(outcome))
    else:
        from toolselect.cli import rank_table

        console.product(rank_table.flips(outcome.table, outcome, console.width(), colour=_colour()))


def _colour() -> bool:
    return console.painter(sys.stdout).on


def _tell(outcome: TableOutcome) -> None:
    """Show what was found on standard error; of a quiet run, only the errors."""
    errors = [found for found in outcome.diagnostics if found.severity == "error"]
    shown = errors if console.talk.level == "quiet" else outcome.diagnostics
    if shown:
        paint = console.painter(sys.stderr)
        console.complain(console.listing(shown, outcome.texts, paint, console.width()).rstrip("\n"))
    if errors:
        console.complain(f"stopped by {console.counted(len(errors), 'error')}; nothing was computed")


# --- options -----------------------------------------------------------------------------------------------------


def _refuse_mixtures(
    *, robust: bool, flips: bool, method: str | None, option: list[str] | None, keep_weights: bool
) -> None:
    if robust and flips:
        raise typer.BadParameter("either --robust or --flips can be given", param_hint="'--flips'")
    if not (robust or flips):
        return
    which = "--robust" if robust else "--flips"
    if method not in (None, "additive"):
        raise typer.BadParameter(f"{which} goes without a method: {ONE_METHOD}", param_hint="'--method'")
    if option:
        raise typer.BadParameter(f"{which} goes without options of a method: {ONE_METHOD}", param_hint="'--option'")
    if keep_weights:
        raise typer.BadParameter(f"{which} needs weights that sum to one", param_hint="'--keep-weights'")


def _needs(other: str, there: bool, given: Mapping[str, str | float | None]) -> None:
    """Refuse options that would do nothing."""
    for name, value in given.items():
        if value is not None and not there:
            raise typer.BadParameter(f"it says nothing without {other}", param_hint=f"'--{name}'")


def _weights(text: str) -> tuple[float, ...]:
    weights = tuple(map(_weight, text.split(",")))
    if not any(weights):
        raise typer.BadParameter("the weights sum to nothing; give at least one above 0", param_hint="'--weights'")
    return weights


def _weight(text: str) -> float:
    try:
        weight = float(text)
    except ValueError:
        weight = math.nan
    if not 0 <= weight <= 1e100:
        message = f"`{text}` is not a weight; write numbers from 0 up, as in 0.4,0.6"
        raise typer.BadParameter(message, param_hint="'--weights'")
    return weight


def _directions(text: str) -> tuple[Direction, ...]:
    return tuple(map(_direction, text.split(",")))


def _direction(text: str) -> Direction:
    match text.strip().lower():
        case "min":
            return "min"
        case "max":
            return "max"
        case _:
            message = f"`{text}` is not a direction; write min or max for each criterion, as in min,max"
            raise typer.BadParameter(message, param_hint="'--directions'")


def _concentration(value: float | None) -> float | None:
    if value is not None and not 0 < value <= 1e9:
        raise typer.BadParameter(f"`{value:g}` is not a number above 0", param_hint="'--concentration'")
    return value


def _settings(given: tuple[str, ...] | list[str]) -> dict[str, str | float]:
    settings: dict[str, str | float] = {}
    for text in given:
        name, sign, value = text.partition("=")
        if not (name and sign and value):
            raise typer.BadParameter(f"`{text}` is not a setting; write it as in v=0.5", param_hint="'--option'")
        if name in settings:
            raise typer.BadParameter(f"`{name}` is given twice", param_hint="'--option'")
        settings[name] = value
    return settings
