"""A View as Markdown for GitHub and GitLab: tables of at most seven columns, folds, one alert; no HTML from files."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from toolselect.report import templates
from toolselect.report.view.blocks import Block, Fold, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import Template

    from toolselect.report.view import View

MOST_COLUMNS = 7


def render(view: View) -> str:
    """Return the document, ending in one newline."""
    sections = tuple(
        replace(section, blocks=tuple(part for block in section.blocks for part in _narrow(block)))
        for section in view.sections
    )
    return tidied(_template().render(view=replace(view, sections=sections)))


def tidied(text: str) -> str:
    """Return what a template gave without blanks at line ends and double empty lines, ending in one newline."""
    return "\n".join(_without_double_blanks(line.rstrip() for line in text.split("\n"))).strip("\n") + "\n"


def _narrow(block: Block) -> Iterator[Block]:
    """Yield the block; a wide table as several, each with the first columns repeated."""
    if isinstance(block, Fold):
        plain = (part for inner in block.blocks for part in (_split(inner) if isinstance(inner, Table) else (inner,)))
        yield replace(block, blocks=tuple(plain))
    elif isinstance(block, Table):
        yield from _split(block)
    else:
        yield block


def _split(table: Table) -> Iterator[Table]:
    if len(table.head) <= MOST_COLUMNS:
        yield table
        return
    columns_left = len(table.head) - table.stub
    parts = math.ceil(columns_left / (MOST_COLUMNS - table.stub))
    step = math.ceil(columns_left / parts)  # parts of about the same width, none of a lone column
    for start in range(table.stub, len(table.head), step):
        columns = slice(start, start + step)
        yield replace(
            table,
            head=table.head[: table.stub] + table.head[columns],
            rows=tuple(replace(row, cells=row.cells[: table.stub] + row.cells[columns]) for row in table.rows),
        )


def _without_double_blanks(lines: Iterator[str]) -> Iterator[str]:
    last = ""
    for line in lines:
        if line or last:
            yield line
        last = line


@cache
def _template() -> Template:
    return templates.markdown().get_template("report.md.j2")
