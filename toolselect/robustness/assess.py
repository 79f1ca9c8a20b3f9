"""All that can be said about how much a ranking bears, joined to the evaluation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toolselect.model.robustness import Robustness
from toolselect.robustness.dominance import dominance, pareto
from toolselect.robustness.leave_one_out import leave_one_out
from toolselect.robustness.methods_agree import methods_agree
from toolselect.robustness.race import race
from toolselect.robustness.second_place import second_places
from toolselect.robustness.stability import fact_stability, weight_stability
from toolselect.scoring.ranking import with_simulation

if TYPE_CHECKING:
    from toolselect.model.result import Evaluation


def assess(evaluation: Evaluation) -> Evaluation:
    """Return the evaluation with its robustness, and with the verdict as the simulation leaves it.

    The study's own policy says how to draw. The same evaluation always gives the same result.
    """
    from toolselect.robustness.simulation import simulate

    simulation = simulate(evaluation)
    running = race(evaluation)
    dominated = dominance(running)
    found = Robustness(
        simulation=simulation,
        weights=weight_stability(running),
        facts=fact_stability(running),
        second_places=second_places(evaluation, running),
        dominated=dominated,
        pareto=pareto(running, dominated),
        methods=methods_agree(evaluation, running),
        left_out=leave_one_out(evaluation, running),
    )
    return replace(evaluation, robustness=found, verdict=with_simulation(evaluation, simulation))
