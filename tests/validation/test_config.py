"""The settings of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from toolselect.diagnostics import Severity
from toolselect.validation import config

if TYPE_CHECKING:
    from pathlib import Path


def test_without_settings_nothing_is_set(tmp_path: Path) -> None:
    assert config.load(tmp_path) == config.Config()


def test_the_nearest_file_counts(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "toolselect.toml").write_text('select = ["TS4"]\n', encoding="utf-8")
    assert config.load(inner).select == ("TS4",)
    (tmp_path / "a" / "pyproject.toml").write_text('[tool.toolselect]\nignore = ["TS402"]\n', encoding="utf-8")
    assert config.load(inner) == config.Config(path=tmp_path / "a" / "pyproject.toml", ignore=("TS402",))


def test_a_pyproject_without_our_table_is_passed_by(tmp_path: Path) -> None:
    (tmp_path / "toolselect.toml").write_text('fail-on = "warning"\n', encoding="utf-8")
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")
    assert config.load(inner).fail_on == "warning"


def test_every_setting_is_read(tmp_path: Path) -> None:
    (tmp_path / "toolselect.toml").write_text(
        'select = ["TS"]\nignore = ["TS405"]\nfail-on = "never"\nexpires-within = "30d"\nmax-file-size = 20\n'
        '[severity]\nTS402 = "error"\nTS5 = "note"\n',
        encoding="utf-8",
    )
    assert config.load(tmp_path) == config.Config(
        path=tmp_path / "toolselect.toml",
        select=("TS",),
        ignore=("TS405",),
        fail_on="never",
        expires_within=30,
        max_file_size=20_000_000,
        severity={"TS402": Severity.ERROR, "TS5": Severity.NOTE},
    )


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('a = 1\nselct = ["TS4"]\n', 1, "the setting `a` is unknown"),
        ('\nselct = ["TS4"]\n', 2, "the setting `selct` is unknown"),
        ('select = ["TS4X"]\n', 1, "there is no rule `TS4X`"),
        ('ignore = "TS402"\n', 1, "`ignore` is a list of codes"),
        ('fail-on = "sometimes"\n', 1, "`sometimes` is not possible"),
        ('[severity]\nTS402 = "bad"\n', 1, "`bad` is not a severity"),
        ('expires-within = "soon"\n', 1, "`soon` is not a number of days; write 30d"),
        ("max-file-size = -1\n", 1, "`-1` is not a number of megabytes above 0 and up to 1000"),
        ("select = [\n", 1, "not readable as TOML: Invalid value"),
        ("a = = 1\n", 1, "not readable as TOML: Invalid value"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_place(tmp_path: Path, text: str, line: int, message: str) -> None:
    (tmp_path / "toolselect.toml").write_text(text, encoding="utf-8")
    with pytest.raises(config.ConfigError) as raised:
        config.load(tmp_path)
    first = raised.value.found[0]
    assert first.code == "TS903"
    assert first.message.startswith(message)
    assert first.location is not None
    assert first.location.line == line


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "toolselect.toml").write_text('selct = []\nfail-on = "x"\nignore = ["ZZ"]\n', encoding="utf-8")
    with pytest.raises(config.ConfigError) as raised:
        config.load(tmp_path)
    assert len(raised.value.found) == 3


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    (tmp_path / "toolselect.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(config.ConfigError, match="not UTF-8"):
        config.load(tmp_path)


@pytest.mark.parametrize(("text", "count"), [("30d", 30), ("7 days", 7), ("1 day", 1)])
def test_days(text: str, count: int) -> None:
    assert config.days(text) == count


def test_codes_and_prefixes() -> None:
    assert config.expand(("TS402",)) == {"TS402"}
    assert {"TS401", "TS402"} <= config.expand(("TS4",))
    with pytest.raises(KeyError):
        config.expand(("402",))
