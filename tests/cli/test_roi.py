from __future__ import annotations

import csv
import io
import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.running import here, process
from toolselect import resources
from toolselect.cli import console

if TYPE_CHECKING:
    from subprocess import CompletedProcess

ROOT = Path(__file__).parents[2]
YEARS = ROOT / "examples" / "cashflows" / "three-years.yaml"
DATED = ROOT / "examples" / "cashflows" / "dated.yaml"


def run(*arguments: str, cwd: Path = ROOT, **environment: str) -> CompletedProcess[str]:
    return here("roi", *arguments, cwd=cwd, **environment)


def figures(text: str, folder: Path) -> dict[str, Any]:
    (folder / "flows.yaml").write_text(text)
    ran = run("--cashflow", "flows.yaml", "--format", "json", cwd=folder)
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout, parse_constant=pytest.fail)
    assert isinstance(found, dict)
    return found


def test_json_of_benefits_and_costs_has_the_keys_of_the_contract() -> None:
    ran = run("--cashflow", str(YEARS), "--format", "json")
    assert (ran.returncode, ran.stderr) == (0, "")
    found = json.loads(ran.stdout)
    assert list(found) == [
        "version",
        "pv_benefits",
        "pv_costs",
        "npv",
        "roi_percent",
        "payback_months",
        "discounted_payback_months",
        "irr",
    ]
    assert found["version"] == 1
    assert math.isclose(found["pv_benefits"] - found["pv_costs"], found["npv"])


def test_json_of_signed_flows_has_what_they_allow(tmp_path: Path) -> None:
    assert list(json.loads(run("--cashflow", str(DATED), "--format", "json").stdout)) == [
        "version",
        "npv",
        "irr",
        "mirr",
        "xnpv",
        "xirr",
    ]
    assert list(figures("{discount_rate: 0.1, flows: [-100, 110]}", tmp_path)) == ["version", "npv", "irr"]


def test_a_figure_without_an_answer_is_null_and_says_why(tmp_path: Path) -> None:
    found = figures("{flows: [100, 110]}", tmp_path)
    assert found["npv"] is None
    assert found["irr"] is None
    assert found["reasons"] == {
        "npv": "no discount rate is given",
        "irr": "the flows never change sign: money only goes one way",
    }


def test_csv_is_the_table() -> None:
    rows = list(csv.DictReader(io.StringIO(run("--cashflow", str(YEARS), "--format", "csv").stdout)))
    assert [row["period"] for row in rows] == ["0", "1", "2", "3"]
    assert [float(row["net"]) for row in rows] == [-40000, 15000, 65000, 93000]
    assert rows[0]["date"] == ""


@pytest.mark.parametrize("width", [40, 60, 80, 100, 200])
@pytest.mark.parametrize("file", [YEARS, DATED], ids=lambda path: path.stem)
def test_the_table_fits_the_width_and_loses_nothing(file: Path, width: int) -> None:
    ran = run("--cashflow", str(file), COLUMNS=str(width))
    assert ran.returncode == 0
    lines = ran.stdout.split("\n")
    assert max(map(console.columns, lines)) <= width
    assert all(line == line.rstrip() for line in lines)
    said = " ".join(ran.stdout.lower().split())
    words = ["cumulative", "present value", "internal rate of return", "npv() takes its first value"]
    words += ["year 3", "97,227.65", "63.38 %", "16.6 months"] if file == YEARS else ["2027-05-01", "2,046.97"]
    for word in words:
        assert word in said
    assert "\x1b" not in ran.stdout


def test_figures_stand_right_aligned_with_their_totals_below() -> None:
    lines = run("--cashflow", str(YEARS), COLUMNS="80").stdout.split("\n")
    total = next(line for line in lines if line.startswith("Total"))
    year = next(line for line in lines if line.startswith("Year 3"))
    assert total.index("310,000") == year.index("140,000")
    assert total.index("133,000") == year.index(" 93,000")


def test_small_amounts_are_shown_to_the_cent(tmp_path: Path) -> None:
    (tmp_path / "flows.yaml").write_text("{discount_rate: 0.1, flows: [-100, 110.5]}")
    assert "110.50" in run("--cashflow", "flows.yaml", cwd=tmp_path).stdout


@pytest.mark.parametrize("text", ["{flows: [-1e100, 1e100]}", "{benefits: [1e100], initial: 1e-9, discount_rate: 0.1}"])
def test_large_amounts_can_be_shown(text: str, tmp_path: Path) -> None:
    (tmp_path / "flows.yaml").write_text(text)
    ran = run("--cashflow", "flows.yaml", cwd=tmp_path, COLUMNS="80")
    assert ran.returncode == 0
    assert max(map(console.columns, ran.stdout.split("\n"))) <= 80


def test_a_rate_in_percent_is_asked_about_and_computed_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "flows.yaml").write_text("{flows: [-1, 2], discount_rate: 12}")
    ran = run("--cashflow", "flows.yaml", "--format", "json", cwd=tmp_path)
    assert ran.returncode == 0
    assert "warning[TS612]" in ran.stderr
    assert "did you mean 0.12?" in ran.stderr
    assert run("--cashflow", "flows.yaml", "--quiet", cwd=tmp_path).stderr == ""


def test_errors_stop_the_work(tmp_path: Path) -> None:
    (tmp_path / "flows.yaml").write_text("{flows: [-1, x], initial: 5}")
    ran = run("--cashflow", "flows.yaml", cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "error[TS104]" in ran.stderr
    assert "error[TS610]" in ran.stderr
    assert "stopped by 2 errors; nothing was computed" in ran.stderr


@pytest.mark.parametrize("arguments", [["--cashflow", "nothing.yaml"], ["--cashflow", "."], [".", "--cashflow", "x"]])
def test_what_can_not_be_read_is_wrong_usage(arguments: list[str], tmp_path: Path) -> None:
    ran = run(*arguments, cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr


@pytest.mark.parametrize(
    "option",
    [
        *(["--vendor", "zendesk"], ["--scenario", "low"], ["--lines"], ["--draws", "500"], ["--seed", "0"]),
        *(["--as-of", "2026-01-01"], ["--allow-outside"]),
    ],
)
def test_what_is_about_a_study_is_refused_for_a_file(option: list[str]) -> None:
    ran = run("--cashflow", str(YEARS), *option)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert option[0] in ran.stderr


def test_project_settings_limit_the_size_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "toolselect.toml").write_text("max-file-size = 0.00001\n")
    (tmp_path / "flows.yaml").write_text("flows: [-100, 60, 60]\n")
    ran = run("--cashflow", "flows.yaml", cwd=tmp_path)
    assert ran.returncode == 2
    assert "larger" in ran.stderr


def test_the_same_file_gives_the_same_bytes() -> None:
    first = process("roi", "--cashflow", str(YEARS), cwd=ROOT, PYTHONHASHSEED="1", TZ="Asia/Tokyo", LC_ALL="C")
    second = process("roi", "--cashflow", str(YEARS), cwd=ROOT, PYTHONHASHSEED="2", TZ="UTC", NO_COLOR="1")
    assert first.stdout == second.stdout


def test_the_schema_is_published() -> None:
    assert '"toolselect cash flow"' in resources.schema_text("cashflow")
