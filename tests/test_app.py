"""What the program can do for its callers: finding studies and files, checking, evaluating, writing, looking up."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from toolselect import app, resources
from toolselect.diagnostics import Severity
from toolselect.model.criteria import Criterion, Stage
from toolselect.model.facts import Fact
from toolselect.model.vendor import Vendor

if TYPE_CHECKING:
    from toolselect.validation import Validation

TODAY = date(2026, 11, 22)
CASES = Path(__file__).parent / "cases"
FILES = len(list((CASES / "valid" / "plain").glob("*.yaml")))
VENDOR = "toolselect: vendor/1\nid: acme\nname: Acme\nfacts:\n  api_rest: {value: yes}\n"


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a copy of the plain study."""
    folder = tmp_path / "home" / "study"
    shutil.copytree(CASES / "valid" / "plain", folder)
    monkeypatch.chdir(folder)
    return folder


def codes(result: Validation | app.Outcome) -> list[str]:
    return [one.code for one in result.diagnostics]


# --- finding -----------------------------------------------------------------------------------------------------


def test_without_a_path_the_study_here_or_above_is_meant(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert app.find_study(None) == study / "study.yaml"
    below = study / "notes" / "more"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert app.find_study(None) == study / "study.yaml"
    assert app.validate([], today=TODAY).files == FILES


@pytest.mark.parametrize("name", [".", "study.yaml", "../study", "../study/study.yaml"])
def test_a_study_is_named_by_its_file_or_its_folder(study: Path, name: str) -> None:
    assert app.find_study(Path(name)).samefile(study / "study.yaml")


@pytest.mark.parametrize("name", ["gone", "gone.yaml", "empty", "x" * 5000, "study.yaml/x"])
def test_what_is_no_study_is_said_in_words(study: Path, name: str) -> None:
    (study / "empty").mkdir()
    with pytest.raises(app.NothingFound, match=r"there is no|holds no"):
        app.find_study(Path(name))


def test_without_any_study_above_there_is_nothing_to_validate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(app.NothingFound):
        app.validate([], today=TODAY)


def test_a_folder_named_like_a_study_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "study.yaml").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(app.NothingFound):
        app.find_study(None)


# --- validating --------------------------------------------------------------------------------------------------


def test_a_folder_is_searched_for_project_files_only(study: Path) -> None:
    for name in (".hidden/a.yaml", "node_modules/a.yaml", "__pycache__/a.yaml", ".a.yaml", "a.yaml~", "a.txt"):
        path = study / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(VENDOR, encoding="utf-8")
    (study / "compose.yaml").write_text("services: {}\n", encoding="utf-8")
    result = app.validate([Path()], today=TODAY)
    assert (codes(result), result.files) == ([], FILES)


@pytest.mark.parametrize("name", ["deep/down/a.yaml", "a.yml", "study/study.yaml"])
def test_project_files_are_found_however_deep(study: Path, name: str) -> None:
    path = study / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("toolselect: vendor/1\nid: 5\nname: A\n", encoding="utf-8")
    assert {one.place.path for one in app.validate([Path()], today=TODAY).diagnostics} == {name}


def test_the_same_file_named_twice_is_read_once(study: Path) -> None:
    (study / "bad.yaml").write_text(VENDOR, encoding="utf-8")
    once = app.validate([Path("bad.yaml")], today=TODAY)
    often = app.validate([Path("bad.yaml"), Path("./bad.yaml"), study / "bad.yaml"], today=TODAY)
    assert codes(once) == codes(often) == ["TS102"]
    assert often.files == once.files


def test_a_folder_and_a_file_in_it_are_no_more_than_the_folder(study: Path) -> None:
    (study / "acme.yaml").write_text(VENDOR, encoding="utf-8")
    folder = app.validate([Path()], today=TODAY)
    both = app.validate([Path("acme.yaml"), Path(), Path("study.yaml")], today=TODAY)
    assert both.diagnostics == folder.diagnostics
    assert both.files == folder.files


def test_a_lone_vendor_file_below_a_study_uses_its_vocabulary(study: Path) -> None:
    other = study / "vendors" / "other.yaml"
    other.parent.mkdir()
    other.write_text(VENDOR.replace("api_rest: {value: yes}", "api_oauth2: {unknown: not asked}"), encoding="utf-8")
    assert codes(app.validate([Path("vendors/other.yaml")], today=TODAY)) == ["TS201"]


def test_a_missing_path_is_a_finding(study: Path) -> None:
    del study
    result = app.validate([Path("gone.yaml"), Path("gone/")], today=TODAY)
    assert codes(result) == ["TS001", "TS001"]
    assert result.files == 0


def test_texts_hold_what_excerpts_need(study: Path) -> None:
    (study / "acme.yaml").write_text("\ufeff" + VENDOR, encoding="utf-8")
    result = app.validate([Path()], today=TODAY)
    assert [one.place.path for one in result.diagnostics] == ["acme.yaml"]
    assert result.texts["acme.yaml"] == VENDOR


def test_two_studies_are_both_checked_and_do_not_mix(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(CASES / "invalid" / "weights-incomplete", study.parent / "other")
    monkeypatch.chdir(study.parent)
    result = app.validate([Path("study"), Path("other")], today=TODAY)
    assert [(one.code, one.place.path) for one in result.diagnostics] == [("TS302", "other/study.yaml")]
    assert result.files == FILES + len(list((study.parent / "other").glob("*.yaml")))


def test_lone_files_are_judged_today_and_studies_on_their_day(study: Path) -> None:
    path = study / "acme.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("2026-10-01", "2027-10-01"), encoding="utf-8")
    assert codes(app.validate([path], today=TODAY)) == ["TS401"]
    assert codes(app.validate([path], today=date(2027, 12, 1))) == []
    assert codes(app.validate([path], today=date(2027, 12, 1), as_of=TODAY)) == ["TS401"]
    assert codes(app.validate([Path()], today=date(2027, 12, 1))) == ["TS401"]
    assert "TS401" not in codes(app.validate([Path()], today=date(2027, 12, 1), as_of=date(2027, 11, 1)))


def test_another_stage_can_be_held_against_a_study(study: Path) -> None:
    del study
    claimed = app.validate([Path()], today=TODAY)
    concluded = app.validate([Path()], today=TODAY, stage=Stage.CONCLUDE)
    assert len(concluded.diagnostics) > len(claimed.diagnostics)


def test_findings_can_be_chosen_and_graded(study: Path) -> None:
    (study / "acme.yaml").write_text(VENDOR.replace("name:", "nmae:"), encoding="utf-8")
    assert codes(app.validate([Path("acme.yaml")], today=TODAY)) == ["TS101", "TS102"]
    assert codes(app.validate([Path("acme.yaml")], today=TODAY, ignore=["TS102"])) == ["TS101"]
    assert codes(app.validate([Path("acme.yaml")], today=TODAY, select=["TS102"])) == ["TS102"]
    graded = app.validate([Path("acme.yaml")], today=TODAY, severities={"TS1": Severity.NOTE})
    assert {one.severity for one in graded.diagnostics} == {Severity.NOTE}


def test_shared_work_finds_the_same(study: Path) -> None:
    for number in range(250):
        text = VENDOR.replace("acme", f"v{number}") + ("" if number % 3 else "colour: red\n")
        (study / f"v{number:03}.yaml").write_text(text, encoding="utf-8")
    alone = app.validate([Path()], today=TODAY, jobs=1)
    shared = app.validate([Path()], today=TODAY, jobs=2)
    assert alone == shared
    assert len(alone.diagnostics) == 250 + 84


# --- evaluating and writing --------------------------------------------------------------------------------------


def test_an_evaluation_is_the_same_from_everywhere(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = app.evaluate_study(None)
    monkeypatch.chdir(study.parent.parent)
    there = app.evaluate_study(Path("home/study"))
    assert here.evaluation is not None
    assert here.evaluation == there.evaluation


def test_findings_of_an_evaluation_are_shown_from_where_one_stands(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (study / "acme.yaml").write_text(VENDOR, encoding="utf-8")
    monkeypatch.chdir(study.parent.parent)
    outcome = app.evaluate_study(Path("home/study"))
    assert outcome.evaluation is None
    assert [one.place.path for one in outcome.diagnostics] == ["home/study/acme.yaml"]
    assert outcome.texts["home/study/acme.yaml"] == VENDOR


def test_a_study_may_name_files_outside_only_when_permitted(study: Path) -> None:
    shutil.move(study / "acme.yaml", study.parent / "acme.yaml")
    text = (study / "study.yaml").read_text(encoding="utf-8").replace("acme.yaml", "../acme.yaml")
    (study / "study.yaml").write_text(text, encoding="utf-8")
    assert codes(app.evaluate_study(None)) == ["TS210"]
    assert app.evaluate_study(None, allow_outside=True).evaluation is not None
    assert codes(app.validate([Path()], today=TODAY)) == ["TS210"]
    assert codes(app.validate([Path()], today=TODAY, allow_outside=True)) == []


def test_a_report_is_written_in_every_format_asked_for(study: Path) -> None:
    evaluation = app.evaluate_study(None).evaluation
    assert evaluation is not None
    written = app.write_report(evaluation, ["md", "json", "md"], study / "out")
    pictures = tuple(f"report-{name}.svg" for name in ("ranking", "field-acme", "field-current"))
    assert written == tuple(study / "out" / name for name in ("report.md", *pictures, "report.json"))
    assert all(path.stat().st_size for path in written)


def test_a_new_study_validates_and_can_be_evaluated_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written = app.init(Path("new"), TODAY)
    assert all(path.is_file() for path in written)
    found = app.validate([Path("new")], today=TODAY).diagnostics
    assert not [one for one in found if one.severity is Severity.ERROR]
    assert app.evaluate_study(Path("new")).evaluation is not None


# --- looking up --------------------------------------------------------------------------------------------------


def test_all_that_ships_can_be_loaded() -> None:
    assert app.shipped("vendors") == tuple(name for name in resources.names("vendors"))
    for name in app.shipped("vendors"):
        assert app.load_shipped_vendor(name).id == name
    for name in app.shipped("criteria"):
        assert app.load_shipped_criteria(name).id == name
    with pytest.raises(KeyError):
        app.load_shipped_vendor("../vendors/zendesk")
    with pytest.raises(KeyError):
        app.load_shipped_criteria("facts.yaml")


def test_a_name_is_looked_up_in_the_study_first(study: Path) -> None:
    del study
    assert isinstance(app.show("acme"), Vendor)
    own = app.show("uptime")
    assert isinstance(own, Criterion)
    assert own.place.path == "criteria.yaml"
    assert isinstance(app.show("zendesk"), Vendor)
    assert isinstance(app.show("channel_voice"), Fact)
    with pytest.raises(app.NothingFound, match="did you mean `zendesk`"):
        app.show("zendesc")
