"""Tables that papers and books print, to the printed digit. Each test names its source and its convention."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.scoring.methods.decisions import details, scores, table
from toolselect.scoring.methods import Preference
from toolselect.scoring.methods.promethee import preferred

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolselect.scoring.methods.method import Detail, FloatArray


def printed(figures: Detail, expected: Sequence[float], digits: int) -> bool:
    """Tell whether figures are those expected, which were rounded (half either way) to so many digits."""
    assert isinstance(figures, np.ndarray)
    return bool((np.abs(figures - np.array(expected)) <= 0.5 * 10**-digits * (1 + 1e-3)).all())


TRIANTAPHYLLOU = [[25, 20, 15, 30], [10, 30, 20, 30], [30, 10, 30, 10]]
TRIANTAPHYLLOU_WEIGHTS = [0.20, 0.15, 0.40, 0.25]


def test_weighted_sum_of_triantaphyllou() -> None:
    # Triantaphyllou (2000), Multi-Criteria Decision Making Methods, example 2-1: all in one unit, no scaling.
    found = scores("additive", table(TRIANTAPHYLLOU), TRIANTAPHYLLOU_WEIGHTS)
    assert printed(found, [21.50, 22.00, 22.00], 2)


def test_weighted_product_of_triantaphyllou() -> None:
    # Triantaphyllou (2000), example 2-2, prints ratios: R(A1/A2) = 1.007, R(A1/A3) = 1.067, R(A2/A3) = 1.059.
    a1, a2, a3 = scores("product", table(TRIANTAPHYLLOU), TRIANTAPHYLLOU_WEIGHTS)
    assert printed(np.array([a1 / a2, a1 / a3, a2 / a3]), [1.007, 1.067, 1.059], 3)


def test_logarithm_of_the_weighted_product() -> None:
    # The same table scaled by its column sums, as in the article "Weighted product model" of Wikipedia (version
    # 1015567716), where scikit-criteria prints the decimal logarithms.
    options = {"normalise": "sum", "score": "log10"}
    found = scores("product", table(TRIANTAPHYLLOU), TRIANTAPHYLLOU_WEIGHTS, options)
    assert printed(found, [-0.50128589, -0.50448471, -0.52947246], 8)


FISHBURN = [[96, 83, 75, 7], [63, 5, 56, 9], [72, 30, 32, 48], [11, 4, 27, 9], [77, 21, 17, 11]]
FISHBURN_WEIGHTS = [8 / 13, 5 / 13, 6 / 13, 7 / 13]


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("additive", [0.609, 0.313, 0.334, 0.265, 0.479]),
        ("product", [0.065, 0.017, 0.019, 0.007, 0.052]),
    ],
)
def test_weights_that_sum_to_two_are_used_as_given(method: str, expected: list[float]) -> None:
    # Manual of pymcdm 1.4, WSM and WPM, after Fishburn, Murphy & Isaacs (1968), Operations Research 16, 254-267.
    # The weights sum to 2; shares of the sum, reciprocals where less is better.
    found = scores(method, table(FISHBURN, "++--"), FISHBURN_WEIGHTS, {"normalise": "reciprocal-sum"})
    assert printed(found, expected, 3)


def test_heating_losses_of_kracka() -> None:
    # Kracka, Brauers & Zavadskas (2010), Engineering Economics 21(4), 352-359: decision matrix. The figures are those
    # of scikit-criteria's manual for it: reciprocals where less is better, shares of the sum, equal weights.
    values = [
        [33.95, 23.78, 11.45, 39.97, 29.44, 167.10, 3.852],
        [38.9, 4.17, 6.32, 0.01, 4.29, 132.52, 25.184],
        [37.59, 9.36, 8.23, 4.35, 10.22, 136.71, 10.845],
        [30.44, 37.59, 13.91, 74.08, 45.10, 198.34, 2.186],
        [36.21, 14.79, 9.17, 17.77, 17.06, 148.3, 6.610],
        [37.8, 8.55, 7.97, 2.35, 9.25, 134.83, 11.935],
    ]
    found = scores("additive", table(values, "----+-+"), [1 / 7] * 7, {"normalise": "reciprocal-sum"})
    assert printed(found, [0.12040426, 0.3458235, 0.13838192, 0.12841246, 0.12346084, 0.14351701], 8)


FIGHTERS = [
    [2.0, 1500, 20000, 5.5, 5, 9],
    [2.5, 2700, 18000, 6.5, 3, 5],
    [1.8, 2000, 21000, 4.5, 7, 7],
    [2.2, 1800, 20000, 5.0, 5, 5],
]
FIGHTER_WEIGHTS = [0.2, 0.1, 0.1, 0.1, 0.2, 0.3]


def test_simple_additive_weighting_of_fighters() -> None:
    # Hwang & Yoon (1981), Multiple Attribute Decision Making, fighter aircraft, simple additive weighting. The book
    # adds up the scaled figures after rounding them to two digits, so we start from its rounded table.
    ready = [
        [0.80, 0.56, 0.95, 0.82, 0.71, 1.00],
        [1.00, 1.00, 0.86, 0.69, 0.43, 0.56],
        [0.72, 0.74, 1.00, 1.00, 1.00, 0.78],
        [0.88, 0.67, 0.95, 0.90, 0.71, 0.56],
    ]
    assert printed(scores("additive", table(ready), FIGHTER_WEIGHTS), [0.835, 0.709, 0.852, 0.738], 3)
    raw = table(FIGHTERS, "+++-++")
    scaled = details("additive", raw, FIGHTER_WEIGHTS, {"normalise": "max"})["normalised"]
    assert isinstance(scaled, np.ndarray)
    assert np.abs(scaled - ready).max() < 0.01
    assert np.argsort(-scores("additive", raw, FIGHTER_WEIGHTS, {"normalise": "max"})).tolist() == [2, 0, 3, 1]


def test_topsis_of_fighters() -> None:
    # Hwang & Yoon (1981), fighter aircraft: relative closeness. The book goes on with distances of four digits, which
    # makes 0.6135 its 0.613.
    found = scores("topsis", table(FIGHTERS, "+++-++"), FIGHTER_WEIGHTS)
    assert np.abs(found - [0.643, 0.268, 0.613, 0.312]).max() < 0.001
    assert printed(found[[0, 1, 3]], [0.643, 0.268, 0.312], 3)


def test_topsis_of_tzeng_and_huang() -> None:
    # Tzeng & Huang (2011), Multiple Attribute Decision Making: similarity.
    found = scores("topsis", table([[5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6]]), [0.3, 0.4, 0.3])
    assert printed(found, [0.5037, 0.6581, 0.7482, 0.3340], 4)


def test_topsis_between_columns() -> None:
    # Manual of pymcdm 1.4, TOPSIS, on the mountain climbers of Opricovic & Tzeng (2004): min-max scaling.
    found = scores("topsis", table([[1, 3000], [2, 3750], [5, 4500]], "-+"), [0.5, 0.5], {"normalise": "minmax"})
    assert printed(found, [0.500, 0.617, 0.500], 3)


@pytest.mark.parametrize("shifted", [False, True])
def test_vikor_of_mountain_climbers(shifted: bool) -> None:
    # Opricovic & Tzeng (2004), EJOR 156, 445-455, table 1: Q is the same in other units (risk + 5, altitude - 1 in km).
    climbs = np.array([[1.0, 3000.0], [2.0, 3750.0], [5.0, 4500.0]])
    given = table(climbs / [1, 1000] + [5, -1] if shifted else climbs, "-+")
    found = details("vikor", given, [0.5, 0.5])
    assert printed(found["S"], [0.5, 0.375, 0.5], 3)
    assert printed(found["R"], [0.5, 0.25, 0.5], 3)
    assert printed(scores("vikor", given, [0.5, 0.5]), [1, 0, 1], 3)
    assert (found["compromise_set"], found["advantage"], found["stability"]) == ((1,), True, True)


DAMS = [
    [4184.3, 2914.0, 407.2, 251.0, 195, 244, 15, 2.41],
    [5211.9, 3630.0, 501.7, 308.3, 282, 346, 21, 1.41],
    [5021.3, 3920.5, 504.0, 278.6, 12, 56, 3, 4.42],
    [5566.1, 3957.9, 559.5, 335.3, 167, 268, 16, 3.36],
    [5060.5, 3293.5, 514.1, 284.2, 69, 90, 7, 4.04],
    [4317.9, 2925.9, 432.8, 239.3, 12, 55, 3, 4.36],
]


@pytest.mark.parametrize(
    ("weights", "s", "r", "q", "chosen", "advantage"),
    [
        (
            [1, 1, 1, 1, 1, 1, 1, 1],
            [0.692, 0.700, 0.290, 0.423, 0.280, 0.346],
            [0.125, 0.125, 0.121, 0.125, 0.067, 0.125],
            [0.991, 1.000, 0.473, 0.670, 0.000, 0.578],
            (4,),
            True,
        ),
        (
            [2, 2, 2, 2, 1, 1, 1, 1],
            [0.701, 0.600, 0.386, 0.365, 0.317, 0.459],
            [0.167, 0.114, 0.161, 0.167, 0.089, 0.167],
            [1.000, 0.533, 0.552, 0.563, 0.000, 0.686],
            (4,),
            True,
        ),
        (
            [1, 1, 1, 1, 2, 2, 2, 2],
            [0.683, 0.800, 0.193, 0.480, 0.243, 0.232],
            [0.113, 0.167, 0.080, 0.122, 0.044, 0.083],
            [0.684, 1.000, 0.147, 0.554, 0.041, 0.191],
            (2, 4, 5),
            False,
        ),
        (
            [1, 1, 1, 1, 3.2, 3.2, 3.2, 3.2],
            [0.678, 0.857, 0.138, 0.513, 0.222, 0.167],
            [0.129, 0.190, 0.057, 0.139, 0.042, 0.060],
            [0.668, 1.000, 0.051, 0.588, 0.058, 0.078],
            (2, 4, 5),
            False,
        ),
    ],
)
def test_vikor_of_hydropower_dams(
    weights: list[float],
    s: list[float],
    r: list[float],
    q: list[float],
    chosen: tuple[int, ...],
    advantage: bool,
) -> None:
    # Opricovic & Tzeng (2007), EJOR 178, 514-529, tables 2 and 3: hydropower on the Drina, four weightings.
    shares = np.array(weights) / sum(weights)
    given = table(DAMS, "+-++---+")
    found = details("vikor", given, shares)
    # 0.70150 and 0.60053 are printed as 0.701 and 0.600, cut instead of rounded, so S is held to the last digit only.
    assert isinstance(found["S"], np.ndarray)
    assert np.abs(found["S"] - s).max() < 0.001
    assert printed(found["R"], r, 3)
    assert printed(scores("vikor", given, shares), q, 3)
    assert (found["compromise_set"], found["advantage"], found["stability"]) == (chosen, advantage, True)


def test_vikor_with_advantage_but_without_stability() -> None:
    # The example of scikit-criteria's tests for condition C2 of Opricovic & Tzeng (2004): the first by Q is first
    # neither by S nor by R.
    values = [
        [1, 101, 1, 101, 1],
        [101, 1, 101, 1, 101],
        [1, 1, 1, 1, 101],
        [11, 11, 11, 16, 61],
        [56, 56, 56, 56, 56],
    ]
    given = table(values, "-----")
    found = details("vikor", given, [0.2] * 5)
    assert printed(scores("vikor", given, [0.2] * 5), [0.75, 1, 0.5, 0.068, 0.4375], 3)
    assert (found["compromise_set"], found["advantage"], found["stability"]) == ((3, 4), True, False)


PLANTS = [
    [80, 90, 600, 5.4, 8, 5],
    [65, 58, 200, 9.7, 1, 1],
    [83, 60, 400, 7.2, 4, 7],
    [40, 80, 1000, 7.5, 7, 10],
    [52, 72, 600, 2.0, 3, 8],
    [94, 96, 700, 3.6, 5, 6],
]
PLANT_PREFERENCES = [
    Preference(function="u-shape", q=10),
    Preference(function="v-shape", p=30),
    Preference(function="linear", q=50, p=500),
    Preference(function="level", q=1, p=6),
    Preference(function="usual"),
    Preference(function="gaussian", s=5),
]


def test_promethee_of_power_plants() -> None:
    # Brans, Vincke & Mareschal (1986), EJOR 24, 228-238: six sites, one criterion for each of the six
    # preference functions, equal weights. The flows are the row and column means of the printed table of preferences.
    given = table(PLANTS, "-+---+", preferences=PLANT_PREFERENCES)
    indices = np.zeros((6, 6))
    for column, sign, preference in zip(given.values.T, "-+---+", PLANT_PREFERENCES, strict=True):
        oriented = column if sign == "+" else -column
        indices += preferred(oriented[:, None] - oriented[None, :], preference) / 6
    expected = [
        [0.000, 0.296, 0.250, 0.268, 0.100, 0.185],
        [0.462, 0.000, 0.389, 0.333, 0.296, 0.500],
        [0.236, 0.180, 0.000, 0.333, 0.056, 0.429],
        [0.399, 0.505, 0.305, 0.000, 0.223, 0.212],
        [0.444, 0.515, 0.487, 0.380, 0.000, 0.448],
        [0.286, 0.399, 0.250, 0.432, 0.133, 0.000],
    ]
    # Some are cut instead of rounded (0.46296 to 0.462), so the table is held to the last digit, the flows exactly.
    assert np.abs(indices - expected).max() < 0.001
    found = details("promethee2", given, [1 / 6] * 6)
    assert printed(found["positive_flow"], [0.220, 0.396, 0.247, 0.329, 0.455, 0.300], 3)
    assert printed(found["negative_flow"], [0.366, 0.379, 0.336, 0.349, 0.162, 0.355], 3)
    net = scores("promethee2", given, [1 / 6] * 6)
    assert np.argsort(-net).tolist() == [4, 1, 3, 5, 2, 0]


def test_promethee_of_mareschal() -> None:
    # Mareschal, De Smet & Nemery (2008), IEEE IEEM, 959-963, as in pymcdm's manual: usual criteria.
    found = scores("promethee2", table([[4, 3, 2], [3, 2, 4], [5, 1, 3]]), [0.5, 0.3, 0.2])
    assert printed(found, [0.1, -0.3, 0.2], 2)


def test_electre_of_sites_in_aragon() -> None:
    # Cebrián & Porcar (2009), Revista de Métodos Cuantitativos 7, 31-56: shares of the column sum, p = 0.65, q = 0.35.
    values = [
        [6, 5, 28, 5, 5],
        [4, 2, 25, 10, 9],
        [5, 7, 35, 9, 6],
        [6, 1, 27, 6, 7],
        [6, 8, 30, 7, 9],
        [5, 6, 26, 4, 8],
    ]
    found = details("electre1", table(values, "++-++"), [0.25, 0.25, 0.1, 0.2, 0.2], {"normalise": "sum"})
    agree = [
        [0.50, 0.35, 0.50, 0.35, 0.45],
        [0.50, 0.50, 0.75, 0.50, 0.50],
        [0.65, 0.50, 0.45, 0.20, 0.70],
        [0.75, 0.25, 0.55, 0.35, 0.45],
        [0.90, 0.70, 0.80, 0.90, 0.90],
        [0.55, 0.50, 0.55, 0.55, 0.10],
    ]
    against = [
        [0.5052, 0.4042, 0.1883, 0.4286, 0.2825],
        [0.4286, 0.7143, 0.2589, 0.8571, 0.5714],
        [0.1696, 0.2825, 0.1938, 0.2825, 0.2180],
        [0.5714, 0.4042, 0.8571, 1.0000, 0.7143],
        [0.0485, 0.3031, 0.2021, 0.0727, 0.0969],
        [0.1295, 0.6063, 0.5052, 0.2021, 0.3031],
    ]
    assert printed(_off_diagonal(found["concordance"]), np.ravel(agree).tolist(), 2)
    # 0.21805 is printed as 0.2180.
    assert printed(_off_diagonal(found["discordance"]), np.ravel(against).tolist(), 4)
    assert found["kernel"] == (4,)
    assert found["graph_kernel"] == (4,)


def _off_diagonal(matrix: Detail) -> FloatArray:
    assert isinstance(matrix, np.ndarray)
    return np.asarray(matrix[~np.eye(len(matrix), dtype=np.bool_)], dtype=np.float64)


def test_spotis_of_its_paper() -> None:
    # Dezert, Tchamova, Han & Tacnet (2020), FUSION, first example.
    values = [[10.5, -3.1, 1.7], [-4.7, 0, 3.4], [8.1, 0.3, 1.3], [3.2, 7.3, -5.3]]
    given = table(values, "+-+", bounds=[[-5, 12], [-6, 10], [-8, 5]])
    assert printed(scores("spotis", given, [0.2, 0.3, 0.5]), [0.1989, 0.3705, 0.3063, 0.7491], 4)


def test_spotis_of_cars() -> None:
    # Dezert et al. (2020), second example: choice of a car. 0.47795 and 0.55575 are printed as 0.4779 and 0.5558.
    values = [
        [15000, 4.3, 99, 42, 737],
        [15290, 5.0, 116, 42, 892],
        [15350, 5.0, 114, 45, 952],
        [15490, 5.3, 123, 45, 1120],
    ]
    bounds = [[14000, 16000], [3, 8], [80, 140], [35, 60], [650, 1300]]
    found = scores("spotis", table(values, "---++", bounds=bounds), [0.2941, 0.2353, 0.2353, 0.0588, 0.1765])
    assert np.abs(found - [0.4779, 0.5781, 0.5558, 0.5801]).max() < 0.0001
    assert printed(found[[1, 3]], [0.5781, 0.5801], 4)


def test_waspas_of_manufacturing_systems() -> None:
    # Chakraborty, Zavadskas & Antucheviciene (2015), ECECSR 49(1), 5-22, example 1, with lambda 0.5.
    values = [
        [30, 23, 5, 0.745, 0.745, 1500, 5000],
        [18, 13, 15, 0.745, 0.745, 1300, 6000],
        [15, 12, 10, 0.500, 0.500, 950, 7000],
        [25, 20, 13, 0.745, 0.745, 1200, 4000],
        [14, 18, 14, 0.255, 0.745, 950, 3500],
        [17, 15, 9, 0.745, 0.500, 1250, 5250],
        [23, 18, 20, 0.500, 0.745, 1100, 3000],
        [16, 8, 14, 0.255, 0.500, 1500, 3000],
    ]
    weights = [0.1181, 0.1181, 0.0445, 0.1181, 0.2861, 0.2861, 0.0445]
    found = scores("waspas", table(values, "+++++--"), weights)
    assert printed(found, [0.8329, 0.7884, 0.6987, 0.8831, 0.7971, 0.7036, 0.8728, 0.5749], 4)


MACHINES = [
    [581818, 54.49, 3, 5500],
    [595454, 49.73, 3, 4500],
    [586060, 51.24, 3, 5000],
    [522727, 45.71, 3, 5800],
    [561818, 52.66, 3, 5200],
    [543030, 74.46, 4, 5600],
    [522727, 75.42, 4, 5800],
    [486970, 62.62, 4, 5600],
    [509394, 65.87, 4, 6400],
    [513333, 70.67, 4, 6000],
]


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (0.0, [0.8578, 0.8144, 0.8408, 0.9413, 0.8632, 0.8241, 0.8454, 0.8915, 0.8987, 0.8697]),
        (0.2, [0.8581, 0.8154, 0.8412, 0.9415, 0.8634, 0.8256, 0.8474, 0.8929, 0.9003, 0.8714]),
        (0.4, [0.8583, 0.8164, 0.8417, 0.9416, 0.8637, 0.8271, 0.8493, 0.8942, 0.9019, 0.8732]),
        (0.6, [0.8585, 0.8174, 0.8421, 0.9417, 0.8640, 0.8286, 0.8513, 0.8956, 0.9035, 0.8749]),
        (0.7, [0.8586, 0.8179, 0.8423, 0.9418, 0.8641, 0.8293, 0.8523, 0.8963, 0.9043, 0.8758]),
        (0.9, [0.8589, 0.8189, 0.8427, 0.9419, 0.8644, 0.8308, 0.8542, 0.8976, 0.9059, 0.8775]),
    ],
)
def test_waspas_of_machines_over_lambda(share: float, expected: list[float]) -> None:
    # Chakraborty, Zavadskas & Antucheviciene (2015), example 2. The paper's columns for 0.1, 0.3, 0.5, 0.8 and 1 differ
    # in the last digit for one or two machines: it rounds the sum and the product before it mixes them.
    given = table(MACHINES, "---+")
    assert printed(scores("waspas", given, [0.467, 0.160, 0.095, 0.278], {"lambda": share}), expected, 4)


RELATIVE = {"normalise": "minmax"}
ANCHORED = {"normalise": "bounds"}


def test_rank_reversal_with_a_third_vendor() -> None:
    # A price (best is the lowest, worth lowest / this) and a quality (worst to best at hand), half each: B leads A, 84
    # to 50, until C comes, ends last, and puts A before B, 86.7 to 84.0.
    def relative(values: list[list[float]]) -> FloatArray:
        price = details("additive", table(values, "-+"), [1, 0], {"normalise": "max"})["normalised"]
        quality = details("additive", table(values, "-+"), [0, 1], RELATIVE)["normalised"]
        assert isinstance(price, np.ndarray)
        assert isinstance(quality, np.ndarray)
        return scores("additive", table(np.column_stack([price[:, 0], quality[:, 1]])), [0.5, 0.5])

    two, three = [[102.0, 73.0], [150.0, 94.0]], [[102.0, 73.0], [150.0, 94.0], [231.0, 15.0]]
    assert printed(100 * relative(two), [50.0, 84.0], 1)
    assert printed(100 * relative(three), [86.7, 84.0, 22.1], 1)
    bounds = [[0.0, 300.0], [0.0, 100.0]]
    anchored = scores("additive", table(three, "-+", bounds=bounds), [0.5, 0.5], ANCHORED)
    assert anchored[:2].tolist() == scores("additive", table(two, "-+", bounds=bounds), [0.5, 0.5], ANCHORED).tolist()
    assert np.argmax(anchored) == 1


def test_rank_reversal_with_a_dearer_and_poorer_vendor() -> None:
    # The same swap by min-max scaling alone, weights 0.4 and 0.6.
    two, three = [[102.0, 73.0], [150.0, 94.0]], [[102.0, 73.0], [150.0, 94.0], [160.0, 10.0]]
    before = scores("additive", table(two, "-+"), [0.4, 0.6], RELATIVE)
    after = scores("additive", table(three, "-+"), [0.4, 0.6], RELATIVE)
    assert np.argmax(before) == 1
    assert np.argmax(after) == 0
    assert printed(after[:1], [0.85], 2)
    bounds = [[0.0, 300.0], [0.0, 100.0]]
    for method, best, options in (("additive", np.argmax, ANCHORED), ("spotis", np.argmin, {})):
        kept = [scores(method, table(rows, "-+", bounds=bounds), [0.4, 0.6], options) for rows in (two, three)]
        assert kept[1][:2].tolist() == kept[0].tolist()
        assert best(kept[0]) == best(kept[1]) == 1
