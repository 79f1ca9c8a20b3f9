"""`toolselect weights`: its JSON, its words, its findings and exit codes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.running import here, process
from toolselect import app

if TYPE_CHECKING:
    from subprocess import CompletedProcess

ROOT = Path(__file__).parents[2]
JUDGEMENTS = ROOT / "examples" / "judgements"
KIND_OF = {
    "order": "rank",
    "swings": "swing",
    "pairs": "pairwise",
    "pairs-at-odds": "pairwise",
    "best-and-worst": "best-worst",
}


def run(*arguments: str, cwd: Path, **environment: str) -> CompletedProcess[str]:
    return here("weights", *arguments, cwd=cwd, **{"NO_COLOR": "1", **environment})


def weigh(tmp_path: Path, kind: str, text: str, *more: str, name: str = "in.yaml") -> dict[str, Any]:
    """Return the JSON that a file gives."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    ran = run(kind, name, "--format", "json", *more, cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    shape: dict[str, Any] = json.loads(ran.stdout)
    assert shape["version"] == 1
    assert sum(shape["weights"].values()) == pytest.approx(1)
    return shape


def refused(tmp_path: Path, kind: str, text: str, *more: str, name: str = "in.yaml") -> str:
    """Return what is said about a file that gives no weights."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    ran = run(kind, name, *more, cwd=tmp_path)
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert "Traceback" not in ran.stderr
    assert "there are no weights" in ran.stderr
    return ran.stderr


# --- judgements --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", sorted(JUDGEMENTS.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_examples_hold(file: Path) -> None:
    ran = run(KIND_OF[file.stem], str(file), "--format", "json", cwd=ROOT)
    assert ran.returncode == 0
    assert sum(json.loads(ran.stdout)["weights"].values()) == pytest.approx(1)
    assert ("TS324" in ran.stderr) is (file.stem == "pairs-at-odds")


def test_an_order(tmp_path: Path) -> None:
    shape = weigh(tmp_path, "rank", "order: [a, [b, c], d]", "--scheme", "sum")
    assert shape["weights"] == pytest.approx({"a": 0.4, "b": 0.25, "c": 0.25, "d": 0.1})
    assert list(shape["weights"]) == ["a", "b", "c", "d"]
    assert shape["scheme"] == "sum"


def test_swings(tmp_path: Path) -> None:
    shape = weigh(tmp_path, "swing", "swings: {a: {points: 100, from: no, to: yes}, b: {points: 25, from: 8, to: 2}}")
    assert shape["weights"] == {"a": 0.8, "b": 0.2}
    assert shape["swings"]["a"] == {"points": 100, "from": "no", "to": "yes"}
    assert shape["swings"]["b"] == {"points": 25, "from": 8, "to": 2}


def test_comparisons_have_all_documented_keys(tmp_path: Path) -> None:
    shape = weigh(tmp_path, "pairwise", 'comparisons: ["a over b: 2", "b over c: 2", "a over c: 8"]')
    assert set(shape) == {
        *("version", "weights", "method", "lambda_max", "consistency_index", "consistency_ratio", "random_index"),
        *("worst_triple", "worst_triple_figures", "completed", "reasons"),
    }
    root = 2 ** (1 / 3)
    assert shape["lambda_max"] == pytest.approx(1 + root + 1 / root)
    assert shape["consistency_ratio"] == pytest.approx((shape["lambda_max"] - 3) / 2 / 0.58)
    assert shape["worst_triple"] == ["a", "b", "c"]
    assert shape["worst_triple_figures"]["implied"] == 4
    assert shape["worst_triple_figures"]["direct"] == 8
    assert shape["reasons"] == {}


def test_a_figure_without_an_answer_is_null_and_says_why(tmp_path: Path) -> None:
    shape = weigh(tmp_path, "pairwise", 'comparisons: ["a over b: 4"]', "--method", "geometric")
    assert shape["weights"] == {"a": 0.8, "b": 0.2}
    assert shape["consistency_ratio"] is None
    assert shape["worst_triple"] is None
    assert {"consistency_ratio", "worst_triple", "worst_triple_figures"} <= set(shape["reasons"])


def test_missing_comparisons_are_filled_in(tmp_path: Path) -> None:
    shape = weigh(
        tmp_path, "pairwise", '{"elements": ["a", "b", "c"], "matrix": [[1, 3, null], [null, 1, 2], [null, null, 1]]}'
    )
    assert shape["completed"] == [{"first": "a", "second": "c", "ratio": 6}]
    assert shape["consistency_index"] == 0


def test_inconsistent_comparisons_are_a_warning_with_the_three_to_think_over(tmp_path: Path) -> None:
    (tmp_path / "in.yaml").write_text('comparisons: ["a over b: 3", "b over c: 3", "c over a: 3"]')
    ran = run("pairwise", "in.yaml", cwd=tmp_path)
    assert ran.returncode == 0
    assert "warning[TS324]: the consistency ratio is 1.15, above 0.10" in ran.stderr
    assert "in.yaml:1:1" in ran.stderr
    assert "`a` over `b` (3), `b` over `c` (3) and `a` over `c`: 1/3 is said, 9 follows" in " ".join(ran.stderr.split())
    assert run("pairwise", "in.yaml", "--quiet", cwd=tmp_path).stderr == ""


def test_comparisons_that_leave_groups_apart_are_an_error_that_names_them(tmp_path: Path) -> None:
    said = refused(tmp_path, "pairwise", 'comparisons: ["a over b: 3", "c over d: 2"]')
    assert "error[TS323]: the comparisons leave 2 groups apart: `a`, `b`; `c`, `d`" in said


def test_the_best_and_the_worst(tmp_path: Path) -> None:
    text = "{best: a, worst: c, best_to_others: {a: 1, b: 2, c: 8}, others_to_worst: {a: 8, b: 4, c: 1}}"
    shape = weigh(tmp_path, "best-worst", text)
    assert shape["weights"] == pytest.approx({"a": 8 / 13, "b": 4 / 13, "c": 1 / 13})
    assert shape["consistency"] == pytest.approx(0, abs=1e-12)


# --- data --------------------------------------------------------------------------------------------------------

TABLE = "name,price,speed,same\nA,3,100,1\nB,2.5,80,1\nC,1.8,50,1\nD,2.2,70,1\n"


def test_entropy_asks_for_no_direction(tmp_path: Path) -> None:
    shape = weigh(tmp_path, "entropy", TABLE, name="t.csv")
    assert shape["weights"]["same"] == 0
    assert shape["constant"] == ["same"]
    assert "a cross-check only: how the data spread, not what matters" in shape["note"]


def test_the_direction_decides_where_it_matters(tmp_path: Path) -> None:
    table = "name,price,speed,seats\nA,3,100,5\nB,2.5,80,9\nC,1.8,50,1\nD,2.2,70,4\n"
    said = refused(tmp_path, "critic", table, name="t.csv")
    assert "error[TS102]" in said
    assert "--directions" in said
    least = weigh(tmp_path, "critic", table, "--directions", "min,max,max", name="t.csv")
    most = weigh(tmp_path, "critic", table, "--directions", "max,max,max", name="t.csv")
    assert least["weights"] != most["weights"]


def test_a_standard_deviation_says_that_units_matter_unless_scaled(tmp_path: Path) -> None:
    assert "unit" in weigh(tmp_path, "std", TABLE, name="t.csv")["note"]
    assert "unit" not in weigh(tmp_path, "std", TABLE, "--scale", "columns", name="t.csv")["note"]


@pytest.mark.parametrize(
    ("kind", "table", "words"),
    [
        ("entropy", "name,a,b\nA,1,2\nB,0,-3\n", ["0 has no logarithm", "-3 has no logarithm"]),
        ("merec", "name,a\ndirection,min\nA,1\nB,0\n", ["0 has no logarithm"]),
        ("std", "name,a\nA,1\n", ["one alternative alone"]),
        ("std", "name,a,b\nA,1,2\nB,1,2\n", ["no criterion tells the alternatives apart"]),
        ("std", "name,a,b\nA,1,unknown\nB,2,3\n", ["nothing is known about `A` here"]),
    ],
)
def test_data_that_give_no_weights_are_errors_with_their_places(
    tmp_path: Path, kind: str, table: str, words: list[str]
) -> None:
    said = refused(tmp_path, kind, table, name="t.csv")
    assert said.count("TS325") == len(words)
    assert all(word in said for word in words)


# --- the command line --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["rank", "missing.yaml"], "missing.yaml can't be read: no such file"),
        (["rank", "."], "it is a folder"),
        (["guess", "in.yaml"], "'guess' is not one of"),
        (["rank", "in.yaml", "--method", "geometric"], "rank has no such option; pairwise has"),
        (["rank", "in.yaml", "--scheme", "best"], "'best' is not one of"),
        (["std", "t.csv", "--directions", "up"], "`up` is neither min nor max"),
        (["std", "t.csv", "--directions", "min"], "3 criteria"),
    ],
)
def test_wrong_usage_ends_with_2(tmp_path: Path, arguments: list[str], words: str) -> None:
    (tmp_path / "in.yaml").write_text("order: [a, b]")
    (tmp_path / "t.csv").write_text(TABLE)
    ran = run(*arguments, cwd=tmp_path)
    assert ran.returncode == 2
    assert words in " ".join(ran.stderr.split())


def test_the_table_for_people_fits_its_width(tmp_path: Path) -> None:
    for width in (40, 80, 140):
        ran = run("rank", str(JUDGEMENTS / "order.yaml"), cwd=tmp_path, COLUMNS=str(width))
        assert ran.returncode == 0
        assert max(map(len, ran.stdout.split("\n"))) <= width
        assert "To paste into a study:" in ran.stdout


def test_a_name_can_not_move_the_cursor(tmp_path: Path) -> None:
    (tmp_path / "in.json").write_text('{"order": ["a: [", "null", "2 b"]}')
    block = run("rank", "in.json", "--format", "yaml", cwd=tmp_path).stdout
    assert block.split("\n")[1:4] == ['  "a: [": 61.1111', '  "null": 27.7778', '  "2 b": 11.1111']


def test_what_it_prints_can_be_pasted_into_a_study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "examples" / "helpdesk", tmp_path / "study")
    file = tmp_path / "study" / "study.yaml"
    block = run("swing", str(JUDGEMENTS / "swings.yaml"), "--format", "yaml", cwd=tmp_path).stdout
    text = file.read_text(encoding="utf-8")
    assert "\nswings:" not in text
    file.write_text(f"{text}\n{block}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    outcome = app.evaluate_study(file)
    assert [one.message for one in outcome.diagnostics if one.code in ("TS302", "TS321")] == []
    assert outcome.evaluation is not None
    given = {one.id: one.given for one in outcome.evaluation.criteria if one.id in ("api_docs", "api_deprecation")}
    assert given == {"api_docs": 100, "api_deprecation": 60}


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_same_judgements_give_the_same_bytes(tmp_path: Path, seed: str) -> None:
    plain = run("pairwise", str(JUDGEMENTS / "pairs.yaml"), "--format", "json", cwd=tmp_path)
    other = process(
        *("weights", "pairwise", str(JUDGEMENTS / "pairs.yaml"), "--format", "json"),
        cwd=tmp_path,
        PYTHONHASHSEED=seed,
        OPENBLAS_NUM_THREADS="1",
        LC_ALL="C",
    )
    assert other.stdout == plain.stdout


@pytest.mark.parametrize(
    ("arguments", "unneeded"),
    [
        (["rank", "order.yaml"], {"numpy", "scipy", "rich"}),
        (["swing", "swings.yaml"], {"numpy", "scipy", "rich"}),
        (["pairwise", "pairs-at-odds.yaml"], {"scipy", "pandas"}),
    ],
)
def test_nothing_heavy_is_loaded_without_need(arguments: list[str], unneeded: set[str]) -> None:
    code = (
        "import sys; from toolselect.__main__ import main\n"
        f"sys.argv = ['toolselect', 'weights', *{arguments!r}]\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print('modules:', *sys.modules)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=JUDGEMENTS, capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in ran.stdout.split("modules:")[1].split()}
    assert not loaded & unneeded
