"""How many customers find the channel that they prefer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.answers import digits, not_applicable, unknown
from toolselect.deriving.shares import Part, part, percentage, portions, span_text, state_text, states, total
from toolselect.model.result import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolselect.deriving.situation import Situation
    from toolselect.model.result import Held
    from toolselect.model.study import Segment

FACT = "channel_fit"


def channel_fit(situation: Situation) -> Held:
    """Return the share of customers who find the channel that they prefer, in percent.

    Over segments: share x (sum of preference x offered) / (sum of preferences), by the sum of shares. A channel that is
    not known leaves a range (low: not offered, high: offered, likely: the middle). One that does not apply leaves its
    segment's sum. Known is the weight of the channels that are decided.
    """
    segments = [segment for segment in situation.organisation.segments if segment.share > 0]
    if not segments:
        return unknown(FACT, "the study lists no segments")
    wanted = dict.fromkeys(channel for segment in segments for channel, weight in segment.prefers.items() if weight > 0)
    channels = {channel: situation.held(channel) for channel in wanted}
    parts: list[Part] = []
    weights: dict[str, float] = {}
    steps: list[str] = []
    for segment in segments:
        found = _offered(segment, channels)
        fit = total(found)
        if fit is None:
            steps.append(f"{segment.title or segment.id}: no channel that it prefers applies")
            continue
        whole = sum(one.weight for one in found)
        parts.extend(
            Part(segment.share * one.weight / whole, one.low, one.high, known=one.known, proven=one.proven)
            for one in found
        )
        for channel, weight in segment.prefers.items():
            if weight > 0 and channels[channel].status is not Status.NOT_APPLICABLE:
                weights[channel] = weights.get(channel, 0.0) + segment.share * weight / whole
        offers = ", ".join(
            f"{channel} {state_text(channels[channel])} ({digits(weight)})"
            for channel, weight in segment.prefers.items()
            if weight > 0
        )
        steps.append(f"{segment.title or segment.id} (share {digits(segment.share)}): {span_text(fit)}; {offers}")
    result = total(parts)
    if result is None:
        if channels and all(held.status is Status.NOT_APPLICABLE for held in channels.values()):
            return not_applicable(FACT, "no channel that customers prefer applies")
        return unknown(FACT, "no segment says which channels it prefers")
    return percentage(
        FACT,
        [result],
        known=result.known,
        proven=result.proven,
        inputs=tuple(channels.values()),
        steps=tuple(steps),
        portions=portions([(channels[name], "", weight, states(channels[name])) for name, weight in weights.items()]),
        nothing="for none of the channels that customers prefer is it known whether it is offered",
    )


def _offered(segment: Segment, channels: Mapping[str, Held]) -> list[Part]:
    return [
        one
        for channel, weight in segment.prefers.items()
        if weight > 0 and (one := part(channels[channel], weight)) is not None
    ]
