"""Read single values whose structure holds: yes and no, texts in several languages, dates, shelf lives."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

_DAYS = {"day": 1.0, "month": 365.25 / 12, "year": 365.25}


def boolean(value: Any) -> bool:
    """Read yes, no, true or false."""
    return value is True or value == "yes"


def text(value: Any) -> str:
    """Read a text that may be given in several languages: the English one."""
    if isinstance(value, dict):
        value = value["en"]
    return "" if value is None else str(value)


def words(name: str) -> str:
    """Return an id as a heading: `high-volume-api` as `High volume api`."""
    return name.replace("_", " ").replace("-", " ").capitalize()


def days(value: str) -> int:
    """Read `12 months` as days (a month is a twelfth of 365.25 days, rounded to whole days at the end)."""
    count, unit = value.split()
    return round(int(count) * _DAYS[unit.removesuffix("s")])


def day(value: str) -> date | None:
    """Read `2026`, `2026-06` or `2026-06-20` as the first day that it can mean; None if there is no such day."""
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value):
        return None
    try:
        return date.fromisoformat(value + "-01-01"[(len(value) - 4) :])
    except ValueError:
        return None
