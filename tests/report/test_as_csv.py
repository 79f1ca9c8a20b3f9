from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from toolselect.report import as_csv

if TYPE_CHECKING:
    from toolselect.model.result import Evaluation


def rows(evaluation: Evaluation) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(as_csv.render(evaluation))))


def test_a_row_for_each_alternative_and_leaf(rich: Evaluation) -> None:
    found = rows(rich)
    assert len(found) == sum(len(vendor.leaves) for vendor in rich.vendors)
    assert tuple(found[0]) == as_csv.COLUMNS
    documented = as_csv.__doc__ or ""
    assert all(f"`{column}`" in documented for column in as_csv.COLUMNS)


def test_figures_are_at_full_precision(rich: Evaluation) -> None:
    leaves = [leaf for vendor in rich.vendors for leaf in vendor.leaves]
    for row, leaf in zip(rows(rich), leaves, strict=True):
        assert row["mid"] == ("" if leaf.value is None else str(leaf.value.mid))
        assert float(row["weight"]) == leaf.weight


def test_an_unknown_answer_says_so(rich: Evaluation) -> None:
    row = next(row for row in rows(rich) if row["vendor"] == "bolt" and row["criterion"] == "limit")
    assert row["status"] == "unknown"
    assert row["answer"] == "not known: asked on 2026-11-02, no answer yet"


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "\n=1", "＝1", "＋1", "－1", "＠x", "\ufeff=1", "　=1"]
)
def test_no_text_is_a_formula(text: str) -> None:
    assert as_csv._guarded(text) == "'" + text


def test_hostile_texts_stay_in_their_cells(hostile: Evaluation) -> None:
    for row in rows(hostile):
        assert None not in row
        for value in row.values():
            assert not value.startswith(("=", "@", "+", "＝")), value
