from __future__ import annotations

from tests.conftest import DAY, entry, fact, members, vendor
from toolselect import answers
from toolselect.deriving import shares
from toolselect.deriving.shares import Part, Total
from toolselect.model.facts import Range, Value


def part(weight: float, share: float | None) -> Part:
    low, high = (0.0, 1.0) if share is None else (share, share)
    return Part(weight, low, high, known=share is not None, proven=share is not None)


def test_the_share_of_known_parts_is_exact() -> None:
    assert shares.total([part(2, 1), part(3, 0), part(5, 1)]) == Total(0.7, 0.7, 1, 1)
    assert shares.total([part(0.1, 1)] * 10) == Total(1, 1, 1, 1)


def test_an_open_part_counts_as_no_and_as_yes() -> None:
    assert shares.total([part(2, 1), part(2, None)]) == Total(0.5, 1, 0.5, 0.5)


def test_weights_that_sum_to_nothing_give_no_share() -> None:
    assert shares.total([]) is None
    assert shares.total([part(0, 1)]) is None


def test_a_percentage_is_a_figure_or_a_range_with_its_middle() -> None:
    assert shares.percent(Total(0.5, 0.5, 1, 1)) == Value(50)
    assert shares.percent(Total(0.25, 0.75, 0.5, 0)) == Range(25, 75, likely=50)


def test_a_member_is_known_if_every_set_decides_it() -> None:
    profile = vendor(facts={"x": [entry(members("a", "b", complete=True)), entry(members("a", "c"))]})
    held = answers.held(fact("x", "set"), profile, plan="", region="", addons=(), as_of=DAY)
    totals, known, proven = shares.of_set(held, [("a", 1), ("b", 1), ("c", 2)])
    assert totals == (Total(0.5, 0.5, 1, 1), Total(0.75, 1, 0.75, 0.75))
    assert (known, proven) == (0.75, 0.75)
