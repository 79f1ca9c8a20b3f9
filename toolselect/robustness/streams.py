"""Random streams with names: each thing that is drawn has its own, so that nothing new moves what was there."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

BLOCK = 8192
"""How many draws are made at a time. All streams advance in such blocks, so memory never depends on their number."""

UNITS = 2**32
"""A uniform draw is one of that many equally likely figures."""


def stream(seed: int, *name: str) -> np.random.Generator:
    """Return the generator (PCG64) of the named stream: the same seed and name always give the same draws.

    Its seed is the start of the SHA-256 of seed and name, so that it depends on no other stream.
    """
    digest = hashlib.sha256("\0".join((str(seed), *name)).encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "little")))


def units(rng: np.random.Generator, rows: int) -> NDArray[np.uint32]:
    """Return uniform draws as whole numbers from 0 to 2^32 - 1; takes the same from the stream for the same rows."""
    raw = np.asarray(rng.bit_generator.random_raw((rows + 1) // 2), dtype="<u8")
    return raw.view("<u4")[:rows]


def blocks(draws: int) -> list[int]:
    """Return the sizes of the blocks that make up that many draws."""
    return [min(BLOCK, draws - start) for start in range(0, draws, BLOCK)]
