"""`toolselect validate --fix` and `--diff`: correct what has one answer, or show what that would change."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import typer

from toolselect.cli import console

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolselect.fixing import Settled
    from toolselect.validation import Validation


class Fix(Protocol):
    """`app.fix`, told all that the command line says of it but whether to write."""

    def __call__(self, *, write: bool) -> Settled: ...  # noqa: D102


MOST_FILES = 50  # up to which it takes no time worth mentioning to find out what could be corrected
MOST_FINDINGS = 500
MOST_BYTES = 2_000_000


def run_fix(fix: Fix, *, diff: bool) -> None:
    """Correct the files, or with `diff` print what would change, and say how much it was.

    Raises:
        typer.Exit: after a diff: 1 if anything would change, else 0; 2 if nothing could be written.
        NothingFound: if no path was given and there is no study here or above.
        KeyError: with a code that means nothing.
    """
    from toolselect import files, fixing

    try:
        settled = fix(write=not diff)
    except files.WriteFailed as error:
        console.fail(str(error), "nothing was corrected")
    for path, why in sorted(settled.refused.items()):
        rest = "the rest of " if path in settled.after else ""
        console.say(f"left {rest}{console.visible(path)} as it is: {why}")
    files_of = f"{console.counted(settled.count, 'finding')} in {console.counted(len(settled.after), 'file')}"
    if diff:
        shown = (fixing.difference(path, settled.before[path], settled.after[path]) for path in sorted(settled.after))
        console.product(_on_screen("".join(shown)) if sys.stdout.isatty() else "".join(shown))
        console.say(f"would fix {files_of}" if settled.after else "nothing to fix")
        raise typer.Exit(1 if settled.after else 0)
    console.say(f"fixed {files_of}" if settled.after else "nothing to fix")


def correctable(result: Validation, fix: Fix) -> int:
    """Return how many of the findings `--fix` would correct; 0 where finding that out would take long."""
    from toolselect import app, files, fixing

    found = Counter((one.place.path, one.code) for one in result.diagnostics if one.code in fixing.FIXABLE)
    if not found or found.total() > MOST_FINDINGS or result.files > MOST_FILES or _size(result.paths) > MOST_BYTES:
        return 0
    try:
        settled = fix(write=False)
    except (files.WriteFailed, app.NothingFound):  # changed or gone meanwhile
        return 0
    edited = Counter((path, edit.code) for path, edits in settled.edits.items() for edit in edits)
    return (found & edited).total()


def _size(paths: Iterable[str]) -> float:
    """Return how many bytes the files have; infinitely many if that can't be told."""
    try:
        return sum(Path(path).stat().st_size for path in paths)
    except (OSError, ValueError):
        return float("inf")


def _on_screen(difference: str) -> str:
    """Return a difference for a terminal: every character that nobody sees is written out."""
    lines = difference.replace("\r\n", "\n").split("\n")
    return "\n".join("\t".join(map(console.visible, line.split("\t"))) for line in lines)
