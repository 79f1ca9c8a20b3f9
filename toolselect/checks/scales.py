"""Rules about scales: relative ones, and levels that nobody could observe."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolselect.checks.criteria import counts_money
from toolselect.checks.places import value_place
from toolselect.diagnostics import Diagnostic, diagnostic
from toolselect.model.criteria import Levels, Relative

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolselect.model.criteria import CriteriaSet, Level
    from toolselect.model.study import Study

_WORDS = re.compile(r"[\u3400-\u9fff]|[^\W_]+")


def relative(criteria: CriteriaSet, study: Study | None) -> Iterator[Diagnostic]:
    """Yield leaves whose scores depend on which vendors are at hand; for a price that is an error."""
    for leaf in criteria.leaves():
        if not isinstance(leaf.value, Relative):
            continue
        place = value_place(leaf, study)
        if counts_money(leaf, criteria):
            message = (
                f"`{leaf.id}` scores a price relative to the prices at hand: a dear vendor more makes all others cheap"
            )
            hint = "declare what is dear and what is cheap: `linear: {worst: …, best: …}`"
            yield diagnostic("TS602", place, message, hint)
        else:
            message = f"`{leaf.id}` is scored relative to the vendors at hand: adding one can swap two others"
            yield diagnostic("TS311", place, message, "declare anchors: `linear: {worst: …, best: …}`")


def bare_levels(criteria: CriteriaSet, study: Study | None) -> Iterator[Diagnostic]:
    """Yield levels whose description is a grade, not something that an observer could see."""
    for leaf in criteria.leaves():
        if not isinstance(leaf.value, Levels):
            continue
        place = value_place(leaf, study)
        for level in leaf.value.levels:
            if _is_bare(level):
                message = f"`{level.means}` does not say what an observer sees at the level `{level.name}`"
                hint = "write a sentence that two people would agree on when they look at the product"
                yield diagnostic("TS320", place.below("levels", level.name, "means"), message, hint)


def _is_bare(level: Level) -> bool:
    words = [word.casefold() for word in _WORDS.findall(level.means)]
    return len(words) < 3 or words == [word.casefold() for word in _WORDS.findall(level.name.replace("_", " "))]
