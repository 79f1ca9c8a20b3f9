"""All rules about criteria and studies, strung together.

`CRITERIA_CHECKS` look at one set of criteria (and at the study that changes it), `ALTERNATIVE_CHECKS` at
one vendor of a study with its answers, `STUDY_CHECKS` at a whole study with its answers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.checks import business_case, criteria, evidence, gates, money, outcome, scales, sources, stage, weights
from toolselect.checks.answered import answer
from toolselect.checks.profile import check_vendor
from toolselect.diagnostics import stops_work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from toolselect.checks.answered import Alternative, Answered
    from toolselect.diagnostics import Diagnostic
    from toolselect.model.criteria import CriteriaSet
    from toolselect.model.study import Study

CRITERIA_CHECKS: tuple[Callable[[CriteriaSet, Study | None], Iterator[Diagnostic]], ...] = (
    weights.sum_to_nothing,
    weights.intervals_that_none_keep,
    weights.far_apart,
    weights.following_leaf_counts,
    weights.older_than_the_anchors,
    weights.asked_for_another_range,
    criteria.facts_scored_twice,
    criteria.same_objective,
    criteria.dependence,
    criteria.many_siblings,
    scales.relative,
    scales.bare_levels,
)
ALTERNATIVE_CHECKS: tuple[Callable[[Answered, Alternative], Iterator[Diagnostic]], ...] = (
    evidence.conflicts,
    evidence.not_yet_products,
    sources.vendors_word,
    sources.one_source,
    sources.crowd_ratings,
    gates.must_haves,
    gates.better_plans,
)
STUDY_CHECKS: tuple[Callable[[Answered], Iterator[Diagnostic]], ...] = (
    money.unusually_low,
    business_case.baseline,
    business_case.prices,
    business_case.picked_prices,
    business_case.low_quotes,
    business_case.counting_for_nothing,
    business_case.risk_twice,
    business_case.rails,
    business_case.hanging_on_one,
    business_case.also_criteria,
    outcome.ties,
    outcome.rising_trust,
    outcome.no_status_quo,
    outcome.narratives,
    outcome.many_leaves,
    outcome.telling_nobody_apart,
    outcome.moving_together,
    stage.missing_parts,
)


def check_criteria(criteria_set: CriteriaSet, study: Study | None = None) -> Iterator[Diagnostic]:
    """Yield what is to be said about a set of criteria, as it ships or as a study changes it."""
    for check in CRITERIA_CHECKS:
        yield from check(criteria_set, study)


def check_study(study: Study, *, expires_within: int | None = None) -> list[Diagnostic]:
    """Return what is to be said about a study as a whole, its criteria and vendors included.

    Rules about answers and must-haves need weights that make sense; without them they are not asked.
    """
    found = list(check_criteria(study.criteria, study))
    must = evidence.must_facts(study.criteria)
    for vendor in study.alternatives:
        found += check_vendor(
            vendor,
            study.criteria.facts,
            study.as_of,
            expires_within=expires_within,
            must=() if vendor is study.status_quo else must,
        )
    if stops_work(found):
        return found
    answered = answer(study)
    for look in ALTERNATIVE_CHECKS:
        for one in answered.alternatives:
            found += look(answered, one)
    for check in STUDY_CHECKS:
        found += check(answered)
    graver = {one.place for one in found if one.code == "TS503"}
    return [one for one in found if not (one.code == "TS402" and one.place in graver)]


def to_do(study: Study) -> list[Diagnostic]:
    """Return what is missing for the study's stage and those before it, most urgent first."""
    return [] if stops_work(check_criteria(study.criteria, study)) else list(stage.missing_parts(answer(study)))
