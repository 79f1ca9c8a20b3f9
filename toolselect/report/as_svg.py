"""A drawing as an SVG file of its own, for readers of Markdown: its colours inside, light and dark, on its ground."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from toolselect.report import templates

if TYPE_CHECKING:
    from jinja2 import Template

    from toolselect.report.charts.drawing import Drawing


def render(drawing: Drawing) -> str:
    """Return the file, ending in one newline."""
    return _template().render(drawing=drawing).strip("\n") + "\n"


@cache
def _template() -> Template:
    return templates.html().get_template("chart.svg.j2")
