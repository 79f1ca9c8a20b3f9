from __future__ import annotations

from dataclasses import replace

import pytest

from tests.conftest import near, plan, price
from tests.money.conftest import SEATS, candidate, modelled, money, seller, usage_price, value
from toolselect.model.money import Effect
from toolselect.money.lines import Sheet
from toolselect.money.sensitivity import break_even, cost_curve, crossings, tornado
from toolselect.money.yearly import npv


def test_a_bar_for_each_range_widest_first() -> None:
    setting = money({"wage": value(19, 20, 21), "automated_resolution": value(5, 20, 60)})
    found = candidate(setting).known
    shape, base = modelled(setting, found)
    bars = [bar for bar in tornado(found, shape, base) if not bar.benchmark]
    assert [bar.driver for bar in bars] == ["automated_resolution", "wage"]
    assert bars[0].npv_low == near(
        float(npv(shape, Sheet({**base.values, "automated_resolution": 5.0}, base.channels)))
    )
    assert bars[0].width > bars[1].width
    assert not bars[1].flips


def test_a_bar_says_when_the_sign_flips() -> None:
    setting = money({"implementation_fee": value(0, 50_000, 90_000)})
    found = candidate(setting).known
    shape, base = modelled(setting, found)
    (bar,) = tornado(found, shape, base)
    assert bar.flips
    assert (bar.title, bar.unit) == ("Implementation by partners", "money")


def test_at_the_break_even_the_npv_is_zero() -> None:
    setting = money()
    shape, base = modelled(setting, candidate(setting).known)
    found = {one.driver: one for one in break_even(shape, base)}
    for name in ("implementation_fee", "licence", "legacy_licence", "discount", "wage"):
        one = found[name]
        if one.at is None:
            assert "stays above zero from" in one.reason or "stays below zero from" in one.reason
        else:
            assert npv(shape, Sheet({**base.values, name: one.at}, base.channels)) == pytest.approx(0, abs=1e-4)
    fee = found["implementation_fee"]
    assert fee.effect is Effect.LOWERS
    assert fee.at == near(20_000 + float(npv(shape, base)) / 1.1)


@pytest.mark.parametrize(
    "name", ["occupancy", "shrinkage", "wage_growth", "volume_growth", "phone.concurrency", "wage"]
)
def test_curves_are_followed_to_the_zero(name: str) -> None:
    """What something is divided by, and growth over five years, bend the NPV: no straight line finds the zero."""
    setting = money({"implementation_fee": 70_000}, horizon=5)
    shape, base = modelled(setting, candidate(setting).known)
    (found,) = [one for one in break_even(shape, base) if one.driver == name]
    assert found.at is not None
    size = abs(float(npv(shape, base)))
    assert npv(shape, Sheet({**base.values, name: found.at}, base.channels)) == pytest.approx(0, abs=1e-8 * size)


def test_a_zero_beside_a_kink_is_found() -> None:
    """A rise of first-contact resolution counts, a fall does not: the NPV bends where both are equal."""
    setting = money({"fcr_before": 60, "fcr_after": 80, "repeats": 1, "implementation_fee": 65_000})
    shape, base = modelled(setting, candidate(setting).known)
    nothing = float(npv(shape, Sheet({**base.values, "fcr_after": 60.0}, base.channels)))
    gained = float(npv(shape, Sheet({**base.values, "fcr_after": 61.0}, base.channels))) - nothing
    dearer = 65_000 + (nothing + gained / 10) / 1.1  # now a tenth of a percentage point earns it back
    setting = replace(setting, drivers={**setting.drivers, "implementation_fee": value(dearer)})
    shape, base = modelled(setting, candidate(setting).known)
    (found,) = [one for one in break_even(shape, base) if one.driver == "fcr_after"]
    assert found.at == near(60.1)


def test_a_driver_that_does_not_matter_has_no_break_even() -> None:
    setting = money({"recapture": 0})
    shape, base = modelled(setting, candidate(setting).known)
    found = {one.driver: one for one in break_even(shape, base)}
    assert (found["phone.handle_time"].at, found["phone.handle_time"].reason) == (
        None,
        "the net present value does not depend on it",
    )


def test_cost_by_volume() -> None:
    one = candidate(money())
    assert [(at.factor, at.seats, at.contacts, at.yearly) for at in cost_curve(one.known, one.terms, SEATS)] == [
        (0.5, 5, 30_000, near(6000 + 6000)),
        (1.0, 10, 60_000, near(12_000 + 12_000)),
        (3.0, 30, 180_000, near(36_000 + 36_000)),
        (10.0, 100, 600_000, near(120_000 + 120_000)),
    ]


def test_where_a_flat_fee_and_a_price_per_seat_cross() -> None:
    """12,000 x f against 24,000 whatever the volume: at twice today's."""
    setting = money()
    seats = candidate(setting, seller("seats", usage_prices=(usage_price(0.0),)))
    flat = candidate(
        setting, seller("flat", plans=(plan("team", price(2000, per="month")),), usage_prices=(usage_price(0.0),))
    )
    (found,) = crossings([(seats.known, seats.terms), (flat.known, flat.terms)], SEATS)
    assert found.factor == near(2.0)
    assert found.contacts == near(120_000)
    assert found.cheaper_below == "seats"


def test_no_crossing_has_its_reason() -> None:
    setting = money()
    one, dear = candidate(setting, seller("one")), candidate(setting, seller("dear", 200))
    (found,) = crossings([(one.known, one.terms), (dear.known, dear.terms)], SEATS)
    assert found.reason == "`one` costs less at every volume from 0.1 to 10 times"
    twin = replace(one.known, vendor="twin")
    (same,) = crossings([(one.known, one.terms), (twin, one.terms)], SEATS)
    assert (same.factor, same.reason) == (None, "they cost the same at every volume")
