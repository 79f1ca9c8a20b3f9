"""`toolselect list expiries`: what evidence runs out when, soonest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.cli import console, options

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from toolselect.checks.profile import Expiry
    from toolselect.diagnostics import Location
    from toolselect.model.vendor import Vendor

Row = dict[str, str | int | bool]


def show(
    study: Path | None, *, within: int | None, as_of: date | None, allow_outside: bool, output: options.DataFormat
) -> None:
    """Print what runs out; `within` leaves out what holds for more days than that."""
    from toolselect import app

    try:
        day, found = app.expiries(study, today=options.today(), as_of=as_of, allow_outside=allow_outside)
    except app.NothingFound as error:
        console.fail(str(error))
    rows = [row for row in _rows(day, found) if within is None or int(row["days_left"]) <= within]
    if output == "json":
        console.product_json({"version": 1, "as_of": day.isoformat(), "expiries": rows})
    else:
        console.product(console.records([_cells(row) for row in rows]))
    console.say(_summary(day, rows, within))


def _rows(day: date, found: Iterable[tuple[Vendor, Expiry, Location]]) -> list[Row]:
    """Return a row for each source of a vendor's fact, with the first place that names it."""
    rows: dict[tuple[str, str, str], Row] = {}
    for vendor, one, where in found:
        source = vendor.sources[one.source]
        row: Row = {
            "day": one.day.isoformat(),
            "days_left": (one.day - day).days,
            "vendor": vendor.id,
            "fact": one.fact,
            "must": one.must,
            "source": one.source,
            "title": source.title,
            "url": source.url,
            "path": one.place.path,
            "line": where.line,
        }
        rows.setdefault((vendor.id, one.fact, one.source), row)
    return list(rows.values())


def _cells(row: Row) -> tuple[str, ...]:
    return (
        str(row["day"]),
        _left(int(row["days_left"])),
        str(row["vendor"]),
        str(row["fact"]),
        "must-have" if row["must"] else "",
        f"{row['path']}:{row['line']}",
        str(row["title"]),
    )


def _left(number: int) -> str:
    """Say when that is, in words; on its day the evidence no longer holds."""
    if number <= 0:
        return "expired"
    return "tomorrow" if number == 1 else f"in {number} days"


def _summary(day: date, rows: list[Row], within: int | None) -> str:
    gone = sum(int(row["days_left"]) <= 0 for row in rows)
    must = sum(bool(row["must"]) for row in rows)
    horizon = "" if within is None else f" within {console.counted(within, 'day')}"
    if not rows:
        return f"nothing runs out{horizon} from {day} on"
    said = f"at {day}: {gone:,} expired, {len(rows) - gone:,} to expire{horizon}"
    return f"{said}; must-haves rest on {must:,} of them" if must else said
