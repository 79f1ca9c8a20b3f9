from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.report.conftest import HOSTILE
from toolselect import resources
from toolselect.report import as_markdown, rendered
from toolselect.report.templates import address, cell
from toolselect.report.view import view
from toolselect.report.view.blocks import Cell, Fold, Head, Row, Table, web

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from toolselect.model.result import Evaluation

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)


def squeezed(text: str) -> str:
    return " ".join(UNSEEN.sub("\ufffd", text).split())


def plain_text(token: Token) -> str:
    """Return what a reader sees; a comment shows nothing, any other HTML is shown as a failure."""
    parts = []
    for child in token.children or []:
        if child.type == "html_inline":
            assert child.content == "<!-- -->", child.content
        elif child.type in {"text", "code_inline"}:
            parts.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
    return squeezed("".join(parts))


def parsed_tables(text: str) -> Iterator[list[list[str]]]:
    rows: list[list[str]] = []
    in_cell = False
    for token in PARSER.parse(text):
        if token.type == "table_open":
            rows = []
        elif token.type == "tr_open":
            rows.append([])
        elif token.type in {"th_open", "td_open"}:
            in_cell = True
        elif token.type == "inline" and in_cell:
            rows[-1].append(plain_text(token))
            in_cell = False
        elif token.type == "table_close":
            yield rows


def expected(each: Cell, prefix: str = "") -> str:
    links = "; ".join(squeezed(link.text) for link in each.links)
    text = "; ".join(part for part in (squeezed(each.text), links) if part)
    sub = f" ({squeezed(each.sub)})" if each.sub else ""
    marks = f" [{', '.join(each.marks)}]" if each.marks else ""
    return squeezed(f"{prefix}{text}{sub}{marks}")


def narrow_tables(evaluation: Evaluation) -> Iterator[Table]:
    for section in view(evaluation).sections:
        for block in section.blocks:
            for inner in block.blocks if isinstance(block, Fold) else (block,):
                if isinstance(inner, Table):
                    yield from as_markdown._split(inner)


@pytest.mark.parametrize("name", ["rich", "plain", "hostile"])
def test_tables_parse_back_cell_for_cell(name: str, request: pytest.FixtureRequest) -> None:
    evaluation: Evaluation = request.getfixturevalue(name)
    found = list(parsed_tables(rendered(evaluation, "md")))
    wanted = list(narrow_tables(evaluation))
    first_screen = len(found) - len(wanted)
    assert first_screen == (2 if view(evaluation).recommendation.ranking.rows else 1)
    for rows, table in zip(found[first_screen:], wanted, strict=True):
        assert rows[0] == [squeezed(head.text) for head in table.head]
        for got, row in zip(rows[1:], table.rows, strict=True):
            prefixes = ["– " * row.depth, *[""] * (len(row.cells) - 1)]
            assert got == [expected(each, prefix) for each, prefix in zip(row.cells, prefixes, strict=True)]


@pytest.mark.parametrize("name", ["rich", "hostile"])
def test_no_table_is_wider_than_seven_columns(name: str, request: pytest.FixtureRequest) -> None:
    for rows in parsed_tables(rendered(request.getfixturevalue(name), "md")):
        assert all(len(row) <= 7 for row in rows)


@pytest.mark.parametrize(("columns", "stub", "widths"), [(7, 1, [7]), (8, 1, [5, 4]), (12, 2, [7, 7]), (13, 1, [7, 7])])
def test_a_wide_table_is_split_into_parts_of_about_one_width(columns: int, stub: int, widths: list[int]) -> None:
    cells = tuple(Cell(text=str(number)) for number in range(columns))
    heads = tuple(Head(str(number)) for number in range(columns))
    table = Table(caption="wide", head=heads, rows=(Row(cells=cells),), stub=stub)
    parts = list(as_markdown._split(table))
    assert [len(part.head) for part in parts] == widths
    assert [head.text for part in parts for head in part.head[stub:]] == [str(n) for n in range(stub, columns)]
    assert all(part.rows[0].cells[:stub] == cells[:stub] for part in parts)


def test_html_is_only_folds_and_links_lead_to_the_web(hostile: Evaluation) -> None:
    for token in PARSER.parse(rendered(hostile, "md")):
        if token.type == "html_block":
            assert re.fullmatch(r"(<details>\s<summary>[^<>]*(<!-- -->[^<>]*)*</summary>|</details>)\s*", token.content)
        for child in token.children or []:
            if child.type == "link_open":
                assert str(child.attrs["href"]).startswith(("https://example.com", "http://example.com"))
            assert child.type != "code_inline"
            if child.type == "image":
                assert re.fullmatch(r"report-[\w.-]+\.svg", str(child.attrs["src"]))


def test_headings_are_the_reports_own(hostile: Evaluation) -> None:
    tokens = PARSER.parse(rendered(hostile, "md"))
    tops = [tokens[i + 1] for i, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h2"]
    assert [plain_text(token) for token in tops] == [
        "1 Recommendation",
        *[f"{section.number} {section.title}" for section in view(hostile).sections],
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_shown_as_it_is(text: str) -> None:
    (token,) = [token for token in PARSER.parse(cell(text)) if token.type == "inline"]
    assert plain_text(token) == squeezed(text)


@given(st.text())
def test_any_text_is_shown_as_it_is(text: str) -> None:
    for shape in ("{}", "- {}", "| {} |\n| --- |\n| x |", "> {}"):
        inlines = [token for token in PARSER.parse(shape.format(cell(text))) if token.type == "inline"]
        shown = plain_text(inlines[0]) if inlines else ""
        assert shown == squeezed(text)


@given(st.text(max_size=40))
def test_any_address_stays_inside_its_link(path: str) -> None:
    url = f"https://example.com/{path}"
    if not web(url):
        return
    tokens = PARSER.parse(f"| [x]({address(url)}) |\n| --- |\n| y |")
    inline = next(token for token in tokens if token.type == "inline")
    assert [child.type for child in inline.children or []] == ["link_open", "text", "link_close"]


def test_names_and_numbers_do_not_notify_anybody() -> None:
    assert cell("@octocat fixed #12") == "@<!-- -->octocat fixed #<!-- -->12"
    assert cell("US$ 5 and $6") == "US&#36; 5 and &#36;6"


def test_underscores_inside_a_word_stay_as_they_are() -> None:
    assert cell("api_rate_limit _a_ b_ __init__") == r"api_rate_limit \_a\_ b\_ \_\_init\_\_"


@pytest.mark.parametrize("name", ["rich", "plain", "hostile"])
def test_no_paragraph_begins_with_a_space(name: str, request: pytest.FixtureRequest) -> None:
    lines = rendered(request.getfixturevalue(name), "md").splitlines()
    for before, line in itertools.pairwise(lines):
        inner = line.startswith("  - ") and before.startswith(("- ", "  - "))
        assert inner or not line.startswith(" "), line


def test_an_approver_stands_behind_what_is_asked(rich: Evaluation) -> None:
    study = replace(rich.study, decision=replace(rich.study.decision, by=None, approver="Head of Service"))
    assert "(Head of Service)\n" in rendered(replace(rich, study=study), "md")


@pytest.mark.parametrize("name", ["report.md.j2", "first_screen.md.j2", "brief.md.j2"])
def test_every_text_of_a_template_is_escaped(name: str) -> None:
    source = (resources.root("templates") / name).read_text(encoding="utf-8")
    source = re.sub(r"\{#.*?#\}", "", source, flags=re.DOTALL)
    for expression in re.findall(r"\{\{-?\s*(.*?)\s*-?\}\}", source, re.DOTALL):
        constant = re.fullmatch(r"'[^']*'( \* row\.depth| if [\w. ]+( else '[^']*')?)?", expression)
        constant = constant or expression.startswith(("{'go'", "loop.index ~ '.' if"))
        macro = re.match(r"(link|content|table|plain|verdict|figures|ranking|reasons|changes)\(", expression)
        number = expression == "section.number"
        assert constant or macro or number or expression.endswith(("|cell", "|address")), expression


@pytest.mark.parametrize(
    "text", ["http://evil.example/x", "see www.evil.example now", "HTTPS://evil.example", "ftp://x.y"]
)
def test_an_address_in_a_name_becomes_no_link_of_its_own(text: str) -> None:
    written = cell(text)
    assert re.search(r"(?i)(https?|ftp)://|www\.", written) is None
    assert written.replace("<!-- -->", "") == text
