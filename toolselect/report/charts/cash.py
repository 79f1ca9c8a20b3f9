"""When the money is back: the running balance by month, a panel for each of at most three alternatives."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from toolselect.report.charts.drawing import Drawing, Path, dot, label, line, written
from toolselect.report.charts.labels import fitted
from toolselect.report.charts.scales import Scale, ticks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from toolselect.report.charts.drawing import Mark

WIDTH, HEIGHT = 720.0, 250.0
LEFT, TOP, BOTTOM, BETWEEN, MARGIN = 74.0, 42.0, 212.0, 26.0, 6.0
MOST = 3
YEAR = 12
UNSEEN = 0.05
"""Pixels by which a line may miss a point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One alternative: net by month from 0 in the low, base and high scenario, and when the balance crosses nothing.

    `low` and `high` may be empty; `payback` is in months (None: never), `text` says it.
    """

    name: str
    base: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    payback: float | None
    text: str


def bends(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the points at which a line bends by more than can be seen, and its ends."""
    kept = list(points[:1])
    for number in range(1, len(points) - 1):
        (x0, y0), (x, y), (x1, y1) = kept[-1], points[number], points[number + 1]
        if x1 > x0 and abs(y0 + (y1 - y0) * (x - x0) / (x1 - x0) - y) > UNSEEN:
            kept.append((x, y))
    return [*kept, *points[-1:]] if len(points) > 1 else kept


def chart(
    panels: Sequence[Panel],
    identity: str,
    title: str,
    description: str,
    *,
    axis_text: str,
    money: Callable[[float], str],
) -> Drawing:
    """Return the panels side by side on one scale of money, a tick at each year; the zero line is the darkest."""
    shown = panels[:MOST]
    runs = [[tuple(accumulate(flows)) for flows in (one.low, one.base, one.high)] for one in shown]
    every = [0.0, *(balance for run in runs for balances in run for balance in balances)]
    levels = ticks(min(every), max(every), 6)
    up = Scale(levels[0], levels[-1], BOTTOM, TOP)
    room = (WIDTH - LEFT - MARGIN - BETWEEN * (len(shown) - 1)) / max(1, len(shown))
    room = min(room, 420.0)
    marks: list[Mark] = [label(LEFT - 8, up(level) + 4, money(level), "quiet", "end") for level in levels]
    for number, (one, (low, base, high)) in enumerate(zip(shown, runs, strict=True)):
        left = LEFT + number * (room + BETWEEN)
        across = Scale(0, max(1, len(base) - 1), left, left + room)
        marks += [
            line(((left, up(level)), (left + room, up(level))), "axis" if level == 0 else "grid") for level in levels
        ]
        if low and high:
            forth = bends([(across(month), up(balance)) for month, balance in enumerate(high)])
            back = bends([(across(month), up(balance)) for month, balance in enumerate(low)])
            outline = "L".join(f"{written(x)} {written(y)}" for x, y in (*forth, *reversed(back)))
            marks.append(Path(f"M{outline}Z", "band"))
        balances = bends([(across(month), up(balance)) for month, balance in enumerate(base)])
        marks.append(line(tuple(balances), "line"))
        if one.payback is not None:
            marks.append(dot(across(one.payback), up(0), 4.5, "flip"))
        marks.append(label(left, 12, fitted(one.name, room), "strong"))
        marks.append(label(left, 28, fitted(one.text, room), "text"))
        marks += [
            label(across(month), BOTTOM + 16, str(month // YEAR), "quiet", "middle")
            for month in range(0, len(base), YEAR)
        ]
    marks.append(label(LEFT, HEIGHT - 4, axis_text, "quiet"))
    return Drawing(
        id=identity,
        width=f"{WIDTH:.0f}",
        height=f"{HEIGHT:.0f}",
        title=title,
        description=description,
        marks=tuple(marks),
    )
