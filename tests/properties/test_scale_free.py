"""Law: only the proportions of sibling weights count."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties.strategies import studies
from toolselect.evaluation import evaluate

if TYPE_CHECKING:
    from toolselect.model.criteria import Criterion
    from toolselect.model.study import Study


def scaled(node: Criterion, factor: float, inner: float) -> Criterion:
    return replace(
        node, weight=node.weight * factor, children=tuple(scaled(child, inner, factor) for child in node.children)
    )


@given(studies(), st.sampled_from([0.01, 0.3, 3.0, 1e6]), st.sampled_from([0.07, 1.0, 1000.0]))
def test_a_group_of_weights_may_be_scaled(study: Study, factor: float, inner: float) -> None:
    tops = tuple(scaled(top, factor, inner) for top in study.criteria.criteria)
    found = evaluate(replace(study, criteria=replace(study.criteria, criteria=tops)))
    plain = evaluate(study)
    assert {n.id: n.weight for n in found.criteria} == pytest.approx({n.id: n.weight for n in plain.criteria})
    for one in plain.vendors:
        other = found.vendor(one.id)
        assert (one.score is None) == (other.score is None)
        if one.score is not None and other.score is not None:
            assert other.score.low == pytest.approx(one.score.low, abs=1e-9)
            assert other.score.mid == pytest.approx(one.score.mid, abs=1e-9)
            assert other.score.high == pytest.approx(one.score.high, abs=1e-9)
