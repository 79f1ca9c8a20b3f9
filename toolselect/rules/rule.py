"""What a rule is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of finding: its code, default severity, one-line title, why it matters, a bad and a good example.

    `checks` names what of good practice it puts into effect; docs/rules.md says what each is about.
    """

    code: str
    severity: Literal["error", "warning", "note"]
    title: str
    why: str
    bad: str
    good: str
    checks: tuple[str, ...] = ()
