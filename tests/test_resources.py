from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from toolselect import resources

SCHEMAS = Path(resources.__file__).parent / "schemas"


def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lay the files out as a wheel does, with a decoy where a checkout has them."""
    package = tmp_path / "site-packages" / "toolselect"
    data = package / "_data" / "criteria"
    data.mkdir(parents=True)
    (package / "schemas").mkdir()
    (package.parent / "criteria").mkdir()
    (package.parent / "criteria" / "decoy.yaml").touch()
    monkeypatch.setattr(resources, "_PACKAGE", package)
    return data


def test_a_checkout_is_read_from_its_top_level_folders() -> None:
    assert resources.root("criteria") == Path(resources.__file__).parents[1] / "criteria"
    assert "facts" in resources.names("criteria")


def test_an_installed_package_is_read_from_its_own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = installed(tmp_path, monkeypatch)
    (data / "b.yaml").write_bytes(b"toolselect: criteria/1\r\n")
    assert resources.root("criteria") == data
    assert resources.names("criteria") == ("b",)
    assert resources.read_bytes("criteria", "b.yaml") == b"toolselect: criteria/1\r\n"


def test_names_are_in_order_and_leave_out_what_does_not_ship(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = installed(tmp_path, monkeypatch)
    for name in ("b.yaml", "a.yaml", "C.yaml", "a.yaml~", ".hidden.yaml", "notes.md", "x.yml", "10.yaml"):
        (data / name).touch()
    (data / "deep").mkdir()
    (data / "deep" / "d.yaml").touch()
    assert resources.names("criteria") == ("10", "C", "a", "b")


def test_a_folder_that_is_not_there_has_no_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(tmp_path, monkeypatch)
    assert resources.names("vendors") == ()


@pytest.mark.parametrize(
    "name", ["nothing.yaml", "", ".", "..", "../secret", "deep/../../secret", "/etc/passwd", "a\\b", "a\0b", "deep"]
)
def test_only_shipped_files_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    data = installed(tmp_path, monkeypatch)
    (data / "deep").mkdir()
    (data.parent / "secret").touch()
    with pytest.raises(FileNotFoundError, match="ships in criteria"):
        resources.read_bytes("criteria", name)


def test_files_in_folders_below_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = installed(tmp_path, monkeypatch)
    (data / "deep").mkdir()
    (data / "deep" / "d.svg").write_bytes(b"<svg/>")
    assert resources.read_bytes("criteria", "deep/d.svg") == b"<svg/>"


def test_a_schema_is_found_by_its_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = installed(tmp_path, monkeypatch)
    (data.parents[1] / "schemas" / "vendor.schema.json").write_text('{"title": "é"}', encoding="utf-8")
    assert resources.schema_text("vendor") == '{"title": "é"}'


@pytest.mark.parametrize("kind", ["", "nothing", "../schemas/vendor", "a\0b"])
def test_an_unknown_schema_is_refused(kind: str) -> None:
    with pytest.raises(FileNotFoundError, match="no schema is called"):
        resources.schema_text(kind)


def test_finding_files_loads_nothing_heavy() -> None:
    script = "import sys; import toolselect.resources; print('importlib.resources' in sys.modules)"
    command = [
        sys.executable,
        "-I",
        "-S",
        "-c",
        f"import sys; sys.path.insert(0, {str(SCHEMAS.parents[1])!r}); {script}",
    ]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "False\n"
