"""The weights of a study's leaves at random: a draw per group of siblings, multiplied down the tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

import numpy as np

from toolselect.model.robustness import WeightSampler
from toolselect.robustness import sampling
from toolselect.robustness.streams import stream
from toolselect.scoring.tree import sibling_shares

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolselect.model.robustness import RobustnessPolicy
    from toolselect.robustness.sampling import FloatArray
    from toolselect.scoring.tree import Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Siblings:
    """The children of a node that count for one party, with their agreed shares (sum to one), and their stream."""

    parent: str
    members: tuple[str, ...]
    shares: tuple[float, ...]
    rng: np.random.Generator


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One party's groups of siblings, parents before children, and its share among the parties (0..1)."""

    share: float
    groups: tuple[Siblings, ...]


class WeightDraws:
    """Draws the global weights of the leaves that count, in the tree's order, a block at a time."""

    def __init__(self, tree: Tree, policy: RobustnessPolicy) -> None:
        self.leaves = tuple(leaf for leaf, weight in tree.weights.items() if weight > 0)
        self.agreed = sampling.on_grid(np.array([tree.weights[leaf] for leaf in self.leaves]), sampling.WEIGHT_GRID)
        self._policy = policy
        views = [(view.id, view.share, view.leaves) for view in tree.views] or [("", 1.0, tree.weights)]
        self._parties = tuple(
            Party(share=share, groups=tuple(_groups(tree, leaves, policy.seed, name)))
            for name, share, leaves in views
            if share > 0
        )

    def block(self, rows: int) -> FloatArray:
        """Return the next (leaves, rows) weights: at least 0, on the grid of 2^-24, summing to about one a column."""
        if self._policy.weights is WeightSampler.GIVEN:
            return np.repeat(self.agreed[:, None], rows, axis=1)
        place = {leaf: index for index, leaf in enumerate(self.leaves)}
        found: FloatArray = np.zeros((len(self.leaves), rows))
        for party in self._parties:
            drawn: dict[str, FloatArray] = {"": np.full(rows, party.share)}
            for group in party.groups:
                shares = draw_shares(group, rows, self._policy)
                for index, member in enumerate(group.members):
                    weight = drawn[group.parent] * shares[:, index]
                    if member in place:
                        found[place[member]] += weight
                    else:
                        drawn[member] = weight
        found *= sampling.WEIGHT_GRID
        np.rint(found, out=found)
        found /= sampling.WEIGHT_GRID
        return found


def draw_shares(group: Siblings, rows: int, policy: RobustnessPolicy) -> FloatArray:
    """Return (rows, members) shares of the siblings by the policy's sampler.

    With stated intervals a group of which no member has one keeps its agreed shares; in the others a member without
    one may have any share.
    """
    shares = group.shares
    if len(shares) == 1:
        return np.ones((rows, 1))
    match policy.weights:
        case WeightSampler.DIRICHLET:
            return sampling.dirichlet(group.rng, rows, shares, policy.concentration)
        case WeightSampler.SIMPLEX:
            return sampling.simplex(group.rng, rows, len(shares))
        case WeightSampler.ORDER:
            return sampling.order(group.rng, rows, shares)
        case WeightSampler.INTERVALS:
            if any(member in policy.intervals for member in group.members):
                ends = [policy.intervals.get(member, (0.0, 1.0)) for member in group.members]
                return sampling.intervals(group.rng, rows, [low for low, _ in ends], [high for _, high in ends])
            return np.tile(np.array(shares), (rows, 1))
        case WeightSampler.GIVEN:
            return np.tile(np.array(shares), (rows, 1))
        case _:
            assert_never(policy.weights)


def _groups(tree: Tree, leaves: Mapping[str, float], seed: int, party: str) -> list[Siblings]:
    return [
        Siblings(
            parent=parent,
            members=tuple(members),
            shares=tuple(members.values()),
            rng=stream(seed, "weights", party, parent),
        )
        for parent, members in sibling_shares(tree, leaves).items()
    ]
