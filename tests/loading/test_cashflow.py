from __future__ import annotations

from datetime import date

import pytest

from toolselect.loading.cashflow import CashFlowFile, read_cash_flow
from toolselect.money.cashflow import BenefitsAndCosts, SignedFlows


def read(text: str) -> CashFlowFile:
    return read_cash_flow(text.encode(), "flows.yaml")


def found(text: str) -> list[str]:
    lines = []
    for one in read(text).found:
        assert one.location is not None
        lines.append(f"{one.location.line}:{one.location.column} {one.severity}[{one.code}] {one.message} | {one.hint}")
    return lines


def test_benefits_and_costs() -> None:
    file = read("discount_rate: 10 %\ninitial: 40\nbenefits: [50, 60]\ncosts: [1, 2.5]\n")
    assert file.found == ()
    assert file.table == BenefitsAndCosts(initial=40, benefits=(50, 60), costs=(1, 2.5), discount_rate=0.1)


@pytest.mark.parametrize("text", ["benefits: [5, 6]\ninitial: 1", "benefits: [5, 6]\ninitial: 1\ncosts: []"])
def test_costs_may_be_left_out(text: str) -> None:
    assert read(text).table == BenefitsAndCosts(initial=1, benefits=(5, 6), costs=(0, 0))


def test_signed_flows_with_dates() -> None:
    file = read("flows: [-1, 2]\ndates: [2026-01-01, 2026-01-01]\nfinance_rate: 0.05\nreinvest_rate: 7.5%\n")
    assert file.found == ()
    day = date(2026, 1, 1)
    assert file.table == SignedFlows(flows=(-1, 2), dates=(day, day), finance_rate=0.05, reinvest_rate=0.075)


def test_json_may_be_indented_with_tabs() -> None:
    file = read('{\n\t"discount_rate": 0.1,\n\t"flows": [-100, 110]\n}')
    assert file.found == ()
    assert file.table == SignedFlows(flows=(-100, 110), discount_rate=0.1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{flows: [-1, 2], initial: 5}", "1:2 error[TS610] `initial` and `flows` belong to different shapes"),
        ("{benefits: [1], initial: 1, dates: [2026-01-01]}", "1:29 error[TS610] `initial` and `dates`"),
        ("{flows: [-1, 2], discount_rate: -1}", "1:33 error[TS611] a rate of `-1` leaves nothing"),
        ("{flows: [-1, 2], discount_rate: -100 %}", "1:33 error[TS611] a rate of `-100 %` leaves nothing"),
        ("{flows: [-1, 2], finance_rate: -2, reinvest_rate: 0}", "1:32 error[TS611] a rate of `-2`"),
        ("{flows: [-1, 2], discount_rate: 12}", "1:33 warning[TS612] 12 means 1,200 %: did you mean 0.12? | write"),
        ("{flows: [-1, 2], discount_rate: '12'}", "1:33 error[TS106] `12` does not have the right form | a share"),
        ("{flows: [-1, 2], discount_rate: twelve}", "1:33 error[TS106] `twelve`"),
        ("{benefits: [-1], initial: 2}", "1:13 error[TS613] -1 is negative"),
        ("{benefits: [1], initial: -2}", "1:26 error[TS613] -2 is negative"),
        ("{benefits: [1, 2], costs: [1]}", "1:27 error[TS108] `costs` and `benefits` are not equally long: 1 and 2"),
        ("{flows: [-1, 2], dates: [2026-01-01]}", "1:25 error[TS614] 1 dates for 2 flows"),
        ("{flows: [-1, 2], dates: [2026-01-02, 2026-01-01]}", "1:38 error[TS614] 2026-01-01 lies before the first"),
        ("{flows: [-1, 2], dates: [2026-01-02, 2026-02-30]}", "1:38 error[TS105] `2026-02-30` is not a date that"),
        ("{flows: [1, 2]}", "1:9 note[TS615] the flows never change sign"),
        ("{benefits: [1, 2]}", "1:12 note[TS615] the flows never change sign"),
        ("{flows: [-4000, 25000, -25000]}", "1:9 note[TS616] there are 2 rates of return: 25 %, 400 %"),
        ("{flows: []}", "1:9 error[TS108] 0 given, at least 1 needed"),
        ("{benefits: []}", "1:12 error[TS108] 0 given, at least 1 needed"),
        ("{flows: [-1, .nan]}", "1:14 error[TS010] `.nan` is not a finite number"),
        ("{flows: [-1, .inf]}", "1:14 error[TS010] `.inf` is not a finite number"),
        ("{flows: [-1, 1e300]}", "1:14 error[TS010] `1e300` is too large a number"),
        ("{flows: [-1, two]}", "1:14 error[TS104] `two` is given where a number is expected"),
        ("{flows: [-1, null]}", "1:14 error[TS104] nothing is given where a number is expected"),
        ("{flows: [-1, true]}", "1:14 error[TS104] `true` is given where a number is expected"),
        ("{flows: 5}", "1:9 error[TS104] `5` is given where a list is expected"),
        (f"{{flows: [-1{', 1' * 101}]}}", "1:9 error[TS108] 102 given, at most 101 needed"),
        (f"{{initial: 1, benefits: [1{', 1' * 100}]}}", "1:24 error[TS108] 101 given, at most 100 needed"),
        ("{discount_rate: 0.1}", "1:1 error[TS102] `benefits` is missing | give `flows`, or `benefits`"),
        ("{dates: [2026-01-01]}", "1:1 error[TS102] `flows` is missing"),
        ("{}", "1:1 error[TS102] `benefits` is missing"),
        ("{flow: [-1, 2]}", "1:2 error[TS101] the key `flow` is unknown | did you mean `flows`?"),
        ("[-1, 2]", "1:1 error[TS104] a list is given where a mapping"),
        ("-1", "1:1 error[TS104] `-1` is given where a mapping"),
        ("", "1:1 error[TS005] the file says nothing | give `flows`, or `benefits`"),
        ("{flows: [-1, 2}", "1:15 error[TS004]"),
    ],
)
def test_each_mistake_is_said_once_with_its_place(text: str, said: str) -> None:
    (line,) = found(text)
    assert line.startswith(said)
    assert (read(text).table is None) == ("error[" in line)


def test_all_mistakes_are_said_at_once() -> None:
    lines = found("initial: -1\ndiscount_rate: -1\nbenefits: [1, x, -3]\ncosts: [1]\nflow: 2\n")
    assert [line.partition(" ")[0] for line in lines] == ["1:10", "2:16", "3:15", "3:18", "4:8", "5:1"]


@pytest.mark.parametrize("digits", ["1e100", "-1e100", "1e-300", "0"])
@pytest.mark.parametrize("shape", ["flows: [-1, {}]", "flows: [{}]", "initial: 1\nbenefits: [1, {}]"])
def test_sizes_at_the_edge_do_not_fall_over(digits: str, shape: str) -> None:
    file = read(shape.format(digits))
    assert file.table is not None or any(one.code == "TS613" for one in file.found)
