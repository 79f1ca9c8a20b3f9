from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from toolselect.model.facts import Range, Unknown
from toolselect.model.robustness import RobustnessPolicy, WeightSampler
from toolselect.model.table import Spread
from toolselect.robustness.table import TableChances, table_robustness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolselect.model.table import Cell

DRAWS = 40_000
SIMPLEX = RobustnessPolicy(draws=DRAWS, weights=WeightSampler.SIMPLEX)
GIVEN = RobustnessPolicy(draws=DRAWS, weights=WeightSampler.GIVEN)


def chances(
    worths: Sequence[Sequence[Cell]], policy: RobustnessPolicy = SIMPLEX, weights: Sequence[float] = ()
) -> TableChances:
    names = [f"a{index}" for index in range(len(worths))]
    return table_robustness(names, [f"c{index}" for index in range(len(worths[0]))], worths, policy, weights)


def near(found: float, chance: float) -> bool:
    return abs(found - chance) <= 4 * math.sqrt(chance * (1 - chance) / DRAWS) + 1e-9


def test_three_corners_and_a_compromise() -> None:
    """The compromise of 0.5 is first where no weight is above a half: a quarter of the simplex."""
    found = chances([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [0.5, 0.5, 0.5]])
    assert all(near(first, 0.25) for first in found.first_rank)
    assert [row[0] for row in found.rank_acceptability] == list(found.first_rank)
    assert near(found.pairwise[0][3], 0.25)
    assert found.pairwise[0][0] == 0
    assert list(found.confidence) == [1, 1, 1, 1]
    middle = found.central_weights[3]
    assert middle is not None
    assert all(abs(weight - 1 / 3) < 0.01 for weight in middle)


def test_what_is_never_first_has_no_central_weights() -> None:
    found = chances([[1.0, 1.0], [0.5, 0.5]])
    assert (found.first_rank, found.confidence, found.central_weights[1]) == ((1.0, 0.0), (1.0, None), None)


@pytest.mark.parametrize(
    ("cell", "chance"),
    [
        (Range(0, 1), 0.6),
        (Range(0.4, 0.6), 1.0),
        (Unknown("?"), 0.6),
        (Spread(0.4, 0.2), 0.5),
        (Spread(0.6, 0.2), 0.8413447460685429),
        (Spread(0.6, 0.0), 1.0),
        (Range(0.3, 0.3), 0.0),
    ],
)
def test_doubtful_cells_are_drawn(cell: Cell, chance: float) -> None:
    found = chances([[cell], [0.4]], GIVEN, [1.0])
    assert near(found.first_rank[0], chance)
    if 0 < chance < 1:
        assert near(found.confidence[0] or 0, chance)


def test_a_range_with_a_likely_figure_is_pert() -> None:
    """PERT(0, 0.5, 1) is symmetric; PERT(0, 0, 1) is a beta(1, 5): above t in (1 - t)^5."""
    assert near(chances([[Range(0, 1, 0.5)], [0.5]], GIVEN, [1.0]).first_rank[0], 0.5)
    assert near(chances([[Range(0, 1, 0.0)], [0.2]], GIVEN, [1.0]).first_rank[0], 0.8**5)


def test_worths_are_never_clipped() -> None:
    found = chances([[5.0, -3.0], [0.5, 0.5]], GIVEN, [0.5, 0.5])
    assert list(found.first_rank) == [1, 0]
    assert list(chances([[-5.0], [-6.0], [1e12]], GIVEN, [1.0]).first_rank) == [0, 0, 1]


def test_ties_share_the_lower_number() -> None:
    found = chances([[1 / 3, 2 / 3], [0.5, 0.5], [2 / 3, 1 / 3]], GIVEN, [2, 2])
    assert list(found.first_rank) == [1, 1, 1]
    assert found.pairwise == ((0, 0, 0),) * 3


def test_another_alternative_moves_nobody_elses_chances() -> None:
    names, criteria = ["a", "b"], ["x", "y"]
    worths: list[list[Cell]] = [[Range(0, 1), 0.3], [0.5, Spread(0.4, 0.1)]]
    policy = replace(SIMPLEX, weights=WeightSampler.DIRICHLET, concentration=10.0)
    before = table_robustness(names, criteria, worths, policy, [2, 1])
    after = table_robustness(["new", *names], criteria, [[Unknown("?"), 0.9], *worths], policy, [2, 1])
    assert after.pairwise[1][2] == before.pairwise[0][1]


def test_a_criterion_of_no_weight_has_none_but_on_the_whole_simplex() -> None:
    worths = [[1.0, 0.0], [0.0, 1.0]]
    policy = replace(SIMPLEX, weights=WeightSampler.DIRICHLET)
    assert list(chances(worths, policy, [1, 0]).first_rank) == [1, 0]
    assert near(chances(worths, SIMPLEX, [1, 0]).first_rank[0], 0.5)


def test_order_and_intervals() -> None:
    worths = [[1.0, 0.0], [0.0, 1.0]]
    assert chances(worths, replace(SIMPLEX, weights=WeightSampler.ORDER), [2, 1]).first_rank[0] == 1
    bound = replace(SIMPLEX, weights=WeightSampler.INTERVALS, intervals={"c0": (0.4, 0.7)})
    assert near(chances(worths, bound).first_rank[0], 2 / 3)


def test_weights_are_needed_unless_all_are_possible() -> None:
    with pytest.raises(ValueError, match="needs weights"):
        chances([[1.0], [0.0]], GIVEN)


def test_one_alternative_and_weights_at_the_ends_of_double_precision() -> None:
    assert list(chances([[0.3]]).first_rank) == [1]
    worths = [[1.0, 0.0], [0.0, 1.0]]
    policy = replace(SIMPLEX, weights=WeightSampler.DIRICHLET)
    assert list(chances(worths, policy, [1e300, 1e-300]).first_rank) == [1, 0]
    assert near(chances(worths, replace(policy, concentration=2.0), [1e300, 1e300]).first_rank[0], 0.5)


def test_the_same_seed_gives_the_same_and_another_does_not() -> None:
    worths = [[1.0, 0.0], [0.3, 0.8]]
    assert chances(worths) == chances(worths)
    assert chances(worths, replace(SIMPLEX, seed=2)).first_rank != chances(worths).first_rank
