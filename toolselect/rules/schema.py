"""TS1: the shape of a file."""

from __future__ import annotations

from toolselect.rules.rule import Rule

RULES = (
    Rule(
        "TS101",
        "error",
        "unknown key",
        "A key that nobody reads is most often a misspelled one, and its content would be lost silently.",
        "titel: Help desk",
        "title: Help desk",
    ),
    Rule(
        "TS102",
        "error",
        "missing key",
        "Something that is needed was not given.",
        "{value: 700}",
        "{value: 700, source: limits}",
        checks=("C13",),
    ),
    Rule(
        "TS103",
        "error",
        "value that is not one of the allowed ones",
        "The key takes one of a few words.",
        "stage: analysis",
        "stage: analyse",
    ),
    Rule(
        "TS104",
        "error",
        "wrong type",
        "A text, number, yes/no, list or mapping of another type was expected.",
        "seats: forty",
        "seats: 40",
    ),
    Rule(
        "TS105",
        "error",
        "not a date",
        "Dates are written YYYY-MM-DD and must exist.",
        "as_of: 2026-02-30",
        "as_of: 2026-02-28",
    ),
    Rule(
        "TS106",
        "error",
        "malformed text",
        "The text does not have the form that the key asks for.",
        "id: Suite Team",
        "id: suite-team",
    ),
    Rule(
        "TS107", "error", "number out of range", "The number is outside what the key allows.", "weight: -5", "weight: 5"
    ),
    Rule(
        "TS108",
        "error",
        "too few or too many",
        "A list or mapping has fewer or more members than it can have.",
        "vendors: []",
        "vendors: [zendesk]",
    ),
    Rule(
        "TS109",
        "error",
        "parts that do not go together",
        "Exactly one of several forms is possible, and the given keys mix or miss them.",
        "{value: 5, unknown: not asked}",
        "{unknown: not asked}",
    ),
    Rule(
        "TS110",
        "error",
        "not a web address",
        "Sources are linked in reports: only full http and https addresses are safe and useful.",
        "url: javascript:alert(1)",
        "url: https://example.com/pricing",
    ),
    Rule(
        "TS111",
        "error",
        "value that does not fit its fact",
        "The vocabulary says what type an answer has.",
        "api_rest: {value: 5, source: docs}",
        "api_rest: {value: yes, source: docs}",
    ),
    Rule(
        "TS112",
        "note",
        "keys out of order",
        "Files of one kind read alike when their keys come in the order of the schema. Asked for by name only: "
        "`validate --fix --select TS112`.",
        "{source: docs, value: yes}",
        "{value: yes, source: docs}",
    ),
    Rule(
        "TS113",
        "error",
        "picture that is none",
        "Browsers show SVG and PNG everywhere; the content tells which one it is, not the name.",
        "logo: logo.docx",
        "logo: logo.svg",
    ),
    Rule(
        "TS114",
        "warning",
        "colour that can't be read",
        "A heading or link in a pale colour is lost on white paper. The report keeps its own colour instead.",
        "primary: '#ffcc00'",
        "primary: '#7a5b00'",
    ),
)
