"""Laws: contributions add up to the score; shares stay within 0..1, intervals in order and within 0..100."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from tests.properties.strategies import studies
from toolselect.evaluation import evaluate

if TYPE_CHECKING:
    from toolselect.model.result import Interval
    from toolselect.model.study import Study


def assert_sound(interval: Interval | None) -> None:
    if interval is not None:
        assert 0 <= interval.low <= interval.mid <= interval.high <= 100


@given(studies())
def test_contributions_add_up(study: Study) -> None:
    for one in evaluate(study).vendors:
        added = [leaf.contribution for leaf in one.leaves if leaf.contribution is not None]
        if one.score is None:
            assert all(leaf.weight == 0 for leaf in one.leaves)
            continue
        assert min(100.0, math.fsum(part.low for part in added)) == one.score.low
        assert min(100.0, math.fsum(part.mid for part in added)) == one.score.mid
        assert min(100.0, math.fsum(part.high for part in added)) == one.score.high
        assert math.fsum(leaf.weight for leaf in one.leaves) == pytest.approx(1)
        tops = {node.id for node in evaluate(study).criteria if node.depth == 0}
        branches = [part.contribution for part in one.branches if part.criterion in tops and part.contribution]
        assert math.fsum(part.mid for part in branches) == pytest.approx(one.score.mid)


@given(studies())
def test_figures_stay_in_bounds(study: Study) -> None:
    found = evaluate(study)
    for one in found.vendors:
        assert 0 <= one.coverage <= 1
        assert 0 <= one.proven <= one.coverage
        for interval in (one.score, *one.axes.values(), *(part.score for part in one.branches)):
            assert_sound(interval)
        for leaf in one.leaves:
            assert_sound(leaf.value)
            assert_sound(leaf.contribution)
            assert 0 <= leaf.proven <= leaf.known <= 1
    assert all(0 <= node.weight <= 1 and 0 <= node.share <= 1 for node in found.criteria)


@given(studies())
def test_everybody_is_ranked_once_or_has_no_score(study: Study) -> None:
    found = evaluate(study)
    ranked = [name for group in found.ranking for name in group.members]
    assert sorted(ranked) == sorted(one.id for one in found.vendors if one.score is not None)
    assert [one.id for one in found.vendors][: len(ranked)] == ranked
