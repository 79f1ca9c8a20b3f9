"""The ranking by other weights: its formula against the program's own arithmetic, and what the page's script reads."""

from __future__ import annotations

import json
import os
import random
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import branch, entry, leaf, place, study, vendor
from toolselect import resources
from toolselect.evaluation import evaluate
from toolselect.model.criteria import Linear
from toolselect.model.facts import NotApplicable
from toolselect.model.study import View
from toolselect.report import templates
from toolselect.report.view import view
from toolselect.report.view.blocks import Trial
from toolselect.report.view.index import Index
from toolselect.report.view.what_if import Workings, workings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolselect.model.result import Evaluation

GOLDEN = Path(__file__).parent / "golden" / "what_if.json"
"""Weights and the scores that they give in the rich study; the browser tests check the page's script against it."""

PARTIES = (
    View(id="it", share=1, weights={"api": 3, "roi": 1}, place=place()),
    View(id="service", share=1, weights={"api": 1, "roi": 3, "a": 1, "b": 1}, place=place()),
)


def found(evaluation: Evaluation) -> Workings:
    result = workings(Index(evaluation))
    assert result is not None
    return result


def scored(evaluation: Evaluation, weights: Sequence[float]) -> dict[str, float | None]:
    """Return the scores by the program itself, with these weights of the first level written into the study."""
    tree = evaluation.study.criteria
    by_id = dict(zip(found(evaluation).branches, weights, strict=True))
    tops = tuple(replace(top, weight=by_id.get(top.id, top.weight)) for top in tree.criteria)
    after = evaluate(replace(evaluation.study, criteria=replace(tree, criteria=tops), views=()))
    return {one.id: one.score.mid if one.score is not None else None for one in after.vendors}


def small(**more: Any) -> Evaluation:
    """Return two vendors and two branches; of `acme` one of the two leaves of `api` does not apply."""
    criteria = (
        branch("api", leaf("a", Linear(0, 100), 1), leaf("b", Linear(0, 100), 3), axis="technology", weight=3),
        branch("roi", leaf("c", Linear(0, 100)), weight=1),
    )
    vendors = [
        vendor("acme", {"a": entry(80.0), "b": entry(NotApplicable("no API")), "c": entry(40.0)}),
        vendor("bolt", {"a": entry(20.0), "b": entry(60.0), "c": entry(90.0)}),
    ]
    return evaluate(study(vendors, criteria, **more))


def test_on_paper() -> None:
    """By 3 to 1: acme (3 x 1/4 x 80 + 40) / (3 x 1/4 + 1) = 57.14; bolt (3 x (1/4 x 20 + 3/4 x 60) + 90) / 4 = 60."""
    one = found(small())
    assert one.branches == ("api", "roi")
    by_id = dict(zip((v.id for v in one.vendors), one.sets[0], strict=True))
    assert by_id["acme"].p == pytest.approx((20, 40))
    assert by_id["acme"].a == pytest.approx((0.25, 1))
    assert by_id["bolt"].p == pytest.approx((50, 90))
    assert by_id["bolt"].a == pytest.approx((1, 1))
    assert by_id["acme"].score((3, 1)) == pytest.approx(100 / 1.75)
    assert by_id["bolt"].score((3, 1)) == pytest.approx(60)
    assert by_id["acme"].score((0, 0)) is None


def test_the_agreed_weights_give_the_official_scores(rich: Evaluation) -> None:
    one = found(rich)
    for name, score in one.scores(one.weightings[0]).items():
        official = rich.vendor(name).score
        assert official is not None
        assert score == pytest.approx(official.mid, abs=1e-9)
    assert [group.members for group in one.ranking(one.weightings[0])] == [group.members for group in rich.ranking]


def test_a_party_s_weights_give_its_scores(rich: Evaluation) -> None:
    one = found(rich)
    by_id = {weighting.id: weighting for weighting in one.weightings}
    for party in rich.views:
        for name, score in one.scores(by_id[party.id]).items():
            official = party.scores[name]
            assert official is not None
            assert score == pytest.approx(official.mid, abs=1e-9)


def test_one_side_alone_gives_the_score_of_that_side(rich: Evaluation) -> None:
    one = found(rich)
    by_id = {weighting.id: weighting for weighting in one.weightings}
    for axis in ("technology", "experience"):
        for name, score in one.scores(by_id[f"~{axis}"]).items():
            official = rich.vendor(name).axes[axis]
            assert (score is None) == (official is None)
            if official is not None:
                assert score == pytest.approx(official.mid, abs=1e-9)


def test_other_weights_give_what_the_program_gives() -> None:
    evaluation, dice = small(), random.Random(6)  # noqa: S311 - repeatable
    one = found(evaluation)
    for _ in range(50):
        weights = (dice.randint(0, 100), dice.randint(1, 100))
        official = scored(evaluation, weights)
        for vendor_, parts in zip(one.vendors, one.sets[0], strict=True):
            assert parts.score(weights) == pytest.approx(official[vendor_.id], abs=1e-9)


def test_a_party_that_weighs_within_a_branch_otherwise_has_figures_of_its_own() -> None:
    """`service` halves the weight of `b` within `api`: acme's a becomes 1/2 there, and bolt's p 1/2 x 20 + 1/2 x 60."""
    evaluation = small(views=PARTIES)
    one = found(evaluation)
    by_id = {weighting.id: weighting for weighting in one.weightings}
    own = one.sets[by_id["service"].parts]
    names = [v.id for v in one.vendors]
    assert own[names.index("acme")].a == pytest.approx((0.5, 1))
    assert own[names.index("bolt")].p == pytest.approx((40, 90))
    for party in evaluation.views:
        for name, score in one.scores(by_id[party.id]).items():
            official = party.scores[name]
            assert official is not None
            assert score == pytest.approx(official.mid, abs=1e-9)


def test_parties_that_weigh_within_a_branch_alike_share_their_figures(rich: Evaluation) -> None:
    one = found(rich)
    by_id = {weighting.id: weighting for weighting in one.weightings}
    assert by_id["it"].parts == by_id["service"].parts == by_id[""].parts == 0


@pytest.mark.parametrize(
    ("given", "points", "exact"),
    [
        ((20, 12, 15, 12, 20, 10, 8), (20, 12, 15, 12, 20, 10, 8), True),
        ((3, 1), (75, 25), True),
        ((1, 1, 1), (33, 33, 33), True),
        ((200, 100), (67, 33), False),
        ((0.6, 0.4), (60, 40), False),
        ((99.9, 0.1), (100, 1), False),
    ],
)
def test_sliders_show_whole_points(given: tuple[float, ...], points: tuple[int, ...], exact: bool) -> None:
    from toolselect.report.view.what_if import _points

    assert _points(given) == (points, exact)


def test_there_is_nothing_to_try_with_one_vendor_or_one_branch(plain: Evaluation) -> None:
    assert workings(Index(plain)) is None
    assert "what-if" not in [section.id for section in view(plain).sections]


def trial(evaluation: Evaluation) -> Trial:
    section = next(section for section in view(evaluation).sections if section.id == "what-if")
    return next(block for block in section.blocks if isinstance(block, Trial))


def test_the_page_shows_the_agreed_weights_until_somebody_moves_one(rich: Evaluation) -> None:
    block = trial(rich)
    assert [row.name for row in block.rows] == [v.name for v in rich.vendors if v.rank is not None]
    assert [row.leader for row in block.rows].count(True) == len(rich.verdict.first)
    assert len({len(row.bar) for row in block.rows}) == 1, "a rectangle for each colour, also where it has no width"
    assert [preset.label for preset in block.presets][:2] == ["Agreed weights", "Equal weights"]


def test_what_the_script_reads_holds_no_text_of_a_vendor(hostile: Evaluation) -> None:
    data = trial(hostile).data
    for one in hostile.vendors:
        assert one.name not in data
    assert set(json.loads(data)) == {"resolution", "slack", "decimals", "order", "roles", "sets", "presets", "say"}


def test_json_in_the_page_cannot_end_its_element() -> None:
    text = json.dumps({"a": "</script><!-- &amp; \u2028\u2029"}, ensure_ascii=False)
    written = templates.in_script(text)
    assert not set(written) & set("<>&\u2028\u2029")
    assert json.loads(written) == json.loads(text)


def test_the_script_is_small_and_writes_no_markup() -> None:
    script = templates.page_script()
    assert len(script) <= 10_000
    source = (resources.root("templates") / "page.js").read_text(encoding="utf-8")
    for word in (
        "innerHTML",
        "outerHTML",
        "insertAdjacent",
        "document.write",
        "eval(",
        "Function(",
        "fetch",
        "import(",
    ):
        assert word not in source
    for word in ("localStorage", "cookie", "XMLHttp", "setTimeout", ".style"):
        assert word not in source


def test_the_golden_weights_give_the_golden_scores(rich: Evaluation) -> None:
    """The same file is read in a browser: two engines, one answer."""
    one = found(rich)
    dice = random.Random(3)  # noqa: S311 - repeatable
    weights = [tuple(dice.randint(0, 100) for _ in one.branches) for _ in range(25)]
    cases = [
        {
            "weights": list(each),
            "scores": {
                v.id: None if (score := parts.score(each)) is None else round(score, 9)
                for v, parts in zip(one.vendors, one.sets[0], strict=True)
            },
        }
        for each in weights
    ]
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(json.dumps(cases, indent=1) + "\n", encoding="utf-8")
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert [case["weights"] for case in golden] == [case["weights"] for case in cases]
    for known, case in zip(golden, cases, strict=True):
        assert known["scores"] == pytest.approx(case["scores"], abs=1e-8)
