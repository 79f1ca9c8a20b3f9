"""The settings of a project: the nearest `toolselect.toml`, or `[tool.toolselect]` in the nearest `pyproject.toml`.

What the command line says stands above what a file says. A setting that nobody knows is an error, not a shrug.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from toolselect import files
from toolselect.diagnostics import Diagnostic, Location, Place, Severity, diagnostic, nearest
from toolselect.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE = "toolselect.toml"
_MAX_BYTES = 1_000_000
_AT_LINE = re.compile(r" \(at line (\d+), column (\d+)\)$")
_DAYS = re.compile(r"([1-9][0-9]{0,3}) ?d(?:ays?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings; empty where nothing was set. `expires_within` is in days, `max_file_size` in bytes.

    Codes may be prefixes: `TS4` means the whole family.
    """

    path: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    fail_on: str | None = None
    expires_within: int | None = None
    max_file_size: int | None = None


class ConfigError(Exception):
    """The settings can't be used; carries every finding (`found`) and the text they are in (`text`)."""

    def __init__(self, found: list[Diagnostic], text: str) -> None:
        super().__init__("; ".join(one.message for one in found))
        self.found = found
        self.text = text


def load(folder: Path) -> Config:
    """Return the settings that hold in a folder: of the nearest file here or above that has any.

    Raises:
        ConfigError: if that file can't be read, is not TOML, or says something that nobody knows.
    """
    for here in (folder, *folder.parents):
        if (here / FILE).is_file():
            return _read(here / FILE, whole=True) or Config()
        if (here / "pyproject.toml").is_file():
            config = _read(here / "pyproject.toml", whole=False)
            if config is not None:
                return config
    return Config()


def expand(codes: tuple[str, ...]) -> set[str]:
    """Return every code that the given codes and prefixes mean.

    Raises:
        KeyError: with the first one that means nothing.
    """
    meant: set[str] = set()
    for given in codes:
        matching = {code for code in RULES if code.startswith(given)} if given.startswith("TS") else set()
        if not matching:
            raise KeyError(given)
        meant |= matching
    return meant


def days(text: str) -> int:
    """Read `30d` or `30 days`.

    Raises:
        ValueError: if it is neither.
    """
    match = _DAYS.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"`{text}` is not a number of days; write 30d")
    return int(match.group(1))


def _read(path: Path, *, whole: bool) -> Config | None:
    import tomllib

    text = ""
    try:
        text = files.read_limited(path, _MAX_BYTES).decode("utf-8-sig")
        data = tomllib.loads(text)
    except files.ReadFailed as failed:
        if not whole:
            return None
        raise ConfigError([_wrong(path, f"{path.name} can't be read: {failed.reason}", Location())], "") from failed
    except UnicodeDecodeError as error:
        if not whole:
            return None
        raise ConfigError([_wrong(path, f"{path.name} is not UTF-8 text", Location())], "") from error
    except (ValueError, RecursionError) as error:  # TOMLDecodeError, and what its reader lets through
        if not whole:
            return None  # somebody else's file, and perhaps nothing in it for us
        message = str(error)
        at = _AT_LINE.search(message)
        line, column = (int(at[1]), int(at[2])) if at else (1, 1)
        where = Location(line=line, column=column, end_line=line, end_column=column + 1)
        raise ConfigError([_wrong(path, f"not readable as TOML: {_AT_LINE.sub('', message)}", where)], text) from error
    tool = data.get("tool")
    settings = data if whole else tool.get("toolselect") if isinstance(tool, dict) else None
    if settings is None:
        return None
    return _Reader(path, text).config(settings)


def _wrong(path: Path, message: str, location: Location, hint: str = "", key: str = "") -> Diagnostic:
    place = Place(path=path.as_posix(), key=(key,) if key else ())
    return diagnostic("TS903", place, message, hint, location=location)


class _Reader:
    """Read the settings of one file and collect all that is wrong with them."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text
        self.found: list[Diagnostic] = []

    def config(self, data: Any) -> Config:  # noqa: ANN401 - whatever the file says
        known = {"select", "ignore", "severity", "fail-on", "expires-within", "max-file-size"}
        if not isinstance(data, dict):
            raise ConfigError([_wrong(self.path, "the settings are not a table", Location())], self.text)
        for key in data:
            if key not in known:
                hint = nearest(key, known) or "known: " + ", ".join(sorted(known))
                self._report(key, f"the setting `{key}` is unknown", hint)
        config = Config(
            path=self.path,
            select=self._codes(data, "select"),
            ignore=self._codes(data, "ignore"),
            severity=self._severities(data),
            fail_on=self._fail_on(data),
            expires_within=self._expires_within(data),
            max_file_size=self._max_file_size(data),
        )
        if self.found:
            raise ConfigError(self.found, self.text)
        return config

    def _report(self, key: str, message: str, hint: str = "") -> None:
        self.found.append(_wrong(self.path, message, self._where(key), hint, key))

    def _where(self, key: str) -> Location:
        """Return the first line that begins with the key; TOML's reader gives no places."""
        for number, line in enumerate(self.text.splitlines(), start=1):
            match = re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*(=|\.)", line)
            if match or re.match(rf"\s*\[(?:tool\.toolselect\.)?{re.escape(key)}\]", line):
                column = len(line) - len(line.lstrip()) + 1
                return Location(line=number, column=column, end_line=number, end_column=column + len(key))
        return Location()

    def _codes(self, data: dict[str, Any], key: str) -> tuple[str, ...]:
        given = data.get(key, [])
        if not isinstance(given, list) or not all(isinstance(code, str) for code in given):
            self._report(key, f"`{key}` is a list of codes", f'write {key} = ["TS402"]')
            return ()
        return tuple(
            code for code in given if self._known(code, key) and (key == "select" or self._optional(code, key))
        )

    def _optional(self, code: str, key: str) -> bool:
        if code.startswith(("TS0", "TS9")):
            self._report(key, f"{code} is said whatever was chosen", "mend what it is about")
            return False
        return True

    def _known(self, code: str, key: str) -> bool:
        try:
            expand((code,))
        except KeyError:
            self._report(key, f"there is no rule `{code}`", nearest(code, RULES))
            return False
        return True

    def _severities(self, data: dict[str, Any]) -> dict[str, Severity]:
        given = data.get("severity", {})
        if not isinstance(given, dict):
            self._report("severity", "`severity` is a table of codes", 'write severity = {TS402 = "error"}')
            return {}
        levels = [level.value for level in Severity]
        found = {}
        for code, level in given.items():
            if level not in levels:
                self._report("severity", f"`{level}` is not a severity", "one of " + ", ".join(levels))
            elif self._known(code, "severity") and self._optional(code, "severity"):
                found[code] = Severity(level)
        return found

    def _fail_on(self, data: dict[str, Any]) -> str | None:
        given = data.get("fail-on")
        if given in (None, "error", "warning", "never"):
            return given
        self._report("fail-on", f"`{given}` is not possible", "one of error, warning, never")
        return None

    def _expires_within(self, data: dict[str, Any]) -> int | None:
        given = data.get("expires-within")
        if given is None:
            return None
        try:
            return days(str(given))
        except ValueError as error:
            self._report("expires-within", str(error))
            return None

    def _max_file_size(self, data: dict[str, Any]) -> int | None:
        given = data.get("max-file-size")
        if given is None:
            return None
        if isinstance(given, int | float) and not isinstance(given, bool) and 0 < given <= 1000:
            return max(1, round(given * 1_000_000))
        self._report("max-file-size", f"`{given}` is not a number of megabytes above 0 and up to 1000")
        return None
