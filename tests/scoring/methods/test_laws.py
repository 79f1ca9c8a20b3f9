"""What each method keeps, and what it does not, as its literature says: order, units, zero points, dominance, arrivals.

A law that does not hold is shown by a case that breaks it, so that nobody relies on it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.scoring.methods.decisions import details, scores, table
from tests.scoring.methods.tables import Decision, decisions
from toolselect.scoring.methods import METHODS, Preference, batch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolselect.scoring.methods import Table
    from toolselect.scoring.methods.method import FloatArray

WAYS: dict[str, tuple[str, Mapping[str, str | float]]] = {
    "additive": ("additive", {}),
    "additive, minmax": ("additive", {"normalise": "minmax"}),
    "additive, max": ("additive", {"normalise": "max"}),
    "additive, sum": ("additive", {"normalise": "sum"}),
    "additive, vector": ("additive", {"normalise": "vector"}),
    "additive, reciprocal-sum": ("additive", {"normalise": "reciprocal-sum"}),
    "additive, bounds": ("additive", {"normalise": "bounds"}),
    "product": ("product", {}),
    "product, minmax": ("product", {"normalise": "minmax"}),
    "product, max": ("product", {"normalise": "max"}),
    "product, reciprocal-sum": ("product", {"normalise": "reciprocal-sum"}),
    "product, log10": ("product", {"score": "log10"}),
    "topsis": ("topsis", {}),
    "topsis, minmax": ("topsis", {"normalise": "minmax"}),
    "vikor": ("vikor", {}),
    "promethee2": ("promethee2", {}),
    "promethee2, linear": ("promethee2", {"preference": "linear", "q": 1.0, "p": 20.0}),
    "promethee2, gaussian": ("promethee2", {"preference": "gaussian", "s": 20.0}),
    "waspas": ("waspas", {}),
    "spotis": ("spotis", {}),
}
"""Each method that gives scores, by each of its ways that behaves differently."""

EVERY_WAY = pytest.mark.parametrize("way", WAYS)


def by(way: str, given: Table, weights: FloatArray) -> FloatArray:
    """Return the scores of a way, turned so that more is better."""
    method, options = WAYS[way]
    found = scores(method, given, weights, options)
    return found if METHODS[method].direction == "max" else -found


def close(left: FloatArray, right: FloatArray) -> bool:
    return np.allclose(left, right, rtol=1e-9, atol=1e-9)


def same_order(left: FloatArray, right: FloatArray) -> bool:
    """Tell whether no pair that is clearly apart in one is clearly the other way round in the other."""
    first, second = np.subtract.outer(left, left), np.subtract.outer(right, right)
    return not bool(((first > 1e-9) & (second < -1e-9)).any())


def table_of(case: Decision, values: FloatArray, *, factor: FloatArray | None = None, shift: float = 0.0) -> Table:
    """Return the case's table with other figures, its bounds scaled and shifted alike."""
    assert case.table.bounds is not None
    by_column = np.ones(values.shape[1]) if factor is None else factor
    return replace(case.table, values=values, bounds=case.table.bounds * by_column[:, None] + shift)


@EVERY_WAY
@settings(max_examples=30)
@given(case=decisions(), data=st.data())
def test_the_order_of_rows_and_columns_means_nothing(way: str, case: Decision, data: st.DataObject) -> None:
    rows = data.draw(st.permutations(range(case.table.values.shape[0])))
    columns = data.draw(st.permutations(range(case.table.values.shape[1])))
    assert case.table.bounds is not None
    moved = replace(
        case.table,
        values=case.table.values[rows][:, columns],
        maximise=case.table.maximise[columns],
        bounds=case.table.bounds[columns],
    )
    assert close(by(way, moved, case.weights[columns]), by(way, case.table, case.weights)[rows])


@given(case=decisions(), data=st.data())
def test_the_kernel_and_the_compromise_set_go_with_their_alternatives(case: Decision, data: st.DataObject) -> None:
    rows = data.draw(st.permutations(range(case.table.values.shape[0])))
    moved = case.with_values(case.table.values[rows])
    for method, key in (("electre1", "kernel"), ("electre1", "graph_kernel"), ("vikor", "compromise_set")):
        before, after = (details(method, one, case.weights)[key] for one in (case.table, moved))
        if before is None or after is None:
            assert before is after
        else:
            assert isinstance(before, tuple)
            assert isinstance(after, tuple)
            assert sorted(rows[place] for place in after) == list(before)


SCALE_FREE = {
    "additive, minmax",
    "additive, max",
    "additive, sum",
    "additive, vector",
    "additive, reciprocal-sum",
    "additive, bounds",
    "product, minmax",
    "product, max",
    "product, reciprocal-sum",
    "topsis",
    "topsis, minmax",
    "vikor",
    "promethee2",
    "waspas",
    "spotis",
}
"""Same scores in another unit. The plain product keeps the order only; PROMETHEE's thresholds have the unit."""


@pytest.mark.parametrize("way", sorted(SCALE_FREE))
@settings(max_examples=30)
@given(case=decisions(), data=st.data())
def test_another_unit_changes_no_score(way: str, case: Decision, data: st.DataObject) -> None:
    columns = case.table.values.shape[1]
    factor = np.array(
        data.draw(st.lists(st.sampled_from([0.01, 0.3, 7.0, 1000.0]), min_size=columns, max_size=columns))
    )
    scaled = table_of(case, case.table.values * factor, factor=factor)
    assume(way != "promethee2" or _apart(case.table.values))
    assert close(by(way, scaled, case.weights), by(way, case.table, case.weights))


def _apart(values: FloatArray) -> bool:
    return all(len(set(column)) == len(column) for column in values.T.tolist())


@given(case=decisions(), factor=st.sampled_from([0.01, 7.0, 1000.0]))
def test_another_unit_keeps_the_order_of_plain_products(case: Decision, factor: float) -> None:
    scaled = case.with_values(case.table.values * factor)
    before, after = (scores("product", one, case.weights) for one in (case.table, scaled))
    assert close(after / after.max(), before / before.max())


def test_another_unit_turns_plain_sums_and_thresholds_round() -> None:
    rows = np.array([[1.0, 5.0], [3.0, 4.0]])
    in_grams = rows * [1, 1000]
    for way in ("additive", "promethee2, linear", "promethee2, gaussian"):
        weights = np.array([0.5, 0.5])
        before, after = by(way, table(rows), weights), by(way, table(in_grams), weights)
        assert before[0] < before[1]
        assert after[0] > after[1] or np.isclose(after[0], after[1])
        assert not close(before, after)


TRANSLATION_FREE = {
    "additive, minmax",
    "additive, bounds",
    "product, minmax",
    "topsis, minmax",
    "vikor",
    "promethee2",
    "promethee2, linear",
    "promethee2, gaussian",
    "spotis",
}
"""Same scores from another zero point: those that look at differences only."""


@pytest.mark.parametrize("way", sorted(TRANSLATION_FREE))
@settings(max_examples=30)
@given(case=decisions(), shift=st.sampled_from([-64.0, -0.5, 3.0, 1024.0]))
def test_another_zero_point_changes_no_score(way: str, case: Decision, shift: float) -> None:
    moved = table_of(case, case.table.values + shift, shift=shift)
    assert close(by(way, moved, case.weights), by(way, case.table, case.weights))


@pytest.mark.parametrize(
    "way",
    [
        *("additive, max", "additive, sum", "additive, vector", "additive, reciprocal-sum"),
        *("product", "product, max", "topsis", "waspas"),
    ],
)
def test_another_zero_point_turns_ratios_round(way: str) -> None:
    rows = np.array([[1.0, 100.0], [2.0, 60.0]])
    weights = np.array([0.5, 0.5])
    before, after = by(way, table(rows), weights), by(way, table(rows + np.array([1000.0, 0.0])), weights)
    assert before[1] > before[0]
    assert after[0] > after[1]


@given(case=decisions(), shift=st.sampled_from([-64.0, 3.0, 1024.0]))
def test_plain_sums_move_by_a_constant_from_another_zero_point(case: Decision, shift: float) -> None:
    moved = case.with_values(case.table.values + shift)
    before, after = (scores("additive", one, case.weights) for one in (case.table, moved))
    assert close(before - before[0], after - after[0])


@EVERY_WAY
@settings(max_examples=30)
@given(case=decisions())
def test_what_is_better_everywhere_is_never_behind(way: str, case: Decision) -> None:
    found = by(way, case.table, case.weights)
    oriented = np.where(case.table.maximise, case.table.values, -case.table.values)
    better = (oriented[:, None, :] >= oriented[None, :, :]).all(axis=2)
    assert bool((found[:, None] >= found[None, :] - 1e-9)[better].all())


@given(case=decisions())
def test_what_is_strictly_better_everywhere_outranks(case: Decision) -> None:
    oriented = np.where(case.table.maximise, case.table.values, -case.table.values)
    better = (oriented[:, None, :] > oriented[None, :, :]).all(axis=2)
    outranks = details("electre1", case.table, case.weights)["outranking"]
    assert isinstance(outranks, np.ndarray)
    assert bool(outranks[better].all())


@given(case=decisions(), function=st.sampled_from([np.log, np.sqrt, np.square, np.exp2]))
def test_usual_promethee_knows_the_order_of_figures_only(case: Decision, function: np.ufunc) -> None:
    bent = case.with_values(np.asarray(function(case.table.values / 16)))
    assert close(scores("promethee2", bent, case.weights), scores("promethee2", case.table, case.weights))


@given(case=decisions(), way=st.sampled_from(["promethee2", "promethee2, linear", "promethee2, gaussian"]))
def test_net_flows_sum_to_zero(case: Decision, way: str) -> None:
    assert abs(by(way, case.table, case.weights).sum()) < 1e-9


@settings(max_examples=30)
@given(case=decisions(), limit=st.integers(1, 300))
def test_steep_preferences_are_steps(case: Decision, limit: int) -> None:
    step = Preference(function="u-shape", q=limit / 8)
    steep = Preference(function="linear", q=limit / 8, p=limit / 8 + 1e-9)
    level = Preference(function="level", q=limit / 8, p=limit / 8)
    columns = case.table.values.shape[1]
    found = [
        scores("promethee2", replace(case.table, preferences=(one,) * columns), case.weights)
        for one in (step, steep, level)
    ]
    assert close(found[0], found[1])
    assert close(found[0], found[2])


STEADY = [way for way, (name, given_) in WAYS.items() if not METHODS[name].relative(METHODS[name].settings(given_)[0])]


def test_which_ways_claim_to_be_free_of_rank_reversal() -> None:
    steady = [
        *("additive", "additive, bounds", "product", "product, max", "product, reciprocal-sum", "product, log10"),
        "spotis",
    ]
    assert steady == STEADY
    assert not METHODS["waspas"].relative({"lambda": 0.0})
    assert METHODS["waspas"].relative({"lambda": 0.5})
    assert METHODS["electre1"].relative(METHODS["electre1"].settings({})[0])


@pytest.mark.parametrize("way", STEADY)
@settings(max_examples=50)
@given(case=decisions(fewest=3))
def test_an_alternative_that_goes_swaps_no_others(way: str, case: Decision) -> None:
    before = by(way, case.table, case.weights)[:-1]
    after = by(way, case.with_values(case.table.values[:-1]), case.weights)
    assert same_order(before, after)


@pytest.mark.parametrize("way", sorted(set(WAYS) - set(STEADY)))
def test_an_alternative_that_comes_can_swap_others(way: str) -> None:
    """The flag is earned: for each flagged way, one of a fixed run of random tables shows a swap."""
    random = np.random.default_rng(20261122)
    for _ in range(3000):
        rows, weights = random.integers(1, 100, (6, 5)).astype(np.float64), random.dirichlet(np.ones(5))
        case = table(rows, "++-+-")
        fewer = table(rows[:-1], "++-+-")
        if not same_order(by(way, case, weights)[:-1], by(way, fewer, weights)):
            return
    pytest.fail("no swap found: is this way relative at all?")


@EVERY_WAY
@settings(max_examples=10)
@given(case=decisions(), count=st.integers(1, 3 * batch.BLOCK), seed=st.integers(0, 99))
def test_many_weightings_at_once_are_the_same_bits_as_one_by_one(
    way: str, case: Decision, count: int, seed: int
) -> None:
    method = METHODS[WAYS[way][0]]
    prepared = method.prepare(case.table, method.settings(WAYS[way][1])[0])
    weights = np.random.default_rng(seed).dirichlet(np.ones(len(case.weights)), count)
    together = method.scores(prepared, weights)
    assert together is not None
    assert together.shape == (count, len(case.table.values))
    for place in {0, count // 2, count - 1}:
        alone = method.scores(prepared, weights[place : place + 1])
        assert alone is not None
        assert alone[0].tobytes() == together[place].tobytes()


@pytest.mark.parametrize("way", ["additive", "topsis", "vikor", "promethee2", "waspas"])
def test_a_large_batch_is_the_same_bits_as_one_by_one(way: str) -> None:
    random = np.random.default_rng(7)
    method = METHODS[WAYS[way][0]]
    options = method.settings(WAYS[way][1])[0]
    prepared = method.prepare(table(random.integers(1, 100, (10, 40)).astype(np.float64), "+-" * 20), options)
    weights = random.dirichlet(np.ones(40), 2 * batch.CHUNK + 77)
    together = method.scores(prepared, weights)
    assert together is not None
    for place in (0, 1, batch.BLOCK - 1, batch.BLOCK, batch.CHUNK, 2 * batch.CHUNK, len(weights) - 1):
        alone = method.scores(prepared, weights[[place]])
        assert alone is not None
        assert alone[0].tobytes() == together[place].tobytes()


@EVERY_WAY
@given(case=decisions())
@settings(max_examples=10)
def test_nothing_that_is_handed_in_is_changed(way: str, case: Decision) -> None:
    values, weights = case.table.values.copy(), case.weights.copy()
    first = by(way, case.table, case.weights)
    again = by(way, case.table, case.weights)
    assert first.tobytes() == again.tobytes()
    assert values.tobytes() == case.table.values.tobytes()
    assert weights.tobytes() == case.weights.tobytes()
