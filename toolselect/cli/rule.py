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
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="The code of a finding, such as TS201.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Explain every code.")] = False,
    output: options.AsText = "text",
    _quiet: options.Quiet = False,
    _verbose: options.Verbose = False,
) -> None:
    """Explain the code of a finding.

    What it means, why it matters, a bad and a good example.
    """
    from toolselect.diagnostics import nearest
    from toolselect.rules import RULES

    if (code is None) is not every:
        raise typer.BadParameter("give one code, or --all", param_hint="CODE")
    if code is not None and code.upper() not in RULES:
        console.fail(
            f"there is no rule `{code}`", nearest(code.upper(), RULES) or "`toolselect list rules` shows them all"
        )
    chosen = [found for key, found in RULES.items() if every or (code and key == code.upper())]
    if output == "json":
        console.product_json({"version": 1, "rules": [asdict(found) for found in chosen]})
    else:
        console.product("\n\n".join(_explained(found, console.painter(sys.stdout)) for found in chosen))


def _explained(found: Rule, paint: console.Painter) -> str:
    parts = [f"{paint(found.code, 'strong')} {found.title} ({paint(found.severity, found.severity)})"]
    parts.append(console.wrapped(found.why))
    for label, example in (("not", found.bad), ("but", found.good)):
        if example:
            first, *rest = example.split("\n")
            parts.append("\n".join([f"  {label}:  {first}", *(f"        {line}" for line in rest)]))
    return "\n".join(parts)
