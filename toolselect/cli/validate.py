"""`toolselect validate`: say everything that is wrong with files and studies."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from toolselect.cli import console, options, outputs, selection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolselect.diagnostics import Diagnostic, Severity
    from toolselect.model.criteria import Stage

FailOn = Literal["error", "warning", "never"]


def validate(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATHS]...", help="Files and folders.", show_default="study.yaml here or in a folder above"
        ),
    ] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="F[=FILE]",
            help="Among full, concise, json, github, gitlab, sarif, junit, markdown; to a file, or one of them to "
            "standard output; repeatable.",
            show_default="full",
        ),
    ] = None,
    select: Annotated[
        list[str] | None, typer.Option(metavar="CODES", help="Only findings of these codes or families (TS4).")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(metavar="CODES", help="No findings of these codes or families.")
    ] = None,
    severity: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE=LEVEL", help="Take a code or family as error, warning or note; repeatable."),
    ] = None,
    as_of: options.AsOf = None,
    stage: Annotated[
        options.StageName | None, typer.Option(help="Hold studies to this stage instead of the one they claim.")
    ] = None,
    fail_on: Annotated[
        FailOn | None, typer.Option(help="What makes the exit code 1: this, or worse.", show_default="error")
    ] = None,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit with 0 whatever was found.")] = False,
    allow_outside: options.AllowOutside = False,
    max_file_size: options.MaxFileSize = None,
    expires_within: Annotated[
        int | None,
        typer.Option(metavar="DAYS", parser=options.days, help="Warn of evidence that expires within so long (30d)."),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="How many processes to use.", show_default="as many as processors")
    ] = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Check unchanged files again.")] = False,
    no_ci: Annotated[
        bool, typer.Option("--no-ci", help="Add no annotations and no summary on GitHub Actions.")
    ] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Correct what has exactly one answer, then say what remains.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what --fix would change; exit with 1 if that is anything.")
    ] = False,
    _quiet: options.Quiet = False,
    _verbose: options.Verbose = False,
) -> None:
    """Find all that is wrong with files and studies, with its place."""
    wanted = outputs.asked_for(formats)
    selected, ignored = selection.codes(select, "--select"), selection.codes(ignore, "--ignore")
    levels = selection.severities(severity)
    from toolselect import __version__, app
    from toolselect.findings import Findings, model

    settings = options.settings()
    correct = partial(
        app.fix,
        tuple(paths or ()),
        allow_outside=allow_outside,
        max_file_size=max_file_size,
        select=selected,
        ignore=ignored,
        settings=settings,
    )
    try:
        if fix or diff:
            from toolselect.cli.fix import run_fix

            run_fix(correct, diff=diff)
        result = app.validate(
            tuple(paths or ()),
            as_of=as_of,
            today=options.today(),
            allow_outside=allow_outside,
            stage=_stage(stage) if stage else None,
            max_file_size=max_file_size,
            select=selected,
            ignore=ignored,
            severities=levels,
            settings=settings,
            expires_within=expires_within,
            jobs=jobs,
            cache=not no_cache,
        )
    except app.NothingFound as error:
        console.fail(str(error), "name files or folders, or make a study with `toolselect init DIR`")
    failing = _failing(fail_on or settings.fail_on)
    findings = Findings.of(
        result.diagnostics,
        files=result.files,
        texts=result.texts,
        version=__version__,
        paths=result.paths,
        failing=failing,
    )
    outputs.write(findings, wanted, ci=not no_ci)
    for_people = not wanted or any(output.format == "full" and output.file is None for output in wanted)
    if stage and for_people:
        _show_next_steps(result.diagnostics)
    if result.files == 0 and not any(path.is_file() for path in paths or ()):
        if not result.diagnostics:
            console.fail("no project file was found", "name files or folders that hold them")
        console.say(f"{model.tally(result.diagnostics)}, no file was read")
        raise typer.Exit(console.WRONG_USAGE)
    count = 0
    if for_people and not fix and result.diagnostics and console.talk.level != "quiet":
        from toolselect.cli.fix import correctable

        count = correctable(result, correct)
    console.say(model.summary(result.diagnostics, result.files, count))
    if not exit_zero and any(found.severity in failing for found in result.diagnostics):
        raise typer.Exit(1)


def _show_next_steps(found: Sequence[Diagnostic]) -> None:
    """List what the stage still asks for, most urgent first."""
    steps = sorted((one for one in found if one.urgency), key=lambda one: (one.urgency, one.sort_key))
    if steps:
        rows = [(f"{number:>3}.", f"{one.message}: {one.hint}") for number, one in enumerate(steps, start=1)]
        console.product(f"\nWhat to do next, most urgent first\n{console.records(rows)}")


def _stage(name: str) -> Stage:
    from toolselect.model.criteria import Stage

    return Stage(name)


def _failing(fail_on: str | None) -> tuple[Severity, ...]:
    from toolselect.diagnostics import Severity

    counting = {"warning": (Severity.ERROR, Severity.WARNING), "never": ()}
    return counting.get(fail_on or "", (Severity.ERROR,))
