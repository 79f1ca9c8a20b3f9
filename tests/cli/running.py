"""Run a command line: in this process, which spares the start of an interpreter, or in one of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from toolselect.cli import main

ROOT = Path(__file__).parents[2]


def here(*arguments: str, cwd: Path, **environment: str) -> CompletedProcess[str]:
    """Run it in this process, with streams that are no terminal, as a user who stands in `cwd`."""
    stdout, stderr = (io.TextIOWrapper(io.BytesIO(), newline="") for _ in range(2))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(cwd)
        for name, value in _environment(environment).items():
            patch.setenv(name, value)
        for name in _of_a_runner():
            if name not in environment:
                patch.delenv(name)
        patch.setattr(sys, "stdout", stdout)
        patch.setattr(sys, "stderr", stderr)
        code = main.run(list(arguments))
    return CompletedProcess(["toolselect", *arguments], code, _written(stdout), _written(stderr))


def process(*arguments: str, cwd: Path, **environment: str) -> CompletedProcess[str]:
    """Run it in a process of its own: for what is decided at the start of one, such as the hash seed."""
    theirs = {name: value for name, value in os.environ.items() if name not in _of_a_runner()}
    return subprocess.run(
        [sys.executable, "-m", "toolselect", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        env={**theirs, "PYTHONPATH": str(ROOT), **_environment(environment)},
        timeout=120,
    )


def _environment(given: dict[str, str]) -> dict[str, str]:
    return {"COLUMNS": "100", **given}


def _of_a_runner() -> list[str]:
    """Return the names that tell a program that it runs at GitHub."""
    return [name for name in os.environ if name.startswith("GITHUB_")]


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8")
