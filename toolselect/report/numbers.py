"""How numbers are written for people: rounding, units, money, dates, lists. Nothing is rounded anywhere else.

Rounding is Python's own (`format`), which rounds the exact binary figure, so order is never turned round; digits are
then grouped and dates written as Babel (CLDR) has it for the locale. A figure that rounds to nothing or to everything
without being it is written `<1 %` or `>99 %`.
"""

from __future__ import annotations

import math
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from babel import Locale

    from toolselect.model.result import Cost, Interval, VendorScore

NBSP = "\u00a0"
MINUS = "\u2212"
DASH = "\u2013"
MOST_DECIMALS = 6
LONG_DATE = "d\u00a0MMMM\u00a0y"


@lru_cache(maxsize=1 << 14)  # a report writes the same few thousand figures many times
def grouped(text: str, locale: str = "en") -> str:
    """Write plain digits (`-1234.50`) with the locale's separators and a true minus."""
    if len(text) < 4 and "." not in text and not text.startswith("-"):
        return text
    from babel.numbers import format_decimal

    places = len(text.partition(".")[2])
    pattern = "#,##0" + ("." + "0" * places if places else "")
    return format_decimal(Decimal(text), format=pattern, locale=_locale(locale)).replace("-", MINUS)


@cache
def _locale(tag: str) -> Locale:
    from babel import Locale

    return Locale.parse(tag, sep="-")


def plural_form(number: int, locale: str = "en") -> str:
    """Return the CLDR name of the plural form for a number: `one`, `other`, ..."""
    return _locale(locale).plural_form(number)


def score(value: float, decimals: int = 0, *, locale: str = "en") -> str:
    """Write a figure on 0..100 with that many decimals."""
    text = f"{value:.{decimals}f}"
    return grouped(text.removeprefix("-") if float(text) == 0 else text, locale)


def interval(figure: Interval, decimals: int = 0, *, locale: str = "en") -> str:
    """Write the ends of an open interval, `48-77` with an en dash; nothing for a closed one."""
    if not figure.open:
        return ""
    return f"{score(figure.low, decimals, locale=locale)}{DASH}{score(figure.high, decimals, locale=locale)}"


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


def largest_remainder(
    parts: Sequence[float], total: float, decimals: int = 0, *, locale: str = "en"
) -> tuple[str, ...]:
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
    return tuple(score(units / scale, decimals, locale=locale) for units in floors)


def percent(share: float, decimals: int = 0, *, locale: str = "en") -> str:
    """Write a share of one as percent; `<1 %` and `>99 %` keep what is not nothing and not everything apart."""
    text = f"{100 * share:.{decimals}f}"
    small = 10.0**-decimals
    if share > 0 and float(text) == 0:
        return f"<{grouped(f'{small:.{decimals}f}', locale)}{NBSP}%"
    if share < 1 and float(text) == 100:
        return f">{grouped(f'{100 - small:.{decimals}f}', locale)}{NBSP}%"
    return f"{grouped(text, locale)}{NBSP}%"


def points(difference: float, decimals: int = 1, *, locale: str = "en") -> str:
    """Write a signed difference of scores, with a true minus."""
    text = score(abs(difference), decimals, locale=locale)
    if float(f"{abs(difference):.{decimals}f}") == 0:
        return text
    return f"{'+' if difference > 0 else MINUS}{text}"


def plain(value: float, unit: str = "", *, locale: str = "en") -> str:
    """Write a figure of a fact as it was stated: up to twelve digits, thousands grouped (not in a year)."""
    text = f"{value:.0f}" if abs(value) >= 1e12 else f"{value:.12g}"
    if "e" in text:
        return text.replace("-", MINUS)
    return text.replace("-", MINUS) if unit == "year" else grouped(text, locale)


def quantity(value: float, unit: str, *, locale: str = "en") -> str:
    """Write a figure with its unit."""
    text = plain(value, unit, locale=locale)
    return f"{text}{NBSP}{unit}" if unit and unit != "year" else text


def money(amount: float, currency: str, *, locale: str = "en") -> str:
    """Write an amount with its currency code in front: cents only where there are any and the amount is below 1,000."""
    places = 2 if amount != round(amount) and abs(amount) < 1000 else 0
    return f"{currency}{NBSP}{grouped(f'{amount:.{places}f}', locale)}".lstrip(NBSP)


def cents(amount: float, currency: str = "", *, locale: str = "en") -> str:
    """Write an amount to the cent, with its currency code in front if there is one."""
    text = f"{amount:.2f}"
    return f"{currency}{NBSP}{grouped('0.00' if float(text) == 0 else text, locale)}".lstrip(NBSP)


def short_money(amount: float, currency: str, thousand: str, million: str, locale: str = "en") -> str:
    """Write an amount to three digits that count, in thousands or millions: `USD 2.33 m`, `USD 48.2 k`."""
    for size, name in ((1e6, million), (1e3, thousand)):
        if abs(amount) >= 0.9995 * size:
            part = amount / size
            places = max(0, 2 - math.floor(math.log10(max(abs(part), 1.0)) + 1e-9))
            return f"{currency}{NBSP}{grouped(f'{part:.{places}f}', locale)}{NBSP}{name}".lstrip(NBSP)
    return f"{currency}{NBSP}{grouped(f'{amount:.0f}', locale)}".lstrip(NBSP)


def cost(figure: Cost) -> str:
    """Write a yearly cost, as a range where prices differ, or that it is not known."""
    if figure.low is None or figure.high is None:
        return "not known"
    low, high = money(figure.low, figure.currency), money(figure.high, figure.currency)
    return low if low == high else f"{low} to {high.removeprefix(figure.currency + NBSP)}"


def day(when: date, pattern: str = LONG_DATE, *, locale: str = "en") -> str:
    """Write a date for reading, by a CLDR pattern: 21 November 2026."""
    from babel.dates import format_date

    return format_date(when, pattern, locale=_locale(locale))


def count(number: int, one: str, many: str = "") -> str:
    """Write a number of things: `1 fact`, `3 facts`."""
    return f"{number:,}{NBSP}{one if number == 1 else many or one + 's'}"


def listed(names: Sequence[str], last: str = "and", *, locale: str = "en") -> str:
    """Write names as a list in a sentence: `A`, `A and B`, `A, B and C`; `last` is `and` or `or`."""
    if locale == "en":  # CLDR has the Oxford comma for English, this program has not
        return "".join(names) if len(names) < 2 else f"{', '.join(names[:-1])} {last} {names[-1]}"
    from babel.lists import format_list

    return format_list(list(names), style="or" if last == "or" else "standard", locale=_locale(locale))


def relations(text: str) -> str:
    """Write `<=` and `>=` as people do; what stands between backticks is to be typed, and stays."""
    parts = text.split("`")
    parts[::2] = [part.replace("<=", "\u2264").replace(">=", "\u2265") for part in parts[::2]]
    return "`".join(parts)
