"""What a study must have at its stage and at those before it; each missing part says what to do next.

The parts come most urgent first: earlier stages before later ones, must-haves before what is only weighed, heavy
before light. What the money model and the robustness of the ranking need is not asked for yet.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolselect.checks.answered import used_evidence
from toolselect.diagnostics import Diagnostic, Place, Severity, diagnostic, with_severity
from toolselect.model.criteria import Stage
from toolselect.model.facts import Grade, Value
from toolselect.model.result import Standing, Status
from toolselect.scoring import leaves
from toolselect.scoring.gates import GRADE_WORDS, needed_grade

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from toolselect.checks.answered import Alternative, Answered
    from toolselect.model.criteria import Criterion
    from toolselect.model.result import Held
    from toolselect.model.study import Study
    from toolselect.model.vendor import Vendor

CODES = {Stage.FRAME: "TS701", Stage.ANALYSE: "TS702", Stage.PROVE: "TS703", Stage.CONCLUDE: "TS704"}
"""The code of what each stage misses."""

PILOT_BRANCH = "service_results"
"""The branch of results that a pilot or daily work shows; of the status quo, the baseline."""

CERTIFICATE_FACTS = "cert_"
"""How the ids of facts begin that a certificate or an auditor's report proves."""

TO_MEASURE = {
    "api_docs_completeness": "measure the vendor's own API document",
    "concurrent_sessions": "run a load test",
    "migration_history_match": "run a test migration, and compare the hashes",
    "migration_duplicate_rate": "run a test migration, and count the duplicates",
}
"""The facts that are measured before anything is concluded, and how."""

HEAVIEST = 10
"""So many leaves of the most weight need evidence better than the vendor's word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Something that a stage asks for and that is missing: where, what, and what to do next."""

    stage: Stage
    place: Place
    message: str
    hint: str
    must: bool = False
    weight: float = 0.0


def missing_parts(answered: Answered) -> Iterator[Diagnostic]:
    """Yield what is missing for the study's stage and those before it, most urgent first.

    What the first two stages ask for is a warning while the study is there, and an error later, when others rely on it.
    """
    reached = answered.study.stage
    parts = [part for stage, ask in _ASKED if reached.reached(stage) for part in ask(answered)]
    ordered = sorted(parts, key=lambda one: (one.stage.position, not one.must, -one.weight))
    for urgency, part in enumerate(ordered, start=1):
        found = replace(diagnostic(CODES[part.stage], part.place, part.message, part.hint), urgency=urgency)
        late = reached.reached(Stage.PROVE) and not part.stage.reached(Stage.PROVE)
        yield with_severity(found, Severity.ERROR) if late else found


def _framed(answered: Answered) -> Iterator[Part]:
    study = answered.study
    organisation = study.organisation
    asked = (
        (
            study.decision.objective,
            ("decision", "objective"),
            "the objective",
            "say in one sentence what the organisation wants from the tool",
        ),
        (
            organisation.segments,
            ("organisation", "segments"),
            "who the customers are",
            "name the segments, their shares and the channels that they prefer",
        ),
        (
            organisation.languages,
            ("organisation", "languages"),
            "the customers' languages",
            "give the share of contacts in each language, as in `languages: {en: 70, es: 30}`",
        ),
        (
            organisation.hours,
            ("organisation", "hours"),
            "the hours in which customers write",
            "give the share of contacts in each part of the week, and whether agents are there",
        ),
    )
    for given, key, what, hint in asked:
        if not given:
            yield _of_study(answered, Stage.FRAME, key, what, hint)


def _of_study(answered: Answered, stage: Stage, key: tuple[str, ...], what: str, hint: str) -> Part:
    return Part(
        stage=stage,
        place=answered.study.place.below(*key, at="key"),
        message=f"the stage {stage.value} asks for {what}: `{'.'.join(key)}` is missing",
        hint=hint,
    )


def _analysed(answered: Answered) -> Iterator[Part]:
    study = answered.study
    for one in answered.vendors:
        if not any(held.status is not Status.UNKNOWN for answers in one.placed.held.values() for held in answers):
            yield Part(
                stage=Stage.ANALYSE,
                place=_facts_of(one.vendor),
                message=f"nothing is known about {one.vendor.name} that a criterion asks for",
                hint=_where(one.vendor, "enter its facts with their sources"),
                must=True,
            )
            continue
        for leaf in answered.tree.asked:
            missing = [name for name in _stated_facts(answered, one, leaf) if name not in one.vendor.facts]
            if leaf.must is not None and missing:
                yield Part(
                    stage=Stage.ANALYSE,
                    place=_facts_of(one.vendor),
                    message=f"{one.vendor.name} says nothing about the must-have `{leaf.id}`: {', '.join(missing)}",
                    hint=_where(one.vendor, "ask, and enter the answer with its source, or {unknown: why}"),
                    must=True,
                    weight=answered.tree.weights.get(leaf.id, 0.0),
                )
    if study.status_quo is not None:
        baseline = [name for name in _pilot_facts(answered) if name not in study.status_quo.facts]
        if baseline:
            yield Part(
                stage=Stage.ANALYSE,
                place=_facts_of(study.status_quo),
                message=f"the baseline of {study.status_quo.name} lacks {', '.join(baseline)}",
                hint="enter how it goes today, or {unknown: why}",
            )


def _facts_of(vendor: Vendor) -> Place:
    return vendor.place.below("facts", at="key")


def _where(vendor: Vendor, what: str) -> str:
    """Add to an instruction that a shipped profile is changed in a file of one's own."""
    return (
        f"{what}, in a profile of your own that `extends: {vendor.id}`"
        if vendor.place.path.startswith("shipped:")
        else what
    )


def _stated_facts(answered: Answered, one: Alternative, leaf: Criterion) -> tuple[str, ...]:
    """Return the facts behind a leaf that a vendor can state: of a derived one, those that it is computed from."""
    names = dict.fromkeys(stated.fact for held in one.placed.held[leaf.id] for stated in _stated(held))
    facts = answered.study.criteria.facts
    return tuple(name for name in names if name in facts and not facts[name].derived)


def _pilot_facts(answered: Answered) -> tuple[str, ...]:
    """Return the facts that the pilot's branch reads, whether they are asked at this stage or not."""
    for node in answered.study.criteria.nodes():
        if node.id == PILOT_BRANCH:
            return tuple(
                dict.fromkeys(name for leaf in node.leaves() if leaf.applies for name in leaves.facts_of(leaf))
            )
    return ()


def _proven(answered: Answered) -> Iterator[Part]:
    weights = answered.tree.weights
    pilot = frozenset(_pilot_facts(answered))
    heaviest = frozenset(sorted(weights, key=lambda leaf: (-weights[leaf], leaf))[:HEAVIEST])
    for one in answered.racing:
        for leaf in answered.tree.asked:
            weight = weights.get(leaf.id, 0.0)
            facts = leaves.facts_of(leaf)
            if any(name in pilot for name in facts):
                continue
            held = one.placed.held[leaf.id]
            if any(name in TO_MEASURE for name in facts):
                yield from _measured(one, held, weight)
            elif any(name.startswith(CERTIFICATE_FACTS) for name in facts):
                yield from _certified(one, held, weight)
            elif leaf.must is not None or (leaf.id in heaviest and weight > 0):
                yield from _better_than_a_word(answered, one, leaf, held, weight)
        yield from _piloted(answered, one)


def _measured(one: Alternative, held: tuple[Held, ...], weight: float) -> Iterator[Part]:
    for answer in held:
        if answer.fact in TO_MEASURE and not _is_measured(answer):
            yield Part(
                stage=Stage.PROVE,
                place=_answer_place(one, answer),
                message=f"`{answer.fact}` of {one.vendor.name} is not measured",
                hint=_where(one.vendor, f"{TO_MEASURE[answer.fact]}; enter the figure with a source of kind measured"),
                weight=weight,
            )


def _is_measured(held: Held) -> bool:
    return held.status is Status.NOT_APPLICABLE or (held.grade is Grade.MEASURED and not held.expired)


def _certified(one: Alternative, held: tuple[Held, ...], weight: float) -> Iterator[Part]:
    for answer in held:
        denied = answer.answers == (Value(value=False),)
        seen = answer.grade is not None and answer.grade.reaches(Grade.CERTIFICATE)
        if answer.status is not Status.NOT_APPLICABLE and not denied and not seen:
            yield Part(
                stage=Stage.PROVE,
                place=_answer_place(one, answer),
                message=f"nobody has seen the certificate behind `{answer.fact}` of {one.vendor.name}",
                hint=_where(
                    one.vendor, "ask for the certificate or report, and enter it as a source of kind certificate"
                ),
                weight=weight,
            )


def _better_than_a_word(
    answered: Answered, one: Alternative, leaf: Criterion, held: tuple[Held, ...], weight: float
) -> Iterator[Part]:
    faults = {}
    for answer in (stated for each in held for stated in _stated(each)):
        fault = _fault(answer, answered.study, leaf)
        if fault:
            faults[answer.fact] = (answer, fault)
    if not faults:
        return
    first, _ = next(iter(faults.values()))
    what = f"the must-have `{leaf.id}`" if leaf.must is not None else f"`{leaf.id}`, one of the heaviest criteria,"
    why = "; ".join(f"{name} {fault}" for name, (_, fault) in faults.items())
    yield Part(
        stage=Stage.PROVE,
        place=_answer_place(one, first),
        message=f"{what} needs better evidence from {one.vendor.name}: {why}",
        hint=_where(one.vendor, "get documentation, a contract or a measurement, and enter it as the source"),
        must=leaf.must is not None,
        weight=weight,
    )


def _fault(held: Held, study: Study, leaf: Criterion) -> str:
    """Say why an answer is not good enough at the stage `prove`; nothing of age, which has findings of its own."""
    if held.status is Status.UNKNOWN:
        said_of_others = any(not one.used and one.why_not for one in held.evidence)
        return f"is not known ({held.reason})" if said_of_others else "is not known"
    if held.grade is None or held.expired or held.status is Status.NOT_APPLICABLE:
        return ""
    least = Grade.THIRD_PARTY if leaf.must is None else needed_grade(leaf.must, study.stage)
    if held.grade.reaches(least):
        return "is a beta" if held.beta and leaf.must is not None else ""
    return f"rests on {GRADE_WORDS[held.grade]}"


def _stated(held: Held) -> Iterator[Held]:
    """Yield the answer, or those that it was computed from."""
    if not held.inputs:
        yield held
    for one in held.inputs:
        yield from _stated(one)


def _piloted(answered: Answered, one: Alternative) -> Iterator[Part]:
    missing: dict[str, None] = {}
    weight = 0.0
    for leaf in answered.tree.asked:
        if PILOT_BRANCH not in answered.tree.above[leaf.id]:
            continue
        lacking = [held.fact for held in one.placed.held[leaf.id] if not _is_measured(held)]
        missing |= dict.fromkeys(lacking)
        weight += answered.tree.weights.get(leaf.id, 0.0) if lacking else 0.0
    if missing:
        yield Part(
            stage=Stage.PROVE,
            place=_facts_of(one.vendor),
            message=f"no pilot has measured {', '.join(missing)} of {one.vendor.name}",
            hint=_where(one.vendor, "run a pilot, and enter its results with a source of kind measured"),
            weight=weight,
        )


def _answer_place(one: Alternative, held: Held) -> Place:
    """Return where an answer stands: the entry that it rests on, else the first about its fact, else the facts."""
    for found in used_evidence(held):
        return found.entry.place
    entries = one.vendor.facts.get(held.fact, ())
    return entries[0].place if entries else _facts_of(one.vendor)


def _concluded(answered: Answered) -> Iterator[Part]:
    decision = answered.study.decision
    asked = (
        (decision.choice, "choice", "a choice", "name the vendor that is chosen, or the status quo"),
        (decision.approver, "approver", "who approves it", "name the role or the person that takes the decision"),
        (decision.risks, "risks", "the risks", "list what can go wrong, what is done about it, and who watches it"),
        (decision.rollout, "rollout", "the roll-out plan", "list the steps, each with its day and its owner"),
        (decision.kpi_targets, "kpi_targets", "KPI targets", "say what the tool has to deliver, in figures"),
        (decision.reviews, "reviews", "review dates", "say when the decision is looked at again"),
    )
    for given, key, what, hint in asked:
        if not given:
            yield _of_study(answered, Stage.CONCLUDE, ("decision", key), what, hint)
    standings = {one.vendor.id: one for one in answered.vendors}
    chosen = standings.get(decision.choice)
    if chosen is not None and chosen.placed.standing in (Standing.FAILED, Standing.CONDITIONAL):
        does = "fails" if chosen.placed.standing is Standing.FAILED else "has not proven"
        yield Part(
            stage=Stage.CONCLUDE,
            place=answered.study.place.below("decision", "choice"),
            message=f"{chosen.vendor.name} can't be awarded: it {does} a must-have",
            hint="prove it, choose another, or change the must-have with its reason",
            must=True,
        )


_ASKED: tuple[tuple[Stage, Callable[[Answered], Iterator[Part]]], ...] = (
    (Stage.FRAME, _framed),
    (Stage.ANALYSE, _analysed),
    (Stage.PROVE, _proven),
    (Stage.CONCLUDE, _concluded),
)
