"""ELECTRE I: which alternatives no other outranks. It sorts out and does not rank.

Roy, B.: Classement et choix en présence de points de vue multiples (la méthode ELECTRE), RIRO 8 (1968) 57-75; formulas
as in Roy: The outranking approach and the foundations of ELECTRE methods, Theory and Decision 31 (1991) 49-73.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from toolselect.scoring.methods import normalisation
from toolselect.scoring.methods.method import Method, OptionSpec, Problem, number, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolselect.scoring.methods.method import BoolArray, Detail, FloatArray, Options, Table

TIE = 1e-9
"""Figures closer than this are equal: a threshold is met by a sum that can't be exact."""


def concordance(oriented: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the weight of the criteria on which a is at least as good as b: (m, n) and (n,) in, (m, m) [a, b] out."""
    found = np.zeros((len(oriented), len(oriented)))
    for column, weight in zip(oriented.T, weights, strict=True):
        found += weight * (column[:, None] >= column[None, :])
    return found


def discordance(oriented: FloatArray) -> FloatArray:
    """Return the largest lead of b over a on one criterion, as a share of the widest range: (m, n) in, (m, m) out.

    The widest range is that of all criteria, so criteria must have one scale (or be normalised).
    """
    halves = oriented / 2  # a difference of two of them stays finite
    widest = (halves.max(axis=0) - halves.min(axis=0)).max()
    found = np.zeros((len(oriented), len(oriented)))
    if widest > 0:
        for column in halves.T:
            np.maximum(found, (column[None, :] - column[:, None]) / widest, out=found)
    return found


def outranking(agree: FloatArray, against: FloatArray, p: float, q: float) -> BoolArray:
    """Return whether a outranks b: concordance of at least p, discordance of at most q; (m, m), false for a = b."""
    return (agree >= p - TIE) & (against <= q + TIE) & ~np.eye(len(agree), dtype=np.bool_)


def unbeaten(outranks: BoolArray) -> tuple[int, ...]:
    """Return the places of the alternatives that none outranks."""
    return tuple(int(i) for i in np.flatnonzero(~outranks.any(axis=0)))


def graph_kernel(outranks: BoolArray) -> tuple[int, ...] | None:
    """Return Roy's kernel: none in it outranks another in it, and each outside is outranked by one in it.

    Found from those that none outranks, by striking out what they outrank, and again. None if that ends in a circle,
    where there may be no kernel or more than one.
    """
    left = np.ones(len(outranks), dtype=np.bool_)
    inside: list[int] = []
    while left.any():
        free = left & ~(outranks & left[:, None]).any(axis=0)
        if not free.any():
            return None
        inside += (int(i) for i in np.flatnonzero(free))
        left &= ~free & ~outranks[free].any(axis=0)
    return tuple(sorted(inside))


@dataclass(frozen=True, slots=True)
class _Prepared:
    oriented: FloatArray
    against: FloatArray
    p: float
    q: float

    def scores(self, weights: FloatArray) -> None:
        del weights

    def details(self, weights: FloatArray) -> Mapping[str, Detail]:
        agree = concordance(self.oriented, weights)
        outranks = outranking(agree, self.against, self.p, self.q)
        return {
            "concordance": agree,
            "discordance": self.against,
            "outranking": outranks,
            "kernel": unbeaten(outranks),
            "graph_kernel": graph_kernel(outranks),
        }


def _prepare(table: Table, options: Options) -> _Prepared:
    oriented = normalisation.oriented(table, text(options, "normalise"))
    return _Prepared(oriented, discordance(oriented), number(options, "p"), number(options, "q"))


def _unsuited(table: Table, weights: FloatArray, options: Options) -> tuple[Problem, ...]:
    kind = text(options, "normalise")
    return (*normalisation.problems(table, kind), *normalisation.unlike(table, weights, kind))


METHOD = Method(
    name="electre1",
    title="ELECTRE I",
    direction="max",
    paper="Roy (1968), RIRO 8, 57-75; Roy (1991), Theory and Decision 31, 49-73",
    prepare=_prepare,
    unsuited=_unsuited,
    reverses=lambda _: True,
    options={
        "p": OptionSpec(default=0.65, low=0.0, high=1.0, help="concordance from which an alternative outranks"),
        "q": OptionSpec(default=0.35, low=0.0, high=1.0, help="discordance up to which it may"),
        "normalise": normalisation.option("none"),
    },
    fewest=2,
    scored=False,
)
