"""The sheet of the ranking: what the worths and weights come to, in order, beside what was agreed.

Above stands the ranking in order of score, below what it is computed from, in order of id. All of it follows the points
and worths of the other sheets. Ranks are those of the report (`scoring.ranking.rank`): who is within the resolution of
the first of a group shares its rank, and on a tie the id decides the order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolselect.model.result import Standing
from toolselect.report.as_xlsx.book import AFTER, BRANCHES, LINE, OTHER, area, cell, clean
from toolselect.report.view.index import musts_text, plan_name
from toolselect.scoring.ranking import SLACK, in_order

if TYPE_CHECKING:
    from toolselect.model.result import Interval, VendorScore
    from toolselect.report.as_xlsx.book import Book, Sheet
    from toolselect.report.as_xlsx.scores import Worths
    from toolselect.report.as_xlsx.weights import Points

RANK, NAME, SCORE, LOW, HIGH, AGREED_RANK, AGREED_SCORE, MUSTS, PLAN, COST_LOW, COST_HIGH, BRANCH = range(12)
CHART_ROWS, CHART_PIXELS = 19, 380
_EQUAL = 1e-6  # points: a sum in another order differs by less
_PATTERNS = ("wide_upward_diagonal", "light_upward_diagonal", "wide_downward_diagonal", "dark_horizontal", "small_grid")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """Which rows and columns are what; `row_of` is where a vendor is computed, `helper` the first hidden column."""

    ranked: tuple[VendorScore, ...]
    by_id: tuple[VendorScore, ...]
    tops: tuple[str, ...]
    sorted_first: int
    computed_first: int
    resolution: str

    @property
    def helper(self) -> int:
        return BRANCH + len(self.tops)

    def computed(self, column: int) -> str:
        """Return the area of a column of the part below."""
        return area(self.computed_first, column, self.computed_first + len(self.by_id) - 1, column)


def write(book: Book, points: Points, worths: Worths) -> None:
    """Write the sheet, and make it the one that opens."""
    index, words = book.index, book.words
    evaluation = index.evaluation
    order = in_order({one.id: one.score for one in evaluation.vendors if one.rank is not None})
    tops = tuple(one.id for one in index.tops() if one.id in worths.branches)
    widths = [8, 42, 9, 9, 9, 9, 9, 20, 26, 13, 13, *[13] * len(tops), 8, 8]
    sheet = book.sheet(words.say("xlsx.ranking"), widths)
    start = sheet.opening(words.say("xlsx.ranking.title"), words.say("xlsx.ranking.intro"), "")
    sheet.number(start, RANK, index.study.resolution, book.style("input", num_format="0.0##"))
    sheet.text(start, NAME, words.say("xlsx.ranking.resolution"), book.style("note", **AFTER))
    start += 2
    chart_rows = CHART_ROWS + len(order) // 2 if order else 0
    layout = _Layout(
        ranked=tuple(evaluation.vendor(one) for one in order),
        by_id=tuple(sorted(evaluation.vendors, key=lambda one: one.id)),
        tops=tops,
        sorted_first=start + 1,
        computed_first=start + 1 + len(order) + 1 + chart_rows + 3,
        resolution=cell(start - 2, RANK, fixed="both"),
    )
    if order:
        _heads(sheet, start, layout)
        _sorted(sheet, layout)
        _chart(sheet, layout)
    else:
        sheet.text(start, NAME, words.say("xlsx.ranking.none"), book.style("banner"))
    below = layout.computed_first
    sheet.text(below - 2, RANK, words.say("xlsx.ranking.computed"), book.style("banner"))
    _heads(sheet, below - 1, layout)
    for offset, vendor in enumerate(layout.by_id):
        _computed(sheet, below + offset, vendor, layout, worths)
    _banner(sheet, layout, points)
    sheet.raw.freeze_panes(0, NAME + 1)
    sheet.raw.set_column(layout.helper, layout.helper + 2, 8, None, {"hidden": True})
    sheet.raw.activate()


def _heads(sheet: Sheet, row: int, layout: _Layout) -> None:
    words, index = sheet.book.words, sheet.book.index
    heads = (
        words.say("xlsx.ranking.rank"),
        words.say("head.alternative"),
        words.say("xlsx.ranking.score"),
        words.say("xlsx.lowest"),
        words.say("xlsx.highest"),
        words.say("xlsx.ranking.agreed rank"),
        words.say("xlsx.ranking.agreed score"),
        words.say("xlsx.ranking.musts"),
        words.say("xlsx.plan"),
        words.say("xlsx.ranking.cost low", currency=_currency(layout)),
        words.say("xlsx.ranking.cost high", currency=_currency(layout)),
        *(index.title(top) for top in layout.tops),
    )
    sheet.raw.set_row(row, 48)
    sheet.heads(row, heads, (RANK, *range(SCORE, AGREED_SCORE + 1), *range(COST_LOW, layout.helper)))


def _plan(sheet: Sheet, vendor: VendorScore) -> str:
    return plan_name(vendor, sheet.book.words) if vendor.standing is not Standing.STATUS_QUO else ""


def _currency(layout: _Layout) -> str:
    return next((one.plan.cost.currency for one in layout.by_id if one.plan.cost.currency), "")


# --- what it is computed from ------------------------------------------------------------------------------------


def _computed(sheet: Sheet, row: int, vendor: VendorScore, layout: _Layout, worths: Worths) -> None:
    book = sheet.book
    index, words = book.index, book.words
    figure = book.style("number", num_format="0.0")
    ranked = vendor.rank is not None
    applying = f"SUMPRODUCT({worths.weights()},--ISNUMBER({worths.worths(vendor.id, 1)}))"
    sheet.text(row, NAME, vendor.name, book.style("text", **AFTER))
    for column, end, value in ((SCORE, 1, "mid"), (LOW, 0, "low"), (HIGH, 2, "high")):
        whole = f"SUMPRODUCT({worths.weights()},{worths.worths(vendor.id, end)})"
        formula = f'=IF({applying}>0,MIN(100,{whole}/{applying}),"")'
        sheet.formula(row, column, formula, getattr(vendor.score, value, None), figure)
    added = index.top_points(vendor)
    for column, top in enumerate(layout.tops, start=BRANCH):
        part = f"SUMPRODUCT({worths.weights(top)},{worths.worths(vendor.id, 1, top)})"
        formula = f'=IF({applying}>0,{part}/{applying},"")'
        sheet.formula(row, column, formula, added.get(top, 0.0) if vendor.score is not None else None, figure)
    # A vendor that fails a must-have has a score and no place: an empty text is no figure to RANK.
    counted, place = cell(row, layout.helper), cell(row, layout.helper + 1)
    score = cell(row, SCORE)
    mid = vendor.score.mid if vendor.score is not None else None
    if ranked:
        rounded = None if mid is None else round(mid, 9)
        formula = f'=IF(ISNUMBER({score}),ROUND({score},9),"")'
        sheet.formula(row, layout.helper, formula, rounded, book.style("quiet"))
        before = f"COUNTIF({cell(layout.computed_first, layout.helper, fixed='both')}:{counted},{counted})-1"
        formula = f'=IF(ISNUMBER({counted}),RANK({counted},{layout.computed(layout.helper)},0)+{before},"")'
        position = [one.id for one in layout.ranked].index(vendor.id) + 1
        sheet.formula(row, layout.helper + 1, formula, position, book.style("quiet"))
        last = layout.sorted_first + len(layout.ranked) - 1
        positions = area(layout.sorted_first, layout.helper, last, layout.helper)
        ranks = area(layout.sorted_first, RANK, last, RANK)
        formula = f'=IF(ISNUMBER({place}),INDEX({ranks},MATCH({place},{positions},0)),"")'
        sheet.formula(row, RANK, formula, vendor.rank, book.style("number", bold=True))
    else:
        sheet.text(row, RANK, "\u2013", book.style("quiet", align="right"))
        sheet.text(row, layout.helper, "", book.style("quiet"))
    agreed, then = book.style("quiet", num_format="0.0"), cell(row, AGREED_SCORE)
    sheet.number(row, AGREED_RANK, vendor.rank, book.style("quiet"))
    sheet.number(row, AGREED_SCORE, mid, agreed)
    moved = f"IF(ISNUMBER({score}),IF(ISNUMBER({then}),--(ABS({score}-{then})>{_EQUAL:f}),1),--ISNUMBER({then}))"
    sheet.formula(row, layout.helper + 2, f"={moved}", 0, book.style("quiet"))
    sheet.text(row, MUSTS, musts_text(vendor, words), book.style("text", **AFTER))
    sheet.text(row, PLAN, _plan(sheet, vendor), book.style("text"))
    for column, cost in ((COST_LOW, vendor.plan.cost.low), (COST_HIGH, vendor.plan.cost.high)):
        if cost is None:
            sheet.text(row, column, words.say("not known"), book.style("quiet", align="right"))
        else:
            sheet.number(row, column, cost, book.style("number", num_format="#,##0"))


# --- in order ----------------------------------------------------------------------------------------------------


def _sorted(sheet: Sheet, layout: _Layout) -> None:
    """Write the ranking: each row looks up who is at its place, and its rank follows from the row above."""
    book, index = sheet.book, sheet.book.index
    words = book.words
    best = 0.0
    for offset, vendor in enumerate(layout.ranked):
        row, leads = layout.sorted_first + offset, vendor.rank == 1
        score: Interval | None = vendor.score
        if score is None:  # pragma: no cover - ranked ones have a score
            continue
        strong: dict[str, str | int | bool] = {"bold": True} if leads else {}
        # Hidden: the place that this row shows, where its alternative is computed, and the best score of its group.
        place, found, group = (cell(row, layout.helper + n) for n in range(3))
        sheet.number(row, layout.helper, offset + 1, book.style("quiet"))
        places = layout.computed(layout.helper + 1)
        at = next(n for n, one in enumerate(layout.by_id, start=1) if one.id == vendor.id)
        sheet.formula(row, layout.helper + 1, f"=IFERROR(MATCH({place},{places},0),0)", at, book.style("quiet"))
        above, here = cell(row - 1, layout.helper + 2), cell(row, SCORE)
        best = best if offset and vendor.rank == layout.ranked[offset - 1].rank else score.mid
        joins = f"IF({above}-{here}<={layout.resolution}+{SLACK:.9f},{above},{here})" if offset else here
        formula = f'=IF(ISNUMBER({here}),{joins},"")'
        sheet.formula(row, layout.helper + 2, formula, best, book.style("quiet"))
        rank = f"IF({above}={group},{cell(row - 1, RANK)},{place})" if offset else "1"
        formula = f'=IF(ISNUMBER({here}),{rank},"")'
        sheet.formula(row, RANK, formula, vendor.rank, book.style("number", **strong))
        cost, added = vendor.plan.cost, index.top_points(vendor)
        shown: list[tuple[int, float | str | None, str]] = [
            (NAME, vendor.name, ""),
            (SCORE, score.mid, "0.0"),
            (LOW, score.low, "0.0"),
            (HIGH, score.high, "0.0"),
            (AGREED_RANK, vendor.rank, "0"),
            (AGREED_SCORE, score.mid, "0.0"),
            (MUSTS, musts_text(vendor, words), ""),
            (PLAN, _plan(sheet, vendor), ""),
            (COST_LOW, words.say("not known") if cost.low is None else cost.low, "#,##0"),
            (COST_HIGH, words.say("not known") if cost.high is None else cost.high, "#,##0"),
            *((column, added.get(top, 0.0), "0.0") for column, top in enumerate(layout.tops, start=BRANCH)),
        ]
        for column, value, form in shown:
            # An empty cell would be looked up as 0: `&""` keeps a text a text.
            text = '&""' if column in {MUSTS, PLAN} else ""
            formula = f'=IF({found}>0,INDEX({layout.computed(column)},{found}){text},"")'
            more: dict[str, str | int | bool] = {"align": "left", "indent": int(column in {NAME, MUSTS})}
            if form:
                more = {"num_format": form, "align": "right"}
            sheet.formula(row, column, formula, value, book.style("number", **more, **strong))
    first, last = layout.sorted_first, layout.sorted_first + len(layout.ranked) - 1
    leading = {"type": "formula", "criteria": f"=$A{first + 1}=1", "format": book.workbook.add_format({"bold": True})}
    bars = {
        "type": "data_bar",
        "bar_solid": True,
        "bar_color": "#8CC1F0",
        "min_type": "num",
        "min_value": 0,
        "max_type": "num",
        "max_value": 100,
    }
    sheet.raw.conditional_format(first, SCORE, last, SCORE, bars)
    sheet.raw.conditional_format(first, RANK, last, layout.helper - 1, leading)


def _chart(sheet: Sheet, layout: _Layout) -> None:
    book = sheet.book
    words, index = book.words, book.index
    chart = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    first, last = layout.sorted_first, layout.sorted_first + len(layout.ranked) - 1
    for number, (column, top) in enumerate(list(enumerate(layout.tops, start=BRANCH))):
        pattern = {"pattern": _PATTERNS[number % len(_PATTERNS)], "fg_color": OTHER, "bg_color": "#FFFFFF"}
        fill = {"fill": {"color": BRANCHES[top]}} if top in BRANCHES else {"pattern": pattern}
        chart.add_series(
            {
                "name": [sheet.name, first - 1, column],
                "categories": [sheet.name, first, NAME, last, NAME],
                "values": [sheet.name, first, column, last, column],
                "border": {"color": "#FFFFFF", "width": 0.75},
                "gap": 45,
                **fill,
            }
        )
    chart.set_title(
        {"name": words.say("xlsx.ranking.chart"), "name_font": {"size": 12, "bold": True}, "overlay": False}
    )
    chart.set_x_axis(
        {"min": 0, "max": 100, "major_gridlines": {"visible": True, "line": {"color": LINE}}, "num_format": "0"}
    )
    chart.set_y_axis({"reverse": True, "num_font": {"size": 10}})
    chart.set_legend({"position": "bottom", "font": {"size": 9}})
    chart.set_size({"width": 980, "height": CHART_PIXELS + 10 * len(layout.ranked)})
    names = clean(words.listed([index.title(top) for top in layout.tops]))
    sheet.raw.insert_chart(last + 2, NAME, chart, {"description": words.say("xlsx.ranking.chart said", branches=names)})


def _banner(sheet: Sheet, layout: _Layout, points: Points) -> None:
    """Say in one line whether this is what was agreed; texts stand in cells, so that no name gets into a formula."""
    book, words = sheet.book, sheet.book.words
    evaluation = book.index.evaluation
    first = words.listed([evaluation.vendor(one).name for one in evaluation.verdict.first])
    as_agreed = words.say("xlsx.ranking.as agreed")
    tried = words.say("xlsx.ranking.tried, none") if not first else words.say("xlsx.ranking.tried", first=first)
    spare = layout.helper + 2
    below = layout.computed_first + len(layout.by_id)
    sheet.text(below, spare, as_agreed, book.style("quiet"))
    sheet.text(below + 1, spare, tried, book.style("quiet"))
    moved = f"{points.changed}+SUM({layout.computed(spare)})"
    same, other = cell(below, spare, fixed="both"), cell(below + 1, spare, fixed="both")
    sheet.formula(2, 0, f"=IF({moved}>0,{other},{same})", as_agreed, book.style("banner"))
