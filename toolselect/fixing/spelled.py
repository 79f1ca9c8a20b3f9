"""From findings to edits: only what has exactly one answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolselect.fixing import dates, shapes, units
from toolselect.fixing.edits import Edit, respelled
from toolselect.fixing.known import Known
from toolselect.fixing.spelling import meant, yes_or_no
from toolselect.loading import structure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from toolselect.diagnostics import Diagnostic
    from toolselect.fixing.edits import Key
    from toolselect.source import Data, Document

    Maker = Callable[[Diagnostic, Document, Known], Iterator[Edit]]

_COMPARED = re.compile(r"(?:>=|<=|>|<)\s*[-+]?[0-9.]+\s*(.*)", re.DOTALL)
_ADVISED = re.compile(r"write `(?:>=|<=|>|<) [-+]?[0-9.]+ (.+)`")


def fixes(document: Document, diagnostics: Iterable[Diagnostic], known: Known | None = None) -> list[Edit]:
    """Return the edits of one document that answer its findings, in the order of the text.

    `known` is what the files of the run name; without it, what this one does. Where two findings want different
    things of one place, or two keys would become one, nothing is changed.
    """
    known = known or Known({document.path: document})
    wanted: dict[tuple[int, int], set[Edit]] = {}
    for found in diagnostics:
        make = _MAKERS.get(found.code)
        if make is not None and found.place.path == document.path:
            for edit in make(found, document, known):
                wanted.setdefault((edit.start, edit.end), set()).add(edit)
    agreed = [edits.pop() for _, edits in sorted(wanted.items()) if len({edit.replacement for edit in edits}) == 1]
    keys = [(*edit.key[:-1], edit.word) for edit in agreed if edit.at == "key"]
    return [edit for edit in agreed if edit.at != "key" or keys.count((*edit.key[:-1], edit.word)) == 1]


def _unknown_key(found: Diagnostic, document: Document, _: Known) -> Iterator[Edit]:
    kind = structure.kind_of(document)
    key = found.place.key
    if kind is not None and key:
        right = meant(str(key[-1]), shapes.keys(kind, key[:-1]), closed=True)
        yield from _key(found, document, right, f"the key is `{right}`")


def _unknown_word(found: Diagnostic, document: Document, _: Known) -> Iterator[Edit]:
    """Answer a word that is not one of those that the schema lists, or a kind of file."""
    key = found.place.key
    word = _at(document, key)
    kind = structure.kind_of(document)
    if not isinstance(word, str):
        return
    if found.code == "TS013":
        right = meant(word, [f"{one}/1" for one in structure.KINDS], closed=True)
    else:
        options = shapes.options(kind, key) if kind is not None else []
        right = yes_or_no(word) if True in options else meant(word, map(str, options), closed=True)
    yield from _value(found, document, key, right, f"the word is `{right}`")


def _no_date(found: Diagnostic, document: Document, _: Known) -> Iterator[Edit]:
    """Answer a day in another form, where a day is asked for."""
    key = found.place.key
    given = _at(document, key)
    if found.code == "TS106" and not (len(key) == 3 and key[0] == "sources" and key[2] == "date"):
        return
    if isinstance(given, str):
        yield from _value(found, document, key, dates.written_out(given), "dates are written YYYY-MM-DD")


def _misfit(found: Diagnostic, document: Document, known: Known) -> Iterator[Edit]:
    """Answer another word for yes or no, where the fact is a yes or no."""
    key = found.place.key
    word = _at(document, key)
    if isinstance(word, str) and key[:1] == ("facts",) and known.of_fact(key[1], "type") == "boolean":
        yield from _value(found, document, key, yes_or_no(word), "the answer is yes or no")


def _wrong_unit(found: Diagnostic, document: Document, known: Known) -> Iterator[Edit]:
    """Answer another spelling of the unit; another unit is a conversion, and never made."""
    key = found.place.key
    given = _at(document, key)
    if not isinstance(given, str):
        return
    if key[:1] == ("facts",) and key[-1] == "unit":
        unit = known.of_fact(key[1], "unit")
        if unit and _spells(given, unit, known) and (units.same(given, unit) or known.confirmed(unit, given)):
            yield from _value(found, document, key, unit, f"the unit is written `{unit}`")
        return
    compared, advised = _COMPARED.fullmatch(given), _ADVISED.search(found.hint)
    if compared is None or advised is None or not _spells(compared[1], advised[1], known):
        return
    if not units.same(compared[1], advised[1]) and not known.confirmed(advised[1], compared[1]):
        return
    edit = respelled(document, key, "value", given, code=found.code, reason=f"the unit is written `{advised[1]}`")
    raw = document.text[edit.start : edit.end] if edit else ""
    if edit and raw[:1] + given + raw[:1] == raw:
        end = edit.end - 1
        start = end - len(compared[1])
        word = given.removesuffix(compared[1]) + advised[1]
        yield Edit(
            start=start,
            end=end,
            replacement=advised[1],
            code=found.code,
            reason=edit.reason,
            key=key,
            at="value",
            word=word,
        )


def _spells(given: str, unit: str, known: Known) -> bool:
    if units.same(given, unit):
        return True
    return all(not units.same(given, other) for other in known.units) and meant(given, known.units | {unit}) == unit


def _reference(group: Callable[[Diagnostic, Document, Known], Iterable[str]]) -> Maker:
    """Return what answers a name that nothing has, for one group of names."""

    def make(found: Diagnostic, document: Document, known: Known) -> Iterator[Edit]:
        names = frozenset(group(found, document, known))
        for key, word in _named(found, document):
            plain = word.removesuffix("+")
            right = meant(plain, names)
            if right and f"`{right}`" in found.hint and known.confirmed(right, plain):
                reason = f"`{right}` is meant"
                if found.place.at == "key":
                    yield from _key(found, document, right, reason)
                else:
                    yield from _value(found, document, key, right + word[len(plain) :], reason)

    return make


def _named(found: Diagnostic, document: Document) -> Iterator[tuple[Key, str]]:
    """Yield the names at the place of a finding: a key, a text, or each member of a list."""
    key = found.place.key
    if found.place.at == "key":
        yield key, str(key[-1])
        return
    value = _at(document, key)
    if isinstance(value, list):
        yield from (((*key, index), member) for index, member in enumerate(value) if isinstance(member, str))
    elif isinstance(value, str):
        yield key, value


def _plans(found: Diagnostic, document: Document, known: Known) -> Iterable[str]:
    return known.of_vendor("plans", document, _vendor_of(found))


def _addons(found: Diagnostic, document: Document, known: Known) -> Iterable[str]:
    return known.of_vendor("addons", document, _vendor_of(found))


def _vendor_of(found: Diagnostic) -> str:
    """Return the vendor whose plan or add-on a study names."""
    key = found.place.key
    return str(key[1]) if len(key) > 1 and key[0] in ("plan", "addons") and isinstance(key[1], str) else ""


def _key(found: Diagnostic, document: Document, word: str, reason: str) -> Iterator[Edit]:
    """Yield the edit of a key, unless the right one stands beside it."""
    key = found.place.key
    beside = _at(document, key[:-1])
    if word and isinstance(beside, dict) and word not in beside:
        edit = respelled(document, key, "key", word, code=found.code, reason=reason)
        if edit is not None:
            yield edit


def _value(found: Diagnostic, document: Document, key: Key, word: str, reason: str) -> Iterator[Edit]:
    """Yield the edit of a text, unless the right one stands beside it in a list."""
    beside = _at(document, key[:-1])
    if word and not (isinstance(beside, list) and word in beside):
        edit = respelled(document, key, "value", word, code=found.code, reason=reason)
        if edit is not None:
            yield edit


def _at(document: Document, key: Sequence[str | int]) -> Data:
    """Return the value at a path; None where there is nothing."""
    value = document.data
    for step in key:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


_MAKERS: dict[str, Maker] = {
    "TS013": _unknown_word,
    "TS101": _unknown_key,
    "TS103": _unknown_word,
    "TS105": _no_date,
    "TS106": _no_date,
    "TS111": _misfit,
    "TS201": _reference(lambda _found, _document, known: known.facts),
    "TS202": _reference(lambda _found, _document, known: known.criteria),
    "TS203": _reference(lambda _found, _document, known: known.vendors),
    "TS204": _reference(_plans),
    "TS205": _reference(lambda _found, document, known: known.of_vendor("sources", document)),
    "TS206": _reference(_addons),
    "TS207": _wrong_unit,
}
FIXABLE = frozenset(_MAKERS)
"""The codes whose findings may have one answer."""
