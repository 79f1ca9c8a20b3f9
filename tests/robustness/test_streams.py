from __future__ import annotations

import numpy as np
import pytest

from toolselect.robustness import streams


def test_a_name_and_a_seed_always_give_the_same_draws_and_others_give_others() -> None:
    first = streams.stream(7, "fact", "acme", "works").random(5)
    assert np.array_equal(first, streams.stream(7, "fact", "acme", "works").random(5))
    for other in ((8, "fact", "acme", "works"), (7, "fact", "acme", "work", "s"), (7, "fact", "acmeworks", "")):
        assert not np.array_equal(first, streams.stream(other[0], *other[1:]).random(5))


def test_the_draws_are_these() -> None:
    """They must not move: a study's figures are printed with its seed."""
    assert streams.units(streams.stream(20261121, "fact", "acme", "works"), 4).tolist() == DRAWN


DRAWN = [1586470309, 4108716575, 3959473187, 3090752492]


@pytest.mark.parametrize("rows", [1, 2, 7, 8192])
def test_units_are_uniform_whole_numbers(rows: int) -> None:
    drawn = streams.units(streams.stream(1, "x"), rows)
    assert drawn.dtype == np.uint32
    assert len(drawn) == rows
    if rows > 1000:
        assert abs(drawn.mean() / streams.UNITS - 0.5) < 4 * (1 / 12 / rows) ** 0.5


def test_blocks_make_up_all_draws() -> None:
    assert streams.blocks(1) == [1]
    assert streams.blocks(8192) == [8192]
    assert streams.blocks(20000) == [8192, 8192, 3616]
