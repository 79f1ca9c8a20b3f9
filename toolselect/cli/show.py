"""`toolselect show`: look up a vendor, criterion or fact."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolselect.cli import console, options


def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The id of a vendor, criterion or fact.")],
    study: Annotated[
        Path | None,
        typer.Option(
            metavar="STUDY",
            help="Look in this study too, and show criteria as it adjusts them.",
            show_default="study.yaml here or in a folder above, if there is one",
        ),
    ] = None,
    output: options.AsText = "text",
    _quiet: options.Quiet = False,
    _verbose: options.Verbose = False,
) -> None:
    """Show a vendor, a criterion or a fact.

    Everything of that name: a vendor's facts, a criterion's anchors and reasons, a fact's question.
    """
    from toolselect import app
    from toolselect.cli import described

    try:
        found = app.show(name, study)
    except app.NothingFound as error:
        console.fail(str(error), "`toolselect list vendors`, `list criteria` and `list facts` name what ships")
    facts = {
        name: fact for one in app.shipped("criteria") for name, fact in app.load_shipped_criteria(one).facts.items()
    }
    if output == "json":
        console.product_json({"version": 1, **described.as_data(found, facts)})
    else:
        console.product(described.as_text(found, facts))
