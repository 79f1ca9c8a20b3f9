"""`toolselect rule`: explain a code."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from toolselect.cli import console, options

if TYPE_CHECKING:
    from toolselect.rules import Rule


def rule(
    code: Annotated[
        str | None,
        typer.Argument(metavar="[CODE]", help="The code of a finding, such as TS201, or a family, such as TS2."),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Explain every code.")] = False,
    output: options.AsText = "text",
    _quiet: options.Quiet = False,
    _verbose: options.Verbose = False,
) -> None:
    """Explain the code of a finding.

    What it means, why it matters, a bad and a good example. Of a family: its rules.
    """
    from toolselect.cli.selection import rule_hint
    from toolselect.rules import FAMILIES, RULES

    if (code is None) is not every:
        raise typer.BadParameter("give one code, or --all", param_hint="CODE")
    asked = "TS" if code is None else code.upper()
    chosen = [found for key, found in RULES.items() if key.startswith(asked)]
    if not asked.startswith("TS") or not chosen:
        console.fail(f"there is no rule `{code}`", rule_hint(asked))
    paint = console.painter(sys.stdout)
    if output == "json":
        console.product_json({"version": 1, "rules": [asdict(found) for found in chosen]})
    elif every or asked in RULES:
        console.product("\n\n".join(_explained(found, paint) for found in chosen))
    else:
        of_family = {key: [found for found in chosen if found.code.startswith(key)] for key in FAMILIES}
        console.product("\n\n".join(_listed(key, found, paint) for key, found in of_family.items() if found))


def _listed(family: str, rules: list[Rule], paint: console.Painter) -> str:
    from toolselect.rules import FAMILIES

    rows = [("", found.code, found.severity, found.title) for found in rules]
    return f"{paint(f'{family} {FAMILIES[family]}', 'strong')}\n{console.records(rows)}"


def _explained(found: Rule, paint: console.Painter) -> str:
    parts = [f"{paint(found.code, 'strong')} {found.title} ({paint(found.severity, found.severity)})"]
    parts.append(console.wrapped(found.why))
    for label, example in (("not", found.bad), ("but", found.good)):
        if example:
            first, *rest = example.split("\n")
            parts.append("\n".join([f"  {label}:  {first}", *(f"        {line}" for line in rest)]))
    return "\n".join(parts)
