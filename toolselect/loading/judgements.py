"""Read judgements of importance from YAML or JSON, without a kind line, and say all that is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from toolselect import source
from toolselect.diagnostics import Place, Severity, diagnostic, nearest
from toolselect.loading.structure import shown
from toolselect.model.judgements import BestWorst, Comparisons, Ranking, Swing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolselect.diagnostics import Diagnostic

Kind = Literal["rank", "swing", "pairwise", "best-worst"]
Judgements = Ranking | tuple[Swing, ...] | Comparisons | BestWorst

MOST = 100
"""So many elements can be judged at once; nobody compares more, and the work grows with their cube."""

_FORMS: dict[Kind, tuple[str, str]] = {
    "rank": ("order", "write `order: [a, [b, c], d]`, the most important first; equals stand in brackets"),
    "swing": ("swings", "write `swings: {a: {points: 100, from: 0, to: 50}, ...}`"),
    "pairwise": (
        "comparisons",
        'write `comparisons: ["a over b: 3", ...]`, or `elements: [a, b]` with `matrix: [[1, 3], [1/3, 1]]`',
    ),
    "best-worst": ("best", "write `best`, `worst`, `best_to_others: {a: 1, b: 4, ...}` and `others_to_worst: {...}`"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementFile:
    """What a file of judgements says (None if errors make it useless), and what was found, each with its location.

    `text` is what excerpts are taken from, `document` what later findings are located in.
    """

    judgements: Judgements | None
    found: tuple[Diagnostic, ...]
    text: str
    document: source.Document | None


def read_judgements(raw: bytes, path: str, kind: Kind, *, max_bytes: int = source.MAX_BYTES) -> JudgementFile:
    """Read judgements from the bytes of a YAML or JSON file.

    Args:
        raw: the content of the file.
        path: how the file is shown in findings.
        kind: what kind of judgements it has to hold.
        max_bytes: how large the file may be.

    Returns:
        The judgements with everything that was found; None for the judgements if any of it is an error.
    """
    document, found = source.parse(raw, path, max_bytes=max_bytes)
    if document is None:
        found = [replace(one, hint=_FORMS[kind][1]) if one.code == "TS005" else one for one in found]
        return JudgementFile(
            judgements=None, found=tuple(found), text=raw.decode("utf-8-sig", "replace"), document=None
        )
    if document.text.lstrip().startswith(("{", "[")):  # JSON, which may be indented as one likes
        found = [one for one in found if one.code != "TS011"]
    reader = Reader(document, found)
    judgements = _read(reader, kind)
    located = sorted((reader.located(one) for one in reader.found), key=lambda one: one.sort_key)
    failed = any(one.severity is Severity.ERROR for one in located)
    return JudgementFile(
        judgements=None if failed else judgements, found=tuple(located), text=document.text, document=document
    )


def _read(reader: Reader, kind: Kind) -> Judgements | None:
    key, form = _FORMS[kind]
    if not isinstance(reader.data, dict):
        reader.say("TS104", (), f"{shown(reader.data)} is given where a mapping is expected", form)
        return None
    if kind == "rank":
        return _ranking(reader, form)
    if kind == "swing":
        return _swings(reader, form)
    if kind == "best-worst":
        return _best_worst(reader, form)
    from toolselect.loading.comparisons import comparisons

    reader.keys(("elements", "matrix", "comparisons"), (), "" if "matrix" in reader.data else key, form)
    return comparisons(reader)


class Reader:
    """A document while it is read, with what was found in it."""

    def __init__(self, document: source.Document, found: list[Diagnostic]) -> None:
        self.document = document
        self.data = document.data
        self.found = found

    def say(
        self,
        code: str,
        key: tuple[str | int, ...],
        message: str,
        hint: str = "",
        *,
        at: Literal["key", "value"] = "value",
    ) -> None:
        """Take down a finding; nothing is said about a number that could not be read."""
        if key not in self.document.unusable:
            self.found.append(diagnostic(code, Place(path=self.document.path, key=key, at=at), message, hint))

    def located(self, one: Diagnostic) -> Diagnostic:
        """Return a finding with its location."""
        if one.location is not None:
            return one
        return replace(one, location=source.locate(self.document, one.place.key, one.place.at))

    def keys(self, known: Iterable[str], key: tuple[str | int, ...], needed: str = "", hint: str = "") -> None:
        """Check the keys of the mapping at a place: none unknown, and the needed one there."""
        data: Any = self.data
        for step in key:
            data = data[step]
        names = list(known)
        for name in data:
            if name not in names:
                near = nearest(str(name), names) or "known here: " + ", ".join(names)
                self.say("TS101", (*key, name), f"the key {shown(name)} is unknown", near, at="key")
        if needed and needed not in data:
            self.say("TS102", key, f"`{needed}` is missing", hint, at="key")

    def name(self, value: Any, key: tuple[str | int, ...]) -> str | None:
        """Return the name of an element: a text, or a number that is taken as one."""
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, int) and not isinstance(value, bool) and key not in self.document.unusable:
            return str(value)
        self.say("TS104", key, f"{shown(value)} is given where a name is expected")
        return None

    def number(self, value: Any, key: tuple[str | int, ...], low: float, high: float) -> float | None:
        """Return a number from low to high."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            quoted = isinstance(value, str) and value.strip().replace(".", "", 1).isdigit()
            hint = "take it out of the quotes" if quoted else ""
            self.say("TS104", key, f"{shown(value)} is given where a number is expected", hint)
            return None
        if key in self.document.unusable:
            return None
        if not low <= value <= high:
            self.say("TS107", key, f"{shown(value)} is out of range: {low:g} to {high:g}")
            return None
        return float(value)

    def few_enough(self, count: int, key: tuple[str | int, ...], least: int = 1) -> bool:
        """Tell whether there are enough elements, and not too many."""
        if least <= count <= MOST:
            return True
        limit = f"at least {least}" if count < least else f"at most {MOST}"
        self.say("TS108", key, f"{count} given, {limit} needed", at="key")
        return False


def _ranking(reader: Reader, form: str) -> Ranking | None:
    reader.keys(("order",), (), "order", form)
    order = reader.data.get("order")
    if "order" not in reader.data:
        return None
    if not isinstance(order, list):
        reader.say("TS104", ("order",), f"{shown(order)} is given where a list is expected", form)
        return None
    rungs: list[tuple[str, ...]] = []
    seen: set[str] = set()
    for at, rung in enumerate(order):
        if isinstance(rung, list) and not rung:
            reader.say("TS108", ("order", at), "a place of the order is empty", "leave it out")
            continue
        if rung is None:
            reader.say(
                "TS104", ("order", at), "a place of the order is empty", "leave it out, or name who stands there"
            )
            continue
        steps: list[tuple[Any, tuple[str | int, ...]]] = (
            [(one, ("order", at, inner)) for inner, one in enumerate(rung)]
            if isinstance(rung, list)
            else [(rung, ("order", at))]
        )
        members = []
        for value, key in steps:
            name = reader.name(value, key)
            if name is not None and name in seen:
                reader.say("TS208", key, f"{shown(name)} stands twice in the order", "each has one place")
            elif name is not None:
                seen.add(name)
                members.append(name)
        rungs.append(tuple(members))
    if not reader.few_enough(sum(map(len, rungs)) if order else 0, ("order",)):
        return None
    return Ranking(rungs=tuple(rungs))


def _swings(reader: Reader, form: str) -> tuple[Swing, ...] | None:
    reader.keys(("swings",), (), "swings", form)
    given = reader.data.get("swings")
    if "swings" not in reader.data:
        return None
    if isinstance(given, dict):
        listed: list[tuple[Any, Any, tuple[str | int, ...]]] = [(name, given[name], ("swings", name)) for name in given]
    elif isinstance(given, list):
        listed = [(None, one, ("swings", at)) for at, one in enumerate(given)]
    else:
        reader.say("TS104", ("swings",), f"{shown(given)} is given where a mapping or a list is expected", form)
        return None
    found: dict[str, Swing] = {}
    for named, data, key in listed:
        if not isinstance(data, dict):
            reader.say("TS104", key, f"{shown(data)} is given where a mapping is expected", form)
            continue
        swing = _swing(reader, named, data, key)
        if swing is None:
            continue
        if swing.criterion in found:
            reader.say("TS208", key, f"the criterion {shown(swing.criterion)} stands twice", "keep one of the two")
        found.setdefault(swing.criterion, swing)
    if not reader.few_enough(len(listed), ("swings",)):
        return None
    if len(found) == len(listed) and not any(swing.points for swing in found.values()):
        reader.say("TS301", ("swings",), "the points sum to nothing", "give the largest swing 100 points", at="key")
    return tuple(found.values())


def _swing(reader: Reader, named: str | None, data: dict[str, Any], key: tuple[str | int, ...]) -> Swing | None:
    own = ("points", "from", "to")
    name: str | None = named
    if named is None:
        which = "id" if "id" in data else "criterion"
        reader.keys((which, *own), key, which)
        name = reader.name(data[which], (*key, which)) if which in data else None
    else:
        reader.keys(own, key)
    ends: list[float | str | None] = []
    for end in ("from", "to"):
        if end not in data:
            hint = "say which ends of the scale the question named: without them the answer can't go stale"
            reader.say("TS102", key, f"`{end}` is missing", hint, at="key")
            ends.append(None)
        elif isinstance(data[end], int | float) and not isinstance(data[end], bool):
            ends.append(float(data[end]))
        else:
            ends.append(reader.name(data[end], (*key, end)))
    if ends[0] is not None and ends[0] == ends[1]:
        reader.say("TS304", (*key, "to"), "the swing has no range: both ends are the same")
    if "points" not in data:
        reader.say("TS102", key, "`points` is missing", "100 for the largest swing, 0 to 100 for the others", at="key")
        return None
    points = reader.number(data["points"], (*key, "points"), 0, 100)
    if name is None or points is None:
        return None
    place = Place(path=reader.document.path, key=key)
    return Swing(criterion=name, points=points, start=ends[0], end=ends[1], place=place)


def _best_worst(reader: Reader, form: str) -> BestWorst | None:
    needed = ("best", "worst", "best_to_others", "others_to_worst")
    reader.keys((*needed, "elements"), ())
    for name in needed:
        if name not in reader.data:
            reader.say("TS102", (), f"`{name}` is missing", form, at="key")
    elements = _elements(reader)
    vectors = {key: _vector(reader, key, elements) for key in needed[2:] if key in reader.data}
    if elements is None:
        elements = list(dict.fromkeys(name for vector in vectors.values() if vector for name in vector))
    readable = len(vectors) == 2 and all(vector is not None for vector in vectors.values())
    ends: list[int | None] = []
    for key in ("best", "worst"):
        named = reader.name(reader.data[key], (key,)) if key in reader.data else None
        if readable and named is not None and named not in elements:
            hint = nearest(named, elements) or "it stands in none of the two vectors"
            reader.say("TS202", (key,), f"there is no element {shown(named)}", hint)
        ends.append(elements.index(named) if named is not None and named in elements else None)
    best, worst = ends
    if not readable or best is None or worst is None:
        return None
    if not reader.few_enough(len(elements), ("best_to_others",), least=2):
        return None
    if best == worst:
        reader.say("TS322", ("worst",), f"{shown(elements[best])} is both the best and the worst", "name two")
        return None
    full = [
        _complete(reader, key, vectors[key] or {}, elements, own)
        for key, own in zip(needed[2:], (best, worst), strict=True)
    ]
    if full[0] is None or full[1] is None:
        return None
    if full[0][worst] != full[1][best]:
        message = (
            f"the best outweighs the worst {full[0][worst]:g} times, says `best_to_others`, and "
            f"{full[1][best]:g} times here"
        )
        reader.say("TS322", ("others_to_worst", _step(reader, elements, best)), message, "both are one judgement")
        return None
    return BestWorst(elements=tuple(elements), best=best, worst=worst, best_to_others=full[0], others_to_worst=full[1])


def _step(reader: Reader, elements: list[str], at: int) -> str | int:
    return at if isinstance(reader.data["others_to_worst"], list) else elements[at]


def _elements(reader: Reader) -> list[str] | None:
    """Return the names under `elements`, None if there are none; a name that does not hold is an empty one."""
    if "elements" not in reader.data:
        return None
    given = reader.data["elements"]
    if not isinstance(given, list):
        reader.say("TS104", ("elements",), f"{shown(given)} is given where a list is expected", "write [a, b, c]")
        return None
    found: list[str] = []
    for at, value in enumerate(given):
        name = reader.name(value, ("elements", at))
        if name is not None and name in found:
            reader.say("TS208", ("elements", at), f"the element {shown(name)} stands twice")
        found.append(name or "")
    return found


def _vector(reader: Reader, key: str, elements: list[str] | None) -> dict[str, float | None] | None:
    """Return one vector by element; None for a figure that does not hold, None at all if it is no vector."""
    given = reader.data[key]
    if isinstance(given, list) and elements is not None:
        if len(given) != len(elements):
            reader.say("TS108", (key,), f"{len(given)} given, {len(elements)} needed: one for each element", at="key")
            return None
        pairs: list[tuple[str, Any, str | int]] = [(name, given[at], at) for at, name in enumerate(elements)]
    elif isinstance(given, dict):
        pairs = [(str(name), value, name) for name, value in given.items()]
    else:
        hint = "write {a: 1, b: 4, ...}, or name the elements: `elements: [a, b]`"
        reader.say("TS104", (key,), f"{shown(given)} is given where a mapping is expected", hint)
        return None
    return {name: reader.number(value, (key, step), 1, 9) for name, value, step in pairs}


def _complete(
    reader: Reader, key: str, vector: dict[str, float | None], elements: list[str], own: int
) -> tuple[float, ...] | None:
    """Return a vector in the order of the elements; the figure of the best (or worst) itself may be left out."""
    listed = isinstance(reader.data[key], list)
    figures: list[float | None] = []
    for at, name in enumerate(elements):
        if name not in vector:
            if at != own:
                reader.say("TS102", (key,), f"there is no figure for {shown(name)}", at="key")
            figures.append(1.0 if at == own else None)
            continue
        figure = vector[name]
        if at == own and figure is not None and figure != 1:
            message = f"{shown(name)} against itself is {figure:g}, and can only be 1"
            reader.say("TS322", (key, at if listed else name), message)
            figure = None
        figures.append(figure)
    for name in vector:
        if name not in elements:
            reader.say("TS202", (key, name), f"there is no element {shown(name)}", nearest(name, elements), at="key")
    held = tuple(figure for figure in figures if figure is not None)
    return held if len(held) == len(elements) else None
