"""How many contacts come in a language that the tool's interface speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.answers import answer_text, digits, not_applicable, unknown
from toolselect.deriving.shares import member_states, of_set, percentage, portions, span_text
from toolselect.model.facts import Members, Value
from toolselect.model.result import Status

if TYPE_CHECKING:
    from toolselect.deriving.situation import Situation
    from toolselect.model.result import Held

FACT = "language_fit"
INTERFACE = "ui_languages"


def speaks(tag: str, members: Members) -> bool:
    """Tell whether a set of BCP 47 tags meets a wanted one: a plain language is met by any regional form of it.

    `pt` is met by `pt` or `pt-BR`; `zh-Hans` and `pt-BR` only by themselves. Case does not matter (RFC 5646, 2.1.1).
    """
    wanted = tag.casefold()
    tags = [member.casefold() for member in members.named]
    return wanted in tags or ("-" not in wanted and any(member.startswith(f"{wanted}-") for member in tags))


def language_fit(situation: Situation) -> Held:
    """Return the share of contacts in a language that the interface speaks, in percent.

    Sum of the shares of the languages met, by the sum of shares. Languages that the set does not name are not known
    unless it is complete, and leave a range (likely: the middle). Sets that disagree leave a conflict.
    """
    languages = [(tag, share) for tag, share in situation.organisation.languages.items() if share > 0]
    if not languages:
        return unknown(FACT, "the study lists no languages")
    interface = situation.held(INTERFACE)
    if interface.status is Status.NOT_APPLICABLE:
        return not_applicable(FACT, interface.reason)
    shares, known, proven = of_set(interface, languages, speaks)
    sets = [answer for answer in interface.answers if isinstance(answer, Value) and isinstance(answer.value, Members)]
    steps = tuple(
        f"{tag} (share {digits(share)}): {_state(tag, [one.value for one in sets if isinstance(one.value, Members)])}"
        for tag, share in languages
    )
    sums = tuple(f"{answer_text(one)}: {span_text(share)}" for one, share in zip(sets, shares, strict=True))
    return percentage(
        FACT,
        shares,
        known=known,
        proven=proven,
        inputs=(interface,),
        steps=(*steps, *sums),
        portions=portions([(interface, tag, share, member_states(interface, tag, speaks)) for tag, share in languages]),
        nothing=interface.reason or "none of the languages is named, and the list is not complete",
    )


def _state(tag: str, sets: list[Members]) -> str:
    states = {"yes" if speaks(tag, one) else "no" if one.complete else "not known" for one in sets}
    return states.pop() if len(states) == 1 else "sources disagree" if states else "not known"
