"""The first screen of a View as short Markdown, for a comment on a pull or merge request."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from toolselect.report import templates
from toolselect.report.as_markdown import tidied
from toolselect.report.languages import language

if TYPE_CHECKING:
    from jinja2 import Template

    from toolselect.report.view import View
    from toolselect.report.view.blocks import Recommendation

MOST_CHARACTERS = 65_536
"""What GitHub takes as a comment; GitLab takes more."""

SIZES = ((20, 600), (10, 300), (5, 100))
"""Lines of a list and characters of a text, tried in this order until the whole fits."""


def render(view: View) -> str:
    """Return the comment, ending in one newline, of at most `MOST_CHARACTERS`."""
    text = ""
    for lines, letters in SIZES:
        first, hidden = _shortened(view.recommendation, lines)
        more = (language(view.lang).say("brief.more", n=hidden),) if hidden else ()
        text = tidied(_template(letters).render(view=replace(view, recommendation=first), more=more))
        if len(text) <= MOST_CHARACTERS:
            break
    return text


def _shortened(first: Recommendation, lines: int) -> tuple[Recommendation, int]:
    """Return the recommendation with lists of so many lines, and how many alternatives that leaves out."""
    rows, flips = first.ranking.rows, first.flips
    if flips is not None:
        flips = replace(flips, rows=flips.rows[:lines], sentences=flips.sentences[:lines])
    shortened = replace(
        first,
        ranking=replace(first.ranking, rows=rows[:lines]),
        out=first.out[:lines],
        unproven=first.unproven[:lines],
        flips=flips,
        changes=first.changes[:lines],
    )
    return shortened, max(0, len(rows) - lines)


@cache
def _template(letters: int) -> Template:
    return templates.markdown(letters).get_template("brief.md.j2")
