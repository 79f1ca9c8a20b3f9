"""What `show` tells about a vendor, a criterion or a fact: as text for people, as data for programs."""

from __future__ import annotations

import sys
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any, assert_never

from toolselect.cli import console
from toolselect.model import criteria
from toolselect.model.criteria import Criterion
from toolselect.model.facts import Availability, Fact, Members, Money, NotApplicable, Range, Unknown, Value
from toolselect.model.vendor import Vendor
from toolselect.money.prices import tiers_said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from toolselect.model.facts import Answer, Entry, Scalar
    from toolselect.model.vendor import Addon, Plan, UsagePrice

Thing = Vendor | Criterion | Fact

_TOGETHER = "\u00a0"  # a space where no line ends


def as_text(thing: Thing, facts: Mapping[str, Fact]) -> str:
    """Return what people want to read about it; `facts` is the vocabulary."""
    match thing:
        case Vendor():
            return "\n".join(_vendor(thing, facts))
        case Criterion():
            return "\n".join(_criterion(thing, facts))
        case Fact():
            return "\n".join(_fact(thing))
        case _:
            assert_never(thing)


def as_data(thing: Thing, facts: Mapping[str, Fact]) -> dict[str, object]:
    """Return everything about it: its `kind`, its fields, and of a criterion the facts that it asks for."""
    data = {"kind": type(thing).__name__.lower(), **_fields(thing)}
    if isinstance(thing, Criterion):
        data["facts"] = [_fields(facts[name]) for name in _asks(thing) if name in facts]
    return data


# --- text --------------------------------------------------------------------------------------------------------


def _title(title: str, kind: str, name: str) -> str:
    paint = console.painter(sys.stdout)
    called, _, last = console.wrapped(f"{title} ({kind}{_TOGETHER}{name})", "").rpartition("(")
    return f"{paint(called.rstrip(), 'strong')}{called[len(called.rstrip()) :]}({last.replace(_TOGETHER, ' ')}"


def _fact(fact: Fact) -> Iterator[str]:
    yield _title(fact.question, "fact", fact.id)
    yield console.wrapped(_asked(fact), "    ", "  answer: ")
    if fact.shelf_life is not None:
        yield f"  holds for: {fact.shelf_life} days"
    if fact.derived:
        yield console.wrapped("computed by the program from other facts and the organisation; a vendor can't state it")
    if fact.note:
        yield console.wrapped(fact.note)


def _asked(fact: Fact) -> str:
    """Describe which answers a fact takes."""
    text = fact.type.value
    if fact.unit:
        text += f" in {fact.unit}"
    if fact.of:
        text += f" of {fact.of}"
    low, high = fact.range
    if low is not None and high is not None:
        text += f", from {number(low)} to {number(high)}"
    elif low is not None:
        text += f", {number(low)} or more"
    elif high is not None:
        text += f", {number(high)} or less"
    if fact.levels:
        text += f", from worst to best: {', '.join(fact.levels)}"
    return text


def _criterion(criterion: Criterion, facts: Mapping[str, Fact]) -> Iterator[str]:
    yield _title(criterion.title, "criterion", criterion.id)
    if criterion.objective:
        yield console.wrapped(criterion.objective)
    yield f"  weight: {number(criterion.weight)}, relative to its siblings"
    if criterion.axis:
        yield f"  side: {console.visible(criterion.axis)}"
    if criterion.value is not None:
        fact = facts.get(criterion.fact)
        yield console.wrapped(worth(criterion.value, fact.unit if fact else ""), "    ", "  worth: ")
        yield from _conditions(criterion)
    if criterion.reason:
        yield console.wrapped(criterion.reason, "    ", "  why: ")
    if criterion.note:
        yield console.wrapped(criterion.note)
    for child in criterion.children:
        yield console.wrapped(f"{child.id}: {child.title} (weight {number(child.weight)})", "    ", "  - ")
    for name in _asks(criterion):
        if name in facts:
            yield ""
            yield from _fact(facts[name])


def _conditions(leaf: Criterion) -> Iterator[str]:
    if leaf.must:
        least = f", proven by {leaf.must.evidence.value} or better" if leaf.must.evidence else ""
        yield console.wrapped(f"{leaf.must.text}{least}", "    ", "  must-have: ")
    if leaf.target:
        yield console.wrapped(f"{leaf.target.text} (shown beside the score)", "    ", "  target: ")
    if leaf.start is not criteria.Stage.FRAME:
        yield f"  asked from stage: {leaf.start.value}"
    if not leaf.applies:
        yield console.wrapped("does not apply unless the study says so (adjust, applies: yes)")


def _asks(criterion: Criterion) -> tuple[str, ...]:
    """Return the facts that a leaf is about."""
    if criterion.fact:
        return (criterion.fact,)
    return tuple(name for name, _ in criterion.value.wanted) if isinstance(criterion.value, criteria.Share) else ()


def worth(value: criteria.ValueFunction, unit: str) -> str:
    """Say in words what answers are worth."""
    of_unit = f" {unit}" if unit else ""
    match value:
        case criteria.Linear(worst, best):
            return f"0 at {number(worst)}{of_unit} or worse, 100 at {number(best)}{of_unit} or better, straight between"
        case criteria.Points(points):
            return ", ".join(f"{number(y)} at {number(x)}{of_unit}" for x, y in points) + "; straight between"
        case criteria.BooleanValue(no, yes):
            return f"no {number(no)}, yes {number(yes)}"
        case criteria.Levels(levels):
            return "; ".join(f"{level.name} {number(level.value)} ({level.means})" for level in levels)
        case criteria.Share(wanted):
            return "the weighted share of " + ", ".join(f"{name} ({number(weight)})" for name, weight in wanted)
        case criteria.Relative(best):
            return f"relative to the vendors at hand, the {best}est best: scores move when a vendor comes or goes"
        case _:
            assert_never(value)


def _vendor(vendor: Vendor, facts: Mapping[str, Fact]) -> Iterator[str]:
    yield _title(vendor.name, "vendor", vendor.id)
    yield console.wrapped(", ".join(filter(None, (vendor.maker, vendor.homepage))) or "maker not named")
    for label, sold in (("Plans, from small to large", vendor.plans), ("Add-ons", vendor.addons)):
        if sold:
            yield f"\n{label}"
            yield console.records([("", one.id, one.name, _prices(one)) for one in sold])
    if vendor.usage_prices:
        yield "\nPrices by use"
        yield console.records([("", one.id, _usage_price(one)) for one in vendor.usage_prices])
    yield f"\nFacts ({len(vendor.facts)})"
    yield console.records(
        [
            ("", "" if index else name, f"{answer(entry.answer, facts.get(name))}{_basis(entry, vendor)}")
            for name, entries in vendor.facts.items()
            for index, entry in enumerate(entries)
        ]
    )


def _prices(sold: Plan | Addon) -> str:
    texts = []
    for price in sold.prices:
        billed = f", billed {price.billed}" if price.billed else ""
        tiers = "".join(f", {told}" for told in tiers_said(price.tiers, "seats"))
        texts.append(f"{number(price.amount)} {price.currency} per {price.per}{billed}{tiers}")
    least = f"; at least {sold.minimum_seats} seats" if sold.minimum_seats else ""
    return ("; ".join(texts) or "price not known") + least


def _usage_price(price: UsagePrice) -> str:
    amount = number(price.low) if price.low == price.high else f"{number(price.low)} to {number(price.high)}"
    scope = f" ({price.scope})" if price.scope else ""
    tiers = "".join(f", {told}" for told in tiers_said(price.tiers, "a year"))
    return f"{amount} {price.currency} per {price.per}{scope}{tiers}"


def answer(given: Answer, fact: Fact | None) -> str:
    """Say an answer in words, with its unit."""
    unit = f" {fact.unit}" if fact and fact.unit else ""
    match given:
        case Value(value):
            return scalar(value) + (unit if isinstance(value, int | float) and not isinstance(value, bool) else "")
        case Range(low, high, likely):
            middle = f", most likely {number(likely)}" if likely is not None else ""
            return f"{number(low)} to {number(high)}{unit}{middle}"
        case Unknown(reason):
            return f"not known: {reason}"
        case NotApplicable(reason):
            return f"does not apply: {reason}"
        case _:
            assert_never(given)


def scalar(value: Scalar) -> str:
    """Say a single answer in words."""
    match value:
        case bool():
            return "yes" if value else "no"
        case str():
            return value
        case Money(amount, currency):
            return f"{number(amount)} {currency}"
        case Members(named, complete):
            return (", ".join(sorted(named)) or "none") + ("" if complete else " (others not known)")
        case _:
            return number(value)


def _basis(entry: Entry, vendor: Vendor) -> str:
    """Say for what an entry holds and where it comes from, in brackets."""
    parts = []
    if entry.plans:
        parts.append("plan " + ", ".join(entry.plans))
    if entry.addon:
        parts.append(f"add-on {entry.addon}")
    parts += [part for part in (entry.region, entry.scope) if part]
    if entry.availability is not Availability.GA:
        parts.append(entry.availability.value)
    source = vendor.sources.get(entry.source)
    if source is not None:
        when = source.date_text if source.date else "undated"
        parts.append(f"{source.kind.value} {source.id}, {when}")
    return f"  [{'; '.join(parts)}]" if parts else ""


def number(value: float) -> str:
    """Return plain digits: no exponent, no more of them than the figure has."""
    text = f"{value:,.12f}".rstrip("0").rstrip(".")
    return "0" if text in {"", "-0"} else text


# --- data --------------------------------------------------------------------------------------------------------


def _plain(value: object) -> object:
    """Return a model object as JSON data: answers as the files write them, places left out."""
    match value:
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case Value(inner):
            return {"value": _plain(inner)}
        case Members(named, complete):
            return {"members": sorted(named), "complete": complete}
        case Unknown(reason):
            return {"unknown": reason}
        case NotApplicable(reason):
            return {"not_applicable": reason}
        case tuple() | frozenset() | list():
            return [_plain(one) for one in value]
        case dict():
            return {key: _plain(one) for key, one in value.items()}
        case criteria.Linear() | criteria.Points() | criteria.BooleanValue() | criteria.Levels() | criteria.Share():
            return {"kind": type(value).__name__.removesuffix("Value").lower(), **_fields(value)}
        case _ if is_dataclass(value):
            return _fields(value)
        case _:
            return value


def _fields(value: Any) -> dict[str, object]:  # noqa: ANN401 - any dataclass of the model
    return {field.name: _plain(getattr(value, field.name)) for field in fields(value) if field.name != "place"}
