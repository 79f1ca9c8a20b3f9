"""A View as one HTML file without script, network or style attributes, for browser, phone and paper."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from toolselect.report import templates

if TYPE_CHECKING:
    from jinja2 import Template

    from toolselect.report.view import View


def render(view: View) -> str:
    """Return the page."""
    brand = view.brand.css if view.brand is not None else ""
    return _template().render(view=view, brand_hash=templates.digest(brand))


@cache
def _template() -> Template:
    return templates.html().get_template("report.html.j2")
