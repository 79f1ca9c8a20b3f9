"""An Evaluation as a report: ordered, labelled, formatted. Renderers only write it down.

Touches no file, clock or dice. Sections without content are left out, so numbers run without gaps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolselect.report.view import computed, doubt, facts, matrix, method, musthaves, record
from toolselect.report.view.blocks import Block, Recommendation, Section
from toolselect.report.view.index import Index
from toolselect.report.view.recommendation import recommendation

if TYPE_CHECKING:
    from collections.abc import Mapping

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

    @property
    def charts(self) -> tuple[Drawing, ...]:
        """Return every chart of the report, in order."""
        first = self.recommendation.ranking.chart
        return (*((first,) if first else ()), *(chart for section in self.sections for chart in section.charts))


def view(evaluation: Evaluation, words: Words | None = None) -> View:
    """Return the report of an evaluation, in English unless other words are given."""
    index = Index(evaluation, words)
    words = index.words
    parts: tuple[tuple[str, str, tuple[Block, ...]], ...] = (
        ("must-haves", words.say("section.must-haves"), musthaves.blocks(index)),
        ("matrix", words.say("section.matrix"), matrix.matrix(index)),
        ("contributions", words.say("section.contributions"), matrix.contributions(index)),
        ("sides", words.say("section.sides"), matrix.sides(index)),
        ("views", words.say("section.views"), matrix.views(index)),
        ("unknown", words.say("section.unknown"), doubt.blocks(index)),
        ("derived", words.say("section.derived"), computed.blocks(index)),
        ("facts", words.say("section.facts"), facts.blocks(index)),
        ("method", words.say("section.method"), method.blocks(index)),
        ("organisation", words.say("section.organisation"), record.organisation(index)),
        ("decision", words.say("section.decision"), record.decision(index)),
        ("provenance", words.say("section.provenance"), record.provenance(index)),
    )
    filled = [part for part in parts if part[2]]
    as_of, stage = words.day(evaluation.study.as_of), words.say(f"stage.{evaluation.stage.value}")
    return View(
        lang=words.tag,
        title=evaluation.study.title,
        organisation=evaluation.study.organisation.name,
        as_of=as_of,
        stage=stage,
        version=evaluation.version,
        recommendation=recommendation(index),
        sections=tuple(
            Section(id=name, number=str(number), title=title, blocks=content)
            for number, (name, title, content) in enumerate(filled, start=2)
        ),
        labels={
            "title": words.say("page.title", title=evaluation.study.title),
            "heading": words.say("page.heading"),
            "judged": words.say("page.judged", day=as_of, stage=stage),
            "skip": words.say("page.skip"),
            "sections": words.say("page.sections"),
            "sideways": words.say("page.sideways"),
            "footer": words.say("page.footer", version=evaluation.version, day=as_of),
            "made by": words.say("page.made by", version=evaluation.version, day=as_of),
        },
    )
