"""What a terminal shows of a text: hidden characters written out, widths in columns, colours.

Text from users' files and arguments goes through `visible` before anybody sees it, so that no file can move the cursor,
hide what it says or speak to a CI runner in a finding's name.
"""

from __future__ import annotations

import re
import unicodedata

_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
_JOINERS = "\u200c\u200d"  # part of words and of emoji
_WIDE = "[\u2e80-\uffef\U00020000-\U0003ffff]"  # scripts that are written without spaces
_ENDS = "[\u3001\u3002\uff0c\uff1a\uff1b\uff01\uff1f\uff09\u300d\u300f\u3011\u300b]*"  # no line may begin with one
_PIECE = f" *(?:{_WIDE}{_ENDS}|(?:(?!{_WIDE})[^ ])+{_ENDS})"  # made on first use: start-up is spared it
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


def wrap(text: str, limit: int, first: str = "", rest: str = "") -> list[str]:
    """Return a visible text as lines of at most `limit` columns, begun by `first` and then by `rest`.

    Lines end at spaces and between characters of scripts that know none; a word that is longer than a line stays whole.
    """
    lines: list[str] = []
    line, taken, bare = first, columns(first), True
    for piece in re.findall(_PIECE, text):
        if not bare and taken + columns(piece) > limit:
            lines.append(line)
            line, taken, bare = rest, columns(rest), True
        added = piece.lstrip(" ") if bare else piece
        line, taken, bare = line + added, taken + columns(added), False
    return [*lines, line] if not bare else lines


class Painter:
    """Colours words, or leaves them as they are."""

    def __init__(self, *, on: bool) -> None:
        self.on = on

    def __call__(self, text: str, colour: str) -> str:
        """Return the text in a colour by name (a severity, `gutter`, `strong`)."""
        return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m" if self.on else text
