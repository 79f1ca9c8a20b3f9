from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from toolselect import resources
from toolselect.diagnostics import Place
from toolselect.loading.library import Library

if TYPE_CHECKING:
    from tests.loading.conftest import Write

ASKED = Place(path="study.yaml", key=("vendors", 0))
ACME = "toolselect: vendor/1\nid: acme\nname: Acme\n"


def codes(library: Library) -> list[str]:
    return [one.code for one in library.found]


def test_paths_are_shown_from_the_base_with_slashes(tmp_path: Path) -> None:
    library = Library(base=tmp_path / "study")
    assert library.shown(tmp_path / "study" / "vendors" / "a.yaml") == "vendors/a.yaml"
    assert library.shown(tmp_path / "other" / "a.yaml") == "../other/a.yaml"


def test_shipped_files_are_shown_by_what_they_are(tmp_path: Path) -> None:
    library = Library(base=tmp_path)
    assert library.shown(Path(str(resources.root("vendors"))) / "zendesk.yaml") == "shipped:vendors/zendesk.yaml"


def test_a_file_is_read_once_and_its_content_hashed(write: Write, tmp_path: Path) -> None:
    library = write(acme=ACME)
    first = library.document(tmp_path / "acme.yaml", "vendor")
    (tmp_path / "acme.yaml").write_text("changed", encoding="utf-8")
    assert library.document(tmp_path / "acme.yaml", "vendor") is first
    assert library.hashes == {"acme.yaml": hashlib.sha256(ACME.encode()).hexdigest()}
    assert [(one.path, one.sha256) for one in library.inputs()] == list(library.hashes.items())


def test_a_missing_file_is_reported_where_it_is_named_and_once(write: Write, tmp_path: Path) -> None:
    library = write(acme=ACME)
    for _ in range(2):
        assert library.document(tmp_path / "acne.yaml", "vendor", ASKED) is None
    assert codes(library) == ["TS001"]
    assert library.found[0].place == ASKED
    assert library.found[0].hint == "did you mean `acme.yaml`?"


def test_a_file_of_another_kind_is_reported_where_it_is_named(write: Write, tmp_path: Path) -> None:
    library = write(acme=ACME)
    assert library.document(tmp_path / "acme.yaml", "criteria", ASKED) is None
    assert library.document(tmp_path / "acme.yaml", "vendor", ASKED) is not None
    assert codes(library) == ["TS013"]
    assert library.found[0].place == ASKED


@pytest.mark.parametrize("name", ["../acme.yaml", "/etc/passwd", "a/../../x.yaml", "vendors/../../acme.yaml"])
def test_a_path_that_leaves_the_root_is_refused(write: Write, tmp_path: Path, name: str) -> None:
    library = write(acme=ACME)
    assert library.vendor_path(name, tmp_path, ASKED) is None
    assert codes(library) == ["TS210"]


@pytest.mark.parametrize("name", ["acme.yaml", "./acme.yaml", "vendors/../acme.yaml", "a/b/../../acme.yaml"])
def test_a_path_that_comes_back_is_fine(write: Write, tmp_path: Path, name: str) -> None:
    library = write(acme=ACME)
    assert library.vendor_path(name, tmp_path, ASKED) == tmp_path / "acme.yaml"
    assert library.found == []


def test_without_a_root_paths_may_go_anywhere(tmp_path: Path) -> None:
    library = Library(base=tmp_path, root=None)
    assert library.vendor_path("/etc/passwd", tmp_path, ASKED) == Path("/etc/passwd")


def test_a_bare_name_means_what_ships(tmp_path: Path) -> None:
    library = Library(base=tmp_path, root=tmp_path)
    assert library.vendor_path("zendesk", tmp_path, ASKED) == Path(str(resources.root("vendors"))) / "zendesk.yaml"
    assert library.criteria_path("customer-service", tmp_path, ASKED) is not None
    assert library.vendor_path("zendesc", tmp_path, ASKED) is None
    assert library.criteria_path("facts.yml", tmp_path, ASKED) == tmp_path / "facts.yml"
    assert codes(library) == ["TS203"]


def test_the_shipped_vocabulary_is_whole(tmp_path: Path) -> None:
    library = Library(base=tmp_path)
    facts = library.shipped_facts()
    assert facts.complete
    assert not facts.broken
    assert "api_rest" in facts
    assert library.found == []


def test_profiles_in_a_circle_end(write: Write, tmp_path: Path) -> None:
    library = write(a="toolselect: vendor/1\nextends: b.yaml\n", b="toolselect: vendor/1\nextends: a.yaml\n")
    assert library.vendor(tmp_path / "a.yaml", {}) is None
    assert library.vendor(tmp_path / "b.yaml", {}) is None
    assert codes(library) == ["TS209"]


def test_a_chain_of_profiles_is_followed(write: Write, tmp_path: Path) -> None:
    library = write(
        a="toolselect: vendor/1\nextends: b.yaml\n", b="toolselect: vendor/1\nextends: acme.yaml\n", acme=ACME
    )
    vendor = library.vendor(tmp_path / "a.yaml", {})
    assert vendor is not None
    assert vendor.name == "Acme"
    assert library.found == []


def test_a_file_that_is_too_large_is_reported_where_it_is_named(write: Write, tmp_path: Path) -> None:
    write(acme=ACME)
    library = Library(base=tmp_path, root=tmp_path, max_bytes=10)
    assert library.document(tmp_path / "acme.yaml", "vendor", ASKED) is None
    assert codes(library) == ["TS006"]


def test_all_that_was_asked_for_is_known(write: Write, tmp_path: Path) -> None:
    library = write(acme=ACME)
    library.document(tmp_path / "acme.yaml", "vendor")
    library.document(tmp_path / "gone.yaml", "vendor", ASKED)
    assert library.tried() == {"acme.yaml", "gone.yaml"}
