"""How long evidence lives: by its kind, by its fact, by its own last day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from toolselect.model.facts import Grade

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolselect.model.facts import Fact, Source

KIND_SHELF_LIFE: Mapping[Grade, int] = {
    Grade.MEASURED: 365,
    Grade.CERTIFICATE: 365,
    Grade.CONTRACT: 1096,
    Grade.DOCUMENTATION: 730,
    Grade.THIRD_PARTY: 548,
    Grade.CLAIM: 365,
    Grade.ASSUMPTION: 365,
}
"""For how many days evidence of each kind holds, unless the fact's own shelf life is shorter."""


def expiry(source: Source, fact: Fact | None = None) -> dt.date | None:
    """Return the first day on which what the source says about the fact no longer holds (None: it never expires).

    `valid_until` overrides: the day after it. Otherwise the shorter of the fact's and the kind's shelf life, counted
    from the source's date; from the day it was seen, half of that life, for an undated source.
    """
    if source.valid_until is not None:
        return _later(source.valid_until, 1)
    life = KIND_SHELF_LIFE[source.kind]
    if fact is not None and fact.shelf_life is not None:
        life = min(life, fact.shelf_life)
    if source.date is not None:
        return _later(source.date, life)
    return None if source.seen is None else _later(source.seen, life // 2)


def _later(day: dt.date, days: int) -> dt.date | None:
    return None if days > (dt.date.max - day).days else day + dt.timedelta(days=days)
