"""Ranks with ties, shares of weights, and scales of a table: small enough for paper, then as laws."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolselect.model.facts import Range, Unknown
from toolselect.model.table import Column, DecisionTable, Spread
from toolselect.scoring.tables import Scale, prepared, ranks, scales, shares, usable

FIGURES = st.floats(-1e6, 1e6)


def test_ties_within_1e_9_share_the_lower_rank_number() -> None:
    assert ranks([1, 3, 3 + 1e-10, 2]) == (4, 1, 1, 3)
    assert ranks([1, 3, 3 + 1e-10, 2], "min") == (1, 3, 3, 2)
    assert ranks([5]) == (1,)
    assert ranks([]) == ()


def test_scores_so_large_that_a_tie_is_less_than_a_step_of_a_float() -> None:
    assert ranks([3e8, 8e8, 1e5, 8e8]) == (3, 1, 4, 1)
    assert ranks([3e8, 8e8, 1e5], "min") == (2, 3, 1)
    assert ranks([1.7e308, -1.7e308]) == (1, 2)


@given(st.lists(FIGURES, max_size=30), st.sampled_from(["max", "min"]))
def test_a_rank_is_one_more_than_there_are_better_ones(scores: list[float], direction: str) -> None:
    given_direction = "max" if direction == "max" else "min"
    sign = 1 if direction == "max" else -1
    found = ranks(scores, given_direction)  # type: ignore[arg-type]  # one of the two
    for score, rank in zip(scores, found, strict=True):
        surely = sum(sign * (other - score) > 1.5e-9 for other in scores)
        perhaps = sum(sign * (other - score) > 0.5e-9 for other in scores)
        assert 1 + surely <= rank <= 1 + perhaps


def test_shares_keep_weights_that_sum_to_one_as_they_are() -> None:
    assert shares([0.4, 0.6]) == (0.4, 0.6)
    assert shares([0.45, 0.55]) == (0.45, 0.55)
    assert shares([1, 3]) == (0.25, 0.75)
    assert shares([1e100, 3e100]) == pytest.approx((0.25, 0.75))
    assert shares([1e-320, 3e-320]) == pytest.approx((0.25, 0.75), rel=1e-2)


@given(st.lists(st.floats(0, 1e100), min_size=1, max_size=20).filter(any))
def test_shares_sum_to_one(weights: list[float]) -> None:
    found = shares(weights)
    assert math.fsum(found) == pytest.approx(1)
    assert all(0 <= share <= 1 for share in found)


@given(FIGURES, FIGURES, FIGURES)
def test_a_scale_runs_from_worst_to_best_and_on(worst: float, best: float, figure: float) -> None:
    scale = Scale(worst, best)
    if worst == best:
        assert scale(figure) == 0
    elif abs(best - worst) > 1e-3:
        assert scale(worst) == 0
        assert scale(best) == 1
        assert scale(figure) == pytest.approx((figure - worst) / (best - worst), abs=1e-6)


def test_worths_of_doubtful_cells_turn_with_the_direction() -> None:
    scale = Scale(10, 0)  # less is better
    assert scale.cell(4.0) == 0.6
    assert scale.cell(Range(0, 4, 1)) == Range(0.6, 1, 0.9)
    assert scale.cell(Range(0, 4)) == Range(0.6, 1)
    assert scale.cell(Spread(4, 2)) == Spread(0.6, 0.2)
    assert scale.cell(Unknown("")) == Unknown("")
    assert Scale(3, 3).cell(Unknown("")) == 0
    assert Scale(3, 3).cell(3.0) == 0


def table(
    *rows: tuple[float | Range | Spread | Unknown, ...], bounds: tuple[float, float] | None = None
) -> DecisionTable:
    count = len(rows[0])
    return DecisionTable(
        alternatives=tuple(f"a{i}" for i in range(len(rows))),
        criteria=tuple(Column(id=f"c{j}", direction="max" if j else "min", bounds=bounds) for j in range(count)),
        cells=rows,
    )


def test_columns_run_between_all_figures_that_the_table_names() -> None:
    found = scales(table((1.0, Range(2, 9, 3)), (5.0, Spread(1, 50)), (3.0, Unknown(""))), "columns")
    assert found == (Scale(5, 1), Scale(1, 9))
    assert scales(table((Unknown(""),)), "columns") == (Scale(1, 0),)


def test_bounds_are_taken_as_declared_or_missed() -> None:
    assert scales(table((1.0, 2.0), bounds=(0, 10)), "bounds") == (Scale(10, 0), Scale(0, 10))
    assert scales(table((1.0, 2.0)), "bounds") == (None, None)


def test_worths_that_would_dwarf_the_others_are_not_usable() -> None:
    assert usable(1e8)
    assert not usable(-1e10)
    assert not usable(math.inf)
    assert not usable(Range(0, 1e10))
    assert not usable(Spread(0, math.inf))
    assert usable(Unknown(""))


def test_a_method_is_never_asked_about_what_nobody_knows() -> None:
    from toolselect.scoring.methods import METHODS

    with pytest.raises(ValueError, match="unknown"):
        prepared(METHODS["additive"], table((1.0,), (Unknown(""),)), [1.0], {"normalise": "none"})
