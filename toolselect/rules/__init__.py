"""The table of all codes that a finding can carry, one family a module.

A code keeps its meaning for ever. Families: TS0 syntax, 1 schema, 2 references, 3 criteria, weights and scales,
4 evidence, 5 must-haves, 6 money, 7 stage, 8 methods, 9 configuration. Errors of TS0 to TS3 stop scoring; the others
are printed in the report.
"""

from __future__ import annotations

from toolselect.rules import (
    configuration,
    criteria,
    evidence,
    methods,
    money,
    must_haves,
    references,
    schema,
    stage,
    syntax,
)
from toolselect.rules.rule import Rule

__all__ = ["FAMILIES", "RULES", "Rule"]

FAMILIES: dict[str, str] = {
    "TS0": "Syntax",
    "TS1": "Schema",
    "TS2": "References",
    "TS3": "Criteria, weights and scales",
    "TS4": "Evidence",
    "TS5": "Must-haves",
    "TS6": "Money",
    "TS7": "Stage",
    "TS8": "Methods",
    "TS9": "Outputs, settings, ignores",
}
"""What the codes that begin so are about."""

RULES: dict[str, Rule] = {
    rule.code: rule
    for family in (
        syntax.RULES,
        schema.RULES,
        references.RULES,
        criteria.RULES,
        evidence.RULES,
        must_haves.RULES,
        money.RULES,
        stage.RULES,
        methods.RULES,
        configuration.RULES,
    )
    for rule in family
}
