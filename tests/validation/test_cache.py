"""Findings from memory: never stale, never a failed run, never a half-written file."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from toolselect import app, files
from toolselect.validation import cache, checking

TODAY = date(2026, 11, 22)
PROFILE = """toolselect: vendor/1
id: acme
name: Acme
sources:
  page: {url: https://example.com, title: Page, date: 2026-10-01, kind: claim}
facts:
  api_rest: {value: VALUE, source: page}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TOOLSELECT_CACHE_DIR", raising=False)
    (tmp_path / "vendors").mkdir()
    write(tmp_path, "yes")
    return tmp_path


def write(folder: Path, value: str, name: str = "acme") -> None:
    (folder / "vendors" / f"{name}.yaml").write_text(PROFILE.replace("VALUE", value), encoding="utf-8")


def run(*, today: date = TODAY) -> list[str]:
    return [f"{one.code} {one.message}" for one in app.validate([Path("vendors")], today=today, cache=True).diagnostics]


def count_checks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    counted: list[int] = []
    original = checking.check

    def counting(targets: list[object], options: checking.Options) -> object:
        if targets:
            counted.append(len(targets))
        return original(targets, options)  # type: ignore[arg-type]

    monkeypatch.setattr(checking, "check", counting)
    return counted


def test_an_unchanged_file_is_not_checked_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, "5")
    counted = count_checks(monkeypatch)
    first = run()
    second = run()
    assert first == second
    assert first[0].startswith("TS111")
    assert counted == [1]


def test_a_changed_file_is(folder: Path) -> None:
    assert run() == []
    write(folder, "5")
    assert run()[0].startswith("TS111")
    write(folder, "yes")
    assert run() == []


def test_the_same_size_and_time_do_not_deceive(folder: Path) -> None:
    path = folder / "vendors" / "acme.yaml"
    run()
    before = path.stat()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("api_rest", "api_rost"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert run()[0].startswith("TS201")


def test_another_day_is_another_question(folder: Path) -> None:
    assert run() == []
    assert run(today=date(2030, 1, 1))[0].startswith("TS402")
    assert folder.exists()


def test_a_changed_vocabulary_counts(folder: Path) -> None:
    vocabulary = folder / "vocabulary.yaml"
    text = "toolselect: facts/1\nfacts:\n  api_rest: {question: Is there one?, type: boolean}\n"
    vocabulary.write_text(text, encoding="utf-8")
    path = folder / "vendors" / "acme.yaml"
    own = path.read_text(encoding="utf-8").replace("name: Acme\n", "name: Acme\nvocabulary: [../vocabulary.yaml]\n")
    path.write_text(own, encoding="utf-8")
    assert run() == []
    vocabulary.write_text(text.replace("api_rest", "api_soap"), encoding="utf-8")
    assert run()[0].startswith("TS201")


def test_a_profile_that_extends_another_follows_it(folder: Path) -> None:
    child = "toolselect: vendor/1\nextends: acme.yaml\nid: child\nplans: [{id: big, name: Big}]\n"
    (folder / "vendors" / "child.yaml").write_text(child, encoding="utf-8")
    assert run() == []
    write(folder, "5")
    assert len(run()) == 1
    (folder / "vendors" / "acme.yaml").unlink()
    assert run()[0].startswith("TS001")


def test_a_file_that_was_missing_is_found_later(folder: Path) -> None:
    (folder / "vendors" / "child.yaml").write_text(
        "toolselect: vendor/1\nextends: base.yaml\nid: child\n", encoding="utf-8"
    )
    assert run()[0].startswith("TS001")
    write(folder, "yes", "base")
    assert run() == []


@pytest.mark.parametrize("content", [b"", b"\0\1\2", b"toolselect cache 2 beef\n{}", b"{" * 9999, b"\xff"])
def test_a_broken_cache_is_passed_by(folder: Path, content: bytes) -> None:
    write(folder, "5")
    expected = run()
    (folder / cache.FOLDER / "findings.json").write_bytes(content)
    assert run() == expected
    assert run() == expected


def test_a_cache_whose_checksum_fits_and_whose_content_does_not(folder: Path) -> None:
    run()
    path = folder / cache.FOLDER / "findings.json"
    salt = json.loads(path.read_text(encoding="utf-8").partition("\n")[2])["salt"]
    body = json.dumps({"salt": salt, "targets": {"lone|vendors/acme.yaml||x": "nonsense"}})
    path.write_text(f"toolselect cache 2 {cache._checksum(body)}\n{body}", encoding="utf-8")
    assert run() == []


def test_a_folder_that_cannot_be_written_is_left_alone(folder: Path) -> None:
    (folder / cache.FOLDER).write_text("a file where the folder belongs", encoding="utf-8")
    assert run() == []


def test_a_failed_write_is_no_failure(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: object) -> None:
        raise files.WriteFailed(folder, "the disk is full")

    monkeypatch.setattr(files, "write_all", full)
    assert run() == []


def test_a_full_disk_only_costs_the_memory(folder: Path) -> None:
    write(folder, "5")
    code = (
        "import resource, sys; from datetime import date; from pathlib import Path; from toolselect import app\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))\n"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "found = app.validate([Path('vendors')], today=date(2026, 11, 22), cache=True).diagnostics\n"
        "sys.stdout.write(found[0].code)"
    )
    assert resource.RLIMIT_FSIZE
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True)
    assert done.stdout == "TS111"
    assert not list((folder / cache.FOLDER).glob("*.tmp")) if (folder / cache.FOLDER).exists() else True


def test_runs_side_by_side_agree(folder: Path) -> None:
    for number in range(30):
        write(folder, "5" if number % 3 == 0 else "yes", f"v{number}")
    command = [sys.executable, "-m", "toolselect", "validate", "vendors", "--as-of", "2026-11-22", "--format", "json"]
    started = [subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE) for _ in range(4)]
    outputs = {process.communicate()[0] for process in started}
    assert len(outputs) == 1
    assert b"TS111" in outputs.pop()
