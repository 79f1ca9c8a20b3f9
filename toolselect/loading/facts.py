"""Build the vocabulary of facts from its file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolselect.diagnostics import Diagnostic, Place, diagnostic
from toolselect.loading import scalars, structure
from toolselect.model.facts import Fact, FactType

if TYPE_CHECKING:
    from toolselect.source import Document


def build_facts(document: Document) -> tuple[dict[str, Fact], list[Diagnostic]]:
    """Return the facts by id as far as they hold, and what does not."""
    data, found = structure.check(document, "facts")
    facts = {}
    for name, fact in data.get("facts", {}).items():
        place = Place(path=document.path, key=("facts", name), at="key")
        facts[name] = _fact(name, fact, place)
        if fact.get("unit") == "%" and "of" not in fact:
            found.append(diagnostic("TS310", place, f"`{name}` is a percentage, but of what?", "add `of:`"))
        low, high = facts[name].range
        if low is not None and high is not None and low >= high:
            found.append(diagnostic("TS304", place.below("range"), "the range has no room: its ends must rise"))
    return facts, found


def _fact(name: str, data: dict[str, Any], place: Place) -> Fact:
    low, high = data.get("range", (None, None))
    return Fact(
        id=name,
        question=scalars.text(data["question"]),
        type=FactType(data["type"]),
        unit=data.get("unit", ""),
        of=data.get("of", ""),
        range=(low, high),
        levels=tuple(data.get("levels", ())),
        shelf_life=scalars.days(data["shelf_life"]) if "shelf_life" in data else None,
        derived=scalars.boolean(data.get("derived")),
        note=data.get("note", ""),
        place=place,
    )
