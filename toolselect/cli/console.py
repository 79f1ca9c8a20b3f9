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

from toolselect.terminal import Painter, columns, visible, visible_json, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from toolselect.diagnostics import Diagnostic

CLOSED_PIPE = 141  # what a shell reports for a program that SIGPIPE ended
WRONG_USAGE = 2
PIPE_WIDTH = 100  # columns, where no terminal says how many there are
HANGING = 30  # columns that a text needs to stand beside what it is about; with fewer it stands below

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
    columns = os.environ.get("COLUMNS", "")
    if columns and not (columns.isascii() and columns.isdigit()):
        del os.environ["COLUMNS"]  # what is no number is no width, and libraries that read it would fall over


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


def records(rows: Sequence[Sequence[str]]) -> str:
    """Return rows with their columns one under the other: on a terminal as wide as it is, in a pipe a line each."""
    return fitted(rows, width()) if sys.stdout.isatty() else aligned(rows)


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Return rows with their columns one under the other; the last column is as long as it is."""
    shown, widths = _measured(rows)
    return "\n".join(_in_columns(row, widths[:-1]) for row in shown)


def fitted(rows: Sequence[Sequence[str]], limit: int) -> str:
    """Return rows with their columns one under the other, on lines of at most `limit` columns.

    The last column is wrapped beside the others; where it has no room there, it stands below the first ones.
    """
    shown, widths = _measured(rows)
    if not shown:
        return ""
    lead = sum(widths[:-1]) + 2 * len(widths[:-1])
    if limit - lead >= min(HANGING, widths[-1]):
        lines = (
            wrap(row[-1], limit, _padded(row[:-1], widths), " " * lead) or [_in_columns(row, widths)] for row in shown
        )
    else:
        lines = (_stacked(row, widths, limit) for row in shown)
    return "\n".join(line.rstrip() for of_row in lines for line in of_row)


def _measured(rows: Sequence[Sequence[str]]) -> tuple[list[list[str]], list[int]]:
    shown = [[visible(cell) for cell in row] for row in rows]
    return shown, [max(map(columns, column)) for column in zip(*shown, strict=True)]


def _padded(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "".join(cell + " " * (wide - columns(cell) + 2) for cell, wide in zip(cells, widths, strict=False))


def _in_columns(row: Sequence[str], widths: Sequence[int]) -> str:
    return f"{_padded(row[:-1], widths)}{row[-1]}".rstrip()


def _stacked(row: Sequence[str], widths: Sequence[int], limit: int) -> list[str]:
    """Return a row as the cells that fit beside each other, and the others below them."""
    margin = 0 if widths[0] else 1  # an empty first column indents the others
    fit = margin + 1
    while fit < len(row) - 1 and sum(widths[: fit + 1]) + 2 * fit <= limit:
        fit += 1
    indent = " " * (4 + 2 * margin)
    head = _padded(row[:fit], widths)
    cells = [cell for cell in row[fit:] if cell]
    below = wrap("  ".join(cells), limit, indent, indent)
    if len(cells) > 1 and len(below) > 1:
        below = [line for part in ("  ".join(cells[:-1]), cells[-1]) for line in wrap(part, limit, indent, indent)]
    return [head, *below] if head.strip() else below


def wrapped(text: str, indent: str = "  ", first: str | None = None) -> str:
    """Return a paragraph, wrapped to the width at hand (at most 100 columns)."""
    lines = wrap(visible(text), min(width(), PIPE_WIDTH), indent if first is None else first, indent)
    return "\n".join(lines)
