"""TS5: must-haves."""

from __future__ import annotations

from toolselect.rules.rule import Rule

RULES = (
    Rule(
        "TS501",
        "warning",
        "must-have failed",
        "The vendor is out of the ranking and listed with the reason.",
        "must: yes, and the vendor's answer is no",
        "another plan, or another vendor",
        checks=("C03",),
    ),
    Rule(
        "TS502",
        "warning",
        "must-have unproven",
        "The vendor is ranked but can't be awarded until the must-have is proven.",
        "must: yes, and the answer is unknown",
        "ask the vendor, and enter the answer with its source",
        checks=(
            "C03",
            "C21",
        ),
    ),
    Rule(
        "TS503",
        "error",
        "must-have resting on expired evidence",
        "Proof that is out of date proves nothing; read it again.",
        "a certificate that ran out in March",
        "the renewed certificate",
        checks=("C19",),
    ),
    Rule(
        "TS504",
        "warning",
        "plan that misses a must-have which another plan has",
        "The study compares a plan on which the vendor fails, or can't prove, a must-have, and another plan of the "
        "same vendor proves it. Price and features must belong to one plan.",
        "plan: {zendesk: suite-team}      # data residency comes with suite-professional",
        "plan: {zendesk: suite-professional}",
        checks=("C22",),
    ),
)
