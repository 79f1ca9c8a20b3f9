"""A study's criteria and settings as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from toolselect.model.criteria import BooleanValue, Levels, Linear, Points, Relative, Share
from toolselect.report.as_json.facts import day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolselect.model.criteria import Criterion, Must, ValueFunction
    from toolselect.model.result import CriterionWeight
    from toolselect.model.study import Decision, Organisation, Study
    from toolselect.report.as_json.facts import Json


def criterion_data(weight: CriterionWeight, study: Study) -> dict[str, Json]:
    """Return a criterion: how it counts, and how it is defined."""
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


def study_data(study: Study) -> dict[str, Json]:
    """Return the settings of a study."""
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
        "by": day(record.by),
        "approver": record.approver,
        "choice": record.choice,
        "narrative": _texts(record.narrative),
        "risks": [{"risk": risk.risk, "mitigation": risk.mitigation, "owner": risk.owner} for risk in record.risks],
        "rollout": [{"step": step.step, "by": day(step.by), "owner": step.owner} for step in record.rollout],
        "kpi_targets": [{"kpi": each.kpi, "target": each.target} for each in record.kpi_targets],
        "reviews": [when.isoformat() for when in record.reviews],
    }


def _texts(texts: Mapping[str, str]) -> dict[str, Json]:
    return dict(texts)
