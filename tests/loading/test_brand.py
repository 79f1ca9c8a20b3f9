from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from toolselect import app
from toolselect.loading.brand import MOST_BYTES, read_brand, study_brand
from toolselect.loading.library import Library

CASE = Path(__file__).parents[1] / "cases" / "valid" / "brand"
HEAD = "toolselect: brand/1\nname: Example Advisers\n"


def read(folder: Path, text: str) -> tuple[object, list[str]]:
    path = folder / "brand.yaml"
    path.write_text(text, encoding="utf-8")
    library = Library(base=folder, root=folder)
    return read_brand(path, library), [found.code for found in library.found]


def test_the_brand_beside_a_study_is_read_with_its_logo() -> None:
    library = Library(base=CASE, root=CASE)
    brand = study_brand(CASE, library)
    assert brand is not None
    assert library.found == []
    assert (brand.name, brand.primary, brand.accent) == ("Fernwood Advisers (invented)", "#0b4f6c", "#8a2d3b")
    assert brand.logo is not None
    assert brand.logo.media == "image/svg+xml"
    assert brand.logo.content == (CASE / "logo.svg").read_bytes()
    assert sorted(library.hashes) == ["brand.yaml", "logo.svg"]


def test_a_png_is_known_by_its_content() -> None:
    library = Library(base=CASE, root=CASE)
    brand = read_brand(CASE / "other-brand.yaml", library)
    assert brand is not None
    assert brand.logo is not None
    assert brand.logo.media == "image/png"


def test_a_study_without_a_brand_has_none(tmp_path: Path) -> None:
    library = Library(base=tmp_path, root=tmp_path)
    assert study_brand(tmp_path, library) is None
    assert library.found == []


def test_colours_are_kept_in_small_letters_and_pale_ones_are_left_out(tmp_path: Path) -> None:
    brand, codes = read(tmp_path, HEAD + "colours: {primary: '#0B4F6C', accent: '#FFCC00'}\n")
    assert (getattr(brand, "primary", None), getattr(brand, "accent", None)) == ("#0b4f6c", "")
    assert codes == ["TS114"]


@pytest.mark.parametrize(
    "content",
    [
        b"<svg></svg>",
        b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- drawn by hand -->\n<svg viewBox='0 0 1 1'/>",
        b"<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'x'>\n<svg\n/>",
    ],
)
def test_what_begins_as_svg_does_is_svg(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "logo").write_bytes(content)
    brand, codes = read(tmp_path, HEAD + "logo: logo\n")
    assert codes == []
    assert getattr(brand, "logo", None) is not None


@pytest.mark.parametrize(
    "content", [b"", b"<html><svg></svg></html>", b"GIF89a", b"<svgx/>", b"<!DOCTYPE s [<!ENTITY a 'b'>]><svg/>"]
)
def test_anything_else_is_no_picture(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "logo.svg").write_bytes(content)
    brand, codes = read(tmp_path, HEAD + "logo: logo.svg\n")
    assert codes == ["TS113"]
    assert getattr(brand, "logo", "lost") is None


def test_a_large_logo_is_refused(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_bytes(b"<svg>" + b" " * MOST_BYTES)
    assert read(tmp_path, HEAD + "logo: logo.svg\n")[1] == ["TS006"]


def test_a_logo_outside_the_folder_is_refused(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "logo.svg").write_bytes(b"<svg/>")
    assert read(inner, HEAD + "logo: ../logo.svg\n")[1] == ["TS210"]


def test_a_brand_without_a_name_is_none(tmp_path: Path) -> None:
    assert read(tmp_path, "toolselect: brand/1\ncontact: c\n") == (None, ["TS102"])


def test_a_broken_brand_stops_the_study_that_it_lies_beside(tmp_path: Path) -> None:
    for path in CASE.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "brand.yaml").write_text("toolselect: brand/1\n", encoding="utf-8")
    outcome = app.evaluate_study(tmp_path)
    assert outcome.evaluation is None
    assert [one.code for one in outcome.diagnostics] == ["TS102"]


def test_a_brand_that_appears_beside_a_remembered_study_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TOOLSELECT_CACHE_DIR", str(tmp_path / "memory"))
    for path in CASE.iterdir():
        if path.name != "brand.yaml":
            (tmp_path / path.name).write_bytes(path.read_bytes())
    study = tmp_path / "study.yaml"
    day = date(2026, 11, 22)
    assert app.validate([study], today=day, cache=True).diagnostics == ()
    (tmp_path / "brand.yaml").write_text("toolselect: brand/1\n", encoding="utf-8")
    assert [one.code for one in app.validate([study], today=day, cache=True).diagnostics] == ["TS102"]
    (tmp_path / "brand.yaml").unlink()
    assert app.validate([study], today=day, cache=True).diagnostics == ()
