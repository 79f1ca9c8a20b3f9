"""Measure start-up, validation and scoring as ratios, and print them as a Markdown table.

    python benchmarks/run.py            # all
    python benchmarks/run.py startup    # one of startup, validate, score

Run it with the environment's Python. The figures in docs/performance.md come from here.
"""

from __future__ import annotations

import random
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import measure
import profiles
import studies

from toolselect.evaluation import evaluate
from toolselect.model.result import Interval
from toolselect.scoring import aggregation

if TYPE_CHECKING:
    from collections.abc import Iterator

PYTHON = sys.executable
EXAMPLE = Path(__file__).parents[1] / "examples" / "helpdesk"

_CSAFE = """
import sys, pathlib, yaml
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    yaml.load(path.read_bytes(), yaml.CSafeLoader)
"""


def startup() -> Iterator[measure.Ratio]:
    """Yield how long the quickest commands take in units of a Python that does nothing."""
    bare = measure.process([PYTHON, "-c", "pass"])
    for options, bar in (("--version", "2.5"), ("--help", "7")):
        work = measure.process([*measure.tool(), options])
        yield measure.against(f"`toolselect {options}`", work, "`python -c pass`", bare, rounds=21, bar=f"≤ {bar}")


def validate() -> Iterator[measure.Ratio]:
    """Yield validation of 2,000 profiles, whole process on one core, against CSafeLoader alone on the same bytes."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "vendors")
        profiles.write(folder, 2000)
        command = [*measure.tool(), "validate", "vendors", "--as-of", "2026-11-22", "--no-cache", "--jobs", "1"]
        work = measure.process(command, cwd=Path(scratch), cores=1)
        peer = measure.process([PYTHON, "-c", _CSAFE, str(folder)], cores=1)
        name = "`validate` 2,000 profiles of 112 lines, one core"
        yield measure.against(name, work, "`yaml.CSafeLoader` alone", peer, rounds=7, bar="≤ 0.8")


def score() -> Iterator[measure.Ratio]:
    """Yield 1,000 vendors x 100 criteria at low, mid and high against a bare double loop of the same products."""
    dice = random.Random(1)  # noqa: S311 - repeatable figures
    weights = [dice.random() for _ in range(100)]
    whole = sum(weights)
    weights = [weight / whole for weight in weights]
    worths = []
    for _ in range(1000):
        ends = [sorted(100 * dice.random() for _ in range(3)) for _ in range(100)]
        worths.append([Interval(*three) for three in ends])

    def ours() -> None:
        for vendor in worths:
            aggregation.weighted_sum(aggregation.contributions(weights, vendor))

    def bare() -> None:
        for vendor in worths:
            low = mid = high = 0.0
            for weight, worth in zip(weights, vendor, strict=True):
                low += weight * worth.low
                mid += weight * worth.mid
                high += weight * worth.high

    name = "scores of 1,000 vendors x 100 criteria, contributions kept"
    yield measure.against(name, measure.inside(ours), "bare double loop", measure.inside(bare), rounds=11, bar="≤ 5")
    study = studies.wide(vendors=1000, criteria=100)
    name = "the whole evaluation of such a study: evidence, plans, must-haves, worths, scores, ranking"
    whole = measure.inside(lambda: evaluate(study))
    yield measure.against(name, whole, "bare double loop", measure.inside(bare), rounds=3, bar="none")


def main() -> None:
    """Print the table for the parts that were asked for."""
    parts = {"startup": startup, "validate": validate, "score": score}
    print(measure.machine())  # noqa: T201 - the product of this script
    print(measure.HEAD)  # noqa: T201
    for name in sys.argv[1:] or list(parts):
        for ratio in parts[name]():
            print(ratio.row(), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
