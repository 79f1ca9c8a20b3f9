"""Where a question about a vendor is asked: on which plan, with which add-ons, by which organisation, on which day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolselect import answers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from toolselect.model.facts import Fact
    from toolselect.model.money import Rate
    from toolselect.model.result import Held
    from toolselect.model.study import Organisation, Study
    from toolselect.model.vendor import Vendor


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A vendor on one of its plans (`plan` is empty if it has none), as the organisation meets it on the day `as_of`.

    `facts` is the vocabulary, `seats` the number of agents, `addons` the ids of what is bought on top of the plan.
    `study` is asked about money: rates, drivers and the status quo; None where there is no study.
    """

    vendor: Vendor
    plan: str
    addons: tuple[str, ...] = ()
    organisation: Organisation
    seats: int
    facts: Mapping[str, Fact]
    as_of: date
    study: Study | None = None

    @property
    def rates(self) -> tuple[Rate, ...]:
        """Return the exchange rates that the study names."""
        return () if self.study is None or self.study.money is None else self.study.money.rates

    def held(self, fact: str) -> Held:
        """Return the stated answer that holds here; not known if the vocabulary has no such fact."""
        known = self.facts.get(fact)
        if known is None:
            return answers.unknown(fact, "the vocabulary has no such fact")
        return answers.held(
            known,
            self.vendor,
            plan=self.plan,
            region=self.organisation.region,
            addons=self.addons,
            as_of=self.as_of,
        )


def situation(study: Study, vendor: Vendor, plan: str) -> Situation:
    """Return where a study asks about a vendor on one of its plans, with the add-ons that the study buys."""
    return Situation(
        vendor=vendor,
        plan=plan,
        addons=study.addons.get(vendor.id, ()),
        organisation=study.organisation,
        seats=study.seats,
        facts=study.criteria.facts,
        as_of=study.as_of,
        study=study,
    )
