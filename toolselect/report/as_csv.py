"""The matrix as CSV: a row for each alternative and leaf. What `score --format csv` prints.

Columns: `vendor`, `name`, `rank` (empty: not ranked), `standing`, `plan` of the alternative; `criterion`, `title`,
`branch` (of the first level), `state` of the criterion; `status`, `answer` (raw), `grade`; `low`, `mid`, `high` of the
leaf's value on 0 to 100 (empty: does not apply; an unknown one has its 0, 50, 100 and the status `unknown`); `weight`
(share of the vendor's score), `contribution` (points, of the mid), `known`, `proven` (0 to 1), `target`, `met`,
`reason`.

Figures are at full precision. A text that a spreadsheet would take for a formula gets a leading apostrophe.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from toolselect.report.view.index import Index

if TYPE_CHECKING:
    from toolselect.model.result import Evaluation, LeafScore, VendorScore

COLUMNS = (
    "vendor",
    "name",
    "rank",
    "standing",
    "plan",
    "criterion",
    "title",
    "branch",
    "state",
    "status",
    "answer",
    "grade",
    "low",
    "mid",
    "high",
    "weight",
    "contribution",
    "known",
    "proven",
    "target",
    "met",
    "reason",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""How a text begins that a spreadsheet may take for a formula; the last four are the full-width `=`, `+`, `-`, `@`."""

UNSEEN = " \u00a0\u200b\u2060\u3000\ufeff"
"""What a spreadsheet may skip in front of it."""


def render(evaluation: Evaluation) -> str:
    """Return the table with its header, lines ending in a newline."""
    index = Index(evaluation)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for vendor in evaluation.vendors:
        for leaf in vendor.leaves:
            writer.writerow([_guarded(field) for field in _fields(index, vendor, leaf)])
    return out.getvalue()


def _fields(index: Index, vendor: VendorScore, leaf: LeafScore) -> tuple[str | float | int | None, ...]:
    weight = index.weights.get(leaf.criterion)
    definition = index.criterion(leaf.criterion)
    answers = [index.held(held) for held in leaf.held]
    grades = dict.fromkeys(held.grade.value for held in leaf.held if held.grade is not None)
    value, contribution = leaf.value, leaf.contribution
    return (
        vendor.id,
        vendor.name,
        vendor.rank,
        vendor.standing.value,
        vendor.plan.id,
        leaf.criterion,
        index.title(leaf.criterion),
        index.top(leaf.criterion) if weight is not None else "",
        weight.state.value if weight is not None else "",
        leaf.status.value,
        "; ".join(answers),
        "; ".join(grades),
        value.low if value is not None else None,
        value.mid if value is not None else None,
        value.high if value is not None else None,
        leaf.weight,
        contribution.mid if contribution is not None else None,
        leaf.known,
        leaf.proven,
        definition.target.text if definition.target is not None else "",
        {True: "yes", False: "no", None: ""}[leaf.met],
        "; ".join(dict.fromkeys(held.reason for held in leaf.held if held.reason)),
    )


def _guarded(field: str | float | None) -> str | float | None:
    if isinstance(field, str) and field.lstrip(UNSEEN).startswith(FORMULA):
        return "'" + field
    return field
