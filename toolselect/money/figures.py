"""The figures of a business case: from a row of cash flows to present value, return and payback.

Conventions, the same everywhere: the first flow falls at t = 0 and is not discounted; flow t falls at the end of period
t; a rate is a share per period (0.1 for 10 %) and above -1; money that comes in is positive. Factors are used at full
precision. Sums are exact before they are rounded (`math.fsum`), so that the order of equal flows never shows.

A figure that does not exist is a `NoFigure`, which says why. pyxirr, numpy and scipy are loaded by what needs them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

Figure = float | tuple[float, ...]
"""A number, or several where there may be: rates of return."""

MONTHS = 12.0
_EPSILON = 2.0**-52
_WIDEST = 1e150  # flows that differ by more overflow in products of two of them
_NEARLY_REAL = 1e-4  # the imaginary part that rounding gives to one of several equal roots, relative to the root
_SAME = 1e-6  # how far rounding moves equal roots apart
_LARGE = 1e9  # pyxirr stops at a value that is small as an amount of money: of large flows it finds more digits


@dataclass(frozen=True, slots=True)
class NoFigure:
    """There is no such figure, and why: a sentence without its full stop, for people."""

    reason: str


NO_SIGN_CHANGE = NoFigure("the flows never change sign: money only goes one way")
NO_FLOW = NoFigure("every flow is zero")
TOO_LARGE = NoFigure("the figure is too large for a number")


# --- present value -----------------------------------------------------------------------------------------------


def present_value(flows: Sequence[float], rate: float, *, first: int = 0) -> float:
    """Return the sum of flows[t] / (1 + rate)^(first + t), in the currency of the flows.

    `first` is the period in which the first flow falls: 0 for one at the start. A spreadsheet's NPV() takes its first
    argument as the end of period 1: that is `first=1`. Brealey, Myers and Allen, Principles of Corporate Finance,
    chapter 2.

    Raises:
        ValueError: if the rate is -1 or below, or not a number.
        OverflowError: if the value is too large for a number.
    """
    return _finite_sum(discounted(flows, rate, first=first))


def discounted(flows: Sequence[float], rate: float, *, first: int = 0) -> tuple[float, ...]:
    """Return each flow as its present value: flows[t] / (1 + rate)^(first + t). Errors as `present_value`."""
    if not rate > -1 or math.isinf(rate):
        raise ValueError(f"a discount rate must be above -1, and {rate} is not")
    growth = 1 + rate
    values: list[float] = []
    for period, flow in enumerate(flows, first):
        try:
            factor = growth**period
        except OverflowError:
            factor = math.inf
        if factor == 0:
            raise OverflowError("the discount factor is too large for a number")
        values.append(flow / factor)
    return tuple(values)


def npv(flows: Sequence[float], rate: float) -> float:
    """Return the net present value: the first flow at t = 0, undiscounted. Errors as `present_value`."""
    return present_value(flows, rate)


def roi_percent(pv_benefits: float, pv_costs: float) -> float | NoFigure:
    """Return the return on investment in percent: 100 * (PV of benefits - PV of costs) / PV of costs.

    As in Forrester's Total Economic Impact studies (appendix "Total Economic Impact": net benefits by costs, both as
    present values).
    """
    if pv_costs <= 0:
        return NoFigure("there are no costs to divide by")
    percent = 100 * ((pv_benefits - pv_costs) / pv_costs)
    return percent if math.isfinite(percent) else TOO_LARGE


def _finite_sum(values: Sequence[float]) -> float:
    """Return the exact sum, rounded once.

    Raises:
        OverflowError: if it is too large for a number.
    """
    total = math.fsum(values)
    if not math.isfinite(total):
        raise OverflowError("the sum is too large for a number")
    return total


# --- payback -----------------------------------------------------------------------------------------------------


def payback_months(flows: Sequence[float], *, months_per_period: float = MONTHS) -> float | NoFigure:
    """Return after how many months the cumulative flow is back at zero for the first time.

    Not discounted; a flow is spread evenly over its period, so that the answer may lie inside one. Zero if the first
    flow comes in: money is there before any is spent. Periods before the first flow count as waiting. Brealey, Myers
    and Allen, chapter 5, with the fraction of a year as in Forrester's Total Economic Impact studies.
    """
    begin = next((period for period, flow in enumerate(flows) if flow), None)
    if begin is None or flows[begin] > 0:
        return 0.0
    balance = flows[begin]
    size = abs(balance)
    for period in range(begin + 1, len(flows)):
        before, size = balance, size + abs(flows[period])
        balance = math.fsum(flows[begin : period + 1])
        if balance >= -size * _EPSILON:  # what is left of 0.3 - 0.1 - 0.1 - 0.1 is no debt
            return (period - 1 + min(1.0, before / (before - balance))) * months_per_period
    return NoFigure("the costs are not earned back within the periods given")


def discounted_payback_months(
    flows: Sequence[float], rate: float, *, months_per_period: float = MONTHS
) -> float | NoFigure:
    """Return after how many months the cumulative discounted flow is back at zero for the first time.

    As `payback_months`, on the present values of the flows: each period's present value is spread evenly over it.
    Errors as `present_value`.
    """
    return payback_months(discounted(flows, rate), months_per_period=months_per_period)


# --- rates of return ---------------------------------------------------------------------------------------------


def sign_changes(flows: Sequence[float]) -> int:
    """Return how often the flows change sign, zeros left out: by Descartes' rule the most rates of return there are."""
    signs = [flow > 0 for flow in flows if flow]
    return sum(one is not other for one, other in pairwise(signs))


def irr(flows: Sequence[float]) -> tuple[float, ...] | NoFigure:
    """Return all internal rates of return above -1, ascending: where the net present value is zero.

    They are the positive roots x = 1 / (1 + r) of the polynomial whose coefficients are the flows. One sign change
    means one root (Descartes), which pyxirr finds. With more, the eigenvalues of companion matrices (`numpy.roots`) of
    its derivative say where it may turn: between two neighbouring turns lies at most one root, which
    `scipy.optimize.brentq` finds; a turn at zero is a root that stands twice, and is given once.
    """
    if not any(flows):
        return NO_FLOW
    changes = sign_changes(flows)
    if not changes:
        return NO_SIGN_CHANGE
    sizes = [abs(flow) for flow in flows if flow]
    if max(sizes) / _WIDEST > min(sizes):
        return NoFigure("the flows differ too much in size")
    polynomial = _Polynomial(flows)
    if changes == 1 and (only := _only_rate(polynomial)) is not None:
        return (only,)
    found = {rate for place in polynomial.roots(changes) if (rate := math.expm1(-place) + 0.0) > -1}
    if not found and changes % 2:
        return NoFigure("the only rate is too close to -100 % for a number")
    return tuple(sorted(found)) or NoFigure(f"the flows change sign {changes} times, and no rate makes them worth zero")


def _only_rate(polynomial: _Polynomial) -> float | None:
    """Return the rate that pyxirr, which loads quickly, finds; None if it finds none that holds to the last digits."""
    import pyxirr

    rate = pyxirr.irr([_LARGE * term for term in polynomial.terms], silent=True)
    if rate is None or not math.isfinite(rate) or rate <= -1:
        return None
    return rate if abs(polynomial(-math.log1p(rate))) <= polynomial.zero else None


class _Polynomial:
    """The net present value as a polynomial in x = 1 / (1 + r), looked at along s = ln x so that nothing overflows."""

    def __init__(self, flows: Sequence[float]) -> None:
        begin = next(at for at, flow in enumerate(flows) if flow)
        end = next(at for at in range(len(flows), 0, -1) if flows[at - 1])
        largest = max(map(abs, flows))
        self.terms = [flow / largest for flow in flows[begin:end]]
        self.zero = 8 * len(self.terms) * _EPSILON

    def __call__(self, place: float) -> float:
        """Return the value at s, relative to the sum of the sizes of its terms: from -1 to 1, same sign."""
        degree = len(self.terms) - 1
        shift = max(0.0, degree * place)
        values = [term * math.exp(power * place - shift) for power, term in enumerate(self.terms)]
        return math.fsum(values) / math.fsum(map(abs, values))

    def roots(self, changes: int) -> list[float]:
        """Return each real root once, as s = ln x."""
        from scipy.optimize import brentq  # type: ignore[import-untyped] # scipy has no types of its own

        low, high = self._bounds()
        edges = [low, *(self._turns() if changes > 1 else ()), high]
        touching = [place for place in edges[1:-1] if abs(self(place)) <= self.zero]
        found = [place for at, place in enumerate(touching) if not at or place - touching[at - 1] > _SAME]
        for left, right in pairwise(edges):
            if left in touching or right in touching or self(left) * self(right) > 0:
                continue  # between two turns the value only rises or only falls
            found.append(float(brentq(self, left, right, xtol=4 * _EPSILON, rtol=4 * _EPSILON)))
        return found

    def _bounds(self) -> tuple[float, float]:
        """Return two places outside all roots: Cauchy's bounds; the largest coefficient is 1."""
        first, last = abs(self.terms[0]), abs(self.terms[-1])
        return math.log(first) - math.log1p(first) - 1, math.log1p(last) - math.log(last) + 1

    def _turns(self) -> list[float]:
        """Return where the value may turn, ascending; a place too many does no harm."""
        import numpy as np

        slopes = [power * term for power, term in enumerate(self.terms)][:0:-1]
        places = np.roots(slopes)
        real = places[(np.abs(places.imag) <= _NEARLY_REAL * np.abs(places)) & (places.real > 0)].real
        low, high = self._bounds()
        return [place for place in sorted(set(np.log(real).tolist())) if low < place < high]


def mirr(flows: Sequence[float], finance_rate: float, reinvest_rate: float) -> float | NoFigure:
    """Return the modified internal rate of return per period, as a spreadsheet's MIRR() gives it.

    Money that goes out is discounted at `finance_rate`, money that comes in grows at `reinvest_rate`. Lin, The Modified
    Internal Rate of Return and Investment Criterion, The Engineering Economist 21(4), 1976. Both rates above -1.
    """
    import pyxirr

    if not sign_changes(flows):
        return NO_SIGN_CHANGE if any(flows) else NO_FLOW
    found = pyxirr.mirr(list(flows), finance_rate, reinvest_rate, silent=True)
    return found if found is not None and math.isfinite(found) and found > -1 else TOO_LARGE


# --- flows with dates --------------------------------------------------------------------------------------------


def xnpv(flows: Sequence[float], dates: Sequence[date], rate: float) -> float:
    """Return the present value on the first date, as a spreadsheet's XNPV() gives it.

    The sum of flows[i] / (1 + rate)^(days since the first date / 365), `rate` per year; leap years count 366 days of
    365ths. A day may stand twice; none may lie before the first.

    Raises:
        ValueError: if the rate is -1 or below, there are not as many dates as flows, or a date lies before the first.
        OverflowError: if the value is too large for a number.
    """
    import pyxirr

    if not rate > -1 or math.isinf(rate):
        raise ValueError(f"a discount rate must be above -1, and {rate} is not")
    _dated(flows, dates)
    value = pyxirr.xnpv(rate, list(dates), list(flows), silent=True) if any(flows) else 0.0
    if value is None or not math.isfinite(value):
        raise OverflowError("the value is too large for a number")
    return value


def xirr(flows: Sequence[float], dates: Sequence[date]) -> float | NoFigure:
    """Return a yearly rate at which `xnpv` is zero, as a spreadsheet's XIRR() gives it.

    Where the cumulative flow crosses zero more than once there may be several such rates; this is one near 10 %.

    Raises:
        ValueError: as `xnpv`.
    """
    import pyxirr

    _dated(flows, dates)
    if not sign_changes(flows):
        return NO_SIGN_CHANGE if any(flows) else NO_FLOW
    if len({day for day, flow in zip(dates, flows, strict=True) if flow}) == 1:
        return NoFigure("all flows fall on one day")
    found = pyxirr.xirr(list(dates), list(flows), silent=True)
    if found is None or not math.isfinite(found) or found <= -1:
        return NoFigure("no rate was found that makes the flows worth zero")
    return found


def _dated(flows: Sequence[float], dates: Sequence[date]) -> None:
    if len(flows) != len(dates):
        raise ValueError(f"{len(flows)} flows have {len(dates)} dates")
    if dates and min(dates) < dates[0]:
        raise ValueError("a date lies before the first")


# --- together ----------------------------------------------------------------------------------------------------


def parted(
    figures: Mapping[str, Figure | NoFigure],
) -> tuple[dict[str, Figure | None], dict[str, str]]:
    """Return the figures with None for those that do not exist, and the reasons of these, in the same order."""
    values = {name: None if isinstance(figure, NoFigure) else figure for name, figure in figures.items()}
    reasons = {name: figure.reason for name, figure in figures.items() if isinstance(figure, NoFigure)}
    return values, reasons
