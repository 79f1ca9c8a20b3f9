"""Whether the presence of one alternative orders the others.

On anchored scales it can't: a worth depends on nobody else. On a relative scale the ends move when the alternative that
held one leaves. So the ends are computed again without it, and every worth that reads them.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from toolselect.model.criteria import Relative
from toolselect.model.robustness import LeaveOneOut
from toolselect.robustness.race import mid
from toolselect.scoring import leaves, relative
from toolselect.scoring.gates import Placed
from toolselect.scoring.ranking import SLACK

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolselect.model.criteria import Criterion
    from toolselect.model.result import Evaluation, VendorScore
    from toolselect.robustness.race import Race

Bounds = dict[str, tuple[float, float]]


def leave_one_out(evaluation: Evaluation, race: Race) -> tuple[LeaveOneOut, ...]:
    """Return for each ranked alternative whether the others keep their order without it, in the order of the ranking.

    A pair keeps its order if the same one leads with it and without it, or none does (by more than 1e-9). Pairs that do
    not are given as they stand in the ranking.
    """
    asked = [criterion for criterion in race.study.criteria.leaves() if isinstance(criterion.value, Relative)]
    counting = [criterion for criterion in asked if criterion.id in race.weights]
    placed = {vendor.id: _placed(vendor, race) for vendor in evaluation.vendors}
    with_all = relative.bounds(counting, [*placed.values()])
    found = []
    for out in race.order:
        others = [vendor for vendor in race.order if vendor is not out]
        without = relative.bounds(counting, [one for name, one in placed.items() if name != out.id])
        moved = [criterion for criterion in counting if without.get(criterion.id) != with_all.get(criterion.id)]
        swapped = _swapped(others, _scores(others, moved, without)) if moved else ()
        found.append(LeaveOneOut(left_out=out.id, kept=not swapped, swapped=swapped))
    return tuple(found)


def _placed(vendor: VendorScore, race: Race) -> Placed:
    profile = next(one for one in race.study.alternatives if one.id == vendor.id)
    return Placed(
        vendor=profile,
        choice=vendor.plan,
        gates=vendor.gates,
        standing=vendor.standing,
        held={leaf.criterion: leaf.held for leaf in vendor.leaves},
    )


def _scores(vendors: Sequence[VendorScore], moved: Sequence[Criterion], bounds: Bounds) -> dict[str, float]:
    """Return the scores with the leaves whose ends moved judged again."""
    found = {}
    for vendor in vendors:
        score = mid(vendor)
        for criterion in moved:
            leaf = vendor.leaf(criterion.id)
            worth = leaves.judge(criterion, leaf.held, (), bounds.get(criterion.id)).worth
            if worth is not None and leaf.value is not None:
                score += leaf.weight * (worth.mid - leaf.value.mid)
        found[vendor.id] = score
    return found


def _swapped(others: Sequence[VendorScore], scores: Mapping[str, float]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (upper.id, lower.id)
        for upper, lower in combinations(others, 2)
        if _lead(mid(upper) - mid(lower)) != _lead(scores[upper.id] - scores[lower.id])
    )


def _lead(difference: float) -> int:
    """Return 1 where the first leads, -1 where the second does, 0 where they tie."""
    return 0 if abs(difference) <= SLACK else 1 if difference > 0 else -1
