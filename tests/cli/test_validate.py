from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import here, process

if TYPE_CHECKING:
    from subprocess import CompletedProcess

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


def run(*arguments: str, cwd: Path, **environment: str) -> CompletedProcess[str]:
    return here("validate", *arguments, cwd=cwd, **environment)


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
    assert ran.stderr == "1 error in 1 file; 1 can be corrected with --fix\n"


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        ([], 2),
        (["--format", "full"], 2),
        (["--select", "TS101"], 1),
        (["--ignore", "TS1"], 1),
        (["--fix"], 0),
        (["--format", "concise"], 0),
        (["--format", "full=found.txt"], 0),
    ],
)
def test_the_summary_tells_how_many_findings_could_be_corrected(folder: Path, arguments: list[str], count: int) -> None:
    (folder / "error.yaml").write_text(ERROR.replace("name:", "nmae:").replace("api_oauth2", "colour"))
    ran = run("error.yaml", "--as-of", "2026-11-21", *arguments, cwd=folder)
    assert ran.stderr.endswith(f"; {count} can be corrected with --fix\n" if count else " in 1 file\n"), ran.stderr


def test_of_many_files_nobody_waits_to_hear_that(tmp_path: Path) -> None:
    for number in range(51):
        (tmp_path / f"{number}.yaml").write_text(ERROR.replace("acme", f"acme-{number}"))
    assert run(".", "--as-of", "2026-11-21", cwd=tmp_path).stderr == "51 errors in 51 files\n"


@pytest.mark.parametrize("days", ["30", "30d", "30 days"])
def test_days_may_be_a_plain_number(folder: Path, days: str) -> None:
    (folder / "good.yaml").write_text(GOOD.replace("kind: doc", 'valid_until: "2026-12-01", kind: doc'))
    ran = run("good.yaml", "--as-of", "2026-11-21", "--expires-within", days, cwd=folder)
    assert "2026-12-0" in ran.stdout, ran.stderr
    wrong = run("good.yaml", "--expires-within", "45x", cwd=folder)
    assert wrong.returncode == 2
    assert "write days as in 45 or 45d" in " ".join(wrong.stderr.split())


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
    assert "Traceback" not in ran.stderr
    if any(path.startswith("missing") for path in paths):
        assert ran.stdout.startswith("error[TS001]: missing")
        assert ran.stderr == "1 error, no file was read\n"
    else:
        assert ran.stdout == ""
        assert ran.stderr.startswith("error: no ")


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


# --- which findings count ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        ([], ["TS201", "TS405"]),
        (["--select", "TS2"], ["TS201"]),
        (["--select", "ts201,TS4"], ["TS201", "TS405"]),
        (["--select", "TS1", "--select", "TS4"], ["TS405"]),
        (["--ignore", "TS4"], ["TS201"]),
        (["--select", "TS", "--ignore", "TS201"], ["TS405"]),
        (["--ignore", "TS201,TS4"], []),
    ],
)
def test_codes_and_families_can_be_selected_and_ignored(folder: Path, arguments: list[str], codes: list[str]) -> None:
    (folder / "both.yaml").write_text(WARNING.replace("api_rest", "api_rset"))
    ran = run("both.yaml", "--as-of", "2026-11-21", "--format", "json", *arguments, cwd=folder)
    assert sorted(one["code"] for one in json.loads(ran.stdout)["diagnostics"]) == codes
    assert ran.returncode == (1 if "TS201" in codes else 0)


@pytest.mark.parametrize(
    ("given", "severity", "code"),
    [
        (["TS201=warning"], "warning", 0),
        (["TS2=note"], "note", 0),
        (["TS=error,TS201=Note"], "note", 0),
        (["TS201=note", "TS201=error"], "error", 1),
    ],
)
def test_a_severity_can_be_changed(folder: Path, given: list[str], severity: str, code: int) -> None:
    options = [one for text in given for one in ("--severity", text)]
    ran = run("error.yaml", "--as-of", "2026-11-21", "--format", "json", *options, cwd=folder)
    assert [one["severity"] for one in json.loads(ran.stdout)["diagnostics"]] == [severity]
    assert ran.returncode == code


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--select", "TS21O"], "did you mean `TS21"),
        (["--ignore", "E501"], "there is no rule `E501`"),
        (["--ignore", "TS201,"], "there is no rule ``"),
        (["--select", "T"], "there is no rule `T`"),
        (["--severity", "TS201"], "lacks a severity"),
        (["--severity", "TS201=erorr"], "did you mean `error`?"),
        (["--severity", "TS9999=error"], "there is no rule `TS9999`"),
    ],
)
def test_a_code_that_does_not_exist_is_wrong_usage(folder: Path, arguments: list[str], said: str) -> None:
    ran = run("good.yaml", *arguments, cwd=folder)
    assert ran.returncode == 2
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


def test_exit_zero_forgives_findings_and_nothing_else(folder: Path) -> None:
    assert run("error.yaml", "--exit-zero", cwd=folder).returncode == 0
    assert run("missing", "--exit-zero", cwd=folder).returncode == 2
    assert run("error.yaml", "--exit-zero", "--select", "nonsense", cwd=folder).returncode == 2


# --- formats -----------------------------------------------------------------------------------------------------


def test_one_run_writes_several_formats(folder: Path) -> None:
    ran = run(
        *("error.yaml", "--as-of", "2026-11-21", "--format", "concise"),
        *("--format", "sarif=out/found.sarif", "--format", "junit=out/junit.xml", "--format", "json=found.json"),
        cwd=folder,
    )
    assert ran.returncode == 1
    assert ran.stdout == "error.yaml:7:3: error[TS201] there is no fact `api_rset` (did you mean `api_rest`?)\n"
    assert ran.stderr.splitlines()[:3] == ["wrote out/found.sarif", "wrote out/junit.xml", "wrote found.json"]
    assert ran.stderr.endswith("\n1 error in 1 file\n")
    assert json.loads((folder / "found.json").read_text())["diagnostics"][0]["line"] == 7
    assert json.loads((folder / "out" / "found.sarif").read_text())["version"] == "2.1.0"
    assert (folder / "out" / "junit.xml").read_text().startswith("<?xml")


def test_with_files_only_nothing_goes_to_standard_output(folder: Path) -> None:
    ran = run("error.yaml", "--format", "full=found.txt", "--quiet", cwd=folder)
    assert (ran.returncode, ran.stdout, ran.stderr) == (1, "", "")
    assert (folder / "found.txt").read_text().startswith("error[TS201]: ")


@pytest.mark.parametrize(
    ("formats", "said"),
    [
        (["full", "json"], "only one format can go to standard output"),
        (["sarfi"], "did you mean `sarif`?"),
        (["sarif="], "names no file"),
        (["=x"], "is not among"),
        ([""], "is not among"),
    ],
)
def test_formats_that_can_not_be_are_wrong_usage(folder: Path, formats: list[str], said: str) -> None:
    ran = run("error.yaml", *(one for name in formats for one in ("--format", name)), cwd=folder)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert said in " ".join(ran.stderr.split())


@pytest.mark.parametrize("second", ["good.yaml/x.json", ".", "found.sarif", "./found.sarif", "a\x01b/" + "x" * 300])
def test_all_files_are_written_or_none(folder: Path, second: str) -> None:
    ran = run("error.yaml", "--format", "sarif=found.sarif", "--format", f"json={second}", cwd=folder)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("error[TS901]: cannot write ")
    assert "\x01" not in ran.stderr
    assert not (folder / "found.sarif").exists()


def test_findings_are_shown_even_if_a_file_can_not_be_written(folder: Path) -> None:
    ran = run("error.yaml", "--format", "full", "--format", "json=good.yaml/x", cwd=folder)
    assert ran.returncode == 2
    assert ran.stdout.startswith("error[TS201]: ")
    assert "error[TS901]: " in ran.stderr


@pytest.mark.parametrize("name", ["full", "concise", "json", "github", "gitlab", "sarif", "junit", "markdown"])
def test_every_format_is_the_same_bytes_in_every_process(folder: Path, name: str) -> None:
    first, second = (
        process("validate", ".", "--format", name, "--as-of", "2026-11-21", cwd=folder, PYTHONHASHSEED=seed)
        for seed in ("1", "2")
    )
    assert (first.returncode, second.returncode) == (1, 1)
    assert first.stdout
    assert first.stdout == second.stdout


def test_many_findings_are_capped_and_all_counted(tmp_path: Path) -> None:
    wrong = "".join(f"  wrong_{number}: {{value: yes, source: docs}}\n" for number in range(3000))
    (tmp_path / "a.yaml").write_text(GOOD + wrong)
    ran = run("a.yaml", "--as-of", "2026-11-21", "--format", "concise", cwd=tmp_path)
    assert ran.returncode == 1
    assert len(ran.stdout.splitlines()) == 1001
    assert ran.stdout.endswith("a.yaml: … and 2,000 more in this file\n")
    assert ran.stderr == "3,000 errors in 1 file\n"


# --- GitHub Actions ----------------------------------------------------------------------------------------------


def test_github_gets_annotations_and_a_summary_unasked(folder: Path) -> None:
    summary = folder / "summary.md"
    summary.write_text("before\n")
    github = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    ran = run("error.yaml", "--as-of", "2026-11-21", cwd=folder, **github)
    assert ran.returncode == 1
    assert ran.stdout.startswith("error[TS201]: ")
    annotation = "::error file=error.yaml,line=7,endLine=7,col=3,endColumn=11,title=TS201 unknown fact::"
    assert ran.stdout.splitlines()[-1].startswith(annotation)
    assert summary.read_text().startswith("before\n### toolselect: 1 error in 1 file\n")


@pytest.mark.parametrize("arguments", [["--no-ci"], ["--format", "full"], ["--format", "full", "--no-ci"]])
def test_github_gets_no_more_than_was_asked_for(folder: Path, arguments: list[str]) -> None:
    github = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(folder / "summary.md")}
    ran = run("error.yaml", "--as-of", "2026-11-21", *arguments, cwd=folder, **github)
    assert "::error" not in ran.stdout
    assert not (folder / "summary.md").exists()


def test_the_summary_of_a_step_never_grows_too_large(folder: Path) -> None:
    summary = folder / "summary.md"
    for there in (1 << 20, (1 << 20) - 1000):
        summary.write_bytes(b"x" * there)
        github = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
        assert run(".", "--as-of", "2026-11-21", cwd=folder, **github).returncode == 1
        assert there <= summary.stat().st_size <= 1 << 20


def test_a_summary_that_can_not_be_written_is_only_mentioned(folder: Path) -> None:
    github = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(folder)}
    ran = run("good.yaml", "--as-of", "2026-11-21", cwd=folder, **github)
    assert ran.returncode == 0
    assert "the step's summary can't be written: " in ran.stderr


@pytest.mark.parametrize("arguments", [[], ["--no-ci"], ["--format", "concise"]])
def test_a_file_gives_no_command_to_the_runner(tmp_path: Path, arguments: list[str]) -> None:
    path = tmp_path / "##[error]x.yaml"
    path.write_text(ERROR.replace("name: Acme", 'name: "##[stop-commands]x"').replace("api_rset", '"##[add-mask]x"'))
    ran = run(".", *arguments, cwd=tmp_path, GITHUB_ACTIONS="true")
    assert ran.returncode == 1
    assert "##[" not in "".join(line for line in ran.stdout.splitlines() if not line.startswith("::"))
    assert "##\\[error]x.yaml" in ran.stdout
