"""What `rank` prints for programs: JSON and CSV, at full precision."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from toolselect.app import FlipsOutcome, RobustOutcome
    from toolselect.model.robustness import Flip
    from toolselect.robustness.table import TableChances
    from toolselect.scoring.tables import TableRanking

Data = dict[str, object]
Field = str | float | None


def ranking(found: TableRanking) -> Data:
    """Return the ranking by a method; `reasons` is there only where a figure has no answer."""
    data: Data = {
        "version": 1,
        "method": found.method,
        "options": dict(found.options),
        "direction": found.direction,
        "relative": found.relative,
        "alternatives": [{"name": one.name, "score": one.score, "rank": one.rank} for one in found.alternatives],
        "details": dict(found.details),
    }
    return data | ({"reasons": dict(found.reasons)} if found.reasons else {})


def ranking_csv(found: TableRanking) -> str:
    """Return a row for each alternative: its name, score and rank."""
    return _csv(("name", "score", "rank"), ((one.name, one.score, one.rank) for one in found.alternatives))


def chances(outcome: RobustOutcome, found: TableChances) -> Data:
    """Return the chances of a simulation, by alternative in the order of the table, and how it drew."""
    policy = found.policy
    names, criteria = _names(outcome)
    never = ", ".join(name for name, first in zip(names, found.first_rank, strict=True) if first == 0)
    around: Data = {"concentration": policy.concentration} if policy.weights.value == "dirichlet" else {}
    data: Data = {
        "version": 1,
        "draws": policy.draws,
        "seed": policy.seed,
        "weights_from": policy.weights.value,
        **around,
        "scale": outcome.scale,
        "relative": outcome.scale == "columns",
        "numpy": found.numpy,
        "alternatives": names,
        "criteria": criteria,
        "rank_acceptability": found.rank_acceptability,
        "first_rank": found.first_rank,
        "central_weights": found.central_weights,
        "confidence": found.confidence,
        "pairwise": found.pairwise,
    }
    return data | (
        {"reasons": dict.fromkeys(("central_weights", "confidence"), f"never first: {never}")} if never else {}
    )


def chances_csv(outcome: RobustOutcome, found: TableChances) -> str:
    """Return a row for each alternative: the chance of each rank, confidence, and weights at which it is first."""
    names, criteria = _names(outcome)
    ranks = [f"rank_{place}" for place in range(1, len(names) + 1)]
    rows = (
        (name, *chance, sure, *(central or [None] * len(criteria)))
        for name, chance, sure, central in zip(
            names, found.rank_acceptability, found.confidence, found.central_weights, strict=True
        )
    )
    return _csv(("name", *ranks, "confidence", *(f"weight_{name}" for name in criteria)), rows)


def _names(outcome: RobustOutcome) -> tuple[tuple[str, ...], tuple[str, ...]]:
    table = outcome.table
    return ((), ()) if table is None else (table.alternatives, tuple(one.id for one in table.criteria))


def flips(outcome: FlipsOutcome) -> Data:
    """Return the flips of each criterion; `reasons` says by criterion and side why there is none."""
    reasons = {f"{one.criterion}.{side}": why for one in outcome.flips for side, why in sorted(one.reasons.items())}
    data: Data = {
        "version": 1,
        "scale": outcome.scale,
        "relative": outcome.scale == "columns",
        "flips": [
            {"criterion": one.criterion, "weight": one.weight, "up": _flip(one.up), "down": _flip(one.down)}
            for one in outcome.flips
        ],
    }
    return data | ({"reasons": reasons} if reasons else {})


def _flip(found: Flip | None) -> Data | None:
    return None if found is None else {"weight": found.at, "winner": found.winner}


def flips_csv(outcome: FlipsOutcome) -> str:
    """Return a row for each criterion: its weight, and the nearest flips below and above with their winners."""
    rows = ((one.criterion, one.weight, *_flip_fields(one.down), *_flip_fields(one.up)) for one in outcome.flips)
    return _csv(("criterion", "weight", "down_weight", "down_winner", "up_weight", "up_winner"), rows)


def _flip_fields(found: Flip | None) -> tuple[Field, Field]:
    return (None, None) if found is None else (found.at, found.winner)


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Field]]) -> str:
    """Return rows as CSV; a text that a spreadsheet would take for a formula gets a leading apostrophe."""
    from toolselect.report.as_csv import FORMULA

    def guarded(field: Field) -> Field:
        return "'" + field if isinstance(field, str) and field.lstrip(" ").startswith(FORMULA) else field

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([guarded(column) for column in columns])
    for row in rows:
        writer.writerow([guarded(field) for field in row])
    return out.getvalue()
