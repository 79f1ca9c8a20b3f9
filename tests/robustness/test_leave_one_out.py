from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import entry, leaf, must, percent_leaf, study, vendor
from tests.properties.strategies import studies
from toolselect.evaluation import evaluate
from toolselect.model.criteria import Linear, Relative
from toolselect.model.facts import Range, Unknown
from toolselect.robustness.leave_one_out import leave_one_out
from toolselect.robustness.race import race

if TYPE_CHECKING:
    from toolselect.model.robustness import LeaveOneOut
    from toolselect.model.study import Study


def left_out(one: Study) -> dict[str, LeaveOneOut]:
    found = evaluate(one)
    return {each.left_out: each for each in leave_one_out(found, race(found))}


def really_swapped(one: Study, out: str) -> set[tuple[str, str]]:
    """Return the pairs whose order is another one in the evaluation of the study without that alternative."""
    before = evaluate(one)
    quo = one.status_quo if one.status_quo is not None and one.status_quo.id != out else None
    after = evaluate(replace(one, vendors=tuple(v for v in one.vendors if v.id != out), status_quo=quo))
    ids = [v.id for v in race(before).order if v.id != out]

    def sign(found: object, a: str, b: str) -> int:
        scores = [found.vendor(v).score.mid for v in (a, b)]  # type: ignore[attr-defined]
        return 0 if abs(scores[0] - scores[1]) <= 1e-9 else 1 if scores[0] > scores[1] else -1

    return {(a, b) for n, a in enumerate(ids) for b in ids[n + 1 :] if sign(before, a, b) != sign(after, a, b)}


def test_anchored_scales_keep_every_order() -> None:
    vendors = [vendor(name, {"x": float(x), "y": float(y)}) for name, x, y in (("a", 9, 60), ("b", 70, 8), ("c", 5, 5))]
    found = left_out(study(vendors, [percent_leaf("x"), leaf("y", Linear(100, 0))]))
    assert list(found) == ["b", "c", "a"]
    assert all(one.kept and not one.swapped for one in found.values())


def test_nobody_and_one() -> None:
    assert left_out(study([], [percent_leaf("x")])) == {}
    (alone,) = left_out(study([vendor("a", {"x": 5.0})], [leaf("x", Relative("high"))])).values()
    assert alone.kept


def test_a_failed_vendor_is_not_left_out_and_stretches_nothing() -> None:
    good = [vendor(name, {"x": x, "ok": True}) for name, x in (("a", 10.0), ("b", 20.0))]
    bad = vendor("bad", {"x": 900.0, "ok": False})
    one = study([*good, bad], [leaf("x", Relative("low")), leaf("ok", weight=0, must=must("yes"))])
    assert set(left_out(one)) == {"a", "b"}


answers = st.one_of(
    st.integers(0, 8).map(float),
    st.tuples(st.integers(0, 8), st.integers(0, 8)).map(lambda ends: entry(Range(min(ends), max(ends)))),
    st.just(entry(Unknown("asked"))),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(answers, answers, st.integers(0, 100)), min_size=1, max_size=4), st.booleans())
def test_on_relative_scales_it_is_what_the_evaluation_without_it_says(
    rows: list[tuple[object, object, int]], quo: bool
) -> None:
    vendors = [vendor(f"v{n}", {"x": x, "y": y, "z": float(z)}) for n, (x, y, z) in enumerate(rows)]
    criteria = [leaf("x", Relative("low")), leaf("y", Relative("high"), 2), percent_leaf("z")]
    one = study(vendors[: -1 if quo else None], criteria, status_quo=vendors[-1] if quo else None)
    for name, found in left_out(one).items():
        assert set(found.swapped) == really_swapped(one, name)
        assert found.kept == (not found.swapped)


@settings(max_examples=15, deadline=None)
@given(studies(least=2))
def test_on_anchored_scales_too(one: Study) -> None:
    for name, found in left_out(one).items():
        assert found.kept
        assert really_swapped(one, name) == set()
