"""`toolselect schema`: print the JSON Schema of a kind of file."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from toolselect.cli import console, options


def schema(
    kind: Annotated[
        Literal["facts", "criteria", "vendor", "study", "brand", "table", "cashflow", "evaluation"],
        typer.Argument(metavar="KIND", help="Of which kind."),
    ],
    _quiet: options.Quiet = False,
    _verbose: options.Verbose = False,
) -> None:
    """Print the JSON Schema of a kind of file.

    KIND is facts, criteria, vendor, study, brand, table, cashflow or evaluation.
    """
    from toolselect import resources

    console.product(resources.schema_text(kind))
