"""Rules about what was loaded: each yields findings at places, and none of them reads a file or a position.

`VENDOR_CHECKS` look at one profile, `CRITERIA_CHECKS` at one set of criteria, `STUDY_CHECKS` at a whole study. Adding a
rule is adding a function and a line here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.checks import criteria, evidence, gates
from toolselect.diagnostics import stops_work
from toolselect.scoring import tree
from toolselect.scoring.gates import place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from toolselect.diagnostics import Diagnostic
    from toolselect.model.criteria import CriteriaSet
    from toolselect.model.facts import Fact
    from toolselect.model.study import Study
    from toolselect.model.vendor import Vendor
    from toolselect.scoring.gates import Placed

VENDOR_CHECKS: tuple[Callable[[Vendor, Mapping[str, Fact], date], Iterator[Diagnostic]], ...] = (
    evidence.from_the_future,
    evidence.expired,
)
CRITERIA_CHECKS: tuple[Callable[[CriteriaSet], Iterator[Diagnostic]], ...] = (
    criteria.weights_that_sum_to_nothing,
    criteria.facts_scored_twice,
    criteria.relative_scales,
)
STUDY_CHECKS: tuple[Callable[[Study, Placed], Iterator[Diagnostic]], ...] = (
    evidence.conflicts,
    gates.must_haves,
)


def check_vendor(vendor: Vendor, facts: Mapping[str, Fact], as_of: date) -> Iterator[Diagnostic]:
    """Yield what is to be said about one profile at a day."""
    for check in VENDOR_CHECKS:
        yield from check(vendor, facts, as_of)


def check_criteria(criteria_set: CriteriaSet) -> Iterator[Diagnostic]:
    """Yield what is to be said about a set of criteria."""
    for check in CRITERIA_CHECKS:
        yield from check(criteria_set)


def check_study(study: Study) -> list[Diagnostic]:
    """Return what is to be said about a study as a whole, its criteria and vendors included.

    Rules about answers and must-haves need weights that make sense; without them they are not asked.
    """
    found = list(check_criteria(study.criteria))
    for vendor in study.alternatives:
        found += check_vendor(vendor, study.criteria.facts, study.as_of)
    if not stops_work(found):
        asked = tree.weigh(study).asked
        placed = [place(study, vendor, asked) for vendor in study.alternatives]
        for check in STUDY_CHECKS:
            for one in placed:
                found += check(study, one)
    return found
