"""The sentences of the verdict: each is a rule on the numbers, the first that matches speaks.

Sentences are whole; names and figures are put into them, never glued. The command line uses the same ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from toolselect.model.criteria import Stage
from toolselect.model.result import Confidence, CriterionState, GateState, Standing, VerdictKind
from toolselect.report import numbers

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolselect.model.result import Cost, Evaluation

Tone = Literal["go", "caution", "stop"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What the sentences depend on.

    `first` and `second` are names; `coverage` is that of the first place (the least of several); `musts` are the titles
    of must-haves that the first place leaves unproven.
    """

    kind: VerdictKind
    confidence: Confidence | None
    first: tuple[str, ...]
    second: tuple[str, ...]
    best_proven: str
    musts: tuple[str, ...]
    status_quo: str
    status_quo_tied: bool
    vendors: int
    failed: int
    lead: float | None
    reach: float | None
    coverage: float
    min_coverage: float
    resolution: float
    open_orders: int
    seats: int
    costs: tuple[Cost, ...]
    second_costs: tuple[Cost, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The verdict in a sentence or two, what it rests on, and whether one may go ahead."""

    verdict: str
    basis: str
    cost: str
    tone: Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A sentence and when it is true."""

    id: str
    when: Callable[[Situation], bool]
    sentence: str


def situation(evaluation: Evaluation) -> Situation:
    """Gather what the sentences depend on."""
    verdict, study = evaluation.verdict, evaluation.study
    by_id = {vendor.id: vendor for vendor in evaluation.vendors}
    titles = {weight.id: weight.title for weight in evaluation.criteria}
    first = [by_id[vendor] for vendor in verdict.first]
    musts = [g.criterion for vendor in first for g in vendor.gates if g.state is GateState.UNPROVEN]
    candidates = [vendor for vendor in evaluation.vendors if vendor.standing is not Standing.STATUS_QUO]
    return Situation(
        kind=verdict.kind,
        confidence=verdict.confidence,
        first=tuple(vendor.name for vendor in first),
        second=tuple(by_id[vendor].name for vendor in verdict.runner_up),
        best_proven=by_id[verdict.best_proven].name if verdict.best_proven else "",
        musts=tuple(titles.get(criterion, criterion) for criterion in dict.fromkeys(musts)),
        status_quo=study.status_quo.name if study.status_quo is not None else "",
        status_quo_tied=any(vendor.standing is Standing.STATUS_QUO for vendor in first),
        vendors=len(candidates),
        failed=sum(vendor.standing is Standing.FAILED for vendor in candidates),
        lead=verdict.lead,
        reach=verdict.reach,
        coverage=min((vendor.coverage for vendor in first), default=0.0),
        min_coverage=study.min_coverage,
        resolution=study.resolution,
        open_orders=sum(bool({o.first, o.second} & set(verdict.first)) for o in evaluation.open_orders),
        seats=study.seats,
        costs=tuple(vendor.plan.cost for vendor in first),
        second_costs=tuple(by_id[vendor].plan.cost for vendor in verdict.runner_up),
    )


def headline(found: Situation) -> Headline:
    """Return the sentences that are true."""
    return Headline(
        verdict=_speak(VERDICTS, found), basis=_speak(BASES, found), cost=_speak(COSTS, found), tone=_tone(found)
    )


def verdict_lines(evaluation: Evaluation) -> tuple[str, ...]:
    """Return the sentences as lines, for a terminal."""
    said = headline(situation(evaluation))
    return tuple(line for line in (said.verdict, said.basis, said.cost) if line)


def waiting(evaluation: Evaluation) -> str:
    """Say what this stage does not ask yet; nothing if it asks for all."""
    later = sum(w.leaf and w.state is CriterionState.LATER for w in evaluation.criteria)
    if not later or evaluation.stage is Stage.CONCLUDE:
        return ""
    return (
        f"The study stands at stage \u201c{evaluation.stage.value}\u201d: "
        f"{numbers.count(later, 'criterion is', 'criteria are')} not asked yet."
    )


def _is(kind: VerdictKind, *confidence: Confidence | None) -> Callable[[Situation], bool]:
    return lambda s: s.kind is kind and (not confidence or s.confidence in confidence)


def _both(*conditions: Callable[[Situation], bool]) -> Callable[[Situation], bool]:
    return lambda s: all(condition(s) for condition in conditions)


def _alone(s: Situation) -> bool:
    return s.lead is None


def _one_must(s: Situation) -> bool:
    return len(s.musts) == 1


def _proven_other(s: Situation) -> bool:
    return bool(s.best_proven)


_NONE, _LITTLE, _TIE = VerdictKind.NO_VENDOR_PASSES, VerdictKind.TOO_LITTLE_EVIDENCE, VerdictKind.TIE
_KEEP, _CONDITIONAL, _TAKE = VerdictKind.KEEP_STATUS_QUO, VerdictKind.CONDITIONAL, VerdictKind.RECOMMENDED
_HIGH, _MODERATE, _LOW = Confidence.HIGH, Confidence.MODERATE, Confidence.LOW

VERDICTS: tuple[Rule, ...] = (
    Rule(
        id="nothing to rank",
        when=_both(_is(_NONE), lambda s: s.failed < s.vendors),
        sentence="No vendor can be ranked: nothing that counts in this study applies to them.",
    ),
    Rule(
        id="none passes, status quo",
        when=_both(_is(_NONE), lambda s: bool(s.status_quo)),
        sentence="No vendor meets every must-have. Stay with {status_quo}, or change what is asked for.",
    ),
    Rule(id="none passes", when=_is(_NONE), sentence="No vendor meets every must-have, so none can be chosen."),
    Rule(
        id="too little evidence, several",
        when=_both(_is(_LITTLE), lambda s: len(s.first) > 1),
        sentence="It is too early to choose: too little is known about {first}, which share first place.",
    ),
    Rule(
        id="too little evidence",
        when=_is(_LITTLE),
        sentence="It is too early to choose: too little is known about {first}, which ranks first.",
    ),
    Rule(
        id="tie with the status quo",
        when=_both(_is(_TIE), lambda s: s.status_quo_tied),
        sentence="Too close to call: {first} are tied, and one of them is what you have.",
    ),
    Rule(
        id="tie, unproven",
        when=_both(_is(_TIE), lambda s: bool(s.musts)),
        sentence="Too close to call: {first} are tied, and must-haves are still unproven.",
    ),
    Rule(id="tie", when=_is(_TIE), sentence="Too close to call: {first} are tied."),
    Rule(
        id="keep, high",
        when=_is(_KEEP, _HIGH),
        sentence="Keep {first}: no vendor at hand does better, and unknown facts alone would not change that.",
    ),
    Rule(
        id="keep, moderate",
        when=_is(_KEEP, _MODERATE),
        sentence="Keep {first} for now: no vendor at hand does better, though unknown facts could still change that.",
    ),
    Rule(
        id="keep, low",
        when=_is(_KEEP),
        sentence="Keep {first} for now: it ranks first, but unknown facts could easily change that.",
    ),
    Rule(
        id="conditional, one must-have, another is proven",
        when=_both(_is(_CONDITIONAL), _one_must, _proven_other),
        sentence="{first} ranks first but can\u2019t be awarded yet: \u201c{musts}\u201d is unproven. "
        "The best vendor that proves every must-have is {best_proven}.",
    ),
    Rule(
        id="conditional, one must-have, none is proven",
        when=_both(_is(_CONDITIONAL), _one_must),
        sentence="{first} ranks first but can\u2019t be awarded yet: \u201c{musts}\u201d is unproven. "
        "No vendor proves every must-have.",
    ),
    Rule(
        id="conditional, several must-haves, another is proven",
        when=_both(_is(_CONDITIONAL), _proven_other),
        sentence="{first} ranks first but can\u2019t be awarded yet: {number_of_musts} must-haves are unproven. "
        "The best vendor that proves every must-have is {best_proven}.",
    ),
    Rule(
        id="conditional, several must-haves, none is proven",
        when=_is(_CONDITIONAL),
        sentence="{first} ranks first but can\u2019t be awarded yet: {number_of_musts} must-haves are unproven. "
        "No vendor proves every must-have.",
    ),
    Rule(
        id="recommended, the only one, high",
        when=_both(_is(_TAKE, _HIGH), _alone),
        sentence="Choose {first}: it is the only one left in the ranking, and it is well known.",
    ),
    Rule(
        id="recommended, the only one",
        when=_both(_is(_TAKE), _alone),
        sentence="{first} is the only one left in the ranking, but there are gaps in what is known about it.",
    ),
    Rule(
        id="recommended, high",
        when=_is(_TAKE, _HIGH),
        sentence="Choose {first}: its lead over {second} is larger than unknown facts alone could turn round.",
    ),
    Rule(
        id="recommended, moderate",
        when=_is(_TAKE, _MODERATE),
        sentence="Choose {first}, with a reservation: unknown facts could still turn its lead over {second}.",
    ),
    Rule(
        id="recommended, low",
        when=_is(_TAKE),
        sentence="{first} ranks first, but hold the decision: unknown facts could easily turn its lead over {second}.",
    ),
)
"""What to choose and the main reservation."""

BASES: tuple[Rule, ...] = (
    Rule(
        id="nothing to rank",
        when=_both(_is(_NONE), lambda s: s.failed < s.vendors),
        sentence="See the matrix for what was asked.",
    ),
    Rule(
        id="none passes, one",
        when=_both(_is(_NONE), lambda s: s.vendors == 1),
        sentence="The only vendor fails a must-have.",
    ),
    Rule(id="none passes", when=_is(_NONE), sentence="All {vendors} vendors fail at least one must-have."),
    Rule(
        id="too little evidence",
        when=_is(_LITTLE),
        sentence="Known answers carry {coverage} of the weight; this study asks for at least {min_coverage}.",
    ),
    Rule(
        id="tie, can be broken",
        when=_both(_is(_TIE), lambda s: s.open_orders > 0),
        sentence="Their scores differ by no more than {resolution} points, the study\u2019s resolution. "
        "What could break the tie is listed below.",
    ),
    Rule(
        id="tie",
        when=_is(_TIE),
        sentence="Their scores differ by no more than {resolution} points, the study\u2019s resolution.",
    ),
    Rule(
        id="alone",
        when=_both(_alone, lambda s: s.confidence is not None),
        sentence="Confidence: {confidence}. There is no second place to compare with; known answers carry "
        "{coverage} of the weight.",
    ),
    Rule(
        id="high",
        when=lambda s: s.confidence is _HIGH,
        sentence="Confidence: High. The lead is {lead} points; unknown facts move it by {reach} points at most, if "
        "ranges hold as stated.",
    ),
    Rule(
        id="moderate",
        when=lambda s: s.confidence is _MODERATE,
        sentence="Confidence: Moderate. The lead is {lead} points; unknown facts could move it by up to {reach} "
        "points.",
    ),
    Rule(
        id="low",
        when=lambda s: s.confidence is _LOW,
        sentence="Confidence: Low. The lead is {lead} points; unknown facts could move it by up to {reach} points.",
    ),
    Rule(id="not rated", when=lambda _: True, sentence=""),
)
"""How sure that is, and on what basis."""


def _single(costs: tuple[Cost, ...]) -> float | None:
    """Return the one amount, if there is one alternative and its price is known exactly."""
    if len(costs) != 1 or costs[0].low is None or costs[0].low != costs[0].high:
        return None
    return costs[0].low


def _difference(s: Situation) -> float | None:
    first, second = _single(s.costs), _single(s.second_costs)
    if first is None or second is None or s.costs[0].currency != s.second_costs[0].currency:
        return None
    return first - second


COSTS: tuple[Rule, ...] = (
    Rule(id="several", when=lambda s: len(s.costs) != 1, sentence=""),
    Rule(
        id="unknown",
        when=lambda s: s.costs[0].low is None,
        sentence="What licences for {seats} would cost a year is not known.",
    ),
    Rule(
        id="dearer",
        when=lambda s: (_difference(s) or 0) > 0,
        sentence="Licences for {seats} list at {cost} a year, {difference} more than {second}.",
    ),
    Rule(
        id="cheaper",
        when=lambda s: (_difference(s) or 0) < 0,
        sentence="Licences for {seats} list at {cost} a year, {difference} less than {second}.",
    ),
    Rule(
        id="same",
        when=lambda s: _difference(s) == 0,
        sentence="Licences for {seats} list at {cost} a year, the same as {second}.",
    ),
    Rule(id="known", when=lambda _: True, sentence="Licences for {seats} list at {cost} a year."),
)
"""What it costs, against the second."""


def first_true(rules: tuple[Rule, ...], s: Situation) -> Rule:
    """Return the first rule that matches; each table ends in one that covers what is left of its cases."""
    return next(rule for rule in rules if rule.when(s))


def _speak(rules: tuple[Rule, ...], s: Situation) -> str:
    rule = first_true(rules, s)
    difference = _difference(s)
    return rule.sentence.format(
        first=numbers.listed(s.first),
        second=numbers.listed(s.second, "or"),
        best_proven=s.best_proven,
        musts=numbers.listed(s.musts),
        number_of_musts=len(s.musts),
        status_quo=s.status_quo,
        vendors=s.vendors,
        confidence=s.confidence.value if s.confidence is not None else "",
        coverage=numbers.percent(s.coverage),
        min_coverage=numbers.percent(s.min_coverage),
        resolution=numbers.plain(s.resolution),
        lead=numbers.score(s.lead, 1) if s.lead is not None else "",
        reach=numbers.score(s.reach, 1) if s.reach is not None else "",
        seats=numbers.count(s.seats, "seat"),
        cost=numbers.cost(s.costs[0]) if s.costs else "",
        difference=numbers.money(abs(difference), s.costs[0].currency) if difference is not None else "",
    )


def _tone(s: Situation) -> Tone:
    if s.kind in {_NONE, _LITTLE}:
        return "stop"
    return "go" if s.kind in {_TAKE, _KEEP} and s.confidence in {_HIGH, _MODERATE} else "caution"
