"""Rank the alternatives of a table by a method, and put its figures on a scale of 0 to 1.

Ties and the scale are plain Python; numpy is loaded when a method runs.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from toolselect.model.facts import Range, Unknown
from toolselect.model.table import Spread

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolselect.model.table import Cell, DecisionTable
    from toolselect.scoring.methods.method import Detail, Method, Options, Problem, Table

TIE = 1e-9
"""Scores that differ by less share a rank."""

TINY = 1e-290
FARTHEST = 1e9
"""No worth may be farther from a scale of 0 to 1: all others would vanish beside it."""

ScaleName = Literal["columns", "bounds"]
Figure = float | int | bool | str | None
Listed = Figure | list["Listed"]
"""A figure, or lists of figures, as JSON has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An alternative with its score and rank (1 is best); both None where the method gives no score."""

    name: str
    score: float | None
    rank: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRanking:
    """What a method makes of a table.

    `direction` tells whether a higher or a lower score is better. `relative`: an alternative that comes or goes can
    change the order of the others. `weights` are those that were used. `details` are the method's intermediate figures,
    in the order of alternatives and criteria. `reasons` says for each figure without an answer why it has none.
    """

    method: str
    title: str
    paper: str
    options: Mapping[str, str | float]
    direction: Literal["max", "min"]
    relative: bool
    weights: tuple[float, ...]
    alternatives: tuple[Placed, ...]
    details: Mapping[str, Listed]
    reasons: Mapping[str, str]


def ranks(scores: Sequence[float], direction: Literal["max", "min"] = "max") -> tuple[int, ...]:
    """Return the rank of each score: one more than there are better ones, by 1e-9 or more. So ties share the lower."""
    sign = 1.0 if direction == "max" else -1.0
    signed = [sign * score for score in scores]
    rising = sorted(signed)
    # From about 1e7 on a step of a float is larger than a tie, and adding one would change nothing.
    better = (max(score + TIE, math.nextafter(score, math.inf)) for score in signed)
    return tuple(1 + len(rising) - bisect_left(rising, least) for least in better)


def shares(weights: Sequence[float]) -> tuple[float, ...]:
    """Return weights (at least 0, not all 0) in proportion, summing to one; those that do already, as they are."""
    whole = math.fsum(weights)
    if whole < TINY:  # so small that dividing by them would lose digits
        largest = max(weights)
        return shares([weight / largest for weight in weights])
    return tuple(weight / whole for weight in weights)


def prepared(
    method: Method, table: DecisionTable, weights: Sequence[float], options: Options
) -> tuple[Table, tuple[Problem, ...]]:
    """Return the table as methods take it, and what speaks against this method.

    Raises:
        ValueError: if a figure of the table is unknown.
    """
    import numpy as np

    from toolselect.scoring.methods import method as methods

    figures = [[one for one in row if one is not None] for row in table.figures]
    if any(len(row) != len(table.criteria) for row in figures):
        raise ValueError("a figure of the table is unknown")
    nothing = (math.nan, math.nan)
    given = tuple(
        None if one is None else methods.Preference(function=one.function, q=one.q, p=one.p, s=one.s)
        for one in (column.preference for column in table.criteria)
    )
    matrix = methods.Table(
        values=np.array(figures, dtype=float),
        maximise=np.array([column.direction == "max" for column in table.criteria]),
        bounds=np.array([column.bounds or nothing for column in table.criteria])
        if any(column.bounds for column in table.criteria)
        else None,
        preferences=given if any(given) else None,
    )
    return matrix, method.problems(matrix, np.array(weights, dtype=float), options)


def rank(
    method: Method, names: Sequence[str], table: Table, weights: Sequence[float], options: Options
) -> TableRanking:
    """Rank alternatives by a method that has nothing to say against the table (see `prepared`).

    Args:
        method: the method.
        names: what the alternatives are called (m).
        table: their figures (m, n).
        weights: used as they are (n).
        options: the method's settings, complete.
    """
    import numpy as np

    row = np.array(weights, dtype=float)
    ready = method.prepare(table, options)
    found = method.scores(ready, row[None])
    scores = None if found is None else [_plain(score) for score in found[0].tolist()]
    reasons: dict[str, str] = {}
    if scores is None:
        reasons = dict.fromkeys(("score", "rank"), f"{method.title} sorts alternatives out and gives no score")
    details = {name: _listed(detail, names) for name, detail in method.details(ready, row).items()}
    reasons |= {name: "this table gives no answer" for name, detail in details.items() if detail is None}
    places = None if scores is None else ranks(scores, method.direction)
    return TableRanking(
        method=method.name,
        title=method.title,
        paper=method.paper,
        options=dict(options),
        direction=method.direction,
        relative=method.relative(options),
        weights=tuple(weights),
        alternatives=tuple(
            Placed(
                name=name,
                score=None if scores is None else scores[at],
                rank=None if places is None else places[at],
            )
            for at, name in enumerate(names)
        ),
        details=details,
        reasons=reasons,
    )


def _listed(detail: Detail, names: Sequence[str]) -> Listed:
    """Return an intermediate figure as JSON has it; places of alternatives become their names."""
    if detail is None or isinstance(detail, bool):
        return detail
    if isinstance(detail, tuple):
        return [names[place] for place in detail]
    return _plain_all(detail.tolist())


def _plain_all(value: Listed) -> Listed:
    if isinstance(value, list):
        return [_plain_all(one) for one in value]
    return _plain(value) if isinstance(value, float) else value


def _plain(value: float) -> float:
    return value + 0.0  # no minus zero


# --- a scale of 0 to 1 -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight line from `worst` (0) to `best` (1), in the criterion's unit; both the same: everything is worth 0."""

    worst: float
    best: float

    def __call__(self, figure: float) -> float:
        """Return what a figure is worth; beyond the ends it goes on, below 0 or above 1."""
        if self.worst == self.best:
            return 0.0
        return (figure / 2 - self.worst / 2) / (self.best / 2 - self.worst / 2) + 0.0

    def cell(self, cell: Cell) -> Cell:
        """Return what a cell is worth, as doubtful as it is; what is unknown stays so: anything from 0 to 1.

        On a scale of which both ends are the same everything is worth 0, the unknown too.
        """
        if self.worst == self.best:
            return 0.0
        match cell:
            case Unknown():
                return cell
            case Range(low=low, high=high, likely=likely):
                low, high = sorted((self(low), self(high)))
                return Range(low, high, None if likely is None else min(max(self(likely), low), high))
            case Spread(mean=mean, sd=sd):
                return Spread(self(mean), abs(sd / 2 / (self.best / 2 - self.worst / 2)))
            case _:
                return self(cell)


def scales(table: DecisionTable, name: ScaleName) -> tuple[Scale | None, ...]:
    """Return the scale of each criterion; None where it has no bounds and the scale asks for them.

    `columns` goes from the worst to the best figure that the table names for the criterion, the ends of ranges and the
    means included; `bounds` between the criterion's bounds. Where nothing is known it runs from 0 to 1.
    """
    found: list[Scale | None] = []
    for at, column in enumerate(table.criteria):
        ends = column.bounds
        if name == "columns":
            named = [figure for row in table.cells for figure in _named(row[at])]
            ends = (min(named), max(named)) if named else (0.0, 1.0)
        if ends is None:
            found.append(None)
        else:
            found.append(Scale(*ends) if column.direction == "max" else Scale(ends[1], ends[0]))
    return tuple(found)


def usable(cell: Cell) -> bool:
    """Tell whether a worth is small enough to be added up with others."""
    match cell:
        case Unknown():
            return True
        case Range(low=low, high=high):
            return max(abs(low), abs(high)) <= FARTHEST
        case Spread(mean=mean, sd=sd):
            return abs(mean) + sd <= FARTHEST
        case _:
            return abs(cell) <= FARTHEST


def _named(cell: Cell) -> tuple[float, ...]:
    match cell:
        case Unknown():
            return ()
        case Range(low=low, high=high):
            return (low, high)
        case Spread(mean=mean):
            return (mean,)
        case _:
            return (cell,)
