"""The ranking of the first screen: stacked bars, scores with their intervals, chances and costs."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from toolselect.model.money import Scenario
from toolselect.model.result import Standing
from toolselect.report import numbers
from toolselect.report.charts import score_bars
from toolselect.report.charts.drawing import BRANCHES
from toolselect.report.view.blocks import Ranking, RankRow
from toolselect.report.view.figures import chances_of, span_text
from toolselect.report.view.index import musts_text, plan_name

if TYPE_CHECKING:
    from toolselect.model.result import VendorScore
    from toolselect.report.charts.drawing import Drawing
    from toolselect.report.view.index import Index

AXES = ("technology", "experience")
CLOSE = 3.0
"""Points of the score within which alternatives are called close in a title."""


def rank_text(index: Index, vendor: VendorScore) -> str:
    """Write a rank; a shared one carries an equals sign."""
    shared = any(vendor.id in group.members and len(group.members) > 1 for group in index.evaluation.ranking)
    return f"{vendor.rank}=" if shared else f"{vendor.rank}"


def ranking(index: Index) -> Ranking:
    """Return the ranking with its chart."""
    words = index.words
    ranked = [v for v in index.evaluation.vendors if v.score is not None and v.rank is not None]
    others = words.say("first.ranking.others")
    stacks = [stack(index, vendor) for vendor in ranked]
    rows = tuple(
        _rank_row(index, vendor, score_bars.bar(one, f"bar-{vendor.id}", others))
        for vendor, one in zip(ranked, stacks, strict=True)
    )
    money = any(row.total for row in rows)
    title = _finding(index, ranked)
    return Ranking(
        title=title,
        caption=_ranking_caption(index),
        legend=legend(index),
        chance_head=words.say("first.ranking.chance") if any(row.chance for row in rows) else "",
        cost_head=words.say("first.ranking.total", n=index.evaluation.money.horizon)
        if money and index.evaluation.money is not None
        else words.say("first.ranking.licences"),
        rows=tuple(replace(row, total=row.total or numbers.DASH) for row in rows) if money else rows,
        chart=score_bars.chart(stacks, "ranking", title, " ".join(s.said for s in stacks), others) if stacks else None,
    )


def _finding(index: Index, ranked: list[VendorScore]) -> str:
    """Return the title of the ranking: how far apart the leaders are."""
    words, verdict = index.words, index.evaluation.verdict
    scores = [v.score.mid for v in ranked if v.score is not None]
    if len(scores) < 2 or len(verdict.first) > 1 or not verdict.runner_up:
        return words.say("first.ranking.title")
    close = sum(scores[0] - score <= CLOSE for score in scores)
    if close > 1:
        return words.say("first.ranking.title, close", n=close, points=words.plain(CLOSE))
    first, second = index.name(verdict.first[0]), words.listed(index.names(verdict.runner_up))
    return words.say(
        "first.ranking.title, clear", first=first, second=second, lead=words.score(scores[0] - scores[1], 1)
    )


def stack(index: Index, vendor: VendorScore) -> score_bars.Stack:
    """Return what the bar of an alternative shows: points by top branch, and the interval of its score."""
    words = index.words
    points = index.top_points(vendor)
    chances = chances_of(index, vendor.id)
    interval = None
    if chances is not None and chances.low < chances.high:
        interval = (chances.low, chances.high)
    elif chances is None and vendor.score is not None and vendor.score.open:
        interval = (vendor.score.low, vendor.score.high)
    score = words.score(vendor.score.mid, index.decimals) if vendor.score is not None else ""
    parts = ", ".join(
        words.say("first.ranking.part", branch=index.title(branch), points=words.score(found, 1))
        for branch, found in points.items()
    )
    span = span_text(index, vendor)
    key = "first.ranking.said" if not span else "first.ranking.said, interval"
    return score_bars.Stack(
        name=vendor.name,
        figure=score,
        said=words.say(key, name=vendor.name, score=score, parts=parts, interval=span),
        points=points,
        interval=interval,
    )


def _rank_row(index: Index, vendor: VendorScore, bar: Drawing) -> RankRow:
    words = index.words
    chances = chances_of(index, vendor.id)
    return RankRow(
        rank=rank_text(index, vendor),
        name=vendor.name,
        plan=words.say("first.ranking.today") if vendor.standing is Standing.STATUS_QUO else plan_name(vendor, words),
        score=words.score(vendor.score.mid, index.decimals) if vendor.score is not None else "",
        interval=span_text(index, vendor),
        bar=bar,
        coverage=words.percent(vendor.coverage),
        proven=words.percent(vendor.proven),
        chance=words.percent(chances.first) if chances is not None else "",
        total=_total(index, vendor.id),
        cost=words.cost(vendor.plan.cost),
        musts=musts_text(vendor, words),
        leader=vendor.id in index.evaluation.verdict.first,
        status_quo=vendor.standing is Standing.STATUS_QUO,
    )


def _total(index: Index, vendor: str) -> str:
    """Write what an alternative costs over the horizon, in the base scenario; nothing without a business case."""
    case = index.evaluation.money
    if case is None:
        return ""
    for found in case.vendors:
        base = found.scenario(Scenario.BASE)
        if found.vendor == vendor and base is not None:
            return index.words.short_money(base.figures.total_cost, case.currency)
    return ""


def side_points(index: Index, vendor: VendorScore) -> tuple[tuple[str, float], ...]:
    """Return the points that the technology side, the experience side and all else add to a score."""
    sides: dict[str, list[float]] = {axis: [] for axis in (*AXES, "")}
    for leaf in vendor.leaves:
        if leaf.contribution is not None and leaf.criterion in index.weights:
            axis = index.weights[leaf.criterion].axis
            sides[axis if axis in sides else ""].append(leaf.contribution.mid)
    return tuple((side, math.fsum(found)) for side, found in sides.items())


def legend(index: Index) -> tuple[tuple[str, str], ...]:
    """Return the colours in their fixed order with what they stand for, the grey of all other branches last."""
    words = index.words

    def title(branch: str) -> str:
        name = index.title(branch)
        return words.say("first.legend.licence only", branch=name) if index.holds_cost_only(branch) else name

    tops = [weight.id for weight in index.tops()]
    found = [(score_bars.ROLES[branch], title(branch)) for branch in BRANCHES if branch in tops]
    others = [title(branch) for branch in tops if branch not in BRANCHES]
    return (*found, ("other", words.say("first.legend.others", names=words.listed(others)))) if others else tuple(found)


def _ranking_caption(index: Index) -> str:
    words = index.words
    resolution = words.plain(index.study.resolution)
    if index.evaluation.robustness is not None:
        policy = index.evaluation.robustness.simulation.policy
        return words.say(
            "first.ranking.caption, drawn",
            draws=words.plain(policy.draws),
            sampler=words.say(f"sampler.{policy.weights.value}"),
            resolution=resolution,
        )
    return words.say("first.ranking.caption", resolution=resolution)
