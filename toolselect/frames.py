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


def _mid(figure: Interval | None) -> float | None:
    return figure.mid if figure is not None else None


def _walk(held: Held) -> Iterator[Held]:
    yield held
    for part in held.inputs:
        yield from _walk(part)
