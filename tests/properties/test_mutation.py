"""Whatever is done to a file, the program says something about it, and never falls over.

Every shipped file, the example and small whole studies are broken at random: as text (lines, indentation, tokens,
bytes) and as data (a value of another type or an extreme one in any place). The examples are the same in every run.
"""

from __future__ import annotations

import copy
import dataclasses
import json
import math
import re
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolselect import app, resources, source
from toolselect.diagnostics import stops_work
from toolselect.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from toolselect.diagnostics import Diagnostic

TODAY = date(2026, 11, 22)
CASES = Path(__file__).parents[1] / "cases" / "valid"
EXAMPLE = resources.root("examples") / "helpdesk"
SMALL = (
    "every-kind-of-value",
    "extends",
    "lists-of-entries",
    "plans-from-one-up",
    "ranges",
    "status-quo",
    "texts-in-several-languages",
    "views",
    "weight-zero-is-a-gate",
    "weights-of-a-study",
)


def repeated(times: int) -> settings:
    """Return settings under which every run tries the same examples."""
    return settings(
        max_examples=times,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
    )


# --- mutations of text -------------------------------------------------------------------------------------------

HOSTILE = (
    *(
        "",
        "~",
        "null",
        "true",
        "false",
        "yes",
        "no",
        "0",
        "-1",
        "1",
        "0.5",
        "1e100",
        "-1e100",
        "1e-300",
        "1e999",
        ".inf",
    ),
    *(
        ".nan",
        "-0",
        "0x" + "f" * 400,
        "9" * 400,
        "010",
        "22:30",
        "2026-02-30",
        "0000-01-01",
        "9999-12-31",
        "0001-01-01",
    ),
    *(
        "[]",
        "{}",
        "[[]]",
        "{a: b}",
        "[~]",
        "[1, a, {}]",
        "{~: ~}",
        "{{}: 1}",
        "? ",
        "- ",
        ": ",
        "| ",
        "> ",
        "# ",
        "'",
        '"',
    ),
    *("&a ", "*a", "!!x ", "!x", "%", "@", "`", "\t", "--- ", "...", "<<: ", "= ", "[", "]", "{", "}", ",", ":", "\\"),
    *(
        "../../x.yaml",
        "/dev/zero",
        "/",
        ".",
        "..",
        "study.yaml",
        "acme.yaml",
        "zendesk",
        "customer-service",
        "x" * 5000,
    ),
    *(
        "toolselect: study/1",
        "toolselect: vendor/1",
        "channel_fit",
        "licence_cost_of_budget",
        "😀",
        "\u202e",
        "日本",
        "\x00",
    ),
    *('"\\ud800"', '"\\0"', "'\\'", "at least none", "includes []", ">= 5", ">= 1e5", "'>= 99999999999'", "{is: yes}"),
)
BYTES = (
    b"\x00",
    b"\xff",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\r",
    b"\r\n",
    b"\xe2\x80\xa8",
    b"\xed\xa0\x80",
    b"\x1b[2J",
    b"\n",
)

Step = tuple[str, float, float, int]
STEPS: st.SearchStrategy[list[Step]] = st.lists(
    st.tuples(
        st.sampled_from(("delete", "duplicate", "swap", "indent", "token", "value", "token", "value", "cut", "insert")),
        st.floats(0, 1, exclude_max=True),
        st.floats(0, 1, exclude_max=True),
        st.integers(0, 10_000),
    ),
    min_size=1,
    max_size=4,
)
_TOKEN = re.compile(r"[^\s\[\]{},:]+")
_VALUE = re.compile(r"(?<=: )[^\s{\[][^,}\]\n]*")


def mutated(text: str, steps: list[Step]) -> bytes:
    """Return the text after these steps; those that insert bytes come last."""
    raw: list[tuple[float, bytes]] = []
    for kind, where, other, number in steps:
        lines = text.split("\n")
        at, to = int(where * len(lines)), int(other * len(lines))
        match kind:
            case "delete":
                del lines[at : at + 1 + number % 3]
            case "duplicate":
                lines.insert(to, lines[at])
            case "swap":
                lines[at], lines[to] = lines[to], lines[at]
            case "indent":
                lines[at] = " " * (number % 5) + lines[at].lstrip() if number % 2 else f" {lines[at]}"
            case "token" | "value":
                found = list((_TOKEN if kind == "token" else _VALUE).finditer(text))
                if found:
                    start, end = found[int(where * len(found))].span()
                    text = text[:start] + HOSTILE[number % len(HOSTILE)] + text[end:]
                continue
            case "cut":
                text = text[: int(where * len(text))] + text[int(max(where, other) * len(text)) :]
                continue
            case _:
                raw.append((where, BYTES[number % len(BYTES)]))
                continue
        text = "\n".join(lines)
    content = text.encode()
    for where, inserted in raw:
        at = int(where * len(content))
        content = content[:at] + inserted + content[at:]
    return content


# --- mutations of data -------------------------------------------------------------------------------------------

OTHER_VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 0.5, 1e-300, 1e100, -1e100, 10**80, 2**53, "", " ", "yes", "no", "text", "x" * 300),
    *([], {}, [None], [[]], {"": None}, [1, 2], [[0, 0], [1, 1]], ["a", "a"], {"a": 1}, {"value": "yes"}, {"en": "x"}),
    *("2026-11-22", "0001-01-01", "9999-12-31", "2026", "undated", ">= 0", "< 1e5", "at least manual", "includes [a]"),
    *(
        "acme.yaml",
        "zendesk",
        "study.yaml",
        "docs",
        "team+",
        "api",
        "api_rest",
        "uptime",
        "study/1",
        "EUR",
        "https://x.y",
    ),
)


def places(node: Any, above: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    members = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, member in members:
        yield (*above, step)
        yield from places(member, (*above, step))


def replaced(data: Any, where: float, number: int) -> Any:
    """Return a copy with another value in one place, another key beside it, a member twice, or one less."""
    data = copy.deepcopy(data)
    found = list(places(data))
    if not found:
        return OTHER_VALUES[number % len(OTHER_VALUES)]
    *steps, step = found[int(where * len(found))]
    parent: Any = data
    last: Any = step
    for one in steps:
        parent = parent[one]
    value = copy.deepcopy(OTHER_VALUES[number % len(OTHER_VALUES)])
    match number % 7:
        case 0:
            del parent[last]
        case 1 if isinstance(parent, list):
            parent.append(copy.deepcopy(parent[last]))
        case 1:
            parent[str(value)[:40]] = parent[last]
        case _:
            parent[last] = value
    return data


REPLACEMENTS = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 10_000)),
    min_size=1,
    max_size=3,
)


# --- what must hold ----------------------------------------------------------------------------------------------


def check(found: tuple[Diagnostic, ...]) -> None:
    for one in found:
        assert one.code in RULES
        assert one.message
        assert "\n" not in one.message
        assert one.location is not None
        assert 1 <= one.location.line <= one.location.end_line
        assert one.location.column >= 1
    assert list(found) == sorted(set(found), key=lambda one: one.sort_key)


def figures(value: object) -> Iterator[float]:
    """Yield every float of a result, however deep."""
    if isinstance(value, float):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from figures(getattr(value, field.name))
    elif isinstance(value, dict):
        for member in value.values():
            yield from figures(member)
    elif isinstance(value, tuple | list):
        for member in value:
            yield from figures(member)


def validate(*paths: str) -> None:
    check(app.validate([Path(path) for path in paths], today=TODAY).diagnostics)


def evaluate(folder: str = ".") -> None:
    outcome = app.evaluate_study(Path(folder))
    check(outcome.diagnostics)
    assert (outcome.evaluation is None) == stops_work(outcome.diagnostics)
    assert all(map(math.isfinite, figures(outcome.evaluation)))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def shipped() -> list[Path]:
    return [
        Path(str(path))
        for folder in ("criteria", "vendors")
        for path in sorted(resources.root(folder).iterdir(), key=str)
        if path.name.endswith(".yaml")
    ]


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
@repeated(80)
@given(steps=STEPS)
def test_a_shipped_file_broken_as_text_gives_findings_only(path: Path, here: Path, steps: list[Step]) -> None:
    if path.stem == "customer-service":
        shutil.copy(path.with_name("facts.yaml"), here / "facts.yaml")
    (here / path.name).write_bytes(mutated(path.read_text(encoding="utf-8"), steps))
    validate(path.name)


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
@repeated(50)
@given(replacements=REPLACEMENTS)
def test_a_shipped_file_broken_as_data_gives_findings_only(
    path: Path, here: Path, replacements: list[tuple[float, int]]
) -> None:
    if path.stem == "customer-service":
        shutil.copy(path.with_name("facts.yaml"), here / "facts.yaml")
    write_data(here / path.name, read_data(path.read_bytes()), replacements)
    validate(path.name)


def read_data(raw: bytes) -> Any:
    document, _ = source.parse(raw, "file.yaml")
    assert document is not None
    return document.data


def write_data(path: Path, data: Any, replacements: list[tuple[float, int]]) -> None:
    for where, number in replacements:
        data = replaced(data, where, number)
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def example_files() -> list[str]:
    return sorted(path.relative_to(EXAMPLE).as_posix() for path in Path(str(EXAMPLE)).rglob("*.yaml"))


@pytest.mark.parametrize("name", example_files())
@repeated(25)
@given(steps=STEPS)
def test_the_example_broken_as_text_gives_findings_or_a_result(name: str, here: Path, steps: list[Step]) -> None:
    shutil.copytree(str(EXAMPLE), here / "study", dirs_exist_ok=True)
    path = here / "study" / name
    path.write_bytes(mutated(path.read_text(encoding="utf-8"), steps))
    validate("study")
    evaluate("study")


@pytest.mark.parametrize("name", example_files())
@repeated(25)
@given(replacements=REPLACEMENTS)
def test_the_example_broken_as_data_gives_findings_or_a_result(
    name: str, here: Path, replacements: list[tuple[float, int]]
) -> None:
    shutil.copytree(str(EXAMPLE), here / "study", dirs_exist_ok=True)
    path = here / "study" / name
    write_data(path, read_data(path.read_bytes()), replacements)
    validate("study")
    evaluate("study")


@pytest.mark.parametrize("break_it", ["text", "data"])
@pytest.mark.parametrize("name", SMALL)
def test_a_small_study_broken_in_any_file_gives_findings_or_a_result(name: str, break_it: str, here: Path) -> None:
    files = sorted(path for path in (CASES / name).rglob("*.yaml"))
    contents = {path.relative_to(CASES / name): path.read_bytes() for path in files}
    broken = broken_text if break_it == "text" else broken_data

    @repeated(100)
    @given(which=st.sampled_from(sorted(contents)), change=broken())
    def study_holds(which: Path, change: Callable[[bytes], bytes]) -> None:
        for path, content in contents.items():
            target = here / path
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(change(content) if path == which else content)
        validate(".")
        if (here / "study.yaml").exists():
            evaluate()

    study_holds()


def broken_text() -> st.SearchStrategy[Callable[[bytes], bytes]]:
    return STEPS.map(lambda steps: lambda raw: mutated(raw.decode("utf-8-sig"), steps))


def broken_data() -> st.SearchStrategy[Callable[[bytes], bytes]]:
    def change(replacements: list[tuple[float, int]]) -> Callable[[bytes], bytes]:
        def changed(raw: bytes) -> bytes:
            data = read_data(raw)
            for where, number in replacements:
                data = replaced(data, where, number)
            return json.dumps(data, ensure_ascii=False).encode()

        return changed

    return REPLACEMENTS.map(change)
