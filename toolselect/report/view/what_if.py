"""Try your own weights: the ranking by other weights, and what a browser needs to rank again by those of its reader.

A browser may only take a weighted sum and sort. What it needs for that is small, because a score depends on the weights
of the first level through two figures for each vendor v and branch b. Let g be the weight of a leaf within its branch
(the leaves of a branch sum to one), x its worth at mid, and A the leaves of b that apply to v:

    p(v, b) = sum of g * x over A          a(v, b) = sum of g over A
    score(v) = sum over b of W(b) * p(v, b) / sum over b of W(b) * a(v, b)

This is `scoring.aggregation` with its leaf weights W(b) * g multiplied out: each vendor's own weights are the global
ones by the sum of those that apply to it, so a leaf that does not apply leaves the others in their proportion. The unit
of W cancels out. A party that weighs the leaves within a branch differently has p and a of its own: another set.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolselect.model.result import CriterionState, Interval, Standing
from toolselect.report.charts.drawing import BRANCHES, rect
from toolselect.report.charts.scales import Scale
from toolselect.report.charts.score_bars import GAP, ROLES
from toolselect.report.view.blocks import Cell, Head, Paragraph, Preset, Row, Slider, Table, Trial, TrialRow, anchor
from toolselect.report.view.figures import chances_of
from toolselect.report.view.index import plan_name
from toolselect.report.view.ranking import AXES, legend, rank_text
from toolselect.scoring import ranking, tree

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolselect.model.result import Group, VendorScore
    from toolselect.report.charts.drawing import Rect, Role
    from toolselect.report.languages import Words
    from toolselect.report.view.blocks import Block
    from toolselect.report.view.index import Index

DIGITS = 12
"""Decimals of the figures that a browser gets: enough for scores that equal Python's to 1e-9 points."""
WIDTH, HEIGHT = 300.0, 11.0


@dataclass(frozen=True, slots=True)
class Parts:
    """One vendor's figures p (0..100) and a (0..1) by branch, as the module says."""

    p: tuple[float, ...]
    a: tuple[float, ...]

    def score(self, weights: Sequence[float]) -> float | None:
        """Return the score (0..100) by weights of the branches, in any unit; None if nothing that weighs applies."""
        whole = math.fsum(weight * part for weight, part in zip(weights, self.a, strict=True))
        if whole <= 0:
            return None
        return min(100.0, math.fsum(weight * part for weight, part in zip(weights, self.p, strict=True)) / whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighting:
    """Weights with a name: `parts` is the number of the set of figures that goes with them, `points` what sliders show.

    `exact` tells that the points are in proportion to the weights; otherwise they are rounded.
    """

    id: str
    label: str
    parts: int
    weights: tuple[float, ...]
    points: tuple[int, ...]
    exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Workings:
    """Everything that a ranking by other weights is computed from.

    `branches` are the criteria of the first level that count, `vendors` the ranked ones; each of the `sets` holds their
    parts in that order. The first of `weightings` is the agreed one.
    """

    branches: tuple[str, ...]
    vendors: tuple[VendorScore, ...]
    sets: tuple[tuple[Parts, ...], ...]
    weightings: tuple[Weighting, ...]
    resolution: float

    def scores(self, weighting: Weighting) -> dict[str, float | None]:
        """Return the score of each ranked vendor by a weighting."""
        parts = self.sets[weighting.parts]
        return {v.id: one.score(weighting.weights) for v, one in zip(self.vendors, parts, strict=True)}

    def ranking(self, weighting: Weighting) -> tuple[Group, ...]:
        """Return the ranking by a weighting, ties as everywhere."""
        found = self.scores(weighting).items()
        intervals = {one: None if score is None else Interval(score, score, score) for one, score in found}
        return ranking.rank(intervals, self.resolution)


def workings(index: Index) -> Workings | None:
    """Return what the trial is computed from; None where fewer than two vendors or two branches could change places."""
    branches = tuple(weight.id for weight in index.tops())
    vendors = tuple(v for v in index.evaluation.vendors if v.rank is not None)
    if len(branches) < 2 or len(vendors) < 2:
        return None
    leaves = {w.id: w.weight for w in index.evaluation.criteria if w.leaf and w.state is CriterionState.COUNTS}
    base = _within(index, branches, leaves, {})
    sets: list[tuple[Parts, ...]] = []
    weightings: list[Weighting] = []

    def add(name: str, label: str, weights: Mapping[str, float], given: Sequence[float] = ()) -> None:
        by_branch = _by_branch(index, branches, weights)
        found = _parts(index, vendors, branches, _within(index, branches, weights, base))
        number = next((i for i, known in enumerate(sets) if _same(known, found)), len(sets))
        if number == len(sets):
            sets.append(found)
        shares = tuple(tree.shares(by_branch))
        points, exact = _points(given or shares)
        weightings.append(Weighting(id=name, label=label, parts=number, weights=shares, points=points, exact=exact))

    words = index.words
    given = [index.weights[branch].given for branch in branches]
    add("", words.say("what-if.agreed"), leaves, () if index.study.views else given)
    equal = {leaf: share / len(branches) for leaf, share in base.items()}
    add("~equal", words.say("what-if.equal"), equal, [1.0] * len(branches))
    sides = {axis: {leaf: w for leaf, w in leaves.items() if index.weights[leaf].axis == axis} for axis in AXES}
    if all(sides.values()):
        add("~technology", words.say("what-if.technology"), sides["technology"])
        add("~experience", words.say("what-if.experience"), sides["experience"])
    if index.study.views:
        for view in tree.weigh(index.study).views:
            add(view.id, words.say("what-if.view", party=view.id), view.leaves)
    return Workings(
        branches=branches,
        vendors=vendors,
        sets=tuple(sets),
        weightings=tuple(weightings),
        resolution=index.study.resolution,
    )


def _by_branch(index: Index, branches: Sequence[str], leaves: Mapping[str, float]) -> list[float]:
    found: dict[str, list[float]] = {branch: [] for branch in branches}
    for leaf, weight in leaves.items():
        found[index.top(leaf)].append(weight)
    return [math.fsum(found[branch]) for branch in branches]


def _within(
    index: Index, branches: Sequence[str], leaves: Mapping[str, float], otherwise: Mapping[str, float]
) -> dict[str, float]:
    """Return each leaf's share of its branch; what `otherwise` says in branches that these leaves leave without any."""
    whole = dict(zip(branches, _by_branch(index, branches, leaves), strict=True))
    found = {leaf: weight / whole[index.top(leaf)] for leaf, weight in leaves.items() if whole[index.top(leaf)] > 0}
    return found | {leaf: share for leaf, share in otherwise.items() if whole[index.top(leaf)] <= 0}


def _parts(
    index: Index, vendors: Sequence[VendorScore], branches: Sequence[str], within: Mapping[str, float]
) -> tuple[Parts, ...]:
    found = []
    for vendor in vendors:
        worths: dict[str, list[float]] = {branch: [] for branch in branches}
        missing: dict[str, list[float]] = {branch: [] for branch in branches}
        for leaf in vendor.leaves:
            share = within.get(leaf.criterion, 0.0)
            if share <= 0:
                continue
            if leaf.value is None:
                missing[index.top(leaf.criterion)].append(share)
            else:
                worths[index.top(leaf.criterion)].append(share * leaf.value.mid)
        p = tuple(round(math.fsum(worths[branch]), DIGITS) for branch in branches)
        a = tuple(round(max(0.0, 1 - math.fsum(missing[branch])), DIGITS) for branch in branches)
        found.append(Parts(p, a))
    return tuple(found)


def _same(one: Sequence[Parts], other: Sequence[Parts]) -> bool:
    pairs = zip(one, other, strict=True)
    return all(
        math.isclose(x, y, rel_tol=0, abs_tol=1e-10)
        for first, second in pairs
        for x, y in zip((*first.p, *first.a), (*second.p, *second.a), strict=True)
    )


def _points(weights: Sequence[float]) -> tuple[tuple[int, ...], bool]:
    """Return whole points of at most 100 for sliders, and whether they are in proportion to the weights.

    Whole weights are multiplied up to a sum near 100, so that a step of a slider is a small one.
    """
    whole = math.fsum(weights)
    if all(float(weight).is_integer() for weight in weights) and max(weights) <= 100:
        factor = max(1, int(min(100 // whole, 100 // max(weights))))
        return tuple(int(weight) * factor for weight in weights), True
    return tuple(max(int(weight > 0), round(100 * weight / whole)) for weight in weights), False


def blocks(index: Index) -> tuple[Block, ...]:
    """Return the section: what it is, the sliders and their live ranking, and the ranking by each ready weighting."""
    found = workings(index)
    if found is None:
        return ()
    words = index.words
    return (Paragraph(text=words.say("what-if.intro")), _trial(index, found), _table(index, found))


def _table(index: Index, found: Workings) -> Table:
    words = index.words
    ranks = [_ranks(found.ranking(weighting)) for weighting in found.weightings]
    scores = [found.scores(weighting) for weighting in found.weightings]
    rows = tuple(
        Row(
            cells=(
                Cell(text=vendor.name),
                *(
                    _cell(rank.get(vendor.id, ""), score[vendor.id], words)
                    for rank, score in zip(ranks, scores, strict=True)
                ),
            )
        )
        for vendor in found.vendors
    )
    heads = (Head(weighting.label, numeric=True) for weighting in found.weightings)
    return Table(caption=words.say("what-if.caption"), head=(Head(words.say("head.alternative")), *heads), rows=rows)


def _ranks(groups: Sequence[Group]) -> dict[str, str]:
    return {
        member: f"{group.rank}=" if len(group.members) > 1 else f"{group.rank}"
        for group in groups
        for member in group.members
    }


def _cell(rank: str, score: float | None, words: Words) -> Cell:
    if score is None:
        return Cell(text=words.say("does not apply"), missing=True)
    return Cell(text=rank, sub=words.score(score, 1))


def _trial(index: Index, found: Workings) -> Trial:
    words = index.words
    agreed = found.weightings[0]
    roles = _roles(found.branches)
    decimals = max(1, index.decimals)
    rows = []
    for vendor in found.vendors:
        chances = chances_of(index, vendor.id)
        rows.append(
            TrialRow(
                rank=rank_text(index, vendor),
                name=vendor.name,
                plan=words.say("first.ranking.today")
                if vendor.standing is Standing.STATUS_QUO
                else plan_name(vendor, words),
                bar=_bar(index, vendor, roles),
                score="" if vendor.score is None else words.score(vendor.score.mid, decimals),
                chance=words.percent(chances.first) if chances is not None else "",
                leader=vendor.id in index.evaluation.verdict.first,
            )
        )
    return Trial(
        sliders=tuple(
            Slider(
                id=anchor("weight", branch),
                title=index.title(branch),
                points=str(points),
                share=words.percent(share, 1),
            )
            for branch, points, share in zip(found.branches, agreed.points, agreed.weights, strict=True)
        ),
        presets=tuple(Preset(label=weighting.label) for weighting in found.weightings),
        legend=legend(index),
        rows=tuple(rows),
        chances=any(row.chance for row in rows),
        data=_data(found, words, roles, decimals),
        labels={
            "about": words.say("what-if.about"),
            "presets": words.say("what-if.presets"),
            "sliders": words.say("what-if.sliders"),
            "banner": words.say("what-if.banner"),
            "reset": words.say("what-if.reset"),
            "link": words.say("what-if.link"),
            "table": words.say("what-if.table"),
            "rank": words.say("first.ranking.rank"),
            "alternative": words.say("head.alternative"),
            "bar": words.say("first.ranking.bar"),
            "score": words.say("first.ranking.score"),
            "move": words.say("what-if.move"),
            "chance": words.say("first.ranking.chance"),
        },
    )


def _roles(branches: Sequence[str]) -> tuple[tuple[Role, tuple[int, ...]], ...]:
    """Return the colours of a bar in order, each with the branches (by number) that it stands for."""
    named = [(ROLES[branch], (branches.index(branch),)) for branch in BRANCHES if branch in branches]
    rest = tuple(number for number, branch in enumerate(branches) if branch not in BRANCHES)
    return (*named, ("other", rest)) if rest else tuple(named)


def _bar(index: Index, vendor: VendorScore, roles: Sequence[tuple[Role, tuple[int, ...]]]) -> tuple[Rect, ...]:
    """Return a rectangle for each role, those of no width included: the page's script moves them, and makes none."""
    points = list(index.top_points(vendor).values())
    scale, at, found = Scale(0, 100, 0, WIDTH), 0.0, []
    for role, members in roles:
        length = math.fsum(points[number] for number in members)
        found.append(rect(scale(at), 0, scale(length) - GAP, HEIGHT, role))
        at += length
    return tuple(found)


def _data(found: Workings, words: Words, roles: Sequence[tuple[Role, tuple[int, ...]]], decimals: int) -> str:
    """Return what the page's script reads, as JSON: figures and our own sentences, nothing from a vendor's file."""
    by_id = sorted(vendor.id for vendor in found.vendors)
    data = {
        "resolution": found.resolution,
        "slack": ranking.SLACK,
        "decimals": decimals,
        "order": [by_id.index(vendor.id) for vendor in found.vendors],
        "roles": [members for _, members in roles],
        "sets": [[_written(parts) for parts in one] for one in found.sets],
        "presets": [
            {"id": one.id, "set": one.parts, "points": one.points}
            | ({} if one.exact else {"weights": [_short(weight) for weight in one.weights]})
            for one in found.weightings
        ],
        "say": {
            "leads": words.say("what-if.leads", first="{first}", second="{second}", lead="{lead}"),
            "tied": words.say("what-if.tied", names="{names}", resolution=words.plain(found.resolution)),
            "alone": words.say("what-if.alone", first="{first}"),
            "nothing": words.say("what-if.nothing"),
        },
    }
    return json.dumps(data, ensure_ascii=True, separators=(",", ":"))


def _written(parts: Parts) -> dict[str, list[float]]:
    p = {"p": [_short(value) for value in parts.p]}
    return p if all(value == 1 for value in parts.a) else p | {"a": [_short(value) for value in parts.a]}


def _short(value: float) -> float:
    """Return the figure as an integer where it is one: `0` is shorter than `0.0`."""
    value = round(value, DIGITS)
    return int(value) if value.is_integer() else value
