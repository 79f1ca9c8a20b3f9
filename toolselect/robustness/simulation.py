"""The simulation: weights and facts at random, and what they make of the ranking.

All sums are exact (see `sampling`) and every stream has a name (see `streams`): the same study and seed give the same
bytes whatever the linear-algebra library, the processor or the number of threads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from toolselect.model.robustness import Chances, Simulation
from toolselect.robustness import next_evidence
from toolselect.robustness.acceptability import SCORE_GRID, Tally, quantile
from toolselect.robustness.fact_draws import FactDraws
from toolselect.robustness.products import product
from toolselect.robustness.sampling import VALUE_GRID, WEIGHT_GRID, on_grid
from toolselect.robustness.streams import blocks
from toolselect.robustness.weighting import WeightDraws
from toolselect.scoring import tree as trees

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from toolselect.model.result import Evaluation
    from toolselect.robustness.fact_draws import Racer

    FloatArray = NDArray[np.float64]

TIE = 2.0**-15
"""Scores that differ by no more (points) are tied: rounding worths to the grid alone can part two that are equal."""

MOST_WORK = 2 * 10**10
FEWEST_DRAWS = 1024
"""Confidence factors take so many multiplications at most, and so many draws at least: 1,024 know a share to 3 %."""

KEPT_BYTES = 2**27
"""Drawn worths are kept for the second pass while they fit in here; otherwise they are drawn again."""


def simulate(evaluation: Evaluation) -> Simulation:
    """Return what the draws of the study's robustness policy say about its ranked alternatives.

    Args:
        evaluation: of a study. Nothing else is read: no file, no clock; randomness comes from the policy's seed.

    Returns:
        The simulation, alternatives in ranking order. Without a ranked alternative it is empty.
    """
    study = evaluation.study
    ranked = [vendor for vendor in evaluation.vendors if vendor.rank is not None]
    policy = study.robustness
    if not ranked:
        return Simulation(
            policy=policy,
            numpy=np.__version__,
            alternatives=(),
            pairwise={},
            expected_order=(),
            reversed_by_trust=False,
            find_out=(),
        )
    tree = trees.weigh(study)
    weights = WeightDraws(tree, policy)
    facts = FactDraws(study, tree, weights.leaves, ranked)
    run = _Run(facts.racers, len(weights.leaves))
    kept = _Kept(facts, policy.draws)
    finding = next_evidence.Finding(study, facts.racers, weights.leaves)
    for rows in blocks(policy.draws):
        _one_block(run, weights.block(rows), facts, kept, finding)
    names = [vendor.id for vendor in ranked]
    again = kept.again(lambda: FactDraws(study, tree, weights.leaves, ranked), _enough(run, policy.draws))
    confidence = _confidence(run, again, _enough(run, policy.draws))
    alternatives = tuple(_chances(run, index, weights.leaves, confidence[index]) for index in range(len(ranked)))
    expected = sorted(range(len(names)), key=lambda index: (-alternatives[index].expected_score, index))
    headline = evaluation.ranking[0].members
    draws = policy.draws
    return Simulation(
        policy=policy,
        numpy=np.__version__,
        alternatives=alternatives,
        pairwise={
            a: {b: int(run.tally.beats[i, j]) / draws for j, b in enumerate(names) if i != j}
            for i, a in enumerate(names)
        },
        expected_order=tuple(names[index] for index in expected),
        reversed_by_trust=names[expected[0]] not in headline,
        find_out=finding.result(draws),
    )


class _Run:
    """The counts of one simulation, over the alternatives in ranking order."""

    def __init__(self, racers: Sequence[Racer], n: int) -> None:
        self.racers = racers
        self.fixed = on_grid(np.array([racer.fixed for racer in racers]), VALUE_GRID)
        self.mids = on_grid(np.array([racer.mids for racer in racers]), VALUE_GRID)
        self.applies = np.array([racer.applies for racer in racers], dtype=np.float64)
        self.tally = Tally.of(len(racers), n, tie=TIE)
        self.by_weights = np.zeros(len(racers), dtype=np.int64)
        self.gates = [np.zeros(len(racer.gates), dtype=np.int64) for racer in racers]
        self.passes = np.zeros(len(racers), dtype=np.int64)

    def count_by_weights(self, weights: FloatArray, whole: FloatArray) -> None:
        """Count who is first at the headline worths by (n, rows) weights, of which `whole` (m, rows) apply."""
        scores = product(self.mids, weights)
        for row, sums in zip(scores, whole, strict=True):
            _divided(row, sums)
        least = scores.max(axis=0) - TIE
        self.by_weights += [np.count_nonzero(row >= least) for row in scores]


def _one_block(run: _Run, weights: FloatArray, facts: FactDraws, kept: _Kept, finding: next_evidence.Finding) -> None:
    rows = weights.shape[1]
    whole = product(run.applies, weights)
    sums = product(run.fixed, weights)
    run.count_by_weights(weights, whole)
    finding.weigh(weights, whole)
    # The status quo comes first: what it scores in a draw is what a vendor is worth that misses a must-have.
    order = sorted(range(len(run.racers)), key=lambda index: not run.racers[index].status_quo)
    today: FloatArray = np.zeros(rows)
    spare: FloatArray = np.empty(rows)
    for index, block in zip(order, facts.block(rows, order), strict=True):
        racer = run.racers[index]
        kept.keep(index, block.worths)
        for place, row in enumerate(racer.rows.tolist()):
            np.multiply(weights[row], block.worths[place], out=spare)
            sums[index] += spare
        score = _divided(sums[index], whole[index])
        every = np.ones(rows, dtype=np.bool_)
        for place, holds in enumerate(block.holds):
            run.gates[index][place] += np.count_nonzero(np.broadcast_to(holds, rows))
            every &= holds
        run.passes[index] += np.count_nonzero(every)
        exact = np.rint(score * SCORE_GRID) / SCORE_GRID
        if racer.status_quo:
            today = exact
        finding.count(index, block, every, exact, today)
    run.tally.add(sums, weights)


def _divided(sums: FloatArray, whole: FloatArray) -> FloatArray:
    """Return sums by the weights that apply, in their place; 0 where these are 0, and so the sums."""
    np.divide(sums, np.where(whole > 0, whole, 1.0), out=sums)
    return np.minimum(sums, 100.0, out=sums)


class _Kept:
    """The worths of the first pass, as long as they fit; figures on the grid of 2^-16 up to 100 fit in 24 bits."""

    def __init__(self, facts: FactDraws, draws: int) -> None:
        self._fits = 4 * draws * sum(len(racer.rows) for racer in facts.racers) <= KEPT_BYTES
        self._worths: list[list[NDArray[np.float32]]] = [[] for _ in facts.racers]

    def keep(self, index: int, worths: FloatArray) -> None:
        """Keep the worths of an alternative's next block."""
        if self._fits:
            self._worths[index].append(worths.astype(np.float32))

    def again(self, draw: Callable[[], FactDraws], draws: int) -> Iterator[Iterator[FloatArray]]:
        """Yield for each block the worths of each alternative, in ranking order; from `draw` where they did not fit."""
        order = range(len(self._worths))
        facts = None if self._fits else draw()
        for place, rows in enumerate(blocks(draws)):
            if facts is None:
                yield (self._worths[index][place][:, :rows].astype(np.float64) for index in order)
            else:
                yield (block.worths for block in facts.block(rows, order))


def _enough(run: _Run, draws: int) -> int:
    """Return how many draws confidence factors rest on: all, unless alternatives are so many that it would take hours.

    Each alternative's central weights are held against all others; the work grows with the square of their number.
    """
    m = len(run.racers)
    return min(draws, max(FEWEST_DRAWS, MOST_WORK // (m * max(1, run.applies.size))))


def _central(run: _Run) -> FloatArray:
    """Return the mean weights of the draws in which each alternative was first; rows of zeros where never."""
    first = run.tally.ranks[:, :1]
    found: FloatArray = run.tally.first_weights / np.maximum(first, 1)
    return found


def _confidence(run: _Run, drawn: Iterator[Iterator[FloatArray]], draws: int) -> list[float | None]:
    """Return the share of fact draws in which each alternative is first at its central weights; None: never first."""
    ever = np.flatnonzero(run.tally.ranks[:, 0])
    central = on_grid(_central(run)[ever], WEIGHT_GRID)
    sums = central @ run.fixed.T
    whole = central @ run.applies.T
    first = np.zeros(len(ever), dtype=np.int64)
    for block in drawn:
        own: list[FloatArray] = []
        best: FloatArray | None = None
        for index, worths in enumerate(block):
            scores = product(central[:, run.racers[index].rows], worths)
            scores += sums[:, index, None]
            _divided(scores, whole[:, index, None])
            place = np.flatnonzero(ever == index)
            own += [scores[place[0]].copy()] if len(place) else []
            best = scores if best is None else np.maximum(best, scores, out=best)
        if best is not None:
            first += [np.count_nonzero(row >= least - TIE) for row, least in zip(own, best, strict=True)]
    found: list[float | None] = [None] * len(run.racers)
    for index, count in zip(ever.tolist(), first.tolist(), strict=True):
        found[index] = count / draws
    return found


def _chances(run: _Run, index: int, leaves: Sequence[str], confidence: float | None) -> Chances:
    racer, tally = run.racers[index], run.tally
    draws = tally.draws
    ranks = tuple(int(count) / draws for count in tally.ranks[index])
    central = _central(run)[index]
    return Chances(
        vendor=racer.vendor.id,
        ranks=ranks,
        first=ranks[0],
        first_by_weights=int(run.by_weights[index]) / draws,
        expected_score=float(tally.sums[index]) / draws,
        low=quantile(tally.counts[index], 0.05),
        high=quantile(tally.counts[index], 0.95),
        expected_loss=float(tally.losses[index]) / draws,
        central_weights={leaf: float(weight) for leaf, weight in zip(leaves, central, strict=True)} if ranks[0] else {},
        confidence=confidence,
        must_haves={
            gate.criterion: int(count) / draws for gate, count in zip(racer.gates, run.gates[index], strict=True)
        },
        all_must_haves=int(run.passes[index]) / draws,
    )
