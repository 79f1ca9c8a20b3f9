"""A vendor of the example, base scenario, computed again month by month in bare NumPy: to the cent, line by line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from toolselect import app
from toolselect.model.money import BusinessCase, Scenario, ScenarioCase, Side, yearly_table

STUDY = Path(__file__).parents[2] / "examples" / "helpdesk"
LINES = ("B1", "B2", "B3", "B4", "B6", "B7", "C1", "C2", "C4", "C5", "C6", "C7", "C8", "C9")
MONTHS, GO_LIVE, LEGACY_END, RAMP = 36, 3, 6, (0.4, 0.8, 1.0)


@pytest.fixture(scope="module")
def money() -> BusinessCase:
    evaluation = app.evaluate_study(STUDY).evaluation
    assert evaluation is not None
    found = app.business_case(evaluation, draws=1000).money
    assert found is not None
    return found


def by_hand(price: float, resolution: float, included: float) -> dict[str, np.ndarray]:
    """Return each line before risk by month from 0, from the figures in the study's file."""
    lines = {name: np.zeros(MONTHS + 1) for name in LINES}
    contacts = {"phone": (70_000, 9), "email": ((110_000 + 120_000 + 135_000) / 3, 15)}
    agents, replacing, building = 40, (5000 + 8000 + 12_000) / 3, 3 * (5000 + 8000 + 14_000) / 3
    lines["C4"][0] = (15_000 + 25_000 + 45_000) / 3 + 300 * 45
    lines["C5"][0] = building
    lines["C6"][0] = 400_000 * 0.02
    lines["C7"][0] = agents * 12 * 24
    for month in range(1, MONTHS + 1):
        year, begun = (month - 1) // 12, month - 1 - GO_LIVE
        adoption = RAMP[begun // 12] if begun >= 0 else 0.0
        wage, rise = 24 * 1.03**year, 1.05**year
        automated = 0.0
        for volume, minutes in contacts.values():
            avoided = volume / 12 * (0.63 - 0.58) * 1.2 * adoption
            resolved = (volume / 12 - avoided) * 0.2 * adoption
            handled = volume / 12 - avoided - resolved
            each = minutes / 60 * wage / (0.8 * 0.7)
            lines["B1"][month] += handled * minutes / 60 * 0.1 * wage * 0.5 * adoption
            lines["B2"][month] += resolved * each * 0.5
            lines["B3"][month] += avoided * each * 0.5
            automated += resolved
        lines["B4"][month] = agents * 0.03 * replacing * adoption / 12
        lines["B6"][month] = (1150 * 12 + 9000) / 12 * (begun + GO_LIVE >= LEGACY_END)
        lines["B7"][month] = 400 * 38 / 12 * 0.5 * adoption
        lines["C1"][month] = price * agents * rise
        lines["C2"][month] = max(automated - included * agents, 0) * resolution * rise
        lines["C5"][month] = building * 0.175 / 12
        lines["C8"][month] = 0.5 * 62_000 * 1.03**year / 12
        lines["C9"][month] = agents * 0.1 * 3 * 40 * wage * (begun == 0)
    return lines


def base_of(money: BusinessCase, vendor: str) -> ScenarioCase:
    found = money.of(vendor).scenario(Scenario.BASE)
    assert found is not None
    return found


def test_every_line_of_a_vendor(money: BusinessCase) -> None:
    seats, resolution = money.of("zendesk").prices
    assert (seats.per, resolution.per, seats.low, resolution.low) == ("agent-month", "resolution", 115, 2)
    case = base_of(money, "zendesk")
    mine = by_hand(seats.low, resolution.low, resolution.included / 40 / 12)
    assert {line.id for line in case.lines} == set(mine)
    total = 0.0
    for line in case.lines:
        months = mine[line.id] * (1 + line.risk / 100)
        years = [months[0], *months[1:].reshape(-1, 12).sum(axis=1)]
        assert line.amounts == pytest.approx(years, abs=0.001)
        worth = sum(amount / 1.1**year for year, amount in enumerate(years))
        assert line.pv == pytest.approx(worth, abs=0.001)
        total += worth if line.side is Side.BENEFIT else -worth
    assert case.figures.npv == pytest.approx(total, abs=0.001)


def test_the_printed_table_adds_up_to_the_cent(money: BusinessCase) -> None:
    for vendor in money.vendors:
        case = base_of(money, vendor.vendor)
        cents = {
            row.title: [round(100 * one) for one in (*row.amounts, row.total, row.pv)] for row in yearly_table(case)
        }
        rows = {side: [cents[line.title] for line in case.lines if line.side is side] for side in Side}
        sums = {side: [sum(column) for column in zip(*rows[side], strict=True)] for side in Side}
        assert cents["Total benefits"] == sums[Side.BENEFIT]
        assert cents["Total costs"] == sums[Side.COST]
        net = [up - down for up, down in zip(sums[Side.BENEFIT], sums[Side.COST], strict=True)]
        assert cents["Net"] == net
        assert all(sum(row[:-2]) == row[-2] for row in cents.values())
        assert abs(net[-1] / 100 - case.figures.npv) <= 0.005 * len(case.lines)
