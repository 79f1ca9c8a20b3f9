"""What can be tried is applied to the study, and all mistakes are told at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import branch, entry, fact, leaf, members, must, near, percent_leaf, place, plan, study, vendor
from toolselect.evaluation import evaluate
from toolselect.explaining.settings import Trial, read
from toolselect.model.facts import Answer, Money, NotApplicable, Range, Unknown, Value
from toolselect.model.study import Organisation, View

if TYPE_CHECKING:
    from toolselect.model.result import Evaluation

FACTS = [
    fact("docs", "number", unit="%", of="operations", range=(0, 100)),
    fact("support", "level", levels=("poor", "good")),
    fact("tongues", "set"),
    fact("fee", "money"),
    fact("born", "date"),
    fact("page", "url"),
    fact("words", "text"),
    fact("licence_cost_yearly", "money", derived=True),
]
TREE = [
    branch("api", leaf("rest", must=must(), weight=1), percent_leaf("docs", 3), weight=60),
    branch("scale", percent_leaf("load", 1), weight=40),
]


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    vendors = [
        vendor("acme", {"docs": [entry(81.5), entry(60.0, "claim")]}, plans=(plan("basic", 50), plan("plus", 90))),
        vendor("bolt"),
    ]
    return evaluate(study(vendors, TREE, FACTS, organisation=Organisation(currency="USD"), status_quo=vendor("now")))


def tried(evaluation: Evaluation, *texts: str) -> Trial:
    trial = read(evaluation, texts)
    assert trial.diagnostics == ()
    return trial


def codes(evaluation: Evaluation, *texts: str) -> list[str]:
    return [found.code for found in read(evaluation, texts).diagnostics]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("docs=97", Value(97.0)),
        ("docs=97 %", Value(97.0)),
        ("docs=97%", Value(97.0)),
        ("docs=10..30", Range(10, 30)),
        ("docs=10..25..30 %", Range(10, 30, 25)),
        ("docs=unknown", Unknown("supposed to be unknown")),
        ("docs=not_applicable", NotApplicable("supposed not to apply")),
        ("rest=Yes", Value(True)),
        ("rest=false", Value(False)),
        ("load=-1.5", Value(-1.5)),
        ("support=good", Value("good")),
        ("tongues=de, en", Value(members("de", "en", complete=True))),
        ("tongues=[de]", Value(members("de", complete=True))),
        ("fee=100", Value(Money(100, "USD"))),
        ("fee=100 EUR", Value(Money(100, "EUR"))),
        ("born=2020-02", Value("2020-02")),
        ("page=https://example.org/x", Value("https://example.org/x")),
        ("words=as = typed", Value("as = typed")),
    ],
)
def test_an_answer_is_read_by_the_type_of_its_fact(evaluation: Evaluation, said: str, answer: Answer) -> None:
    trial = tried(evaluation, f"acme.{said}")
    name = said.partition("=")[0]
    [stated] = trial.study.vendors[0].facts[name]
    assert stated.answer == answer
    assert evaluation.study.vendors[0].facts.get(name) != (stated,)


def test_a_supposed_answer_replaces_all_entries_and_counts_as_measured(evaluation: Evaluation) -> None:
    after = evaluate(tried(evaluation, "acme.docs=97", "bolt.rest=yes").study)
    held = after.vendor("acme").leaf("docs").held[0]
    assert (held.answers, held.grade, len(held.evidence)) == ((Value(97.0),), "measured", 1)
    assert after.vendor("bolt").gates[0].state == "pass"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("acme.docs", "TS106"),
        ("acme.docs=", "TS106"),
        ("=5", "TS106"),
        ("weights=5", "TS106"),
        ("plan=basic", "TS106"),
        ("acne.docs=5", "TS203"),
        ("acme.dogs=5", "TS201"),
        ("acme=5", "TS201"),
        ("acme.licence_cost_yearly=5", "TS214"),
        ("acme.docs=yes", "TS111"),
        ("acme.docs=1e3", "TS111"),
        ("acme.docs=1,000", "TS111"),
        ("acme.docs=nan", "TS111"),
        ("acme.rest=5", "TS111"),
        ("acme.tongues=de,,en", "TS111"),
        ("acme.born=2020-13", "TS111"),
        ("acme.page=example.org", "TS111"),
        ("acme.docs=101", "TS404"),
        ("acme.docs=50..101", "TS404"),
        ("acme.docs=30..10", "TS107"),
        ("acme.load=" + "9" * 200, "TS107"),
        ("acme.docs=5 points", "TS207"),
        ("acme.load=5 points", "TS207"),
        ("acme.fee=5 dollars", "TS207"),
        ("acme.support=best", "TS213"),
        ("weights.apu=5", "TS202"),
        ("weights.api=-5", "TS107"),
        ("weights.api=much", "TS107"),
        ("weights.load=0", "TS301"),
        ("must.apu=yes", "TS202"),
        ("must.api=yes", "TS109"),
        ("must.docs=yes", "TS306"),
        ("must.docs=soon", "TS106"),
        ("plan.acme=large", "TS204"),
        ("plan.acne=basic", "TS203"),
        ("plan.bolt=basic", "TS204"),
        ("seats=0", "TS107"),
        ("seats=2.5", "TS107"),
        ("acme.price.large=5", "TS204"),
        ("acme.price.basic=-5", "TS107"),
    ],
)
def test_each_mistake_is_told_and_nothing_is_tried(evaluation: Evaluation, text: str, code: str) -> None:
    assert codes(evaluation, text) == [code]
    assert read(evaluation, [text]).diagnostics[0].place.key == (text,)


def test_all_mistakes_are_told_at_once(evaluation: Evaluation) -> None:
    assert codes(evaluation, "acme.docs=101", "seats=0", "acme.rest=no", "acme.rest=yes") == ["TS404", "TS107", "TS208"]


def test_the_nearest_name_is_a_hint(evaluation: Evaluation) -> None:
    [found] = read(evaluation, ["acme.dcs=5"]).diagnostics
    assert found.hint == "did you mean `docs`?"


def test_a_weight_is_relative_to_its_siblings_which_keep_theirs(evaluation: Evaluation) -> None:
    after = evaluate(tried(evaluation, "weights.api=160").study)
    assert {node.id: node.weight for node in after.criteria if node.depth == 0} == {
        "api": near(0.8),
        "scale": near(0.2),
    }


def test_two_weights_may_take_turns_at_zero(evaluation: Evaluation) -> None:
    after = evaluate(tried(evaluation, "weights.rest=0", "weights.docs=1").study)
    assert {node.id: node.share for node in after.criteria if node.parent == "api"} == {"rest": 0, "docs": 1}


def test_a_weight_changes_every_view_that_sets_it() -> None:
    views = tuple(
        View(id=name, share=1, weights=given, place=place())
        for name, given in (("it", {"x": 1.0, "y": 1.0}), ("finance", {}))
    )
    one = study([vendor("acme")], [percent_leaf("x", 1), percent_leaf("y", 1)], views=views)
    trial = tried(evaluate(one), "weights.x=3")
    assert [view.weights for view in trial.study.views] == [{"x": 3.0, "y": 1.0}, {}]
    assert {node.id: node.weight for node in evaluate(trial.study).criteria} == {"x": near(0.75), "y": near(0.25)}


def test_a_must_have_can_be_dropped_and_set(evaluation: Evaluation) -> None:
    after = evaluate(tried(evaluation, "must.rest=no", "must.docs=>= 90").study)
    assert [(gate.criterion, gate.wanted, gate.state) for gate in after.vendor("acme").gates] == [
        ("docs", ">= 90", "fail")
    ]


@pytest.mark.parametrize(
    ("text", "cost"),
    [("seats=20", 12_000), ("plan.acme=plus", 10_800), ("acme.price.basic=10", 1_200)],
)
def test_seats_plans_and_prices_change_the_cost(evaluation: Evaluation, text: str, cost: float) -> None:
    assert evaluation.vendor("acme").plan.cost.low == 6_000
    assert evaluate(tried(evaluation, text).study).vendor("acme").plan.cost.low == cost


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("acme.docs=97", "81.5 %", "97 %"),
        ("bolt.docs=1..2", "no source says", "1 to 2 %"),
        ("now.rest=yes", "no source says", "yes"),
        ("weights.api=5.5", "60", "5.5"),
        ("must.rest=no", "yes", "none"),
        ("plan.acme=plus", "basic", "plus"),
        ("seats=20", "10", "20"),
        ("acme.price.plus=95.5", "90 USD per agent-month", "95.5 USD per agent-month"),
    ],
)
def test_a_setting_says_what_was_and_what_is_tried(evaluation: Evaluation, text: str, before: Any, after: str) -> None:
    [setting] = tried(evaluation, text).settings
    assert (setting.before, setting.after) == (before.replace("no source says", "not known"), after)
