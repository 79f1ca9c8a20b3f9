"""Answers, evidence, sources and profiles as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from toolselect.model.facts import Members, Money, NotApplicable, Range, Unknown, Value

if TYPE_CHECKING:
    from datetime import date

    from toolselect.model.facts import Answer, Entry, Scalar, Source
    from toolselect.model.result import Evidence, Held
    from toolselect.model.vendor import Price, Tier, Vendor

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def held_data(held: Held, profile: Vendor) -> dict[str, Json]:
    """Return an answer with all evidence and inputs."""
    return {
        "fact": held.fact,
        "status": held.status.value,
        "answers": [_answer(answer) for answer in held.answers],
        "grade": held.grade.value if held.grade is not None else None,
        "known": held.known,
        "proven": held.proven,
        "beta": held.beta,
        "expired": held.expired,
        "reason": held.reason,
        "reasons": {} if held.grade is not None else {"grade": held.reason or "rests on no evidence"},
        "evidence": [_evidence(evidence, profile) for evidence in held.evidence],
        "inputs": [held_data(part, profile) for part in held.inputs],
        "steps": list(held.steps),
    }


def _answer(answer: Answer) -> dict[str, Json]:
    match answer:
        case Value():
            return {"kind": "value", "value": _scalar(answer.value)}
        case Range():
            return {"kind": "range", "low": answer.low, "likely": answer.likely, "high": answer.high}
        case Unknown():
            return {"kind": "unknown", "reason": answer.reason}
        case NotApplicable():
            return {"kind": "not applicable", "reason": answer.reason}
        case _:
            assert_never(answer)


def _scalar(value: Scalar) -> Json:
    match value:
        case Money():
            return {"amount": value.amount, "currency": value.currency}
        case Members():
            return {"members": [*sorted(value.named)], "complete": value.complete}
        case bool() | int() | float() | str():
            return value
        case _:
            assert_never(value)


def _evidence(evidence: Evidence, profile: Vendor) -> dict[str, Json]:
    return {
        **_entry(evidence.entry, profile),
        "grade": evidence.grade.value if evidence.grade is not None else None,
        "expires": day(evidence.expires),
        "expired": evidence.expired,
        "used": evidence.used,
        "why_not": evidence.why_not,
    }


def _entry(entry: Entry, profile: Vendor) -> dict[str, Json]:
    source = profile.sources.get(entry.source)
    return {
        "answer": _answer(entry.answer),
        "plans": list(entry.plans),
        "addon": entry.addon,
        "region": entry.region,
        "scope": entry.scope,
        "availability": entry.availability.value,
        "preferred": entry.preferred,
        "reason": entry.reason,
        "note": entry.note,
        "source": _source(source) if source is not None else None,
    }


def _source(source: Source) -> dict[str, Json]:
    return {
        "id": source.id,
        "title": source.title,
        "url": source.url,
        "kind": source.kind.value,
        "date": source.date_text,
        "seen": day(source.seen),
        "valid_until": day(source.valid_until),
        "origin": source.origin,
        "note": source.note,
    }


def profile_data(vendor: Vendor) -> dict[str, Json]:
    """Return what a vendor's file states."""
    return {
        "maker": vendor.maker,
        "homepage": vendor.homepage,
        "facts": {fact: [_entry(entry, vendor) for entry in entries] for fact, entries in vendor.facts.items()},
        "plans": [
            {
                "id": plan.id,
                "name": plan.name,
                "note": plan.note,
                "minimum_seats": plan.minimum_seats,
                "prices": [_price(price) for price in plan.prices],
            }
            for plan in vendor.plans
        ],
        "addons": [
            {
                "id": addon.id,
                "name": addon.name,
                "note": addon.note,
                "minimum_seats": addon.minimum_seats,
                "prices": [_price(price) for price in addon.prices],
            }
            for addon in vendor.addons
        ],
        "usage_prices": [
            {
                "id": usage.id,
                "low": usage.low,
                "high": usage.high,
                "currency": usage.currency,
                "per": usage.per,
                "tiers": [_tier(tier) for tier in usage.tiers],
                "included": dict(sorted(usage.included.items())),
                "plans": list(usage.plans),
                "scope": usage.scope,
                "source": usage.source,
                "note": usage.note,
            }
            for usage in vendor.usage_prices
        ],
    }


def _price(price: Price) -> dict[str, Json]:
    return {
        "amount": price.amount,
        "currency": price.currency,
        "per": price.per,
        "billed": price.billed,
        "tiers": [_tier(tier) for tier in price.tiers],
        "source": price.source,
        "note": price.note,
    }


def day(when: date | None) -> str | None:
    """Return a date as text."""
    return when.isoformat() if when is not None else None


def _tier(tier: Tier) -> dict[str, Json]:
    return {"from": tier.start, "amount": tier.amount}
