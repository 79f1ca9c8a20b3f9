"""What a person or a pipe gets to see: products on standard output, words about the run on standard error.

Text from users' files and arguments goes through `visible` before it is shown.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from typing import TYPE_CHECKING, Literal, NoReturn, TextIO

import typer

from toolselect.terminal import Painter, columns, visible, visible_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from toolselect.diagnostics import Diagnostic

CLOSED_PIPE = 141  # what a shell reports for a program that SIGPIPE ended
WRONG_USAGE = 2
PIPE_WIDTH = 100  # columns, where no terminal says how many there are

__all__ = ["Painter", "columns", "visible", "visible_json"]


class Talk:
    """How much is said about the run: `quiet` leaves errors only, `verbose` adds detail and tracebacks."""

    def __init__(self) -> None:
        self.level: Literal["quiet", "normal", "verbose"] = "normal"


talk = Talk()


# --- streams -----------------------------------------------------------------------------------------------------


def prepare() -> None:
    """Make both streams write UTF-8 whatever the locale says, and never fail on a character."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(encoding="utf-8", errors="backslashreplace")


def product(text: str) -> None:
    """Write what was asked for to standard output, and see that it has arrived.

    Raises:
        typer.Exit: 141 when the reader went away (`| head`), 2 when it can't be written (a full disk).
    """
    try:
        sys.stdout.write(text if not text or text.endswith("\n") else f"{text}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        _discard(sys.stdout)
        raise typer.Exit(CLOSED_PIPE) from None
    except OSError as error:
        _discard(sys.stdout)
        fail(f"cannot write to standard output: {(error.strerror or str(error)).lower()}")


def product_json(data: Mapping[str, object]) -> None:
    """Write data as JSON to standard output."""
    import json

    product(visible_json(json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)))


def say(text: str) -> None:
    """Tell something about the run, unless it has to be quiet."""
    if talk.level != "quiet":
        _speak(text)


def say_more(text: str) -> None:
    """Tell something that only a verbose run tells."""
    if talk.level == "verbose":
        _speak(text)


def fail(message: str, hint: str = "", code: int = WRONG_USAGE, rule: str = "") -> NoReturn:
    """Say why there is no result, with the code of the rule if there is one, and end with the exit code.

    The default, 2, stands for wrong usage or configuration, nothing matched, or output that can't be written.
    """
    paint = painter(sys.stderr)
    label = f"error[{rule}]" if rule else "error"
    lines = [f"{paint(label, 'error')}: {visible(message)}"]
    if hint:
        lines.append(f"  = {paint('help', 'strong')}: {visible(hint)}")
    _speak("\n".join(lines))
    raise typer.Exit(code)


def complain(text: str) -> None:
    """Write to standard error what even a quiet run says."""
    _speak(text)


def _speak(text: str) -> None:
    try:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
    except OSError:  # nobody listens any more
        _discard(sys.stderr)


def _discard(stream: TextIO) -> None:
    """Let the rest go nowhere, so that the interpreter's last flush does not fail again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def width(fallback: int = PIPE_WIDTH) -> int:
    """Return how many columns there are: COLUMNS, else the terminal's, else the fallback; at least 40."""
    return max(40, shutil.get_terminal_size((fallback, 24)).columns)


# --- findings ----------------------------------------------------------------------------------------------------


def painter(stream: TextIO) -> Painter:
    """Return a painter for the stream: colour only on a terminal that can show it, and not under NO_COLOR."""
    return Painter(on=stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb")


def rule_links(paint: Painter) -> str:
    """Return where TOOLSELECT_RULES_URL says that rules are explained, for a terminal that shows hyperlinks."""
    address = os.environ.get("TOOLSELECT_RULES_URL", "")
    return address if paint.on and re.fullmatch(r"https?://[!-~]+", address) else ""


def listing(found: Sequence[Diagnostic], texts: Mapping[str, str], paint: Painter, limit: int) -> str:
    """Return findings as people read them, each with the line that it is about; `limit` in columns."""
    from toolselect.findings import as_full

    return as_full.listing(found, texts, colour=paint.on, width=limit, links=rule_links(paint))


def tally(found: Iterable[Diagnostic]) -> str:
    """Count findings by severity: `2 errors, 1 warning`."""
    from toolselect.findings import model

    return model.tally(found)


def counted(number: int, noun: str) -> str:
    """Return `1 file`, `2 files`."""
    from toolselect.findings import model

    return model.counted(number, noun)


# --- plain layout ------------------------------------------------------------------------------------------------


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Return rows with their columns one under the other; the last column is as long as it is."""
    shown = [[visible(cell) for cell in row] for row in rows]
    widths = [max(map(columns, column)) for column in zip(*shown, strict=True)][:-1]
    lines = []
    for *cells, last in shown:
        padded = [cell + " " * (wide - columns(cell)) for cell, wide in zip(cells, widths, strict=True)]
        lines.append("  ".join([*padded, last]).rstrip())
    return "\n".join(lines)


def wrapped(text: str, indent: str = "  ", first: str | None = None) -> str:
    """Return a paragraph, wrapped to the width at hand (at most 100 columns)."""
    import textwrap

    lines = textwrap.wrap(
        visible(text),
        min(width(), PIPE_WIDTH),
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines)
