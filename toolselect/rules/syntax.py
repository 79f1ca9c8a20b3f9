"""TS0: reading a file as text and YAML."""

from __future__ import annotations

from toolselect.rules.rule import Rule

RULES = (
    Rule(
        "TS001",
        "error",
        "file can't be read",
        "The file is missing, is a folder, may not be read, or went away while it was being read.",
        "vendors: [vendors/zendesk.yml]      # the file is called zendesk.yaml",
        "vendors: [vendors/zendesk.yaml]",
    ),
    Rule(
        "TS002",
        "error",
        "not UTF-8 text",
        "Project files are UTF-8 (a byte order mark is fine). UTF-16, other encodings and binary files are refused, "
        "because a guess would change names and figures.",
        "a file saved as UTF-16 by a spreadsheet",
        "the same file saved as UTF-8",
    ),
    Rule(
        "TS003",
        "error",
        "character that nobody can see",
        "Control characters, bidirectional overrides and exotic line separators change what a reader sees against what "
        "the program reads.",
        'name: "Acme\\u202Eksedpleh"',
        "name: Acme Helpdesk",
    ),
    Rule(
        "TS004",
        "error",
        "YAML can't be read",
        "The text is not well-formed YAML from this place on; what follows was not checked.",
        "title: Help desk: 2027",
        'title: "Help desk: 2027"',
    ),
    Rule(
        "TS005",
        "error",
        "file is empty",
        "A project file says what it is in its first key.",
        "",
        "toolselect: vendor/1",
    ),
    Rule(
        "TS006",
        "error",
        "file is too large",
        "Project files are written by people; one of more than 8 MB is a mistake or an attack.",
        "a 100 MB export saved as study.yaml",
        "a study of some hundred lines",
    ),
    Rule(
        "TS007",
        "error",
        "nested too deeply",
        "No project file needs more than 64 levels; deeper nesting is a mistake or an attack.",
        "[[[[[[…]]]]]]",
        "[1, 2]",
    ),
    Rule(
        "TS008",
        "error",
        "key given twice",
        "Most YAML readers silently take the last one, so that half of what was written is lost.",
        "seats: 40\nseats: 50",
        "seats: 50",
    ),
    Rule(
        "TS009",
        "error",
        "YAML feature that project files do not use",
        "Anchors, aliases, merge keys, tags, directives, second documents and keys that are not plain words make a "
        "file hard to review and can hide what it says.",
        "a: &x {amount: 5}\nb: *x",
        "a: {amount: 5}\nb: {amount: 5}",
    ),
    Rule(
        "TS010",
        "error",
        "number that can't be used",
        "Infinity, not-a-number and numbers beyond double precision have no place in a decision.",
        "weight: .inf",
        "weight: 25",
    ),
    Rule(
        "TS011",
        "error",
        "tab used as indentation",
        "YAML forbids tabs as indentation; readers disagree about what they mean.",
        "facts:\n\tapi_rest: {value: yes, source: docs}",
        "facts:\n  api_rest: {value: yes, source: docs}",
    ),
    Rule(
        "TS012",
        "error",
        "file does not say what it is",
        "Project files begin with their kind and major version.",
        "id: zendesk",
        "toolselect: vendor/1\nid: zendesk",
    ),
    Rule(
        "TS013",
        "error",
        "wrong kind of file",
        "A file of another kind, or of a version that this program does not know, stands where this kind belongs.",
        "vendors: [study.yaml]",
        "vendors: [vendors/local.yaml]",
    ),
)
