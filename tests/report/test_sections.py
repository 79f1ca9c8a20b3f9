"""The sections on doubt, money, fit and each vendor: what they say follows from the figures, on the example."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.report.test_view import table_of, tables, text
from toolselect.app import Sampling, assess, evaluate_study
from toolselect.evaluation import with_money
from toolselect.model.money import Scenario
from toolselect.report import rendered
from toolselect.report.view import view
from toolselect.report.view.blocks import Chart, Fold, Heading, Lists, Table
from toolselect.report.view.index import Index
from toolselect.report.view.robustness import central_tops
from toolselect.report.view.sensitivity import score_at
from toolselect.report.view.value_for_money import without_money

if TYPE_CHECKING:
    from toolselect.model.result import Evaluation
    from toolselect.model.robustness import Robustness
    from toolselect.report.view import View
    from toolselect.report.view.blocks import Section

EXAMPLE = Path(__file__).parents[2] / "examples" / "helpdesk"


@pytest.fixture(scope="module")
def whole() -> Evaluation:
    """Return the example with few draws and its business case."""
    found = evaluate_study(EXAMPLE).evaluation
    assert found is not None
    return with_money(assess(found, Sampling(draws=2000)))


@pytest.fixture(scope="module")
def robust(whole: Evaluation) -> Robustness:
    assert whole.robustness is not None
    return whole.robustness


@pytest.fixture(scope="module")
def seen(whole: Evaluation) -> View:
    return view(whole)


def section(seen: View, name: str) -> Section:
    return next(one for one in seen.sections if one.id == name)


def charts(seen: View, name: str) -> dict[str, Chart]:
    return {block.drawing.id: block for block in section(seen, name).blocks if isinstance(block, Chart)}


def amount(text: str) -> float:
    return float(text.replace("\u2212", "-").replace(",", ""))


# --- order -------------------------------------------------------------------------------------------------------


def test_sections_stand_in_the_order_of_a_decision_paper(seen: View) -> None:
    body = ["what-if", "matrix", "sensitivity", "robustness", "money", "fit", "vendors", "decision"]
    names = [one.id for one in seen.sections if one.number.isdigit()]
    assert names == [name for name in body if name in names]
    assert {"sensitivity", "robustness", "money", "fit", "vendors"} <= set(names)
    assert [one.number for one in seen.sections if not one.number.isdigit()] == ["A", "B", "C", "D"]


def test_no_chart_is_without_words_and_no_id_is_used_twice(seen: View) -> None:
    found = seen.charts
    assert all(one.title and one.description for one in found)
    assert len({one.id for one in found}) == len(found)


def test_no_heading_is_followed_by_nothing(seen: View) -> None:
    for one in seen.sections:
        after = [*one.blocks[1:], Heading(text="end")]
        for block, following in zip(one.blocks, after, strict=True):
            assert not (isinstance(block, Heading) and isinstance(following, Heading)), block


# --- sensitivity -------------------------------------------------------------------------------------------------


def test_curves_cross_at_the_flips_that_the_stability_found(whole: Evaluation, robust: Robustness) -> None:
    index = Index(whole)
    first = whole.vendor(whole.verdict.first[0])
    flips = [(one.criterion, flip) for one in robust.weights for flip in (one.down, one.up) if flip is not None]
    assert flips
    for criterion, flip in flips:
        other = whole.vendor(flip.winner)
        mine, theirs = score_at(index, first, criterion), score_at(index, other, criterion)
        assert mine(flip.at) == pytest.approx(theirs(flip.at), abs=1e-6)
        assert first.score is not None
        assert mine(index.weights[criterion].weight) == pytest.approx(first.score.mid, abs=1e-9)


def test_weights_are_listed_nearest_flip_first(seen: View) -> None:
    table = table_of(seen, "sensitivity", "Weights that change")
    ways = [float(row.cells[-1].text) for row in table.rows]
    assert ways == sorted(ways)
    assert 1 <= len([name for name in charts(seen, "sensitivity") if name.startswith("weight-")]) <= 3


def test_every_loser_is_told_what_it_would_need(seen: View, robust: Robustness) -> None:
    table = table_of(seen, "sensitivity", "Smallest single change")
    assert len(table.rows) == len(robust.second_places)
    assert all(row.cells[1].links or row.cells[1].text for row in table.rows)


def test_methods_that_give_no_answer_say_why(seen: View, robust: Robustness) -> None:
    table = table_of(seen, "sensitivity", "What other methods")
    assert [row.cells[-1].text for row in table.rows] == [one.why or "none" for one in robust.methods]


# --- robustness --------------------------------------------------------------------------------------------------


def test_the_sampler_the_seed_and_numpy_are_printed(seen: View, robust: Robustness) -> None:
    for name in ("robustness", "method", "provenance"):
        said = text(seen, name)
        assert "2,000 draws from seed 20261121" in said
        assert f"numpy {robust.simulation.numpy}" in said


def test_chances_are_whole_percents_and_the_same_in_chart_and_table(seen: View, robust: Robustness) -> None:
    table = table_of(seen, "robustness", "What the draws say")
    printed = [row.cells[1].text for row in table.rows]
    assert all(re.fullmatch(r"[<>]?\d+\u00a0%", one) for one in printed)
    description = charts(seen, "robustness")["ranks"].drawing.description
    assert all(one in description for one in printed)
    assert len(printed) == len(robust.simulation.alternatives)


def test_central_weights_sum_to_one(whole: Evaluation, robust: Robustness) -> None:
    for one in robust.simulation.alternatives:
        if one.central_weights:
            assert sum(central_tops(Index(whole), one).values()) == pytest.approx(1.0, abs=1e-6)


# --- money -------------------------------------------------------------------------------------------------------


def test_the_yearly_table_adds_up_to_the_cent_as_printed(seen: View) -> None:
    found = [table for table in tables(seen, "money") if "benefits and costs by year" in table.caption]
    assert len(found) == 3
    for table in found:
        total = [n for n, row in enumerate(table.rows) if row.kind == "total"]
        benefits, costs, net = total
        for column in range(1, len(table.head)):
            cents = [round(100 * amount(row.cells[column].text)) for row in table.rows]
            assert sum(cents[:benefits]) == cents[benefits]
            assert sum(cents[benefits + 1 : costs]) == cents[costs]
            assert cents[benefits] - cents[costs] == cents[net]
        for row in table.rows:
            years = [round(100 * amount(cell.text)) for cell in row.cells[1:-1]]
            assert sum(years[:-1]) == years[-1]


def test_costs_by_kind_add_up_to_the_total_of_the_yearly_table(seen: View) -> None:
    by_kind = table_of(seen, "money", "Costs by kind")
    yearly = [table for table in tables(seen, "money") if "benefits and costs by year" in table.caption]
    for row, table in zip(by_kind.rows, yearly, strict=True):
        cents = [round(100 * amount(cell.text)) for cell in row.cells[1:]]
        assert sum(cents[:-1]) == cents[-1]
        assert row.cells[-1].text == [r for r in table.rows if r.kind == "total"][1].cells[-2].text


def test_every_benchmark_is_marked(seen: View, whole: Evaluation) -> None:
    assert whole.money is not None
    table = table_of(seen, "money", "Drivers of the case")
    marked = [row for row in table.rows if "benchmark, not yours" in row.cells[0].marks]
    assert len(marked) == sum(driver.value.benchmark for driver in whole.money.drivers) > 0
    assert all(row.cells[-1].text for row in marked)


def test_value_without_money_is_the_score_of_the_rest(whole: Evaluation) -> None:
    index = Index(whole)
    for vendor in whole.vendors:
        assert vendor.score is not None
        money = sum(
            leaf.contribution.mid
            for leaf in vendor.leaves
            if leaf.criterion == "net_present_value" and leaf.contribution
        )
        weight = sum(leaf.weight for leaf in vendor.leaves if leaf.criterion == "net_present_value")
        assert without_money(index, vendor) == pytest.approx((vendor.score.mid - money) / (1 - weight))


def test_the_payback_in_the_title_is_that_of_the_base_case(seen: View, whole: Evaluation) -> None:
    assert whole.money is not None
    base = whole.money.of(whole.verdict.first[0]).scenario(Scenario.BASE)
    assert base is not None
    assert base.figures.payback_months is not None
    assert f"{round(base.figures.payback_months)}\u00a0months" in charts(seen, "money")["cash"].drawing.title


def test_without_a_case_there_is_no_section_on_money(whole: Evaluation) -> None:
    assert "money" not in [one.id for one in view(replace(whole, money=None)).sections]


# --- fit, vendors ------------------------------------------------------------------------------------------------


def test_the_fit_of_all_customers_is_the_derived_fact(seen: View, whole: Evaluation) -> None:
    table = table_of(seen, "fit", "Customers who find")
    last = table.rows[-1]
    column = [head.text for head in table.head].index("Shared mailbox, telephone and spreadsheet")
    shares = [amount(row.cells[1].text.removesuffix("\u00a0%")) for row in table.rows[:-1]]
    fits = [amount(row.cells[column].text.removesuffix("\u00a0%")) for row in table.rows[:-1]]
    together = sum(share * fit for share, fit in zip(shares, fits, strict=True)) / 100
    assert amount(last.cells[column].text.removesuffix("\u00a0%")) == pytest.approx(together, abs=1)
    assert len(whole.vendors) == len(table.head) - 2


def test_every_alternative_has_a_page_in_ranking_order(seen: View, whole: Evaluation) -> None:
    pages = [block for block in section(seen, "vendors").blocks if isinstance(block, Heading)]
    assert [page.text for page in pages] == [vendor.name for vendor in whole.vendors]
    assert len({page.anchor for page in pages}) == len(pages)
    lists = [block for block in section(seen, "vendors").blocks if isinstance(block, Lists)]
    assert all(items for one in lists for _, items in one.pairs)


def test_strengths_are_above_the_mean_and_weaknesses_below(seen: View) -> None:
    lists = [block for block in section(seen, "vendors").blocks if isinstance(block, Lists)]
    for one in lists:
        for term, items in one.pairs[:2]:
            sign = "(+" if term == "Strengths" else "(\u2212"
            assert all(sign in item or item == "none" for item in items)


# --- both ends of size, and both formats -------------------------------------------------------------------------


def test_pages_and_documents_hold_the_new_blocks(whole: Evaluation) -> None:
    html, md = rendered(whole, "html"), rendered(whole, "md")
    assert '<h3 id="vendor-intercom">Intercom</h3>' in html
    assert '<p class="finding">' in html
    assert "](report-ranks.svg)" in md
    assert "- **Strengths**" in md


def test_two_vendors_and_one_criterion_need_no_simulation_to_look_right(plain: Evaluation) -> None:
    seen = view(assess(plain, Sampling(draws=100)))
    assert "vendors" in [one.id for one in seen.sections]
    assert all(one.blocks for one in seen.sections)
    cells = [
        cell
        for one in seen.sections
        for block in one.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
    ]
    assert all(cell.text or cell.links for cell in cells)
    assert not [block for one in seen.sections for block in one.blocks if isinstance(block, Fold) and not block.blocks]
