"""The chances of the alternatives of a decision table: weights and doubtful cells at random, weighted sums."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from toolselect.model.facts import Range, Unknown
from toolselect.model.robustness import WeightSampler
from toolselect.model.table import Spread, figure
from toolselect.robustness import sampling, weighting
from toolselect.robustness.acceptability import Tally
from toolselect.robustness.drawing import pert
from toolselect.robustness.products import product
from toolselect.robustness.streams import UNITS, blocks, stream, units

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from toolselect.model.robustness import RobustnessPolicy
    from toolselect.model.table import Cell

    FloatArray = NDArray[np.float64]

WORTH_BITS = 28
"""Bits of a worth whose size is up to one: with the 24 of a weight a product has 52, and no sum of them is rounded."""

MOST_WORK = 2 * 10**10
FEWEST_DRAWS = 1024
"""Confidence factors take so many additions at most, and so many draws at least: 1,024 know a share to 3 %."""

FAR = 16.0
"""No normal draw is so many standard deviations away from its mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableChances:
    """What the draws say about m alternatives and n criteria, in input order; shares and chances on 0..1.

    `rank_acceptability[a][k]`: the share of draws in which a holds rank k + 1 (ties share the lower number),
    `first_rank` its first column. `central_weights[a]`: the mean weights of the draws in which a is first (None: never
    first), and `confidence[a]` the share of draws of the cells in which it is first at these. `pairwise[a][b]`: the
    share of draws in which a scores higher than b (0 for a itself). `numpy` is the version that drew.
    """

    policy: RobustnessPolicy
    numpy: str
    rank_acceptability: tuple[tuple[float, ...], ...]
    first_rank: tuple[float, ...]
    central_weights: tuple[tuple[float, ...] | None, ...]
    confidence: tuple[float | None, ...]
    pairwise: tuple[tuple[float, ...], ...]


def table_robustness(
    alternatives: Sequence[str],
    criteria: Sequence[str],
    worths: Sequence[Sequence[Cell]],
    policy: RobustnessPolicy,
    weights: Sequence[float] = (),
) -> TableChances:
    """Return what the draws say about a table of worths (SMAA-2; see `acceptability` for the papers).

    Args:
        alternatives: m names, each once; they name the random streams, as do the criteria.
        criteria: n names, each once.
        worths: (m, n), more is better, on any scale on which 0 to 1 is the usual span. A number counts as it is, a
            range is drawn from a PERT distribution around its likely figure or uniformly without one, a mean with a
            standard deviation from a normal distribution, what is unknown uniformly from 0 to 1. Nothing is clipped.
        policy: how often, from which seed, which weights.
        weights: n agreed weights (at least 0, not all 0), which every sampler but `simplex` and `intervals` needs.

    Raises:
        ValueError: if weights are missing, or none keep to the policy's intervals.
    """
    if not weights and policy.weights not in (WeightSampler.SIMPLEX, WeightSampler.INTERVALS):
        raise ValueError(f"the sampler {policy.weights} needs weights")
    m, n = len(alternatives), len(criteria)
    draw_weights = _weights(criteria, policy, weights)
    cells = _Cells(alternatives, criteria, worths, policy.seed)
    tally = Tally.of(m, n, tie=1 / cells.grid, quantiles=False)
    for rows in blocks(policy.draws):
        drawn = draw_weights(rows)
        tally.add(cells.scores(drawn, rows), drawn)
    first = tally.ranks[:, 0]
    central = tally.first_weights / np.maximum(first, 1)[:, None]
    ever = first > 0
    sure = _confidence(_Cells(alternatives, criteria, worths, policy.seed), central, ever, policy.draws)
    shares = tally.ranks / policy.draws
    return TableChances(
        policy=policy,
        numpy=np.__version__,
        rank_acceptability=tuple(tuple(row) for row in shares.tolist()),
        first_rank=tuple(shares[:, 0].tolist()),
        central_weights=tuple(tuple(row) if won else None for row, won in zip(central.tolist(), ever, strict=True)),
        confidence=tuple(one if won else None for one, won in zip(sure, ever, strict=True)),
        pairwise=tuple(tuple(row) for row in (tally.beats / policy.draws).tolist()),
    )


def _weights(
    criteria: Sequence[str], policy: RobustnessPolicy, weights: Sequence[float]
) -> Callable[[int], FloatArray]:
    """Return what gives the next (n, rows) weights, on the grid; a criterion without weight has none in any draw."""
    given = list(weights) or [1.0] * len(criteria)
    counting = [index for index, weight in enumerate(given) if weight > 0 or not weights]
    if policy.weights in (WeightSampler.SIMPLEX, WeightSampler.INTERVALS):
        counting = list(range(len(criteria)))
    largest = max(given)
    whole = math.fsum(weight / largest for weight in given)
    group = weighting.Siblings(
        parent="",
        members=tuple(criteria[index] for index in counting),
        shares=tuple(given[index] / largest / whole for index in counting),
        rng=stream(policy.seed, "weights", "", ""),
    )

    def draw(rows: int) -> FloatArray:
        found: FloatArray = np.zeros((len(criteria), rows))
        found[counting] = weighting.draw_shares(group, rows, policy).T
        return sampling.on_grid(found, sampling.WEIGHT_GRID)

    return draw


class _Cells:
    """The worths of a table: those that are known, and what gives the next draws of the others."""

    def __init__(
        self, alternatives: Sequence[str], criteria: Sequence[str], worths: Sequence[Sequence[Cell]], seed: int
    ) -> None:
        largest = max((_size(cell) for row in worths for cell in row), default=0.0)
        # A power of two, so that all worths have at most WORTH_BITS bits.
        self.grid = 2.0 ** (WORTH_BITS - max(0, math.frexp(largest)[1]))
        self.fixed: FloatArray = np.zeros((len(alternatives), len(criteria)))
        self.doubtful: list[tuple[int, int, Callable[[int], FloatArray]]] = []
        for i, (name, row) in enumerate(zip(alternatives, worths, strict=True)):
            for j, (criterion, cell) in enumerate(zip(criteria, row, strict=True)):
                known = None if _doubtful(cell) else figure(cell)
                if known is None:
                    self.doubtful.append((i, j, _draws(cell, stream(seed, "cell", name, criterion))))
                else:
                    self.fixed[i, j] = known
        self.fixed = sampling.on_grid(self.fixed, self.grid)

    def scores(self, weights: FloatArray, rows: int) -> FloatArray:
        """Return the next (m, rows) scores by (n, rows) weights, or by the same (n, 1) weights in all draws."""
        found = np.array(np.broadcast_to(product(self.fixed, weights), (len(self.fixed), rows)))
        for i, j, draw in self.doubtful:
            found[i] += weights[j] * sampling.on_grid(draw(rows), self.grid)
        return found


def _confidence(cells: _Cells, central: FloatArray, ever: NDArray[np.bool_], draws: int) -> list[float]:
    """Return the share of draws of the cells in which each is first at its central weights (0: never first)."""
    first = [0] * len(central)
    weights = sampling.on_grid(central, sampling.WEIGHT_GRID)
    work = len(central) * (len(central) + len(cells.doubtful)) + 1
    draws = min(draws, max(FEWEST_DRAWS, MOST_WORK // work)) if cells.doubtful else 1  # 1: every draw is the same
    for rows in blocks(draws):
        drawn = [(i, j, sampling.on_grid(draw(rows), cells.grid)) for i, j, draw in cells.doubtful]
        for index in np.flatnonzero(ever).tolist():
            scores = np.repeat((cells.fixed @ weights[index])[:, None], rows, axis=1)
            for i, j, worth in drawn:
                scores[i] += weights[index, j] * worth
            first[index] += int(np.count_nonzero(scores[index] >= scores.max(axis=0) - 1 / cells.grid))
    return [count / draws for count in first]


def _doubtful(cell: Cell) -> bool:
    match cell:
        case Unknown():
            return True
        case Range(low=low, high=high):
            return low < high
        case Spread(sd=sd):
            return sd > 0
        case _:
            return False


def _size(cell: Cell) -> float:
    match cell:
        case Unknown():
            return 1.0
        case Range(low=low, high=high):
            return max(abs(low), abs(high))
        case Spread(mean=mean, sd=sd):
            return abs(mean) + FAR * sd
        case _:
            return abs(cell)


def _draws(cell: Cell, rng: np.random.Generator) -> Callable[[int], FloatArray]:
    match cell:
        case Range(low=low, high=high, likely=likely) if likely is not None:
            return lambda rows: pert(rng, rows, low, likely, high)
        case Range(low=low, high=high):
            return lambda rows: low + (high - low) * (units(rng, rows) / UNITS)
        case Spread(mean=mean, sd=sd):
            return lambda rows: mean + sd * rng.standard_normal(rows)
        case _:
            return lambda rows: units(rng, rows) / UNITS
