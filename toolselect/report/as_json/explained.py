"""Explanations, comparisons and trials as plain data: the JSON of `explain`, `compare` and `what-if`.

The shapes are in docs/commands.md. A figure without an answer is null, and `reasons` beside it says why.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from toolselect.report.as_json.facts import held_data
from toolselect.report.as_json.study import criterion_data

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolselect.explaining.compare import Comparison, Difference, Side
    from toolselect.explaining.explain import (
        Answered,
        BranchExplained,
        LeafExplained,
        OpenPoint,
        Part,
        VendorExplained,
    )
    from toolselect.explaining.settings import Setting
    from toolselect.explaining.what_if import Move, PartMove, WhatIf
    from toolselect.model.result import Evaluation, Gate, GateState, Interval, PlanChoice, Verdict
    from toolselect.model.vendor import Vendor
    from toolselect.report.as_json.facts import Json

NOTHING_APPLIES = "nothing that counts applies to this alternative"
NOT_RANKED = "failed a must-have, or nothing that counts applies to it"
NOT_SIMULATED = "not simulated, or not ranked"


def vendor_data(found: VendorExplained) -> dict[str, Json]:
    """Return an alternative's score with its parts."""
    return {
        "version": 1,
        "kind": "vendor",
        "vendor": found.vendor,
        "name": found.name,
        "standing": found.standing.value,
        "rank": found.rank,
        "ranked": found.ranked,
        "score": _interval(found.score),
        "coverage": found.coverage,
        "proven": found.proven,
        "plan": _plan(found.plan),
        "parts": [_part(part) for part in found.parts],
        "most": [_part(part) for part in found.most],
        "least": [_part(part) for part in found.least],
        "gates": [_gate(gate) for gate in found.gates],
        "open": [_open(point) for point in found.open_points],
        "reasons": _reasons(score=(found.score, NOTHING_APPLIES), rank=(found.rank, NOT_RANKED)),
    }


def branch_data(found: BranchExplained) -> dict[str, Json]:
    """Return a branch with the criteria below it."""
    return {
        "version": 1,
        "kind": "branch",
        "vendor": found.vendor,
        "name": found.name,
        "criterion": found.criterion,
        "objective": found.objective,
        "reason": found.reason,
        "state": found.state.value,
        "whole": _part(found.whole),
        "parts": [_part(part) for part in found.parts],
        "gates": [_gate(gate) for gate in found.gates],
        "open": [_open(point) for point in found.open_points],
    }


def leaf_data(found: LeafExplained, evaluation: Evaluation) -> dict[str, Json]:
    """Return a leaf down to the sources of its answers."""
    node = next(one for one in evaluation.criteria if one.id == found.criterion.id)
    profile = next(one for one in evaluation.study.alternatives if one.id == found.vendor)
    leaf = found.leaf
    worth, points = (leaf.value, leaf.contribution) if leaf is not None else (None, None)
    why = found.state.value if leaf is None else "; ".join(one.reason for one in leaf.held) or leaf.status.value
    met = leaf.met if leaf is not None else None
    status = leaf.status.value if leaf is not None else None
    return {
        "version": 1,
        "kind": "leaf",
        "vendor": found.vendor,
        "name": found.name,
        "criterion": criterion_data(node, evaluation.study),
        "weights": [
            {"criterion": step.criterion, "title": step.title, "given": step.given, "share": step.share}
            for step in found.weights
        ],
        "study_weight": found.study_weight,
        "applying": found.applying,
        "weight": leaf.weight if leaf is not None else 0.0,
        "status": status,
        "worth": _interval(worth),
        "points": _interval(points),
        "known": leaf.known if leaf is not None else 0.0,
        "proven": leaf.proven if leaf is not None else 0.0,
        "clipped": leaf.clipped if leaf is not None else False,
        "met": met,
        "gate": _gate(found.gate) if found.gate is not None else None,
        "held": [_answered(one, profile) for one in found.answered],
        "reasons": _reasons(
            status=(status, why),
            worth=(worth, why),
            points=(points, why),
            met=(met, "no target, or the answer does not decide it"),
            gate=(found.gate, "no must-have, or not tested"),
        ),
    }


def comparison_data(found: Comparison) -> dict[str, Json]:
    """Return a head-to-head."""
    tops = [row.points for row in found.rows if row.depth == 0]
    return {
        "version": 1,
        "first": _side(found.first),
        "second": _side(found.second),
        "difference": found.difference,
        "sum": math.fsum(tops),
        "criteria": [_difference(row) for row in found.rows],
        "for_first": [row.criterion for row in found.for_first],
        "for_second": [row.criterion for row in found.for_second],
        "gates": [
            {
                "criterion": gate.criterion,
                "title": gate.title,
                "wanted": gate.wanted,
                "first": _state(gate.first),
                "second": _state(gate.second),
                "first_reason": gate.first_reason,
                "second_reason": gate.second_reason,
                "reasons": _reasons(first=(gate.first, gate.first_reason), second=(gate.second, gate.second_reason)),
            }
            for gate in found.gates
        ],
        "reasons": _reasons(difference=(found.difference, found.reason)),
    }


def what_if_data(found: WhatIf) -> dict[str, Json]:
    """Return a trial, before and after."""
    return {
        "version": 1,
        "set": [_setting(setting) for setting in found.settings],
        "verdict": {"before": _verdict(found.before.verdict), "after": _verdict(found.after.verdict)},
        "simulated": {"before": found.before.robustness is not None, "after": found.after.robustness is not None},
        "vendors": [_move(move) for move in found.moves],
        "weights": [
            {"criterion": one.criterion, "title": one.title, "before": one.before, "after": one.after}
            for one in found.weights
        ],
        "unread": list(found.unread),
    }


def _interval(figure: Interval | None) -> Json:
    return None if figure is None else {"low": figure.low, "mid": figure.mid, "high": figure.high}


def _reasons(**figures: tuple[object, str]) -> dict[str, Json]:
    """Return why a figure is null, for those that are."""
    return {name: why for name, (figure, why) in figures.items() if figure is None}


def _state(state: GateState | None) -> str | None:
    return state.value if state is not None else None


def _part(part: Part) -> dict[str, Json]:
    return {
        "criterion": part.criterion,
        "title": part.title,
        "depth": part.depth,
        "leaf": part.leaf,
        "weight": part.weight,
        "worth": _interval(part.worth),
        "points": _interval(part.points),
        "known": part.known,
        "status": part.status.value if part.status is not None else None,
        "reasons": _reasons(
            worth=(part.worth, "does not apply to this alternative"),
            points=(part.points, "does not apply to this alternative"),
            status=(part.status, "a branch has none"),
        ),
    }


def _plan(plan: PlanChoice) -> dict[str, Json]:
    cost = plan.cost
    return {
        "id": plan.id or None,
        "name": plan.name or None,
        "chosen_by": plan.chosen_by,
        "addons": list(plan.addons),
        "cost": {"low": cost.low, "high": cost.high, "currency": cost.currency or None},
        "reasons": _reasons(
            id=(plan.id or None, plan.chosen_by or "no plans listed"),
            cost=(cost.low, cost.reason or "no list price"),
        ),
    }


def _gate(gate: Gate) -> dict[str, Json]:
    return {"criterion": gate.criterion, "wanted": gate.wanted, "state": gate.state.value, "reason": gate.reason}


def _open(point: OpenPoint) -> dict[str, Json]:
    return {
        "criterion": point.criterion,
        "title": point.title,
        "status": point.status.value,
        "reach": point.reach,
        "reason": point.reason,
    }


def _answered(one: Answered, profile: Vendor) -> dict[str, Json]:
    """Return an answer as an evaluation gives it, with the place of each entry, and its weight in a share."""
    data = held_data(one.held, profile)
    evidence: list[Json] = []
    for seen, entry in zip(one.seen, _objects(data["evidence"]), strict=True):
        where = seen.spot
        evidence.append(
            {
                **entry,
                "path": where.path if where is not None else None,
                "line": where.line if where is not None else None,
                "reasons": _reasons(path=(where, "not stated in a file"), line=(where, "not stated in a file")),
            }
        )
    question = one.fact.question if one.fact is not None else ""
    unit = one.fact.unit if one.fact is not None else ""
    inputs: list[Json] = [_answered(part, profile) for part in one.inputs]
    reasons = {**_object(data["reasons"]), **_reasons(weight=(one.weight, "the leaf has one fact, or it is an input"))}
    more: dict[str, Json] = {"question": question, "unit": unit, "weight": one.weight}
    return {**data, **more, "evidence": evidence, "inputs": inputs, "reasons": reasons}


def _object(data: Json) -> dict[str, Json]:
    return data if isinstance(data, dict) else {}


def _objects(data: Json) -> Iterable[dict[str, Json]]:
    return (one for one in data if isinstance(one, dict)) if isinstance(data, list) else ()


def _side(side: Side) -> dict[str, Json]:
    return {
        "vendor": side.vendor,
        "name": side.name,
        "standing": side.standing.value,
        "rank": side.rank,
        "score": _interval(side.score),
        "coverage": side.coverage,
        "proven": side.proven,
        "plan": _plan(side.plan),
        "reasons": _reasons(score=(side.score, NOTHING_APPLIES), rank=(side.rank, NOT_RANKED)),
    }


def _difference(row: Difference) -> dict[str, Json]:
    return {
        "criterion": row.criterion,
        "title": row.title,
        "depth": row.depth,
        "leaf": row.leaf,
        "first": _part(row.first),
        "second": _part(row.second),
        "points": row.points,
    }


def _setting(setting: Setting) -> dict[str, Json]:
    return {"subject": setting.subject, "before": setting.before, "after": setting.after}


def _verdict(verdict: Verdict) -> dict[str, Json]:
    confidence = verdict.confidence.value if verdict.confidence is not None else None
    return {
        "kind": verdict.kind.value,
        "first": list(verdict.first),
        "confidence": confidence,
        "reasons": _reasons(confidence=(confidence, f"not rated where the verdict is: {verdict.kind.value}")),
    }


def _part_move(move: PartMove) -> dict[str, Json]:
    return {
        "criterion": move.criterion,
        "title": move.title,
        "before": _part(move.before) if move.before is not None else None,
        "after": _part(move.after) if move.after is not None else None,
        "moved": move.moved,
        "reasons": _reasons(before=(move.before, "did not count"), after=(move.after, "does not count")),
    }


def _move(move: Move) -> dict[str, Json]:
    return {
        "vendor": move.vendor,
        "name": move.name,
        "score": {"before": _interval(move.before), "after": _interval(move.after)},
        "moved": move.moved,
        "rank": {"before": move.rank_before, "after": move.rank_after},
        "standing": {"before": move.standing_before.value, "after": move.standing_after.value},
        "plan": {"before": move.plan_before or None, "after": move.plan_after or None},
        "first_share": {"before": move.chance_before, "after": move.chance_after},
        "criteria": [_part_move(top) for top in move.tops],
        "leaves": [_part_move(leaf) for leaf in move.leaves],
        "gates": [
            {
                "criterion": gate.criterion,
                "title": gate.title,
                "before": _state(gate.before),
                "after": _state(gate.after),
                "reason": gate.reason,
                "reasons": _reasons(before=(gate.before, "was not asked"), after=(gate.after, gate.reason)),
            }
            for gate in move.gates
        ],
        "reasons": _reasons(
            moved=(move.moved, NOTHING_APPLIES),
            **{
                "score.before": (move.before, NOTHING_APPLIES),
                "score.after": (move.after, NOTHING_APPLIES),
                "rank.before": (move.rank_before, NOT_RANKED),
                "rank.after": (move.rank_after, NOT_RANKED),
                "plan.before": (move.plan_before or None, "no plans listed"),
                "plan.after": (move.plan_after or None, "no plans listed"),
                "first_share.before": (move.chance_before, NOT_SIMULATED),
                "first_share.after": (move.chance_after, NOT_SIMULATED),
            },
        ),
    }
