"""Read comparisons in pairs: a matrix, or lines such as `a over b: 3`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from toolselect.diagnostics import Place, nearest
from toolselect.loading.structure import shown
from toolselect.model.judgements import Comparisons

if TYPE_CHECKING:
    from toolselect.loading.judgements import Reader

LARGEST = 1000.0
"""A judgement is at most this, and at least its reciprocal: nobody can tell more than that apart."""

ROUNDED = 0.005
"""How far a product of a judgement and its reverse may be from 1: 0.333 for 1/3 and 0.143 for 1/7 are meant well."""

_FRACTION = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*/\s*([0-9]+(?:\.[0-9]+)?)\s*")
_LINE = re.compile(r"\s*(?P<first>\S.*?)\s+over\s+(?P<second>\S.*?)\s*:\s*(?P<ratio>[^:\s][^:]*?)\s*")
_PAIR = re.compile(r"\s*(?P<first>\S.*?)\s+over\s+(?P<second>\S.*?)\s*")
_WAY = 'write "a over b: 3", or "a over b: 1/3" where b weighs more'

Key = tuple[str | int, ...]


def comparisons(reader: Reader) -> Comparisons | None:
    """Return the comparisons that a document holds, in either form; None if that can't be said."""
    if "matrix" in reader.data:
        if "comparisons" in reader.data:
            reader.say("TS109", ("comparisons",), "`matrix` and `comparisons` can't both be given", at="key")
            return None
        return _matrix(reader)
    return _lines(reader) if "comparisons" in reader.data else None


def _names(reader: Reader) -> list[str | None] | None:
    given = reader.data.get("elements")
    if not isinstance(given, list):
        reader.say("TS104", ("elements",), f"{shown(given)} is given where a list is expected", "write [a, b, c]")
        return None
    found: list[str | None] = []
    for at, value in enumerate(given):
        name = reader.name(value, ("elements", at))
        if name is not None and name in found:
            reader.say("TS208", ("elements", at), f"the element {shown(name)} stands twice")
        found.append(name)
    return found


def _ratio(reader: Reader, value: Any, key: Key) -> float | None:
    """Return a judgement: a number or a fraction within reason, above 0."""
    if key in reader.document.unusable:
        return None
    number: Any = value
    if isinstance(value, str):
        fraction = _FRACTION.fullmatch(value)
        plain = re.fullmatch(r"\s*[-+]?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]{1,3})?\s*", value)
        if fraction and float(fraction[2]) > 0:
            number = float(fraction[1]) / float(fraction[2])
        elif plain:
            number = float(value)
    if isinstance(number, bool) or not isinstance(number, int | float):
        reader.say("TS104", key, f"{shown(value)} is given where a number is expected", "write 3 or 1/3")
        return None
    if not number > 0:
        hint = "write 1/3 where the second weighs three times the first, null where nothing was asked"
        reader.say("TS107", key, f"{shown(value)} is out of range: a judgement is above 0", hint)
        return None
    if not 1 / LARGEST <= number <= LARGEST:
        limits = f"1/{LARGEST:g} to {LARGEST:g}"
        reader.say("TS107", key, f"{shown(value)} is out of range: {limits}", "Saaty's scale ends at 9")
        return None
    return float(number)


# --- a matrix ----------------------------------------------------------------------------------------------------


def _matrix(reader: Reader) -> Comparisons | None:
    if "elements" not in reader.data:
        reader.say("TS102", (), "`elements` is missing", "name the rows: `elements: [a, b, c]`", at="key")
        return None
    names = _names(reader)
    rows = reader.data["matrix"]
    if names is None or not reader.few_enough(len(names), ("elements",)):
        return None
    if not isinstance(rows, list):
        reader.say("TS104", ("matrix",), f"{shown(rows)} is given where a list of rows is expected")
        return None
    count = len(names)
    square = len(rows) == count
    if not square:
        message = f"the matrix has {len(rows)} rows, and there are {count} elements"
        reader.say("TS108", ("matrix",), message, "one row and one column for each element", at="key")
    for i, row in enumerate(rows):
        if not isinstance(row, list):
            reader.say("TS104", ("matrix", i), f"{shown(row)} is given where a row is expected")
            square = False
        elif len(row) != count:
            message = f"the row has {len(row)} figures, and there are {count} elements"
            reader.say("TS108", ("matrix", i), message, "write null for a comparison that was not made")
            square = False
    if not square:
        return None
    ratios = [
        [None if value is None else _ratio(reader, value, ("matrix", i, j)) for j, value in enumerate(row)]
        for i, row in enumerate(rows)
    ]
    full = [[_met(reader, names, ratios, i, j) for j in range(count)] for i in range(count)]
    return _whole(reader, [name or "" for name in names], full, ("matrix",))


def _met(reader: Reader, names: list[str | None], ratios: list[list[float | None]], i: int, j: int) -> float | None:
    """Return a judgement as both halves of the matrix have it; the half with the whole numbers is the exact one."""
    one, other = ratios[i][j], ratios[j][i]
    if i == j:
        if one is not None and one != 1:
            reader.say("TS322", ("matrix", i, i), f"{shown(names[i])} against itself is {one:g}, and can only be 1")
        return 1.0
    if one is None or other is None:
        return one if other is None else 1 / other
    if abs(one * other - 1) > ROUNDED:
        if i > j:
            message = (
                f"{shown(names[i])} over {shown(names[j])} is {_words(one)} here, and {shown(names[j])} over "
                f"{shown(names[i])} is {_words(other)}"
            )
            reader.say("TS322", ("matrix", i, j), message, f"write {_words(1 / other)}, or null")
        return None
    return one if one >= other else 1 / other


# --- lines -------------------------------------------------------------------------------------------------------


def _lines(reader: Reader) -> Comparisons | None:
    given = reader.data["comparisons"]
    if isinstance(given, dict):
        listed: list[tuple[Any, Key]] = [(f"{name}: {value}", ("comparisons", name)) for name, value in given.items()]
    elif isinstance(given, list):
        listed = [(one, ("comparisons", at)) for at, one in enumerate(given)]
    else:
        reader.say("TS104", ("comparisons",), f"{shown(given)} is given where a list is expected", _WAY)
        return None
    fixed = _names(reader) if "elements" in reader.data else None
    elements = [name for name in fixed if name] if fixed is not None else []
    if "elements" in reader.data and fixed is None:
        return None
    said: dict[tuple[str, str], tuple[float, Key]] = {}
    for line, key in listed:
        parsed = _line(reader, line, key)
        if parsed is None:
            continue
        first, second, ratio = parsed
        unknown = [name for name in (first, second) if fixed is not None and name not in elements]
        for name in unknown:
            reader.say("TS202", key, f"there is no element {shown(name)}", nearest(name, elements))
        if unknown or not _agrees(reader, said, (first, second), ratio, key):
            continue
        for name in (first, second):
            if name not in elements:
                elements.append(name)
    if not reader.few_enough(len(elements) or len(listed), ("comparisons",), least=1):
        return None
    at = {name: number for number, name in enumerate(elements)}
    ratios: list[list[float | None]] = [[1.0 if i == j else None for j in at.values()] for i in at.values()]
    for (first, second), (ratio, _) in said.items():
        ratios[at[first]][at[second]] = ratio
        ratios[at[second]][at[first]] = 1 / ratio
    return _whole(reader, elements, ratios, ("comparisons",))


def _line(reader: Reader, line: Any, key: Key) -> tuple[str, str, float] | None:
    """Return what one line says: `a over b: 3` as a text, or as a mapping where the quotes were left out."""
    value: Any
    if isinstance(line, dict) and len(line) == 1:
        (name, value), *_ = line.items()
        match = _PAIR.fullmatch(str(name))
        key = (*key, str(name))
    else:
        match = _LINE.fullmatch(line) if isinstance(line, str) else None
        value = match["ratio"] if match else None
    if match is None:
        reader.say("TS106", key, f"{shown(line)} is not a comparison", _WAY)
        return None
    first, second = match["first"].strip(), match["second"].strip()
    ratio = _ratio(reader, value, key)
    if ratio is None:
        return None
    if first == second:
        if ratio != 1:
            reader.say("TS322", key, f"{shown(first)} against itself is {_words(ratio)}, and can only be 1")
        else:
            reader.say("TS106", key, f"{shown(first)} is compared with itself", "leave the line out")
        return None
    return first, second, ratio


def _agrees(
    reader: Reader, said: dict[tuple[str, str], tuple[float, Key]], pair: tuple[str, str], ratio: float, key: Key
) -> bool:
    """Take a comparison down; if the pair was compared before, it has to say the same."""
    reverse = (pair[1], pair[0])
    if pair in said:
        before = said[pair][0]
    elif reverse in said:
        before = 1 / said[reverse][0]
    else:
        said[pair] = (ratio, key)
        return True
    if abs(before / ratio - 1) > ROUNDED:
        message = f"{shown(pair[0])} over {shown(pair[1])} is {_words(ratio)} here, and {_words(before)} before"
        reader.say("TS322", key, message, "keep one of the two")
    return False


# --- both --------------------------------------------------------------------------------------------------------


def _whole(reader: Reader, names: list[str], ratios: list[list[float | None]], key: Key) -> Comparisons:
    place = Place(path=reader.document.path, key=key, at="key")
    return Comparisons(elements=tuple(names), ratios=tuple(map(tuple, ratios)), place=place)


def _words(ratio: float) -> str:
    """Write a judgement as people do: 3, 1/3, 0.7."""
    if ratio < 1 and abs(1 / ratio - round(1 / ratio)) < 1e-9:
        return f"1/{round(1 / ratio)}"
    return f"{ratio:.4g}"
