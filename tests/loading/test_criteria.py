from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.loading.conftest import FACTS
from toolselect.model import criteria as model
from toolselect.model.criteria import Stage

if TYPE_CHECKING:
    from pathlib import Path

    from tests.loading.conftest import Write
    from toolselect.loading.library import Library
    from toolselect.model.criteria import CriteriaSet

HEAD = "toolselect: criteria/1\nid: it\ntitle: It\nfacts: [facts.yaml]\ncriteria:\n"


def load(write: Write, folder: Path, text: str) -> tuple[CriteriaSet, Library]:
    library = write(facts=FACTS, criteria=HEAD + text)
    criteria = library.criteria(folder / "criteria.yaml")
    assert criteria is not None
    return criteria, library


@pytest.mark.parametrize(
    ("fact", "value", "built"),
    [
        ("uptime", "{linear: {worst: 99, best: 100}}", model.Linear(99, 100)),
        ("uptime", "{points: [[0, 0], [50, 80], [100, 100]]}", model.Points(((0, 0), (50, 80), (100, 100)))),
        ("uptime", "{relative: {best: low}}", model.Relative("low")),
        ("fee", "{linear: {worst: 9000, best: 0}}", model.Linear(9000, 0)),
        ("api_rest", "{boolean: {no: 10, yes: 90}}", model.BooleanValue(10, 90)),
        ("languages", "{share: {en: 5, de: 0}}", model.Share((("en", 5), ("de", 0)))),
        (
            "inbox",
            "{levels: {automatic: {value: 100, means: a}, none: {value: 0, means: n}, manual: {value: 5, means: m}}}",
            model.Levels(
                (model.Level("none", 0, "n"), model.Level("manual", 5, "m"), model.Level("automatic", 100, "a"))
            ),
        ),
    ],
)
def test_each_value_function_is_built(
    write: Write, tmp_path: Path, fact: str, value: str, built: model.ValueFunction
) -> None:
    criteria, library = load(write, tmp_path, f"  - {{id: a, title: A, weight: 1, fact: {fact}, value: {value}}}\n")
    assert criteria.criteria[0].value == built
    assert library.found == []


def test_a_share_of_yes_no_facts_needs_no_fact(write: Write, tmp_path: Path) -> None:
    text = "  - {id: a, title: A, weight: 1, value: {share: {api_rest: 2, api_oauth2: 1}}, must: '>= 50 %'}\n"
    criteria, library = load(write, tmp_path, text)
    leaf = criteria.criteria[0]
    assert leaf.value == model.Share((("api_rest", 2), ("api_oauth2", 1)))
    assert leaf.must is not None
    assert library.found == []


TREE = """\
  - id: tech
    title: {en: Technology, zh-Hans: 技术}
    axis: technology
    weight: 3
    criteria:
      - {id: api, title: API, weight: 0, fact: api_rest, value: {boolean: {no: 0, yes: 100}}, must: yes}
      - {id: rate, title: Rate, weight: 2, fact: rate, value: {linear: {worst: 0, best: 9}}, from: prove, applies: no}
  - id: speech
    title: Languages
    axis: experience
    weight: 1
    fact: languages
    value: {share: {en: 1}}
    target: includes [en]
"""


def test_a_tree_keeps_order_and_inherits_its_axis(write: Write, tmp_path: Path) -> None:
    criteria, library = load(write, tmp_path, TREE)
    assert library.found == []
    assert [node.id for node in criteria.nodes()] == ["tech", "api", "rate", "speech"]
    assert [leaf.axis for leaf in criteria.leaves()] == ["technology", "technology", "experience"]
    api, rate, speech = criteria.leaves()
    assert criteria.criteria[0].title == "Technology"
    assert (api.weight, rate.start, rate.applies) == (0, Stage.PROVE, False)
    assert api.must is not None
    assert speech.target is not None
    assert speech.place.key == ("criteria", 1)


def test_a_broken_criterion_costs_only_itself(write: Write, tmp_path: Path) -> None:
    criteria, library = load(write, tmp_path, TREE.replace("weight: 2", "weight: two").replace("weight: 1", "wight: 1"))
    assert [node.id for node in criteria.nodes()] == ["tech", "api"]
    assert sorted(one.code for one in library.found) == ["TS101", "TS104"]


def test_a_set_without_a_readable_vocabulary_is_still_checked(write: Write, tmp_path: Path) -> None:
    library = write(criteria=HEAD + TREE.replace("id: rate", "id: api"))
    assert library.criteria(tmp_path / "criteria.yaml") is not None
    assert sorted(one.code for one in library.found) == ["TS001", "TS208"]
