from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from toolselect import __version__

ROOT = Path(__file__).parents[1]
DATA = ("criteria", "examples", "templates", "vendors")


def under_version_control() -> set[str]:
    """Name the files that git knows, as paths from the root; skip the test where there is no answer."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed, so nothing tells which files are under version control")
    command = ["git", "-c", f"safe.directory={ROOT}", "-C", str(ROOT), "ls-files", "-z"]
    listed = subprocess.run(command, capture_output=True, text=True, check=False)
    if listed.returncode != 0 or not listed.stdout:
        pytest.skip("this is no git checkout, so nothing tells which files are under version control")
    return {name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the source distribution, and the wheel from it, as `.ci/run` and a release do."""
    for tool in ("build", "hatchling"):
        if importlib.util.find_spec(tool) is None:
            pytest.skip(f"{tool} is not installed; `make test` installs it")
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (wheel,) = built.glob("*.whl")
    return wheel


@pytest.mark.slow
def test_the_wheel_holds_the_data_under_version_control_and_no_more(wheel: Path) -> None:
    expected = {name for name in under_version_control() if name.partition("/")[0] in DATA}
    with zipfile.ZipFile(wheel) as archive:
        prefix = "toolselect/_data/"
        packed = {name.removeprefix(prefix) for name in archive.namelist() if name.startswith(prefix)}
        assert packed - expected == set(), "not under version control: `git add` them, or remove them"
        assert expected - packed == set(), "not in the wheel: look at `force-include` and `only-include`"
        changed = {name for name in packed if archive.read(prefix + name) != (ROOT / name).read_bytes()}
    assert changed == set()


@pytest.mark.slow
def test_the_wheel_holds_the_whole_package_and_nothing_beside_it(wheel: Path) -> None:
    expected = {name for name in under_version_control() if name.startswith("toolselect/")}
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if not name.startswith("toolselect/_data/")}
    information = f"toolselect-{__version__}.dist-info/"
    assert {name for name in packed if not name.startswith(information)} == expected
    assert "toolselect/py.typed" in packed
    assert information + "entry_points.txt" in packed


@pytest.mark.slow
def test_the_source_distribution_holds_what_a_build_and_the_tests_need(built: Path) -> None:
    expected = {name for name in under_version_control() if not name.startswith(".")}
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        names = {member.name.partition("/")[2] for member in packed.getmembers()}
    assert expected - names == set(), "left out of `only-include`"


@pytest.mark.slow
def test_the_unpacked_wheel_finds_its_data_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")  # noqa: S202 - built by this very test
    script = """
import sys
sys.path.insert(0, sys.argv[1])
from toolselect import resources
for kind in ("criteria", "vendors", "templates", "examples"):
    assert resources.root(kind).is_relative_to(sys.argv[1]), resources.root(kind)
print(*resources.names("criteria"))
"""
    command = [sys.executable, "-c", script, str(tmp_path / "site")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == sorted(path.stem for path in (ROOT / "criteria").glob("*.yaml"))


def test_the_locks_name_no_machine_and_no_registry() -> None:
    for lock in ("run.txt", "test.txt"):
        text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
        assert "://" not in text
        assert "--index-url" not in text
        assert "--find-links" not in text
        assert "\n/" not in text


def test_the_test_lock_contains_the_run_lock() -> None:
    def pinned(lock: str) -> set[str]:
        lines = (ROOT / "requirements" / lock).read_text(encoding="utf-8").splitlines()
        return {line.removesuffix("\\").split(";")[0].strip() for line in lines if line and line[0] not in " #"}

    assert pinned("run.txt") <= pinned("test.txt")


def test_the_version_alone_is_answered_without_the_command_line() -> None:
    script = """
import sys
from toolselect.__main__ import main
sys.argv = ["toolselect", "--version"]
main()
print(sorted({"typer", "toolselect.cli"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == f"toolselect {__version__}\n[]\n"
