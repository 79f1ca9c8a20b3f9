"""Read a study's `money:` block, and hold its drivers and lines against what the money model knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolselect.answers import digits
from toolselect.diagnostics import diagnostic, nearest
from toolselect.loading import scalars
from toolselect.model.money import (
    DISCOUNT_RATE,
    GO_LIVE,
    HORIZON,
    RAMP,
    DriverValue,
    MoneyPlan,
    Rate,
    Scenario,
    VendorMoney,
)
from toolselect.money.drivers import ALSO_OF_A_CHANNEL, DRIVERS, GENERAL, NO_END, OF_A_CHANNEL, PERCENT
from toolselect.money.lines import BY_ID

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from toolselect.diagnostics import Diagnostic, Place

_GENERAL = tuple(one.id for one in GENERAL)
_CHANNEL = (*(one.id for one in OF_A_CHANNEL), *ALSO_OF_A_CHANNEL)


def money_plan(
    data: Mapping[str, Any] | None,
    place: Place,
    *,
    vendors: Collection[str],
    as_of: date | None,
    found: list[Diagnostic],
) -> MoneyPlan | None:
    """Return the block; None if there is none, or if an error was found in it: no case rests on half a block."""
    if data is None:
        return None
    reader = _Reader(place, found, tuple(data.get("channels", {})))
    plan = MoneyPlan(
        horizon=int(data.get("horizon", HORIZON)),
        discount_rate=float(data.get("discount_rate", DISCOUNT_RATE)),
        go_live=int(data.get("go_live", GO_LIVE)),
        legacy_end=int(data["legacy_end"]) if "legacy_end" in data else None,
        ramp=tuple(float(share) for share in data.get("ramp", RAMP)),
        target=float(data["target"]) if "target" in data else None,
        rates=tuple(reader.rates(data.get("rates", ()), as_of)),
        channels=reader.channels(data.get("channels", {}), place.below("channels")),
        drivers=reader.drivers(data.get("drivers", {}), place.below("drivers"), _GENERAL),
        usage={
            name: reader.value("", value, place.below("usage", name)) for name, value in data.get("usage", {}).items()
        },
        scenarios={
            Scenario(name): reader.drivers(given, place.below("scenarios", name), reader.full())
            for name, given in data.get("scenarios", {}).items()
        },
        risks=reader.lines(data.get("risks", {}), place.below("risks")),
        switched={
            name: scalars.boolean(on) for name, on in reader.lines(data.get("lines", {}), place.below("lines")).items()
        },
        vendors=reader.vendors(data.get("vendors", {}), place.below("vendors"), vendors),
        place=place,
    )
    reader.percents(data)
    return plan if not reader.errors else None


class _Reader:
    """Read figures, and say what is wrong with them."""

    def __init__(self, place: Place, found: list[Diagnostic], channels: tuple[str, ...]) -> None:
        self.place = place
        self.found = found
        self.names = channels
        self.errors = 0

    def full(self) -> tuple[str, ...]:
        """Return all ids that a scenario or a claim may name."""
        return (*_GENERAL, *(f"{channel}.{name}" for channel in self.names for name in _CHANNEL))

    def _error(self, code: str, place: Place, message: str, hint: str = "") -> None:
        self.errors += 1
        self.found.append(diagnostic(code, place, message, hint))

    def rates(self, given: Any, as_of: date | None) -> list[Rate]:
        """Return the exchange rates; one from the future is no rate."""
        rates: list[Rate] = []
        for index, one in enumerate(given):
            day = None if one is None else scalars.day(one["date"])
            if one is None or day is None:
                continue
            place = self.place.below("rates", index)
            if as_of is not None and day > as_of:
                message = f"the rate from {one['from']} to {one['to']} is of {day}, and the study of {as_of}"
                self._error("TS633", place.below("date"), message, "give a rate that is known on the study's day")
                continue
            pair = {one["from"], one["to"]}
            if len(pair) == 1:
                self._error("TS631", place.below("to"), f"{one['to']} is changed into itself", "take the rate out")
                continue
            if any({other.of, other.to} == pair and other.date == day for other in rates):
                message = f"there are two rates between {one['from']} and {one['to']} of {day}"
                self._error("TS631", place, message, "keep one of them")
                continue
            rates.append(
                Rate(
                    of=one["from"],
                    to=one["to"],
                    rate=float(one["rate"]),
                    date=day,
                    source=one.get("source", ""),
                    place=place,
                )
            )
        return rates

    def channels(self, given: Mapping[str, Any], place: Place) -> dict[str, dict[str, DriverValue]]:
        """Return each channel's drivers."""
        return {name: self.drivers(values, place.below(name), _CHANNEL) for name, values in given.items()}

    def drivers(self, given: Mapping[str, Any], place: Place, known: tuple[str, ...]) -> dict[str, DriverValue]:
        """Return drivers that are known and whose figures are possible."""
        read = {}
        for name, value in given.items():
            if name not in known:
                hint = nearest(name, known) or "docs/money.md lists them"
                if name in _CHANNEL and "." not in name:
                    hint = "it belongs below `channels`, with its channel"
                self._error("TS630", place.below(name, at="key"), f"there is no driver `{name}` here", hint)
                continue
            read[name] = self.value(name, value, place.below(name))
        return read

    def value(self, name: str, given: Any, place: Place) -> DriverValue:
        """Return a figure; ends that do not stand in order or leave the driver's limits are errors."""
        if not isinstance(given, dict):
            given = {"value": given}
        if "value" in given:
            low = likely = high = float(given["value"])
        else:
            low, high = float(given["low"]), float(given["high"])
            likely = float(given.get("likely", (low + high) / 2))
        if not low <= likely <= high:
            self._error("TS631", place, "`low`, `likely` and `high` do not rise", "write the lowest first")
        self._limits(name, (low, likely, high), place)
        return DriverValue(
            low=low,
            likely=likely,
            high=high,
            source=given.get("source", ""),
            year=str(given.get("year", "")),
            flat="value" not in given and "likely" not in given and low < high,
            place=place,
        )

    def _limits(self, name: str, figures: tuple[float, float, float], place: Place) -> None:
        driver = DRIVERS.get(name.rpartition(".")[2])
        least, most = driver.limits if driver is not None else (0.0, NO_END)
        outside = [figure for figure in figures if not least <= figure <= most]
        if outside:
            unit = f" {driver.unit}" if driver is not None else ""
            what = f"`{name}`" if name else "the figure"
            span = f"at least {digits(least)}" if most >= NO_END else f"{digits(least)} to {digits(most)}"
            message = f"{what} is {digits(outside[0])}{unit}, and can be {span}"
            hint = "shares are written in percent: 12 for 12 %" if unit == f" {PERCENT}" else ""
            self._error("TS631", place, message, hint)

    def lines(self, given: Mapping[str, Any], place: Place) -> dict[str, Any]:
        """Return what is said of lines that there are."""
        read = {}
        for name, value in given.items():
            if name in BY_ID:
                read[name] = value
            else:
                message = f"there is no line `{name}`"
                self._error("TS630", place.below(name, at="key"), message, "lines: " + ", ".join(BY_ID))
        return read

    def vendors(self, given: Mapping[str, Any], place: Place, known: Collection[str]) -> dict[str, VendorMoney]:
        """Return what differs for each vendor of the study."""
        read = {}
        for name, one in given.items():
            at = place.below(name)
            if name not in known:
                message = f"`{name}` is not a vendor of this study"
                self._error("TS203", place.below(name, at="key"), message, nearest(name, known))
                continue
            price = one.get("seat_price")
            read[name] = VendorMoney(
                drivers=self.drivers(one.get("drivers", {}), at.below("drivers"), _GENERAL),
                channels=self.channels(one.get("channels", {}), at.below("channels")),
                claims=self.drivers(one.get("claims", {}), at.below("claims"), self.full()),
                seat_price=None if price is None else self.value("", price, at.below("seat_price")),
                usage=one.get("usage", {}),
                place=at,
            )
        return read

    # --- 0.12 and 12 ---------------------------------------------------------------------------------------------

    def percents(self, data: Mapping[str, Any]) -> None:
        """Ask about each percentage above 0 and below 1: 0.12 may mean 12."""
        for index, share in enumerate(data.get("ramp", ())):
            self._ask(share, self.place.below("ramp", index))
        self._ask(data.get("discount_rate", 0), self.place.below("discount_rate"))
        for name, risk in data.get("risks", {}).items():
            self._ask(risk, self.place.below("risks", name))
        self._ask_all(data.get("drivers", {}), self.place.below("drivers"))
        for name, given in data.get("channels", {}).items():
            self._ask_all(given, self.place.below("channels", name))
        for name, given in data.get("scenarios", {}).items():
            self._ask_all(given, self.place.below("scenarios", name))
        for name, one in data.get("vendors", {}).items():
            at = self.place.below("vendors", name)
            self._ask_all(one.get("drivers", {}), at.below("drivers"))
            self._ask_all(one.get("claims", {}), at.below("claims"))
            for channel, given in one.get("channels", {}).items():
                self._ask_all(given, at.below("channels", channel))

    def _ask_all(self, given: Mapping[str, Any], place: Place) -> None:
        for name, value in given.items():
            driver = DRIVERS.get(name.rpartition(".")[2])
            if driver is None or driver.unit != PERCENT or driver.small:
                continue
            if isinstance(value, dict):
                for key in ("value", "likely", "high"):
                    if key in value:
                        self._ask(value[key], place.below(name, key))
                        break
            else:
                self._ask(value, place.below(name))

    def _ask(self, value: Any, place: Place) -> None:
        if isinstance(value, int | float) and 0 < abs(value) < 1:
            message = f"{value:g} means {value:g} %: did you mean {100 * value:g}?"
            self.found.append(diagnostic("TS632", place, message, "shares are written in percent: 12 for 12 %"))
