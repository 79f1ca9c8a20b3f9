"""TS2: what one thing says about another."""

from __future__ import annotations

from toolselect.rules.rule import Rule

RULES = (
    Rule("TS201", "error", "unknown fact", "The vocabulary has no fact of that name.", "api_outh2: …", "api_oauth2: …"),
    Rule(
        "TS202",
        "error",
        "unknown criterion",
        "The criteria set has no criterion of that name.",
        "weights: {apis: 30}",
        "weights: {api: 30}",
        checks=("C15",),
    ),
    Rule(
        "TS203",
        "error",
        "unknown vendor",
        "No profile of that name ships, or the study does not have it.",
        "vendors: [zendesc]",
        "vendors: [zendesk]",
    ),
    Rule(
        "TS204",
        "error",
        "unknown plan",
        "The vendor has no plan of that name.",
        "plan: {zendesk: suite-pro}",
        "plan: {zendesk: suite-professional}",
    ),
    Rule(
        "TS205",
        "error",
        "unknown source",
        "The vendor file has no source of that name.",
        "source: pricng",
        "source: pricing",
    ),
    Rule(
        "TS206",
        "error",
        "unknown add-on",
        "The vendor has no add-on of that name.",
        "addon: high-volume",
        "addon: high-volume-api",
    ),
    Rule(
        "TS207",
        "error",
        "wrong unit",
        "A figure in another unit than the vocabulary's would be scored wrongly by a factor.",
        "{value: 100, unit: requests/second}",
        "{value: 6000, unit: requests/minute}",
    ),
    Rule(
        "TS208", "error", "id given twice", "Each id names one thing.", "two criteria with id: api", "api and api_docs"
    ),
    Rule(
        "TS209",
        "error",
        "profiles that extend each other in a circle",
        "A profile must rest on one that is complete.",
        "a extends b, b extends a",
        "a extends zendesk",
    ),
    Rule(
        "TS210",
        "error",
        "path that leaves the study's folder",
        "A study from somebody else must not read files elsewhere on this machine; `--allow-outside` permits it.",
        "vendors: [../../private.yaml]",
        "vendors: [vendors/private.yaml]",
    ),
    Rule(
        "TS211",
        "error",
        "unknown criteria set",
        "No criteria set of that name ships with the program.",
        "criteria: custumer-service",
        "criteria: customer-service",
    ),
    Rule(
        "TS213",
        "error",
        "unknown level or member",
        "The vocabulary or the tree does not have it.",
        "must: at least excelent",
        "must: at least excellent",
    ),
    Rule(
        "TS214",
        "error",
        "derived fact stated by a vendor",
        "Derived facts are computed from other facts and the organisation; a stated value would be ignored.",
        "facts: {channel_fit: {value: 90, source: web}}",
        "facts: {channel_voice: {value: yes, source: web}}",
    ),
)
