"""The six figures of the first screen, and the interval that goes with a score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.model.result import Standing
from toolselect.report import numbers
from toolselect.report.headline import business
from toolselect.report.view.blocks import Figure

if TYPE_CHECKING:
    from toolselect.model.result import VendorScore
    from toolselect.model.robustness import Chances
    from toolselect.report.view.index import Index


def figures(index: Index) -> tuple[Figure, ...]:
    """Return the key figures of the first place, in their order."""
    evaluation = index.evaluation
    first = [evaluation.vendor(vendor) for vendor in evaluation.verdict.first]
    known = [vendor for vendor in first if vendor.score is not None]
    if not known:
        return (_evidence_figure(index, first),)
    return (
        _score_figure(index, known),
        _lead_figure(index),
        _confidence_figure(index),
        _cost_figure(index, first),
        _payback_figure(index, first),
        _evidence_figure(index, first),
    )


def _score_figure(index: Index, known: list[VendorScore]) -> Figure:
    words = index.words
    scores = [words.score(v.score.mid, index.decimals) for v in known if v.score is not None]
    spans = [span for vendor in known if (span := span_text(index, vendor))]
    key = "first.figure.drawn range" if index.evaluation.robustness is not None else "first.figure.possible range"
    return Figure(
        label=words.say("first.figure.score"),
        value=_joined(scores),
        unit=words.say("first.figure.of 100"),
        note=words.say(key, range=_joined(spans)) if spans else words.say("first.figure.nothing open"),
    )


def span_text(index: Index, vendor: VendorScore) -> str:
    """Write the interval that goes with a score: that of 90 % of the draws, else the possible one."""
    chances = chances_of(index, vendor.id)
    if chances is not None:
        low, high = (index.words.score(end, index.decimals) for end in (chances.low, chances.high))
        return f"{low}{numbers.DASH}{high}" if low != high else ""
    return index.words.interval(vendor.score, index.decimals) if vendor.score is not None else ""


def chances_of(index: Index, vendor: str) -> Chances | None:
    """Return what the draws say about an alternative; None if there are none, or it is not ranked."""
    robustness = index.evaluation.robustness
    if robustness is None:
        return None
    return next((one for one in robustness.simulation.alternatives if one.vendor == vendor), None)


def _lead_figure(index: Index) -> Figure:
    verdict, words = index.evaluation.verdict, index.words
    label = words.say("first.figure.lead")
    if len(verdict.first) > 1:
        note = words.say("first.figure.within resolution", resolution=words.plain(index.study.resolution))
        return Figure(label=label, value=words.say("first.figure.tied"), note=note)
    if verdict.lead is None:
        return Figure(label=label, value=words.say("none"), note=words.say("first.figure.nobody else"))
    second = index.evaluation.vendor(verdict.runner_up[0]) if verdict.runner_up else None
    score = words.score(second.score.mid, index.decimals) if second is not None and second.score is not None else ""
    return Figure(
        label=label,
        value=words.points(verdict.lead),
        unit=words.say("first.figure.points"),
        note=words.say("first.figure.over", second=words.listed(index.names(verdict.runner_up)), score=score),
    )


def _confidence_figure(index: Index) -> Figure:
    verdict, words = index.evaluation.verdict, index.words
    label = words.say("first.figure.confidence")
    if len(verdict.first) > 1:
        return Figure(label=label, value=words.say("first.figure.too close"), note=words.say("first.figure.tie note"))
    chances = chances_of(index, verdict.first[0])
    if verdict.confidence is None:
        value = words.say("first.figure.not rated")
    else:
        value = words.say(f"confidence.{verdict.confidence.value}")
    if chances is None:
        return Figure(label=label, value=value, note=words.say("first.figure.by coverage"))
    note = words.say("first.figure.first in", share=words.percent(chances.first))
    return Figure(label=label, value=value, note=note, meter=chances.first)


def _cost_figure(index: Index, first: list[VendorScore]) -> Figure:
    evaluation, words = index.evaluation, index.words
    mine, theirs = business(evaluation, evaluation.verdict.first), business(evaluation, evaluation.verdict.runner_up)
    if mine is not None:
        gap = None if theirs is None else mine.total_cost - theirs.total_cost
        second = words.listed(index.names(evaluation.verdict.runner_up))
        note = words.say("first.figure.base case")
        if gap is not None and abs(gap) >= 0.5:
            amount = words.short_money(abs(gap), mine.currency)
            key = "first.figure.more than" if gap > 0 else "first.figure.less than"
            note = words.say(key, amount=amount, second=second)
        label = words.say("first.figure.total cost", n=mine.horizon)
        return Figure(label=label, value=words.short_money(mine.total_cost, mine.currency), note=note)
    costs = [vendor.plan.cost for vendor in first]
    reasons = list(dict.fromkeys(cost.reason for cost in costs if cost.low is None and cost.reason))
    note = words.say("first.figure.list price", seats=words.say("count.seats", n=evaluation.study.seats))
    return Figure(
        label=words.say("first.figure.licences"),
        value=_joined([words.cost(cost) for cost in costs]),
        note="; ".join([note, *reasons]),
    )


def _payback_figure(index: Index, first: list[VendorScore]) -> Figure:
    evaluation, words = index.evaluation, index.words
    found = business(evaluation, evaluation.verdict.first)
    label = words.say("first.figure.payback")
    if found is None:
        standing = [vendor.standing for vendor in first]
        key = "first.figure.no case, status quo" if Standing.STATUS_QUO in standing else "first.figure.no case"
        return Figure(label=label, value=words.say("none"), note=words.say(key))
    ends = [
        words.plain(round(end)) if end is not None else words.say("never")
        for end in (found.payback_high, found.payback_low)
    ]
    note = words.say("first.figure.payback range", early=ends[0], late=ends[1])
    if found.payback is None:
        return Figure(label=label, value=words.say("never"), note=note)
    months = round(found.payback)
    return Figure(label=label, value=words.plain(months), unit=words.say("unit.months", n=months), note=note)


def _evidence_figure(index: Index, first: list[VendorScore]) -> Figure:
    words = index.words
    used = [e for v in index.evaluation.vendors for held in index.helds(v).values() for e in held.evidence if e.used]
    fresh = sum(not evidence.expired for evidence in used)
    coverage = min((vendor.coverage for vendor in first), default=None)
    note = words.say("first.figure.in date")
    if coverage is not None:
        note = words.say("first.figure.in date, coverage", coverage=words.percent(coverage))
    return Figure(
        label=words.say("first.figure.evidence"),
        value=words.plain(fresh),
        unit=words.say("first.figure.of", all=words.plain(len(used))),
        note=note,
    )


def _joined(parts: list[str], between: str = " / ") -> str:
    different = list(dict.fromkeys(parts))
    return between.join(different) if len(different) <= 3 else f"{different[0]}, \u2026, {different[-1]}"
