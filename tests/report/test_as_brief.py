from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.report.conftest import rich_evaluation
from tests.report.test_as_markdown import PARSER, parsed_tables, squeezed
from toolselect.evaluation import evaluate
from toolselect.report import as_brief, brief
from toolselect.report.languages import language
from toolselect.report.view import view

if TYPE_CHECKING:
    from toolselect.model.result import Evaluation


def test_it_says_verdict_figures_ranking_changes_and_findings(rich: Evaluation) -> None:
    text, shown = brief(rich), view(rich)
    lines = text.splitlines()
    assert lines[0] == "<!-- toolselect report -->"
    assert lines[1] == "## Test"
    assert any(line.startswith("> [!") for line in lines)
    assert "Findings of the checks: 1\u00a0error; toolselect validate lists them.\n" in text
    figures, ranking, *_ = parsed_tables(text)
    assert [row[0] for row in figures[1:]] == [squeezed(figure.label) for figure in shown.recommendation.figures]
    assert [row[1] for row in ranking[1:]] == [
        squeezed(f"{row.name} ({row.plan})") for row in shown.recommendation.ranking.rows
    ]
    assert f"### {shown.recommendation.labels['changes']}\n" in text
    assert "### Unproven must-haves\n" not in text or shown.recommendation.unproven


def test_a_study_without_findings_says_so(plain: Evaluation) -> None:
    assert "The checks found nothing." in brief(plain)


def test_it_has_no_picture_no_fold_and_no_section(rich: Evaluation) -> None:
    text = brief(rich)
    assert "![" not in text
    assert "<details>" not in text
    assert not re.search(r"^## [2-9A-D] ", text, re.MULTILINE)


@pytest.mark.parametrize("letter", ["x", "@a", "&", "#1", "東", "\u202e", "www."])
def test_it_fits_into_a_comment_whatever_it_is_made_of(letter: str) -> None:
    long = letter * 5_000
    base = rich_evaluation().study
    vendors = tuple(
        replace(
            vendor,
            id=f"{vendor.id}-{number}",
            name=f"{number} {long}",
            plans=tuple(replace(plan, name=long) for plan in vendor.plans),
        )
        for number in range(12)
        for vendor in base.vendors
    )
    decision = replace(base.decision, choice="", narrative={})
    text = brief(evaluate(replace(base, title=long, vendors=vendors, decision=decision)))
    assert len(text) <= as_brief.MOST_CHARACTERS
    assert "more alternatives are in the whole report." in text
    assert len(list(parsed_tables(text))) >= 2


def test_a_long_text_is_cut_before_it_is_escaped(rich: Evaluation) -> None:
    shown = replace(view(rich, language()), title="&" * 2000)
    heading = PARSER.parse(as_brief.render(shown))[2].content
    assert heading == "&amp;" * 599 + "…"
