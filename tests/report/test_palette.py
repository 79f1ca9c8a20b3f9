"""The palette of the charts, as numbers: contrast to the page, and colours that nobody mistakes for one another.

Contrast: WCAG 2.2, "relative luminance" and "contrast ratio". Distance: CIE 1976, L*a*b* under D65 (CIE 15). What
people with a missing kind of cone see: Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation
of Color Vision Deficiency", IEEE TVCG 15(6), 2009, pages 1291-1298, matrices of severity 1.0, applied to linear RGB.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import pytest

from toolselect import resources

if TYPE_CHECKING:
    from collections.abc import Sequence

Matrix = tuple[tuple[float, float, float], ...]

SEEN: dict[str, Matrix] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
TO_XYZ: Matrix = (  # sRGB, IEC 61966-2-1, D65
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
WHITE = (0.95047, 1.0, 1.08883)

# The smallest distance of any pair of branches, less what rounding to one decimal may take.
DISTANCES = {
    "light": {"normal": 25.65, "protan": 25.85, "deutan": 25.85, "tritan": 16.75},
    "dark": {"normal": 17.25, "protan": 16.95, "deutan": 17.25, "tritan": 14.75},
}
CONTRAST = {"light": 2.95, "dark": 5.5}
BRANCHES = ("b0", "b1", "b2", "b3")
RAMP = ("r0", "r1", "r2", "r3", "r4", "r5")


def colours(name: str, mark: str) -> dict[str, dict[str, str]]:
    """Return the colours of a style sheet by name, light and dark."""
    css = (resources.root("templates") / name).read_text(encoding="utf-8")
    light, dark = re.findall(rf":root\{{([^}}]*--{mark}:[^}}]*)\}}", css)
    found = {}
    for mode, text in (("light", light), ("dark", dark)):
        found[mode] = {name: full(colour) for name, colour in re.findall(r"--(\w+):(#[0-9a-f]+)", text)}
    return found


def full(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(digit * 2 for digit in colour[1:])


def linear(colour: str) -> tuple[float, ...]:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def times(matrix: Matrix, vector: Sequence[float]) -> tuple[float, ...]:
    return tuple(sum(one * other for one, other in zip(row, vector, strict=True)) for row in matrix)


def lab(colour: str, seen: str) -> tuple[float, float, float]:
    visible = [min(1.0, max(0.0, part)) for part in times(SEEN[seen], linear(colour))]
    ratios = [part / white for part, white in zip(times(TO_XYZ, visible), WHITE, strict=True)]
    x, y, z = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in ratios)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: str, other: str, seen: str) -> float:
    pairs = zip(lab(one, seen), lab(other, seen), strict=True)
    return float(sum((x - y) ** 2 for x, y in pairs) ** 0.5)


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


MARKS = colours("charts.css", "ground")
PAGE = colours("style.css", "page")


def test_black_and_white_are_what_the_definitions_say() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert distance("#000000", "#ffffff", "normal") == pytest.approx(100, abs=0.01)
    for seen in SEEN:
        assert lab("#808080", seen) == pytest.approx(lab("#808080", "normal"), abs=0.01), "grey stays grey"


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_branch_stands_out_from_the_page(mode: str) -> None:
    for role in BRANCHES:
        assert contrast(MARKS[mode][role], PAGE[mode]["page"]) >= CONTRAST[mode], role


@pytest.mark.parametrize("seen", sorted(SEEN))
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_no_two_branches_are_mistaken_for_one_another(mode: str, seen: str) -> None:
    for one, other in itertools.combinations(BRANCHES, 2):
        assert distance(MARKS[mode][one], MARKS[mode][other], seen) >= DISTANCES[mode][seen], (one, other)


@pytest.mark.parametrize("seen", sorted(SEEN))
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_branches_stand_out_from_the_hatched_grey_of_all_others(mode: str, seen: str) -> None:
    """The stripes tell the others from every branch, whatever the eye; so the ground between them has to be far off."""
    marks = MARKS[mode]
    assert distance(marks["g0"], marks["g1"], seen) >= 30
    for role in BRANCHES:
        assert distance(marks[role], marks["g0"], seen) >= 30, role


@pytest.mark.parametrize("seen", sorted(SEEN))
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_ramps_are_in_order_for_everybody(mode: str, seen: str) -> None:
    """A ramp says more by light alone: each step is lighter (or darker) than the one before, for every eye."""
    for ramp in ([MARKS[mode][role] for role in RAMP], [PAGE[mode][f"h{step}"] for step in range(6)]):
        lights = [lab(colour, seen)[0] for colour in ramp]
        assert lights in (sorted(lights), sorted(lights, reverse=True))
        assert min(abs(one - other) for one, other in itertools.pairwise(lights)) >= 4.5


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_text_can_be_read_wherever_it_stands(mode: str) -> None:
    page, marks = PAGE[mode], MARKS[mode]
    grounds = [("ink", "page"), ("ink", "wash"), ("ink", "warn"), ("quiet", "page"), ("quiet", "wash")]
    grounds += [("link", "page"), ("link", "wash"), ("accent", "page"), ("page", "accent")]
    grounds += [("plus", "page"), ("minus", "page"), *((f"t{step}", f"h{step}") for step in range(6))]
    for text, ground in grounds:
        assert contrast(page[text], page[ground]) >= 4.5, (text, ground)
    for text in ("mark", "soft"):
        assert contrast(marks[text], marks["ground"]) >= 4.5, text
    for shape in ("alarm", "mark"):
        assert contrast(marks[shape], marks["ground"]) >= 3, shape
