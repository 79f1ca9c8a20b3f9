"""Same input, same bytes: neither hash seed, time zone, locale, width nor the folder that one stands in shows."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import toolselect
from toolselect import resources

pytestmark = pytest.mark.slow

PACKAGE = Path(toolselect.__file__).parents[1]
BROKEN = Path(__file__).parent / "cases" / "invalid"
ENVIRONMENTS = (
    {
        "PYTHONHASHSEED": "1",
        "TZ": "Pacific/Kiritimati",
        "LANG": "C",
        "LC_ALL": "C",
        "COLUMNS": "60",
    },
    {
        "PYTHONHASHSEED": "4242",
        "TZ": "America/Anchorage",
        "LANG": "de_DE.UTF-8",
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "200",
        "PYTHONOPTIMIZE": "1",
    },
)
NAMES = ("first", "der zweite Ort 第二")


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Give the example and a broken study twice, in folders that have nothing in common but their content."""
    made = []
    for name in NAMES:
        place = tmp_path_factory.mktemp(name) / name
        shutil.copytree(str(resources.root("examples") / "helpdesk"), place / "example")
        shutil.copytree(BROKEN / "mistakes-in-every-file", place / "broken")
        shutil.copytree(BROKEN / "mistakes-in-every-file-of-a-readable-study", place / "readable")
        for study in place.glob("*/study.yaml"):
            # A day that is in the future in no time zone: the clock is no part of what is compared.
            study.write_text(study.read_text(encoding="utf-8").replace("2026-11-22", "2026-11-20"), encoding="utf-8")
        made.append(place)
    return made[0], made[1]


def ran(environment: dict[str, str], folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "SYSTEMROOT")}
    done = subprocess.run(
        [sys.executable, "-m", "toolselect", *arguments],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(PACKAGE), **environment},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode in (0, 1), done.stderr.decode()
    return done


@pytest.mark.parametrize("form", ["json", "concise", "sarif", "junit", "markdown", "github", "gitlab"])
@pytest.mark.parametrize("folder", ["example", "broken", "readable"])
def test_validate_says_the_same(places: tuple[Path, Path], folder: str, form: str) -> None:
    first, second = (
        ran(environment, place / folder, "validate", ".", "--format", form, "--no-ci")
        for environment, place in zip(ENVIRONMENTS, places, strict=True)
    )
    assert first.stdout
    assert first.stdout == second.stdout
    assert first.returncode == second.returncode


@pytest.mark.parametrize("form", ["json", "csv"])
def test_score_gives_the_same(places: tuple[Path, Path], form: str) -> None:
    inside = ran(ENVIRONMENTS[0], places[0] / "example", "score", "--format", form)
    outside = ran(ENVIRONMENTS[1], places[1].parent, "score", f"{NAMES[1]}/example", "--format", form)
    assert len(inside.stdout) > 1000
    assert inside.stdout == outside.stdout


def test_report_writes_the_same(places: tuple[Path, Path], tmp_path: Path) -> None:
    ran(ENVIRONMENTS[0], places[0] / "example", "report", "-f", "md,html,json,xlsx", "-o", str(tmp_path / "one"))
    ran(ENVIRONMENTS[1], tmp_path, "report", str(places[1] / "example"), "-f", "xlsx,json,html,md", "-o", "two")
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert {"report.html", "report.json", "report.md", "report.xlsx", "report-ranking.svg"} <= set(one)
    assert all(name.endswith(".svg") for name in set(one) - {f"report.{end}" for end in ("html", "json", "md", "xlsx")})
    assert sorted(one) == sorted(two)
    assert one == two
    assert all(len(content) > 1000 for content in one.values())
    for place in places:
        assert not any(str(place).encode() in content for content in one.values())


def test_the_short_form_says_the_same(places: tuple[Path, Path]) -> None:
    one = ran(ENVIRONMENTS[0], places[0] / "example", "report", "--brief")
    two = ran(ENVIRONMENTS[1], places[1].parent, "report", f"{NAMES[1]}/example", "--brief")
    assert one.stdout.startswith(b"<!-- toolselect report -->\n")
    assert one.stdout == two.stdout


def test_a_second_run_in_the_same_place_writes_the_same(places: tuple[Path, Path], tmp_path: Path) -> None:
    contents = []
    for _ in range(2):
        ran(ENVIRONMENTS[0], places[0] / "example", "report", "-f", "md,html,json,xlsx", "-o", str(tmp_path))
        contents.append({path.name: path.read_bytes() for path in tmp_path.iterdir()})
    assert contents[0] == contents[1]
