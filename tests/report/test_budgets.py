"""What a report may cost, on 10 alternatives x 12 criteria with 120 answers: bytes, and processor time.

Processor time is that of the process, the median of five runs, with room for a busy machine; the figures themselves
come from benchmarks/report.py. Bounds are those that fail, not those that are aimed at.
"""

from __future__ import annotations

import gzip
import os
import re
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.report.generated_study import write
from toolselect import app
from toolselect.report import as_brief, as_html, as_markdown, brief, outputs
from toolselect.report.view import view

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from toolselect.model.result import Evaluation

HTML, HTML_GZIPPED, SCRIPT, STYLE = 250_000, 60_000, 10_000, 20_000
BYTES_OF_A_FACT = 400
RENDER, COMMAND, LARGE_RENDER = 0.3, 1.3, 1.0
"""Seconds of processor time; that of the command is twice what a quiet machine may take (benchmarks/report.py)."""

DRAWS = 10_000
"""The bound on the command was set for so many draws; ten times as many are the default of a study."""


def evaluated(folder: Path) -> Evaluation:
    found = app.evaluate_study(folder).evaluation
    assert found is not None
    return app.with_business_case(found)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("ten"))


@pytest.fixture(scope="module")
def ten(folder: Path) -> Evaluation:
    return app.assess(evaluated(folder), app.Sampling(draws=DRAWS))


@pytest.fixture(scope="module")
def page(ten: Evaluation) -> str:
    return outputs(ten, ["html"])["report.html"].decode()


def test_the_fixture_is_what_the_budgets_are_for(ten: Evaluation) -> None:
    assert len(ten.vendors) == 10
    assert len(list(ten.study.criteria.leaves())) == 12
    profiles = [*ten.study.vendors, *filter(None, [ten.study.status_quo])]
    assert sum(len(entries) for profile in profiles for entries in profile.facts.values()) == 120


def test_the_page_is_small(page: str) -> None:
    assert len(page.encode()) <= HTML
    assert len(gzip.compress(page.encode(), mtime=0)) <= HTML_GZIPPED


def test_so_are_its_style_and_its_script(page: str) -> None:
    assert sum(len(css.encode()) for css in re.findall(r"<style>(.*?)</style>", page, re.DOTALL)) <= STYLE
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert sum(len(script.encode()) for script in scripts) <= SCRIPT


def test_a_fact_takes_little_of_the_appendix(page: str) -> None:
    """The rows of facts, sources and prices, shared out over the facts: what one more of them adds."""
    appendix = re.search(r'<section[^>]* id="facts".*?(<h3>Computed|</section>)', page, re.DOTALL)
    assert appendix is not None
    rows = re.findall(r"<tr[ >].*?(?=\n<tr|\n</table>)", appendix.group(), re.DOTALL)
    assert len(rows) > 120
    assert sum(len(row.encode()) for row in rows) / 120 <= BYTES_OF_A_FACT


def test_the_short_form_is_short(ten: Evaluation) -> None:
    assert len(brief(ten)) <= 6_000


def median(work: Callable[[], float]) -> float:
    return statistics.median(work() for _ in range(5))


def spent(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


@pytest.mark.slow
def test_templates_compile_and_render_quickly(ten: Evaluation) -> None:
    shown = view(ten)

    def html() -> None:
        as_html._template.cache_clear()
        as_html.render(shown)

    def markdown() -> None:
        as_markdown._template.cache_clear()
        as_markdown.render(shown)

    assert median(lambda: spent(html)) <= RENDER
    assert median(lambda: spent(markdown)) <= RENDER


@pytest.mark.slow
def test_the_whole_command_is_quick(folder: Path, tmp_path: Path) -> None:
    study = folder / "study.yaml"
    text = study.read_text(encoding="utf-8")
    assert text.startswith("{\n")
    study.write_text(f'{{\n "robustness": {{"draws": {DRAWS}}},{text[1:]}', encoding="utf-8")
    command = [sys.executable, "-m", "toolselect", "report", str(folder), "-f", "html", "-o", str(tmp_path), "-q"]

    def work() -> float:
        before = os.times()
        subprocess.run(command, check=True)
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    assert median(work) <= COMMAND


@pytest.mark.slow
def test_thirty_alternatives_and_120_criteria_render_within_a_second(tmp_path: Path) -> None:
    large = app.assess(evaluated(write(tmp_path, vendors=30, criteria=120)), app.Sampling(draws=1000))
    assert median(lambda: spent(lambda: as_html.render(view(large)))) <= LARGE_RENDER


def test_three_alternatives_and_four_criteria_have_no_empty_section(tmp_path: Path) -> None:
    small = app.assess(evaluated(write(tmp_path, vendors=3, criteria=4)), app.Sampling(draws=1000))
    text = outputs(small, ["md"])["report.md"].decode()
    headings = re.findall(r"^(#{2,3}) .*\n\n(#*)", text, re.MULTILINE)
    assert headings
    assert not [1 for level, following in headings if following and len(following) <= len(level)]
    assert as_brief.render(view(small)).count("\n## ") == 1
