"""Say why a score is what it is, hold two alternatives against each other, and try other answers."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from toolselect.app.finding import NothingFound, find_study, relative
from toolselect.loading.library import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from toolselect.diagnostics import Diagnostic, Place
    from toolselect.explaining.compare import Comparison
    from toolselect.explaining.explain import Explanation, Spot
    from toolselect.explaining.what_if import WhatIf
    from toolselect.model.result import Evaluation
    from toolselect.source import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A trial, or None and all that is wrong with its settings."""

    result: WhatIf | None
    diagnostics: tuple[Diagnostic, ...] = ()


def explain(
    evaluation: Evaluation, vendor: str, criterion: str = "", *, study: Path | None, texts: Mapping[str, str]
) -> Explanation:
    """Return why an alternative scores what it does: as a whole, on a branch or on a leaf.

    `study` is the path that was evaluated and `texts` what its files say: they tell where each answer stands.

    Raises:
        NothingFound: if there is no such alternative or criterion.
    """
    from toolselect.explaining.explain import explain as explained

    _known(evaluation, vendor)
    nodes = [node.id for node in evaluation.study.criteria.nodes()]
    if criterion and criterion not in nodes:
        raise NothingFound(_nothing("criterion", criterion, nodes))
    return explained(evaluation, vendor, criterion, _locating(study, texts))


def compare(evaluation: Evaluation, first: str, second: str) -> Comparison:
    """Return the head-to-head of two alternatives.

    Raises:
        NothingFound: if there is no such alternative, or both are the same.
    """
    from toolselect.explaining.compare import compare as compared

    _known(evaluation, first)
    _known(evaluation, second)
    if first == second:
        raise NothingFound(f"`{first}` is given twice; name two alternatives")
    return compared(evaluation, first, second)


def what_if(evaluation: Evaluation, settings: Sequence[str], *, robust: bool = False) -> Tried:
    """Return what other answers, weights, plans, prices or must-haves would do.

    With `robust`, both before and after are simulated, on the same draws.
    """
    from toolselect.evaluation import evaluate
    from toolselect.explaining.settings import read
    from toolselect.explaining.what_if import compare_trial

    trial = read(evaluation, settings)
    if trial.diagnostics:
        return Tried(result=None, diagnostics=trial.diagnostics)
    before, after = evaluation, evaluate(trial.study, evaluation.findings)
    if robust:
        from toolselect.robustness.assess import assess

        before, after = assess(before), assess(after)
    return Tried(result=compare_trial(before, after, trial.settings))


def _known(evaluation: Evaluation, vendor: str) -> None:
    known = [one.id for one in evaluation.vendors]
    if vendor not in known:
        raise NothingFound(_nothing("vendor of this study", vendor, known))


def _nothing(kind: str, name: str, known: Iterable[str]) -> str:
    from toolselect.diagnostics import nearest

    names = list(known)
    hint = nearest(name, names) or (f"known here: {', '.join(names)}" if len(names) <= 12 else "")
    return f"there is no {kind} `{name}`" + (f"; {hint}" if hint else "")


def _locating(study: Path | None, texts: Mapping[str, str]) -> Callable[[Place], Spot | None]:
    """Return what finds the line of a place whose path is relative to the study's folder."""
    from toolselect import source
    from toolselect.explaining.explain import Spot

    shift = relative(find_study(study).parent, Path.cwd())
    documents: dict[str, Document | None] = {}

    def locate(place: Place) -> Spot | None:
        path = place.path
        if not path.startswith(SHIPPED):
            path = Path(os.path.normpath(Path(shift, path))).as_posix()
        if path not in documents:
            raw = texts[path].encode() if path in texts else None
            documents[path] = source.parse(raw, path, max_bytes=len(raw))[0] if raw is not None else None
        document = documents[path]
        if document is None:
            return None
        return Spot(path, source.locate(document, place.key, place.at).line)

    return locate
