"""What all costs over the horizon are made of: a stacked bar an alternative, four kinds of cost, from nothing on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolselect.report.charts.drawing import Drawing, label, line, rect
from toolselect.report.charts.labels import fitted, width
from toolselect.report.charts.scales import Scale, ticks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from toolselect.report.charts.drawing import Mark, Role

WIDTH = 720.0
LEFT, RIGHT, TOP, STEP, BAR = 210.0, 620.0, 48.0, 28.0, 18.0
GAP = 1.0
RAMP: tuple[Role, ...] = ("r0", "r1", "r2", "r3")


@dataclass(frozen=True, slots=True)
class Costs:
    """One alternative: its costs by kind (in the order of the legend), and their sum in words."""

    name: str
    parts: tuple[float, ...]
    text: str
    strong: bool = False


def chart(
    rows: Sequence[Costs],
    identity: str,
    title: str,
    description: str,
    *,
    legend: Sequence[str],
    money: Callable[[float], str],
) -> Drawing:
    """Return the bars in the order given, on an axis from 0."""
    steps = ticks(0, max((sum(row.parts) for row in rows), default=0.0) or 1.0, 5)
    across = Scale(0, steps[-1], LEFT, RIGHT)
    bottom = TOP + STEP * len(rows)
    marks: list[Mark] = []
    at = LEFT
    for role, text in zip(RAMP, legend, strict=True):
        marks.append(rect(at, 1, 11, 11, role))
        marks.append(label(at + 15, 11, text, "quiet"))
        at += 29 + width(text)
    for step in steps:
        marks.append(line(((across(step), TOP - 6), (across(step), bottom)), "grid"))
        marks.append(label(across(step), TOP - 12, money(step), "quiet", "middle"))
    for number, row in enumerate(rows):
        top = TOP + STEP * number + 3
        marks.append(label(0, top + 13, fitted(row.name, LEFT - 12), "strong" if row.strong else "text"))
        passed = 0.0
        for role, part in zip(RAMP, row.parts, strict=True):
            start, end = across(passed), across(passed + part)
            passed += part
            if end - start > GAP:
                marks.append(rect(start, top, end - start - GAP, BAR, role))
        marks.append(label(WIDTH, top + 13, row.text, "strong" if row.strong else "text", "end"))
    return Drawing(
        id=identity,
        width=f"{WIDTH:.0f}",
        height=f"{bottom + 4:.0f}",
        title=title,
        description=description,
        marks=tuple(marks),
    )
