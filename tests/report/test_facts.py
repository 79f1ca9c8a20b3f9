from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.report.conftest import rich_study
from tests.report.test_view import cells, tables, text
from toolselect.evaluation import evaluate
from toolselect.model.facts import Unknown
from toolselect.report.view import view
from toolselect.report.view.blocks import Fold, web

if TYPE_CHECKING:
    from toolselect.model.facts import Entry
    from toolselect.model.result import Evaluation


def unstated(entry: Entry) -> bool:
    return isinstance(entry.answer, Unknown)


def test_every_stated_answer_is_listed_used_or_not_and_nothing_else(rich: Evaluation) -> None:
    seen = view(rich)
    for profile in rich.study.alternatives:
        found = [t for t in tables(seen, "facts") if "acts about" in t.caption and profile.name in t.caption]
        stated = [entries for entries in profile.facts.values() if not all(map(unstated, entries))]
        assert sum(len(table.rows) for table in found) == sum(map(len, stated))
        anchors = [row.anchor for table in found for row in table.rows if row.anchor]
        assert len(anchors) == len(set(anchors))
    assert "no answer yet" not in text(seen, "facts")
    assert "not used: " in text(seen, "facts")


def test_facts_that_a_criterion_reads_come_first(rich: Evaluation) -> None:
    section = next(each for each in view(rich).sections if each.id == "facts")
    folds = [block.summary for block in section.blocks if isinstance(block, Fold)]
    assert folds[0] == "What the 11 facts ask that a criterion reads"
    assert folds[1] == "5\u00a0facts that a criterion reads, 6\u00a0answers"
    assert folds[4:6] == [
        "9\u00a0facts that a criterion reads, 10\u00a0answers",
        "1\u00a0further fact that no criterion reads at this stage, 1\u00a0answer",
    ]


def test_every_source_is_listed_with_its_address_and_cited_by_number(rich: Evaluation) -> None:
    seen = view(rich)
    for profile in rich.study.alternatives:
        (table,) = [t for t in tables(seen, "facts") if t.caption == f"Sources about {profile.name}"]
        assert len(table.rows) == len(profile.sources)
        assert [row.cells[0].text for row in table.rows] == [f"({n + 1})" for n in range(len(table.rows))]
        assert {row.cells[0].links[0].href for row in table.rows} == {web(s.url) for s in profile.sources.values()}
    anchors = {f"#{row.anchor}" for table in tables(seen, "facts") for row in table.rows if row.anchor}
    assert {cell.href for cell in cells(seen) if cell.href.startswith("#s")} <= anchors


def test_what_was_looked_for_in_vain_and_is_not_read_is_kept() -> None:
    base = rich_study()
    (acme, *others) = base.vendors
    blank = replace(acme, facts={**acme.facts, "notes": (replace(acme.facts["notes"][0], answer=Unknown("nowhere")),)})
    seen = view(evaluate(replace(base, vendors=(blank, *others))))
    assert "nowhere\nnotes" in text(seen, "robustness")
    assert "nowhere" not in text(seen, "facts")
