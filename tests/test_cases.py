"""Examples are tests: every folder below `cases/` is read as a user would read it, and what is said is compared.

`cases/valid/NAME` must be read without a word. `cases/invalid/NAME` holds an `expected.txt` with exactly what must be
said, one finding a line, sorted by place: `path:line:column: severity[CODE] message | hint`. What is checked is the
whole folder, or the paths that `paths.txt` names. Adding a folder adds a test.

    UPDATE_CASES=1 python -m pytest tests/test_cases.py

writes each `expected.txt` anew from what the program says. Read the difference before you commit it.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from toolselect import app, source
from toolselect.diagnostics import Severity, stops_work
from toolselect.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from toolselect.diagnostics import Diagnostic
    from toolselect.validation import Validation

TODAY = date(2026, 11, 22)
CASES = Path(__file__).parent / "cases"
VALID = sorted(path for path in (CASES / "valid").iterdir() if path.is_dir())
INVALID = sorted(path for path in (CASES / "invalid").iterdir() if path.is_dir())
UPDATE = os.environ.get("UPDATE_CASES") == "1"

NOT_IN_A_FOLDER = {
    "TS006": "a file that is too large is made by the test below",
    "TS112": "is asked for by name with --fix: tests/test_fixing.py",
    "TS316": "needs five vendors: tests/checks/test_outcome.py",
    "TS322": "is about files of judgements: tests/loading/test_judgements.py",
    "TS323": "is about files of judgements: tests/cli/test_weights.py",
    "TS324": "is about files of judgements: tests/cli/test_weights.py",
    "TS325": "is about tables of data: tests/cli/test_weights.py",
    "TS407": "needs --expires-within: tests/checks/test_evidence.py",
    **{f"TS{number}": "is about tables of cash flows: tests/loading/test_cashflow.py" for number in range(610, 617)},
    **{f"TS{number}": "is about tables of data: tests/scoring/methods/test_method.py" for number in range(803, 815)},
    "TS815": "is about tables of data: tests/cli/test_rank.py",
    "TS901": "belongs to commands that write: tests/cli",
    "TS902": "belongs to the command line: tests/cli",
    "TS903": "belongs to the settings of a project: tests/cli",
}


STRICTER = {"texts-in-several-languages", "derived-by-nothing", "fact-in-two-vocabularies", "money-twice"}
"""Cases that PyYAML's own parser refuses: it wants a text with `?` inside brackets to stand in quotes."""


def checked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Validation:
    """Check the folder as somebody who stands in it."""
    monkeypatch.chdir(folder)
    named = folder / "paths.txt"
    paths = named.read_text(encoding="utf-8").splitlines() if named.exists() else ["."]
    return app.validate([Path(path) for path in paths], today=TODAY)


def concise(found: Diagnostic) -> str:
    assert found.location is not None
    hint = f" | {found.hint}" if found.hint else ""
    where = f"{found.place.path}:{found.location.line}:{found.location.column}"
    return f"{where}: {found.severity}[{found.code}] {found.message}{hint}"


def name(folder: Path) -> str:
    return folder.name


@pytest.mark.parametrize("folder", VALID, ids=name)
def test_a_valid_case_is_read_without_a_word(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = checked(folder, monkeypatch)
    assert [concise(one) for one in result.diagnostics] == []
    assert result.files > 0


@pytest.mark.parametrize("folder", [path for path in VALID if (path / "study.yaml").exists()], ids=name)
def test_a_valid_study_is_evaluated(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    outcome = app.evaluate_study(None)
    assert outcome.evaluation is not None
    assert outcome.diagnostics == ()


@pytest.mark.parametrize("folder", INVALID, ids=name)
def test_an_invalid_case_gives_exactly_these_findings(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = [concise(one) for one in checked(folder, monkeypatch).diagnostics]
    expected = folder / "expected.txt"
    if UPDATE:
        expected.write_text("".join(f"{line}\n" for line in said), encoding="utf-8", newline="")
    assert said
    assert said == expected.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("folder", INVALID, ids=name)
def test_every_finding_stands_inside_its_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = checked(folder, monkeypatch)
    for one in result.diagnostics:
        assert one.location is not None
        text = result.texts.get(one.place.path)
        if text is None:  # could not be read, or was named on the command line only
            assert (one.location.line, one.location.column) == (1, 1)
            continue
        lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
        assert one.location.line <= len(lines)
        assert one.location.column <= len(lines[one.location.line - 1]) + 1
        assert (one.location.line, one.location.column) <= (one.location.end_line, one.location.end_column)


def may_share_a_place(found: Diagnostic) -> bool:
    """Tell whether a finding is about what is not there: such ones stand where it would belong."""
    return found.code == "TS102" or found.code.startswith("TS7")


@pytest.mark.parametrize("folder", INVALID, ids=name)
def test_a_place_is_complained_about_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One mistake, one finding: no two of one code at one place, and at most one hint to act on at each value."""
    found = checked(folder, monkeypatch).diagnostics
    places = [(one.place.path, one.location, one.code) for one in found if not may_share_a_place(one)]
    assert len(places) == len(set(places))


@pytest.mark.parametrize("folder", [path for path in INVALID if (path / "study.yaml").exists()], ids=name)
def test_an_invalid_study_is_evaluated_only_if_nothing_forbids_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    outcome = app.evaluate_study(None)
    assert (outcome.evaluation is None) == stops_work(outcome.diagnostics)


@pytest.mark.parametrize("folder", INVALID, ids=name)
def test_the_findings_do_not_depend_on_where_one_stands(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = checked(folder, monkeypatch)
    if (folder / "paths.txt").exists():
        return
    monkeypatch.chdir(folder.parent)
    outside = app.validate([Path(folder.name)], today=TODAY)
    prefix = f"{folder.name}/"
    assert places(inside.diagnostics) == places(outside.diagnostics, prefix)
    assert inside.files == outside.files


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML was built without libyaml")
@pytest.mark.parametrize("folder", [path for path in (*VALID, *INVALID) if path.name not in STRICTER], ids=name)
def test_the_findings_do_not_depend_on_libyaml(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = checked(folder, monkeypatch)
    monkeypatch.setattr(source, "_PARSER", yaml.SafeLoader)
    slow = checked(folder, monkeypatch)
    assert [(one.place, one.code) for one in usual.diagnostics] == [(one.place, one.code) for one in slow.diagnostics]
    for one, other in zip(usual.diagnostics, slow.diagnostics, strict=True):
        assert one.location is not None
        assert other.location is not None
        assert one.location.line == other.location.line or one.code == "TS004"


def places(found: Iterable[Diagnostic], prefix: str = "") -> list[tuple[str, object, str]]:
    return [(one.place.path.removeprefix(prefix), one.location, one.code) for one in found]


def expected_codes() -> Iterator[str]:
    for folder in INVALID:
        for line in (folder / "expected.txt").read_text(encoding="utf-8").splitlines():
            yield line.partition("[")[2][:5]


def test_every_code_is_fired_by_a_case() -> None:
    assert {code for code in RULES if code not in NOT_IN_A_FOLDER} - set(expected_codes()) == set()


def test_exceptions_are_real_codes_that_no_case_fires() -> None:
    assert set(NOT_IN_A_FOLDER) <= set(RULES)
    assert set(NOT_IN_A_FOLDER) & set(expected_codes()) == set()


def test_nothing_lies_about_that_no_test_reads() -> None:
    assert {path.name for path in CASES.iterdir()} <= {"valid", "invalid"}
    assert [path for path in CASES.glob("*/*") if not path.is_dir()] == []
    assert [path for path in VALID if (path / "expected.txt").exists()] == []


# --- what no folder under version control can hold ---------------------------------------------------------------


STUDY = """\
toolselect: study/1
title: Help desk
stage: frame
as_of: 2026-11-22
criteria: customer-service
vendors: [acme.yaml]
seats: 40
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with a study that names `acme.yaml`, which is not there yet."""
    folder = tmp_path / "study"
    folder.mkdir()
    (folder / "study.yaml").write_text(STUDY, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


def said_of(*paths: str) -> list[str]:
    return [concise(one) for one in app.validate([Path(path) for path in paths], today=TODAY).diagnostics]


def test_a_file_of_100_mb_is_refused_without_reading_it(here: Path) -> None:
    with (here / "acme.yaml").open("wb") as file:
        file.write(b"toolselect: vendor/1\n")
        file.truncate(100_000_000)
    assert said_of("study.yaml") == [
        "study.yaml:6:11: error[TS006] acme.yaml is larger than 8 MB | split it, or allow more with --max-file-size"
    ]
    assert said_of("acme.yaml") == [
        "acme.yaml:1:1: error[TS006] acme.yaml is larger than 8 MB | split it, or allow more with --max-file-size"
    ]
    assert [line.partition(" ")[0] for line in said_of(".")] == ["study.yaml:6:11:"]


def test_a_larger_file_is_read_when_it_is_allowed(here: Path) -> None:
    comment = b"# " + b"x" * 100 + b"\n"
    (here / "acme.yaml").write_bytes(b"toolselect: vendor/1\nid: acme\nname: Acme\n" + comment * 90_000)
    found = app.validate([Path("acme.yaml")], today=TODAY, max_file_size=10_000_000).diagnostics
    assert found == ()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no FIFOs here")
def test_a_pipe_where_a_file_belongs_is_refused_without_waiting(here: Path) -> None:
    os.mkfifo(here / "acme.yaml")
    assert (
        said_of("study.yaml")
        == said_of(".")
        == ["study.yaml:6:11: error[TS001] acme.yaml can't be read: it is a pipe, socket or device, not a regular file"]
    )


def test_a_file_that_may_not_be_read_is_reported_where_it_is_named(here: Path) -> None:
    secret = here / "acme.yaml"
    secret.write_text("toolselect: vendor/1\n", encoding="utf-8")
    secret.chmod(0)
    if os.access(secret, os.R_OK):
        pytest.skip("nothing is unreadable for root; a pipe stands for it above")
    expected = ["study.yaml:6:11: error[TS001] acme.yaml can't be read: no permission"]
    assert said_of("study.yaml") == expected
    assert said_of(".") == expected


def test_a_link_out_of_the_folder_is_refused_unless_it_is_permitted(here: Path) -> None:
    outside = here.parent / "outside.yaml"
    outside.write_text("toolselect: vendor/1\nid: acme\nname: Acme\n", encoding="utf-8")
    (here / "acme.yaml").symlink_to(outside)
    (found,) = app.validate([Path("study.yaml")], today=TODAY).diagnostics
    assert concise(found).startswith("study.yaml:6:11: error[TS210] `acme.yaml` is outside the study's folder")
    allowed = app.validate([Path("study.yaml")], today=TODAY, allow_outside=True).diagnostics
    assert not [one for one in allowed if one.severity is Severity.ERROR]


def test_a_linked_folder_leads_out_too(here: Path) -> None:
    (here.parent / "elsewhere").mkdir()
    (here.parent / "elsewhere" / "acme.yaml").write_text("toolselect: vendor/1\n", encoding="utf-8")
    (here / "vendors").symlink_to(here.parent / "elsewhere")
    (here / "study.yaml").write_text(STUDY.replace("acme.yaml", "vendors/acme.yaml"), encoding="utf-8")
    assert [line[:34] for line in said_of("study.yaml")] == ["study.yaml:6:11: error[TS210] `ven"]


def test_a_link_that_stays_inside_is_followed(here: Path) -> None:
    (here / "real.yaml").write_text("toolselect: vendor/1\nid: acme\nname: Acme\n", encoding="utf-8")
    (here / "acme.yaml").symlink_to("real.yaml")
    assert not [line for line in said_of(".") if "error" in line]


def test_links_that_go_round_in_a_circle_are_no_file(here: Path) -> None:
    (here / "acme.yaml").symlink_to("acme.yaml")
    assert [line.partition("]")[0] for line in said_of("study.yaml")] == ["study.yaml:6:11: error[TS001"]


@pytest.mark.parametrize(
    "vendor", ["'a\\0b.yaml'", "x" * 5000 + ".yaml", "'/dev/zero'", "'~/x.yaml'", "' .yaml'", "😀.yaml"]
)
def test_a_name_that_no_file_can_have_is_a_finding(here: Path, vendor: str) -> None:
    (here / "study.yaml").write_text(STUDY.replace("acme.yaml", vendor), encoding="utf-8")
    (found,) = app.validate([Path("study.yaml")], today=TODAY).diagnostics
    assert found.code in {"TS001", "TS210"}
    assert found.location is not None
    assert (found.location.line, found.location.column) == (6, 11)
