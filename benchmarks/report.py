"""Measure what a report costs, and print it as Markdown tables: processor time and bytes.

    python benchmarks/report.py

Run it from the top folder with the environment's Python. The study is the generated one of the tests.
"""

from __future__ import annotations

import gzip
import re
import statistics
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
        print(f"\n{measure.HEAD}")  # noqa: T201
        for ratio in commands(Path(scratch, "10x12")):
            print(ratio.row(), flush=True)  # noqa: T201


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


def commands(folder: Path) -> Iterator[measure.Ratio]:
    """Yield the whole command for each format, in units of the command that only scores."""
    score = measure.process([*measure.tool(), "score", str(folder), "--format", "json"])
    for name in ("html", "json", "md", "xlsx"):
        work = measure.process([*measure.tool(), "report", str(folder), "-f", name, "-o", str(folder / "out"), "-q"])
        title = f"`report -f {name}`, 100,000 draws"
        yield measure.against(title, work, "`score --format json`", score, rounds=5, bar="≤ 1,000 ms of processor time")


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
