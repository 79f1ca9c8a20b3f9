"""How often each alternative takes each rank in the draws: bars of 100 %, ranks from dark to light."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolselect.report.charts.drawing import Drawing, label, rect
from toolselect.report.charts.labels import fitted, width
from toolselect.report.charts.scales import Scale

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from toolselect.report.charts.drawing import Mark, Role

WIDTH = 720.0
LEFT, RIGHT, TOP, STEP, BAR = 210.0, 720.0, 30.0, 26.0, 18.0
GAP, ROOM = 1.0, 44.0
RAMP: tuple[Role, ...] = ("r0", "r1", "r2", "r3", "r4", "r5")
DARK = RAMP[:2]
"""Steps on which only the colour of the page can be read; on the others the colour of its text."""
MOST = len(RAMP)
"""Ranks that are told apart; the last step holds all that are worse."""


@dataclass(frozen=True, slots=True)
class Ranks:
    """One alternative and the share of draws (0..1) in which it takes the first, second, ... rank."""

    name: str
    shares: tuple[float, ...]


def grouped(shares: Sequence[float]) -> tuple[float, ...]:
    """Return at most `MOST` shares: the last one is that of all ranks from there on."""
    return tuple(shares) if len(shares) <= MOST else (*shares[: MOST - 1], sum(shares[MOST - 1 :]))


def chart(
    rows: Sequence[Ranks],
    identity: str,
    title: str,
    description: str,
    *,
    legend: Sequence[str],
    percent: Callable[[float], str],
) -> Drawing:
    """Return one bar an alternative, in the order given. `legend` names the steps that `grouped` leaves."""
    across = Scale(0, 1, LEFT, RIGHT)
    marks: list[Mark] = []
    at = LEFT
    for role, text in zip(RAMP, legend, strict=False):
        marks.append(rect(at, 3, 11, 11, role))
        marks.append(label(at + 15, 13, text, "quiet"))
        at += 29 + width(text)
    for number, row in enumerate(rows):
        top = TOP + STEP * number
        marks.append(label(0, top + 13, fitted(row.name, LEFT - 12), "strong" if number == 0 else "text"))
        passed = 0.0
        for role, share in zip(RAMP, grouped(row.shares), strict=False):
            start, end = across(passed), across(passed + share)
            passed += share
            if end - start <= GAP:
                continue
            marks.append(rect(start, top, end - start - GAP, BAR, role))
            if end - start > ROOM:
                marks.append(
                    label((start + end) / 2, top + 13, percent(share), "over" if role in DARK else "text", "middle")
                )
    return Drawing(
        id=identity,
        width=f"{WIDTH:.0f}",
        height=f"{TOP + STEP * len(rows):.0f}",
        title=title,
        description=description,
        marks=tuple(marks),
    )
