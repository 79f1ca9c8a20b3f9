"""Which known word a misspelled one stands for, if that is beyond doubt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SEPARATORS = re.compile(r"[\s_./-]+")
_DIGITS = re.compile(r"[0-9]+")
_LONG = 8  # from so many letters on, two may be wrong
_LONGEST = 80  # no id is longer; what is, is no misspelled word
_YES = frozenset(("yes", "y", "true", "on"))
_NO = frozenset(("no", "n", "false", "off"))


def meant(word: str, known: Iterable[str], *, closed: bool = False) -> str:
    """Return the one known word that this one misspells; an empty text if there is none, or a doubt.

    It has other capitals or separators, or a letter too many, too few, wrong or swapped (two in long words). No digit
    differs: 27001 and 27018 are two standards. No other known word comes as near, or, unless the words are a closed
    list such as the keys of a schema, nearly as near.
    """
    names = set(known)
    if word in names or len(word) > _LONGEST:
        return ""
    small = word.casefold()
    distances = {name: distance(small, name.casefold()) for name in names if _comparable(small, name.casefold())}
    alike = [name for name in names if folded(name) == folded(word)]
    if alike:
        rivals = [name for name, away in distances.items() if away < 2 and name not in alike]
        return alike[0] if len(alike) == 1 and not rivals else ""
    if not distances:
        return ""
    best = min(distances, key=lambda name: (distances[name], name))
    away = distances[best]
    if any(other <= away + (not closed) for name, other in distances.items() if name != best):
        return ""
    if _DIGITS.findall(word) != _DIGITS.findall(best):
        return ""
    few_enough = (away == 1 and max(len(word), len(best)) >= (3 if closed else 4)) or (
        away == 2 and len(best) >= _LONG <= len(word)
    )
    return best if few_enough else ""


def folded(word: str) -> str:
    """Return the word without what people write in one way or another: capitals and separators."""
    return _SEPARATORS.sub("", word.casefold())


def yes_or_no(word: str) -> str:
    """Return `yes` or `no` for the words that people write instead; an empty text for others."""
    small = word.strip().casefold()
    return "yes" if small in _YES else "no" if small in _NO else ""


def _comparable(word: str, name: str) -> bool:
    """Tell whether two words can be at most three letters apart: quick, and rarely true."""
    return abs(len(word) - len(name)) <= 3 and len(set(word) ^ set(name)) <= 6


def distance(one: str, other: str) -> int:
    """Return how many letters were added, left out, replaced or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        before, above, row = row, before, [at]
        for to, wanted in enumerate(other, start=1):
            cost = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != wanted))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == wanted:
                cost = min(cost, above[to - 2] + 1)
            row.append(cost)
    return row[-1]
