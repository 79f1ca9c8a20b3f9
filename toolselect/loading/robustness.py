"""Read how a study's simulation draws."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolselect.diagnostics import diagnostic
from toolselect.model.robustness import CONCENTRATION, DRAWS, SEED, RobustnessPolicy, WeightSampler

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from toolselect.diagnostics import Diagnostic, Place


def read_robustness(
    data: Mapping[str, Any], known: Callable[[str, Place], bool], place: Place, found: list[Diagnostic]
) -> RobustnessPolicy:
    """Read the policy; intervals alone mean that weights are drawn within them.

    `known` tells whether there is a criterion of that name, and reports it where there is none.
    """
    named = data.get("intervals", {})
    sampler = WeightSampler(data.get("weights", WeightSampler.INTERVALS if named else WeightSampler.DIRICHLET))
    if named and sampler is not WeightSampler.INTERVALS:
        message = f"`intervals` are not used where the weights drawn are `{sampler}`"
        hint = "leave `intervals` out, or `weights`"
        found.append(diagnostic("TS109", place.below("intervals", at="key"), message, hint))
    if not named and sampler is WeightSampler.INTERVALS:
        message = "no intervals are stated"
        hint = "add `intervals: {criterion: [low, high]}`"
        found.append(diagnostic("TS109", place.below("weights"), message, hint))
    intervals = {
        name: (float(ends[0]), float(ends[1]))
        for name, ends in named.items()
        if known(name, place.below("intervals", name, at="key"))
    }
    return RobustnessPolicy(
        draws=int(data.get("draws", DRAWS)),
        seed=int(data.get("seed", SEED)),
        weights=sampler,
        concentration=float(data.get("concentration", CONCENTRATION)),
        intervals=intervals,
    )
