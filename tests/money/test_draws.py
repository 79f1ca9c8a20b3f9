from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.conftest import plan
from tests.money.conftest import candidate, modelled, money, seller, value
from toolselect.model.money import DriverValue
from toolselect.money import draws
from toolselect.money.lines import Sheet
from toolselect.money.yearly import npv

ROWS = 20_000
ROOT = Path(__file__).parents[2]


def test_a_triangle_has_the_mean_and_the_variance_of_a_triangle() -> None:
    """Mean (a + m + b) / 3, variance (a^2 + m^2 + b^2 - am - ab - mb) / 18."""
    found = draws.drawn(value(10, 20, 40), draws.uniforms("x", 1, ROWS))
    assert found.min() >= 10
    assert found.max() <= 40
    variance = (100 + 400 + 1600 - 200 - 400 - 800) / 18
    assert found.mean() == pytest.approx(70 / 3, abs=4 * (variance / ROWS) ** 0.5)
    assert found.var() == pytest.approx(variance, rel=0.05)


def test_a_flat_range_is_uniform() -> None:
    flat = DriverValue(low=1, likely=1.5, high=2, flat=True)
    assert draws.drawn(flat, np.array([0.0, 0.25, 1.0])).tolist() == [1.0, 1.25, 2.0]


def test_ends_and_peak_of_the_distribution_function() -> None:
    spread = value(0, 1, 4)
    assert draws.drawn(spread, np.array([0.0, 0.25, 1.0])).tolist() == [0.0, 1.0, 4.0]
    assert draws.drawn(value(0, 0, 1), np.array([0.0, 0.75])).tolist() == [0.0, 0.5]


def test_shared_drivers_are_drawn_once_and_own_ones_for_each() -> None:
    setting = money({"wage": value(15, 20, 25)})
    shared: dict[str, draws.Array] = {}
    first, second = (
        draws.draw(
            candidate(setting, seller(name, plans=(plan("team", 90, 110),))).known, seed=1, rows=50, shared=shared
        )
        for name in ("acme", "other")
    )
    assert first["wage"] is second["wage"]
    assert not np.array_equal(first["licence"], second["licence"])
    assert first["occupancy"] == 80


def test_another_vendor_moves_no_draw() -> None:
    setting = money({"wage": value(15, 20, 25)})
    alone = draws.draw(candidate(setting).known, seed=1, rows=50, shared={})
    shared: dict[str, draws.Array] = {}
    draws.draw(candidate(setting, seller("first")).known, seed=1, rows=50, shared=shared)
    assert np.array_equal(alone["wage"], draws.draw(candidate(setting).known, seed=1, rows=50, shared=shared)["wage"])


def test_each_draw_is_the_npv_of_its_figures() -> None:
    setting = money({"wage": value(15, 20, 25), "automated_resolution": value(10, 20, 40)})
    found = candidate(setting).known
    shape, _ = modelled(setting, found)
    values = draws.draw(found, seed=3, rows=draws.CHUNK + 7, shared={})
    many = draws.npvs(shape, found.channels, values, draws.CHUNK + 7)
    for row in (0, 5, draws.CHUNK, draws.CHUNK + 6):
        one = {name: each if isinstance(each, float | int) else float(each[row]) for name, each in values.items()}
        assert many[row] == pytest.approx(float(npv(shape, Sheet(one, found.channels))))


def test_what_the_draws_say() -> None:
    found = draws.chance(np.arange(-10.0, 91.0))
    assert (found.p10, found.p50, found.p90, found.mean) == (0.0, 40.0, 80.0, 40.0)
    assert found.positive == pytest.approx(90 / 101)
    assert len(found.edges) == draws.BINS + 1
    assert sum(found.shares) == pytest.approx(1)
    assert draws.higher(np.array([1.0, 2.0, 3.0]), np.array([0.0, 2.0, 4.0])) == pytest.approx(1 / 3)


SCRIPT = """
from tests.money.conftest import candidate, modelled, money, value
from toolselect.money import draws
setting = money({"wage": value(15, 20, 25), "automated_resolution": value(10, 20, 40)})
found = candidate(setting).known
shape, _ = modelled(setting, found)
print(repr(draws.chance(draws.npvs(shape, found.channels, draws.draw(found, seed=3, rows=9000, shared={}), 9000))))
"""


@pytest.mark.slow
def test_the_same_bytes_whatever_the_threads_and_the_hash_seed() -> None:
    told = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=ROOT,
            env={**os.environ, "OPENBLAS_NUM_THREADS": threads, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for threads, seed in (("1", "0"), ("2", "1"))
    }
    assert len(told) == 1
