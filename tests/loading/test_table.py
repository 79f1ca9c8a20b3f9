"""Tables without a study: every form is read alike, and everything wrong is said at once, with its place."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolselect import source
from toolselect.loading import structure
from toolselect.loading.table import TableFile, read_table
from toolselect.model.facts import Range, Unknown
from toolselect.model.table import Column, DecisionTable, Preference, Spread, figure

CSV = "name,price,quality\nweight,0.4,0.6\ndirection,min,max\nA,102,73\nB,150,94\nC,231,15\n"
YAML = """\
alternatives: [A, B, C]
criteria:
  - {id: price, direction: min, weight: 0.4}
  - {id: quality, direction: max, weight: 0.6}
values: [[102, 73], [150, 94], [231, 15]]
"""
SAME = DecisionTable(
    alternatives=("A", "B", "C"),
    criteria=(
        Column(id="price", direction="min", weight=0.4),
        Column(id="quality", direction="max", weight=0.6),
    ),
    cells=((102.0, 73.0), (150.0, 94.0), (231.0, 15.0)),
)


def read(text: str, name: str = "table.yaml", **more: object) -> TableFile:
    return read_table(text.encode(), name, **more)  # type: ignore[arg-type]


def said(file: TableFile) -> list[tuple[str, int, int]]:
    return [
        (one.code, one.location.line, one.location.column) if one.location else (one.code, 0, 0) for one in file.found
    ]


def table_of(text: str, name: str = "table.yaml", **more: object) -> DecisionTable:
    file = read(text, name, **more)
    assert file.found == ()
    assert file.table is not None
    return file.table


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(CSV, "t.csv", id="commas"),
        pytest.param(CSV.replace(",", ";"), "t.csv", id="semicolons"),
        pytest.param(CSV.replace(",", "\t"), "t.tsv", id="tabs"),
        pytest.param(CSV.replace("\n", "\r\n"), "t.csv", id="crlf"),
        pytest.param("\ufeff" + CSV, "t.csv", id="byte order mark"),
        pytest.param("\n" + CSV + "\n,,\n", "t.csv", id="blank lines"),
        pytest.param(CSV.replace("A,102", '"A", 102 '), "t.csv", id="quotes and blanks"),
        pytest.param(CSV, "t", id="csv by content"),
        pytest.param(YAML, "t.yaml", id="yaml"),
        pytest.param("\ufeff" + YAML, "t.yml", id="yaml with a byte order mark"),
        pytest.param(YAML, "t", id="yaml by content"),
        pytest.param("# what is compared\n" + YAML, "t.txt", id="yaml by a comment"),
    ],
)
def test_each_form_says_the_same(text: str, name: str) -> None:
    assert table_of(text, name) == SAME


@pytest.mark.parametrize("indent", [None, 2, "\t"])
def test_json_is_read_however_it_is_indented(indent: int | str | None) -> None:
    document, _ = source.parse(YAML.encode(), "t.yaml")
    assert document is not None
    assert table_of(json.dumps(document.data, indent=indent), "t.json") == SAME


def test_cells_bounds_and_preferences_of_the_contract() -> None:
    table = table_of("""\
alternatives: [A, B, C]
criteria:
  - {id: price, direction: min, weight: 0.4, bounds: [100, 300], preference: {function: linear, q: 1, p: 2}}
  - {id: quality, direction: max, weight: 0.6}
values: [[102, {mean: 73, sd: 2}], [150, {low: 90, likely: 94, high: 95}], [{low: 200, high: 240}, unknown]]
""")
    assert table.criteria[0].bounds == (100.0, 300.0)
    assert table.criteria[0].preference == Preference(function="linear", q=1, p=2)
    assert table.cells == (
        (102.0, Spread(73, 2)),
        (150.0, Range(90, 95, 94)),
        (Range(200, 240), Unknown("unknown")),
    )
    assert table.figures == ((102.0, 73.0), (150.0, 94.0), (220.0, None))
    assert table.unknown == ((2, 1),)
    assert table.weights == (0.4, 0.6)


def test_one_number_stands_for_a_cell() -> None:
    assert figure(Range(1.0, 2.0)) == 1.5
    assert figure(Range(-1e100, 1e100)) == 0.0
    assert figure(Range(1.0, 2.0, 1.25)) == 1.25
    assert figure(Spread(3.0, 9.0)) == 3.0
    assert figure(Unknown("")) is None


def test_what_is_given_beside_the_table_stands_in_for_it() -> None:
    bare = "name,price,quality\nA,1,2\n"
    table = table_of(bare, "t.csv", directions=("min", "max"))
    assert table.weights is None
    assert [one.direction for one in table.criteria] == ["min", "max"]
    assert table_of(CSV, "t.csv", weights=(1, 3)).weights == (1, 3)
    assert table_of(YAML, weights=(1, 3)).weights == (1, 3)
    too_many = read(CSV, "t.csv", weights=(1, 2, 3))
    assert too_many.criteria == 2
    assert too_many.table is not None
    assert too_many.table.weights == (0.4, 0.6)


@pytest.mark.parametrize("text", ["unknown", "Unknown"])
def test_unknown_is_a_word_in_csv(text: str) -> None:
    table = table_of(f"name,x\ndirection,max\nA,{text}\n", "t.csv")
    assert table.cells == ((Unknown("unknown"),),)


CSV_MISTAKES = {
    "nan": ("name,x\ndirection,max\nA,nan\n", [("TS010", 3, 3)]),
    "infinity": ("name,x\ndirection,max\nA,-inf\nB,Infinity\n", [("TS010", 3, 3), ("TS010", 4, 3)]),
    "too large": ("name,x\ndirection,max\nA,1e300\n", [("TS010", 3, 3)]),
    "text": ("name,x\ndirection,max\nA,abc\n", [("TS104", 3, 3)]),
    "nothing": ("name,x,y\ndirection,max,max\nA,,2\n", [("TS104", 3, 3)]),
    "decimal comma": ("name;x\ndirection;max\nA;1,5\n", [("TS104", 3, 3)]),
    "ragged": ("name,x,y\ndirection,max,max\nA,1\nB,1,2,3\n", [("TS108", 3, 1), ("TS108", 4, 1)]),
    "alternative twice": ("name,x\ndirection,max\nA,1\nA,2\n", [("TS208", 4, 1)]),
    "criterion twice": ("name,x,x\ndirection,max,min\nA,1,2\n", [("TS208", 1, 8)]),
    "no direction": ("name,x\nA,1\n", [("TS102", 1, 6)]),
    "direction misspelt": ("name,x,y\ndirection,mx,\nA,1,2\n", [("TS103", 2, 11), ("TS103", 2, 14)]),
    "direction twice": ("name,x\ndirection,max\ndirection,max\nA,1\n", [("TS208", 3, 1)]),
    "weight negative": ("name,x\ndirection,max\nweight,-1\nA,1\n", [("TS107", 3, 8)]),
    "weights of zero": ("name,x,y\ndirection,max,max\nweight,0,0\nA,1,2\n", [("TS301", 1, 6)]),
    "no alternative": ("name,x\ndirection,max\n", [("TS108", 2, 1)]),
    "no criterion": ("name\nA\n", [("TS108", 1, 1)]),
    "unnamed": ("name,\ndirection,max\n,1\n", [("TS106", 1, 6), ("TS106", 3, 1)]),
    "empty": ("", [("TS005", 1, 1)]),
    "blank": (" \n\n", [("TS005", 1, 1)]),
    "open quote": ('name,x\ndirection,max\n"A,1\nB,2\n', [("TS004", 3, 1)]),
    "hidden": ("name,x\ndirection,max\nA\u202e,1\n", [("TS003", 3, 2)]),
    "two separators": ("name,x\ndirection,max\nA;1\n", [("TS108", 3, 1)]),
}


def test_an_empty_file_is_told_what_a_table_holds() -> None:
    assert [one.hint for one in read("", "t.yaml").found] == ["write `alternatives`, `criteria` and `values`"]


@pytest.mark.parametrize("mistake", CSV_MISTAKES)
def test_a_mistake_in_csv_is_said_at_its_place(mistake: str) -> None:
    text, expected = CSV_MISTAKES[mistake]
    file = read(text, "t.csv")
    assert said(file) == expected
    assert file.table is None


HEAD = "alternatives: [A, B]\ncriteria:\n  - {id: x, direction: max}\n"
YAML_MISTAKES = {
    "nan": (HEAD + "values: [[1], [.nan]]\n", [("TS010", 4, 16)]),
    "too large": (HEAD + "values: [[1], [1e300]]\n", [("TS010", 4, 16)]),
    "text": (HEAD + "values: [[1], [abc]]\n", [("TS104", 4, 16)]),
    "quoted": (HEAD + "values: [[1], ['2']]\n", [("TS104", 4, 16)]),
    "nothing": (HEAD + "values: [[1], [~]]\n", [("TS104", 4, 16)]),
    "yes": (HEAD + "values: [[1], [true]]\n", [("TS104", 4, 16)]),
    "half a range": (HEAD + "values: [[1], [{low: 1}]]\n", [("TS109", 4, 16)]),
    "mixed forms": (HEAD + "values: [[1], [{low: 1, high: 2, sd: 3}]]\n", [("TS109", 4, 16)]),
    "range reversed": (HEAD + "values: [[1], [{low: 3, high: 2}]]\n", [("TS107", 4, 16)]),
    "likely outside": (HEAD + "values: [[1], [{low: 3, likely: 9, high: 4}]]\n", [("TS107", 4, 16)]),
    "negative spread": (HEAD + "values: [[1], [{mean: 3, sd: -4}]]\n", [("TS107", 4, 30)]),
    "ragged": (HEAD + "values: [[1], [2, 3]]\n", [("TS108", 4, 15)]),
    "too few rows": (HEAD + "values: [[1]]\n", [("TS108", 4, 1)]),
    "no row": (HEAD + "values: []\n", [("TS108", 4, 9)]),
    "row that is none": (HEAD + "values: [[1], 2]\n", [("TS104", 4, 15)]),
    "no values": (HEAD, [("TS102", 1, 1)]),
    "unknown key": (HEAD + "values: [[1], [2]]\nvalue: 1\n", [("TS101", 5, 1)]),
    "a list": ("- 1\n", [("TS104", 1, 1)]),
    "broken": ("alternatives: [A", [("TS004", 1, 17)]),
    "no direction": (
        "alternatives: [A]\ncriteria:\n  - {id: x}\nvalues: [[1]]\n",
        [("TS102", 3, 5)],
    ),
    "weight negative": (
        "alternatives: [A]\ncriteria:\n  - {id: x, direction: max, weight: -1}\nvalues: [[1]]\n",
        [("TS107", 3, 37)],
    ),
    "weights of zero": (
        "alternatives: [A]\ncriteria:\n  - {id: x, direction: max, weight: 0}\nvalues: [[1]]\n",
        [("TS301", 3, 5)],
    ),
    "some weights": (
        HEAD.replace("max}", "max, weight: 1}\n  - {id: y, direction: max}") + "values: [[1, 2], [1, 2]]\n",
        [("TS302", 4, 5)],
    ),
    "bounds reversed": (
        "alternatives: [A]\ncriteria:\n  - {id: x, direction: max, bounds: [3, 1]}\nvalues: [[1]]\n",
        [("TS304", 3, 37)],
    ),
    "names twice": (
        HEAD.replace("B", "A") + "  - {id: x, direction: min}\nvalues: [[1, 2], [1, 2]]\n",
        [("TS208", 1, 19), ("TS208", 4, 5)],
    ),
}


@pytest.mark.parametrize("mistake", YAML_MISTAKES)
def test_a_mistake_in_yaml_is_said_at_its_place(mistake: str) -> None:
    text, expected = YAML_MISTAKES[mistake]
    file = read(text)
    assert said(file) == expected
    assert file.table is None


def test_all_mistakes_are_said_at_once() -> None:
    text = "name,x,y\ndirection,mx,max\nweight,1,-1\nA,abc,1e999\nA,1\n"
    assert [code for code, _, _ in said(read(text, "t.csv"))] == [
        "TS103", "TS107", "TS104", "TS010", "TS108", "TS208",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "hint"),
    [
        ("1,5", "decimals take a point: 1.5"),
        ("", "write `unknown` if nobody knows"),
        ("n/a", "write `unknown` if nobody knows"),
        ("unknow", "write `unknown` if nobody knows"),
        ("$ 12.50", "write the number alone: 12.50"),
        ("95 %", "write the number alone: 95"),
        ("many", ""),
    ],
)
def test_a_cell_that_is_no_number_gets_a_hint(cell: str, hint: str) -> None:
    (found,) = read(f"name;x\ndirection;max\nA;{cell}\n", "t.csv").found
    assert found.hint == hint


def test_a_file_that_is_no_text_or_too_large_is_refused() -> None:
    assert [one.code for one in read_table(b"\xff\xfen\x00", "t.csv").found] == ["TS002"]
    assert [one.code for one in read_table(b"name,x\n" * 100, "t.csv", max_bytes=99).found] == ["TS006"]


def test_every_key_of_the_schema_is_described_and_none_is_let_through_unknown() -> None:
    def look(part: object) -> None:
        if isinstance(part, list):
            for one in part:
                look(one)
        elif isinstance(part, dict):
            if "properties" in part:
                assert part["additionalProperties"] is False
                for key in part["properties"].values():
                    assert key["description"]
                    assert key["examples"]
            for one in part.values():
                look(one)

    look(structure.schema("table"))


@given(st.text(max_size=200))
def test_no_text_makes_the_reader_fall_over(text: str) -> None:
    for name in ("t.csv", "t.yaml", "t"):
        file = read_table(text.encode("utf-8", "surrogatepass"), name)
        assert (file.table is None) == bool(file.found)
        assert all(one.location is not None for one in file.found)


@given(
    st.lists(
        st.lists(st.sampled_from(["A", "weight", "direction", "max", "min", "1", "2,5", "nan", "", '"', "unknown"])),
        max_size=5,
    ),
    st.sampled_from([",", ";"]),
)
def test_no_table_makes_the_reader_fall_over(rows: list[list[str]], mark: str) -> None:
    file = read("\n".join(mark.join(row) for row in rows), "t.csv")
    assert (file.table is None) == any(one.severity == "error" for one in file.found)
    if file.table is not None:
        assert all(len(row) == len(file.table.criteria) for row in file.table.cells)
