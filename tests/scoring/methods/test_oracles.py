"""The same figures as two independent libraries, on random tables. They are oracles of the tests, never of a run."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.scoring.methods.decisions import details, scores, table
from tests.scoring.methods.tables import Decision, decisions
from toolselect.scoring.methods import Preference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolselect.scoring.methods.method import Detail, FloatArray

WHY = "an independent library to compare with; it comes with the extra `test`"


def library(name: str) -> Any:
    """Return a module of another library; these tests are skipped, with the reason, where it is not installed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # theirs, at import
        return pytest.importorskip(name, reason=WHY)


PYMCDM = library("pymcdm.methods")
NORMALIZATIONS = library("pymcdm.normalizations")
SKCRITERIA = library("skcriteria")
SIMPLE, TOPSIS, VIKOR, ELECTRE, WASPAS, SPOTIS = (
    library(f"skcriteria.agg.{name}") for name in ("simple", "topsis", "vikor", "electre", "waspas", "spotis")
)

NORMALISED = {
    "minmax": "minmax_normalization",
    "max": "linear_normalization",
    "vector": "vector_normalization",
    "reciprocal-sum": "sum_normalization",
}
"""Our names and pymcdm's."""

PREFERENCES = {"usual": "usual", "u-shape": "ushape", "v-shape": "vshape", "level": "level", "linear": "vshape_2"}


def same(ours: Detail, theirs: Any) -> bool:
    assert isinstance(ours, np.ndarray)
    return np.allclose(ours, np.asarray(theirs, dtype=np.float64), rtol=1e-9, atol=1e-9)


def by_pymcdm(body: Any, case: Decision) -> FloatArray:
    types = np.where(case.table.maximise, 1, -1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return np.asarray(body(case.table.values, case.weights, types, validation=False), dtype=np.float64)


def by_skcriteria(ranker: Any, values: FloatArray, signs: Sequence[int], weights: FloatArray, **more: Any) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        matrix = SKCRITERIA.mkdm(matrix=values, objectives=list(signs), weights=weights)
        return ranker.evaluate(matrix, **more)


def signs(case: Decision) -> list[int]:
    return [1 if more else -1 for more in case.table.maximise]


@pytest.mark.parametrize("normalise", NORMALISED)
@pytest.mark.parametrize(("method", "theirs"), [("additive", "WSM"), ("product", "WPM")])
@settings(max_examples=40)
@given(case=decisions(differing=True))
def test_sums_and_products_are_those_of_pymcdm(method: str, theirs: str, normalise: str, case: Decision) -> None:
    normalised = getattr(NORMALIZATIONS, NORMALISED[normalise])
    expected = by_pymcdm(getattr(PYMCDM, theirs)(normalised), case)
    assert same(scores(method, case.table, case.weights, {"normalise": normalise}), expected)


@pytest.mark.parametrize("normalise", ["vector", "minmax"])
@given(case=decisions(differing=True))
def test_topsis_is_that_of_pymcdm(normalise: str, case: Decision) -> None:
    body = PYMCDM.TOPSIS(getattr(NORMALIZATIONS, NORMALISED[normalise]))
    assert same(scores("topsis", case.table, case.weights, {"normalise": normalise}), by_pymcdm(body, case))


@given(case=decisions(differing=True))
def test_topsis_is_that_of_scikit_criteria(case: Decision) -> None:
    ready = case.table.values / np.linalg.norm(case.table.values, axis=0)
    result = by_skcriteria(TOPSIS.TOPSIS(), ready, signs(case), case.weights)
    assert same(scores("topsis", case.table, case.weights), result.e_.similarity)
    found = details("topsis", case.table, case.weights)
    assert same(found["ideal"], result.e_.ideal)
    assert same(found["anti_ideal"], result.e_.anti_ideal)


@given(case=decisions(differing=True), v=st.sampled_from([0.0, 0.25, 0.5, 1.0]))
def test_vikor_is_that_of_both(case: Decision, v: float) -> None:
    ours = scores("vikor", case.table, case.weights, {"v": v})
    found = details("vikor", case.table, case.weights, {"v": v})
    assert isinstance(found["S"], np.ndarray)
    assert isinstance(found["R"], np.ndarray)
    assume(not np.allclose(found["S"], found["S"][0], rtol=0, atol=1e-6))  # they divide by it
    assume(not np.allclose(found["R"], found["R"][0], rtol=0, atol=1e-6))
    assert same(ours, by_pymcdm(PYMCDM.VIKOR(v=v), case))
    result = by_skcriteria(VIKOR.VIKOR(v=v), case.table.values, signs(case), case.weights)
    assert same(ours, result.e_.q_k)
    assert same(found["S"], result.e_.s_k)
    assert same(found["R"], result.e_.r_k)
    behind = np.abs(np.subtract.outer(ours, ours))
    needed = 1 / (len(ours) - 1)
    close = [np.abs(np.subtract.outer(figure, figure)) for figure in (ours, found["S"], found["R"])]
    off = ~np.eye(len(ours), dtype=np.bool_)
    assume(all((one[off] > 1e-6).all() for one in close))  # they compare exactly, and give ties a rank of their own
    assume((np.abs(behind - needed) > 1e-6).all())
    assert found["advantage"] == result.e_.acceptable_advantage
    assert found["stability"] == result.e_.acceptable_stability
    assert found["compromise_set"] == tuple(result.e_.compromise_set)


@pytest.mark.parametrize("function", PREFERENCES)
@given(case=decisions(), data=st.data())
def test_promethee_is_that_of_pymcdm(function: Any, case: Decision, data: st.DataObject) -> None:
    columns = case.table.values.shape[1]
    thresholds = st.lists(st.integers(1, 300), min_size=columns, max_size=columns)
    q = np.array(data.draw(thresholds)) / 8
    p = q + np.array(data.draw(thresholds)) / 8
    preferences = [Preference(function=function, q=q[j], p=p[j]) for j in range(columns)]
    our_table = table(
        case.table.values, "".join("+" if more else "-" for more in case.table.maximise), preferences=preferences
    )
    # A new one for each call: with thresholds pymcdm's object works only once.
    given_both = {} if function == "usual" else {"p": p, "q": q}
    expected = by_pymcdm(PYMCDM.PROMETHEE_II(PREFERENCES[function], **given_both), case)
    assert same(scores("promethee2", our_table, case.weights), expected)


@settings(max_examples=60)
@given(case=decisions(), p=st.integers(0, 20), q=st.integers(0, 20))
def test_electre_is_that_of_scikit_criteria(case: Decision, p: int, q: int) -> None:
    found = details("electre1", case.table, case.weights, {"p": p / 20, "q": q / 20})
    assume(np.ptp(case.table.values, axis=0).max() > 0)  # they divide by it
    ranker = ELECTRE.ELECTRE1(p=p / 20, q=q / 20)
    result = by_skcriteria(ranker, case.table.values, signs(case), case.weights)
    off = ~np.eye(len(case.table.values), dtype=np.bool_)
    agree, against = found["concordance"], found["discordance"]
    assert isinstance(agree, np.ndarray)
    assert isinstance(against, np.ndarray)
    assert same(agree[off], result.e_.matrix_concordance[off])
    assert same(against[off], result.e_.matrix_discordance[off])
    assume((np.abs(agree[off] - p / 20) > 1e-8).all())  # they compare with a threshold exactly
    assume((np.abs(against[off] - q / 20) > 1e-8).all())
    assert found["kernel"] == tuple(np.flatnonzero(result.kernel_))


@given(case=decisions(), share=st.sampled_from([0.0, 0.3, 0.5, 1.0]))
def test_waspas_is_that_of_both(case: Decision, share: float) -> None:
    ours = scores("waspas", case.table, case.weights, {"lambda": share})
    assert same(ours, by_pymcdm(PYMCDM.WASPAS(l=share), case))
    values = case.table.values
    ready = np.where(case.table.maximise, values / values.max(axis=0), values.min(axis=0) / values)
    ranker = WASPAS.WASPAS(lambda_value=share)
    result = by_skcriteria(ranker, ready, [1] * values.shape[1], case.weights)
    assert same(ours, result.e_.score)
    assert same(details("waspas", case.table, case.weights)["sum"], result.e_.wsm_scores)


@given(case=decisions())
def test_spotis_is_that_of_both(case: Decision) -> None:
    ours = scores("spotis", case.table, case.weights)
    assert same(ours, by_pymcdm(PYMCDM.SPOTIS(case.table.bounds), case))
    ranker = SPOTIS.SPOTIS()
    result = by_skcriteria(ranker, case.table.values, signs(case), case.weights, bounds=case.table.bounds)
    assert same(ours, result.e_.score)


@given(case=decisions(benefits=True))
def test_plain_sums_and_products_are_those_of_scikit_criteria(case: Decision) -> None:
    values, ones = case.table.values, [1] * case.table.values.shape[1]
    total = by_skcriteria(SIMPLE.WeightedSumModel(), values, ones, case.weights)
    assert same(scores("additive", case.table, case.weights), total.e_.score)
    product = by_skcriteria(SIMPLE.WeightedProductModel(), values, ones, case.weights)
    assert same(scores("product", case.table, case.weights, {"score": "log10"}), product.e_.score)
