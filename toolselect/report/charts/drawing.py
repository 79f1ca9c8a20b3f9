"""What a chart is made of: rectangles, lines, paths, dots and labels, each with the role that decides its colour.

Coordinates are in pixels of the drawing's own box, rounded to 0.1, so that bytes are stable and few.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BRANCHES = ("api", "scalability", "roi", "compliance")
"""The four named branches, in the order of their colours; all others share one hatched grey."""

Role = Literal[
    "b0", "b1", "b2", "b3", "other",  # branches
    "r0", "r1", "r2", "r3", "r4", "r5",  # an ordered ramp, best rank first
    "track", "safe", "whisker", "axis", "grid", "now", "flip", "line", "line2", "line3", "muted", "band",
    "text", "quiet", "strong", "on", "over", "leader",
]  # fmt: skip
"""What a mark stands for; the style sheet and the palette of lone SVG files give each role its colours."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A filled rectangle."""

    x: str
    y: str
    width: str
    height: str
    role: Role
    kind: Literal["rect"] = "rect"


@dataclass(frozen=True, slots=True)
class Path:
    """A stroked line through points (SVG path data); `dashed` for what is not the main line."""

    d: str
    role: Role
    dashed: bool = False
    kind: Literal["path"] = "path"


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled circle."""

    x: str
    y: str
    r: str
    role: Role
    kind: Literal["dot"] = "dot"


@dataclass(frozen=True, slots=True)
class Label:
    """A text; (x, y) is its baseline's start, middle or end."""

    x: str
    y: str
    text: str
    role: Role = "text"
    anchor: Literal["start", "middle", "end"] = "start"
    kind: Literal["label"] = "label"


Mark = Rect | Path | Dot | Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A chart: its box, a title that states the finding, a description in words for those who do not see it, its marks.

    `id` is unique in a report: it names the SVG file beside a Markdown report, and the title and description inside.
    """

    id: str
    width: str
    height: str
    title: str
    description: str
    marks: tuple[Mark, ...]

    @property
    def file(self) -> str:
        """Return the name of the file that holds it beside a Markdown report."""
        return f"report-{self.id}.svg"


def written(value: float) -> str:
    """Write a coordinate with one decimal at most, none where it is whole."""
    text = f"{value + 0.0:.1f}"
    return text.removesuffix(".0") if text != "-0.0" else "0"


def rect(x: float, y: float, width: float, height: float, role: Role) -> Rect:
    """Return a rectangle; a width or height below nothing is nothing."""
    return Rect(written(x), written(y), written(max(0.0, width)), written(max(0.0, height)), role)


def line(points: tuple[tuple[float, float], ...], role: Role, *, dashed: bool = False) -> Path:
    """Return a line through points."""
    return Path("M" + "L".join(f"{written(x)} {written(y)}" for x, y in points), role, dashed)


def dot(x: float, y: float, r: float, role: Role) -> Dot:
    """Return a filled circle."""
    return Dot(written(x), written(y), written(r), role)


def label(
    x: float, y: float, text: str, role: Role = "text", anchor: Literal["start", "middle", "end"] = "start"
) -> Label:
    """Return a text at a place."""
    return Label(written(x), written(y), text, role, anchor)


def whisker(low: float, high: float, y: float, half: float = 4.0, role: Role = "whisker") -> Path:
    """Return a horizontal interval with its two ends."""
    left, right, top, bottom = written(low), written(high), written(y - half), written(y + half)
    return Path(f"M{left} {written(y)}H{right}M{left} {top}V{bottom}M{right} {top}V{bottom}", role)
