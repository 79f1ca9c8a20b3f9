from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import DAY, entry, fact, members, source, sources, vendor
from toolselect import answers, freshness
from toolselect.model.facts import Grade, Money, NotApplicable, Range, Unknown, Value
from toolselect.model.result import Status

if TYPE_CHECKING:
    from toolselect.model.facts import Entry
    from toolselect.model.result import Held


def held(*entries: Entry, plan: str = "", region: str = "", addons: tuple[str, ...] = (), **more: Any) -> Held:
    asked = more.pop("fact", None) or fact("x", "number")
    profile = vendor(facts={"x": list(entries)}, sources=sources(*more.pop("sources", ())))
    return answers.held(asked, profile, plan=plan, region=region, addons=addons, as_of=DAY)


def why(found: Held) -> list[str]:
    return [one.why_not for one in found.evidence]


class TestExpiry:
    def test_counts_the_shorter_of_the_facts_and_the_kinds_shelf_life(self) -> None:
        dated = source("documentation", date=dt.date(2026, 1, 1))
        assert freshness.expiry(dated) == dt.date(2026, 1, 1) + dt.timedelta(days=730)
        assert freshness.expiry(dated, fact(shelf_life=180)) == dt.date(2026, 6, 30)
        assert freshness.expiry(dated, fact(shelf_life=5000)) == dt.date(2026, 1, 1) + dt.timedelta(days=730)

    def test_takes_valid_until_over_everything(self) -> None:
        offer = source("contract", date=dt.date(2020, 1, 1), valid_until=dt.date(2026, 12, 31))
        assert freshness.expiry(offer, fact(shelf_life=1)) == dt.date(2027, 1, 1)

    def test_gives_an_undated_source_half_the_life_from_the_day_it_was_seen(self) -> None:
        seen = source("claim", date=None, seen=dt.date(2026, 1, 1))
        assert freshness.expiry(seen) == dt.date(2026, 1, 1) + dt.timedelta(days=182)

    def test_never_expires_without_any_date_or_beyond_the_calendar(self) -> None:
        assert freshness.expiry(source(date=None)) is None
        assert freshness.expiry(source(valid_until=dt.date.max)) is None

    def test_expires_on_the_day_itself(self) -> None:
        last = source("claim", id="old", valid_until=DAY)
        first = source("claim", id="older", valid_until=DAY - dt.timedelta(days=1))
        assert not held(entry(5.0, "old"), sources=[last]).expired
        late = held(entry(5.0, "older"), sources=[first])
        assert late.expired
        assert late.grade is Grade.ASSUMPTION
        assert late.evidence[0].expires == DAY


class TestPlace:
    def test_an_entry_for_another_plan_addon_region_or_scope_does_not_apply(self) -> None:
        found = held(
            entry(1.0),
            entry(2.0, plans=("big", "huge")),
            entry(3.0, addon="turbo"),
            entry(4.0, region="EU"),
            entry(5.0, scope="trial accounts"),
            plan="small",
        )
        assert found.answers == (Value(1.0),)
        assert why(found)[1:] == [
            "for plans big, huge",
            "only with the add-on turbo",
            "for region EU",
            "only for trial accounts",
        ]

    def test_the_specific_replaces_the_general(self) -> None:
        found = held(entry(1.0, "measured"), entry(2.0, "measured", plans=("big",)), plan="big")
        assert found.answers == (Value(2.0),)
        assert why(found) == ["a more specific value holds", ""]

    def test_values_for_two_plans_never_conflict(self) -> None:
        both = [entry(1.0, plans=("small",)), entry(2.0, plans=("big",))]
        assert held(*both, plan="small").answers == (Value(1.0),)
        assert held(*both, plan="big").answers == (Value(2.0),)
        assert held(*both).reason == "the sources speak of other cases (for plan small; for plan big)"

    def test_a_bought_addon_is_more_specific(self) -> None:
        found = held(entry(1.0), entry(2.0, addon="turbo"), addons=("turbo",))
        assert found.answers == (Value(2.0),)

    def test_a_preferred_scope_holds_and_says_why(self) -> None:
        found = held(entry(1.0), entry(2.0, scope="EU cluster", preferred=True, reason="we are there"))
        assert found.answers == (Value(2.0),)
        assert why(found) == ["another value is preferred: we are there", ""]


class TestEvidence:
    def test_a_measurement_replaces_even_a_more_specific_claim(self) -> None:
        found = held(entry(1.0, "measured"), entry(2.0, "contract", plans=("big",)), plan="big")
        assert found.answers == (Value(1.0),)
        assert why(found)[1] == "replaced by a measurement"

    def test_an_expired_measurement_replaces_nothing(self) -> None:
        old = source("measured", id="old", date=dt.date(2024, 1, 1))
        found = held(entry(1.0, "old"), entry(2.0, "certificate"), sources=[old])
        assert found.status is Status.CONFLICT

    def test_better_evidence_wins_and_says_whether_the_weaker_agrees(self) -> None:
        found = held(entry(1.0, "claim"), entry(2.0, "contract"), entry(2.0, "third-party"))
        assert found.answers == (Value(2.0),)
        assert found.grade is Grade.CONTRACT
        assert why(found) == ["better evidence says otherwise", "", "better evidence says the same"]

    def test_a_value_wins_over_not_applicable_and_that_over_unknown(self) -> None:
        silent = [entry(Unknown("asked")), entry(NotApplicable("no phones"))]
        assert held(entry(1.0, "assumption"), *silent).answers == (Value(1.0),)
        found = held(*silent)
        assert (found.status, found.reason, found.known) == (Status.NOT_APPLICABLE, "no phones", 0)

    def test_a_more_specific_unknown_replaces_a_general_value(self) -> None:
        found = held(entry(1.0), entry(Unknown("asked on 2026-11-02"), plans=("big",)), plan="big")
        assert (found.status, found.reason) == (Status.UNKNOWN, "asked on 2026-11-02")

    def test_proven_from_documentation_on(self) -> None:
        assert held(entry(1.0, "documentation")).proven == 1
        assert held(entry(1.0, "third-party")).proven == 0

    def test_a_value_without_source_is_an_assumption(self) -> None:
        assert held(entry(1.0, "")).grade is Grade.ASSUMPTION


class TestConflict:
    def test_equal_answers_agree_and_different_ones_do_not(self) -> None:
        assert held(entry(1.0), entry(1.0)).status is Status.VALUE
        found = held(entry(60.0), entry(30.0))
        assert (found.status, found.answers) == (Status.CONFLICT, (Value(60.0), Value(30.0)))
        assert (found.known, found.reason) == (1, "sources disagree: 60, 30")

    def test_a_range_differs_from_anything_but_an_equal_range(self) -> None:
        assert held(entry(Range(1, 3)), entry(Range(1, 3))).status is Status.RANGE
        assert held(entry(Range(1, 3)), entry(2.0)).status is Status.CONFLICT
        assert held(entry(Range(1, 3)), entry(Range(1, 4))).status is Status.CONFLICT

    def test_incomplete_sets_add_up(self) -> None:
        found = held(entry(members("en")), entry(members("de")), fact=fact("x", "set"))
        assert (found.status, found.answers) == (Status.VALUE, (Value(members("en", "de")),))

    def test_a_complete_set_conflicts_with_one_that_names_something_else(self) -> None:
        whole = entry(members("en", "de", complete=True))
        assert held(whole, entry(members("en"))).status is Status.VALUE
        assert held(whole, entry(members("fr"))).status is Status.CONFLICT
        assert held(whole, entry(members("en", complete=True))).status is Status.CONFLICT

    def test_money_in_two_currencies_differs(self) -> None:
        assert held(entry(Money(5, "USD")), entry(Money(5, "EUR"))).status is Status.CONFLICT

    def test_expired_only_if_all_of_it_is_and_beta_if_any_of_it_is(self) -> None:
        old = source("contract", id="old", date=dt.date(2020, 1, 1))
        found = held(entry(1.0, "old"), entry(1.0, availability="beta"), sources=[old])
        assert (found.expired, found.beta) == (False, True)


class TestSilence:
    def test_nobody_says(self) -> None:
        found = held()
        assert (found.status, found.reason) == (Status.UNKNOWN, "no source says")
        assert found.answers == (Unknown("no source says"),)

    def test_a_promise_never_holds(self) -> None:
        found = held(entry(5.0, availability="roadmap"))
        assert (found.status, found.reason, why(found)) == (Status.UNKNOWN, "on the roadmap", ["on the roadmap"])
        assert held(entry(5.0, availability="roadmap"), entry(2.0)).answers == (Value(2.0),)

    def test_beta_holds_as_stated(self) -> None:
        found = held(entry(5.0, availability="beta"))
        assert (found.answers, found.beta) == ((Value(5.0),), True)


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (Value(True), "yes"),
        (Value(60.0), "60"),
        (Value(0.1), "0.1"),
        (Value(Money(26400.0, "USD")), "26400 USD"),
        (Value(members("en", "de")), "de, en"),
        (Value(members(complete=True)), "none"),
        (Range(800, 1300.5), "800 to 1300.5"),
        (Unknown("asked"), "asked"),
    ],
)
def test_answers_are_written_as_people_say_them(answer: Any, text: str) -> None:
    assert answers.answer_text(answer) == text


def test_a_text_is_no_figure() -> None:
    with pytest.raises(TypeError):
        answers.number("many")
