"""What makes up each score: stacked bars of the four named branches and all others, with the interval below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolselect.report.charts.drawing import BRANCHES, Drawing, label, line, rect, whisker
from toolselect.report.charts.labels import fitted
from toolselect.report.charts.scales import Scale

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from toolselect.report.charts.drawing import Mark, Role

WIDTH, HEIGHT = 300.0, 24.0
GAP = 1.5
ROOM = 54.0
ROLES: Mapping[str, Role] = {"api": "b0", "scalability": "b1", "roi": "b2", "compliance": "b3"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """One alternative: the points that each top branch adds (by id, in order), and the interval of its score.

    `name` and `figure` are what stands left and right of it in a whole chart; `said` tells it in words.
    """

    name: str
    figure: str
    said: str
    points: Mapping[str, float]
    interval: tuple[float, float] | None


def bar(stack: Stack, identity: str, others: str) -> Drawing:
    """Return one bar for a table row, 0 to 100 over its whole width. `others` is the label of the grey part."""
    marks = tuple(_marks(stack, Scale(0, 100, 0, WIDTH), 2.0, others))
    return Drawing(
        id=identity, width=_px(WIDTH), height=_px(HEIGHT), title=stack.name, description=stack.said, marks=marks
    )


def chart(stacks: Sequence[Stack], identity: str, title: str, description: str, others: str) -> Drawing:
    """Return all bars one below the other with names, figures and an axis, for readers without the table."""
    left, right, step = 170.0, 520.0, 34.0
    scale = Scale(0, 100, left, right)
    bottom = 18 + step * len(stacks)
    marks: list[Mark] = []
    for tick in (0, 25, 50, 75, 100):
        marks.append(line(((scale(tick), 16), (scale(tick), bottom)), "grid"))
        marks.append(label(scale(tick), 10, str(tick), "quiet", "middle"))
    for number, stack in enumerate(stacks):
        top = 22 + step * number
        marks.append(label(0, top + 10, fitted(stack.name, left - 12), "strong" if number == 0 else "text"))
        marks.extend(_marks(stack, scale, top, others))
        marks.append(label(right + 50, top + 10, stack.figure, "strong" if number == 0 else "text", "end"))
    return Drawing(
        id=identity,
        width=_px(right + 50),
        height=_px(bottom + 4),
        title=title,
        description=description,
        marks=tuple(marks),
    )


def _marks(stack: Stack, scale: Scale, top: float, others: str) -> Iterator[Mark]:
    yield rect(scale.start, top, scale.end - scale.start, 11, "track")
    at = 0.0
    named = [(branch, stack.points[branch]) for branch in BRANCHES if branch in stack.points]
    rest = sum(points for branch, points in stack.points.items() if branch not in BRANCHES)
    for branch, points in [*named, ("", rest)]:
        start, end = scale(at), scale(at + points)
        at += points
        if end - start <= GAP:
            continue
        yield rect(start, top, end - start - GAP, 11, ROLES.get(branch, "other"))
        if not branch and end - start > ROOM:
            yield label((start + end) / 2, top + 9.5, others, "on", "middle")
    if stack.interval is not None:
        yield whisker(scale(stack.interval[0]), scale(stack.interval[1]), top + 17, 3)


def _px(value: float) -> str:
    return f"{value:.0f}"
