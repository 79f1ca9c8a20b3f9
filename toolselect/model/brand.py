"""Who hands the report over: a consultant's name, logo and two colours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolselect.diagnostics import Place

WHITE, DARK = "#ffffff", "#0f1720"
"""The pages on which a colour has to be read: by day and paper, and by night."""
LEAST_CONTRAST = 4.5
"""What text needs (WCAG 2.2, success criterion 1.4.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A picture: its bytes, and `image/svg+xml` or `image/png`."""

    media: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """What `brand.yaml` says. Colours are `#rrggbb` in small letters, or empty: then those of the program are used."""

    name: str
    contact: str = ""
    logo: Logo | None = None
    primary: str = ""
    accent: str = ""
    place: Place


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, 0 (black) to 1 (white), as WCAG 2.2 defines it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def lightened(colour: str, page: str = DARK) -> str:
    """Return the colour, mixed with as much white (in steps of a twentieth) as it needs to be read on a dark page."""
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    for step in range(21):
        mixed = "#" + "".join(f"{round(part + (255 - part) * step / 20):02x}" for part in parts)
        if contrast(mixed, page) >= LEAST_CONTRAST:
            return mixed
    raise ValueError(f"not even white can be read on {page}")
