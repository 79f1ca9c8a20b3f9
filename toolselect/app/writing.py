"""Write reports and new studies, whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect import files, resources
from toolselect.app import printing
from toolselect.loading import structure
from toolselect.validation.targets import kind_said

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from toolselect.model.result import Evaluation


PDF = "pdf"


def report_formats() -> tuple[str, ...]:
    """Return what a report can be written as: the renderings, and PDF, which needs a browser."""
    from toolselect.report import FORMATS

    return (*FORMATS, PDF)


def write_report(
    evaluation: Evaluation, formats: Iterable[str], directory: Path, lang: str = "en", *, chromium: str = ""
) -> tuple[Path, ...]:
    """Render the report in each format and write all of them, or nothing.

    `chromium` is the browser that prints the PDF, if it is not the one on the search path.

    Raises:
        files.WriteFailed: if one of them can't be written; then none is.
        PrintFailed: if a PDF is asked for and none comes out; then nothing is written.
    """
    from toolselect.report import NAME, outputs

    asked = tuple(dict.fromkeys(formats))
    if PDF not in asked:
        rendered = outputs(evaluation, asked, lang)
    else:
        program = printing.browser(chromium)  # without one, nothing need be rendered
        rendered = outputs(evaluation, (*(name for name in asked if name != PDF), "html"), lang)
        page = f"{NAME}.html"
        rendered[f"{NAME}.{PDF}"] = printing.pdf(rendered[page], evaluation.study.as_of, program)
        if "html" not in asked:
            del rendered[page]
    contents = {directory / name: content for name, content in rendered.items()}
    write_outputs(contents)
    return tuple(contents)


def brief_report(evaluation: Evaluation, lang: str = "en") -> str:
    """Return the short form of a report, as Markdown for a comment on a pull or merge request."""
    from toolselect.report import brief

    return brief(evaluation, lang)


def write_outputs(outputs: Mapping[Path, bytes]) -> None:
    """Write all outputs or none, and none over a project file: a slip of the hand must not cost a profile.

    Raises:
        files.WriteFailed: if one of them can't be written, or would replace a project file.
    """
    for path in outputs:
        if path.is_file() and kind_said(path) in structure.KINDS:
            raise files.WriteFailed(path, "it is a project file, and no output replaces one")
    files.write_all(outputs)


def init(directory: Path, today: date) -> tuple[Path, ...]:
    """Write a new study into a folder that may exist; return the files.

    Raises:
        files.WriteFailed: if one can't be written or stands there already; then none is.
    """
    template = resources.root("templates") / "study"
    contents: dict[str, bytes] = {}
    for path in sorted(template.rglob("*")):
        if path.is_file() and not path.name.endswith("~"):
            text = path.read_text(encoding="utf-8").replace("{{today}}", today.isoformat())
            contents[path.relative_to(template).as_posix()] = text.encode()
    for kind in structure.KINDS:
        contents[f".toolselect/{kind}.schema.json"] = resources.schema_text(kind).encode()
    files.write_new_tree(directory, contents)
    return tuple(directory / name for name in contents)
