"""Read a decision table from CSV, YAML or JSON, without a kind line, and say all that is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from toolselect import source
from toolselect.diagnostics import Diagnostic, Location, Place, Severity, diagnostic
from toolselect.loading import structure, table_csv
from toolselect.model.facts import Range, Unknown
from toolselect.model.table import Column, DecisionTable, Preference, Spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolselect.model.table import Cell, Direction

_FORM = "write `alternatives`, `criteria` and `values`"
_CELL_FORMS = "write a number, {low, likely, high}, {mean, sd} or `unknown`"


@dataclass(frozen=True, slots=True)
class Spots:
    """Where the parts of a table stand. `document` is None for CSV, whose places are its lines and columns."""

    path: str
    document: source.Document | None = None
    heads: tuple[Location, ...] = ()
    names: tuple[Location, ...] = ()
    cells: tuple[tuple[Location, ...], ...] = ()

    def of(self, alternative: int | None = None, criterion: int | None = None) -> tuple[Place, Location]:
        """Return where a cell, an alternative, a criterion or the whole stands (indices from 0)."""
        if self.document is not None:
            key: tuple[str | int, ...] = ()
            if alternative is not None:
                key = ("alternatives", alternative) if criterion is None else ("values", alternative, criterion)
            elif criterion is not None:
                key = ("criteria", criterion)
            return Place(path=self.path, key=key), source.locate(self.document, key)
        spot = Location()
        if alternative is not None and criterion is not None:
            spot = self.cells[alternative][criterion]
        elif alternative is not None:
            spot = self.names[alternative]
        elif criterion is not None:
            spot = self.heads[criterion]
        return Place(path=self.path), spot


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFile:
    """What a table file says: the table (None if errors make it useless), what was found, and where things stand.

    `text` is what excerpts are taken from; every finding has its location. `criteria` counts the columns that the file
    names, whether they hold or not.
    """

    path: str
    text: str
    table: DecisionTable | None
    found: tuple[Diagnostic, ...]
    criteria: int
    spots: Spots

    def finding(
        self, code: str, message: str, hint: str = "", *, alternative: int | None = None, criterion: int | None = None
    ) -> Diagnostic:
        """Return a finding about a cell, an alternative, a criterion or the whole table (indices from 0)."""
        place, where = self.spots.of(alternative, criterion)
        return diagnostic(code, place, message, hint, location=where)


def read_table(
    raw: bytes,
    path: str,
    *,
    weights: Sequence[float] | None = None,
    directions: Sequence[Direction] | None = None,
    max_bytes: int = source.MAX_BYTES,
) -> TableFile:
    """Read a table from the bytes of a file.

    A file called `.csv` or `.tsv` is CSV, one called `.yaml`, `.yml` or `.json` is not; else the first line tells.
    `weights` and `directions` stand in for those of the file; they are left aside if there are not as many as criteria.

    Args:
        raw: the content of the file.
        path: how the file is shown in findings; its suffix decides the format.
        weights: at least 0, one a criterion, in the order of the columns.
        directions: one a criterion.
        max_bytes: how large the file may be.

    Returns:
        The table with everything that was found. A table without errors has at least one alternative and one criterion,
        names that differ, a direction for each criterion, weights for all criteria or for none, and finite figures.
    """
    if _is_csv(raw, path):
        text, refusal = source.decode(raw, path, max_bytes=max_bytes)
        if refusal is not None:
            return _nothing(path, raw, [refusal])
        sheet = table_csv.read(text, path)
        spots = Spots(path, None, tuple(sheet.heads), tuple(sheet.names), tuple(map(tuple, sheet.spots)))
        draft = _Draft(spots, sheet.found)
        draft.take_sheet(sheet)
    else:
        document, found = source.parse(raw, path, max_bytes=max_bytes)
        if document is None:
            found = [replace(one, hint=_FORM) if one.code == "TS005" else one for one in found]
            return _nothing(path, raw, found)
        text = document.text
        if text.lstrip().startswith(("{", "[")):  # JSON, which may be indented as one likes
            found = [one for one in found if one.code != "TS011"]
        draft = _Draft(Spots(path, document), found)
        draft.take_document(document)
    return draft.finished(text, weights, directions)


def _is_csv(raw: bytes, path: str) -> bool:
    suffix = path.rpartition(".")[2].lower()
    if suffix in {"csv", "tsv", "yaml", "yml", "json"}:
        return suffix in {"csv", "tsv"}
    first = next((line for line in raw[:65536].decode("utf-8-sig", "replace").splitlines() if line.strip()), "")
    return not re.match(r"\s*([{\[#]|---|[\"']?(alternatives|criteria|values)[\"']?\s*:)", first)


def _nothing(path: str, raw: bytes, found: Sequence[Diagnostic]) -> TableFile:
    text = raw.decode("utf-8-sig", "replace")
    return TableFile(path=path, text=text, table=None, found=tuple(found), criteria=0, spots=Spots(path))


class _Draft:
    """A table while it is read: what holds so far, None for what does not."""

    def __init__(self, spots: Spots, found: list[Diagnostic]) -> None:
        self.spots = spots
        self.found = found
        self.alternatives: list[str | None] = []
        self.criteria: list[str | None] = []
        self.directions: list[Direction | None] = []
        self.weights: list[float | None] = []
        self.bounds: list[tuple[float, float] | None] = []
        self.preferences: list[Preference | None] = []
        self.cells: list[list[Cell | None]] = []
        self.broken: set[int] = set()  # criteria about which something is said already

    def take_sheet(self, sheet: table_csv.Sheet) -> None:
        """Take over what a CSV file says."""
        count = len(sheet.criteria)
        self.alternatives = [name or None for name in sheet.alternatives]
        self.criteria = [name or None for name in sheet.criteria]
        self.directions = sheet.directions or [None] * count
        if sheet.directions is not None:
            self.broken = {at for at, one in enumerate(sheet.directions) if one is None}
        self.weights = sheet.weights or [None] * count
        self.bounds = [None] * count
        self.preferences = [None] * count
        self.cells = sheet.cells

    def take_document(self, document: source.Document) -> None:
        """Take over what a YAML or JSON file says."""
        data: Any
        data, wrong = structure.check(document, "table")
        self.found += (_worded(one, document) for one in wrong)
        if not isinstance(data, dict):
            return
        self.alternatives = [None if name is None else str(name) for name in data.get("alternatives", ())]
        for at, one in enumerate(data.get("criteria", ())):
            self._take_criterion(at, one)
        rows = data.get("values")
        if rows is None:
            return
        if self.alternatives and len(rows) != len(self.alternatives):
            message = f"{_counted(len(rows), 'row')} for {_counted(len(self.alternatives), 'alternative')}"
            self._say("TS108", ("values",), message, at="key")
        for i, row in enumerate(rows):
            self.cells.append([self._cell(("values", i, j), cell) for j, cell in enumerate(row or ())])
            if row is not None and self.criteria and len(row) != len(self.criteria):
                wanted = _counted(len(self.criteria), "criterion", "criteria")
                self._say("TS108", ("values", i), f"{_counted(len(row), 'cell')} for {wanted}")

    def _take_criterion(self, at: int, data: dict[str, Any] | None) -> None:
        if data is None:  # its structure tells why
            self.broken.add(at)
            data = {}
        self.criteria.append(str(data["id"]) if "id" in data else None)
        self.directions.append(data.get("direction"))
        self.weights.append(None if "weight" not in data else float(data["weight"]))
        self.preferences.append(_preference(data.get("preference")))
        low, high = data.get("bounds", (None, None))
        self.bounds.append(None if low is None else (float(low), float(high)))
        if low is not None and low >= high:
            hint = f"write [{high:g}, {low:g}]; the direction tells which end is better" if low > high else ""
            self._say("TS304", ("criteria", at, "bounds"), "the bounds have no room: low comes first, then high", hint)

    def _cell(self, key: tuple[str | int, ...], data: Any) -> Cell | None:
        if data is None:
            return None
        if data == table_csv.UNKNOWN:
            return Unknown(table_csv.UNKNOWN)
        if not isinstance(data, dict):
            return float(data)
        if "mean" in data:
            return Spread(float(data["mean"]), float(data["sd"]))
        low, high, likely = float(data["low"]), float(data["high"]), data.get("likely")
        if not low <= (low if likely is None else likely) <= high:
            self._say("TS107", key, "low, likely and high must rise in this order")
            return None
        return Range(low, high, None if likely is None else float(likely))

    def _say(
        self,
        code: str,
        key: tuple[str | int, ...],
        message: str,
        hint: str = "",
        *,
        at: Literal["key", "value"] = "value",
    ) -> None:
        self.found.append(diagnostic(code, Place(path=self.spots.path, key=key, at=at), message, hint))

    def _say_of(
        self, code: str, message: str, hint: str = "", *, alternative: int | None = None, criterion: int | None = None
    ) -> None:
        place, where = self.spots.of(alternative, criterion)
        self.found.append(diagnostic(code, place, message, hint, location=where))

    # --- what concerns all of it ---------------------------------------------------------------------------------

    def finished(self, text: str, weights: Sequence[float] | None, directions: Sequence[Direction] | None) -> TableFile:
        """Check what concerns the table as a whole, and return it."""
        count = len(self.criteria)
        if weights is not None and len(weights) == count:
            self.weights = list(weights)
        if directions is not None and len(directions) == count:
            self.directions = list(directions)
        self._names()
        self._directions()
        self._weights()
        found = [self._located(one) for one in self.found]
        table = None
        if not any(one.severity is Severity.ERROR for one in found):
            table = self._table()
        found.sort(key=lambda one: one.sort_key)
        return TableFile(
            path=self.spots.path, text=text, table=table, found=tuple(found), criteria=count, spots=self.spots
        )

    def _names(self) -> None:
        seen: set[str] = set()
        for at, name in enumerate(self.alternatives):
            if name is not None and name in seen:
                self._say_of("TS208", f"the alternative {structure.shown(name)} stands twice", alternative=at)
            seen.add(name or "")
        seen = set()
        for at, name in enumerate(self.criteria):
            if name is not None and name in seen:
                self._say_of("TS208", f"the criterion {structure.shown(name)} stands twice", criterion=at)
            seen.add(name or "")

    def _directions(self) -> None:
        lacking = [at for at, one in enumerate(self.directions) if one is None and at not in self.broken]
        if not lacking:
            return
        if self.spots.document is None:
            hint = "add a row `direction` of min and max, or give --directions min,max,..."
            self._say_of("TS102", "nothing says whether more or less is better", hint, criterion=lacking[0])
            return
        for at in lacking:
            hint = "write `direction: min` or `direction: max`, or give --directions"
            self._say_of("TS102", "`direction` is missing", hint, criterion=at)

    def _weights(self) -> None:
        given = [weight for weight in self.weights if weight is not None]
        if not given:
            return
        for at, weight in enumerate(self.weights):
            if weight is None and self.spots.document is not None and at not in self.broken:
                self._say_of("TS302", "this criterion has no weight, and others have one", criterion=at)
        if len(given) == len(self.weights) and sum(given) <= 0:
            self._say_of("TS301", "the weights sum to nothing", "give at least one criterion a weight", criterion=0)

    def _table(self) -> DecisionTable:
        columns = [
            Column(id=str(name), direction=direction or "max", weight=weight, bounds=bounds, preference=preference)
            for name, direction, weight, bounds, preference in zip(
                self.criteria, self.directions, self.weights, self.bounds, self.preferences, strict=True
            )
        ]
        return DecisionTable(
            alternatives=tuple(map(str, self.alternatives)),
            criteria=tuple(columns),
            cells=tuple(tuple(cell for cell in row if cell is not None) for row in self.cells),
        )

    def _located(self, one: Diagnostic) -> Diagnostic:
        if one.location is not None or self.spots.document is None:
            return one
        return replace(one, location=source.locate(self.spots.document, one.place.key, one.place.at))


def _preference(data: dict[str, Any] | None) -> Preference | None:
    if data is None:
        return None
    q, p, s = (float(data.get(name, 0.0)) for name in "qps")
    return Preference(function=data["function"], q=q, p=p, s=s)


def _worded(one: Diagnostic, document: source.Document) -> Diagnostic:
    """Return a finding about the structure with a hint that fits a cell, if it is about one."""
    key = one.place.key
    if len(key) != 3 or key[0] != "values" or one.code not in {"TS104", "TS106"}:
        return one
    written = document.data["values"][key[1]][key[2]]
    message = f"{structure.shown(written)} is given where a number is expected"
    hint = _CELL_FORMS
    if isinstance(written, str):
        number = re.fullmatch(r"[-+]?[0-9]+(\.[0-9]+)?", written)
        hint = "take it out of the quotes" if number else table_csv.number_hint(written, or_unknown=True) or hint
    return replace(one, code="TS104", message=message, hint=hint)


def _counted(number: int, noun: str, plural: str = "") -> str:
    return f"{number} {noun if number == 1 else plural or noun + 's'}"
