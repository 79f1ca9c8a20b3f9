"""Rules about one vendor's profile at a day: dates, shelf life, answers that are none.

They need neither criteria nor a study, so that a lone profile is checked without loading what those need.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolselect import freshness
from toolselect.diagnostics import Diagnostic, Place, diagnostic
from toolselect.model.facts import FactType, Members, Value

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterator, Mapping

    from toolselect.model.facts import Entry, Fact
    from toolselect.model.vendor import Vendor

PLACEHOLDERS = frozenset(
    (
        "?",
        "??",
        "???",
        "-",
        "--",
        "–",
        "—",
        "...",
        "…",
        "n/a",
        "n.a.",
        "na",
        "nil",
        "null",
        "tbd",
        "tba",
        "tbc",
        "todo",
        "to do",
        "to be determined",
        "to be confirmed",
        "to be announced",
        "unknown",
        "not known",
        "unclear",
        "not available",
        "no answer",
        "no information",
        "none given",
        "not given",
        "not stated",
        "xxx",
        "未知",
        "待定",
        "不详",
        "不明",
        "不詳",
    )
)
"""Words that stand for an answer that nobody has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expiry:
    """The day from which on an answer's evidence no longer holds; `must` tells that a must-have reads the fact."""

    day: dt.date
    fact: str
    source: str
    place: Place
    must: bool = False


def expiries(vendor: Vendor, facts: Mapping[str, Fact], must: Collection[str] = ()) -> list[Expiry]:
    """Return when the evidence of each answer ends, soonest first. `must` are the facts that must-haves read."""
    found = [
        Expiry(day=day, fact=name, source=entry.source, place=entry.place.below("source"), must=name in must)
        for day, name, entry in _ends(vendor, facts)
    ]
    return sorted(found, key=lambda one: (one.day, not one.must, one.fact, one.place.path, str(one.place.key)))


def _ends(vendor: Vendor, facts: Mapping[str, Fact]) -> Iterator[tuple[dt.date, str, Entry]]:
    """Yield each answer whose evidence does not hold for ever, with the first day on which it no longer does."""
    for name, entries in vendor.facts.items():
        for entry in entries:
            source = vendor.sources.get(entry.source)
            day = None if source is None else freshness.expiry(source, facts.get(name))
            if day is not None:
                yield day, name, entry


def from_the_future(vendor: Vendor, facts: Mapping[str, Fact], as_of: dt.date) -> Iterator[Diagnostic]:
    """Yield sources dated, or seen, after the day of the study."""
    del facts
    for source in vendor.sources.values():
        for key, day in (("date", source.date), ("seen", source.seen)):
            if day is not None and day > as_of:
                yield diagnostic(
                    "TS401",
                    source.place.below(key),
                    f"{day} is after {as_of}, the day of the study",
                    "correct it, or the day of the study (`as_of`)",
                )


def expired(vendor: Vendor, facts: Mapping[str, Fact], as_of: dt.date) -> Iterator[Diagnostic]:
    """Yield answers whose evidence is out of date."""
    for day, name, entry in _ends(vendor, facts):
        if as_of >= day:
            message = f"the evidence for `{name}` ran out on {day}"
            hint = "read the source again, and enter its date"
            yield diagnostic("TS402", entry.place.below("source"), message, hint)


def expiring(
    vendor: Vendor, facts: Mapping[str, Fact], as_of: dt.date, within: int, must: Collection[str] = ()
) -> Iterator[Diagnostic]:
    """Yield answers whose evidence will run out within so many days."""
    for day, name, entry in _ends(vendor, facts):
        days = (day - as_of).days
        if 0 < days <= within:
            rests = ", and a must-have rests on it" if name in must else ""
            left = "tomorrow" if days == 1 else f"in {days} days"
            message = f"the evidence for `{name}` runs out {left}, on {day}{rests}"
            hint = "read the source again, and enter its date"
            yield diagnostic("TS407", entry.place.below("source"), message, hint)


def placeholders(vendor: Vendor, facts: Mapping[str, Fact], as_of: dt.date) -> Iterator[Diagnostic]:
    """Yield texts and members of sets that only stand for an answer."""
    del as_of
    for name, entries in vendor.facts.items():
        if name not in facts or facts[name].type not in (FactType.TEXT, FactType.SET):
            continue
        for entry in entries:
            for word in _texts(entry):
                if " ".join(word.casefold().split()).strip("()[]") in PLACEHOLDERS:
                    message = f"`{word}` is no answer to `{name}`"
                    hint = "write {unknown: why nobody knows}, or {not_applicable: why not}"
                    yield diagnostic("TS406", entry.place.below("value"), message, hint)
                    break


def _texts(entry: Entry) -> tuple[str, ...]:
    if not isinstance(entry.answer, Value):
        return ()
    value = entry.answer.value
    if isinstance(value, Members):
        return tuple(sorted(value.named))
    return (value,) if isinstance(value, str) else ()


VENDOR_CHECKS: tuple[Callable[[Vendor, Mapping[str, Fact], dt.date], Iterator[Diagnostic]], ...] = (
    from_the_future,
    expired,
    placeholders,
)


def check_vendor(
    vendor: Vendor,
    facts: Mapping[str, Fact],
    as_of: dt.date,
    *,
    expires_within: int | None = None,
    must: Collection[str] = (),
) -> Iterator[Diagnostic]:
    """Yield what is to be said about one profile at a day.

    With `expires_within`, evidence that runs out in so many days is said, too; `must` are the facts that must-haves
    read.
    """
    for check in VENDOR_CHECKS:
        yield from check(vendor, facts, as_of)
    if expires_within is not None:
        yield from expiring(vendor, facts, as_of, expires_within, must)
