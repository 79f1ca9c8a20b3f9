"""Build a set of criteria from its file."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from toolselect.deriving import DERIVED
from toolselect.diagnostics import Diagnostic, Place, closest, diagnostic, nearest
from toolselect.loading import requirements, scalars, structure
from toolselect.loading.facts import is_unknown
from toolselect.model import criteria as model
from toolselect.model.criteria import CriteriaSet, Criterion, Stage, ValueFunction
from toolselect.model.facts import Fact, FactType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolselect.source import Document

_FITTING: dict[str, tuple[FactType, ...]] = {
    "linear": (FactType.NUMBER, FactType.MONEY),
    "points": (FactType.NUMBER, FactType.MONEY),
    "relative": (FactType.NUMBER, FactType.MONEY),
    "boolean": (FactType.BOOLEAN,),
    "levels": (FactType.LEVEL,),
    "share": (FactType.SET,),
}


def build_criteria(document: Document, facts: Mapping[str, Fact]) -> tuple[CriteriaSet, list[Diagnostic]]:
    """Return the set as far as it holds, and what does not. `facts` is its vocabulary."""
    data, found = structure.check(document, "criteria")
    place = Place(path=document.path)
    seen: dict[str, Place] = {}
    nodes = tuple(
        _criterion(node, "", facts, place.below("criteria", index), seen, found)
        for index, node in enumerate(data.get("criteria", ()))
        if node is not None
    )
    built = CriteriaSet(
        id=data.get("id", ""), title=scalars.text(data.get("title")), criteria=nodes, facts=facts, place=place
    )
    return built, found


def _criterion(
    data: dict[str, Any],
    axis: str,
    facts: Mapping[str, Fact],
    place: Place,
    seen: dict[str, Place],
    found: list[Diagnostic],
) -> Criterion:
    name: str = data["id"]
    if name in seen:
        found.append(
            diagnostic(
                "TS208", place.below("id"), f"there are two criteria `{name}`", "ids are unique in the whole tree"
            )
        )
    seen.setdefault(name, place)
    axis = data.get("axis", axis)
    children = tuple(
        _criterion(child, axis, facts, place.below("criteria", index), seen, found)
        for index, child in enumerate(data.get("criteria", ()))
        if child is not None
    )
    fact: Fact | None = None
    value: ValueFunction | None = None
    if "value" in data:
        fact = _fact_of(data, facts, place, found)
        value = value_function(data["value"], data.get("fact", ""), facts, place.below("value"), found)
    else:
        for key in ("fact", "must", "target"):
            if key in data:
                message = f"`{key}` belongs to leaves, and `{name}` is a branch"
                found.append(diagnostic("TS109", place.below(key, at="key"), message, "move it to a leaf below"))
    readable = "value" in data and (fact is not None or "fact" not in data)
    must = requirements.must(data["must"], fact, place.below("must"), found) if readable and "must" in data else None
    aim = (
        requirements.target(data["target"], fact, place.below("target"), found)
        if readable and "target" in data
        else None
    )
    return Criterion(
        id=name,
        title=scalars.text(data["title"]) if "title" in data else scalars.words(name),
        objective=scalars.text(data.get("objective")),
        reason=scalars.text(data.get("reason")),
        depends_on=scalars.text(data.get("depends_on")),
        note=data.get("note", ""),
        axis=axis,
        weight=float(data["weight"]),
        fact=data.get("fact", ""),
        value=value,
        must=must,
        target=aim,
        start=Stage(data.get("from", "frame")),
        applies=scalars.boolean(data.get("applies", True)),
        children=children,
        place=place,
    )


def _fact_of(data: dict[str, Any], facts: Mapping[str, Fact], place: Place, found: list[Diagnostic]) -> Fact | None:
    name = data.get("fact")
    if name is None:
        if "share" not in data["value"]:
            found.append(diagnostic("TS102", place.below(at="key"), "`fact` is missing"))
        return None
    fact = facts.get(name)
    if fact is None:
        if is_unknown(name, facts):
            found.append(diagnostic("TS201", place.below("fact"), f"there is no fact `{name}`", nearest(name, facts)))
    elif fact.derived and name not in DERIVED:
        hint = "computed now: " + ", ".join(sorted(DERIVED))
        found.append(diagnostic("TS307", place.below("fact"), f"nothing computes the derived fact `{name}`", hint))
    return fact


def value_function(
    data: dict[str, Any], fact_name: str, facts: Mapping[str, Fact], place: Place, found: list[Diagnostic]
) -> ValueFunction | None:
    """Read a value function and check it against its fact ("" for a share of boolean facts)."""
    kind, body = next(iter(data.items()))
    fact = facts.get(fact_name)
    if fact is not None and fact.type not in _FITTING[kind]:
        fits = [name for name, types in _FITTING.items() if fact.type in types]
        hint = "it takes " + " or ".join(fits) if fits else "it can't be scored"
        found.append(
            diagnostic("TS303", place, f"`{kind}` does not fit `{fact.id}`, which is of type {fact.type.value}", hint)
        )
        return None
    place = place.below(kind)
    match kind:
        case "linear":
            if body["worst"] == body["best"]:
                found.append(diagnostic("TS304", place, "worst and best are the same, so that nothing is told apart"))
                return None
            return model.Linear(float(body["worst"]), float(body["best"]))
        case "points":
            return _points(body, place, found)
        case "boolean":
            return model.BooleanValue(float(body["no"]), float(body["yes"]))
        case "levels":
            return _levels(body, fact, place, found)
        case "share":
            return _share(body, fact, facts, place, found)
        case _:
            return model.Relative(body["best"])


def _points(body: list[list[float]], place: Place, found: list[Diagnostic]) -> ValueFunction | None:
    for index, (before, after) in enumerate(pairwise(body)):
        if after[0] <= before[0]:
            found.append(
                diagnostic("TS304", place.below(index + 1), f"x must rise: {after[0]:g} comes after {before[0]:g}")
            )
            return None
    for index, (_, worth) in enumerate(body):
        if not 0 <= worth <= 100:
            found.append(
                diagnostic("TS107", place.below(index, 1), f"{worth:g} is out of range: a value is from 0 to 100")
            )
            return None
    return model.Points(tuple((float(x), float(worth)) for x, worth in body))


def _levels(body: dict[str, Any], fact: Fact | None, place: Place, found: list[Diagnostic]) -> ValueFunction | None:
    known = fact.levels if fact else tuple(body)
    for name in body:
        if name not in known:
            hint = nearest(name, known) or "one of " + ", ".join(known)
            found.append(
                diagnostic(
                    "TS213", place.below(name, at="key"), f"`{fact.id if fact else ''}` has no level `{name}`", hint
                )
            )
    meant = {closest(name, known) for name in body}
    missing = [name for name in known if name not in meant]
    if missing:
        found.append(
            diagnostic("TS304", place, "levels without a worth: " + ", ".join(missing), "give each level its value")
        )
    levels = (model.Level(name, float(body[name]["value"]), body[name]["means"]) for name in known if name in body)
    return model.Levels(tuple(levels))


def _share(
    body: dict[str, float], fact: Fact | None, facts: Mapping[str, Fact], place: Place, found: list[Diagnostic]
) -> ValueFunction | None:
    if not any(body.values()):
        found.append(diagnostic("TS301", place, "the weights of the share sum to nothing"))
        return None
    if fact is None:
        for name in body:
            at = place.below(name, at="key")
            if is_unknown(name, facts):
                found.append(diagnostic("TS201", at, f"there is no fact `{name}`", nearest(name, facts)))
            elif name in facts and facts[name].type is not FactType.BOOLEAN:
                found.append(
                    diagnostic("TS303", at, f"`{name}` is of type {facts[name].type.value}; a share takes yes/no facts")
                )
    return model.Share(tuple((name, float(weight)) for name, weight in body.items()))
