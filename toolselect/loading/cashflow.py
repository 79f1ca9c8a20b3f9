"""Read a bare table of cash flows from YAML or JSON, without a kind line, and say all that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from toolselect import source
from toolselect.diagnostics import Diagnostic, Location, Place, Severity, diagnostic
from toolselect.loading import structure
from toolselect.money.cashflow import BenefitsAndCosts, SignedFlows
from toolselect.money.figures import irr, sign_changes

if TYPE_CHECKING:
    from toolselect.money.cashflow import CashFlow

_YEARS = ("initial", "benefits", "costs")
_SIGNED = ("flows", "dates", "finance_rate", "reinvest_rate")
_RATES = ("discount_rate", "finance_rate", "reinvest_rate")
_SHAPES = "give `flows`, or `benefits` with `costs` and `initial`"


@dataclass(frozen=True, slots=True, kw_only=True)
class CashFlowFile:
    """What a file says: the table (None if errors make it useless), what was found, and the text for excerpts.

    Every finding has its location.
    """

    path: str
    text: str
    table: CashFlow | None
    found: tuple[Diagnostic, ...]


def read_cash_flow(raw: bytes, path: str, *, max_bytes: int = source.MAX_BYTES) -> CashFlowFile:
    """Read a table from the bytes of a file that is shown as `path`.

    A table without errors has finite figures, one to 100 periods behind the first flow, rates above -1, as many costs
    as benefits or as many dates as flows, and no date before the first. An empty list of costs stands for zeros.
    """
    document, found = source.parse(raw, path, max_bytes=max_bytes)
    if document is None:
        found = [replace(one, hint=_SHAPES) if one.code == "TS005" else one for one in found]
        return CashFlowFile(path=path, text=raw.decode("utf-8-sig", "replace"), table=None, found=tuple(found))
    if document.text.lstrip().startswith(("{", "[")):  # JSON, which may be indented as one likes
        found = [one for one in found if one.code != "TS011"]
    data: Any
    data, wrong = structure.check(document, "cashflow")
    draft = _Draft(path=path, data=data if isinstance(data, dict) else {}, found=[*found, *wrong])
    if isinstance(document.data, dict):
        draft.check(set(document.data))
    table = None if draft.useless else draft.table()
    if table is not None:
        draft.remark(table)
    located = (_located(one, document) for one in draft.found)
    sorted_found = tuple(sorted(located, key=lambda one: one.sort_key))
    return CashFlowFile(path=path, text=document.text, table=table, found=sorted_found)


def _located(found: Diagnostic, document: source.Document) -> Diagnostic:
    where: Location = found.location or source.locate(document, found.place.key, found.place.at)
    return replace(found, location=where)


@dataclass(slots=True, kw_only=True)
class _Draft:
    """A table while it is read: the keys whose structure holds, and what was found so far."""

    path: str
    data: dict[str, Any]
    found: list[Diagnostic]

    @property
    def useless(self) -> bool:
        return any(one.severity is Severity.ERROR for one in self.found)

    def check(self, named: set[str]) -> None:
        """Look at what the structure can't say; `named` are the keys of the file, whether they hold or not."""
        years = [key for key in _YEARS if key in named]
        signed = [key for key in _SIGNED if key in named]
        if years and signed:
            message = f"`{years[0]}` and `{signed[0]}` belong to different shapes of a cash flow"
            self._say("TS610", (signed[0],), message, _SHAPES, at="key")
        elif not {"flows", "benefits"} & named and not any(one.code == "TS101" for one in self.found):
            missing = "flows" if signed else "benefits"
            self._say("TS102", (), f"`{missing}` is missing", _SHAPES, at="key")
        for key in _RATES:
            self._rate(key)
        self._not_negative()
        benefits, costs = self.data.get("benefits"), self.data.get("costs")
        if benefits and costs and len(benefits) != len(costs):
            message = f"`costs` and `benefits` are not equally long: {len(costs)} and {len(benefits)}"
            self._say("TS108", ("costs",), message, "give one for each year; 0 where there is none")
        self._dates()

    def _rate(self, key: str) -> None:
        if key not in self.data:
            return
        written = self.data[key]
        rate = _rate_of(written)
        if rate <= -1:
            message = f"a rate of {structure.shown(written)} leaves nothing to divide by: rates are above -100 %"
            self._say("TS611", (key,), message, "write 0.1 or `10 %` for ten percent")
        elif rate >= 1 and not isinstance(written, str):
            message = f"{written:g} means {100 * rate:,.6g} %: did you mean {rate / 100:g}?"
            self._say("TS612", (key,), message, f"write {rate / 100:g}, or `{100 * rate:g} %` if it is meant")

    def _not_negative(self) -> None:
        if self.data.get("initial", 0) < 0:
            self._say("TS613", ("initial",), *_negative(self.data["initial"]))
        for key in ("benefits", "costs"):
            for at, amount in enumerate(self.data.get(key, ())):
                if amount is not None and amount < 0:
                    self._say("TS613", (key, at), *_negative(amount))

    def _dates(self) -> None:
        dates, flows = self.data.get("dates"), self.data.get("flows")
        if dates is None:
            return
        if flows is not None and len(dates) != len(flows):
            self._say("TS614", ("dates",), f"{len(dates)} dates for {len(flows)} flows", "give one for each flow")
        for at, day in enumerate(dates):
            if day is not None and dates[0] is not None and day < dates[0]:
                message = f"{day} lies before the first date, {dates[0]}"
                self._say("TS614", ("dates", at), message, "begin with the earliest flow: it is worth its full amount")

    def table(self) -> CashFlow:
        """Return the table; only where nothing is wrong."""
        data = self.data
        rates = {key: _rate_of(data[key]) for key in _RATES if key in data}
        if "flows" in data:
            dates = tuple(map(date.fromisoformat, data["dates"])) if "dates" in data else None
            return SignedFlows(flows=tuple(map(float, data["flows"])), dates=dates, **rates)
        benefits = tuple(map(float, data["benefits"]))
        costs = tuple(map(float, data.get("costs", ()))) or (0.0,) * len(benefits)
        initial = float(data.get("initial", 0))
        return BenefitsAndCosts(benefits=benefits, costs=costs, initial=initial, **rates)

    def remark(self, table: CashFlow) -> None:
        """Note what a reader of the rate of return has to know."""
        key = "flows" if isinstance(table, SignedFlows) else "benefits"
        if not sign_changes(table.flows):
            hint = "money that goes out is negative in `flows`" if key == "flows" else "look for costs that are missing"
            self._say("TS615", (key,), "the flows never change sign, so that there is no rate of return", hint)
        elif isinstance(rates := irr(table.flows), tuple) and len(rates) > 1:
            shown = ", ".join(f"{100 * rate:.4g} %" for rate in rates)
            self._say("TS616", (key,), f"there are {len(rates)} rates of return: {shown}", "go by the present value")

    def _say(
        self,
        code: str,
        key: tuple[str | int, ...],
        message: str,
        hint: str = "",
        *,
        at: Literal["key", "value"] = "value",
    ) -> None:
        self.found.append(diagnostic(code, Place(path=self.path, key=key, at=at), message, hint))


def _rate_of(written: float | str) -> float:
    """Return a rate as a share: of a number as it is, of a text such as `10 %` its hundredth."""
    return float(written.removesuffix("%")) / 100 if isinstance(written, str) else float(written)


def _negative(amount: float) -> tuple[str, str]:
    return f"{amount:g} is negative, and amounts of this shape are not", "move it to the other list, or use `flows`"
