"""`rank --robust`: chances that can be told with pencil and paper, and how they are shown."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from toolselect.cli.main import app
from toolselect.terminal import columns

if TYPE_CHECKING:
    from pathlib import Path

runner = CliRunner()
DRAWS = 20_000
FOUR_SIGMA = 4 * 0.5 / math.sqrt(DRAWS)
TWO = "name,price,quality\nweight,0.4,0.6\ndirection,min,max\nA,102,73\nB,150,94\nC,231,15\n"
CROSS = (1 - 58 / 79) / ((1 - 58 / 79) + (1 - 81 / 129))
"""The weight of price from which A is ahead of B on scales from the worst to the best: see test_rank.py."""


def run(path: Path, *arguments: str, width: int = 100, code: int = 0) -> tuple[str, str]:
    given = ["rank", str(path), "--robust", "--draws", str(DRAWS), *arguments]
    result = runner.invoke(app, given, env={"COLUMNS": str(width), "NO_COLOR": "1"})
    assert result.exit_code == code, result.output
    return result.stdout, result.stderr


def data(path: Path, *arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(path, *arguments, "--format", "json")[0], parse_constant=pytest.fail)
    return found


def about(share: float) -> Any:
    return pytest.approx(share, abs=FOUR_SIGMA)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(TWO, encoding="utf-8")
    return path


def one_criterion(tmp_path: Path, direction: str, *cells: str) -> Path:
    path = tmp_path / "one.yaml"
    names = ", ".join("ABCD"[: len(cells)])
    values = ", ".join(f"[{cell}]" for cell in cells)
    path.write_text(
        f"alternatives: [{names}]\nvalues: [{values}]\n"
        f"criteria: [{{id: x, direction: {direction}, bounds: [0, 10]}}]\n",
        encoding="utf-8",
    )
    return path


def test_the_json_has_the_keys_of_the_contract(table: Path) -> None:
    found = data(table, "--seed", "7")
    assert found["version"] == 1
    assert (found["draws"], found["seed"]) == (DRAWS, 7)
    assert found["weights_from"] == "simplex"
    assert found["relative"] is True
    assert [len(row) for row in found["rank_acceptability"]] == [3, 3, 3]
    assert [row[0] for row in found["rank_acceptability"]] == found["first_rank"]
    assert [len(row) for row in found["pairwise"]] == [3, 3, 3]
    assert found["central_weights"][2] is None
    assert found["confidence"] == [1, 1, None]
    assert found["reasons"] == {"central_weights": "never first: C", "confidence": "never first: C"}


def test_over_all_weights_the_chance_is_the_part_of_the_simplex(table: Path) -> None:
    found = data(table)
    assert found["first_rank"] == [about(1 - CROSS), about(CROSS), 0]
    assert found["pairwise"][0] == [0, about(1 - CROSS), 1]
    assert found["rank_acceptability"][2] == [0, 0, 1]
    # The mean of a uniform weight between the crossing and one.
    assert found["central_weights"][0][0] == about((1 + CROSS) / 2)
    assert sum(found["central_weights"][0]) == pytest.approx(1, abs=1e-6)


def test_a_known_order_leaves_half_of_the_simplex(table: Path) -> None:
    # Price weighs less than quality: a weight of price that is uniform from 0 to 1/2.
    assert data(table, "--weights-from", "order")["first_rank"] == [about(1 - 2 * CROSS), about(2 * CROSS), 0]


def test_given_weights_and_certain_figures_leave_no_doubt(table: Path) -> None:
    found = data(table, "--weights-from", "given")
    assert found["first_rank"] == [0, 1, 0]
    assert found["pairwise"] == [[0, 0, 1], [1, 0, 1], [0, 0, 0]]


def test_a_dirichlet_keeps_closer_the_higher_its_concentration(table: Path) -> None:
    loose, tight = (data(table, "--weights-from", "dirichlet", "--concentration", one) for one in ("10", "10000"))
    assert loose["concentration"] == 10
    assert loose["first_rank"][1] < tight["first_rank"][1]
    assert tight["first_rank"][1] > 0.99


@pytest.mark.parametrize(
    ("direction", "cell", "other", "chance"),
    [
        ("min", "{low: 0, high: 10}", "3", 0.3),
        ("max", "{low: 0, high: 10}", "3", 0.7),
        ("min", "{mean: 5, sd: 1}", "4", 0.158655),
        ("max", "{mean: 5, sd: 1}", "4", 0.841345),
        ("max", "unknown", "3", 0.7),
        ("min", "unknown", "3", 0.3),
        # PERT around 5 from 0 to 10 is a beta with both parameters 3: below 3 by 10 x^3 - 15 x^4 + 6 x^5.
        ("min", "{low: 0, likely: 5, high: 10}", "3", 10 * 0.3**3 - 15 * 0.3**4 + 6 * 0.3**5),
        # Likely at the low end: a beta with 1 and 5, below 3 by 1 - 0.7^5.
        ("min", "{low: 0, likely: 0, high: 10}", "3", 1 - 0.7**5),
        ("max", "{low: 4, high: 4}", "3", 1),
        ("max", "{low: 12, high: 20}", "11", 1),
    ],
)
def test_a_doubtful_figure_is_drawn_as_it_is_described(
    tmp_path: Path, direction: str, cell: str, other: str, chance: float
) -> None:
    found = data(one_criterion(tmp_path, direction, cell, other), "--scale", "bounds")
    assert found["first_rank"] == [about(chance), about(1 - chance)]
    assert found["relative"] is False


def test_what_is_unknown_lies_between_the_worst_and_the_best_of_the_table(tmp_path: Path) -> None:
    found = data(one_criterion(tmp_path, "max", "unknown", "2", "3", "7"))
    assert found["pairwise"][0] == [0, 1, about(0.8), 0]


def test_where_nothing_is_known_all_have_the_same_chance(tmp_path: Path) -> None:
    found = data(one_criterion(tmp_path, "max", "unknown", "unknown", "unknown"))
    assert found["first_rank"] == [about(1 / 3)] * 3


def test_where_all_are_equal_all_share_the_first_place(tmp_path: Path) -> None:
    found = data(one_criterion(tmp_path, "max", "5", "5", "unknown"))
    assert found["first_rank"] == [1, 1, 1]
    assert found["pairwise"] == [[0, 0, 0]] * 3


def test_one_alternative_is_always_first(tmp_path: Path) -> None:
    found = data(one_criterion(tmp_path, "max", "5"))
    assert found["first_rank"] == [1]
    assert "reasons" not in found


def test_the_same_seed_gives_the_same_bytes_and_another_one_others(table: Path) -> None:
    assert run(table, "--format", "json") == run(table, "--format", "json")
    assert data(table, "--seed", "1")["first_rank"] != data(table, "--seed", "2")["first_rank"]


def test_people_are_told_how_weights_were_drawn(table: Path) -> None:
    stdout, _ = run(table)
    assert "20,000 draws, seed 20261121. Weights: any at all, each as likely as any other." in stdout
    assert "Relative: scores move" in stdout
    assert "concentration 30" in run(table, "--weights-from", "dirichlet", "--concentration", "30")[0]
    assert "keep the order" in run(table, "--weights-from", "order")[0]
    assert "only doubtful figures vary" in " ".join(run(table, "--weights-from", "given")[0].split())


@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_table_for_people_keeps_to_the_width(table: Path, width: int) -> None:
    stdout, _ = run(table, width=width)
    assert max(map(columns, stdout.split("\n"))) <= width


def test_csv_has_a_row_for_each_alternative(table: Path) -> None:
    header, first, _, third, end = run(table, "--weights-from", "given", "--format", "csv")[0].split("\n")
    assert header == "name,rank_1,rank_2,rank_3,confidence,weight_price,weight_quality"
    assert first == "A,0.0,1.0,0.0,,,"
    assert third == "C,0.0,0.0,1.0,,,"
    assert end == ""


def test_a_scale_between_bounds_needs_them(table: Path) -> None:
    _, stderr = run(table, "--scale", "bounds", code=1)
    assert stderr.count("error[TS805]") == 2
    assert "--scale columns" in stderr


def test_a_figure_that_would_dwarf_all_others_is_refused(tmp_path: Path) -> None:
    path = one_criterion(tmp_path, "max", "1e50", "5")
    _, stderr = run(path, "--scale", "bounds", code=1)
    assert "error[TS810]" in stderr


def test_too_many_alternatives_are_refused_before_memory_is(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("name,x\ndirection,max\n" + "".join(f"a{i},{i}\n" for i in range(2001)), encoding="utf-8")
    _, stderr = run(path, code=2)
    assert "2,000 are the most" in " ".join(stderr.split())
    for method in ("promethee2", "electre1"):
        result = runner.invoke(app, ["rank", str(path), "--weights", "1", "--method", method])
        assert result.exit_code == 2
        assert "2,000 are the most" in " ".join(result.stderr.split())
