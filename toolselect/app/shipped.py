"""What comes with the program, and looking things up."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from toolselect import resources
from toolselect.app.finding import NothingFound, find_study
from toolselect.diagnostics import nearest
from toolselect.loading.library import Library
from toolselect.validation.targets import above

if TYPE_CHECKING:
    from toolselect.model.criteria import CriteriaSet, Criterion
    from toolselect.model.facts import Fact
    from toolselect.model.vendor import Vendor


def shipped(kind: resources.Kind) -> tuple[str, ...]:
    """Return the names of what ships: vendor profiles or criteria sets."""
    return tuple(name for name in resources.names(kind) if name != "facts")


def load_shipped_vendor(name: str) -> Vendor:
    """Return a profile that comes with the program. KeyError if there is none of that name."""
    library = Library(base=Path.cwd())
    vendor = library.vendor(shipped_path("vendors", name), library.shipped_facts())
    if vendor is None:
        raise KeyError(name)
    return vendor


def load_shipped_criteria(name: str) -> CriteriaSet:
    """Return a criteria set that comes with the program. KeyError if there is none of that name."""
    criteria = Library(base=Path.cwd()).criteria(shipped_path("criteria", name))
    if criteria is None:
        raise KeyError(name)
    return criteria


def shipped_path(kind: resources.Kind, name: str) -> Path:
    """Return where a shipped file lies. KeyError if there is none of that name."""
    if name not in resources.names(kind):
        raise KeyError(name)
    return resources.root(kind) / f"{name}.yaml"


def show(name: str, study_path: Path | None = None) -> Vendor | Criterion | Fact:
    """Return the vendor, criterion or fact of that name: of the study given, here or above, else what ships.

    Raises:
        NothingFound: if nothing is called that, or the study that was named does not exist or can't be read.
    """
    from toolselect.loading.study import load_study

    vendors: dict[str, Vendor] = {}
    sets: list[CriteriaSet] = []
    study_file = find_study(study_path) if study_path is not None else above(Path.cwd())
    if study_file is not None:
        study = load_study(study_file, Library(base=study_file.parent, root=study_file.parent))
        if study is not None:
            vendors |= {vendor.id: vendor for vendor in study.alternatives}
            sets.append(study.criteria)
        elif study_path is not None:
            raise NothingFound(f"the study {study_path} can't be read; `toolselect validate` says why")
    sets += [load_shipped_criteria(one) for one in shipped("criteria")]
    if name in vendors:
        return vendors[name]
    if name in shipped("vendors"):
        return load_shipped_vendor(name)
    for criteria in sets:
        for node in criteria.nodes():
            if node.id == name:
                return node
    for criteria in sets:
        if name in criteria.facts:
            return criteria.facts[name]
    known = [*vendors, *shipped("vendors")]
    for criteria in sets:
        known += [*(node.id for node in criteria.nodes()), *criteria.facts]
    hint = nearest(name, known)
    raise NothingFound(f"nothing is called `{name}`" + (f"; {hint}" if hint else ""))
