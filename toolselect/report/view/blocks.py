"""What a report is built of: paragraphs, tables, lists and folds, as text that is ready to print.

Strings here are plain text from the user's files and from this program; a template escapes them all. An address
stands only in `Link.href` and `Cell.href`, and only after `web` has let it through.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolselect.report.charts.drawing import Drawing, Rect


@dataclass(frozen=True, slots=True)
class Link:
    """A text that may lead somewhere: `href` is empty, a place on this page (`#…`) or a web address."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a table: a text, what stands smaller below it, tags, links, and the step of the heat ramp."""

    text: str = ""
    sub: str = ""
    href: str = ""
    marks: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    heat: int | None = None
    missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: the first cell is its heading. `kind` says how it is drawn, `anchor` what can lead to it."""

    cells: tuple[Cell, ...]
    kind: Literal["", "branch", "total", "muted"] = ""
    depth: int = 0
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The heading of a column."""

    text: str
    numeric: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with a caption. The first `stub` columns are repeated where a format has to split a wide one."""

    caption: str
    head: tuple[Head, ...]
    rows: tuple[Row, ...]
    stub: int = 1
    kind: Literal["table"] = "table"

    @property
    def figures(self) -> str:
        """Name the columns of figures for a style sheet, so that no cell has to: `f2 f3`, or `f2on` for all others."""
        columns = [number for number, head in enumerate(self.head, start=1) if head.numeric]
        if len(columns) > 1 and columns == list(range(2, len(self.head) + 1)):
            return "f2on"
        return " ".join(f"f{number}" for number in columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph; a `note` is set apart."""

    text: str
    note: bool = False
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Pairs of a term and what is said about it."""

    pairs: tuple[tuple[str, str], ...]
    kind: Literal["terms"] = "terms"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """Pairs of a term and the list of what is said about it."""

    pairs: tuple[tuple[str, tuple[str, ...]], ...]
    kind: Literal["lists"] = "lists"


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """Lines in order, with or without numbers."""

    items: tuple[str, ...]
    ordered: bool = False
    kind: Literal["steps"] = "steps"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading inside a section; `anchor` is what can lead to it."""

    text: str
    anchor: str = ""
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart with what is said under it: source, date, unit. A `small` one takes no more room than its marks need."""

    drawing: Drawing
    caption: str = ""
    small: bool = False
    kind: Literal["chart"] = "chart"


Plain = Paragraph | Table | Terms | Lists | Steps | Heading | Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """A long part behind its summary."""

    summary: str
    blocks: tuple[Plain, ...]
    kind: Literal["fold"] = "fold"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slider:
    """The weight of a branch that a reader can move: whole points, and the share of the whole that they make."""

    id: str
    title: str
    points: str
    share: str


@dataclass(frozen=True, slots=True)
class Preset:
    """A ready weighting that a button puts in force."""

    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialRow:
    """One alternative in the live ranking. `bar` holds a rectangle for each colour, those of no width included."""

    rank: str
    name: str
    plan: str
    bar: tuple[Rect, ...]
    score: str
    chance: str
    leader: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """The live ranking by weights of the reader's own; the first preset is the agreed one. Only HTML can show it.

    `data` is what the script of the page reads, as JSON (`view.what_if` says what it means); `chances` tells that the
    rows hold shares of draws; `labels` are what a template prints, by name.
    """

    sliders: tuple[Slider, ...]
    presets: tuple[Preset, ...]
    legend: tuple[tuple[str, str], ...]
    rows: tuple[TrialRow, ...]
    chances: bool
    data: str
    labels: Mapping[str, str]
    kind: Literal["trial"] = "trial"


Block = Plain | Fold | Trial


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of the report, under its number or, in the appendix, its letter."""

    id: str
    number: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def charts(self) -> tuple[Drawing, ...]:
        """Return the section's charts, in order."""
        plain = (p for block in self.blocks for p in (block.blocks if isinstance(block, Fold) else (block,)))
        return tuple(p.drawing for p in plain if isinstance(p, Chart))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One key figure: what it is, the figure, its unit, and what has to be said beside it.

    `meter` (0..1) is drawn as a small bar behind the figure (None: none).
    """

    label: str
    value: str
    unit: str = ""
    note: str = ""
    meter: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RankRow:
    """One alternative in the ranking.

    `interval` is what `interval_said` of the ranking names: that of the draws, or the possible range. `chance` is the
    share of draws in which it is first (empty: not simulated), `total` the cost over the horizon (empty: no business
    case), `cost` the licences a year.
    """

    rank: str
    name: str
    plan: str
    score: str
    interval: str
    bar: Drawing
    coverage: str
    proven: str
    chance: str
    total: str
    cost: str
    musts: str
    leader: bool
    status_quo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The ranking: its finding as a title, what the bars show, the heads of its columns, its rows.

    `legend` pairs the role of a colour with the branches that it stands for.
    """

    title: str
    caption: str
    legend: tuple[tuple[str, str], ...]
    chance_head: str
    cost_head: str
    rows: tuple[RankRow, ...]
    chart: Drawing | None


@dataclass(frozen=True, slots=True)
class Out:
    """An alternative that is not ranked, or a must-have that is not proven, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two alternatives differ: signed points (or money) for the first one, and in words."""

    points: str
    favours_first: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """First against second place."""

    title: str
    intro: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something still to be found out that could turn an order: what, and what to ask whom."""

    text: str
    ask: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """A weight or an answer that would change the first place: from what to what, and who would then lead."""

    label: str
    move: str
    winner: str
    bar: Drawing
    sub: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flips:
    """What would change the first place, nearest first, and what is to be said about it."""

    intro: str
    rows: tuple[Flip, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked, until when (empty: no date), of whom (empty: nobody named)."""

    by: str
    text: str
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """The first screen. `labels` are the headings that a template prints, by name."""

    verdict: str
    lede: str
    tone: Literal["go", "caution", "stop"]
    about: str
    figures: tuple[Figure, ...]
    ranking: Ranking
    out: tuple[Out, ...]
    unproven: tuple[Out, ...]
    evidence: str
    comparison: Comparison | None
    flips: Flips | None
    changes: tuple[Change, ...]
    changes_intro: str
    asked: tuple[Asked, ...]
    notes: tuple[str, ...]
    labels: Mapping[str, str]
    legend_text: str


def web(address: str) -> str:
    """Return a web address that may become a link, or nothing: only http and https lead anywhere."""
    lowered = address.lower()
    return address if lowered.startswith(("http://", "https://")) and not any(c.isspace() for c in address) else ""


def anchor(*parts: str) -> str:
    """Return the name of a place on the page, made of ids: letters, digits, `-` and `_` stay, others are spelt out."""
    return "-".join(
        "".join(c if c.isascii() and (c.isalnum() or c in "-_") else f".{ord(c):x}." for c in p) for p in parts
    )
