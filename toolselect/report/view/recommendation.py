"""The first screen: what to choose, how sure, why not the second, what would change it, what is asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolselect.model.result import GateState, Standing, Status
from toolselect.report import numbers
from toolselect.report.headline import business, headline, situation, waiting
from toolselect.report.view.blocks import (
    Asked,
    Comparison,
    Difference,
    Out,
    Recommendation,
)
from toolselect.report.view.changes import flips, open_answers
from toolselect.report.view.figures import figures
from toolselect.report.view.ranking import ranking

if TYPE_CHECKING:
    from toolselect.model.result import Gate, LeafScore
    from toolselect.model.study import Organisation
    from toolselect.report.languages import Words
    from toolselect.report.view.index import Index

SENTENCE = re.compile(r"(?<=[.!?])\s+")
POINTER = re.compile(
    r"\b(figures?|numbers?|shares?|values?|everything|all)\b.{0,20}\bbelow\b", re.IGNORECASE | re.DOTALL
)
INVENTED = re.compile(r"(^|[.!?]\s+|\b(is|are|all)\s+|\()(invented|fictional|fictitious)\b", re.IGNORECASE)
INVENTED_FIRST = re.compile(r"^invented\b[\s.,:;]*", re.IGNORECASE)
MOST_AGAINST, MOST_FOR, MOST_TO_ASK, MOST_STEPS = 4, 2, 2, 2
LABELS = (
    "first.ranking.rank",
    "first.ranking.alternative",
    "first.ranking.bar",
    "first.ranking.score",
    "first.ranking.musts",
    "first.ranking.table",
    "first.ranking.none",
    "first.out",
    "first.unproven",
    "first.changes",
    "first.changes.what",
    "first.changes.range",
    "first.changes.move",
    "first.changes.winner",
    "first.ask",
    "first.asked",
    "first.figures",
    "first.section",
)


def recommendation(index: Index) -> Recommendation:
    """Return the first screen."""
    evaluation, words = index.evaluation, index.words
    said = headline(situation(evaluation), words)
    changes, intro = open_answers(index)
    return Recommendation(
        verdict=said.verdict,
        lede=" ".join(part for part in (said.basis, said.returns or said.cost, waiting(evaluation, words)) if part),
        tone=said.tone,
        about=about(evaluation.study.organisation, words),
        figures=figures(index),
        ranking=ranking(index),
        out=_out(index),
        unproven=_unproven(index),
        evidence=_evidence(index),
        comparison=_comparison(index),
        flips=flips(index),
        changes=changes,
        changes_intro=intro,
        asked=_asked(index),
        notes=_notes(index),
        legend_text=_legend_text(index),
        labels={key.removeprefix("first."): words.say(key) for key in LABELS},
    )


def _legend_text(index: Index) -> str:
    """Say the colours of the bars in words, for a picture without a legend."""
    shown = ranking(index).legend
    names = "; ".join(
        index.words.say("first.legend.colour", colour=index.words.say(f"colour.{role}"), name=name)
        for role, name in shown
    )
    return index.words.say("first.legend.text", names=names) if names else ""


def about(organisation: Organisation, words: Words) -> str:
    """Say in front of all figures what kind of organisation they are for, above all that it is invented.

    The note itself stands with the figures of the organisation; a sentence that points at them is left out here.
    """
    if not organisation.note:
        return ""
    sentences = [one for one in SENTENCE.split(organisation.note) if not POINTER.search(one)]
    text = " ".join(" ".join(sentences).split())
    if not INVENTED.search(organisation.note) and not INVENTED.search(organisation.name):
        return words.say("first.about", text=text) if text else ""
    text = INVENTED_FIRST.sub("", text)
    return words.say("first.invented", text=text) if text else words.say("first.invented, no more")


def _out(index: Index) -> tuple[Out, ...]:
    found = []
    words = index.words
    for vendor in index.evaluation.vendors:
        failed = [gate for gate in vendor.gates if gate.state is GateState.FAIL]
        if vendor.standing is Standing.FAILED:
            why = "; ".join(_gate_text(index, gate) for gate in failed)
            found.append(
                Out(vendor.name, words.say("first.ruled out, why", why=why) if why else words.say("first.ruled out"))
            )
        elif vendor.rank is None or vendor.score is None:
            found.append(Out(vendor.name, words.say("first.not ranked")))
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


def _evidence(index: Index) -> str:
    """Say how old the evidence in use is, and which ends next."""
    words = index.words
    used = [e for v in index.evaluation.vendors for held in index.helds(v).values() for e in held.evidence if e.used]
    if not used:
        return ""
    ends = [evidence.expires for evidence in used if evidence.expires is not None and not evidence.expired]
    expired = sum(evidence.expired for evidence in used)
    said = words.say("first.evidence.fresh") if not expired else words.say("first.evidence.expired", n=expired)
    return f"{said} {words.say('first.evidence.next', day=words.day(min(ends)))}" if ends else said


# --- why not the second, and what is asked -----------------------------------------------------------------------


def _comparison(index: Index) -> Comparison | None:
    verdict, words = index.evaluation.verdict, index.words
    if len(verdict.first) > 1:
        first, second = (index.evaluation.vendor(vendor) for vendor in verdict.first[:2])
        title = words.say("first.comparison.tied", first=first.name, second=second.name)
    elif verdict.first and verdict.runner_up:
        first, second = (index.evaluation.vendor(vendor) for vendor in (verdict.first[0], verdict.runner_up[0]))
        title = words.say("first.comparison.why not", second=second.name)
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
        text = words.say(
            "first.comparison.row",
            criterion=index.title(mine.criterion),
            mine=_leaf_words(index, mine),
            theirs=_leaf_words(index, theirs),
        )
        rows.append((gap, mine.criterion, Difference(words.points(gap), gap > 0, text)))
    rows.sort(key=lambda row: (-abs(row[0]), row[1]))
    ahead = [row[2] for row in rows if row[0] > 0][:MOST_AGAINST]
    behind = [row[2] for row in rows if row[0] < 0][:MOST_FOR]
    if not rows:
        return None
    money = _money_difference(index, first.id, second.id, second.name)
    return Comparison(
        title=title,
        intro=words.say("first.comparison.intro", first=first.name, second=second.name, minus=numbers.MINUS),
        differences=(*([money] if money else []), *ahead, *behind),
    )


def _money_difference(index: Index, first: str, second: str, name: str) -> Difference | None:
    mine, theirs = business(index.evaluation, (first,)), business(index.evaluation, (second,))
    if mine is None or theirs is None or abs(theirs.total_cost - mine.total_cost) < 0.5:
        return None
    words = index.words
    gap = theirs.total_cost - mine.total_cost
    amount = words.short_money(abs(gap), mine.currency)
    key = "first.comparison.costs more" if gap > 0 else "first.comparison.costs less"
    return Difference(amount, gap > 0, words.say(key, second=name, years=words.say("count.years", n=mine.horizon)))


def _leaf_words(index: Index, leaf: LeafScore) -> str:
    words = index.words
    if leaf.value is None:
        return words.say("does not apply")
    if leaf.status is Status.UNKNOWN:
        return words.say("first.comparison.not known", score=words.score(leaf.value.mid))
    return words.score(leaf.value.mid)


def _asked(index: Index) -> tuple[Asked, ...]:
    """Return what is asked today: the decision, then what would make it safer, then the first steps of the roll-out."""
    decision, words, verdict = index.study.decision, index.words, index.evaluation.verdict
    rows: list[Asked] = []
    if decision.asked or decision.by or decision.approver:
        by = words.day(decision.by) if decision.by is not None else ""
        rows.append(Asked(by=by, text=decision.asked or words.say("first.asked.decision"), owner=decision.approver))
    for vendor in map(index.evaluation.vendor, verdict.first):
        open_musts = [index.title(gate.criterion) for gate in vendor.gates if gate.state is GateState.UNPROVEN]
        if open_musts:
            text = words.say("first.asked.prove", musts=words.listed(open_musts), vendor=vendor.name)
            rows.append(Asked(by="", text=text, owner=vendor.name))
    robustness = index.evaluation.robustness
    if robustness is not None:
        decisive = [one for one in robustness.simulation.find_out if one.decisive][:MOST_TO_ASK]
        for one in decisive:
            name = index.name(one.vendor)
            text = words.say("first.asked.find out", question=one.question, points=words.score(one.value, 1))
            rows.append(Asked(by="", text=text, owner=name))
    rows += [
        Asked(by=words.day(step.by) if step.by is not None else "", text=step.step, owner=step.owner)
        for step in decision.rollout[:MOST_STEPS]
    ]
    return tuple(rows)


def _notes(index: Index) -> tuple[str, ...]:
    found = []
    relative = [w.title for w in index.evaluation.criteria if w.relative]
    if relative:
        found.append(index.words.say("first.note.relative", n=len(relative), names=index.words.listed(relative)))
    if index.study.views:
        found.append(index.words.say("first.note.views"))
    return tuple(found)
