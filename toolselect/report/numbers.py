"""How numbers are written for people: rounding, units, money, dates. Nothing is rounded anywhere else.

Rounding is Python's own (`format`), which rounds the exact binary figure, so order is never turned round. A figure
that rounds to nothing or to everything without being it is written `<1 %` or `>99 %`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from toolselect.model.result import Cost, Interval, VendorScore

NBSP = "\u00a0"
MINUS = "\u2212"
DASH = "\u2013"
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MOST_DECIMALS = 6


def score(value: float, decimals: int = 0) -> str:
    """Write a figure on 0..100 with that many decimals."""
    return _signless_zero(f"{value:.{decimals}f}")


def interval(figure: Interval, decimals: int = 0) -> str:
    """Write the ends of an open interval, `48-77` with an en dash; nothing for a closed one."""
    if not figure.open:
        return ""
    return f"{score(figure.low, decimals)}{DASH}{score(figure.high, decimals)}"


def score_decimals(vendors: Sequence[VendorScore]) -> int:
    """Return how many decimals the scores of a ranking are printed with: one figure for all of them.

    One where every interval is narrower than a point, otherwise none. More (at most six) where two alternatives of
    different rank would print alike, so that a printed order always follows from the printed numbers.
    """
    return ranking_decimals([(v.rank, v.score) for v in vendors if v.rank is not None and v.score is not None])


def ranking_decimals(ranked: Sequence[tuple[int, Interval]]) -> int:
    """Return the same for pairs of a rank and a score."""
    decimals = 1 if ranked and all(s.high - s.low < 1 for _, s in ranked) else 0
    while decimals < MOST_DECIMALS and _prints_alike(ranked, decimals):
        decimals += 1
    return decimals


def _prints_alike(ranked: Sequence[tuple[int, Interval]], decimals: int) -> bool:
    seen: dict[str, int] = {}
    return any(seen.setdefault(score(s.mid, decimals), rank) != rank for rank, s in ranked)


def largest_remainder(parts: Sequence[float], total: float, decimals: int = 0) -> tuple[str, ...]:
    """Write parts so that the printed ones add up to the printed total exactly (Hamilton's method).

    Each is rounded down; what is then missing goes, one last digit each, to the largest remainders (earlier first).
    """
    scale = 10**decimals
    floors = [math.floor(part * scale) for part in parts]
    missing = round(float(score(total, decimals)) * scale) - sum(floors)
    order = sorted(range(len(parts)), key=lambda i: (floors[i] - parts[i] * scale, i))
    if missing < 0:  # a total that rounds below the sum of the floors: only with parts that do not sum to it
        order.reverse()
    step = 1 if missing >= 0 else -1
    for index in range(abs(missing)):
        floors[order[index % len(order)]] += step
    return tuple(score(units / scale, decimals) for units in floors)


def percent(share: float, decimals: int = 0) -> str:
    """Write a share of one as percent; `<1 %` and `>99 %` keep what is not nothing and not everything apart."""
    text = f"{100 * share:.{decimals}f}"
    small = 10.0**-decimals
    if share > 0 and float(text) == 0:
        return f"<{small:.{decimals}f}{NBSP}%"
    if share < 1 and float(text) == 100:
        return f">{100 - small:.{decimals}f}{NBSP}%"
    return f"{text}{NBSP}%"


def points(difference: float, decimals: int = 1) -> str:
    """Write a signed difference of scores, with a true minus."""
    text = score(abs(difference), decimals)
    if float(text) == 0:
        return text
    return f"{'+' if difference > 0 else MINUS}{text}"


def plain(value: float, unit: str = "") -> str:
    """Write a figure of a fact as it was stated: up to twelve digits, thousands grouped (not in a year)."""
    text = f"{value:,.0f}" if abs(value) >= 1e12 else f"{value:,.12g}"
    if unit == "year":
        text = text.replace(",", "")
    return text.replace("-", MINUS)


def quantity(value: float, unit: str) -> str:
    """Write a figure with its unit."""
    return f"{plain(value, unit)}{NBSP}{unit}" if unit and unit != "year" else plain(value, unit)


def money(amount: float, currency: str) -> str:
    """Write an amount with its currency code in front: cents only where there are any and the amount is below 1,000."""
    cents = 2 if amount != round(amount) and abs(amount) < 1000 else 0
    return f"{currency}{NBSP}{amount:,.{cents}f}".replace("-", MINUS).lstrip(NBSP)


def cost(figure: Cost) -> str:
    """Write a yearly cost, as a range where prices differ, or that it is not known."""
    if figure.low is None or figure.high is None:
        return "not known"
    low, high = money(figure.low, figure.currency), money(figure.high, figure.currency)
    return low if low == high else f"{low} to {high.removeprefix(figure.currency + NBSP)}"


def day(when: date) -> str:
    """Write a date for reading: 21 November 2026."""
    return f"{when.day}{NBSP}{MONTHS[when.month - 1]}{NBSP}{when.year}"


def count(number: int, one: str, many: str = "") -> str:
    """Write a number of things: `1 fact`, `3 facts`."""
    return f"{number:,}{NBSP}{one if number == 1 else many or one + 's'}"


def listed(names: Sequence[str], last: str = "and") -> str:
    """Write names as a list in a sentence: `A`, `A and B`, `A, B and C`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def relations(text: str) -> str:
    """Write `<=` and `>=` as people do; what stands between backticks is to be typed, and stays."""
    parts = text.split("`")
    parts[::2] = [part.replace("<=", "\u2264").replace(">=", "\u2265") for part in parts[::2]]
    return "`".join(parts)


def _signless_zero(text: str) -> str:
    return text.removeprefix("-") if float(text) == 0 else text.replace("-", MINUS)
