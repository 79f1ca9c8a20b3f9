"""An Evaluation as text in several formats: `FORMATS[name](evaluation)`.

Nothing is imported before it is asked for, so that JSON does not pay for templates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolselect.model.result import Evaluation

    Renderer = Callable[[Evaluation], str]


def _html(evaluation: Evaluation) -> str:
    from toolselect.report import as_html
    from toolselect.report.view import view

    return as_html.render(view(evaluation))


def _json(evaluation: Evaluation) -> str:
    from toolselect.report import as_json

    return as_json.render(evaluation)


def _markdown(evaluation: Evaluation) -> str:
    from toolselect.report import as_markdown
    from toolselect.report.view import view

    return as_markdown.render(view(evaluation))


FORMATS: dict[str, Renderer] = {"html": _html, "json": _json, "md": _markdown}
"""What a report can be written as: the name is also the suffix of the file."""
