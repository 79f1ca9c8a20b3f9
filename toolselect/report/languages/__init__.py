"""The language of a report: whole sentences by key, and how numbers, money and dates are written.

A sentence stands in one table per language and takes named values; nothing is glued. A new language is one more
module with the same keys, and one more line in `LANGUAGES`: no view and no template changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from toolselect.report import numbers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from toolselect.model.result import Cost, Interval

Sentences = "Mapping[str, str | Mapping[str, str]]"

LANGUAGES: Mapping[str, str] = {"en": "english"}
"""The module that holds the sentences of each language, by its BCP 47 tag."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a report says and how it writes figures, in one language (`tag`: BCP 47, also Babel's locale)."""

    tag: str
    sentences: Mapping[str, str | Mapping[str, str]]

    def say(self, key: str, /, **values: str | int) -> str:
        """Return the sentence of that key with its values put in.

        A sentence with several forms (`one`, `other`, ... as CLDR names them) is chosen by the value `n`, which is
        written with thousands grouped.

        Raises:
            KeyError: if there is no such sentence, or a value that it names is not given.
        """
        sentence = self.sentences[key]
        number = values.get("n")
        if isinstance(number, int):
            values["n"] = self.plain(number)
        if not isinstance(sentence, str):
            form = numbers.plural_form(number if isinstance(number, int) else 1, self.tag)
            sentence = sentence.get(form, sentence["other"])
        return sentence.format(**values) if values else sentence

    def score(self, value: float, decimals: int = 0) -> str:
        """Write a figure on 0..100."""
        return numbers.score(value, decimals, locale=self.tag)

    def interval(self, figure: Interval, decimals: int = 0) -> str:
        """Write the ends of an open interval; nothing for a closed one."""
        return numbers.interval(figure, decimals, locale=self.tag)

    def largest_remainder(self, parts: Sequence[float], total: float, decimals: int = 0) -> tuple[str, ...]:
        """Write parts so that the printed ones add up to the printed total."""
        return numbers.largest_remainder(parts, total, decimals, locale=self.tag)

    def percent(self, share: float, decimals: int = 0) -> str:
        """Write a share of one as percent."""
        return numbers.percent(share, decimals, locale=self.tag)

    def points(self, difference: float, decimals: int = 1) -> str:
        """Write a signed difference of scores."""
        return numbers.points(difference, decimals, locale=self.tag)

    def plain(self, value: float, unit: str = "") -> str:
        """Write a figure of a fact as it was stated."""
        return numbers.plain(value, unit, locale=self.tag)

    def quantity(self, value: float, unit: str) -> str:
        """Write a figure with its unit."""
        return numbers.quantity(value, unit, locale=self.tag)

    def money(self, amount: float, currency: str) -> str:
        """Write an amount with its currency code; cents only below 1,000."""
        return numbers.money(amount, currency, locale=self.tag)

    def short_money(self, amount: float, currency: str) -> str:
        """Write an amount to three digits that count: `USD 2.33 m`, `USD 48.2 k`."""
        return numbers.short_money(amount, currency, self.say("number.thousand"), self.say("number.million"), self.tag)

    def cents(self, amount: float, currency: str = "") -> str:
        """Write an amount to the cent."""
        return numbers.cents(amount, currency, locale=self.tag)

    def cost(self, figure: Cost) -> str:
        """Write a yearly cost, as a range where prices differ, or that it is not known."""
        if figure.low is None or figure.high is None:
            return self.say("not known")
        low, high = (self.money(end, figure.currency) for end in (figure.low, figure.high))
        if low == high:
            return low
        return self.say("number.range", low=low, high=high.removeprefix(figure.currency + numbers.NBSP))

    def day(self, when: date) -> str:
        """Write a date for reading."""
        return numbers.day(when, self.say("date.long"), locale=self.tag)

    def listed(self, names: Sequence[str], last: str = "and") -> str:
        """Write names as a list in a sentence; `last` is `and` or `or`."""
        return numbers.listed(names, last, locale=self.tag)


def language(tag: str = "en") -> Words:
    """Return the language of that tag.

    Raises:
        KeyError: if there is none; `LANGUAGES` names those that there are.
    """
    return Words(tag, import_module(f"toolselect.report.languages.{LANGUAGES[tag]}").SENTENCES)
