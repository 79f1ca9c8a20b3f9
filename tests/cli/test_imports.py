"""Starting up costs what the command at hand needs, and no more."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "helpdesk"
HEAVY = {"pandas", "numpy", "jinja2"}
MOST_MODULES = 300


def imported(*arguments: str, cwd: Path) -> set[str]:
    """Return the names of the top-level modules that a command leaves imported."""
    return {name.split(".")[0] for name in modules(*arguments, cwd=cwd)}


def modules(*arguments: str, cwd: Path, fails: bool = False) -> set[str]:
    """Return the names of all modules that a command leaves imported."""
    code = (
        "import sys; from toolselect.__main__ import main\n"
        f"sys.argv = ['toolselect', *{list(arguments)!r}]\n"
        "try: main()\n"
        "except SystemExit as end: code = end.code\n"
        "else: code = 0\n"
        f"assert bool(code) is {fails}, code\n"
        "sys.stderr.write('\\n'.join(['', 'modules:', *sys.modules]))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        env={**os.environ, "TOOLSELECT_CACHE_DIR": f"{os.devnull}/cache"},  # the example stays as it is
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr
    return set(ran.stderr.split("\nmodules:\n")[1].split("\n"))


def test_the_version_imports_next_to_nothing(tmp_path: Path) -> None:
    found = imported("--version", cwd=tmp_path)
    assert not found & {*HEAVY, "yaml", "typer", "jsonschema_rs", "rich"}


@pytest.mark.parametrize("arguments", [["--help"], ["validate", "--help"], ["rule", "TS201"], ["schema", "study"]])
def test_help_and_light_commands_import_typer_only(arguments: list[str], tmp_path: Path) -> None:
    found = imported(*arguments, cwd=tmp_path)
    assert not found & {*HEAVY, "yaml", "jsonschema_rs", "rich", "pydantic", "pygments"}


def test_the_command_line_imports_none_of_the_programs_own_layers() -> None:
    code = "import sys, toolselect.cli.main; print(*(m for m in sys.modules if m.startswith('toolselect')))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert {name for name in ran.stdout.split() if not name.startswith("toolselect.cli")} == {
        "toolselect",
        "toolselect.terminal",
    }


@pytest.mark.parametrize(
    "arguments",
    [["validate"], ["validate", "--format", "json"], ["score", "--format", "json"], ["score", "--format", "csv"]],
)
def test_checking_and_scoring_import_neither_arrays_nor_templates(arguments: list[str]) -> None:
    assert not imported(*arguments, cwd=EXAMPLE) & {*HEAVY, "rich"}


LATE = {*HEAVY, "rich", "pydantic", "importlib.metadata", "multiprocessing", "concurrent.futures", "asyncio"}


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--format", "concise", "--no-cache"],
        ["--format", "full", "--jobs", "2"],
        *(["--format", name] for name in ("json", "github", "gitlab", "sarif", "junit", "markdown")),
    ],
    ids=" ".join,
)
def test_checking_loads_nothing_that_it_could_do_without(arguments: list[str], tmp_path: Path) -> None:
    profile = (EXAMPLE / "vendors" / "current.yaml").read_text(encoding="utf-8")
    (tmp_path / "good.yaml").write_text(profile)
    found = modules("validate", *arguments, "good.yaml", cwd=tmp_path)
    assert not found & LATE
    assert len(found) <= MOST_MODULES, len(found)
    (tmp_path / "bad.yaml").write_text(profile.replace("\nname:", "\nnmae:"))
    assert not modules("validate", *arguments, "bad.yaml", cwd=tmp_path, fails=True) & LATE


def test_checking_many_files_in_several_processes_loads_no_more(tmp_path: Path) -> None:
    profile = (EXAMPLE / "vendors" / "current.yaml").read_text(encoding="utf-8")
    for number in range(500):
        (tmp_path / f"v{number}.yaml").write_text(profile.replace("id: current", f"id: v{number}"))
    assert not modules("validate", "--jobs", "2", ".", cwd=tmp_path) & LATE


def test_a_whole_study_is_checked_without_them(tmp_path: Path) -> None:
    assert not modules("validate", "--quiet", str(EXAMPLE), cwd=tmp_path) & LATE


@pytest.mark.parametrize("arguments", [["explain", "zendesk"], ["compare", "zendesk", "intercom"]])
def test_explaining_imports_no_arrays(arguments: list[str]) -> None:
    assert not imported(*arguments, "--format", "json", cwd=EXAMPLE) & {*HEAVY, "rich"}
    assert not imported(*arguments, cwd=EXAMPLE) & HEAVY


def test_the_table_needs_rich_and_nothing_heavier() -> None:
    found = imported("score", cwd=EXAMPLE)
    assert "rich" in found
    assert not found & {*HEAVY, "pygments"}


def test_a_json_report_needs_no_templates(tmp_path: Path) -> None:
    assert not imported("report", str(EXAMPLE), "-f", "json", cwd=tmp_path) & {"jinja2", "pandas", "rich"}


def test_a_business_case_needs_no_root_finder() -> None:
    assert not imported("roi", "--format", "json", cwd=EXAMPLE) & {"scipy", "pandas", "jinja2", "rich"}


@pytest.mark.parametrize("command", ["robustness", "next"])
def test_a_simulation_needs_arrays_and_nothing_heavier(command: str) -> None:
    found = imported(command, "--draws", "100", "--format", "json", cwd=EXAMPLE)
    assert "numpy" in found
    assert not found & {"jinja2", "pandas", "rich", "scipy", "pyxirr"}
