"""Weights from a file of judgements, or as a cross-check from a table of data."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from toolselect import files, source
from toolselect.app.finding import NothingFound, relative
from toolselect.diagnostics import Diagnostic, Severity, diagnostic

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolselect.loading.judgements import Judgements
    from toolselect.loading.table import TableFile
    from toolselect.model.judgements import BestWorst, Comparisons, Ranking, Swing
    from toolselect.model.table import Direction
    from toolselect.scoring.weights import objective, pairwise, rank_order

Kind = Literal["rank", "swing", "pairwise", "best-worst", "entropy", "critic", "std", "merec"]
KINDS: tuple[Kind, ...] = get_args(Kind)

CROSS_CHECK = "a cross-check only: how the data spread, not what matters"
"""What is said of weights that come from the data alone."""

UNITS = (
    "`std` reads the columns as they stand, so that another unit gives other weights; --scale columns brings each to "
    "0..1"
)

_DIGITS = 12
"""So many digits of what an iteration or a solver found are the same on every machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorstTriple:
    """The three elements whose judgements fit worst, and what they say: see `pairwise.Triple`."""

    elements: tuple[str, str, str]
    first_over_second: float
    second_over_third: float
    implied: float
    direct: float
    inconsistency: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Consistency:
    """How well comparisons in pairs hang together (figures as in `pairwise.Judged`), and those that were filled in."""

    lambda_max: float
    consistency_index: float | None
    consistency_ratio: float | None
    random_index: float | None
    worst: WorstTriple | None
    completed: tuple[tuple[str, str, float], ...]
    reasons: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """Weights by criterion, which sum to one, and what there is to say about them.

    `way` is the scheme or method. `pairs` goes with `pairwise`, `xi` (0 is perfect) with `best-worst`, `swings` with
    `swing`; `constant` names the criteria that data give no weight because nothing differs.
    """

    kind: Kind
    way: str
    weights: Mapping[str, float]
    pairs: Consistency | None = None
    xi: float | None = None
    swings: tuple[Swing, ...] = ()
    constant: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return the documented shape."""
        shape: dict[str, object] = {"version": 1, "weights": dict(self.weights)}
        if self.kind == "rank":
            shape["scheme"] = self.way
        elif self.kind == "swing":
            shape["swings"] = {
                one.criterion: {"points": one.points, "from": one.start, "to": one.end} for one in self.swings
            }
        elif self.kind == "best-worst":
            shape["consistency"] = self.xi
        elif self.pairs is not None:
            worst = self.pairs.worst
            shape |= {
                "method": self.way,
                "lambda_max": self.pairs.lambda_max,
                "consistency_index": self.pairs.consistency_index,
                "consistency_ratio": self.pairs.consistency_ratio,
                "random_index": self.pairs.random_index,
                "worst_triple": list(worst.elements) if worst else None,
                "worst_triple_figures": _figures(worst) if worst else None,
                "completed": [
                    {"first": first, "second": second, "ratio": ratio} for first, second, ratio in self.pairs.completed
                ],
                "reasons": dict(self.pairs.reasons) | _figures_reason(self.pairs),
            }
        else:
            shape |= {"method": self.way, "note": "; ".join(self.notes), "constant": list(self.constant)}
        return shape


def _figures_reason(pairs: Consistency) -> dict[str, str]:
    why = pairs.reasons.get("worst_triple")
    return {} if why is None else {"worst_triple_figures": why}


def _figures(worst: WorstTriple) -> dict[str, float]:
    return {
        "first_over_second": worst.first_over_second,
        "second_over_third": worst.second_over_third,
        "implied": worst.implied,
        "direct": worst.direct,
        "inconsistency": worst.inconsistency,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """Weights, or None and the errors that stand in the way; `texts` are the files' contents by shown path."""

    weighing: Weighing | None
    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, str] = field(default_factory=dict)


def weigh_judgements(
    path: Path,
    kind: Literal["rank", "swing", "pairwise", "best-worst"],
    *,
    scheme: rank_order.Scheme = "centroid",
    method: pairwise.Method = "eigenvector",
    max_file_size: int | None = None,
) -> Weighed:
    """Return the weights that follow from a file of judgements.

    Args:
        path: a YAML or JSON file.
        kind: what kind of judgements it holds.
        scheme: how an order becomes weights, for `rank`.
        method: how comparisons become weights, for `pairwise`.
        max_file_size: in bytes.

    Raises:
        NothingFound: if the file can't be read.
    """
    from toolselect.loading.judgements import read_judgements

    here = Path.cwd()
    shown = relative(here / path, here)
    limit = max_file_size or source.MAX_BYTES
    try:
        raw = files.read_limited(here / path, limit)
    except files.ReadFailed as failed:
        raise NothingFound(f"{shown} can't be read: {failed.reason}") from failed
    file = read_judgements(raw, shown, kind, max_bytes=limit)
    found = list(file.found)
    weighing = None
    if file.judgements is not None:
        weighing, said = _weighed(file.judgements, scheme, method)
        found += (
            replace(one, location=source.locate(file.document, one.place.key, one.place.at))
            for one in said
            if file.document
        )
    return Weighed(weighing=weighing, diagnostics=tuple(found), texts={shown: file.text})


def weigh_data(
    path: Path,
    method: objective.Method,
    *,
    directions: Sequence[Direction] | None = None,
    scaled: bool = False,
    max_file_size: int | None = None,
) -> Weighed:
    """Return the weights that a method finds in a decision table: a cross-check only.

    Args:
        path: a table as `rank` takes it: CSV, YAML or JSON.
        method: see `scoring.weights.objective`.
        directions: one a criterion, in place of those of the file.
        scaled: for `std`, bring each column to 0..1 first.
        max_file_size: in bytes.

    Raises:
        NothingFound: if the file can't be read.
        WrongOption: if there are not as many directions as criteria.
    """
    from toolselect.app.ranking import TableOptions, read_table_file
    from toolselect.scoring.weights.objective import DIRECTED

    file = read_table_file(path, TableOptions(directions=directions, max_file_size=max_file_size))
    if file.table is None and method not in DIRECTED:  # a direction that is not asked for may be missing
        anyhow: list[Direction] = ["max"] * file.criteria
        file = read_table_file(path, TableOptions(directions=anyhow, max_file_size=max_file_size))
    weighing, said = _from_data(file, method, scaled=scaled) if file.table is not None else (None, [])
    return Weighed(weighing=weighing, diagnostics=(*file.found, *said), texts={file.path: file.text})


# --- from judgements ---------------------------------------------------------------------------------------------


def _weighed(
    judgements: Judgements, scheme: rank_order.Scheme, method: pairwise.Method
) -> tuple[Weighing | None, list[Diagnostic]]:
    from toolselect.model.judgements import BestWorst, Comparisons, Ranking

    if isinstance(judgements, Ranking):
        return _from_order(judgements, scheme), []
    if isinstance(judgements, Comparisons):
        return _from_pairs(judgements, method)
    if isinstance(judgements, BestWorst):
        return _from_best_worst(judgements), []
    return _from_swings(judgements), []


def _from_order(ranking: Ranking, scheme: rank_order.Scheme) -> Weighing:
    from toolselect.scoring.weights import rank_order

    shares = rank_order.weights([len(rung) for rung in ranking.rungs], scheme)
    weights = {name: share for rung, share in zip(ranking.rungs, shares, strict=True) for name in rung}
    return Weighing(kind="rank", way=scheme, weights=weights)


def _from_swings(swings: tuple[Swing, ...]) -> Weighing:
    from toolselect.scoring.weights import swing

    shares = swing.weights([one.points for one in swings])
    largest = max(one.points for one in swings)
    notes = () if largest == 100 else (f"the largest swing has {largest:g} points; it is the one that 100 stand for",)
    weights = {one.criterion: share for one, share in zip(swings, shares, strict=True)}
    return Weighing(kind="swing", way="points", weights=weights, swings=swings, notes=notes)


def _from_best_worst(judged: BestWorst) -> Weighing:
    from toolselect.scoring.weights import best_worst

    shares, xi = best_worst.weights(judged.best, judged.worst, judged.best_to_others, judged.others_to_worst)
    weights = {name: _stable(share) for name, share in zip(judged.elements, shares, strict=True)}
    return Weighing(kind="best-worst", way="linear", weights=weights, xi=_stable(xi))


def _from_pairs(given: Comparisons, method: pairwise.Method) -> tuple[Weighing | None, list[Diagnostic]]:
    import numpy as np

    from toolselect.scoring.weights import pairwise

    names = given.elements
    matrix = np.array([[np.nan if one is None else one for one in row] for row in given.ratios])
    parts = pairwise.parts(matrix)
    if len(parts) > 1:
        groups = "; ".join(", ".join(f"`{names[at]}`" for at in part) for part in parts)
        message = f"the comparisons leave {len(parts)} groups apart: {groups}"
        return None, [diagnostic("TS323", given.place, message, "compare one of each group with one of another")]
    judged = pairwise.judge(matrix, method)
    found = judged.worst
    worst = None
    if found is not None:
        worst = WorstTriple(
            elements=(names[found.first], names[found.second], names[found.third]),
            first_over_second=float(matrix[found.first, found.second]),
            second_over_third=float(matrix[found.second, found.third]),
            implied=_stable(found.implied),
            direct=_stable(found.direct),
            inconsistency=_stable(found.inconsistency),
        )
    pairs = Consistency(
        lambda_max=_stable(judged.lambda_max),
        consistency_index=None if judged.consistency_index is None else _stable(judged.consistency_index),
        consistency_ratio=None if judged.consistency_ratio is None else _stable(judged.consistency_ratio),
        random_index=judged.random_index,
        worst=worst,
        completed=tuple((names[i], names[j], _stable(ratio)) for i, j, ratio in judged.completed),
        reasons=judged.reasons,
    )
    weights = {name: _stable(share) for name, share in zip(names, judged.weights, strict=True)}
    said = []
    if pairs.consistency_ratio is not None and pairs.consistency_ratio > pairwise.TOLERATED and worst is not None:
        message = f"the consistency ratio is {pairs.consistency_ratio:.2f}, above {pairwise.TOLERATED:.2f}"
        said.append(diagnostic("TS324", given.place, message, f"think these over: {in_words(worst)}"))
    return Weighing(kind="pairwise", way=method, weights=weights, pairs=pairs), said


def in_words(worst: WorstTriple) -> str:
    """Tell what three judgements say: `a` over `b` is 3 and `b` over `c` 2, so that ..."""
    a, b, c = (f"`{name}`" for name in worst.elements)
    return (
        f"{a} over {b} ({ratio(worst.first_over_second)}), {b} over {c} ({ratio(worst.second_over_third)}) and "
        f"{a} over {c}: {ratio(worst.direct)} is said, {ratio(worst.implied)} follows from the two"
    )


def ratio(figure: float) -> str:
    """Write how many times one outweighs another as people do: 3, 1/3, 2.45."""
    if figure < 1 and abs(1 / figure - round(1 / figure)) < 1e-6:
        return f"1/{round(1 / figure)}"
    return f"{figure:.3g}"


def _stable(figure: float) -> float:
    return float(f"{figure:.{_DIGITS}g}")


# --- from data ---------------------------------------------------------------------------------------------------


def _from_data(file: TableFile, method: objective.Method, *, scaled: bool) -> tuple[Weighing | None, list[Diagnostic]]:
    import numpy as np

    from toolselect.scoring.weights import objective

    table = file.table
    if table is None:
        return None, []
    said = [
        file.finding(
            "TS325",
            f"nothing is known about `{table.alternatives[i]}` here, and data without a figure do not spread",
            "leave the alternative or the criterion out",
            alternative=i,
            criterion=j,
        )
        for i, j in table.unknown
    ]
    rows = table.figures
    if method in objective.POSITIVE:
        said += (
            file.finding(
                "TS325",
                f"{figure:g} has no logarithm, which `{method}` takes",
                "only figures above 0 fit; `critic` and `std` take any",
                alternative=i,
                criterion=j,
            )
            for i, row in enumerate(rows)
            for j, figure in enumerate(row)
            if figure is not None and figure <= 0
        )
    if len(rows) < 2:
        said.append(file.finding("TS325", "one alternative alone does not spread", "two are the least"))
    if any(one.severity is Severity.ERROR for one in said):
        return None, said
    values = np.array(rows, dtype=np.float64)
    maximise = np.array([column.direction == "max" for column in table.criteria])
    found = objective.weights(method, values, maximise, scaled=scaled)
    if found is None:
        message = "no criterion tells the alternatives apart by this method: nothing to share by"
        return None, [file.finding("TS325", message, "weights come from people, not from data")]
    ids = [column.id for column in table.criteria]
    notes = (CROSS_CHECK, UNITS) if method == "std" and not scaled else (CROSS_CHECK,)
    weighing = Weighing(
        kind=method,
        way=method,
        weights={name: _stable(share) for name, share in zip(ids, found.weights, strict=True)},
        constant=tuple(ids[at] for at in found.constant),
        notes=notes,
    )
    return weighing, said
