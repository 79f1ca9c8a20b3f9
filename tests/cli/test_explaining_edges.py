"""What `explain`, `compare` and `what-if` say where there is little to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import branch, entry, fact, leaf, must, percent_leaf, study, vendor
from toolselect import app
from toolselect.cli import compare_table, explain_text, what_if_table
from toolselect.evaluation import evaluate
from toolselect.explaining.compare import compare
from toolselect.explaining.explain import explain
from toolselect.model.criteria import Level, Levels, Linear, Points, Relative, Share
from toolselect.model.facts import NotApplicable, Range
from toolselect.report.as_json import explained

if TYPE_CHECKING:
    from toolselect.model.criteria import ValueFunction
    from toolselect.model.result import Evaluation

NOTHING = entry(NotApplicable("not here"))
WIDTH = 100


@pytest.fixture(scope="module")
def bare() -> Evaluation:
    """Return an evaluation in which one alternative has no score, one fails, and nobody has a plan."""
    vendors = [
        vendor("acme", {"rest": True, "x": NOTHING, "y": NOTHING}),
        vendor("bolt", {"rest": False, "x": 40.0, "y": Range(10, 20)}),
    ]
    tree = [leaf("rest", must=must(), weight=0), branch("both", percent_leaf("x"), percent_leaf("y"))]
    return evaluate(study(vendors, tree))


def said(evaluation: Evaluation, name: str, criterion: str = "") -> str:
    return explain_text.text(explain(evaluation, name, criterion), evaluation, WIDTH)


def test_an_alternative_without_a_score_is_told_so(bare: Evaluation) -> None:
    assert said(bare, "acme").startswith("Acme: no score; nothing that counts applies to it\nno plan; licence cost")
    assert said(bare, "acme", "both").startswith("Both of Acme: adds nothing\n")
    assert "points  none: not applicable (not here)" in said(bare, "acme", "x")


def test_a_failed_vendor_is_explained_all_the_same(bare: Evaluation) -> None:
    text = said(bare, "bolt")
    assert text.startswith("Bolt: 27.5 of 100, possible 25\u201330; out of the ranking, it fails a must-have\n")
    assert "Rest: fail, wanted yes (the answer is no)" in text


def test_a_must_have_without_weight_is_told_so(bare: Evaluation) -> None:
    text = said(bare, "bolt", "rest")
    assert "weight     0: a must-have or a display only" in text
    assert "must-have  fail, wanted yes (the answer is no)" in text


def test_where_nothing_counts_there_is_no_table_of_differences() -> None:
    vendors = [vendor("acme", {"rest": True}), vendor("bolt", {"rest": True})]
    found = evaluate(study(vendors, [leaf("rest", must=must(), weight=0)]))
    text = compare_table.text(compare(found, "acme", "bolt"), WIDTH)
    assert text.startswith("Acme and Bolt can't be compared: nothing that counts applies to Acme and Bolt.\n")
    assert "Difference" not in text
    assert "no score; nothing that counts applies to it" in said(found, "acme")


def test_two_of_which_one_has_no_score_are_not_subtracted(bare: Evaluation) -> None:
    found = compare(bare, "acme", "bolt")
    text = compare_table.text(found, WIDTH)
    assert text.startswith("Acme and Bolt can't be compared: nothing that counts applies to Acme.\n")
    assert "add up" not in text
    assert "\nSum" not in text
    assert explained.comparison_data(found)["reasons"] == {"difference": "nothing that counts applies to Acme"}


def test_two_that_are_equal_score_alike() -> None:
    one = evaluate(study([vendor("acme", {"x": 40.0}), vendor("bolt", {"x": 40.0})], [percent_leaf("x")]))
    assert compare_table.text(compare(one, "acme", "bolt"), WIDTH).startswith("Acme and Bolt score alike.\n")


def test_printed_differences_keep_to_the_printed_scores() -> None:
    # 67.04 - 58.96 = 8.08 prints as 8.1, but 67.0 - 59.0 as 8.0: two decimals say both
    one = evaluate(study([vendor("acme", {"x": 67.04}), vendor("bolt", {"x": 58.96})], [percent_leaf("x")]))
    text = compare_table.text(compare(one, "acme", "bolt"), WIDTH)
    assert text.startswith("Acme scores 8.08 points more than Bolt.\n")
    assert "67.04" in text


def test_a_trial_that_gives_and_takes_a_score_is_told(bare: Evaluation) -> None:
    tried = app.what_if(bare, ["acme.x=50", "bolt.rest=yes", "bolt.x=not_applicable", "bolt.y=not_applicable"])
    assert tried.result is not None
    text = what_if_table.text(tried.result, WIDTH)
    assert "none \u2192 50.0" in text
    assert "27.5 \u2192 none" in text
    assert "must-have Rest: fail \u2192 pass" in text


def test_nothing_moves_where_nothing_changes(bare: Evaluation) -> None:
    tried = app.what_if(bare, ["seats=10"])
    assert tried.result is not None
    text = what_if_table.text(tried.result, WIDTH)
    assert "The verdict stays." in text
    assert "What moves" not in text


@pytest.mark.parametrize(
    ("function", "kind", "given", "rule"),
    [
        (Linear(50, 100), "number", 81.5, "linear from 50 (0) to 100 (100); 81.5 \u2192 63.0"),
        (Linear(50, 100), "number", 20.0, "\u2192 0.0 (outside the anchors, counts as the nearer one)"),
        (
            Points(((0, 0), (500, 40), (1000, 80))),
            "number",
            750.0,
            "straight lines through 0 (0), 500 (40), 1,000 (80)",
        ),
        (Levels((Level("poor", 10, "-"), Level("good", 90, "-"))), "level", "good", "poor (10), good (90); good"),
        (Share((("a", 1), ("b", 3))), "boolean", True, "weighted share of a (1), b (3); what is known"),
        (Relative("low"), "number", 5.0, "relative to the alternatives at hand, the lowest best"),
    ],
)
def test_each_value_function_is_put_into_words(function: ValueFunction, kind: str, given: object, rule: str) -> None:
    facts = [fact("x", kind, levels=("poor", "good") if kind == "level" else ()), fact("a"), fact("b")]
    stated = {"a": True, "b": False} if isinstance(function, Share) else {"x": given}
    one = evaluate(study([vendor("acme", stated)], [leaf("x", function)], facts))
    assert rule in " ".join(said(one, "acme", "x").split())
