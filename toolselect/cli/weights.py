"""`toolselect weights`: judgements or data in, weights and their consistency out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from toolselect.cli import console, options

if TYPE_CHECKING:
    from toolselect.app.weighing import Weighed

OPTIONS = {
    "--scheme": ("rank",),
    "--method": ("pairwise",),
    "--directions": ("entropy", "critic", "std", "merec"),
    "--scale": ("std",),
}
"""Which kinds each option belongs to."""


def weights(
    kind: Annotated[
        Literal["rank", "swing", "pairwise", "best-worst", "entropy", "critic", "std", "merec"],
        typer.Argument(metavar="KIND", help="What the weights are made from."),
    ],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The judgements, or the table of data.")],
    scheme: Annotated[
        Literal["centroid", "sum", "reciprocal"] | None,
        typer.Option("--scheme", help="How an order becomes weights.", show_default="centroid"),
    ] = None,
    method: Annotated[
        Literal["eigenvector", "geometric"] | None,
        typer.Option("--method", help="How comparisons in pairs become weights.", show_default="eigenvector"),
    ] = None,
    directions: Annotated[
        str | None,
        typer.Option("--directions", metavar="min,max,...", help="Of each criterion, in place of those of the table."),
    ] = None,
    scale: Annotated[
        Literal["none", "columns"] | None,
        typer.Option("--scale", help="Whether std brings each column to 0..1 first.", show_default="none"),
    ] = None,
    output: Annotated[
        Literal["text", "json", "yaml"],
        typer.Option("--format", help="For people, for programs, or as a part of a study."),
    ] = "text",
    max_file_size: options.MaxFileSize = None,
    _quiet: options.Quiet = False,
    _verbose: options.Verbose = False,
) -> None:
    """Make weights from judgements, or from data as a cross-check.

    KIND is rank (an order), swing, pairwise or best-worst (judgements), or entropy, critic, std or merec (a table).
    """
    given = {"--scheme": scheme, "--method": method, "--directions": directions, "--scale": scale}
    for name, kinds in OPTIONS.items():
        if given[name] is not None and kind not in kinds:
            raise typer.BadParameter(f"{kind} has no such option; {' and '.join(kinds)} has", param_hint=f"'{name}'")
    from toolselect import app
    from toolselect.app.ranking import WrongOption

    limit = max_file_size or options.settings().max_file_size
    try:
        if kind == "rank" or kind == "swing" or kind == "pairwise" or kind == "best-worst":  # noqa: PLR1714 - mypy narrows this
            weighed = app.weigh_judgements(
                file, kind, scheme=scheme or "centroid", method=method or "eigenvector", max_file_size=limit
            )
        else:
            weighed = app.weigh_data(
                file, kind, directions=_directions(directions), scaled=scale == "columns", max_file_size=limit
            )
    except app.NothingFound as error:
        console.fail(str(error), "name a file of judgements, or a table")
    except WrongOption as error:
        raise typer.BadParameter(str(error), param_hint=f"'--{error.option}'") from error
    _show(weighed, output)


def _directions(text: str | None) -> list[Literal["min", "max"]] | None:
    if text is None:
        return None
    found: list[Literal["min", "max"]] = []
    for word in (part.strip().lower() for part in text.split(",")):
        if word not in ("min", "max"):
            raise typer.BadParameter(f"`{word}` is neither min nor max", param_hint="'--directions'")
        found.append("min" if word == "min" else "max")
    return found


def _show(weighed: Weighed, output: Literal["text", "json", "yaml"]) -> None:
    found = weighed.diagnostics
    if weighed.weighing is None:
        errors = [one for one in found if one.severity == "error"]
        listing = console.listing(errors, weighed.texts, console.painter(sys.stderr), console.width())
        console.complain(f"{listing}\nstopped by {console.counted(len(errors), 'error')}; there are no weights")
        raise typer.Exit(1)
    if found:
        console.say(console.listing(found, weighed.texts, console.painter(sys.stderr), console.width()).rstrip("\n"))
    if output == "json":
        console.product_json(weighed.weighing.as_json())
        return
    from toolselect.cli import weights_text

    if output == "yaml":
        console.product(weights_text.block(weighed.weighing))
        return
    console.product(weights_text.text(weighed.weighing, console.width(), console.painter(sys.stdout)))
