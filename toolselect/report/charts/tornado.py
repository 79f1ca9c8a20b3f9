"""Which driver moves the net present value most: a bar from one end of its own range to the other, widest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolselect.report.charts.drawing import Drawing, label, line, rect
from toolselect.report.charts.labels import fitted
from toolselect.report.charts.scales import Scale, ticks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from toolselect.report.charts.drawing import Mark

WIDTH = 720.0
LEFT, RIGHT, TOP, STEP, BAR = 250.0, 660.0, 36.0, 36.0, 18.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """A driver: the net present value at the low and the high end of its range, with the ends in words."""

    name: str
    range_text: str
    at_low: float
    at_high: float


def chart(
    rows: Sequence[Driver],
    identity: str,
    title: str,
    description: str,
    *,
    base: float,
    legend: tuple[str, str],
    money: Callable[[float], str],
) -> Drawing:
    """Return the bars around `base`; `legend` names the half at the low end of a range and that at the high end."""
    ends = [base, 0.0, *(value for row in rows for value in (row.at_low, row.at_high))]
    steps = ticks(min(ends), max(ends), 6)
    across = Scale(steps[0], steps[-1], LEFT, RIGHT)
    bottom = TOP + STEP * len(rows)
    marks: list[Mark] = [
        rect(0, 1, 11, 11, "r3"),
        label(15, 11, legend[0], "quiet"),
        rect(0, 17, 11, 11, "r1"),
        label(15, 27, legend[1], "quiet"),
    ]
    for step in steps:
        marks.append(line(((across(step), TOP - 8), (across(step), bottom)), "axis" if step == 0 else "grid"))
        marks.append(label(across(step), TOP - 14, money(step), "quiet", "middle"))
    for number, row in enumerate(rows):
        top = TOP + STEP * number + 4
        marks.append(label(0, top + 7, fitted(row.name, LEFT - 10), "text"))
        marks.append(label(0, top + 21, fitted(row.range_text, LEFT - 10), "quiet"))
        for value, role in ((row.at_low, "r3"), (row.at_high, "r1")):
            start, end = sorted((across(base), across(value)))
            marks.append(rect(start, top, end - start, BAR, "r3" if role == "r3" else "r1"))
    marks.append(line(((across(base), TOP - 4), (across(base), bottom)), "now"))
    return Drawing(
        id=identity,
        width=f"{WIDTH:.0f}",
        height=f"{bottom + 4:.0f}",
        title=title,
        description=description,
        marks=tuple(marks),
    )
