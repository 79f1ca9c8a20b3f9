"""The same study gives the same bytes, whatever the linear-algebra library does; and memory is bounded."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "helpdesk"

FIGURES = """
import hashlib, sys
from dataclasses import replace
from pathlib import Path
from toolselect import app
from toolselect.evaluation import evaluate
from toolselect.model.facts import Range, Unknown
from toolselect.model.robustness import RobustnessPolicy, WeightSampler
from toolselect.model.table import Spread
from toolselect.robustness.simulation import simulate
from toolselect.robustness.table import table_robustness

study = app.evaluate_study(Path(sys.argv[1])).evaluation.study
policy = RobustnessPolicy(draws=20_000)
found = [repr(simulate(evaluate(replace(study, robustness=policy))))]
worths = [[(7 * i + 3 * j) % 10 / 9 for j in range(40)] for i in range(100)]
worths[3][5], worths[8][1], worths[50][7] = Range(0, 1, 0.3), Unknown("?"), Spread(0.4, 0.2)
names = [[str(i) for i in range(100)], [str(j) for j in range(40)]]
for sampler in (WeightSampler.SIMPLEX, WeightSampler.DIRICHLET):
    found.append(repr(table_robustness(*names, worths, replace(policy, weights=sampler, draws=9000), [1.0] * 40)))
print(hashlib.sha256("".join(found).encode()).hexdigest())
"""

MEMORY = r"""
import pathlib, re, sys
from toolselect.model.robustness import RobustnessPolicy, WeightSampler
from toolselect.robustness.table import table_robustness

m, n, draws = map(int, sys.argv[1:])
worths = [[(7 * i + 3 * j + i * j) % 101 / 100 for j in range(n)] for i in range(m)]
names = [[str(i) for i in range(m)], [str(j) for j in range(n)]]
table_robustness(*names, worths, RobustnessPolicy(draws=draws, weights=WeightSampler.SIMPLEX))
# The peak of this program alone: ru_maxrss would count the process that it was forked from.
print(re.search(r"VmHWM:\s+(\d+) kB", pathlib.Path("/proc/self/status").read_text())[1])
"""


def ran(script: str, *arguments: object, **settings: str) -> str:
    found = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return found.stdout


@pytest.mark.slow
def test_figures_do_not_depend_on_the_processor_the_threads_or_the_hash_seed() -> None:
    settings = (
        {"OPENBLAS_CORETYPE": "Nehalem", "OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": "1"},
        {"OPENBLAS_CORETYPE": "Haswell", "OPENBLAS_NUM_THREADS": "2", "PYTHONHASHSEED": "2"},
        {"OPENBLAS_NUM_THREADS": "2", "TZ": "Asia/Tokyo", "NPY_DISABLE_CPU_FEATURES": "AVX2 FMA3 AVX512F"},
    )
    assert len({ran(FIGURES, EXAMPLE, **one) for one in settings}) == 1


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux: the peak is read from /proc")
def test_memory_does_not_grow_with_the_draws() -> None:
    few, many = (int(ran(MEMORY, 200, 50, draws)) for draws in (10_000, 60_000))
    assert many < few * 1.15
    assert many < 300_000
