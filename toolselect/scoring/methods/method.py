"""What a decision method is: a decision matrix in, a score per alternative and weight vector out.

A method here is a check on the program's own ranking, so it does what its paper says and keeps no state: `prepare` does
once what does not depend on the weights, `scores` takes many weight vectors at a time. Weights are used as given.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

from toolselect.scoring.methods import suitability
from toolselect.scoring.methods.matrix import (
    BoolArray,
    Detail,
    FloatArray,
    Options,
    Preference,
    PreferenceName,
    Problem,
    Table,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = [
    "BoolArray",
    "Detail",
    "FloatArray",
    "Method",
    "OptionSpec",
    "Options",
    "Preference",
    "PreferenceName",
    "Prepared",
    "Problem",
    "Table",
    "number",
    "text",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionSpec:
    """One option of a method: `allowed` names for a word, else a figure from `low` to `high`, both included."""

    default: str | float
    help: str
    allowed: tuple[str, ...] = ()
    low: float = -math.inf
    high: float = math.inf

    def read(self, given: str | float) -> str | float | None:
        """Return the value that is meant, or None if it is not allowed."""
        if self.allowed:
            return given if given in self.allowed else None
        try:
            figure = float(given)
        except ValueError:
            return None
        return figure if math.isfinite(figure) and self.low <= figure <= self.high else None

    @property
    def expected(self) -> str:
        """What is allowed, in words."""
        if self.allowed:
            return "one of " + ", ".join(self.allowed)
        if math.isinf(self.high):
            return f"a number from {self.low:g} up"
        return f"a number from {self.low:g} to {self.high:g}"


class Prepared(Protocol):
    """A table made ready for one method: all that does not depend on the weights."""

    def scores(self, weights: FloatArray) -> FloatArray | None:
        """Return the scores (K, m) for K weight vectors (K, n); None if the method gives none."""

    def details(self, weights: FloatArray) -> Mapping[str, Detail]:
        """Return the named intermediate figures for one weight vector (n,)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A decision method as a table entry.

    Attributes:
        name: as `rank --method` takes it.
        title: what people call it.
        direction: whether a higher or a lower score is better.
        paper: where the formulas are from.
        options: what can be set, with its default.
        fewest: the number of alternatives below which the method says nothing.
        prepare: does what does not depend on the weights.
        unsuited: what in a finite table speaks against this method.
        reverses: whether another alternative can swap two others, given the options.
        scored: False for a method that sorts out instead of scoring (ELECTRE I).
    """

    name: str
    title: str
    direction: Literal["max", "min"]
    paper: str
    prepare: Callable[[Table, Options], Prepared]
    unsuited: Callable[[Table, FloatArray, Options], tuple[Problem, ...]]
    reverses: Callable[[Options], bool]
    options: Mapping[str, OptionSpec] = field(default_factory=dict)
    fewest: int = 1
    scored: bool = True

    def relative(self, options: Options) -> bool:
        """Tell whether an alternative that comes or goes can change the order of the others (rank reversal)."""
        return self.reverses(options)

    def settings(self, given: Mapping[str, str | float]) -> tuple[Options, tuple[Problem, ...]]:
        """Return all options, defaults filled in, and what is wrong with those given (TS813).

        Figures may be given as text. What is wrong is replaced by its default.
        """
        options: Options = {name: spec.default for name, spec in self.options.items()}
        problems: list[Problem] = []
        for name, value in given.items():
            spec = self.options.get(name)
            if spec is None:
                known = ", ".join(self.options) or "none"
                problems.append(
                    Problem(code="TS813", message=f"{self.name} has no option {name!r}", hint=f"its options: {known}")
                )
                continue
            meant = spec.read(value)
            if meant is None:
                message = f"option {name} of {self.name} can't be {value!r}"
                problems.append(Problem(code="TS813", message=message, hint=f"give {spec.expected}"))
            else:
                options[name] = meant
        return options, tuple(problems)

    def problems(self, table: Table, weights: FloatArray, options: Options) -> tuple[Problem, ...]:
        """Return all that speaks against this method for this table and one weight vector (n,).

        With no problem that `stops`, every figure of `scores` and `details` is finite.
        """
        return suitability.problems(self, table, weights, options)

    def scores(self, prepared: Prepared, weights: FloatArray) -> FloatArray | None:
        """Return the scores (K, m) for K weight vectors (K, n); None if the method gives none (ELECTRE I).

        A row is the same, bit for bit, whatever other rows are asked for with it.
        """
        return prepared.scores(weights)

    def details(self, prepared: Prepared, weights: FloatArray) -> Mapping[str, Detail]:
        """Return the named intermediate figures for one weight vector (n,)."""
        return prepared.details(weights)


def text(options: Options, name: str) -> str:
    """Return an option that is a word."""
    return str(options[name])


def number(options: Options, name: str) -> float:
    """Return an option that is a figure."""
    return float(options[name])
