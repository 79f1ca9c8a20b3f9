"""The program's commands, and the one place that decides how it ends.

Starting up counts: nothing is imported here but Typer and light parts of the standard library. A command imports
what it needs when it runs.
"""

from __future__ import annotations

import io
import os
import sys
from typing import Annotated

import typer
from typer.main import get_command

from toolselect import __version__
from toolselect.cli import console, options
from toolselect.cli.init import init
from toolselect.cli.list_ import list_
from toolselect.cli.report import report
from toolselect.cli.rule import rule
from toolselect.cli.schema import schema
from toolselect.cli.score import score
from toolselect.cli.show import show
from toolselect.cli.validate import validate

A_BUG = 3
INTERRUPTED = 130

app = typer.Typer(
    name="toolselect",
    help="Choose a customer-service tool from text files: facts with sources, weighted criteria, an honest measure of "
    "doubt, a report that can be checked.",
    epilog="Exit codes: 0 done; 1 findings; 2 wrong usage or configuration, nothing matched, or output that can't be "
    "written; 3 a bug.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["--help", "-h"]},
)
app.command("init")(init)
app.command("validate")(validate)
app.command("score")(score)
app.command("report")(report)
app.command("list")(list_)
app.command("show")(show)
app.command("schema")(schema)
app.command("rule")(rule)


def _version(value: bool) -> None:
    if value:
        console.product(f"toolselect {__version__}")
        raise typer.Exit


@app.callback()
def start(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
    quiet: options.Quiet = False,
    verbose: options.Verbose = False,
) -> None:
    """Take the options that stand before the command; their callbacks have done the work."""


def main() -> None:
    """Run the command line and exit."""
    sys.exit(run())


def run(arguments: list[str] | None = None) -> int:
    """Run one command line and return its exit code."""
    console.prepare()
    console.talk.level = "normal"
    try:
        return get_command(app).main(arguments, prog_name="toolselect", standalone_mode=False) or 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the outermost line: whatever comes up to here is a bug, or wrong usage
        return _usage(error) or _bug(error)


def _usage(error: Exception) -> int:
    """Explain what was wrong with the command line; 0 if that is not what the error is about."""
    from typer._click.exceptions import ClickException  # noqa: PLC0415 - Typer makes only some of its errors public

    if isinstance(error, typer.Exit):
        return error.exit_code
    if not isinstance(error, ClickException):
        return 0
    said = io.StringIO()
    error.show(file=said)
    console.complain("\n".join(console.visible(line) for line in said.getvalue().rstrip().split("\n")))
    return console.WRONG_USAGE


def _bug(error: Exception) -> int:
    kind = type(error).__name__
    what = console.visible(f"{kind}: {error}" if str(error) else kind)
    console.complain(
        f"toolselect {__version__}: this is a bug: {what}. Please report it (README.md says where), with the traceback "
        "that --verbose or TOOLSELECT_TRACEBACK=1 shows."
    )
    if console.talk.level == "verbose" or os.environ.get("TOOLSELECT_TRACEBACK") == "1":
        import traceback  # noqa: PLC0415 - only bugs pay for it

        lines = "".join(traceback.format_exception(error)).rstrip().split("\n")
        console.complain("\n".join(console.visible(line) for line in lines))
    return A_BUG
