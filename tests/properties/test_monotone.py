"""Law: a better fact never lowers a score, at any end of its interval."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import entry, members
from tests.properties.strategies import LEVELS, TAGS, figures, studies, with_facts
from toolselect.evaluation import evaluate
from toolselect.model.facts import Range

if TYPE_CHECKING:
    from toolselect.model.study import Study


def assert_no_lower(study: Study, fact: str, worse: object, better: object) -> None:
    name = study.vendors[0].id
    before = evaluate(with_facts(study, name, {fact: [entry(worse)]})).vendor(name).score
    after = evaluate(with_facts(study, name, {fact: [entry(better)]})).vendor(name).score
    assert (before is None) == (after is None)
    if before is not None and after is not None:
        assert after.low >= before.low
        assert after.mid >= before.mid
        assert after.high >= before.high


@given(studies(), st.sampled_from(["yes_1", "yes_2", "share_1", "share_2", "share_3"]))
def test_yes_is_no_worse_than_no(study: Study, fact: str) -> None:
    assert_no_lower(study, fact, worse=False, better=True)


@given(studies(), st.tuples(figures, figures))
def test_a_better_figure_is_no_worse(study: Study, pair: tuple[float, float]) -> None:
    low, high = sorted(pair)
    assert_no_lower(study, "number_1", low, high)
    assert_no_lower(study, "number_2", high, low)  # the less the better


@given(studies(), st.tuples(figures, figures, figures))
def test_a_better_range_is_no_worse(study: Study, three: tuple[float, float, float]) -> None:
    low, mid, high = sorted(three)
    assert_no_lower(study, "number_1", Range(low, mid), Range(mid, high))


@given(studies(), st.tuples(st.sampled_from(LEVELS), st.sampled_from(LEVELS)))
def test_a_better_level_is_no_worse(study: Study, pair: tuple[str, str]) -> None:
    worse, better = sorted(pair, key=LEVELS.index)
    assert_no_lower(study, "level", worse, better)


@given(studies(), st.sets(st.sampled_from(TAGS)), st.sets(st.sampled_from(TAGS)), st.booleans())
def test_a_larger_set_is_no_worse(study: Study, some: set[str], more: set[str], complete: bool) -> None:
    assert_no_lower(study, "tags", members(*some, complete=complete), members(*some, *more, complete=complete))


@given(studies(), figures)
def test_better_evidence_for_the_same_answer_moves_no_score(study: Study, figure: float) -> None:
    name = study.vendors[0].id
    claimed = evaluate(with_facts(study, name, {"number_1": [entry(figure, "claim")]})).vendor(name)
    measured = evaluate(with_facts(study, name, {"number_1": [entry(figure, "measured")]})).vendor(name)
    assert claimed.score == measured.score
    assert claimed.proven <= measured.proven


@given(studies(), st.sampled_from([0.0, 0.3, 1.0]))
def test_trust_never_moves_a_headline_score(study: Study, trust: float) -> None:
    from toolselect.model.facts import Grade

    doubted = evaluate(replace(study, trust=dict.fromkeys(Grade, trust)))
    plain = evaluate(study)
    assert (doubted.vendors, doubted.ranking, doubted.verdict) == (plain.vendors, plain.ranking, plain.verdict)
