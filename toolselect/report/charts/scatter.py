"""Dots on a plane with names beside them: value against cost with the efficient frontier, and two sides of a score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolselect.report.charts.drawing import Drawing, dot, label, line
from toolselect.report.charts.labels import fitted, width
from toolselect.report.charts.scales import Scale, ticks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from toolselect.report.charts.drawing import Mark, Role

WIDTH, HEIGHT = 720.0, 350.0
LEFT, RIGHT, TOP, BOTTOM = 40.0, 540.0, 24.0, 300.0
LINE, RADIUS, ROOM = 14.0, 5.0, 270.0
MOVES = (0.0, -LINE, LINE, -2 * LINE, 2 * LINE, -3 * LINE, 3 * LINE)

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """An alternative at (x, y) in the figures of the axes; a `quiet` one is grey, a `strong` one is the first."""

    name: str
    x: float
    y: float
    quiet: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """What an axis is called and how its ticks are written."""

    text: str
    tick: Callable[[float], str]


def frontier(
    points: Sequence[Point], identity: str, title: str, description: str, *, across: Axis, up: Axis
) -> Drawing:
    """Return cost (from 0, to the right) against value (0 to 100): a line through the points that are not `quiet`."""
    steps = ticks(0, max((point.x for point in points), default=0.0) or 1.0, 6)
    efficient = sorted((point.x, point.y) for point in points if not point.quiet)
    return _plane(points, identity, title, description, across, up, steps, path=tuple(efficient))


def sides(
    points: Sequence[Point],
    identity: str,
    title: str,
    description: str,
    *,
    across: Axis,
    up: Axis,
    corners: tuple[str, str, str, str],
) -> Drawing:
    """Return two scores on 0 to 100 against each other, cut at 50; `corners` run from the top left, row by row."""
    return _plane(points, identity, title, description, across, up, (0, 25, 50, 75, 100), corners=corners)


def efficient(costs: Sequence[float], values: Sequence[float]) -> tuple[bool, ...]:
    """Tell of each alternative whether none costs no more and is worth no less, and is better in one of the two."""
    every = tuple(zip(costs, values, strict=True))
    return tuple(
        not any(c <= cost and v >= value and (c < cost or v > value) for c, v in every) for cost, value in every
    )


def _plane(
    points: Sequence[Point],
    identity: str,
    title: str,
    description: str,
    across: Axis,
    up: Axis,
    steps: Sequence[float],
    *,
    path: tuple[tuple[float, float], ...] = (),
    corners: tuple[str, str, str, str] | None = None,
) -> Drawing:
    right, rise = Scale(steps[0], steps[-1], LEFT, RIGHT), Scale(0, 100, BOTTOM, TOP)
    marks: list[Mark] = []
    for step in steps:
        cut: Role = "axis" if corners and step == 50 else "grid"
        marks.append(line(((right(step), TOP), (right(step), BOTTOM)), cut))
        marks.append(label(right(step), BOTTOM + 16, across.tick(step), "quiet", "middle"))
    for level in (0, 25, 50, 75, 100):
        cut = "axis" if corners and level == 50 else "grid"
        marks.append(line(((LEFT, rise(level)), (RIGHT, rise(level))), cut))
        marks.append(label(LEFT - 6, rise(level) + 4, up.tick(level), "quiet", "end"))
    if corners:
        for number, text in enumerate(corners):
            x = LEFT + 6 if number % 2 == 0 else RIGHT - 6
            y = TOP + 14 if number < 2 else BOTTOM - 8
            marks.append(label(x, y, text, "quiet", "start" if number % 2 == 0 else "end"))
    marks.append(label((LEFT + RIGHT) / 2, BOTTOM + 36, across.text, "quiet", "middle"))
    marks.append(label(0, TOP - 12, up.text, "quiet"))
    if len(path) > 1:
        marks.append(line(tuple((right(x), rise(y)) for x, y in path), "axis", dashed=True))
    placed = [(point, right(point.x), rise(point.y)) for point in points]
    marks += [dot(x, y, RADIUS, "muted" if point.quiet else "leader") for point, x, y in placed]
    marks += _names(placed, corners)
    return Drawing(
        id=identity,
        width=f"{WIDTH:.0f}",
        height=f"{HEIGHT:.0f}",
        title=title,
        description=description,
        marks=tuple(marks),
    )


def _names(placed: Sequence[tuple[Point, float, float]], corners: tuple[str, str, str, str] | None) -> list[Mark]:
    """Return a name beside each dot, moved up or down until it covers no other name and no dot."""
    taken: list[Box] = [(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS) for _, x, y in placed]
    if corners:
        taken += [(LEFT, TOP, LEFT + width(corners[0]), TOP + LINE + 4)]
        taken += [(RIGHT - width(corners[1]), TOP, RIGHT, TOP + LINE + 4)]
        taken += [(LEFT, BOTTOM - LINE - 4, LEFT + width(corners[2]), BOTTOM)]
        taken += [(RIGHT - width(corners[3]), BOTTOM - LINE - 4, RIGHT, BOTTOM)]
    marks: list[Mark] = []
    for point, x, y in sorted(placed, key=lambda each: (each[2], each[1], each[0].name)):
        text = fitted(point.name, ROOM)
        room = width(text)
        tried = [_box(x, y + move, room, right=right) for right in (True, False) for move in MOVES]
        inside = [box for box in tried if box[0] >= 0 and box[2] <= WIDTH and box[1] >= TOP - 8 and box[3] <= BOTTOM]
        box = next((b for b in inside if not any(_overlap(b, other) for other in taken)), (inside or tried)[0])
        taken.append(box)
        start = box[0] > x
        marks.append(
            label(
                box[0] if start else box[2],
                box[3] - 4,
                text,
                "strong" if point.strong else "quiet" if point.quiet else "text",
                "start" if start else "end",
            )
        )
    return marks


def _box(x: float, y: float, room: float, *, right: bool) -> Box:
    left = x + RADIUS + 4 if right else x - RADIUS - 4 - room
    return (left, y - LINE / 2, left + room, y + LINE / 2)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
