"""All ranked alternatives' answers, worths and must-haves at random, a block of draws at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from toolselect.model.result import Standing
from toolselect.robustness import worths
from toolselect.robustness.drawing import Drawer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from toolselect.model.result import VendorScore
    from toolselect.model.study import Study
    from toolselect.robustness.drawing import Drawn, Source
    from toolselect.robustness.worths import GateDraw, LeafDraw
    from toolselect.scoring.tree import Tree

    FloatArray = NDArray[np.float64]
    BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Racer:
    """A ranked alternative: what of it can vary, and what is fixed.

    `leaves` are those whose worth varies, `rows` their places among the study's counting leaves. `fixed` holds the
    worths of the others (0 where it varies or does not apply), `mids` the headline worths, `applies` what counts (all
    (n,)). `sources` are the answers that vary.
    """

    vendor: VendorScore
    leaves: tuple[LeafDraw, ...]
    rows: NDArray[np.intp]
    fixed: FloatArray
    mids: FloatArray
    applies: BoolArray
    gates: tuple[GateDraw, ...]
    sources: tuple[Source, ...]

    @property
    def status_quo(self) -> bool:
        """Tell whether this is what happens if nothing is bought."""
        return self.vendor.standing is Standing.STATUS_QUO


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The draws of one alternative: answers by source, worths (varying leaves, rows), and each must-have's (rows,)."""

    answers: Mapping[int, Drawn]
    worths: FloatArray
    holds: tuple[BoolArray, ...]


class FactDraws:
    """Draws the answers of the ranked alternatives; two of them with the same seed draw the same."""

    def __init__(self, study: Study, tree: Tree, leaves: Sequence[str], ranked: Sequence[VendorScore]) -> None:
        budget = study.organisation.licence_budget
        facts = study.criteria.facts
        spans = worths.spans(tree.asked, ranked, facts, budget)
        place = {leaf: index for index, leaf in enumerate(leaves)}
        by_id = {criterion.id: criterion for criterion in tree.asked}
        racers = []
        for vendor in ranked:
            drawer = Drawer(vendor.id, study.robustness.seed, study.trust, spans)
            reader = worths.Reader(drawer, facts, budget)
            held = {leaf.criterion: leaf.held for leaf in vendor.leaves}
            counted = [leaf for leaf in vendor.leaves if leaf.criterion in place and leaf.value is not None]
            drawn = [reader.leaf(by_id[leaf.criterion], leaf.held) for leaf in counted]
            gates = tuple(reader.gate(by_id[gate.criterion], gate, held[gate.criterion]) for gate in vendor.gates)
            fixed, mids = np.zeros(len(leaves)), np.zeros(len(leaves))
            applies = np.zeros(len(leaves), dtype=np.bool_)
            varying = []
            for score, leaf in zip(counted, drawn, strict=True):
                index = place[leaf.criterion]
                applies[index] = True
                mids[index] = score.value.mid if score.value is not None else 0.0
                worth = leaf.fixed
                if worth is None:
                    varying.append((index, leaf))
                else:
                    fixed[index] = worth
            racers.append(
                Racer(
                    vendor=vendor,
                    leaves=tuple(leaf for _, leaf in varying),
                    rows=np.array([index for index, _ in varying], dtype=np.intp),
                    fixed=fixed,
                    mids=mids,
                    applies=applies,
                    gates=gates,
                    sources=tuple(source for source in drawer.sources if source.fixed is None),
                )
            )
        self.racers = tuple(racers)
        self._relative = tuple(
            sorted({leaf.criterion for racer in racers for leaf in racer.leaves if leaf.relative is not None})
        )

    def block(self, rows: int, order: Sequence[int]) -> Iterator[Block]:
        """Yield the next draws of each alternative, by its index, in the given order."""
        early = self._early(rows) if self._relative else {}
        ends = self._ends(early)
        for index in order:
            racer = self.racers[index]
            answers: dict[int, Drawn] = early.get(index, {})
            for source in racer.sources:
                if id(source) not in answers:
                    answers[id(source)] = source.draw(rows)
            found: FloatArray = np.empty((len(racer.leaves), rows))
            for row, leaf in zip(found, racer.leaves, strict=True):
                worth = leaf.worth([_answer(source, answers) for source in leaf.sources])
                if leaf.relative is not None:
                    worth = worths.relative_worth(leaf.relative, worth, *ends[leaf.criterion])
                row[:] = worth
            holds = tuple(gate.holds([_answer(source, answers) for source in gate.sources]) for gate in racer.gates)
            yield Block(answers=answers, worths=found, holds=holds)

    def _early(self, rows: int) -> dict[int, dict[int, Drawn]]:
        """Draw what relative leaves read, of all alternatives: each one's worth takes them all."""
        return {
            index: {
                id(source): source.draw(rows)
                for leaf in racer.leaves
                if leaf.relative is not None
                for source in leaf.sources
                if source.fixed is None
            }
            for index, racer in enumerate(self.racers)
        }

    def _ends(self, early: Mapping[int, Mapping[int, Drawn]]) -> dict[str, tuple[FloatArray, FloatArray]]:
        found: dict[str, tuple[FloatArray, FloatArray]] = {}
        for index, racer in enumerate(self.racers):
            for leaf in racer.leaves:
                if leaf.relative is None:
                    continue
                raw = leaf.worth([_answer(source, early[index]) for source in leaf.sources])
                low, high = found.get(leaf.criterion, (raw, raw))
                found[leaf.criterion] = (np.minimum(low, raw), np.maximum(high, raw))
        return found


def _answer(source: Source, answers: Mapping[int, Drawn]) -> Drawn:
    return answers[id(source)] if source.fixed is None else source.fixed
