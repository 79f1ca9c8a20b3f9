"""An Evaluation as a report: ordered, labelled, formatted. Renderers only write it down.

Touches no file, clock or dice. Sections without content are left out, so numbers and letters run without gaps.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from string import ascii_uppercase
from typing import TYPE_CHECKING

from toolselect.report.view import (
    comment,
    computed,
    facts,
    fit,
    matrix,
    method,
    money,
    musthaves,
    record,
    robustness,
    sensitivity,
    vendors,
    what_if,
)
from toolselect.report.view.blocks import Block, Heading, Recommendation, Section
from toolselect.report.view.brand import BrandShown, brand_shown
from toolselect.report.view.index import Index
from toolselect.report.view.recommendation import recommendation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from toolselect.model.result import Evaluation
    from toolselect.report.charts.drawing import Drawing
    from toolselect.report.languages import Words

__all__ = ["View", "view"]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A whole report. The recommendation is section 1, `sections` are the others.

    `labels` are what a template prints around them, by name.
    """

    lang: str
    title: str
    organisation: str
    as_of: str
    stage: str
    version: str
    recommendation: Recommendation
    sections: tuple[Section, ...]
    labels: Mapping[str, str]
    brand: BrandShown | None = None

    @property
    def charts(self) -> tuple[Drawing, ...]:
        """Return every chart of the report, in order."""
        first = self.recommendation.ranking.chart
        return (*((first,) if first else ()), *(chart for section in self.sections for chart in section.charts))


def view(evaluation: Evaluation, words: Words | None = None) -> View:
    """Return the report of an evaluation, in English unless other words are given."""
    index = Index(evaluation, words)
    words = index.words
    body, appendices = _parts(index)
    as_of, stage = words.day(evaluation.study.as_of), words.say(f"stage.{evaluation.stage.value}")
    return View(
        lang=words.tag,
        title=evaluation.study.title,
        organisation=evaluation.study.organisation.name,
        as_of=as_of,
        stage=stage,
        version=evaluation.version,
        recommendation=recommendation(index),
        brand=brand_shown(index),
        sections=(*_numbered(body, count(2)), *_numbered(appendices, ascii_uppercase)),
        labels={
            **comment.labels(index),
            "title": words.say("page.title", title=evaluation.study.title),
            "heading": words.say("page.heading"),
            "judged": words.say("page.judged", day=as_of, stage=stage),
            "subtitle": words.say("page.subtitle", day=as_of, stage=stage),
            "skip": words.say("page.skip"),
            "sections": words.say("page.sections"),
            "footer": words.say("page.footer", version=evaluation.version, day=as_of),
            "maker": words.say("page.made by", version=evaluation.version, day=as_of),
        },
    )


Part = tuple[str, str, "tuple[Block, ...]"]
"""The id of a section, its title, and what stands in it."""


def _parts(index: Index) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Return what a report consists of in its order: the numbered sections after the first, and the appendices.

    A change log follows the method as soon as anything holds one.
    """
    words = index.words
    body = (
        ("what-if", words.say("section.what-if"), what_if.blocks(index)),
        ("matrix", words.say("section.matrix"), _matrix(index)),
        ("sensitivity", words.say("section.sensitivity"), sensitivity.blocks(index)),
        ("robustness", words.say("section.robustness"), robustness.blocks(index)),
        ("money", words.say("section.money"), money.blocks(index)),
        ("fit", words.say("section.fit"), fit.blocks(index)),
        ("vendors", words.say("section.vendors"), vendors.blocks(index)),
        ("decision", words.say("section.decision"), record.decision(index)),
    )
    appendices = (
        ("facts", words.say("section.facts"), _facts(index)),
        ("method", words.say("section.method"), (*method.blocks(index), *robustness.method(index))),
        ("organisation", words.say("section.organisation"), record.organisation(index)),
        ("provenance", words.say("section.provenance"), (*robustness.provenance(index), *record.provenance(index))),
    )
    return body, appendices


def _matrix(index: Index) -> tuple[Block, ...]:
    """Return the matrix, what each branch adds, and the must-haves."""
    words = index.words
    parts = (
        ("section.contributions", matrix.contributions(index)),
        ("section.must-haves", musthaves.blocks(index)),
    )
    below = (block for key, found in parts if found for block in (Heading(text=words.say(key)), *found))
    return (*matrix.matrix(index), *below)


def _facts(index: Index) -> tuple[Block, ...]:
    """Return every fact, then how derived ones were computed."""
    derived = computed.blocks(index)
    return (*facts.blocks(index), *((Heading(text=index.words.say("section.derived")), *derived) if derived else ()))


def _numbered(parts: Iterable[Part], numbers: Iterable[int | str]) -> Iterator[Section]:
    """Yield the sections that hold anything, so that numbers and letters run without gaps."""
    filled = (part for part in parts if part[2])
    for (name, title, content), number in zip(filled, numbers, strict=False):
        yield Section(id=name, number=str(number), title=title, blocks=content)
