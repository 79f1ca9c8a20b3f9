"""Build a vendor profile from its file, on top of the one it extends."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

from toolselect.diagnostics import Diagnostic, Place, diagnostic, nearest
from toolselect.loading import scalars, structure
from toolselect.loading.facts import is_unknown
from toolselect.model.facts import (
    Answer,
    Availability,
    Entry,
    Fact,
    FactType,
    Grade,
    Members,
    Money,
    NotApplicable,
    Range,
    Scalar,
    Source,
    Unknown,
    Value,
)
from toolselect.model.vendor import Addon, Plan, Price, Tier, UsagePrice, Vendor

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from toolselect.source import Document


def build_vendor(
    document: Document, facts: Mapping[str, Fact], base: Vendor | None = None
) -> tuple[Vendor, list[Diagnostic]]:
    """Return the profile as far as it holds, and what does not.

    With a `base`, facts, sources, plans, add-ons and usage prices of the same id replace those of the base; all
    others of the base stay.
    """
    data, found = structure.check(document, "vendor")
    builder = _Builder(document, data, facts, base, found)
    whole = not found and not document.unusable
    vendor = builder.vendor()
    if whole:  # what is broken may have named a source that now looks unused
        builder.report_unused_sources()
    return vendor, found


_NO_TEXT = re.compile(r"true|false|[-+]?[0-9.]+")

Sold = TypeVar("Sold", bound=Plan | Addon)


class _Builder:
    """Hold what all parts of one profile need: the ids that may be referred to, and the list of findings."""

    def __init__(
        self,
        document: Document,
        data: dict[str, Any],
        facts: Mapping[str, Fact],
        base: Vendor | None,
        found: list[Diagnostic],
    ) -> None:
        self.place = Place(path=document.path)
        self.data = data
        self.facts = facts
        self.base = base
        self.found = found
        # References are held against what the file names, broken or not: a broken source is reported once.
        written = document.data
        self.sources = {*_keys(written.get("sources")), *(base.sources if base else ())}
        self.plan_order = _merged_ids(_ids(written.get("plans")), base.plans if base else ())
        self.named: set[str] = set()
        self.told_of_no_sources = bool(written.get("sources")) and not self.sources  # broken: said once already
        self.addons = set(_merged_ids(_ids(written.get("addons")), base.addons if base else ()))

    def vendor(self) -> Vendor:
        data, base = self.data, self.base
        sources = {name: self._source(name, source) for name, source in data.get("sources", {}).items()}
        stated = {name: self._entries(name, given) for name, given in data.get("facts", {}).items()}
        plans = tuple(Plan(**sold) for sold in self._sold("plans"))
        addons = tuple(Addon(**sold) for sold in self._sold("addons"))
        usage = tuple(self._usage_prices())
        known = {name: entries for name, entries in stated.items() if entries and name in self.facts}
        if base is not None:
            sources = {**base.sources, **sources}
            known = {**base.facts, **known}
            plans = _merged(base.plans, plans)
            addons = _merged(base.addons, addons)
            replaced = {price.id for price in usage}
            usage = (*(price for price in base.usage_prices if price.id not in replaced), *usage)
        return Vendor(
            id=data.get("id", base.id if base else ""),
            name=data.get("name", base.name if base else ""),
            maker=data.get("maker", base.maker if base else ""),
            homepage=data.get("homepage", base.homepage if base else ""),
            sources=sources,
            facts=known,
            plans=plans,
            addons=addons,
            usage_prices=usage,
            place=self.place,
        )

    def report_unused_sources(self) -> None:
        """Report sources that no answer and no price of the file names."""
        for name in self.data.get("sources", {}):
            if name not in self.named:
                place = self.place.below("sources", name, at="key")
                self._report("TS405", place, f"nothing names the source `{name}`", "name it, or take it out")

    def _report(self, code: str, place: Place, message: str, hint: str = "", *, at: str = "") -> None:
        """Add a finding at a place, or at a key below it: places of what is right are never made."""
        self.found.append(diagnostic(code, place.below(at) if at else place, message, hint))

    def _source(self, name: str, data: dict[str, Any]) -> Source:
        place = self.place.below("sources", name, at="key")
        stamp = data["date"]
        dated = None if stamp == "undated" else scalars.day(stamp)
        if stamp != "undated" and dated is None:
            self.found.append(structure.not_a_date(place.below("date"), stamp))
        return Source(
            id=name,
            title=scalars.text(data["title"]),
            kind=Grade(data["kind"]),
            url=data.get("url", ""),
            origin=data.get("origin", ""),
            date_text=stamp,
            date=dated,
            seen=scalars.day(data["seen"]) if "seen" in data else None,
            valid_until=scalars.day(data["valid_until"]) if "valid_until" in data else None,
            note=data.get("note", ""),
            place=place,
        )

    def _entries(self, name: str, given: Any) -> tuple[Entry, ...]:
        place = self.place.below("facts", name)
        fact = self.facts.get(name)
        if fact is None:
            if is_unknown(name, self.facts):
                self._report("TS201", place.below(at="key"), f"there is no fact `{name}`", nearest(name, self.facts))
        elif fact.derived:
            message = f"`{name}` is computed and can't be stated"
            self._report("TS214", place.below(at="key"), message, "state the facts that it is computed from")
            return ()
        several = isinstance(given, list)
        entries = []
        for index, entry in enumerate(given if several else [given]):
            if entry is not None:
                built = self._entry(fact, entry, place.below(index) if several else place)
                if built is not None:
                    entries.append(built)
        return tuple(entries)

    def _entry(self, fact: Fact | None, data: dict[str, Any], place: Place) -> Entry | None:
        if "source" in data:
            self._check_source(data["source"], place)
        if "addon" in data and data["addon"] not in self.addons:
            self._report(
                "TS206",
                place.below("addon"),
                f"there is no add-on `{data['addon']}`",
                nearest(data["addon"], self.addons),
            )
        plans = self._plans(data["plan"], place, at="plan") if "plan" in data else ()
        answer = self._answer(fact, data, place) if fact is not None else None
        if answer is None:
            return None
        return Entry(
            answer=answer,
            plans=plans,
            addon=data.get("addon", ""),
            region=data.get("region", ""),
            scope=data.get("scope", ""),
            availability=Availability(data["availability"]) if "availability" in data else Availability.GA,
            preferred="preferred" in data and scalars.boolean(data["preferred"]),
            reason=scalars.text(data["reason"]) if "reason" in data else "",
            source=data.get("source", ""),
            note=data.get("note", ""),
            place=place,
        )

    def _check_source(self, name: str, place: Place) -> None:
        """Report a source that is named by the record at that place and does not exist."""
        self.named.add(name)
        if name not in self.sources:
            if not self.sources:
                if not self.told_of_no_sources:
                    hint = "begin it with the `sources` that its answers come from"
                    self._report("TS205", place, f"the file has no sources, `{name}` among them", hint, at="source")
                self.told_of_no_sources = True
                return
            hint = nearest(name, self.sources) or "list it under `sources`"
            self._report("TS205", place, f"there is no source `{name}`", hint, at="source")

    def _plans(self, given: str | list[str], place: Place, *, at: str = "") -> tuple[str, ...]:
        """Spell out which plans are meant, in the file's order; `id+` is that plan and those after it."""
        wanted: set[str] = set()
        for name in [given] if isinstance(given, str) else given:
            plain = name.removesuffix("+")
            if plain not in self.plan_order:
                hint = nearest(plain, self.plan_order) or (
                    "plans: " + ", ".join(self.plan_order) if self.plan_order else "the file lists no plans"
                )
                self._report("TS204", place, f"there is no plan `{plain}`", hint, at=at)
                wanted.add(plain)
                continue
            first = self.plan_order.index(plain)
            wanted.update(self.plan_order[first:] if name.endswith("+") else [plain])
        return tuple(name for name in self.plan_order if name in wanted) or tuple(sorted(wanted))

    def _answer(self, fact: Fact, data: dict[str, Any], place: Place) -> Answer | None:
        if "unknown" in data:
            return Unknown(data["unknown"])
        if "not_applicable" in data:
            return NotApplicable(data["not_applicable"])
        if not self._unit_fits(fact, data, place):
            return None
        if "value" in data:
            value = self._scalar(fact, data, place)
            return None if value is None else Value(value)
        return self._range(fact, data, place)

    def _unit_fits(self, fact: Fact, data: dict[str, Any], place: Place) -> bool:
        unit = data.get("unit")
        if fact.type is FactType.MONEY:
            if unit is None:
                self._report(
                    "TS102", Place(path=place.path, key=place.key, at="key"), "`unit` is missing: which currency?"
                )
                return False
            return True
        if unit is None or unit == fact.unit:
            return True
        if fact.unit:
            self._report(
                "TS207",
                place.below("unit"),
                f"`{fact.id}` is in {fact.unit}, not in {unit}",
                f"convert it to {fact.unit}",
            )
        else:
            self._report(
                "TS207",
                place.below("unit"),
                f"`{fact.id}` is of type {fact.type.value} and has no unit",
                "leave `unit` out",
            )
        return False

    def _scalar(self, fact: Fact, data: dict[str, Any], place: Place) -> Scalar | None:
        value = data["value"]
        match fact.type:
            case FactType.BOOLEAN if isinstance(value, bool) or value in ("yes", "no"):
                return scalars.boolean(value)
            case FactType.NUMBER if isinstance(value, int | float) and not isinstance(value, bool):
                return float(value) if self._inside(fact, value, place, "value") else None
            case FactType.MONEY if isinstance(value, int | float) and not isinstance(value, bool):
                return Money(float(value), data["unit"]) if self._inside(fact, value, place, "value") else None
            case FactType.SET if isinstance(value, list):
                return Members(frozenset(value), scalars.boolean(data.get("complete")))
            case FactType.LEVEL if isinstance(value, str):
                if value in fact.levels:
                    return value
                hint = nearest(value, fact.levels) or "one of " + ", ".join(fact.levels)
                self._report("TS213", place, f"`{fact.id}` has no level `{value}`", hint, at="value")
                return None
            case FactType.TEXT if isinstance(value, str):
                return value
            case FactType.DATE if isinstance(value, str):
                if scalars.day(value) is not None:
                    return value
                self.found.append(structure.not_a_date(place.below("value"), value))
                return None
            case FactType.URL if isinstance(value, str):
                if value.startswith(("https://", "http://")):
                    return value
                self._report("TS110", place, f"`{value}` is not an http or https address", at="value")
                return None
        expected = {
            FactType.BOOLEAN: "yes or no",
            FactType.NUMBER: "a number",
            FactType.MONEY: "a number",
            FactType.SET: "a list such as [a, b]",
            FactType.LEVEL: "one of its levels",
            FactType.TEXT: "a text (in quotes if it looks like a number)",
            FactType.DATE: "a date",
            FactType.URL: "a web address",
        }[fact.type]
        message = f"`{fact.id}` takes {expected}, not {structure.shown(value)}"
        self._report("TS111", place, message, _misfit_hint(fact, value), at="value")
        return None

    def _range(self, fact: Fact, data: dict[str, Any], place: Place) -> Answer | None:
        if fact.type not in (FactType.NUMBER, FactType.MONEY):
            self._report("TS111", place.below("low"), f"`{fact.id}` is of type {fact.type.value} and has no range")
            return None
        low, high, likely = data["low"], data["high"], data.get("likely")
        inside = [self._inside(fact, data[end], place, end) for end in ("low", "likely", "high") if end in data]
        if not all(inside):
            return None
        if low > high or (likely is not None and not low <= likely <= high):
            self._report("TS107", place.below("low"), "low, likely and high must rise in this order")
            return None
        return Range(float(low), float(high), None if likely is None else float(likely))

    def _inside(self, fact: Fact, value: float, place: Place, at: str) -> bool:
        low, high = fact.range
        if (low is not None and value < low) or (high is not None and value > high):
            bounds = " and ".join(
                text
                for text in (
                    f"at least {low:g}" if low is not None else "",
                    f"at most {high:g}" if high is not None else "",
                )
                if text
            )
            self._report("TS404", place, f"{value:g} is not possible for `{fact.id}`: {bounds}", at=at)
            return False
        return True

    def _sold(self, group: str) -> Iterable[dict[str, Any]]:
        """Yield the parts of each plan or add-on."""
        seen: set[str] = set()
        for index, data in enumerate(self.data.get(group, ())):
            if data is None:
                continue
            place = self.place.below(group, index)
            if data["id"] in seen:
                self._report("TS208", place.below("id"), f"`{data['id']}` stands twice among the {group}")
                continue
            seen.add(data["id"])
            yield {
                "id": data["id"],
                "name": data.get("name") or scalars.words(data["id"]),
                "prices": tuple(self._prices(data, place)),
                "minimum_seats": int(data.get("minimum_seats", 0)),
                "note": data.get("note", ""),
                "place": place,
            }

    def _prices(self, data: dict[str, Any], place: Place) -> Iterable[Price]:
        if "source" in data:
            self._check_source(data["source"], place)
        given = data.get("price")
        several = isinstance(given, list)
        for index, price in enumerate(given if isinstance(given, list) else [given] if given is not None else []):
            at = place.below("price", index) if several else place.below("price")
            source = price.get("source", data.get("source"))
            if source is None:
                self._report(
                    "TS102", Place(path=at.path, key=at.key, at="key"), "`source` is missing: where is this price from?"
                )
                continue
            if "source" in price:
                self._check_source(source, at)
            yield Price(
                amount=float(price["amount"]),
                currency=price["currency"],
                per=price["per"],
                billed=price.get("billed", ""),
                tiers=self._tiers(price, at),
                source=source,
                note=price.get("note", ""),
                place=at,
            )

    def _tiers(self, data: dict[str, Any], place: Place) -> tuple[Tier, ...]:
        """Return the tiers of a price; what does not rise is reported, and none of them counts."""
        found = tuple(Tier(start=float(tier["from"]), amount=float(tier["amount"])) for tier in data.get("tiers", ()))
        for index, (before, after) in enumerate(pairwise(found), start=1):
            if after.start <= before.start:
                message = f"the tiers do not rise: `{after.start:.15g}` after `{before.start:.15g}`"
                hint = "list them from few to many, each `from` once"
                self._report("TS107", place.below("tiers", index, "from"), message, hint)
                return ()
        return found

    def _usage_prices(self) -> Iterable[UsagePrice]:
        for index, data in enumerate(self.data.get("usage_prices", ())):
            if data is None:
                continue
            place = self.place.below("usage_prices", index)
            self._check_source(data["source"], place)
            plans = self._plans(data["plan"], place, at="plan") if "plan" in data else ()
            for plan in data.get("included", {}):
                self._plans(plan, place.below("included", plan, at="key"))
            low, high = data.get("low", data.get("amount")), data.get("high", data.get("amount"))
            if low > high:
                self._report("TS107", place.below("low"), "low must not be above high")
            yield UsagePrice(
                id=data["id"],
                low=float(low),
                high=float(high),
                currency=data["currency"],
                per=data["per"],
                tiers=self._tiers(data, place),
                included={name: float(amount) for name, amount in data.get("included", {}).items()},
                plans=plans,
                scope=data.get("scope", ""),
                source=data["source"],
                note=data.get("note", ""),
                place=place,
            )


def _misfit_hint(fact: Fact, value: Any) -> str:
    if not isinstance(value, str):
        return ""
    if _NO_TEXT.fullmatch(value):
        return "take it out of the quotes"
    if fact.type is FactType.SET:
        return f"write [{value}]"
    return "if nobody knows, write {unknown: why}; what else is to be said goes beside it as a `note`"


def _keys(value: Any) -> Iterable[str]:
    return value if isinstance(value, dict) else ()


def _ids(value: Any) -> list[str]:
    """Return the ids that a list of records names, broken records included."""
    records = value if isinstance(value, list) else []
    return [str(record["id"]) for record in records if isinstance(record, dict) and "id" in record]


def _merged_ids(own: list[str], base: Iterable[Plan | Addon]) -> list[str]:
    inherited = [sold.id for sold in base]
    return inherited + [name for name in own if name not in inherited]


def _merged(base: tuple[Sold, ...], own: tuple[Sold, ...]) -> tuple[Sold, ...]:
    """Return what the base sells with its own records replaced in place, then what only this file sells."""
    replacing = {sold.id: sold for sold in own}
    inherited = {sold.id for sold in base}
    kept = [replacing.get(sold.id, sold) for sold in base]
    return (*kept, *[sold for sold in own if sold.id not in inherited])
