from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import entry, fact, leaf, must, study, vendor
from toolselect.evaluation import evaluate
from toolselect.model.criteria import Linear, Points, Relative
from toolselect.model.facts import Range
from toolselect.model.result import Interval
from toolselect.robustness import worths
from toolselect.scoring import tree, value_functions


def spans(vendors: list[Any], criteria: list[Any], *facts: Any) -> dict[str, tuple[float, float]]:
    made = study(vendors, criteria, facts)
    evaluation = evaluate(made)
    return worths.spans(tree.weigh(made).asked, evaluation.vendors, made.criteria.facts, None)


def test_a_figure_is_drawn_between_the_anchors_of_all_that_read_it() -> None:
    facts = [fact("x", "number")]
    criteria = [leaf("a", Linear(10, 50), fact="x"), leaf("b", Points(((30, 0), (40, 20), (80, 100))), fact="x")]
    assert spans([vendor("v")], criteria, *facts)["x"] == (10, 80)


def test_without_anchors_what_is_stated_gives_the_ends() -> None:
    facts = [fact("x", "number")]
    criteria = [leaf("a", Relative("low"), fact="x")]
    vendors = [vendor("v", {"x": 5.0}), vendor("w", {"x": entry(Range(7, 9))}), vendor("u")]
    assert spans(vendors, criteria, *facts)["x"] == (5, 9)
    assert spans([vendor("u")], criteria, *facts)["x"] == (0, 1)


def test_a_must_have_without_anchors_is_in_the_middle() -> None:
    facts = [fact("x", "number")]
    criteria = [leaf("a", Relative("low"), fact="x", must=must(">= 60"))]
    assert spans([vendor("v", {"x": 90.0})], criteria, *facts)["x"] == (30, 90)
    assert spans([vendor("v")], criteria, *facts)["x"] == (0, 120)


finite = st.floats(-1e300, 1e300)


@given(finite, finite, st.lists(finite, min_size=1, max_size=5))
@settings(max_examples=100, deadline=None)
def test_worths_of_arrays_are_those_of_single_figures(worst: float, best: float, figures: list[float]) -> None:
    if worst == best:
        return
    drawn = worths._worth(leaf("x", Linear(worst, best)), ())
    for figure, worth in zip(figures, drawn(np.array(figures)).tolist(), strict=True):
        assert worth == pytest.approx(value_functions.linear(figure, worst, best), abs=2**-16)


@given(
    st.lists(st.tuples(st.integers(-1000, 1000), st.floats(0, 100)), min_size=2, max_size=6, unique_by=lambda p: p[0])
)
@settings(max_examples=100, deadline=None)
def test_lines_between_points_are_the_same(points: list[tuple[float, float]]) -> None:
    line = tuple(sorted(points))
    drawn = worths._worth(leaf("x", Points(line)), ())
    figures = np.array([x for x, _ in line] + [(a[0] + b[0]) / 2 for a, b in pairwise(line)])
    for figure, worth in zip(figures.tolist(), drawn(figures).tolist(), strict=True):
        assert worth == pytest.approx(value_functions.piecewise(figure, line), abs=0.01)


@given(st.lists(st.floats(-1e300, 1e300), min_size=1, max_size=5), st.sampled_from(["low", "high"]))
@settings(max_examples=100, deadline=None)
def test_relative_worths_are_the_same(figures: list[float], best: Any) -> None:
    low, high = min(figures), max(figures)
    for figure in figures:
        single = value_functions.relative(Relative(best), Interval(figure, figure, figure), (low, high)).mid
        ends = np.array([low]), np.array([high])
        drawn = worths.relative_worth(Relative(best), np.array([figure]), *ends)
        assert float(drawn[0]) == pytest.approx(single, abs=1e-4)
