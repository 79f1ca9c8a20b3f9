"""What the program can do, one function per command: read, check, evaluate, render, write.

The only place that knows this order. It returns values; what a terminal sees of them is up to `cli`.
"""

from __future__ import annotations

from toolselect.app.business_case import business_case, money_errors, narrowed, with_business_case
from toolselect.app.cashflow import CashFlowOutcome, appraise_cash_flow
from toolselect.app.correcting import fix
from toolselect.app.doubt import CONDITIONS, Sampling, assess, find_out, questions, unmet
from toolselect.app.evaluating import Outcome, evaluate_study
from toolselect.app.expiring import expiries
from toolselect.app.explaining import Tried, compare, explain, what_if
from toolselect.app.finding import NothingFound, find_study, settings_here
from toolselect.app.printing import PrintFailed
from toolselect.app.ranking import (
    FlipsOutcome,
    RankOutcome,
    RobustOutcome,
    TableOptions,
    TableOutcome,
    WeightFlip,
    WrongOption,
    flip_table,
    rank_table,
    read_table_file,
    simulate_table,
    table_policy,
)
from toolselect.app.shipped import load_shipped_criteria, load_shipped_vendor, shipped, show
from toolselect.app.validating import validate
from toolselect.app.weighing import weigh_data, weigh_judgements
from toolselect.app.writing import brief_report, init, report_formats, write_outputs, write_report
from toolselect.validation.config import ConfigError

__all__ = [
    "CONDITIONS",
    "CashFlowOutcome",
    "ConfigError",
    "FlipsOutcome",
    "NothingFound",
    "Outcome",
    "PrintFailed",
    "RankOutcome",
    "RobustOutcome",
    "Sampling",
    "TableOptions",
    "TableOutcome",
    "Tried",
    "WeightFlip",
    "WrongOption",
    "appraise_cash_flow",
    "assess",
    "brief_report",
    "business_case",
    "compare",
    "evaluate_study",
    "expiries",
    "explain",
    "find_out",
    "find_study",
    "fix",
    "flip_table",
    "init",
    "load_shipped_criteria",
    "load_shipped_vendor",
    "money_errors",
    "narrowed",
    "questions",
    "rank_table",
    "read_table_file",
    "report_formats",
    "settings_here",
    "shipped",
    "show",
    "simulate_table",
    "table_policy",
    "unmet",
    "validate",
    "weigh_data",
    "weigh_judgements",
    "what_if",
    "with_business_case",
    "write_outputs",
    "write_report",
]
