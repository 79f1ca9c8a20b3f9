"""Check the structure of a document against its JSON Schema, and keep what holds.

The schema is the contract for editors, CI and docs alike; this module turns its errors into findings with our codes,
places and hints. What does not hold is left out together with the smallest record around it (a fact's entry, a
source, a plan, a criterion), so that builders never meet it and everything else is still checked.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import jsonschema_rs

from toolselect import resources
from toolselect.diagnostics import Diagnostic, Place, closest, diagnostic, nearest
from toolselect.loading import scalars

if TYPE_CHECKING:
    from toolselect.source import Document

Kind = Literal["facts", "criteria", "vendor", "study", "brand", "table", "cashflow"]
KINDS: tuple[Kind, ...] = ("facts", "criteria", "vendor", "study", "brand")
"""The kinds of project files: those that say in their first key what they are."""

Key = tuple[str | int, ...]

_FORMS = {
    "^[a-z0-9][a-z0-9_-]*$": "small letters, digits, `-` and `_`",
    "^[a-z][a-z0-9_]*$": "small letters, digits and `_`",
    r"^[a-z0-9][a-z0-9_-]*\+?$": "the id of a plan, with `+` for that plan and those after it",
    "^#[0-9a-fA-F]{6}$": "`#` and six digits from 0 to f, in quotes, such as '#0b4f6c'",
    "^[A-Z]{3}$": "three capital letters such as USD",
    r"^(undated|[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)$": "YYYY-MM-DD, YYYY-MM, YYYY or undated",
    r"^[1-9][0-9]{0,3} (day|days|month|months|year|years)$": "a number and days, months or years",
    "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$": "a language tag such as en or zh-Hans",
    r"^[-+]?[0-9]+(\.[0-9]+)? ?%$": "a share such as 0.1, or a text such as `10 %`",
    "^unknown$": "a number, {low, likely, high}, {mean, sd} or `unknown`",
}
_REQUIREMENT = "`yes`, `no`, a comparison such as `>= 95`, `includes [EU, US]` or `at least LEVEL`"
_CHOICES = {
    "entry": "exactly one of `value`, `low` with `high`, `unknown`, `not_applicable`",
    "criterion": "either `criteria` (a branch) or `value` (a leaf)",
    "usage_price": "either `amount`, or `low` with `high`",
    "figure": "either `value`, or `low` with `high`",
    "doubtful": "either `low` with `high`, or `mean` with `sd`",
}
_TYPES = {
    "string": "a text",
    "number": "a number",
    "integer": "a whole number",
    "array": "a list",
    "object": "a mapping of keys to values",
    "boolean": "yes or no",
    "null": "nothing",
}


@cache
def schema(kind: Kind) -> dict[str, Any]:
    """Return the published schema of a kind of file."""
    loaded: dict[str, Any] = json.loads(resources.schema_text(kind))
    return loaded


@cache
def _validator(kind: Kind) -> Any:
    return jsonschema_rs.validator_for(schema(kind), validate_formats=True, formats={"date": _is_day})


def _is_day(text: str) -> bool:
    """Tell whether a full date exists, for Python too: the validator's own check lets the year 0 through."""
    return len(text) == 10 and scalars.day(text) is not None


def kind_of(document: Document) -> Kind | None:
    """Return which kind of project file this says it is, if it is one that this version knows."""
    if isinstance(document.data, dict):
        name, _, version = str(document.data.get("toolselect", "")).partition("/")
        for kind in KINDS:
            if name == kind and version == "1":
                return kind
    return None


def wrong_kind(document: Document, wanted: Kind | None, asked: Place | None = None) -> Diagnostic | None:
    """Return what is wrong with the file's first key, if it is not of the wanted kind (None: of any kind).

    A good file of another kind is reported at `asked`, the place in another file that names it.
    """
    data = document.data
    forms = [f"{kind}/1" for kind in KINDS]
    if not isinstance(data, dict) or "toolselect" not in data:
        hint = f"begin with `toolselect: {wanted or 'vendor'}/1`"
        place = Place(path=document.path)
        if not isinstance(data, dict):
            return diagnostic("TS012", place, "the file is not a mapping of keys to values", hint)
        return diagnostic("TS012", place, "the key `toolselect` is missing", hint)
    place = Place(path=document.path, key=("toolselect",))
    said = str(data["toolselect"])
    if said not in forms:
        if said.partition("/")[0] in KINDS and "/" in said:
            hint = f"write `{said.partition('/')[0]}/1`, or get a newer toolselect"
            return diagnostic("TS013", place, f"{shown(said)} is not a version that this program knows", hint)
        return diagnostic(
            "TS013",
            place,
            f"{shown(said)} is not a kind of file that is known",
            nearest(said, forms) or "one of " + ", ".join(forms),
        )
    if wanted and said != f"{wanted}/1":
        what = f"{document.path} is `{said}`" if asked else f"this is `{said}`"
        return diagnostic("TS013", asked or place, f"{what}, and a {wanted} file belongs here")
    return None


def check(document: Document, kind: Kind) -> tuple[dict[str, Any], list[Diagnostic]]:
    """Return the data as far as its structure holds, and what does not hold."""
    data: dict[str, Any] = document.data
    errors = list(_validator(kind).iter_errors(data))
    if not errors and not document.unusable:
        return data, []
    found: list[Diagnostic] = []
    explained = _Explained(document, kind, errors)
    for error in errors:
        if not explained.already(error):
            found += _explain(error, Place(path=document.path, key=_at(error, data)), kind)
    bad = [*document.unusable, *(_bad_key(error, data) for error in errors)]
    return _emptied(_without(data, bad, _unexpected(errors, data), kind), kind), found


def _at(error: Any, data: Any) -> Key:
    """Return the path that an error is about. The validator gives a key of digits as a number: `010` as 10."""
    key: list[str | int] = []
    for step in error.instance_path:
        found = step
        if isinstance(data, dict) and isinstance(step, int):
            found = next(name for name in data if re.fullmatch(r"\+?[0-9]{1,40}", name) and int(name) == step)
        key.append(found)
        data = data[found]
    return tuple(key)


class _Explained:
    """Know which errors only follow from another one at the same place, so that one mistake is one finding."""

    def __init__(self, document: Document, kind: Kind, errors: list[Any]) -> None:
        self.unusable = document.unusable
        self.data = document.data
        self.kind: Kind = kind
        self.by_kind: dict[str, set[Key]] = {}
        self.meant: dict[Key, set[str]] = {}
        for error in errors:
            at = _at(error, self.data)
            self.by_kind.setdefault(error.kind.name, set()).add(at)
            if error.kind.name == "additionalProperties":
                known = _known_keys(error, kind)
                self.meant[at] = {closest(key, known) for key in error.kind.unexpected}

    def already(self, error: Any) -> bool:
        """Tell whether another finding says what this one would."""
        at = _at(error, self.data)
        name = error.kind.name
        if at in self.unusable:
            return True
        if name == "required":  # a misspelled key is no missing one
            depends = list(error.schema_path)[-1] == "dependentRequired"
            chosen_wrongly = depends and at in self.by_kind.get("oneOf", ())
            return chosen_wrongly or error.kind.property in self.meant.get(at, ())
        if name == "oneOf":
            choices = {key for choice in _rule(error, self.kind) for key in choice["required"]}
            return at in self.by_kind.get("type", ()) or bool(choices & self.meant.get(at, set()))
        return False


def _bad_key(error: Any, data: Any) -> Key:
    """Return the path of what is wrong: of a key that is malformed itself, that key."""
    at = _at(error, data)
    return (*at, error.kind.error.instance) if error.kind.name == "propertyNames" else at


def _unexpected(errors: list[Any], data: Any) -> list[Key]:
    return [
        (*_at(error, data), name)
        for error in errors
        if error.kind.name == "additionalProperties"
        for name in error.kind.unexpected
    ]


def _emptied(data: dict[str, Any], kind: Kind) -> dict[str, Any]:
    """Leave out what does not hold any more after its unknown keys are gone."""
    while True:
        left = {_bad_key(error, data) for error in _validator(kind).iter_errors(data)}
        clean = _without(data, sorted(left, key=str), [], kind)
        if clean == data:
            return data
        data = clean


def _explain(error: Any, place: Place, kind: Kind) -> list[Diagnostic]:  # noqa: C901, PLR0912
    """Return our words for one error of the validator. One branch per keyword of JSON Schema that we use."""
    reason = error.kind
    name: str = reason.name
    if name == "additionalProperties":
        known = _known_keys(error, kind)
        return [_unknown_key(place, key, known) for key in reason.unexpected]
    if name == "required":
        at_key = Place(path=place.path, key=place.key, at="key")
        hint = "name one of the file's `sources`" if reason.property == "source" else ""
        return [diagnostic("TS102", at_key, f"`{reason.property}` is missing", hint)]
    if name == "type":
        wanted = " or ".join(_TYPES[t] for t in reason.types)
        hint = _type_hint(reason.types, error.instance, place.key)
        return [diagnostic("TS104", place, f"{shown(error.instance)} is given where {wanted} is expected", hint)]
    if name == "enum":
        options = ["yes", "no"] if True in reason.options else [str(option) for option in reason.options]
        hint = nearest(str(error.instance), options) or "one of " + ", ".join(options)
        return [diagnostic("TS103", place, f"{shown(error.instance)} is not one of the possible values", hint)]
    if name == "format":
        return [not_a_date(place, error.instance)]
    if name == "pattern":
        return [_malformed(place, error.instance, reason.pattern)]
    if name == "propertyNames":
        key = reason.error.instance
        at_key = Place(path=place.path, key=(*place.key, key), at="key")
        return [_malformed(at_key, key, reason.error.kind.pattern)]
    if name == "minLength":
        return [diagnostic("TS106", place, "the text is empty", "say something, or leave the key out")]
    if name in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"):
        side = {"minimum": "at least", "maximum": "at most", "exclusiveMinimum": "more than"}.get(name, "less than")
        return [diagnostic("TS107", place, f"{shown(error.instance)} is out of range: {side} {reason.limit:g}")]
    if name == "maxProperties":
        return [diagnostic("TS109", place, "exactly one kind of value function can stand here", "keep one of them")]
    if name in ("minItems", "maxItems", "minProperties"):
        if "adjustment" in error.schema_path:
            hint = "give `must`, `target`, `value`, `applies` or `from`"
            return [diagnostic("TS108", place, "nothing is changed besides the reason", hint)]
        side = "at most" if name.startswith("max") else "at least"
        return [diagnostic("TS108", place, f"{len(error.instance)} given, {side} {reason.limit} needed")]
    if name == "uniqueItems":
        return [diagnostic("TS208", place, "a member stands twice")]
    if name == "oneOf":
        choice = _CHOICES.get(error.schema_path[-2], "exactly one of the possible forms")
        return [diagnostic("TS109", place, f"{choice} can be given")]
    if name == "not":
        at_key = Place(path=place.path, key=("views",), at="key")
        return [diagnostic("TS109", at_key, "`weights` and `views` can't both be given", "put the weights into a view")]
    return [diagnostic("TS109", place, error.message)]


def _known_keys(error: Any, kind: Kind) -> list[str]:
    return list(_rule(error, kind, above=1).get("properties", ()))


def _rule(error: Any, kind: Kind, above: int = 0) -> Any:
    """Return the part of the schema that the error comes from, or that many levels above it."""
    node: Any = schema(kind)
    path = list(error.schema_path)
    for step in path[: len(path) - above]:
        node = node[step]
    return node


def _unknown_key(place: Place, key: str, known: list[str]) -> Diagnostic:
    hint = nearest(key, known) or ("known here: " + ", ".join(known))
    return diagnostic(
        "TS101", Place(path=place.path, key=(*place.key, key), at="key"), f"the key `{key}` is unknown", hint
    )


def _malformed(place: Place, text: object, pattern: str) -> Diagnostic:
    if pattern.startswith("^https?"):
        return diagnostic("TS110", place, f"{shown(text)} is not an http or https address", "write the address in full")
    if pattern.startswith("^(yes|no|"):
        return diagnostic("TS106", place, f"{shown(text)} is not a requirement", f"write {_REQUIREMENT}")
    return diagnostic(
        "TS106", place, f"{shown(text)} does not have the right form", _FORMS.get(pattern, f"it must match {pattern}")
    )


def shown(value: object) -> str:
    """Write a value of a user's file in a sentence."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "`true`" if value else "`false`"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    text = str(value)
    if not text:
        return "an empty text"
    return f"`{text}`" if len(text) <= 60 else f"`{text[:57]}...`"


def not_a_date(place: Place, text: str) -> Diagnostic:
    """Say that a text is no date, or one that is in no calendar."""
    if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        return diagnostic("TS105", place, f"`{text}` is not a date that exists", "look at month and day")
    return diagnostic("TS105", place, f"{shown(text)} is not a date", "write YYYY-MM-DD")


def _type_hint(types: list[str], value: object, key: Key) -> str:
    if "string" in types and isinstance(value, int | float):
        return "put it in quotes"
    if isinstance(value, str) and {"number", "integer"} & set(types) and re.fullmatch(r"[-+]?[0-9.]+", value):
        return "take it out of the quotes"
    if isinstance(value, str) and {"number", "integer"} & set(types):
        number = re.search(r"[0-9]+(?:\.[0-9]+)?", value)
        return f"write the number alone: {number.group()}" if number else ""
    if types == ["object"] and key[:1] == ("facts",) and isinstance(value, bool | int | float | str):
        return f"write {{value: {value}, source: …}}"
    if types == ["array"] and isinstance(value, str):
        return f"write [{value}]"
    if value is None and key[:1] == ("colours",):
        return "put it in quotes: a bare `#` begins a comment"
    if value is None:
        return "give a value, or leave the key out"
    return ""


def _record(key: Key, kind: Kind) -> Key:
    """Return the path of the smallest record around a path: what is left out when something in it is wrong."""
    match kind, key:
        case "criteria", ("criteria", *_):
            end = 0
            while key[end : end + 1] == ("criteria",) and len(key) > end + 1:
                end += 2
            return key[: max(end, 1)]
        case "vendor", ("facts", _, int(), *_):
            return key[:3]
        case "vendor", ("sources" | "facts" | "plans" | "addons" | "usage_prices", _, *_):
            return key[:2]
        case "facts", ("facts", _, *_):
            return key[:2]
        case "brand", ("colours", _, *_):
            return key[:2]
        case "table", ("values", _, int(), *_):
            return key[:3]
        case "table" | "cashflow", (_, int(), *_):
            return key[:2]
        case "study", ("organisation" | "decision", "segments" | "hours" | "risks" | "rollout" | "kpi_targets", _, *_):
            return key[:3]
        case "study", ("vendors", int(), *_):
            return key[:2]
        case "study", (
            "organisation" | "decision" | "adjust" | "views" | "plan" | "addons" | "trust" | "weights" | "swings",
            _,
            *_,
        ):
            return key[:2]
        case _:
            return key[:1]


def _without(data: dict[str, Any], bad: list[Key], unexpected: list[Key], kind: Kind) -> dict[str, Any]:
    """Return a copy without the records around the bad places; unexpected keys alone do not cost their record."""
    clean: dict[str, Any] = _copied(data)
    carrying = {key[:-1] for key in unexpected}
    only_unexpected = [key for key in carrying if bad.count(key) == 1]
    gone = {_record(key, kind) for key in bad if key and key not in only_unexpected} | set(unexpected)
    for key in sorted(gone, key=lambda key: ([str(step).zfill(9) for step in key],), reverse=True):
        _remove(clean, key)
    return clean


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(member) for key, member in value.items()}
    return [_copied(member) for member in value] if isinstance(value, list) else value


def _remove(data: Any, key: Key) -> None:
    """Take the value at a path out; a list keeps its length (None stands for what is gone), so that paths hold."""
    for step in key[:-1]:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return
        if data is None:
            return
    last = key[-1]
    if isinstance(data, dict):
        data.pop(last, None)
    elif isinstance(data, list) and isinstance(last, int) and last < len(data):
        data[last] = None
