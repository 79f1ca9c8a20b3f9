"""The sentences of the verdict: each is a rule on the numbers, the first that matches speaks.

Sentences are whole and stand in the language's table under the rule's id; names and figures are put into them, never
glued. The command line uses the same ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from toolselect.model.criteria import Stage
from toolselect.model.money import Scenario
from toolselect.model.result import Confidence, CriterionState, GateState, Standing, VerdictKind
from toolselect.report.languages import language

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolselect.model.money import Figures
    from toolselect.model.result import Cost, Evaluation
    from toolselect.report.languages import Words

Tone = Literal["go", "caution", "stop"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """What the simulation says of the first place: shares of draws (0..1), over weights and facts and weights alone.

    `sampler` is the id of the weight sampler; `expected` the name of the first by expected score.
    """

    first: float
    by_weights: float
    draws: int
    sampler: str
    expected: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """What the business case says of one vendor in the base scenario, and its payback in the low and the high one."""

    currency: str
    horizon: int
    total_cost: float
    npv: float
    payback: float | None
    payback_low: float | None
    payback_high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What the sentences depend on.

    `first` and `second` are names; `coverage` is that of the first place (the least of several); `musts` are the titles
    of must-haves that the first place leaves unproven. `chance` is None without a simulation, `returns` and
    `second_returns` without a business case of that one vendor.
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
    chance: Chance | None = None
    returns: Return | None = None
    second_returns: Return | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The verdict in a sentence or two, what it rests on, what it costs and returns, and whether one may go ahead."""

    verdict: str
    basis: str
    cost: str
    returns: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Rule:
    """A sentence, by its key in the language's table, and when it is true."""

    id: str
    when: Callable[[Situation], bool]


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
        chance=_chance(evaluation),
        returns=business(evaluation, verdict.first),
        second_returns=business(evaluation, verdict.runner_up),
    )


def _chance(evaluation: Evaluation) -> Chance | None:
    verdict = evaluation.verdict
    if evaluation.robustness is None or len(verdict.first) != 1:
        return None
    simulation = evaluation.robustness.simulation
    chances = next((one for one in simulation.alternatives if one.vendor == verdict.first[0]), None)
    if chances is None:
        return None
    return Chance(
        first=chances.first,
        by_weights=chances.first_by_weights,
        draws=simulation.policy.draws,
        sampler=simulation.policy.weights.value,
        expected=evaluation.vendor(simulation.expected_order[0]).name if simulation.expected_order else "",
    )


def business(evaluation: Evaluation, vendors: tuple[str, ...]) -> Return | None:
    """Return the business case of a vendor that stands alone in its place; None if there is none."""
    case = evaluation.money
    if case is None or len(vendors) != 1:
        return None
    found = {
        scenario: one.figures
        for vendor in case.vendors
        if vendor.vendor == vendors[0]
        for scenario in Scenario
        if (one := vendor.scenario(scenario)) is not None
    }
    base = found.get(Scenario.BASE)
    if base is None:
        return None
    return Return(
        currency=case.currency,
        horizon=case.horizon,
        total_cost=base.total_cost,
        npv=base.npv,
        payback=base.payback_months,
        payback_low=_payback(found.get(Scenario.LOW)),
        payback_high=_payback(found.get(Scenario.HIGH)),
    )


def _payback(figures: Figures | None) -> float | None:
    return figures.payback_months if figures is not None else None


def headline(found: Situation, words: Words | None = None) -> Headline:
    """Return the sentences that are true, in English unless other words are given."""
    words = words if words is not None else language()
    return Headline(
        verdict=_speak(VERDICTS, found, words),
        basis=_speak(BASES, found, words),
        cost=_speak(COSTS, found, words),
        returns=_speak(RETURNS, found, words),
        tone=_tone(found),
    )


def verdict_lines(evaluation: Evaluation) -> tuple[str, ...]:
    """Return the sentences as lines, for a terminal."""
    said = headline(situation(evaluation))
    return tuple(line for line in (said.verdict, said.basis, said.cost, said.returns) if line)


def waiting(evaluation: Evaluation, words: Words | None = None) -> str:
    """Say what this stage does not ask yet; nothing if it asks for all."""
    later = sum(w.leaf and w.state is CriterionState.LATER for w in evaluation.criteria)
    if not later or evaluation.stage is Stage.CONCLUDE:
        return ""
    words = words if words is not None else language()
    return words.say("headline.waiting", n=later, stage=evaluation.stage.value)


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


def _simulated(s: Situation) -> bool:
    return s.chance is not None


def _gap(s: Situation) -> float | None:
    """Return how much more the first costs than the second over the horizon; None if either is not known."""
    if s.returns is None or s.second_returns is None:
        return None
    return s.returns.total_cost - s.second_returns.total_cost


def _dearer(s: Situation) -> bool:
    return (_gap(s) or 0.0) >= WORTH_SAYING * abs(s.second_returns.total_cost if s.second_returns else 0.0) > 0


def _cheaper(s: Situation) -> bool:
    return -(_gap(s) or 0.0) >= WORTH_SAYING * abs(s.second_returns.total_cost if s.second_returns else 0.0) > 0


def _loses(s: Situation) -> bool:
    return s.returns is not None and s.returns.npv < 0


WORTH_SAYING = 0.01
"""The least part of the runner-up's cost that a headline calls a difference: below it the two cost the same."""

_NONE, _LITTLE, _TIE = VerdictKind.NO_VENDOR_PASSES, VerdictKind.TOO_LITTLE_EVIDENCE, VerdictKind.TIE
_KEEP, _CONDITIONAL, _TAKE = VerdictKind.KEEP_STATUS_QUO, VerdictKind.CONDITIONAL, VerdictKind.RECOMMENDED
_NOT_YET = VerdictKind.NOT_YET
_HIGH, _MODERATE, _LOW = Confidence.HIGH, Confidence.MODERATE, Confidence.LOW

VERDICTS: tuple[Rule, ...] = (
    Rule("verdict.nothing to rank", _both(_is(_NONE), lambda s: s.failed < s.vendors)),
    Rule("verdict.none passes, status quo", _both(_is(_NONE), lambda s: bool(s.status_quo))),
    Rule("verdict.none passes", _is(_NONE)),
    Rule("verdict.too little evidence, several", _both(_is(_LITTLE), lambda s: len(s.first) > 1)),
    Rule("verdict.too little evidence", _is(_LITTLE)),
    Rule("verdict.tie with the status quo", _both(_is(_TIE), lambda s: s.status_quo_tied)),
    Rule("verdict.tie, unproven", _both(_is(_TIE), lambda s: bool(s.musts))),
    Rule("verdict.tie", _is(_TIE)),
    Rule("verdict.keep, high, simulated", _both(_is(_KEEP, _HIGH), _simulated)),
    Rule("verdict.keep, simulated", _both(_is(_KEEP), _simulated)),
    Rule("verdict.keep, high", _is(_KEEP, _HIGH)),
    Rule("verdict.keep, moderate", _is(_KEEP, _MODERATE)),
    Rule("verdict.keep, low", _is(_KEEP)),
    Rule(
        "verdict.conditional, one must-have, another is proven",
        _both(_is(_CONDITIONAL), _one_must, _proven_other),
    ),
    Rule("verdict.conditional, one must-have, none is proven", _both(_is(_CONDITIONAL), _one_must)),
    Rule("verdict.conditional, several must-haves, another is proven", _both(_is(_CONDITIONAL), _proven_other)),
    Rule("verdict.conditional, several must-haves, none is proven", _is(_CONDITIONAL)),
    Rule("verdict.not yet", _is(_NOT_YET)),
    Rule("verdict.recommended, the only one, high", _both(_is(_TAKE, _HIGH), _alone)),
    Rule("verdict.recommended, the only one", _both(_is(_TAKE), _alone)),
    Rule("verdict.recommended, high, loses money", _both(_is(_TAKE, _HIGH), _simulated, _loses)),
    Rule("verdict.recommended, high, dearer", _both(_is(_TAKE, _HIGH), _simulated, _dearer)),
    Rule("verdict.recommended, high, cheaper", _both(_is(_TAKE, _HIGH), _simulated, _cheaper)),
    Rule("verdict.recommended, high, simulated", _both(_is(_TAKE, _HIGH), _simulated)),
    Rule("verdict.recommended, moderate, loses money", _both(_is(_TAKE, _MODERATE), _simulated, _loses)),
    Rule("verdict.recommended, moderate, dearer", _both(_is(_TAKE, _MODERATE), _simulated, _dearer)),
    Rule("verdict.recommended, moderate, cheaper", _both(_is(_TAKE, _MODERATE), _simulated, _cheaper)),
    Rule("verdict.recommended, moderate, simulated", _both(_is(_TAKE, _MODERATE), _simulated)),
    Rule("verdict.recommended, low, simulated", _both(_is(_TAKE), _simulated)),
    Rule("verdict.recommended, high", _is(_TAKE, _HIGH)),
    Rule("verdict.recommended, moderate", _is(_TAKE, _MODERATE)),
    Rule("verdict.recommended, low", _is(_TAKE)),
)
"""What to choose and the main reservation."""

BASES: tuple[Rule, ...] = (
    Rule("basis.nothing to rank", _both(_is(_NONE), lambda s: s.failed < s.vendors)),
    Rule("basis.none passes, one", _both(_is(_NONE), lambda s: s.vendors == 1)),
    Rule("basis.none passes", _is(_NONE)),
    Rule("basis.too little evidence", _is(_LITTLE)),
    Rule("basis.tie, can be broken", _both(_is(_TIE), lambda s: s.open_orders > 0)),
    Rule("basis.tie", _is(_TIE)),
    Rule("basis.not yet", _both(_is(_NOT_YET), _simulated)),
    Rule("basis.alone", _both(_alone, lambda s: s.confidence is not None)),
    Rule("basis.simulated", _both(_simulated, lambda s: s.confidence is not None)),
    Rule("basis.high", lambda s: s.confidence is _HIGH),
    Rule("basis.open", lambda s: s.confidence is not None),
    Rule("nothing", lambda _: True),
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
    Rule("nothing", lambda s: len(s.costs) != 1),
    Rule("cost.unknown", lambda s: s.costs[0].low is None),
    Rule("cost.dearer", lambda s: (_difference(s) or 0) > 0),
    Rule("cost.cheaper", lambda s: (_difference(s) or 0) < 0),
    Rule("cost.same", lambda s: _difference(s) == 0),
    Rule("cost.known", lambda _: True),
)
"""What the licences cost, against the second."""

RETURNS: tuple[Rule, ...] = (
    Rule("nothing", lambda s: s.returns is None),
    Rule("returns.never", lambda s: s.returns is not None and s.returns.payback is None and s.returns.npv < 0),
    Rule("returns.no payback", lambda s: s.returns is not None and s.returns.payback is None),
    Rule("returns.late", lambda s: s.returns is not None and s.returns.npv < 0),
    Rule("returns.pays", lambda _: True),
)
"""What all costs over the horizon come to, and whether they come back."""


def first_true(rules: tuple[Rule, ...], s: Situation) -> Rule:
    """Return the first rule that matches; each table ends in one that covers what is left of its cases."""
    return next(rule for rule in rules if rule.when(s))


def _speak(rules: tuple[Rule, ...], s: Situation, words: Words) -> str:
    rule = first_true(rules, s)
    return "" if rule.id == "nothing" else words.say(f"headline.{rule.id}", **_values(s, words))


def _values(s: Situation, words: Words) -> dict[str, str | int]:
    difference, gap, chance, returns = _difference(s), _gap(s), s.chance, s.returns
    return {
        "first": words.listed(s.first),
        "second": words.listed(s.second, "or"),
        "best_proven": s.best_proven,
        "musts": words.listed(s.musts),
        "number_of_musts": len(s.musts),
        "status_quo": s.status_quo,
        "vendors": s.vendors,
        "confidence": words.say(f"confidence.{s.confidence.value}") if s.confidence is not None else "",
        "coverage": words.percent(s.coverage),
        "min_coverage": words.percent(s.min_coverage),
        "resolution": words.plain(s.resolution),
        "lead": words.score(s.lead, 1) if s.lead is not None else "",
        "reach": words.score(s.reach, 1) if s.reach is not None else "",
        "seats": words.say("count.seats", n=s.seats),
        "cost": words.cost(s.costs[0]) if s.costs else "",
        "difference": words.money(abs(difference), s.costs[0].currency) if difference is not None else "",
        "share": words.percent(chance.first) if chance else "",
        "by_weights": words.percent(chance.by_weights) if chance else "",
        "draws": words.plain(chance.draws) if chance else "",
        "sampler": words.say(f"sampler.{chance.sampler}") if chance else "",
        "expected": chance.expected if chance else "",
        "years": words.say("count.years", n=returns.horizon) if returns else "",
        "gap": words.short_money(abs(gap), returns.currency) if gap is not None and returns else "",
        "total": words.short_money(returns.total_cost, returns.currency) if returns else "",
        "loss": words.short_money(abs(returns.npv), returns.currency) if returns else "",
        "npv": words.short_money(returns.npv, returns.currency) if returns else "",
        "payback": words.say("count.months", n=round(returns.payback))
        if returns and returns.payback is not None
        else "",
    }


def _tone(s: Situation) -> Tone:
    if s.kind in {_NONE, _LITTLE}:
        return "stop"
    return "go" if s.kind in {_TAKE, _KEEP} and s.confidence in {_HIGH, _MODERATE} else "caution"
