"""Read an answer as somebody types it, by the type of its fact: `yes`, `97 %`, `800..1300`, `en,de`, `unknown`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from toolselect.diagnostics import diagnostic, nearest
from toolselect.loading import scalars
from toolselect.model.facts import FactType, Members, Money, NotApplicable, Range, Unknown, Value
from toolselect.source import MAX_NUMBER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolselect.diagnostics import Diagnostic, Place
    from toolselect.model.facts import Answer, Fact, Scalar

NUMBER = r"[-+]?[0-9]+(?:\.[0-9]+)?"
BEHIND = r"(?:(?: +|(?=%))(?P<unit>[^0-9 .+-].*))?"
_ONE = re.compile(rf"(?P<figure>{NUMBER}){BEHIND}")
_SPAN = re.compile(rf"(?P<low>{NUMBER})\.\.(?:(?P<likely>{NUMBER})\.\.)?(?P<high>{NUMBER}){BEHIND}")
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}

SILENT: dict[str, Answer] = {
    "unknown": Unknown("supposed to be unknown"),
    "not_applicable": NotApplicable("supposed not to apply"),
}
"""What can be supposed of a fact of any type, as vendor files write it."""

EXPECTED = {
    FactType.BOOLEAN: "yes or no",
    FactType.NUMBER: "a number in plain digits, or a range such as 800..1300",
    FactType.MONEY: "an amount in plain digits, with its currency or without",
    FactType.SET: "members with commas, such as en,de",
    FactType.LEVEL: "one of its levels",
    FactType.TEXT: "a text",
    FactType.DATE: "a date as in 2026-11-21",
    FactType.URL: "an http or https address",
}


def read(fact: Fact, said: str, place: Place, currency: str = "") -> Answer | Diagnostic:
    """Return the answer that the text means, or what is wrong with it.

    A named set is complete. `currency` is taken for an amount that names none.
    """
    if said in SILENT:
        return SILENT[said]
    match fact.type:
        case FactType.NUMBER | FactType.MONEY:
            return _figures(fact, said, place, currency)
        case FactType.BOOLEAN:
            return Value(_YES_NO[said.lower()]) if said.lower() in _YES_NO else _misfit(fact, said, place)
        case FactType.LEVEL:
            if said in fact.levels:
                return Value(said)
            hint = nearest(said, fact.levels) or "one of " + ", ".join(fact.levels)
            return diagnostic("TS213", place, f"`{fact.id}` has no level `{said}`", hint)
        case FactType.SET | FactType.TEXT | FactType.DATE | FactType.URL:
            value = _words(fact, said)
            return _misfit(fact, said, place) if value is None else Value(value)
        case _:
            assert_never(fact.type)


def figure(said: str) -> float | None:
    """Return a number in plain digits, None if it is none or out of all bounds."""
    if not re.fullmatch(NUMBER, said):
        return None
    value = float(said)
    return value if abs(value) <= MAX_NUMBER else None


def _misfit(fact: Fact, said: str, place: Place) -> Diagnostic:
    return diagnostic("TS111", place, f"`{fact.id}` takes {EXPECTED[fact.type]}, not `{said}`")


def _words(fact: Fact, said: str) -> Scalar | None:
    match fact.type:
        case FactType.SET:
            inner = said.removeprefix("[").removesuffix("]")
            named = [member.strip() for member in inner.split(",")]
            return Members(frozenset(named), complete=True) if all(named) else None
        case FactType.DATE:
            return said if scalars.day(said) is not None else None
        case FactType.URL:
            return said if re.fullmatch(r"https?://[^\s<>\"]+", said) else None
        case _:
            return said or None


def _figures(fact: Fact, said: str, place: Place, currency: str) -> Answer | Diagnostic:
    found = _SPAN.fullmatch(said) or _ONE.fullmatch(said)
    if found is None:
        return _misfit(fact, said, place)
    given = {name: text for name, text in found.groupdict().items() if text is not None}
    unit = given.pop("unit", "").strip()
    if fact.type is FactType.MONEY:
        if unit and not re.fullmatch(r"[A-Z]{3}", unit):
            return diagnostic("TS207", place, f"`{unit}` is no currency code", "write it as in 100 USD")
        unit = unit or currency
        if not unit:
            return diagnostic("TS207", place, "in which currency?", "write it as in 100 USD")
    elif unit and unit != fact.unit:
        takes = f"is in {fact.unit}" if fact.unit else "has no unit"
        return diagnostic("TS207", place, f"`{fact.id}` {takes}, not in {unit}", f"convert it to {fact.unit}")
    amounts = {name: figure(text) for name, text in given.items()}
    numbers = {name: amount for name, amount in amounts.items() if amount is not None}
    if len(numbers) < len(amounts):
        return diagnostic("TS107", place, f"`{said}` is too large a number")
    outside = _outside(fact, list(numbers.values()), place)
    if outside is not None:
        return outside
    if "figure" in numbers:
        return Value(Money(numbers["figure"], unit) if fact.type is FactType.MONEY else numbers["figure"])
    low, high, likely = numbers["low"], numbers["high"], numbers.get("likely")
    if low > high or (likely is not None and not low <= likely <= high):
        return diagnostic("TS107", place, "low, likely and high must rise in this order", "as in 800..1000..1300")
    return Range(low, high, likely)


def _outside(fact: Fact, numbers: Sequence[float], place: Place) -> Diagnostic | None:
    low, high = fact.range
    for value in numbers:
        if (low is not None and value < low) or (high is not None and value > high):
            bounds = [f"at least {low:g}" if low is not None else "", f"at most {high:g}" if high is not None else ""]
            message = f"{value:g} is not possible for `{fact.id}`: {' and '.join(filter(None, bounds))}"
            return diagnostic("TS404", place, message)
    return None
