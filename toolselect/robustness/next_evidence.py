"""Which unknown or doubtful fact to find out first: the expected value of partial perfect information (EVPPI).

Strong and Oakley, An efficient method for computing single-parameter partial expected value of perfect information,
Medical Decision Making 33, 2013: draws are grouped by the answer in question, and the best choice on the means of
each group is compared with the best choice on the means of all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from toolselect import answers
from toolselect.deriving import DERIVED, licence
from toolselect.model.result import Status
from toolselect.model.robustness import FindOut
from toolselect.robustness.sampling import WEIGHT_GRID
from toolselect.scoring.gates import GRADE_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from toolselect.model.result import Held
    from toolselect.model.study import Study
    from toolselect.robustness.drawing import Drawn, Source
    from toolselect.robustness.fact_draws import Block, Racer
    from toolselect.robustness.worths import LeafDraw

    FloatArray = NDArray[np.float64]
    IntArray = NDArray[np.intp]

BINS = 20
"""Into so many groups of about equal size the draws of a figure are sorted."""

MEMBERS = 6
"""Up to so many members of a set each combination is a group; of more, each number of members."""

SLACK = 1e-9


@dataclass(slots=True, kw_only=True)
class _Doubt:
    """A fact of an alternative that varies, and what its draws say, by group of answers.

    `leaves` are the places of the varying leaves that read it; `known` what each is worth by answer, where nothing else
    decides. `count` draws, `worths` (leaves, groups) sums, `passing` sums of what the alternative is worth above today.
    """

    fact: str
    sources: tuple[Source, ...]
    leaves: tuple[int, ...]
    known: tuple[FloatArray | None, ...]
    criteria: tuple[str, ...]
    must: bool
    edges: FloatArray | None = None
    count: FloatArray = field(default_factory=lambda: np.zeros(0))
    worths: FloatArray = field(default_factory=lambda: np.zeros((0, 0)))
    passing: FloatArray = field(default_factory=lambda: np.zeros(0))


class Finding:
    """Collects, block by block, what the answers to each doubtful fact are worth.

    Choosing a vendor is worth its score where all its must-haves hold, and what the status quo scores where one does
    not (0 without one): a tool that turns out to miss a must-have is worth what there is today.
    """

    def __init__(self, study: Study, racers: Sequence[Racer], leaves: Sequence[str]) -> None:
        self._study = study
        self._racers = racers
        self._leaves = tuple(leaves)
        self._doubts = [_doubts(racer) for racer in racers]
        self._patterns: dict[bytes, FloatArray] = {}
        self._passes = np.zeros(len(racers))
        self._above = np.zeros(len(racers))
        self._today = 0.0

    def weigh(self, weights: FloatArray, whole: FloatArray) -> None:
        """Add up each alternative's own (n, rows) weights: those that apply by their sum, `whole` (m, rows)."""
        seen: set[bytes] = set()
        for racer, sums in zip(self._racers, whole, strict=True):
            pattern = racer.applies.tobytes()
            if pattern in seen:
                continue
            seen.add(pattern)
            if not racer.applies.all():
                own = np.rint(weights * (WEIGHT_GRID / np.where(sums > 0, sums, 1.0)))
                added = np.where(racer.applies, own.sum(axis=1) / WEIGHT_GRID, 0.0)
            else:  # they sum to one but for the grid
                added = weights.sum(axis=1)
            self._patterns[pattern] = self._patterns.get(pattern, 0.0) + added

    def count(self, index: int, block: Block, passes: NDArray[np.bool_], scores: FloatArray, today: FloatArray) -> None:
        """Count an alternative's block: its draws, whether all must-haves hold, its score and that of today."""
        racer = self._racers[index]
        above = np.where(passes, scores - today, 0.0)
        self._passes[index] += np.count_nonzero(passes)
        self._above[index] += above.sum()
        if racer.status_quo:
            self._today += today.sum()
        for doubt in self._doubts[index]:
            groups, kinds = _groups(doubt, [block.answers[id(source)] for source in doubt.sources])
            if not len(doubt.count):
                doubt.count = np.zeros(kinds)
                doubt.worths = np.zeros((len(doubt.leaves), kinds))
                doubt.passing = np.zeros(kinds)
            _add(doubt.count, groups, None)
            if doubt.must:
                _add(doubt.passing, groups, above)
                continue
            for sums, leaf, known in zip(doubt.worths, doubt.leaves, doubt.known, strict=True):
                if known is None:
                    _add(sums, groups, block.worths[leaf])

    def result(self, draws: int) -> tuple[FindOut, ...]:
        """Return the facts whose answer could matter, the most valuable first."""
        means = self._above / draws + self._today / draws
        found: list[tuple[float, FindOut]] = []
        for index, doubts in enumerate(self._doubts):
            racer = self._racers[index]
            own = self._patterns[racer.applies.tobytes()][racer.rows] / draws
            for doubt in doubts:
                effect = self._effect(index, doubt, own, draws)
                if float(np.ptp(effect)) <= SLACK:
                    continue
                told = self._told(index, doubt, means, effect, doubt.count / draws)
                if told is not None:
                    found.append((float(np.ptp(effect)), told))
        found.sort(key=lambda one: (-one[1].value, not one[1].decisive, -one[0], one[1].vendor, one[1].fact))
        return tuple(told for _, told in found)

    def _effect(self, index: int, doubt: _Doubt, own: FloatArray, draws: int) -> FloatArray:
        """Return how far each group's answers move what the alternative is worth, in points.

        A fact that a must-have reads moves it by the group's own mean. Any other moves only its leaves: the weighted
        change of their worths, as often as all must-haves hold. Other facts vary alike in all groups, so leaving their
        noise out changes nothing that is true.
        """
        count = np.maximum(doubt.count, 1.0)
        if doubt.must:
            found = doubt.passing / count - self._above[index] / draws
        else:
            found = np.zeros(len(count))
            for leaf, sums, known in zip(doubt.leaves, doubt.worths, doubt.known, strict=True):
                each = sums / count if known is None else known
                found = found + own[leaf] * (each - float((each * doubt.count).sum()) / draws)
            found = found * (self._passes[index] / draws)
        return np.asarray(found[doubt.count > 0])

    def _told(
        self, index: int, doubt: _Doubt, means: FloatArray, effect: FloatArray, shares: FloatArray
    ) -> FindOut | None:
        held = doubt.sources[0].held
        fact = self._study.criteria.facts.get(doubt.fact)
        if fact is None or not _askable(held):
            return None
        best, chosen = self._choices(index, means, effect)
        racer = self._racers[index]
        shares = shares[shares > 0]
        changed = chosen != _chosen(means)
        value = float((shares * (best - means.max())).sum())
        return FindOut(
            vendor=racer.vendor.id,
            fact=doubt.fact,
            status=held.status,
            why=why(held, self._study),
            question=fact.question,
            criteria=doubt.criteria,
            must=doubt.must,
            value=max(0.0, value) if value > SLACK else 0.0,
            decisive=bool(changed.any()),
            chance_of_change=float(shares[changed].sum()),
        )

    def _choices(self, index: int, means: FloatArray, effect: FloatArray) -> tuple[FloatArray, IntArray]:
        """Return what the best choice is worth in each group of answers, and which one it is."""
        if self._racers[index].status_quo:
            # What there is today is also what a vendor is worth that misses a must-have.
            groups = means[:, None] + effect * (1.0 - self._passes / self._passes[index])[:, None]
            groups[index] = means[index] + effect
            return groups.max(axis=0), np.array([_chosen(column) for column in groups.T])
        own = means[index] + effect
        others = np.delete(means, index)
        if not len(others):
            return own, np.full(len(own), index)
        other = _chosen(others)
        other += other >= index
        wins = own > means[other] + (SLACK if other < index else -SLACK)
        return np.maximum(own, means[other]), np.where(wins, index, other)


def _doubts(racer: Racer) -> list[_Doubt]:
    by_fact: dict[str, list[Source]] = {}
    for source in racer.sources:
        by_fact.setdefault(source.fact, []).append(source)
    leaves_of: dict[str, list[int]] = {}
    for place, leaf in enumerate(racer.leaves):
        for fact in {source.fact for source in leaf.sources}:
            leaves_of.setdefault(fact, []).append(place)
    gates_of: dict[str, list[str]] = {}
    for gate in racer.gates:
        for fact in {source.fact for source in gate.sources}:
            gates_of.setdefault(fact, []).append(gate.criterion)
    found = []
    for fact, sources in by_fact.items():
        leaves, gates = leaves_of.get(fact, []), gates_of.get(fact, [])
        read = [racer.leaves[place].criterion for place in leaves]
        found.append(
            _Doubt(
                fact=fact,
                sources=tuple(sources),
                leaves=tuple(leaves),
                known=tuple(_known(racer.leaves[place], sources) for place in leaves),
                criteria=tuple(dict.fromkeys((*read, *gates))),
                must=bool(gates),
            )
        )
    return found


def _known(leaf: LeafDraw, sources: Sequence[Source]) -> FloatArray | None:
    """Return what a leaf is worth by answer; None where other answers count as well, or the answer is a figure."""
    kinds = sources[0].kinds
    if len(sources) > 1 or leaf.sources != (sources[0],) or leaf.relative is not None or not kinds:
        return None
    return leaf.worth([np.arange(kinds, dtype=np.intp) if kinds > 2 else np.array([False, True])])


def _groups(doubt: _Doubt, drawn: Sequence[Drawn]) -> tuple[Drawn, int]:
    """Return each draw's group, and how many groups there are."""
    kinds = doubt.sources[0].kinds
    if len(drawn) == 1 and kinds:
        return drawn[0], kinds
    if kinds:
        groups = np.zeros(len(drawn[0]), dtype=np.intp)
        for place, one in enumerate(drawn):
            groups += np.asarray(one, dtype=np.intp) << (place if len(drawn) <= MEMBERS else 0)
        return groups, 2 ** len(drawn) if len(drawn) <= MEMBERS else len(drawn) + 1
    if doubt.edges is None:
        # Of the first block: later ones may be of any number and are not all kept.
        ends = np.quantile(drawn[0], np.arange(1, BINS) / BINS, method="inverted_cdf")
        doubt.edges = np.array(sorted(set(ends.tolist())))
    below = np.zeros(len(drawn[0]), dtype=np.uint8)
    for edge in doubt.edges:  # so few that comparing with each is quicker than a search
        below += (drawn[0] > edge).view(np.uint8)
    return below.astype(np.intp), BINS


def _add(sums: FloatArray, groups: Drawn, figures: FloatArray | None) -> None:
    """Add figures (None: ones) to the sums of their groups; exact, for they are on a grid."""
    if groups.dtype == np.bool_:
        yes = float(np.count_nonzero(groups)) if figures is None else float(figures @ groups.astype(np.float64))
        sums[1] += yes
        sums[0] += (float(len(groups)) if figures is None else float(figures.sum())) - yes
    else:
        sums += np.bincount(groups.astype(np.intp, copy=False), weights=figures, minlength=len(sums))


def _chosen(means: FloatArray) -> int:
    """Return the first that is best, in ranking order; a difference by rounding is none."""
    return int(np.flatnonzero(means >= means.max() - SLACK)[0])


def _askable(held: Held) -> bool:
    """Tell whether somebody could answer: a share that is computed has its own parts to ask for."""
    return held.fact not in DERIVED or held.fact in (licence.YEARLY, licence.OF_BUDGET)


def why(held: Held, study: Study) -> str:
    """Say in a few words what is doubtful about an answer."""
    if held.status is Status.UNKNOWN:
        return held.reason if held.reason == answers.ROADMAP else f"unknown: {held.reason}"
    if held.status is Status.CONFLICT:
        return held.reason
    if held.status is Status.RANGE:
        return "between " + " and ".join(answers.answer_text(held.answers[0]).split(" to "))
    if held.grade is not None and study.trust.get(held.grade, 1.0) < 1:
        trust = answers.digits(round(100 * study.trust[held.grade], 1))
        return f"rests on {GRADE_WORDS[held.grade]} (trust {trust} %)"
    return "members that it does not name are not known"
