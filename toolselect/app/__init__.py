"""What the program can do, one function per command: read, check, evaluate, render, write.

The only place that knows this order. It returns values; what a terminal sees of them is up to `cli`.
"""

from __future__ import annotations

from toolselect.app.correcting import fix
from toolselect.app.evaluating import Outcome, evaluate_study
from toolselect.app.expiring import expiries
from toolselect.app.finding import NothingFound, find_study, settings_here
from toolselect.app.shipped import load_shipped_criteria, load_shipped_vendor, shipped, show
from toolselect.app.validating import validate
from toolselect.app.writing import init, write_outputs, write_report
from toolselect.validation.config import ConfigError

__all__ = [
    "ConfigError",
    "NothingFound",
    "Outcome",
    "evaluate_study",
    "expiries",
    "find_study",
    "fix",
    "init",
    "load_shipped_criteria",
    "load_shipped_vendor",
    "settings_here",
    "shipped",
    "show",
    "validate",
    "write_outputs",
    "write_report",
]
