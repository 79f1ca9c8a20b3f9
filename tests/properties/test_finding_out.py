"""Law: finding out what was not known, whatever it turns out to be, never leaves the interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import entry
from tests.properties.strategies import FACTS, SOURCES, known, studies, with_facts
from toolselect.evaluation import evaluate
from toolselect.model.facts import Unknown

if TYPE_CHECKING:
    from toolselect.model.study import Study

SLACK = 1e-9


@given(studies(), st.sampled_from(sorted(FACTS)), st.data())
def test_an_answer_stays_within_what_was_possible(study: Study, fact: str, data: st.DataObject) -> None:
    name = study.vendors[0].id
    before = evaluate(with_facts(study, name, {fact: [entry(Unknown("asked"))]})).vendor(name)
    answer = entry(data.draw(known(FACTS[fact])), data.draw(SOURCES))
    after = evaluate(with_facts(study, name, {fact: [answer]})).vendor(name)
    assert after.coverage >= before.coverage - SLACK
    if before.score is not None and after.score is not None:
        assert before.score.low - SLACK <= after.score.low
        assert after.score.high <= before.score.high + SLACK
