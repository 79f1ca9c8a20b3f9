from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import DAY, entry, fact, leaf, members, percent_leaf, target, vendor
from toolselect import answers
from toolselect.model.criteria import Linear, Relative, Share
from toolselect.model.facts import NotApplicable, Range, Unknown
from toolselect.model.result import Held, Interval, Status
from toolselect.scoring import leaves

NOT_APPLICABLE = entry(NotApplicable("no phones"))


def held(name: str, *stated: Any, kind: str = "boolean") -> Held:
    profile = vendor(facts={name: list(stated)})
    return answers.held(fact(name, kind), profile, plan="", region="", addons=(), as_of=DAY)


def share(*stated: Any) -> leaves.LeafAnswer:
    """Judge a share of a (weight 2), b (3) and c (5)."""
    wanted = leaf("mix", Share((("a", 2), ("b", 3), ("c", 5))), target=target(">= 50"))
    each = [one if isinstance(one, list) else [] if one is None else [one] for one in stated]
    return leaves.judge(wanted, tuple(held(name, *one) for name, one in zip("abc", each, strict=True)))


@pytest.mark.parametrize(
    ("stated", "status", "worth", "known"),
    [
        ([70.0], Status.VALUE, Interval(70, 70, 70), 1),
        ([entry(Range(60, 90, likely=80))], Status.RANGE, Interval(60, 80, 90), 1),
        ([60.0, 30.0], Status.CONFLICT, Interval(30, 45, 60), 1),
        ([entry(Unknown("asked"))], Status.UNKNOWN, Interval(0, 50, 100), 0),
        ([entry(70.0, availability="roadmap")], Status.UNKNOWN, Interval(0, 50, 100), 0),
        ([entry(70.0, availability="beta")], Status.VALUE, Interval(70, 70, 70), 1),
        ([NOT_APPLICABLE], Status.NOT_APPLICABLE, None, 0),
    ],
)
def test_every_row_of_the_table(stated: list[Any], status: Status, worth: Interval | None, known: float) -> None:
    found = leaves.judge(percent_leaf("x"), (held("x", *stated, kind="number"),))
    assert (found.status, found.worth, found.known, found.proven) == (status, worth, known, known)


def test_a_claim_is_known_and_not_proven() -> None:
    found = leaves.judge(percent_leaf("x"), (held("x", entry(70.0, "claim"), kind="number"),))
    assert (found.known, found.proven) == (1, 0)


def test_an_answer_beyond_the_anchors_is_marked() -> None:
    found = leaves.judge(leaf("x", Linear(0, 50)), (held("x", 70.0, kind="number"),))
    assert (found.clipped, found.worth) == (True, Interval(100, 100, 100))


@pytest.mark.parametrize(
    ("stated", "met"),
    [([95.0], True), ([94.0], False), ([entry(Range(90, 99))], None), ([96.0, 99.0], True), ([], None)],
)
def test_a_target_is_met_missed_or_not_known(stated: list[Any], met: bool | None) -> None:
    aim = percent_leaf("x", target=target(">= 95"))
    assert leaves.judge(aim, (held("x", *stated, kind="number"),)).met is met


def test_a_leaf_without_a_target_meets_nothing() -> None:
    assert leaves.judge(percent_leaf("x"), (held("x", 95.0, kind="number"),)).met is None


@pytest.mark.parametrize(
    ("stated", "status", "worth", "known"),
    [
        ((True, False, True), Status.VALUE, Interval(70, 70, 70), 1),
        ((True, None, False), Status.PARTIAL, Interval(20, 35, 50), 0.7),
        ((True, [True, False], False), Status.PARTIAL, Interval(20, 35, 50), 0.7),
        ((True, entry(True, availability="roadmap"), False), Status.PARTIAL, Interval(20, 35, 50), 0.7),
        ((NOT_APPLICABLE, True, False), Status.VALUE, Interval(37.5, 37.5, 37.5), 1),
        ((None, None, None), Status.UNKNOWN, Interval(0, 50, 100), 0),
        ((NOT_APPLICABLE, None, NOT_APPLICABLE), Status.UNKNOWN, Interval(0, 50, 100), 0),
        ((NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE), Status.NOT_APPLICABLE, None, 0),
    ],
)
def test_a_share_of_yes_no_facts(stated: Any, status: Status, worth: Interval | None, known: float) -> None:
    found = share(*stated)
    assert (found.status, found.worth, found.known) == (status, worth, known)


def test_a_share_is_proven_by_its_members() -> None:
    assert share(True, entry(True, "claim"), True).proven == 0.7


def test_a_shares_target_is_a_percentage() -> None:
    assert share(False, None, True).met is True
    assert share(None, False, True).met is True
    assert share(True, False, None).met is None
    assert share(True, False, False).met is False


@pytest.mark.parametrize(
    ("sets", "status", "worth", "known"),
    [
        ([members("en", complete=True)], Status.VALUE, Interval(70, 70, 70), 1),
        ([members("en")], Status.PARTIAL, Interval(70, 85, 100), 0.7),
        ([members("fr")], Status.UNKNOWN, Interval(0, 50, 100), 0),
        ([members("en", complete=True), members("de", complete=True)], Status.CONFLICT, Interval(30, 50, 70), 1),
        ([], Status.UNKNOWN, Interval(0, 50, 100), 0),
    ],
)
def test_a_share_of_a_wanted_set(sets: list[Any], status: Status, worth: Interval, known: float) -> None:
    wanted = leaf("langs", Share((("en", 70), ("de", 30))), fact="langs")
    found = leaves.judge(wanted, (held("langs", *sets, kind="set"),))
    assert (found.status, found.worth, found.known) == (status, worth, known)


def test_a_relative_leaf_stands_between_the_bounds() -> None:
    cheap = leaf("cost", Relative("low"))
    assert leaves.judge(cheap, (held("cost", 15.0, kind="number"),), (), (10, 20)).worth == Interval(50, 50, 50)
    assert leaves.judge(cheap, (held("cost", kind="number"),), (), (10, 20)).worth == Interval(0, 50, 100)
    alone = leaves.judge(cheap, (held("cost", 15.0, kind="number"),))
    assert alone.worth == Interval(50, 50, 50)
