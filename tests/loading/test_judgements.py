"""Files of judgements: what they mean, and every mistake with its place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from toolselect.loading.judgements import Kind, read_judgements
from toolselect.model.judgements import BestWorst, Comparisons, Ranking

if TYPE_CHECKING:
    from toolselect.loading.judgements import JudgementFile


def read(text: str, kind: Kind) -> JudgementFile:
    return read_judgements(text.encode(), "judged.yaml", kind)


def said(text: str, kind: Kind) -> list[str]:
    """Return what was found: line:column CODE message."""
    file = read(text, kind)
    assert (file.judgements is None) is any(one.severity == "error" for one in file.found)
    found = []
    for one in file.found:
        assert one.location is not None
        found.append(f"{one.location.line}:{one.location.column} {one.code} {one.message}")
    return found


def comparisons(text: str) -> Comparisons:
    file = read(text, "pairwise")
    assert [one.message for one in file.found] == []
    assert isinstance(file.judgements, Comparisons)
    return file.judgements


# --- what they mean ----------------------------------------------------------------------------------------------


def test_an_order_with_ties() -> None:
    assert read("order: [a, [b, c], 2026]", "rank").judgements == Ranking(rungs=(("a",), ("b", "c"), ("2026",)))


@pytest.mark.parametrize(
    "text",
    [
        "swings:\n  a: {points: 100, from: no, to: yes}\n  b: {points: 0, from: 1, to: 2.5}",
        "swings:\n  - {criterion: a, points: 100, from: no, to: yes}\n  - {id: b, points: 0, from: 1, to: 2.5}",
    ],
)
def test_swings_by_name_or_in_a_list(text: str) -> None:
    found = read(text, "swing").judgements
    assert isinstance(found, tuple)
    assert [(one.criterion, one.points, one.start, one.end) for one in found] == [
        ("a", 100, "no", "yes"),
        ("b", 0, 1, 2.5),
    ]


MEANT = ((1.0, 3.0, None), (1 / 3, 1.0, 2.0), (None, 0.5, 1.0))


@pytest.mark.parametrize(
    "text",
    [
        "elements: [a, b, c]\nmatrix: [[1, 3, null], [1/3, 1, 2], [null, 0.5, 1]]",
        "elements: [a, b, c]\nmatrix: [[null, 3, ~], [null, null, 2], [null, null, null]]",
        'elements: [a, b, c]\nmatrix: [["1", "3", null], [0.333, 1, "2.0"], [null, "1 / 2", 1]]',
        'comparisons: ["a over b: 3", "b over c: 2"]',
        'comparisons: ["b over a: 1/3", "c over b: 0.5"]\nelements: [a, b, c]',
        "comparisons:\n  - a over b: 3\n  - b over c: 2\n  - c over b: 1/2",
        "comparisons: {a over b: 3, b over c: 2}",
        json.dumps({"elements": ["a", "b", "c"], "matrix": [[1, 3, None], ["1/3", 1, 2], [None, 0.5, 1]]}, indent="\t"),
    ],
)
def test_the_same_comparisons_in_all_forms(text: str) -> None:
    found = comparisons(text)
    assert found.elements == ("a", "b", "c")
    assert found.ratios == tuple(tuple(None if one is None else pytest.approx(one) for one in row) for row in MEANT)


def test_names_may_be_sentences() -> None:
    found = comparisons('comparisons: ["price per seat over time to answer: 1/2"]')
    assert found.elements == ("price per seat", "time to answer")


BEST_WORST: dict[str, Any] = {
    "best": "price",
    "worst": "style",
    "best_to_others": {"quality": 2, "price": 1, "style": 8},
    "others_to_worst": {"style": 1, "quality": 4, "price": 8},
}
WANTED = BestWorst(
    elements=("quality", "price", "style"), best=1, worst=2, best_to_others=(2, 1, 8), others_to_worst=(4, 8, 1)
)


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"elements": ["quality", "price", "style"]},
        {"elements": ["quality", "price", "style"], "best_to_others": [2, 1, 8], "others_to_worst": [4, 8, 1]},
    ],
)
def test_the_best_and_the_worst(more: dict[str, Any]) -> None:
    assert read(json.dumps(BEST_WORST | more), "best-worst").judgements == WANTED


def test_the_best_need_not_be_compared_with_itself() -> None:
    less = BEST_WORST | {"best_to_others": {"quality": 2, "style": 8}, "others_to_worst": {"quality": 4, "price": 8}}
    found = read(json.dumps(less), "best-worst").judgements
    assert isinstance(found, BestWorst)
    assert dict(zip(found.elements, found.best_to_others, strict=True)) == {"quality": 2, "style": 8, "price": 1}


# --- mistakes ----------------------------------------------------------------------------------------------------


def test_an_empty_file_is_told_what_judgements_look_like() -> None:
    assert [one.hint for one in read("", "pairwise").found] == [
        'write `comparisons: ["a over b: 3", ...]`, or `elements: [a, b]` with `matrix: [[1, 3], [1/3, 1]]`'
    ]


MISTAKES: list[tuple[Kind, str, list[str]]] = [
    ("rank", "[a, b]", ["1:1 TS104 a list is given where a mapping is expected"]),
    ("rank", "", ["1:1 TS005 the file says nothing"]),
    ("rank", "ordre: [a]", ["1:1 TS101 the key `ordre` is unknown", "1:1 TS102 `order` is missing"]),
    ("rank", "order: a", ["1:8 TS104 `a` is given where a list is expected"]),
    ("rank", "order: []", ["1:1 TS108 0 given, at least 1 needed"]),
    ("rank", "order: [a, [b, a], [], null, {c: 1}]", [
        "1:16 TS208 `a` stands twice in the order",
        "1:20 TS108 a place of the order is empty",
        "1:24 TS104 a place of the order is empty",
        "1:30 TS104 a mapping is given where a name is expected",
    ]),
    ("rank", f"order: {list(range(101))}", ["1:1 TS108 101 given, at most 100 needed"]),
    ("swing", "swings: {a: {points: 0, from: 1, to: 2}}", ["1:1 TS301 the points sum to nothing"]),
    ("swing", "swings: {a: 5, b: {from: 1, to: 1, unit: h}, c: {points: 101}}", [
        "1:13 TS104 `5` is given where a mapping is expected",
        "1:16 TS102 `points` is missing",
        "1:33 TS304 the swing has no range: both ends are the same",
        "1:36 TS101 the key `unit` is unknown",
        "1:46 TS102 `from` is missing",
        "1:46 TS102 `to` is missing",
        "1:58 TS107 `101` is out of range: 0 to 100",
    ]),
    ("swing", "swings: [{criterion: a, points: 1, from: 1, to: 2}, {criterion: a, points: '5', from: 1, to: 2}]", [
        "1:76 TS104 `5` is given where a number is expected",
    ]),
    ("pairwise", "elements: [a, b]", ["1:1 TS102 `comparisons` is missing"]),
    ("pairwise", "matrix: [[1]]", ["1:1 TS102 `elements` is missing"]),
    ("pairwise", "elements: [a]\nmatrix: [[1]]\ncomparisons: []", [
        "3:1 TS109 `matrix` and `comparisons` can't both be given",
    ]),
    ("pairwise", "elements: [a, b]\nmatrix: [[1, 2, 3], [1]]", [
        "2:10 TS108 the row has 3 figures, and there are 2 elements",
        "2:21 TS108 the row has 1 figures, and there are 2 elements",
    ]),
    ("pairwise", "elements: [a, b]\nmatrix: [[1, 2]]", ["2:1 TS108 the matrix has 1 rows, and there are 2 elements"]),
    ("pairwise", "elements: [a, a]\nmatrix: [[1, 3], [3, 2]]", [
        "1:15 TS208 the element `a` stands twice",
        "2:19 TS322 `a` over `a` is 3 here, and `a` over `a` is 3",
        "2:22 TS322 `a` against itself is 2, and can only be 1",
    ]),
    ("pairwise", "elements: [a, b, c]\nmatrix: [[1, 0, -1], [x, 1, 1e300], [1e-300, .nan, 1]]", [
        "2:14 TS107 `0` is out of range: a judgement is above 0",
        "2:17 TS107 `-1` is out of range: a judgement is above 0",
        "2:23 TS104 `x` is given where a number is expected",
        "2:29 TS010 `1e300` is too large a number",
        "2:38 TS107 `1e-300` is out of range: 1/1000 to 1000",
        "2:46 TS010 `.nan` is not a finite number",
    ]),
    ("pairwise", 'comparisons: ["a over b: 3", "b over a: 3", "a over a: 2", "a beats b", "c over d: 1/0", 7]', [
        "1:30 TS322 `b` over `a` is 3 here, and 1/3 before",
        "1:45 TS322 `a` against itself is 2, and can only be 1",
        "1:60 TS106 `a beats b` is not a comparison",
        "1:73 TS104 `1/0` is given where a number is expected",
        "1:90 TS106 `7` is not a comparison",
    ]),
    ("pairwise", 'elements: [price, api]\ncomparisons: ["prise over api: 2"]', [
        "2:15 TS202 there is no element `prise`",
    ]),
    ("best-worst", "best: a", [
        "1:1 TS102 `best_to_others` is missing",
        "1:1 TS102 `others_to_worst` is missing",
        "1:1 TS102 `worst` is missing",
    ]),
    ("best-worst", "{best: a, worst: a, best_to_others: {b: 2}, others_to_worst: {b: 2, a: 1}}", [
        "1:18 TS322 `a` is both the best and the worst",
    ]),
    ("best-worst", "{best: a, worst: b, best_to_others: {}, others_to_worst: {}}", [
        "1:8 TS202 there is no element `a`",
        "1:18 TS202 there is no element `b`",
    ]),
    ("best-worst", "{best: x, worst: b, best_to_others: {a: 1, b: 10}, others_to_worst: {a: 0, b: 1}}", [
        "1:8 TS202 there is no element `x`",
        "1:47 TS107 `10` is out of range: 1 to 9",
        "1:73 TS107 `0` is out of range: 1 to 9",
    ]),
    ("best-worst", "{best: a, worst: b, best_to_others: {a: 2, b: 5, c: 2}, others_to_worst: {a: 5, b: 1}}", [
        "1:41 TS322 `a` against itself is 2, and can only be 1",
        "1:57 TS102 there is no figure for `c`",
    ]),
    ("best-worst", "{best: a, worst: b, best_to_others: {b: 5}, others_to_worst: {a: 4}}", [
        "1:66 TS322 the best outweighs the worst 5 times, says `best_to_others`, and 4 times here",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "wanted"), MISTAKES, ids=[text[:60] for _, text, _ in MISTAKES])
def test_every_mistake_is_said_with_its_place(kind: Kind, text: str, wanted: list[str]) -> None:
    assert said(text, kind) == wanted
