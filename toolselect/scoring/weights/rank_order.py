"""Weights from an order of importance alone."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

Scheme = Literal["centroid", "sum", "reciprocal"]
SCHEMES: tuple[Scheme, ...] = ("centroid", "sum", "reciprocal")


def places(count: int, scheme: Scheme) -> tuple[float, ...]:
    """Return the weight of each place of an order without ties.

    With n places, that of place k is (1/n) * (1/k + ... + 1/n) as the centroid of all weights in this order (F. H.
    Barron and B. E. Barrett (1996), Decision quality using ranked attribute weights, Management Science 42(11),
    1515-1523), 2 (n + 1 - k) / (n (n + 1)) by the sum of ranks, and (1/k) / (1/1 + ... + 1/n) by reciprocal ranks
    (both: W. G. Stillwell, D. A. Seaver and W. Edwards (1981), A comparison of weight approximation techniques in
    multiattribute utility decision making, Organizational Behavior and Human Performance 28(1), 62-77).

    Args:
        count: how many places, at least 1.
        scheme: how an order becomes weights.

    Returns:
        Falling weights above 0 that sum to one, the first place first.
    """
    ranks = range(1, count + 1)
    if scheme == "centroid":
        return tuple(math.fsum(1 / i for i in range(k, count + 1)) / count for k in ranks)
    if scheme == "sum":
        return tuple(2 * (count + 1 - k) / (count * (count + 1)) for k in ranks)
    whole = math.fsum(1 / k for k in ranks)
    return tuple(1 / k / whole for k in ranks)


def weights(sizes: Sequence[int], scheme: Scheme) -> tuple[float, ...]:
    """Return the weight of each member of each group of an order with ties.

    Those who share places share their weights: each gets the mean of the places that the group fills.

    Args:
        sizes: how many stand on each rung, the most important first; each at least 1.
        scheme: how an order becomes weights.

    Returns:
        A weight for each rung, that of one member; times the sizes they sum to one.
    """
    whole = places(sum(sizes), scheme)
    found: list[float] = []
    start = 0
    for size in sizes:
        found.append(math.fsum(whole[start : start + size]) / size)
        start += size
    return tuple(found)
