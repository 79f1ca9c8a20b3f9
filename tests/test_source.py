"""YAML 1.2 core, places in code points, refusals and limits: with libyaml, and with PyYAML's own parser."""

from __future__ import annotations

import codecs
import itertools
import math
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from toolselect import resources, source
from toolselect.diagnostics import Location

if TYPE_CHECKING:
    from pathlib import Path

    from toolselect.diagnostics import Diagnostic
    from toolselect.source import Document

FOLDERS = (resources.root("criteria"), resources.root("vendors"))
SHIPPED = tuple(path for folder in FOLDERS for path in sorted(folder.glob("*.yaml")))


@pytest.fixture(params=["libyaml", "python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Read with either parser; every verdict must be the same."""
    name: str = request.param
    if name == "libyaml" and not yaml.__with_libyaml__:
        pytest.skip("PyYAML was built without libyaml")
    monkeypatch.setattr(source, "_PARSER", yaml.CSafeLoader if name == "libyaml" else yaml.SafeLoader)
    return name


def read(text: str | bytes, **limits: int) -> tuple[Document | None, list[Diagnostic]]:
    raw = text if isinstance(text, bytes) else text.encode()
    return source.parse(raw, "file.yaml", **limits)


def data(text: str) -> Any:
    document, found = read(text)
    assert found == []
    assert document is not None
    return document.data


def refusal(text: str | bytes, **limits: int) -> tuple[str, int, int]:
    """Return code, line and column of the only finding."""
    document, found = read(text, **limits)
    assert document is None
    assert len(found) == 1, found
    assert found[0].location is not None
    return found[0].code, found[0].location.line, found[0].location.column


def places(found: list[Diagnostic]) -> list[tuple[str, int, int]]:
    return [(one.code, one.location.line, one.location.column) for one in found if one.location is not None]


# --- scalars ---------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("written", "meant"),
    [
        # words that YAML 1.1 takes for booleans are text; only true and false are booleans
        *((word, word) for word in ("yes", "Yes", "YES", "no", "No", "on", "On", "off", "y", "n", "Y", "N")),
        *((word, True) for word in ("true", "True", "TRUE")),
        *((word, False) for word in ("false", "False", "FALSE")),
        *((word, word) for word in ("tRUE", "nULL", "none", "None")),
        *((word, None) for word in ("null", "Null", "NULL", "~", "")),
        # sexagesimals, dates and times are text, whether they exist or not
        *((word, word) for word in ("22:22", "12:30:45", "-1:30", "190:20:30")),
        *((word, word) for word in ("2026-01-02", "2026-02-30", "2026-11-21T10:00:00Z", "2026-11-21 10:00:00")),
        # integers
        ("0", 0),
        ("-0", 0),
        ("+12", 12),
        ("-12", -12),
        ("010", 10),
        ("0o10", 8),
        ("0x1F", 31),
        ("9007199254740993", 9007199254740993),
        *((word, word) for word in ("-0x10", "+0o7", "0b11", "0o8", "0xg", "0X1F", "0O7", "1_000", "1,000", "１２")),
        # floats
        ("1e3", 1000.0),
        ("1E-3", 0.001),
        ("+1.5e+2", 150.0),
        (".5", 0.5),
        ("-.5", -0.5),
        ("1.", 1.0),
        ("1.10", 1.1),
        *((word, word) for word in (".", "+", "-.", "e3", "1e", "1.2.3", ".e1", "1 2", "12px", "--1")),
        # words that look like something else
        *((word, word) for word in ("=", "<", "<=5", "inf", "nan", "NaN", "-inf", ".infinity", "+.nan", "-.NaN")),
        # quotes always make a text
        *((f"{quote}{word}{quote}", word) for quote in "'\"" for word in ("1", "true", "null", "~", "", ".inf", "<<")),
    ],
)
def test_a_scalar_means_what_yaml_1_2_says(written: str, meant: object) -> None:
    value = data(f"key: {written}\n")["key"]
    assert value == meant
    assert type(value) is type(meant)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("written", ["|\n  12\n", ">\n  true\n", "|-\n  null\n"])
def test_a_block_scalar_is_always_text(written: str) -> None:
    assert isinstance(data(f"key: {written}")["key"], str)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("written", ["1", "yes", "true", "~", "22:30", "2026-01-02", ".5"])
def test_a_key_is_always_text(written: str) -> None:
    assert list(data(f"{written}: x")) == [written]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    "written",
    [
        *(sign + word for sign in ("", "+", "-") for word in (".inf", ".Inf", ".INF")),
        ".nan",
        ".NaN",
        ".NAN",
        "1e400",
        "-1e400",
        "1e101",
        "9" * 300,
        "9" * 5000,
        "-" + "9" * 5000,
        "0." + "0" * 5000 + "1",
        "0x" + "f" * 250,
        "0o" + "7" * 295,
        "0x" + "f" * 5000,
    ],
)
def test_a_number_that_no_decision_can_use_is_reported_at_its_place(written: str) -> None:
    document, found = read(f"a: [1, 2]\nb:\n  - x\n  - c: {written}\n")
    assert places(found) == [("TS010", 4, 8)]
    assert found[0].place.key == ("b", 1, "c")
    assert len(found[0].message) < 80
    assert document is not None
    assert document.unusable == (("b", 1, "c"),)


@pytest.mark.usefixtures("parser")
def test_numbers_that_are_read_are_finite_and_bounded() -> None:
    for value in data("[1e100, -1e100, 1e-400, 0x" + "f" * 80 + "]"):
        assert math.isfinite(value)
        assert abs(value) <= source.MAX_NUMBER


@pytest.mark.usefixtures("parser")
def test_several_unusable_numbers_and_duplicate_keys_are_reported_at_once() -> None:
    document, found = read("a: .inf\nb: {c: 1, c: .nan}\nd:\n  - [1, 1e999]\n")
    assert places(found) == [("TS010", 1, 4), ("TS008", 2, 11), ("TS010", 2, 14), ("TS010", 4, 9)]
    assert [one.place.key for one in found] == [("a",), ("b", "c"), ("b", "c"), ("d", 0, 1)]
    assert document is not None


# --- structure -------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "second", "first"),
    [
        ("seats: 40\nseats: 50\n", (2, 1), 1),
        ("a: 1\nb: {c: 1, d: 2, c: 3}\n", (2, 17), 2),
        ("a:\n  no: 1\n  'no': 2\n", (3, 3), 2),
        ("- a: 1\n  b: 2\n\n# c\n  a: 3\n", (5, 3), 1),
        ("😀: 1\n日本: {😀: 1, 😀: 2}\n", (2, 12), 2),
        ("1: a\n1: b\n", (2, 1), 1),
    ],
)
def test_a_key_given_twice_is_reported_with_both_places(text: str, second: tuple[int, int], first: int) -> None:
    document, found = read(text)
    assert places(found) == [("TS008", *second)]
    assert f"line {first}" in found[0].message
    assert document is not None


@pytest.mark.usefixtures("parser")
def test_a_key_given_three_times_is_reported_twice() -> None:
    _, found = read("a: 1\na: 2\na: 3\n")
    assert places(found) == [("TS008", 2, 1), ("TS008", 3, 1)]


@pytest.mark.usefixtures("parser")
def test_keys_are_told_apart_by_mapping_and_by_spelling() -> None:
    assert data("a: {x: 1}\nb: {x: 1}\nA: 1\n' a': 1\n") == {"a": {"x": 1}, "b": {"x": 1}, "A": 1, " a": 1}


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: &x 1\n", (1, 4)),
        ("a: &x {b: 1}\n", (1, 4)),
        ("a: &x [*x]\n", (1, 4)),
        ("&x a: 1\n", (1, 1)),
        ("&root\na: 1\n", (1, 1)),
        ("b: 1\na: *x\n", (2, 4)),
        ("*x : 1\n", (1, 1)),
        ("a: !x 1\n", (1, 4)),
        ("a: ! 1\n", (1, 4)),
        ("a: !!python/object/apply:os.system [ls]\n", (1, 4)),
        ("!!str a: 1\n", (1, 1)),
        ("a: !!binary aGk=\n", (1, 4)),
        ("a: 1\n<<: {b: 1}\n", (2, 1)),
        ("a: {<<: [{b: 1}]}\n", (1, 5)),
        ("%YAML 1.2\n---\na: 1\n", (1, 1)),
        ("# 日本\n%TAG ! tag:example.com,2026:\n---\na: 1\n", (2, 1)),
        ("%FOO bar\n---\na: 1\n", (1, 1)),
        ("a: 1\n---\nb: 2\n", (2, 1)),
        ("a: 1\n...\n---\nb: 2\n", (3, 1)),
        ("? [a, b]\n: 1\n", (1, 3)),
        ("{a: 1}: 2\n", (1, 1)),
        ("a:\n  - {[b]: 1}\n", (2, 6)),
    ],
)
def test_a_feature_that_project_files_do_not_use_is_refused(text: str, place: tuple[int, int]) -> None:
    assert refusal(text) == ("TS009", *place)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("text", ["a: '<<'\n", "'<<': 1\n", "--- # one document\na: 1\n", "a: 1\n...\n", "? a\n: b\n"])
def test_what_only_looks_like_such_a_feature_is_read(text: str) -> None:
    assert data(text)


@pytest.mark.usefixtures("parser")
def test_an_alias_bomb_is_refused_at_its_first_anchor() -> None:
    rows = ["a0: &a0 [lol, lol]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    assert refusal("\n".join(rows)) == ("TS009", 1, 5)


# --- places ----------------------------------------------------------------------------------------------------

LOCATED = """\
toolselect: vendor/1
名前: 😀 Acme
facts:
  "日本": {value: 'x😀', source: [a, 🇨🇳, {b: c}]}
  empty:
  long: >-
    two
    lines
  list:
    - 1
    - {é: 2}
"""


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("key", "at", "place"),
    [
        ((), "value", (1, 1, 11, 12)),
        (("toolselect",), "key", (1, 1, 1, 11)),
        (("toolselect",), "value", (1, 13, 1, 21)),
        (("名前",), "key", (2, 1, 2, 3)),
        (("名前",), "value", (2, 5, 2, 11)),
        (("facts", "日本"), "key", (4, 3, 4, 7)),
        (("facts", "日本", "value"), "value", (4, 17, 4, 21)),
        (("facts", "日本", "source"), "key", (4, 23, 4, 29)),
        (("facts", "日本", "source"), "value", (4, 31, 4, 46)),
        (("facts", "日本", "source", 1), "value", (4, 35, 4, 37)),
        (("facts", "日本", "source", 2, "b"), "value", (4, 43, 4, 44)),
        (("facts", "empty"), "value", (5, 3, 5, 8)),
        (("facts", "list"), "value", (9, 3, 9, 7)),
        (("facts", "list", 0), "value", (10, 7, 10, 8)),
        (("facts", "list", 0), "key", (10, 7, 10, 8)),
        (("facts", "list", 1, "é"), "value", (11, 11, 11, 12)),
    ],
)
def test_a_place_is_found_again_in_code_points(key: tuple[str | int, ...], at: Any, place: tuple[int, ...]) -> None:
    document, found = read(LOCATED)
    assert document is not None
    assert found == []
    where = source.locate(document, key, at)
    if key == ("facts", "日本", "source") and at == "value":
        assert (where.line, where.column) == place[:2]  # the end of a flow collection is that of its last member
    else:
        assert (where.line, where.column, where.end_line, where.end_column) == place


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("key", "ancestor"),
    [
        (("facts", "missing"), ("facts",)),
        (("facts", "list", 7), ("facts", "list")),
        (("facts", "list", "word"), ("facts", "list")),
        (("名前", "deeper", 3), ("名前",)),
        (("missing", 0, "x"), ()),
    ],
)
def test_a_place_that_is_not_there_is_that_of_its_nearest_ancestor(
    key: tuple[str | int, ...], ancestor: tuple[str | int, ...]
) -> None:
    document, _ = read(LOCATED)
    assert document is not None
    assert source.locate(document, key) == source.locate(document, ancestor)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_byte_order_marks_and_line_ends_move_nothing(line_end: str, mark: bytes) -> None:
    document, found = read(mark + LOCATED.replace("\n", line_end).encode())
    assert found == []
    assert document is not None
    assert source.locate(document, ("toolselect",), "key") == Location(line=1, column=1, end_line=1, end_column=11)
    assert source.locate(document, ("facts", "list", 1, "é")) == Location(
        line=11, column=11, end_line=11, end_column=12
    )
    assert document.data["facts"]["long"] == "two lines"


# --- characters ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        ("a: ü\n".encode("latin-1"), (1, 4)),
        ("a: 1\nb: 日本 ü\n".encode() + b"\xe4", (3, 1)),
        ("😀: ".encode() + b"\xff\n", (1, 4)),
        (codecs.BOM_UTF8 + b"a: 1\nb: \xff\n", (2, 4)),
        (b"a: 1\r\nb: \xc3(\r\n", (2, 4)),
        (b"a: \xed\xa0\x80\n", (1, 4)),
        (b"a: \xf4\x90\x80\x80\n", (1, 4)),
        (b"a: \xc0\xaf\n", (1, 4)),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", (1, 1)),
        (b"PK\x03\x04\x14\0\x06\0", (1, 6)),
        ("a: 1\n".encode("utf-16-le"), (1, 2)),
        ("a: 1\n".encode("utf-16-be"), (1, 1)),
        ("a: 1\n".encode("utf-16"), (1, 1)),
        ("a: 1\n".encode("utf-32"), (1, 1)),
        (b"\0", (1, 1)),
    ],
)
def test_what_is_not_utf_8_text_is_refused_at_the_first_bad_byte(raw: bytes, place: tuple[int, int]) -> None:
    assert refusal(raw) == ("TS002", *place)


HIDDEN = (1, 7, 8, 0x0B, 0x0C, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9B, 0x9F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2066)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("code", [*HIDDEN, 0x2069, 0xFEFF, 0xFFFE, 0xFFFF])
def test_a_character_that_nobody_can_see_is_refused_where_it_stands(code: int) -> None:
    assert refusal(f"a: 😀\nb: x{chr(code)}y\n") == ("TS003", 2, 5)
    assert refusal(f"# c{chr(code)}\nb: x\n") == ("TS003", 1, 4)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    "escape", ["\\0", "\\a", "\\e", "\\x7f", "\\N", "\\L", "\\P", "\\u202e", "\\uFEFF", "\\U00002066"]
)
def test_a_hidden_character_written_as_an_escape_is_refused_too(escape: str) -> None:
    assert refusal(f'a: 1\nname: "Acme{escape}Desk"\n') == ("TS003", 2, 7)
    assert refusal(f'a: 1\n"k{escape}": 1\n') == ("TS003", 2, 1)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("escape", ["\\ud800", "\\udfff", "\\uD83D\\uDE00"])
def test_half_a_character_never_gets_into_the_data(escape: str) -> None:
    assert refusal(f'a: "{escape}"\n')[0] in {"TS003", "TS004"}


@pytest.mark.usefixtures("parser")
def test_harmless_characters_and_escapes_are_read() -> None:
    assert data('a: "\\t\\n\\r\\u00e9\\\\ \\/"')["a"] == "\t\n\r\u00e9\\ /"
    text = "ａ é 日本 中文 😀 👩\u200d💻 \u00a0\u3000 עברית العربية \ue000"
    assert data(f"a: '{text}'")["a"] == text


# --- tabs ------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a:\n\tb: 1\n", 2),
        ("\ta: 1\n", 1),
        ("a:\n  b: 1\n\tc: 2\n", 3),
        ("a: 1\n\t# comment\nb: 2\n", 2),
        ("a: 1\n\t\nb: 2\n", 2),
        ("a: [1,\n\t2]\n", 2),
        ("a: {b: 1,\n  \tc: 2}\n", 2),
        ("日本: 😀\na: one\n\ttwo\n", 3),
        ("a: |\n  x\n\ty\n", 3),
        ("- 1\n-\t- 2\n", 2),
    ],
)
def test_a_tab_as_indentation_is_reported_on_its_line(text: str, line: int) -> None:
    _, found = read(text)
    assert [(code, at) for code, at, _ in places(found)] == [("TS011", line)]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("text", ["a: |\n  x\n  \ty\n", "a: 'x\n\ty'\n", 'a: "x\n \ty"\n', "a: 'x\ty'\n"])
def test_a_tab_inside_a_text_is_fine(text: str) -> None:
    assert "y" in data(text)["a"]


# --- limits ----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[{a: ", '{"a": '])
def test_nesting_without_end_is_refused_at_the_65th_level(opening: str) -> None:
    code, line, column = refusal(opening * 50_000)
    assert line == 1
    if code == "TS009":  # a mapping as a key, whichever comes first
        assert "? " in opening
    else:
        assert code == "TS007"
        assert column <= 1 + source.MAX_DEPTH * len(opening)


@pytest.mark.usefixtures("parser")
def test_nesting_by_indentation_is_refused_too() -> None:
    text = "".join(f"{' ' * level}a:\n" for level in range(1000))
    assert refusal(text) == ("TS007", 65, 65)


@pytest.mark.usefixtures("parser")
def test_sixty_four_levels_are_read() -> None:
    assert data("[" * source.MAX_DEPTH + "]" * source.MAX_DEPTH)
    assert refusal("[" * (source.MAX_DEPTH + 1) + "]" * (source.MAX_DEPTH + 1)) == ("TS007", 1, 65)


def test_a_file_of_more_bytes_than_allowed_is_refused_before_it_is_decoded() -> None:
    assert refusal(b"\xff" * 11, max_bytes=10) == ("TS006", 1, 1)
    assert refusal(b"#" * (source.MAX_BYTES + 1)) == ("TS006", 1, 1)
    document, _ = read(b"a: 456789\n", max_bytes=10)
    assert document is not None


# --- syntax ----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("title: Help desk: 2027\n", 1, "quotes"),
        ("a: 1\n b: 2\n", 2, "indentation"),
        ("a: 'x\nb: 2\n", 1, "never closed"),
        ('a: 1\nb: "x\n', 2, "never closed"),
        ("a: [1, 2\nb: 3\n", 2, "`[` that opens on line 1"),
        ("a: {b: 1\nc: 2\n", 2, "`{` that opens on line 1"),
        ("a: @x\n", 1, "begin with `@`"),
        ("a: `x`\n", 1, "quotes"),
        ("a: %x\n", 1, "begin with `%`"),
        ("key: - a\n", 1, "line of its own"),
        ("- a\nb: 1\n", 2, "indentation"),
        ("a: 1\n- b\n", 2, "indentation"),
        ('a: "C:\\path"\n', 1, "backslash"),
        ("a: 1\nnonsense\n", 2, "missing"),
        ("a: ]\n", 1, ""),
        ("a: 1\n}\n", 2, ""),
        ("a: |x\n  y\n", 1, ""),
        ("a: *\n", 1, ""),
        ("a: &\n", 1, ""),
        ("a: !<x\n", 1, ""),
        ("...\n", 1, ""),
    ],
)
def test_broken_yaml_is_explained_where_it_breaks(text: str, line: int, word: str) -> None:
    document, found = read(text)
    assert document is None
    assert [one.code for one in found] == ["TS004"]
    assert found[0].location is not None
    assert line <= found[0].location.line <= line + 1
    assert word in f"{found[0].message} {found[0].hint}"
    assert "\n" not in found[0].message


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "# only a comment\n", "---\n", "---\n...\n", "null\n", "~", "\ufeff"]
)
def test_a_file_that_says_nothing_is_empty(text: str) -> None:
    assert refusal(text) == ("TS005", 1, 1)


@pytest.mark.usefixtures("parser")
def test_what_was_found_before_the_text_breaks_is_kept() -> None:
    _, found = read("a: 1\na: 2\nb: .inf\nc: 'x\n")
    assert places(found) == [("TS008", 2, 1), ("TS010", 3, 4), ("TS004", 4, 4)]


# --- both parsers ----------------------------------------------------------------------------------------------


def outcome(raw: bytes, loader: Any, monkeypatch: pytest.MonkeyPatch) -> tuple[object, object]:
    monkeypatch.setattr(source, "_PARSER", loader)
    document, found = source.parse(raw, "file.yaml")
    if document is None:
        return None, [one.code for one in found]
    return document.data, places(found)


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML was built without libyaml")
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_both_parsers_read_shipped_files_alike(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = path.read_bytes()
    fast = outcome(raw, yaml.CSafeLoader, monkeypatch)
    assert fast == outcome(raw, yaml.SafeLoader, monkeypatch)
    assert fast[1] == []


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML was built without libyaml")
def test_both_parsers_find_the_same_places_in_a_shipped_file(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = (resources.root("criteria") / "customer-service.yaml").read_bytes()
    found = []
    for loader in (yaml.CSafeLoader, yaml.SafeLoader):
        monkeypatch.setattr(source, "_PARSER", loader)
        document, _ = source.parse(raw, "file.yaml")
        assert document is not None
        paths = list(key_paths(document.data))
        assert len(paths) > 500
        found.append([source.locate(document, path, at) for path in paths for at in ("key", "value")])
    for fast, slow in zip(*found, strict=True):
        assert (fast.line, fast.column) == (slow.line, slow.column)


def key_paths(value: object, above: tuple[str | int, ...] = ()) -> Any:
    yield above
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, member in members:
        yield from key_paths(member, (*above, step))


PIECES = (
    "a: 1\n",
    "  b: 'x'\n",
    "- c\n",
    "{d: 1}",
    "[e]",
    "\n",
    "# f\n",
    "|\n  g\n",
    ".inf",
    "&h ",
    "*h",
    "\t",
    '"',
    "😀",
)


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML was built without libyaml")
def test_both_parsers_agree_about_small_texts_without_tabs(monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = [piece for piece in PIECES if "\t" not in piece]
    differing = [
        text
        for count in (1, 2, 3)
        for text in map("".join, itertools.product(pieces, repeat=count))
        if outcome(text.encode(), yaml.CSafeLoader, monkeypatch) != outcome(text.encode(), yaml.SafeLoader, monkeypatch)
    ]
    assert differing == []


@pytest.mark.usefixtures("parser")
def test_no_small_text_ends_in_an_exception() -> None:
    for text in map("".join, itertools.product(PIECES, repeat=3)):
        document, found = read(text)
        assert document is not None or found


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="PyYAML was built without libyaml")
def test_the_fast_parser_is_in_use_where_it_exists() -> None:
    assert source._PARSER is yaml.CSafeLoader
