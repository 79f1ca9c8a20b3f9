"""PROMETHEE II: each alternative against each other, criterion by criterion, by how much a difference matters.

Brans & Vincke: A preference ranking organisation method, Management Science 31 (1985) 647-656; flows divided by the
number of others as in Brans, Vincke & Mareschal, European Journal of Operational Research 24 (1986) 228-238.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never, cast, get_args

import numpy as np

from toolselect.scoring.methods.batch import weighted_sums
from toolselect.scoring.methods.method import Method, OptionSpec, Preference, PreferenceName, Problem, number, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from toolselect.scoring.methods.method import Detail, FloatArray, Options, Table


def preferred(differences: FloatArray, preference: Preference) -> FloatArray:
    """Return how much each difference in favour is preferred, 0..1; 0 for one against (Brans & Vincke 1985).

    usual: any. u-shape: above q. v-shape: rising up to p. level: half above q, fully above p. linear: rising from q to
    p. gaussian: 1 - exp(-d^2 / 2 s^2).
    """
    d = np.maximum(differences, 0.0)
    q, p, s = preference.q, preference.p, preference.s
    match preference.function:
        case "usual":
            return (d > 0).astype(np.float64)
        case "u-shape":
            return (d > q).astype(np.float64)
        case "v-shape":
            return np.minimum(d / p, 1.0)
        case "level":
            return (d > q) * 0.5 + (d > p) * 0.5
        case "linear":
            return np.clip((d - q) / (p - q), 0.0, 1.0)
        case "gaussian":
            return np.asarray(-np.expm1(-0.5 * (d / s) ** 2))
        case _:
            assert_never(preference.function)


def flows(figures: FloatArray, preference: Preference) -> tuple[FloatArray, FloatArray]:
    """Return the flows of one criterion: how much each is preferred to the others, and they to it, on average.

    Args:
        figures: (m,), more is better, with m of at least 2.
        preference: what a difference is worth.

    Returns:
        Two arrays (m,), 0..1.
    """
    others = len(figures) - 1
    if preference.function == "usual":
        ordered = np.sort(figures)
        below = np.searchsorted(ordered, figures, side="left")
        above = len(figures) - np.searchsorted(ordered, figures, side="right")
        return below / others, above / others
    table = preferred(figures[:, None] - figures[None, :], preference)
    return table.sum(axis=1) / others, table.sum(axis=0) / others


@dataclass(frozen=True, slots=True)
class _Prepared:
    positive: FloatArray
    negative: FloatArray
    net: FloatArray

    def scores(self, weights: FloatArray) -> FloatArray:
        return weighted_sums(weights, self.net.T)

    def details(self, weights: FloatArray) -> Mapping[str, Detail]:
        return {
            "positive_flow": weighted_sums(weights[None], self.positive.T)[0],
            "negative_flow": weighted_sums(weights[None], self.negative.T)[0],
            "criterion_flows": self.net,
        }


def _prepare(table: Table, options: Options) -> _Prepared:
    figures = np.where(table.maximise, table.values, -table.values)
    positive, negative = np.empty_like(figures), np.empty_like(figures)
    with np.errstate(all="ignore"):  # a difference beyond double precision is fully preferred
        for j, preference in enumerate(_preferences(table, options)):
            positive[:, j], negative[:, j] = flows(figures[:, j], preference)
    return _Prepared(positive, negative, positive - negative)


def _preferences(table: Table, options: Options) -> tuple[Preference, ...]:
    name = cast("PreferenceName", text(options, "preference"))
    q, p, s = (number(options, letter) for letter in "qps")
    default = Preference(function=name, q=q, p=p, s=s)
    declared = table.preferences or (None,) * table.values.shape[1]
    return tuple(one or default for one in declared)


def _unsuited(table: Table, weights: FloatArray, options: Options) -> tuple[Problem, ...]:
    del weights
    found: list[Problem] = []
    for criterion, preference in enumerate(_preferences(table, options)):
        for message, hint in _wrong(preference):
            text_ = f"preference {preference.function}: {message}"
            found.append(Problem(code="TS811", message=text_, hint=hint, criterion=criterion))
    return tuple(found)


def _wrong(preference: Preference) -> Iterator[tuple[str, str]]:
    q, p, s = preference.q, preference.p, preference.s
    thresholds = {"u-shape": {"q": q}, "v-shape": {"p": p}, "level": {"q": q, "p": p}, "linear": {"q": q, "p": p}}
    for name, figure in thresholds.get(
        preference.function, {"s": s} if preference.function == "gaussian" else {}
    ).items():
        if not np.isfinite(figure) or figure < 0:
            yield f"{name} is {figure:g}", f"give {name} as a number from 0 up, in the unit of the criterion"
            return
    match preference.function:
        case "v-shape" if p <= 0:
            yield "p is not above 0", "give p, the smallest difference that counts fully"
        case "linear" if q >= p:
            yield f"q ({q:g}) is not below p ({p:g})", "give q, what counts nothing, and p above it, what counts fully"
        case "level" if q > p:
            yield f"q ({q:g}) is above p ({p:g})", "give q, what counts nothing, and p above it, what counts fully"
        case "gaussian" if s <= 0:
            yield "s is not above 0", "give s, the difference at which preference turns from slow to fast"
        case _:
            pass


METHOD = Method(
    name="promethee2",
    title="PROMETHEE II",
    direction="max",
    paper="Brans & Vincke (1985), Management Science 31, 647-656",
    prepare=_prepare,
    unsuited=_unsuited,
    reverses=lambda _: True,
    options={
        "preference": OptionSpec(
            default="usual",
            allowed=get_args(PreferenceName),
            help="what a difference is worth, for criteria that do not declare it",
        ),
        "q": OptionSpec(default=0.0, low=0.0, help="largest difference that counts nothing"),
        "p": OptionSpec(default=0.0, low=0.0, help="smallest difference that counts fully"),
        "s": OptionSpec(default=0.0, low=0.0, help="turning point of the gaussian"),
    },
    fewest=2,
)
