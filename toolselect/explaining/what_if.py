"""Before and after: what a trial moves in scores, ranks, must-haves and the verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolselect.explaining.explain import parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolselect.explaining.explain import Part
    from toolselect.explaining.settings import Setting
    from toolselect.model.result import Evaluation, GateState, Held, Interval, Standing, VendorScore

EQUAL = 1e-9
"""Points below which a move is rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartMove:
    """A criterion whose points moved, before and after; `moved` is after minus before, at the mids."""

    criterion: str
    title: str
    before: Part | None
    after: Part | None
    moved: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GateMove:
    """A must-have whose state changed (None: not tested)."""

    criterion: str
    title: str
    before: GateState | None
    after: GateState | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One alternative before and after.

    `moved` is the difference of the scores, in points (None: one of them has none). The `leaves` add up to it, and so
    do the criteria of the first level (`tops`), both largest first. `chance_before` and `chance_after` are the shares
    of draws in which it is first (None: not simulated).
    """

    vendor: str
    name: str
    before: Interval | None
    after: Interval | None
    moved: float | None
    rank_before: int | None
    rank_after: int | None
    standing_before: Standing
    standing_after: Standing
    plan_before: str
    plan_after: str
    chance_before: float | None
    chance_after: float | None
    tops: tuple[PartMove, ...]
    leaves: tuple[PartMove, ...]
    gates: tuple[GateMove, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightMove:
    """A criterion whose share of the whole changed (0..1)."""

    criterion: str
    title: str
    depth: int
    before: float
    after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """A trial. `moves` are in ranking order after it; `unread` are supposed facts that no criterion reads."""

    settings: tuple[Setting, ...]
    before: Evaluation
    after: Evaluation
    moves: tuple[Move, ...]
    weights: tuple[WeightMove, ...]
    unread: tuple[str, ...]


def compare_trial(before: Evaluation, after: Evaluation, settings: tuple[Setting, ...]) -> WhatIf:
    """Return what moved between the evaluation of a study and that of the study with the settings."""
    weights = {node.id: node for node in before.criteria}
    return WhatIf(
        settings=settings,
        before=before,
        after=after,
        moves=tuple(_move(before, after, vendor) for vendor in after.vendors),
        weights=tuple(
            WeightMove(
                criterion=node.id,
                title=node.title,
                depth=node.depth,
                before=weights[node.id].weight,
                after=node.weight,
            )
            for node in after.criteria
            if abs(node.weight - weights[node.id].weight) > EQUAL / 100
        ),
        unread=tuple(dict.fromkeys(one.fact for one in settings if one.fact and one.fact not in _read(after))),
    )


def _read(evaluation: Evaluation) -> set[str]:
    """Return the facts that some criterion reads, those that derived ones are computed from included."""
    return {
        one.fact for vendor in evaluation.vendors for leaf in vendor.leaves for held in leaf.held for one in _walk(held)
    }


def _walk(held: Held) -> Iterator[Held]:
    yield held
    for part in held.inputs:
        yield from _walk(part)


def _move(before: Evaluation, after: Evaluation, now: VendorScore) -> Move:
    was = before.vendor(now.id)
    moved = _moved(parts(before, was), parts(after, now))
    return Move(
        vendor=now.id,
        name=now.name,
        before=was.score,
        after=now.score,
        moved=now.score.mid - was.score.mid if now.score is not None and was.score is not None else None,
        rank_before=was.rank,
        rank_after=now.rank,
        standing_before=was.standing,
        standing_after=now.standing,
        plan_before=was.plan.id,
        plan_after=now.plan.id,
        chance_before=_chance(before, now.id),
        chance_after=_chance(after, now.id),
        tops=tuple(one for one, part in moved if part.depth == 0),
        leaves=tuple(one for one, part in moved if part.leaf),
        gates=_gates(after, was, now),
    )


def _chance(evaluation: Evaluation, vendor: str) -> float | None:
    if evaluation.robustness is None:
        return None
    chances = evaluation.robustness.simulation.alternatives
    return next((one.first for one in chances if one.vendor == vendor), None)


def _moved(before: dict[str, Part], after: dict[str, Part]) -> list[tuple[PartMove, Part]]:
    """Return what moved with the part that it is about, largest first; in display order where they are equal."""
    found = []
    for criterion in dict.fromkeys([*after, *before]):
        part = after.get(criterion) or before[criterion]
        move = PartMove(
            criterion=criterion,
            title=part.title,
            before=before.get(criterion),
            after=after.get(criterion),
            moved=_mid(after.get(criterion)) - _mid(before.get(criterion)),
        )
        if abs(move.moved) > EQUAL:
            found.append((move, part))
    return sorted(found, key=lambda pair: -abs(pair[0].moved))


def _mid(part: Part | None) -> float:
    return part.points.mid if part is not None and part.points is not None else 0.0


def _gates(after: Evaluation, was: VendorScore, now: VendorScore) -> tuple[GateMove, ...]:
    titles = {node.id: node.title for node in after.criteria}
    old, new = ({gate.criterion: gate for gate in vendor.gates} for vendor in (was, now))
    found = []
    for criterion in dict.fromkeys([*new, *old]):
        first, last = old.get(criterion), new.get(criterion)
        states = first.state if first is not None else None, last.state if last is not None else None
        if states[0] is not states[1]:
            found.append(
                GateMove(
                    criterion=criterion,
                    title=titles[criterion],
                    before=states[0],
                    after=states[1],
                    reason=last.reason if last is not None else "no longer asked",
                )
            )
    return tuple(found)
