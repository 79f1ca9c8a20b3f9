from __future__ import annotations

from typing import Any

from tests.conftest import DAY, entry, fact, vendor
from toolselect.deriving import answer
from toolselect.deriving.situation import Situation
from toolselect.model.facts import NotApplicable, Range, Unknown, Value
from toolselect.model.result import Held, Status
from toolselect.model.study import Organisation, Window

DAYTIME = Window(when="office hours", share=62, staffed=True)
NIGHT = Window(when="night", share=38, staffed=False)


def fit(windows: tuple[Window, ...], bot: Any = None) -> Held:
    situation = Situation(
        vendor=vendor(facts={} if bot is None else {"ai_agent": bot}),
        plan="",
        organisation=Organisation(hours=windows),
        seats=1,
        facts={"ai_agent": fact("ai_agent"), "hours_fit": fact("hours_fit", "number", derived=True)},
        as_of=DAY,
    )
    return answer("hours_fit", situation)


def test_a_bot_answers_when_nobody_is_there() -> None:
    found = fit((DAYTIME, NIGHT), True)
    assert (found.answers, found.known, found.proven) == ((Value(100),), 1, 1)
    assert fit((DAYTIME, NIGHT), False).answers == (Value(62),)
    assert fit((DAYTIME, NIGHT), entry(NotApplicable("by hand"))).answers == (Value(62),)
    assert found.steps == (
        "office hours (share 62): staffed",
        "night (share 38): not staffed, ai_agent yes",
        "together: 100 %",
    )


def test_an_unknown_bot_leaves_a_range() -> None:
    found = fit((DAYTIME, NIGHT))
    assert (found.status, found.answers, found.known) == (Status.RANGE, (Range(62, 100, likely=81),), 0.62)


def test_needs_no_evidence_where_somebody_is_always_there() -> None:
    found = fit((DAYTIME,))
    assert (found.answers, found.grade, found.inputs, found.proven) == ((Value(100),), None, (), 1)


def test_is_not_known_without_hours_or_with_the_bot_alone_unknown() -> None:
    assert fit(()).reason == "the study lists no hours"
    found = fit((NIGHT,), entry(Unknown("asked")))
    assert (found.status, found.reason) == (Status.UNKNOWN, "ai_agent: asked")
