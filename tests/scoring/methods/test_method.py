"""The table of methods, their options, and data that do not suit them: a problem each, and never a NaN."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scoring.methods.decisions import codes, details, problems, scores, table
from toolselect.rules import RULES
from toolselect.scoring.methods import METHODS, Preference
from toolselect.scoring.methods.electre import graph_kernel, unbeaten

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

EVEN = [0.5, 0.5]
RISING = [[1.0, 2.0], [3.0, 1.0], [2.0, 5.0]]
BOUNDS = [[0.0, 10.0], [0.0, 10.0]]

EVERY_METHOD = pytest.mark.parametrize("name", METHODS)


def test_the_eight_methods_stand_in_the_order_of_the_manual() -> None:
    assert list(METHODS) == ["additive", "product", "topsis", "vikor", "promethee2", "electre1", "waspas", "spotis"]
    assert [name for name, one in METHODS.items() if one.direction == "min"] == ["vikor", "spotis"]
    assert [name for name, one in METHODS.items() if not one.scored] == ["electre1"]
    assert all(one.name == name and one.title and one.paper for name, one in METHODS.items())


@EVERY_METHOD
def test_defaults_are_allowed_and_explained(name: str) -> None:
    options, wrong = METHODS[name].settings({})
    assert not wrong
    assert options == {key: spec.default for key, spec in METHODS[name].options.items()}
    for spec in METHODS[name].options.values():
        assert spec.read(spec.default) == spec.default
        assert spec.help
        assert spec.expected


def test_figures_may_come_as_text() -> None:
    assert METHODS["vikor"].settings({"v": "0.25"}) == ({"v": 0.25}, ())
    assert METHODS["topsis"].settings({"normalise": "minmax"}) == ({"normalise": "minmax"}, ())


@pytest.mark.parametrize(
    ("method", "given_", "words"),
    [
        ("vikor", {"v": 2}, "from 0 to 1"),
        ("vikor", {"v": "a lot"}, "from 0 to 1"),
        ("vikor", {"v": "nan"}, "from 0 to 1"),
        ("vikor", {"w": 0.5}, "its options: v"),
        ("spotis", {"v": 0.5}, "its options: none"),
        ("topsis", {"normalise": "sum"}, "one of vector, minmax"),
        ("promethee2", {"p": "inf"}, "from 0 up"),
        ("promethee2", {"q": -1}, "from 0 up"),
    ],
)
def test_an_option_that_is_not_taken_is_said(method: str, given_: Mapping[str, str | float], words: str) -> None:
    options, wrong = METHODS[method].settings(given_)
    assert codes(wrong) == ["TS813"]
    assert words in str(wrong[0].hint)
    assert options == METHODS[method].settings({})[0]


def test_all_that_is_wrong_is_said_at_once() -> None:
    wrong = METHODS["electre1"].settings({"p": 2, "q": -1, "x": 1})[1]
    assert codes(wrong) == ["TS813"] * 3
    found = problems("product", table([[0, 1], [2, -1]]), EVEN)
    assert [(one.alternative, one.criterion) for one in found] == [(0, 0), (1, 1)]


@pytest.mark.parametrize("figure", [np.nan, np.inf, -np.inf])
@EVERY_METHOD
def test_what_is_no_figure_is_refused(name: str, figure: float) -> None:
    found = problems(name, table([[1, 2], [3, figure], [2, 5]], bounds=BOUNDS), EVEN)
    assert codes(found) == ["TS810"]
    assert (found[0].alternative, found[0].criterion) == (1, 1)


@pytest.mark.parametrize("weights", [[0, 0], [0.5, -0.5], [np.nan, 1], [np.inf, 1], [1e-300, 1e-300], [1e300, 1]])
@EVERY_METHOD
def test_weights_that_are_none_are_refused(name: str, weights: Sequence[float]) -> None:
    assert codes(problems(name, table(RISING, bounds=BOUNDS), weights)) == ["TS809"]


@EVERY_METHOD
def test_one_alternative(name: str) -> None:
    found = problems(name, table([[1, 2]], bounds=BOUNDS), EVEN)
    alone = {"additive", "product", "waspas", "spotis"}
    assert codes(found) == ([] if name in alone else ["TS808"])


def test_minmax_says_nothing_about_one_alternative() -> None:
    assert codes(problems("additive", table([[1, 2]]), EVEN, {"normalise": "minmax"})) == ["TS808"]


@EVERY_METHOD
def test_no_alternative(name: str) -> None:
    assert codes(problems(name, table(np.empty((0, 2)), bounds=BOUNDS, directions="++"), EVEN)) == ["TS808"]


@EVERY_METHOD
def test_a_criterion_that_is_the_same_for_all_is_a_note(name: str) -> None:
    given_ = table([[1, 2], [3, 2], [2, 2]], bounds=BOUNDS)
    found = problems(name, given_, EVEN)
    assert codes(found) == ["TS807"]
    assert found[0].criterion == 1
    assert not found[0].stops
    assert "50.0%" in found[0].message
    if METHODS[name].scored:
        order = np.argsort(scores(name, given_, EVEN)).tolist()
        assert order in ([0, 2, 1], [1, 2, 0])


@EVERY_METHOD
def test_alternatives_that_are_all_the_same_tie(name: str) -> None:
    given_ = table([[1, 2], [1, 2], [1, 2]], bounds=BOUNDS)
    assert not any(one.stops for one in problems(name, given_, EVEN))
    if METHODS[name].scored:
        assert len(set(scores(name, given_, EVEN).tolist())) == 1
    else:
        assert details(name, given_, EVEN)["discordance"] == pytest.approx(np.zeros((3, 3)))


def test_topsis_of_equals_is_in_the_middle() -> None:
    assert scores("topsis", table([[1, 2], [1, 2]]), EVEN).tolist() == [0.5, 0.5]
    assert scores("topsis", table([[1, 2], [3, 2]]), [0, 1]).tolist() == [0.5, 0.5]


@pytest.mark.parametrize("method", ["topsis", "additive", "electre1"])
def test_a_column_of_zeros_has_no_length(method: str) -> None:
    found = problems(method, table([[1, 0], [3, 0]]), EVEN, {"normalise": "vector"})
    assert codes(found) == ["TS804", "TS807"]
    assert found[0].criterion == 1
    assert problems("topsis", table([[1, 0], [3, 0]]), EVEN, {"normalise": "minmax"})[0].code == "TS807"


@pytest.mark.parametrize("normalise", ["max", "sum", "reciprocal-sum"])
def test_scaling_by_size_refuses_zeros_and_what_is_below(normalise: str) -> None:
    assert codes(problems("additive", table([[1, 0], [3, 0]]), EVEN, {"normalise": normalise})) == ["TS804", "TS807"]
    found = problems("additive", table([[1, -2], [3, 1]]), EVEN, {"normalise": normalise})
    assert codes(found) == ["TS803"]
    assert (found[0].alternative, found[0].criterion) == (0, 1)


@pytest.mark.parametrize("normalise", ["max", "reciprocal-sum"])
def test_reciprocals_refuse_zero(normalise: str) -> None:
    assert codes(problems("additive", table([[1, 0], [3, 1]], "+-"), EVEN, {"normalise": normalise})) == ["TS803"]


@pytest.mark.parametrize("method", ["product", "waspas"])
@pytest.mark.parametrize("direction", ["+", "-"])
@pytest.mark.parametrize("figure", [0.0, -3.0])
def test_products_refuse_zero_and_what_is_below(method: str, direction: str, figure: float) -> None:
    found = problems(method, table([[1, figure], [3, 1]], "+" + direction), EVEN)
    assert codes(found) == ["TS803"]
    assert found[0].stops
    assert f"{figure:g}" in found[0].message


@pytest.mark.parametrize(
    "normalise", [name for name in METHODS["product"].options["normalise"].allowed if name != "minmax"]
)
def test_a_product_says_a_zero_once(normalise: str) -> None:
    given_ = table([[1, 0], [3, 1]], "+-", bounds=[[-1, 10], [-1, 1]])
    found = problems("product", given_, EVEN, {"normalise": normalise})
    assert codes(found) == (["TS814"] if normalise == "bounds" else ["TS803"])


def test_a_product_of_minmax_strikes_out_the_worst_and_says_so() -> None:
    found = problems("product", table([[1, 2], [3, 1], [2, 1.5]]), EVEN, {"normalise": "minmax"})
    assert codes(found) == ["TS814", "TS814"]
    assert not any(one.stops for one in found)
    assert scores("product", table([[1, 2], [3, 1], [2, 1.5]]), EVEN, {"normalise": "minmax"}).tolist() == [0, 0, 0.5]
    logarithm = problems("product", table(RISING), EVEN, {"normalise": "minmax", "score": "log10"})
    assert codes(logarithm) == ["TS803", "TS803"]


def test_a_zero_that_has_no_weight_strikes_out_nothing() -> None:
    given_ = table([[1, 2], [3, 1], [2, 1.5]])
    assert scores("product", given_, [0, 1], {"normalise": "minmax"}) == pytest.approx([1, 0, 0.5])


@pytest.mark.parametrize(("method", "options"), [("spotis", {}), ("additive", {"normalise": "bounds"})])
@pytest.mark.parametrize(
    "bounds", [None, [[0, 10], [np.nan, np.nan]], [[0, 10], [5, 5]], [[0, 10], [6, 5]], [[0, 10], [0, np.inf]]]
)
def test_bounds_have_to_be_there_and_rise(
    method: str, options: Mapping[str, str | float], bounds: Sequence[Sequence[float]] | None
) -> None:
    found = problems(method, table(RISING, bounds=bounds), EVEN, options)
    assert codes(found) == ["TS805"] * (2 if bounds is None else 1)
    assert found[-1].criterion == 1


def test_a_figure_outside_its_bounds() -> None:
    given_ = table([[1, 2], [11, 1]], bounds=BOUNDS)
    found = problems("spotis", given_, EVEN)
    assert codes(found) == ["TS806"]
    assert (found[0].alternative, found[0].criterion) == (1, 0)
    assert codes(problems("product", given_, EVEN, {"normalise": "bounds"})) == ["TS806"]
    assert scores("additive", given_, [1, 0], {"normalise": "bounds"}).tolist() == [0.1, 1.1]


@pytest.mark.parametrize(
    ("preference", "words"),
    [
        (Preference(function="u-shape", q=-1), "q is -1"),
        (Preference(function="v-shape"), "p is not above 0"),
        (Preference(function="v-shape", p=np.nan), "p is nan"),
        (Preference(function="linear", q=2, p=1), "q (2) is not below p (1)"),
        (Preference(function="linear", q=1, p=1), "q (1) is not below p (1)"),
        (Preference(function="level", q=2, p=1), "q (2) is above p (1)"),
        (Preference(function="gaussian"), "s is not above 0"),
        (Preference(function="gaussian", s=np.inf), "s is inf"),
    ],
)
def test_thresholds_that_do_not_suit(preference: Preference, words: str) -> None:
    found = problems("promethee2", table(RISING, preferences=[None, preference]), EVEN)
    assert codes(found) == ["TS811"]
    assert words in found[0].message
    assert found[0].criterion == 1


def test_an_option_speaks_for_criteria_without_a_preference() -> None:
    declared = [Preference(function="u-shape", q=1), None]
    found = scores("promethee2", table(RISING, preferences=declared), EVEN, {"preference": "u-shape", "q": 1.0})
    assert found.tolist() == scores("promethee2", table(RISING), EVEN, {"preference": "u-shape", "q": 1.0}).tolist()
    assert codes(problems("promethee2", table(RISING), EVEN, {"preference": "gaussian"})) == ["TS811", "TS811"]


def test_figures_of_very_different_size_are_asked_about() -> None:
    for method in ("additive", "electre1"):
        found = problems(method, table([[24000, 4.5], [30000, 3.5]], "-+"), EVEN)
        assert codes(found) == ["TS812"]
        assert not found[0].stops
    assert not problems("additive", table([[24000, 4.5], [30000, 3.5]], "-+"), EVEN, {"normalise": "minmax"})
    assert not problems("additive", table([[24000, 4.5], [30000, 3.5]], "-+"), [1, 0])


def test_plain_sums_subtract_what_is_better_low() -> None:
    assert scores("additive", table([[100, 5], [80, 3]], "-+"), [1, 10]).tolist() == [-50, -50]


EXTREMES = [1e-308, 1e-300, 1e-150, 1.0, 1e150, 1e300, 1.7e308]
WAYS: list[tuple[str, dict[str, str | float]]] = [(name, {}) for name in METHODS] + [
    (name, {"normalise": kind})
    for name in ("additive", "product", "electre1", "topsis")
    for kind in METHODS[name].options["normalise"].allowed
]


@pytest.mark.parametrize(("name", "options"), WAYS)
@settings(max_examples=60)
@given(data=st.data())
def test_the_ends_of_arithmetic_give_figures_or_a_problem(
    name: str, options: Mapping[str, str | float], data: st.DataObject
) -> None:
    rows = data.draw(st.integers(1, 3))
    figures = st.sampled_from([*EXTREMES, *(-figure for figure in EXTREMES), 0.0])
    values = data.draw(st.lists(st.lists(figures, min_size=2, max_size=2), min_size=rows, max_size=rows))
    weights = data.draw(st.sampled_from([[0.5, 0.5], [1e-300, 1.0], [1e-99, 1e-99], [0.0, 1.0], [1e99, 1e99]]))
    directions = data.draw(st.sampled_from(["++", "+-", "--"]))
    given_ = table(values, directions, bounds=[[-1.7e308, 1.7e308], [-1e-300, 1e300]])
    found = problems(name, given_, weights, options)
    assert all(one.message and one.hint and one.code in RULES for one in found)
    if any(one.stops for one in found):
        return
    for figure in details(name, given_, weights, options).values():
        assert not isinstance(figure, np.ndarray) or np.isfinite(figure).all()
    if METHODS[name].scored:
        assert np.isfinite(scores(name, given_, weights, options)).all()


@pytest.mark.parametrize("name", [name for name in METHODS if name not in {"additive", "electre1"}])
@pytest.mark.parametrize("size", [1e300, 1e-300])
def test_very_large_and_very_small_figures_rank_as_others_do(name: str, size: float) -> None:
    bounds = np.array(BOUNDS)
    plain = scores(name, table(RISING, bounds=bounds), EVEN)
    scaled = scores(name, table(np.array(RISING) * size, bounds=bounds * size), EVEN)
    assert np.argsort(scaled).tolist() == np.argsort(plain).tolist()


def arrows(*pairs: str) -> tuple[tuple[int, ...], tuple[int, ...] | None]:
    """Return what none outranks, and the graph's kernel, for arrows such as "ab" among a, b, c, d."""
    outranks = np.zeros((4, 4), dtype=np.bool_)
    for pair in pairs:
        outranks["abcd".index(pair[0]), "abcd".index(pair[1])] = True
    return unbeaten(outranks), graph_kernel(outranks)


def test_the_kernel_of_a_graph() -> None:
    assert arrows() == ((0, 1, 2, 3), (0, 1, 2, 3))
    assert arrows("ab", "ac", "ad") == ((0,), (0,))
    assert arrows("ab", "bc", "cd") == ((0,), (0, 2))  # nobody in the kernel outranks c, though b does
    assert arrows("bc", "cd", "db") == ((0,), None)
    assert arrows("ab", "bc", "cd", "db") == ((0,), (0, 2))  # the circle is cut, for b is out
