"""The ends of relative scales: the one place where vendors at hand decide what an answer is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.model.criteria import Relative
from toolselect.model.result import Standing
from toolselect.scoring import leaves, value_functions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolselect.model.criteria import Criterion
    from toolselect.scoring.gates import Placed


def bounds(asked: Sequence[Criterion], placed: Sequence[Placed]) -> dict[str, tuple[float, float]]:
    """Return, per leaf on a relative scale, the lowest and highest central figure of those still in the race.

    A vendor that failed a must-have does not stretch the scale for the others, unless all failed.
    """
    racing = [one for one in placed if one.standing is not Standing.FAILED] or placed
    found: dict[str, tuple[float, float]] = {}
    for leaf in asked:
        if isinstance(leaf.value, Relative):
            answers = [leaves.known_answers(one.held[leaf.id][0]) for one in racing]
            mids = [value_functions.raw_span(known).mid for known in answers if known]
            if mids:
                found[leaf.id] = (min(mids), max(mids))
    return found
