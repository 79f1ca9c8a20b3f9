"""A case on paper: 60,000 calls of 6 minutes, 20 an hour, 10 seats at 100 a month, one for each resolution.

u = 0.1 h x 20 / (0.8 x 0.75) = 3.3333. Year 1, at half adoption: 6,000 resolved, 54,000 handled;
later 12,000 and 48,000.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.conftest import near
from tests.money.conftest import base_case, candidate, modelled, money, seller, usage_price, value, values
from toolselect.model.money import Scenario, Side, yearly_table
from toolselect.money.yearly import contact_cost, npv, payback, periods

if TYPE_CHECKING:
    from toolselect.model.money import ScenarioCase


def amounts(case: ScenarioCase, line: str) -> list[float]:
    return list(next(one.amounts for one in case.lines if one.id == line))


def test_the_paper_case() -> None:
    case = base_case(money())
    assert amounts(case, "B1") == pytest.approx([0, 2430, 4320, 4320])
    assert amounts(case, "B2") == pytest.approx([0, 8500, 17_000, 17_000])
    assert amounts(case, "B6") == pytest.approx([0, 28_500, 28_500, 28_500])
    assert amounts(case, "C1") == pytest.approx([0, 12_600, 12_600, 12_600])
    assert amounts(case, "C2") == pytest.approx([0, 6600, 13_200, 13_200])
    assert amounts(case, "C4") == pytest.approx([22_000, 0, 0, 0])
    assert list(case.net) == pytest.approx([-22_000, 20_230, 24_020, 24_020])
    figures = case.figures
    assert figures.npv == near(-22_000 + 20_230 / 1.1 + 24_020 / 1.1**2 + 24_020 / 1.1**3)
    assert figures.roi_percent == near(100 * figures.npv / figures.pv_costs)
    assert figures.payback_months == near(12 + (22_000 - 20_230) / (24_020 / 12))
    assert figures.discounted_payback_months is not None
    assert figures.payback_months is not None
    assert figures.discounted_payback_months > figures.payback_months
    assert figures.total_cost == near(22_000 + 12_600 * 3 + 6600 + 13_200 * 2)
    assert len(case.by_month) == 37
    assert sum(case.by_month) == near(sum(case.net))


def test_the_same_figures_one_by_one() -> None:
    setting = money()
    shape, sheet = modelled(setting, candidate(setting).known)
    case = base_case(setting)
    assert npv(shape, sheet) == near(case.figures.npv)
    assert payback(shape, sheet) == near(case.figures.payback_months or 0)
    assert contact_cost(shape, sheet) == near(case.figures.contact_cost or 0)


def test_the_cost_of_a_contact() -> None:
    """Resolved at the first contact: 70 %. Agents' time: 3.3333 for each handled, less what is saved."""
    case = base_case(money({"fcr_before": 70}))
    labour = 54_000 / 0.3 * 0.95 + 2 * 48_000 / 0.3 * 0.9
    resolved = 6000 + 2 * 12_000 + 0.7 * (54_000 + 2 * 48_000)
    assert case.figures.contact_cost == near((case.figures.total_cost + labour) / resolved)


def test_fewer_repeats_come_first_then_automation_then_handle_time() -> None:
    """10 points x 1.2 repeats: 6,000 calls avoided at full adoption; 20 % of 52,800 resolved; the rest is shorter."""
    case = base_case(money({"fcr_before": 60, "fcr_after": 70, "repeats": 1.2}, ramp=(100.0,)))
    assert amounts(case, "B3") == pytest.approx([0, *[0.9 * 7200 / 0.3 * 0.5] * 3])
    assert amounts(case, "B2") == pytest.approx([0, *[0.85 * 0.2 * 52_800 / 0.3 * 0.5] * 3])
    assert amounts(case, "B1") == pytest.approx([0, *[0.9 * 0.8 * 52_800 * 0.1 * 0.1 * 20 * 0.5] * 3])


def test_months_before_go_live_cost_and_bring_nothing() -> None:
    case = base_case(money({"handle_time_saved": 0, "automated_resolution": 0}, go_live=6, legacy_end=9, ramp=(100.0,)))
    assert amounts(case, "B6") == pytest.approx([0, 28_500 / 4, 28_500, 28_500])
    assert amounts(case, "C1") == pytest.approx([0, 12_600, 12_600, 12_600])
    assert case.by_month[1] == near(-1050)
    assert case.by_month[10] == near(28_500 / 12 - 1050)


def test_periods_are_cut_where_something_changes() -> None:
    found = periods(2, 3, 7, (40, 80))
    assert [(one.year, one.months, one.adoption, one.retired, one.begins, one.ends) for one in found] == [
        (1, 3, 0.0, False, False, False),
        (1, 4, 0.4, False, True, False),
        (1, 5, 0.4, True, False, False),
        (2, 3, 0.4, True, False, False),
        (2, 9, 0.8, True, False, True),
    ]


def test_a_line_without_its_drivers_is_left_out_with_the_reason() -> None:
    case = base_case(money())
    out = {one.id: one.reason for one in case.left_out}
    assert out["B3"] == "no figure for first-contact resolution with the tool"
    assert out["B8"] == "off unless the study switches it on"
    assert out["C3"] == "no figure for add-ons at the price found (no add-on is bought)"
    assert "B2" not in out


def test_a_default_in_another_currency_is_no_default() -> None:
    found = candidate(replace(money(), drivers={}), seller(plans=(), usage_prices=()), currency="EUR").known
    assert "wage" not in found.values
    assert found.reasons["wage"] == "its default is in USD, and there is no rate for EUR"


def test_a_range_takes_the_place_of_the_risk_factor() -> None:
    point, spread = base_case(money()), base_case(money({"automated_resolution": value(10, 20, 30)}))
    assert amounts(point, "B2")[3] == near(17_000)
    assert amounts(spread, "B2")[3] == near(20_000)
    assert next(one.risk for one in spread.lines if one.id == "B2") == 0


def test_the_study_may_change_a_risk_factor_and_switch_lines() -> None:
    case = base_case(money(risks={"B2": -50.0}, switched={"B1": False}))
    assert amounts(case, "B2")[3] == near(10_000)
    assert "switched off by the study" in {one.reason for one in case.left_out if one.id == "B1"}


def test_gross_profit_counts_as_margin_and_only_if_switched_on() -> None:
    revenue = {"revenue": 1_000_000, "revenue_lift": 1, "gross_margin": 40, "attribution": 50}
    case = base_case(money(revenue, ramp=(100.0,), switched={"B8": True}))
    assert amounts(case, "B8")[1] == near(1_000_000 * 0.01 * 0.4 * 0.5 * 0.85)


def test_avoided_loss_and_exit_are_shown_apart() -> None:
    more = {"loss_probability": 5, "loss_impact": 100_000, "exit_fee": 9000}
    without, case = base_case(money()), base_case(money(more))
    assert [(one.id, one.amounts[3]) for one in case.apart] == [("B9", near(5000)), ("C10", near(9000))]
    assert case.figures.npv == without.figures.npv


def test_every_other_line() -> None:
    """Each by hand, before risk: 10 agents, 40 hours a week, 20 an hour, adoption 100 %."""
    more = {
        "turnover_before": 30,
        "turnover_after": 20,
        "replacement_cost": 10_000,
        "hires": 3,
        "weeks_saved": 2,
        "productivity_gap": 50,
        "supervision_hours_saved": 100,
        "supervision_rate": 40,
        "implementation_hours": 100,
        "implementation_rate": 50,
        "implementation_later": 20,
        "integrations": 2,
        "integration_cost": 5000,
        "integration_upkeep": 20,
        "migration_records": 100_000,
        "migration_unit_cost": 0.05,
        "training_hours": 10,
        "trainer_fee": 1000,
        "admin_fte": 0.5,
        "admin_cost": 60_000,
        "dip": 10,
        "dip_weeks": 3,
    }
    case = base_case(money(more, ramp=(100.0,)))
    plain = {one.id: list(one.unadjusted[:3]) for one in case.lines}
    assert plain["B4"] == pytest.approx([0, 10_000, 10_000])
    assert plain["B5"] == pytest.approx([0, 3 * 2 * 0.5 * 40 * 20, 2400])
    assert plain["B7"] == pytest.approx([0, 2000, 2000])
    assert plain["C4"] == pytest.approx([20_000, 5000, 0])
    assert plain["C5"] == pytest.approx([10_000, 2000, 2000])
    assert plain["C6"] == pytest.approx([5000, 0, 0])
    assert plain["C7"] == pytest.approx([3000, 0, 0])
    assert plain["C8"] == pytest.approx([0, 30_000, 30_000])
    assert plain["C9"] == pytest.approx([0, 10 * 0.1 * 3 * 40 * 20, 0])


def test_growth_of_wages_contacts_and_prices() -> None:
    case = base_case(money({"wage_growth": 10, "volume_growth": 20, "price_uplift": 5}, ramp=(100.0,)))
    assert amounts(case, "C1") == pytest.approx([0, 12_600, 13_230, 13_891.5])
    assert amounts(case, "B2")[2] == near(17_000 * 1.1 * 1.2)


def test_included_resolutions_are_not_paid() -> None:
    one = seller(usage_prices=(usage_price(included={"team": 50}),))
    case = base_case(money(ramp=(100.0,)), one)
    assert next(line.unadjusted[1] for line in case.lines if line.id == "C2") == near(12_000 - 50 * 10 * 12)


def test_no_benefit_of_an_effect_in_the_wrong_direction() -> None:
    case = base_case(money({"fcr_before": 70, "fcr_after": 60, "turnover_before": 10, "turnover_after": 20}))
    assert amounts(case, "B3") == amounts(case, "B4") == [0, 0, 0, 0]


@pytest.mark.parametrize("decimals", [0, 2])
def test_the_table_adds_up_as_printed(decimals: int) -> None:
    case = base_case(money({"wage": 19.37, "handle_time_saved": 9.7, "discount": 3.3, "wage_growth": 2.7}))
    rows = yearly_table(case, decimals)
    unit: int = 10**decimals

    def units(amount: float) -> int:
        assert abs(amount * unit - round(amount * unit)) < 1e-6
        return round(amount * unit)

    for side in Side:
        lines = [row for row in rows if row.side is side and row.line]
        total = next(row for row in rows if row.side is side and not row.line)
        for year in range(4):
            assert sum(units(row.amounts[year]) for row in lines) == units(total.amounts[year])
        assert sum(units(row.total) for row in lines) == units(total.total)
        assert sum(units(row.pv) for row in lines) == units(total.pv)
    benefits, costs, net = (next(row for row in rows if row.side is s and not row.line) for s in (*Side, None))
    assert units(benefits.pv) - units(costs.pv) == units(net.pv)
    assert net.pv == pytest.approx(case.figures.npv, abs=0.5 * len(case.lines) / unit)


def test_no_irr_where_money_only_goes_out() -> None:
    case = base_case(money({"legacy_licence": 0, "recapture": 0}))
    assert case.figures.irr == ()
    assert case.figures.payback_months is None
    assert set(case.figures.reasons) == {"irr", "payback_months", "discounted_payback_months"}


def test_without_contacts_labour_is_left_out() -> None:
    case = base_case(money(channels={"phone": values({"volume": 1000}), "chat": values({"volume": 1})}))
    assert {one.id for one in case.left_out} >= {"B3"}
    assert "B2" in {one.id for one in case.lines}  # the benchmark of a call's handle time
    assert base_case(money(channels={"chat": values({"volume": 1})})).figures.reasons["contact_cost"]


def test_the_scenario_is_named() -> None:
    assert base_case(money()).scenario is Scenario.BASE
