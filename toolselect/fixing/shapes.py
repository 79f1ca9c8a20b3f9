"""What a kind of file can have at a place: its keys in order, and the words that it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolselect.loading import structure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolselect.fixing.edits import Key
    from toolselect.loading.structure import Kind


def keys(kind: Kind, at: Key) -> list[str]:
    """Return the keys that a mapping at this place can have, in the schema's order."""
    return list(dict.fromkeys(name for part in _parts(kind, at) for name in part.get("properties", ())))


def options(kind: Kind, at: Key) -> list[object]:
    """Return the words that can stand at this place; none if it takes more than certain words."""
    return [option for part in _parts(kind, at) for option in part.get("enum", ())]


def _parts(kind: Kind, at: Key) -> list[dict[str, Any]]:
    """Return the parts of the schema that speak about a place."""
    whole = structure.schema(kind)
    parts = list(_joined(whole, whole))
    for step in at:
        parts = [inner for part in parts for below in _below(part, step) for inner in _joined(below, whole)]
    return parts


def _joined(part: dict[str, Any], whole: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a part and all that it refers to or chooses between."""
    yield part
    if "$ref" in part:
        target = whole
        for step in part["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        yield from _joined(target, whole)
    for choice in (part.get("then"), part.get("else"), *(part.get("oneOf", ())), *part.get("allOf", ())):
        if isinstance(choice, dict):
            yield from _joined(choice, whole)


def _below(part: dict[str, Any], step: str | int) -> Iterator[dict[str, Any]]:
    if isinstance(step, int):
        below = part.get("items")
    else:
        below = part.get("properties", {}).get(step, part.get("additionalProperties"))
    if isinstance(below, dict):
        yield below
