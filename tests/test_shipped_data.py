"""Every shipped vocabulary, criteria set and profile loads without an error, and warns of no more than is listed here.

A warning of a shipped profile is evidence that ran out: it is read again, or it stays and is listed here. The list
holds for the day below.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from toolselect import app
from toolselect.diagnostics import Severity, key_text

ROOT = Path(__file__).parents[1]
DAY = dt.date(2026, 11, 22)
SHIPPED = sorted((*(ROOT / "criteria").glob("*.yaml"), *(ROOT / "vendors").glob("*.yaml")))

WARNINGS: dict[str, list[str]] = {
    "intercom.yaml": [
        "TS402 facts.ai_resolution_rate_claimed[0].source",
        "TS402 facts.ai_resolution_rate_claimed[1].source",
        "TS402 facts.ai_resolution_rate_industry_average.source",
        "TS402 facts.ai_resolution_rate_reported[0].source",
        "TS402 facts.ai_resolution_rate_reported[1].source",
        "TS402 facts.employees.source",
    ],
    "salesforce-service-cloud.yaml": [
        "TS402 facts.ai_resolution_rate_claimed[0].source",
        "TS402 facts.audit_log_retention[1].source",
        "TS402 facts.channel_video.source",
        "TS402 facts.customers_claimed_share[0].source",
        "TS402 facts.employees.source",
        "TS402 facts.founded_year.source",
        "TS402 facts.sandbox_refresh_interval_days[0].source",
        "TS402 facts.sandbox_refresh_interval_days[1].source",
        "TS402 facts.sandbox_refresh_interval_days[2].source",
    ],
    "zendesk.yaml": [
        "TS402 facts.ai_resolution_rate_reported[1].source",
        "TS402 facts.contract_added_seats.source",
        "TS402 facts.contract_notice_days.source",
        "TS402 facts.contract_refund.source",
        "TS402 facts.founded_year.source",
        "TS402 facts.ownership.source",
        "TS402 facts.ownership_transaction_value.source",
        "TS402 facts.sla_credit_claim_window_days[1].source",
    ],
}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_shipped_file_has_no_error(path: Path) -> None:
    result = app.validate([path], today=DAY)
    assert [one.message for one in result.diagnostics if one.severity is Severity.ERROR] == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_shipped_file_warns_of_what_is_listed(path: Path) -> None:
    found = app.validate([path], today=DAY).diagnostics
    said = sorted(f"{one.code} {key_text(one.place.key)}" for one in found)
    assert said == WARNINGS.get(path.name, [])


def test_the_list_names_only_files_that_ship() -> None:
    assert set(WARNINGS) <= {path.name for path in SHIPPED}
    assert {"facts.yaml", "customer-service.yaml"} <= {path.name for path in SHIPPED}
