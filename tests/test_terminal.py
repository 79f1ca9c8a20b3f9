from __future__ import annotations

import json

import pytest

from toolselect.terminal import columns, visible, visible_json, wrap


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


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("one two three", ["  one two", "    three"]),
        ("  one   two", ["  one   two"]),
        ("a-very-long-word and more", ["  a-very-long-word", "    and", "    more"]),
        ("bbb no\u00a0way b", ["  bbb", "    no\u00a0way", "    b"]),
        ("客户服务，工具选型", ["  客户服", "    务，工", "    具选型"]),
        ("用 API 选型", ["  用 API 选", "    型"]),
    ],
)
def test_a_text_is_wrapped_by_what_is_seen(text: str, lines: list[str]) -> None:
    assert wrap(text, 11, "  ", "    ") == lines
    assert all(columns(line) <= 11 for line in lines if "very-long" not in line)
