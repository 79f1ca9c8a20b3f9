from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import entry, leaf, must, percent_leaf, study, vendor
from toolselect import frames, resources
from toolselect.evaluate import evaluate
from toolselect.model.facts import NotApplicable

if TYPE_CHECKING:
    from toolselect.model.result import Evaluation


@pytest.fixture(scope="module")
def found() -> Evaluation:
    vendors = [
        vendor("acme", {"rest": True, "x": 80.0, "y": entry(NotApplicable("none"))}),
        vendor("bolt", {"rest": True, "x": 20.0}),
        vendor("crux", {"rest": False, "x": 50.0, "y": 10.0}),
    ]
    return evaluate(study(vendors, [leaf("rest", must=must()), percent_leaf("x"), percent_leaf("y")]))


def test_the_matrix_has_a_row_for_each_criterion(found: Evaluation) -> None:
    table = frames.matrix(found)
    assert list(table.columns) == [one.id for one in found.vendors]
    assert table.loc["x", "acme"] == 80
    assert table.loc["y", "bolt"] == 50
    assert table["acme"].isna().to_dict() == {"rest": False, "x": False, "y": True}


def test_contributions_of_the_leaves_sum_to_the_score(found: Evaluation) -> None:
    sums = frames.leaves(found).groupby("vendor")["contribution"].sum()
    scores = frames.ranking(found)["score"]
    assert sums.to_dict() == pytest.approx(scores.to_dict())


def test_the_ranking_keeps_who_is_not_ranked(found: Evaluation) -> None:
    table = frames.ranking(found)
    assert list(table.index) == ["acme", "bolt", "crux"]
    assert table["rank"].isna().to_list() == [False, False, True]


def test_gates_and_evidence_are_long_tables(found: Evaluation) -> None:
    gates = frames.gates(found)
    assert gates.set_index("vendor")["state"].to_dict() == {"acme": "pass", "bolt": "pass", "crux": "fail"}
    evidence = frames.evidence(found)
    assert len(evidence) == 8
    assert evidence["used"].all()


def test_a_study_without_gates_gives_empty_tables() -> None:
    empty = evaluate(study([vendor("acme", {})], [leaf()]))
    assert list(frames.gates(empty).columns) == ["vendor", "criterion", "wanted", "state", "reason"]
    assert len(frames.evidence(empty)) == 0


@pytest.mark.slow
def test_nothing_else_imports_pandas() -> None:
    names = "toolselect.app, toolselect.report.as_json, toolselect.report.as_html"
    program = f"import sys, {names}; print('pandas' in sys.modules)"
    root = str(resources.root("templates").parent)
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=root, env={"PYTHONPATH": root}
    )
    assert run.stdout == "False\n"
