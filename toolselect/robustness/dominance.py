"""Who is at least as good as somebody else on everything that counts, whatever the weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.model.robustness import Dominance
from toolselect.robustness.race import counting
from toolselect.scoring.ranking import SLACK

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolselect.model.result import Interval
    from toolselect.robustness.race import Race

Worths = dict[str, "Interval"]


def dominance(race: Race) -> tuple[Dominance, ...]:
    """Return the pairs of which one is at least as good on each leaf that counts for both, and better on one.

    In the order of the ranking, by the better and then the worse one. A leaf that does not apply to one of
    them is left out. Differences of up to 1e-9 are none.
    """
    worths: Mapping[str, Worths] = {
        vendor.id: {leaf.criterion: leaf.value for leaf in counting(vendor) if leaf.value is not None}
        for vendor in race.order
    }
    found = []
    for better in race.order:
        for worse in race.order:
            if better is worse or not _dominates(worths[better.id], worths[worse.id]):
                continue
            certain = _certainly(worths[better.id], worths[worse.id])
            found.append(Dominance(better=better.id, worse=worse.id, certain=certain))
    return tuple(found)


def pareto(race: Race, dominated: tuple[Dominance, ...]) -> tuple[str, ...]:
    """Return the ranked alternatives that nobody dominates, in the order of the ranking."""
    worse = {pair.worse for pair in dominated}
    return tuple(vendor.id for vendor in race.order if vendor.id not in worse)


def _dominates(better: Worths, worse: Worths) -> bool:
    ahead = False
    for leaf, worth in better.items():
        other = worse.get(leaf)
        if other is None:
            continue
        if worth.mid < other.mid - SLACK:
            return False
        ahead = ahead or worth.mid > other.mid + SLACK
    return ahead


def _certainly(better: Worths, worse: Worths) -> bool:
    """Tell whether it is so at every answer that is possible: each low against the other's high."""
    shared = [(worth, worse[leaf]) for leaf, worth in better.items() if leaf in worse]
    return all(one.low >= other.high - SLACK for one, other in shared) and any(
        one.low > other.high + SLACK for one, other in shared
    )
