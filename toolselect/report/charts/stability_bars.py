"""How far a weight or an answer can move before the first place changes: one thin bar, for a table row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.report.charts.drawing import Drawing, line, rect
from toolselect.report.charts.scales import Scale

if TYPE_CHECKING:
    from toolselect.report.charts.drawing import Mark

WIDTH, HEIGHT = 120.0, 16.0


def bar(
    identity: str,
    said: str,
    *,
    now: float,
    safe: tuple[float, float],
    flips: tuple[float, ...],
    axis: tuple[float, float],
    possible: tuple[float, float] | None = None,
) -> Drawing:
    """Return the bar on `axis`: shaded where the first place stays (`safe`), a tick for today, red ticks at the flips.

    `possible` is drawn as a thin line: where the evidence says that the answer can be.
    """
    scale = Scale(axis[0], axis[1], 1, WIDTH - 1)
    marks: list[Mark] = [
        rect(0, 5, WIDTH, 6, "track"),
        rect(scale(safe[0]), 5, scale(safe[1]) - scale(safe[0]), 6, "safe"),
    ]
    if possible is not None:
        marks.append(line(((scale(possible[0]), 14.5), (scale(possible[1]), 14.5)), "whisker"))
    marks += [line(((scale(flip), 2), (scale(flip), 14)), "flip") for flip in flips]
    marks.append(line(((scale(now), 2), (scale(now), 14)), "now"))
    return Drawing(
        id=identity, width=f"{WIDTH:.0f}", height=f"{HEIGHT:.0f}", title=said, description=said, marks=tuple(marks)
    )
