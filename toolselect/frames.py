"""An Evaluation as pandas tables, for notebooks. The only module that imports pandas.

Scores are on 0 to 100, weights and shares 0 to 1. What has no answer is missing (NaN), and a column says why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from toolselect.model.result import CriterionState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolselect.model.result import Evaluation, Held, Interval
    from toolselect.model.robustness import Robustness


def matrix(evaluation: Evaluation) -> pd.DataFrame:
    """Return the mids of all counting criteria: a row for each, branches and leaves, a column for each alternative."""
    order = [w.id for w in evaluation.criteria if w.state is CriterionState.COUNTS]
    columns: dict[str, list[float | None]] = {}
    for vendor in evaluation.vendors:
        found = {branch.criterion: _mid(branch.score) for branch in vendor.branches}
        found |= {leaf.criterion: _mid(leaf.value) for leaf in vendor.leaves}
        columns[vendor.id] = [found.get(criterion) for criterion in order]
    return pd.DataFrame(columns, index=pd.Index(order, name="criterion"), dtype="float64")


def leaves(evaluation: Evaluation) -> pd.DataFrame:
    """Return a row for each alternative and leaf."""
    return pd.DataFrame.from_records(
        [
            {
                "vendor": vendor.id,
                "criterion": leaf.criterion,
                "status": leaf.status.value,
                "low": leaf.value.low if leaf.value is not None else None,
                "mid": _mid(leaf.value),
                "high": leaf.value.high if leaf.value is not None else None,
                "weight": leaf.weight,
                "contribution": _mid(leaf.contribution),
                "known": leaf.known,
                "proven": leaf.proven,
                "clipped": leaf.clipped,
                "met": leaf.met,
                "reason": "; ".join(held.reason for held in leaf.held if held.reason),
            }
            for vendor in evaluation.vendors
            for leaf in vendor.leaves
        ],
        columns=[
            "vendor",
            "criterion",
            "status",
            "low",
            "mid",
            "high",
            "weight",
            "contribution",
            "known",
            "proven",
            "clipped",
            "met",
            "reason",
        ],
    ).astype({"low": "float64", "mid": "float64", "high": "float64", "contribution": "float64", "met": "boolean"})


def contributions(evaluation: Evaluation) -> pd.DataFrame:
    """Return what each leaf adds to each score: a row for each leaf, a column for each alternative.

    A column sums to the score (at the mids); a leaf that does not apply to an alternative is missing.
    """
    order = [w.id for w in evaluation.criteria if w.leaf and w.state is CriterionState.COUNTS]
    columns: dict[str, list[float | None]] = {}
    for vendor in evaluation.vendors:
        found = {leaf.criterion: _mid(leaf.contribution) for leaf in vendor.leaves}
        columns[vendor.id] = [found.get(criterion) for criterion in order]
    return pd.DataFrame(columns, index=pd.Index(order, name="criterion"), dtype="float64")


def ranking(evaluation: Evaluation) -> pd.DataFrame:
    """Return a row for each alternative, in ranking order; who is not ranked comes last and has no rank."""
    return (
        pd.DataFrame.from_records(
            [
                {
                    "vendor": vendor.id,
                    "name": vendor.name,
                    "rank": vendor.rank,
                    "standing": vendor.standing.value,
                    "plan": vendor.plan.id,
                    "low": vendor.score.low if vendor.score is not None else None,
                    "score": _mid(vendor.score),
                    "high": vendor.score.high if vendor.score is not None else None,
                    "coverage": vendor.coverage,
                    "proven": vendor.proven,
                    "cost_low": vendor.plan.cost.low,
                    "cost_high": vendor.plan.cost.high,
                    "currency": vendor.plan.cost.currency,
                    "cost_reason": vendor.plan.cost.reason,
                }
                for vendor in evaluation.vendors
            ]
        )
        .astype({"rank": "Int64", "low": "float64", "score": "float64", "high": "float64"})
        .astype({"cost_low": "float64", "cost_high": "float64"})
        .set_index("vendor")
    )


def gates(evaluation: Evaluation) -> pd.DataFrame:
    """Return a row for each vendor and must-have."""
    return pd.DataFrame.from_records(
        [
            {
                "vendor": vendor.id,
                "criterion": gate.criterion,
                "wanted": gate.wanted,
                "state": gate.state.value,
                "reason": gate.reason,
            }
            for vendor in evaluation.vendors
            for gate in vendor.gates
        ],
        columns=["vendor", "criterion", "wanted", "state", "reason"],
    )


def evidence(evaluation: Evaluation) -> pd.DataFrame:
    """Return a row for each stated entry that was looked at, used or not, once per alternative and fact."""
    profiles = {vendor.id: vendor for vendor in evaluation.study.alternatives}
    records = []
    for vendor in evaluation.vendors:
        seen: dict[str, Held] = {}
        for leaf in vendor.leaves:
            for held in leaf.held:
                for each in _walk(held):
                    seen.setdefault(each.fact, each)
        for fact in sorted(seen):
            for found in seen[fact].evidence:
                source = profiles[vendor.id].sources.get(found.entry.source)
                records.append(
                    {
                        "vendor": vendor.id,
                        "fact": fact,
                        "used": found.used,
                        "why_not": found.why_not,
                        "grade": found.grade.value if found.grade is not None else None,
                        "expired": found.expired,
                        "expires": found.expires.isoformat() if found.expires is not None else None,
                        "source": found.entry.source,
                        "title": source.title if source is not None else "",
                        "url": source.url if source is not None else "",
                    }
                )
    return pd.DataFrame.from_records(
        records,
        columns=["vendor", "fact", "used", "why_not", "grade", "expired", "expires", "source", "title", "url"],
    )


# --- what a simulation and the search for changes found -----------------------------------------------------------


def chances(evaluation: Evaluation) -> pd.DataFrame:
    """Return a row for each ranked alternative: shares of draws, expected score and its 5 % and 95 % points.

    `rank_1`, `rank_2`, ... are the shares of draws in which it holds that rank.

    Raises:
        ValueError: if the evaluation was not simulated; so all tables below.
    """
    found = _robustness(evaluation).simulation.alternatives
    records = [
        {
            "vendor": one.vendor,
            "first": one.first,
            "first_by_weights": one.first_by_weights,
            "expected_score": one.expected_score,
            "low": one.low,
            "high": one.high,
            "expected_loss": one.expected_loss,
            "confidence": one.confidence,
            "all_must_haves": one.all_must_haves,
            **{f"rank_{rank}": share for rank, share in enumerate(one.ranks, start=1)},
        }
        for one in found
    ]
    figures = [
        "first",
        "first_by_weights",
        "expected_score",
        "low",
        "high",
        "expected_loss",
        "confidence",
        "all_must_haves",
        *(f"rank_{rank}" for rank in range(1, max((len(one.ranks) for one in found), default=0) + 1)),
    ]
    return (
        pd.DataFrame.from_records(records, columns=["vendor", *figures])
        .astype(dict.fromkeys(figures, "float64"))
        .set_index("vendor")
    )


def pairwise(evaluation: Evaluation) -> pd.DataFrame:
    """Return the share of draws in which the alternative of the row scores higher than that of the column."""
    simulation = _robustness(evaluation).simulation
    names = [one.vendor for one in simulation.alternatives]
    rows = [[simulation.pairwise[one].get(other) for other in names] for one in names]
    index = pd.Index(names, name="vendor")
    return pd.DataFrame(rows, index=index, columns=pd.Index(names), dtype="float64")


def weight_stability(evaluation: Evaluation) -> pd.DataFrame:
    """Return a row for each criterion: its weight, and those below and above at which the first place flips."""
    figures = ["weight", "down", "up"]
    return pd.DataFrame.from_records(
        [
            {
                "criterion": one.criterion,
                "weight": one.weight,
                "down": one.down.at if one.down is not None else None,
                "down_winner": one.down.winner if one.down is not None else "",
                "up": one.up.at if one.up is not None else None,
                "up_winner": one.up.winner if one.up is not None else "",
                "fragile": one.fragile,
            }
            for one in _robustness(evaluation).weights
        ],
        columns=["criterion", "weight", "down", "down_winner", "up", "up_winner", "fragile"],
    ).astype(dict.fromkeys(figures, "float64"))


def fact_stability(evaluation: Evaluation) -> pd.DataFrame:
    """Return a row for each answer that would flip the first place, all else as it is."""
    columns = [
        "vendor",
        "criterion",
        "worth",
        "worth_needed",
        "winner",
        "needed",
        "figure",
        "unit",
        "possible",
        "exact",
    ]
    return pd.DataFrame.from_records(
        [{name: getattr(one, name) for name in columns} for one in _robustness(evaluation).facts], columns=columns
    ).astype(dict.fromkeys(["worth", "worth_needed", "figure"], "float64"))


def second_places(evaluation: Evaluation) -> pd.DataFrame:
    """Return a row for each single change that gives a loser the first place, smallest first.

    A loser that no single change helps has one row without a change, and the reason.
    """
    columns = ["vendor", "kind", "subject", "now", "needed", "unit", "size", "words", "reason"]
    records: list[dict[str, object]] = []
    for one in _robustness(evaluation).second_places:
        records += [
            {
                "vendor": one.vendor,
                "kind": change.kind.value,
                "subject": change.subject,
                "now": change.now,
                "needed": change.needed,
                "unit": change.unit,
                "size": change.size,
                "words": change.words,
                "reason": "",
            }
            for change in one.changes
        ]
        if not one.changes:
            records.append({**dict.fromkeys(["kind", "subject", "unit", "words"], ""), "vendor": one.vendor})
            records[-1]["reason"] = one.reason
    return pd.DataFrame.from_records(records, columns=columns).astype(
        dict.fromkeys(["now", "needed", "size"], "float64")
    )


def find_out(evaluation: Evaluation) -> pd.DataFrame:
    """Return a row for each doubtful fact and what it is worth to find out, in points of the score; most first."""
    columns = [
        "vendor",
        "fact",
        "status",
        "why",
        "question",
        "criteria",
        "must",
        "value",
        "decisive",
        "chance_of_change",
    ]
    return pd.DataFrame.from_records(
        [
            {
                "vendor": one.vendor,
                "fact": one.fact,
                "status": one.status.value,
                "why": one.why,
                "question": one.question,
                "criteria": ", ".join(one.criteria),
                "must": one.must,
                "value": one.value,
                "decisive": one.decisive,
                "chance_of_change": one.chance_of_change,
            }
            for one in _robustness(evaluation).simulation.find_out
        ],
        columns=columns,
    ).astype(dict.fromkeys(["value", "chance_of_change"], "float64"))


def _robustness(evaluation: Evaluation) -> Robustness:
    if evaluation.robustness is None:
        raise ValueError("the evaluation was not simulated: use toolselect.evaluate(study, robust=True)")
    return evaluation.robustness


def _mid(figure: Interval | None) -> float | None:
    return figure.mid if figure is not None else None


def _walk(held: Held) -> Iterator[Held]:
    yield held
    for part in held.inputs:
        yield from _walk(part)
