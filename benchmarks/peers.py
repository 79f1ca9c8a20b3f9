"""Measure `validate` against its peers on the same files, in turn, and print the ratios as a Markdown table.

    python benchmarks/peers.py                              # all: some ten minutes
    python benchmarks/peers.py startup one-file             # some of many, large, one-file, startup
    python benchmarks/peers.py --files 100 --rounds 1       # a quick look

Run it with the environment's Python. The peers are what pip installs from requirements.txt, in a virtual environment
that this script makes under build/. check-jsonschema gets the published schema; it checks less than `validate` does,
and yamllint with its default rules checks something else. What is written here as a factor is the peer's time divided
by ours in the same round; the median of the rounds counts.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import venv
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import measure
import profiles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).parents[1]
SCHEMA = ROOT / "toolselect" / "schemas" / "vendor.schema.json"
REQUIREMENTS = Path(__file__).with_name("requirements.txt")
AS_OF = "2026-11-22"
CORES = 2
MEGABYTES = 20

_CSAFE = "import sys, yaml\nyaml.load(open(sys.argv[1], 'rb').read(), yaml.CSafeLoader)\n"

Work = tuple[str, "Callable[[], float]"]


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of the table: both times in seconds, round by round, and how they are compared.

    `kind` is `faster` (theirs / ours), `times` (ours / theirs) or `MB/s` (both, of a file of so many megabytes).
    """

    name: str
    peer: str
    ours: Sequence[float]
    theirs: Sequence[float]
    least: str
    aim: str
    kind: str = "faster"
    megabytes: float = 0

    def text(self) -> str:
        """Return it as a row of a Markdown table."""
        ours, theirs = statistics.median(self.ours), statistics.median(self.theirs)
        if self.kind == "MB/s":
            speeds = sorted(self.megabytes / one for one in self.ours)
            value = f"{statistics.median(speeds):.1f} MB/s, peer {self.megabytes / theirs:.1f}"
            spread = f"{speeds[0]:.1f} to {speeds[-1]:.1f}"
        else:
            pairs = list(zip(self.ours, self.theirs, strict=True))
            ratios = sorted(b / a if self.kind == "faster" else a / b for a, b in pairs)
            digits = 0 if ratios[0] >= 10 else 2
            value = f"{statistics.median(ratios):.{digits}f} x"
            spread = f"{ratios[0]:.{digits}f} to {ratios[-1]:.{digits}f}"
        return (
            f"| {self.name} | {self.peer} | {self.least} | {self.aim} | **{value}** | {spread} "
            f"| {ours * 1000:,.0f} | {theirs * 1000:,.0f} |"
        )


HEAD = "| what | against | at least | aim | measured | spread | ms | peer ms |\n|---|---|---|---|---:|---:|---:|---:|"


def peers() -> Path:
    """Return the folder of the peers' programs; install them if they are not there as they should be."""
    digest = hashlib.sha256(REQUIREMENTS.read_bytes() + sys.version.encode()).hexdigest()[:12]
    folder = ROOT / "build" / f"peers-{digest}"
    if not (folder / ".installed").exists():
        shutil.rmtree(folder, ignore_errors=True)
        venv.create(folder, with_pip=True)
        pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--no-deps", "-r", str(REQUIREMENTS)], check=True)  # noqa: S603 - written above
        (folder / ".installed").touch()
    return folder / "bin"


def in_turn(works: Sequence[Work], rounds: int, often: int = 1) -> dict[str, list[float]]:
    """Run each work once for warmth, then all of them in turn; of the quick ones the median of several runs a round."""
    for _, work in works[1:]:
        work()
    times: dict[str, list[float]] = {name: [] for name, _ in works}
    for _ in range(rounds):
        for at, (name, work) in enumerate(works):
            times[name].append(statistics.median(work() for _ in range(often if at else 1)))
    return times


def toolselect(folder: Path, *arguments: str, cache: Path | None = None) -> Callable[[], float]:
    """Return a run of `validate` on two cores, from its start to its end."""
    command = [*measure.tool(), "validate", "--as-of", AS_OF, "--fail-on", "never", *arguments]
    if cache is None:
        return measure.process([*command, "--no-cache"], cwd=folder, cores=CORES)
    return measure.process(command, cwd=folder, cores=CORES, env={"TOOLSELECT_CACHE_DIR": str(cache)})


def checking(folder: Path, path: str) -> list[str]:
    """Return how check-jsonschema is called, after it has accepted our schema and one of the files."""
    command = [str(peers() / "check-jsonschema"), "--schemafile", str(SCHEMA)]
    subprocess.run([*command, path], cwd=folder, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - written above
    return command


def found(folder: Path, *paths: str) -> int:
    """Return how many findings there are."""
    command = [*measure.tool(), "validate", "--as-of", AS_OF, "--no-cache", "--format", "concise", "--exit-zero"]
    ran = subprocess.run([*command, *paths], cwd=folder, check=True, capture_output=True, text=True)  # noqa: S603
    return ran.stdout.count("\n")


# --- the files ---------------------------------------------------------------------------------------------------


MISTAKES: tuple[tuple[str, str], ...] = (
    ("    kind: claim", "    knid: claim"),  # a key's spelling
    ("  api_oauth2: {", "  api_outh2: {"),  # a fact that does not exist
    ("unit: requests/minute, plan: growth", "unit: requests/second, plan: growth"),  # another unit
    ("source: page-7}", "source: page-9}"),  # a source that does not exist
    ("    kind: third-party", "    kind: hearsay"),  # a value that is not possible
    ("plan: professional,", "plan: proffesional,"),  # a plan that does not exist
    ("homepage: https://", "homepage: ftp://"),  # an address of another kind
    ("value: 99.9,", "value: lots,"),  # a text for a number
    ("    kind: certificate", "    # kind: certificate"),  # a key that is missing
    ("likely: 25", "likely: 35"),  # a range upside down
)


def with_mistake(text: str, number: int) -> str:
    """Return a profile with one mistake; which one depends on the number."""
    right, wrong = MISTAKES[number % len(MISTAKES)]
    if right not in text:
        raise ValueError(f"the profiles no longer hold `{right}`")
    return text.replace(right, wrong, 1)


def large(megabytes: int) -> str:
    """Return a profile of so many megabytes: the usual one, with very many answers to each question."""
    head, facts, rest = profiles.profile(0).partition("facts:\n")
    lines = []
    size = len(head) + len(facts) + len(rest)
    count = 0
    each = megabytes * 1_000_000 // len(profiles.YES_NO)
    for fact in profiles.YES_NO:
        lines.append(f"  {fact}:")
        end = size + each
        while size < end:
            case = f"case {count} of the list"
            lines.append(f"    - {{value: yes, source: page-{count % 8}, scope: {case}, note: as the page says it}}")
            size += len(lines[-1]) + 1
            count += 1
    kept = [line for line in rest.split("\n") if not line.startswith(tuple(f"  {fact}:" for fact in profiles.YES_NO))]
    return head + facts + "\n".join([*lines, *kept])


# --- the measurements --------------------------------------------------------------------------------------------


def many(scratch: Path, files: int, rounds: int) -> Iterator[Row]:
    """Yield the comparisons on many files: cold, warm, and with a mistake in each."""
    paths = profiles.write(scratch / "vendors", files)
    (scratch / "broken").mkdir()
    for number, path in enumerate(paths):
        (scratch / "broken" / path.name).write_text(with_mistake(path.read_text(encoding="utf-8"), number))
    clean, broken = found(scratch, "vendors"), found(scratch, "broken")
    if clean or broken < files:
        raise ValueError(f"{clean} findings in the clean files, {broken} in {files} broken ones")
    names = [f"vendors/{path.name}" for path in paths]
    checker = checking(scratch, names[0])
    times = in_turn(
        [
            ("check-jsonschema", measure.process([*checker, *names], cwd=scratch, cores=CORES)),
            ("cold", toolselect(scratch, "vendors")),
            ("warm", toolselect(scratch, "vendors", cache=scratch / "cache")),
            ("broken", toolselect(scratch, "broken")),
        ],
        rounds,
        often=5,
    )
    lint = in_turn(
        [
            ("yamllint", measure.process([str(peers() / "yamllint"), "vendors"], cwd=scratch, cores=CORES)),
            ("cold", toolselect(scratch, "vendors")),
        ],
        rounds,
        often=5,
    )
    peer = times["check-jsonschema"]
    what = f"{files:,} profiles, whole process, {CORES} cores"
    yield Row(name=f"cold: {what}", peer="check-jsonschema", ours=times["cold"], theirs=peer, least="25 x", aim="40 x")
    yield Row(name="the same", peer="yamllint", ours=lint["cold"], theirs=lint["yamllint"], least="30 x", aim="50 x")
    yield Row(
        name="warm, all unchanged", peer="check-jsonschema", ours=times["warm"], theirs=peer, least="100 x", aim="150 x"
    )
    name = f"a mistake in every file ({broken:,} findings)"
    yield Row(
        name=name,
        peer="the clean run",
        ours=times["broken"],
        theirs=times["cold"],
        least="≤ 1.5 x",
        aim="≤ 1.3 x",
        kind="times",
    )


def one_large(scratch: Path, megabytes: int, rounds: int) -> Iterator[Row]:
    """Yield how fast one large profile is read and checked."""
    path = scratch / "large.yaml"
    path.write_text(large(megabytes), encoding="utf-8")
    size = path.stat().st_size / 1e6
    if found(scratch, "--max-file-size", "100", "large.yaml"):
        raise ValueError("there are findings in the large file")
    times = in_turn(
        [
            ("CSafeLoader", measure.process([sys.executable, "-c", _CSAFE, str(path)], cores=CORES)),
            ("ours", toolselect(scratch, "large.yaml", "--max-file-size", "100")),
        ],
        rounds,
    )
    name = f"one profile of {size:.0f} MB, whole process"
    yield Row(
        name=name,
        peer="`yaml.CSafeLoader` alone",
        ours=times["ours"],
        theirs=times["CSafeLoader"],
        least="4 MB/s where it gives 1.5",
        aim="5.5",
        kind="MB/s",
        megabytes=size,
    )


def one_file(scratch: Path, rounds: int) -> Iterator[Row]:
    """Yield the time for one usual profile, start-up included."""
    (scratch / "one.yaml").write_text(profiles.profile(0), encoding="utf-8")
    checker = [*checking(scratch, "one.yaml"), "one.yaml"]
    times = in_turn(
        [
            ("check-jsonschema", measure.process(checker, cwd=scratch, cores=CORES)),
            ("ours", toolselect(scratch, "one.yaml")),
        ],
        rounds,
    )
    yield Row(
        name="one profile of 112 lines, start-up included",
        peer="check-jsonschema",
        ours=times["ours"],
        theirs=times["check-jsonschema"],
        least="≤ 0.5 x",
        aim="≤ 0.4 x",
        kind="times",
    )


def startup(rounds: int) -> Iterator[Row]:
    """Yield the quickest commands in units of a Python that does nothing."""
    works = [(option, measure.process([*measure.tool(), option])) for option in ("--version", "--help")]
    times = in_turn([("python", measure.process([sys.executable, "-c", "pass"])), *works], rounds)
    for option, most in (("--version", "≤ 2.5 x"), ("--help", "≤ 7 x")):
        yield Row(
            name=f"`toolselect {option}`",
            peer="`python -c pass`",
            ours=times[option],
            theirs=times["python"],
            least=most,
            aim="",
            kind="times",
        )


def main() -> None:
    """Print the table for the parts that were asked for."""
    parts = ("startup", "one-file", "many", "large")
    options = argparse.ArgumentParser(description="Measure `validate` against its peers.")
    options.add_argument(
        "parts", nargs="*", metavar="PART", help=f"among {', '.join(parts)}; all unless told otherwise"
    )
    options.add_argument("--files", type=int, default=2000)
    options.add_argument("--megabytes", type=int, default=MEGABYTES)
    options.add_argument("--rounds", type=int, default=3, help="of the slow peers; more for what is quick")
    given = options.parse_args()
    unknown = set(given.parts) - set(parts)
    if unknown:
        options.error(f"{', '.join(sorted(unknown))}: not among {', '.join(parts)}")
    print(measure.machine())  # noqa: T201 - the product of this script
    versions = REQUIREMENTS.read_text(encoding="utf-8").split("\n")
    print(*(line for line in versions if line.startswith(("check-jsonschema", "yamllint", "PyYAML"))), "\n")  # noqa: T201
    print(HEAD)  # noqa: T201
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        run: dict[str, Callable[[], Iterator[Row]]] = {
            "startup": lambda: startup(given.rounds * 7),
            "one-file": lambda: one_file(scratch, given.rounds * 5),
            "many": lambda: many(scratch, given.files, given.rounds),
            "large": lambda: one_large(scratch, given.megabytes, given.rounds),
        }
        for part in given.parts or parts:
            for row in run[part]():
                print(row.text(), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
