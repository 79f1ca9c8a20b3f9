"""The options that say which findings count and how much, as plain values, checked against the table of rules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolselect.cli import console

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolselect.diagnostics import Severity


_LIKE_DIGITS = str.maketrans("OIL", "011")


def codes(given: Sequence[str] | None, option: str) -> tuple[str, ...]:
    """Return the codes and prefixes of a repeatable option, each once.

    Raises:
        typer.Exit: 2 if one means nothing, after saying so.
    """
    names = [name.strip().upper() for text in given or () for name in text.split(",")]
    return tuple(dict.fromkeys(_known(name, option) for name in names))


def severities(given: Sequence[str] | None) -> dict[str, Severity]:
    """Return the severity of each code or prefix; of two for the same the last counts.

    Raises:
        typer.Exit: 2 if a code or a severity means nothing, after saying so.
    """
    from toolselect.diagnostics import Severity, nearest

    levels = {severity.value: severity for severity in Severity}
    chosen: dict[str, Severity] = {}
    for pair in (one for text in given or () for one in text.split(",")):
        code, sign, level = pair.partition("=")
        level = level.strip().lower()
        if not sign:
            console.fail(f"--severity: `{pair.strip()}` lacks a severity", "write --severity TS402=error")
        if level not in levels:
            console.fail(f"--severity: `{level}` is not a severity", nearest(level, levels) or "error, warning or note")
        chosen[_known(code.strip().upper(), "--severity")] = levels[level]
    return chosen


def _known(name: str, option: str) -> str:
    from toolselect.rules import RULES
    from toolselect.validation import ALWAYS

    if not name.startswith("TS") or not any(code.startswith(name) for code in RULES):
        console.fail(f"{option}: there is no rule `{name}`", rule_hint(name))
    if option != "--select" and name.startswith(ALWAYS):
        console.fail(f"{option}: {name} is said whatever was chosen", "mend what it is about")
    return name


def rule_hint(code: str) -> str:
    """Return what helps with a code that does not exist: the one that is spelled like it, or else the families."""
    from toolselect.rules import FAMILIES, RULES

    meant = code[:2] + re.sub("[^0-9]", "", code[2:].translate(_LIKE_DIGITS))
    if meant in RULES:
        return f"did you mean `{meant}`?"
    families = "; ".join(f"{family} {title}" for family, title in FAMILIES.items())
    return f"the families are {families}; `toolselect list rules` shows all rules"
