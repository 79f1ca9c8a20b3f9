"""The whole Evaluation as JSON, at full precision: what `report -f json` and `score --format json` print.

The shape is `schemas/evaluation.schema.json`. A figure without an answer is null, and `reasons` beside it says why. Keys
stand in the order of that schema, lists in the order of the Evaluation: the same study gives the same bytes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, assert_never

from toolselect.diagnostics import Location, key_text
from toolselect.model.criteria import BooleanValue, Levels, Linear, Points, Relative, Share
from toolselect.model.facts import Members, Money, NotApplicable, Range, Unknown, Value
from toolselect.model.result import Standing, VerdictKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from toolselect.diagnostics import Diagnostic
    from toolselect.model.criteria import Criterion, Must, ValueFunction
    from toolselect.model.facts import Answer, Entry, Scalar, Source
    from toolselect.model.result import (
        BranchScore,
        Cost,
        CriterionWeight,
        Evaluation,
        Evidence,
        Group,
        Held,
        Interval,
        LeafScore,
        PlanChoice,
        VendorScore,
        Verdict,
        ViewRanking,
    )
    from toolselect.model.study import Decision, Organisation, Study
    from toolselect.model.vendor import Price, Vendor

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

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
        "vendors": [_vendor(vendor, study) for vendor in evaluation.vendors],
        "criteria": [_criterion(weight, study) for weight in evaluation.criteria],
        "study": _study(study),
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
        "profile": _profile(profile),
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
        "held": [_held(held, profile) for held in leaf.held],
    }


def _held(held: Held, profile: Vendor) -> dict[str, Json]:
    return {
        "fact": held.fact,
        "status": held.status.value,
        "answers": [_answer(answer) for answer in held.answers],
        "grade": held.grade.value if held.grade is not None else None,
        "known": held.known,
        "proven": held.proven,
        "beta": held.beta,
        "expired": held.expired,
        "reason": held.reason,
        "reasons": {} if held.grade is not None else {"grade": held.reason or "rests on no evidence"},
        "evidence": [_evidence(evidence, profile) for evidence in held.evidence],
        "inputs": [_held(part, profile) for part in held.inputs],
        "steps": list(held.steps),
    }


def _answer(answer: Answer) -> dict[str, Json]:
    match answer:
        case Value():
            return {"kind": "value", "value": _scalar(answer.value)}
        case Range():
            return {"kind": "range", "low": answer.low, "likely": answer.likely, "high": answer.high}
        case Unknown():
            return {"kind": "unknown", "reason": answer.reason}
        case NotApplicable():
            return {"kind": "not applicable", "reason": answer.reason}
        case _:
            assert_never(answer)


def _scalar(value: Scalar) -> Json:
    match value:
        case Money():
            return {"amount": value.amount, "currency": value.currency}
        case Members():
            return {"members": [*sorted(value.named)], "complete": value.complete}
        case bool() | int() | float() | str():
            return value
        case _:
            assert_never(value)


def _evidence(evidence: Evidence, profile: Vendor) -> dict[str, Json]:
    return {
        **_entry(evidence.entry, profile),
        "grade": evidence.grade.value if evidence.grade is not None else None,
        "expires": _day(evidence.expires),
        "expired": evidence.expired,
        "used": evidence.used,
        "why_not": evidence.why_not,
    }


def _entry(entry: Entry, profile: Vendor) -> dict[str, Json]:
    source = profile.sources.get(entry.source)
    return {
        "answer": _answer(entry.answer),
        "plans": list(entry.plans),
        "addon": entry.addon,
        "region": entry.region,
        "scope": entry.scope,
        "availability": entry.availability.value,
        "preferred": entry.preferred,
        "reason": entry.reason,
        "note": entry.note,
        "source": _source(source) if source is not None else None,
    }


def _source(source: Source) -> dict[str, Json]:
    return {
        "id": source.id,
        "title": source.title,
        "url": source.url,
        "kind": source.kind.value,
        "date": source.date_text,
        "seen": _day(source.seen),
        "valid_until": _day(source.valid_until),
        "origin": source.origin,
        "note": source.note,
    }


def _profile(vendor: Vendor) -> dict[str, Json]:
    return {
        "maker": vendor.maker,
        "homepage": vendor.homepage,
        "facts": {fact: [_entry(entry, vendor) for entry in entries] for fact, entries in vendor.facts.items()},
        "plans": [
            {"id": plan.id, "name": plan.name, "note": plan.note, "prices": [_price(price) for price in plan.prices]}
            for plan in vendor.plans
        ],
        "addons": [
            {
                "id": addon.id,
                "name": addon.name,
                "note": addon.note,
                "prices": [_price(price) for price in addon.prices],
            }
            for addon in vendor.addons
        ],
        "usage_prices": [
            {
                "id": usage.id,
                "low": usage.low,
                "high": usage.high,
                "currency": usage.currency,
                "per": usage.per,
                "included": dict(sorted(usage.included.items())),
                "plans": list(usage.plans),
                "scope": usage.scope,
                "source": usage.source,
                "note": usage.note,
            }
            for usage in vendor.usage_prices
        ],
    }


def _price(price: Price) -> dict[str, Json]:
    return {
        "amount": price.amount,
        "currency": price.currency,
        "per": price.per,
        "billed": price.billed,
        "source": price.source,
        "note": price.note,
    }


def _criterion(weight: CriterionWeight, study: Study) -> dict[str, Json]:
    node = next(node for node in study.criteria.nodes() if node.id == weight.id)
    return {
        "id": weight.id,
        "title": weight.title,
        "parent": weight.parent,
        "depth": weight.depth,
        "leaf": weight.leaf,
        "axis": weight.axis,
        "state": weight.state.value,
        "given": weight.given,
        "share": weight.share,
        "weight": weight.weight,
        "relative": weight.relative,
        **_definition(node),
    }


def _definition(node: Criterion) -> dict[str, Json]:
    return {
        "objective": node.objective,
        "reason": node.reason,
        "note": node.note,
        "fact": node.fact,
        "value": _value(node.value),
        "must": _must(node.must),
        "target": node.target.text if node.target is not None else "",
        "from": node.start.value,
        "applies": node.applies,
    }


def _must(must: Must | None) -> Json:
    if must is None:
        return None
    return {"text": must.text, "evidence": must.evidence.value if must.evidence is not None else "by stage"}


def _value(value: ValueFunction | None) -> Json:
    match value:
        case None:
            return None
        case Linear():
            return {"linear": {"worst": value.worst, "best": value.best}}
        case Points():
            return {"points": [[x, v] for x, v in value.points]}
        case BooleanValue():
            return {"boolean": {"no": value.no, "yes": value.yes}}
        case Levels():
            return {"levels": {level.name: {"value": level.value, "means": level.means} for level in value.levels}}
        case Share():
            return {"share": dict(value.wanted)}
        case Relative():
            return {"relative": {"best": value.best}}
        case _:
            assert_never(value)


def _study(study: Study) -> dict[str, Json]:
    return {
        "criteria": {"id": study.criteria.id, "title": study.criteria.title},
        "facts": {
            fact.id: {
                "question": fact.question,
                "type": fact.type.value,
                "unit": fact.unit,
                "of": fact.of,
                "derived": fact.derived,
                "shelf_life_days": fact.shelf_life,
            }
            for fact in study.criteria.facts.values()
        },
        "status_quo": study.status_quo.id if study.status_quo is not None else None,
        "seats": study.seats,
        "weights": dict(study.weights),
        "views": [{"id": view.id, "share": view.share, "weights": dict(view.weights)} for view in study.views],
        "adjustments": [
            {"criterion": each.criterion, "changed": list(each.changed), "reason": each.reason}
            for each in study.adjustments
        ],
        "plan": dict(sorted(study.plan.items())),
        "addons": {vendor: list(addons) for vendor, addons in sorted(study.addons.items())},
        "trust": {
            grade.value: trust for grade, trust in sorted(study.trust.items(), key=lambda item: item[0].position)
        },
        "resolution": study.resolution,
        "min_coverage": study.min_coverage,
        "organisation": _organisation(study.organisation),
        "decision": _decision(study.decision),
    }


def _organisation(who: Organisation) -> dict[str, Json]:
    return {
        "name": who.name,
        "note": who.note,
        "currency": who.currency,
        "licence_budget": who.licence_budget,
        "region": who.region,
        "segments": [
            {
                "id": segment.id,
                "title": segment.title,
                "share": segment.share,
                "prefers": dict(segment.prefers),
                "note": segment.note,
            }
            for segment in who.segments
        ],
        "languages": dict(who.languages),
        "hours": [
            {"when": window.when, "share": window.share, "staffed": window.staffed, "note": window.note}
            for window in who.hours
        ],
        "reasons": {} if who.licence_budget is not None else {"licence_budget": "the study names none"},
    }


def _decision(record: Decision) -> dict[str, Json]:
    return {
        "objective": record.objective,
        "asked": record.asked,
        "by": _day(record.by),
        "approver": record.approver,
        "choice": record.choice,
        "narrative": _texts(record.narrative),
        "risks": [{"risk": risk.risk, "mitigation": risk.mitigation, "owner": risk.owner} for risk in record.risks],
        "rollout": [{"step": step.step, "by": _day(step.by), "owner": step.owner} for step in record.rollout],
        "kpi_targets": [{"kpi": each.kpi, "target": each.target} for each in record.kpi_targets],
        "reviews": [when.isoformat() for when in record.reviews],
    }


def _texts(texts: Mapping[str, str]) -> dict[str, Json]:
    return dict(texts)


def _day(when: date | None) -> str | None:
    return when.isoformat() if when is not None else None


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
