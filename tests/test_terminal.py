from __future__ import annotations

import json

import pytest

from toolselect.terminal import visible, visible_json


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, 中文 and é", "plain, 中文 and é"),
        ("\x1b[2J", "\\x1b[2J"),
        ("a\nb\tc", "a\\nb\\tc"),
        ("\u202eevil", "\\u202eevil"),
        ("\x9b31m", "\\x9b31m"),
        ("\udc80", "\\udc80"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("no\u00a0break", "no\u00a0break"),
    ],
)
def test_hidden_characters_are_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_json_keeps_its_meaning_when_hidden_characters_are_escaped() -> None:
    text = json.dumps({"a": "\x9b\u202e\ufeff中\udc80"}, ensure_ascii=False)
    shown = visible_json(text)
    assert shown == '{"a": "\\u009b\\u202e\\ufeff中\\udc80"}'
    assert json.loads(shown) == json.loads(text)
