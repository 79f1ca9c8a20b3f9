"""The whole Evaluation as JSON, at full precision: what `report -f json` and `score --format json` print.

The shape is `schemas/evaluation.schema.json`. A figure without an answer is null, and `reasons` beside it says why.
Keys stand in the order of that schema, lists in the order of the Evaluation: the same study gives the same bytes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from toolselect.diagnostics import Location, key_text
from toolselect.model.result import Standing, VerdictKind
from toolselect.report.as_json.facts import held_data, profile_data
from toolselect.report.as_json.money import money_data
from toolselect.report.as_json.robustness import robustness_data
from toolselect.report.as_json.study import criterion_data, study_data

if TYPE_CHECKING:
    from toolselect.diagnostics import Diagnostic
    from toolselect.model.result import (
        BranchScore,
        Cost,
        Evaluation,
        Group,
        Interval,
        LeafScore,
        PlanChoice,
        VendorScore,
        Verdict,
        ViewRanking,
    )
    from toolselect.model.study import Study
    from toolselect.model.vendor import Vendor
    from toolselect.report.as_json.facts import Json

NOTHING_APPLIES = "nothing that counts applies to this alternative"


def render(evaluation: Evaluation) -> str:
    """Return the evaluation as indented JSON, ending in a newline."""
    return json.dumps(document(evaluation), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def document(evaluation: Evaluation) -> dict[str, Json]:
    """Return the evaluation as plain data."""
    study = evaluation.study
    return {
        "version": 1,
        "tool": evaluation.version,
        "title": study.title,
        "as_of": study.as_of.isoformat(),
        "stage": evaluation.stage.value,
        "verdict": _verdict(evaluation.verdict),
        "ranking": [_group(group) for group in evaluation.ranking],
        "open_orders": [
            {
                "first": order.first,
                "second": order.second,
                "vendor": order.vendor,
                "criterion": order.criterion,
                "status": order.status.value,
            }
            for order in evaluation.open_orders
        ],
        "views": [_view(view) for view in evaluation.views],
        "robustness": robustness_data(evaluation.robustness) if evaluation.robustness is not None else None,
        "money": money_data(evaluation.money) if evaluation.money is not None else None,
        "vendors": [_vendor(vendor, study) for vendor in evaluation.vendors],
        "criteria": [criterion_data(weight, study) for weight in evaluation.criteria],
        "study": study_data(study),
        "findings": [_finding(found) for found in sorted(evaluation.findings, key=lambda found: found.sort_key)],
        "inputs": [{"path": file.path, "sha256": file.sha256} for file in study.inputs],
    }


def _verdict(verdict: Verdict) -> dict[str, Json]:
    reasons: dict[str, Json] = {}
    if verdict.lead is None:
        reasons["lead"] = "no second place is ranked" if verdict.first else "nobody is ranked"
    if verdict.reach is None:
        reasons["reach"] = "no second place is ranked" if verdict.first else "nobody is ranked"
    if verdict.confidence is None:
        reasons["confidence"] = f"not rated where the verdict is: {verdict.kind.value}"
    return {
        "kind": verdict.kind.value,
        "first": list(verdict.first),
        "runner_up": list(verdict.runner_up),
        "best_proven": verdict.best_proven or None,
        "lead": verdict.lead,
        "reach": verdict.reach,
        "confidence": verdict.confidence.value if verdict.confidence is not None else None,
        "simulated": verdict.simulated,
        "reasons": reasons | ({"best_proven": _no_proven(verdict)} if not verdict.best_proven else {}),
    }


def _no_proven(verdict: Verdict) -> str:
    if verdict.kind is VerdictKind.CONDITIONAL:
        return "no ranked vendor proves every must-have"
    return "given where the first place is conditional"


def _group(group: Group) -> dict[str, Json]:
    return {"rank": group.rank, "vendors": list(group.members)}


def _view(view: ViewRanking) -> dict[str, Json]:
    return {
        "id": view.id,
        "share": view.share,
        "scores": {vendor: _interval(score) for vendor, score in sorted(view.scores.items())},
        "ranking": [_group(group) for group in view.ranking],
        "reasons": {
            f"scores.{vendor}": NOTHING_APPLIES for vendor, score in sorted(view.scores.items()) if score is None
        },
    }


def _interval(figure: Interval | None) -> Json:
    return None if figure is None else {"low": figure.low, "mid": figure.mid, "high": figure.high}


def _vendor(vendor: VendorScore, study: Study) -> dict[str, Json]:
    profile = next(each for each in study.alternatives if each.id == vendor.id)
    reasons: dict[str, Json] = {}
    if vendor.score is None:
        reasons["score"] = NOTHING_APPLIES
    if vendor.rank is None:
        reasons["rank"] = "failed a must-have" if vendor.standing is Standing.FAILED else NOTHING_APPLIES
    for axis, figure in sorted(vendor.axes.items()):
        if figure is None:
            reasons[f"axes.{axis}"] = NOTHING_APPLIES
    return {
        "id": vendor.id,
        "name": vendor.name,
        "standing": vendor.standing.value,
        "rank": vendor.rank,
        "score": _interval(vendor.score),
        "coverage": vendor.coverage,
        "proven": vendor.proven,
        "reasons": reasons,
        "plan": _plan(vendor.plan),
        "axes": {axis: _interval(figure) for axis, figure in sorted(vendor.axes.items())},
        "gates": [
            {"criterion": gate.criterion, "wanted": gate.wanted, "state": gate.state.value, "reason": gate.reason}
            for gate in vendor.gates
        ],
        "branches": [_branch(branch) for branch in vendor.branches],
        "leaves": [_leaf(leaf, profile) for leaf in vendor.leaves],
        "profile": profile_data(profile),
    }


def _plan(plan: PlanChoice) -> dict[str, Json]:
    return {
        "id": plan.id or None,
        "name": plan.name or None,
        "chosen_by": plan.chosen_by,
        "addons": list(plan.addons),
        "cost": _cost(plan.cost),
        "reasons": {}
        if plan.id
        else {"id": plan.chosen_by or "no plans listed", "name": plan.chosen_by or "no plans listed"},
    }


def _cost(cost: Cost) -> dict[str, Json]:
    unknown: dict[str, Json] = {
        end: cost.reason or "no list price"
        for end, amount in (("low", cost.low), ("high", cost.high))
        if amount is None
    }
    return {"low": cost.low, "high": cost.high, "currency": cost.currency or None, "reasons": unknown}


def _branch(branch: BranchScore) -> dict[str, Json]:
    reasons: dict[str, Json] = {"score": NOTHING_APPLIES} if branch.score is None else {}
    if branch.contribution is None:
        reasons["contribution"] = NOTHING_APPLIES
    return {
        "criterion": branch.criterion,
        "score": _interval(branch.score),
        "weight": branch.weight,
        "contribution": _interval(branch.contribution),
        "coverage": branch.coverage,
        "proven": branch.proven,
        "reasons": reasons,
    }


def _leaf(leaf: LeafScore, profile: Vendor) -> dict[str, Json]:
    reasons: dict[str, Json] = {}
    if leaf.value is None:
        reasons["value"] = next((held.reason for held in leaf.held if held.reason), leaf.status.value)
    if leaf.contribution is None:
        reasons["contribution"] = next((held.reason for held in leaf.held if held.reason), leaf.status.value)
    if leaf.met is None:
        reasons["met"] = "no target, or the answer does not decide it"
    return {
        "criterion": leaf.criterion,
        "status": leaf.status.value,
        "value": _interval(leaf.value),
        "weight": leaf.weight,
        "contribution": _interval(leaf.contribution),
        "known": leaf.known,
        "proven": leaf.proven,
        "clipped": leaf.clipped,
        "met": leaf.met,
        "reasons": reasons,
        "held": [held_data(held, profile) for held in leaf.held],
    }


def _finding(found: Diagnostic) -> dict[str, Json]:
    location = found.location or Location()
    return {
        "code": found.code,
        "severity": found.severity.value,
        "path": found.place.path,
        "line": location.line,
        "column": location.column,
        "end_line": location.end_line,
        "end_column": location.end_column,
        "key": key_text(found.place.key),
        "message": found.message,
        "hint": found.hint,
    }
