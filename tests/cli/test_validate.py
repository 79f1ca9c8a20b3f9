from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GOOD = """\
toolselect: vendor/1
id: acme
name: Acme
sources:
  docs: {title: Docs, url: "https://example.com/", date: 2026-11-01, kind: documentation}
facts:
  api_rest: {value: yes, source: docs}
  api_oauth2: {value: yes, source: docs}
"""
ERROR = GOOD.replace("api_rest", "api_rset")
WARNING = GOOD.replace(
    "facts:", '  spare: {title: Spare, url: "https://example.com/", date: 2026-11-01, kind: claim}\nfacts:'
)


def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "toolselect", "validate", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        env={**os.environ, "COLUMNS": "100", **environment},
        timeout=60,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("good", GOOD), ("error", ERROR), ("warning", WARNING)):
        (tmp_path / f"{name}.yaml").write_text(text)
    return tmp_path


def test_nothing_found_is_silence_on_standard_output(folder: Path) -> None:
    ran = run("good.yaml", "--as-of", "2026-11-21", cwd=folder)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "1 file, nothing found\n")


def test_a_finding_goes_to_standard_output_and_its_count_to_standard_error(folder: Path) -> None:
    ran = run("error.yaml", "--as-of", "2026-11-21", cwd=folder)
    assert ran.returncode == 1
    assert ran.stdout == (
        "error[TS201]: there is no fact `api_rset`\n"
        "  --> error.yaml:7:3\n"
        "  |\n"
        "7 |   api_rset: {value: yes, source: docs}\n"
        "  |   ^^^^^^^^\n"
        "  = help: did you mean `api_rest`?\n"
    )
    assert ran.stderr == "1 error in 1 file\n"


@pytest.mark.parametrize(
    ("file", "fail_on", "code"),
    [
        ("error", "error", 1),
        ("error", "warning", 1),
        ("error", "never", 0),
        ("warning", "error", 0),
        ("warning", "warning", 1),
        ("warning", "never", 0),
        ("good", "warning", 0),
    ],
)
def test_fail_on_decides_the_exit_code(folder: Path, file: str, fail_on: str, code: int) -> None:
    ran = run(f"{file}.yaml", "--as-of", "2026-11-21", "--fail-on", fail_on, cwd=folder)
    assert ran.returncode == code, ran.stdout


def test_json_has_the_documented_shape(folder: Path) -> None:
    ran = run(".", "--format", "json", "--as-of", "2026-11-21", "--quiet", cwd=folder)
    assert (ran.returncode, ran.stderr) == (1, "")
    found = json.loads(ran.stdout)
    assert list(found) == ["version", "diagnostics", "files"]
    assert (found["version"], found["files"]) == (1, 3)
    assert found["diagnostics"][0] == {
        "code": "TS201",
        "severity": "error",
        "path": "error.yaml",
        "line": 7,
        "column": 3,
        "end_line": 7,
        "end_column": 11,
        "key": "facts.api_rset",
        "message": "there is no fact `api_rset`",
        "hint": "did you mean `api_rest`?",
    }


@pytest.mark.parametrize("paths", [[], ["."], ["empty"], ["missing.yaml"], ["missing", "empty"]])
def test_nothing_to_check_does_not_pass(tmp_path: Path, paths: list[str]) -> None:
    (tmp_path / "empty").mkdir()
    ran = run(*paths, "--fail-on", "never", cwd=tmp_path)
    assert ran.returncode == 2
    assert "error: no " in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_study_is_found_from_below(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples" / "helpdesk", tmp_path / "study")
    (tmp_path / "study" / "deep").mkdir()
    ran = run("--quiet", cwd=tmp_path / "study" / "deep")
    assert ran.returncode == 0, ran.stdout


def test_a_stage_can_be_tried(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples" / "helpdesk", tmp_path / "study")
    claimed, tried = run("study", cwd=tmp_path), run("study", "--stage", "conclude", cwd=tmp_path)
    assert len(tried.stdout) > len(claimed.stdout)


def test_a_large_file_is_refused_by_choice(folder: Path) -> None:
    (folder / "good.yaml").write_text(GOOD + "#" * 600_000)
    assert run("good.yaml", "--as-of", "2026-11-21", cwd=folder).returncode == 0
    ran = run("good.yaml", "--max-file-size", "0.5", "--as-of", "2026-11-21", cwd=folder)
    assert ran.returncode == 1
    assert "error[TS006]" in ran.stdout


def test_a_name_can_not_hide_what_it_says(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[2J\n::error::b.yaml"
    path.write_text(ERROR)
    ran = run(".", cwd=tmp_path)
    assert ran.returncode == 1
    assert "\x1b" not in ran.stdout
    assert "\n::" not in ran.stdout
    assert "a\\x1b[2J\\n::error::b.yaml:7:3" in ran.stdout


def test_no_colour_where_nobody_sees_it(folder: Path) -> None:
    assert "\x1b" not in run("error.yaml", cwd=folder, FORCE_COLOR="1", TERM="xterm").stdout
