"""The first screen: what to choose, how sure, why not the second, what could change it, what is asked."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from toolselect.model.result import GateState, Standing, Status
from toolselect.report import geometry, numbers
from toolselect.report.headline import headline, situation, waiting
from toolselect.report.view.blocks import (
    Asked,
    Change,
    Comparison,
    Difference,
    Figure,
    Out,
    RankRow,
    Recommendation,
)
from toolselect.report.view.index import NOT_KNOWN, musts_text, plan_name

if TYPE_CHECKING:
    from toolselect.model.result import Evaluation, Gate, Interval, LeafScore, OpenOrder, VendorScore
    from toolselect.model.study import Organisation
    from toolselect.report.view.index import Index

AXES = ("technology", "experience")
OPEN_STATE = {
    Status.UNKNOWN: "is not known",
    Status.PARTIAL: "is known in part",
    Status.RANGE: "is known as a range only",
    Status.CONFLICT: "is disputed between sources",
}
SENTENCE = re.compile(r"(?<=[.!?])\s+")
POINTER = re.compile(
    r"\b(figures?|numbers?|shares?|values?|everything|all)\b.{0,20}\bbelow\b", re.IGNORECASE | re.DOTALL
)
INVENTED = re.compile(r"(^|[.!?]\s+|\b(is|are|all)\s+|\()(invented|fictional|fictitious)\b", re.IGNORECASE)
INVENTED_FIRST = re.compile(r"^invented\b[\s.,:;]*", re.IGNORECASE)
MOST_AGAINST, MOST_FOR, MOST_CHANGES, MOST_QUESTIONS = 4, 2, 4, 3


def recommendation(index: Index) -> Recommendation:
    """Return the first screen."""
    evaluation = index.evaluation
    said = headline(situation(evaluation))
    changes, intro = _changes(index)
    return Recommendation(
        verdict=said.verdict,
        lede=" ".join(part for part in (said.basis, said.cost, waiting(evaluation)) if part),
        tone=said.tone,
        about=about(evaluation.study.organisation),
        figures=_figures(index),
        ranking=tuple(
            _rank_row(index, vendor, vendor.score)
            for vendor in evaluation.vendors
            if vendor.score is not None and vendor.rank is not None
        ),
        ranking_caption=_ranking_caption(index),
        legend=_legend(index),
        out=_out(index),
        comparison=_comparison(index),
        changes=changes,
        changes_intro=intro,
        unproven=_unproven(index),
        asked=_asked(evaluation),
        notes=_notes(index),
    )


def about(organisation: Organisation) -> str:
    """Say in front of all figures what kind of organisation they are for, above all that it is invented.

    The note itself stands with the figures of the organisation; a sentence that points at them is left out here.
    """
    if not organisation.note:
        return ""
    sentences = [one for one in SENTENCE.split(organisation.note) if not POINTER.search(one)]
    text = " ".join(" ".join(sentences).split())
    if not INVENTED.search(organisation.note) and not INVENTED.search(organisation.name):
        return f"About the organisation: {text}" if text else ""
    text = INVENTED_FIRST.sub("", text)
    where = "What is assumed about the organisation is listed under \u201cOrganisation and adjustments\u201d."
    return f"Invented example: {text} {where}" if text else f"Invented example. {where}"


def _figures(index: Index) -> tuple[Figure, ...]:
    evaluation = index.evaluation
    first = [evaluation.vendor(vendor) for vendor in evaluation.verdict.first]
    known = [(vendor, vendor.score) for vendor in first if vendor.score is not None]
    found: list[Figure] = []
    if known:
        spans = [numbers.interval(score, index.decimals) for _, score in known if score.open]
        found += [
            Figure(
                label="Weighted score",
                value=_joined([numbers.score(score.mid, index.decimals) for _, score in known]),
                unit="of 100",
                note=f"possible {_joined(spans, ' and ')}" if spans else "nothing left open",
            ),
            _lead_figure(index),
            Figure(
                label="Coverage",
                value=_joined([numbers.percent(vendor.coverage) for vendor, _ in known]),
                note="of the weight is known",
            ),
            Figure(
                label="Proven",
                value=_joined([numbers.percent(vendor.proven) for vendor, _ in known]),
                note="rests on documentation or better",
            ),
            _cost_figure(first, evaluation.study.seats),
        ]
    found.append(_evidence_figure(index))
    return tuple(found)


def _lead_figure(index: Index) -> Figure:
    verdict = index.evaluation.verdict
    if len(verdict.first) > 1:
        return Figure(
            label="Lead", value="tied", note=f"within {numbers.plain(index.study.resolution)} points, the resolution"
        )
    if verdict.lead is None:
        return Figure(label="Lead", value="none", note="nobody else is ranked")
    sure = f"; confidence {verdict.confidence.value}" if verdict.confidence is not None else ""
    return Figure(
        label="Lead",
        value=numbers.points(verdict.lead),
        unit="points",
        note=f"over {numbers.listed(index.names(verdict.runner_up))}{sure}",
    )


def _cost_figure(first: list[VendorScore], seats: int) -> Figure:
    costs = [vendor.plan.cost for vendor in first]
    value = _joined([numbers.cost(cost) for cost in costs])
    reasons = list(dict.fromkeys(cost.reason for cost in costs if cost.low is None and cost.reason))
    note = f"list price for {numbers.count(seats, 'seat')}"
    return Figure(label="Licences a year", value=value, note="; ".join([note, *reasons]))


def _evidence_figure(index: Index) -> Figure:
    used = [e for v in index.evaluation.vendors for held in index.helds(v).values() for e in held.evidence if e.used]
    expired = sum(evidence.expired for evidence in used)
    return Figure(
        label="Expired facts",
        value=f"{expired:,}",
        unit=f"of {len(used):,}",
        note="answers in use, over all alternatives",
    )


def _joined(parts: list[str], between: str = " / ") -> str:
    different = list(dict.fromkeys(parts))
    return between.join(different) if len(different) <= 3 else f"{different[0]}, \u2026, {different[-1]}"


def rank_text(index: Index, vendor: VendorScore) -> str:
    """Write a rank; a shared one carries an equals sign."""
    shared = any(vendor.id in group.members and len(group.members) > 1 for group in index.evaluation.ranking)
    return f"{vendor.rank}=" if shared else f"{vendor.rank}"


def _rank_row(index: Index, vendor: VendorScore, score: Interval) -> RankRow:
    written, span = numbers.score(score.mid, index.decimals), numbers.interval(score, index.decimals)
    return RankRow(
        rank=rank_text(index, vendor),
        name=vendor.name,
        plan="what you have today" if vendor.standing is Standing.STATUS_QUO else plan_name(vendor),
        score=written,
        interval=span,
        bar=geometry.bar(
            tuple(points for _, points in side_points(index, vendor)),
            score,
            f"Score {written} of 100" + (f", possible {span}" if span else ""),
        ),
        coverage=numbers.percent(vendor.coverage),
        proven=numbers.percent(vendor.proven),
        cost=numbers.cost(vendor.plan.cost),
        musts=musts_text(vendor),
        leader=vendor.id in index.evaluation.verdict.first,
        status_quo=vendor.standing is Standing.STATUS_QUO,
    )


def side_points(index: Index, vendor: VendorScore) -> tuple[tuple[str, float], ...]:
    """Return the points that the technology side, the experience side and all else add to a score."""
    sides: dict[str, list[float]] = {axis: [] for axis in (*AXES, "")}
    for leaf in vendor.leaves:
        if leaf.contribution is not None and leaf.criterion in index.weights:
            axis = index.weights[leaf.criterion].axis
            sides[axis if axis in sides else ""].append(leaf.contribution.mid)
    return tuple((side, math.fsum(found)) for side, found in sides.items())


def _legend(index: Index) -> tuple[str, ...]:
    rest = [
        f"{w.title} (licence cost only)" if index.holds_cost_only(w.id) else w.title
        for w in index.tops()
        if w.axis not in AXES
    ]
    return ("Technology", "Experience", numbers.listed(rest)) if rest else ("Technology", "Experience")


def _ranking_caption(index: Index) -> str:
    decimals = index.decimals
    digits = "whole points" if decimals == 0 else f"{decimals} decimal{'s' if decimals > 1 else ''}"
    return (
        "Weighted score, 0 to 100, with its possible range (the line under the bar) while answers are missing or "
        f"disputed. Printed in {digits}; "
        f"within {numbers.plain(index.study.resolution)} points of the first is a tie (=)."
    )


def _out(index: Index) -> tuple[Out, ...]:
    found = []
    for vendor in index.evaluation.vendors:
        failed = [gate for gate in vendor.gates if gate.state is GateState.FAIL]
        if vendor.standing is Standing.FAILED:
            why = "; ".join(_gate_text(index, gate) for gate in failed)
            found.append(Out(vendor.name, f"Ruled out. {why}" if why else "Ruled out."))
        elif vendor.rank is None or vendor.score is None:
            found.append(Out(vendor.name, "Not ranked: nothing that counts applies to it."))
    return tuple(found)


def _gate_text(index: Index, gate: Gate) -> str:
    return f"{index.title(gate.criterion)}: {numbers.relations(gate.reason)}"


def _unproven(index: Index) -> tuple[Out, ...]:
    return tuple(
        Out(vendor.name, _gate_text(index, gate))
        for vendor in index.evaluation.vendors
        for gate in vendor.gates
        if gate.state is GateState.UNPROVEN and vendor.standing is not Standing.FAILED
    )


def _comparison(index: Index) -> Comparison | None:
    verdict = index.evaluation.verdict
    if len(verdict.first) > 1:
        first, second = (index.evaluation.vendor(vendor) for vendor in verdict.first[:2])
        title = f"Where {first.name} and {second.name} differ"
    elif verdict.first and verdict.runner_up:
        first, second = (index.evaluation.vendor(vendor) for vendor in (verdict.first[0], verdict.runner_up[0]))
        title = f"Why not {second.name}?"
    else:
        return None
    rows: list[tuple[float, str, Difference]] = []
    for mine in first.leaves:
        theirs = index.leaf(second.id, mine.criterion)
        if theirs is None or mine.value is None or theirs.value is None:
            continue
        gap = index.weights[mine.criterion].weight * (mine.value.mid - theirs.value.mid)
        if numbers.points(gap).strip("0.") == "":
            continue
        text = f"{index.title(mine.criterion)}: {_leaf_words(mine)} against {_leaf_words(theirs)}"
        rows.append((gap, mine.criterion, Difference(numbers.points(gap), gap > 0, text)))
    rows.sort(key=lambda row: (-abs(row[0]), row[1]))
    ahead = [row[2] for row in rows if row[0] > 0][:MOST_AGAINST]
    behind = [row[2] for row in rows if row[0] < 0][:MOST_FOR]
    if not rows:
        return None
    return Comparison(
        title=title,
        intro="Largest differences, weight times value, in points for "
        f"{first.name} (+) or for {second.name} ({numbers.MINUS}).",
        differences=(*ahead, *behind),
    )


def _leaf_words(leaf: LeafScore) -> str:
    if leaf.value is None:
        return "does not apply"
    if leaf.status is Status.UNKNOWN:
        return f"{NOT_KNOWN} (counts as {numbers.score(leaf.value.mid)})"
    return numbers.score(leaf.value.mid)


def _changes(index: Index) -> tuple[tuple[Change, ...], str]:
    """Return the single answers that could turn the first place; where none could alone, the heaviest open ones."""
    first = set(index.evaluation.verdict.first)
    orders = [order for order in index.evaluation.open_orders if {order.first, order.second} & first]
    found: dict[tuple[str, str], Change] = {}
    for order in orders:
        found.setdefault((order.vendor, order.criterion), change(index, order))
    shown = tuple(found.values())[:MOST_CHANGES]
    if shown:
        intro = "Each of these answers alone could turn the order at the top."
        if len(found) > len(shown):
            intro += f" {len(shown)} of {len(found)}; all stand under \u201cWhat is not known\u201d."
        return shown, intro
    if not _reachable(index):
        return (), ""
    heavy = _heaviest(index)
    return (
        heavy,
        "No open answer alone could turn the first place, but together they could. The heaviest:" if heavy else "",
    )


def _reachable(index: Index) -> bool:
    """Tell whether the best case of another alternative lies above the worst case of the first."""
    first = [vendor.score for vendor in map(index.evaluation.vendor, index.evaluation.verdict.first)]
    lowest = min((score.low for score in first if score is not None), default=None)
    others = [
        v.score for v in index.evaluation.vendors if v.rank is not None and v.id not in index.evaluation.verdict.first
    ]
    return lowest is not None and any(score is not None and score.high > lowest for score in others)


def _heaviest(index: Index) -> tuple[Change, ...]:
    verdict = index.evaluation.verdict
    found = [
        (reach(leaf), vendor, leaf)
        for vendor in (*verdict.first, *verdict.runner_up)
        for leaf in index.evaluation.vendor(vendor).leaves
        if reach(leaf) > 0
    ]
    found.sort(key=lambda each: (-each[0], each[1], each[2].criterion))
    return tuple(
        Change(
            text=f"{index.title(leaf.criterion)} of {index.name(vendor)} {OPEN_STATE.get(leaf.status, 'is open')}; "
            f"it decides up to {numbers.score(points, 1)} points.",
            ask=_some(index.questions(leaf)),
        )
        for points, vendor, leaf in found[:MOST_CHANGES]
    )


def reach(leaf: LeafScore) -> float:
    """Return how many points of the score an open leaf decides."""
    return leaf.contribution.high - leaf.contribution.low if leaf.contribution is not None else 0.0


def _some(questions: tuple[str, ...]) -> tuple[str, ...]:
    """Keep the first few questions and count the others."""
    if len(questions) <= MOST_QUESTIONS:
        return questions
    return (*questions[: MOST_QUESTIONS - 1], f"And {len(questions) - MOST_QUESTIONS + 1} more.")


def change(index: Index, order: OpenOrder) -> Change:
    """Write what could turn an order, with the questions to the vendor."""
    leaf = index.leaf(order.vendor, order.criterion)
    return Change(
        text=f"{index.title(order.criterion)} of {index.name(order.vendor)} {OPEN_STATE.get(order.status, 'is open')}; "
        f"it could turn {index.name(order.first)} against {index.name(order.second)}.",
        ask=_some(index.questions(leaf)) if leaf is not None else (),
    )


def _asked(evaluation: Evaluation) -> Asked | None:
    decision = evaluation.study.decision
    if not (decision.asked or decision.by or decision.approver):
        return None
    by = f"By {numbers.day(decision.by)}." if decision.by is not None else ""
    approver = f"Approver: {decision.approver}." if decision.approver else ""
    return Asked(
        text=decision.asked or "A decision on this study.",
        note=" ".join(part for part in (by, approver) if part),
    )


def _notes(index: Index) -> tuple[str, ...]:
    found = []
    relative = [w.title for w in index.evaluation.criteria if w.relative]
    if relative:
        found.append(
            f"Relative scale: {numbers.listed(relative)} {'is' if len(relative) == 1 else 'are'} scored against the "
            "vendors at hand, so adding or removing a vendor can change the order of the others."
        )
    if index.study.views:
        found.append(
            "The ranking combines the weights of several parties; each party\u2019s own stands under \u201cViews\u201d."
        )
    return tuple(found)
