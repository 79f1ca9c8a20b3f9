"""Rank the alternatives of a table that stands alone: by a method, in a simulation, or as a weight moves."""

from __future__ import annotations

import math
from dataclasses import dataclass
from operator import mul
from pathlib import Path
from typing import TYPE_CHECKING

from toolselect import files, source
from toolselect.app.finding import NothingFound, relative
from toolselect.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolselect.diagnostics import Diagnostic
    from toolselect.loading.table import TableFile
    from toolselect.model.robustness import Flip, RobustnessPolicy
    from toolselect.model.table import Cell, DecisionTable, Direction
    from toolselect.robustness.table import TableChances
    from toolselect.scoring.methods.method import Problem
    from toolselect.scoring.tables import ScaleName, TableRanking

METHOD = "additive"
"""The method where none is named: that of a study."""

MOST_COMPARED = 2_000
"""So many alternatives can be compared in pairs: who beats whom takes memory by their square."""

IN_PAIRS = frozenset(("promethee2", "electre1"))
"""The methods that compare alternatives in pairs."""


class WrongOption(Exception):  # noqa: N818 - it says what happened
    """An option can't be used with this table or method. `option` is its name, the message says why."""

    def __init__(self, option: str, message: str) -> None:
        super().__init__(message)
        self.option = option


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOptions:
    """What stands in for parts of a table: weights and directions, one a criterion; the largest file that is read."""

    weights: Sequence[float] | None = None
    directions: Sequence[Direction] | None = None
    max_file_size: int | None = None


AS_WRITTEN = TableOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOutcome:
    """A table and what was found about it: None if errors make it useless."""

    table: DecisionTable | None
    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RankOutcome(TableOutcome):
    """The ranking of a table, or None and the errors that stopped it."""

    ranking: TableRanking | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightFlip:
    """Between which weights of a criterion the first place stays, all others keeping their proportions.

    `weight` is its share of the whole (0..1). `down` and `up` are None where nobody else becomes first; `reasons` says
    why, by `down` and `up`.
    """

    criterion: str
    weight: float
    down: Flip | None
    up: Flip | None
    reasons: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FlipsOutcome(TableOutcome):
    """The flips of each criterion, and the scores (on a scale of 0 to 1) that they start from; empty after errors."""

    scale: ScaleName
    scores: tuple[float, ...] = ()
    ranks: tuple[int, ...] = ()
    flips: tuple[WeightFlip, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RobustOutcome(TableOutcome):
    """The chances in a simulation, how it drew, and between which figures a scale runs; no chances after errors."""

    scale: ScaleName
    policy: RobustnessPolicy
    simulation: TableChances | None


# --- reading -----------------------------------------------------------------------------------------------------


def read_table_file(path: Path, given: TableOptions = AS_WRITTEN) -> TableFile:
    """Read a table from a file; weights and directions given here stand in for those of the file.

    Raises:
        NothingFound: if the file can't be read.
        WrongOption: if there are more or fewer weights or directions than criteria.
    """
    from toolselect.loading.table import read_table

    here = Path.cwd()
    shown = relative(here / path, here)
    limit = given.max_file_size or source.MAX_BYTES
    try:
        raw = files.read_limited(here / path, limit)
    except files.ReadFailed as failed:
        raise NothingFound(f"{shown} can't be read: {failed.reason}") from failed
    file = read_table(raw, shown, weights=given.weights, directions=given.directions, max_bytes=limit)
    for option, values in (("weights", given.weights), ("directions", given.directions)):
        if values is not None and file.criteria and len(values) != file.criteria:
            criteria = "criterion" if file.criteria == 1 else "criteria"
            message = (
                f"{len(values)} given, and {shown} has {file.criteria} {criteria}; give one for each, in its order"
            )
            raise WrongOption(option, message)
    return file


def _stops(found: Sequence[Diagnostic]) -> bool:
    return any(one.severity is Severity.ERROR for one in found)


def _problem(file: TableFile, table: DecisionTable, problem: Problem) -> Diagnostic:
    """Say what speaks against a method as a finding about the cell, criterion, alternative or table."""
    about = []
    if problem.alternative is not None:
        about.append(table.alternatives[problem.alternative])
    if problem.criterion is not None:
        about.append(table.criteria[problem.criterion].id)
    message = f"{', '.join(f'`{one}`' for one in about)}: {problem.message}" if about else problem.message
    return file.finding(
        problem.code, message, problem.hint or "", alternative=problem.alternative, criterion=problem.criterion
    )


def _unknown(file: TableFile, table: DecisionTable) -> list[Diagnostic]:
    return [
        file.finding(
            "TS815",
            f"`{table.alternatives[i]}`, `{table.criteria[j].id}`: nobody knows this figure, and one is needed",
            "give a figure or a range, or use --robust",
            alternative=i,
            criterion=j,
        )
        for i, j in table.unknown
    ]


def _without_weights(file: TableFile) -> Diagnostic:
    hint = "give each criterion a weight, or --weights 0.4,0.6,..."
    return file.finding("TS102", "nothing says how much the criteria weigh", hint, criterion=0)


def _same_for_all(file: TableFile, table: DecisionTable) -> list[Diagnostic]:
    """Return a note on each criterion that is the same for all: with any weight it tells nobody apart."""
    found = []
    for at, column in enumerate(table.criteria):
        cells = [row[at] for row in table.cells]
        if len(cells) > 1 and len(set(cells)) == 1 and isinstance(cells[0], float):
            message = f"`{column.id}`: the same for all alternatives, so that it tells none from another"
            hint = "keep it if alternatives may still come, else leave it out"
            found.append(file.finding("TS807", message, hint, criterion=at))
    return found


# --- by a method -------------------------------------------------------------------------------------------------


def rank_table(
    path: Path,
    *,
    method: str = METHOD,
    options: Mapping[str, str | float] | None = None,
    keep_weights: bool = False,
    given: TableOptions = AS_WRITTEN,
) -> RankOutcome:
    """Rank the alternatives of a table by a method. Any error stops it; warnings and notes do not.

    Ranges count by their likely figure (else their middle), means as they are. Weights are brought to a sum of one,
    unless `keep_weights`.

    Raises:
        NothingFound: if the file can't be read.
        WrongOption: if there is no such method, it has no such option or takes no table of this size, or weights or
            directions do not fit the table.
    """
    from toolselect.scoring import tables
    from toolselect.scoring.methods import METHODS

    if method not in METHODS:
        from toolselect.diagnostics import nearest

        known = f"`{method}` is not among {', '.join(METHODS)}; {nearest(method, METHODS)}".removesuffix("; ")
        raise WrongOption("method", known)
    chosen = METHODS[method]
    settings, wrong = chosen.settings(options or {})
    if wrong:
        raise WrongOption("option", "; ".join(f"{one.message}: {one.hint}" for one in wrong))
    file = read_table_file(path, given)
    found = list(file.found)
    ranking = None
    table = file.table
    if table is not None:
        if method in IN_PAIRS:
            _refuse_many(table, "method", chosen.title)
        found += _unknown(file, table)
        if table.weights is None:
            found.append(_without_weights(file))
        if table.weights is not None and not _stops(found):
            used = table.weights if keep_weights else tables.shares(table.weights)
            matrix, problems = tables.prepared(chosen, table, used, settings)
            found += (_problem(file, table, one) for one in problems)
            if not _stops(found):
                ranking = tables.rank(chosen, table.alternatives, matrix, used, settings)
    return RankOutcome(table=table, ranking=ranking, diagnostics=_sorted(found), texts={file.path: file.text})


def _refuse_many(table: DecisionTable, option: str, who: str) -> None:
    count = len(table.alternatives)
    if count > MOST_COMPARED:
        message = f"{who} compares alternatives in pairs: {count:,} are given, and {MOST_COMPARED:,} are the most"
        raise WrongOption(option, message)


def _sorted(found: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(found, key=lambda one: one.sort_key))


# --- on a scale --------------------------------------------------------------------------------------------------


def _worths(
    file: TableFile, table: DecisionTable, name: ScaleName
) -> tuple[tuple[tuple[Cell, ...], ...], list[Diagnostic]]:
    """Return what each cell is worth on a scale of 0 to 1, or nothing and why that can't be said."""
    from toolselect.scoring import tables

    scales = tables.scales(table, name)
    found = [
        file.finding(
            "TS805",
            f"`{table.criteria[at].id}`: no bounds: the lowest and highest figure that the criterion can take",
            "declare `bounds: [low, high]` for the criterion, or use --scale columns",
            criterion=at,
        )
        for at, scale in enumerate(scales)
        if scale is None
    ]
    if found:
        return (), found
    worths = tuple(
        tuple(scale.cell(cell) for scale, cell in zip(scales, row, strict=True) if scale is not None)
        for row in table.cells
    )
    for i, row in enumerate(worths):
        for j, worth in enumerate(row):
            if not tables.usable(worth):
                message = f"`{table.alternatives[i]}`, `{table.criteria[j].id}`: too far from the ends of the scale"
                hint = "look at the figure and at the ends"
                found.append(file.finding("TS810", message, hint, alternative=i, criterion=j))
    return worths, found


def flip_table(
    path: Path,
    *,
    scale: ScaleName = "columns",
    given: TableOptions = AS_WRITTEN,
) -> FlipsOutcome:
    """Tell for each criterion at which weight the first place changes, all other weights keeping their proportions.

    Scores are weighted sums on linear scales of 0 to 1. Closed form: `robustness.stability`.

    Raises:
        NothingFound: if the file can't be read.
        WrongOption: if there are more or fewer weights or directions than criteria.
    """
    from toolselect.model.table import figure
    from toolselect.scoring import tables

    file = read_table_file(path, given)
    found = list(file.found)
    table = file.table
    texts = {file.path: file.text}
    if table is None:
        return FlipsOutcome(table=None, diagnostics=_sorted(found), texts=texts, scale=scale)
    cells, wrong = _worths(file, table, scale)
    found += (*_unknown(file, table), *wrong, *_same_for_all(file, table))
    if table.weights is None:
        found.append(_without_weights(file))
    if table.weights is None or _stops(found):
        return FlipsOutcome(table=table, diagnostics=_sorted(found), texts=texts, scale=scale)
    used = tables.shares(table.weights)
    worths = [[one for one in map(figure, row) if one is not None] for row in cells]
    scores = tuple(math.fsum(map(mul, used, row)) for row in worths)
    return FlipsOutcome(
        table=table,
        diagnostics=_sorted(found),
        texts=texts,
        scale=scale,
        scores=scores,
        ranks=tables.ranks(scores),
        flips=tuple(_flip(table, at, used, worths) for at in range(len(used))),
    )


def _flip(table: DecisionTable, at: int, weights: Sequence[float], worths: Sequence[Sequence[float]]) -> WeightFlip:
    from toolselect.robustness.stability import NEAR, Mix, weight_flips

    weight = weights[at]
    others = math.fsum(one for place, one in enumerate(weights) if place != at)
    if others <= NEAR:
        alone = "all other weights are 0, so that they have no proportions to keep"
        return WeightFlip(
            criterion=table.criteria[at].id, weight=weight, down=None, up=None, reasons={"down": alone, "up": alone}
        )
    mixes = [
        Mix(
            part=row[at],
            rest=math.fsum(w * worth for place, (w, worth) in enumerate(zip(weights, row, strict=True)) if place != at)
            / others,
        )
        for row in worths
    ]
    down, up = weight_flips(mixes, weight, table.alternatives)
    reasons = {}
    if down is None:
        reasons["down"] = "nobody else is first at any lower weight" if weight > 0 else "no weight is lower than 0"
    if up is None:
        reasons["up"] = "nobody else is first at any higher weight"
    return WeightFlip(criterion=table.criteria[at].id, weight=weight, down=down, up=up, reasons=reasons)


# --- in a simulation ---------------------------------------------------------------------------------------------


def table_policy(
    *, draws: int | None = None, seed: int | None = None, weights: str | None = None, concentration: float | None = None
) -> RobustnessPolicy:
    """Return how a table is simulated; what is None is as in a study, but that all weights are possible (`simplex`)."""
    from toolselect.model import robustness

    return robustness.RobustnessPolicy(
        draws=robustness.DRAWS if draws is None else draws,
        seed=robustness.SEED if seed is None else seed,
        weights=robustness.WeightSampler(weights or "simplex"),
        concentration=robustness.CONCENTRATION if concentration is None else concentration,
    )


def simulate_table(
    path: Path,
    policy: RobustnessPolicy,
    *,
    scale: ScaleName = "columns",
    given: TableOptions = AS_WRITTEN,
) -> RobustOutcome:
    """Draw weights and doubtful figures, and tell how often each alternative holds each rank.

    Scores are weighted sums on linear scales of 0 to 1. A range is drawn from a PERT distribution around its likely
    figure, or uniformly without one; a mean from a normal distribution; what is unknown uniformly over the scale.

    Raises:
        NothingFound: if the file can't be read.
        WrongOption: if there are more or fewer weights or directions than criteria, or too many alternatives.
    """
    from toolselect.model.robustness import WeightSampler

    file = read_table_file(path, given)
    found = list(file.found)
    table = file.table
    simulation = None
    if table is not None:
        _refuse_many(table, "robust", "a simulation")
    if table is not None:
        worths, wrong = _worths(file, table, scale)
        found += (*wrong, *_same_for_all(file, table))
        if table.weights is None and policy.weights is not WeightSampler.SIMPLEX:
            found.append(_without_weights(file))
        if not _stops(found):
            simulation = _simulated(table, worths, policy)
    return RobustOutcome(
        table=table,
        diagnostics=_sorted(found),
        texts={file.path: file.text},
        scale=scale,
        policy=policy,
        simulation=simulation,
    )


def _simulated(table: DecisionTable, worths: Sequence[Sequence[Cell]], policy: RobustnessPolicy) -> TableChances:
    from toolselect.robustness.table import table_robustness
    from toolselect.scoring import tables

    names = [column.id for column in table.criteria]
    weights = () if table.weights is None else tables.shares(table.weights)
    return table_robustness(table.alternatives, names, worths, policy, weights)
