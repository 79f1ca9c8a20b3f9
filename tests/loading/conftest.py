from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest

from toolselect.loading.library import Library

if TYPE_CHECKING:
    from pathlib import Path

FACTS = """\
toolselect: facts/1
facts:
  api_rest: {question: Is there a REST API?, type: boolean, shelf_life: 12 months}
  api_oauth2: {question: Does it speak OAuth 2.0?, type: boolean}
  uptime: {question: Which uptime?, type: number, unit: "%", of: all minutes, range: [0, 100]}
  rate: {question: How many requests?, type: number, unit: requests/minute}
  fee: {question: What does it cost to begin?, type: money}
  inbox: {question: How do agents switch?, type: level, levels: [none, manual, automatic]}
  languages: {question: Which languages?, type: set}
  founded: {question: Since when?, type: date}
  status_page: {question: Where is the status page?, type: url}
  limits: {question: How are limits told?, type: text}
"""


class Write(Protocol):
    """Write YAML files (by name, without .yaml), and return a library that stands where they are."""

    def __call__(self, **contents: str) -> Library: ...


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(**contents: str) -> Library:
        for name, text in contents.items():
            path = tmp_path / f"{name}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return Library(base=tmp_path, root=tmp_path)

    return written
