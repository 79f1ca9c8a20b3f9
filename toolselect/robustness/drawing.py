"""A vendor's answers at random: as its evidence says, as far as that can be trusted, and otherwise anything.

One draw per vendor and fact (or member of a set), shared by all that read it. With the trust of its evidence an answer
is as stated: one value, a range (PERT where a likely figure is known, else uniform), or one of several that disagree
(figures: uniform between the ends). Otherwise, and where nobody knows, a figure is uniform between the anchors, a
yes/no is the other answer (unknown: a fair coin), a level is uniform over the levels, a member of a set is in or out.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from toolselect.answers import number
from toolselect.deriving import shares
from toolselect.model.facts import Range, Value
from toolselect.model.result import Status
from toolselect.robustness.streams import UNITS, stream, units

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from toolselect.model.facts import Answer, Grade
    from toolselect.model.result import Held

    FloatArray = NDArray[np.float64]
    Drawn = NDArray[np.float64] | NDArray[np.bool_] | NDArray[np.intp]

SHAPE = 4.0
"""The weight of the likely figure in a PERT distribution (Malcolm, Roseboom, Clark and Fazar, Application of a
technique for research and development program evaluation, Operations Research 7, 1959)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One random answer: a yes/no (bool), a level (its index, worst first) or a figure (in the fact's unit).

    `member` names the one of a set that is meant. `fixed` is the answer where it can't vary; otherwise `draw` gives the
    next draws. `kinds` is how many answers there are (0: a figure).
    """

    fact: str
    member: str
    held: Held
    kinds: int
    fixed: Drawn | None
    draw: Callable[[int], Drawn]


class Drawer:
    """Makes the sources of one vendor: the same one for all that read the same fact.

    Args:
        vendor: its id, which names the streams.
        seed: of the simulation.
        trust: the chance (0..1) that evidence of a grade is right.
        spans: between which figures a fact is drawn that is not as stated, by fact.
    """

    def __init__(
        self, vendor: str, seed: int, trust: Mapping[Grade, float], spans: Mapping[str, tuple[float, float]]
    ) -> None:
        self._vendor = vendor
        self._seed = seed
        self._trust = trust
        self._spans = spans
        self._made: dict[tuple[str, str, tuple[bool | None, ...]], Source] = {}

    @property
    def sources(self) -> tuple[Source, ...]:
        """Return all that were made so far."""
        return tuple(self._made.values())

    def trust(self, held: Held) -> float:
        """Return the chance that an answer is as stated; what rests on the study alone is."""
        return 1.0 if held.grade is None else self._trust.get(held.grade, 1.0)

    def yes_no(self, held: Held) -> Source:
        """Return the source of a yes/no fact."""
        states = shares.states(held)
        return self._once(held, "", states, lambda: self._binary(held, "", states))

    def member(self, held: Held, member: str, states: tuple[bool | None, ...]) -> Source:
        """Return the source of a member of a set; `states` tells what each held set says of it."""
        return self._once(held, member, states, lambda: self._binary(held, member, states))

    def level(self, held: Held, levels: Sequence[str]) -> Source:
        """Return the source of a level: an index into `levels`."""
        return self._once(held, "", (), lambda: self._level(held, levels))

    def figure(self, held: Held) -> Source:
        """Return the source of a number or an amount of money."""
        return self._once(held, "", (), lambda: self._figure(held))

    def _once(self, held: Held, member: str, states: tuple[bool | None, ...], make: Callable[[], Source]) -> Source:
        key = (held.fact, member, states if member else ())
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    def _stream(self, *name: str) -> np.random.Generator:
        return stream(self._seed, "fact", self._vendor, *name)

    def _binary(self, held: Held, member: str, states: tuple[bool | None, ...]) -> Source:
        trust = self.trust(held) if held.status is not Status.UNKNOWN else 0.0
        chances = [_chance(state, trust, set_member=bool(member)) for state in states]
        if not member:
            chances = [math.fsum(chances) / len(chances)]
        fixed: Drawn | None = None
        limits = np.array([round(chance * UNITS) for chance in chances], dtype=np.uint64)
        if all(chance in (0.0, 1.0) for chance in chances) and len(set(chances)) == 1:
            fixed = np.array(chances[0] == 1.0)
        rng = self._stream(held.fact, member)
        if len(set(chances)) == 1:
            limit = limits[0]

            def draw(rows: int) -> Drawn:
                return np.asarray(units(rng, rows) < limit)
        else:
            which = self._stream(held.fact, "", "which answer")  # one choice for all members of the set

            def draw(rows: int) -> Drawn:
                chosen = (units(which, rows).astype(np.uint64) * np.uint64(len(limits))) >> np.uint64(32)
                return np.asarray(units(rng, rows) < limits[chosen.astype(np.intp)])

        return Source(fact=held.fact, member=member, held=held, kinds=2, fixed=fixed, draw=draw)

    def _level(self, held: Held, levels: Sequence[str]) -> Source:
        stated = [levels.index(name) for name in _texts(held.answers) if name in levels]
        trust = self.trust(held) if stated else 0.0
        chances = [
            (1 - trust) / len(levels) + trust * stated.count(k) / max(1, len(stated)) for k in range(len(levels))
        ]
        fixed: Drawn | None = np.array(stated[0]) if len(stated) == 1 and trust >= 1 else None
        ends = np.array([round(UNITS * math.fsum(chances[:k])) for k in range(1, len(levels))], dtype=np.uint64)
        rng = self._stream(held.fact, "")

        def draw(rows: int) -> Drawn:
            place = units(rng, rows)
            found = np.zeros(rows, dtype=np.intp)
            for end in ends:
                found += place >= end
            return found

        return Source(fact=held.fact, member="", held=held, kinds=len(levels), fixed=fixed, draw=draw)

    def _figure(self, held: Held) -> Source:
        span = self._spans.get(held.fact)
        ends = [_ends(answer) for answer in held.answers if isinstance(answer, Value | Range)]
        trust = (self.trust(held) if span else 1.0) if ends else 0.0
        low, high = min((end[0] for end in ends), default=0.0), max((end[1] for end in ends), default=0.0)
        bottom, top = span or (low, high)
        fixed: Drawn | None = None
        if (trust >= 1 and low == high) or (not ends and bottom == top) or low == high == bottom == top:
            fixed = np.array(low if ends else bottom)
        answer = held.answers[0]
        likely = answer.likely if len(ends) == 1 and isinstance(answer, Range) and low < high else None
        rng = self._stream(held.fact, "")
        shape = self._stream(held.fact, "", "likely") if likely is not None else rng

        def draw(rows: int) -> Drawn:
            place = units(rng, rows) / UNITS
            if trust <= 0:
                return _between(bottom, top, place)
            if likely is not None:
                found = pert(shape, rows, low, likely, high)
            elif low < high:
                found = _between(low, high, np.minimum(place / trust, 1.0))
            else:
                found = np.full(rows, float(low))
            if trust < 1:
                wrong = np.flatnonzero(place >= trust)  # mostly few: the others need no figure
                found[wrong] = _between(bottom, top, (place[wrong] - trust) / (1 - trust))
            return found

        return Source(fact=held.fact, member="", held=held, kinds=0, fixed=fixed, draw=draw)


def _chance(state: bool | None, trust: float, *, set_member: bool) -> float:  # noqa: FBT001 - a state, no switch
    """Return the chance of yes: as stated with the trust, else the other answer (a member of a set: a fair coin)."""
    if state is None:
        return 0.5
    wrong = (1.0 - trust) / 2 if set_member else 1.0 - trust
    return 1.0 - wrong if state else wrong


def _between(low: float, high: float, part: FloatArray) -> FloatArray:
    """Return the figures that part of the way (0..1) from low to high; the form can't overflow."""
    found: FloatArray = 1 - part
    found *= low
    found += high * part
    return found


def pert(rng: np.random.Generator, rows: int, low: float, likely: float, high: float) -> FloatArray:
    """Return draws of a PERT distribution: a beta on [low, high] (low < high) with mean (low + 4 likely + high) / 6."""
    way = high / 2 - low / 2
    up = min(1.0, max(0.0, (likely / 2 - low / 2) / way))
    return _between(low, high, rng.beta(1 + SHAPE * up, 1 + SHAPE * (1 - up), rows))


def _texts(answers: Sequence[Answer]) -> list[str]:
    return [one.value for one in answers if isinstance(one, Value) and isinstance(one.value, str)]


def _ends(answer: Value | Range) -> tuple[float, float]:
    if isinstance(answer, Range):
        return answer.low, answer.high
    figure = number(answer.value)
    return figure, figure
