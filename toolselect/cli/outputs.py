"""What `validate` writes and where to: `--format F` to standard output, `F=FILE` to files, and what GitHub adds."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from toolselect.cli import console

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolselect.findings import Findings

SUMMARY_LIMIT = 1 << 20  # GitHub shows no summary of a step that is larger


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A format, and the file that it goes to: standard output if None."""

    format: str
    file: Path | None = None


def asked_for(given: Sequence[str] | None) -> tuple[Output, ...]:
    """Return the outputs that the option names; none if it was not given.

    Raises:
        typer.BadParameter: if a format is unknown, a file lacks its name, or two go to standard output.
    """
    outputs = tuple(_output(text) for text in given or ())
    if sum(output.file is None for output in outputs) > 1:
        raise _wrong("only one format can go to standard output; write the others as F=FILE")
    return outputs


def _output(text: str) -> Output:
    from toolselect.findings import FORMATS

    name, sign, file = text.partition("=")
    if name not in FORMATS:
        from toolselect.diagnostics import nearest

        raise _wrong(f"`{name}` is not among {', '.join(FORMATS)}; {nearest(name, FORMATS)}".removesuffix("; "))
    if sign and not file:
        raise _wrong(f"`{text}` names no file")
    return Output(format=name, file=Path(file) if sign else None)


def _wrong(message: str) -> typer.BadParameter:
    return typer.BadParameter(message, param_hint="'--format'")


def write(findings: Findings, outputs: Sequence[Output], *, ci: bool) -> None:
    """Write everything: the files all together, standard output, and on GitHub what it shows of a step.

    Without outputs that is the full listing; on GitHub annotations come behind it.

    Raises:
        typer.Exit: 2 if a file can't be written, after the findings were shown and after saying so.
    """
    from toolselect import files
    from toolselect.findings import FORMATS

    shown = [output.format for output in outputs if output.file is None]
    on_github = os.environ.get("GITHUB_ACTIONS") == "true"
    if not outputs:
        shown = ["full", "github"] if on_github and ci else ["full"]
    contents = [(output.file, FORMATS[output.format](findings)) for output in outputs if output.file is not None]
    failed: files.WriteFailed | None = None
    try:
        _write_files(contents)
    except files.WriteFailed as error:
        failed = error
    console.product("".join(_on_screen(name, findings, on_github=on_github) for name in shown))
    if on_github and ci and "github" in shown:
        _summarise(findings)
    if failed is not None:
        console.fail(str(failed), "no file was written; name another", rule="TS901")
    for path, _ in contents:
        console.say(f"wrote {console.visible(str(path))}")


def _write_files(contents: Sequence[tuple[Path, str]]) -> None:
    from toolselect import app, files

    outputs: dict[Path, bytes] = {}
    for path, text in contents:
        if path in outputs:
            raise files.WriteFailed(path, "two formats can't go to the same file")
        outputs[path] = text.encode(errors="backslashreplace")
    if outputs:
        app.write_outputs(outputs)


def _on_screen(name: str, findings: Findings, *, on_github: bool) -> str:
    from toolselect.findings import FORMATS

    if name == "full":
        from toolselect.findings import as_full

        paint = console.painter(sys.stdout)
        text = as_full.render(findings, colour=paint.on, width=console.width(), links=console.rule_links(paint))
    else:
        text = FORMATS[name](findings)
    if on_github and name in {"full", "concise"}:
        text = text.replace("##[", "##\\[")  # what a runner takes for a command anywhere in a line
    return text


def _summarise(findings: Findings) -> None:
    """Append the findings to the summary of the step; a summary that can't be written is no reason to fail."""
    name = os.environ.get("GITHUB_STEP_SUMMARY")
    if not name:
        return
    from toolselect.findings import as_markdown

    path = Path(name)
    try:
        there = path.stat().st_size if path.is_file() else 0
        text = as_markdown.render(findings, SUMMARY_LIMIT - there).encode(errors="backslashreplace")
        if there + len(text) <= SUMMARY_LIMIT:
            descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NONBLOCK", 0), 0o644)
            with os.fdopen(descriptor, "ab") as file:
                file.write(text)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        console.complain(f"the step's summary can't be written: {console.visible(reason[:1].lower() + reason[1:])}")
