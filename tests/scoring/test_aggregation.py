from __future__ import annotations

import pytest

from tests.conftest import percent_leaf, study, vendor
from toolselect.evaluation import evaluate
from toolselect.model.result import Interval, LeafScore, Status
from toolselect.scoring import aggregation


def scored(weight: float, worth: float, known: float = 1) -> LeafScore:
    value = Interval(worth, worth, worth)
    return LeafScore(
        criterion=f"c{weight}-{worth}",
        status=Status.VALUE,
        value=value,
        weight=weight,
        contribution=aggregation.contributions([weight], [value])[0],
        known=known,
        proven=0,
        clipped=False,
        met=None,
        held=(),
    )


def test_reproduces_a_published_weighted_sum() -> None:
    # The example of Wikipedia, "Weighted sum model" (three alternatives, four criteria): 21.5, 22.0 and 22.0.
    weights = {"c1": 0.20, "c2": 0.15, "c3": 0.40, "c4": 0.25}
    table = {"a1": (25, 20, 15, 30), "a2": (10, 30, 20, 30), "a3": (30, 10, 30, 10)}
    criteria = [percent_leaf(name, weight) for name, weight in weights.items()]
    vendors = [vendor(name, {c: float(x) for c, x in zip(weights, row, strict=True)}) for name, row in table.items()]
    found = evaluate(study(vendors, criteria, resolution=0.1))
    mids = {one.id: one.score.mid for one in found.vendors if one.score}
    assert mids == {"a1": pytest.approx(21.5), "a2": pytest.approx(22), "a3": pytest.approx(22)}
    assert [group.members for group in found.ranking] == [("a2", "a3"), ("a1",)]


def test_a_sum_never_passes_100() -> None:
    tenths = [scored(0.1, 100) for _ in range(10)]
    assert aggregation.total(tenths) == Interval(100, 100, 100)
    assert aggregation.weighted_sum([Interval(50, 50, 50.0000000001)] * 2).high == 100


def test_a_part_scores_by_its_own_weight() -> None:
    alone, weight, added = aggregation.part_score([scored(0.1, 40), scored(0.3, 80)])
    assert (alone, weight, added) == (Interval(70, 70, 70), 0.4, Interval(28, 28, 28))


def test_nothing_that_counts_has_no_score() -> None:
    assert aggregation.total([scored(0, 40)]) is None
    assert aggregation.part_score([]) == (None, 0, None)
    assert aggregation.coverage([]) == 0


def test_coverage_is_the_share_of_weight_that_is_known() -> None:
    assert aggregation.coverage([scored(0.25, 1), scored(0.75, 2, known=0.5)]) == 0.625
