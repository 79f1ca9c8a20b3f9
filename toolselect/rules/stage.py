"""TS7: what a study must have at its stage."""

from __future__ import annotations

from toolselect.rules.rule import Rule

RULES = (
    Rule(
        "TS701",
        "warning",
        "stage not complete: frame",
        "Before anything is compared, a study says what it is for and for whom: objective, organisation (seats, "
        "channels by segment, languages, hours), criteria with anchors and weights, status quo (TS706). An error from "
        "the stage `prove` on, when people rely on it.",
        "decision: {}",
        "decision: {objective: Answer every customer within a working day., …}",
    ),
    Rule(
        "TS702",
        "warning",
        "stage not complete: analyse",
        "The candidates have facts, every must-have is answered or stated as unknown with the reason, and the status "
        "quo has the figures that a new tool is held against. An error from the stage `prove` on.",
        "a profile that does not mention a must-have",
        "api_oauth2: {unknown: asked on 2026-11-02, no answer yet}",
    ),
    Rule(
        "TS703",
        "error",
        "stage not complete: prove",
        "Where it matters, evidence is better than the vendor's word: for the must-haves and the ten heaviest "
        "criteria. The API document, the load test, the test migration and the pilot are measured, certificates seen.",
        "concurrent_sessions: {value: 1000, unit: sessions, source: brochure}",
        "concurrent_sessions: {value: 1000, unit: sessions, source: load-test}      # kind: measured",
    ),
    Rule(
        "TS704",
        "error",
        "stage not complete: conclude",
        "A decision names its choice (a vendor that proved every must-have), risks, roll-out plan, KPI targets, review "
        "dates and who approves it.",
        "stage: conclude, without an approver",
        "decision: {approver: Head of Service, …}",
    ),
    Rule(
        "TS705",
        "error",
        "first or second without a narrative",
        "Scores guide a decision and do not make it. At the stage `conclude`, the strengths, weaknesses and risks of "
        "the first and the second are written down in words.",
        "decision: {choice: zendesk}",
        "decision:\n  choice: zendesk\n  narrative:\n    zendesk: Strong where …; weak on …\n    intercom: …",
        checks=("C16",),
    ),
    Rule(
        "TS706",
        "warning",
        "no status quo",
        "Keeping what one has is an option, too, and the measure for all others. An error at the stage `conclude`.",
        "a study without `status_quo`",
        "status_quo: vendors/current.yaml",
        checks=("C37",),
    ),
)
