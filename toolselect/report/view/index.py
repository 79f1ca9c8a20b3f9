"""Looking things up in an evaluation, and the words for answers, sources and states."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from toolselect.model.facts import FactType, Members, Money, NotApplicable, Range, Unknown, Value
from toolselect.model.result import CriterionState, GateState, Standing, Status
from toolselect.report import numbers
from toolselect.report.languages import language
from toolselect.report.view.blocks import anchor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolselect.model.criteria import Criterion
    from toolselect.model.facts import Answer, Entry, Fact, Scalar, Source
    from toolselect.model.result import (
        CriterionWeight,
        Evaluation,
        Held,
        LeafScore,
        VendorScore,
    )
    from toolselect.model.vendor import Vendor
    from toolselect.report.languages import Words

COST = "licence_cost_of_budget"
OPEN = {Status.UNKNOWN, Status.PARTIAL, Status.RANGE}
ABBREVIATIONS = frozenset(
    ["ai", "api", "crm", "eu", "gdpr", "http", "id", "ip", "mcp", "sdk", "sla", "sms", "sso", "tls", "ui", "us"]
)


class Index:
    """An evaluation with its nouns by id."""

    __slots__ = ("_criteria", "_helds", "_leaves", "_vendors", "decimals", "evaluation", "study", "weights", "words")

    def __init__(self, evaluation: Evaluation, words: Words | None = None) -> None:
        self.evaluation = evaluation
        self.words = words if words is not None else language()
        self.study = evaluation.study
        self.weights: dict[str, CriterionWeight] = {weight.id: weight for weight in evaluation.criteria}
        self.decimals = numbers.score_decimals(evaluation.vendors)
        self._criteria: dict[str, Criterion] = {node.id: node for node in self.study.criteria.nodes()}
        self._vendors: dict[str, Vendor] = {vendor.id: vendor for vendor in self.study.alternatives}
        self._leaves: dict[tuple[str, str], LeafScore] = {
            (vendor.id, leaf.criterion): leaf for vendor in evaluation.vendors for leaf in vendor.leaves
        }
        self._helds: dict[str, dict[str, Held]] = {vendor.id: _by_fact(vendor) for vendor in evaluation.vendors}

    def name(self, vendor: str) -> str:
        """Return the name of an alternative."""
        return self.evaluation.vendor(vendor).name

    def names(self, vendors: tuple[str, ...]) -> tuple[str, ...]:
        """Return the names of alternatives."""
        return tuple(self.name(vendor) for vendor in vendors)

    def title(self, criterion: str) -> str:
        """Return the title of a criterion."""
        return self.weights[criterion].title if criterion in self.weights else self._criteria[criterion].title

    def criterion(self, criterion: str) -> Criterion:
        """Return the definition of a criterion."""
        return self._criteria[criterion]

    def profile(self, vendor: str) -> Vendor:
        """Return the profile of an alternative."""
        return self._vendors[vendor]

    def fact(self, fact: str) -> Fact | None:
        """Return the vocabulary's entry."""
        return self.study.criteria.facts.get(fact)

    def question(self, fact: str) -> str:
        """Return the question that a fact answers; its id where the vocabulary has none."""
        known = self.fact(fact)
        return known.question if known is not None else fact

    def unit(self, fact: str) -> str:
        """Return the unit of a fact."""
        known = self.fact(fact)
        return known.unit if known is not None else ""

    def source(self, vendor: str, entry: Entry) -> Source | None:
        """Return the source of an entry."""
        return self.profile(vendor).sources.get(entry.source)

    def leaf(self, vendor: str, criterion: str) -> LeafScore | None:
        """Return one leaf of one alternative."""
        return self._leaves.get((vendor, criterion))

    def target(self, criterion: Criterion) -> str:
        """Write the usual target of a criterion with its unit; nothing if it has none."""
        text = (
            numbers.relations(criterion.target.text).replace(" ", numbers.NBSP) if criterion.target is not None else ""
        )
        unit = self.unit(criterion.fact) if text[-1:].isdigit() else ""
        return f"{text}{numbers.NBSP}{unit}" if unit else text

    def holds_cost_only(self, branch: str) -> bool:
        """Tell whether the licence cost is the only criterion that is scored in a branch."""
        leaves = [leaf.fact for leaf in self._criteria[branch].leaves() if self._counts(leaf.id)]
        return leaves == [COST] and not self.weights[branch].leaf

    def _counts(self, criterion: str) -> bool:
        return criterion in self.weights and self.weights[criterion].state is CriterionState.COUNTS

    def counting(self) -> tuple[CriterionWeight, ...]:
        """Return the criteria that count or gate, in order."""
        return tuple(
            w for w in self.evaluation.criteria if w.state in {CriterionState.COUNTS, CriterionState.GATE_ONLY}
        )

    def tops(self) -> tuple[CriterionWeight, ...]:
        """Return the branches of the first level (or leaves that stand there) that count."""
        return tuple(w for w in self.evaluation.criteria if w.depth == 0 and w.state is CriterionState.COUNTS)

    def top(self, criterion: str) -> str:
        """Return the criterion of the first level above a criterion."""
        while self.weights[criterion].parent:
            criterion = self.weights[criterion].parent
        return criterion

    def top_points(self, vendor: VendorScore) -> dict[str, float]:
        """Return what each criterion of the first level adds to a score, from the leaves."""
        found = dict.fromkeys((w.id for w in self.tops()), 0.0)
        for leaf in vendor.leaves:
            if leaf.contribution is not None and leaf.criterion in self.weights:
                found[self.top(leaf.criterion)] = found.get(self.top(leaf.criterion), 0.0) + leaf.contribution.mid
        return found

    def helds(self, vendor: VendorScore) -> dict[str, Held]:
        """Return all answers of an alternative by fact, those that a derived one was computed from included."""
        return self._helds[vendor.id]

    def is_read(self, fact: str) -> bool:
        """Tell whether a criterion reads a fact at this stage."""
        return any(fact in helds for helds in self._helds.values())

    def is_stated(self, vendor: str, fact: str) -> bool:
        """Tell whether a profile answers a fact; to say that nobody knows is no answer."""
        return any(not isinstance(entry.answer, Unknown) for entry in self.profile(vendor).facts.get(fact, ()))

    def is_computed(self, fact: str) -> bool:
        """Tell whether the steps of a derived fact are shown."""
        known = self.fact(fact)
        shown = (helds[fact].steps for helds in self._helds.values() if fact in helds)
        return known is not None and known.derived and any(shown)

    def place(self, vendor: str, fact: str) -> str:
        """Return where on the page an answer stands: where its evidence is listed or its steps are; else nothing."""
        held = self._helds[vendor].get(fact)
        listed = held is not None and held.evidence and self.is_stated(vendor, fact)
        return anchor("fact", vendor, fact) if listed or (held is not None and self.is_computed(fact)) else ""

    def place_of_leaf(self, vendor: str, leaf: LeafScore) -> str:
        """Return where on the page a leaf leads: to the first of its facts that has a place, else to its question."""
        known = next((place for held in leaf.held if (place := self.place(vendor, held.fact))), "")
        unknown = leaf.status in OPEN and leaf.criterion in self.weights
        return known or (anchor("open", vendor, leaf.criterion) if unknown else "")

    def answer(self, fact: str, answer: Answer) -> str:
        """Write an answer with the unit of its fact."""
        known = self.fact(fact)
        if known is not None and known.type is FactType.MONEY and isinstance(answer, Range):
            currency = known.unit or self.study.organisation.currency
            low, high = self.words.money(answer.low, currency), self.words.money(answer.high, "")
            likely = self.words.money(answer.likely, "") if answer.likely is not None else ""
            return _range_text(low, high, likely, self.words)
        if known is not None and known.derived:
            answer = _rounded(answer)
        return answer_text(answer, self.unit(fact), self.words)

    def held(self, held: Held) -> str:
        """Write the answer that holds: several, if they disagree."""
        if held.status is Status.UNKNOWN or not held.answers:
            return self.words.say("not known, why", reason=held.reason) if held.reason else self.words.say("not known")
        return " / ".join(self.answer(held.fact, answer) for answer in held.answers)

    def questions(self, leaf: LeafScore) -> tuple[str, ...]:
        """Return what to ask about a leaf: one question for each open fact, for derived ones of their inputs."""
        found: list[str] = []
        for held in leaf.held:
            found.extend(self._open(held))
        return tuple(dict.fromkeys(found))

    def _open(self, held: Held) -> Iterator[str]:
        if held.status in {Status.VALUE, Status.NOT_APPLICABLE}:
            return
        inner = [question for part in held.inputs for question in self._open(part)]
        known = self.fact(held.fact)
        if inner:
            yield from inner
        elif not held.inputs and not (known is not None and known.derived):
            yield self.question(held.fact)


def _rounded(answer: Answer) -> Answer:
    """Return a computed figure with four digits that count: nobody stated the others."""

    def short(figure: float) -> float:
        return float(f"{figure:.4g}")

    if isinstance(answer, Range):
        likely = None if answer.likely is None else short(answer.likely)
        return Range(short(answer.low), short(answer.high), likely)
    if isinstance(answer, Value) and isinstance(answer.value, float):
        return Value(short(answer.value))
    return answer


def _by_fact(vendor: VendorScore) -> dict[str, Held]:
    found: dict[str, Held] = {}
    for leaf in vendor.leaves:
        for held in leaf.held:
            for each in walk(held):
                found.setdefault(each.fact, each)
    return found


def label(fact: str) -> str:
    """Write the id of a fact as words: `ai_agent` is `AI agent`."""
    return " ".join(word.upper() if word in ABBREVIATIONS else word for word in fact.split("_"))


def channel(fact: str) -> str:
    """Write the id of a channel as words: `channel_live_chat` is `live chat`."""
    return label(fact.removeprefix("channel_"))


def walk(held: Held) -> Iterator[Held]:
    """Yield an answer and all that it was computed from."""
    yield held
    for part in held.inputs:
        yield from walk(part)


def scalar_text(value: Scalar, unit: str, words: Words) -> str:
    """Write a raw value."""
    match value:
        case bool():
            return words.say("yes") if value else words.say("no")
        case int() | float():
            return words.quantity(value, unit)
        case Money():
            return words.money(value.amount, value.currency)
        case Members():
            named = ", ".join(sorted(value.named)) or words.say("none")
            key = "answer.members, complete" if value.complete else "answer.members"
            return words.say(key, named=named)
        case str():
            return value
        case _:
            assert_never(value)


def answer_text(answer: Answer, unit: str, words: Words) -> str:
    """Write an answer."""
    match answer:
        case Value():
            return scalar_text(answer.value, unit, words)
        case Range():
            likely = words.plain(answer.likely, unit) if answer.likely is not None else ""
            return _range_text(words.plain(answer.low, unit), words.quantity(answer.high, unit), likely, words)
        case Unknown():
            return words.say("not known, why", reason=answer.reason)
        case NotApplicable():
            return words.say("does not apply, why", reason=answer.reason)
        case _:
            assert_never(answer)


def _range_text(low: str, high: str, likely: str, words: Words) -> str:
    if not likely:
        return words.say("number.range", low=low, high=high)
    return words.say("number.range, likely", low=low, high=high, likely=likely)


def source_date(source: Source, words: Words) -> str:
    """Write when a source speaks: its own date, or when it was seen."""
    if source.date_text and source.date_text != "undated":
        return source.date_text
    if source.seen is None:
        return words.say("source.undated")
    return words.say("source.seen", day=source.seen.isoformat())


def plan_name(vendor: VendorScore, words: Words) -> str:
    """Write the plan at hand."""
    return vendor.plan.name or vendor.plan.id or words.say("no plan")


def musts_text(vendor: VendorScore, words: Words) -> str:
    """Write how an alternative stands towards the must-haves."""
    if vendor.standing is Standing.STATUS_QUO:
        return words.say("not tested")
    if not vendor.gates:
        return words.say("musts.none")
    failed = sum(gate.state is GateState.FAIL for gate in vendor.gates)
    unproven = sum(gate.state is GateState.UNPROVEN for gate in vendor.gates)
    if failed:
        return words.say("musts.failed", n=failed)
    if unproven:
        return words.say("musts.unproven", n=unproven, all=words.plain(len(vendor.gates)))
    return words.say("musts.proven", n=len(vendor.gates))
