"""How much a ranking bears as plain data: what `robustness --format json` prints, and a part of every evaluation."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolselect.model.robustness import (
        Chances,
        Change,
        FactStability,
        FindOut,
        Flip,
        MethodResult,
        Robustness,
        RobustnessPolicy,
        WeightStability,
    )
    from toolselect.report.as_json.facts import Json

NEVER_FIRST = "it is first in no draw"


def robustness_data(found: Robustness) -> dict[str, Json]:
    """Return all of it; lists stand in the order of the result."""
    simulation = found.simulation
    return {
        "policy": _policy(simulation.policy),
        "numpy": simulation.numpy,
        "alternatives": [_chances(chances) for chances in simulation.alternatives],
        "pairwise": {one: dict(others) for one, others in simulation.pairwise.items()},
        "expected_order": list(simulation.expected_order),
        "reversed_by_trust": simulation.reversed_by_trust,
        "find_out": [find_out_data(one) for one in simulation.find_out],
        "weights": [_weight(one) for one in found.weights],
        "facts": [_fact(one) for one in found.facts],
        "second_places": [
            {"vendor": one.vendor, "changes": [_change(change) for change in one.changes], "reason": one.reason}
            for one in found.second_places
        ],
        "dominated": [{"better": one.better, "worse": one.worse, "certain": one.certain} for one in found.dominated],
        "pareto": list(found.pareto),
        "methods": [_method(one) for one in found.methods],
        "left_out": [
            {"left_out": one.left_out, "kept": one.kept, "swapped": [list(pair) for pair in one.swapped]}
            for one in found.left_out
        ],
    }


def find_out_data(one: FindOut) -> dict[str, Json]:
    """Return an unknown or doubtful fact and what finding it out is worth."""
    return {
        "vendor": one.vendor,
        "fact": one.fact,
        "status": one.status.value,
        "why": one.why,
        "question": one.question,
        "criteria": list(one.criteria),
        "must": one.must,
        "value": one.value,
        "decisive": one.decisive,
        "chance_of_change": one.chance_of_change,
    }


def _policy(policy: RobustnessPolicy) -> dict[str, Json]:
    return {
        "draws": policy.draws,
        "seed": policy.seed,
        "weights": policy.weights.value,
        "concentration": policy.concentration,
        "intervals": {name: list(ends) for name, ends in policy.intervals.items()},
    }


def _chances(chances: Chances) -> dict[str, Json]:
    never: dict[str, Json] = {"central_weights": NEVER_FIRST} if not chances.central_weights else {}
    if chances.confidence is None:
        never["confidence"] = NEVER_FIRST
    return {
        "vendor": chances.vendor,
        "ranks": list(chances.ranks),
        "first": chances.first,
        "first_by_weights": chances.first_by_weights,
        "expected_score": chances.expected_score,
        "low": chances.low,
        "high": chances.high,
        "expected_loss": chances.expected_loss,
        "central_weights": dict(chances.central_weights) or None,
        "confidence": chances.confidence,
        "must_haves": dict(chances.must_haves),
        "all_must_haves": chances.all_must_haves,
        "reasons": never,
    }


def _weight(one: WeightStability) -> dict[str, Json]:
    reasons: dict[str, Json] = {}
    for name, flip in (("down", one.down), ("up", one.up)):
        if flip is None:
            reasons[name] = "no weight in this direction changes the first place"
    return {
        "criterion": one.criterion,
        "weight": one.weight,
        "down": _flip(one.down),
        "up": _flip(one.up),
        "fragile": one.fragile,
        "reasons": reasons,
    }


def _flip(flip: Flip | None) -> Json:
    return None if flip is None else {"weight": flip.at, "winner": flip.winner}


def _fact(one: FactStability) -> dict[str, Json]:
    return {
        "vendor": one.vendor,
        "criterion": one.criterion,
        "worth": one.worth,
        "worth_needed": one.worth_needed,
        "winner": one.winner,
        "needed": one.needed or None,
        "figure": one.figure,
        "unit": one.unit,
        "possible": one.possible,
        "exact": one.exact,
        "reasons": _unnamed(one),
    }


def _unnamed(one: FactStability) -> dict[str, Json]:
    if one.figure is not None:
        return {}
    if one.needed:
        return {"figure": "the answer is no figure"}
    several = "the worth rests on several facts"
    return {"needed": several, "figure": several}


def _change(change: Change) -> dict[str, Json]:
    reasons: dict[str, Json] = {}
    if change.needed is None:
        reasons["needed"] = "the answer is no figure"
    if change.now is None:
        reasons["now"] = "the answer is no figure, or there is none yet"
    return {
        "kind": change.kind.value,
        "subject": change.subject,
        "now": change.now,
        "needed": change.needed,
        "unit": change.unit,
        "size": change.size,
        "words": change.words,
        "reasons": reasons,
    }


def _method(one: MethodResult) -> dict[str, Json]:
    reasons: dict[str, Json] = {}
    if any(score is None for score in one.scores.values()):
        reasons["scores"] = one.why if not one.ranking else "the method sorts out and gives no scores"
    if one.agrees is None:
        reasons["agrees"] = one.why
    return {
        "method": one.method,
        "scores": dict(one.scores),
        "ranking": [{"rank": group.rank, "vendors": list(group.members)} for group in one.ranking],
        "agrees": one.agrees,
        "relative": one.relative,
        "why": one.why,
        "reasons": reasons,
    }
