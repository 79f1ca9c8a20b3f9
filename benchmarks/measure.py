"""Time things against each other fairly: in turn, several rounds, ratios round by round, medians."""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


@dataclass(frozen=True)
class Ratio:
    """How long something took in units of a peer: the median of the rounds, the least and the most."""

    name: str
    peer: str
    median: float
    low: float
    high: float
    seconds: float
    peer_seconds: float
    bar: str

    def row(self) -> str:
        """Return it as a row of a Markdown table."""
        spread = f"{self.low:.2f} to {self.high:.2f}"
        return (
            f"| {self.name} | {self.peer} | **{self.median:.2f}** | {spread} "
            f"| {self.seconds * 1000:,.1f} | {self.peer_seconds * 1000:,.1f} | {self.bar} |"
        )


HEAD = "| what | against | ratio | spread | ms | peer ms | aim |\n|---|---|---:|---:|---:|---:|---|"


def against(
    name: str, work: Callable[[], float], peer_name: str, peer: Callable[[], float], *, rounds: int, bar: str
) -> Ratio:
    """Run work and peer in turn (after one round that does not count); each returns its own seconds."""
    work(), peer()
    pairs = [(work(), peer()) for _ in range(rounds)]
    ratios = sorted(ours / theirs for ours, theirs in pairs)
    return Ratio(
        name=name,
        peer=peer_name,
        median=statistics.median(ratios),
        low=ratios[0],
        high=ratios[-1],
        seconds=statistics.median(ours for ours, _ in pairs),
        peer_seconds=statistics.median(theirs for _, theirs in pairs),
        bar=bar,
    )


def process(
    command: Sequence[str], *, cwd: Path | None = None, cores: int | None = None, env: Mapping[str, str] | None = None
) -> Callable[[], float]:
    """Return work that runs a whole process and gives its wall seconds; `cores` bounds where it may run."""

    def confine() -> None:
        if cores is not None:
            os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])

    def run() -> float:
        begin = time.perf_counter()
        subprocess.run(  # noqa: S603 - commands are written in this folder
            command,
            cwd=cwd,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            preexec_fn=confine,
            env={**os.environ, **(env or {})},
        )
        return time.perf_counter() - begin

    return run


def inside(work: Callable[[], object]) -> Callable[[], float]:
    """Return work that calls a function and gives its CPU seconds."""

    def run() -> float:
        begin = time.process_time()
        work()
        return time.process_time() - begin

    return run


def machine() -> str:
    """Return what the figures were taken on, in one line."""
    model = "unknown processor"
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                model = line.partition(":")[2].strip()
                break
    cores = len(os.sched_getaffinity(0))
    return f"{model}, {cores} cores, {platform.system()}, Python {platform.python_version()}"


def tool() -> list[str]:
    """Return the command that runs the installed `toolselect` of this environment."""
    return [str(Path(sys.executable).with_name("toolselect"))]
