"""TS4: sources and what rests on them."""

from __future__ import annotations

from toolselect.rules.rule import Rule

RULES = (
    Rule(
        "TS401",
        "error",
        "evidence from the future",
        "A source dated after the day of the study can't have been read on it.",
        "date: 2062-06-20",
        "date: 2026-06-20",
    ),
    Rule(
        "TS402",
        "warning",
        "expired evidence",
        "The answer is older than facts of this kind live; it counts one grade weaker and can't prove a must-have.",
        "a price page of 2023",
        "the same page, read again this year",
        checks=("C19",),
    ),
    Rule(
        "TS403",
        "warning",
        "sources that disagree",
        "Equally good evidence says different things; the score is an interval until it is settled.",
        "one page says 30 days, another 60",
        "a `preferred: yes` with the reason, or a better source",
    ),
    Rule(
        "TS404",
        "error",
        "value outside what is possible",
        "The vocabulary bounds the fact.",
        'sla_uptime_percent: {value: 999, unit: "%", source: sla}',
        'sla_uptime_percent: {value: 99.9, unit: "%", source: sla}',
    ),
    Rule(
        "TS405",
        "warning",
        "source that nothing uses",
        "It may belong to a fact that lost its reference.",
        "an unused source",
        "remove it, or name it",
    ),
    Rule(
        "TS406",
        "error",
        "placeholder given as an answer",
        "`n/a`, `tbd` or `?` would count as an answer. What is not known is a value of its own, with a reason, and "
        "makes the score an interval.",
        "api_versioning_policy: {value: tbd, source: docs}",
        "api_versioning_policy: {unknown: asked on 2026-11-02, no answer yet}",
        checks=("C02",),
    ),
    Rule(
        "TS407",
        "warning",
        "evidence about to expire",
        "With `--expires-within`, evidence is reported before it runs out, while there is time to read it again.",
        "a certificate that is valid for another two weeks, and `--expires-within 30d`",
        "the renewed certificate",
        checks=("C19",),
    ),
    Rule(
        "TS408",
        "warning",
        "score that rests on the vendor's word",
        "More than half of the weight that this vendor is scored on rests on claims or assumptions: price pages, "
        "brochures, sales calls. Nobody has checked them.",
        "kind: claim, for nearly all sources",
        "documentation, a contract, a measurement for the heaviest criteria",
        checks=("C20",),
    ),
    Rule(
        "TS409",
        "note",
        "answer that is no product yet",
        "A beta scores as stated and is marked; what is only on the roadmap scores as unknown. Neither proves a "
        "must-have.",
        "channel_video: {value: yes, availability: beta, source: docs}",
        "channel_video: {value: yes, source: docs}      # generally available, read again",
        checks=("C21",),
    ),
    Rule(
        "TS410",
        "warning",
        "crowd rating scored directly",
        "Stars and points of a review site are relative to the products of its own category and change with who "
        "writes. They can support a judgement, but are no measure of their own.",
        "fact: review_stars      # from a third party, scored with `linear: {worst: 1, best: 5}`",
        "the same criterion with weight 0, to show it only",
        checks=("C32",),
    ),
    Rule(
        "TS411",
        "warning",
        "one source for a third of the score",
        "One address carries more than 30 % of the weight that the vendor is scored on, with three answers or more. If "
        "that page is wrong or out of date, a large part of the score is.",
        "one blog post that answers half of the criteria",
        "the vendor's own documents, page by page",
        checks=("C33",),
    ),
)
