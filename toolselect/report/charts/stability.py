"""Within which weights the first place stays: an interval bar for each criterion, nearest flip first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolselect.report.charts.drawing import Drawing, label, line, rect
from toolselect.report.charts.labels import fitted
from toolselect.report.charts.scales import Scale

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from toolselect.report.charts.drawing import Mark

WIDTH = 720.0
LEFT, RIGHT, TOP, STEP, BAR = 230.0, 480.0, 26.0, 24.0, 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stable:
    """One criterion: its weight (0..1 of the whole), where the first place stays, where it flips, and that in words."""

    name: str
    now: float
    safe: tuple[float, float]
    flips: tuple[float, ...]
    text: str


def chart(
    rows: Sequence[Stable], identity: str, title: str, description: str, *, percent: Callable[[float], str]
) -> Drawing:
    """Return the bars on 0 to 100 % of the weight, in the order given."""
    across = Scale(0, 1, LEFT, RIGHT)
    bottom = TOP + STEP * len(rows)
    marks: list[Mark] = []
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        marks.append(line(((across(share), TOP - 8), (across(share), bottom)), "grid"))
        marks.append(label(across(share), TOP - 14, percent(share), "quiet", "middle"))
    for number, row in enumerate(rows):
        y = TOP + STEP * (number + 0.5)
        marks.append(label(0, y + 4, fitted(row.name, LEFT - 12)))
        marks.append(rect(LEFT, y - BAR / 2, RIGHT - LEFT, BAR, "track"))
        low, high = (across(end) for end in row.safe)
        marks.append(rect(low, y - BAR / 2, high - low, BAR, "safe"))
        marks += [line(((across(flip), y - 8), (across(flip), y + 8)), "flip") for flip in row.flips]
        marks.append(line(((across(row.now), y - 8), (across(row.now), y + 8)), "now"))
        marks.append(label(RIGHT + 12, y + 4, fitted(row.text, WIDTH - RIGHT - 12), "text"))
    return Drawing(
        id=identity,
        width=f"{WIDTH:.0f}",
        height=f"{bottom + 4:.0f}",
        title=title,
        description=description,
        marks=tuple(marks),
    )
