"""Every input of the fuzzer's corpus goes through all of the program; and the fuzzer finds what there is to find."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.fuzz import fuzz_load
from toolselect import app

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Come back to where we were, whatever a run does."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", sorted(fuzz_load.corpus()))
def test_no_input_of_the_corpus_makes_the_program_fall_over(name: str, tmp_path: Path) -> None:
    fuzz_load.run(fuzz_load.corpus()[name], tmp_path / "work")


def test_the_corpus_holds_a_study_that_works(tmp_path: Path) -> None:
    fuzz_load.lay(fuzz_load.corpus()["everything"], tmp_path / "everything")
    os.chdir(tmp_path / "everything")
    assert app.evaluate_study(None).evaluation is not None


@pytest.mark.parametrize("number", range(len(fuzz_load.MUTATIONS)))
def test_a_mutation_takes_any_text_and_numbers(number: int) -> None:
    for raw in (b"", b"a", b"\0\xff", b"toolselect: vendor/1\nfacts: {a: [1, 2]}\n"):
        for a in (0, 1, 7, 2**32 - 1):
            for b in (0, 3, 2**32 - 1):
                for c in (0, 1, 2, 3, 4):
                    assert isinstance(fuzz_load.MUTATIONS[number](raw, a, b, c), bytes)


def fuzzed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, run: Any) -> tuple[int, list[Path]]:
    """Fuzz for a moment with another thing to run; return the exit code and what was kept."""
    (tmp_path / "corpus").mkdir()
    monkeypatch.setattr(fuzz_load, "CORPUS", tmp_path / "corpus")
    monkeypatch.setattr(fuzz_load, "ROOT", tmp_path)
    monkeypatch.setattr(fuzz_load, "bases", lambda: ({"a.yaml": b"a: b\n", "b.yaml": b"c: d\n"},))
    monkeypatch.setattr(fuzz_load, "run", run)
    code = fuzz_load.main({"FUZZ_SECONDS": "2", "FUZZ_SEED": "1"})
    return code, sorted((tmp_path / "corpus").iterdir())


def falls(case: fuzz_load.Case, folder: Path) -> None:
    fuzz_load.lay(case, folder)
    if any(b"[" in raw for raw in case.values()):
        raise ValueError("a bug")


def dies(case: fuzz_load.Case, folder: Path) -> None:
    fuzz_load.lay(case, folder)
    if any(b"[" in raw for raw in case.values()):
        os.kill(os.getpid(), signal.SIGKILL)


def hangs(case: fuzz_load.Case, folder: Path) -> None:
    fuzz_load.lay(case, folder)
    if any(b"[" in raw for raw in case.values()):
        fuzz_load._too_slow(0, None)


@pytest.mark.slow
@pytest.mark.parametrize("run", [falls, dies, hangs])
def test_an_input_that_makes_something_fall_over_is_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str], run: Any
) -> None:
    code, kept = fuzzed(monkeypatch, tmp_path, run)
    assert code == 1
    assert len(kept) == 1
    assert any(b"[" in raw for raw in fuzz_load.read(kept[0]).values())
    assert f"the input is kept in corpus/{kept[0].name}" in capfd.readouterr().out


@pytest.mark.slow
def test_where_nothing_falls_over_nothing_is_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert fuzzed(monkeypatch, tmp_path, fuzz_load.lay) == (0, [])
    assert "nothing fell over" in capfd.readouterr().out


def test_an_input_may_not_take_for_ever(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fuzz_load, "LIMIT", 1)
    monkeypatch.setattr(app, "validate", lambda *_args, **_named: time.sleep(20))
    with pytest.raises(fuzz_load.TooSlow):
        fuzz_load.run({"a.yaml": b"a: b\n"}, tmp_path / "work")
