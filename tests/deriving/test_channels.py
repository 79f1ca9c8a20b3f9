from __future__ import annotations

from typing import Any

from tests.conftest import DAY, entry, fact, near, vendor
from toolselect.deriving import answer
from toolselect.deriving.situation import Situation
from toolselect.model.facts import Grade, NotApplicable, Range, Value
from toolselect.model.result import Held, Status
from toolselect.model.study import Organisation, Segment

YOUNG = Segment(id="young", title="18 to 25", share=25, prefers={"voice": 92, "chat": 8})
OLD = Segment(id="old", title="Over 35", share=75, prefers={"voice": 1, "mail": 1})


def fit(facts: dict[str, Any], *segments: Segment) -> Held:
    vocabulary = {name: fact(name) for name in ("voice", "chat", "mail")}
    vocabulary["channel_fit"] = fact("channel_fit", "number", derived=True)
    situation = Situation(
        vendor=vendor(facts=facts),
        plan="",
        organisation=Organisation(segments=segments),
        seats=1,
        facts=vocabulary,
        as_of=DAY,
    )
    return answer("channel_fit", situation)


def test_adds_up_over_segments() -> None:
    found = fit({"voice": True, "chat": False, "mail": False}, YOUNG, OLD)
    assert found.answers == (Value(near(0.25 * 92 + 0.75 * 50)),)
    assert (found.status, found.known, found.grade) == (Status.VALUE, 1, Grade.DOCUMENTATION)
    assert found.steps == (
        "18 to 25 (share 25): 92 %; voice yes (92), chat no (8)",
        "Over 35 (share 75): 50 %; voice yes (1), mail no (1)",
    )
    assert [one.fact for one in found.inputs] == ["voice", "chat", "mail"]


def test_an_unknown_channel_leaves_a_range() -> None:
    found = fit({"voice": True, "chat": False}, YOUNG, OLD)
    assert found.answers == (Range(near(60.5), near(98), likely=near(79.25)),)
    assert (found.status, found.known) == (Status.RANGE, near(0.625))
    assert found.steps[1] == "Over 35 (share 75): 50 to 100 %; voice yes (1), mail not known (1)"


def test_a_promise_and_a_dispute_leave_it_open() -> None:
    promised = fit({"voice": entry(True, availability="roadmap"), "mail": True}, OLD)
    assert promised.answers == (Range(50, 100, likely=75),)
    disputed = fit({"voice": [entry(True), entry(False)], "mail": True}, OLD)
    assert (disputed.answers, disputed.known) == ((Range(50, 100, likely=75),), 0.5)


def test_is_as_weak_as_its_weakest_input() -> None:
    found = fit({"voice": entry(True, "claim", availability="beta"), "mail": True}, OLD)
    assert (found.grade, found.beta, found.known, found.proven) == (Grade.CLAIM, True, 1, 0.5)


def test_a_channel_that_does_not_apply_leaves_its_segment() -> None:
    assert fit({"voice": True, "mail": entry(NotApplicable("no post"))}, OLD).answers == (Value(100),)
    nothing = fit({"voice": entry(NotApplicable("-")), "mail": entry(NotApplicable("-"))}, OLD)
    assert nothing.status is Status.NOT_APPLICABLE


def test_is_not_known_without_segments_preferences_or_any_channel() -> None:
    assert fit({}).reason == "the study lists no segments"
    mute = Segment(id="m", title="", share=1, prefers={})
    assert fit({}, mute).reason == "no segment says which channels it prefers"
    found = fit({}, OLD)
    assert (found.status, found.known) == (Status.UNKNOWN, 0)


def test_its_parts_are_kept_so_that_it_can_be_computed_again() -> None:
    """By hand: voice 0.6 of the first half and 1 of the second, chat 0.4 of the first; mail does not apply."""
    held = fit(
        {"voice": True, "mail": entry(NotApplicable("no mail"))},
        Segment(id="s", title="S", share=1, prefers={"voice": 60, "chat": 40}),
        Segment(id="t", title="T", share=1, prefers={"voice": 50, "mail": 50}),
    )
    found = {part.fact: (part.weight, part.states) for part in held.portions}
    assert found == {"voice": (near(0.8), (True,)), "chat": (near(0.2), (None,))}
