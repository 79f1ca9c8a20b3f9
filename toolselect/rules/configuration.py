"""TS9: outputs, settings, ignores."""

from __future__ import annotations

from toolselect.rules.rule import Rule

RULES = (
    Rule(
        "TS901",
        "error",
        "output can't be written",
        "Nothing was written; what was there before is untouched.",
        "toolselect report -o /read-only",
        "toolselect report -o build",
    ),
    Rule(
        "TS902",
        "error",
        "nothing to check",
        "A path that matches no project file must not pass a pipeline.",
        "toolselect validate vendrs/",
        "toolselect validate vendors/",
    ),
    Rule(
        "TS903",
        "error",
        "settings that can't be used",
        "A setting that nobody knows would be a silent wish; a broken file would check less than its authors think.",
        'selct = ["TS4"]',
        'select = ["TS4"]',
    ),
    Rule(
        "TS904",
        "error",
        "ignore that is not complete",
        "A finding may be silenced for a reason, and the next reader needs to know it.",
        "api_rest: {value: yes, source: docs}  # toolselect: ignore[TS402]",
        "api_rest: {value: yes, source: docs}  # toolselect: ignore[TS402] the page is being rewritten",
    ),
    Rule(
        "TS905",
        "warning",
        "ignore that hides nothing",
        "What it silenced is mended; left in place, it would silence the next mistake on that line.",
        "# toolselect: ignore[TS402] old page      (and the evidence is fresh)",
        "no comment",
    ),
    Rule(
        "TS906",
        "error",
        "ignore of a rule that does not exist",
        "The code is misspelt, so that nothing is silenced.",
        "# toolselect: ignore[TS4022] the page is being rewritten",
        "# toolselect: ignore[TS402] the page is being rewritten",
    ),
)
