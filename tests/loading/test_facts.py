from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.loading.facts import Vocabulary, is_unknown
from toolselect.model.facts import FactType

if TYPE_CHECKING:
    from pathlib import Path

    from tests.loading.conftest import Write

TEXT = """\
toolselect: facts/1
facts:
  open: {question: {en: Open?, zh-Hans: 开放吗？}, type: boolean, shelf_life: 6 months, derived: yes, note: n}
  share: {question: How much?, type: number, unit: "%", of: all, range: [0, null]}
  broken: {question: How?, type: numbr, unit: "%"}
"""


def test_a_vocabulary_is_read_as_far_as_it_holds(write: Write, tmp_path: Path) -> None:
    library = write(facts=TEXT)
    facts = library.facts(tmp_path / "facts.yaml")
    assert facts is not None
    assert list(facts) == ["open", "share"]
    first = facts["open"]
    assert (first.question, first.type, first.shelf_life, first.derived) == ("Open?", FactType.BOOLEAN, 183, True)
    assert list(facts["share"].range) == [0, None]
    assert facts["share"].place.key == ("facts", "share")
    assert [one.code for one in library.found] == ["TS103"]


def test_what_is_broken_is_not_unknown(write: Write, tmp_path: Path) -> None:
    facts = write(facts=TEXT).facts(tmp_path / "facts.yaml")
    assert facts is not None
    assert [name for name in ("open", "broken", "other") if is_unknown(name, facts)] == ["other"]
    assert not is_unknown("other", Vocabulary(complete=False))
    assert is_unknown("other", {})


def test_a_vocabulary_that_is_no_mapping_has_no_facts(write: Write, tmp_path: Path) -> None:
    library = write(facts="toolselect: facts/1\nfacts: [a]\n")
    assert library.facts(tmp_path / "facts.yaml") == {}
    assert [one.code for one in library.found] == ["TS104"]
