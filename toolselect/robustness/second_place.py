"""The price of second place: the smallest single change that gives each loser the first place.

A change of a weight (all others keep their proportions), of one answer, or of one price; each alone, all else as it is.
The plan at hand stays the one at hand.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolselect.deriving import DERIVED, licence, net_present_value
from toolselect.deriving.situation import situation
from toolselect.model.criteria import Points, Share
from toolselect.model.money import DriverValue, VendorMoney
from toolselect.model.result import GateState, Standing
from toolselect.model.robustness import Change, ChangeKind, SecondPlace
from toolselect.money.terms import vendor_terms
from toolselect.robustness import turning
from toolselect.robustness.race import counting
from toolselect.robustness.stability import NEAR, ahead, mixes_of
from toolselect.scoring.leaves import known_answers
from toolselect.scoring.value_functions import raw_span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from toolselect.deriving.situation import Situation
    from toolselect.model.result import Evaluation, LeafScore, VendorScore
    from toolselect.robustness.race import Race
    from toolselect.robustness.stability import Mix, Span

PERCENT = "%"


def second_places(evaluation: Evaluation, race: Race) -> tuple[SecondPlace, ...]:
    """Return for everybody who is not in the first group what would make it the first, in the order of the ranking.

    At most one change of each kind, smallest first. Without any, the reason says why.
    """
    winners = evaluation.ranking[0].members if evaluation.ranking else ()
    changes: dict[str, list[Change]] = {vendor.id: [] for vendor in race.order}
    for vendor_id, change in _all_changes(race, winners):
        changes[vendor_id].append(change)
    return tuple(
        _second_place(vendor, changes.get(vendor.id, [])) for vendor in evaluation.vendors if vendor.id not in winners
    )


def _second_place(vendor: VendorScore, changes: Iterable[Change]) -> SecondPlace:
    best: dict[ChangeKind, Change] = {}
    # Of equal ones the first is kept: the loser's own answers come before those of the one in front.
    for change in changes:
        if change.kind not in best or change.size < best[change.kind].size - NEAR:
            best[change.kind] = change
    kinds = list(ChangeKind)
    ordered = tuple(sorted(best.values(), key=lambda change: (change.size, kinds.index(change.kind))))
    return SecondPlace(vendor=vendor.id, changes=ordered, reason="" if ordered else _why_none(vendor))


def _why_none(vendor: VendorScore) -> str:
    if vendor.standing is Standing.FAILED:
        failed = [gate for gate in vendor.gates if gate.state is GateState.FAIL]
        each = "; ".join(f"{gate.criterion}: {gate.reason}" for gate in failed)
        return f"a failed must-have is no matter of weights or scores ({each})"
    if vendor.rank is None:
        return "nothing that counts applies to it"
    return "no single weight, answer or price would be enough"


def _all_changes(race: Race, winners: Iterable[str]) -> Iterable[tuple[str, Change]]:
    losers = [vendor for vendor in race.order if vendor.id not in winners]
    if not losers:
        return
    yield from _weights(race, losers)
    for vendor in losers:
        for leaf in counting(vendor):
            point = turning.rise(race, vendor, leaf)
            if point is not None:
                yield from ((vendor.id, change) for change in _answers(race, vendor, leaf, point))
    first = race.order[0]
    for leaf in counting(first):
        point = turning.fall(race, leaf)
        # Only the one that is then first gains; who stands in the first group has it already.
        if point is not None and any(loser.id == point.winner for loser in losers):
            yield from ((point.winner, change) for change in _answers(race, first, leaf, point))


# --- weights -----------------------------------------------------------------------------------------------------


def _weights(race: Race, losers: Iterable[VendorScore]) -> Iterable[tuple[str, Change]]:
    ids = [vendor.id for vendor in race.in_id_order]
    by_score = [ids.index(vendor.id) for vendor in race.order]
    for node in race.nodes:
        if not NEAR < node.weight < 1 - NEAR:
            continue
        mixes = mixes_of(race, node.id)
        for vendor in losers:
            own = ids.index(vendor.id)
            rivals = (mixes[index] for index in by_score if index != own)
            needed = _nearest(_first(mixes[own], rivals), node.weight)
            if needed is not None:
                size = abs(needed - node.weight)
                yield (
                    vendor.id,
                    Change(kind=ChangeKind.WEIGHT, subject=node.id, now=node.weight, needed=needed, unit="", size=size),
                )


def _first(one: Mix, rivals: Iterable[Mix]) -> tuple[Span, ...]:
    """Return the weights at which one is ahead of all others."""
    spans: tuple[Span, ...] = ((0.0, 1.0),)
    for rival in rivals:
        spans = tuple(
            (max(low, start), min(high, end))
            for low, high in spans
            for start, end in ahead(one, rival)
            if max(low, start) < min(high, end) - NEAR
        )
        if not spans:
            break
    return spans


def _nearest(spans: Iterable[Span], weight: float) -> float | None:
    ends = [min(max(weight, low), high) for low, high in spans]
    return min(ends, key=lambda end: (abs(end - weight), end), default=None)


# --- answers -----------------------------------------------------------------------------------------------------


def _answers(race: Race, vendor: VendorScore, leaf: LeafScore, point: turning.Point) -> Iterable[Change]:
    """Return the change of the answer to the point, and that of the price where the answer rests on one."""
    answer = turning.answer(race, leaf, point)
    if answer is None or leaf.value is None:
        return
    now, needed, unit = turning.figure_now(leaf), answer.figure, answer.unit
    if isinstance(race.criteria[leaf.criterion].value, Share):
        now, needed, unit = leaf.value.mid, point.worth, PERCENT
    fact = race.criteria[leaf.criterion].fact
    if now is not None and needed is not None and fact in COSTS:
        yield from _price(race, vendor, fact, now, needed)
        if fact in LICENCES:
            return
    yield Change(
        kind=ChangeKind.FACT,
        subject=f"{vendor.id}/{leaf.criterion}",
        now=None if needed is None else now,
        needed=needed,
        unit=unit,
        size=_part_of_the_way(race, leaf, answer, now),
        words="" if needed is not None else answer.words,
    )


def _part_of_the_way(race: Race, leaf: LeafScore, answer: turning.Answered, now: float | None) -> float:
    """Return how large the move of an answer is, as part of the way between the anchors (0..1)."""
    function = race.criteria[leaf.criterion].value
    if isinstance(function, Points) and now is not None and answer.figure is not None:
        low, high = function.points[0][0], function.points[-1][0]
        return min(1.0, abs(answer.figure - min(high, max(low, now))) / (high - low))
    return 0.0 if leaf.value is None else abs(answer.worth - leaf.value.mid) / 100


# --- prices ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Licence:
    """What a vendor's plan costs in a year, without add-ons, in the study's currency, and where that was asked."""

    there: Situation
    yearly: float


def _of_yearly(licence_cost: _Licence, now: float, needed: float) -> float | None:
    return licence_cost.yearly + (needed - now)


def _of_budget(licence_cost: _Licence, now: float, needed: float) -> float | None:
    budget = licence_cost.there.organisation.licence_budget
    return None if budget is None else licence_cost.yearly + (needed - now) / 100 * budget


def _of_value(fact: str) -> Callable[[_Licence, float, float], float | None]:
    """Return what finds the licence cost for a net present value, which falls with it along a straight line."""

    def cost(licence_cost: _Licence, now: float, needed: float) -> float | None:
        at_all = _value_at(licence_cost, fact, licence_cost.yearly)
        for_nothing = _value_at(licence_cost, fact, 0.0)
        if at_all is None or for_nothing is None or at_all == for_nothing:
            return None
        return licence_cost.yearly + (needed - now) * licence_cost.yearly / (at_all - for_nothing)

    return cost


def _value_at(licence_cost: _Licence, fact: str, yearly: float) -> float | None:
    """Return the figure of a money fact in the base scenario if the licences cost so much in a year."""
    study, vendor = licence_cost.there.study, licence_cost.there.vendor
    if study is None or study.money is None:
        return None
    price = yearly / (12 * study.seats)
    mine = study.money.vendors.get(vendor.id) or VendorMoney(place=study.money.place)
    quoted = replace(mine, seat_price=DriverValue(low=price, likely=price, high=price))
    money = replace(study.money, vendors={**study.money.vendors, vendor.id: quoted})
    held = DERIVED[fact](replace(licence_cost.there, study=replace(study, money=money)))
    known = known_answers(held)
    return raw_span(known).mid if known else None


LICENCES = (licence.YEARLY, licence.OF_BUDGET)
COSTS: Mapping[str, Callable[[_Licence, float, float], float | None]] = {
    licence.YEARLY: _of_yearly,
    licence.OF_BUDGET: _of_budget,
    net_present_value.NPV: _of_value(net_present_value.NPV),
    net_present_value.OF_TARGET: _of_value(net_present_value.OF_TARGET),
}
"""By fact that rests on a price: the yearly licence cost at which its figure is the needed one and not that of now."""


def _price(race: Race, vendor: VendorScore, fact: str, now: float, needed: float) -> Iterable[Change]:
    """Return the change of the plan's price that moves a fact from one figure to another; what add-ons cost stays."""
    study = race.study
    profile = next(one for one in study.alternatives if one.id == vendor.id)
    there = situation(study, profile, vendor.plan.id)
    money = study.money
    if money is not None and fact in LICENCES:
        money = replace(money, vendors={})  # list prices count there, and not what was quoted
    terms = vendor_terms(
        profile,
        vendor.plan.id,
        (),
        seats=study.seats,
        currency=licence.currency(there),
        money=money,
        fact=study.criteria.facts.get(licence.YEARLY),
        as_of=study.as_of,
    )
    cost = terms.values.get("licence")
    if cost is None or cost.likely <= 0:
        return
    yearly = cost.low / 2 + cost.high / 2
    after = COSTS[fact](_Licence(there=there, yearly=yearly), now, needed)
    if after is None or after < 0:
        return
    per = "agent-month" if {one.per for one in terms.recurring} == {"agent-month"} else "month"
    paid = max(one.paid(study.seats) for one in terms.recurring)
    units = 12 * paid if per == "agent-month" else 12
    yield Change(
        kind=ChangeKind.PRICE,
        subject=f"{vendor.id}/{vendor.plan.id}",
        now=yearly / units,
        needed=after / units,
        unit=f"{licence.currency(there)} per {per}",
        size=abs(after - yearly) / yearly,
    )
