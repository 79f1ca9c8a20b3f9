from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import branch, fact, leaf, percent_leaf, plan, study, vendor
from tests.report.conftest import rich_study
from toolselect.evaluation import evaluate
from toolselect.model.criteria import Linear, Stage
from toolselect.model.result import Status
from toolselect.model.study import Organisation
from toolselect.report import numbers, rendered
from toolselect.report.languages import language
from toolselect.report.view import view
from toolselect.report.view.blocks import (
    Block,
    Cell,
    Chart,
    Fold,
    Heading,
    Lists,
    Paragraph,
    Steps,
    Table,
    Terms,
    anchor,
    web,
)
from toolselect.report.view.computed import in_words
from toolselect.report.view.index import Index
from toolselect.report.view.method import worked
from toolselect.report.view.recommendation import about

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolselect.model.result import Evaluation
    from toolselect.report.view import View

WHERE = "What is assumed about the organisation is listed under \u201cOrganisation and adjustments\u201d."
BODY = ["what-if", "matrix", "sensitivity", "robustness", "fit", "vendors", "decision"]
APPENDICES = ["facts", "method", "organisation", "provenance"]


def flat(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Fold):
            yield from block.blocks


def tables(seen: View, section: str) -> list[Table]:
    found = next(each for each in seen.sections if each.id == section)
    return [block for block in flat(found.blocks) if isinstance(block, Table)]


def table_of(seen: View, section: str, caption: str) -> Table:
    return next(table for table in tables(seen, section) if table.caption.startswith(caption))


def text(seen: View, section: str) -> str:
    found = next(each for each in seen.sections if each.id == section)
    parts: list[str] = []
    for block in flat(found.blocks):
        match block:
            case Table():
                for row in block.rows:
                    for cell in row.cells:
                        parts += [cell.text, cell.sub, *cell.marks, *(link.text for link in cell.links)]
            case Terms():
                parts += [part for pair in block.pairs for part in pair]
            case Steps():
                parts += block.items
            case Lists():
                parts += [part for term, items in block.pairs for part in (term, *items)]
            case Fold():
                parts.append(block.summary)
            case Chart():
                parts += [block.drawing.title, block.drawing.description, block.caption]
            case Paragraph() | Heading():
                parts.append(block.text)
            case _:
                pass
    return "\n".join(parts)


def cells(seen: View) -> Iterator[Cell]:
    for section in seen.sections:
        for table in tables(seen, section.id):
            for row in table.rows:
                yield from row.cells


def test_sections_stand_in_order_and_are_numbered_without_gaps(rich: Evaluation) -> None:
    seen = view(rich)
    assert [section.id for section in seen.sections] == [*BODY, *APPENDICES]
    order = [*(str(n) for n in range(2, 2 + len(BODY))), *"ABCD"]
    assert [section.number for section in seen.sections] == order


def test_a_plain_study_has_no_empty_sections(plain: Evaluation) -> None:
    seen = view(plain)
    absent = {"what-if", "sensitivity", "robustness", "decision"}
    assert [section.id for section in seen.sections] == [n for n in [*BODY, *APPENDICES] if n not in absent]
    assert all(section.blocks for section in seen.sections)
    assert seen.recommendation.asked == ()
    assert seen.recommendation.out == ()


def test_no_cell_is_blank(rich: Evaluation, plain: Evaluation) -> None:
    for seen in (view(rich), view(plain)):
        assert all(cell.text or cell.links for cell in cells(seen))


def test_printed_contributions_sum_to_the_printed_score(rich: Evaluation) -> None:
    seen = view(rich)
    table = table_of(seen, "matrix", "Points by branch")
    for column in range(2, len(table.head)):
        figures = [float(row.cells[column].text.replace(numbers.MINUS, "-")) for row in table.rows]
        assert math.isclose(sum(figures[:-1]), figures[-1], abs_tol=1e-9)
    printed = {row.name: row.score for row in seen.recommendation.ranking.rows}
    shown = {head.text: table.rows[-1].cells[number].text for number, head in enumerate(table.head)}
    assert all(shown[name] == score for name, score in printed.items())


def test_a_near_tie_is_printed_as_a_tie() -> None:
    figures = {"a": 62.3, "b": 62.6, "c": 50.0}
    vendors = [vendor(name, {"x": figure}) for name, figure in figures.items()]
    seen = view(evaluate(study(vendors, [percent_leaf("x")])))
    assert [(row.rank, row.name) for row in seen.recommendation.ranking.rows] == [("1=", "A"), ("1=", "B"), ("3", "C")]
    assert seen.recommendation.verdict == "Too close to call: A and B are tied."
    assert "tied" in [figure.value for figure in seen.recommendation.figures]
    assert seen.recommendation.comparison is not None
    assert seen.recommendation.comparison.title == "Where A and B differ"


def test_an_unknown_answer_is_not_zero_and_not_blank(rich: Evaluation) -> None:
    matrix = tables(view(rich), "matrix")[0]
    row = next(row for row in matrix.rows if row.cells[0].text == "Limit")
    column = [head.text for head in matrix.head].index("Bolt")
    assert row.cells[column].text == "not known"
    assert row.cells[column].sub == "0\u2013100"
    assert row.cells[column].href == "#open-bolt-limit"
    assert "open-bolt-limit" in [row.anchor for table in tables(view(rich), "robustness") for row in table.rows]


def test_a_branch_of_which_nothing_is_known_is_not_known() -> None:
    found = evaluate(study([vendor("acme", {})], [replace(percent_leaf("x"), id="x")]))
    matrix = tables(view(found), "matrix")[0]
    assert [row.cells[2].text for row in matrix.rows] == ["not known"]


@pytest.mark.parametrize(
    "mark", ["beta", "disputed", "in part", "expired", "clipped", "relative", "on target", "off target"]
)
def test_marks_are_shown_and_explained(rich: Evaluation, mark: str) -> None:
    seen = view(rich)
    matrix = tables(seen, "matrix")[0]
    assert any(mark in cell.marks for row in matrix.rows for cell in row.cells)
    section = next(each for each in seen.sections if each.id == "matrix")
    legends = [block for block in section.blocks if isinstance(block, Terms)]
    assert mark in dict(legends[0].pairs)


def test_relative_scales_are_flagged_everywhere(rich: Evaluation) -> None:
    seen = view(rich)
    assert any(note.startswith("Relative scale: Fee is scored") for note in seen.recommendation.notes)
    assert any("relative" in row.cells[0].marks for row in table_of(seen, "matrix", "Points by branch").rows)
    assert "RELATIVE" in text(seen, "method")


def test_the_target_stands_under_its_criterion_and_is_written_for_people(rich: Evaluation) -> None:
    seen = view(rich)
    matrix = tables(seen, "matrix")[0]
    assert [head.text for head in matrix.head[:2]] == ["Criterion", "Weight"]
    assert len(matrix.head) == 2 + len(rich.vendors)
    row = next(row for row in matrix.rows if row.cells[0].text == "Docs")
    assert row.cells[0].sub == "usual target \u2265\u00a095\u00a0%"
    for name in ("html", "md"):
        written = rendered(rich, name)
        assert not re.search(r"(<|>|&lt;|&gt;)=", re.sub(r"<[^>]*>", "", written))


def test_licence_cost_alone_is_not_taken_for_return_on_investment() -> None:
    facts = (fact("licence_cost_of_budget", "number", unit="%", derived=True), fact("saved", "number", unit="%"))
    cost = leaf("cost", Linear(150, 50), fact="licence_cost_of_budget")
    saved = leaf("saved", Linear(0, 100), start="prove")
    given: dict[str, Any] = {"facts": facts, "organisation": Organisation(currency="USD", licence_budget=1000)}
    criteria = [branch("roi", cost, saved, axis=""), percent_leaf("x")]
    vendors = [vendor("acme", {"x": 50.0}, plans=(plan("basic", 1.0),))]
    seen = view(evaluate(study(vendors, criteria, **given)))
    matrix = tables(seen, "matrix")[0]
    assert matrix.rows[0].cells[0].marks == ("licence cost only",)
    assert "no return on investment" in text(seen, "matrix")
    assert seen.recommendation.ranking.legend[0] == ("b2", "Roi (licence cost only)")
    later = view(evaluate(study(vendors, criteria, stage=Stage.PROVE, **given)))
    assert tables(later, "matrix")[0].rows[0].cells[0].marks == ()
    assert later.recommendation.ranking.legend[0] == ("b2", "Roi")


def test_the_sides_get_a_sentence_each_and_ties_are_called_ties() -> None:
    def said(*figures: tuple[float, float]) -> str:
        criteria = [percent_leaf("t", axis="technology"), percent_leaf("e", axis="experience")]
        vendors = [vendor(name, {"t": t, "e": e}) for name, (t, e) in zip("abc", figures, strict=False)]
        section = next(s for s in view(evaluate(study(vendors, criteria))).sections if s.id == "fit")
        return next(block.text for block in section.blocks if isinstance(block, Paragraph))

    assert said((76, 60), (76, 77), (20, 10)).endswith(
        "On technology, B and A are tied for first place at 76. On experience, B leads with 77."
    )
    assert said((76, 60)).endswith("middling in both.")


@pytest.mark.parametrize(
    ("name", "note", "expected"),
    [
        ("Acme", "", ""),
        ("Acme", "A retailer. It invented the hose.", "About the organisation: A retailer. It invented the hose."),
        ("Acme", "A retailer. All figures below are from the ledger.", "About the organisation: A retailer."),
        ("Acme", "Invented retailer. Every figure below is assumed.", f"Invented example: retailer. {WHERE}"),
        ("Acme (invented)", "A retailer.", f"Invented example: A retailer. {WHERE}"),
        ("Acme", "Invented. Every figure below is an assumption, to be replaced.", f"Invented example. {WHERE}"),
        ("Acme", "All is invented.", f"Invented example: All is invented. {WHERE}"),
    ],
)
def test_the_note_on_the_organisation_fits_the_first_screen(name: str, note: str, expected: str) -> None:
    assert about(Organisation(name=name, note=note), language()) == expected


def test_the_note_stands_again_before_the_figures_of_the_organisation(rich: Evaluation) -> None:
    seen = view(rich)
    assert seen.recommendation.about == f"Invented example: All figures are invented. {WHERE}"
    section = next(each for each in seen.sections if each.id == "organisation")
    assert section.blocks[0] == Paragraph(text="All figures are invented.", note=True)
    assert not [note for note in seen.recommendation.notes if "invented" in note]


def test_the_four_named_branches_come_first_in_the_matrix(rich: Evaluation) -> None:
    matrix = tables(view(rich), "matrix")[0]
    assert [row.cells[0].text for row in matrix.rows if row.kind == "branch"][:4] == [
        "Api",
        "Scalability",
        "Roi",
        "Compliance",
    ]


def test_must_haves_name_the_reason(rich: Evaluation) -> None:
    seen = view(rich)
    table = table_of(seen, "matrix", "Must-haves")
    row = {head.text: cell for head, cell in zip(table.head, table.rows[0].cells, strict=True)}
    assert row["Acme"].text.endswith("pass")
    assert row["Crux"].text.endswith("fail")
    assert row["Dusk"].text.endswith("unproven")
    assert "roadmap" in row["Dusk"].sub
    assert [out.name for out in seen.recommendation.out] == ["Crux"]
    assert seen.recommendation.out[0].reason.startswith("Ruled out. Rest: ")
    assert [out.name for out in seen.recommendation.unproven] == ["Dusk"]


def test_unknowns_come_with_the_question_and_conflicts_with_all_sides(rich: Evaluation) -> None:
    found = text(view(rich), "robustness")
    assert "What about limit?" in found
    assert "asked on 2026-11-02, no answer yet" in found
    assert "60\u00a0requests/minute: A documentation" in found
    assert "30\u00a0requests/minute: A documentation" in found
    assert "replaced by a measurement" in found
    assert "Expired evidence" in found


def test_derived_facts_show_their_steps_in_words_and_what_they_read(rich: Evaluation) -> None:
    seen = view(rich)
    said = text(seen, "facts")
    assert "Young (share 1): " in said
    table = tables(seen, "facts")[-1]
    assert table.caption == "How this was computed (channel_fit)"
    steps = [link.text for row in table.rows for link in row.cells[2].links]
    assert any("email yes" in step for step in steps)
    assert not any("channel_" in step for step in steps)
    assert "Email\nWhat about channel_email? (channel_email)" in said


def test_only_whole_ids_are_put_into_words() -> None:
    assert in_words("ai_agent, ai_agent_x, my_ai_agent, x.ai_agent", ["ai_agent"]) == (
        "AI agent, ai_agent_x, my_ai_agent, x.ai_agent"
    )
    assert in_words("channel_a_b and channel_a", ["channel_a", "channel_a_b"]) == "a b and a"


def test_only_web_addresses_become_links(rich: Evaluation) -> None:
    seen = view(rich)
    hrefs = [cell.href for cell in cells(seen)] + [link.href for cell in cells(seen) for link in cell.links]
    assert all(href == "" or href.startswith(("#", "https://", "http://")) for href in hrefs)
    assert web("JavaScript:alert(1)") == ""
    assert web("https://a b") == ""
    assert web("HTTPS://example.com") == "HTTPS://example.com"


def test_anchors_of_different_ids_differ() -> None:
    assert anchor("fact", "a", "b_c") == "fact-a-b_c"
    assert anchor("fact", 'a"b') != anchor("fact", "ab")


def test_the_worked_example_is_in_the_studys_own_numbers(rich: Evaluation) -> None:
    steps = worked(Index(rich))
    assert len(steps) == 5
    assert steps[0].startswith(f"{rich.vendors[0].name}, ")
    assert steps[-1].endswith(f"printed as {numbers.score(rich.vendors[0].score.mid, Index(rich).decimals)}.")  # type: ignore[union-attr]


def test_a_worked_linear_example_can_be_recomputed() -> None:
    found = evaluate(study([vendor("acme", {"x": 78.0})], [percent_leaf("x", 3), leaf("y", weight=1)]))
    steps = worked(Index(found))
    assert "(78 \u2212 0) / (100 \u2212 0) \u00d7 100 = 78.0000" in steps[1]
    assert "0.750000 (X) = 0.750000" in steps[2]
    assert "0.750000 \u00d7 78.0000 = 58.5000 points" in steps[3]
    assert "71.0000" in steps[4]  # 58.5 and 12.5 for the unknown


def test_what_could_change_the_first_place_is_named_even_if_nothing_could_alone() -> None:
    criteria = [percent_leaf(name) for name in "pqrst"]
    ahead = vendor("ahead", dict.fromkeys("pqr", 80.0))
    behind = vendor("behind", dict.fromkeys("pqr", 30.0))
    first = view(evaluate(study([ahead, behind], criteria))).recommendation
    assert first.changes_intro.startswith("No open answer alone could turn the first place, but together they could.")
    assert first.changes[0].ask == ("What about s?",)


def test_views_print_each_partys_ranking(rich: Evaluation) -> None:
    (table,) = tables(view(rich), "sensitivity")
    assert [head.text for head in table.head] == ["Alternative", "it (67\u00a0%)", "service (33\u00a0%)", "Combined"]


def test_later_criteria_are_named_and_not_scored(rich: Evaluation) -> None:
    section = next(each for each in view(rich).sections if each.id == "matrix")
    said = [block.text for block in section.blocks if isinstance(block, Paragraph)]
    assert any(line.startswith("Not asked yet at this stage") and "Load" in line for line in said)
    assert any(line.startswith("Switched off") and "Sector" in line for line in said)


def test_nobody_passes_is_a_report_too() -> None:
    base = rich_study()
    only = replace(base, vendors=tuple(v for v in base.vendors if v.id == "crux"), status_quo=None, views=())
    seen = view(evaluate(only))
    assert seen.recommendation.verdict == "No vendor meets every must-have, so none can be chosen."
    assert seen.recommendation.ranking.rows == ()
    assert seen.recommendation.comparison is None
    assert seen.recommendation.tone == "stop"


def test_the_sample_has_one_of_everything(rich: Evaluation) -> None:
    assert {leaf.status for one in rich.vendors for leaf in one.leaves} == set(Status)


def test_the_same_evaluation_gives_the_same_view(rich: Evaluation) -> None:
    assert view(rich) == view(rich)


def test_differences_are_weight_times_value_and_leave_out_what_does_not_apply(rich: Evaluation) -> None:
    first = view(rich).recommendation
    assert first.comparison is not None
    index = Index(rich)
    one, other = rich.verdict.first[0], rich.verdict.runner_up[0]
    said = {row.text.split(":")[0]: row.points for row in first.comparison.differences}
    assert said
    for criterion in rich.criteria:
        mine, theirs = index.leaf(one, criterion.id), index.leaf(other, criterion.id)
        if criterion.title in said:
            assert mine is not None
            assert theirs is not None
            assert mine.value is not None
            assert theirs.value is not None
            gap = criterion.weight * (mine.value.mid - theirs.value.mid)
            assert said[criterion.title] == numbers.points(gap)
