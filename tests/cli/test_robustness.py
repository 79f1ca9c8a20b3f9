from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest

from toolselect import resources
from toolselect.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLE = str(Path(__file__).parents[2] / "examples" / "helpdesk")
FEW = ("--draws", "1000")

Run = tuple[int, str, str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Run]:
    def call(*arguments: str, width: int = 120) -> Run:
        monkeypatch.setenv("COLUMNS", str(width))
        code = main.run([*arguments, "--quiet"])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def shape(part: str) -> Any:
    schema = json.loads(resources.schema_text("evaluation"))
    return jsonschema_rs.Draft202012Validator({"$ref": f"#/$defs/{part}", "$defs": schema["$defs"]})


class TestRobustness:
    @pytest.mark.parametrize("width", [60, 80, 120])
    def test_the_table_says_all_of_it_and_keeps_to_the_width(self, run: Callable[..., Run], width: int) -> None:
        code, out, _ = run("robustness", EXAMPLE, *FEW, width=width)
        assert code == 0
        assert "1,000 draws from seed 20261121; weights around the agreed ones" in " ".join(out.split())
        for heading in (
            "How often each must-have holds",
            "Weights that change the first place",
            "Answers that alone change the first place",
            "What each loser would need to be first",
            "Dominance",
            "Other methods, as a check",
            "Leaving any one of them out",
            "`toolselect next`",
        ):
            assert heading in out
        if width >= 80:
            assert max(map(len, out.split("\n"))) <= width
        assert "\x1b" not in out

    def test_json_has_the_shape_that_the_schema_describes(self, run: Callable[..., Run]) -> None:
        code, out, _ = run("robustness", EXAMPLE, *FEW, "--format", "json")
        assert code == 0
        data = json.loads(out)
        assert data.pop("version") == 1
        assert [error.message for error in shape("robustness").iter_errors(data)] == []
        assert data["policy"]["draws"] == 1000
        assert "NaN" not in out
        assert "Infinity" not in out

    def test_the_same_bytes_again_and_others_by_another_seed(self, run: Callable[..., Run]) -> None:
        line = ("robustness", EXAMPLE, *FEW, "--format", "json")
        assert run(*line) == run(*line)
        assert run(*line)[1] != run(*line, "--seed", "7")[1]

    @pytest.mark.parametrize(
        ("sampler", "words"),
        [
            ("dirichlet", "(Dirichlet, concentration 25)"),
            ("order", "weights anywhere that keeps the order of the agreed ones"),
            ("simplex", "weights anywhere, as if none were agreed"),
            ("given", "the agreed weights: only facts vary"),
        ],
    )
    def test_the_sampler_is_printed(self, run: Callable[..., Run], sampler: str, words: str) -> None:
        code, out, _ = run("robustness", EXAMPLE, *FEW, "--weights", sampler, "--concentration", "25")
        assert code == 0
        assert words in " ".join(out.split())

    def test_intervals_need_intervals(self, run: Callable[..., Run]) -> None:
        code, out, err = run("robustness", EXAMPLE, *FEW, "--weights", "intervals")
        assert (code, out) == (2, "")
        assert "states no intervals" in err

    @pytest.mark.parametrize(
        "wrong",
        [("--draws", "5"), ("--seed", "-1"), ("--weights", "all"), ("--concentration", "0"), ("--require", "luck")],
    )
    def test_wrong_options(self, run: Callable[..., Run], wrong: tuple[str, str]) -> None:
        assert run("robustness", EXAMPLE, *wrong)[0] == 2

    def test_no_study(self, run: Callable[..., Run], tmp_path: Path) -> None:
        assert run("robustness", str(tmp_path))[0] == 2


class TestRequire:
    def test_what_holds(self, run: Callable[..., Run]) -> None:
        code, _, err = run("robustness", EXAMPLE, *FEW, "--require", "no-tie,winner", "--require", "proven")
        assert (code, err) == (0, "")

    def test_what_does_not_is_said_after_the_output(self, run: Callable[..., Run]) -> None:
        code, out, err = run("score", EXAMPLE, "--as-of", "2029-01-01", "--require", "fresh,no-tie", "--format", "json")
        assert code == 1
        assert json.loads(out)["verdict"]
        assert err.startswith("required, and not so: fresh: ")

    def test_a_report_is_written_all_the_same(self, run: Callable[..., Run], tmp_path: Path) -> None:
        code, _, _ = run(
            "report", EXAMPLE, "-f", "json", "-o", str(tmp_path), "--as-of", "2029-01-01", "--require", "fresh"
        )
        assert code == 1
        assert (
            json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["robustness"]["policy"]["draws"]
            == 100000
        )

    def test_unknown_conditions_are_refused_before_any_work(self, run: Callable[..., Run], tmp_path: Path) -> None:
        code, _, err = run("report", EXAMPLE, "-o", str(tmp_path), "--require", "no-tie,sure")
        assert code == 2
        assert "`sure` is not among no-tie, winner, proven, fresh" in err
        assert list(tmp_path.iterdir()) == []


def test_score_says_that_its_confidence_is_not_simulated(run: Callable[..., Run]) -> None:
    assert (
        "This confidence is by lead and coverage alone; `toolselect robustness` simulates it."
        in run("score", EXAMPLE)[1]
    )
    data = json.loads(run("score", EXAMPLE, "--format", "json")[1])
    assert (data["robustness"], data["verdict"]["simulated"]) == (None, False)


@pytest.mark.parametrize("command", ["robustness", "next"])
@pytest.mark.parametrize("option", [("--concentration", "nan"), ("--concentration", "inf"), ("--seed", str(2**53))])
def test_figures_that_can_not_be_are_wrong_usage(
    run: Callable[..., Run], command: str, option: tuple[str, str]
) -> None:
    code, out, err = run(command, EXAMPLE, *option)
    assert (code, out) == (2, "")
    assert option[0] in err


class TestNext:
    def test_people_get_questions_and_whom_to_ask(self, run: Callable[..., Run]) -> None:
        code, out, _ = run("next", EXAMPLE, *FEW, "--limit", "2")
        assert code == 0
        assert out.count("Ask: ") == 2
        assert "\n1. " in out
        assert "\n3. " not in out
        assert "more facts are in doubt (`--all`)" in out

    def test_what_wraps_stands_below_its_question(self, run: Callable[..., Run]) -> None:
        _, out, _ = run("next", EXAMPLE, *FEW, width=60)
        questions = out.split("\n\n")[1].split("\n")
        assert questions[0].startswith("1.  ")
        assert all(one[:4].strip(" .0123456789") == "" and one[4] != " " for one in questions)

    def test_json_is_what_robustness_has(self, run: Callable[..., Run]) -> None:
        rows = json.loads(run("next", EXAMPLE, *FEW, "--all", "--format", "json")[1])
        assert rows["version"] == 1
        every = json.loads(run("robustness", EXAMPLE, *FEW, "--format", "json")[1])["find_out"]
        assert [{key: value for key, value in row.items() if key != "ask"} for row in rows["find_out"]] == every
        some = json.loads(run("next", EXAMPLE, *FEW, "--format", "json")[1])["find_out"]
        assert some == [row for row in rows["find_out"] if row["decisive"] or row["must"]]
        assert all(row["ask"] for row in some)

    def test_a_questionnaire(self, run: Callable[..., Run]) -> None:
        code, out, _ = run("next", EXAMPLE, *FEW, "--questions", "zendesk")
        assert code == 0
        assert out.startswith("# Questions to Zendesk\n")
        assert "**1. " in out
        longer = run("next", EXAMPLE, *FEW, "--questions", "zendesk", "--all")[1]
        assert longer.count("\n**") > out.count("\n**")
        assert run("next", EXAMPLE, *FEW, "--questions", "zendesk", "--limit", "3")[1].count("\n**") == 3

    def test_wrong_usage(self, run: Callable[..., Run]) -> None:
        code, _, err = run("next", EXAMPLE, *FEW, "--questions", "zendesq")
        assert code == 2
        assert "there is no vendor of this study `zendesq`; did you mean `zendesk`?" in err
        assert run("next", EXAMPLE, "--questions", "zendesk", "--format", "json")[0] == 2
        assert run("next", EXAMPLE, "--limit", "0")[0] == 2
