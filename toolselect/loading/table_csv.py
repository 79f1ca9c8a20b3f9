"""Read a decision table from CSV: names in the first column, a criterion a column, rows `weight` and `direction`."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolselect.diagnostics import Diagnostic, Location, Place, diagnostic, nearest
from toolselect.loading.structure import shown
from toolselect.model.facts import Unknown
from toolselect.source import MAX_NUMBER, lines

if TYPE_CHECKING:
    from toolselect.model.table import Cell, Direction

UNKNOWN = "unknown"
WEIGHT, DIRECTION = "weight", "direction"
"""The names of the two rows that are no alternatives."""

_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.?(?:nan|inf|infinity)", re.IGNORECASE)
_DECIMAL_COMMA = re.compile(r"[-+]?[0-9]+,[0-9]+")
_EMPTY_WORDS = frozenset(("", "-", "?", "na", "n/a", "null", "none"))


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its cells without the blanks around them, and where each stands."""

    cells: tuple[str, ...]
    spots: tuple[Location, ...]


@dataclass(slots=True)
class Sheet:
    """What a CSV file says, as far as it holds; None stands for a cell, weight or direction that does not.

    `heads` and `names` tell where the criteria and alternatives are named, `spots[i][j]` where their figure stands.
    """

    criteria: list[str] = field(default_factory=list)
    heads: list[Location] = field(default_factory=list)
    alternatives: list[str] = field(default_factory=list)
    names: list[Location] = field(default_factory=list)
    cells: list[list[Cell | None]] = field(default_factory=list)
    spots: list[list[Location]] = field(default_factory=list)
    weights: list[float | None] | None = None
    directions: list[Direction | None] | None = None
    found: list[Diagnostic] = field(default_factory=list)


def read(text: str, path: str) -> Sheet:
    """Return what the text of a CSV file says, and what is wrong with it.

    Cells are separated by `,`, `;` or tabs, whichever the first line uses. Blank lines say nothing.
    """
    sheet = Sheet()
    reader = _Reader(sheet, path)
    rows, broken = _rows(text)
    if broken is not None:
        where = Location(line=broken[0], column=1, end_line=broken[0], end_column=2)
        reader.say("TS004", where, f"not readable as CSV: {broken[1]}", "look at the quotes")
        return sheet
    if not rows:
        reader.say("TS005", Location(), "the file says nothing", "begin with a line that names the criteria")
        return sheet
    reader.head(rows[0])
    for row in rows[1:]:
        reader.row(row)
    if not sheet.alternatives and not sheet.found:
        hint = "write a line for each alternative: its name, then its figures"
        reader.say("TS108", rows[-1].spots[0], "the table has no alternatives", hint)
    return sheet


class _Reader:
    """Fill a sheet record by record."""

    def __init__(self, sheet: Sheet, path: str) -> None:
        self.sheet = sheet
        self.place = Place(path=path)

    def say(self, code: str, spot: Location, message: str, hint: str = "") -> None:
        self.sheet.found.append(diagnostic(code, self.place, message, hint, location=spot))

    def head(self, row: Row) -> None:
        """Take the criteria from the first record."""
        self.sheet.criteria = list(row.cells[1:])
        self.sheet.heads = list(row.spots[1:])
        if len(row.cells) == 1:
            hint = "separate the cells with commas: `name,price,quality`"
            self.say("TS108", row.spots[0], "the first line names no criteria", hint)
        for name, spot in zip(self.sheet.criteria, self.sheet.heads, strict=True):
            if not name:
                self.say("TS106", spot, "a criterion has no name", "name it, or take a comma away")

    def row(self, row: Row) -> None:
        """Take one more record: an alternative, the weights or the directions."""
        name, cells, spots = row.cells[0], row.cells[1:], row.spots[1:]
        sheet = self.sheet
        if len(cells) != len(sheet.criteria) and sheet.criteria:
            hint = "separate its cells as the first line does" if re.search(r"[,;\t]", name) else ""
            if len(cells) > len(sheet.criteria) and _halves(cells):
                hint = "a decimal takes a point, not a comma: 1.5"
            count, wanted = len(cells), len(sheet.criteria)
            message = f"{count} cell{'' if count == 1 else 's'} for {wanted} criteri{'on' if wanted == 1 else 'a'}"
            self.say("TS108", row.spots[0], f"the line of {shown(name)} has {message}", hint)
        cells, spots = cells[: len(sheet.criteria)], spots[: len(sheet.criteria)]
        if name.lower() == WEIGHT:
            self._once(WEIGHT, sheet.weights, row.spots[0])
            sheet.weights = [*map(self._weight, cells, spots), *self._lacking(cells)]
        elif name.lower() == DIRECTION:
            self._once(DIRECTION, sheet.directions, row.spots[0])
            sheet.directions = [*map(self._direction, cells, spots), *self._lacking(cells)]
        else:
            if not name:
                self.say("TS106", row.spots[0], "an alternative has no name", "name it in the first column")
            sheet.alternatives.append(name)
            sheet.names.append(row.spots[0])
            sheet.cells.append([*map(self._cell, cells, spots), *self._lacking(cells)])
            sheet.spots.append([*spots, *row.spots[:1] * (len(sheet.criteria) - len(spots))])

    def _once(self, name: str, before: object, spot: Location) -> None:
        if before is not None:
            self.say("TS208", spot, f"the row `{name}` is given twice", "keep one of the two")

    def _lacking(self, cells: tuple[str, ...]) -> list[None]:
        return [None] * (len(self.sheet.criteria) - len(cells))

    def _cell(self, text: str, spot: Location) -> Cell | None:
        return Unknown(UNKNOWN) if text.lower() == UNKNOWN else self._number(text, spot, or_unknown=True)

    def _weight(self, text: str, spot: Location) -> float | None:
        number = self._number(text, spot)
        if number is not None and number < 0:
            self.say("TS107", spot, f"{shown(text)} is out of range: at least 0")
            return None
        return number

    def _direction(self, text: str, spot: Location) -> Direction | None:
        if text.lower() == "min":
            return "min"
        if text.lower() == "max":
            return "max"
        hint = nearest(text.lower(), ("min", "max")) or "one of min, max"
        self.say("TS103", spot, f"{shown(text)} is not one of the possible values", hint)
        return None

    def _number(self, text: str, spot: Location, *, or_unknown: bool = False) -> float | None:
        if _NUMBER.fullmatch(text) and abs(float(text)) <= MAX_NUMBER:
            return float(text)
        if _NUMBER.fullmatch(text):
            self.say("TS010", spot, f"{shown(text)} is too large a number")
        elif _NOT_FINITE.fullmatch(text):
            hint = f"write `{UNKNOWN}` if nobody knows" if or_unknown else ""
            self.say("TS010", spot, f"{shown(text)} is not a finite number", hint)
        else:
            what = "nothing" if not text else shown(text)
            self.say(
                "TS104", spot, f"{what} is given where a number is expected", number_hint(text, or_unknown=or_unknown)
            )
        return None


def number_hint(text: str, *, or_unknown: bool) -> str:
    """Return what to write instead of a text where a number belongs; empty if that can't be told."""
    if _DECIMAL_COMMA.fullmatch(text):
        return f"decimals take a point: {text.replace(',', '.')}"
    if or_unknown and (text.lower() in _EMPTY_WORDS or nearest(text.lower(), (UNKNOWN,))):
        return f"write `{UNKNOWN}` if nobody knows"
    number = re.fullmatch(r"[^0-9.+-]*(-?[0-9]+(?:\.[0-9]+)?)[^0-9.,]*", text)
    return f"write the number alone: {number[1]}" if number else ""


def _halves(cells: tuple[str, ...]) -> bool:
    return all(cell.lstrip("+-").isdigit() for cell in cells)


# --- records and their places ------------------------------------------------------------------------------------


def separator(first: str) -> str:
    """Return what separates the cells of a first line: the one of `,`, `;` and tab that stands there most often."""
    bare = re.sub(r'"[^"]*"', "", first)
    return max(",;\t", key=bare.count)


def _rows(text: str) -> tuple[list[Row], tuple[int, str] | None]:
    """Return the records that say something; and where reading had to stop, and why."""
    physical = lines(text)
    mark = separator(next((line for line in physical if line.strip()), ""))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, skipinitialspace=True, strict=True)
    rows: list[Row] = []
    last = 0
    try:
        for record in reader:
            number, last = last + 1, reader.line_num
            if any(cell.strip() for cell in record):
                spots = _spots(physical[number - 1 : last], number, mark, len(record))
                rows.append(Row(tuple(cell.strip() for cell in record), spots))
    except csv.Error as error:
        return rows, (last + 1, str(error))
    return rows, None


def _spots(written: list[str], number: int, mark: str, count: int) -> tuple[Location, ...]:
    """Return where the cells of a record stand; of one that runs over several lines, or is hard to tell, its line."""
    whole = written[0] if written else ""
    found = []
    at = 0
    for part in re.findall(rf'[ ]*(?:"(?:[^"]|"")*"[^{mark}]*|[^{mark}]*)(?:{mark}|$)', whole)[:count]:
        inner = part.removesuffix(mark)
        begin = at + len(inner) - len(inner.lstrip())
        end = at + len(inner.rstrip())
        found.append(Location(line=number, column=begin + 1, end_line=number, end_column=max(end, begin + 1) + 1))
        at += len(part)
    if len(written) == 1 and len(found) == count:
        return tuple(found)
    end = max(len(whole), 1) + 1
    return (Location(line=number, column=1, end_line=number, end_column=end),) * count
