"""The Python page tells the truth: its blocks run in their order, and its table names every frame."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolselect import frames

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")


def test_every_example_runs_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, Any] = {}
    blocks = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert len(blocks) >= 5
    for number, block in enumerate(blocks):
        exec(compile(block, f"docs/python.md, block {number}", "exec"), names)  # noqa: S102 - the page's own examples


def test_every_frame_is_documented_and_every_documented_one_exists() -> None:
    documented = set(re.findall(r"^\| `([a-z_]+)` \|", PAGE, re.MULTILINE))
    exists = {
        name
        for name, function in inspect.getmembers(frames, inspect.isfunction)
        if not name.startswith("_") and function.__module__ == frames.__name__
    }
    assert documented == exists
