"""Laws that hold whatever the figures: directions, scale, linearity, common draws."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.money.conftest import candidate, modelled, money, seller, usage_price, value, values
from toolselect.model.money import Effect, Scenario
from toolselect.money.drivers import DRIVERS, MONEY, PERCENT
from toolselect.money.lines import Sheet
from toolselect.money.scenarios import pick
from toolselect.money.sensitivity import used
from toolselect.money.yearly import OneAtATime, npv

if TYPE_CHECKING:
    from toolselect.model.money import MoneyPlan

EVERYTHING: dict[str, Any] = {
    "fcr_before": 60,
    "fcr_after": 65,
    "repeats": 1.2,
    "turnover_before": 30,
    "turnover_after": 20,
    "replacement_cost": 10_000,
    "hires": 3,
    "weeks_saved": 2,
    "productivity_gap": 50,
    "legacy_telephony": 4000,
    "legacy_infrastructure": 3000,
    "legacy_admin": 2000,
    "supervision_hours_saved": 100,
    "supervision_rate": 40,
    "revenue": 500_000,
    "revenue_lift": 1,
    "gross_margin": 40,
    "attribution": 50,
    "automation_upkeep": 0.05,
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
    "discount": 5,
    "price_uplift": 3,
}
LAWFUL = sorted(name for name, one in DRIVERS.items() if one.effect is not Effect.DEPENDS)
APART = {"loss_probability", "loss_impact", "exit_fee"}


def full(**more: Any) -> MoneyPlan:
    channels = {
        "phone": values({"volume": 60_000, "handle_time": 6}),
        "chat": values({"volume": 30_000, "handle_time": 10, "concurrency": 2, "automated_resolution": 30}),
    }
    return money(EVERYTHING, channels=channels, switched={"B8": True}, go_live=4, **more)


def sheet_of(setting: MoneyPlan) -> tuple[Any, Sheet]:
    one = seller(usage_prices=(usage_price(included={"team": 5}),))
    found = candidate(setting, one).known
    return modelled(setting, replace(found, values={**found.values, "addons": value(500), "other_usage": value(300)}))


SHAPE, BASE = sheet_of(full())


def figure(name: str) -> st.SearchStrategy[float]:
    low, high = DRIVERS[name.rpartition(".")[2]].limits
    return st.floats(low, min(high, 1e6), allow_nan=False)


@pytest.mark.parametrize("name", LAWFUL)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_the_npv_moves_in_the_direction_that_the_driver_declares(name: str, data: st.DataObject) -> None:
    full_name = f"chat.{name}" if name in ("handle_time", "concurrency") else name
    others = data.draw(st.sampled_from([one for one in used(SHAPE, BASE) if one != full_name]))
    values_ = {**BASE.values, others: data.draw(figure(others))}
    low, high = sorted((data.draw(figure(name)), data.draw(figure(name))))
    less, more = (float(npv(SHAPE, Sheet({**values_, full_name: x}, BASE.channels))) for x in (low, high))
    size = max(abs(less), abs(more), 1.0) * 1e-9
    if DRIVERS[name].effect is Effect.RAISES:
        assert more >= less - size
    else:
        assert more <= less + size


def test_every_driver_that_counts_is_held_to_its_direction() -> None:
    plain = {name.rpartition(".")[2] for name in used(SHAPE, BASE)}
    assert set(LAWFUL) - plain == APART


@settings(max_examples=60, deadline=None)
@given(st.floats(1e-3, 1e6))
def test_one_unit_of_currency_scales_everything(scale: float) -> None:
    scaled = {
        name: figure * scale if DRIVERS[name.rpartition(".")[2]].unit.startswith(MONEY) else figure
        for name, figure in BASE.values.items()
    }
    assert npv(SHAPE, Sheet(scaled, BASE.channels)) == pytest.approx(scale * float(npv(SHAPE, BASE)))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["licence", "legacy_admin", "implementation_fee", "resolution_price"]), st.floats(-1e6, 1e6))
def test_the_npv_is_linear_in_each_flow(name: str, change: float) -> None:
    def at(figure: float) -> float:
        return float(npv(SHAPE, Sheet({**BASE.values, name: figure}, BASE.channels)))

    base = float(BASE.figure(name))
    size = abs(at(base)) + abs(at(base + change)) + 1
    assert at(base + change) - at(base) == pytest.approx(at(base) - at(base - change), abs=1e-9 * size)


def test_without_discounting_it_is_the_plain_sum() -> None:
    from tests.money.conftest import base_case

    case = base_case(full(discount_rate=0.0))
    assert case.figures.npv == pytest.approx(sum(case.net))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_labour_that_is_saved_is_never_more_than_labour_that_is_paid(data: st.DataObject) -> None:
    """B1 + B2 + B3 <= V x u for any shares, as long as no more repeats are avoided than there are contacts."""
    from tests.money.conftest import base_case

    shares = ("recapture", "handle_time_saved", "automated_resolution", "fcr_before", "fcr_after")
    drawn = {name: data.draw(st.floats(0, 100)) for name in shares}
    repeats = data.draw(st.floats(0, 1))
    case = base_case(money({**drawn, "repeats": repeats}, risks={"B1": 0.0, "B2": 0.0, "B3": 0.0}))
    paid = 60_000 / 0.3
    for year in (1, 2, 3):
        assert sum(one.amounts[year] for one in case.lines if one.id in ("B1", "B2", "B3")) <= paid * (1 + 1e-9)


@settings(max_examples=30, deadline=None)
@given(st.floats(1, 50), st.floats(0, 50))
def test_low_is_never_above_high_for_drivers_with_a_direction(low: float, width: float) -> None:
    setting = money({"handle_time_saved": value(low, low + width / 2, low + width)})
    found = candidate(setting).known
    ends = {}
    for scenario in (Scenario.LOW, Scenario.HIGH):
        picked = pick(found, scenario, setting)
        shape, sheet = modelled(setting, found, scenario)
        assert picked.sheet.values == sheet.values
        ends[scenario] = float(npv(shape, sheet))
    assert ends[Scenario.LOW] <= ends[Scenario.HIGH] + 1e-9


def test_shares_are_the_percent_drivers() -> None:
    assert {one.unit for one in DRIVERS.values() if one.limits[1] <= 300 and one.id != "concurrency"} == {PERCENT}


def test_no_more_repeats_are_avoided_than_there_are_contacts() -> None:
    all_of_them = {**BASE.values, "fcr_before": 0.0, "fcr_after": 50.0, "repeats": 2.0}
    more = {**all_of_them, "repeats": 20.0}
    assert npv(SHAPE, Sheet(more, BASE.channels)) == npv(SHAPE, Sheet(all_of_them, BASE.channels))


@pytest.mark.parametrize("name", used(SHAPE, BASE))
def test_a_changed_driver_counts_in_every_line_that_uses_it(name: str) -> None:
    changed = OneAtATime(SHAPE, BASE)
    for figure_ in (float(BASE.figure(name)) * 1.5 + 1, 7.0):
        assert changed.at(name, figure_) == npv(SHAPE, Sheet({**BASE.values, name: figure_}, BASE.channels))
