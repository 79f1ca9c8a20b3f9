from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import near
from toolselect.money import figures
from toolselect.money.cashflow import BenefitsAndCosts, SignedFlows, appraise

# --- on paper ----------------------------------------------------------------------------------------------------

PAPER = BenefitsAndCosts(initial=100, benefits=(110, 121), costs=(0, 60.5), discount_rate=0.1)


def test_benefits_and_costs_give_the_figures_of_the_contract() -> None:
    found = appraise(PAPER)
    assert list(found.figures) == [
        "pv_benefits",
        "pv_costs",
        "npv",
        "roi_percent",
        "payback_months",
        "discounted_payback_months",
        "irr",
    ]
    assert found.reasons == {}
    assert found.figures["pv_benefits"] == near(200)
    assert found.figures["pv_costs"] == near(150)
    assert found.figures["npv"] == near(50)
    assert found.figures["roi_percent"] == near(100 / 3)
    assert found.figures["payback_months"] == near(12 * 100 / 110)
    assert found.figures["discounted_payback_months"] == near(12)
    assert isinstance(found.figures["irr"], tuple)
    assert figures.npv(PAPER.flows, found.figures["irr"][0]) == pytest.approx(0, abs=1e-9)


def test_the_table_shows_each_year() -> None:
    rows = appraise(PAPER).periods
    assert [(row.number, row.benefits, row.costs, row.net, row.cumulative) for row in rows] == [
        (0, 0, 100, -100, -100),
        (1, 110, 0, 110, 10),
        (2, 121, 60.5, 60.5, 70.5),
    ]
    assert [row.present_value for row in rows] == pytest.approx([-100, 100, 50])


def test_without_a_rate_nothing_is_discounted_and_the_reason_is_said() -> None:
    found = appraise(BenefitsAndCosts(initial=100, benefits=(150,), costs=(0,)))
    absent = {"pv_benefits", "pv_costs", "npv", "roi_percent", "discounted_payback_months"}
    assert found.reasons == dict.fromkeys(found.reasons, "no discount rate is given")
    assert set(found.reasons) == absent == {name for name, value in found.figures.items() if value is None}
    assert found.figures["payback_months"] == near(8)
    assert found.figures["irr"] == pytest.approx((0.5,))
    assert [row.present_value for row in found.periods] == [None, None]


@pytest.mark.parametrize(
    ("more", "names"),
    [
        ({}, ["npv", "irr"]),
        ({"finance_rate": 0.1, "reinvest_rate": 0.12}, ["npv", "irr", "mirr"]),
        ({"dates": (date(2026, 1, 1), date(2027, 1, 1))}, ["npv", "irr", "xnpv", "xirr"]),
    ],
)
def test_signed_flows_give_what_they_allow(more: dict[str, object], names: list[str]) -> None:
    found = appraise(SignedFlows(flows=(-100, 110), discount_rate=0.1, **more))  # type: ignore[arg-type] # as given
    assert list(found.figures) == names
    assert not found.reasons
    assert found.figures["npv"] == near(0)


def test_one_rate_of_two_is_not_enough() -> None:
    found = appraise(SignedFlows(flows=(-100, 110), finance_rate=0.1))
    assert found.figures == {"npv": None, "irr": pytest.approx((0.1,)), "mirr": None}
    assert "both" in found.reasons["mirr"]


def test_with_dates_present_values_are_those_of_the_days() -> None:
    days = (date(2026, 1, 1), date(2028, 1, 1))
    found = appraise(SignedFlows(flows=(-100, 121), discount_rate=0.1, dates=days))
    assert found.figures["npv"] == near(10)
    assert found.figures["xnpv"] == near(0)
    assert [row.present_value for row in found.periods] == pytest.approx([-100, 100])
    assert [row.date for row in found.periods] == [*days]


def test_what_is_too_large_has_no_figure() -> None:
    found = appraise(SignedFlows(flows=(-1.0, *[1.0] * 100), discount_rate=math.nextafter(-1, 0)))
    assert found.figures["npv"] is None
    assert "too large" in found.reasons["npv"]
    assert all(row.present_value is None for row in found.periods)


def test_no_costs_at_all() -> None:
    found = appraise(BenefitsAndCosts(benefits=(50, 50), costs=(0, 0), discount_rate=0.1))
    assert found.figures["payback_months"] == 0
    assert set(found.reasons) == {"roi_percent", "irr"}


# --- as published ------------------------------------------------------------------------------------------------


def test_the_risk_adjusted_cash_flow_table_of_a_forrester_study() -> None:
    """Forrester, The Total Economic Impact of SalesLoft, page 19, "Cash Flow Table (Risk-Adjusted)", 10 %.

    Convention: the initial cost at t = 0 is not discounted and part of the costs, years are discounted at their end,
    and ROI is the net by the costs, both as present values. The study prints the net of year 2 one dollar higher than
    its own benefits less costs, and the total benefits, which are those of the years, exactly.
    """
    costs = (666_715.0, 636_772.0, 647_783.0)
    benefits = (1_606_511.0, 3_061_331.0, 4_229_760.0)
    found = appraise(BenefitsAndCosts(initial=53_150, benefits=benefits, costs=costs, discount_rate=0.1))
    printed = {name: f"{value:,.0f}" for name, value in found.figures.items() if isinstance(value, float)}
    assert printed["pv_costs"] == "1,672,201"
    assert printed["pv_benefits"] == "7,168,371"
    assert printed["npv"] == "5,496,170"
    assert printed["roi_percent"] == "329"
    payback = found.figures["payback_months"]
    assert isinstance(payback, float)
    assert payback < 6  # all that the study says of it
    nets = (-53_150, 939_796, 2_424_560, 3_581_976)
    assert [row.net for row in found.periods] == pytest.approx(nets, abs=1.01)
    assert found.periods[-1].cumulative == pytest.approx(6_893_182, abs=1.01)
    assert 53_150 + sum(costs) == 2_004_420
    assert sum(benefits) == 8_897_602


# --- laws --------------------------------------------------------------------------------------------------------

amounts = st.lists(st.tuples(*[st.floats(0, 1e6).map(lambda one: round(one, 2))] * 2), min_size=1, max_size=8)


@given(amounts, st.floats(0, 1e6), st.floats(-0.5, 3))
def test_the_net_is_what_benefits_leave_of_costs(years: list[tuple[float, float]], initial: float, rate: float) -> None:
    benefits, costs = zip(*years, strict=True)
    found = appraise(BenefitsAndCosts(initial=initial, benefits=benefits, costs=costs, discount_rate=rate)).figures
    gained, paid, net = found["pv_benefits"], found["pv_costs"], found["npv"]
    assert isinstance(gained, float)
    assert isinstance(paid, float)
    assert net == pytest.approx(gained - paid, abs=1e-9 * (gained + paid))


@given(amounts, st.floats(0, 1e6), st.floats(-0.5, 3))
def test_both_shapes_say_the_same(years: list[tuple[float, float]], initial: float, rate: float) -> None:
    benefits, costs = zip(*years, strict=True)
    table = BenefitsAndCosts(initial=initial, benefits=benefits, costs=costs, discount_rate=rate)
    signed = appraise(SignedFlows(flows=table.flows, discount_rate=rate))
    found = appraise(table).figures
    assert (signed.figures["npv"], signed.figures["irr"]) == (found["npv"], found["irr"])


@given(amounts, st.floats(0, 1e6), st.floats(-0.5, 3))
def test_present_values_add_up(years: list[tuple[float, float]], initial: float, rate: float) -> None:
    benefits, costs = zip(*years, strict=True)
    found = appraise(BenefitsAndCosts(initial=initial, benefits=benefits, costs=costs, discount_rate=rate))
    assert math.fsum(row.present_value or 0 for row in found.periods) == found.figures["npv"]
