"""The names that the files of a run give to things, and how often they are used."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from toolselect.fixing.spelling import folded
from toolselect.loading import structure
from toolselect.loading.library import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from toolselect.loading.structure import Kind
    from toolselect.source import Document

_NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Known:
    """What can be referred to, as the documents have it, broken or not; `shipped_vendors` are known by name alone."""

    documents: Mapping[str, Document]
    shipped_vendors: tuple[str, ...] = ()

    def _of_kind(self, kind: Kind) -> Iterator[Document]:
        return (document for document in self.documents.values() if structure.kind_of(document) == kind)

    @cached_property
    def facts(self) -> dict[str, list[dict[str, Any]]]:
        """What the vocabularies say of each fact."""
        said: dict[str, list[dict[str, Any]]] = {}
        for document in self._of_kind("facts"):
            for name, fact in _mapping(document.data.get("facts")).items():
                said.setdefault(name, []).append(_mapping(fact))
        return said

    def of_fact(self, name: str | int, what: str) -> str:
        """Return the unit or type of a fact; an empty text if it has none, or vocabularies disagree."""
        said = [fact.get(what) for fact in self.facts.get(str(name), ())]
        only = said[0] if said and all(one == said[0] for one in said) else ""
        return only if isinstance(only, str) else ""

    @cached_property
    def units(self) -> frozenset[str]:
        """All units of the vocabularies."""
        said = (fact.get("unit") for facts in self.facts.values() for fact in facts)
        return frozenset(unit for unit in said if isinstance(unit, str))

    @cached_property
    def criteria(self) -> frozenset[str]:
        """The ids of all criteria."""
        return frozenset(
            name for document in self._of_kind("criteria") for name in _tree(document.data.get("criteria"))
        )

    @cached_property
    def vendors(self) -> frozenset[str]:
        """The names of all vendors."""
        return frozenset(
            (*self.shipped_vendors, *_texts(document.data.get("id") for document in self._of_kind("vendor")))
        )

    def of_vendor(self, group: str, document: Document | None, vendor: str = "") -> frozenset[str]:
        """Return the ids of a profile's `sources`, `plans` or `addons`, with those of what it may extend.

        The profile is a document or, from a study, the vendor of that id.
        """
        profiles = list(self._of_kind("vendor"))
        own = [one for one in profiles if one is document or (vendor and one.data.get("id") == vendor)]
        if not own or any("extends" in one.data for one in own):
            own = profiles
        return frozenset(name for one in own for name in _ids(one.data.get(group)))

    @cached_property
    def _mentions(self) -> Counter[str]:
        counted: Counter[str] = Counter()
        for path, document in self.documents.items():
            if not path.startswith(SHIPPED):
                counted.update(_words(document.data))
        return counted

    @cached_property
    def _shipped(self) -> frozenset[str]:
        words = (_words(document.data) for path, document in self.documents.items() if path.startswith(SHIPPED))
        return frozenset((*self.shipped_vendors, *(word for some in words for word in some)))

    def confirmed(self, name: str, word: str) -> bool:
        """Tell whether a name is right and the word that is like it wrong, and not the other way round.

        A shipped name is right. Another one is if it is used, besides where it is given, at least as often as the word,
        or if it is what the thing is called: else the mistake may be where the name is given.
        """
        if name in self._shipped or self._mentions[name] > self._mentions[word]:
            return True
        return name in self._called and folded(name) != folded(word)

    @cached_property
    def _called(self) -> frozenset[str]:
        """The ids that say the same as the name or title beside them: `suite-team`, Suite Team."""
        return frozenset(name for document in self.documents.values() for name in _speaking_ids(document.data))


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _texts(values: Iterable[object]) -> Iterator[str]:
    return (value for value in values if isinstance(value, str))


def _ids(value: object) -> Iterator[str]:
    if isinstance(value, list):
        return _texts(_mapping(record).get("id") for record in value)
    return iter(_mapping(value))


def _tree(value: object) -> Iterator[str]:
    for node in value if isinstance(value, list) else ():
        yield from _texts((_mapping(node).get("id"),))
        yield from _tree(_mapping(node).get("criteria"))


def _speaking_ids(value: object) -> Iterator[str]:
    """Yield the ids of records and keys of mappings that their own name or title spells out."""
    if isinstance(value, list):
        for member in value:
            yield from _speaking_ids(member)
        pairs = [(_mapping(member).get("id"), member) for member in value]
    else:
        for member in _mapping(value).values():
            yield from _speaking_ids(member)
        pairs = list(_mapping(value).items())
    for name, member in pairs:
        called = _mapping(member).get("name", _mapping(member).get("title"))
        if not isinstance(name, str) or not isinstance(called, str):
            continue
        if name in {_NOT_LETTERS.sub(mark, called.casefold()) for mark in "-_"}:
            yield name


def _words(value: object) -> Iterator[str]:
    """Yield every key and text below a value; `id+` mentions the plan."""
    if isinstance(value, dict):
        for name, member in value.items():
            yield name
            yield from _words(member)
    elif isinstance(value, list):
        for member in value:
            yield from _words(member)
    elif isinstance(value, str):
        yield value.removesuffix("+")
