"""Law: adding or removing a vendor never changes the scores, nor the order, of the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given

from tests.properties.strategies import studies
from toolselect.evaluation import evaluate
from toolselect.scoring.ranking import in_order

if TYPE_CHECKING:
    from toolselect.model.study import Study


@given(studies(least=2))
def test_a_vendor_that_leaves_changes_nothing_for_the_others(study: Study) -> None:
    whole = {one.id: one for one in evaluate(study).vendors}
    order = in_order({name: one.score for name, one in whole.items()})
    for gone in study.vendors:
        rest = evaluate(replace(study, vendors=tuple(one for one in study.vendors if one is not gone)))
        for one in rest.vendors:
            assert replace(one, rank=None) == replace(whole[one.id], rank=None)
        assert in_order({one.id: one.score for one in rest.vendors}) == [name for name in order if name != gone.id]
