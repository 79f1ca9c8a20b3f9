"""Read must-haves and targets: `yes`, `>= 95`, `includes [EU, US]`, `at least LEVEL`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolselect.diagnostics import Diagnostic, Place, diagnostic, nearest
from toolselect.model.criteria import AtLeast, Comparison, Includes, IsBoolean, Must, Requirement, Target
from toolselect.model.facts import Fact, FactType, Grade
from toolselect.source import MAX_NUMBER

if TYPE_CHECKING:
    from collections.abc import Callable

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
    name = fact.id if fact else "the share"
    for form, kinds, read in _FORMS:
        match = form.fullmatch(said)
        if match is None:
            continue
        if kind not in kinds:
            found.append(_misfit(place, said, name, kind))
            return None
        requirement = read(match, fact, name)
        if isinstance(requirement, _Wrong):
            found.append(diagnostic(requirement.code, place, requirement.message, requirement.hint))
            return None
        return requirement
    hint = "write the number in plain digits, as in `>= 1000.5`" if said[0] in "<>" else _ALL_FORMS
    found.append(diagnostic("TS106", place, f"`{said}` is not a requirement", hint))
    return None


@dataclass(frozen=True, slots=True)
class _Wrong:
    """What keeps a requirement of the right form from being one."""

    code: str
    message: str
    hint: str


def _yes_or_no(match: re.Match[str], fact: Fact | None, name: str) -> Requirement:
    del fact, name
    return IsBoolean(match[0] == "yes")


def _comparison(match: re.Match[str], fact: Fact | None, name: str) -> Requirement | _Wrong:
    operator, limit, given_unit = match.groups()
    unit = fact.unit if fact else "%"
    if given_unit and fact and fact.type is FactType.MONEY:
        message = f"`{name}` is compared in the organisation's currency, so that {given_unit} has no place here"
        return _Wrong("TS207", message, f"write `{operator} {limit}`")
    if given_unit and unit and given_unit != unit:
        return _Wrong("TS207", f"`{name}` is in {unit}, not in {given_unit}", f"write `{operator} {limit} {unit}`")
    if abs(float(limit)) > MAX_NUMBER:
        return _Wrong("TS010", f"`{match[0][:40]}` asks for too large a number", "")
    return Comparison(operator, float(limit))  # type: ignore[arg-type]


def _includes(match: re.Match[str], fact: Fact | None, name: str) -> Requirement | _Wrong:
    del fact, name
    members = tuple(member.strip() for member in match[1].split(",") if member.strip())
    return (
        Includes(members) if members else _Wrong("TS106", f"`{match[0]}` names no member", "write `includes [EU, US]`")
    )


def _at_least(match: re.Match[str], fact: Fact | None, name: str) -> Requirement | _Wrong:
    levels = fact.levels if fact else ()
    if match[1] in levels:
        return AtLeast(match[1])
    hint = nearest(match[1], levels) or "one of " + ", ".join(levels)
    return _Wrong("TS213", f"`{name}` has no level `{match[1]}`", hint)


_FORMS: tuple[
    tuple[re.Pattern[str], tuple[FactType, ...], Callable[[re.Match[str], Fact | None, str], Requirement | _Wrong]], ...
] = (
    (re.compile(r"yes|no"), (FactType.BOOLEAN,), _yes_or_no),
    (_COMPARISON, (FactType.NUMBER, FactType.MONEY), _comparison),
    (_INCLUDES, (FactType.SET,), _includes),
    (_AT_LEAST, (FactType.LEVEL,), _at_least),
)
_ALL_FORMS = "write yes, no, `>= 95`, `includes [EU]` or `at least LEVEL`"


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
