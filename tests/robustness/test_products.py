from __future__ import annotations

import numpy as np
import pytest

from toolselect.robustness import products, sampling


@pytest.mark.parametrize(("a", "k", "b"), [(1, 1, 1), (4, 32, 8192), (3, 8192, 5), (300, 20, 700), (2, 0, 4)])
def test_pieces_never_show(a: int, k: int, b: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = np.random.default_rng(1)
    left = sampling.on_grid(chance.random((a, k)), 2.0**16)
    right = sampling.on_grid(chance.random((k, b)), 2.0**16)
    whole = left @ right
    assert np.array_equal(products.product(left, right), whole)
    monkeypatch.setattr(products, "SMALL", 1)
    assert np.array_equal(products.product(left, right), whole)
