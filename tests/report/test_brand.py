"""A consultant's name, logo and colours on the page, and nothing that could run with them."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.report.conftest import HOSTILE
from tests.report.test_as_html import Page
from toolselect.model.brand import DARK, LEAST_CONTRAST, WHITE, Brand, Logo, contrast, lightened
from toolselect.report import rendered

if TYPE_CHECKING:
    from toolselect.model.result import Evaluation

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'


def branded(evaluation: Evaluation, **more: Any) -> str:
    brand = replace(Brand(name="Example Advisers", place=evaluation.study.place), **more)
    return rendered(replace(evaluation, study=replace(evaluation.study, brand=brand)), "html")


def test_a_page_without_a_brand_has_no_trace_of_one(rich: Evaluation) -> None:
    page = Page(rendered(rich, "html"))
    assert not [tag for tag, attributes in page.elements if tag == "img" or "brand" in attributes.get("class", "")]


def test_the_name_stands_at_the_top_and_the_contact_at_the_foot(rich: Evaluation) -> None:
    page = branded(rich, contact="decisions@adviser.example")
    head, _, foot = page.partition("<main>")
    assert "Prepared by Example Advisers" in head
    assert "decisions@adviser.example" in foot.rpartition("<footer>")[2]


def test_both_styles_and_no_other_are_allowed(rich: Evaluation) -> None:
    page = branded(rich, primary="#0b4f6c", accent="#8a2d3b")
    styles = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert styles[1] == (
        ":root{--accent:#0b4f6c;--link:#8a2d3b}@media screen and (prefers-color-scheme:dark)"
        f"{{:root{{--accent:{lightened('#0b4f6c')};--link:{lightened('#8a2d3b')}}}}}"
    )
    hashes = [base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in styles]
    policy = next(a["content"] for _, a in Page(page).elements if a.get("http-equiv") == "Content-Security-Policy")
    assert re.findall(r"'sha256-([^']+)'", policy.partition("style-src")[2].partition(";")[0]) == hashes


def test_a_logo_is_an_image_that_can_run_nothing(rich: Evaluation) -> None:
    page = Page(branded(rich, logo=Logo(media="image/svg+xml", content=SVG)))
    images = [attributes for tag, attributes in page.elements if tag == "img"]
    assert images == [{"src": "data:image/svg+xml;base64," + base64.b64encode(SVG).decode(), "alt": ""}]
    assert not [tag for tag, attributes in page.elements if "onload" in attributes]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_is_shown_as_it_is(rich: Evaluation, text: str) -> None:
    plain, page = Page(branded(rich, contact="c")), Page(branded(rich, name=text, contact=text))
    assert [tag for tag, _ in page.elements] == [tag for tag, _ in plain.elements]


def test_contrast_by_hand() -> None:
    """WCAG 2.2, relative luminance and contrast ratio: black on white is 21, a grey of 0x77 on white 4.48."""
    assert contrast("#000000", WHITE) == pytest.approx(21)
    assert contrast(WHITE, WHITE) == 1
    assert round(contrast("#777777", WHITE), 2) == 4.48


@given(one=COLOURS, other=COLOURS)
def test_contrast_does_not_ask_which_is_first(one: str, other: str) -> None:
    assert 1 <= contrast(one, other) == contrast(other, one) <= 21.0000001


@given(colour=COLOURS)
def test_a_lightened_colour_can_be_read_in_the_dark(colour: str) -> None:
    assert contrast(lightened(colour), DARK) >= LEAST_CONTRAST
    assert (lightened(colour) == colour) is (contrast(colour, DARK) >= LEAST_CONTRAST)


def test_only_white_can_not_be_lightened_further() -> None:
    with pytest.raises(ValueError, match="not even white"):
        lightened("#ffff00", WHITE)
