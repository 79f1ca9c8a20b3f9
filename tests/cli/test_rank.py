"""`rank`: a table without a study, by a method and as weights move."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from toolselect.cli import console
from toolselect.cli.main import app
from toolselect.terminal import columns

if TYPE_CHECKING:
    from pathlib import Path

runner = CliRunner()

# product.md, the case for rule 5
A, B, C = "A,102,73\n", "B,150,94\n", "C,231,15\n"
HEAD = "name,price,quality\nweight,0.45,0.55\ndirection,min,max\n"
BOUNDED = """\
alternatives: [{names}]
criteria:
  - {{id: price, direction: min, weight: 0.45, bounds: [0, 250]}}
  - {{id: quality, direction: max, weight: 0.55, bounds: [0, 100]}}
values: [{rows}]
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(HEAD + A + B + C, encoding="utf-8")
    return path


def run(*arguments: object, width: int = 100, code: int = 0) -> tuple[str, str]:
    result = runner.invoke(app, ["rank", *map(str, arguments)], env={"COLUMNS": str(width), "NO_COLOR": "1"})
    assert result.exit_code == code, result.output
    return result.stdout, result.stderr


def data(*arguments: object) -> dict[str, Any]:
    stdout, _ = run(*arguments, "--format", "json")
    found: dict[str, Any] = json.loads(stdout, parse_constant=pytest.fail)
    assert found["version"] == 1
    return found


def order(found: dict[str, Any]) -> list[str]:
    return [one["name"] for one in sorted(found["alternatives"], key=lambda one: one["rank"])]


# --- by a method -------------------------------------------------------------------------------------------------


def test_the_json_has_the_keys_of_the_contract(tmp_path: Path) -> None:
    path = tmp_path / "t.yaml"
    rows = "[102, 73], [150, 94], [231, 15]"
    path.write_text(BOUNDED.format(names="A, B, C", rows=rows), encoding="utf-8")
    assert data(path, "--method", "additive", "--option", "normalise=bounds", "--weights", "1,1") == {
        "version": 1,
        "method": "additive",
        "options": {"normalise": "bounds"},
        "direction": "max",
        "relative": False,
        "alternatives": [
            {"name": "A", "score": pytest.approx((0.592 + 0.73) / 2), "rank": 2},
            {"name": "B", "score": pytest.approx((0.4 + 0.94) / 2), "rank": 1},
            {"name": "C", "score": pytest.approx((0.076 + 0.15) / 2), "rank": 3},
        ],
        "details": {
            "normalised": [
                [pytest.approx(0.592), pytest.approx(0.73)],
                [pytest.approx(0.4), pytest.approx(0.94)],
                [pytest.approx(0.076), pytest.approx(0.15)],
            ],
            "contributions": [
                [pytest.approx(0.296), pytest.approx(0.365)],
                [pytest.approx(0.2), pytest.approx(0.47)],
                [pytest.approx(0.038), pytest.approx(0.075)],
            ],
        },
    }


def test_a_third_that_ends_last_swaps_two_under_a_relative_scale_and_the_output_says_that_it_can(
    tmp_path: Path,
) -> None:
    two, three = tmp_path / "two.csv", tmp_path / "three.csv"
    two.write_text(HEAD + A + B, encoding="utf-8")
    three.write_text(HEAD + A + B + C, encoding="utf-8")
    given = ("--method", "additive", "--option", "normalise=minmax")
    before, after = data(two, *given), data(three, *given)
    assert order(before) == ["B", "A"]
    assert order(after) == ["A", "B", "C"]
    assert before["relative"] is after["relative"] is True
    assert "Relative: scores move when an alternative comes or goes" in run(three, *given)[0]


def test_bounds_keep_the_order_and_no_flag_is_shown(tmp_path: Path) -> None:
    two, three = tmp_path / "two.yaml", tmp_path / "three.yaml"
    two.write_text(BOUNDED.format(names="A, B", rows="[102, 73], [150, 94]"), encoding="utf-8")
    three.write_text(BOUNDED.format(names="A, B, C", rows="[102, 73], [150, 94], [231, 15]"), encoding="utf-8")
    for given in (("--option", "normalise=bounds"), ("--method", "spotis")):
        assert order(data(two, *given)) == ["B", "A"]
        assert order(data(three, *given)) == ["B", "A", "C"]
        assert data(three, *given)["relative"] is False
        assert "Relative" not in run(three, *given)[0]


@pytest.mark.parametrize(
    ("method", "direction", "details"),
    [
        ("additive", "max", {"normalised", "contributions"}),
        ("product", "max", {"normalised"}),
        ("topsis", "max", {"distance_to_ideal", "distance_to_anti_ideal"}),
        ("vikor", "min", {"S", "R", "compromise_set", "advantage", "stability"}),
        ("promethee2", "max", {"positive_flow", "negative_flow"}),
        ("waspas", "max", {"sum", "product"}),
    ],
)
def test_each_method_ranks_and_tells_its_intermediate_figures(
    table: Path, method: str, direction: str, details: set[str]
) -> None:
    found = data(table, "--method", method)
    assert found["direction"] == direction
    assert details <= set(found["details"])
    sign = 1 if direction == "max" else -1
    scores = {one["name"]: sign * one["score"] for one in found["alternatives"]}
    for one in found["alternatives"]:
        assert one["rank"] == 1 + sum(score - scores[one["name"]] >= 1e-9 for score in scores.values())
    shown, _ = run(table, "--method", method)
    assert ("A higher score is better." if direction == "max" else "A lower score is better.") in shown


def test_places_of_alternatives_are_told_by_name(table: Path) -> None:
    assert data(table, "--method", "vikor")["details"]["compromise_set"] == ["A", "B"]
    found = data(table, "--method", "electre1")
    assert found["details"]["kernel"] == ["A", "B"]
    assert found["alternatives"] == [{"name": name, "score": None, "rank": None} for name in "ABC"]
    assert set(found["reasons"]) == {"score", "rank"}
    shown, _ = run(table, "--method", "electre1")
    assert "Kernel (outranked by nobody): A, B" in shown


def test_equal_scores_share_the_lower_rank(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("name,x\nweight,1\ndirection,max\nA,1\nB,3\nC,3.0000000001\nD,2\n", encoding="utf-8")
    assert [one["rank"] for one in data(path)["alternatives"]] == [4, 1, 1, 3]


def test_weights_are_brought_to_a_sum_of_one_unless_kept(table: Path) -> None:
    normal = data(table, "--weights", "2,6", "--option", "normalise=max")
    kept = data(table, "--weights", "2,6", "--option", "normalise=max", "--keep-weights")
    assert [one["score"] for one in kept["alternatives"]] == pytest.approx(
        [8 * one["score"] for one in normal["alternatives"]]
    )
    huge = data(table, "--weights", "2e90,6e90", "--option", "normalise=max")
    tiny = data(table, "--weights", "2e-300,6e-300", "--option", "normalise=max")
    for found in (huge, tiny):
        assert [one["score"] for one in found["alternatives"]] == pytest.approx(
            [one["score"] for one in normal["alternatives"]]
        )


def test_doubtful_figures_count_by_the_one_that_stands_for_them(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    cells = [[{"low": 1, "likely": 2, "high": 9}], [{"low": 1, "high": 2}], [{"mean": 3, "sd": 1}]]
    given = {
        "alternatives": ["A", "B", "C"],
        "criteria": [{"id": "x", "direction": "max", "weight": 1}],
        "values": cells,
    }
    path.write_text(json.dumps(given), encoding="utf-8")
    assert [one["score"] for one in data(path)["alternatives"]] == [2, 1.5, 3]


def test_preferences_of_the_table_reach_promethee(tmp_path: Path) -> None:
    text = HEAD.replace("weight,0.45,0.55", "weight,1,0")
    plain, shaped = tmp_path / "t.csv", tmp_path / "t.yaml"
    plain.write_text(text + A + B, encoding="utf-8")
    shaped.write_text(
        "alternatives: [A, B]\ncriteria:\n"
        "  - {id: price, direction: min, weight: 1, preference: {function: linear, q: 8, p: 88}}\n"
        "values: [[102], [150]]\n",
        encoding="utf-8",
    )
    assert [one["score"] for one in data(plain, "--method", "promethee2")["alternatives"]] == [1, -1]
    found = data(shaped, "--method", "promethee2")
    assert [one["score"] for one in found["alternatives"]] == pytest.approx([0.5, -0.5])


def test_csv_has_a_row_for_each_alternative(table: Path) -> None:
    stdout, _ = run(table, "--format", "csv", "--method", "vikor")
    assert stdout.split("\n")[:2] == ["name,score,rank", "A,0.0,1"]


def test_csv_runs_nothing_in_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("name,x\nweight,1\ndirection,max\n=1+1,2\n", encoding="utf-8")
    assert run(path, "--format", "csv")[0].split("\n")[1] == "'=1+1,2.0,1"


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("method", ["additive", "topsis", "vikor", "promethee2", "electre1", "waspas"])
def test_the_table_for_people_keeps_to_the_width(table: Path, method: str, width: int) -> None:
    stdout, _ = run(table, "--method", method, width=width)
    assert max(map(columns, stdout.split("\n"))) <= width
    assert "\x1b" not in stdout


def test_names_that_would_move_the_cursor_are_written_out(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    given = '{"alternatives": ["A\\tB"], "criteria": [{"id": "x", "direction": "max", "weight": 1}], "values": [[1]]}'
    path.write_text(given, encoding="utf-8")
    assert "A\\tB" in run(path)[0]


# --- what can't be used ------------------------------------------------------------------------------------------


def bad(tmp_path: Path, text: str, *arguments: object, name: str = "t.csv") -> tuple[list[str], str]:
    """Return the codes of the errors that stop a run, and all that it said."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    stdout, stderr = run(path, *arguments, code=1)
    assert stdout == ""
    assert "nothing was computed" in stderr
    return [line[6:11] for line in stderr.split("\n") if line.startswith("error[")], stderr


def test_errors_are_told_with_code_place_and_hint(tmp_path: Path) -> None:
    codes, said = bad(tmp_path, "name,x,y\ndirection,max,\nA,1\nA,abc,nan\n")
    assert codes == ["TS103", "TS108", "TS208", "TS104", "TS010"]
    assert "t.csv:4:3" in said
    assert "stopped by 5 errors; nothing was computed" in said


def test_a_figure_that_nobody_knows_stops_a_method(tmp_path: Path) -> None:
    codes, said = bad(tmp_path, HEAD + "A,unknown,3\nB,1,unknown\n", "--method", "topsis")
    assert codes == ["TS815", "TS815"]
    assert "t.csv:4:3" in said
    assert "--robust" in said


def test_weights_are_needed(tmp_path: Path) -> None:
    text = "name,x\ndirection,max\nA,1\n"
    for more in ((), ("--flips",), ("--robust", "--weights-from", "order")):
        codes, said = bad(tmp_path, text, *more)
        assert codes == ["TS102"]
        assert "nothing says how much the criteria weigh" in said


@pytest.mark.parametrize(
    ("text", "arguments", "code"),
    [
        (HEAD + "A,0,1\nB,1,-2\n", ("--method", "product"), "TS803"),
        (HEAD + "A,0,1\nB,0,2\n", ("--method", "topsis"), "TS804"),
        (HEAD + A + B, ("--method", "spotis"), "TS805"),
        (HEAD + A + B, ("--flips", "--scale", "bounds"), "TS805"),
        (HEAD + A, ("--method", "promethee2"), "TS808"),
        (
            HEAD + "A,1e-300,1\nB,1e100,2\n",
            ("--keep-weights", "--weights", "1e100,1e100", "--method", "product"),
            "TS81",
        ),
    ],
)
def test_data_that_do_not_suit_a_method_stop_it(
    tmp_path: Path, text: str, arguments: tuple[str, ...], code: str
) -> None:
    codes, _ = bad(tmp_path, text, *arguments)
    assert all(one.startswith(code) for one in codes)
    assert codes


def test_a_constant_criterion_is_a_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "t.csv"
    path.write_text(HEAD + "A,5,1\nB,5,2\n", encoding="utf-8")
    for more in (("--method", "vikor"), ("--flips",)):
        monkeypatch.setattr(console.talk, "level", "normal")
        stdout, stderr = run(path, *more)
        assert stdout
        assert "note[TS807]" in stderr
        assert run(path, *more, "--quiet")[1] == ""


def test_one_alternative_is_first(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(HEAD + A, encoding="utf-8")
    assert data(path)["alternatives"][0]["rank"] == 1
    assert [one["up"] for one in data(path, "--flips")["flips"]] == [None, None]


def test_figures_of_any_size_give_finite_scores_or_an_error(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    for low, high in (
        ("1e-300", "1e-299"),
        ("1e99", "1e100"),
        ("-1e100", "1e100"),
        ("1e-300", "1e100"),
        ("0", "1e-320"),
    ):
        path.write_text(f"{HEAD}A,{low},{low}\nB,{high},{high}\n", encoding="utf-8")
        for more in (
            *(("--method", name) for name in ("additive", "product", "topsis", "vikor", "promethee2", "waspas")),
            ("--option", "normalise=minmax"),
            ("--flips",),
        ):
            result = runner.invoke(app, ["rank", str(path), *more, "--format", "json"])
            assert result.exit_code in (0, 1), result.output
            if result.exit_code == 0:
                found = json.loads(result.stdout, parse_constant=pytest.fail)
                assert all(math.isfinite(one["score"]) for one in found.get("alternatives", ()))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--method", "vikr"), "did you mean `vikor`?"),
        (("--method", "vikr"), "additive, product, topsis, vikor, promethee2, electre1, waspas, spotis"),
        (("--option", "w=1"), "additive has no option"),
        (("--option", "normalise=big"), "one of none, minmax"),
        (("--option", "normalise"), "write it as in v=0.5"),
        (("--option", "normalise=max", "--option", "normalise=sum"), "given twice"),
        (("--weights", "1,2,3"), "3 given"),
        (("--weights", "1,-2"), "`-2` is not a weight"),
        (("--weights", "1,nan"), "`nan` is not a weight"),
        (("--weights", "1,inf"), "`inf` is not a weight"),
        (("--weights", "1,1e300"), "`1e300` is not a weight"),
        (("--weights", "0,0"), "sum to nothing"),
        (("--weights", ""), "is not a weight"),
        (("--directions", "min"), "1 given"),
        (("--directions", "min,up"), "`up` is not a direction"),
        (("--robust", "--flips"), "either --robust or --flips"),
        (("--robust", "--method", "topsis"), "goes without a method"),
        (("--flips", "--option", "v=1"), "goes without options"),
        (("--flips", "--keep-weights"), "sum to one"),
        (("--draws", "10"), "says nothing without --robust"),
        (("--scale", "bounds"), "says nothing without --robust or --flips"),
        (("--robust", "--concentration", "9"), "says nothing without --weights-from dirichlet"),
        (("--robust", "--weights-from", "dirichlet", "--concentration", "0"), "not a number above 0"),
        (("--robust", "--draws", "0"), "draws"),
    ],
)
def test_wrong_usage_is_explained(table: Path, arguments: tuple[str, ...], said: str) -> None:
    stdout, stderr = run(table, *arguments, code=2)
    assert stdout == ""
    assert said in " ".join(stderr.split())


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    _, stderr = run(tmp_path / "nothing.csv", code=2)
    assert "no such file" in stderr
    assert run(tmp_path, code=2)[0] == ""


def test_a_file_that_is_too_large_is_refused(table: Path) -> None:
    _, stderr = run(table, "--max-file-size", "0.00001", code=2)
    assert "larger" in stderr


# --- flips -------------------------------------------------------------------------------------------------------


def test_the_flips_of_two_criteria_are_the_crossing_of_two_lines(table: Path) -> None:
    # Worths: A (1, 58/79), B (81/129, 1), C (0, 0): equal where t + (1 - t) 58/79 = 81/129 t + 1 - t.
    cross = (1 - 58 / 79) / ((1 - 58 / 79) + (1 - 81 / 129))
    found = data(table, "--flips")
    assert found["flips"] == [
        {
            "criterion": "price",
            "weight": pytest.approx(0.45),
            "up": None,
            "down": {"weight": pytest.approx(cross), "winner": "B"},
        },
        {
            "criterion": "quality",
            "weight": pytest.approx(0.55),
            "up": {"weight": pytest.approx(1 - cross), "winner": "B"},
            "down": None,
        },
    ]
    assert set(found["reasons"]) == {"price.up", "quality.down"}
    assert found["relative"] is True


def test_just_beyond_a_flip_its_winner_is_first(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    head = "name,x,y,z\nweight,0.2,0.3,0.5\ndirection,max,min,max\n"
    path.write_text(head + "A,9,4,3\nB,2,1,8\nC,6,3,6\nD,1,9,9\n", encoding="utf-8")
    weights = {"x": 0.2, "y": 0.3, "z": 0.5}
    flips = data(path, "--flips")["flips"]
    beyond = 0
    for one in flips:
        for side, step in (("up", 1e-6), ("down", -1e-6)):
            if one[side] is None:
                continue
            new = one[side]["weight"] + step
            others = 1 - weights[one["criterion"]]
            moved = [
                new if name == one["criterion"] else weight / others * (1 - new) for name, weight in weights.items()
            ]
            given = ",".join(map(repr, moved))
            assert order(data(path, "--weights", given, "--option", "normalise=minmax"))[0] == one[side]["winner"]
            beyond += 1
    assert beyond >= 3


def test_a_criterion_that_weighs_all_or_nothing_has_flips_only_where_they_mean_something(table: Path) -> None:
    found = data(table, "--flips", "--weights", "1,0")
    assert found["flips"][0]["down"] is None
    assert found["flips"][0]["up"] is None
    assert "no proportions" in found["reasons"]["price.down"]
    cross = (1 - 58 / 79) / ((1 - 58 / 79) + (1 - 81 / 129))
    assert found["flips"][1]["up"] == {"weight": pytest.approx(1 - cross), "winner": "B"}
    assert found["reasons"]["quality.down"] == "no weight is lower than 0"


def test_where_two_are_first_a_criterion_without_weight_lets_its_best_win_at_once(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("name,x,y\ndirection,max,max\nweight,0,1\nA,0,4\nB,2,5\nC,18,5\nD,3,0\n", encoding="utf-8")
    found = data(path, "--flips")
    assert found["flips"][0] == {"criterion": "x", "weight": 0, "up": {"weight": 0, "winner": "C"}, "down": None}


def test_project_settings_limit_the_size_of_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "toolselect.toml").write_text("max-file-size = 0.00001\n", encoding="utf-8")
    (tmp_path / "t.csv").write_text("name,x\ndirection,max\nweight,1\nA,1\n", encoding="utf-8")
    assert "larger" in run(tmp_path / "t.csv", code=2)[1]


def test_flips_are_told_to_people_and_spreadsheets(table: Path) -> None:
    stdout, _ = run(table, "--flips")
    assert "A is first: at which weight that changes" in stdout
    assert "Relative: scores move" in stdout
    for width in (40, 80, 120):
        assert max(map(columns, run(table, "--flips", width=width)[0].split("\n"))) <= width
    header, first, *_ = run(table, "--flips", "--format", "csv")[0].split("\n")
    assert header == "criterion,weight,down_weight,down_winner,up_weight,up_winner"
    assert first.startswith("price,0.45")
