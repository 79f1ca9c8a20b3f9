"""What one driver at a time does to the net present value, and what volume does to the yearly cost."""

from __future__ import annotations

import math
from functools import partial
from itertools import combinations, pairwise
from operator import sub
from typing import TYPE_CHECKING

from toolselect.answers import digits
from toolselect.model.money import Bar, BreakEven, CostAt, Crossing
from toolselect.money.drivers import NO_END, driver, title
from toolselect.money.lines import BY_ID, FULL_YEAR, Sheet, drivers_of, missing, month
from toolselect.money.scenarios import at_volume, central
from toolselect.money.yearly import OneAtATime

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from toolselect.money.scenarios import Known
    from toolselect.money.terms import Terms
    from toolselect.money.units import Figure
    from toolselect.money.yearly import Model

FACTORS = (0.5, 1.0, 3.0, 10.0)
"""Volumes at which the yearly cost is shown, as multiples of today's."""

LEAST, MOST = 0.1, 10.0
"""Between these multiples a crossing of two vendors' costs is looked for."""

_STEPS = 64
_EXACT = 1e-11
"""A height is zero if it is smaller than so much of the heights around it: rounding leaves less."""

_DEGREE = 12
"""Of a polynomial that is as good as any driver's curve between two of the steps."""


def used(shape: Model, sheet: Sheet) -> tuple[str, ...]:
    """Return the drivers that the counted lines use, each once."""
    names = (name for one in shape.lines if not one.apart for name in drivers_of(one.line, sheet))
    return tuple(dict.fromkeys(names))


def tornado(known: Known, shape: Model, base: Sheet) -> tuple[Bar, ...]:
    """Return a bar for each ranged driver, widest first: the NPV at its ends, all others at base."""
    bars = []
    changed = OneAtATime(shape, base)
    for name in used(shape, base):
        value = known.values[name]
        if not value.ranged:
            continue
        low, high = (float(changed.at(name, end)) for end in (value.low, value.high))
        bars.append(
            Bar(
                driver=name,
                title=title(name),
                unit=driver(name).unit,
                low=value.low,
                high=value.high,
                npv_low=low,
                npv_high=high,
                benchmark=value.benchmark,
                flips=min(low, high) < 0 < max(low, high),
            )
        )
    return tuple(sorted(bars, key=lambda bar: (-bar.width, bar.driver)))


def break_even(shape: Model, base: Sheet) -> tuple[BreakEven, ...]:
    """Return for each driver the figure at which the NPV is zero, all others at base; the one closest to base.

    Looked for within the driver's limits; where they have no end, up to ten times the base figure.
    """
    found = []
    changed = OneAtATime(shape, base)
    for name in used(shape, base):
        one = driver(name)
        now = float(base.figure(name))
        low, high = one.limits
        if high >= NO_END:
            high = max(10 * now, 10.0)
        at, reason = _zero(partial(changed.at, name), now, low, high)
        found.append(
            BreakEven(driver=name, title=title(name), unit=one.unit, base=now, at=at, effect=one.effect, reason=reason)
        )
    return tuple(found)


def _zero(height: Callable[[Figure], Figure], now: float, low: float, high: float) -> tuple[float | None, str]:
    """Return the figure of a driver closest to `now` at which the NPV is zero, or None and what it does instead."""
    import numpy as np

    points = sorted({*np.linspace(low, high, _STEPS + 1).tolist(), min(max(now, low), high)})
    heights = np.broadcast_to(height(np.array(points)), len(points)).tolist()
    around = f"from {digits(low)} to {digits(high)}"
    if max(heights) == min(heights):
        return None, "the net present value does not depend on it"
    steps = list(zip(points, heights, strict=True))
    zeros = [point for point, value in steps if value == 0]
    zeros += [
        _crossed(height, left, right, before, after)
        for (left, before), (right, after) in pairwise(steps)
        if before * after < 0
    ]
    if not zeros:
        return None, f"the net present value stays {'above' if heights[0] > 0 else 'below'} zero {around}"
    return min(zeros, key=lambda zero: (abs(zero - now), zero)), ""


def _crossed(height: Callable[[Figure], Figure], left: float, right: float, before: float, after: float) -> float:
    """Return where the NPV is zero between two points at which it has different signs.

    Most drivers move it along a straight line, and there it is where the line is zero. A curve (growth, or a driver
    that something is divided by) is as good as a polynomial through Chebyshev points, whose roots numpy finds. What is
    left has a kink just here; for that alone scipy is loaded, which takes longer than the whole rest.
    """
    exact = _EXACT * (abs(before) + abs(after))
    straight = _on_the_line(left, right, before, after)
    if abs(float(height(straight))) <= exact:
        return straight
    import numpy as np
    from numpy.polynomial import Chebyshev

    curve = Chebyshev.interpolate(lambda points: np.ravel(height(points)), _DEGREE, domain=[left, right])
    for root in map(float, np.sort(np.real(curve.roots()))):
        if left <= root <= right and abs(float(height(root))) <= exact:
            return float(f"{root:.11g}")  # the last digits of an eigenvalue are the processor's
    return _root(lambda figure: float(height(figure)), left, right)


def _on_the_line(left: float, right: float, before: float, after: float) -> float:
    """Return where the straight line through two points is zero."""
    return left + (right - left) * (before / (before - after))


def _root(height: Callable[[float], float], left: float, right: float) -> float:
    """Return where a height is zero between two points at which it has different signs."""
    from scipy.optimize import brentq  # type: ignore[import-untyped] # it comes without types

    return float(brentq(height, left, right, xtol=1e-12))


# --- volume -------------------------------------------------------------------------------------------------------


def yearly_cost(known: Known, terms: Terms, seats: float, factor: float) -> float:
    """Return what seats, add-ons and usage cost in a year at full adoption, without growth, uplift and risk.

    Contacts and other usage are `factor` x today's; seats may be a fraction here.
    """
    scaled = at_volume(known, terms, seats, factor)
    values = {name: central(value) for name, value in scaled.values.items()}
    sheet = Sheet(values, known.channels)
    each = month(sheet, FULL_YEAR)
    lines = [BY_ID[name] for name in ("C1", "C2", "C3")]
    return math.fsum(
        float(line.running(each).value) for line in lines if line.running is not None and not missing(line, sheet)
    )


def cost_curve(known: Known, terms: Terms, seats: int) -> tuple[CostAt, ...]:
    """Return the yearly cost at each of `FACTORS`, with whole seats."""
    found = []
    for factor in FACTORS:
        whole = math.ceil(seats * factor)
        volume = math.fsum(central(known.values[f"{channel}.volume"]) for channel in known.channels)
        found.append(
            CostAt(
                factor=factor,
                contacts=volume * factor,
                seats=whole,
                yearly=yearly_cost(known, terms, whole, factor),
            )
        )
    return tuple(found)


def crossings(sellers: Sequence[tuple[Known, Terms]], seats: int) -> tuple[Crossing, ...]:
    """Return for each two vendors the multiple of today's volume, closest to 1, at which they cost the same a year."""
    low, high = math.log(LEAST), math.log(MOST)
    factors = [math.exp(low + (high - low) * step / _STEPS) for step in range(_STEPS + 1)]
    costs = [[yearly_cost(*one, seats * factor, factor) for factor in factors] for one in sellers]
    return tuple(
        _crossing(sellers[one], sellers[other], seats, factors, list(map(sub, costs[one], costs[other])))
        for one, other in combinations(range(len(sellers)), 2)
    )


def _crossing(
    first: tuple[Known, Terms],
    second: tuple[Known, Terms],
    seats: int,
    factors: Sequence[float],
    gaps: Sequence[float],
) -> Crossing:
    """Return where two vendors cost the same; `gaps` is by how much the first costs more at each of `factors`."""
    one, other = first[0].vendor, second[0].vendor

    def gap(factor: float) -> float:
        return yearly_cost(*first, seats * factor, factor) - yearly_cost(*second, seats * factor, factor)

    def crossed(left: float, right: float, before: float, after: float) -> float:
        straight = _on_the_line(left, right, before, after)
        if abs(gap(straight)) <= _EXACT * (abs(before) + abs(after)):
            return straight
        return _root(gap, left, right)  # a minimum of seats, what is included, or the next tier begins here

    found = [
        (crossed(left, right, before, after), one if before < 0 else other)
        for (left, before), (right, after) in pairwise(zip(factors, gaps, strict=True))
        if before * after < 0
    ]
    if not found:
        if not any(gaps):
            told = "they cost the same at every volume"
        else:
            told = f"`{one if sum(gaps) < 0 else other}` costs less at every volume from {LEAST} to {MOST:.0f} times"
        return Crossing(first=one, second=other, factor=None, contacts=None, cheaper_below="", reason=told)
    factor, cheaper = min(found, key=lambda each: (abs(math.log(each[0])), each))
    volume = math.fsum(central(first[0].values[f"{channel}.volume"]) for channel in first[0].channels)
    return Crossing(first=one, second=other, factor=factor, contacts=volume * factor, cheaper_below=cheaper)
