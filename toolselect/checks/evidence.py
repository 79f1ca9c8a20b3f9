"""Rules about evidence: dates, shelf life, sources that disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect import answers
from toolselect.diagnostics import Diagnostic, diagnostic
from toolselect.model.result import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from toolselect.model.facts import Fact
    from toolselect.model.study import Study
    from toolselect.model.vendor import Vendor
    from toolselect.scoring.gates import Placed


def from_the_future(vendor: Vendor, facts: Mapping[str, Fact], as_of: date) -> Iterator[Diagnostic]:
    """Yield sources dated, or seen, after the day of the study."""
    del facts
    for source in vendor.sources.values():
        for key, day in (("date", source.date), ("seen", source.seen)):
            if day is not None and day > as_of:
                yield diagnostic("TS401", source.place.below(key), f"{day} is after {as_of}, the day of the study")


def expired(vendor: Vendor, facts: Mapping[str, Fact], as_of: date) -> Iterator[Diagnostic]:
    """Yield answers whose evidence is out of date."""
    for name, entries in vendor.facts.items():
        for entry in entries:
            source = vendor.sources.get(entry.source)
            if source is None:
                continue
            ends = answers.expiry(source, facts[name])
            if ends is not None and as_of >= ends:
                message = f"the evidence for `{name}` ran out on {ends}"
                yield diagnostic(
                    "TS402", entry.place.below("source"), message, "read the source again, and enter its date"
                )


def conflicts(study: Study, placed: Placed) -> Iterator[Diagnostic]:
    """Yield facts that a criterion asks for and about which equally good sources disagree."""
    del study
    vendor = placed.vendor
    disputed = {
        held.fact
        for answers_to_leaf in placed.held.values()
        for answer in answers_to_leaf
        for held in (answer, *answer.inputs)
        if held.status is Status.CONFLICT and held.fact in vendor.facts
    }
    for name in sorted(disputed):
        message = f"equally good sources disagree about `{name}` of {vendor.name}"
        hint = "find a better source, or mark one `preferred` with the reason"
        yield diagnostic("TS403", vendor.facts[name][0].place, message, hint)
