"""How much room a text takes, and how much of it fits. Estimates: nobody measures fonts here."""

from __future__ import annotations

from unicodedata import east_asian_width

SIZE = 12.0
SMALL, CAPITAL, WIDE = 0.5, 0.68, 1.0
"""Width of a letter as a share of the font's size, on the safe side for the sans-serif faces of the style sheet."""


def width(text: str, size: float = SIZE) -> float:
    """Return about how many pixels a text takes; East Asian letters take a full square."""
    return size * sum(
        WIDE if east_asian_width(letter) in "WF" else CAPITAL if letter.isupper() else SMALL for letter in text
    )


def fitted(text: str, room: float, size: float = SIZE) -> str:
    """Return the text, or as much of it as fits into `room` pixels with an ellipsis."""
    if width(text, size) <= room:
        return text
    left, kept = room - width("\u2026", size), 0
    while kept < len(text) and width(text[kept], size) <= left:
        left -= width(text[kept], size)
        kept += 1
    return f"{text[:kept].rstrip()}\u2026"
