"""An Evaluation in several formats: `outputs(evaluation, formats)` gives the files of a report by name.

Nothing is imported before it is asked for, so that JSON does not pay for templates.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from toolselect.model.result import Evaluation
    from toolselect.report.view import View

NAME = "report"
"""What the files of a report are called, before the suffix."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """An evaluation to be rendered, in one language; its view is made once, for all formats."""

    evaluation: Evaluation
    lang: str = "en"

    @cached_property
    def view(self) -> View:
        """Return the ordered, labelled, formatted report."""
        from toolselect.report.languages import language
        from toolselect.report.view import view

        return view(self.evaluation, language(self.lang))


def _html(report: Report) -> dict[str, bytes]:
    from toolselect.report import as_html

    return {f"{NAME}.html": as_html.render(report.view).encode()}


def _json(report: Report) -> dict[str, bytes]:
    from toolselect.report import as_json

    return {f"{NAME}.json": as_json.render(report.evaluation).encode()}


def _markdown(report: Report) -> dict[str, bytes]:
    from toolselect.report import as_markdown, as_svg

    charts = {chart.file: as_svg.render(chart).encode() for chart in report.view.charts}
    return {f"{NAME}.md": as_markdown.render(report.view).encode(), **charts}


def _xlsx(report: Report) -> dict[str, bytes]:
    from toolselect.report import as_xlsx
    from toolselect.report.languages import language

    return {f"{NAME}.xlsx": as_xlsx.render(report.evaluation, language(report.lang))}


FORMATS: Mapping[str, Callable[[Report], dict[str, bytes]]] = {
    "html": _html,
    "json": _json,
    "md": _markdown,
    "xlsx": _xlsx,
}
"""What a report can be written as: the name is also the suffix of its main file."""


def outputs(evaluation: Evaluation, formats: Iterable[str], lang: str = "en") -> dict[str, bytes]:
    """Return the files of a report, by name: the main file of each format, and those that it needs beside it."""
    report = Report(evaluation=evaluation, lang=lang)
    files: dict[str, bytes] = {}
    for name in dict.fromkeys(formats):
        files |= FORMATS[name](report)
    return files


def rendered(evaluation: Evaluation, name: str, lang: str = "en") -> str:
    """Return the main file of a format that is text."""
    return outputs(evaluation, [name], lang)[f"{NAME}.{name}"].decode()


def brief(evaluation: Evaluation, lang: str = "en") -> str:
    """Return the short form for a comment on a pull or merge request, as Markdown."""
    from toolselect.report import as_brief

    return as_brief.render(Report(evaluation=evaluation, lang=lang).view)
