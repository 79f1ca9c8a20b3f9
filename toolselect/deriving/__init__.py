"""Facts that are computed: from the vendor's stated facts and the organisation that asks, one noun a module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.deriving import channels, hours, languages, licence, net_present_value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from toolselect.deriving.situation import Situation
    from toolselect.model.result import Held


def answer(fact: str, situation: Situation) -> Held:
    """Return the answer to a fact, computed if it is derived, else as stated.

    Raises:
        KeyError: if the fact is derived and nothing computes it (loading refuses such a vocabulary).
    """
    known = situation.facts.get(fact)
    return DERIVED[fact](situation) if known is not None and known.derived else situation.held(fact)


DERIVED: Mapping[str, Callable[[Situation], Held]] = {
    channels.FACT: channels.channel_fit,
    languages.FACT: languages.language_fit,
    hours.FACT: hours.hours_fit,
    licence.YEARLY: licence.licence_cost_yearly,
    licence.OF_BUDGET: licence.licence_cost_of_budget,
    net_present_value.NPV: net_present_value.net_present_value,
    net_present_value.OF_TARGET: net_present_value.npv_of_target,
    net_present_value.PAYBACK: net_present_value.payback_months,
    net_present_value.COST_PER_CONTACT: net_present_value.cost_per_contact,
}
"""What computes each derived fact."""
