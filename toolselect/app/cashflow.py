"""Read a bare table of cash flows and compute its figures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from toolselect import files, source
from toolselect.app.finding import NothingFound, relative

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolselect.diagnostics import Diagnostic
    from toolselect.money.cashflow import Appraisal, CashFlow


@dataclass(frozen=True, slots=True, kw_only=True)
class CashFlowOutcome:
    """A table and its figures, or None and the errors that stopped it."""

    table: CashFlow | None
    appraisal: Appraisal | None
    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, str]


def appraise_cash_flow(path: Path, *, max_file_size: int | None = None) -> CashFlowOutcome:
    """Read a table and compute its figures. Any error stops it; warnings and notes do not.

    Raises:
        NothingFound: if the file can't be read.
    """
    from toolselect.loading.cashflow import read_cash_flow
    from toolselect.money.cashflow import appraise

    here = Path.cwd()
    shown = relative(here / path, here)
    limit = max_file_size or source.MAX_BYTES
    try:
        raw = files.read_limited(here / path, limit)
    except files.ReadFailed as failed:
        raise NothingFound(f"{shown} can't be read: {failed.reason}") from failed
    file = read_cash_flow(raw, shown, max_bytes=limit)
    return CashFlowOutcome(
        table=file.table,
        appraisal=None if file.table is None else appraise(file.table),
        diagnostics=file.found,
        texts={shown: file.text},
    )
