"""Rules about what a score rests on, about prices and about plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import entry, fact, leaf, must, percent_leaf, plan, source, sources, study, vendor
from toolselect.checks.study import check_study
from toolselect.model.criteria import Share
from toolselect.model.study import Organisation

if TYPE_CHECKING:
    from toolselect.diagnostics import Diagnostic


def said(code: str, vendors: list[Any], criteria: list[Any], facts: Any = (), **more: Any) -> list[Diagnostic]:
    return [one for one in check_study(study(vendors, criteria, facts, **more)) if one.code == code]


FOUR = [percent_leaf(name) for name in ("a", "b", "c", "d")]


def from_sources(*names: str) -> Any:
    return vendor("acme", {one.id: entry(50, name) for one, name in zip(FOUR, names, strict=True)}, sources=WITH_PAGES)


WITH_PAGES = sources(
    source("documentation", id="page", url="https://example.com/page#top"),
    source("documentation", id="again", url="https://example.com/page"),
    source("documentation", id="other", url="https://example.com/other"),
)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("claim", "claim", "claim", "contract"), 1),
        (("claim", "assumption", "contract", "contract"), 0),  # half is not more than half
        (("claim", "assumption", "assumption", "assumption"), 1),
        (("third-party", "third-party", "third-party", "claim"), 0),
    ],
)
def test_a_score_that_rests_on_the_vendors_word_is_said(names: tuple[str, ...], expected: int) -> None:
    acme = from_sources(*names)
    assert len(said("TS408", [acme], FOUR)) == expected
    assert said("TS408", [vendor("b")], FOUR, status_quo=acme) == []


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("page", "page", "again", "other"), 1),  # one address, whatever it is called and wherever it points
        (("page", "page", "other", "other"), 0),  # two answers are not many
        (("contract", "contract", "contract", "contract"), 0),  # no address
    ],
)
def test_one_address_for_much_of_the_score_is_said(names: tuple[str, ...], expected: int) -> None:
    assert len(said("TS411", [from_sources(*names)], FOUR)) == expected


def test_a_share_counts_its_parts() -> None:
    facts = {"x": entry(source="claim"), "y": entry(source="documentation"), "z": entry(source="documentation")}
    heavy = leaf("s", Share((("x", 3), ("y", 1), ("z", 1))))
    light = leaf("s", Share((("x", 1), ("y", 1), ("z", 1))))
    assert len(said("TS408", [vendor("acme", facts)], [heavy])) == 1
    assert said("TS408", [vendor("acme", facts)], [light]) == []


@pytest.mark.parametrize(
    ("unit", "kind", "weight", "expected"),
    [("stars", "third-party", 1, 1), ("Points", "third-party", 1, 1), ("%", "third-party", 1, 0),
     ("stars", "measured", 1, 0), ("stars", "third-party", 0, 0)],
)  # fmt: skip
def test_a_crowd_rating_is_no_measure(unit: str, kind: str, weight: float, expected: int) -> None:
    acme = vendor("acme", {"a": entry(4, kind), "b": entry(4)})
    facts = [fact("a", "number", unit=unit)]
    assert len(said("TS410", [acme], [percent_leaf("a", weight), percent_leaf("b")], facts)) == expected


# --- prices ------------------------------------------------------------------------------------------------------


def priced(*amounts: float) -> list[Any]:
    return [vendor(f"v{index}", plans=(plan("basic", amount),)) for index, amount in enumerate(amounts)]


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ((59, 100, 100), ["V0"]),
        ((60, 100, 100), []),
        ((10, 100), []),  # one other is no median
        ((0, 100), ["V0"]),
        ((0, 50, 100), ["V0"]),
        ((0,), ["V0"]),
        ((30, 100, 110, 120), ["V0"]),
    ],
)
def test_an_unusually_low_price_is_asked_about(amounts: tuple[float, ...], expected: list[str]) -> None:
    found = said("TS601", priced(*amounts), [leaf()], organisation=Organisation(currency="USD"))
    assert [one.message.split(" of ")[1].split(" ")[0] for one in found] == expected


def test_the_status_quo_is_no_price_to_compare() -> None:
    cheap, *others = priced(1, 100, 100)
    assert said("TS601", others, [leaf()], status_quo=cheap) == []


# --- plans -------------------------------------------------------------------------------------------------------


def two_plans(**chosen: Any) -> list[Diagnostic]:
    acme = vendor(
        "acme",
        {"works": [entry(answer=False, plans=("small",)), entry(plans=("large",))]},
        plans=(plan("small", 1), plan("large", 2)),
    )
    return said("TS504", [acme], [leaf(must=must())], **chosen)


def test_a_chosen_plan_that_misses_what_another_has_is_said() -> None:
    (found,) = two_plans(plan={"acme": "small"})
    assert found.place.key == ("plan", "acme")
    assert found.message.endswith("`works` is proven by Large")
    assert two_plans(plan={"acme": "large"}) == []
    assert two_plans() == []
