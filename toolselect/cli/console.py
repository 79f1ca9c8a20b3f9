"""What a person or a pipe gets to see: products on standard output, words about the run on standard error.

Text from users' files and arguments is escaped before it is shown, so that no file can move the cursor, hide what it
says or speak to a CI runner in a finding's name.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import unicodedata
from typing import TYPE_CHECKING, Literal, NoReturn, TextIO

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from toolselect.diagnostics import Diagnostic, Location

CLOSED_PIPE = 141  # what a shell reports for a program that SIGPIPE ended
WRONG_USAGE = 2
PIPE_WIDTH = 100  # columns, where no terminal says how many there are
TAB = 4

_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
_JOINERS = "\u200c\u200d"  # part of words and of emoji
_JSON_HIDDEN = "[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
_LINE_END = r"\r\n|\r|\n"
_COLOURS = {"error": "1;31", "warning": "1;33", "note": "1;36", "gutter": "34", "strong": "1"}


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


def fail(message: str, hint: str = "", code: int = WRONG_USAGE) -> NoReturn:
    """Say why there is no result, and end with the exit code.

    The default, 2, stands for wrong usage or configuration, nothing matched, or output that can't be written.
    """
    paint = painter(sys.stderr)
    lines = [f"{paint('error', 'error')}: {visible(message)}"]
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


# --- characters --------------------------------------------------------------------------------------------------


def visible(text: str) -> str:
    r"""Return the text on one line, with every character that nobody sees written out (`\x1b`, `\u202e`)."""
    return text if text.isprintable() else "".join(map(_shown, text))


def visible_json(text: str) -> str:
    """Return JSON text with the invisible characters inside its strings escaped."""
    return re.sub(_JSON_HIDDEN, lambda found: f"\\u{ord(found.group()):04x}", text)


def _shown(char: str) -> str:
    if unicodedata.category(char) in _HIDDEN and char not in _JOINERS:
        return char.encode("unicode_escape").decode("ascii")
    return char


def columns(text: str) -> int:
    """Return how many terminal columns a visible text takes."""
    return len(text) if text.isascii() else sum(map(_char_columns, text))


def _char_columns(char: str) -> int:
    if char in _JOINERS or unicodedata.category(char) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


class Painter:
    """Colours words, or leaves them as they are."""

    def __init__(self, *, on: bool) -> None:
        self.on = on

    def __call__(self, text: str, colour: str) -> str:
        """Return the text in a colour by name (a severity, `gutter`, `strong`)."""
        return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m" if self.on else text


def painter(stream: TextIO) -> Painter:
    """Return a painter for the stream: colour only on a terminal that can show it, and not under NO_COLOR."""
    return Painter(on=stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb")


# --- findings ----------------------------------------------------------------------------------------------------


def listing(found: Sequence[Diagnostic], texts: Mapping[str, str], paint: Painter, limit: int) -> str:
    """Return all findings as people read them, each with the line that it is about; `limit` in columns."""
    lines: dict[str, list[str]] = {}
    blocks = []
    for finding in found:
        path = finding.place.path
        if path not in lines and path in texts:
            lines[path] = re.split(_LINE_END, texts[path].removeprefix("\ufeff"))
        blocks.append(_block(finding, lines.get(path, ()), paint, limit))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _block(finding: Diagnostic, lines: Sequence[str], paint: Painter, limit: int) -> str:
    kind = finding.severity.value
    where = visible(finding.place.path)
    location = finding.location
    if location is not None:
        where += f":{location.line}:{location.column}"
    head = f"{paint(f'{kind}[{finding.code}]', kind)}{paint(f': {visible(finding.message)}', 'strong')}"
    shown = [head, f"  {paint('-->', 'gutter')} {where}"]
    if location is not None and location.line <= len(lines) and lines[location.line - 1].strip():
        number = str(location.line)
        blank = " " * len(number)
        text, before, marked = excerpt(lines[location.line - 1], location, limit - len(number) - 3)
        bar = paint("|", "gutter")
        shown += [
            f"{blank} {bar}",
            f"{paint(number, 'gutter')} {bar} {text}",
            f"{blank} {bar} {' ' * before}{paint('^' * marked, kind)}",
        ]
    if finding.hint:
        shown.append(f"  = {paint('help', 'strong')}: {visible(finding.hint)}")
    return "\n".join(shown)


def excerpt(line: str, location: Location, limit: int) -> tuple[str, int, int]:
    """Return a source line as it can be shown, where the marker begins (columns), and how long it is.

    Tabs are expanded, hidden characters written out, a line that is wider than `limit` columns is cut around the
    place. A span that ends on a later line is marked up to the end of this one.
    """
    line = line.rstrip()
    cells = _cells(line)
    start = min(location.column - 1, len(cells))
    end = len(cells) if location.end_line > location.line else min(location.end_column - 1, len(cells))
    edges = [0]
    for cell in cells:
        edges.append(edges[-1] + columns(cell))
    first, last = 0, len(cells)
    if edges[-1] > limit:
        first, last = _window(edges, start, limit)
    text = "".join(cells[first:last])
    lead = "…" if first else ""
    if last < len(cells):
        text += "…"
        end = min(end, last)
    before = len(lead) + edges[start] - edges[first]
    return lead + text, before, max(1, edges[max(end, start)] - edges[start])


def _cells(line: str) -> list[str]:
    cells: list[str] = []
    at = 0
    for char in line:
        cell = " " * (TAB - at % TAB) if char == "\t" else _shown(char)
        cells.append(cell)
        at += columns(cell)
    return cells


def _window(edges: Sequence[int], start: int, limit: int) -> tuple[int, int]:
    """Return the first and the last cell (exclusive) of a part that shows the start and fits, with room for two `…`."""
    first = 0
    wanted = min(edges[start] - limit // 3, edges[-1] - limit + 1)
    while edges[first] < wanted or (first and edges[first + 1] == edges[first] and first < start):
        first += 1
    room = limit - (1 if first else 0)
    last = first
    while last + 1 < len(edges) and edges[last + 1] - edges[first] <= room - (1 if last + 2 < len(edges) else 0):
        last += 1
    return first, last


def as_data(finding: Diagnostic) -> dict[str, object]:
    """Return a finding in the shape that `--format json` documents."""
    from toolselect.diagnostics import Location, key_text

    location = finding.location or Location()
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "path": finding.place.path,
        "line": location.line,
        "column": location.column,
        "end_line": location.end_line,
        "end_column": location.end_column,
        "key": key_text(finding.place.key),
        "message": finding.message,
        "hint": finding.hint,
    }


def summary(found: Sequence[Diagnostic], files: int) -> str:
    """Count the findings in words: `2 errors, 1 warning in 5 files`."""
    if not found:
        return f"{counted(files, 'file')}, nothing found"
    return f"{tally(found)} in {counted(files, 'file')}"


def tally(found: Iterable[Diagnostic]) -> str:
    """Count findings by severity: `2 errors, 1 warning`."""
    kinds = [finding.severity.value for finding in found]
    return ", ".join(counted(kinds.count(kind), kind) for kind in ("error", "warning", "note") if kind in kinds)


def counted(number: int, noun: str) -> str:
    """Return `1 file`, `2 files`."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


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
