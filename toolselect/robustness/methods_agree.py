"""What other methods make of the same worths and weights: a check on the first place, never averaged with it.

They get the central worths (0..100, more is better) of the leaves that apply to everybody who is ranked, and the agreed
weights, brought to a sum of one over these leaves. Each method keeps its literature's defaults; bounds are 0 and 100.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolselect.answers import digits
from toolselect.model.result import Group
from toolselect.model.robustness import MethodResult
from toolselect.robustness.race import counting

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from toolselect.model.result import Evaluation
    from toolselect.robustness.race import Race
    from toolselect.scoring.methods import Method, Options, Problem
    from toolselect.scoring.methods.method import Detail

NAMES = ("product", "topsis", "vikor", "promethee2", "waspas", "spotis", "electre1")
DECIMALS = 9
"""Roots, logarithms and matrix products differ between machines in the last digits; these do not."""
TIE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Worths:
    """The figures that every method gets: a row per alternative (in id order), a column per leaf.

    `worths` (m, n) are 0..100, `weights` (n,) sum to one. `left_out` names leaves that do not apply to everybody.
    """

    race: Race
    vendors: tuple[str, ...]
    leaves: tuple[str, ...]
    worths: tuple[tuple[float, ...], ...]
    weights: tuple[float, ...]
    left_out: tuple[str, ...]

    def name(self, vendor: int) -> str:
        """Return what people call an alternative, by its place."""
        return self.race.in_id_order[vendor].name

    def title(self, leaf: int) -> str:
        """Return what people call a leaf, by its place."""
        return f"“{self.race.criteria[self.leaves[leaf]].title}”"


def worths_of(race: Race) -> Worths:
    """Return the figures of a race; without leaves where none applies to everybody with some worth."""
    rows = [
        {leaf.criterion: leaf.value.mid for leaf in counting(v) if leaf.value is not None} for v in race.in_id_order
    ]
    shared = [leaf for leaf in race.weights if all(leaf in row for row in rows)]
    # Where everybody is worth nothing a leaf tells none from another, and several methods divide by its size.
    leaves = [leaf for leaf in shared if any(row[leaf] > 0 for row in rows)]
    whole = math.fsum(race.weights[leaf] for leaf in leaves)
    return Worths(
        race=race,
        vendors=tuple(vendor.id for vendor in race.in_id_order),
        leaves=tuple(leaves),
        worths=tuple(tuple(row[leaf] for leaf in leaves) for row in rows),
        weights=tuple(race.weights[leaf] / whole for leaf in leaves),
        left_out=tuple(leaf for leaf in race.weights if leaf not in shared),
    )


def methods_agree(evaluation: Evaluation, race: Race) -> tuple[MethodResult, ...]:
    """Return what each other method ranks first, and where it disagrees, why.

    Nothing with fewer than two alternatives, or where no leaf applies to all of them.
    """
    if len(race.order) < 2:
        return ()
    found = worths_of(race)
    if not found.leaves:
        return ()
    headline = evaluation.ranking[0].members
    return tuple(_result(name, found, headline) for name in NAMES)


def _result(name: str, given: Worths, headline: Sequence[str]) -> MethodResult:
    import numpy as np

    from toolselect.scoring.methods import METHODS, Table

    method = METHODS[name]
    options, _ = method.settings({})
    shape = len(given.leaves)
    table = Table(
        values=np.array(given.worths, dtype=np.float64),
        maximise=np.ones(shape, dtype=np.bool_),
        bounds=np.tile(np.array([0.0, 100.0]), (shape, 1)),
    )
    weights = np.array(given.weights, dtype=np.float64)
    relative = method.relative(options)
    stopping = [problem for problem in method.problems(table, weights, options) if problem.stops]
    if stopping:
        return _unusable(method, given, stopping, relative=relative)
    prepared = method.prepare(table, options)
    details = method.details(prepared, weights)
    scores = method.scores(prepared, weights[None])
    if scores is None:
        return _sorted_out(method, given, headline, details, options)
    figures = [round(float(score), DECIMALS) + 0.0 for score in scores[0]]
    ranking = _ranked(given.vendors, figures, 1 if method.direction == "max" else -1)
    agrees = set(ranking[0].members) <= set(headline)
    first = ranking[0].members
    winner, loser = given.vendors.index(first[0]), given.vendors.index(headline[0])
    why = ""
    if not agrees and headline[0] in first:  # beside others, so that there is no winner to be explained
        why = _joined(f"puts {_listed([given.name(given.vendors.index(one)) for one in first])} level", given)
    elif not agrees:
        why = _joined(REASONS[name](given, details, winner, loser), given)
    return MethodResult(
        method=name,
        scores=dict(zip(given.vendors, figures, strict=True)),
        ranking=ranking,
        agrees=agrees,
        relative=relative,
        why=why,
    )


def _ranked(vendors: Sequence[str], figures: Sequence[float], sign: int) -> tuple[Group, ...]:
    """Return the alternatives in groups, best first; figures within 1e-9 of the first of a group are tied."""
    order = sorted(range(len(vendors)), key=lambda index: (-sign * figures[index], vendors[index]))
    groups: list[list[int]] = []
    for index in order:
        if groups and abs(figures[groups[-1][0]] - figures[index]) <= TIE:
            groups[-1].append(index)
        else:
            groups.append([index])
    ranked: list[Group] = []
    for group in groups:
        rank = 1 + sum(len(one.members) for one in ranked)
        ranked.append(Group(rank=rank, members=tuple(sorted(vendors[index] for index in group))))
    return tuple(ranked)


def _unusable(method: Method, given: Worths, stopping: Sequence[Problem], *, relative: bool) -> MethodResult:
    worst = max(
        stopping,
        key=lambda one: (
            -1.0 if one.criterion is None else given.weights[one.criterion],
            0 if one.alternative is None else -one.alternative,
        ),
    )
    if worst.criterion is not None and worst.alternative is not None:
        worth = given.worths[worst.alternative][worst.criterion]
        cause = f"{given.name(worst.alternative)} is worth {digits(worth)} on {given.title(worst.criterion)}"
    else:
        cause = worst.message
    return MethodResult(
        method=method.name,
        scores=dict.fromkeys(given.vendors),
        ranking=(),
        agrees=None,
        relative=relative,
        why=f"can't be used: {cause}; {NEEDS.get(method.name, 'it does not suit such figures')}",
    )


NEEDS = {
    "product": "a product with nothing in it is nothing",
    "waspas": "half of it is a product, and a product with nothing in it is nothing",
}
"""Why a method has no use for a worth of zero."""


# --- why a method disagrees --------------------------------------------------------------------------------------


def _joined(why: str, given: Worths) -> str:
    if not given.left_out:
        return why
    count = len(given.left_out)
    kept = "1 criterion that does" if count == 1 else f"{count} criteria that do"
    return f"{why}; it leaves out {kept} not apply to everybody"


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _figure(value: float) -> str:
    return f"{value + 0.0:.2f}"


def _vector(details: Mapping[str, Detail], name: str) -> list[float]:
    import numpy as np

    found = details[name]
    if not isinstance(found, np.ndarray):
        raise TypeError(f"{name} is no array")
    return [float(value) for value in found]


def _product(given: Worths, _: Mapping[str, Detail], winner: int, loser: int) -> str:
    """Name the leaf on which the product loses most: weight x log of the ratio of worths."""
    losses = [
        weight * math.log(best / own)
        for weight, best, own in zip(given.weights, given.worths[winner], given.worths[loser], strict=True)
    ]
    leaf = losses.index(max(losses))
    worths = given.worths[loser][leaf], given.worths[winner][leaf]
    return (
        f"punishes a low worth more than a high one can make good: {given.name(loser)} is worth "
        f"{_figure(worths[0])} on {given.title(leaf)}, {given.name(winner)} {_figure(worths[1])}"
    )


def _topsis(given: Worths, details: Mapping[str, Detail], winner: int, loser: int) -> str:
    near, far = _vector(details, "distance_to_ideal"), _vector(details, "distance_to_anti_ideal")
    scale = max(*near, *far) / 100
    return (
        f"squares distances, so large differences count most: {given.name(winner)} is {_figure(near[winner] / scale)} "
        f"from the best and {_figure(far[winner] / scale)} from the worst of all, {given.name(loser)} "
        f"{_figure(near[loser] / scale)} and {_figure(far[loser] / scale)} (100: the largest distance)"
    )


def _vikor(given: Worths, details: Mapping[str, Detail], winner: int, loser: int) -> str:
    largest, total = _vector(details, "R"), _vector(details, "S")
    if largest[loser] > largest[winner] + TIE:
        leaf = _regretted(given, loser)
        return (
            f"weighs the worst regret: {given.name(loser)} is weakest on {given.title(leaf)} (regret "
            f"{_figure(largest[loser])}), {given.name(winner)} on {given.title(_regretted(given, winner))} "
            f"({_figure(largest[winner])})"
        )
    return (
        f"measures each criterion from the worst to the best at hand: so far from the best is {given.name(loser)} by "
        f"{_figure(total[loser])} in all, {given.name(winner)} by {_figure(total[winner])}"
    )


def _regretted(given: Worths, vendor: int) -> int:
    """Return the leaf of the largest weighted distance from the best, as part of the way to the worst."""
    regrets = []
    for leaf, weight in enumerate(given.weights):
        column = [row[leaf] for row in given.worths]
        way = max(column) - min(column)
        regrets.append(weight * (max(column) - column[vendor]) / way if way > 0 else 0.0)
    return regrets.index(max(regrets))


def _promethee(given: Worths, _: Mapping[str, Detail], winner: int, loser: int) -> str:
    ahead, behind = _lead(given, winner, loser), _lead(given, loser, winner)
    return (
        f"counts who is better, not by how much: {given.name(winner)} is ahead of {given.name(loser)} on criteria "
        f"with {100 * ahead:.0f} % of the weight, behind on {100 * behind:.0f} %"
    )


def _lead(given: Worths, one: int, other: int) -> float:
    both = zip(given.weights, given.worths[one], given.worths[other], strict=True)
    return math.fsum(weight for weight, own, its in both if own > its)


def _spotis(given: Worths, details: Mapping[str, Detail], winner: int, loser: int) -> str:
    del details
    sums = [math.fsum(w * x for w, x in zip(given.weights, given.worths[who], strict=True)) for who in (winner, loser)]
    return (
        "weighs as the headline does, on fewer criteria: "
        f"there {given.name(winner)} has {_figure(sums[0])}, {given.name(loser)} {_figure(sums[1])}"
    )


REASONS: Mapping[str, Callable[[Worths, Mapping[str, Detail], int, int], str]] = {
    "product": _product,
    "topsis": _topsis,
    "vikor": _vikor,
    "promethee2": _promethee,
    "waspas": _product,
    "spotis": _spotis,
}
"""By method: the sentence that tells from its own figures why another than the headline's first is first."""


def _sorted_out(
    method: Method, given: Worths, headline: Sequence[str], details: Mapping[str, Detail], options: Options
) -> MethodResult:
    """Return what ELECTRE I keeps: those that nobody outranks, then all others."""
    kernel = details["kernel"]
    if not isinstance(kernel, tuple):
        raise TypeError("the kernel is no list of places")
    kept = [given.vendors[index] for index in kernel]
    rest = [vendor for vendor in given.vendors if vendor not in kept]
    groups = [Group(rank=1, members=tuple(sorted(kept)))] if kept else []
    if kept and rest:
        groups.append(Group(rank=1 + len(kept), members=tuple(sorted(rest))))
    agrees = any(one in kept for one in headline) if kept else None
    return MethodResult(
        method=method.name,
        scores=dict.fromkeys(given.vendors),
        ranking=tuple(groups),
        agrees=agrees,
        relative=method.relative(options),
        why="" if agrees else _joined(_outranked(given, details, given.vendors.index(headline[0])), given),
    )


def _outranked(given: Worths, details: Mapping[str, Detail], loser: int) -> str:
    import numpy as np

    outranks, agree = details["outranking"], details["concordance"]
    if not isinstance(outranks, np.ndarray) or not isinstance(agree, np.ndarray):
        raise TypeError("outranking and concordance are no arrays")
    winner = int(np.flatnonzero(outranks[:, loser])[0])
    return (
        f"{given.name(winner)} outranks {given.name(loser)}: it is at least as good on criteria with "
        f"{100 * float(agree[winner, loser]):.0f} % of the weight and nowhere far behind"
    )
