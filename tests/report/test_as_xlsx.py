"""The workbook: Python's values in every formula, the same after LibreOffice has computed them, and no way in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from tests.conftest import branch, entry, percent_leaf, plan, source, sources, study, vendor
from tests.report.conftest import HOSTILE, hostile_evaluation
from toolselect import app
from toolselect.evaluation import evaluate
from toolselect.model.brand import Brand
from toolselect.model.facts import NotApplicable
from toolselect.model.money import Scenario, Side, yearly_table
from toolselect.report import as_xlsx
from toolselect.report.as_xlsx import book as books

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from toolselect.model.result import Evaluation

ROOT = Path(__file__).parents[2]
SHEETS = ["Weights", "Scores", "Ranking", "Money", "Facts", "Sources"]
REQUIRED = os.environ.get("TOOLSELECT_OFFICE_TESTS") == "required"

pytestmark = [
    pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning"),
    pytest.mark.filterwarnings("ignore:datetime.datetime.utcnow:DeprecationWarning"),
]


def by_hand() -> Evaluation:
    """Return a study whose scores follow on paper.

    api 3 (docs 1, speed 1), fit 1 (works 1): docs and speed weigh 3/8 each, works 2/8.
    Alpha 80, 40, 60: 60. Bravo 40, 90, 100: 73.75. Carol does without `works`: (3 x 60 + 3 x 61) / 6 = 60.5.
    """
    tree = (
        branch("api", percent_leaf("docs"), percent_leaf("speed"), weight=3),
        branch("fit", percent_leaf("works"), weight=1),
    )
    found = (
        vendor("alpha", {"docs": 80.0, "speed": 40.0, "works": 60.0}, plans=(plan("basic", 50.0),)),
        vendor("bravo", {"docs": 40.0, "speed": 90.0, "works": 100.0}),
        vendor("carol", {"docs": 60.0, "speed": 61.0, "works": entry(NotApplicable("sold without"))}),
    )
    return evaluate(study(found, tree))


@pytest.fixture(scope="module")
def example() -> Evaluation:
    evaluation = app.evaluate_study(ROOT / "examples" / "helpdesk").evaluation
    assert evaluation is not None
    return app.business_case(evaluation, draws=1000)


def opened(content: bytes, *, values: bool = True) -> Workbook:
    return load_workbook(BytesIO(content), data_only=values)


def formulas(content: bytes) -> list[tuple[str, str, str]]:
    book = opened(content, values=False)
    return [
        (sheet.title, cell.coordinate, str(cell.value))
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


def located(sheet: Worksheet, text: str, column: int = 1) -> int:
    """Return the first row that has the text in a column (counted from 1)."""
    for row in range(1, sheet.max_row + 1):
        if sheet.cell(row, column).value == text:
            return row
    raise AssertionError(f"{text} does not stand in column {column} of {sheet.title}")


def ranking(book: Workbook) -> list[tuple[Any, ...]]:
    """Return rank, name, score, lowest and highest of the sorted part."""
    sheet = book["Ranking"]
    row = located(sheet, "Alternative", 2) + 1
    found = []
    while sheet.cell(row, 1).value is not None:
        found.append(tuple(sheet.cell(row, column).value for column in range(1, 6)))
        row += 1
    return found


# --- what stands in it ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["rich", "plain", "hostile"])
def test_the_six_sheets_are_there_for_every_study(name: str, request: pytest.FixtureRequest) -> None:
    book = opened(as_xlsx.render(request.getfixturevalue(name)))
    assert book.sheetnames == SHEETS
    assert book.active is not None
    assert book.active.title == "Ranking"


def test_the_cached_ranking_is_pythons(example: Evaluation) -> None:
    expected = []
    for group in example.ranking:
        expected += [(one.rank, one.name, *score(one)) for one in map(example.vendor, group.members)]
    assert sorted(map(str, ranking(opened(as_xlsx.render(example))))) == sorted(map(str, expected))


def score(vendor: Any) -> tuple[float, float, float]:
    return (vendor.score.mid, vendor.score.low, vendor.score.high)


def test_the_ranking_by_hand() -> None:
    content = as_xlsx.render(by_hand())
    assert ranking(opened(content)) == [
        (1, "Bravo", 73.75, 73.75, 73.75),
        (2, "Carol", 60.5, 60.5, 60.5),
        (2, "Alpha", 60.0, 60.0, 60.0),
    ]
    weights = opened(content)["Weights"]
    row = located(weights, "Docs")
    assert [weights.cell(row, column).value for column in (3, 4, 5)] == [1, 0.5, pytest.approx(0.375)]


def test_every_formula_has_a_value_and_none_is_an_error(example: Evaluation) -> None:
    content = as_xlsx.render(example)
    book = opened(content)
    found = formulas(content)
    assert len(found) > 300
    for sheet, where, formula in found:
        value = book[sheet][where].value
        empty_on_purpose = '""' in formula
        assert value is not None or empty_on_purpose, (sheet, where, formula)
        assert not str(value).startswith("#")


def test_money_adds_up_to_the_cent_and_is_that_of_the_model(example: Evaluation) -> None:
    assert example.money is not None
    content = as_xlsx.render(example)
    sheet, typed = opened(content)["Money"], opened(content, values=False)["Money"]
    for case in example.money.vendors:
        base = case.scenario(Scenario.BASE)
        assert base is not None
        start = located(sheet, f"{case.name}, {case.plan_name}: year by year, base scenario, adjusted for risk") + 2
        for row, line in enumerate(yearly_table(base), start=start):
            years = len(line.amounts)
            shown = [sheet.cell(row, column).value for column in range(2, years + 4)]
            assert shown == [pytest.approx(figure, abs=1e-9) for figure in (*line.amounts, line.total, line.pv)]
            assert typed.cell(row, years + 2).data_type == "f"
            if not line.line:
                assert all(typed.cell(row, column).data_type == "f" for column in range(2, years + 4))
        assert sum(line.side is Side.COST for line in yearly_table(base)) > 1


def test_a_study_without_a_business_case_shows_its_licences() -> None:
    sheet = opened(as_xlsx.render(by_hand()))["Money"]
    row = located(sheet, "Alpha")
    assert [sheet.cell(row, column).value for column in range(1, 4)] == ["Alpha", "Basic", 6000]


def test_points_may_be_changed_from_0_to_100_and_the_agreed_ones_stay_beside_them(example: Evaluation) -> None:
    sheet = opened(as_xlsx.render(example), values=False)["Weights"]
    rows = range(located(sheet, "Criterion") + 1, sheet.max_row + 1)
    given = [row for row in rows if sheet.cell(row, 3).value is not None]
    assert len(given) > 30
    assert all(sheet.cell(row, 3).value == sheet.cell(row, 6).value for row in given)
    checked = {str(one.sqref) for one in sheet.data_validations.dataValidation}
    assert checked == {f"C{row}" for row in given}
    assert {(one.formula1, one.formula2) for one in sheet.data_validations.dataValidation} == {("0", "100")}


def test_weights_of_several_parties_are_shown_as_shares(rich: Evaluation) -> None:
    sheet = opened(as_xlsx.render(rich))["Weights"]
    tops = [one for one in rich.criteria if one.depth == 0 and one.weight > 0]
    points = [sheet.cell(located(sheet, one.id, 2), 3).value for one in tops]
    assert points == [pytest.approx(100 * one.share) for one in tops]


def test_facts_lead_to_their_source_and_sources_to_their_page(rich: Evaluation) -> None:
    book = opened(as_xlsx.render(rich))
    facts, listed = book["Facts"], book["Sources"]
    row = located(facts, "78\u00a0%", 4)
    assert facts.cell(row, 3).value == "docs"
    target = facts.cell(row, 10).hyperlink.location
    assert target.startswith("'Sources'!A")
    assert listed.cell(int(target.rpartition("A")[2]), 2).value == "web"
    page = listed.cell(located(listed, "web", 2), 7)
    assert page.hyperlink.target == "https://example.com/docs_(x)|y" == page.value
    bad = listed.cell(located(listed, "bad", 2), 7)
    assert bad.hyperlink is None
    assert bad.value == "javascript:alert(1)"


def test_the_brand_gives_name_and_colour(rich: Evaluation) -> None:
    brand = Brand(name="Example Advisers", primary="#0b4f6c", place=rich.study.place)
    book = opened(as_xlsx.render(replace(rich, study=replace(rich.study, brand=brand))))
    head = book["Weights"].cell(located(book["Weights"], "Criterion"), 1)
    assert head.fill.fgColor.rgb == "FF0B4F6C"
    assert book.properties.created == book.properties.modified
    assert book.properties.created.date() == rich.study.as_of


# --- no way in ------------------------------------------------------------------------------------------------------

STARTS = ("=1+1", "+1+1", "-1+1", "@SUM(1)", '=HYPERLINK("https://evil.example")', "https://evil.example", "\t=1", "12")


def bent(text: str) -> Evaluation:
    base = by_hand().study
    named = tuple(
        replace(one, name=text, sources=sources(source("claim", id="own", title=text, note=text, url=text)))
        for one in base.vendors
    )
    tree = tuple(replace(one, title=text) for one in base.criteria.criteria)
    return evaluate(replace(base, title=text, vendors=named, criteria=replace(base.criteria, criteria=tree)))


@pytest.mark.parametrize("text", [*STARTS, *HOSTILE])
def test_no_text_from_a_file_becomes_a_formula_or_a_link(text: str) -> None:
    plain, crooked = as_xlsx.render(by_hand()), as_xlsx.render(bent(text))
    assert formulas(crooked) == formulas(plain)
    book = opened(crooked)
    names = {book["Ranking"].cell(located(book["Ranking"], "Alternative", 2) + 1, 2).value}
    assert names == {books.clean(text)}
    links = [
        cell.hyperlink.target
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.hyperlink is not None and cell.hyperlink.target
    ]
    assert set(links) <= ({text} if text.startswith("https://") else set())


def test_a_hostile_study_holds_only_formulas_that_name_our_own_cells() -> None:
    content = as_xlsx.render(hostile_evaluation())
    for _, _, formula in formulas(content):
        assert not any(sign in formula for sign in ("[", "|", "http", "script", "alert", "HYPERLINK"))
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert not [name for name in archive.namelist() if "externalLink" in name or "vba" in name.lower()]


def test_links_keep_to_what_a_spreadsheet_can_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    long = "https://example.com/" + "a" * 2100
    book = opened(as_xlsx.render(bent(long)))
    page = book["Sources"].cell(located(book["Sources"], "own", 2), 7)
    assert page.hyperlink is None
    assert page.value == long
    monkeypatch.setattr(books, "MOST_LINKS", 1)
    sheet = opened(as_xlsx.render(bent("https://example.com")))["Sources"]
    assert sum(cell.hyperlink is not None for row in sheet.iter_rows() for cell in row) == 1


def test_a_text_is_cut_where_a_cell_ends_and_keeps_no_hidden_character() -> None:
    assert len(books.clean("x" * 40_000)) == 32_767
    assert books.clean("a\u202eb\x00c\ud800\r\nd") == "a\ufffdb\ufffdc\ufffd\nd"


# --- same bytes -----------------------------------------------------------------------------------------------------

SCRIPT = """
import hashlib, sys
from pathlib import Path
from toolselect import app
from toolselect.report import outputs
evaluation = app.evaluate_study(Path(sys.argv[1])).evaluation
print(hashlib.sha256(outputs(evaluation, ["xlsx"])["report.xlsx"]).hexdigest())
"""


@pytest.mark.slow
def test_the_workbook_is_the_same_whatever_the_hash_seed_and_time_zone() -> None:
    found = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT, str(ROOT / "examples" / "helpdesk")],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        ).stdout
        for seed, zone in (("1", "Pacific/Kiritimati"), ("4242", "America/Anchorage"))
    }
    assert len(found) == 1


# --- computed again by LibreOffice ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def office() -> str:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        if REQUIRED:
            pytest.fail("LibreOffice is required here (TOOLSELECT_OFFICE_TESTS), and soffice is not on the path")
        pytest.skip("needs LibreOffice: soffice is not on the path")
    return found


def computed_again(office: str, book: Workbook, folder: Path) -> Workbook:
    """Save with openpyxl, which drops all cached values, and let LibreOffice compute them."""
    given, there = folder / "given.xlsx", folder / "there"
    book.save(given)
    subprocess.run(
        [
            *(office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"),
            *("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(there), str(given)),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return load_workbook(there / "given.xlsx", data_only=True)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["example", "rich", "plain", "by hand"])
def test_every_formula_comes_out_as_python_has_it(
    name: str, office: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    evaluation = by_hand() if name == "by hand" else request.getfixturevalue(name)
    content = as_xlsx.render(evaluation)
    cached, again = opened(content), computed_again(office, opened(content, values=False), tmp_path)
    for sheet, where, formula in formulas(content):
        before, after = cached[sheet][where].value, again[sheet][where].value
        if isinstance(before, int | float):
            assert after == pytest.approx(before, abs=1e-6), (sheet, where, formula)
        else:
            assert (after or "") == (before or ""), (sheet, where, formula)


@pytest.mark.slow
def test_changed_weights_give_the_leader_and_the_scores_that_a_hand_computes(office: str, tmp_path: Path) -> None:
    """Docs 3 to speed 1 within api, and api 1 to fit 0: docs weigh 0.75, speed 0.25.

    Alpha 0.75 x 80 + 0.25 x 40 = 70. Bravo 0.75 x 40 + 0.25 x 90 = 52.5. Carol 0.75 x 60 + 0.25 x 61 = 60.25.
    """
    book = opened(as_xlsx.render(by_hand()), values=False)
    weights = book["Weights"]
    for title, points in (("Docs", 3), ("Fit", 0)):
        weights.cell(located(weights, title), 3).value = points
    found = computed_again(office, book, tmp_path)
    assert [row[:3] for row in ranking(found)] == [
        (1, "Alpha", pytest.approx(70)),
        (2, "Carol", pytest.approx(60.25)),
        (3, "Bravo", pytest.approx(52.5)),
    ]
    assert found["Ranking"]["A3"].value == (
        "A trial, no result: something was changed. By what was agreed, Bravo is first."
    )
    assert no_errors(found)


@pytest.mark.slow
def test_no_weight_at_all_and_no_answer_at_all_make_no_error(office: str, tmp_path: Path) -> None:
    book = opened(as_xlsx.render(by_hand()), values=False)
    weights, scores = book["Weights"], book["Scores"]
    for title in ("Api", "Fit"):
        weights.cell(located(weights, title), 3).value = 0
    scores.cell(located(scores, "Docs", 2), 4).value = "n/a"
    found = computed_again(office, book, tmp_path)
    assert no_errors(found)
    assert all(not row[2] for row in ranking(found))


@pytest.mark.slow
def test_ties_follow_the_resolution(office: str, tmp_path: Path) -> None:
    """Within 15 points of Bravo's 73.75 all three share its rank; without `works` anew, only who is near does."""
    book = opened(as_xlsx.render(by_hand()), values=False)
    book["Ranking"]["A5"].value = 15
    found = ranking(computed_again(office, book, tmp_path))
    assert [row[:2] for row in found] == [(1, "Bravo"), (1, "Carol"), (1, "Alpha")]


def no_errors(book: Workbook) -> bool:
    return not [
        (sheet.title, cell.coordinate)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "e" or str(cell.value).startswith(("#", "Err:"))
    ]
