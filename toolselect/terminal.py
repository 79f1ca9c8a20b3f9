"""What a terminal shows of a text: hidden characters written out, widths in columns, colours.

Text from users' files and arguments goes through `visible` before anybody sees it, so that no file can move the cursor,
hide what it says or speak to a CI runner in a finding's name.
"""

from __future__ import annotations

import re
import unicodedata

_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
_JOINERS = "\u200c\u200d"  # part of words and of emoji
_JSON_HIDDEN = "[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
_COLOURS = {"error": "1;31", "warning": "1;33", "note": "1;36", "gutter": "34", "strong": "1"}


def visible(text: str) -> str:
    r"""Return the text on one line, with every character that nobody sees written out (`\x1b`, `\u202e`)."""
    return text if text.isprintable() else "".join(map(shown, text))


def visible_json(text: str) -> str:
    """Return JSON text with the invisible characters inside its strings escaped."""
    return re.sub(_JSON_HIDDEN, lambda found: f"\\u{ord(found.group()):04x}", text)


def shown(char: str) -> str:
    """Return one character as it can be shown."""
    if unicodedata.category(char) in _HIDDEN and char not in _JOINERS:
        return char.encode("unicode_escape").decode("ascii")
    return char


def columns(text: str) -> int:
    """Return how many terminal columns a visible text takes."""
    return len(text) if text.isascii() else sum(map(_char_columns, text))


def _char_columns(char: str) -> int:
    if char in _JOINERS or unicodedata.category(char) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


class Painter:
    """Colours words, or leaves them as they are."""

    def __init__(self, *, on: bool) -> None:
        self.on = on

    def __call__(self, text: str, colour: str) -> str:
        """Return the text in a colour by name (a severity, `gutter`, `strong`)."""
        return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m" if self.on else text
