"""Which answer to a fact holds: for one vendor, on one plan, in one region, on one day.

Entries for other plans, regions, add-ons or scopes never compete with those at hand. Of the others a measurement
replaces what was only said, the specific replaces the general, the preferred replaces its rivals, and the better
evidence replaces the weaker. What still differs is a conflict. Nothing is dropped: every entry stays in
`Held.evidence`, with the reason why the answer does not rest on it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toolselect import freshness
from toolselect.model.facts import Availability, Grade, Members, Money, NotApplicable, Range, Unknown, Value
from toolselect.model.result import Evidence, Held, Status

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable

    from toolselect.model.facts import Answer, Entry, Fact, Scalar
    from toolselect.model.vendor import Vendor

ROADMAP = "on the roadmap"
"""The reason of an answer that is only promised."""


def graded(entry: Entry, vendor: Vendor, fact: Fact | None, fact_id: str, as_of: dt.date) -> Evidence:
    """Return the entry with its grade and its expiry on that day; an expired one counts one grade weaker.

    A value whose source is not in the profile counts as an assumption; an entry that needs no source has no grade.
    """
    source = vendor.sources.get(entry.source)
    if source is None:
        grade = Grade.ASSUMPTION if isinstance(entry.answer, Value | Range) else None
        expires = None
    else:
        grade, expires = source.kind, freshness.expiry(source, fact)
    expired = expires is not None and as_of >= expires
    if expired and grade is not None:
        grade = grade.lowered()
    return Evidence(fact=fact_id, entry=entry, grade=grade, expires=expires, expired=expired, used=True)


def held(fact: Fact, vendor: Vendor, *, plan: str, region: str, addons: tuple[str, ...], as_of: dt.date) -> Held:
    """Return which answer to the fact holds for the vendor on this plan, in this region, with these add-ons.

    `plan` is empty for a vendor without plans, `region` for a study that names none. The order of the rules is that of
    formats.md, Semantics: place, roadmap, measurement, specificity, preference, value over silence, grade, conflict.
    """
    sieve = Sieve(graded(entry, vendor, fact, fact.id, as_of) for entry in vendor.facts.get(fact.id, ()))
    if not sieve.rest:
        return unknown(fact.id, "no source says")
    sieve.drop(lambda found: _elsewhere(found.entry, plan, region, addons))
    applying = len(sieve.rest)
    sieve.drop(lambda found: ROADMAP if found.entry.availability is Availability.ROADMAP else "")
    promised = len(sieve.rest) < applying
    if len(sieve.rest) > 1:  # most facts have one answer, and it needs no contest
        _prefer_measured(sieve)
        _prefer_specific(sieve)
        _prefer_preferred(sieve)
        _prefer_values(sieve)
        best_grade(sieve)
    return _conclude(fact.id, sieve, promised=promised)


class Sieve:
    """Evidence that is thinned out rule by rule; what falls through keeps the reason. Order is kept."""

    def __init__(self, found: Iterable[Evidence]) -> None:
        self._found = list(found)

    @property
    def rest(self) -> tuple[Evidence, ...]:
        """Return what is still in use."""
        return tuple(found for found in self._found if found.used)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Return all, used or not."""
        return tuple(self._found)

    def drop(self, why_not: Callable[[Evidence], str]) -> None:
        """Put aside whatever gets a reason; an empty text keeps it."""
        for index, found in enumerate(self._found):
            reason = why_not(found) if found.used else ""
            if reason:
                self._found[index] = replace(found, used=False, why_not=reason)


def _elsewhere(entry: Entry, plan: str, region: str, addons: tuple[str, ...]) -> str:
    if entry.plans and plan not in entry.plans:
        return f"for plan{'s' if len(entry.plans) > 1 else ''} {', '.join(entry.plans)}"
    if entry.addon and entry.addon not in addons:
        return f"only with the add-on {entry.addon}"
    if entry.region and entry.region != region:
        return f"for region {entry.region}"
    if entry.scope and not entry.preferred:
        return f"only for {entry.scope}"
    return ""


def _known(found: Evidence) -> bool:
    return isinstance(found.entry.answer, Value | Range)


def _prefer_measured(sieve: Sieve) -> None:
    # An expired measurement is graded CERTIFICATE, so that only current ones are found here.
    if any(_known(found) and found.grade is Grade.MEASURED for found in sieve.rest):
        sieve.drop(lambda found: "" if _known(found) and found.grade is Grade.MEASURED else "replaced by a measurement")


def _specificity(entry: Entry) -> int:
    return sum(bool(given) for given in (entry.plans, entry.addon, entry.region))


def _prefer_specific(sieve: Sieve) -> None:
    most = max((_specificity(found.entry) for found in sieve.rest), default=0)
    sieve.drop(lambda found: "" if _specificity(found.entry) == most else "a more specific value holds")


def _prefer_preferred(sieve: Sieve) -> None:
    preferred = [found.entry for found in sieve.rest if found.entry.preferred]
    if preferred:
        why = next((f": {entry.reason}" for entry in preferred if entry.reason), "")
        sieve.drop(lambda found: "" if found.entry.preferred else f"another value is preferred{why}")


def _prefer_values(sieve: Sieve) -> None:
    if any(_known(found) for found in sieve.rest):
        sieve.drop(lambda found: "" if _known(found) else "a value is known")
    elif any(isinstance(found.entry.answer, NotApplicable) for found in sieve.rest):
        sieve.drop(lambda found: "" if isinstance(found.entry.answer, NotApplicable) else "stated as not applicable")


def best_grade(sieve: Sieve) -> None:
    """Keep only the values of the best grade; the others agree with them or not, and are told so."""
    graded = [found for found in sieve.rest if _known(found) and found.grade is not None]
    if not graded:
        return
    best = min((found.grade for found in graded if found.grade is not None), key=lambda grade: grade.position)
    kept = distinct(_answers(found for found in graded if found.grade is best))

    def why_not(found: Evidence) -> str:
        if found.grade is best:
            return ""
        agrees = len(distinct((*kept, *_answers([found])))) == len(kept)
        return "better evidence says the same" if agrees else "better evidence says otherwise"

    sieve.drop(why_not)


def _answers(found: Iterable[Evidence]) -> list[Value | Range]:
    return [one.entry.answer for one in found if isinstance(one.entry.answer, Value | Range)]


def distinct(answers: Iterable[Value | Range]) -> tuple[Value | Range, ...]:
    """Return the answers that differ, in the order given: one if all agree.

    Numbers differ when they are not equal, a range differs from anything but an equal range. Sets that are not complete
    add up to their union; it differs from a complete set that lacks one of its members.
    """
    unique = list(dict.fromkeys(answers))
    partial: list[Members] = []
    complete: list[Members] = []
    others: list[Value | Range] = []
    for answer in unique:
        if isinstance(answer, Value) and isinstance(answer.value, Members):
            (complete if answer.value.complete else partial).append(answer.value)
        else:
            others.append(answer)
    sets = list(complete)
    named = frozenset().union(*(members.named for members in partial))
    if partial and (not complete or any(not named <= members.named for members in complete)):
        sets.append(Members(named))
    return (*others, *(Value(members) for members in sets))


def _conclude(fact: str, sieve: Sieve, *, promised: bool) -> Held:
    rest = sieve.rest
    answers = distinct(_answers(rest))
    if answers:
        return conclude_known(fact, answers, sieve)
    silent = [found.entry.answer for found in rest]
    reasons = [answer.reason for answer in silent if isinstance(answer, Unknown | NotApplicable)]
    if any(isinstance(answer, NotApplicable) for answer in silent):
        return not_applicable(fact, joined(reasons), sieve.evidence)
    if promised:
        reasons.append(ROADMAP)
    elif not rest:
        reasons = ["the sources speak of other cases (" + joined(one.why_not for one in sieve.evidence) + ")"]
    return unknown(fact, joined(reasons), sieve.evidence)


def unknown(fact: str, reason: str, evidence: tuple[Evidence, ...] = ()) -> Held:
    """Return that nobody knows, and why."""
    return Held(fact=fact, status=Status.UNKNOWN, answers=(Unknown(reason),), reason=reason, evidence=evidence)


def not_applicable(fact: str, reason: str, evidence: tuple[Evidence, ...] = ()) -> Held:
    """Return that the question does not arise, and why."""
    return Held(
        fact=fact, status=Status.NOT_APPLICABLE, answers=(NotApplicable(reason),), reason=reason, evidence=evidence
    )


def conclude_known(fact: str, answers: tuple[Answer, ...], sieve: Sieve) -> Held:
    """Return the answers as what holds, with the flags of the evidence that is left in the sieve.

    It is expired only if all of it is, and beta if any of it is: a doubt whether customers can have it is a doubt.
    """
    rest = sieve.rest
    grade = weakest(found.grade for found in rest)
    if len(answers) > 1:
        status, reason = Status.CONFLICT, "sources disagree: " + ", ".join(answer_text(one) for one in answers)
    else:
        status, reason = (Status.RANGE if isinstance(answers[0], Range) else Status.VALUE), ""
    return Held(
        fact=fact,
        status=status,
        answers=answers,
        grade=grade,
        known=1.0,
        proven=1.0 if grade is not None and grade.reaches(Grade.DOCUMENTATION) else 0.0,
        beta=any(found.entry.availability is Availability.BETA for found in rest),
        expired=bool(rest) and all(found.expired for found in rest),
        reason=reason,
        evidence=sieve.evidence,
    )


def weakest(grades: Iterable[Grade | None]) -> Grade | None:
    """Return the weakest of the grades that there are, None if there is none."""
    return max((grade for grade in grades if grade is not None), key=lambda grade: grade.position, default=None)


def number(value: Scalar) -> float:
    """Return the figure of a number, an amount of money or a yes/no (1 or 0).

    Raises:
        TypeError: if the answer is no figure (loading refuses such a use of a fact).
    """
    if isinstance(value, Money):
        return value.amount
    if isinstance(value, str | Members):
        raise TypeError(f"not a figure: {value!r}")
    return float(value)


def digits(figure: float) -> str:
    """Write a figure in plain digits with at most ten that count: `60`, `0.25`."""
    figure = float(figure) + 0.0  # an int has no is_integer before Python 3.12; minus zero is zero
    return f"{figure:.0f}" if figure.is_integer() and abs(figure) < 1e15 else f"{figure:.10g}"


def answer_text(answer: Answer) -> str:
    """Write an answer as people say it: `yes`, `60`, `55 USD`, `800 to 1300`, `de, en`."""
    if isinstance(answer, Range):
        return f"{digits(answer.low)} to {digits(answer.high)}"
    if isinstance(answer, Value):
        return _scalar_text(answer.value)
    return answer.reason


def _scalar_text(value: Scalar) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Money):
        return f"{digits(value.amount)} {value.currency}"
    if isinstance(value, Members):
        return ", ".join(sorted(value.named)) or "none"
    return value if isinstance(value, str) else digits(float(value))


def joined(texts: Iterable[str]) -> str:
    """Join the distinct texts with semicolons, in order, leaving out empty ones."""
    return "; ".join(dict.fromkeys(text for text in texts if text))
