"""How much a ranking bears, what to find out first, and whether an evaluation is what somebody requires of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolselect.app.finding import NothingFound
from toolselect.diagnostics import nearest
from toolselect.model.result import Standing, VerdictKind
from toolselect.model.robustness import WeightSampler

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from toolselect.model.result import Evaluation, Held, VendorScore
    from toolselect.model.robustness import FindOut


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampling:
    """How to draw, where that is not left to the study: None keeps what the study says."""

    draws: int | None = None
    seed: int | None = None
    weights: WeightSampler | None = None
    concentration: float | None = None


def assess(evaluation: Evaluation, sampling: Sampling | None = None) -> Evaluation:
    """Return the evaluation with its robustness, and with the verdict as the simulation leaves it.

    Raises:
        NothingFound: if weights are to be drawn within intervals and the study states none.
    """
    from toolselect.robustness.assess import assess as assessed

    given = sampling or Sampling()
    policy = evaluation.study.robustness
    policy = replace(
        policy,
        draws=policy.draws if given.draws is None else given.draws,
        seed=policy.seed if given.seed is None else given.seed,
        weights=policy.weights if given.weights is None else given.weights,
        concentration=policy.concentration if given.concentration is None else given.concentration,
    )
    if policy.weights is WeightSampler.INTERVALS and not policy.intervals:
        raise NothingFound("the study states no intervals of weights; write them under `robustness: intervals:`")
    return assessed(replace(evaluation, study=replace(evaluation.study, robustness=policy)))


# --- what to find out --------------------------------------------------------------------------------------------


def find_out(evaluation: Evaluation, *, everything: bool = False, limit: int | None = None) -> tuple[FindOut, ...]:
    """Return what to find out, most valuable first, of an evaluation that was assessed.

    Without `everything`: only what could change who is chosen, or what a must-have reads. At most `limit` of it.
    """
    found = evaluation.robustness.simulation.find_out if evaluation.robustness is not None else ()
    return tuple(one for one in found if everything or one.decisive or one.must)[:limit]


def questions(
    evaluation: Evaluation, vendor: str, *, everything: bool = False, limit: int | None = None
) -> tuple[FindOut, ...]:
    """Return what to ask about one ranked alternative, most valuable first.

    Without `everything`: what could change who is chosen, what a must-have reads, and what nobody knows for sure; not
    what merely rests on weak evidence.

    Raises:
        NothingFound: if no alternative of that id is ranked.
    """
    from toolselect.report.asking import is_open

    known = [one.id for one in evaluation.vendors]
    if vendor not in known:
        hint = nearest(vendor, known) or ", ".join(known)
        raise NothingFound(f"there is no vendor of this study `{vendor}`; {hint}")
    if evaluation.vendor(vendor).standing is Standing.FAILED:
        raise NothingFound(f"`{vendor}` failed a must-have; no answer to another question would help it")
    return tuple(
        one
        for one in find_out(evaluation, everything=True)
        if one.vendor == vendor and (everything or one.decisive or one.must or is_open(evaluation, one))
    )[:limit]


# --- what is required of an evaluation ---------------------------------------------------------------------------


def unmet(evaluation: Evaluation, wanted: Iterable[str]) -> tuple[str, ...]:
    """Return which of the required conditions (`CONDITIONS`) do not hold, each with the reason.

    Raises:
        KeyError: if there is no such condition.
    """
    found = ((name, CONDITIONS[name](evaluation)) for name in dict.fromkeys(wanted))
    return tuple(f"{name}: {why}" for name, why in found if why)


def _no_tie(evaluation: Evaluation) -> str:
    first = evaluation.verdict.first
    return f"{', '.join(first)} share the first place" if len(first) > 1 else ""


def _winner(evaluation: Evaluation) -> str:
    kind = evaluation.verdict.kind
    return "" if kind in (VerdictKind.RECOMMENDED, VerdictKind.CONDITIONAL) else f"the verdict is: {kind.value}"


def _proven(evaluation: Evaluation) -> str:
    if not evaluation.verdict.first:
        return "nobody is ranked"
    open_ones = [one for one in evaluation.verdict.first if evaluation.vendor(one).standing is Standing.CONDITIONAL]
    return f"{', '.join(open_ones)} leaves must-haves unproven" if open_ones else ""


def _fresh(evaluation: Evaluation) -> str:
    stale = {one.id: facts for one in evaluation.vendors if one.rank is not None and (facts := _expired(one))}
    return "; ".join(f"{vendor} rests on expired evidence for {', '.join(facts)}" for vendor, facts in stale.items())


def _expired(vendor: VendorScore) -> list[str]:
    return list(dict.fromkeys(held.fact for leaf in vendor.leaves for one in leaf.held for held in _stale(one)))


def _stale(held: Held) -> list[Held]:
    """Return the answers that rest on expired evidence themselves, not by what they were computed from."""
    below = [one for part in held.inputs for one in _stale(part)]
    return below or ([held] if held.expired else [])


CONDITIONS: Mapping[str, Callable[[Evaluation], str]] = {
    "no-tie": _no_tie,
    "winner": _winner,
    "proven": _proven,
    "fresh": _fresh,
}
"""What `--require` can demand: each says why it does not hold, or nothing."""
