"""What the short form for a comment says in its own words: it has no pictures, and no list of findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.report.view.findings import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolselect.report.view.index import Index


def labels(index: Index) -> Mapping[str, str]:
    """Return how to read the ranking (`scores`), and how many findings the checks have (`findings`)."""
    return {"scores": _scores(index), "findings": _findings(index)}


def _scores(index: Index) -> str:
    words, robustness = index.words, index.evaluation.robustness
    resolution = words.plain(index.study.resolution)
    if robustness is None:
        return words.say("brief.scores", resolution=resolution)
    draws = words.plain(robustness.simulation.policy.draws)
    return words.say("brief.scores, drawn", draws=draws, resolution=resolution)


def _findings(index: Index) -> str:
    found = index.evaluation.findings
    if not found:
        return index.words.say("findings.none")
    return index.words.say("brief.findings", counted=counted(found, index.words))
