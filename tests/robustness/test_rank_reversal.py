"""Two swaps that relative scaling was seen to make: anchored scales keep the order, relative ones are flagged.

Price and quality: A (102, 73), B (150, 94), and C, which ends last. With C (231, 15) at equal weights B's first place
goes to A; with C (160, 10) at weights 0.4 and 0.6 likewise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import leaf, near, study, vendor
from toolselect.evaluation import evaluate
from toolselect.model.criteria import Linear, Relative
from toolselect.robustness.leave_one_out import leave_one_out
from toolselect.robustness.race import race

if TYPE_CHECKING:
    from toolselect.model.result import Evaluation

CASES = [
    pytest.param((231.0, 15.0), (1, 1), id="equal weights"),
    pytest.param((160.0, 10.0), (2, 3), id="weights 0.4 and 0.6"),
]


def evaluated(third: tuple[float, float] | None, weights: tuple[float, float], *, relative: bool) -> Evaluation:
    price = leaf("price", Relative("low") if relative else Linear(400, 0), weights[0])
    quality = leaf("quality", Relative("high") if relative else Linear(50, 100), weights[1])
    rows = {"a": (102.0, 73.0), "b": (150.0, 94.0)} | ({"c": third} if third else {})
    return evaluate(
        study([vendor(name, {"price": p, "quality": q}) for name, (p, q) in rows.items()], [price, quality])
    )


@pytest.mark.parametrize(("third", "weights"), CASES)
def test_anchored_scales_keep_the_order(third: tuple[float, float], weights: tuple[float, float]) -> None:
    two, three = evaluated(None, weights, relative=False), evaluated(third, weights, relative=False)
    assert [one.id for one in race(two).order] == ["b", "a"]
    assert [one.id for one in race(three).order] == ["b", "a", "c"]
    found = leave_one_out(three, race(three))
    assert [(one.left_out, one.kept, one.swapped) for one in found] == [
        ("b", True, ()),
        ("a", True, ()),
        ("c", True, ()),
    ]


@pytest.mark.parametrize(("third", "weights"), CASES)
def test_relative_scales_do_not_and_say_so(third: tuple[float, float], weights: tuple[float, float]) -> None:
    two, three = evaluated(None, weights, relative=True), evaluated(third, weights, relative=True)
    assert two.ranking[0].members in {("a", "b"), ("b",)}
    assert [one.id for one in race(three).order] == ["a", "b", "c"]
    flagged = {one.left_out: one for one in leave_one_out(three, race(three))}
    assert flagged["c"].swapped == (("a", "b"),)
    assert not flagged["c"].kept
    assert flagged["a"].kept
    assert flagged["b"].kept


def test_the_figures_of_the_second_case() -> None:
    # Without C each criterion is 0 and 100: 40 and 60. With C (160, 10): A 40 + 0.6 x 75, B 40 x 10/58 + 60.
    two, three = evaluated(None, (2, 3), relative=True), evaluated((160.0, 10.0), (2, 3), relative=True)
    assert [one.score.mid for one in race(two).order if one.score] == [near(60), near(40)]
    assert [one.score.mid for one in race(three).order if one.score] == [near(85), near(60 + 400 / 58), 0]
