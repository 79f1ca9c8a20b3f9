"""The program's commands, and the one place that decides how it ends.

Starting up counts: nothing is imported here but Typer and light parts of the standard library. A command imports
what it needs when it runs.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from toolselect import __version__
from toolselect.cli import console, options

A_BUG = 3
INTERRUPTED = 130

COMMANDS = {
    "init": "Make a study folder that validates and reports at once.",
    "validate": "Find all that is wrong with files and studies, with its place.",
    "score": "Rank the vendors of a study.",
    "robustness": "Tell how much the ranking bears.",
    "next": "Tell what to find out first.",
    "roi": "Compute what the vendors of a study cost and bring.",
    "explain": "Explain the score of a vendor, down to the sources.",
    "compare": "Hold two vendors against each other.",
    "what-if": "Try other answers, weights, plans, prices or must-haves.",
    "rank": "Rank the alternatives of a table, by any method.",
    "report": "Write the report of a study.",
    "weights": "Make weights from judgements, or from data as a cross-check.",
    "list": "List the vendors, criteria sets, facts or rules that ship, or the expiries of a study.",
    "show": "Show a vendor, a criterion or a fact.",
    "schema": "Print the JSON Schema of a kind of file.",
    "rule": "Explain the code of a finding.",
}
"""What each command does, in the first words of the function of its name, in the module of its name (`list_`)."""


class OnDemand(Mapping[str, Any]):
    """The commands by name; one is imported and built when somebody asks for it."""

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - Typer does not make its class of commands public
        if name not in COMMANDS:
            raise KeyError(name)
        module = "list_" if name == "list" else name.replace("-", "_")
        alone = typer.Typer(rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False)
        function = getattr(import_module(f"toolselect.cli.{module}"), module)
        alone.command(name, context_settings={"help_option_names": HELP_OPTIONS})(function)
        return get_command(alone)

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class Commands(TyperGroup):
    """The program as a group of commands that are loaded when they are needed."""

    def __init__(self, **attributes: Any) -> None:  # noqa: ANN401 - handed through
        super().__init__(**attributes)
        self.commands = OnDemand()  # type: ignore[assignment] # nobody adds to it

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002 - Typer's signature
        """List the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


HELP_OPTIONS = ["--help", "-h"]
app = typer.Typer(
    name="toolselect",
    cls=Commands,
    help="Choose a customer-service tool from text files: facts with sources, weighted criteria, an honest measure of "
    "doubt, a report that can be checked.",
    epilog="Exit codes: 0 done; 1 findings; 2 wrong usage or configuration, nothing matched, or output that can't be "
    "written; 3 a bug.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": HELP_OPTIONS},
)


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
    import io

    from typer._click.exceptions import ClickException

    if isinstance(error, typer.Exit):
        return error.exit_code
    if not isinstance(error, ClickException):
        return 0
    said = io.StringIO()
    error.show(file=said)
    console.complain("\n".join(console.visible(line.expandtabs(4)) for line in said.getvalue().rstrip().split("\n")))
    return console.WRONG_USAGE


def _bug(error: Exception) -> int:
    kind = type(error).__name__
    what = console.visible(f"{kind}: {error}" if str(error) else kind)
    console.complain(
        f"toolselect {__version__}: this is a bug: {what}. Please report it (README.md says where), with the traceback "
        "that --verbose or TOOLSELECT_TRACEBACK=1 shows."
    )
    if console.talk.level == "verbose" or os.environ.get("TOOLSELECT_TRACEBACK") == "1":
        import traceback

        lines = "".join(traceback.format_exception(error)).rstrip().split("\n")
        console.complain("\n".join(console.visible(line) for line in lines))
    return A_BUG
