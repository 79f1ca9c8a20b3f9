"""The PDF: printed by a real Chromium, tagged, the first screen on the first page; and what is said without one."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from toolselect import app
from toolselect.app import printing
from toolselect.report import rendered

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "helpdesk"
REQUIRED = os.environ.get("TOOLSELECT_OFFICE_TESTS") == "required"
DAY = date(2026, 11, 22)
A4 = (595, 842)  # points, 210 x 297 mm


@pytest.fixture(scope="module")
def chromium() -> str:
    try:
        return printing.browser(os.environ.get(printing.CHROMIUM, ""))
    except printing.PrintFailed as error:
        if REQUIRED:
            pytest.fail(f"Chromium is required here (TOOLSELECT_OFFICE_TESTS): {error}")
        pytest.skip(f"needs Chromium: {error}")


@pytest.fixture(scope="module")
def printed(chromium: str) -> bytes:
    evaluation = app.evaluate_study(EXAMPLE).evaluation
    assert evaluation is not None
    return printing.pdf(rendered(evaluation, "html").encode(), DAY, chromium)


@pytest.mark.slow
def test_it_is_tagged_has_an_outline_and_speaks_its_language(printed: bytes) -> None:
    reader = PdfReader(BytesIO(printed))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en"
    assert reader.outline
    assert reader.metadata is not None
    assert reader.metadata.title is not None
    assert reader.metadata.title.endswith("decision report")


@pytest.mark.slow
def test_every_page_is_a4_and_no_browser_writes_on_it(printed: bytes) -> None:
    pages = PdfReader(BytesIO(printed)).pages
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages} == {A4}
    assert len(pages) > 5
    assert "file://" not in pages[0].extract_text()


@pytest.mark.slow
def test_the_first_page_asks_for_the_decision(printed: bytes, tmp_path: Path) -> None:
    reader = shutil.which("pdftotext")
    if reader is None:
        if REQUIRED:
            pytest.fail("Poppler is required here (TOOLSELECT_OFFICE_TESTS), and pdftotext is not on the path")
        pytest.skip("needs Poppler: pdftotext is not on the path")
    (tmp_path / "report.pdf").write_bytes(printed)
    ran = subprocess.run(
        [reader, "-l", "1", "-layout", str(tmp_path / "report.pdf"), "-"], capture_output=True, check=True, timeout=60
    )
    first = " ".join(ran.stdout.decode().split())
    assert "Which help desk should replace the shared mailbox" in first
    assert "Zendesk" in first


@pytest.mark.slow
def test_it_is_dated_by_the_study_and_the_same_twice(chromium: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = b"<!doctype html><html lang=en><title>One</title><h1>One</h1><p>Two</p>"
    first = printing.pdf(page, DAY, chromium)
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    assert printing.pdf(page, DAY, chromium) == first
    dates = PdfReader(BytesIO(first)).metadata
    assert dates is not None
    assert dates.creation_date is not None
    assert dates.creation_date.date() == dates.modification_date.date() == DAY  # type: ignore[union-attr]
    assert printing.pdf(page, date(2020, 1, 2), chromium) != first


# --- what can go wrong ----------------------------------------------------------------------------------------------


def program(folder: Path, text: str) -> str:
    path = folder / "browser"
    path.write_text(f"#!{sys.executable}\n{text}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_a_browser_is_looked_for_by_all_its_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(printing.PrintFailed, match="none was found") as failed:
        printing.browser()
    assert printing.CHROMIUM in failed.value.hint
    for name in reversed(printing.NAMES):
        shutil.copy(program(tmp_path, ""), tmp_path / name)
        assert printing.browser() == str(tmp_path / name)
    assert printing.browser("browser") == str(tmp_path / "browser")
    with pytest.raises(printing.PrintFailed, match="`nowhere`"):
        printing.browser("nowhere")


def test_a_browser_that_prints_nothing_is_quoted(tmp_path: Path) -> None:
    name = program(tmp_path, "import sys; sys.exit('[0101/1:ERROR] no display')")
    with pytest.raises(printing.PrintFailed, match=r"printed nothing: .*no display"):
        printing.pdf(b"", DAY, name)


def test_a_program_that_is_none_is_no_browser(tmp_path: Path) -> None:
    path = tmp_path / "browser"
    path.write_bytes(b"\x00\x01")
    path.chmod(0o755)
    with pytest.raises(printing.PrintFailed, match="can't be started"):
        printing.pdf(b"", DAY, str(path))


def test_a_browser_that_hangs_is_ended_with_its_helpers_and_its_profile_is_gone(tmp_path: Path) -> None:
    name = program(
        tmp_path,
        "import subprocess, sys, time, os\n"
        "child = subprocess.Popen(['sleep', '600'])\n"
        "profile = next(a for a in sys.argv if a.startswith('--user-data-dir='))\n"
        f"open({str(tmp_path / 'noted')!r}, 'w').write(f'{{child.pid}} {{profile.partition(chr(61))[2]}}')\n"
        "time.sleep(600)",
    )
    with pytest.raises(printing.PrintFailed, match="did not answer in 2 seconds"):
        printing.pdf(b"", DAY, name, timeout=2)
    pid, _, profile = (tmp_path / "noted").read_text().partition(" ")
    assert not Path(profile).parent.exists()
    assert not alive(int(pid))


def alive(pid: int) -> bool:
    """Tell whether a process still runs; one that ended and waits to be collected does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not (status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z")


def test_nothing_is_written_without_a_browser(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "toolselect", "report", str(EXAMPLE), "-f", "md,pdf", "-o", str(tmp_path / "out")],
        env={**os.environ, "TOOLSELECT_CHROMIUM": "nowhere"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ran.returncode == 2
    assert "error[TS901]: TOOLSELECT_CHROMIUM names `nowhere`" in ran.stderr
    assert "= help: " in ran.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("formats", [["pdf"], ["pdf", "md"], ["html", "pdf"]])
def test_the_page_is_written_only_where_it_is_asked_for(
    formats: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "browser", lambda _named: "browser")
    monkeypatch.setattr(printing, "pdf", lambda page, _as_of, program: page[:15] + program.encode())
    evaluation = app.evaluate_study(EXAMPLE).evaluation
    assert evaluation is not None
    written = app.write_report(evaluation, formats, tmp_path)
    assert {path.suffix[1:] for path in written} - {"svg"} == set(formats)
    assert (tmp_path / "report.pdf").read_bytes() == b"<!doctype html>browser"
