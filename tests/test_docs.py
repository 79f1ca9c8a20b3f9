"""The documentation tells the truth: its options exist, its commands run, its outputs are what comes out."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

import toolselect
from toolselect.cli.main import OnDemand, app

ROOT = Path(__file__).parents[1]
COMMANDS_PAGE = ROOT / "docs" / "commands.md"
PAGES = [path for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))) if path.is_file()]
BLOCK = re.compile(r"^```(?:console|sh)\n(.*?)^```", re.MULTILINE | re.DOTALL)
EXIT_CODE = re.compile(r"\s+#.*\bexits? (?:with |code )?(\d+)\b")


def existing() -> dict[str, set[str]]:
    """Return the options of each command, the program's own under an empty name."""
    commands = {"": typer.main.get_command(app), **OnDemand()}
    return {
        name: {option for parameter in command.params for option in parameter.opts if option.startswith("-")}
        for name, command in commands.items()
    }


def documented() -> dict[str, set[str]]:
    """Return the options in the first column of each command's section."""
    found: dict[str, set[str]] = {}
    name = None
    for line in COMMANDS_PAGE.read_text(encoding="utf-8").split("\n"):
        if line.startswith("## "):
            heading = re.match(r"## `toolselect ([a-z-]+)", line)
            name = heading[1] if heading else ("" if line == "## Options of the program" else None)
            if name is not None:
                found[name] = set()
        elif name is not None and line.startswith("| `-"):
            found[name] |= set(re.findall(r"`(--?[a-z-]+)", line.split("|")[1]))
    return found


def test_every_command_is_documented_and_every_documented_one_exists() -> None:
    assert set(documented()) == set(existing())


@pytest.mark.parametrize("name", sorted(existing()))
def test_every_option_is_documented_and_every_documented_one_exists(name: str) -> None:
    assert documented()[name] - {"--help", "-h"} == existing()[name] - {"--help", "-h"}


def test_the_table_of_commands_names_each_and_links_to_it() -> None:
    page = COMMANDS_PAGE.read_text(encoding="utf-8")
    anchors = {
        re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^## (.*)$", page, re.MULTILINE)
    }
    links = dict(re.findall(r"^\| \[`([a-z-]+)`\]\(#([a-z-]+)\)", page, re.MULTILINE))
    assert set(links) == set(existing()) - {""}
    assert set(links.values()) <= anchors


# --- examples ----------------------------------------------------------------------------------------------------


def examples(page: Path) -> list[tuple[str, list[str]]]:
    """Return the commands of the `console` and `sh` blocks with the output lines that the page shows for each.

    Where a block has lines with a prompt, only those are commands; else those that call the program or change folders.
    """
    found: list[tuple[str, list[str]]] = []
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        lines = block.replace("\\\n", " ").rstrip("\n").split("\n")
        prompted = any(line.startswith("$ ") for line in lines)
        for line in lines:
            if line.startswith("$ " if prompted else ("toolselect ", "cd ")):
                found.append((line.removeprefix("$ "), []))
            elif prompted and found:
                found[-1][1].append(line)
    return found


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """Return a copy of what the pages talk about, and a `toolselect` that can be found."""
    for folder in ("examples", "criteria", "vendors"):
        shutil.copytree(ROOT / folder, tmp_path / "copy" / folder)
    program = tmp_path / "bin" / "toolselect"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m toolselect "$@"\n')
    program.chmod(0o755)
    return tmp_path / "copy"


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_example_runs_and_gives_what_the_page_shows(page: Path, scratch: Path) -> None:
    environment = {
        **os.environ,
        "PATH": f"{scratch.parent / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": str(Path(toolselect.__file__).parents[1]),
        "COLUMNS": "100",
    }
    here = scratch
    for command, shown in examples(page):
        if command.startswith("cd "):
            target = here / command.removeprefix("cd ").split("#")[0].strip()
            here = target if target.is_dir() else here
        if not command.startswith("toolselect"):
            continue  # what installs or fetches something is not for a test
        ran = subprocess.run(
            ["sh", "-c", command], cwd=here, env=environment, capture_output=True, text=True, timeout=120, check=False
        )
        told = EXIT_CODE.search(command)
        assert ran.returncode == (int(told[1]) if told else 0), f"{command}\n{ran.stdout}{ran.stderr}"
        if shown:
            assert matches(ran.stdout + ran.stderr, shown), f"{command}\n{ran.stdout}{ran.stderr}"


def matches(output: str, shown: list[str]) -> bool:
    """Compare lines; `...` stands for anything inside a line, and alone for any lines."""
    pattern = ""
    for line in shown:
        pattern += (
            "(?:.*\n)*" if line.strip() == "..." else re.escape(line.rstrip()).replace(r"\.\.\.", ".*") + "[ ]*\n"
        )
    return re.fullmatch(pattern, output if output.endswith("\n") else f"{output}\n") is not None
