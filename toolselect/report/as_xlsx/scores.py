"""The sheet of worths: each leaf of each alternative on 0 to 100, with the lowest and highest that evidence allows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolselect.model.result import Status
from toolselect.report.as_xlsx.book import HEAT, area

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolselect.model.result import LeafScore
    from toolselect.report.as_xlsx.book import Book, Sheet
    from toolselect.report.as_xlsx.weights import Points

WEIGHT, FIRST = 2, 3
SUFFIXES: Mapping[Status, str] = {
    Status.UNKNOWN: '0" ?"',
    Status.PARTIAL: '0" ?"',
    Status.RANGE: '0" ~"',
    Status.CONFLICT: '0" !"',
}
"""What is shown behind a worth that is not one known figure; the legend says what the signs mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worths:
    """Where the worths stand, as formulas of other sheets name them.

    `weights` and `ends` (lowest, middle, highest by vendor) are areas of all leaves; `branches` are the rows of each
    criterion of the first level (first and last).
    """

    reference: str
    rows: tuple[int, int]
    columns: Mapping[str, tuple[int, int, int]]
    branches: Mapping[str, tuple[int, int]]

    def weights(self, branch: str = "") -> str:
        """Return the area of the weights, of one branch or all."""
        return self._area(WEIGHT, branch)

    def worths(self, vendor: str, end: int, branch: str = "") -> str:
        """Return the area of a vendor's worths: `end` 0 is the lowest, 1 the middle, 2 the highest."""
        return self._area(self.columns[vendor][end], branch)

    def _area(self, column: int, branch: str) -> str:
        first, last = self.branches[branch] if branch else self.rows
        return f"{self.reference}{area(first, column, last, column)}"


def write(book: Book, points: Points) -> Worths:
    """Write the sheet: a row for each leaf that counts, a column for each alternative."""
    index, words = book.index, book.words
    vendors = index.evaluation.vendors
    leaves = [one for one in index.evaluation.criteria if one.leaf and one.id in points.weight_of]
    wide = len(vendors)
    columns = {one.id: (FIRST + wide + 1 + n, FIRST + n, FIRST + 2 * wide + 2 + n) for n, one in enumerate(vendors)}
    widths = [24, 40, 10, *[13] * wide, 3, *[13] * wide, 3, *[13] * wide]
    sheet = book.sheet(words.say("xlsx.scores"), widths)
    start = sheet.opening(
        words.say("xlsx.scores.title"), words.say("xlsx.scores.intro"), words.say("xlsx.scores.signs")
    )
    for end, text in enumerate((words.say("xlsx.lowest"), words.say("xlsx.middle"), words.say("xlsx.highest"))):
        sheet.text(start, columns[vendors[0].id][end], text, book.style("banner"))
    start += 1
    sheet.raw.set_row(start, 62)
    sheet.heads(start, (words.say("xlsx.branch"), words.say("head.criterion"), words.say("head.weight")), (WEIGHT,))
    for vendor in vendors:
        for column in columns[vendor.id]:
            sheet.heads(start, (vendor.name,), (0,), column)
    branches: dict[str, tuple[int, int]] = {}
    for row, one in enumerate(leaves, start=start + 1):
        top = index.top(one.id)
        branches[top] = (branches.get(top, (row, row))[0], row)
        sheet.text(row, 0, index.title(top), book.style("quiet"))
        sheet.text(row, 1, one.title, book.style("text"))
        weight = f"={points.weight_of[one.id]}"
        sheet.formula(row, WEIGHT, weight, one.weight, book.style("number", num_format="0.00%"))
        for vendor in vendors:
            _worth(sheet, row, columns[vendor.id], index.leaf(vendor.id, one.id))
    last = start + len(leaves)
    for block in (0, 1, 2):
        first = min(column[block] for column in columns.values())
        if leaves:
            _heat(sheet, start + 1, first, last, first + wide - 1)
    sheet.raw.freeze_panes(start + 1, FIRST)
    sheet.raw.repeat_rows(start)
    return Worths(reference=sheet.reference, rows=(start + 1, max(last, start + 1)), columns=columns, branches=branches)


def _worth(sheet: Sheet, row: int, columns: tuple[int, int, int], leaf: LeafScore | None) -> None:
    book = sheet.book
    if leaf is None or leaf.value is None:
        style = book.style("quiet", align="right", italic=True, pattern=14, fg_color="#D5DBE1", bg_color="#FFFFFF")
        for column in columns:
            sheet.text(row, column, book.words.say("xlsx.not applicable"), style)
        return
    form = SUFFIXES.get(leaf.status, "0")
    for end, column in enumerate(columns):
        italic = {"italic": True} if leaf.status is Status.UNKNOWN else {}
        style = book.style("number", num_format=form if end == 1 else "0", align="right", **italic)
        sheet.number(row, column, leaf.value[end], style)


def _heat(sheet: Sheet, first_row: int, first_column: int, last_row: int, last_column: int) -> None:
    """Colour an area by a scale that is fixed at 0 and 100."""
    scale = {
        "type": "2_color_scale",
        "min_type": "num",
        "min_value": 0,
        "max_type": "num",
        "max_value": 100,
        "min_color": HEAT[0],
        "max_color": HEAT[1],
    }
    sheet.raw.conditional_format(first_row, first_column, last_row, last_column, scale)
