"""What a vendor's answers to a leaf are worth, how much is known and proven, and whether the target is met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from toolselect import deriving
from toolselect.deriving import shares
from toolselect.model.criteria import BooleanValue, Comparison, Levels, Linear, Points, Relative, Share
from toolselect.model.facts import NotApplicable, Range, Unknown, Value
from toolselect.model.result import Interval, Status
from toolselect.scoring import requirements, value_functions
from toolselect.scoring.value_functions import NOT_KNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolselect.deriving.situation import Situation
    from toolselect.model.criteria import Criterion, Requirement
    from toolselect.model.facts import Answer
    from toolselect.model.result import Held


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafAnswer:
    """One leaf of one vendor before any weight: what it is worth (None: not applicable, or nothing to score by)."""

    criterion: Criterion
    status: Status
    worth: Interval | None
    known: float
    proven: float
    clipped: bool
    met: bool | None
    held: tuple[Held, ...]


def facts_of(criterion: Criterion) -> tuple[str, ...]:
    """Return the facts that a leaf reads: its own, or those that its share counts."""
    if criterion.fact:
        return (criterion.fact,)
    return tuple(fact for fact, _ in criterion.value.wanted) if isinstance(criterion.value, Share) else ()


def gather(criterion: Criterion, situation: Situation) -> tuple[Held, ...]:
    """Return the answers that a leaf reads, as they hold in the situation."""
    return tuple(deriving.answer(fact, situation) for fact in facts_of(criterion))


def known_answers(held: Held) -> tuple[Value | Range, ...]:
    """Return the answers that hold, without those that only say that nobody knows."""
    return tuple(answer for answer in held.answers if isinstance(answer, Value | Range))


def judge(
    criterion: Criterion,
    held: tuple[Held, ...],
    levels: Sequence[str] = (),
    bounds: tuple[float, float] | None = None,
) -> LeafAnswer:
    """Return what the answers are worth.

    `levels` are the fact's, worst to best; `bounds` the lowest and highest figure among the alternatives, for a
    relative scale (None: nobody has a figure).
    """
    if isinstance(criterion.value, Share):
        status, worth, known, proven = _judge_share(criterion.value, held, criterion.fact)
    else:
        status, worth, known, proven = _judge_one(criterion, held[0], bounds)
    return LeafAnswer(
        criterion=criterion,
        status=status,
        worth=worth,
        known=known,
        proven=proven,
        clipped=_clipped(criterion, held),
        met=_met(criterion, held, levels) if criterion.target and status is not Status.NOT_APPLICABLE else None,
        held=held,
    )


def _clipped(criterion: Criterion, held: tuple[Held, ...]) -> bool:
    if criterion.value is None or isinstance(criterion.value, Share):
        return False
    return value_functions.clipped(criterion.value, known_answers(held[0]))


def _met(criterion: Criterion, held: tuple[Held, ...], levels: Sequence[str]) -> bool | None:
    if criterion.target is None:
        return None
    wanted = criterion.target.requirement
    match requirements.outcome_of_all(wanted, answers_to(wanted, criterion, held), levels):
        case requirements.Outcome.YES:
            return True
        case requirements.Outcome.NO:
            return False
        case requirements.Outcome.OPEN:
            return None


def _judge_one(
    criterion: Criterion, held: Held, bounds: tuple[float, float] | None
) -> tuple[Status, Interval | None, float, float]:
    answers = known_answers(held)
    if held.status is Status.NOT_APPLICABLE:
        return held.status, None, 0.0, 0.0
    if not answers:
        return Status.UNKNOWN, None if criterion.value is None else NOT_KNOWN, 0.0, 0.0
    match criterion.value:
        case None:
            worth = None
        case Relative():
            raw = value_functions.raw_span(answers)
            worth = value_functions.relative(criterion.value, raw, bounds or (raw.mid, raw.mid))
        case Linear() | Points() | BooleanValue() | Levels():
            worth = value_functions.interval(criterion.value, answers)
        case Share():  # pragma: no cover - judged by _judge_share
            raise TypeError("a share is no single answer")
        case _:
            assert_never(criterion.value)
    return held.status, worth, held.known, held.proven


def _judge_share(share: Share, held: tuple[Held, ...], fact: str) -> tuple[Status, Interval | None, float, float]:
    if held and all(one.status is Status.NOT_APPLICABLE for one in held):
        return Status.NOT_APPLICABLE, None, 0.0, 0.0
    totals, known, proven = _totals(share, held, fact)
    if not totals or known <= 0:
        return Status.UNKNOWN, NOT_KNOWN, 0.0, 0.0
    low, high = 100 * min(one.low for one in totals), 100 * max(one.high for one in totals)
    if fact and held[0].status is Status.CONFLICT:
        status = Status.CONFLICT
    else:
        status = Status.VALUE if known >= 1 else Status.PARTIAL
    return status, value_functions.around(low, high), known, proven


def _totals(share: Share, held: tuple[Held, ...], fact: str) -> tuple[tuple[shares.Total, ...], float, float]:
    """Return the wanted share (one per set that holds), and how much of it is known and proven."""
    if fact:
        return shares.of_set(held[0], share.wanted)
    weighted = zip(held, share.wanted, strict=True)
    parts = [part for one, (_, weight) in weighted if (part := shares.part(one, weight)) is not None]
    found = shares.total(parts)
    return ((), 0.0, 0.0) if found is None else ((found,), found.known, found.proven)


def answers_to(requirement: Requirement, criterion: Criterion, held: tuple[Held, ...]) -> tuple[Answer, ...]:
    """Return the answers that a must-have or target is tested on: the raw ones, or a share's percentage (0..100)."""
    if held and all(one.status is Status.NOT_APPLICABLE for one in held):
        return (NotApplicable(held[0].reason),)
    if isinstance(criterion.value, Share) and (not criterion.fact or isinstance(requirement, Comparison)):
        totals, known, _ = _totals(criterion.value, held, criterion.fact)
        if not totals or known <= 0:
            return (Unknown("nothing of it is known"),)
        return tuple(shares.percent(one) for one in totals)
    return held[0].answers
