from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.conftest import entry, leaf, must, percent_leaf, study, vendor
from toolselect import frames, resources
from toolselect.evaluation import evaluate
from toolselect.model.facts import NotApplicable
from toolselect.model.result import Status
from toolselect.model.robustness import (
    Chances,
    Change,
    ChangeKind,
    FactStability,
    FindOut,
    Flip,
    Robustness,
    RobustnessPolicy,
    SecondPlace,
    Simulation,
    WeightStability,
)

if TYPE_CHECKING:
    from collections.abc import Callable

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


def test_each_column_of_contributions_sums_to_the_score(found: Evaluation) -> None:
    table = frames.contributions(found)
    assert list(table.index) == ["rest", "x", "y"]
    assert table.sum().to_dict() == pytest.approx(frames.ranking(found)["score"].to_dict())
    assert table["acme"].isna().to_dict() == {"rest": False, "x": False, "y": True}


# --- tables of a simulated evaluation ----------------------------------------------------------------------------

CHANCES = Chances(
    vendor="acme",
    ranks=(0.75, 0.25),
    first=0.75,
    first_by_weights=1.0,
    expected_score=60.0,
    low=40.0,
    high=80.0,
    expected_loss=2.5,
    central_weights={"x": 1.0},
    confidence=0.7,
    must_haves={"rest": 0.9},
    all_must_haves=0.9,
)
NEVER_FIRST = replace(
    CHANCES, vendor="bolt", ranks=(0.0, 1.0), first=0.0, first_by_weights=0.0, central_weights={}, confidence=None
)
ROBUSTNESS = Robustness(
    simulation=Simulation(
        policy=RobustnessPolicy(),
        numpy="2",
        alternatives=(CHANCES, NEVER_FIRST),
        pairwise={"acme": {"bolt": 1.0}, "bolt": {"acme": 0.0}},
        expected_order=("acme", "bolt"),
        reversed_by_trust=False,
        find_out=(
            FindOut(
                vendor="acme",
                fact="x",
                status=Status.UNKNOWN,
                why="unknown: asked",
                question="What about x?",
                criteria=("x", "y"),
                must=False,
                value=1.5,
                decisive=True,
                chance_of_change=0.2,
            ),
        ),
    ),
    weights=(
        WeightStability(criterion="x", weight=0.5, down=None, up=Flip(at=0.7, winner="bolt"), fragile=False),
        WeightStability(criterion="y", weight=0.5, down=None, up=None, fragile=False),
    ),
    facts=(
        FactStability(
            vendor="acme",
            criterion="rest",
            worth=100.0,
            worth_needed=20.0,
            winner="bolt",
            needed="no",
            figure=None,
            unit="",
            possible=False,
        ),
    ),
    second_places=(
        SecondPlace(
            vendor="bolt",
            changes=(Change(kind=ChangeKind.WEIGHT, subject="x", now=0.5, needed=0.7, unit="", size=0.2),),
        ),
        SecondPlace(vendor="crux", changes=(), reason="it fails REST API"),
    ),
    dominated=(),
    pareto=("acme", "bolt"),
    methods=(),
    left_out=(),
)


@pytest.fixture(scope="module")
def simulated(found: Evaluation) -> Evaluation:
    return replace(found, robustness=ROBUSTNESS)


def test_chances_have_a_column_for_each_rank(simulated: Evaluation) -> None:
    table = frames.chances(simulated)
    assert table[["rank_1", "rank_2"]].to_numpy().tolist() == [[0.75, 0.25], [0.0, 1.0]]
    assert table["confidence"].isna().to_dict() == {"acme": False, "bolt": True}


def test_nobody_is_compared_with_itself(simulated: Evaluation) -> None:
    table = frames.pairwise(simulated)
    assert table.loc["acme", "bolt"] == 1
    assert table.isna().to_numpy().tolist() == [[True, False], [False, True]]


def test_a_weight_that_never_flips_is_missing(simulated: Evaluation) -> None:
    table = frames.weight_stability(simulated).set_index("criterion")
    assert table["up"].isna().to_dict() == {"x": False, "y": True}
    assert table["up_winner"].to_dict() == {"x": "bolt", "y": ""}
    assert table["down"].isna().all()


def test_facts_second_places_and_what_to_find_out_are_long_tables(simulated: Evaluation) -> None:
    assert frames.fact_stability(simulated)["needed"].tolist() == ["no"]
    places = frames.second_places(simulated)
    assert places["vendor"].tolist() == ["bolt", "crux"]
    assert places["reason"].tolist() == ["", "it fails REST API"]
    assert frames.find_out(simulated)[["fact", "criteria", "value"]].to_numpy().tolist() == [["x", "x, y", 1.5]]


@pytest.mark.parametrize(
    "table",
    [
        frames.chances,
        frames.pairwise,
        frames.weight_stability,
        frames.fact_stability,
        frames.second_places,
        frames.find_out,
    ],
)
def test_without_a_simulation_there_is_no_such_table(found: Evaluation, table: Callable[[Evaluation], object]) -> None:
    with pytest.raises(ValueError, match="was not simulated"):
        table(found)


@pytest.mark.slow
def test_nothing_else_imports_pandas() -> None:
    names = "toolselect.app, toolselect.report.as_json, toolselect.report.as_html"
    program = f"import sys, {names}; print('pandas' in sys.modules)"
    root = str(resources.root("templates").parent)
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=root, env={"PYTHONPATH": root}
    )
    assert run.stdout == "False\n"
