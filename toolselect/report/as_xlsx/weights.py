"""The sheet of weights: points that may be changed, and what they come to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolselect.model.result import CriterionState
from toolselect.report.as_xlsx.book import AFTER, area, cell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolselect.model.result import CriterionWeight
    from toolselect.report.as_xlsx.book import Book, Look

POINTS, SHARE, WHOLE, AGREED, AGREED_WHOLE, STATE, GROUP = range(2, 9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """Where things stand on the sheet: the cell of each criterion's weight of the whole, and what tells of a change."""

    weight_of: Mapping[str, str]
    changed: str


def write(book: Book) -> Points:
    """Write the sheet: every criterion, in the order of the report."""
    words, criteria = book.words, book.index.evaluation.criteria
    sheet = book.sheet(words.say("xlsx.weights"), (46, 22, 11, 12, 12, 12, 12, 26, 8))
    start = sheet.opening(words.say("xlsx.weights.title"), words.say("xlsx.weights.intro"))
    heads = (
        words.say("head.criterion"),
        words.say("xlsx.id"),
        words.say("xlsx.weights.points"),
        words.say("xlsx.weights.share"),
        words.say("xlsx.weights.whole"),
        words.say("xlsx.weights.agreed points"),
        words.say("xlsx.weights.agreed whole"),
        words.say("head.state"),
        words.say("xlsx.weights.group"),
    )
    sheet.raw.set_row(start, 32)
    sheet.heads(start, heads, range(POINTS, AGREED_WHOLE + 1))
    first, last = start + 1, start + len(criteria)
    points = _points(criteria)
    groups = {parent: number for number, parent in enumerate(dict.fromkeys(one.parent for one in criteria))}
    rows = {one.id: row for row, one in enumerate(criteria, start=first)}
    for one in criteria:
        row = rows[one.id]
        look: Look = "text" if one.leaf else "branch"
        counts = one.id in points
        title = book.style(look, indent=one.depth, align="left", italic=not counts)
        sheet.text(row, 0, one.title, title)
        sheet.text(row, 1, one.id, book.style(look, font_color="#4F5D6B"))
        sheet.number(row, GROUP, groups[one.parent], book.style("quiet"))
        if not counts:
            for column in range(POINTS, AGREED_WHOLE + 1):
                sheet.number(row, column, None, book.style(look))
            why = words.say(f"criterion.{one.state.value}") if one.state is not CriterionState.COUNTS else ""
            sheet.text(row, STATE, why, book.style(look, font_color="#4F5D6B", **AFTER))
            continue
        siblings = f"SUMIF({area(first, GROUP, last, GROUP)},{cell(row, GROUP)},{area(first, POINTS, last, POINTS)})"
        share = f"=IF({siblings}>0,{cell(row, POINTS)}/{siblings},0)"
        above = f"*{cell(rows[one.parent], WHOLE)}" if one.parent else ""
        sheet.number(row, POINTS, points[one.id], book.style("input", num_format="0.##"))
        sheet.formula(row, SHARE, share, one.share, book.style(look, num_format="0.0%"))
        sheet.formula(row, WHOLE, f"={cell(row, SHARE)}{above}", one.weight, book.style(look, num_format="0.00%"))
        sheet.number(row, AGREED, points[one.id], book.style(look, num_format="0.##", font_color="#4F5D6B"))
        sheet.number(row, AGREED_WHOLE, one.weight, book.style(look, num_format="0.00%", font_color="#4F5D6B"))
        state = words.say("xlsx.weights.leaf") if one.leaf else words.say("xlsx.weights.branch")
        sheet.text(row, STATE, state, book.style(look, font_color="#4F5D6B", **AFTER))
        sheet.raw.data_validation(
            row,
            POINTS,
            row,
            POINTS,
            {
                "validate": "decimal",
                "criteria": "between",
                "minimum": 0,
                "maximum": 100,
                "error_title": words.say("xlsx.weights.wrong title"),
                "error_message": words.say("xlsx.weights.wrong"),
            },
        )
    sheet.raw.freeze_panes(start + 1, 1)
    sheet.raw.set_column(GROUP, GROUP, 8, None, {"hidden": True})
    sheet.raw.repeat_rows(start)
    prefix = sheet.reference
    now, then = (f"{prefix}{area(first, column, last, column)}" for column in (POINTS, AGREED))
    return Points(
        weight_of={name: f"{prefix}{cell(rows[name], WHOLE, fixed='both')}" for name in points},
        changed=f"SUMPRODUCT(--(ABS({now}-{then})>0.000000001))",
    )


def _points(criteria: Sequence[CriterionWeight]) -> dict[str, float]:
    """Return the points of those that count: as given if they are the shares' own, else the shares in percent.

    Given points say nothing where the views of several parties are combined, and a cell takes 0 to 100.
    """
    groups: dict[str, list[CriterionWeight]] = {}
    for one in criteria:
        if one.state is CriterionState.COUNTS and one.weight > 0:
            groups.setdefault(one.parent, []).append(one)
    found: dict[str, float] = {}
    for members in groups.values():
        whole = sum(one.given for one in members)
        own = all(one.given <= 100 and abs(one.given - one.share * whole) < 1e-9 * max(1.0, whole) for one in members)
        found |= {one.id: one.given if own and whole > 0 else 100 * one.share for one in members}
    return found
