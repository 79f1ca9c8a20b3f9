"""Each code is documented in docs/rules.md, which is made from the table, and fired by a case or a test named here.

    UPDATE_DOCS=1 python -m pytest tests/test_rules.py

writes docs/rules.md anew. Read the difference before you commit it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from toolselect.rules import FAMILIES, RULES, Rule
from toolselect.rules.practice import PRACTICE

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "rules.md"
UPDATE = os.environ.get("UPDATE_DOCS") == "1"

DEMANDED = (
    *(f"C{number:02}" for number in range(1, 5)),
    *(f"C{number:02}" for number in range(6, 23)),
    *("C24", "C25", "C30", "C32", "C33", "C37"),
)
"""The checks of good practice that have to have a code."""

FIRED_BY = {
    "TS006": ("tests/test_cases.py", "test_a_file_of_100_mb_is_refused_without_reading_it"),
    "TS112": ("tests/test_fixing.py", "test_order_is_left_alone_unless_it_is_asked_for"),
    "TS316": ("tests/checks/test_outcome.py", "test_leaves_that_move_together_are_an_observation"),
    "TS322": ("tests/loading/test_judgements.py", "TS322"),
    "TS323": ("tests/cli/test_weights.py", "TS323"),
    "TS324": ("tests/cli/test_weights.py", "TS324"),
    "TS325": ("tests/cli/test_weights.py", "TS325"),
    "TS407": ("tests/checks/test_evidence.py", "test_evidence_that_runs_out_soon_is_said_when_it_is_asked"),
    **{f"TS{number}": ("tests/loading/test_cashflow.py", f"[TS{number}]") for number in range(610, 617)},
    **{f"TS{number}": ("tests/scoring/methods/test_method.py", f"TS{number}") for number in range(803, 815)},
    "TS815": ("tests/cli/test_rank.py", '["TS815", "TS815"]'),
    "TS901": ("tests/cli/test_validate.py", "error[TS901]"),
    "TS902": ("tests/cli/test_validate.py", "test_nothing_to_check_does_not_pass"),
    "TS903": ("tests/validation/test_config.py", "TS903"),
}
"""What no case in a folder can show, and the file and words of the test that does."""

HEAD = """\
# Rules

Every finding carries a code. A code keeps its meaning for ever; `toolselect rule TS201` prints what stands here, and
`toolselect list rules` lists them all. This page is made from the table in `toolselect/rules/`:
`UPDATE_DOCS=1 python -m pytest tests/test_rules.py` writes it anew.

Errors of TS0 to TS3 stop `score` and `report`. Other findings never do: they are printed in the report. What a finding
does to the exit code is up to `--fail-on`, `--select`, `--ignore` and `--severity`; a line can be excused with
`# toolselect: ignore[CODE] reason`.

## What each stage asks for

`validate` holds a study to its own stage and all before it, `--stage` to another one. What is missing says what to do
next, most urgent first: earlier stages, then must-haves, then what weighs most. A missing part never stops `score` or
`report`.

| Stage | Code | What must be there |
|---|---|---|
| `frame` | TS701, TS706 | objective; segments with the channels that they prefer, languages, hours; a status quo. \
Seats, criteria, anchors and weights are demanded by the schema and by TS3 |
| `analyse` | TS702 | something known about each candidate; every must-have answered, or stated as unknown with the \
reason; for the status quo, an answer to each fact below the branch `service_results` |
| `prove` | TS703 | for each vendor that failed nothing: evidence better than its word for the must-haves and the ten \
heaviest criteria; `api_docs_completeness`, `concurrent_sessions`, `migration_history_match` and \
`migration_duplicate_rate` measured; the facts below `service_results` measured in a pilot; certificates seen \
(`cert_...`); each as far as the criteria ask for it |
| `conclude` | TS704, TS705 | a choice that proved every must-have, approver, risks, roll-out plan, KPI targets, \
review dates; a narrative for the first and the second |

What `frame` and `analyse` ask for is a warning while a study is at one of these stages, and an error from `prove` on.
Not asked for yet, because no key says it: volumes and systems to connect, the money model, robustness, and that weights
were agreed before scores were seen. A must-have that is not answered has two findings: TS502 says what it means for the
ranking, TS702 or TS703 what to do for the stage.

"""


def page() -> str:
    """Return docs/rules.md as the table has it."""
    parts = [HEAD, "## Good practice behind the rules\n\n| Check | Pitfall | Codes |\n|---|---|---|\n"]
    for check, pitfall in PRACTICE.items():
        codes = ", ".join(f"[{rule.code}](#{rule.code.lower()})" for rule in RULES.values() if check in rule.checks)
        parts.append(f"| {check} | {pitfall} | {codes} |\n")
    for family, title in FAMILIES.items():
        parts.append(f"\n## {family}: {title}\n")
        parts += [entry(rule) for rule in RULES.values() if rule.code.startswith(family)]
    return "".join(parts)


def entry(rule: Rule) -> str:
    """Return the section of one code; its heading is the code, so that its anchor never changes."""
    guards = f" Guards against {', '.join(rule.checks)}." if rule.checks else ""
    text = f"\n### {rule.code}\n\n**{rule.title}** ({rule.severity}).{guards}\n\n{rule.why}\n"
    for label, example in (("Not", rule.bad), ("But", rule.good)):
        if example:
            text += f"\n{label}:\n\n```text\n{example}\n```\n"
    return text


def test_the_page_is_made_from_the_table() -> None:
    if UPDATE:
        PAGE.write_text(page(), encoding="utf-8", newline="")
    assert PAGE.read_text(encoding="utf-8") == page(), "UPDATE_DOCS=1 python -m pytest tests/test_rules.py writes it"


def test_every_code_has_a_section_of_its_own() -> None:
    assert re.findall(r"^### (TS\d{3})$", page(), re.MULTILINE) == sorted(RULES)


@pytest.mark.parametrize("check", DEMANDED)
def test_every_check_of_good_practice_has_a_code(check: str) -> None:
    assert [rule.code for rule in RULES.values() if check in rule.checks]
    assert PRACTICE[check]


def test_no_rule_names_a_check_that_is_not_explained() -> None:
    assert {check for rule in RULES.values() for check in rule.checks} == set(PRACTICE)


def fired_by_cases() -> set[str]:
    lines = [
        line
        for file in (ROOT / "tests" / "cases" / "invalid").glob("*/expected.txt")
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    return {line.partition("[")[2][:5] for line in lines}


def test_every_code_is_fired_by_a_case_or_by_a_named_test() -> None:
    assert set(RULES) - fired_by_cases() == set(FIRED_BY)


@pytest.mark.parametrize("code", sorted(FIRED_BY))
def test_each_named_test_is_there(code: str) -> None:
    file, words = FIRED_BY[code]
    assert words in (ROOT / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_rule_says_all_that_it_has_to(rule: Rule) -> None:
    assert re.fullmatch(r"TS\d{3}", rule.code)
    assert rule.code[:3] in FAMILIES
    assert rule.severity in ("error", "warning", "note")
    assert rule.title
    assert not rule.title.endswith(".")
    assert rule.why.endswith(".")
    assert "  " not in rule.why
    assert rule.good
    assert rule.bad or rule.code == "TS005"


def test_the_table_stands_in_order_and_under_its_own_codes() -> None:
    assert list(RULES) == sorted(RULES)
    assert all(code == rule.code for code, rule in RULES.items())


def test_the_table_is_light_to_import() -> None:
    """It is imported at every start: nothing but itself and what Python has loaded anyway."""
    script = (
        "import __future__, sys, dataclasses, typing; before = set(sys.modules); import toolselect.rules;"
        "print(*set(sys.modules) - before)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert {name for name in ran.stdout.split() if not name.startswith("toolselect")} == set()
    assert "toolselect.rules.practice" not in ran.stdout.split()
