"""Every sentence of a report in English, by key. The part before the first dot names the section that says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Mapping[str, str | Mapping[str, str]] = {
    # --- figures and dates
    "date.long": "d\u00a0MMMM\u00a0y",
    "not known": "not known",
    "number.million": "m",
    "number.range": "{low} to {high}",
    "number.thousand": "k",
}
