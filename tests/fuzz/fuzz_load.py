"""Break project files at random for as long as there is time, and look for what falls over.

    FUZZ_SECONDS=3600 FUZZ_SEED=7 python tests/fuzz/fuzz_load.py

Every input goes through the reader, `validate` with each output format, `fix`, `list expiries` and the evaluation of
`score`. Any exception that is not documented, a signal, or an input that takes more than ten seconds is a failure; the
input, made as small as possible, is then kept in `corpus/found-*`, where `test_corpus.py` runs it for ever after. The
rest of the corpus is made by hand, and what lies in the repository anyway is used by reference.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import resource
import shutil
import signal
import sys
import time
import traceback
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn
from xml.etree import ElementTree as ET

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from toolselect import __version__, app, source
from toolselect.findings import FORMATS, Findings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import FrameType

    from toolselect.validation import Validation

ROOT = Path(__file__).parents[2]
CORPUS = Path(__file__).parent / "corpus"
TODAY = date(2026, 11, 22)
LIMIT = 10
"""How many seconds one input may take."""
MEMORY = 4 << 30

Case = dict[str, bytes]
"""The files of a folder: path to content."""


# --- what is broken ----------------------------------------------------------------------------------------------


def read(folder: Path) -> Case:
    """Return the YAML files of a folder."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix in {".yaml", ".yml"})
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def corpus() -> dict[str, Case]:
    """Return the inputs that are kept here: a folder for each."""
    return {folder.name: read(folder) for folder in sorted(CORPUS.iterdir()) if folder.is_dir()}


@cache
def bases() -> tuple[Case, ...]:
    """Return what inputs are made from; whole small studies come first, since hypothesis prefers what comes first."""
    folders = [path for path in sorted((ROOT / "tests" / "cases" / "valid").iterdir()) if path.is_dir()]
    folders += [ROOT / "examples" / "helpdesk", ROOT / "templates" / "study"]
    cases = [*map(read, folders), *corpus().values()]
    cases += [read(path) for path in sorted((ROOT / "tests" / "cases" / "invalid").iterdir()) if path.is_dir()]
    shipped = sorted([*(ROOT / "vendors").glob("*.yaml"), *(ROOT / "criteria").glob("*.yaml")])
    cases += [{path.name: path.read_bytes()} for path in shipped]
    return tuple(case for case in cases if case)


TOKENS = (
    *(b"|", b"[", b"]", b"{", b"}", b": ", b"- ", b", ", b"#", b"&a ", b"*a", b"!!str ", b"!t ", b"<<: ", b"? ", b"@"),
    *(b"%YAML 1.1\n", b"---\n", b"...\n", b"\\", b"`", b"'", b'"', b"\\x1b", b"\\ud800", b"\\UFFFFFFFF", b"\t", b"\r"),
    *(b"\n", b"\n\n", b"\0", b"\x7f", b">", b"|-2", b">+9", b"~", b"null", b"yes", b"no", b"true", b"-0", b"010"),
    *(b"0x1F", b"1_000", b"1e999", b"1e-400", b".inf", b"-.inf", b".nan", b"9" * 5000, b"1.10", b"22:30", b"%s{0}"),
    *(b"2026-02-30", b"0000-01-01", b"9999-12-31", b"2026", b"20.06.2026", b"undated", b"[]", b"{}", b"''", b"]]>"),
    *(
        b">= 1e400",
        b"includes []",
        b"at least x",
        b"toolselect: ",
        b"vendor/1",
        b"study/2",
        b"../../x.yaml",
        b"x" * 300,
    ),
    *(b"# toolselect: ignore[", b"# toolselect: ignore[TS402] x\n", b"# toolselect: ignore[TS999]", b"::error::x"),
    *(b"shipped:", b"javascript:x", "é".encode(), "漢字".encode(), "😀".encode(), b"\xed\xa0\xbd", b"\xff\xfe"),
    *(text.encode() for text in ("\ufeff", "\u2028", "\x85", "\u202e", "\u200b", "e\u0301")),
)
VALUES: tuple[Any, ...] = (
    *(
        None,
        True,
        False,
        0,
        -1,
        1,
        0.5,
        1e308,
        -1e-308,
        10**30,
        "",
        " ",
        "yes",
        "no",
        "~",
        "x",
        "\u202e",
        "漢字",
        "a" * 999,
    ),
    *([], {}, [[]], [{}], {"": ""}, {"value": "yes"}, [1, 2, 3], "2026-02-30", "2026-11-22", "9999-12-31", "\n", "<b>"),
    *({"unknown": ""}, {"low": 2, "high": 1}, "includes [a, b]", ">= 5", "https://x.example.com", "](x) | `", "\x00"),
)
Mutation = tuple[int, int, int, int]


def at(raw: bytes, number: int) -> int:
    """Return an offset in the text."""
    return number % (len(raw) + 1)


def lines_of(raw: bytes) -> list[bytes]:
    """Return the lines with their ends."""
    return raw.splitlines(keepends=True) or [b""]


def delete(raw: bytes, a: int, b: int, _c: int) -> bytes:
    """Take a piece out."""
    return raw[: at(raw, a)] + raw[at(raw, a) + b % 40 + 1 :]


def repeat(raw: bytes, a: int, b: int, c: int) -> bytes:
    """Say a piece again, perhaps very often."""
    begin = at(raw, a)
    return raw[:begin] + raw[begin : begin + b % 80] * (1, 2, 3, 500)[c % 4] + raw[begin:]


def flip(raw: bytes, a: int, b: int, _c: int) -> bytes:
    """Change one byte."""
    begin = at(raw, a)
    return raw[:begin] + bytes([b % 256]) + raw[begin + 1 :]


def token(raw: bytes, a: int, b: int, c: int) -> bytes:
    """Put a token in, or many of it."""
    begin = at(raw, a)
    return raw[:begin] + TOKENS[b % len(TOKENS)] * (1, 1, 1, 1, 2, 65, 20000)[c % 7] + raw[begin:]


def value(raw: bytes, a: int, b: int, _c: int) -> bytes:
    """Give a key another value."""
    lines = lines_of(raw)
    row = a % len(lines)
    key, sign, _ = lines[row].partition(b": ")
    lines[row] = key + sign + TOKENS[b % len(TOKENS)] + b"\n"
    return b"".join(lines)


def line(raw: bytes, a: int, b: int, c: int) -> bytes:
    """Drop, double, move or indent a line."""
    lines = lines_of(raw)
    row, other = a % len(lines), b % len(lines)
    match c % 5:
        case 0:
            del lines[row]
        case 1:
            lines.insert(other, lines[row])
        case 2:
            lines[row], lines[other] = lines[other], lines[row]
        case 3:
            lines[row] = b" " * (b % 5) + lines[row]
        case _:
            lines[row] = lines[row][b % 5 :]
    return b"".join(lines)


def splice(raw: bytes, a: int, b: int, c: int) -> bytes:
    """Put lines of another file in."""
    case = bases()[b % len(bases())]
    other = lines_of(case[sorted(case)[c % len(case)]])
    lines = lines_of(raw)
    row, begin = a % len(lines), c % len(other)
    return b"".join([*lines[:row], *other[begin : begin + b % 12 + 1], *lines[row:]])


def misspell(raw: bytes, a: int, b: int, _c: int) -> bytes:
    """Change a letter of a key."""
    lines = lines_of(raw)
    row = a % len(lines)
    key, sign, rest = lines[row].partition(b":")
    spot = b % (len(key) + 1)
    lines[row] = key[:spot] + b"x" + key[spot + 1 :] + sign + rest
    return b"".join(lines)


def encode(raw: bytes, a: int, b: int, c: int) -> bytes:
    """Write it in another encoding, with other line ends, or cut it off."""
    text = raw.decode(errors="replace")
    match a % 8:
        case 0:
            return text.encode("utf-16" if b % 2 else "utf-16-le")
        case 1:
            return text.encode("utf-32")
        case 2:
            return text.encode("latin-1", errors="replace")
        case 3:
            return b"\xef\xbb\xbf" * (b % 3 + 1) + raw
        case 4:
            return raw.replace(b"\n", (b"\r\n", b"\r", b"\xc2\x85", b"\xe2\x80\xa8")[b % 4])
        case 5:
            return raw[: at(raw, b)]
        case 6:
            return raw.rstrip(b"\n")
        case _:
            return raw + bytes([c % 256])


def nodes(data: Any, into: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """Return every place in the data: the container and the key or index."""
    if isinstance(data, dict | list):
        for key in list(data) if isinstance(data, dict) else range(len(data)):
            into.append((data, key))
            nodes(data[key], into)
    return into


def datum(raw: bytes, a: int, b: int, c: int) -> bytes:
    """Change the data and write it as JSON: another value, one less, one more, a piece from elsewhere."""
    document, _ = source.parse(raw, "x.yaml")
    if document is None:
        return raw
    data = json.loads(json.dumps(document.data))
    places = nodes(data, [])
    if not places:
        return raw
    container, key = places[a % len(places)]
    elsewhere, name = places[b % len(places)]
    copied = json.loads(json.dumps(elsewhere[name]))
    match c % 5:
        case 0 | 1:
            container[key] = VALUES[b % len(VALUES)]
        case 2:
            del container[key]
        case 3:
            container[key] = copied
        case _:
            if isinstance(container, list):
                container.append(copied)
            else:
                container[str(name)] = copied
    return json.dumps(data, indent=1, ensure_ascii=bool(b % 2)).encode(errors="surrogatepass")


MUTATIONS: tuple[Callable[[bytes, int, int, int], bytes], ...] = (
    *(delete, repeat, flip, token, value, line, splice, misspell, encode, datum, datum),
)


def broken(case: Case, file: int, mutations: list[Mutation]) -> Case:
    """Return the case with one of its files changed."""
    name = sorted(case)[file % len(case)]
    raw = case[name]
    for kind, a, b, c in mutations:
        raw = MUTATIONS[kind % len(MUTATIONS)](raw, a, b, c)[:3_000_000]
    return {**case, name: raw}


# --- what must not happen ----------------------------------------------------------------------------------------


class TooSlow(BaseException):
    """An input took longer than it may."""


def lay(case: Case, folder: Path) -> None:
    """Write the files into an empty folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, raw in case.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(raw)


def run(case: Case, folder: Path) -> None:
    """Do everything with the files that the program does with a user's; raise what must not be raised."""
    lay(case, folder)
    os.chdir(folder)
    previous = signal.signal(signal.SIGALRM, _too_slow)
    signal.alarm(LIMIT)
    try:
        for name, raw in case.items():
            source.parse(raw, name)
        render(app.validate([Path()], today=TODAY, expires_within=30))
        names = [Path(name) for name in case]
        app.validate(names, today=TODAY, as_of=date(2030, 1, 1))
        app.fix(names, write=False)
        for path in names:
            ask(app.evaluate_study, path)
            ask(partial(app.expiries, today=TODAY), path)
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, previous)


def ask(question: Callable[..., object], path: Path) -> None:
    """Ask about a study; that there is none is an answer."""
    try:
        question(path)
    except app.NothingFound:
        return


def render(found: Validation) -> None:
    """Write the findings in every format; see that they are what the format promises, and at places that exist."""
    counts = {path: len(source.lines(text)) for path, text in found.texts.items()}
    for one in found.diagnostics:
        where, count = one.location, counts.get(one.place.path)
        assert where is not None, one
        assert 1 <= where.line <= where.end_line, one
        assert where.column >= 1, one
        assert count is None or where.line <= count + 1, one
    findings = Findings.of(found.diagnostics, files=found.files, texts=found.texts, version=__version__)
    texts = {name: write(findings) for name, write in FORMATS.items()}
    for name in ("json", "gitlab", "sarif"):
        json.loads(texts[name])
    ET.fromstring(texts["junit"])  # noqa: S314 - written by us a line above
    for name, text in texts.items():
        text.encode(errors="strict" if name != "full" else "backslashreplace")


def _too_slow(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise TooSlow(f"more than {LIMIT} seconds")


# --- the loop ----------------------------------------------------------------------------------------------------


numbers = st.integers(0, 2**32 - 1)
mutations = st.lists(st.tuples(st.integers(0, len(MUTATIONS) - 1), numbers, numbers, numbers), min_size=1, max_size=5)


def fuzz(seconds: float, first_seed: int, work: Path) -> int:
    """Run inputs until the time is over; return how many."""
    end = time.monotonic() + seconds
    count = 0

    @settings(
        max_examples=200,
        database=None,
        deadline=None,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(base=st.integers(0, len(bases()) - 1), file=st.integers(0, 9), chosen=mutations)
    def one(base: int, file: int, chosen: list[Mutation]) -> None:
        nonlocal count
        if time.monotonic() < end or failed:
            count += 1
            try:
                run(broken(bases()[base], file, chosen), work)
            except TooSlow:
                traceback.print_exc()
                os._exit(1)  # there is no time to make it smaller
            except BaseException:
                failed.append(True)
                raise

    failed: list[bool] = []
    number = first_seed
    while time.monotonic() < end:
        seed(number)(one)()
        number += 1
    return count


def child(seconds: float, first_seed: int, work: Path) -> NoReturn:
    """Fuzz, say how it went, and end with 0 or 1."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    code = 1
    try:
        count = fuzz(seconds, first_seed, work)
        say(f"{count:,} inputs, nothing fell over")
        code = 0
    except BaseException:  # noqa: BLE001 - the process ends here, and its parent keeps the input
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def watched(process: int, work: Path) -> int:
    """Return the child's exit code; end it if it makes no step for too long (a loop that takes no signals)."""
    beat, last = time.monotonic(), -1
    while True:
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        try:
            stamp = work.stat().st_mtime_ns
        except FileNotFoundError:  # just between two inputs
            stamp = last
        if stamp != last:
            beat, last = time.monotonic(), stamp
        if time.monotonic() - beat > 6 * LIMIT:
            os.kill(process, signal.SIGKILL)
        time.sleep(0.2)


def keep(work: Path) -> Path:
    """Keep the input at hand in the corpus; return its folder."""
    case = read(work)
    digest = hashlib.sha256(repr(sorted(case.items())).encode()).hexdigest()[:10]
    folder = CORPUS / f"found-{digest}"
    lay(case, folder)
    return folder


def say(text: str) -> None:
    """Tell the person, or the log of the CI."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main(environment: Mapping[str, str]) -> int:
    """Fuzz in a process of its own, so that not even a signal loses the input."""
    seconds = float(environment.get("FUZZ_SECONDS", "60"))
    first = environment.get("FUZZ_SEED", "")
    first_seed = (
        int(hashlib.sha256(first.encode()).hexdigest()[:8], 16) if first else random.SystemRandom().getrandbits(32)
    )
    work = ROOT / "build" / "fuzz"
    say(f"fuzzing for {seconds:g} s from {len(bases())} inputs, seed {first or first_seed}")
    process = os.fork()
    if not process:
        child(seconds, first_seed, work)
    code = watched(process, work)
    if code:
        say(f"ended with {code}; the input is kept in {keep(work).relative_to(ROOT)}")
    shutil.rmtree(work, ignore_errors=True)
    return 1 if code else 0


if __name__ == "__main__":
    sys.exit(main(os.environ))
