from __future__ import annotations

from datetime import date

import pytest

from toolselect.loading import scalars


@pytest.mark.parametrize(
    ("value", "meant"), [("yes", True), (True, True), ("no", False), (False, False), (None, False)]
)
def test_yes_no_true_and_false_are_booleans(value: object, meant: bool) -> None:
    assert scalars.boolean(value) is meant


@pytest.mark.parametrize(
    ("value", "meant"), [("Hello", "Hello"), ({"en": "Hello", "zh-Hans": "你好"}, "Hello"), (None, "")]
)
def test_of_a_text_in_several_languages_the_english_one_is_read(value: object, meant: str) -> None:
    assert scalars.text(value) == meant


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("1 day", 1),
        ("90 days", 90),
        ("1 month", 30),
        ("6 months", 183),
        ("12 months", 365),
        ("18 months", 548),
        ("1 year", 365),
        ("3 years", 1096),
    ],
)
def test_a_shelf_life_is_counted_in_whole_days(text: str, days: int) -> None:
    assert scalars.days(text) == days


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026", date(2026, 1, 1)),
        ("2026-06", date(2026, 6, 1)),
        ("2026-06-20", date(2026, 6, 20)),
        ("2024-02-29", date(2024, 2, 29)),
        ("9999-12-31", date(9999, 12, 31)),
    ],
)
def test_a_date_means_its_first_possible_day(text: str, day: date) -> None:
    assert scalars.day(text) == day


NO_DATES = """\
undated 26 2026- 2026-1 2026-13 2026-02-30 2025-02-29 0000 0000-01-01 20260620 2026-W01-1 2026-06-20T10:00 ２０２６
"""


@pytest.mark.parametrize("text", ["", " 2026", "2026\n", "2026-06-20 ", *NO_DATES.split()])
def test_what_is_no_date_is_none(text: str) -> None:
    assert scalars.day(text) is None
