"""Write a study of any size into a folder, always the same: by default 10 vendors, 12 criteria and 120 facts.

The budgets of a report are measured on it, here and in benchmarks/report.py. Everything in it is invented.
"""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

BRANCHES = {
    "api": "API compatibility",
    "scalability": "Scalability",
    "compliance": "Compliance",
    "customer_fit": "Customer fit",
}
KINDS = ("measured", "certificate", "contract", "documentation", "third-party", "claim")
NAMES = (
    *("Alder Desk", "Birch Service", "Cedar Care", "Dogwood Help", "Elm Support"),
    *("Fir Contact", "Gorse Inbox", "Hazel Answers", "Iris Assist", "Juniper Hub"),
)
LEVELS = ("none", "basic", "good", "full")
NOTES = ("", "stated on the price page", "for all plans", "the vendor calls it by another name", "")


def write(folder: Path, *, vendors: int = 10, criteria: int = 12, names: Sequence[str] = ()) -> Path:
    """Write study, criteria, vocabulary and profiles; return the folder.

    Every vendor answers as many facts as there are criteria: one criterion is computed from the money, another is a
    share of two facts. The last vendor is the status quo. `names` replaces the names of the first ones.
    """
    dice = random.Random(12)  # noqa: S311 - repeatable, not secret
    facts = [f"fact_{number:03}" for number in range(criteria)]
    _put(folder / "facts.yaml", {"toolselect": "facts/1", "facts": _vocabulary(facts)})
    _put(folder / "criteria.yaml", _criteria(facts))
    called = [*names, *(NAMES[i % 10] + (f" {i // 10 + 1}" if i > 9 else "") for i in range(len(names), vendors))]
    ids = [f"vendor-{number:02}" for number in range(vendors)]
    for vendor, name in zip(ids, called, strict=True):
        _put(folder / "vendors" / f"{vendor}.yaml", _vendor(vendor, name, facts, dice))
    _put(folder / "study.yaml", _study(ids, tops=[*tuple(BRANCHES)[: criteria - 1], "roi"]))
    return folder


def _put(path: Path, data: object) -> None:
    """Write data as YAML, of which JSON is a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _type(number: int, last: int) -> str:
    """Return the type of a fact: the last two are yes or no, for the share."""
    return "boolean" if number >= last - 1 else ("boolean", "number", "level", "number")[number % 4]


def _vocabulary(facts: list[str]) -> dict[str, object]:
    found: dict[str, object] = {}
    for number, fact in enumerate(facts):
        kind = _type(number, len(facts) - 1)
        extra: dict[str, object] = {"unit": "requests/minute", "range": [0, None]} if kind == "number" else {}
        if kind == "level":
            extra = {"levels": LEVELS}
        question = f"What does the product offer in respect {number + 1} of the list that the team agreed on?"
        found[fact] = {"question": question, "type": kind, "shelf_life": "12 months", **extra}
    share = "the study's target for the net present value"
    found["npv_of_target"] = {
        "question": "Which share of the target for the net present value does the tool reach?",
        "type": "number",
        "unit": "%",
        "of": share,
        "range": [None, None],
        "derived": True,
    }
    return found


def _criteria(facts: list[str]) -> dict[str, object]:
    branches: dict[str, list[object]] = {branch: [] for branch in BRANCHES}
    for number, fact in enumerate(facts[:-1]):
        kind = _type(number, len(facts) - 1)
        value: dict[str, object] = {"boolean": {"no": 0, "yes": 100}}
        if kind == "number":
            value = {"linear": {"worst": 0, "best": 1000}}
        elif kind == "level":
            value = {"levels": {each: {"value": 33 * i, "means": f"level {each}"} for i, each in enumerate(LEVELS)}}
        leaf: dict[str, object] = {
            "id": f"leaf_{number:03}",
            "title": f"Respect {number + 1} of the list",
            "fact": fact,
            "value": value,
            "weight": 1 + number % 3,
            "reason": "Agreed in a workshop before anybody saw a score.",
        }
        if number == len(facts) - 2:
            del leaf["fact"]
            leaf["value"] = {"share": {facts[-2]: 2, facts[-1]: 1}}
        if number == 0:
            leaf["must"] = True
        branches[tuple(BRANCHES)[number % 4]].append(leaf)
    roi = {
        "id": "net_present_value",
        "title": "Net present value",
        "fact": "npv_of_target",
        "weight": 1,
        "value": {"linear": {"worst": -100, "best": 100}},
    }
    tops = [
        {"id": branch, "title": title, "axis": _axis(branch), "weight": 25, "criteria": branches[branch]}
        for branch, title in BRANCHES.items()
        if branches[branch]
    ]
    tops.append({"id": "roi", "title": "ROI", "axis": "experience", "weight": 15, "criteria": [roi]})
    return {
        "toolselect": "criteria/1",
        "id": "generated",
        "title": "Generated",
        "facts": ["facts.yaml"],
        "criteria": tops,
    }


def _axis(branch: str) -> str:
    return "experience" if branch == "customer_fit" else "technology"


def _vendor(vendor: str, name: str, facts: list[str], dice: random.Random) -> dict[str, object]:
    strength = 0.3 + 0.6 * dice.random()
    sources = {
        kind: {
            "url": f"https://docs.example.com/{vendor}/{kind}/reference",
            "title": f"{kind.title()} of the product, edition {dice.randrange(1, 9)}",
            "date": f"2026-{dice.randrange(1, 11):02}-{dice.randrange(1, 28):02}",
            "kind": kind,
        }
        for kind in KINDS
    }
    answers = {fact: _answer(_type(i, len(facts) - 1), i, strength, dice) for i, fact in enumerate(facts)}
    amount = 20 + dice.randrange(60)
    price = {"amount": amount, "currency": "USD", "per": "agent-month", "billed": "yearly", "source": "claim"}
    return {
        "toolselect": "vendor/1",
        "id": vendor,
        "name": name,
        "maker": "Invented Inc.",
        "vocabulary": ["../facts.yaml"],
        "sources": sources,
        "facts": answers,
        "plans": [{"id": "team", "name": "Team", "price": price, "source": "claim"}],
    }


def _answer(kind: str, number: int, strength: float, dice: random.Random) -> dict[str, object]:
    luck, source, note = dice.random(), dice.choice(KINDS), dice.choice(NOTES)
    more = {"source": source, **({"note": note} if note else {})}
    if luck > 0.93 and number:
        return {"unknown": "asked on 2026-11-02, no answer yet"}
    if kind == "boolean":
        return {"value": not number or luck < strength, **more}
    if kind == "level":
        return {"value": LEVELS[min(3, int(4 * strength * (0.5 + luck)))], **more}
    figure = round(1000 * strength * (0.4 + luck))
    if luck < 0.2:
        return {"low": figure, "likely": figure + 60, "high": figure + 200, "unit": "requests/minute", **more}
    return {"value": figure, "unit": "requests/minute", **more}


def _study(vendors: list[str], tops: list[str]) -> dict[str, object]:
    *bought, today = (f"vendors/{vendor}.yaml" for vendor in vendors)
    level = dict.fromkeys(tops, 20)
    return {
        "toolselect": "study/1",
        "title": "Generated study (invented)",
        "stage": "analyse",
        "as_of": "2026-11-22",
        "criteria": "criteria.yaml",
        "vendors": bought,
        "status_quo": today,
        "seats": 40,
        "organisation": {
            "name": "Example Ltd (invented)",
            "note": "All figures are invented.",
            "currency": "USD",
            "licence_budget": 60000,
        },
        "views": {
            "it": {"share": 60, "weights": level | {tops[0]: 45}},
            "service": {"share": 40, "weights": level | {tops[-2]: 40}},
        },
        "money": _money(),
        "decision": {
            "objective": "Answer every customer within a working day.",
            "asked": "Approve a pilot of six weeks.",
            "by": "2027-02-26",
            "approver": "Head of Service",
            "rollout": [{"step": "Pilot with six agents", "by": "2027-03-15", "owner": "Service desk"}],
            "risks": [{"risk": "The import loses history", "mitigation": "Test it first", "owner": "IT"}],
        },
    }


def _money() -> dict[str, object]:
    own = "own records (invented)"
    return {
        "horizon": 3,
        "discount_rate": 10,
        "go_live": 3,
        "legacy_end": 6,
        "ramp": [40, 80, 100],
        "target": 250000,
        "channels": {
            "phone": {"volume": 70000, "handle_time": 9},
            "email": {"volume": {"low": 110000, "likely": 120000, "high": 135000, "source": own}, "handle_time": 15},
        },
        "drivers": {
            "wage": {"value": 24, "source": own},
            "wage_growth": 3,
            "price_uplift": 5,
            "fcr_before": {"value": 58, "source": own},
            "fcr_after": {"low": 58, "likely": 63, "high": 68, "source": own},
            "implementation_fee": {"low": 15000, "likely": 25000, "high": 45000, "source": own},
            "training_hours": 12,
            "admin_fte": 0.5,
            "admin_cost": 62000,
        },
    }
