from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.report.test_as_html import contrast
from toolselect import resources
from toolselect.report.charts import (
    cash,
    cost_types,
    field,
    rank_acceptability,
    scatter,
    score_bars,
    score_intervals,
    stability,
    tornado,
    weight_lines,
)
from toolselect.report.charts.drawing import Dot, Drawing, Label, Path, Rect
from toolselect.report.charts.labels import fitted, width


def percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def money(amount: float) -> str:
    return f"{amount:.0f}"


def rects(drawing: Drawing, *roles: str) -> list[Rect]:
    return [mark for mark in drawing.marks if isinstance(mark, Rect) and mark.role in roles]


def labels(drawing: Drawing) -> dict[str, Label]:
    return {mark.text: mark for mark in drawing.marks if isinstance(mark, Label)}


def dots(drawing: Drawing, role: str) -> list[tuple[float, float]]:
    return [(float(m.x), float(m.y)) for m in drawing.marks if isinstance(m, Dot) and m.role == role]


def paths(drawing: Drawing, role: str) -> list[list[tuple[float, float]]]:
    found = [mark for mark in drawing.marks if isinstance(mark, Path) and mark.role == role]
    return [[(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", mark.d)] for mark in found]


# --- ranks: a bar is 100 %, its pieces are the shares -----------------------------------------------------------


def ranks(*rows: tuple[float, ...]) -> Drawing:
    bars = [rank_acceptability.Ranks(f"v{number}", row) for number, row in enumerate(rows)]
    return rank_acceptability.chart(bars, "x", "t", "d", legend=["1", "2"], percent=percent)


def test_pieces_of_a_rank_bar_are_as_long_as_their_shares() -> None:
    drawing = ranks((0.75, 0.25), (0.25, 0.75))
    first, second = [r for r in rects(drawing, "r0", "r1") if r.y == "30"]
    assert float(first.x) == 210
    assert float(first.width) == pytest.approx(0.75 * 510 - 1, abs=0.06)
    assert float(second.x) == pytest.approx(210 + 0.75 * 510, abs=0.06)
    assert "75 %" in labels(drawing)


def test_shares_too_small_for_a_label_have_none() -> None:
    assert "4 %" not in labels(ranks((0.96, 0.04)))
    assert "96 %" in labels(ranks((0.96, 0.04)))


def test_text_on_dark_steps_has_the_colour_of_the_page() -> None:
    drawing = ranks((0.2, 0.3, 0.5))
    assert [labels(drawing)[text].role for text in ("20 %", "30 %", "50 %")] == ["over", "over", "text"]


@given(st.lists(st.floats(0.01, 1), min_size=1, max_size=12))
def test_ranks_beyond_the_ramp_are_one_step_and_nothing_is_lost(parts: list[float]) -> None:
    shares = tuple(part / sum(parts) for part in parts)
    found = rank_acceptability.grouped(shares)
    assert len(found) == min(len(shares), rank_acceptability.MOST)
    assert sum(found) == pytest.approx(1.0)


# --- intervals ---------------------------------------------------------------------------------------------------


def test_the_dot_is_the_mean_and_the_tick_is_what_was_judged() -> None:
    row = score_intervals.Sure("Acme", 50, 25, 75, 100, "50 (25-75)")
    drawing = score_intervals.chart([row], "x", "t", "d")
    assert dots(drawing, "leader") == [(415, 39)]  # 210 + half of 410
    (tick,) = paths(drawing, "flip")
    assert tick[0][0] == 620
    whisker = next(mark.d for mark in drawing.marks if isinstance(mark, Path) and mark.role == "whisker")
    assert whisker.startswith("M312.5 39H517.5")


# --- weights -----------------------------------------------------------------------------------------------------


def test_a_stability_bar_is_shaded_where_the_first_stays() -> None:
    row = stability.Stable(name="Limit", now=0.2, safe=(0.0, 0.5), flips=(0.5,), text="50 %: Bolt")
    drawing = stability.chart([row], "x", "t", "d", percent=percent)
    (safe,) = rects(drawing, "safe")
    assert (float(safe.x), float(safe.width)) == (230, 125)
    assert paths(drawing, "flip")[0][0][0] == 355
    assert paths(drawing, "now")[0][0][0] == 280


def test_lines_cross_where_the_sign_stands() -> None:
    lines = [
        weight_lines.Line(name="Acme", points=((0.0, 80.0), (0.4, 60.0)), role="line", strong=True),
        weight_lines.Line(name="Bolt", points=((0.0, 60.0), (0.4, 80.0)), role="line2"),
    ]
    drawing = weight_lines.chart(
        lines,
        "x",
        "t",
        "d",
        now=weight_lines.Sign(at=0.1, score=75, text="agreed 10 %"),
        flips=[weight_lines.Sign(at=0.2, score=70, text="20 %: Bolt")],
        axis_text="Weight",
        percent=percent,
    )
    assert dots(drawing, "flip") == [(260, 128)]  # half way between 40 and 480, and between 34 and 222
    acme, bolt = labels(drawing)["Acme"], labels(drawing)["Bolt"]
    assert float(acme.y) > float(bolt.y)
    assert (acme.role, bolt.role) == ("strong", "text")


def test_names_at_line_ends_never_overlap() -> None:
    lines = [
        weight_lines.Line(name=f"v{n}", points=((0.0, 50.0), (1.0, 60.0 + n / 100)), role="muted") for n in range(8)
    ]
    now = weight_lines.Sign(at=0.5, score=55, text="now")
    drawing = weight_lines.chart(lines, "x", "t", "d", now=now, flips=[], axis_text="w", percent=percent)
    places = sorted(float(labels(drawing)[f"v{n}"].y) for n in range(8))
    assert all(b - a >= weight_lines.GAP - 0.11 for a, b in pairwise(places))


# --- money -------------------------------------------------------------------------------------------------------


def test_cost_bars_begin_at_nothing_and_their_pieces_add_up() -> None:
    row = cost_types.Costs("Acme", (100.0, 50.0, 30.0, 20.0), "200")
    drawing = cost_types.chart([row], "x", "t", "d", legend=["a", "b", "c", "d"], money=money)
    pieces = [r for r in rects(drawing, "r0", "r1", "r2", "r3") if r.height == "18"]
    assert float(pieces[0].x) == 210
    assert float(pieces[-1].x) + float(pieces[-1].width) + 1 == pytest.approx(620, abs=0.2)  # the axis ends at 200
    assert "0" in labels(drawing)


def test_the_balance_crosses_nothing_at_the_payback() -> None:
    base = (-100.0, *(10.0,) * 24)
    panel = cash.Panel(name="Acme", base=base, low=(), high=(), payback=10.0, text="back after 10 months")
    drawing = cash.chart([panel], "x", "t", "d", axis_text="Years", money=money)
    ((x, y),) = dots(drawing, "flip")
    (balance,) = paths(drawing, "line")
    assert len(balance) == 2  # straight: the points between are left out
    way = (x - balance[0][0]) / (balance[1][0] - balance[0][0])
    assert way == pytest.approx(10 / 24, abs=1e-3)
    assert balance[0][1] + way * (balance[1][1] - balance[0][1]) == pytest.approx(y, abs=0.2)
    zero = paths(drawing, "axis")
    assert zero[0][0][1] == y
    assert paths(drawing, "band") == []


def test_at_most_three_vendors_get_a_panel_with_a_band() -> None:
    flows = (-10.0, 20.0)
    panel = cash.Panel(name="Acme", base=flows, low=(-20.0, 5.0), high=(-5.0, 30.0), payback=None, text="not back")
    drawing = cash.chart([panel] * 5, "x", "t", "d", axis_text="Years", money=money)
    assert len(paths(drawing, "band")) == 3
    assert dots(drawing, "flip") == []


def test_tornado_bars_meet_at_the_base() -> None:
    rows = [tornado.Driver(name="Volume", range_text="1 to 2", at_low=-50.0, at_high=100.0)]
    drawing = tornado.chart(rows, "x", "t", "d", base=0.0, legend=("low", "high"), money=money)
    low, high = next(r for r in rects(drawing, "r3") if r.height == "18"), rects(drawing, "r1")[-1]
    assert float(low.x) + float(low.width) == pytest.approx(float(high.x), abs=0.11)
    assert float(high.width) == pytest.approx(2 * float(low.width), abs=0.21)


# --- scatters ----------------------------------------------------------------------------------------------------


def test_the_frontier_is_who_nobody_beats_on_both() -> None:
    costs, values = [0.0, 100.0, 200.0, 200.0, 100.0], [30.0, 70.0, 60.0, 80.0, 70.0]
    assert scatter.efficient(costs, values) == (True, True, False, True, True)


def test_cost_begins_at_nothing_and_dominated_ones_are_grey() -> None:
    points = [scatter.Point(name="A", x=0, y=0), scatter.Point(name="B", x=100, y=100, quiet=True)]
    axis = scatter.Axis(text="x", tick=money)
    drawing = scatter.frontier(points, "x", "t", "d", across=axis, up=axis)
    assert dots(drawing, "leader") == [(40, 300)]
    assert dots(drawing, "muted") == [(540, 24)]
    assert labels(drawing)["B"].role == "quiet"


def test_names_of_dots_at_one_place_do_not_overlap() -> None:
    points = [scatter.Point(name=f"vendor {n}", x=50, y=50) for n in range(5)]
    axis = scatter.Axis(text="x", tick=money)
    drawing = scatter.sides(points, "x", "t", "d", across=axis, up=axis, corners=("a", "b", "c", "d"))
    places = sorted(float(labels(drawing)[point.name].y) for point in points)
    assert all(b - a >= scatter.LINE - 0.11 for a, b in pairwise(places))


def test_the_field_is_ticked_under_the_bar() -> None:
    stack = score_bars.Stack(name="Acme", figure="60", said="", points={"api": 60.0}, interval=(50, 70))
    drawing = field.chart(stack, "x", "t", "d", field=[20.0, 80.0], others="others")
    ticks = [mark.d for mark in drawing.marks if isinstance(mark, Path) and mark.role == "now"]
    assert ticks == ["M60 14V20M240 14V20"]
    assert not [mark for mark in drawing.marks if isinstance(mark, Path) and mark.role == "whisker"]


# --- texts -------------------------------------------------------------------------------------------------------


@given(st.text(max_size=60), st.floats(20, 300))
def test_a_fitted_text_fits(text: str, room: float) -> None:
    found = fitted(text, room)
    assert found == text or (width(found) <= room and found.endswith("\u2026"))


def test_east_asian_letters_take_a_square() -> None:
    assert width("\u5ba2\u670d") == 24


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
def test_shares_can_be_read_on_every_step_of_the_ramp(mode: int) -> None:
    css = (resources.root("templates") / "charts.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--([\w]+):(#[0-9a-f]+)", re.findall(r":root\{([^}]*--ground[^}]*)\}", css)[mode]))
    for role in rank_acceptability.RAMP:
        ink = "ground" if role in rank_acceptability.DARK else "mark"
        assert contrast(colours[ink], colours[role]) >= 4.5, role
