from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

import toolselect
from toolselect.cli import console, main

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "toolselect", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
        timeout=60,
    )


@pytest.mark.parametrize("arguments", [["--version"], ["--quiet", "--version"]])
def test_the_version_is_told_on_standard_output(arguments: list[str]) -> None:
    ran = run(*arguments)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, f"toolselect {toolselect.__version__}\n", "")


def test_help_names_every_command() -> None:
    ran = run("--help")
    assert ran.returncode == 0
    assert all(
        f"\n  {name} " in ran.stdout
        for name in ["init", "validate", "score", "report", "list", "show", "schema", "rule"]
    )
    assert ran.stderr == ""


@pytest.mark.parametrize("name", main.COMMANDS)
def test_the_list_of_commands_says_what_their_own_help_says(name: str) -> None:
    assert main.OnDemand()[name].help.startswith(main.COMMANDS[name])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Usage: toolselect"),
        (["scroe"], "Did you mean 'score'?"),
        (["score", "--fromat", "json"], "--format"),
        (["validate", "--as-of", "2026-02-30"], "is not a date"),
        (["validate", "--as-of", "20261121"], "is not a date"),
        (["validate", "--stage", "analysis"], "'analyse'"),
        (["validate", "--fail-on", "note"], "'warning'"),
        (["validate", "--max-file-size", "0"], "--max-file-size"),
        (["schema", "vendors"], "'vendor'"),
        (["schema"], "Missing argument 'KIND'"),
        (["rule"], "--all"),
        (["rule", "TS201", "--all"], "--all"),
        (["init"], "Missing argument 'DIR'"),
        (["report", "-f", "docx"], "html"),
        (["report", "--lang", "tlh"], "`tlh` is not among en"),
    ],
)
def test_wrong_usage_ends_with_2_and_a_hint(arguments: list[str], said: str) -> None:
    ran = run(*arguments)
    assert ran.returncode == 2
    assert said in ran.stderr
    assert "toolselect" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert ran.stdout == ""


def test_the_choices_of_an_argument_are_listed_without_tabs() -> None:
    said = run("list").stderr
    assert "\n    vendors,\n    criteria,\n" in said
    assert "\\t" not in said


def test_arguments_can_not_move_the_cursor() -> None:
    ran = run("rule", "\x1b[2J")
    assert ran.returncode == 2
    assert "\x1b" not in ran.stderr
    assert "\\x1b[2j" in ran.stderr.lower()


@pytest.mark.parametrize("how", [{"TOOLSELECT_TRACEBACK": "1"}, {}])
def test_a_bug_is_one_line_and_a_traceback_on_demand(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], how: dict[str, str]
) -> None:
    def broken(_: object) -> str:
        raise RuntimeError("wheel\x1b[0m fell off")

    monkeypatch.delenv("TOOLSELECT_TRACEBACK", raising=False)
    for name, value in how.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("toolselect.resources.schema_text", broken)
    assert main.run(["schema", "vendor"]) == 3
    said = capsys.readouterr().err
    assert "this is a bug: RuntimeError: wheel\\x1b[0m fell off. Please report it" in said
    assert ("Traceback" in said) is bool(how)
    assert bool(how) or said.count("\n") == 1


def test_verbose_shows_the_traceback_of_a_bug(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("toolselect.resources.schema_text", lambda _: 1 / 0)
    for arguments in (["schema", "vendor", "--verbose"], ["-v", "schema", "vendor"]):
        assert main.run(arguments) == 3
        assert "ZeroDivisionError" in capsys.readouterr().err


def test_one_run_does_not_keep_another_quiet() -> None:
    levels = []
    for arguments in (["--quiet", "rule", "TS201"], ["rule", "TS201", "-v"], ["rule", "TS201"]):
        assert main.run(arguments) == 0
        levels.append(console.talk.level)
    assert levels == ["quiet", "verbose", "normal"]


def test_an_interrupted_run_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("toolselect.resources.schema_text", interrupted)
    assert main.run(["schema", "vendor"]) == 130


@pytest.mark.slow
def test_control_c_leaves_no_traceback(tmp_path: Path) -> None:
    code = (
        "import sys, time; from toolselect import resources; from toolselect.cli import main;"
        "resources.schema_text = lambda kind: (print('ready', flush=True), time.sleep(30));"
        "sys.exit(main.run(['schema', 'vendor']))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
        time.sleep(0.05)
        program.send_signal(signal.SIGINT)
        _, said = program.communicate(timeout=30)
    assert (program.returncode, said) == (130, "")


@pytest.mark.parametrize("arguments", ["rule --all", "schema study", "list rules", "--help"])
def test_a_reader_that_goes_away_causes_no_traceback(arguments: str) -> None:
    command = f"'{sys.executable}' -m toolselect {arguments} | true; echo done"
    ran = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False, timeout=60)
    assert (ran.stdout, ran.stderr) == ("done\n", "")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")  # noqa: PTH110
def test_a_full_disk_is_no_bug() -> None:
    command = f"'{sys.executable}' -m toolselect rule --all > /dev/full"
    ran = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False, timeout=60)
    assert ran.returncode == 2
    assert ran.stderr == "error: cannot write to standard output: no space left on device\n"


def test_output_is_utf_8_whatever_the_locale_says() -> None:
    command = [sys.executable, "-m", "toolselect", "rule", "TS007"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    ran = subprocess.run(command, capture_output=True, check=False, env=environment, timeout=60)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert "…".encode() in ran.stdout


def test_completion_answers_a_shell() -> None:
    ran = run(_TOOLSELECT_COMPLETE="complete_bash", COMP_WORDS="toolselect sc", COMP_CWORD="1")
    assert ran.stdout.split() == ["score", "schema"]


def test_completion_can_be_shown_without_rich() -> None:
    code = (
        "import sys; sys.modules['rich'] = None; from toolselect.cli.main import run;"
        "sys.exit(run(['--show-completion']))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"},
        timeout=60,
    )
    assert "Traceback" not in ran.stderr
