from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import branch, entry, fact, leaf, near, percent_leaf, study, vendor
from tests.properties.strategies import studies
from toolselect.evaluation import evaluate
from toolselect.model.criteria import Level, Levels, Linear, Points, Relative, Share
from toolselect.model.facts import Money, NotApplicable, Range, Unknown
from toolselect.model.robustness import FactStability, Flip, WeightStability
from toolselect.robustness.race import race
from toolselect.robustness.stability import Mix, ahead, fact_stability, weight_flips, weight_stability

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolselect.model.study import Study


def weights(one: Study) -> dict[str, WeightStability]:
    return {each.criterion: each for each in weight_stability(race(evaluate(one)))}


def facts(one: Study) -> dict[tuple[str, str], FactStability]:
    return {(each.vendor, each.criterion): each for each in fact_stability(race(evaluate(one)))}


def xy(*given: tuple[str, float, float], x: float = 1, y: float = 1) -> Study:
    """Return vendors with figures on two criteria that are their worths."""
    vendors = [vendor(name, {"x": first, "y": second}) for name, first, second in given]
    return study(vendors, [percent_leaf("x", x), percent_leaf("y", y)])


class TestWeights:
    def test_two_criteria_by_hand(self) -> None:
        # a = 80 t + 40 (1 - t), b = 20 t + 60 (1 - t): equal at 40 t + 40 = 60 - 40 t, t = 1/4.
        found = weights(xy(("a", 80.0, 40.0), ("b", 20.0, 60.0)))
        assert found["x"].down == Flip(at=near(0.25), winner="b")
        assert (found["x"].up, found["x"].weight, found["x"].fragile) == (None, 0.5, False)
        assert found["y"].up == Flip(at=near(0.75), winner="b")
        assert found["y"].down is None

    def test_a_flip_within_a_fifth_of_the_weight_is_fragile(self) -> None:
        # Equal where 90 t + 40 (1 - t) = 50 t + 80 (1 - t): at 1/2. The weight is 0.6, a fifth of it 0.12.
        found = weights(xy(("a", 90.0, 40.0), ("b", 50.0, 80.0), x=3, y=2))
        assert found["x"].down == Flip(at=near(0.5), winner="b")
        assert found["x"].fragile
        found = weights(xy(("a", 90.0, 40.0), ("b", 50.0, 80.0), x=2, y=1))
        assert not found["x"].fragile
        assert found["y"].up == Flip(at=near(0.5), winner="b")

    def test_the_nearest_of_several_flips_and_who_is_first_beyond(self) -> None:
        # At t for x: a 100 t, b 60, c 90 - 60 t. a = b at 0.6; b = c at 0.5, so b is first in between.
        found = weights(xy(("a", 100.0, 0.0), ("b", 60.0, 60.0), ("c", 30.0, 90.0), x=4, y=1))
        assert found["x"].down == Flip(at=near(0.6), winner="b")
        assert found["y"].up == Flip(at=near(0.4), winner="b")

    def test_three_that_meet_in_one_point(self) -> None:
        # a 100 t, b 60 - 0 t, c 120 - 100 t meet at 0.6; below it c rises fastest.
        mixes = [Mix(100, 0), Mix(60, 60), Mix(20, 120)]
        assert weight_flips(mixes, 0.8, "abc") == (Flip(at=near(0.6), winner="c"), None)

    def test_equal_ones_are_in_the_order_given(self) -> None:
        mixes = [Mix(50, 80), Mix(90, 40), Mix(50, 80)]
        assert weight_flips(mixes, 0.6, "cab") == (Flip(at=near(0.5), winner="c"), None)
        assert weight_flips([mixes[2], *mixes[:2]], 0.6, "bca") == (Flip(at=near(0.5), winner="b"), None)

    def test_a_tie_today_flips_at_todays_weight(self) -> None:
        found = weights(xy(("a", 80.0, 40.0), ("b", 40.0, 80.0)))
        assert found["x"].down == Flip(at=near(0.5), winner="b")
        assert found["x"].up is None
        assert found["x"].fragile

    def test_twins_never_swap(self) -> None:
        found = weights(xy(("a", 80.0, 40.0), ("b", 80.0, 40.0)))
        assert {one.down for one in found.values()} | {one.up for one in found.values()} == {None}

    def test_a_tie_at_the_end_is_no_flip(self) -> None:
        found = weights(xy(("a", 80.0, 40.0), ("b", 80.0, 20.0)))
        assert found["x"].up is None

    def test_the_whole_weight_has_no_flip(self) -> None:
        one = study(
            [vendor("a", {"x": 80.0}), vendor("b", {"x": 90.0})],
            [branch("all", percent_leaf("x"))],
        )
        assert weights(one)["all"] == WeightStability(criterion="all", weight=1, down=None, up=None, fragile=False)

    def test_what_does_not_count_is_not_listed(self) -> None:
        one = study(
            [vendor("a", {"x": 80.0})], [percent_leaf("x"), percent_leaf("y", 0), percent_leaf("z", start="prove")]
        )
        assert list(weights(one)) == ["x"]
        assert weights(study([], [percent_leaf("x")]))["x"].down is None

    def test_a_branch_moves_with_all_below_it(self) -> None:
        # Within x: 1/4 x 0 + 3/4 x 100 = 75 for a, 25 for b. Outside: 40 and 60. 75 t + 40 - 40 t = 25 t + 60 - 60 t.
        tree = [branch("x", percent_leaf("p", 1), percent_leaf("q", 3)), percent_leaf("y")]
        a, b = vendor("a", {"p": 0.0, "q": 100.0, "y": 40.0}), vendor("b", {"p": 100.0, "q": 0.0, "y": 60.0})
        found = weights(study([a, b], tree))
        assert found["x"].down == Flip(at=near(20 / 70), winner="b")
        # q moves alone: the others are p (1/8) and y (4/8), as 1 to 4. a: 100 t + 32 (1 - t), b: 68 (1 - t).
        assert found["q"].down == Flip(at=near(36 / 136), winner="b")

    def test_what_does_not_apply_bends_the_lines(self) -> None:
        # y does not apply to b, so b = (50 t + 30 u) / (t + u) with t for x, u = (1 - t) / 2 for z, (1 - t) / 2 for y.
        # b = (50 t + 15 (1 - t)) / (t + (1 - t) / 2), a = 60 t + 30 (1 - t) = 30 + 30 t.
        # Equal where 50 t + 15 - 15 t = (30 + 30 t) (1 + t) / 2, that is 15 t^2 - 5 t = 0: at 1/3 (and 0).
        a = vendor("a", {"x": 60.0, "y": 30.0, "z": 30.0})
        b = vendor("b", {"x": 50.0, "y": entry(NotApplicable("-")), "z": 30.0})
        found = weights(study([a, b], [percent_leaf("x", 2), percent_leaf("y"), percent_leaf("z")]))
        assert found["x"].down == Flip(at=near(1 / 3), winner="b")
        assert found["x"].up is None

    def test_two_flips_of_a_bent_line_and_the_nearest_counts(self) -> None:
        one, other = Mix(52, 10, 1, 0.25), Mix(60, 30)
        spans = ahead(one, other)
        assert len(spans) == 1
        low, high = spans[0]
        for t in (low, high):
            if 0 < t < 1:
                assert one.at(t) == near(other.at(t))

    def test_where_nothing_applies_at_an_end(self) -> None:
        only_x, only_y = Mix(70, 0, 1, 0), Mix(0, 50, 0, 1)
        assert (only_x.at(0), only_x.at(1), only_y.at(0), only_y.at(1)) == (70, 70, 50, 50)
        assert only_y.slope(1) == only_x.slope(0.5) == 0
        assert ahead(only_x, only_y) == ((0.0, 1.0),)
        assert ahead(only_y, only_x) == ()
        assert ahead(only_x, only_x) == ()
        assert weight_flips([only_x, only_y], 0.5, "ab") == (None, None)

    def test_very_large_and_very_small_figures(self) -> None:
        down, up = weight_flips([Mix(1e300, 0), Mix(0, 1e300)], 0.7, "ab")
        assert (down, up) == (Flip(at=near(0.5), winner="b"), None)
        assert weight_flips([Mix(1e-300, 0), Mix(0, 1e-300)], 0.7, "ab") == (None, None)

    @pytest.mark.parametrize("weight", [1.0, -0.1, 1.1])
    def test_all_weight(self, weight: float) -> None:
        assert weight_flips([Mix(1, 0), Mix(0, 1)], weight, "ab") == (None, None)

    def test_no_weight_can_only_rise(self) -> None:
        assert weight_flips([Mix(1, 0), Mix(0, 1)], 0.0, "ab") == (None, Flip(at=near(0.5), winner="a"))
        # As good as each other without it: with the least of it, the second is ahead.
        assert weight_flips([Mix(0, 1), Mix(1, 1)], 0.0, "ab") == (None, Flip(at=0.0, winner="b"))


worths = st.integers(0, 20).map(lambda n: 5.0 * n)


def exact(mix: Mix, t: Fraction) -> Fraction:
    part, rest = t * Fraction(mix.part), (1 - t) * Fraction(mix.rest)
    below = t * Fraction(mix.part_weight) + (1 - t) * Fraction(mix.rest_weight)
    return (part + rest) / below


def winners(mixes: Sequence[Mix], t: Fraction) -> set[int]:
    scores = [exact(mix, t) for mix in mixes]
    return {index for index, score in enumerate(scores) if score >= max(scores) - Fraction(1, 10**8)}


@st.composite
def mixtures(draw: st.DrawFn) -> Mix:
    shares = st.sampled_from([0.25, 0.5, 0.75, 1.0])
    a, b = draw(shares), draw(shares)
    return Mix(draw(worths) * a, draw(worths) * b, a, b)


@settings(max_examples=300)
@given(st.lists(mixtures(), min_size=2, max_size=4), st.integers(1, 19))
def test_flips_are_where_a_search_finds_them(mixes: list[Mix], twentieth: int) -> None:
    """Walk the exact scores in small steps: nobody else is first before a flip, and the named one is beyond it."""
    weight = Fraction(twentieth, 20)
    leader = min(winners(mixes, weight))
    for flip, sign in zip(weight_flips(mixes, float(weight), range(len(mixes))), (-1, 1), strict=True):  # type: ignore[arg-type]
        end = Fraction(flip.at) if flip else Fraction(1 if sign > 0 else 0)
        steps = [weight + (end - weight) * Fraction(n, 40) for n in range(40)]
        assert all(leader in winners(mixes, t) for t in steps)
        if flip is not None:
            assert sign * (flip.at - weight) >= 0
            beyond = end + sign * Fraction(1, 10**5)
            if 0 <= beyond <= 1:
                assert int(flip.winner) in winners(mixes, beyond)


class TestFacts:
    def test_the_first_falls_and_the_others_rise(self) -> None:
        # a 60, b 40: the lead of 20 points is 40 of worth at weight 1/2.
        found = facts(xy(("a", 80.0, 40.0), ("b", 20.0, 60.0)))
        assert set(found) == {("a", "x"), ("b", "x")}
        falls, rises = found["a", "x"], found["b", "x"]
        assert (falls.worth, falls.worth_needed, falls.winner) == (80, near(40), "b")
        assert (falls.needed, falls.figure, falls.possible, falls.exact) == ("40", near(40), False, True)
        assert (rises.worth_needed, rises.winner, rises.figure) == (near(60), "b", near(60))
        # y of a can't fall by 40 to below 0, and y of b can't rise by 40 to above 100: neither flips anything.

    def test_an_open_answer_makes_it_possible_and_comes_first(self) -> None:
        a = vendor("a", {"x": 80.0, "y": entry(Unknown("asked"))})
        found = fact_stability(
            race(evaluate(study([a, vendor("b", {"x": 60.0, "y": 40.0})], [percent_leaf("x"), percent_leaf("y")])))
        )
        assert [(one.vendor, one.criterion, one.possible) for one in found] == [
            ("a", "y", True),
            ("a", "x", False),
            ("b", "x", False),
            ("b", "y", False),
        ]

    @pytest.mark.parametrize(
        ("function", "answer", "needed", "figure"),
        [
            (Linear(100, 20), 28.0, "60", 60),  # worth 90, needs 50
            (Points(((0, 0), (10, 40), (20, 60), (30, 100))), 27.5, "15", 15),
            (Points(((0, 100), (10, 40), (20, 60), (30, 90))), 30.0, "15", 15),
            (Points(((0, 100), (10, 40), (20, 60), (30, 90))), 1.0 + 2 / 3, "8.33333", 8 + 1 / 3),
        ],
    )
    def test_reads_the_value_function_backwards(self, function: Any, answer: float, needed: str, figure: float) -> None:
        vendors = [vendor("a", {"f": answer, "y": 50.0}), vendor("b", {"f": answer, "y": 10.0})]
        found = facts(study(vendors, [leaf("f", function), percent_leaf("y")]))
        assert found["a", "f"].worth == near(90)
        assert found["a", "f"].worth_needed == near(50)
        assert found["a", "f"].figure == near(figure)
        assert found["a", "f"].needed == needed

    def test_yes_and_no(self) -> None:
        vendors = [vendor("a", {"works": True, "y": 50.0}), vendor("b", {"works": False, "y": 90.0})]
        found = facts(study(vendors, [leaf("works"), percent_leaf("y")]))
        assert (found["a", "works"].needed, found["a", "works"].figure) == ("no", None)
        assert found["a", "works"].worth_needed == near(40)
        assert found["b", "works"].needed == "yes"

    def test_levels_name_the_nearest_that_does_it(self) -> None:
        levels = Levels(tuple(Level(name, worth, "-") for name, worth in (("low", 0), ("mid", 50), ("top", 100))))
        asked = fact("f", "level", levels=("low", "mid", "top"))
        vendors = [vendor("a", {"f": "top", "y": 50.0}), vendor("b", {"f": "low", "y": 90.0})]
        found = facts(study(vendors, [leaf("f", levels), percent_leaf("y")], [asked]))
        assert found["a", "f"].needed == "level low"  # 40 is needed, mid is worth 50
        assert found["b", "f"].needed == "level top"  # 60 is needed

    def test_a_level_that_is_not_there_is_not_listed(self) -> None:
        levels = Levels((Level("low", 30, "-"), Level("top", 100, "-")))
        asked = fact("f", "level", levels=("low", "top"))
        vendors = [vendor("a", {"f": "top", "y": 75.0}), vendor("b", {"f": "top", "y": 0.0})]
        found = facts(study(vendors, [leaf("f", levels), percent_leaf("y")], [asked]))
        assert ("a", "f") not in found

    def test_every_figure_passes_what_is_not_known(self) -> None:
        # The worth of no figure is below 60, an unknown one counts 50; b is first from 55 on.
        points = Points(((0, 60), (10, 100)))
        vendors = [vendor("a", {"f": 0.0, "y": 45.0}), vendor("b", {"f": entry(Unknown("-")), "y": 50.0})]
        found = facts(study(vendors, [leaf("f", points), percent_leaf("y")]))
        assert (found["b", "f"].figure, found["b", "f"].worth_needed) == (0, near(55))

    def test_a_share_has_no_single_answer(self) -> None:
        # a 75. Of b one half is known, the other open: 75 of 50 to 100; with 60 it has 67.5, and needs 90 on the share.
        share = leaf("s", Share((("mail", 1), ("voice", 1))))
        vendors = [vendor("a", {"mail": True, "voice": True, "y": 50.0}), vendor("b", {"mail": True, "y": 60.0})]
        one = facts(study(vendors, [share, percent_leaf("y")]))["b", "s"]
        assert (one.needed, one.figure, one.worth, one.worth_needed) == ("", None, 75, near(90))
        assert one.possible

    def test_money_is_in_its_currency(self) -> None:
        asked = fact("cost", "money")
        costs = {"a": 200.0, "b": 800.0}
        vendors = [vendor(name, {"cost": Money(cost, "EUR")}) for name, cost in costs.items()]
        found = facts(study(vendors, [leaf("cost", Linear(1000, 0))], [asked]))
        assert (found["a", "cost"].needed, found["a", "cost"].unit) == ("800 EUR", "EUR")

    def test_a_range_reaches_it_by_itself(self) -> None:
        vendors = [vendor("a", {"x": 60.0}), vendor("b", {"x": entry(Range(20, 80))})]
        found = facts(study(vendors, [percent_leaf("x")]))
        assert found["b", "x"].possible
        assert not found["a", "x"].possible

    def test_nobody_to_compare_with(self) -> None:
        assert facts(study([vendor("a", {"x": 1.0})], [percent_leaf("x")])) == {}
        assert facts(study([], [percent_leaf("x")])) == {}

    def test_a_relative_scale_is_searched(self) -> None:
        vendors = [
            vendor("a", {"cost": 10.0, "y": 40.0}),
            vendor("b", {"cost": 20.0, "y": 60.0}),
            vendor("c", {"cost": 30.0, "y": 0.0}),
        ]
        found = facts(study(vendors, [leaf("cost", Relative("low")), percent_leaf("y")]))
        # a 100, b 50, c 0 on cost: a 70, b 55. b at cost x: worth 5 (30 - x), 30 + 2.5 (30 - x) > 70 from x < 14.
        one = found["b", "cost"]
        assert (one.figure, one.exact, one.winner) == (near(14), False, "b")
        assert one.worth_needed == near(80)
        # a at cost x sets the cheap end while it is the cheapest: a 100, b 1000 / (30 - x). From x = 20 on b has 100.
        # a = 70 falls behind b = 30 + 50 x 10 / (30 - x) at x = 17.5.
        assert found["a", "cost"].figure == near(17.5)
        assert found["a", "cost"].winner == "b"


@settings(max_examples=40, deadline=None)
@given(studies(least=2))
def test_figures_are_finite_and_in_their_ranges(one: Study) -> None:
    found = race(evaluate(one))
    for each in weight_stability(found):
        assert each.down is None or 0 <= each.down.at <= each.weight
        assert each.up is None or each.weight <= each.up.at <= 1
    for turn in fact_stability(found):
        assert 0 <= turn.worth_needed <= 100
        assert turn.winner != found.order[0].id
