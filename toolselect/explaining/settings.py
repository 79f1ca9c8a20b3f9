"""What somebody wants to try: `zendesk.api_docs_completeness=97`, `weights.api=40`, and the study in which it holds.

A supposed answer replaces all entries of its fact. It counts as measured on the study's day and on sale, so that a
trial shows what the answer would do, not what its proof would lack.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolselect import answers
from toolselect.diagnostics import Diagnostic, Place, diagnostic, nearest
from toolselect.explaining import typed_answers
from toolselect.loading import requirements
from toolselect.model.facts import Entry, FactType, Grade, NotApplicable, Source, Unknown
from toolselect.model.vendor import Price
from toolselect.money.prices import BILLING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from toolselect.model.criteria import Criterion
    from toolselect.model.facts import Answer, Fact
    from toolselect.model.result import Evaluation
    from toolselect.model.study import Study
    from toolselect.model.vendor import Addon, Plan, Vendor

SOURCE = "what-if"
HEADS = ("weights", "must", "plan", "seats")
FORMS = (
    "VENDOR.FACT=ANSWER, VENDOR.price.PLAN=AMOUNT, plan.VENDOR=PLAN, weights.CRITERION=NUMBER, "
    "must.CRITERION=REQUIREMENT (no: none) or seats=NUMBER"
)
DROPPED = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One thing that is tried: `subject` as it was typed, what was (`before`) and what is supposed (`after`), in words.

    `fact` is the fact whose answer is supposed, empty if it is no fact.
    """

    subject: str
    before: str
    after: str
    fact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A study in which the settings hold; with `diagnostics` it is not to be evaluated."""

    study: Study
    settings: tuple[Setting, ...]
    diagnostics: tuple[Diagnostic, ...]


def read(evaluation: Evaluation, texts: Sequence[str]) -> Trial:
    """Return the evaluation's study with all settings applied, in the order given, and all that is wrong with them."""
    reader = _Reader(evaluation)
    for text in texts:
        reader.take(text)
    reader.check_weights()
    return Trial(study=reader.study, settings=tuple(reader.settings), diagnostics=tuple(reader.found))


class _Reader:
    """Apply settings to a study, one after the other."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self.study = evaluation.study
        self.settings: list[Setting] = []
        self.found: list[Diagnostic] = []
        self.weighted: dict[str, Place] = {}
        self.place = Place(path="--set")

    def take(self, text: str) -> None:
        """Apply one setting, or keep what is wrong with it."""
        subject, sign, said = (part.strip() for part in text.partition("="))
        self.place = Place(path="--set", key=(text,))
        if not sign or not subject or not said:
            self._wrong("TS106", f"`{text}` sets nothing", f"write {FORMS}")
            return
        if any(setting.subject == subject for setting in self.settings):
            self._wrong("TS208", f"`{subject}` is set twice", "once is enough")
            return
        setting = self._apply(subject, said)
        if setting is not None:
            self.settings.append(setting)

    def check_weights(self) -> None:
        """Keep it as wrong if the siblings of a supposed weight now sum to nothing."""
        tops = self.study.criteria.criteria
        for group in (tops, *(node.children for node in self.study.criteria.nodes() if node.children)):
            named = [node.id for node in group if node.id in self.weighted]
            if named and math.fsum(node.weight for node in group) <= 0:
                self.place = self.weighted[named[0]]
                self._wrong("TS301", "the weights of " + ", ".join(node.id for node in group) + " sum to nothing")

    def _wrong(self, code: str, message: str, hint: str = "") -> None:
        self.found.append(diagnostic(code, self.place, message, hint))

    def _apply(self, subject: str, said: str) -> Setting | None:
        head, _, rest = subject.partition(".")
        if subject == "seats":
            return self._seats(said)
        if head == "weights" and rest:
            return self._weight(subject, rest, said)
        if head == "must" and rest:
            return self._must(subject, rest, said)
        if head == "plan" and rest:
            return self._plan(subject, rest, said)
        if head in HEADS:
            self._wrong("TS106", f"`{subject}` names nothing to set", f"write {FORMS}")
            return None
        vendor = self._vendor(head, also=HEADS)
        if vendor is None:
            return None
        if rest.startswith("price."):
            return self._price(subject, vendor, rest.removeprefix("price."), said)
        return self._fact(subject, vendor, rest, said)

    # --- the study's own -----------------------------------------------------------------------------------------

    def _seats(self, said: str) -> Setting | None:
        number = typed_answers.figure(said)
        if number is None or not number.is_integer() or not 1 <= number <= 1_000_000:
            self._wrong("TS107", f"`seats` takes a whole number from 1 to 1,000,000, not `{said}`")
            return None
        before = self.study.seats
        self.study = replace(self.study, seats=int(number))
        return Setting(subject="seats", before=str(before), after=str(int(number)))

    def _weight(self, subject: str, name: str, said: str) -> Setting | None:
        node = self._criterion(name)
        number = typed_answers.figure(said)
        if number is None or number < 0:
            self._wrong("TS107", f"`{subject}` takes a number from 0 on, in plain digits, not `{said}`")
            return None
        if node is None:
            return None
        self.weighted[name] = self.place
        self._put_back(replace(node, weight=number))
        views = tuple(
            replace(view, weights={**view.weights, name: number}) if name in view.weights else view
            for view in self.study.views
        )
        given = {**self.study.weights, name: number} if name in self.study.weights else self.study.weights
        self.study = replace(self.study, views=views, weights=given)
        return Setting(subject=subject, before=answers.digits(node.weight), after=answers.digits(number))

    def _must(self, subject: str, name: str, said: str) -> Setting | None:
        node = self._criterion(name)
        if node is None:
            return None
        if node.children:
            self._wrong("TS109", f"`{name}` is a branch; a must-have stands on a leaf")
            return None
        before = node.must.text if node.must is not None else "none"
        if said == DROPPED:
            self._put_back(replace(node, must=None))
            return Setting(subject=subject, before=before, after="none")
        must = requirements.must(said, self.study.criteria.facts.get(node.fact), self.place, self.found)
        if must is None:
            return None
        self._put_back(replace(node, must=must))
        return Setting(subject=subject, before=before, after=must.text)

    def _plan(self, subject: str, name: str, said: str) -> Setting | None:
        vendor = self._vendor(name)
        if vendor is None:
            return None
        plans = [plan.id for plan in vendor.plans]
        if said not in plans:
            hint = nearest(said, plans) or ("plans: " + ", ".join(plans) if plans else "its profile lists no plans")
            self._wrong("TS204", f"`{name}` has no plan `{said}`", hint)
            return None
        before = self.evaluation.vendor(name).plan.id
        self.study = replace(self.study, plan={**self.study.plan, name: said})
        return Setting(subject=subject, before=before, after=said)

    # --- a vendor's ----------------------------------------------------------------------------------------------

    def _fact(self, subject: str, vendor: Vendor, name: str, said: str) -> Setting | None:
        facts = self.study.criteria.facts
        fact = facts.get(name)
        if fact is None:
            hint = nearest(name, facts) or "`toolselect list facts` names them"
            self._wrong("TS201", f"there is no fact `{name}`", hint)
            return None
        if fact.derived:
            self._wrong("TS214", f"`{name}` is computed and can't be set", self._inputs(vendor, name))
            return None
        currency = fact.unit or self.study.organisation.currency
        answer = typed_answers.read(fact, said, self.place, currency)
        if isinstance(answer, Diagnostic):
            self.found.append(answer)
            return None
        choice = self.evaluation.vendor(vendor.id).plan
        before = answers.held(
            fact,
            vendor,
            plan=choice.id,
            region=self.study.organisation.region,
            addons=choice.addons,
            as_of=self.study.as_of,
        )
        silent = isinstance(answer, Unknown | NotApplicable)
        entry = Entry(answer=answer, source="" if silent else SOURCE, place=self.place)
        self._replace(replace(vendor, facts={**vendor.facts, name: (entry,)}, sources=self._sources(vendor)))
        return Setting(
            subject=subject,
            before=" / ".join(_words(one, fact) for one in before.answers),
            after=_words(answer, fact),
            fact=name,
        )

    def _inputs(self, vendor: Vendor, name: str) -> str:
        """Return a hint at the facts that a derived one is computed from."""
        for leaf in self.evaluation.vendor(vendor.id).leaves:
            for held in leaf.held:
                if held.fact == name and held.inputs:
                    inputs = [one.fact for one in held.inputs if not self.study.criteria.facts[one.fact].derived]
                    if inputs:
                        return "set what it is computed from: " + ", ".join(inputs)
        return "set the facts, prices or seats that it is computed from"

    def _price(self, subject: str, vendor: Vendor, name: str, said: str) -> Setting | None:
        sold: dict[str, Plan | Addon] = {addon.id: addon for addon in vendor.addons}
        sold |= {plan.id: plan for plan in vendor.plans}
        item = sold.get(name)
        if item is None:
            hint = nearest(name, sold) or ("it sells " + ", ".join(sold) if sold else "its profile lists no plans")
            self._wrong("TS204", f"`{vendor.id}` sells no plan or add-on `{name}`", hint)
            return None
        amount = typed_answers.figure(said)
        if amount is None or amount < 0:
            self._wrong("TS107", f"`{subject}` takes an amount from 0 on, in plain digits, not `{said}`")
            return None
        old = self._list_price(item)
        currency = old.currency if old is not None else self.study.organisation.currency
        if not currency:
            self._wrong("TS109", f"`{subject}` has no price to change, and the study names no currency")
            return None
        price = Price(
            amount=amount,
            currency=currency,
            per=old.per if old is not None else "agent-month",
            billed=old.billed if old is not None else "yearly",
            source=SOURCE,
            place=self.place,
        )
        plans = any(plan.id == name for plan in vendor.plans)
        self._replace(
            replace(
                vendor,
                plans=tuple(replace(one, prices=(price,)) if one.id == name else one for one in vendor.plans),
                addons=tuple(
                    replace(one, prices=(price,)) if one.id == name and not plans else one for one in vendor.addons
                ),
                sources=self._sources(vendor),
            )
        )
        unit = f" {currency} per {price.per}"
        before = f"{answers.digits(old.amount)}{unit}" if old is not None else "not known"
        return Setting(subject=subject, before=before, after=f"{answers.digits(amount)}{unit}")

    def _list_price(self, item: Plan | Addon) -> Price | None:
        """Return the price that counts today: in the study's currency if there is one, by the preferred billing."""
        wanted = self.study.organisation.currency
        listed = [price for price in item.prices if price.currency == wanted] or list(item.prices)
        return min(listed, key=lambda price: BILLING.index(price.billed), default=None)

    # --- looking up and putting back -----------------------------------------------------------------------------

    def _vendor(self, name: str, also: Iterable[str] = ()) -> Vendor | None:
        known = {vendor.id: vendor for vendor in self.study.alternatives}
        if name not in known:
            hint = nearest(name, [*known, *also]) or "its vendors: " + ", ".join(known)
            self._wrong("TS203", f"`{name}` is not a vendor of this study", hint)
        return known.get(name)

    def _criterion(self, name: str) -> Criterion | None:
        known = {node.id: node for node in self.study.criteria.nodes()}
        if name not in known:
            self._wrong("TS202", f"there is no criterion `{name}`", nearest(name, known))
        return known.get(name)

    def _sources(self, vendor: Vendor) -> dict[str, Source]:
        """Return the vendor's sources with one more that a supposed answer rests on."""
        day = self.study.as_of
        source = Source(
            id=SOURCE,
            title="What if",
            kind=Grade.MEASURED,
            date_text=day.isoformat(),
            date=day,
            seen=day,
            note="supposed, not known",
            place=self.place,
        )
        return {**vendor.sources, SOURCE: source}

    def _replace(self, vendor: Vendor) -> None:
        vendors = tuple(vendor if one.id == vendor.id else one for one in self.study.vendors)
        status_quo = self.study.status_quo
        if status_quo is not None and status_quo.id == vendor.id:
            status_quo = vendor
        self.study = replace(self.study, vendors=vendors, status_quo=status_quo)

    def _put_back(self, changed: Criterion) -> None:
        """Put a changed criterion into the tree."""

        def placed(node: Criterion) -> Criterion:
            if node.id == changed.id:
                return changed
            return replace(node, children=tuple(placed(child) for child in node.children)) if node.children else node

        criteria = self.study.criteria
        tree = replace(criteria, criteria=tuple(placed(node) for node in criteria.criteria))
        self.study = replace(self.study, criteria=tree)


def _words(answer: Answer, fact: Fact) -> str:
    """Write an answer with the unit of its fact."""
    if isinstance(answer, Unknown | NotApplicable):
        return "not known" if isinstance(answer, Unknown) else "does not apply"
    return f"{answers.answer_text(answer)} {fact.unit}" if fact.type is FactType.NUMBER else answers.answer_text(answer)
