"""Measure what a report costs, and print it as Markdown tables: processor time and bytes.

    python benchmarks/report.py

Run it from the top folder with the environment's Python. The study is the generated one of the tests.
"""

from __future__ import annotations

import gzip
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import measure

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.report.generated_study import write
from toolselect import app
from toolselect.report import FORMATS, Report, as_html, as_markdown, brief

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SIZES = ((3, 4), (10, 12), (30, 120))
DRAWS = 10_000


def main() -> None:
    """Print what each size costs, then what the command costs on the one in the middle."""
    print(measure.machine())  # noqa: T201 - the product of this script
    with tempfile.TemporaryDirectory() as scratch:
        for vendors, criteria in SIZES:
            folder = write(Path(scratch, f"{vendors}x{criteria}"), vendors=vendors, criteria=criteria)
            print(f"\n{vendors} alternatives x {criteria} criteria\n\n| what | ms | kB | gzipped |")  # noqa: T201
            print("|---|---:|---:|---:|")  # noqa: T201
            for row in costs(folder):
                print(row, flush=True)  # noqa: T201
        print("\n| whole command, 10 x 12 | ms | spread |\n|---|---:|---:|")  # noqa: T201
        for row in commands(Path(scratch, "10x12")):
            print(row, flush=True)  # noqa: T201


def costs(folder: Path) -> Iterator[str]:
    """Yield rows: the view, then each format with templates compiled anew, in ms of processor time and in bytes."""
    found = app.evaluate_study(folder).evaluation
    if found is None:
        raise SystemExit(f"{folder} does not evaluate")
    evaluation = app.assess(app.with_business_case(found), app.Sampling(draws=DRAWS))
    yield f"| view | {median(lambda: Report(evaluation=evaluation).view):,.0f} | | |"
    report = Report(evaluation=evaluation)
    files: dict[str, bytes] = {}
    for name, rendering in FORMATS.items():
        spent = median(partial(rendered, rendering, report))
        files |= rendering(report)
        main_file = files[f"report.{name}"]
        yield f"| {name} | {spent:,.0f} | {kilo(main_file)} | {kilo(gzip.compress(main_file, mtime=0))} |"
    charts = [content for name, content in files.items() if name.endswith(".svg")]
    yield f"| of md: {len(charts)} charts | | {kilo(b''.join(charts))} | |"
    page = files["report.html"].decode()
    for tag in ("style", "script"):
        yield f"| of html: {tag} | | {kilo(''.join(re.findall(f'<{tag}>(.*?)</{tag}>', page, re.DOTALL)).encode())} | |"
    yield f"| short form | {median(lambda: brief(evaluation)):,.0f} | {kilo(brief(evaluation).encode())} | |"


def rendered(rendering: Callable[[Report], dict[str, bytes]], report: Report) -> dict[str, bytes]:
    """Return the files of a format, its templates compiled anew."""
    as_html._template.cache_clear()  # noqa: SLF001 - a run of the program compiles them once
    as_markdown._template.cache_clear()  # noqa: SLF001 - as above
    return rendering(report)


def commands(folder: Path) -> Iterator[str]:
    """Yield rows: the processor time of whole commands, as many draws as a study has by default (100,000)."""
    out = str(folder / "out")
    lines = [["score", str(folder), "--format", "json"]]
    lines += [["report", str(folder), "-f", name, "-o", out, "-q"] for name in FORMATS]
    for line in lines:
        runs = sorted(processor([*measure.tool(), *line]) for _ in range(5))
        shown = " ".join(line[:1] + line[2:4])
        yield f"| `{shown}` | {1000 * runs[2]:,.0f} | {1000 * runs[0]:,.0f} to {1000 * runs[-1]:,.0f} |"


def processor(command: list[str]) -> float:
    """Return the seconds of processor time that a command takes."""
    before = os.times()
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - commands are written in this file
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def median(work: Callable[[], object]) -> float:
    """Return the milliseconds of processor time that work takes: the median of five runs."""
    runs = []
    for _ in range(5):
        begin = time.process_time()
        work()
        runs.append(1000 * (time.process_time() - begin))
    return statistics.median(runs)


def kilo(content: bytes) -> str:
    """Write a size."""
    return f"{len(content) / 1000:,.1f}"


if __name__ == "__main__":
    main()
