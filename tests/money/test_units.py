from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from toolselect.money.units import (
    Hours,
    Quantity,
    UnitError,
    agents,
    contacts,
    contacts_per_year,
    hours,
    hours_per_contact,
    money,
    money_per_hour,
    money_per_year,
    name,
    positive,
    years,
)

ROOT = Path(__file__).parents[2]
UNLAWFUL = (
    "money(1.0) + hours(2.0)",
    "money(1.0) - contacts(2.0)",
    "money(1.0) + 2.0",
    "money_per_hour(20.0) * years(1.0)",
    "money(1.0) / hours(2.0)",
    "money(1.0).over(hours(1.0))",
)


def test_hours_times_the_cost_of_an_hour_is_money() -> None:
    time = hours_per_contact(0.1) * (contacts_per_year(60_000.0) * years(0.5))
    cost = money_per_hour(20.0) * time + money_per_year(100.0) * years(1.0)
    assert cost.value == pytest.approx(60_100)
    assert cost.unit == money(0.0).unit
    assert repr(cost) == f"Quantity({cost.value!r}, money)"


def test_what_does_not_fit_is_refused_when_it_runs() -> None:
    time: Quantity[Hours] = hours(2.0)
    for other in (time, 2.0, agents(1.0)):
        with pytest.raises(UnitError, match="money and"):
            money(1.0) + other  # type: ignore[operator]
    with pytest.raises(UnitError, match="plain numbers only"):
        money(1.0) / time  # type: ignore[operator]


def test_a_product_that_is_not_lawful_does_not_add_to_money() -> None:
    with pytest.raises(UnitError, match="money x years / hours"):
        money(1.0) + money_per_hour(20.0) * years(1.0)  # type: ignore[operator]


@pytest.mark.slow
def test_mypy_refuses_each_of_them(tmp_path: Path) -> None:
    names = "contacts, hours, money, money_per_hour, years"
    lines = ["from __future__ import annotations", f"from toolselect.money.units import {names}", *UNLAWFUL]
    lines.append("money_per_hour(20.0) * hours(2.0) + money(1.0)")
    file = tmp_path / "unlawful.py"
    file.write_text("\n".join(lines), encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path), str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    refused = {
        int(line.split(":")[1]) for line in ran.stdout.splitlines() if f"{file.name}:" in line and "error" in line
    }
    assert refused == set(range(3, 3 + len(UNLAWFUL))), ran.stdout


def test_arrays_count_like_numbers() -> None:
    many = np.array([1.0, -2.0])
    assert (money(many) + money(1.0)).value.tolist() == [2.0, -1.0]  # type: ignore[union-attr]
    assert positive(many).tolist() == [1.0, 0.0]  # type: ignore[union-attr]
    assert contacts(many).above(contacts(0.5)).value.tolist() == [0.5, 0.0]  # type: ignore[union-attr]
    assert contacts(6.0).over(contacts(3.0)) == 2.0


def test_units_have_names() -> None:
    assert name(money_per_hour(1.0).unit) == "money / hours"
    assert name((0, 0, 0, 0, 0)) == "1"
