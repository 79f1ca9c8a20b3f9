"""Ten hostile vendor names and formula-like ones through every format: shown as they are, obeyed nowhere."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from tests.report.generated_study import write
from tests.report.test_as_markdown import PARSER, parsed_tables, plain_text, squeezed
from toolselect import app
from toolselect.report import as_csv, brief, outputs, rendered

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolselect.model.result import Evaluation

SEPARATED = "separated"
LINES = "a\u2028b\u2029c"
"""What no file may say (TS003): the name goes in behind the loader's back."""

NAMES = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{7*7}} {% raw %} ${8*8} #{9*9}",
    SEPARATED,
    "javascript:alert(1)",
    "<svg/onload=alert(1)>",
    "</title><base href=//evil.example>",
    "</style><style>*{display:none}</style>",
    "]]><!-- x|y`z`*w*[f](javascript:alert(1)) @octocat #123 -->",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "＝1+1",
)
FORMULA = tuple("=+-@＝＋－＠\t\r\n")


@pytest.fixture(scope="module")
def evaluation(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    folder = write(tmp_path_factory.mktemp("hostile"), vendors=len(NAMES) + 1, criteria=8, names=NAMES)
    found = app.evaluate_study(folder).evaluation
    assert found is not None
    return app.assess(app.with_business_case(renamed(found, {SEPARATED: LINES})), app.Sampling(draws=2000))


def renamed(evaluation: Evaluation, names: Mapping[str, str]) -> Evaluation:
    vendors = tuple(replace(vendor, name=names.get(vendor.name, vendor.name)) for vendor in evaluation.vendors)
    return replace(evaluation, vendors=vendors)


def shown(evaluation: Evaluation) -> set[str]:
    """Return the names as a page shows them."""
    return {squeezed(vendor.name) for vendor in evaluation.vendors}


def test_the_names_come_through_loading(evaluation: Evaluation) -> None:
    assert {*NAMES, LINES} - {vendor.name for vendor in evaluation.vendors} == {SEPARATED}


class Seen(HTMLParser):
    """What a browser would make of a page: its elements, their attributes, the text outside scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.raw = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        self.raw = tag if tag in {"script", "style"} else ""

    def handle_endtag(self, tag: str) -> None:
        self.raw = "" if tag == self.raw else self.raw

    def handle_data(self, data: str) -> None:
        self.text += "" if self.raw else f"{data} "


def test_html_shows_them_and_holds_no_element_of_theirs(evaluation: Evaluation) -> None:
    page = rendered(evaluation, "html")
    seen = Seen(page)
    said = squeezed(seen.text)
    assert all(name in said for name in shown(evaluation))
    assert not set(seen.tags) & {"img", "base", "iframe", "object", "embed"}
    assert all(not name.startswith("on") and name != "style" for name, _ in seen.attributes)
    assert all(value.startswith(("#", "https://")) for name, value in seen.attributes if name == "href")
    for script in re.findall(r"<script type=\"application/json\"[^>]*>(.*?)</script>", page, re.DOTALL):
        json.loads(script)
        assert not re.search("[<>&\u2028\u2029]", script)
    calm = Seen(rendered(renamed(evaluation, {name: f"Vendor {i}" for i, name in enumerate((*NAMES, LINES))}), "html"))
    assert [seen.tags.count(tag) for tag in ("script", "style")] == [
        calm.tags.count(tag) for tag in ("script", "style")
    ]


def test_markdown_shows_them_cell_for_cell(evaluation: Evaluation) -> None:
    for text in (rendered(evaluation, "md"), brief(evaluation)):
        ranking = next(rows for rows in parsed_tables(text) if rows[0][0] == "#")
        found = {row[1].rpartition(" (")[0] for row in ranking[1:]}
        ranked = {squeezed(vendor.name) for vendor in evaluation.vendors if vendor.rank is not None}
        assert found == ranked
        for token in PARSER.parse(text):
            for child in token.children or []:
                assert child.type != "code_inline"
                if child.type == "link_open":
                    assert str(child.attrs["href"]).startswith("https://docs.example.com/")
            if token.type == "inline":
                plain_text(token)  # fails on any HTML but the empty comment


def test_pictures_beside_markdown_are_xml_with_the_names_as_text(evaluation: Evaluation) -> None:
    pictures = {name: content for name, content in outputs(evaluation, ["md"]).items() if name.endswith(".svg")}
    assert pictures
    for name, content in pictures.items():
        assert re.fullmatch(r"report-[a-z0-9_-]+\.svg", name)
        tree = ET.fromstring(content)  # noqa: S314 - our own output
        tags = {element.tag.rpartition("}")[2] for element in tree.iter()}
        assert tags <= {
            "svg",
            "title",
            "desc",
            "style",
            "defs",
            "pattern",
            "g",
            "rect",
            "path",
            "circle",
            "text",
            "line",
        }
        for element in tree.iter():
            assert not [key for key in element.attrib if key.startswith("on") or "href" in key or key == "style"]
    said = squeezed(" ".join(ET.fromstring(pictures["report-ranking.svg"]).itertext()))  # noqa: S314 - as above
    assert all(squeezed(vendor.name) in said for vendor in evaluation.vendors if vendor.rank is not None)


def test_json_gives_them_back_as_they_are(evaluation: Evaluation) -> None:
    found = json.loads(rendered(evaluation, "json"))
    assert {vendor.name for vendor in evaluation.vendors} <= set(strings(found))


def strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for each in inner for text in strings(each)]


def test_csv_has_no_cell_that_begins_like_a_formula(evaluation: Evaluation) -> None:
    for row in csv.reader(io.StringIO(as_csv.render(evaluation))):
        assert not [cell for cell in row if cell.startswith(FORMULA)]


@pytest.mark.filterwarnings("ignore:.*extension is not supported")  # data bars, which openpyxl does not know
def test_a_workbook_has_them_as_text(evaluation: Evaluation) -> None:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(outputs(evaluation, ["xlsx"])["report.xlsx"]))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    texts = {cell.value for cell in cells if cell.data_type == "s"}
    assert shown(evaluation) <= {squeezed(str(text)) for text in texts}
    formulas = [str(cell.value) for cell in cells if cell.data_type == "f"]
    assert not [one for one in formulas if "SUM(A1)" in one or one == "=1+1"]
    links = [cell.hyperlink.target for cell in cells if cell.hyperlink is not None and cell.hyperlink.target]
    assert all(link.startswith("https://docs.example.com/") for link in links)
