"""Dates that can be read in one way only, in the form that project files have."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/. ])([0-9]{1,2})\2([0-9]{1,2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")
_CHINESE = re.compile(r"([0-9]{4}) ?年 ?([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?[日号號]")
_DAY_MONTH = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th|\.)?[ -]([a-z]+)\.?,?[ -]([0-9]{4})")
_MONTH_DAY = re.compile(r"([a-z]+)\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})")


def written_out(text: str) -> str:
    """Return the day as YYYY-MM-DD; an empty text if the given one is no date, or could be two."""
    said = re.sub(r"\s+", " ", text).strip().casefold()
    if match := _YEAR_FIRST.fullmatch(said):
        return _day(match[1], int(match[3]), match[4])
    if match := _CHINESE.fullmatch(said):
        return _day(match[1], int(match[2]), match[3])
    if match := _YEAR_LAST.fullmatch(said):
        first, second, year = match[1], match[3], match[4]
        readings = {_day(year, int(second), first), _day(year, int(first), second)} - {""}
        return readings.pop() if len(readings) == 1 else ""
    if match := _DAY_MONTH.fullmatch(said):
        return _day(match[3], _month(match[2]), match[1])
    if match := _MONTH_DAY.fullmatch(said):
        return _day(match[3], _month(match[1]), match[2])
    return ""


def _month(name: str) -> int:
    """Return the number of a month by its English name or the first letters of it; 0 if there is none."""
    for number, month in enumerate(_MONTHS, start=1):
        if name == month or (len(name) in (3, 4) and month.startswith(name)):
            return number
    return 0


def _day(year: str, month: int, day: str) -> str:
    try:
        return date(int(year), month, int(day)).isoformat()
    except ValueError:
        return ""
