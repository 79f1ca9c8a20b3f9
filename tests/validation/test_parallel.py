"""Work shared over processes gives what one process gives."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from toolselect import app
from toolselect.validation import parallel

if TYPE_CHECKING:
    from collections.abc import Sequence

TODAY = date(2026, 11, 22)


def squares(share: Sequence[int]) -> list[int]:
    return [one * one for one in share]


@pytest.mark.parametrize("jobs", [1, 2, 3, 8])
@pytest.mark.parametrize("count", [0, 1, 199, 200, 201, 1001])
def test_the_order_is_that_of_the_work(jobs: int, count: int) -> None:
    assert parallel.shared(squares, range(count), jobs) == [one * one for one in range(count)]


def test_a_child_that_dies_costs_time_only() -> None:
    parent = os.getpid()

    def fatal(share: Sequence[int]) -> list[int]:
        if os.getpid() != parent:
            os._exit(1)
        return squares(share)

    assert parallel.shared(fatal, range(1000), 2) == squares(range(1000))


def test_without_fork_one_process_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    assert parallel.shared(squares, range(1000), 4) == squares(range(1000))


def test_a_fork_that_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise OSError("no more processes")

    monkeypatch.setattr(os, "fork", refused)
    assert parallel.shared(squares, range(1000), 4) == squares(range(1000))


def test_one_and_two_processes_find_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for number in range(400):
        text = f"toolselect: vendor/1\nid: v{number}\nname: V\nfacts:\n  api_rest: {{value: {number}, source: none}}\n"
        Path(f"v{number}.yaml").write_text(text, encoding="utf-8")
    Path("broken.yaml").write_text("toolselect: vendor/1\nid: [", encoding="utf-8")
    one = app.validate([Path()], today=TODAY, jobs=1)
    two = app.validate([Path()], today=TODAY, jobs=2)
    assert one == two
    assert len(one.diagnostics) == 801
