"""What one driver at a time does to the net present value, and what volume does to the yearly cost."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from toolselect.answers import digits
from toolselect.model.money import Bar, BreakEven, CostAt, Crossing
from toolselect.money.drivers import NO_END, driver, title
from toolselect.money.lines import BY_ID, FULL_YEAR, Sheet, drivers_of, missing, month
from toolselect.money.scenarios import at_volume, central
from toolselect.money.yearly import OneAtATime, npv

if TYPE_CHECKING:
    from toolselect.money.scenarios import Known
    from toolselect.money.terms import Terms
    from toolselect.money.yearly import Model

FACTORS = (0.5, 1.0, 3.0, 10.0)
"""Volumes at which the yearly cost is shown, as multiples of today's."""

LEAST, MOST = 0.1, 10.0
"""Between these multiples a crossing of two vendors' costs is looked for."""

_STEPS = 64


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
        low, high = (changed.at(name, end) for end in (value.low, value.high))
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
        at, reason = _zero(shape, base, changed, name, low, high)
        found.append(
            BreakEven(driver=name, title=title(name), unit=one.unit, base=now, at=at, effect=one.effect, reason=reason)
        )
    return tuple(found)


def _zero(
    shape: Model, base: Sheet, changed: OneAtATime, name: str, low: float, high: float
) -> tuple[float | None, str]:
    """Return the figure of a driver closest to base at which the NPV is zero, or None and what it does instead."""
    import numpy as np
    from scipy.optimize import brentq  # type: ignore[import-untyped] # it comes without types

    now = float(base.figure(name))
    points = np.unique(np.append(np.linspace(low, high, _STEPS + 1), min(max(now, low), high)))
    sheet = Sheet({**base.values, name: points}, base.channels)
    heights = [float(height) for height in np.broadcast_to(npv(shape, sheet), points.shape)]
    around = f"from {digits(low)} to {digits(high)}"
    if max(heights) == min(heights):
        return None, "the net present value does not depend on it"
    zeros = [float(point) for point, height in zip(points, heights, strict=True) if height == 0]
    for (left, before), (right, after) in pairwise(zip(points.tolist(), heights, strict=True)):
        if before * after < 0:
            zeros.append(float(brentq(lambda x: changed.at(name, x), left, right)))
    if not zeros:
        return None, f"the net present value stays {'above' if heights[0] > 0 else 'below'} zero {around}"
    return min(zeros, key=lambda zero: (abs(zero - now), zero)), ""


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


def crossing(first: tuple[Known, Terms], second: tuple[Known, Terms], seats: int) -> Crossing:
    """Return the multiple of today's volume, closest to 1, at which two vendors cost the same a year."""
    from scipy.optimize import brentq

    one, other = first[0].vendor, second[0].vendor

    def gap(power: float) -> float:
        factor = math.exp(power)
        return yearly_cost(*first, seats * factor, factor) - yearly_cost(*second, seats * factor, factor)

    low, high = math.log(LEAST), math.log(MOST)
    points = [low + (high - low) * step / _STEPS for step in range(_STEPS + 1)]
    heights = [gap(point) for point in points]
    crossings = [
        (float(brentq(gap, left, right, xtol=1e-12)), one if before < 0 else other)
        for (left, before), (right, after) in pairwise(zip(points, heights, strict=True))
        if before * after < 0
    ]
    if not crossings:
        if not any(heights):
            told = "they cost the same at every volume"
        else:
            told = f"`{one if sum(heights) < 0 else other}` costs less at every volume from {LEAST} to {MOST:.0f} times"
        return Crossing(first=one, second=other, factor=None, contacts=None, cheaper_below="", reason=told)
    power, cheaper = min(crossings, key=lambda found: (abs(found[0]), found))
    volume = math.fsum(central(first[0].values[f"{channel}.volume"]) for channel in first[0].channels)
    factor = math.exp(power)
    return Crossing(first=one, second=other, factor=factor, contacts=volume * factor, cheaper_below=cheaper)
