"""Rules about weights: sums, stale or lopsided groups, weights that only count the leaves."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from toolselect.answers import digits
from toolselect.checks.places import changes_value, weight_place
from toolselect.diagnostics import Diagnostic, diagnostic
from toolselect.model.criteria import BooleanValue, Levels, Linear, Points, Relative, Share
from toolselect.scoring import tree as trees

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from toolselect.diagnostics import Place
    from toolselect.model.criteria import CriteriaSet, Criterion, ValueFunction
    from toolselect.model.judgements import End
    from toolselect.model.study import Study

FAR_APART = 3.0
"""From this ratio on, the weights of siblings need a reason."""


def sum_to_nothing(criteria: CriteriaSet, study: Study | None) -> Iterator[Diagnostic]:
    """Yield groups of siblings among which nothing can be shared."""
    del study
    if criteria.criteria and not any(node.weight for node in criteria.criteria):
        yield diagnostic(
            "TS301", criteria.place.below("criteria", at="key"), "the weights of the top criteria sum to nothing"
        )
    for node in criteria.nodes():
        if node.children and node.weight and not any(child.weight for child in node.children):
            yield diagnostic(
                "TS301", node.place.below("criteria", at="key"), f"the weights below `{node.id}` sum to nothing"
            )


def intervals_that_none_keep(criteria: CriteriaSet, study: Study | None) -> Iterator[Diagnostic]:
    """Yield groups of siblings whose shares can't all keep to the intervals that a study draws them from."""
    del criteria
    intervals = study.robustness.intervals if study is not None else {}
    if study is None or not intervals:
        return
    tree = trees.weigh(study)
    told: set[str] = set()
    for leaves in [view.leaves for view in tree.views] or [tree.weights]:
        for members in trees.sibling_shares(tree, leaves).values():
            stated = [member for member in members if member in intervals]
            if not stated or stated[0] in told or trees.feasible([intervals.get(one, (0.0, 1.0)) for one in members]):
                continue
            told.add(stated[0])
            at = study.place.below("robustness", "intervals", stated[0], at="key")
            message = (
                "no shares of " + ", ".join(f"`{one}`" for one in members) + " that sum to 1 keep to the intervals"
            )
            yield diagnostic("TS326", at, message, "lower the lows, raise the highs, or leave one out")


def far_apart(criteria: CriteriaSet, study: Study | None) -> Iterator[Diagnostic]:
    """Yield groups whose heaviest member weighs three times the lightest or more, where neither says why."""
    given = study.weights if study is not None else {}
    for _, group in _groups(criteria):
        weighing = [node for node in group if node.weight > 0]
        if len(weighing) < 2 or len({node.id in given for node in weighing}) > 1:  # half set: reported as such
            continue
        heaviest = max(weighing, key=lambda node: node.weight)
        lightest = min(weighing, key=lambda node: node.weight)
        ratio = heaviest.weight / lightest.weight
        if ratio >= FAR_APART and not heaviest.reason and not lightest.reason:
            message = (
                f"`{heaviest.id}` weighs {digits(round(ratio, 1))} times as much as its sibling `{lightest.id}`, "
                "and nothing says why"
            )
            yield diagnostic(
                "TS313", weight_place(heaviest, study), message, "give it a `reason` in one line, or other weights"
            )


def following_leaf_counts(criteria: CriteriaSet, study: Study | None) -> Iterator[Diagnostic]:
    """Yield groups of three branches or more whose weights are in proportion to how many leaves they have."""
    for place, group in _groups(criteria):
        branches = [node for node in group if node.children and node.weight > 0]
        if len(branches) < 3 or all(node.reason for node in branches):
            continue
        counts = [sum(1 for leaf in node.leaves() if leaf.weight > 0) for node in branches]
        if min(counts) == max(counts) or min(counts) == 0:
            continue
        per_leaf = [node.weight / count for node, count in zip(branches, counts, strict=True)]
        if max(per_leaf) <= 1.1 * min(per_leaf):
            at = weight_place(branches[0], study) if study and branches[0].id in study.weights else place
            message = "the weights of " + ", ".join(f"`{node.id}`" for node in branches) + " only count their leaves"
            hint = "weigh what each branch is worth, and give each a `reason`"
            yield diagnostic("TS314", at, message, hint)


def older_than_the_anchors(criteria: CriteriaSet, study: Study | None) -> Iterator[Diagnostic]:
    """Yield leaves that a study gives other anchors without weighing the group again in which they compete."""
    if study is None:
        return
    given: list[Mapping[str, float]] = [view.weights for view in study.views] or [study.weights]
    parents = {child.id: node for node in criteria.nodes() for child in node.children}
    for leaf in criteria.leaves():
        if not changes_value(leaf, study) or not leaf.weight or not leaf.applies:
            continue
        group = _competing(leaf, criteria, parents)
        if group and not all(any(node.id in weights for node in group) for weights in given):
            names = ", ".join(node.id for node in group)
            message = f"`{leaf.id}` has other anchors here, and its weight is still the one for the old ones"
            hint = f"weigh the group again, under `weights`: {names}"
            yield diagnostic("TS312", study.place.below("adjust", leaf.id, "value", at="key"), message, hint)


def asked_for_another_range(criteria: CriteriaSet, study: Study | None) -> Iterator[Diagnostic]:
    """Yield swings that name another range than the one that the scale has by now: they answer another question."""
    if study is None:
        return
    leaves = {leaf.id: leaf for leaf in criteria.leaves()}
    for swing in study.swings:
        leaf = leaves.get(swing.criterion)
        if leaf is None or leaf.value is None or swing.start is None or swing.end is None:
            continue
        ends = _ends(leaf.value)
        asked = f"`{leaf.id}` was asked for the step from {_named(swing.start)} to {_named(swing.end)}"
        if ends is None:
            message = f"{asked}, and its scale is relative: it has no ends that stay"
            yield diagnostic("TS321", swing.place.below("from"), message, "give it anchors, then ask again")
            continue
        same = (_same(swing.start, ends[0]), _same(swing.end, ends[1]))
        if not all(same):
            now = f"{_named(ends[0])} to {_named(ends[1])}"
            message = f"{asked}, and its scale goes from {now} by now"
            hint = f"ask the group again: what is the step from {now} worth?"
            yield diagnostic("TS321", swing.place.below("to" if same[0] else "from"), message, hint)


def _ends(value: ValueFunction) -> tuple[End, End] | None:
    """Return the worst and the best end of a scale; None if they move with the vendors."""
    match value:
        case Linear():
            return value.worst, value.best
        case Points():
            (low, at_low), (high, at_high) = value.points[0], value.points[-1]
            return (low, high) if at_low <= at_high else (high, low)
        case BooleanValue():
            return ("no", "yes") if value.no <= value.yes else ("yes", "no")
        case Levels():
            worst = min(value.levels, key=lambda level: level.value)
            return worst.name, max(value.levels, key=lambda level: level.value).name
        case Share():
            return "none", "all"
        case Relative():
            return None


def _same(asked: End, now: End) -> bool:
    if isinstance(asked, str) or isinstance(now, str):
        return asked == now
    return math.isclose(asked, now, rel_tol=1e-9, abs_tol=1e-12)


def _named(end: End) -> str:
    return f"`{end}`" if isinstance(end, str) else digits(end)


def _competing(node: Criterion, criteria: CriteriaSet, parents: Mapping[str, Criterion]) -> tuple[Criterion, ...]:
    """Return the siblings among which a node's weight decides; of an only child, those of its parent. None: empty."""
    while True:
        parent = parents.get(node.id)
        siblings = criteria.criteria if parent is None else parent.children
        weighing = tuple(one for one in siblings if one.weight > 0 or one.id == node.id)
        if len(weighing) > 1:
            return weighing
        if parent is None:
            return ()
        node = parent


def _groups(criteria: CriteriaSet) -> Iterator[tuple[Place, Sequence[Criterion]]]:
    yield criteria.place.below("criteria", at="key"), criteria.criteria
    for node in criteria.nodes():
        if node.children:
            yield node.place.below("criteria", at="key"), node.children
