"""The shells complete commands, options and values; asked in the shells themselves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import toolselect

ASK = {
    "bash": """
        eval "$(_TOOLSELECT_COMPLETE=source_bash toolselect)"
        complete -p toolselect > /dev/null || exit 9
        COMP_WORDS=({words}); COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))
        _toolselect_completion toolselect
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """,
    "zsh": """
        compdef() {{ [ "$2" = toolselect ] || exit 9; }}
        _arguments() {{ print -r -- "$@"; }}
        _files() {{ print -r -- files; }}
        eval "$(_TOOLSELECT_COMPLETE=source_zsh toolselect)"
        words=({words}); CURRENT=${{#words}}
        _toolselect_completion
    """,
    "fish": """
        _TOOLSELECT_COMPLETE=source_fish toolselect | source
        complete -C "{words}"
    """,
}
START = {"bash": ["bash", "--noprofile", "--norc"], "zsh": ["zsh", "-f"], "fish": ["fish", "--no-config"]}


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Return an environment in which `toolselect` can be found and the home folder is an empty one."""
    program = tmp_path / "bin" / "toolselect"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m toolselect "$@"\n')
    program.chmod(0o755)
    (tmp_path / "home").mkdir()
    return {
        "PATH": f"{program.parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(Path(toolselect.__file__).parents[1]),
        "HOME": str(tmp_path / "home"),
        "XDG_CONFIG_HOME": str(tmp_path / "home" / ".config"),
    }


def ran(shell: str, script: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    return subprocess.run(
        [*START[shell], "-c", script], env=environment, capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("toolselect val", ["validate"]),
        ("toolselect validate --max", ["--max-file-size"]),
        ("toolselect validate --stage pr", ["prove"]),
        ("toolselect list exp", ["expiries"]),
        ("toolselect schema v", ["vendor"]),
    ],
)
def test_a_shell_completes(shell: str, words: str, expected: list[str], environment: dict[str, str]) -> None:
    asked = ran(shell, ASK[shell].format(words=words), environment)
    assert asked.returncode == 0, asked.stderr
    assert asked.stderr == ""
    assert all(word in asked.stdout for word in expected), asked.stdout
    assert "report" not in asked.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_installs_itself_for_the_shell_in_use(shell: str, environment: dict[str, str]) -> None:
    installed = ran(shell, "toolselect --install-completion\ntrue", environment)
    if "Shell detection failed" in installed.stderr or "None not supported" in installed.stderr:
        pytest.skip("the shell can't be told from the processes here")
    home = Path(environment["HOME"])
    assert any("_TOOLSELECT_COMPLETE" in path.read_text() for path in home.rglob("*") if path.is_file()), installed


def test_completing_imports_neither_rich_nor_the_programs_own_layers(tmp_path: Path) -> None:
    code = (
        "import sys; from toolselect.__main__ import main\ntry: main()\nexcept SystemExit: pass\nprint(*sys.modules)\n"
    )
    asked = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={
            **os.environ,
            "_TOOLSELECT_COMPLETE": "complete_bash",
            "COMP_WORDS": "toolselect validate --st",
            "COMP_CWORD": "2",
        },
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert asked.stdout.startswith("--stage\n")
    assert not {"rich", "yaml", "jsonschema_rs", "toolselect.app", "numpy"} & set(asked.stdout.split())
