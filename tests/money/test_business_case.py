from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import near, place, plan, vendor
from tests.money.conftest import SEATS, candidate, money, seller, value, values
from toolselect.model.money import BusinessCase, MoneyPlan, Scenario, VendorMoney
from toolselect.money.business_case import business_case, net_present_values, no_price


def case(setting: MoneyPlan, *vendors: Any) -> BusinessCase:
    return business_case(
        setting,
        [candidate(setting, one) for one in vendors or (seller(),)],
        baseline="current",
        currency="USD",
        seats=SEATS,
        draws=2000,
        seed=1,
    )


def test_scenarios_run_from_the_cautious_to_the_hopeful() -> None:
    found = case(money({"wage": value(15, 20, 25), "handle_time_saved": value(5, 10, 15)}))
    (one,) = found.vendors
    low, base, high = (one.scenario(name) for name in (Scenario.LOW, Scenario.BASE, Scenario.HIGH))
    assert low is not None
    assert base is not None
    assert high is not None
    assert low.figures.npv < base.figures.npv < high.figures.npv
    setting = money({"wage": value(15, 20, 25), "handle_time_saved": value(5, 10, 15)})
    assert net_present_values(setting, candidate(setting).known) == (
        near(low.figures.npv),
        near(base.figures.npv),
        near(high.figures.npv),
    )


def test_base_takes_the_mean_of_a_range_and_the_likely_benchmark() -> None:
    found = case(money({"wage": value(15, 20, 31), "automated_resolution": 20}))
    used = {one.id: one.used for one in found.drivers}
    assert used["wage"] == 22
    plain = money()
    without = MoneyPlan(
        channels=plain.channels,
        drivers={name: one for name, one in plain.drivers.items() if name != "automated_resolution"},
        place=plain.place,
    )
    shown = {one.id: one for one in case(without).drivers}["automated_resolution"]
    assert (shown.used, shown.value.benchmark, shown.value.year) == (20, True, "2026")


def test_a_scenario_may_have_figures_of_its_own() -> None:
    setting = money(scenarios={Scenario.LOW: values({"recapture": 0})})
    low = case(setting).vendors[0].scenario(Scenario.LOW)
    assert low is not None
    assert sum(line.pv for line in low.lines if line.id in ("B1", "B2")) == 0


def test_what_the_vendor_claims_is_a_scenario_of_its_own() -> None:
    own = VendorMoney(claims=values({"automated_resolution": 60}), place=place("money"))
    found = case(money(vendors={"acme": own}), seller(), seller("silent"))
    claim = found.of("acme").scenario(Scenario.VENDOR_CLAIM)
    base = found.of("acme").scenario(Scenario.BASE)
    assert claim is not None
    assert base is not None
    assert next(one.used for one in claim.drivers if one.id == "automated_resolution") == 60
    assert claim.figures.npv != base.figures.npv
    assert found.of("silent").scenario(Scenario.VENDOR_CLAIM) is None
    assert found.of("silent").reasons["vendor_claim"] == "no claim of the vendor about a driver is on record"


def test_a_claim_about_all_channels_holds_on_each() -> None:
    channels = {"phone": values({"volume": 60_000, "handle_time": 6, "automated_resolution": 5})}
    own = VendorMoney(claims=values({"automated_resolution": 60}), place=place("money"))
    claim = case(money(channels=channels, vendors={"acme": own})).of("acme").scenario(Scenario.VENDOR_CLAIM)
    assert claim is not None
    assert next(one.used for one in claim.drivers if one.id == "phone.automated_resolution") == 60


def test_a_vendor_without_a_price_has_a_reason_instead_of_figures() -> None:
    found = case(money(), seller(), seller("mute", plans=(plan("team"),)))
    assert no_price(candidate(money(), seller("mute", plans=(plan("team"),))).known)
    assert found.of("mute").scenarios == ()
    assert found.of("mute").reasons == {"npv": "no price listed for plan team"}
    assert found.of("mute").chance is None
    assert set(found.pairwise) == {"acme"}


def test_the_dearer_of_two_twins_is_worth_less_in_every_draw() -> None:
    found = case(money({"wage": value(10, 20, 40)}), seller("cheap", 100), seller("dear", 110))
    assert found.pairwise["cheap"]["dear"] == 1.0
    assert found.pairwise["dear"]["cheap"] == 0.0
    assert "wage" in found.independent


def test_nothing_doubtful_gives_one_figure() -> None:
    found = case(money({"repeats": 0}))
    one = found.of("acme")
    assert one.chance is not None
    assert one.chance.p10 == one.chance.p90


def test_exit_cost_is_apart_or_has_its_reason() -> None:
    assert case(money({"exit_fee": 7000})).of("acme").exit_cost == near(7000)
    without = case(money()).of("acme")
    assert without.exit_cost is None
    assert without.reasons["exit_cost"] == "no figure for export and early termination"


def test_a_vendors_own_figure_is_its_own() -> None:
    own = VendorMoney(drivers=values({"implementation_fee": 90_000}), place=place("money"))
    found = case(money(vendors={"other": own}), seller(), seller("other"))
    other = found.of("other").scenario(Scenario.BASE)
    assert other is not None
    assert next(one.vendor for one in other.drivers if one.id == "implementation_fee") == "other"
    assert "licence" not in {one.id for one in found.drivers}


def test_nobody_priced_at_all() -> None:
    found = case(money(), vendor("acme"))
    assert found.pairwise == {}
    assert found.drivers == ()
    assert found.crossings == ()


def test_an_unknown_vendor_is_not_in_the_case() -> None:
    with pytest.raises(KeyError):
        case(money()).of("nobody")
