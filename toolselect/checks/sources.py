"""Rules about what a vendor's score rests on: its own word, one page, the crowd."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from toolselect.checks.answered import known_parts, used_evidence
from toolselect.diagnostics import Diagnostic, diagnostic
from toolselect.model.facts import Grade
from toolselect.model.result import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolselect.checks.answered import Alternative, Answered
    from toolselect.diagnostics import Place
    from toolselect.model.facts import Source

MOSTLY = 0.5
"""From this share of the weight on, a score rests on the vendor's word."""

ONE_SOURCE = 0.3
"""From this share of the weight on, one source carries too much."""

MANY_TIMES = 3
"""So often a source is counted before it is said to carry the score."""

CROWD_UNITS = frozenset(("star", "stars", "point", "points", "rating", "ratings", "score", "scores"))
"""Units in which review sites count."""


def vendors_word(answered: Answered, one: Alternative) -> Iterator[Diagnostic]:
    """Yield a vendor whose scored weight rests on claims and assumptions for more than half."""
    if one.placed.standing is Standing.STATUS_QUO:
        return
    weak = math.fsum(
        weight
        for leaf in one.leaves
        for weight, held in known_parts(leaf, answered.asked[leaf.criterion])
        if held.grade is not None and not held.grade.reaches(Grade.THIRD_PARTY)
    )
    if weak > MOSTLY:
        message = f"{_percent(weak)} of the weight that {one.vendor.name} is scored on rests on claims or assumptions"
        hint = "find documentation or a measurement for the heaviest of its answers"
        yield diagnostic("TS408", one.vendor.place.below("name"), message, hint)


def one_source(answered: Answered, one: Alternative) -> Iterator[Diagnostic]:
    """Yield addresses that alone carry more than 30 % of a vendor's scored weight, with three answers or more."""
    if one.placed.standing is Standing.STATUS_QUO:
        return
    carried: dict[str, list[float]] = {}
    first: dict[str, Source] = {}
    for leaf in one.leaves:
        for weight, held in known_parts(leaf, answered.asked[leaf.criterion]):
            sources = [one.vendor.sources.get(found.entry.source) for found in held.evidence if found.used]
            addresses = {_address(source.url) for source in sources if source is not None}
            if len(addresses) == 1 and "" not in addresses:
                address = addresses.pop()
                carried.setdefault(address, []).append(weight)
                first.setdefault(address, next(source for source in sources if source is not None))
    for address, weights in carried.items():
        share = math.fsum(weights)
        if share > ONE_SOURCE and len(weights) >= MANY_TIMES:
            message = (
                f"one address carries {_percent(share)} of the weight that {one.vendor.name} is scored on: {address}"
            )
            hint = "look for a second source of the heaviest of these answers"
            yield diagnostic("TS411", first[address].place.below("url"), message, hint)


def _address(url: str) -> str:
    """Return an address without what only points inside the page."""
    return url.partition("#")[0].rstrip("/")


def crowd_ratings(answered: Answered, one: Alternative) -> Iterator[Diagnostic]:
    """Yield third-party ratings in stars or points that a criterion with weight scores as they are."""
    seen: set[Place] = set()
    for leaf in one.leaves:
        criterion = answered.asked[leaf.criterion]
        fact = answered.study.criteria.facts.get(criterion.fact)
        if fact is None or fact.unit.casefold() not in CROWD_UNITS or not leaf.weight:
            continue
        for found in (each for held in leaf.held for each in used_evidence(held)):
            source = one.vendor.sources.get(found.entry.source)
            if source is not None and source.kind is Grade.THIRD_PARTY and found.entry.place not in seen:
                seen.add(found.entry.place)
                message = f"`{criterion.id}` scores a rating of others, in {fact.unit}, as if it were a measure"
                hint = "give the criterion weight 0 to show it only, or score what was measured"
                yield diagnostic("TS410", found.entry.place, message, hint)


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
