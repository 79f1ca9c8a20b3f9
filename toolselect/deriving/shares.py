"""Weighted shares of yes/no answers of which some may not be known: what fits and share leaves rest on."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolselect import answers
from toolselect.answers import distinct, weakest
from toolselect.model.facts import Members, Range, Value
from toolselect.model.result import Held, Portion, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Part:
    """One member of a share: its weight (any scale), and whether it counts (0 no, 1 yes; both ends if not decided)."""

    weight: float
    low: float
    high: float
    known: bool
    proven: bool


@dataclass(frozen=True, slots=True)
class Total:
    """A weighted share, each figure within 0..1: between which ends it lies, how much is known, how much is proven."""

    low: float
    high: float
    known: float
    proven: float


def part(held: Held, weight: float) -> Part | None:
    """Return what a yes/no answer adds to a share: None if it does not apply, open if unknown or disputed."""
    if held.status is Status.NOT_APPLICABLE:
        return None
    if held.status is Status.VALUE and isinstance(held.answers[0], Value):
        share = 1.0 if held.answers[0].value is True else 0.0
        return Part(weight, share, share, known=True, proven=held.proven > 0)
    return Part(weight, 0.0, 1.0, known=False, proven=False)


def states(held: Held) -> tuple[bool | None, ...]:
    """Return what each held answer to a yes/no question says; None where it says neither."""
    said = [answer.value for answer in held.answers if isinstance(answer, Value)]
    return tuple(value if isinstance(value, bool) else None for value in said) or (None,)


def member_states(
    held: Held, member: str, met: Callable[[str, Members], bool] | None = None
) -> tuple[bool | None, ...]:
    """Return what each held set says of a member: that it has it, that it does not, or nothing (None)."""
    sets = [answer.value for answer in held.answers if isinstance(answer, Value) and isinstance(answer.value, Members)]
    test = met or named
    return tuple(True if test(member, one) else False if one.complete else None for one in sets) or (None,)


def portions(parts: Sequence[tuple[Held | None, str, float, tuple[bool | None, ...]]]) -> tuple[Portion, ...]:
    """Return the parts of a share (answer or None, member, weight on any scale, states) by the sum of weights."""
    whole = math.fsum(weight for _, _, weight, _ in parts)
    return tuple(
        Portion(fact=held.fact if held else "", member=member, weight=weight / whole, states=said)
        for held, member, weight, said in parts
    )


def member_parts(
    members: Members, wanted: Iterable[tuple[str, float]], met: Callable[[str, Members], bool], *, proven: bool
) -> list[Part]:
    """Return what a set adds per wanted member: named counts, not named does not if the set is complete, else open."""
    parts = []
    for name, weight in wanted:
        named = met(name, members)
        known = named or members.complete
        parts.append(Part(weight, float(named), float(named or not known), known=known, proven=known and proven))
    return parts


def named(member: str, members: Members) -> bool:
    """Tell whether the set names the member."""
    return member in members.named


def total(parts: Sequence[Part]) -> Total | None:
    """Return the weighted share: sum of weight x part, by the sum of weights. None if the weights sum to nothing.

    Sums are exact before rounding (`math.fsum`), so that the order of the parts never shows.
    """
    whole = math.fsum(part.weight for part in parts)
    if whole <= 0:
        return None

    def share(of: Iterable[float]) -> float:
        return min(1.0, math.fsum(of) / whole)

    return Total(
        low=share(part.weight * part.low for part in parts),
        high=share(part.weight * part.high for part in parts),
        known=share(part.weight for part in parts if part.known),
        proven=share(part.weight for part in parts if part.proven),
    )


def of_set(
    held: Held, wanted: Sequence[tuple[str, float]], met: Callable[[str, Members], bool] = named
) -> tuple[tuple[Total, ...], float, float]:
    """Return the share that each held set has of the wanted members, and how much of it is known and proven.

    A member counts as known if every held set decides it. No shares if nothing is known or the weights sum to nothing.
    """
    sets = [answer.value for answer in held.answers if isinstance(answer, Value) and isinstance(answer.value, Members)]
    per_set = [member_parts(members, wanted, met, proven=held.proven > 0) for members in sets]
    totals = [found for parts in per_set if (found := total(parts)) is not None]
    if not totals:
        return (), 0.0, 0.0
    decided = total(
        [
            Part(same[0].weight, 0, 0, known=all(p.known for p in same), proven=all(p.proven for p in same))
            for same in zip(*per_set, strict=True)
        ]
    )
    return tuple(totals), decided.known if decided else 0.0, decided.proven if decided else 0.0


def percent(found: Total) -> Value | Range:
    """Return the share in percent (0..100): one figure, or the range that what is not known leaves open."""
    low, high = 100 * found.low, 100 * found.high
    return Value(low) if low == high else Range(low, high, likely=low / 2 + high / 2)


def percentage(
    fact: str,
    shares: Sequence[Total],
    *,
    known: float,
    proven: float,
    inputs: tuple[Held, ...],
    steps: tuple[str, ...],
    portions: tuple[Portion, ...],
    nothing: str,
) -> Held:
    """Return a derived percentage with the provenance of its inputs.

    Several `shares` that differ are a conflict. Where nothing is known (`known` is 0), the answer is: not known, for
    the reason `nothing`. It is as weak as the weakest of the inputs that are decided; beta and expired if one is.
    """
    if known <= 0:
        return Held(
            fact=fact,
            status=Status.UNKNOWN,
            answers=answers.unknown(fact, nothing).answers,
            reason=nothing,
            inputs=inputs,
            steps=steps,
            portions=portions,
        )
    found = distinct(percent(one) for one in shares)
    one = Status.RANGE if isinstance(found[0], Range) else Status.VALUE
    return Held(
        fact=fact,
        status=Status.CONFLICT if len(found) > 1 else one,
        answers=found,
        grade=weakest(held.grade for held in inputs),
        known=known,
        proven=proven,
        beta=any(held.beta for held in inputs),
        expired=any(held.expired for held in inputs),
        reason="sources disagree: " + ", ".join(map(answers.answer_text, found)) if len(found) > 1 else "",
        inputs=inputs,
        steps=steps,
        portions=portions,
    )


def span_text(found: Total) -> str:
    """Write a share for a person: `75 %`, or `25 to 75 %` where something is not known."""
    low, high = (answers.digits(round(100 * end, 2)) for end in (found.low, found.high))
    return f"{low} %" if low == high else f"{low} to {high} %"


def state_text(held: Held) -> str:
    """Write what is known of an input: `yes`, `no`, `not known`, `sources disagree`, ..."""
    if held.status is Status.VALUE:
        return answers.answer_text(held.answers[0]) + (" (beta)" if held.beta else "")
    if held.status is Status.UNKNOWN:
        return answers.ROADMAP if held.reason == answers.ROADMAP else "not known"
    return "sources disagree" if held.status is Status.CONFLICT else held.status.value
