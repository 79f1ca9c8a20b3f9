"""The workbook itself: sheets, styles, and the only ways in which anything gets into a cell."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from typing import TYPE_CHECKING, Literal

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from toolselect import terminal
from toolselect.report.view.blocks import web

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from toolselect.report.view.index import Index

INK, QUIET, LINE, WASH, TRACK = "#111D27", "#4F5D6B", "#D5DBE1", "#E8EFF6", "#EEF1F4"
ACCENT = "#12436D"
EDITABLE, EDITED = "#FFF7DF", "#0B3C8C"  # what may be changed: blue on yellow, as spreadsheets of finance have it
HEAT = ("#FFFFFF", "#7FB0D9")
BRANCHES: Mapping[str, str] = {"api": "#12436D", "scalability": "#2073BC", "roi": "#28A197", "compliance": "#B0891F"}
"""The colours of the four named branches; all others are one hatched grey."""
OTHER = "#8A96A3"

AFTER: Mapping[str, str | int | bool] = {"align": "left", "indent": 1}
"""How a text stands beside a figure."""

MOST_CHARACTERS = 32_767
MOST_LINES = 12
LONGEST_LINK = 2_079
MOST_LINKS = 65_530

# What XML or a spreadsheet can't hold, and marks that turn the direction of a text; line ends are kept.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)

Look = Literal[
    "title", "note", "head", "head right", "text", "wrapped", "quiet", "branch", "total", "number", "input", "banner"
]
_LOOKS: Mapping[Look, Mapping[str, str | int | bool]] = {
    "title": {"bold": True, "font_size": 15},
    "note": {"font_color": QUIET},
    "banner": {"bold": True, "font_size": 12},
    "head": {"bold": True, "font_color": "#FFFFFF", "text_wrap": True, "valign": "bottom", "border_color": LINE},
    "head right": {
        "bold": True,
        "font_color": "#FFFFFF",
        "text_wrap": True,
        "valign": "bottom",
        "align": "right",
        "border_color": LINE,
    },
    "text": {"bottom": 1, "bottom_color": LINE},
    "wrapped": {"bottom": 1, "bottom_color": LINE, "text_wrap": True},
    "quiet": {"bottom": 1, "bottom_color": LINE, "font_color": QUIET},
    "branch": {"bottom": 1, "bottom_color": LINE, "bold": True, "bg_color": WASH},
    "total": {"bold": True, "top": 1, "bottom": 1, "top_color": INK, "bottom_color": INK, "bg_color": TRACK},
    "number": {"bottom": 1, "bottom_color": LINE},
    "input": {"bottom": 1, "bottom_color": LINE, "bg_color": EDITABLE, "font_color": EDITED, "locked": False},
}


def clean(text: str) -> str:
    """Return a text as a cell can hold it: no control characters, no marks of direction, at most 32,767 characters."""
    text = _UNSEEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "\u2026"


def cell(row: int, column: int, *, fixed: Literal["", "row", "column", "both"] = "") -> str:
    """Return the name of a cell such as `$C4`, counted from 0."""
    name: str = xl_rowcol_to_cell(row, column, row_abs=fixed in {"row", "both"}, col_abs=fixed in {"column", "both"})
    return name


def area(first_row: int, first_column: int, last_row: int, last_column: int) -> str:
    """Return the name of an area such as `$C$4:$C$9`, counted from 0."""
    name: str = xl_range_abs(first_row, first_column, last_row, last_column)
    return name


class Book:
    """A workbook in the making. `index` is the evaluation with its words; `accent` the colour of heads of tables."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.words = index.words
        brand = index.study.brand
        self.accent = brand.primary.upper() if brand is not None and brand.primary else ACCENT
        self._bytes = io.BytesIO()
        self.workbook = Workbook(
            self._bytes,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
        )
        self._formats: dict[tuple[tuple[str, str | int | bool], ...], Format] = {}
        day = index.study.as_of
        self.workbook.set_properties(
            {
                "title": clean(index.study.title),
                "company": clean(brand.name if brand is not None else index.study.organisation.name),
                "comments": clean(
                    self.words.say("page.made by", version=index.evaluation.version, day=self.words.day(day))
                ),
                "created": dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC),
            }
        )
        self.workbook.set_calc_mode("auto")

    def sheet(self, name: str, widths: Sequence[float]) -> Sheet:
        """Return a new sheet with columns so many characters wide."""
        return Sheet(self, name, widths)

    def style(self, look: Look, **more: str | int | bool) -> Format:
        """Return a format: a named look with changes."""
        given: dict[str, str | int | bool] = {"font_name": "Calibri", "font_size": 11, "font_color": INK}
        given |= {"valign": "top", **_LOOKS[look]}
        if look in {"head", "head right"}:
            given["bg_color"] = self.accent
        given |= more
        key = tuple(sorted(given.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(given)
        return self._formats[key]

    def finished(self) -> bytes:
        """Return the file."""
        self.workbook.close()
        return self._bytes.getvalue()


class Sheet:
    """One sheet; all that is written goes through here. Rows and columns count from 0."""

    def __init__(self, book: Book, name: str, widths: Sequence[float]) -> None:
        self.book = book
        self.name = name
        self.widths = widths
        self.raw: Worksheet = book.workbook.add_worksheet(name)
        self._links = 0
        for column, width in enumerate(widths):
            self.raw.set_column(column, column, width)
        self.raw.hide_gridlines(2)
        self.raw.set_landscape()
        self.raw.set_paper(9)  # A4
        self.raw.fit_to_pages(1, 0)

    @property
    def reference(self) -> str:
        """Return how formulas of other sheets name this one."""
        return "'" + self.name.replace("'", "''") + "'!"

    def opening(self, title: str, *notes: str) -> int:
        """Write the title and what the reader should know first; return the row after an empty one."""
        self.raw.set_row(0, 22)
        self.text(0, 0, title, self.book.style("title"))
        for row, note in enumerate(notes, start=1):
            self.text(row, 0, note, self.book.style("note"))
        return len(notes) + 2

    def heads(self, row: int, titles: Sequence[str], right: Sequence[int] = (), column: int = 0) -> None:
        """Write the heads of a table; the columns `right` hold figures."""
        for offset, title in enumerate(titles):
            after = AFTER if offset - 1 in right else {}
            style = self.book.style("head right") if offset in right else self.book.style("head", **after)
            self.text(row, column + offset, title, style)

    def text(self, row: int, column: int, text: str, style: Format) -> None:
        """Write a text, whatever it looks like: never a formula, a number or a link."""
        if text:
            self.raw.write_string(row, column, clean(text), style)
        else:
            self.raw.write_blank(row, column, None, style)

    def fit(self, row: int, texts: Sequence[str]) -> None:
        """Make a row as high as its wrapped texts need: not every program does so when it opens the file."""
        lines = (
            sum(math.ceil((terminal.columns(line) + 1) / (0.95 * width)) for line in text.split("\n"))
            for text, width in zip(texts, self.widths, strict=False)
        )
        self.raw.set_row(row, 15 * min(MOST_LINES, max(1, *lines)))

    def number(self, row: int, column: int, figure: float | None, style: Format) -> None:
        """Write a figure; an empty cell if there is none."""
        if figure is None:
            self.raw.write_blank(row, column, None, style)
        else:
            self.raw.write_number(row, column, figure, style)

    def formula(self, row: int, column: int, formula: str, value: float | str | None, style: Format) -> None:
        """Write a formula of our own, with the value that Python has for it."""
        shown = clean(value) if isinstance(value, str) else value
        self.raw.write_formula(row, column, formula, style, "" if shown is None else shown)

    def link(self, row: int, column: int, address: str, text: str, **more: str | int | bool) -> None:
        """Write a text that leads to a web address; the text alone if it is none that a spreadsheet can hold."""
        self._write_link(row, column, web(address), text, **more)

    def jump(self, row: int, column: int, sheet: str, to: int, text: str, **more: str | int | bool) -> None:
        """Write a text that leads to a row of a sheet."""
        self._write_link(row, column, f"internal:'{sheet}'!A{to + 1}", text, **more)

    def _write_link(self, row: int, column: int, target: str, text: str, **more: str | int | bool) -> None:
        writable = target.isprintable() and 0 < len(target) <= LONGEST_LINK and self._links < MOST_LINKS
        look: Mapping[str, str | int | bool] = {"font_color": "#1B5A93", "underline": 1} if writable else {}
        style = self.book.style("wrapped", **{**look, **more})
        if not writable:
            self.text(row, column, text, style)
            return
        self._links += 1
        self.raw.write_url(row, column, target, style, clean(text))
