"""Findings as people read them: each with the line that it is about, a marker under the place, and what helps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolselect.findings.model import more
from toolselect.terminal import Painter, columns, shown, visible

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolselect.diagnostics import Diagnostic, Location
    from toolselect.findings.model import Findings

WIDTH = 100  # columns, where no terminal says how many there are
TAB = 4

_NEAR = 1000  # characters of a line around a place that are looked at: a whole file may be one line
_LINE_END = r"\r\n|\r|\n"


def render(findings: Findings, *, colour: bool = False, width: int = WIDTH, links: str = "") -> str:
    """Return all findings; `links` is where rules are explained, for a terminal that shows hyperlinks.

    `{code}` in it stands for the code; without one the code is put behind it.
    """
    return listing(
        findings.diagnostics, findings.texts, colour=colour, width=width, links=links, capped=findings.capped
    )


def listing(
    found: Sequence[Diagnostic],
    texts: Mapping[str, str],
    *,
    colour: bool = False,
    width: int = WIDTH,
    links: str = "",
    capped: Mapping[str, int] | None = None,
) -> str:
    """Return findings with their lines; `capped` tells of how many of a path are left out."""
    paint = Painter(on=colour)
    lines: dict[str, list[str]] = {}
    blocks = []
    last = {finding.place.path: number for number, finding in enumerate(found)} if capped else {}
    for number, finding in enumerate(found):
        path = finding.place.path
        if path not in lines and path in texts:
            lines[path] = re.split(_LINE_END, texts[path].removeprefix("\ufeff"))
        blocks.append(_block(finding, lines.get(path, ()), paint, width, links))
        if capped and path in capped and last[path] == number:
            blocks.append(paint(more(capped[path], visible(path)), "strong"))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _block(finding: Diagnostic, lines: Sequence[str], paint: Painter, limit: int, links: str) -> str:
    kind = finding.severity.value
    where = visible(finding.place.path)
    location = finding.location
    if location is not None:
        where += f":{location.line}:{location.column}"
    label = f"{kind}[{_linked(finding.code, links)}]"
    head = f"{paint(label, kind)}{paint(f': {visible(finding.message)}', 'strong')}"
    block = [head, f"  {paint('-->', 'gutter')} {where}"]
    if location is not None and location.line <= len(lines) and lines[location.line - 1].strip():
        number = str(location.line)
        blank = " " * len(number)
        text, before, marked = excerpt(lines[location.line - 1], location, limit - len(number) - 3)
        bar = paint("|", "gutter")
        block += [
            f"{blank} {bar}",
            f"{paint(number, 'gutter')} {bar} {text}",
            f"{blank} {bar} {' ' * before}{paint('^' * marked, kind)}",
        ]
    if finding.hint:
        block.append(f"  = {paint('help', 'strong')}: {visible(finding.hint)}")
    return "\n".join(block)


def _linked(code: str, links: str) -> str:
    """Return a code as a hyperlink (OSC 8) to the page that explains it."""
    if not links:
        return code
    address = links.replace("{code}", code) if "{code}" in links else links + code
    return f"\x1b]8;;{address}\x1b\\{code}\x1b]8;;\x1b\\"


def excerpt(line: str, location: Location, limit: int) -> tuple[str, int, int]:
    """Return a source line as it can be shown, where the marker begins (columns), and how long it is.

    Tabs are expanded, hidden characters written out, a line that is wider than `limit` columns is cut around the
    place. A span that ends on a later line is marked up to the end of this one.
    """
    line = line.rstrip()
    start = min(location.column - 1, len(line))
    end = len(line) if location.end_line > location.line else min(location.end_column - 1, len(line))
    near = max(_NEAR, 2 * limit)
    offset = max(0, start - near)
    cells = _cells(line[offset : start + near])
    start -= offset
    end = min(end - offset, len(cells))
    edges = [0]
    for cell in cells:
        edges.append(edges[-1] + columns(cell))
    first, last = 0, len(cells)
    if edges[-1] > limit:
        first, last = _window(edges, start, limit)
    text = "".join(cells[first:last])
    lead = "…" if first or offset else ""
    if last < len(cells) or offset + len(cells) < len(line):
        text += "…"
        end = min(end, last)
    before = len(lead) + edges[start] - edges[first]
    return lead + text, before, max(1, edges[max(end, start)] - edges[start])


def _cells(line: str) -> list[str]:
    cells: list[str] = []
    at = 0
    for char in line:
        cell = " " * (TAB - at % TAB) if char == "\t" else shown(char)
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
