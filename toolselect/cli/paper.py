"""What tables on a terminal are made of: rows, lines and lists, laid out for the width at hand."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from toolselect.cli import console

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

TOGETHER = "\u00a0"
_GLUE = "\ue000"
"""Stands for TOGETHER while rich breaks lines, which it would do there as well."""


def rendered(parts: Iterable[RenderableType], width: int, *, colour: bool) -> str:
    """Return the parts one below the other as text, in colour only if asked."""
    file = io.StringIO()
    sheet = Console(
        file=file,
        width=width,
        force_terminal=colour,
        no_color=not colour,
        color_system="standard" if colour else None,
        highlight=False,
        markup=False,
        emoji=False,
    )
    for part in parts:
        sheet.print(part)
    text = file.getvalue().replace(_GLUE, " ").replace(TOGETHER, " ")  # plain ones, for grep and for copies
    return "\n".join(row.rstrip() for row in text.split("\n"))


def line(words: str, style: str = "") -> Text:
    """Return words from anywhere as they can be shown."""
    return Text(console.visible(words).replace(TOGETHER, _GLUE), style=style)


def listed(title: str, items: Iterable[str]) -> list[RenderableType]:
    """Return a heading and a list below it; nothing without items."""
    found = list(items)
    if not found:
        return []
    grid = Table.grid(padding=(0, 1))
    for item in found:
        grid.add_row("  -", line(item))
    return ["", line(title, "bold"), grid]


def table(words: Iterable[str], figures: Iterable[str]) -> Table:
    """Return a table with columns of words, which may wrap, and then columns of figures, which don't."""
    made = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False, header_style="bold", show_edge=False)
    for name in words:
        made.add_column(line(name))
    for name in figures:
        made.add_column(line(name), justify="right", no_wrap=True)
    return made
