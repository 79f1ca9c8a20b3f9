"""Pictures of the example's report, for people to look at: UPDATE_IMAGES=1 writes them into docs/images."""

from __future__ import annotations

import os
import struct
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser.conftest import Opened

pytestmark = pytest.mark.slow

IMAGES = ROOT / "docs" / "images"
MOST_BYTES = 250_000
PICTURES: dict[str, dict[str, Any]] = {
    "report-desktop-light": {"width": 1280, "height": 1000, "color_scheme": "light"},
    "report-desktop-dark": {"width": 1280, "height": 1000, "color_scheme": "dark"},
    "report-phone-light": {"width": 390, "height": 844, "color_scheme": "light", "device_scale_factor": 1.5},
    "report-phone-dark": {"width": 390, "height": 844, "color_scheme": "dark", "device_scale_factor": 1.5},
    "report-what-if": {"width": 1280, "height": 720, "color_scheme": "light"},
    "report-print": {"width": 703, "height": 1017, "color_scheme": "light"},  # A4 less the margins, at 96 dpi
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_comes_out(name: str, example: Path, show: Callable[..., Opened]) -> None:
    options = PICTURES[name]
    opened = show(example, "v=~experience" if name == "report-what-if" else "", **options)
    page = opened.page
    if name == "report-print":
        page.emulate_media(media="print")
    picture = page.screenshot()
    assert picture.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", picture[16:24])
    scale = options.get("device_scale_factor", 1)
    assert (width, height) == (int(options["width"] * scale), int(options["height"] * scale))
    assert len(picture) <= MOST_BYTES
    assert opened.trouble == []
    if os.environ.get("UPDATE_IMAGES"):
        IMAGES.mkdir(parents=True, exist_ok=True)
        (IMAGES / f"{name}.png").write_bytes(picture)


@pytest.mark.parametrize("name", PICTURES)
def test_the_picture_is_kept(name: str) -> None:
    kept = IMAGES / f"{name}.png"
    assert kept.is_file(), "UPDATE_IMAGES=1 writes it"
    assert kept.stat().st_size <= MOST_BYTES
