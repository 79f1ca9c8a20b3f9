"""Read `brand.yaml`, which lies beside a study, with the logo that it names."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any

from toolselect.diagnostics import Place, diagnostic
from toolselect.loading import scalars, structure
from toolselect.model.brand import LEAST_CONTRAST, WHITE, Brand, Logo, contrast

if TYPE_CHECKING:
    from pathlib import Path

    from toolselect.loading.library import Library

BRAND_FILE = "brand.yaml"
MOST_BYTES = 100_000
"""How large a logo may be: it stands in every report as it is."""

_PNG = b"\x89PNG\r\n\x1a\n"
_SVG = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*>\s*)*<svg[\s>]", re.DOTALL)


def study_brand(folder: Path, library: Library) -> Brand | None:
    """Return the brand of the study in that folder; None if it has none, or none that can be read."""
    path = folder / BRAND_FILE
    return read_brand(path, library) if os.path.lexists(path) else None


def read_brand(path: Path, library: Library) -> Brand | None:
    """Return what a brand file says; whatever is wrong with it ends in `library.found`."""
    document = library.document(path, "brand")
    if document is None:
        return None
    data, found = structure.check(document, "brand")
    library.found += found
    place = Place(path=document.path)
    logo = _logo(data["logo"], path, library, place.below("logo")) if "logo" in data else None
    colours = data.get("colours", {})
    if "name" not in data:
        return None
    return Brand(
        name=scalars.text(data["name"]),
        contact=scalars.text(data["contact"]) if "contact" in data else "",
        logo=logo,
        primary=_colour(colours, "primary", library, place),
        accent=_colour(colours, "accent", library, place),
        place=place,
    )


def _colour(colours: dict[str, Any], name: str, library: Library, place: Place) -> str:
    """Return a colour that can be read on white, else nothing, after saying so."""
    if name not in colours:
        return ""
    colour = str(colours[name]).lower()
    ratio = contrast(colour, WHITE)
    if ratio >= LEAST_CONTRAST:
        return colour
    message = f"`{colour}` on white has a contrast of {ratio:.1f}, and text needs {LEAST_CONTRAST:g}"
    hint = "take a darker one; until then the report keeps its own"
    library.found.append(diagnostic("TS114", place.below("colours", name), message, hint))
    return ""


def _logo(name: str, path: Path, library: Library, asked: Place) -> Logo | None:
    """Return the logo; it is judged by its content, whatever it is called."""
    content = library.attached(name, path.parent, asked, MOST_BYTES)
    if content is None:
        return None
    if content.startswith(_PNG):
        return Logo(media="image/png", content=content)
    if _SVG.match(content):
        return Logo(media="image/svg+xml", content=content)
    message, hint = f"{name} is neither an SVG nor a PNG picture", "save it as one of the two"
    library.found.append(diagnostic("TS113", asked, message, hint))
    return None
