from __future__ import annotations

from typing import ClassVar

import pytest

from tests.conftest import branch, entry, leaf, must, near, percent_leaf, place, study, target, vendor
from toolselect import __version__
from toolselect.diagnostics import diagnostic
from toolselect.evaluation import evaluate
from toolselect.model.criteria import Criterion, Linear, Relative, Share
from toolselect.model.facts import NotApplicable, Range, Unknown
from toolselect.model.result import (
    Confidence,
    Evaluation,
    Group,
    Interval,
    Standing,
    Status,
    VerdictKind,
)
from toolselect.model.study import Study, View


def worked() -> Study:
    """Return the case that is computed by hand in the tests below."""
    criteria = [
        branch("fit", percent_leaf_docs(), channels(), weight=40, axis="experience"),
        branch("api", leaf("oauth", must=must("yes")), limit(), weight=60, axis="technology"),
    ]
    a = vendor(
        "a",
        {"oauth": True, "limit": entry(700.0, "claim"), "docs": entry(Range(60, 90, likely=80)), "mail": True},
    )
    b = vendor(
        "b",
        {"limit": [200.0, 400.0], "docs": entry(NotApplicable("no documents")), "mail": True, "voice": True},
    )
    c = vendor("c", {"oauth": False, "limit": 900.0, "docs": 100.0, "mail": True, "voice": True})
    today = vendor("today", {"oauth": False, "limit": 100.0, "docs": 50.0, "mail": True, "voice": False})
    return study([c, b, a], criteria, status_quo=today)


def percent_leaf_docs() -> Criterion:
    return leaf("docs", Linear(50, 100), axis="experience", target=target(">= 95"))


def channels() -> Criterion:
    return leaf("channels", Share((("mail", 2), ("voice", 3))), weight=3, axis="experience")


def limit() -> Criterion:
    return leaf("limit", Linear(0, 1000), weight=2)


def interval(low: float, mid: float, high: float) -> Interval:
    return Interval(near(low), near(mid), near(high))


class TestByHand:
    found: Evaluation = evaluate(worked())

    def test_weights(self) -> None:
        weights = {node.id: node.weight for node in self.found.criteria}
        assert weights == pytest.approx(
            {"api": 0.6, "oauth": 0.2, "limit": 0.4, "fit": 0.4, "docs": 0.1, "channels": 0.3}
        )
        assert [node.id for node in self.found.criteria] == ["api", "oauth", "limit", "fit", "docs", "channels"]

    def test_the_first(self) -> None:
        # low  0.2 x 100 + 0.4 x 70 + 0.1 x 20 + 0.3 x  40 = 62
        # mid  0.2 x 100 + 0.4 x 70 + 0.1 x 60 + 0.3 x  70 = 75
        # high 0.2 x 100 + 0.4 x 70 + 0.1 x 80 + 0.3 x 100 = 86
        a = self.found.vendor("a")
        assert a.score == interval(62, 75, 86)
        assert a.coverage == near(0.2 + 0.4 + 0.1 + 0.3 * 0.4)
        assert a.proven == near(0.2 + 0.1 + 0.3 * 0.4)
        assert (a.rank, a.standing) == (1, Standing.PROVEN)
        assert a.leaf("channels").status is Status.PARTIAL
        assert a.leaf("docs").met is False

    def test_the_branches_and_sides_of_the_first(self) -> None:
        a = self.found.vendor("a")
        api, fit = a.branches
        assert (api.criterion, fit.criterion) == ("api", "fit")
        assert api.score == interval(80, 80, 80)
        assert api.contribution == interval(48, 48, 48)
        assert fit.score == interval(35, 67.5, 95)
        assert (fit.coverage, fit.proven) == (near(0.55), near(0.55))
        assert a.axes == {"technology": interval(80, 80, 80), "experience": interval(35, 67.5, 95)}

    def test_what_does_not_apply_leaves_the_denominator(self) -> None:
        # Weights without docs (0.1): oauth 2/9, limit 4/9, channels 3/9.
        # low 4/9 x 20 + 3/9 x 100; mid 2/9 x 50 + 4/9 x 30 + 3/9 x 100; high 2/9 x 100 + 4/9 x 40 + 3/9 x 100
        b = self.found.vendor("b")
        assert b.score == interval(380 / 9, 520 / 9, 660 / 9)
        assert b.coverage == near(7 / 9)
        docs = b.leaf("docs")
        assert (docs.value, docs.contribution, docs.weight, docs.status) == (None, None, 0, Status.NOT_APPLICABLE)
        assert sum(one.weight for one in b.leaves) == near(1)
        assert (b.rank, b.standing, b.gates[0].reason) == (2, Standing.CONDITIONAL, "not known: no source says")

    def test_a_veto_is_no_weight(self) -> None:
        c = self.found.vendor("c")
        assert (c.rank, c.standing, c.gates[0].reason) == (None, Standing.FAILED, "the answer is no")
        assert c.score == interval(76, 76, 76)

    def test_the_status_quo_is_ranked_and_not_gated(self) -> None:
        today = self.found.vendor("today")
        assert (today.rank, today.gates, today.score) == (3, (), interval(16, 16, 16))

    def test_order_and_verdict(self) -> None:
        assert [one.id for one in self.found.vendors] == ["a", "b", "today", "c"]
        assert self.found.ranking == (
            Group(rank=1, members=("a",)),
            Group(rank=2, members=("b",)),
            Group(rank=3, members=("today",)),
        )
        verdict = self.found.verdict
        assert (verdict.kind, verdict.first, verdict.runner_up) == (VerdictKind.RECOMMENDED, ("a",), ("b",))
        assert verdict.lead == near(75 - 520 / 9)
        assert verdict.reach == near(50 * (0.18 + 2 / 9))
        assert (verdict.confidence, verdict.best_proven) == (Confidence.MODERATE, "a")
        assert self.found.open_orders == ()

    def test_says_what_it_rests_on(self) -> None:
        note = diagnostic("TS402", place(), "old")
        found = evaluate(worked(), (note,))
        assert (found.findings, found.version, found.stage) == ((note,), __version__, found.study.stage)
        assert found == evaluate(worked(), (note,))


class TestRankReversal:
    """The case of product.md, rule 5: a third that ends last must not swap the other two."""

    facts: ClassVar = {"a": (102.0, 73.0), "b": (150.0, 94.0), "c": (231.0, 15.0)}

    def evaluated(self, names: str, *, relative: bool) -> Evaluation:
        price = leaf("price", Relative("low") if relative else Linear(400, 0))
        quality = leaf("quality", Relative("high") if relative else Linear(50, 100))
        vendors = [vendor(name, {"price": self.facts[name][0], "quality": self.facts[name][1]}) for name in names]
        return evaluate(study(vendors, [price, quality]))

    def test_anchored_scales_keep_the_order(self) -> None:
        two, three = self.evaluated("ab", relative=False), self.evaluated("abc", relative=False)
        assert [group.members for group in two.ranking] == [("b",), ("a",)]
        assert [group.members for group in three.ranking] == [("b",), ("a",), ("c",)]
        assert [two.vendor(name).score for name in "ab"] == [three.vendor(name).score for name in "ab"]
        assert not any(node.relative for node in three.criteria)

    def test_relative_scales_do_not_and_are_flagged(self) -> None:
        two, three = self.evaluated("ab", relative=True), self.evaluated("abc", relative=True)
        assert [group.members for group in two.ranking] == [("a", "b")]
        assert [group.members for group in three.ranking] == [("a",), ("b",), ("c",)]
        assert all(node.relative for node in three.criteria)


def test_a_vendor_that_failed_does_not_stretch_a_relative_scale() -> None:
    criteria = [leaf("cost", Relative("low")), leaf("works", must=must("yes"), weight=0)]
    costs = {"a": 10.0, "b": 20.0}
    good = [vendor(name, {"cost": cost, "works": True}) for name, cost in costs.items()]
    junk = vendor("junk", {"cost": 1000.0, "works": False})
    with_junk, without = evaluate(study([*good, junk], criteria)), evaluate(study(good, criteria))
    assert [with_junk.vendor(name).score for name in costs] == [without.vendor(name).score for name in costs]
    assert with_junk.vendor("junk").leaf("cost").value == Interval(0, 0, 0)


def test_a_gate_without_weight_is_tested_and_one_not_asked_is_not() -> None:
    criteria = [
        leaf("works"),
        leaf("gate", weight=0, must=must()),
        leaf("later", must=must(), start="prove"),
        leaf("off", must=must(), applies=False),
    ]
    found = evaluate(study([vendor("a", {"works": True, "gate": True})], criteria)).vendor("a")
    assert [gate.criterion for gate in found.gates] == ["gate"]
    assert [one.criterion for one in found.leaves] == ["works", "gate"]
    assert (found.leaf("gate").weight, found.leaf("gate").contribution) == (0, Interval(0, 0, 0))
    with pytest.raises(KeyError):
        found.leaf("later")


def test_a_vendor_to_which_nothing_applies_is_not_ranked() -> None:
    none = vendor("none", {"works": entry(NotApplicable("-"))})
    bad = vendor("bad", {"works": True, "gate": False})
    found = evaluate(
        study([bad, none, vendor("z", {"works": True})], [leaf("works"), leaf("gate", weight=0, must=must())])
    )
    assert [(one.id, one.rank) for one in found.vendors] == [("z", 1), ("none", None), ("bad", None)]
    assert (found.vendor("none").score, found.vendor("none").coverage) == (None, 0)
    assert found.vendor("none").axes == {"technology": None, "experience": None}


def test_an_unknown_that_could_swap_neighbours_is_named() -> None:
    criteria = [percent_leaf("x", 1), percent_leaf("y", 1)]
    a = vendor("a", {"x": 80.0, "y": entry(Unknown("asked"))})
    found = evaluate(study([a, vendor("b", {"x": 60.0, "y": 40.0})], criteria))
    (one,) = found.open_orders
    assert (one.first, one.second, one.vendor, one.criterion, one.status) == ("a", "b", "a", "y", Status.UNKNOWN)


def test_each_view_has_its_ranking() -> None:
    criteria = [percent_leaf("x"), percent_leaf("y")]
    views = (
        View(id="finance", share=1, weights={"x": 1, "y": 0}, place=place()),
        View(id="it", share=3, weights={"x": 0, "y": 1}, place=place()),
    )
    vendors = [vendor("a", {"x": 80.0, "y": 20.0}), vendor("b", {"x": 40.0, "y": 60.0})]
    found = evaluate(study(vendors, criteria, views=views))
    assert [(view.id, view.share, view.ranking[0].members) for view in found.views] == [
        ("finance", 0.25, ("a",)),
        ("it", 0.75, ("b",)),
    ]
    assert found.views[0].scores == {"a": Interval(80, 80, 80), "b": Interval(40, 40, 40)}
    assert found.vendor("a").score == Interval(35, 35, 35)
    assert found.ranking[0].members == ("b",)
