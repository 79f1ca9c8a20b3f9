"""From a study to its evaluation: the one place that knows the order of the steps.

Weights, then each vendor's plan, answers and must-haves, then worths and scores, then the ranking and the verdict.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toolselect import __version__
from toolselect.deriving import net_present_value
from toolselect.deriving.situation import situation
from toolselect.model.result import Evaluation, Interval, Standing, VendorScore, ViewRanking
from toolselect.money.business_case import business_case
from toolselect.scoring import aggregation, gates, leaves, ranking, relative, tree

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolselect.diagnostics import Diagnostic
    from toolselect.model.result import Group
    from toolselect.model.study import Study
    from toolselect.scoring.gates import Placed
    from toolselect.scoring.leaves import LeafAnswer
    from toolselect.scoring.tree import Tree

Judged = tuple["Placed", tuple["LeafAnswer", ...]]


def evaluate(study: Study, findings: tuple[Diagnostic, ...] = ()) -> Evaluation:
    """Return everything that can be said about a study: scores, must-haves, ranking, what is open, the verdict.

    `findings` are the diagnostics to print with it. The same study always gives the same evaluation.
    """
    criteria = tree.weigh(study)
    placed = [gates.place(study, vendor, criteria.asked) for vendor in study.alternatives]
    bounds = relative.bounds(criteria.asked, placed)
    judged: list[Judged] = [
        (
            one,
            tuple(
                leaves.judge(leaf, one.held[leaf.id], gates.levels_of(leaf, study), bounds.get(leaf.id))
                for leaf in criteria.asked
            ),
        )
        for one in placed
    ]
    scored = [_score(one, answers, criteria) for one, answers in judged]
    groups = ranking.rank(_scores(scored), study.resolution)
    vendors = _in_order(scored, groups)
    ranked = [vendor for vendor in vendors if vendor.rank is not None]
    return Evaluation(
        version=__version__,
        study=study,
        stage=study.stage,
        criteria=criteria.nodes,
        vendors=vendors,
        ranking=groups,
        open_orders=ranking.open_orders(ranked),
        views=_views(criteria, judged, study.resolution),
        verdict=ranking.verdict(groups, {vendor.id: vendor for vendor in vendors}, study.min_coverage),
        findings=findings,
    )


def _score(placed: Placed, answers: tuple[LeafAnswer, ...], criteria: Tree) -> VendorScore:
    scored = aggregation.score_leaves(answers, criteria.weights)
    axes = {one.criterion.id: one.criterion.axis for one in answers}
    return VendorScore(
        id=placed.vendor.id,
        name=placed.vendor.name,
        standing=placed.standing,
        plan=placed.choice,
        score=aggregation.total(scored),
        coverage=aggregation.coverage(scored),
        proven=aggregation.proven(scored),
        rank=None,
        leaves=scored,
        branches=aggregation.score_branches(scored, criteria),
        axes=aggregation.score_axes(scored, axes),
        gates=placed.gates,
    )


def _scores(vendors: Sequence[VendorScore]) -> dict[str, Interval | None]:
    """Return the scores that are ranked: of all that failed nothing."""
    return {vendor.id: vendor.score for vendor in vendors if vendor.standing is not Standing.FAILED}


def _in_order(vendors: Sequence[VendorScore], groups: Sequence[Group]) -> tuple[VendorScore, ...]:
    """Return the ranked in order, then those without a score, then the failed, each in id order, with their ranks."""
    by_id = {vendor.id: vendor for vendor in vendors}
    ranked = [replace(by_id[one], rank=group.rank) for group in groups for one in group.members]
    placed = {vendor.id for vendor in ranked}
    rest = sorted(
        (vendor for vendor in vendors if vendor.id not in placed),
        key=lambda vendor: (vendor.standing is Standing.FAILED, vendor.id),
    )
    return (*ranked, *rest)


def _views(criteria: Tree, judged: Sequence[Judged], resolution: float) -> tuple[ViewRanking, ...]:
    found = []
    for view in criteria.views:
        scores = {
            placed.vendor.id: aggregation.total(aggregation.score_leaves(answers, view.leaves))
            for placed, answers in judged
        }
        racing: Mapping[str, Interval | None] = {
            placed.vendor.id: scores[placed.vendor.id] for placed, _ in judged if placed.standing is not Standing.FAILED
        }
        found.append(ViewRanking(id=view.id, share=view.share, scores=scores, ranking=ranking.rank(racing, resolution)))
    return tuple(found)


def with_money(evaluation: Evaluation) -> Evaluation:
    """Return the evaluation with its business case; unchanged where the study can have none."""
    study = evaluation.study
    if study.money is None or study.status_quo is None or not study.organisation.currency:
        return evaluation
    placed = {vendor.id: vendor.plan.id for vendor in evaluation.vendors}
    candidates = [
        net_present_value.candidate(situation(study, vendor, placed[vendor.id]), study.money)
        for vendor in study.vendors
    ]
    case = business_case(
        study.money,
        candidates,
        baseline=study.status_quo.id,
        currency=study.organisation.currency,
        seats=study.seats,
        draws=study.robustness.draws,
        seed=study.robustness.seed,
    )
    return replace(evaluation, money=case)
