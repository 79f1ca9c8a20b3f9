"""Whether an answer meets what a must-have or a target asks for: yes, no, or open."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, assert_never

from toolselect.answers import answer_text, digits, number
from toolselect.model.criteria import AtLeast, Comparison, Includes, IsBoolean
from toolselect.model.facts import Answer, Members, Money, NotApplicable, Range, Scalar, Unknown, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from toolselect.model.criteria import Requirement


class Outcome(Enum):
    """What an answer says about a requirement."""

    YES = "yes"
    NO = "no"
    OPEN = "open"


def outcome(requirement: Requirement, answer: Answer, levels: Sequence[str] = ()) -> Outcome:
    """Return whether the answer surely meets the requirement, surely does not, or leaves it open.

    A range meets a limit only with both ends; a set without `complete` leaves members that it does not name open.
    `levels` are the fact's, worst to best. An answer of another kind than the requirement asks for leaves it open.
    """
    match answer:
        case Value():
            return _test_value(requirement, answer.value, levels)
        case Range():
            found = {_test_value(requirement, end, levels) for end in (answer.low, answer.high)}
            return found.pop() if len(found) == 1 else Outcome.OPEN
        case Unknown() | NotApplicable():
            return Outcome.OPEN
        case _:
            assert_never(answer)


def _test_value(requirement: Requirement, value: Scalar, levels: Sequence[str]) -> Outcome:
    match requirement:
        case IsBoolean():
            return _met(value is requirement.wanted) if isinstance(value, bool) else Outcome.OPEN
        case Comparison():
            figure = isinstance(value, int | float | Money) and not isinstance(value, bool)
            return _met(compare(number(value), requirement)) if figure else Outcome.OPEN
        case Includes():
            return _includes(value, requirement) if isinstance(value, Members) else Outcome.OPEN
        case AtLeast():
            if not isinstance(value, str) or value not in levels or requirement.level not in levels:
                return Outcome.OPEN
            return _met(levels.index(value) >= levels.index(requirement.level))
        case _:
            assert_never(requirement)


def _met(met: bool) -> Outcome:  # noqa: FBT001 - the only argument
    return Outcome.YES if met else Outcome.NO


def _includes(members: Members, requirement: Includes) -> Outcome:
    if members.named.issuperset(requirement.members):
        return Outcome.YES
    return Outcome.NO if members.complete else Outcome.OPEN


def compare(figure: float, requirement: Comparison) -> bool:
    """Tell whether the figure stands in the wanted relation to the limit."""
    match requirement.operator:
        case ">=":
            return figure >= requirement.limit
        case "<=":
            return figure <= requirement.limit
        case ">":
            return figure > requirement.limit
        case "<":
            return figure < requirement.limit
        case _:
            assert_never(requirement.operator)


def outcome_of_all(requirement: Requirement, answers: Iterable[Answer], levels: Sequence[str] = ()) -> Outcome:
    """Return yes if every answer meets the requirement, no if none does, else open (also without any answer)."""
    found = {outcome(requirement, answer, levels) for answer in answers}
    return found.pop() if len(found) == 1 else Outcome.OPEN


def shortfall(requirement: Requirement, answers: Sequence[Answer]) -> str:
    """Say in a short sentence why these answers surely do not meet the requirement: `30 is below 60`."""
    said = ", ".join(answer_text(answer) for answer in answers)
    verb = "are" if len(answers) > 1 else "is"
    match requirement:
        case IsBoolean():
            return f"the answer is {said}"
        case Comparison():
            return f"{said} {verb} {_MISSES[requirement.operator]} {digits(requirement.limit)}"
        case Includes():
            sets = [one.value for one in answers if isinstance(one, Value) and isinstance(one.value, Members)]
            lacking = [member for member in requirement.members if any(member not in one.named for one in sets)]
            return f"does not include {', '.join(lacking)}"
        case AtLeast():
            return f"{said} {verb} below {requirement.level}"
        case _:
            assert_never(requirement)


_MISSES = {">=": "below", ">": "not above", "<=": "above", "<": "not below"}


def doubt(requirement: Requirement, answers: Sequence[Answer]) -> str:
    """Say in a short sentence why these answers leave the requirement open: `10 to 70 lies on both sides of 60`."""
    if len(answers) > 1:
        return "sources disagree: " + ", ".join(answer_text(answer) for answer in answers)
    answer = answers[0]
    if isinstance(answer, Range) and isinstance(requirement, Comparison):
        return f"{answer_text(answer)} lies on both sides of {digits(requirement.limit)}"
    if isinstance(answer, Value) and isinstance(answer.value, Members) and isinstance(requirement, Includes):
        lacking = [member for member in requirement.members if member not in answer.value.named]
        return f"not known whether it includes {', '.join(lacking)}"
    return "the answer can't be compared with what is asked"
