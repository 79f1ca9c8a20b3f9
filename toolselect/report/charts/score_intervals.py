"""How sure each score is: a dot for the mean of the draws, a line that holds 90 % of them, a tick as judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolselect.report.charts.drawing import Drawing, dot, label, line, whisker
from toolselect.report.charts.labels import fitted
from toolselect.report.charts.scales import Scale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolselect.report.charts.drawing import Mark

WIDTH = 720.0
LEFT, RIGHT, TOP, STEP = 210.0, 620.0, 26.0, 26.0


@dataclass(frozen=True, slots=True)
class Sure:
    """One alternative: the mean of its drawn scores and the ends of the interval (all 0..100), and what stands right.

    `judged` is its score without any doubt.
    """

    name: str
    mean: float
    low: float
    high: float
    judged: float
    text: str


def chart(rows: Sequence[Sure], identity: str, title: str, description: str) -> Drawing:
    """Return one dot and interval an alternative, in the order given, on 0 to 100."""
    across = Scale(0, 100, LEFT, RIGHT)
    bottom = TOP + STEP * len(rows)
    marks: list[Mark] = []
    for tick in (0, 25, 50, 75, 100):
        marks.append(line(((across(tick), TOP - 8), (across(tick), bottom)), "grid"))
        marks.append(label(across(tick), TOP - 14, str(tick), "quiet", "middle"))
    for number, row in enumerate(rows):
        y = TOP + STEP * (number + 0.5)
        marks.append(label(0, y + 4, fitted(row.name, LEFT - 12), "strong" if number == 0 else "text"))
        marks.append(whisker(across(row.low), across(row.high), y))
        marks.append(line(((across(row.judged), y - 8), (across(row.judged), y + 8)), "flip"))
        marks.append(dot(across(row.mean), y, 5, "leader"))
        marks.append(label(RIGHT + 10, y + 4, row.text, "strong" if number == 0 else "text"))
    return Drawing(
        id=identity,
        width=f"{WIDTH:.0f}",
        height=f"{bottom + 4:.0f}",
        title=title,
        description=description,
        marks=tuple(marks),
    )
