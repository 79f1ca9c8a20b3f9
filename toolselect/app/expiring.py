"""When the evidence of a study ends."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from toolselect import source
from toolselect.app.finding import NothingFound, find_study, relative
from toolselect.app.shipped import load_shipped_criteria, shipped, shipped_path
from toolselect.loading.library import Library
from toolselect.validation.targets import above

if TYPE_CHECKING:
    from datetime import date

    from toolselect.checks.profile import Expiry
    from toolselect.diagnostics import Location
    from toolselect.model.vendor import Vendor


def expiries(
    path: Path | None, *, today: date, as_of: date | None = None, allow_outside: bool = False
) -> tuple[date, tuple[tuple[Vendor, Expiry, Location], ...]]:
    """Return the day that counts, and when the evidence of each answer of a study ends, soonest first, with its place.

    The day is `as_of`, else the study's. Without a study here or above it is about the vendors that ship, at `today`.

    Raises:
        NothingFound: if the study that was named does not exist, or the study can't be read.
    """
    from toolselect.checks import evidence, profile
    from toolselect.loading.study import load_study

    base = Path.cwd()
    file = find_study(path) if path is not None else above(base)
    library = Library(base=base, root=None if allow_outside or file is None else file.parent)
    if file is None:
        day, criteria = as_of or today, load_shipped_criteria(shipped("criteria")[0])
        read = [library.vendor(shipped_path("vendors", name), criteria.facts) for name in shipped("vendors")]
        vendors = [vendor for vendor in read if vendor is not None]
    else:
        study = load_study(file, library, as_of=as_of)
        if study is None:
            shown = relative(file, base)
            raise NothingFound(f"the study {shown} can't be read; `toolselect validate {shown}` says why")
        day, criteria, vendors = study.as_of, study.criteria, list(study.alternatives)
    must = evidence.must_facts(criteria)
    found = [(vendor, one) for vendor in vendors for one in profile.expiries(vendor, criteria.facts, must)]
    found.sort(key=lambda pair: (pair[1].day, not pair[1].must))  # stable: else vendors and facts in their order
    places = [source.locate(library.documents[one.place.path], one.place.key, one.place.at) for _, one in found]
    return day, tuple((vendor, one, where) for (vendor, one), where in zip(found, places, strict=True))
