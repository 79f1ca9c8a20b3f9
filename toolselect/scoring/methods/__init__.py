"""Eight decision methods by name, as a check on the program's own ranking.

    method = METHODS["topsis"]
    options, problems = method.settings({"normalise": "vector"})
    problems += method.problems(table, weights, options)   # weights (n,), used as given
    prepared = method.prepare(table, options)
    method.scores(prepared, weights[None])                 # (K, n) in, (K, m) out; None for ELECTRE I
    method.details(prepared, weights)                      # named intermediate figures

This package needs numpy; import it where it is used.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from toolselect.scoring.methods import additive, electre, product, promethee, spotis, topsis, vikor, waspas
from toolselect.scoring.methods.method import Method, Options, OptionSpec, Preference, Prepared, Problem, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["METHODS", "Method", "OptionSpec", "Options", "Preference", "Prepared", "Problem", "Table"]

METHODS: Mapping[str, Method] = MappingProxyType(
    {
        module.METHOD.name: module.METHOD
        for module in (additive, product, topsis, vikor, promethee, electre, waspas, spotis)
    }
)
"""All methods by name, in the order in which `rank` lists them."""
