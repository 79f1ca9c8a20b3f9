"""One alternative against the field: its own stacked bar, and a tick where each of the others stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toolselect.report.charts import score_bars
from toolselect.report.charts.drawing import Path, written
from toolselect.report.charts.scales import Scale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolselect.report.charts.drawing import Drawing, Mark

HEIGHT = 22.0


def chart(
    stack: score_bars.Stack, identity: str, title: str, description: str, *, field: Sequence[float], others: str
) -> Drawing:
    """Return the bar on 0 to 100 with ticks at the scores of the others (`field`); `others` labels its grey part."""
    across = Scale(0, 100, 0, score_bars.WIDTH)
    bare = score_bars.bar(replace(stack, interval=None), identity, others)
    ticks = "".join(f"M{written(across(score))} 14V20" for score in field)
    ticked: list[Mark] = [Path(ticks, "now")] if ticks else []
    return replace(
        bare,
        height=f"{HEIGHT:.0f}",
        title=title,
        description=description,
        marks=(*bare.marks, *ticked),
    )
