"""Measure the simulation against bare NumPy and against loops over other libraries, and how much memory it takes.

    python benchmarks/robustness.py                      # all
    python benchmarks/robustness.py methods loops        # some of methods, loops, example, memory

Run it with the environment's Python. Ratios are of one run: work and peer in turn, medians of the rounds. The bare
forms do the same draws, products and ranks (a double argsort) in few lines of NumPy, all at once and unchecked.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import measure
import numpy as np

from toolselect import app
from toolselect.model.robustness import RobustnessPolicy, WeightSampler
from toolselect.robustness import sampling
from toolselect.robustness.acceptability import Tally
from toolselect.robustness.fact_draws import FactDraws
from toolselect.robustness.simulation import simulate
from toolselect.robustness.streams import blocks, stream
from toolselect.robustness.table import table_robustness
from toolselect.robustness.weighting import WeightDraws
from toolselect.scoring import tree as trees
from toolselect.scoring.methods import METHODS
from toolselect.scoring.methods.method import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from toolselect.model.result import Evaluation

    FloatArray = NDArray[np.float64]

PYTHON = sys.executable
EXAMPLE = Path(__file__).parents[1] / "examples" / "helpdesk"
DRAWS, VENDORS, LEAVES = 100_000, 10, 40
VALUES: FloatArray = np.random.default_rng(1).random((VENDORS, LEAVES))
NAMES = [f"a{index}" for index in range(VENDORS)], [f"c{index}" for index in range(LEAVES)]
SLICE = 100
GIBIBYTE = 2**20
"""In units of ru_maxrss, which Linux gives in KiB."""


# --- bare forms ----------------------------------------------------------------------------------------------------


def counted(scores: FloatArray) -> NDArray[np.intp]:
    """Return how often each of m alternatives holds each rank, from (draws, m) scores."""
    m = scores.shape[1]
    ranks = np.argsort(np.argsort(-scores, axis=1), axis=1)
    return np.array([np.bincount(ranks[:, index], minlength=m) for index in range(m)])


def bare_additive() -> None:
    """Draw weights from the whole simplex, score, rank."""
    weights = np.random.default_rng(1).dirichlet(np.ones(LEAVES), DRAWS)
    counted(weights @ VALUES.T)


def bare_topsis() -> None:
    """Do so by TOPSIS: both squared distances are products with the squared weights."""
    weights = np.random.default_rng(1).dirichlet(np.ones(LEAVES), DRAWS)
    normalised = VALUES / np.sqrt((VALUES**2).sum(axis=0))
    squared = weights**2
    best = np.sqrt(squared @ ((normalised - normalised.max(axis=0)) ** 2).T)
    worst = np.sqrt(squared @ ((normalised - normalised.min(axis=0)) ** 2).T)
    counted(worst / (best + worst))


def bare_promethee() -> None:
    """Do so by PROMETHEE II with the usual criterion: net flows of single criteria, then a product."""
    weights = np.random.default_rng(1).dirichlet(np.ones(LEAVES), DRAWS)
    flows = np.sign(VALUES[:, None] - VALUES[None]).sum(axis=1) / (VENDORS - 1)
    counted(weights @ flows.T)


# --- ours ----------------------------------------------------------------------------------------------------------


def ours_additive() -> None:
    """Do it as `rank --robust` does."""
    policy = RobustnessPolicy(draws=DRAWS, weights=WeightSampler.SIMPLEX)
    table_robustness(*NAMES, VALUES.tolist(), policy)


def ours(name: str, options: dict[str, str | float]) -> Callable[[], None]:
    """Return what draws weights, scores them by a method and counts the ranks."""
    method = METHODS[name]
    table = Table(values=VALUES, maximise=np.ones(LEAVES, dtype=np.bool_), bounds=None, preferences=None)
    settings, wrong = method.settings(options)
    if wrong:
        raise ValueError(wrong)

    def work() -> None:
        ready = method.prepare(table, settings)
        rng = stream(1, "weights")
        tally = Tally.of(VENDORS, LEAVES, quantiles=False)
        for rows in blocks(DRAWS):
            weights = sampling.on_grid(sampling.simplex(rng, rows, LEAVES), sampling.WEIGHT_GRID)
            scores = method.scores(ready, weights)
            if scores is not None:
                tally.add(scores.T, weights.T)

    return work


METHODS_OF = {
    "additive": (ours_additive, bare_additive, 1.5),
    "TOPSIS": (ours("topsis", {}), bare_topsis, 3.0),
    "PROMETHEE II": (ours("promethee2", {}), bare_promethee, 3.0),
}


def methods() -> Iterator[measure.Ratio]:
    """Yield 100,000 weight vectors x 10 vendors x 40 leaves with full rank counts against their bare forms."""
    for name, (work, bare, bar) in METHODS_OF.items():
        title = f"{name}: 100,000 weight vectors x 10 vendors x 40 leaves, ranks counted"
        yield measure.against(
            title, measure.inside(work), "bare NumPy", measure.inside(bare), rounds=7, bar=f"≤ {bar:g}"
        )


def loops() -> Iterator[measure.Ratio]:
    """Yield the same against a loop over other libraries (timed on a slice of the weights, and scaled)."""
    import pymcdm.methods as pymcdm
    from skcriteria import mkdm
    from skcriteria.agg.simple import WeightedSumModel
    from skcriteria.agg.topsis import TOPSIS

    weights = np.random.default_rng(1).dirichlet(np.ones(LEAVES), SLICE)
    types = np.ones(LEAVES)
    known = METHODS_OF

    def scaled(each: Callable[[FloatArray], object]) -> Callable[[], float]:
        def run() -> float:
            begin = time.process_time()
            for row in weights:
                each(row)
            return (time.process_time() - begin) * DRAWS / SLICE

        return run

    def criteria(row: FloatArray) -> object:
        return mkdm(VALUES, [1] * LEAVES, weights=row)

    peers: list[tuple[str, str, Callable[[FloatArray], object]]] = [
        ("additive", "pymcdm", lambda row: pymcdm.WSM()(VALUES, row, types)),
        ("additive", "scikit-criteria", lambda row: WeightedSumModel().evaluate(criteria(row))),
        ("TOPSIS", "pymcdm", lambda row: pymcdm.TOPSIS()(VALUES, row, types)),
        ("TOPSIS", "scikit-criteria", lambda row: TOPSIS().evaluate(criteria(row))),
        ("PROMETHEE II", "pymcdm", lambda row: pymcdm.PROMETHEE_II("usual")(VALUES, row, types)),
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, library, each in peers:
            work = measure.inside(known[name][0])
            title = f"{name}: a loop over {library}, same size"
            yield measure.against(title, scaled(each), "ours", work, rounds=3, bar="≥ 100")


# --- the example ---------------------------------------------------------------------------------------------------


def evaluated() -> Evaluation:
    """Return the example's evaluation."""
    found = app.evaluate_study(EXAMPLE).evaluation
    if found is None:
        raise ValueError("the example has errors")
    return found


def bare_simulation(evaluation: Evaluation) -> Callable[[], None]:
    """Return the simulation of a study in bare NumPy: as many draws, worths, scores and ranks, and nothing else."""
    tree = trees.weigh(evaluation.study)
    groups = trees.sibling_shares(tree, tree.weights)
    leaves = WeightDraws(tree, evaluation.study.robustness).leaves
    ranked = [vendor for vendor in evaluation.vendors if vendor.rank is not None]
    racers = FactDraws(evaluation.study, tree, leaves, ranked).racers
    shapes = [(len(racer.sources), [max(1, len(leaf.sources)) for leaf in racer.leaves]) for racer in racers]

    def work() -> None:
        rng = np.random.default_rng(1)
        drawn_weights: dict[str, FloatArray] = {"": np.ones(DRAWS)}
        for parent, members in groups.items():
            drawn_shares = rng.dirichlet(100 * np.array(list(members.values())), DRAWS)
            for column, member in enumerate(members):
                drawn_weights[member] = drawn_weights[parent] * drawn_shares[:, column]
        weights = np.stack([drawn_weights[leaf] for leaf in leaves], axis=1)
        scores = np.zeros((DRAWS, len(shapes)))
        for place, (sources, read) in enumerate(shapes):
            drawn = [rng.random(DRAWS) < 0.85 for _ in range(sources)]
            fixed = weights[:, : len(leaves) - len(read)].sum(axis=1)
            scores[:, place] = 50 * fixed
            start = 0
            for row, parts in enumerate(read):
                used = [drawn[(start + part) % max(1, sources)] for part in range(parts)]
                start += parts
                worth = 100 * sum(used) / parts if parts > 1 else np.where(used[0], 100.0, 0.0)
                scores[:, place] += weights[:, row] * worth
        counted(scores)

    return work


def example() -> Iterator[measure.Ratio]:
    """Yield the simulation alone, then `robustness` minus `score`, against the import of NumPy and bare simulations."""
    evaluation = evaluated()
    bare = measure.inside(bare_simulation(evaluation))
    title = "the simulation of examples/helpdesk, 100,000 draws"
    yield measure.against(title, measure.inside(lambda: simulate(evaluation)), "bare NumPy", bare, rounds=7, bar="none")
    robust = measure.process([*measure.tool(), "robustness", str(EXAMPLE), "--format", "json"])
    score = measure.process([*measure.tool(), "score", str(EXAMPLE), "--format", "json"])
    nothing = measure.process([PYTHON, "-c", "pass"])
    numpy = measure.process([PYTHON, "-c", "import numpy"])
    yield measure.against(
        "`robustness` minus `score`",
        lambda: robust() - score(),
        "import of NumPy + 2 bare simulations",
        lambda: numpy() - nothing() + 2 * bare(),
        rounds=7,
        bar="≤ 1",
    )


# --- memory --------------------------------------------------------------------------------------------------------

_LARGE = """
import json, resource, time
from toolselect.model.robustness import RobustnessPolicy, WeightSampler
from toolselect.robustness.table import table_robustness

m, n = 1000, 100
worths = [[(7 * i + 3 * j + i * j) % 101 / 100 for j in range(n)] for i in range(m)]
names = [[str(i) for i in range(m)], [str(j) for j in range(n)]]
begin = time.perf_counter()
table_robustness(*names, worths, RobustnessPolicy(draws=100_000, weights=WeightSampler.SIMPLEX))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([peak, time.perf_counter() - begin]))
"""


def memory() -> str:
    """Return the most memory that 1,000 alternatives x 100 criteria x 100,000 draws take, as a row of the table."""
    ran = subprocess.run([PYTHON, "-c", _LARGE], capture_output=True, text=True, check=True)  # noqa: S603 - written here
    peak, seconds = json.loads(ran.stdout)
    part = peak / GIBIBYTE
    name = "memory of 1,000 alternatives x 100 criteria x 100,000 draws"
    return f"| {name} | 1 GiB | **{part:.2f}** | | {seconds * 1000:,.1f} | | ≤ 1 |"


def main() -> None:
    """Print the table for the parts that were asked for."""
    parts = {"methods": methods, "loops": loops, "example": example}
    print(measure.machine())  # noqa: T201 - the product of this script
    print(measure.HEAD)  # noqa: T201
    asked = sys.argv[1:] or [*parts, "memory"]
    for name in asked:
        if name == "memory":
            print(memory(), flush=True)  # noqa: T201
            continue
        for ratio in parts[name]():
            print(ratio.row(), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
