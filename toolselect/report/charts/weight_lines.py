"""How scores move with the weight of one criterion, all other weights keeping their proportions: a line each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolselect.report.charts.drawing import Drawing, dot, label, line
from toolselect.report.charts.labels import fitted
from toolselect.report.charts.scales import Scale, spread, ticks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from toolselect.report.charts.drawing import Mark, Role

WIDTH, HEIGHT = 720.0, 266.0
LEFT, RIGHT, TOP, BOTTOM = 40.0, 480.0, 34.0, 222.0
GAP, ROOM = 15.0, 214.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One alternative: its score (0..100) by weight (0..1 of the whole), ascending; the label at its end."""

    name: str
    points: tuple[tuple[float, float], ...]
    role: Role
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A weight (0..1) that is marked, the score there, and what it says."""

    at: float
    score: float
    text: str


def chart(
    lines: Sequence[Line],
    identity: str,
    title: str,
    description: str,
    *,
    now: Sign,
    flips: Sequence[Sign],
    axis_text: str,
    percent: Callable[[float], str],
) -> Drawing:
    """Return the chart over the weights that the lines span: `now` is the agreed one, at `flips` the first changes."""
    every = [score for one in lines for _, score in one.points]
    levels = ticks(min(every), max(every), 5)
    across = Scale(lines[0].points[0][0], lines[0].points[-1][0], LEFT, RIGHT)
    up = Scale(levels[0], levels[-1], BOTTOM, TOP)
    marks: list[Mark] = []
    for level in levels:
        marks.append(line(((LEFT, up(level)), (RIGHT, up(level))), "grid"))
        marks.append(label(LEFT - 6, up(level) + 4, f"{level:g}", "quiet", "end"))
    shares = [share for share in ticks(across.low, across.high, 5) if share <= across.high + 1e-9]
    marks += [label(across(share), BOTTOM + 20, percent(share), "quiet", "middle") for share in shares]
    marks.append(label((LEFT + RIGHT) / 2, BOTTOM + 38, axis_text, "quiet", "middle"))
    marks.append(line(((across(now.at), TOP - 18), (across(now.at), BOTTOM)), "axis"))
    marks.append(label(across(now.at) + 4, TOP - 22, now.text, "text"))
    marks += [line(tuple((across(x), up(y)) for x, y in one.points), one.role) for one in reversed(lines)]
    for flip in flips:
        x, y = across(flip.at), up(flip.score)
        marks.append(line(((x, TOP - 4), (x, BOTTOM)), "flip", dashed=True))
        marks.append(dot(x, y, 4.5, "flip"))
        right = x < (LEFT + RIGHT) / 2
        marks.append(label(x + (4 if right else -4), TOP - 6, flip.text, "text", "start" if right else "end"))
    marks += _ends(lines, up)
    return Drawing(
        id=identity,
        width=f"{WIDTH:.0f}",
        height=f"{HEIGHT:.0f}",
        title=title,
        description=description,
        marks=tuple(marks),
    )


def _ends(lines: Sequence[Line], up: Scale) -> list[Mark]:
    """Return the names at the ends of the lines, moved apart, each led back to its line."""
    ends = [up(one.points[-1][1]) for one in lines]
    places = spread(ends, GAP, TOP, BOTTOM)
    marks: list[Mark] = []
    for one, end, place in zip(lines, ends, places, strict=True):
        marks.append(line(((RIGHT, end), (RIGHT + 12, place)), one.role))
        marks.append(label(RIGHT + 16, place + 4, fitted(one.name, ROOM), "strong" if one.strong else "text"))
    return marks
