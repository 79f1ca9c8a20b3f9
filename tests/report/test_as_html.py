from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jinja2 import StrictUndefined, UndefinedError

from tests.report.conftest import HOSTILE
from toolselect import resources
from toolselect.report import FORMATS, outputs, rendered, templates

if TYPE_CHECKING:
    from toolselect.model.result import Evaluation

VOID = {"meta", "br", "img", "link", "input", "hr"}


class Page(HTMLParser):
    """Gathers what a browser would see: elements with their attributes, and text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag in {"td", "th", "tr"}:
            self.end_cells("td", "th", *(["tr"] if tag == "tr" else []))
        if tag == "tbody":
            self.end_cells("td", "th", "tr", "thead")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def end_cells(self, *tags: str) -> None:
        """Do as a browser does: the end tags of cells, rows and the body of a table may be left out."""
        while self.open[-1] in tags:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in {"tr", "thead", "tbody", "table"}:
            optional = ("td", "th", "tr", "tbody")
            self.end_cells(*(one for one in optional[: {"tr": 2, "thead": 3, "tbody": 3, "table": 4}[tag]]))
        assert self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] not in {"style", "script"}:
            self.texts.append(data)


@pytest.fixture(scope="module", params=["rich", "plain", "hostile"])
def page(request: pytest.FixtureRequest) -> str:
    evaluation: Evaluation = request.getfixturevalue(request.param)
    return rendered(evaluation, "html")


def test_every_element_is_closed_and_known(page: str) -> None:
    seen = Page(page)
    assert seen.open == []
    allowed = {
        *(
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "header",
            "main",
            "footer",
            "nav",
            "section",
            "div",
            "span",
        ),
        *("h1", "h2", "h3", "p", "a", "b", "strong", "small", "dl", "dt", "dd", "ul", "ol", "li", "details", "summary"),
        *("table", "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption"),
        *("svg", "desc", "defs", "pattern", "rect", "path", "circle", "text"),
        *("button", "fieldset", "legend", "label", "input", "script"),
    }
    assert {tag for tag, _ in seen.elements} <= allowed


def test_nothing_can_run_or_load(page: str) -> None:
    for _, attributes in Page(page).elements:
        assert not [
            name for name in attributes if name == "style" or name.startswith("on") or name in {"src", "srcset"}
        ]
        href = attributes.get("href", "#")
        assert href.startswith(("#", "https://", "http://"))
        if not href.startswith("#"):
            assert attributes["rel"] == "noopener noreferrer"
    css = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)[0]
    assert set(re.findall(r"url\(([^)]*)\)", css)) <= {"#hatch"}
    assert "@import" not in css


def test_the_policy_allows_exactly_this_style_and_script(page: str) -> None:
    css, scripts = (re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL) for tag in ("style", "script"))
    assert len(css) == len(scripts) == 1
    style, script = (base64.b64encode(hashlib.sha256(each[0].encode()).digest()).decode() for each in (css, scripts))
    policies = [a["content"] for _, a in Page(page).elements if a.get("http-equiv") == "Content-Security-Policy"]
    hashes = f"style-src 'sha256-{style}'; script-src 'sha256-{script}'"
    assert policies == [f"default-src 'none'; {hashes}; img-src data:; base-uri 'none'; form-action 'none'"]
    assert page.index("Content-Security-Policy") < page.index("<style>")


def test_the_other_script_element_holds_json_and_nothing_else(page: str) -> None:
    elements = [attributes for tag, attributes in Page(page).elements if tag == "script"]
    blocks = re.findall(r'<script type="application/json" id="trial-data">(.*?)</script>', page, re.DOTALL)
    assert len(elements) == 1 + len(blocks)
    for block in blocks:
        assert isinstance(json.loads(block), dict)
        assert not set(block) & set("<>&")


def test_links_inside_the_page_lead_somewhere_and_places_are_unique(page: str) -> None:
    elements = Page(page).elements
    places = [attributes["id"] for _, attributes in elements if "id" in attributes]
    assert len(places) == len(set(places))
    inside = {a["href"][1:] for _, a in elements if a.get("href", "").startswith("#")}
    assert inside <= set(places)


def test_tables_say_what_they_are(page: str) -> None:
    elements = Page(page).elements
    assert sum(tag == "caption" for tag, _ in elements) == sum(tag == "table" for tag, _ in elements)
    assert all(a.get("scope") in {"row", "col"} for tag, a in elements if tag == "th")
    places = {a["id"] for _, a in elements if "id" in a}
    for names in (a for tag, a in elements if tag == "svg"):
        labels = names.get("aria-labelledby", "").split()
        assert names.get("aria-label") or names.get("aria-hidden") or (labels and set(labels) <= places)
    assert dict(elements[0][1]) == {"lang": "en"}
    assert sum(tag == "h1" for tag, _ in elements) == 1


def test_hostile_texts_are_only_text(hostile: Evaluation) -> None:
    said = re.sub(r"\s+", " ", "".join(Page(rendered(hostile, "html")).texts))
    for text in HOSTILE:
        expected = re.sub("[\u202e\u2028\x00\x1b]", "\ufffd", text)
        assert re.sub(r"\s+", " ", expected).strip() in said, text


def test_a_score_leads_to_its_fact_and_a_fact_to_its_source(rich: Evaluation) -> None:
    page = rendered(rich, "html")
    assert '<a href="#fact-acme-docs">' in page
    row = re.findall(r'<tr id="fact-acme-docs".*', page)[0]
    source = re.findall(r'<a href="#(s\d+-\d+)">documentation', row)[0]
    assert re.search(rf'<tr id="{source}".*<a href="https://example.com/docs_', page)


def test_the_whisker_lies_under_the_bar(rich: Evaluation) -> None:
    page = rendered(rich, "html")
    rects = re.findall(r'<rect x="[\d.]+" y="(\d+)" width="[\d.]+" height="(\d+)"', page)
    tops = [float(y) for y in re.findall(r'<path d="[^"]*?(\d+)V\d+M', page)]
    assert tops
    assert min(tops) > max(float(y) + float(height) for y, height in rects)


def test_the_bytes_go_into_what_is_said(rich: Evaluation) -> None:
    """The report of the example once had 427 kB, a third of it facts that nobody states."""
    page = rendered(rich, "html")
    facts = page[page.index('<section id="facts">') : page.index('<section id="method">')]
    assert len(facts) < 3 * len(re.sub(r"<[^>]*>", "", facts))


def test_invisible_characters_do_not_get_through(hostile: Evaluation) -> None:
    assert not re.search("[\u202e\u2028\x00\x1b]", rendered(hostile, "html"))


def test_no_absolute_path_and_no_clock(rich: Evaluation) -> None:
    page = rendered(rich, "html")
    assert str(Path(__file__).parents[2]) not in page
    assert str(Path.home()) + "/" not in page.replace("https://", "")


PROGRAM = """
import hashlib
from tests.report.conftest import rich_evaluation
from toolselect.report import FORMATS, outputs
for name, content in sorted(outputs(rich_evaluation(), FORMATS).items()):
    print(name, hashlib.sha256(content).hexdigest())
"""


@pytest.mark.slow
def test_the_same_bytes_whatever_the_hash_seed(rich: Evaluation) -> None:
    expected = "".join(
        f"{name} {hashlib.sha256(content).hexdigest()}\n" for name, content in sorted(outputs(rich, FORMATS).items())
    )
    root = str(resources.root("templates").parent)
    for seed in ("1", "77"):
        environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": root, "LC_ALL": "C", "TZ": "Asia/Tokyo"}
        run = subprocess.run(
            [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, env=environment, cwd=root
        )
        assert run.stdout == expected


def test_a_missing_name_is_an_error_in_both_environments() -> None:
    for environment in (templates.html(), templates.markdown()):
        assert environment.undefined is StrictUndefined
        with pytest.raises(UndefinedError):
            environment.from_string("{{ nothing }}").render()
    assert templates.html().autoescape is True


def test_templates_do_not_switch_escaping_off() -> None:
    scripted = {"page_script.html.j2": "<script>{{ script }}</script>", "what_if.html.j2": "|in_script }}</script>"}
    for path in sorted(resources.root("templates").glob("*.j2")):
        source = path.read_text(encoding="utf-8")
        for word in ("|safe", "| safe", "autoescape", "style=", "javascript:", "onclick"):
            assert word not in source, (path.name, word)
        assert source.count("<script") == (path.name in scripted), path.name
        assert scripted.get(path.name, "") in source


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
def test_colours_can_be_read(mode: int) -> None:
    css = (resources.root("templates") / "style.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root\{([^}]*--page[^}]*)\}", css)
    assert len(blocks) == 2
    colours = dict(re.findall(r"--([\w]+):(#[0-9a-f]+)", blocks[mode]))
    for ink, page in [("ink", "page"), ("quiet", "page"), ("link", "page"), ("plus", "page"), ("minus", "page")]:
        assert contrast(colours[ink], colours[page]) >= 4.5, (ink, page)
    for ink, page in [("ink", "wash"), ("quiet", "wash"), ("ink", "warn"), ("accent", "page"), ("quiet", "track")]:
        assert contrast(colours[ink], colours[page]) >= 4.5, (ink, page)
    for step in range(6):
        assert contrast(colours[f"t{step}"], colours[f"h{step}"]) >= 4.5, step
    charts = (resources.root("templates") / "charts.css").read_text(encoding="utf-8")
    marks = dict(re.findall(r"--([\w]+):(#[0-9a-f]+)", re.findall(r":root\{([^}]*--ground[^}]*)\}", charts)[mode]))
    assert marks["ground"] == colours["page"]
    for role in ("b0", "b1", "b2", "b3", "g1", "alarm", "mark", "soft"):
        assert contrast(marks[role], marks["ground"]) >= (4.5 if role in {"mark", "soft"} else 2.9), role
