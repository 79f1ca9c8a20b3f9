"""`toolselect roi`: the money of a study, or the figures of a bare table of cash flows."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from toolselect.cli import console, options
from toolselect.cli.study import evaluated
from toolselect.model.money import Scenario

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolselect.app import CashFlowOutcome
    from toolselect.model.result import Evaluation

Output = Literal["table", "json", "csv"]


def roi(
    study: options.StudyPath = None,
    cashflow: Annotated[
        Path | None,
        typer.Option("--cashflow", metavar="FILE", help="Compute the figures of a bare table of cash flows instead."),
    ] = None,
    output: Annotated[
        Output,
        typer.Option(
            "--format", help="For people; the figures at full precision; one row per period, or per line and year."
        ),
    ] = "table",
    vendor: Annotated[
        list[str] | None, typer.Option("--vendor", metavar="ID", help="Only this vendor of the study; repeatable.")
    ] = None,
    scenario: Annotated[
        list[Scenario] | None, typer.Option("--scenario", help="Only this scenario of the study; repeatable.")
    ] = None,
    lines: Annotated[
        bool, typer.Option("--lines", help="Show every line of the study by year, and every price with its source.")
    ] = False,
    draws: options.Draws = None,
    seed: options.Seed = None,
    as_of: options.AsOf = None,
    allow_outside: options.AllowOutside = False,
    max_file_size: options.MaxFileSize = None,
    _quiet: options.Quiet = False,
    _verbose: options.Verbose = False,
) -> None:
    """Compute what the vendors of a study cost and bring.

    With --cashflow FILE: present value, return and payback of the flows in a file.
    """
    if cashflow is not None:
        if study is not None:
            raise typer.BadParameter("either a study or --cashflow FILE can be given", param_hint="'--cashflow'")
        _need_a_study(
            {
                "vendor": vendor,
                "scenario": scenario,
                "lines": lines,
                "draws": draws is not None,
                "seed": seed is not None,
                "as-of": as_of,
                "allow-outside": allow_outside,
            }
        )
        _of_file(cashflow, output, max_file_size or options.settings().max_file_size)
        return
    evaluation = evaluated(study, as_of, allow_outside=allow_outside, max_file_size=max_file_size)
    _of_study(evaluation, output, vendor or [], scenario or [], lines=lines, draws=draws, seed=seed)


def _need_a_study(given: Mapping[str, object]) -> None:
    """Refuse options that would do nothing."""
    for name, value in given.items():
        if value:
            raise typer.BadParameter("it is about a study, and says nothing of a file", param_hint=f"'--{name}'")


def _of_study(
    first: Evaluation,
    output: Output,
    vendors: list[str],
    scenarios: list[Scenario],
    *,
    lines: bool,
    draws: int | None,
    seed: int | None,
) -> None:
    from toolselect import app

    errors = app.money_errors(first)
    if errors:
        for found in errors:
            console.complain(f"error[{found.code}]: {console.visible(found.message)}")
        told = console.counted(len(errors), "error")
        console.complain(f"stopped by {told}; nothing was computed; `toolselect validate` shows the place")
        raise typer.Exit(1)
    try:
        evaluation = app.business_case(first, draws=draws, seed=seed)
        if evaluation.money is None:  # pragma: no cover - said above
            raise TypeError("a business case was just computed")
        case = app.narrowed(evaluation.money, vendors, scenarios)
    except app.NothingFound as error:
        console.fail(str(error))
    if output == "json":
        from toolselect.report.as_json.money import money_data

        console.product_json({"version": 1, **money_data(case)})
        return
    from toolselect.cli import roi_table

    if output == "csv":
        console.product(roi_table.rows(case))
    else:
        colour = console.painter(sys.stdout).on
        console.product(roi_table.text(evaluation, case, console.width(), lines=lines, colour=colour))


def _of_file(path: Path, output: Output, max_file_size: int | None) -> None:
    from toolselect import app

    try:
        outcome = app.appraise_cash_flow(path, max_file_size=max_file_size)
    except app.NothingFound as error:
        console.fail(str(error), "name a file with `flows`, or with `benefits` and `costs`")
    _tell(outcome)
    if outcome.table is None or outcome.appraisal is None:
        errors = sum(found.severity == "error" for found in outcome.diagnostics)
        console.complain(f"stopped by {console.counted(errors, 'error')}; nothing was computed")
        raise typer.Exit(1)
    from toolselect.cli import cashflow_output

    if output == "json":
        console.product_json(cashflow_output.as_json(outcome.appraisal))
    elif output == "csv":
        console.product(cashflow_output.as_csv(outcome.appraisal))
    else:
        colour = console.painter(sys.stdout).on
        console.product(cashflow_output.text(outcome.table, outcome.appraisal, console.width(), colour=colour))


def _tell(outcome: CashFlowOutcome) -> None:
    """Show what was found on standard error; of a quiet run, only the errors."""
    errors = [found for found in outcome.diagnostics if found.severity == "error"]
    shown = errors if console.talk.level == "quiet" else outcome.diagnostics
    if shown:
        paint = console.painter(sys.stderr)
        console.complain(console.listing(shown, outcome.texts, paint, console.width()).rstrip("\n"))
