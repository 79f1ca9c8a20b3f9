from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

from tests.report.conftest import HOSTILE
from tests.report.test_as_html import Page
from toolselect.diagnostics import Place, diagnostic
from toolselect.report import rendered
from toolselect.report.view import view
from toolselect.report.view.blocks import Fold, Heading, Paragraph, Table, Terms
from toolselect.rules import RULES

if TYPE_CHECKING:
    from toolselect.diagnostics import Diagnostic
    from toolselect.model.result import Evaluation
    from toolselect.report.view.blocks import Block


def finding(code: str, path: str, *key: str | int, message: str = "something", hint: str = "") -> Diagnostic:
    return diagnostic(code, Place(path=path, key=key), message, hint)


def shown(evaluation: Evaluation, *found: Diagnostic) -> list[Block]:
    section = next(s for s in view(replace(evaluation, findings=found)).sections if s.id == "provenance")
    start = next(n for n, block in enumerate(section.blocks) if isinstance(block, Heading | Paragraph))
    return list(section.blocks[start:])


def folds(evaluation: Evaluation, *found: Diagnostic) -> list[Fold]:
    return [block for block in shown(evaluation, *found) if isinstance(block, Fold)]


def test_findings_are_grouped_by_code_with_a_count_own_files_first(plain: Evaluation) -> None:
    found = folds(
        plain,
        finding("TS402", "shipped:vendors/a.yaml", "facts", "works"),
        finding("TS402", "shipped:vendors/b.yaml", "facts", "works"),
        finding("TS316", "study.yaml", "weights"),
        finding("TS706", "study.yaml"),
        finding("TS316", "study.yaml", "weights", "x"),
    )
    assert [fold.summary for fold in found] == [
        f"TS706 {RULES['TS706'].title}: 1\u00a0warning in the study\u2019s own files",
        f"TS316 {RULES['TS316'].title}: 2\u00a0notes in the study\u2019s own files",
        f"TS402 {RULES['TS402'].title}: 2\u00a0warnings in shipped profiles",
    ]


def test_findings_about_facts_that_no_criterion_reads_are_folded_away(plain: Evaluation) -> None:
    found = folds(
        plain,
        finding("TS402", "vendors/own.yaml", "facts", "employees", 0, "source"),
        finding("TS409", "vendors/own.yaml", "facts", "employees"),
        finding("TS402", "vendors/own.yaml", "facts", "works"),
    )
    assert found[0].summary.startswith("TS402 expired evidence: 1\u00a0warning in the study")
    assert found[1].summary == "1\u00a0warning and 1\u00a0note about facts that no criterion reads at this stage"
    terms, table = found[1].blocks
    assert isinstance(terms, Terms)
    assert [term for term, _ in terms.pairs] == ["TS402", "TS409"]
    assert isinstance(table, Table)
    assert len(table.rows) == 2


def test_a_hint_that_all_share_is_printed_once(plain: Evaluation) -> None:
    same = [finding("TS402", "study.yaml", n, hint="look again") for n in range(3)]
    (fold,) = folds(plain, *same)
    assert fold.blocks[0] == Paragraph(text="look again")
    (fold,) = folds(plain, *same, finding("TS402", "study.yaml", 9, hint="write `>= 5`"))
    (table,) = fold.blocks
    assert isinstance(table, Table)
    assert sorted(row.cells[0].sub for row in table.rows) == ["look again"] * 3 + ["write `>= 5`"]


def test_no_findings_is_said(plain: Evaluation) -> None:
    assert shown(plain) == [Paragraph(text="The checks found nothing.")]


@pytest.mark.parametrize("text", HOSTILE)
def test_texts_of_findings_are_only_text(plain: Evaluation, text: str) -> None:
    hostile = replace(plain, findings=(finding("TS402", text, "facts", text, message=text, hint=text),))
    page = Page(rendered(hostile, "html"))
    assert page.open == []
    assert [tag for tag, _ in page.elements if tag in {"script", "img"}] == ["script"]  # the page's own
    for token in MarkdownIt("commonmark").enable("table").parse(rendered(hostile, "md")):
        assert not [child.type for child in token.children or [] if child.type == "code_inline"]
        images = [child for child in token.children or [] if child.type == "image"]
        assert all(str(child.attrs["src"]).startswith("report-") for child in images)


def test_what_rules_say_is_only_text(plain: Evaluation) -> None:
    """Titles stand in summaries; the other texts of a rule are what messages and hints are made of."""
    found = tuple(
        finding(code, "study.yaml", message=f"{rule.why} {rule.bad}", hint=rule.good) for code, rule in RULES.items()
    )
    page = Page(rendered(replace(plain, findings=found), "html"))
    assert page.open == []
    said = " ".join("".join(page.texts).split())
    for rule in RULES.values():
        assert rule.title in said
    document = rendered(replace(plain, findings=found), "md")
    for token in MarkdownIt("commonmark").enable("table").parse(document):
        assert not [child.type for child in token.children or [] if child.type in {"code_inline", "link_open"}]
