"""What a notebook imports: light at first, then a study, an evaluation, or all errors at once."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import toolselect
from toolselect.evaluation import evaluate as evaluate_once

if TYPE_CHECKING:
    from toolselect.model.result import Evaluation

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "helpdesk"


@pytest.fixture(scope="module")
def found() -> Evaluation:
    return toolselect.evaluate(toolselect.load(EXAMPLE))


def run(program: str) -> str:
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    return ran.stdout


def test_the_import_alone_brings_nothing_along() -> None:
    told = run("import sys, toolselect; print(*(name for name in sys.modules if name.startswith('toolselect')))")
    assert told == "toolselect\n"


def test_tables_are_imported_when_asked_for() -> None:
    assert run("import sys, toolselect; toolselect.frames.ranking; print('pandas' in sys.modules)") == "True\n"


@pytest.mark.parametrize("before", ["import toolselect.evaluation", "from toolselect.evaluation import evaluate as _"])
def test_evaluate_is_the_function_whatever_was_imported_before(before: str) -> None:
    assert run(f"{before}; import toolselect; print(toolselect.evaluate.__module__)") == "toolselect.api\n"


def test_there_is_nothing_else() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = toolselect.nothing  # type: ignore[attr-defined]


def test_a_study_is_loaded_and_evaluated_with_a_simulation(found: Evaluation) -> None:
    assert found.study.title.startswith("Help desk 2027")
    assert found.robustness is not None
    assert found.verdict.simulated


def test_without_a_simulation_it_is_what_score_prints(found: Evaluation) -> None:
    quick = toolselect.evaluate(found.study, robust=False)
    assert quick.robustness is None
    assert quick.vendors == evaluate_once(found.study).vendors
    assert {one.code for one in quick.findings} == {one.code for one in found.findings}


def test_the_day_can_be_another() -> None:
    assert toolselect.load(EXAMPLE, as_of=dt.date(2027, 6, 30)).as_of == dt.date(2027, 6, 30)


def test_a_study_with_errors_raises_all_of_them(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "study")
    file = tmp_path / "study" / "study.yaml"
    text = (
        file.read_text(encoding="utf-8")
        .replace("intercom: advanced", "intercom: avanced")
        .replace("  api: 20", "  apu: 20")
    )
    file.write_text(text, encoding="utf-8")
    with pytest.raises(toolselect.InvalidStudy) as caught:
        toolselect.load(file)
    assert len(caught.value.diagnostics) >= 2
    lines = str(caught.value).split("\n")
    assert len(lines) == len(caught.value.diagnostics)
    assert all("study.yaml:" in line and " error[TS" in line for line in lines)


def test_no_study_is_no_study(tmp_path: Path) -> None:
    with pytest.raises(toolselect.NothingFound, match=r"no study\.yaml"):
        toolselect.load(tmp_path)
