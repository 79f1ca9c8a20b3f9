"""`toolselect list`: name what ships with the program."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from toolselect.cli import console, options

Row = dict[str, str]


def list_(
    kind: Annotated[Literal["vendors", "criteria", "facts", "rules"], typer.Argument(metavar="KIND", help="Of what.")],
    output: options.AsText = "text",
    _quiet: options.Quiet = False,
    _verbose: options.Verbose = False,
) -> None:
    """List the vendors, criteria sets, facts or rules that ship.

    KIND is vendors, criteria, facts or rules.
    """
    rows = {"vendors": _vendors, "criteria": _criteria, "facts": _facts, "rules": _rules}[kind]()
    if output == "json":
        console.product_json({"version": 1, kind: rows})
    else:
        console.product(console.aligned([tuple(row.values()) for row in rows]))


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
