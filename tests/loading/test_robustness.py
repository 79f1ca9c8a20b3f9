from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.conftest import place
from toolselect.loading.robustness import read_robustness
from toolselect.model.robustness import CONCENTRATION, DRAWS, SEED, RobustnessPolicy, WeightSampler

if TYPE_CHECKING:
    from toolselect.diagnostics import Diagnostic


def read(data: dict[str, Any]) -> tuple[RobustnessPolicy, list[Diagnostic]]:
    found: list[Diagnostic] = []
    return read_robustness(data, lambda name, _: name != "nothing", place("robustness"), found), found


def test_what_is_not_said_is_as_usual() -> None:
    policy, found = read({})
    assert policy == RobustnessPolicy(
        draws=DRAWS, seed=SEED, weights=WeightSampler.DIRICHLET, concentration=CONCENTRATION, intervals={}
    )
    assert not found


def test_all_that_is_said_is_read() -> None:
    policy, found = read({"draws": 5, "seed": 7, "weights": "order", "concentration": 20})
    assert (policy.draws, policy.seed, policy.weights, policy.concentration) == (5, 7, WeightSampler.ORDER, 20.0)
    assert not found


def test_intervals_alone_are_what_is_drawn_from() -> None:
    policy, found = read({"intervals": {"api": [0.2, 0.4], "nothing": [0, 1]}})
    assert policy.weights is WeightSampler.INTERVALS
    assert policy.intervals == {"api": (0.2, 0.4)}
    assert not found


def test_intervals_and_another_sampler_do_not_go_together() -> None:
    _, found = read({"weights": "simplex", "intervals": {"api": [0.2, 0.4]}})
    assert [one.code for one in found] == ["TS109"]
    _, found = read({"weights": "intervals"})
    assert [one.code for one in found] == ["TS109"]
