"""Rules about how the scores come out, and about what is said of them: ties, criteria that do nothing, narrative."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from toolselect.answers import digits
from toolselect.diagnostics import Diagnostic, Severity, diagnostic, with_severity
from toolselect.model.criteria import Relative, Stage
from toolselect.model.facts import GRADES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from toolselect.checks.answered import Answered

MANY_LEAVES = 40
"""So many leaves can count before a single one stops to matter."""

ALIKE = 0.95
"""Above this correlation, two criteria are said to move together."""

ENOUGH = 5
"""With fewer alternatives than this, a correlation says nothing."""


def ties(answered: Answered) -> Iterator[Diagnostic]:
    """Yield a first place that is shared."""
    if answered.ranking and len(answered.ranking[0].members) > 1:
        names = {one.vendor.id: one.vendor.name for one in answered.alternatives}
        tied = ", ".join(names[member] for member in answered.ranking[0].members)
        message = f"first place is a tie, within {digits(answered.study.resolution)} points: {tied}"
        yield diagnostic("TS801", answered.study.place.below("vendors", at="key"), message)


def rising_trust(answered: Answered) -> Iterator[Diagnostic]:
    """Yield a trust that rises where the evidence gets weaker."""
    study = answered.study
    for better, worse in pairwise(grade for grade in GRADES if grade in study.trust):
        if study.trust[worse] > study.trust[better]:
            message = (
                f"{worse.value} is trusted more ({digits(study.trust[worse])}) than {better.value} "
                f"({digits(study.trust[better])}), which is better evidence"
            )
            yield diagnostic("TS802", study.place.below("trust", worse.value), message)


def no_status_quo(answered: Answered) -> Iterator[Diagnostic]:
    """Yield that keeping what there is was not made an option."""
    study = answered.study
    if study.status_quo is None:
        found = diagnostic(
            "TS706",
            study.place.below("vendors", at="key"),
            "there is no status quo to compare with",
            "describe what is used today in a profile, and name it: `status_quo: vendors/current.yaml`",
        )
        yield with_severity(found, Severity.ERROR) if study.stage is Stage.CONCLUDE else found


def narratives(answered: Answered) -> Iterator[Diagnostic]:
    """Yield the first and the second of the ranking about which nobody wrote a word, at the last stage."""
    study = answered.study
    if study.stage is not Stage.CONCLUDE:
        return
    leading: list[str] = []
    for group in answered.ranking:
        if len(leading) < 2:
            leading += group.members
    names = {one.vendor.id: one.vendor.name for one in answered.alternatives}
    for member in leading:
        if not study.decision.narrative.get(member, "").strip():
            message = f"nothing is written about {names[member]}, one of the first two"
            hint = f"write its strengths, weaknesses and risks under `decision.narrative.{member}`"
            yield diagnostic("TS705", study.place.below("decision", "narrative", at="key"), message, hint)


def many_leaves(answered: Answered) -> Iterator[Diagnostic]:
    """Yield that more leaves count at this stage than anybody can keep apart."""
    counting = sum(1 for weight in answered.tree.weights.values() if weight > 0)
    if counting > MANY_LEAVES:
        message = (
            f"{counting} leaves count at the stage {answered.study.stage.value}, so that a single one matters little"
        )
        hint = "weigh those 0 that are to be shown only, or switch them off under `adjust`"
        yield diagnostic("TS318", answered.study.place.below("criteria"), message, hint)


def telling_nobody_apart(answered: Answered) -> Iterator[Diagnostic]:
    """Yield how much weight lies on leaves that are the same for all."""
    idle = []
    for leaf, weight in answered.tree.weights.items():
        worths = [
            score.value
            for one in answered.alternatives
            for score in one.leaves
            if score.criterion == leaf and score.value is not None
        ]
        same = len(worths) >= 2 and not any(worth.open for worth in worths)
        if weight > 0 and same and max(worth.mid for worth in worths) - min(worth.mid for worth in worths) < 1e-9:
            idle.append((leaf, weight))
    if idle:
        weight = math.fsum(share for _, share in idle)
        names = ", ".join(f"`{leaf}`" for leaf, _ in idle)
        message = f"{100 * weight:.1f} % of the weight does nothing, because all score the same: {names}"
        yield diagnostic("TS319", answered.study.place.below("criteria"), message)


def moving_together(answered: Answered) -> Iterator[Diagnostic]:
    """Yield leaves that score nearly alike over five alternatives or more."""
    columns = _columns(answered)
    for index, (leaf, mine) in enumerate(columns):
        alike = [other for other, theirs in columns[index + 1 :] if _correlation(mine, theirs) > ALIKE]
        if alike:
            names = ", ".join(f"`{other}`" for other in alike)
            message = f"over these alternatives `{leaf}` moves together with {names}, as an observation"
            hint = "this does not make one of them redundant: ask whether each matters if the other is settled"
            yield diagnostic("TS316", answered.asked[leaf].place.below("id"), message, hint)


def _columns(answered: Answered) -> list[tuple[str, Mapping[str, float]]]:
    """Return each counting leaf's settled scores by alternative. What is not known is no observation."""
    found: list[tuple[str, Mapping[str, float]]] = []
    if len(answered.alternatives) < ENOUGH:
        return found
    for leaf, weight in answered.tree.weights.items():
        if weight <= 0 or isinstance(answered.asked[leaf].value, Relative):
            continue
        column = {
            one.vendor.id: score.value.mid
            for one in answered.alternatives
            for score in one.leaves
            if score.criterion == leaf and score.value is not None and not score.value.open
        }
        if len(column) >= ENOUGH:
            found.append((leaf, column))
    return found


def _correlation(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return Pearson's r over the alternatives that both know; 0 where it is not defined."""
    both = [name for name in one if name in other]
    if len(both) < ENOUGH:
        return 0.0
    xs, ys = _centred([one[name] for name in both]), _centred([other[name] for name in both])
    spread = math.sqrt(math.fsum(x * x for x in xs) * math.fsum(y * y for y in ys))
    return math.fsum(x * y for x, y in zip(xs, ys, strict=True)) / spread if spread > 1e-9 else 0.0


def _centred(figures: Sequence[float]) -> list[float]:
    mean = math.fsum(figures) / len(figures)
    return [figure - mean for figure in figures]
