from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.loading.conftest import FACTS
from toolselect.loading.study import TRUST, load_study
from toolselect.model.criteria import Linear, Stage
from toolselect.model.facts import Grade

if TYPE_CHECKING:
    from pathlib import Path

    from tests.loading.conftest import Write
    from toolselect.loading.library import Library
    from toolselect.model.study import Study

CRITERIA = """\
toolselect: criteria/1
id: it
title: It
facts: [facts.yaml]
criteria:
  - id: tech
    title: Tech
    weight: 3
    criteria:
      - {id: api, title: API, weight: 1, fact: api_rest, value: {boolean: {no: 0, yes: 100}}}
      - id: deep
        title: Deep
        weight: 1
        criteria:
          - {id: rate, title: Rate, weight: 1, fact: rate, value: {linear: {worst: 0, best: 9}}}
          - {id: oauth, title: OAuth, weight: 1, fact: api_oauth2, value: {boolean: {no: 0, yes: 100}}}
  - {id: uptime, title: Uptime, weight: 1, fact: uptime, value: {linear: {worst: 99, best: 100}}}
"""
ACME = "toolselect: vendor/1\nid: acme\nname: Acme\nplans: [{id: team, name: Team}]\naddons: [{id: more, name: More}]\n"
STUDY = """\
toolselect: study/1
title: {en: Help desk, zh-Hant: 客服}
stage: analyse
as_of: 2026-11-22
criteria: criteria.yaml
vendors: [acme.yaml, other.yaml]
status_quo: current.yaml
seats: 40
"""


def load(
    write: Write, folder: Path, more: str = "", study: str = STUDY, as_of: date | None = None
) -> tuple[Study | None, Library]:
    library = write(
        facts=FACTS,
        criteria=CRITERIA,
        acme=ACME,
        other=ACME.replace("acme", "other"),
        current=ACME.replace("acme", "current"),
        study=study + more,
    )
    return load_study(folder / "study.yaml", library, as_of=as_of), library


def good(write: Write, folder: Path, more: str = "") -> Study:
    study, library = load(write, folder, more)
    assert library.found == []
    assert study is not None
    return study


def test_a_study_joins_all_that_it_names(write: Write, tmp_path: Path) -> None:
    study = good(write, tmp_path)
    assert (study.title, study.stage, study.as_of, study.seats) == ("Help desk", Stage.ANALYSE, date(2026, 11, 22), 40)
    assert [vendor.id for vendor in study.alternatives] == ["acme", "other", "current"]
    assert (study.resolution, study.min_coverage, study.trust) == (0.5, 0.4, TRUST)
    assert [one.path for one in study.inputs] == [
        f"{name}.yaml" for name in ("acme", "criteria", "current", "facts", "other", "study")
    ]
    assert all(len(one.sha256) == 64 for one in study.inputs)


def test_another_day_can_be_asked_for(write: Write, tmp_path: Path) -> None:
    study, _ = load(write, tmp_path, as_of=date(2027, 1, 1))
    assert study is not None
    assert study.as_of == date(2027, 1, 1)


def test_weights_and_adjustments_are_applied_to_the_tree(write: Write, tmp_path: Path) -> None:
    more = """\
weights: {tech: 1, uptime: 4, rate: 0, oauth: 7}
adjust:
  uptime: {value: {linear: {worst: 90, best: 100}}, must: ">= 99", target: ">= 99.9 %", reason: Ours.}
  deep: {from: prove, reason: Later.}
  oauth: {from: analyse, reason: But this now.}
"""
    study = good(write, tmp_path, more)
    nodes = {node.id: node for node in study.criteria.nodes()}
    assert [nodes[name].weight for name in ("tech", "uptime", "rate", "oauth", "api")] == [1, 4, 0, 7, 1]
    assert nodes["uptime"].value == Linear(90, 100)
    assert nodes["uptime"].must is not None
    assert nodes["uptime"].target is not None
    assert (nodes["deep"].start, nodes["rate"].start, nodes["oauth"].start) == (Stage.PROVE, Stage.PROVE, Stage.ANALYSE)
    assert nodes["api"].start is Stage.FRAME
    assert [(one.criterion, one.changed, one.reason) for one in study.adjustments] == [
        ("uptime", ("must", "target", "value"), "Ours."),
        ("deep", ("from",), "Later."),
        ("oauth", ("from",), "But this now."),
    ]


def test_switching_a_branch_off_switches_off_all_below(write: Write, tmp_path: Path) -> None:
    study = good(write, tmp_path, "adjust: {tech: {applies: no, reason: No.}, rate: {applies: yes, reason: Yes.}}\n")
    assert {node.id: node.applies for node in study.criteria.nodes()} == {
        "tech": False,
        "api": False,
        "deep": False,
        "rate": True,
        "oauth": False,
        "uptime": True,
    }


def test_the_rest_of_a_study_is_read(write: Write, tmp_path: Path) -> None:
    more = """\
plan: {acme: team}
addons: {acme: [more], other: []}
trust: {claim: 0.1}
resolution: 1
min_coverage: 0.7
views:
  it: {share: 2, weights: {tech: 1, uptime: 1}}
  finance: {share: 1, weights: {tech: 0, uptime: 1}}
organisation:
  currency: EUR
  licence_budget: 5000
  region: EU
  languages: {en: 1}
  segments: [{id: all, title: All, share: 1, prefers: {api_rest: 1}}]
  hours: [{when: always, share: 1, staffed: no}]
decision:
  {choice: acme, by: 2027-01-31, narrative: {other: Good.}, risks: [{risk: R}], kpi_targets: [{kpi: K, target: T}],
   rollout: [{step: S, by: 2027-02-01}], reviews: [2027-06-01]}
"""
    study = good(write, tmp_path, more)
    assert (study.plan, study.addons) == ({"acme": "team"}, {"acme": ("more",), "other": ()})
    assert (study.trust[Grade.CLAIM], study.trust[Grade.MEASURED]) == (0.1, 0.98)
    assert (study.resolution, study.min_coverage) == (1, 0.7)
    assert [(view.id, view.share) for view in study.views] == [("it", 2), ("finance", 1)]
    assert study.organisation.hours[0].staffed is False
    assert study.decision.rollout[0].by == date(2027, 2, 1)
    assert study.decision.reviews == (date(2027, 6, 1),)


@pytest.mark.parametrize("key", ["title", "stage", "as_of", "seats", "vendors", "criteria"])
def test_without_a_needed_key_there_is_no_study(write: Write, tmp_path: Path, key: str) -> None:
    lines = [line for line in STUDY.splitlines(keepends=True) if not line.startswith(f"{key}:")]
    study, library = load(write, tmp_path, study="".join(lines))
    assert study is None
    assert [(one.code, one.message) for one in library.found] == [("TS102", f"`{key}` is missing")]


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ("weights: {tech: 0, uptime: 0}\n", ["TS301"]),
        ("weights: {rate: 1}\n", ["TS302"]),
        ("weights: {techno: 1, uptime: 1}\n", ["TS202"]),
        ("adjust: {techno: {applies: no, reason: N.}}\n", ["TS202"]),
        ("adjust: {tech: {must: yes, reason: N.}}\n", ["TS109"]),
        ("adjust: {uptime: {must: yes, reason: N.}}\n", ["TS306"]),
        ("adjust: {uptime: {value: {boolean: {no: 0, yes: 1}}, reason: N.}}\n", ["TS303"]),
        ("adjust: {uptime: {value: {linaer: {worst: 0, best: 1}}, reason: N.}}\n", ["TS101"]),
        ("plan: {acme: tema, othr: team}\n", ["TS203", "TS204"]),
        ("addons: {acme: [mroe], other: [more]}\n", ["TS206"]),
        ("decision: {choice: nobody}\n", ["TS203"]),
    ],
)
def test_what_does_not_fit_the_rest_is_reported_and_left_out(
    write: Write, tmp_path: Path, more: str, codes: list[str]
) -> None:
    study, library = load(write, tmp_path, more)
    assert study is not None
    assert sorted(one.code for one in library.found) == codes


def test_a_vendor_that_can_not_be_read_leaves_the_others(write: Write, tmp_path: Path) -> None:
    study, library = load(write, tmp_path, study=STUDY.replace("other.yaml", "othr.yaml"))
    assert study is not None
    assert [vendor.id for vendor in study.vendors] == ["acme"]
    assert [one.code for one in library.found] == ["TS001"]
