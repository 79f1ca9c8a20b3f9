"""`toolselect explain`: from a score to its sources."""

from __future__ import annotations

import sys
from typing import Annotated, assert_never

import typer

from toolselect.cli import console, options
from toolselect.cli.study import evaluated_with_texts


def explain(
    vendor: Annotated[str, typer.Argument(metavar="VENDOR", help="The id of a vendor or of the status quo.")],
    criterion: Annotated[
        str, typer.Argument(metavar="[CRITERION]", help="The id of a criterion.", show_default="the whole score")
    ] = "",
    study: options.StudyOption = None,
    output: options.AsText = "text",
    as_of: options.AsOf = None,
    allow_outside: options.AllowOutside = False,
    max_file_size: options.MaxFileSize = None,
    _quiet: options.Quiet = False,
    _verbose: options.Verbose = False,
) -> None:
    """Explain the score of a vendor, down to the sources.

    The whole score as a sum, a branch, or a leaf with its arithmetic, the answer that holds and all that was looked at.
    """
    from toolselect import app

    evaluation, texts = evaluated_with_texts(study, as_of, allow_outside=allow_outside, max_file_size=max_file_size)
    try:
        found = app.explain(evaluation, vendor, criterion, study=study, texts=texts)
    except app.NothingFound as error:
        console.fail(str(error))
    if output == "json":
        from toolselect.explaining.explain import BranchExplained, LeafExplained, VendorExplained
        from toolselect.report.as_json import explained

        match found:
            case VendorExplained():
                console.product_json(explained.vendor_data(found))
            case BranchExplained():
                console.product_json(explained.branch_data(found))
            case LeafExplained():
                console.product_json(explained.leaf_data(found, evaluation))
            case _:
                assert_never(found)
    else:
        from toolselect.cli import explain_text

        colour = console.painter(sys.stdout).on
        console.product(explain_text.text(found, evaluation, console.width(), colour=colour))
