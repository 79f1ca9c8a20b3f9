"""Measure the draws of the business case against bare NumPy, and how much memory they take.

    python benchmarks/money.py

Run it with the environment's Python. 100,000 draws x 10 vendors x 5 years x 25 sums: the model counts at most 17 lines
(B1 to B8, C1 to C9), and four of them (B1, B2, B3, C2) are a sum for each of three channels. The bare form draws the
same drivers and adds up the same lines in plain NumPy, all draws at once, without units, checks or reasons.
Ratios are of one run: work and peer in turn, medians of the rounds.
"""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from typing import TYPE_CHECKING

import measure
import numpy as np

from toolselect.diagnostics import Place
from toolselect.model.money import DriverValue, MoneyPlan, Scenario
from toolselect.money import draws as drawing
from toolselect.money.business_case import shaped
from toolselect.money.scenarios import Known, known, pick
from toolselect.money.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

    from toolselect.money.yearly import Model

    FloatArray = NDArray[np.float64]

DRAWS, VENDORS, YEARS = 100_000, 10, 5
GIBIBYTE = 2**20
"""In units of ru_maxrss, which Linux gives in KiB."""

PLACE = Place(path="benchmark")
RAMP = (40.0, 80.0, 100.0)
CHANNELS = ("phone", "email", "web")
BY_CHANNEL = {"B1", "B2", "B3", "C2"}
"""Lines that are a sum over the channels."""
SHARED = {
    "wage": (20.0, 24.0, 30.0),
    "automated_resolution": (10.0, 20.0, 40.0),
    "handle_time_saved": (5.0, 10.0, 20.0),
    "recapture": (40.0, 50.0, 60.0),
    "fcr_before": (58.0, 60.0, 62.0),
    "fcr_after": (62.5, 66.0, 70.0),
    "repeats": (1.0, 1.2, 1.3),
    "turnover_before": (28.0, 30.0, 35.0),
    "turnover_after": (20.0, 25.0, 27.0),
    "replacement_cost": (5000.0, 8000.0, 12000.0),
    "phone.volume": (60_000.0, 70_000.0, 80_000.0),
    "email.volume": (110_000.0, 120_000.0, 135_000.0),
    "web.volume": (30_000.0, 45_000.0, 50_000.0),
    "implementation_fee": (15_000.0, 25_000.0, 45_000.0),
    "integration_cost": (5000.0, 8000.0, 14_000.0),
}
FIXED = {
    "phone.handle_time": 9.0,
    "email.handle_time": 15.0,
    "web.handle_time": 11.0,
    "occupancy": 80.0,
    "shrinkage": 30.0,
    "wage_growth": 3.0,
    "volume_growth": 2.0,
    "price_uplift": 5.0,
    "hires": 12.0,
    "weeks_saved": 1.0,
    "productivity_gap": 40.0,
    "legacy_licence": 13_800.0,
    "legacy_admin": 9000.0,
    "supervision_hours_saved": 400.0,
    "supervision_rate": 38.0,
    "revenue": 2_000_000.0,
    "revenue_lift": 0.5,
    "gross_margin": 40.0,
    "attribution": 50.0,
    "automation_upkeep": 0.05,
    "implementation_hours": 300.0,
    "implementation_rate": 45.0,
    "integrations": 3.0,
    "integration_upkeep": 17.5,
    "migration_records": 400_000.0,
    "migration_unit_cost": 0.02,
    "training_hours": 12.0,
    "trainer_fee": 3000.0,
    "admin_fte": 0.5,
    "admin_cost": 62_000.0,
    "dip": 10.0,
    "dip_weeks": 3.0,
}
OWN = {"licence": (50_000.0, 60_000.0), "addons": (5000.0, 6000.0), "resolution_price": (1.0, 2.0)}


def spread(ends: tuple[float, ...]) -> DriverValue:
    """Return a range; of two figures a flat one."""
    flat = len(ends) == 2
    return DriverValue(low=ends[0], likely=sum(ends) / 2 if flat else ends[1], high=ends[-1], flat=flat)


def cases() -> tuple[Model, list[Known]]:
    """Return ten vendors with a price of their own each, and the form of their case."""
    values = {name: spread(ends) for name, ends in SHARED.items()} | {
        name: spread((figure,) * 3) for name, figure in FIXED.items()
    }
    channels: dict[str, dict[str, DriverValue]] = {channel: {} for channel in CHANNELS}
    for name in [name for name in values if "." in name]:
        channel, _, driver = name.partition(".")
        channels[channel][driver] = values.pop(name)
    plan = MoneyPlan(horizon=YEARS, ramp=RAMP, channels=channels, drivers=values, switched={"B8": True}, place=PLACE)
    prices = {name: spread(ends) for name, ends in OWN.items()}
    prices |= {"resolutions_included": spread((4800.0,) * 3), "other_usage": spread((1000.0,) * 3)}
    terms = Terms(values=prices, reasons={}, prices=(), recurring=(), resolutions=None, other=(), grade=None)
    found = [
        known(plan, vendor=f"v{index}", seats=40, currency="USD", as_of=dt.date(2026, 11, 21), terms=terms)
        for index in range(VENDORS)
    ]
    picked = pick(found[0], Scenario.BASE, plan)
    return shaped(plan, found[0], picked), found


SHAPE, KNOWN = cases()


def ours() -> list[FloatArray]:
    """Draw and compute as `roi` does."""
    shared: dict[str, FloatArray] = {}
    results = []
    for one in KNOWN:
        values = drawing.draw(one, seed=1, rows=DRAWS, shared=shared)
        results.append(drawing.npvs(SHAPE, one.channels, values, DRAWS))
    return results


def bare() -> list[FloatArray]:
    """Do the same sums with nothing around them."""
    rng = np.random.default_rng(1)
    common = {name: rng.triangular(*ends, DRAWS) for name, ends in SHARED.items()}
    results = []
    for _ in range(VENDORS):
        own = {name: rng.uniform(*ends, DRAWS) for name, ends in OWN.items()}
        results.append(_bare_vendor({**FIXED, **common, **own}))
    return results


def _bare_vendor(d: Mapping[str, FloatArray | float]) -> FloatArray:
    risk = {one.line.id: one.factor for one in SHAPE.lines}
    productive = d["occupancy"] / 100 * (1 - d["shrinkage"] / 100)
    gain = (d["fcr_after"] - d["fcr_before"]).clip(0) / 100 * d["repeats"]  # type: ignore[union-attr]
    implementation = d["implementation_fee"] + d["implementation_hours"] * d["implementation_rate"]
    building = d["integrations"] * d["integration_cost"]
    total = -risk["C4"] * implementation - risk["C5"] * building
    total = total - risk["C6"] * d["migration_records"] * d["migration_unit_cost"]
    total = total - risk["C7"] * (40 * d["training_hours"] * d["wage"] + d["trainer_fee"])
    for year in range(1, YEARS + 1):
        a = RAMP[min(year, len(RAMP)) - 1] / 100
        wage = d["wage"] * (1 + d["wage_growth"] / 100) ** (year - 1)
        rise = (1 + d["price_uplift"] / 100) ** (year - 1)
        b1 = b2 = b3 = automated = 0.0
        for channel in CHANNELS:
            volume = d[f"{channel}.volume"] * (1 + d["volume_growth"] / 100) ** (year - 1)
            cost = d[f"{channel}.handle_time"] / 60 * wage / productive
            avoided = volume * gain * a
            resolved = (volume - avoided) * d["automated_resolution"] / 100 * a
            handled = volume - avoided - resolved
            b1 = b1 + handled * d[f"{channel}.handle_time"] / 60 * d["handle_time_saved"] / 100 * wage
            b2 = b2 + resolved * cost
            b3 = b3 + avoided * cost
            automated = automated + resolved
        rho = d["recapture"] / 100
        fewer = (d["turnover_before"] - d["turnover_after"]).clip(0) / 100  # type: ignore[union-attr]
        net = risk["B1"] * b1 * rho * a + risk["B2"] * b2 * rho + risk["B3"] * b3 * rho
        net = net + risk["B4"] * 40 * fewer * d["replacement_cost"] * a
        net = net + risk["B5"] * d["hires"] * d["weeks_saved"] * 40 * wage * d["productivity_gap"] / 100 * a
        net = net + risk["B6"] * (d["legacy_licence"] + d["legacy_admin"])
        net = net + risk["B7"] * d["supervision_hours_saved"] * d["supervision_rate"] * rho * a
        part = d["revenue_lift"] / 100 * d["gross_margin"] / 100 * d["attribution"] / 100
        net = net + risk["B8"] * d["revenue"] * part * a
        net = net - risk["C1"] * d["licence"] * rise - risk["C3"] * d["addons"] * rise
        usage = (automated - 4800).clip(0) * d["resolution_price"] * rise  # type: ignore[union-attr]
        net = net - risk["C2"] * (usage + automated * d["automation_upkeep"] + 1000 * rise)
        net = net - risk["C5"] * building * d["integration_upkeep"] / 100
        net = net - risk["C8"] * d["admin_fte"] * d["admin_cost"] * (1 + d["wage_growth"] / 100) ** (year - 1)
        if year == 1:
            net = net - risk["C9"] * 40 * d["dip"] / 100 * d["dip_weeks"] * 40 * wage
        total = total + net * 1.1**-year
    return total  # type: ignore[return-value]


def silent(work: Callable[[], list[FloatArray]]) -> Callable[[], None]:
    """Return the work without its result."""

    def run() -> None:
        work()

    return run


def speed() -> Iterator[measure.Ratio]:
    """Yield the ratio, after a look that both forms agree."""
    first, second = (float(np.mean(work()[0])) for work in (ours, bare))
    if abs(first - second) > 0.01 * abs(second):
        raise ValueError(f"the two forms do not compute the same: {first} and {second}")
    sums = sum(len(CHANNELS) if one.line.id in BY_CHANNEL else 1 for one in SHAPE.lines)
    shape = f"{YEARS} years x {sums} sums ({len(SHAPE.lines)} lines, {len(CHANNELS)} channels)"
    title = f"business case: {DRAWS:,} draws x {VENDORS} vendors x {shape}"
    yield measure.against(
        title, measure.inside(silent(ours)), "bare NumPy", measure.inside(silent(bare)), rounds=5, bar="≤ 2"
    )


def memory() -> str:
    """Return how much memory a process takes that does it."""
    script = "import resource, money; money.ours(); print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    ran = subprocess.run(  # noqa: S603 - this very program
        [sys.executable, "-c", script], cwd=sys.path[0], capture_output=True, text=True, check=True
    )
    return f"{int(ran.stdout) / GIBIBYTE:.2f} GiB at its peak (aim: at most 1)"


def main() -> None:
    """Print the table."""
    sys.stdout.write(f"{measure.HEAD}\n")
    for ratio in speed():
        sys.stdout.write(f"{ratio.row()}\n")
    sys.stdout.write(f"\n{memory()}\n")


if __name__ == "__main__":
    main()
