"""`init`, `score` and `report`, from an empty folder to a written report."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest
import yaml

from tests.cli.running import here as run
from tests.cli.running import process
from toolselect import resources
from toolselect.cli import console

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "helpdesk"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    ran = run("init", "study", cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (0, "")
    assert "wrote study/study.yaml\n" in ran.stderr
    return tmp_path / "study"


# --- init --------------------------------------------------------------------------------------------------------


def test_a_new_study_validates_scores_and_reports_at_once(study: Path) -> None:
    assert run("validate", cwd=study).returncode == 0
    assert run("score", cwd=study).returncode == 0
    ran = run("report", cwd=study)
    assert ran.returncode == 0, ran.stderr
    written = {path.name for path in (study / "build").iterdir()}
    assert {name for name in written if not name.endswith(".svg")} == {"report.html", "report.md", "report.json"}


def test_the_files_of_a_new_study_have_no_finding_of_their_own(study: Path) -> None:
    ran = run("validate", "--format", "json", cwd=study)
    assert [one for one in json.loads(ran.stdout)["diagnostics"] if not one["path"].startswith("shipped:")] == []


def test_each_file_of_a_new_study_names_a_schema_that_is_there(study: Path) -> None:
    files = sorted(study.rglob("*.yaml"))
    assert [path.name for path in files] == ["study.yaml", "current.yaml", "local.yaml"]
    for path in files:
        first = path.read_text().split("\n")[0]
        assert first.startswith("# yaml-language-server: $schema=")
        schema = path.parent / first.partition("$schema=")[2]
        assert json.loads(schema.read_text())["title"].startswith("toolselect ")
        assert "{{" not in path.read_text()


def test_the_weights_of_a_new_study_are_the_shipped_ones(study: Path) -> None:
    given = yaml.safe_load((study / "study.yaml").read_text())["weights"]
    shipped = yaml.safe_load(resources.read_bytes("criteria", "customer-service.yaml"))["criteria"]
    assert given == {criterion["id"]: criterion["weight"] for criterion in shipped}


def test_init_overwrites_nothing(study: Path) -> None:
    before = {path: path.read_bytes() for path in study.rglob("*") if path.is_file()}
    ran = run("init", "study", cwd=study.parent)
    assert ran.returncode == 2
    assert "exist already" in ran.stderr
    assert {path: path.read_bytes() for path in study.rglob("*") if path.is_file()} == before


def test_init_says_why_it_can_not_write(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ran = run("init", "file/study", cwd=tmp_path)
    assert ran.returncode == 2
    assert ran.stderr.startswith("error: cannot write ")


# --- score -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [40, 60, 75, 76, 80, 99, 100, 140, 200])
def test_the_table_fits_the_width_and_loses_nothing(width: int) -> None:
    ran = run("score", cwd=EXAMPLE, COLUMNS=str(width))
    assert ran.returncode == 0
    lines = ran.stdout.split("\n")
    assert max(map(console.columns, lines)) <= width
    assert all(line == line.rstrip() for line in lines)
    for words in ("Intercom", "Zendesk", "not tested", "USD 55,200", "51 %"):
        assert " ".join(words.split()) in " ".join(ran.stdout.split())
    branches = ran.stdout.split("\n\n")[2]
    for words in ("API", "compatibility", "Migration", "65\u2013100", "30\u201370", "39\u201344", "not known"):
        assert words in branches
    assert "Possible" in branches or "how far it could move" in branches
    assert "\x1b" not in ran.stdout


def test_numbers_stand_right_aligned() -> None:
    lines = run("score", cwd=EXAMPLE).stdout.split("\n")
    ends = {found.end() for line in lines for found in re.finditer(r"USD [0-9,]+(?=  )", line)}
    assert len(ends) == 1


def test_scores_of_branches_stand_one_under_the_other_under_their_names() -> None:
    lines = run("score", cwd=EXAMPLE, COLUMNS="140").stdout.split("\n")
    head = next(number for number, line in enumerate(lines) if line.startswith("Branch "))
    table = lines[head + 2 : lines.index("", head)]
    name, possible = (re.search(word, lines[head]) for word in ("Intercom", "Possible"))
    assert name is not None
    assert possible is not None
    for line in table:
        assert re.search(r"(\d|not known)$", line[: name.end()]), line
        assert re.search(r"(\d\u2013\d+| {9})$", line[: possible.end()].ljust(possible.end())), line


def test_the_same_study_gives_the_same_bytes() -> None:
    first = process("score", cwd=EXAMPLE, PYTHONHASHSEED="1", TZ="Asia/Tokyo", LC_ALL="C")
    second = process("score", cwd=EXAMPLE, PYTHONHASHSEED="2", TZ="UTC")
    assert first.stdout == second.stdout


def test_json_and_csv_hold_every_vendor() -> None:
    found = json.loads(run("score", "--format", "json", "-q", cwd=EXAMPLE).stdout)
    assert found["version"] == 1
    rows = list(csv.DictReader(io.StringIO(run("score", "--format", "csv", "-q", cwd=EXAMPLE).stdout)))
    assert {row["vendor"] for row in rows} == {"zendesk", "salesforce-service-cloud", "intercom", "current"}


def test_the_day_can_be_moved() -> None:
    now = run("score", "--format", "json", cwd=EXAMPLE)
    later = run("score", "--format", "json", "--as-of", "2029-01-01", cwd=EXAMPLE)
    assert later.returncode == 0
    assert json.loads(later.stdout)["as_of"] == "2029-01-01"
    assert now.stdout != later.stdout


# --- what stops the work -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [["score"], ["report", "-o", "out"]])
def test_errors_stop_the_work_and_nothing_is_written(study: Path, command: list[str]) -> None:
    path = study / "study.yaml"
    path.write_text(path.read_text().replace("seats: 25", "seats: many"))
    ran = run(*command, cwd=study)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "error[TS104]" in ran.stderr
    assert "stopped by 1 error; nothing was computed or written" in ran.stderr
    assert not (study / "out").exists()


@pytest.mark.parametrize("command", ["score", "report"])
@pytest.mark.parametrize("where", [[], ["nowhere"], ["."]])
def test_no_study_is_wrong_usage(tmp_path: Path, command: str, where: list[str]) -> None:
    ran = run(command, *where, cwd=tmp_path)
    assert ran.returncode == 2
    assert "toolselect init DIR" in ran.stderr


def test_a_study_reads_nothing_outside_its_folder_unless_allowed(study: Path) -> None:
    shutil.copy(study / "vendors" / "local.yaml", study.parent / "local.yaml")
    path = study / "study.yaml"
    path.write_text(path.read_text().replace("vendors/local.yaml]", "../local.yaml]"))
    refused = run("score", cwd=study)
    assert refused.returncode == 1
    assert "error[TS210]" in refused.stderr
    assert run("score", "--allow-outside", cwd=study).returncode == 0


# --- report ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formats", "names"),
    [
        (["-f", "md"], ["report.md"]),
        (["-f", "md,json"], ["report.json", "report.md"]),
        (["-f", "md", "--format", "json, md"], ["report.json", "report.md"]),
        ([], ["report.html", "report.json", "report.md"]),
    ],
)
def test_formats_may_be_listed_or_repeated(tmp_path: Path, formats: list[str], names: list[str]) -> None:
    ran = run("report", str(EXAMPLE), *formats, "-o", "a/b", cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (0, "")
    written = sorted(path.name for path in (tmp_path / "a" / "b").iterdir())
    assert [name for name in written if not name.endswith(".svg")] == names
    assert ("report-ranking.svg" in written) == ("report.md" in names)
    assert all(f"wrote a/b/{name}\n" in ran.stderr for name in names)


def test_a_report_that_can_not_be_written_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("")
    ran = run("report", str(EXAMPLE), cwd=tmp_path)
    assert ran.returncode == 2
    assert "error: cannot write build" in ran.stderr


def test_a_quiet_run_is_quiet(tmp_path: Path) -> None:
    ran = run("report", str(EXAMPLE), "-f", "md", "-q", cwd=tmp_path)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


def test_the_short_form_is_printed_and_writes_no_file(tmp_path: Path) -> None:
    ran = run("report", str(EXAMPLE), "--brief", "-q", cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("<!-- toolselect report -->\n## Help desk 2027")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("also", [["-f", "md"], ["-o", "build"]])
def test_files_are_written_beside_the_short_form_if_they_are_asked_for(tmp_path: Path, also: list[str]) -> None:
    ran = run("report", str(EXAMPLE), "--brief", *also, cwd=tmp_path)
    assert ran.stdout.startswith("<!-- toolselect report -->\n")
    assert (tmp_path / "build" / "report.md").exists()


# --- what the table says -----------------------------------------------------------------------------------------


def test_what_fails_or_is_not_known_is_said_in_words(study: Path) -> None:
    path = study / "study.yaml"
    text = path.read_text().replace("plan: {zendesk: suite-team}", "plan: {zendesk: suite-growth}")
    path.write_text(text + '\nadjust: {net_present_value: {must: ">= 10", reason: Nothing less will do.}}\n')
    ran = run("score", cwd=study)
    assert ran.returncode == 0
    words = " ".join(ran.stdout.split())
    assert "Ruled out, or not ranked - Salesforce Service Cloud: Ruled out." in words
    row = next(line for line in ran.stdout.split("\n") if re.match(r"\d+=? +Zendesk", line))
    assert "not known" in row
    assert "Unproven must-haves - Zendesk: " in words


def test_a_relative_scale_is_flagged(study: Path) -> None:
    path = study / "study.yaml"
    reason = "reason: The budget is not decided."
    path.write_text(
        f"{path.read_text()}\nadjust: {{net_present_value: {{value: {{relative: {{best: low}}}}, {reason}}}}}\n"
    )
    ran = run("score", cwd=study)
    assert ran.returncode == 0, ran.stderr
    assert "Relative scale: " in ran.stdout
