"""Read must-haves and targets: `yes`, `>= 95`, `includes [EU, US]`, `at least LEVEL`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from toolselect.diagnostics import Diagnostic, Place, diagnostic, nearest
from toolselect.model.criteria import AtLeast, Comparison, Includes, IsBoolean, Must, Requirement, Target
from toolselect.model.facts import Fact, FactType, Grade

if TYPE_CHECKING:
    from collections.abc import Sequence

_COMPARISON = re.compile(r"(>=|<=|>|<)\s*([-+]?[0-9]+(?:\.[0-9]+)?)(?![0-9.,_eExX])\s*(.*)")
_INCLUDES = re.compile(r"includes \[([^\]]+)\]")
_AT_LEAST = re.compile(r"at least (.+)")


def must(data: Any, fact: Fact | None, place: Place, found: list[Diagnostic]) -> Must | None:
    """Read a must-have on a fact (None: on a share, which is a percentage)."""
    words, evidence = (data["is"], data.get("evidence")) if isinstance(data, dict) else (data, None)
    inner = place.below("is") if isinstance(data, dict) else place
    requirement = _requirement(words, fact, inner, found)
    if requirement is None:
        return None
    return Must(text=shown(words), requirement=requirement, evidence=Grade(evidence) if evidence else None)


def target(data: Any, fact: Fact | None, place: Place, found: list[Diagnostic]) -> Target | None:
    """Read a target on a fact (None: on a share, which is a percentage)."""
    requirement = _requirement(data, fact, place, found)
    return None if requirement is None else Target(text=shown(data), requirement=requirement)


def shown(words: Any) -> str:
    """Return the requirement as its author wrote it."""
    if isinstance(words, bool):
        return "yes" if words else "no"
    return str(words)


def _requirement(words: Any, fact: Fact | None, place: Place, found: list[Diagnostic]) -> Requirement | None:
    said = shown(words)
    kind = fact.type if fact else FactType.NUMBER
    unit = fact.unit if fact else "%"
    name = fact.id if fact else "the share"
    if said in ("yes", "no"):
        if kind is not FactType.BOOLEAN:
            found.append(_misfit(place, said, name, kind))
            return None
        return IsBoolean(said == "yes")
    if match := _COMPARISON.fullmatch(said):
        if kind not in (FactType.NUMBER, FactType.MONEY):
            found.append(_misfit(place, said, name, kind))
            return None
        operator, limit, given_unit = match.groups()
        if given_unit and kind is FactType.MONEY:
            message = f"`{name}` is compared in the organisation's currency, so that {given_unit} has no place here"
            found.append(diagnostic("TS207", place, message, f"write `{operator} {limit}`"))
            return None
        if given_unit and unit and given_unit != unit:
            found.append(
                diagnostic(
                    "TS207", place, f"`{name}` is in {unit}, not in {given_unit}", f"write `{operator} {limit} {unit}`"
                )
            )
            return None
        return Comparison(operator, float(limit))  # type: ignore[arg-type]
    if match := _INCLUDES.fullmatch(said):
        if kind is not FactType.SET:
            found.append(_misfit(place, said, name, kind))
            return None
        members = tuple(member.strip() for member in match.group(1).split(",") if member.strip())
        if members:
            return Includes(members)
    if match := _AT_LEAST.fullmatch(said):
        levels: Sequence[str] = fact.levels if fact else ()
        if kind is not FactType.LEVEL:
            found.append(_misfit(place, said, name, kind))
            return None
        if match.group(1) not in levels:
            hint = nearest(match.group(1), levels) or "one of " + ", ".join(levels)
            found.append(diagnostic("TS213", place, f"`{name}` has no level `{match.group(1)}`", hint))
            return None
        return AtLeast(match.group(1))
    hint = "write yes, no, `>= 95`, `includes [EU]` or `at least LEVEL`"
    if said[0] in "<>":
        hint = "write the number in plain digits, as in `>= 1000.5`"
    found.append(diagnostic("TS106", place, f"`{said}` is not a requirement", hint))
    return None


def _misfit(place: Place, said: str, name: str, kind: FactType) -> Diagnostic:
    forms = {
        FactType.BOOLEAN: "yes or no",
        FactType.NUMBER: "a comparison such as `>= 95`",
        FactType.MONEY: "a comparison such as `<= 5000`",
        FactType.SET: "`includes [...]`",
        FactType.LEVEL: "`at least LEVEL`",
    }
    fitting = forms.get(kind)
    hint = f"{kind.value} facts take {fitting}" if fitting else f"{kind.value} facts can't be required"
    return diagnostic("TS306", place, f"`{said}` can't be asked of `{name}`, which is of type {kind.value}", hint)
