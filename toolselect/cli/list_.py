"""`toolselect list`: name what ships with the program, and what evidence runs out when."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from toolselect.cli import console, expiries, options

Row = dict[str, str]


def list_(
    kind: Annotated[
        Literal["vendors", "criteria", "facts", "rules", "expiries"], typer.Argument(metavar="KIND", help="Of what.")
    ],
    study: Annotated[
        Path | None,
        typer.Argument(
            metavar="[STUDY]",
            help="The study whose expiries are listed.",
            show_default="study.yaml here or in a folder above, else the vendors that ship",
        ),
    ] = None,
    within: Annotated[
        int | None,
        typer.Option(parser=options.days, metavar="DAYS", help="Only expiries within so many days (90)."),
    ] = None,
    as_of: options.AsOf = None,
    allow_outside: options.AllowOutside = False,
    output: options.AsText = "text",
    _quiet: options.Quiet = False,
    _verbose: options.Verbose = False,
) -> None:
    """List the vendors, criteria sets, facts or rules that ship, or the expiries of a study.

    KIND is vendors, criteria, facts, rules or expiries (what evidence runs out when, soonest first).
    """
    if kind == "expiries":
        expiries.show(study, within=within, as_of=as_of, allow_outside=allow_outside, output=output)
        return
    if study is not None or within is not None or as_of is not None or allow_outside:
        raise typer.BadParameter(f"{kind} take no study and no days; expiries do", param_hint="KIND")
    rows = {"vendors": _vendors, "criteria": _criteria, "facts": _facts, "rules": _rules}[kind]()
    if output == "json":
        console.product_json({"version": 1, kind: rows})
    else:
        console.product(console.records([tuple(row.values()) for row in rows]))


def _vendors() -> list[Row]:
    from toolselect import app

    vendors = [app.load_shipped_vendor(name) for name in app.shipped("vendors")]
    return [{"id": one.id, "name": one.name, "maker": one.maker} for one in vendors]


def _criteria() -> list[Row]:
    from toolselect import app

    return [{"id": one.id, "title": one.title} for one in map(app.load_shipped_criteria, app.shipped("criteria"))]


def _facts() -> list[Row]:
    from toolselect import app

    facts = {
        name: fact
        for one in map(app.load_shipped_criteria, app.shipped("criteria"))
        for name, fact in one.facts.items()
    }
    return [
        {"id": fact.id, "type": fact.type.value, "unit": fact.unit, "question": fact.question}
        for fact in facts.values()
    ]


def _rules() -> list[Row]:
    from toolselect.rules import RULES

    return [{"code": one.code, "severity": one.severity, "title": one.title} for one in RULES.values()]
