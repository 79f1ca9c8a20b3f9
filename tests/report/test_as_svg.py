from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolselect.report import as_svg, outputs
from toolselect.report.charts.drawing import Drawing, label, rect
from toolselect.report.view import view

if TYPE_CHECKING:
    from toolselect.model.result import Evaluation

SVG = "{http://www.w3.org/2000/svg}"


def drawing(text: str) -> Drawing:
    marks = (rect(0, 0, 10, 10, "b0"), label(0, 20, text))
    return Drawing(id="one", width="100", height="40", title=text, description=text, marks=marks)


def test_a_file_is_whole_by_itself() -> None:
    text = as_svg.render(drawing("A finding"))
    tree = ET.fromstring(text)  # noqa: S314 - our own output
    assert tree.tag == f"{SVG}svg"
    assert (tree.get("role"), tree.get("aria-labelledby")) == ("img", "t d")
    assert [tree.findtext(f"{SVG}{name}") for name in ("title", "desc")] == ["A finding", "A finding"]
    ground = tree.find(f"{SVG}rect")
    assert ground is not None
    assert ground.get("class") == "ground"
    assert "prefers-color-scheme:dark" in text
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)|@import|<script|\bon\w+=", text)
    assert text.endswith("</svg>\n")


def test_every_class_of_a_mark_has_a_colour_in_the_file(rich: Evaluation) -> None:
    for chart in view(rich).charts:
        tree = ET.fromstring(as_svg.render(chart))  # noqa: S314 - our own output
        style = tree.findtext(f"{SVG}style") or ""
        for element in tree.iter():
            for name in (element.get("class") or "").split():
                tag = element.tag.removeprefix(SVG)
                known = re.search(rf"svg (?:{tag})?\.{name}\{{", style)
                assert known or name in {"text", "start", "whisker"}, (tag, name)


@given(st.text())
def test_any_text_gives_xml(text: str) -> None:
    tree = ET.fromstring(as_svg.render(drawing(text)))  # noqa: S314 - our own output
    assert len(list(tree.iter(f"{SVG}text"))) == 1


@pytest.mark.parametrize("name", ["rich", "plain", "hostile"])
def test_markdown_and_its_pictures_belong_together(name: str, request: pytest.FixtureRequest) -> None:
    files = outputs(request.getfixturevalue(name), ["md"])
    named = re.findall(r"\]\((report-[^)]*\.svg)\)", files["report.md"].decode())
    assert len(set(named)) == len(named)
    assert {*named, "report.md"} == set(files)
