"""Build the vocabulary of facts from its file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from toolselect.diagnostics import Diagnostic, Place, diagnostic
from toolselect.loading import scalars, structure
from toolselect.model.facts import Fact, FactType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolselect.source import Document


class Vocabulary(dict[str, Fact]):
    """Facts by id, as far as they could be read.

    `broken` are ids that stand in a file but do not hold, `complete` is false when a whole file could not be read: what
    is missing for that reason is reported once, where it is wrong, and not again wherever it is named.
    """

    def __init__(self, *, complete: bool = True) -> None:
        super().__init__()
        self.broken: set[str] = set()
        self.complete = complete


def is_unknown(name: str, facts: Mapping[str, Fact]) -> bool:
    """Tell whether a vocabulary is sure not to have a fact."""
    if isinstance(facts, Vocabulary) and (name in facts.broken or not facts.complete):
        return False
    return name not in facts


def build_facts(document: Document) -> tuple[Vocabulary, list[Diagnostic]]:
    """Return the facts by id as far as they hold, and what does not."""
    data, found = structure.check(document, "facts")
    facts = Vocabulary()
    written = document.data.get("facts")
    for name, fact in data.get("facts", {}).items():
        place = Place(path=document.path, key=("facts", name), at="key")
        facts[name] = _fact(name, fact, place)
        if fact.get("unit") == "%" and "of" not in fact:
            found.append(diagnostic("TS310", place, f"`{name}` is a percentage, but of what?", "add `of:`"))
        low, high = facts[name].range
        if low is not None and high is not None and low >= high:
            found.append(diagnostic("TS304", place.below("range"), "the range has no room: its ends must rise"))
            facts[name] = replace(facts[name], range=(None, None))
    facts.broken |= (written.keys() if isinstance(written, dict) else set()) - facts.keys()
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
