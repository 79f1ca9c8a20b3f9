"""Write generated vendor profiles of some 115 lines, alike in shape to the shipped ones, always the same bytes."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CHANNELS = ("email", "voice", "live_chat", "whatsapp", "sms", "facebook_messenger", "instagram", "line", "wechat", "x")
YES_NO = (
    "api_rest", "api_oauth2", "api_webhooks", "api_graphql", "api_openapi_published", "api_bulk_export",
    "api_incremental_export", "cert_iso_27001", "cert_iso_27018", "cert_soc2_type2", "gdpr_dpa", "data_residency",
    "encryption_at_rest", "sso_saml", "scim", "audit_log", "unified_inbox", "ai_agent", "ai_agent_assist",
    "sandbox_environment", "import_api", "hipaa", "pci_dss", "free_trial", "channel_knowledge_base",
    *(f"channel_{name}" for name in CHANNELS),
)  # fmt: skip
KINDS = ("documentation", "documentation", "claim", "third-party", "certificate")
PLANS = ("team", "growth", "professional", "enterprise")


def profile(number: int) -> str:
    """Return the text of one profile."""
    dice = random.Random(number)  # noqa: S311 - a repeatable corpus, not a secret
    lines = [
        "# yaml-language-server: $schema=../toolselect/schemas/vendor.schema.json",
        "toolselect: vendor/1",
        f"id: vendor-{number:04}",
        f"name: Vendor {number:04}",
        f"maker: Vendor {number:04} Holdings, Inc.",
        f"homepage: https://vendor-{number:04}.example.com",
        "",
        "sources:",
    ]
    for source in range(8):
        lines += [
            f"  page-{source}:",
            f"    url: https://docs.vendor-{number:04}.example.com/articles/{dice.randrange(10**9)}",
            f"    title: Page {source} of the help centre, as published",
            f'    date: "2026-{dice.randint(7, 10):02}-{dice.randint(1, 28):02}"',
            f"    kind: {KINDS[source % len(KINDS)]}",
        ]
    lines += ["", "facts:"]
    for rank, fact in enumerate(YES_NO):
        value = "yes" if dice.random() < 0.8 else "no"
        note = ", note: as the page says it for all plans" if dice.random() < 0.3 else ""
        page = rank if rank < 8 else dice.randrange(8)  # each source is named at least once
        lines.append(f"  {fact}: {{value: {value}, source: page-{page}{note}}}")
    lines.append("  api_rate_limit:")
    for rank, plan in enumerate(PLANS):
        amount = 200 * (rank + 1)
        lines.append(f"    - {{value: {amount}, unit: requests/minute, plan: {plan}, source: page-{rank}}}")
    lines += [
        "  ui_languages: {value: [en, de, fr, es, pt-BR, ja, zh-Hans], source: page-6}",
        "  channel_video: {unknown: asked by mail and not answered so far}",
        '  sla_uptime_percent: {value: 99.9, unit: "%", source: page-7}',
        "  scale_concurrent_long_requests: {low: 20, likely: 25, high: 30, unit: requests, source: page-2}",
        "",
        "plans:",
    ]
    for rank, plan in enumerate(PLANS):
        lines += [
            f"  - id: {plan}",
            f"    name: {plan.title()}",
            f"    price: {{amount: {19 + 40 * rank}, currency: USD, per: agent-month, billed: yearly}}",
            f"    source: page-{rank}",
        ]
    return "\n".join(lines) + "\n"


def write(folder: Path, count: int) -> list[Path]:
    """Write that many profiles into a folder; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"vendor-{number:04}.yaml" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_text(profile(number), encoding="utf-8")
    return paths
