"""A page for each alternative: verdict, strengths, weaknesses, must-haves, risks, what is still to be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.model.facts import Grade
from toolselect.model.money import Scenario
from toolselect.model.result import GateState, Standing, Status
from toolselect.report import numbers
from toolselect.report.charts import field
from toolselect.report.view.blocks import Block, Chart, Heading, Lists, Paragraph, anchor
from toolselect.report.view.changes import price_of_second_place, reach
from toolselect.report.view.figures import chances_of
from toolselect.report.view.index import OPEN, plan_name
from toolselect.report.view.ranking import rank_text, stack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolselect.model.result import LeafScore, VendorScore
    from toolselect.report.view.index import Index

MOST = 3
LEAST_POINTS = 0.05
"""Points of the score that would be printed as 0.0 with one decimal are no strength and no weakness."""
WEAK = {Grade.THIRD_PARTY, Grade.CLAIM, Grade.ASSUMPTION}


def blocks(index: Index) -> tuple[Block, ...]:
    """Return the pages, in ranking order."""
    average = _averages(index)
    pages = (block for vendor in index.evaluation.vendors for block in _page(index, vendor, average))
    return (Paragraph(text=index.words.say("vendors.intro")), *pages)


def _averages(index: Index) -> dict[str, float]:
    """Return the mean worth of each leaf over the alternatives that are ranked and to which it applies."""
    worths: dict[str, list[float]] = {}
    for vendor in index.evaluation.vendors:
        if vendor.rank is not None:
            for leaf in vendor.leaves:
                if leaf.value is not None:
                    worths.setdefault(leaf.criterion, []).append(leaf.value.mid)
    return {criterion: sum(found) / len(found) for criterion, found in worths.items()}


def _page(index: Index, vendor: VendorScore, average: dict[str, float]) -> Iterator[Block]:
    words = index.words
    yield Heading(text=vendor.name, anchor=anchor("vendor", vendor.id))
    yield Paragraph(text=_verdict(index, vendor))
    chart = _chart(index, vendor)
    if chart is not None:
        yield chart
    told = index.study.decision.narrative.get(vendor.id, "")
    if told:
        yield Paragraph(text=told)
    strong, weak = _apart(index, vendor, average)
    parts = (
        ("vendors.strengths", strong),
        ("vendors.weaknesses", weak),
        ("vendors.must-haves", _musts(index, vendor)),
        ("vendors.risks", _risks(index, vendor)),
        ("vendors.questions", _questions(index, vendor)),
    )
    yield Lists(pairs=tuple((words.say(key), found or (words.say("vendors.nothing"),)) for key, found in parts))


def _verdict(index: Index, vendor: VendorScore) -> str:
    """Say where an alternative stands: its place, its chances, its cost, and what it would take to be first."""
    words = index.words
    said = [_place(index, vendor)]
    chances = chances_of(index, vendor.id)
    if chances is not None:
        said.append(
            words.say("vendors.chances", share=words.percent(chances.first), loss=words.score(chances.expected_loss, 1))
        )
    if vendor.standing is not Standing.STATUS_QUO:
        said.append(_cost(index, vendor))
    robustness = index.evaluation.robustness
    second = next((s for s in robustness.second_places if s.vendor == vendor.id), None) if robustness else None
    if second is not None and second.changes:
        said.append(price_of_second_place(index, second))
    return " ".join(said)


def _place(index: Index, vendor: VendorScore) -> str:
    words = index.words
    if vendor.standing is Standing.FAILED:
        failed = [index.title(gate.criterion) for gate in vendor.gates if gate.state is GateState.FAIL]
        return words.say("vendors.ruled out", musts=words.listed(failed)) if failed else words.say("first.ruled out")
    if vendor.rank is None or vendor.score is None:
        return words.say("first.not ranked")
    key = "vendors.place, today" if vendor.standing is Standing.STATUS_QUO else "vendors.place"
    return words.say(
        key,
        rank=rank_text(index, vendor),
        all=words.plain(sum(v.rank is not None for v in index.evaluation.vendors)),
        score=words.score(vendor.score.mid, index.decimals),
        coverage=words.percent(vendor.coverage),
        proven=words.percent(vendor.proven),
        plan=plan_name(vendor, words),
    )


def _cost(index: Index, vendor: VendorScore) -> str:
    words, case = index.words, index.evaluation.money
    found = next((one for one in case.vendors if one.vendor == vendor.id), None) if case is not None else None
    base = found.scenario(Scenario.BASE) if found is not None else None
    if case is None or base is None:
        return words.say("vendors.licences", cost=words.cost(vendor.plan.cost))
    return words.say(
        "vendors.cost",
        cost=words.short_money(base.figures.total_cost, case.currency),
        years=words.say("count.years", n=case.horizon),
        npv=words.short_money(base.figures.npv, case.currency),
    )


def _chart(index: Index, vendor: VendorScore) -> Chart | None:
    words = index.words
    if vendor.score is None:
        return None
    shown = stack(index, vendor)
    others = [v.score.mid for v in index.evaluation.vendors if v.id != vendor.id and v.score is not None]
    field_said = ", ".join(words.score(score, index.decimals) for score in others) or words.say("none")
    drawing = field.chart(
        shown,
        f"field-{vendor.id}",
        words.say("vendors.field", name=vendor.name, score=shown.figure),
        words.say("vendors.field said", name=vendor.name, score=shown.figure, others=field_said),
        field=others,
        others=words.say("first.ranking.others"),
    )
    return Chart(drawing=drawing, small=True)


def _apart(index: Index, vendor: VendorScore, average: dict[str, float]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what sets an alternative apart from the field's mean, most points first: for it, then against it."""
    found = []
    for leaf in vendor.leaves:
        if leaf.value is None or leaf.status is Status.UNKNOWN or leaf.criterion not in average:
            continue
        mean = average[leaf.criterion]
        points = index.weights[leaf.criterion].weight * (leaf.value.mid - mean)
        if abs(points) >= LEAST_POINTS:
            found.append((points, leaf.criterion, _difference(index, leaf, mean, points)))
    found.sort(key=lambda each: (-abs(each[0]), each[1]))
    strong = tuple(text for points, _, text in found if points > 0)
    weak = tuple(text for points, _, text in found if points < 0)
    return strong[:MOST], weak[:MOST]


def _difference(index: Index, leaf: LeafScore, mean: float, points: float) -> str:
    words = index.words
    worth = words.score(leaf.value.mid) if leaf.value is not None else ""
    return words.say(
        "vendors.difference",
        criterion=index.title(leaf.criterion),
        worth=worth,
        mean=words.score(mean),
        points=words.points(points),
    )


def _musts(index: Index, vendor: VendorScore) -> tuple[str, ...]:
    """Return the must-haves that are failed or open, with the reason; else how many are proven."""
    words = index.words
    open_ones = tuple(
        words.say(
            f"vendors.must.{gate.state.value}",
            criterion=index.title(gate.criterion),
            reason=numbers.relations(gate.reason),
        )
        for gate in vendor.gates
        if gate.state is not GateState.PASS
    )
    if open_ones:
        return open_ones
    if vendor.standing is Standing.STATUS_QUO:
        return (words.say("not tested"),)
    return (words.say("vendors.must.all", n=len(vendor.gates)),) if vendor.gates else ()


def _risks(index: Index, vendor: VendorScore) -> tuple[str, ...]:
    """Return the risks that follow from the evidence, and those of the choice that people wrote down."""
    words = index.words
    counts = [leaf for leaf in vendor.leaves if leaf.weight > 0 and leaf.value is not None]
    weak = sum(leaf.weight for leaf in counts if any(held.grade in WEAK for held in leaf.held))
    beta = [index.title(leaf.criterion) for leaf in counts if any(held.beta for held in leaf.held)]
    expired = sum(evidence.expired and evidence.used for h in index.helds(vendor).values() for evidence in h.evidence)
    disputed = [index.title(leaf.criterion) for leaf in counts if leaf.status is Status.CONFLICT]
    found = [
        words.say("vendors.risk.weak", share=words.percent(weak)) if weak >= 0.005 else "",
        words.say("vendors.risk.beta", criteria=words.listed(beta[:MOST])) if beta else "",
        words.say("vendors.risk.disputed", criteria=words.listed(disputed[:MOST])) if disputed else "",
        words.say("vendors.risk.expired", n=expired) if expired else "",
    ]
    chosen = index.study.decision.choice or next(iter(index.evaluation.verdict.first), "")
    if vendor.id == chosen:
        for risk in index.study.decision.risks:
            key = "vendors.risk.written" if risk.mitigation else "vendors.risk.open"
            found.append(words.say(key, risk=risk.risk, mitigation=risk.mitigation))
    return tuple(text for text in found if text)


def _questions(index: Index, vendor: VendorScore) -> tuple[str, ...]:
    """Return what to ask: by what finding out is worth where it was simulated, else by what the answer decides."""
    words, robustness = index.words, index.evaluation.robustness
    if robustness is not None and vendor.rank is not None:
        asked = [one for one in robustness.simulation.find_out if one.vendor == vendor.id]
        questions = [one.question for one in asked if one.decisive or one.must or one.status is not Status.VALUE]
    else:
        leaves = sorted((x for x in vendor.leaves if x.status in OPEN), key=lambda x: (-reach(x), x.criterion))
        questions = [question for leaf in leaves for question in index.questions(leaf)]
    questions = list(dict.fromkeys(questions))
    if len(questions) <= MOST:
        return tuple(questions)
    return (*questions[:MOST], words.say("vendors.more questions", n=len(questions) - MOST))
