"""Units that people write in more than one way. A unit is never converted: only its spelling is changed."""

from __future__ import annotations

import re

_TIMES = {
    "second": ("second", "seconds", "sec", "secs"),
    "minute": ("minute", "minutes", "min", "mins"),
    "hour": ("hour", "hours", "hr", "hrs", "h"),
    "day": ("day", "days", "d"),
    "week": ("week", "weeks", "wk", "wks"),
    "month": ("month", "months"),
    "year": ("year", "years", "yr", "yrs"),
}
_COUNTED = {
    "request": ("request", "requests", "req", "reqs"),
    "person": ("people", "person", "persons"),
    "percent": ("%", "percent", "percents", "percentage", "pct", "per cent", "％"),
    "gigabyte": ("GB", "gigabyte", "gigabytes"),
    "megabyte": ("MB", "megabyte", "megabytes"),
    "terabyte": ("TB", "terabyte", "terabytes"),
}
_WHOLE = {"rpm": "request/minute", "rps": "request/second", "req/s": "request/second", "requests/s": "request/second"}
_WORDS = {word: meant for table in (_TIMES, _COUNTED) for meant, words in table.items() for word in words}
_CASE_MATTERS = frozenset(("gb", "mb", "tb"))  # Gb is a gigabit
_SPACES = re.compile(r"[\s_]+")
_PER = re.compile(r" ?/ ?| per ")


def same(given: str, wanted: str) -> bool:
    """Tell whether two texts name the same unit, by other letters or a known spelling."""
    return plain(given) == plain(wanted) != ""


def plain(unit: str) -> str:
    """Return one name for all spellings of a unit."""
    text = _SPACES.sub(" ", unit).strip()
    small = text.casefold()
    if small in _WHOLE:
        return _WHOLE[small]
    return "/".join(_part(part) for part in ([text] if small in _WORDS else _PER.split(text)))


def _part(word: str) -> str:
    small = word.casefold()
    if small in _CASE_MATTERS:
        return _WORDS.get(word, word)
    if small in _WORDS:
        return _WORDS[small]
    return small[:-1] if len(small) > 4 and small.endswith("s") and not small.endswith("ss") else small
