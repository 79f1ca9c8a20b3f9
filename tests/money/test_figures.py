from __future__ import annotations

import math
import subprocess
import sys
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
import pyxirr
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.conftest import near
from toolselect.money import figures
from toolselect.money.figures import NoFigure

if TYPE_CHECKING:
    from collections.abc import Sequence


def rates(flows: Sequence[float]) -> tuple[float, ...]:
    found = figures.irr(flows)
    assert not isinstance(found, NoFigure), found
    return found


def number(figure: float | NoFigure) -> float:
    assert not isinstance(figure, NoFigure), figure
    return figure


# --- on paper ----------------------------------------------------------------------------------------------------


def test_a_flow_in_two_years_is_discounted_twice() -> None:
    assert figures.present_value([0, 0, 121], 0.1) == near(100)
    assert figures.discounted([100, 110, 121], 0.1) == pytest.approx((100, 100, 100))
    assert figures.npv([-200, 110, 121], 0.1) == near(0)


def test_a_spreadsheet_puts_the_first_flow_at_the_end_of_period_one() -> None:
    assert figures.present_value([110, 121], 0.1, first=1) == near(200)
    assert figures.present_value([110, 121], 0.1, first=1) == near(figures.npv([110, 121], 0.1) / 1.1)


def test_factors_are_not_rounded() -> None:
    """A factor cut to three digits, 0.751, would give 751,000."""
    assert figures.present_value([0, 0, 0, 1e6], 0.1) == pytest.approx(751_314.80, abs=0.005)


@pytest.mark.parametrize("rate", [-1, -1.5, math.nan, math.inf])
def test_a_rate_that_leaves_nothing_is_refused(rate: float) -> None:
    with pytest.raises(ValueError, match="above -1"):
        figures.present_value([1, 2], rate)
    with pytest.raises(ValueError, match="above -1"):
        figures.xnpv([1], [date(2026, 1, 1)], rate)


def test_a_value_that_no_number_holds_is_refused() -> None:
    with pytest.raises(OverflowError):
        figures.present_value([1.0] * 101, math.nextafter(-1, 0))
    assert figures.present_value([1.0] * 2000, 1e10) == near(1)


def test_return_on_investment_is_net_benefit_by_costs() -> None:
    assert figures.roi_percent(300, 200) == near(50)
    assert figures.roi_percent(100, 200) == near(-50)
    assert figures.roi_percent(100, 0) == NoFigure("there are no costs to divide by")


@pytest.mark.parametrize(
    ("flows", "months"),
    [
        ((-100, 50, 100), 18),
        ((-100, 100), 12),
        ((-100, 200), 6),
        ((-0.3, 0.1, 0.1, 0.1), 36),  # 0.3 - 0.1 - 0.1 - 0.1 is not zero in binary
        ((0, -100, 200), 18),  # nothing was paid before year 1
        ((0, 0, -100, 50, 50), 48),
        ((-100, 150, -100, 100), 8),  # the first time
        ((0, 50), 0),
        ((100, -50), 0),
        ((0, 0), 0),
        ((), 0),
    ],
)
def test_payback_is_linear_inside_a_period(flows: tuple[float, ...], months: float) -> None:
    assert figures.payback_months(flows) == near(months)


def test_what_is_never_earned_back_has_no_payback() -> None:
    never = NoFigure("the costs are not earned back within the periods given")
    assert figures.payback_months([-100, 50, 49]) == never
    assert figures.payback_months([-100]) == never
    assert figures.discounted_payback_months([-100, 50, 50], 0.01) == never


def test_discounted_payback_is_the_later_one() -> None:
    assert figures.discounted_payback_months([-200, 110, 121], 0.1) == near(24)
    assert figures.payback_months([-200, 110, 121]) == near(12 * (1 + 90 / 121))


def test_months_are_periods_too() -> None:
    assert figures.payback_months([-100, 50, 100], months_per_period=1) == near(1.5)


@pytest.mark.parametrize(
    ("flows", "found"),
    [
        ((-100, 110), (0.1,)),
        ((0, 0, -100, 110), (0.1,)),
        ((-100, 110, 0, 0), (0.1,)),
        ((100, -110), (0.1,)),
        ((-100, 50), (-0.5,)),
        ((-100, 100), (0.0,)),
        ((-100, 240, -144), (0.2,)),  # (x - 1.2)², once
        ((-1, 3.6, -4.32, 1.728), (0.2,)),  # three times
        ((-1, 6, -11, 6), (0.0, 1.0, 2.0)),
        ((1e-100, -2e-100), (1.0,)),
        ((-1e100, 1.1e100), (0.1,)),
        ((1, *[0] * 99, -2), (2**0.01 - 1,)),
    ],
)
def test_every_rate_of_return_is_found_once(flows: tuple[float, ...], found: tuple[float, ...]) -> None:
    assert rates(flows) == pytest.approx(found, abs=1e-7)


def test_nearly_equal_rates_are_told_apart() -> None:
    low, high = rates([-1, 2.41, -1.4519])  # (1 + r)² - 2.41 (1 + r) + 1.4519 has the roots 1.2 ± 0.01 about
    assert 0 < high - low < 0.15
    assert rates([-1, 1.2 + 1.2001, -1.2 * 1.2001]) == pytest.approx((0.2, 0.2001), abs=1e-9)


@pytest.mark.parametrize(
    ("flows", "reason"),
    [
        ((), "every flow is zero"),
        ((0, 0), "every flow is zero"),
        ((5,), "never change sign"),
        ((1, 2, 0, 3), "never change sign"),
        ((1, -3, 3), "change sign 2 times, and no rate"),
        ((-1e100, 1e-100), "differ too much in size"),
        ((-1e20, 1), "too close to -100 %"),
    ],
)
def test_where_there_is_no_rate_the_reason_is_said(flows: tuple[float, ...], reason: str) -> None:
    found = figures.irr(flows)
    assert isinstance(found, NoFigure)
    assert reason in found.reason


def test_flows_of_one_sign_have_none_of_the_rates() -> None:
    days = [date(2026, 1, 1), date(2027, 1, 1)]
    assert figures.mirr([1, 2], 0.1, 0.1) == figures.NO_SIGN_CHANGE == figures.xirr([1, 2], days)
    assert figures.mirr([0, 0], 0.1, 0.1) == figures.NO_FLOW == figures.xirr([0, 0], days)
    assert isinstance(figures.xirr([-1, 2], [days[0]] * 2), NoFigure)


def test_dates_have_to_fit() -> None:
    day = date(2026, 1, 1)
    with pytest.raises(ValueError, match="2 flows have 1 dates"):
        figures.xnpv([-1, 2], [day], 0.1)
    with pytest.raises(ValueError, match="before the first"):
        figures.xirr([-1, 2], [day, date(2025, 12, 31)])
    assert figures.xnpv([-1, 2, 3], [day, day, day], 0.1) == near(4)
    assert figures.xnpv([0, 0], [day, day], 0.1) == 0


def test_a_figure_or_its_reason() -> None:
    assert figures.parted({"npv": 1.5, "irr": (0.1,), "mirr": NoFigure("why")}) == (
        {"npv": 1.5, "irr": (0.1,), "mirr": None},
        {"mirr": "why"},
    )


# --- as published ------------------------------------------------------------------------------------------------
# Microsoft's examples: support.microsoft.com, pages "NPV function", "IRR function", "MIRR function", "XNPV function",
# "XIRR function". Printed digits are compared.


def test_microsoft_npv_with_the_first_flow_at_the_end_of_year_one() -> None:
    value = figures.present_value([-10_000, 3_000, 4_200, 6_800], 0.1, first=1)
    assert f"{value:,.2f}" == "1,188.44"


def test_microsoft_npv_with_the_investment_at_the_start() -> None:
    flows = [-40_000, 8_000, 9_200, 10_000, 12_000, 14_500]
    assert f"{figures.npv(flows, 0.08):,.2f}" == "1,922.06"
    assert f"{figures.npv([*flows, -9_000], 0.08):,.2f}" == "-3,749.47"


@pytest.mark.parametrize(("years", "printed"), [(5, "-2.1"), (6, "8.7"), (3, "-44.4")])
def test_microsoft_irr(years: int, printed: str) -> None:
    flows = [-70_000, 12_000, 15_000, 18_000, 21_000, 26_000][:years]
    assert [f"{100 * rate:.1f}" for rate in rates(flows)] == [printed]


@pytest.mark.parametrize(("years", "reinvest", "printed"), [(6, 0.12, "12.61"), (4, 0.12, "-4.80"), (6, 0.14, "13.48")])
def test_microsoft_mirr(years: int, reinvest: float, printed: str) -> None:
    """Microsoft prints 13 %, -5 % and 13 %; the second decimals are those of its older help pages."""
    flows = [-120_000, 39_000, 30_000, 21_000, 37_000, 46_000][:years]
    assert f"{100 * number(figures.mirr(flows, 0.1, reinvest)):.2f}" == printed


MICROSOFT_DATED = [-10_000, 2_750, 4_250, 3_250, 2_750]
MICROSOFT_DATES = [date(2008, 1, 1), date(2008, 3, 1), date(2008, 10, 30), date(2009, 2, 15), date(2009, 4, 1)]


def test_microsoft_xnpv() -> None:
    assert f"{figures.xnpv(MICROSOFT_DATED, MICROSOFT_DATES, 0.09):.6f}" == "2086.647602"


def test_microsoft_xirr() -> None:
    assert f"{100 * number(figures.xirr(MICROSOFT_DATED, MICROSOFT_DATES)):.2f}" == "37.34"


# Brealey, Myers and Allen, Principles of Corporate Finance, 10th edition, chapter 5. The first flow is at t = 0.


def test_brealey_myers_rate_of_return_of_a_two_year_project() -> None:
    assert [f"{100 * rate:.2f}" for rate in rates([-4_000, 2_000, 4_000])] == ["28.08"]


def test_brealey_myers_two_rates_of_a_mine_that_has_to_be_cleaned_up() -> None:
    mine = [-3.0, *[1.0] * 9, -6.5]
    assert [f"{100 * rate:.2f}" for rate in rates(mine)] == ["3.50", "19.54"]
    assert f"{figures.npv(mine, 0.1):.3f}" == "0.253"


def test_brealey_myers_no_rate_though_the_value_is_positive() -> None:
    assert isinstance(figures.irr([1_000, -3_000, 2_500]), NoFigure)
    assert f"{figures.npv([1_000, -3_000, 2_500], 0.1):.0f}" == "339"


@pytest.mark.parametrize(
    ("flows", "years", "value"),
    [((-2_000, 500, 500, 5_000), 3, 2_624), ((-2_000, 500, 1_800, 0), 2, -58), ((-2_000, 1_800, 500, 0), 2, 50)],
)
def test_brealey_myers_payback_in_whole_years(flows: tuple[float, ...], years: int, value: float) -> None:
    """The book counts whole years, this program the part of the last one."""
    assert math.ceil(number(figures.payback_months(flows)) / 12) == years
    assert round(figures.npv(flows, 0.1)) == value


def test_the_oil_pump_of_lorie_and_savage() -> None:
    """Three Problems in Rationing Capital, Journal of Business 28(4), 1955: 25 % and 400 %."""
    assert rates([-1_600, 10_000, -10_000]) == pytest.approx((0.25, 4))


def test_the_two_rates_of_hirshleifer() -> None:
    """On the Theory of Optimal Investment Decision, Journal of Political Economy 66(4), 1958: 100 % and 200 %."""
    assert rates([-1, 5, -6]) == pytest.approx((1, 2))


# --- against other implementations -------------------------------------------------------------------------------

amounts = st.floats(-1e6, 1e6).map(lambda amount: round(amount, 2))
rows = st.lists(amounts, min_size=1, max_size=12)
discount = st.floats(-0.5, 3)


@given(rows, discount)
def test_present_value_is_that_of_pyxirr_in_both_conventions(flows: list[float], rate: float) -> None:
    size = sum(map(abs, figures.discounted(flows, rate)))
    assert figures.npv(flows, rate) == pytest.approx(pyxirr.npv(rate, flows), abs=1e-9 * size + 1e-9)
    shifted = pyxirr.npv(rate, flows, start_from_zero=False)
    assert figures.present_value(flows, rate, first=1) == pytest.approx(shifted, abs=1e-8 * size + 1e-9)


@given(rows, discount)
def test_present_value_is_that_of_arrays(flows: list[float], rate: float) -> None:
    factors = (1 + rate) ** np.arange(len(flows))
    size = float(np.abs(np.array(flows) / factors).sum())
    assert figures.npv(flows, rate) == pytest.approx(float((np.array(flows) / factors).sum()), abs=1e-9 * size)


@given(rows, st.floats(0, 1), st.floats(0, 1))
def test_mirr_is_its_formula(flows: list[float], finance: float, reinvest: float) -> None:
    assume(figures.sign_changes(flows))
    paid = figures.present_value([min(flow, 0) for flow in flows], finance)
    last = len(flows) - 1
    earned = math.fsum(max(flow, 0) * (1 + reinvest) ** (last - at) for at, flow in enumerate(flows))
    assert figures.mirr(flows, finance, reinvest) == near((earned / -paid) ** (1 / last) - 1)


@given(rows, st.floats(-0.5, 3))
def test_xnpv_of_years_of_365_days_is_npv(flows: list[float], rate: float) -> None:
    days = [date.fromordinal(700_000 + 365 * at) for at in range(len(flows))]
    size = sum(map(abs, figures.discounted(flows, rate)))
    assert figures.xnpv(flows, days, rate) == pytest.approx(figures.npv(flows, rate), abs=1e-9 * size)


@given(st.floats(1, 1e6), st.lists(st.floats(1, 1e6), min_size=1, max_size=10))
def test_the_only_rate_is_that_of_the_companion_matrix(paid: float, earned: list[float]) -> None:
    places = np.roots([-paid, *earned])  # growth factors 1 + r
    expected = [float(place.real) - 1 for place in places if abs(place.imag) < 1e-9 and place.real > 0]
    assert rates([-paid, *earned]) == pytest.approx(expected, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("flows", [(-1e6, 1.0), (-1.0, 1e6), (-1e-9, 1e9), (-1e6, *[0.0] * 98, 1.0), (-5, 0, 0, 1e-8)])
def test_rates_at_the_edge_are_found(flows: tuple[float, ...]) -> None:
    """(1 + r)^n is what the last flow is of the first."""
    assert rates(flows) == pytest.approx(((-flows[-1] / flows[0]) ** (1 / (len(flows) - 1)) - 1,), rel=1e-9)


def test_one_rate_needs_neither_arrays_nor_a_root_finder() -> None:
    code = "import sys; from toolselect.money import figures; figures.irr([-1, 0.5, 0.7]); print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert not {"numpy", "scipy"} & set(ran.stdout.split())


# --- laws --------------------------------------------------------------------------------------------------------


@given(rows, discount, st.data())
def test_npv_is_linear_in_each_flow(flows: list[float], rate: float, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(flows) - 1))
    more = data.draw(amounts)
    raised = [*flows[:at], flows[at] + more, *flows[at + 1 :]]
    size = sum(map(abs, (*figures.discounted(flows, rate), more / (1 + rate) ** at)))
    expected = figures.npv(flows, rate) + more / (1 + rate) ** at
    assert figures.npv(raised, rate) == pytest.approx(expected, abs=1e-12 * size + 1e-9)


@given(rows)
def test_without_discounting_npv_is_the_plain_sum(flows: list[float]) -> None:
    assert figures.npv(flows, 0) == math.fsum(flows)


@given(rows, st.data())
def test_the_order_of_the_flows_of_one_period_never_shows(flows: list[float], data: st.DataObject) -> None:
    assert figures.npv(data.draw(st.permutations(flows)), 0) == figures.npv(flows, 0)


def as_number(months: float | NoFigure) -> float:
    return math.inf if isinstance(months, NoFigure) else months


@given(rows, st.data())
def test_more_of_a_benefit_never_makes_payback_longer(flows: list[float], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(flows) - 1))
    raised = [*flows[:at], flows[at] + data.draw(st.floats(0, 1e6).map(lambda more: round(more, 2))), *flows[at + 1 :]]
    assert as_number(figures.payback_months(raised)) <= as_number(figures.payback_months(flows)) + 1e-6


@given(rows, st.floats(0, 3))
def test_payback_lies_inside_the_periods(flows: list[float], rate: float) -> None:
    months = figures.discounted_payback_months(flows, rate)
    assert isinstance(months, NoFigure) or 0 <= months <= 12 * (len(flows) - 1)


@given(rows)
def test_at_a_rate_of_return_the_present_value_is_zero(flows: list[float]) -> None:
    found = figures.irr(flows)
    for rate in () if isinstance(found, NoFigure) else found:
        assume(rate > -0.999)
        values = figures.discounted(flows, rate)
        assert math.fsum(values) == pytest.approx(0, abs=1e-7 * sum(map(abs, values)))


@given(st.lists(st.floats(-0.9, 5), min_size=1, max_size=5))
def test_every_rate_that_is_built_in_is_found(built: list[float]) -> None:
    built = sorted(built)
    assume(all(high - low > 0.05 for low, high in pairwise(built)))
    flows = np.poly([1 + rate for rate in built]).tolist()
    assert rates(flows) == pytest.approx(tuple(built), abs=1e-5)


@given(rows)
def test_there_are_no_more_rates_than_sign_changes_and_as_odd_a_number(flows: list[float]) -> None:
    found = figures.irr(flows)
    changes = figures.sign_changes(flows)
    if isinstance(found, NoFigure):
        assert changes % 2 == 0
    else:
        assert len(found) <= changes
        assert sorted(set(found)) == list(found)


@given(rows, discount, st.sampled_from([0.5, 2.0, 4096.0, 2.0**-20]))
def test_another_currency_scales_amounts_and_leaves_ratios(flows: list[float], rate: float, unit: float) -> None:
    scaled = [unit * flow for flow in flows]
    assert figures.npv(scaled, rate) == near(unit * figures.npv(flows, rate))
    assert figures.payback_months(scaled) == figures.payback_months(flows)
    assert figures.irr(scaled) == figures.irr(flows)
    assert figures.roi_percent(unit * 300, unit * 200) == figures.roi_percent(300, 200)
