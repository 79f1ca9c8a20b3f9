"""What `next` shows people on a terminal: what to find out first, and whom to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

from toolselect.cli import paper
from toolselect.cli.robustness_table import drawn
from toolselect.report import numbers
from toolselect.report.asking import whom

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from toolselect.model.result import Evaluation
    from toolselect.model.robustness import FindOut

LEAST = 0.01
"""The least worth that is written out; half of it rounds up to it."""


def text(
    evaluation: Evaluation, found: Sequence[FindOut], width: int, *, colour: bool = False, everything: bool = False
) -> str:
    """Return the doubtful facts, most valuable first, each with its question."""
    return paper.rendered(_shown(evaluation, found, everything=everything), width, colour=colour)


def _shown(evaluation: Evaluation, found: Sequence[FindOut], *, everything: bool) -> Iterator[RenderableType]:
    yield paper.line(evaluation.study.title, "bold")
    if evaluation.robustness is not None:
        yield paper.line(drawn(evaluation.robustness.simulation.policy))
    yield ""
    if not found:
        yield paper.line("Nothing that could be found out would change who is chosen.")
    names = {vendor.id: vendor.name for vendor in evaluation.vendors}
    rows = Table.grid(padding=(0, 1, 0, 0))
    for number, one in enumerate(found, start=1):
        rows.add_row(paper.line(f"{number}.", "bold"), paper.line(f"{names[one.vendor]}: {one.question}", "bold"))
        for line in _about(evaluation, one):
            rows.add_row("", paper.line(line))
    if found:
        yield rows
        yield ""
        yield paper.line(
            "Worth: points of the score that the choice is expected to gain by knowing the answer. "
            "`--questions VENDOR` writes them as a questionnaire."
        )
    if evaluation.robustness is not None and not everything:
        rest = len(evaluation.robustness.simulation.find_out) - len(found)
        if rest > 0:
            yield paper.line(f"{numbers.count(rest, 'more fact is', 'more facts are')} in doubt (`--all`).")


def _worth(value: float) -> str:
    return "<0.01" if 0 < value < LEAST / 2 else numbers.score(value, 2)


def _about(evaluation: Evaluation, one: FindOut) -> Iterator[str]:
    yield f"{one.fact}: {one.why}"
    effect = (
        f"changes who is chosen in {numbers.percent(one.chance_of_change)} of cases" if one.decisive else "not decisive"
    )
    must = "; a must-have reads it" if one.must else ""
    yield f"Worth {_worth(one.value)}; {effect}{must}. Ask: {whom(evaluation, one)}"
