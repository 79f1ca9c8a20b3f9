"""Share work over processes where there is much of it and the system can fork.

The parent does a share itself. A child that dies leaves its share undone, and the parent does that, too: slower, never
wrong. Results come back in the order of the work, so that nobody can tell how it was shared.
"""

from __future__ import annotations

import os
import pickle
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ENOUGH = 200
"""From so many pieces of work on, a second process is worth its start."""

Work = TypeVar("Work")
Result = TypeVar("Result")


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def shared(do: Callable[[Sequence[Work]], list[Result]], work: Sequence[Work], jobs: int | None = None) -> list[Result]:
    """Return what `do` makes of the pieces of work, in their order; `jobs` bounds the processes (None: processors).

    `do` gets a run of pieces and returns one result for each.
    """
    jobs = processors() if jobs is None else jobs
    if jobs < 2 or len(work) < ENOUGH or not hasattr(os, "fork"):
        return do(work)
    jobs = min(jobs, len(work) // (ENOUGH // 2))
    size = -(-len(work) // jobs)
    shares = [work[at : at + size] for at in range(0, len(work), size)]
    children = [_started(do, share) for share in shares[1:]]
    results = do(shares[0])
    for share, child in zip(shares[1:], children, strict=True):
        done: list[Result] | None = None if child is None else _collected(child)
        results += do(share) if done is None or len(done) != len(share) else done
    return results


def _started(do: Callable[[Sequence[Work]], list[Result]], share: Sequence[Work]) -> tuple[int, int] | None:
    """Start a child on a share; return its id and where its results can be read. None if there can be no child."""
    reading, writing = os.pipe()
    try:
        child = os.fork()
    except OSError:
        os.close(reading)
        os.close(writing)
        return None
    if child:
        os.close(writing)
        return child, reading
    try:  # pragma: no cover - the child's coverage is not counted
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(pickle.dumps(do(share), protocol=pickle.HIGHEST_PROTOCOL))
    finally:
        os._exit(0)  # never back into the parent's code, whatever happened


def _collected(child: tuple[int, int]) -> list[Result] | None:
    """Return a child's results; None if it did not finish."""
    process, reading = child
    with os.fdopen(reading, "rb") as pipe:
        raw = pipe.read()
    os.waitpid(process, 0)
    try:
        return list(pickle.loads(raw))  # noqa: S301 - written by our own child
    except (pickle.UnpicklingError, EOFError):
        return None
