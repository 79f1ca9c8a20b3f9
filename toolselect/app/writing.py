"""Write reports and new studies, whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect import files, resources
from toolselect.loading import structure
from toolselect.validation.targets import kind_said

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from toolselect.model.result import Evaluation


def write_report(evaluation: Evaluation, formats: Iterable[str], directory: Path, lang: str = "en") -> tuple[Path, ...]:
    """Render the report in each format and write all of them, or nothing.

    Raises:
        files.WriteFailed: if one of them can't be written; then none is.
    """
    from toolselect.report import outputs as rendered

    outputs = {directory / name: content for name, content in rendered(evaluation, formats, lang).items()}
    write_outputs(outputs)
    return tuple(outputs)


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
