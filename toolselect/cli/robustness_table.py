"""What `robustness` shows people on a terminal, laid out for the width at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from toolselect.cli import paper
from toolselect.model.robustness import ChangeKind, WeightSampler
from toolselect.report import numbers
from toolselect.report.headline import verdict_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import RenderableType

    from toolselect.model.result import Evaluation
    from toolselect.model.robustness import (
        Chances,
        Change,
        FactStability,
        MethodResult,
        Robustness,
        RobustnessPolicy,
        WeightStability,
    )

WIDE = 100  # columns: every figure in a column of its own
MOST_RANKS = 8
MOST = 8
MOST_FACTS = 6

SAMPLERS = {
    WeightSampler.DIRICHLET: "weights around the agreed ones (Dirichlet, concentration {concentration})",
    WeightSampler.INTERVALS: "weights anywhere within the intervals that the study states",
    WeightSampler.ORDER: "weights anywhere that keeps the order of the agreed ones",
    WeightSampler.SIMPLEX: "weights anywhere, as if none were agreed",
    WeightSampler.GIVEN: "the agreed weights: only facts vary",
}
"""How weights were drawn; it decides the headline, so it is printed."""

METHODS = {
    "product": "Product",
    "topsis": "TOPSIS",
    "vikor": "VIKOR",
    "promethee2": "PROMETHEE II",
    "waspas": "WASPAS",
    "spotis": "SPOTIS",
    "electre1": "ELECTRE I",
}


class _Names:
    """What people call alternatives and criteria, and how many decimals a score has."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.vendors = {vendor.id: vendor.name for vendor in evaluation.vendors}
        self.criteria = {node.id: node.title for node in evaluation.criteria}
        self.plans = {vendor.id: vendor.plan.name or vendor.plan.id for vendor in evaluation.vendors}

    def vendor(self, vendor: str) -> str:
        return self.vendors[vendor]

    def all(self, vendors: Iterable[str]) -> str:
        return numbers.listed([self.vendors[one] for one in vendors])


def text(evaluation: Evaluation, width: int, *, colour: bool = False) -> str:
    """Return how sure the ranking is, what would change it, and where other methods disagree."""
    return paper.rendered(_shown(evaluation, width), width, colour=colour)


def _shown(evaluation: Evaluation, width: int) -> Iterator[RenderableType]:
    found = evaluation.robustness
    if found is None:
        raise TypeError("an assessed evaluation has a robustness")
    names = _Names(evaluation)
    yield paper.line(evaluation.study.title, "bold")
    yield paper.line(drawn(found.simulation.policy))
    yield ""
    for number, line in enumerate(verdict_lines(evaluation)):
        yield paper.line(line, "bold" if number == 0 else "")
    if not found.simulation.alternatives:
        return
    yield ""
    yield from _chances(found, names, width)
    yield from _order(found, names)
    yield from _must_haves(found, names)
    yield from _weights(found, names)
    yield from _facts(found, names)
    yield from _second_places(found, names)
    yield from _dominance(found, names)
    yield from _methods(found, names)
    yield from _left_out(found, names)
    if found.simulation.find_out:
        yield ""
        yield paper.line("`toolselect next` tells what to find out first.")


def drawn(policy: RobustnessPolicy) -> str:
    """Say how often was drawn, from where, and which weights."""
    words = SAMPLERS[policy.weights].format(concentration=numbers.plain(policy.concentration))
    return f"{numbers.grouped(str(policy.draws))} draws from seed {policy.seed}; {words}."


# --- chances -----------------------------------------------------------------------------------------------------


def _chances(found: Robustness, names: _Names, width: int) -> Iterator[RenderableType]:
    rows = found.simulation.alternatives
    heads = ("First", "… by weights\nalone", "Expected\nscore", "90 % of\nscores", "Expected\nloss", "Must-haves\nhold")
    table = paper.table(("Vendor",), ())
    for head in heads:
        table.add_column(Text(head), justify="right", no_wrap=True)
    for number, row in enumerate(rows):
        table.add_row(
            paper.line(names.vendor(row.vendor), "bold" if number == 0 else ""), *map(paper.line, _figures(row))
        )
    yield table
    yield paper.line(
        "First: in so many draws of weights and facts. By weights alone: facts at their central figures. "
        "Expected loss: points that the best of a draw has more, on average."
    )
    ranks = min(len(rows), MOST_RANKS)
    if len(rows) < 3 or 24 + 8 * ranks > width:
        return
    yield ""
    table = paper.table(("Chance of rank",), (str(rank + 1) for rank in range(ranks)))
    for row in rows:
        table.add_row(
            paper.line(names.vendor(row.vendor)), *(paper.line(numbers.percent(c)) for c in row.ranks[:ranks])
        )
    yield table


def _figures(row: Chances) -> tuple[str, ...]:
    return (
        numbers.percent(row.first),
        numbers.percent(row.first_by_weights),
        numbers.score(row.expected_score, 1),
        f"{numbers.score(row.low)}{numbers.DASH}{numbers.score(row.high)}",
        numbers.score(row.expected_loss, 1),
        numbers.percent(row.all_must_haves) if row.must_haves else "not tested",
    )


def _order(found: Robustness, names: _Names) -> Iterator[RenderableType]:
    if found.simulation.reversed_by_trust:
        first = names.vendor(found.simulation.expected_order[0])
        yield paper.line(f"By expected score {first} is first: the headline rests on answers that are hard to trust.")


def _must_haves(found: Robustness, names: _Names) -> list[RenderableType]:
    said = []
    for row in found.simulation.alternatives:
        doubtful = [(name, share) for name, share in row.must_haves.items() if share < 1]
        if doubtful:
            each = ", ".join(f"{names.criteria[name]} {numbers.percent(share)}" for name, share in doubtful)
            said.append(f"{names.vendor(row.vendor)}: {each}")
    return paper.listed("How often each must-have holds, where not always", said)


# --- what would change it ----------------------------------------------------------------------------------------


def _nearest(one: WeightStability) -> float:
    return min(abs(flip.at - one.weight) for flip in (one.down, one.up) if flip is not None)


def _weights(found: Robustness, names: _Names) -> Iterator[RenderableType]:
    flips = [one for one in found.weights if one.down is not None or one.up is not None]
    yield ""
    yield paper.line("Weights that change the first place, all others keeping their proportions", "bold")
    if not flips:
        yield paper.line(f"None: whatever one of the {len(found.weights)} weights is, the first place stays.")
        return
    flips.sort(key=lambda one: (_nearest(one), one.criterion))
    shown = flips[:MOST]
    table = paper.table(("Criterion",), ("Today", "Below", "Above"))
    table.add_column("Then first")
    for one in shown:
        ends = [numbers.percent(flip.at, 1) if flip is not None else "never" for flip in (one.down, one.up)]
        fragile = " (fragile)" if one.fragile else ""
        winners = dict.fromkeys(flip.winner for flip in (one.down, one.up) if flip is not None)
        cells = (f"{names.criteria[one.criterion]}{fragile}", numbers.percent(one.weight, 1), *ends)
        table.add_row(*map(paper.line, cells), paper.line(_or(names, winners)))
    yield table
    rest = len(found.weights) - len(flips)
    notes = [f"{len(flips) - MOST} more need a larger change"] if len(flips) > MOST else []
    if rest:
        notes.append(f"the other {rest} never change it")
    if notes:
        yield paper.line(f"{'; '.join(notes)}.".capitalize())


def _or(names: _Names, winners: Iterable[str]) -> str:
    return numbers.listed([names.vendor(one) for one in winners], "or")


def _facts(found: Robustness, names: _Names) -> Iterator[RenderableType]:
    title = "Answers that alone change the first place"
    said = [_fact(one, names) for one in found.facts[:MOST_FACTS]]
    if not said:
        yield ""
        yield paper.line(f"{title}: none.")
        return
    if len(found.facts) > MOST_FACTS:
        said.append(f"{len(found.facts) - MOST_FACTS} more; `--format json` has them")
    yield from paper.listed(title, said)


def _fact(one: FactStability, names: _Names) -> str:
    worth = f"worth {numbers.score(one.worth_needed, 1)} instead of {numbers.score(one.worth, 1)}"
    needed = f"{_needed(one)}, {worth}" if one.needed else worth
    evidence = "the evidence allows it" if one.possible else "the evidence speaks against it"
    return (
        f"{names.criteria[one.criterion]} of {names.vendor(one.vendor)}: at {needed}, {names.vendor(one.winner)} is "
        f"first; {evidence}{'' if one.exact else ' (found by searching)'}"
    )


def _needed(one: FactStability) -> str:
    return one.needed if one.figure is None else numbers.quantity(_short(one.figure), one.unit)


def _short(figure: float) -> float:
    return float(f"{figure:.4g}")


def _second_places(found: Robustness, names: _Names) -> list[RenderableType]:
    said = []
    for place in found.second_places:
        each = "; or ".join(_change(change, names) for change in place.changes) or place.reason
        said.append(f"{names.vendor(place.vendor)}: {each}")
    return paper.listed("What each loser would need to be first, by a single change", said)


def _change(change: Change, names: _Names) -> str:
    vendor, _, part = change.subject.partition("/")
    if change.kind is ChangeKind.WEIGHT:
        now, needed = (numbers.percent(share or 0.0, 1) for share in (change.now, change.needed))
        return f"weight of {names.criteria[change.subject]} {needed} instead of {now}"
    what = (
        f"price of {names.vendor(vendor)} {names.plans[vendor]}"
        if change.kind is ChangeKind.PRICE
        else (f"{names.criteria[part]} of {names.vendor(vendor)}")
    )
    if change.needed is None:
        return f"{what}: {change.words}"
    needed = numbers.quantity(_short(change.needed), change.unit)
    if change.now is None:
        return f"{what} {needed}"
    return f"{what} {needed} instead of {numbers.quantity(_short(change.now), change.unit)}"


def _dominance(found: Robustness, names: _Names) -> list[RenderableType]:
    said = [
        f"{names.vendor(pair.better)} is at least as good as {names.vendor(pair.worse)} on everything"
        + (", whatever the weights" if pair.certain else ", whatever the weights, by the central figures")
        for pair in found.dominated[:MOST]
    ]
    if not said and len(found.pareto) > 1:
        said = ["nobody dominates anybody: which is best depends on the weights"]
    return paper.listed("Dominance", said)


def _methods(found: Robustness, names: _Names) -> Iterator[RenderableType]:
    if not found.methods:
        return
    yield ""
    yield paper.line("Other methods, as a check on the same worths and weights", "bold")
    table = paper.table(("Method", "First", "Agrees"), ())
    for one in found.methods:
        first = names.all(one.ranking[0].members) if one.ranking else "can't be used"
        agrees = {True: "yes", False: "no", None: "–"}[one.agrees]
        relative = " *" if one.relative else ""
        table.add_row(*map(paper.line, (f"{METHODS.get(one.method, one.method)}{relative}", first, agrees)))
    yield table
    for why in _explained(found.methods):
        yield paper.line(why)
    if any(one.relative for one in found.methods):
        yield paper.line("* relative: another vendor can change the order of the others.")


def _explained(methods: Iterable[MethodResult]) -> Iterator[str]:
    """Yield why a method disagrees or can't be used; once for those that say the same."""
    by_reason: dict[str, list[str]] = {}
    for one in methods:
        if one.why:
            by_reason.setdefault(one.why, []).append(METHODS.get(one.method, one.method))
    for why, names in by_reason.items():
        yield f"{numbers.listed(names)}: {why}."


def _left_out(found: Robustness, names: _Names) -> list[RenderableType]:
    swapped = [one for one in found.left_out if not one.kept]
    if not swapped:
        return ["", paper.line("Leaving any one of them out does not change the order of the others.")]
    said = [
        f"without {names.vendor(one.left_out)}: "
        + ", ".join(f"{names.vendor(upper)} and {names.vendor(lower)}" for upper, lower in one.swapped[:MOST])
        for one in swapped
    ]
    return paper.listed("A relative scale at work: the order of these hangs on who else is compared", said)
