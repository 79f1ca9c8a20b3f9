"""TS8: how scores are computed and read."""

from __future__ import annotations

from toolselect.rules.rule import Rule

RULES = (
    Rule(
        "TS801",
        "note",
        "tie for first place",
        "The first ones are closer together than the resolution of the study, so that their order means nothing. They "
        "share the rank, in id order.",
        "71.3 against 71.1, with a resolution of 0.5 points",
        "find out what is still unknown about them, or decide by what is not scored, and say so",
        checks=("C17",),
    ),
    Rule(
        "TS802",
        "error",
        "trust that rises where evidence gets weaker",
        "`trust` is the chance that evidence of a kind is right. A claim can't be more often right than the "
        "documentation; and doubt never lowers a score, it widens what the simulation shows.",
        "trust: {documentation: 0.6, claim: 0.9}",
        "trust: {documentation: 0.85, claim: 0.6}",
        checks=("C18",),
    ),
)
