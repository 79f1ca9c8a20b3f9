"""Figures with their units, so that hours can't be added to money.

A `Quantity[Money]` adds to another `Quantity[Money]` and to nothing else; a `Quantity[Per[Money, Hours]]` times a
`Quantity[Hours]` is a `Quantity[Money]`. mypy refuses what is not lawful, and so does the program when it runs. Shares
and other plain numbers have no unit: a quantity may be multiplied or divided by them. A value is one number or an array
with a number for each draw.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Figure = float | NDArray[np.float64]
    """A number, or one for each draw."""


class Money:
    """The study's currency."""


class Hours:
    """Paid hours of agents."""


class Contacts:
    """Contacts with customers."""


class Agents:
    """People who answer."""


class Years:
    """Time."""


A = TypeVar("A")
B = TypeVar("B")
U = TypeVar("U")


class Per(Generic[A, B]):
    """So much of A for each B."""


Unit = tuple[int, int, int, int, int]
"""The powers of money, hours, contacts, agents and years."""

NAMES = ("money", "hours", "contacts", "agents", "years")


class UnitError(TypeError):
    """Two quantities whose units do not fit: a bug, never a user's mistake."""


class Quantity(Generic[U]):
    """A figure in a unit."""

    __slots__ = ("unit", "value")

    def __init__(self, value: Figure, unit: Unit) -> None:
        self.value = value
        self.unit = unit

    def __add__(self, other: Quantity[U]) -> Quantity[U]:
        return Quantity(self.value + self._alike(other), self.unit)

    def __sub__(self, other: Quantity[U]) -> Quantity[U]:
        return Quantity(self.value - self._alike(other), self.unit)

    @overload
    def __mul__(self: Quantity[Per[A, B]], other: Quantity[B]) -> Quantity[A]: ...
    @overload
    def __mul__(self, other: Figure) -> Quantity[U]: ...
    def __mul__(self, other: Any) -> Quantity[Any]:
        if isinstance(other, Quantity):
            return Quantity(self.value * other.value, product(self.unit, other.unit))
        return Quantity(self.value * other, self.unit)

    def __truediv__(self, other: Figure) -> Quantity[U]:
        return Quantity(self.value / _plain(other), self.unit)

    def over(self, other: Quantity[U]) -> Figure:
        """Return how many times the other goes into this one: a plain number."""
        return self.value / self._alike(other)

    def above(self, other: Quantity[U]) -> Quantity[U]:
        """Return by how much this is larger than the other; zero where it is not."""
        return Quantity(positive(self.value - self._alike(other)), self.unit)

    def _alike(self, other: Quantity[U]) -> Figure:
        unit = _unit(other)
        if unit != self.unit:
            raise UnitError(f"{name(self.unit)} and {name(unit)} do not go together")
        return other.value

    def __repr__(self) -> str:
        return f"Quantity({self.value!r}, {name(self.unit)})"


@lru_cache(maxsize=256)
def product(first: Unit, second: Unit) -> Unit:
    """Return the unit of the product of two quantities."""
    a, b, c, d, e = (one + other for one, other in zip(first, second, strict=True))
    return a, b, c, d, e


def name(unit: Unit) -> str:
    """Return a unit in words: `money / hours`; `1` for none."""
    above = [word for word, power in zip(NAMES, unit, strict=True) if power > 0]
    below = [word for word, power in zip(NAMES, unit, strict=True) if power < 0]
    return " / ".join((" x ".join(above) or "1", *below))


def positive(value: Figure) -> Figure:
    """Return the figure, and zero where it is negative, for one number or an array of them."""
    return max(value, 0.0) if isinstance(value, float | int) else value.clip(min=0.0)


def _unit(other: object) -> Unit:
    return other.unit if isinstance(other, Quantity) else (0, 0, 0, 0, 0)


def _plain(other: Figure) -> Figure:
    if _unit(other) != (0, 0, 0, 0, 0):
        raise UnitError("divide by plain numbers only")
    return other


def money(value: Figure) -> Quantity[Money]:
    """Return an amount."""
    return Quantity(value, (1, 0, 0, 0, 0))


def hours(value: Figure) -> Quantity[Hours]:
    """Return paid hours."""
    return Quantity(value, (0, 1, 0, 0, 0))


def contacts(value: Figure) -> Quantity[Contacts]:
    """Return contacts."""
    return Quantity(value, (0, 0, 1, 0, 0))


def agents(value: Figure) -> Quantity[Agents]:
    """Return agents."""
    return Quantity(value, (0, 0, 0, 1, 0))


def years(value: Figure) -> Quantity[Years]:
    """Return a length of time."""
    return Quantity(value, (0, 0, 0, 0, 1))


def money_per_year(value: Figure) -> Quantity[Per[Money, Years]]:
    """Return an amount a year."""
    return Quantity(value, (1, 0, 0, 0, -1))


def money_per_hour(value: Figure) -> Quantity[Per[Money, Hours]]:
    """Return the cost of a paid hour."""
    return Quantity(value, (1, -1, 0, 0, 0))


def money_per_contact(value: Figure) -> Quantity[Per[Money, Contacts]]:
    """Return the cost of a contact."""
    return Quantity(value, (1, 0, -1, 0, 0))


def money_per_agent(value: Figure) -> Quantity[Per[Money, Agents]]:
    """Return the cost of an agent, once."""
    return Quantity(value, (1, 0, 0, -1, 0))


def contacts_per_year(value: Figure) -> Quantity[Per[Contacts, Years]]:
    """Return contacts a year."""
    return Quantity(value, (0, 0, 1, 0, -1))


def hours_per_contact(value: Figure) -> Quantity[Per[Hours, Contacts]]:
    """Return the time that a contact takes."""
    return Quantity(value, (0, 1, -1, 0, 0))


def hours_per_agent(value: Figure) -> Quantity[Per[Hours, Agents]]:
    """Return hours for each agent."""
    return Quantity(value, (0, 1, 0, -1, 0))


def hours_per_year(value: Figure) -> Quantity[Per[Hours, Years]]:
    """Return hours a year."""
    return Quantity(value, (0, 1, 0, 0, -1))


def agents_per_year(value: Figure) -> Quantity[Per[Agents, Years]]:
    """Return agents who leave, or are hired, in a year."""
    return Quantity(value, (0, 0, 0, 1, -1))
