"""TS6: prices and costs."""

from __future__ import annotations

from toolselect.rules.rule import Rule

RULES = (
    Rule(
        "TS601",
        "warning",
        "price that is unusually low",
        "A yearly licence cost of zero, or of less than 60 % of the median of three vendors or more, is often a line "
        "that is missing, another plan, or a lure. Ask, and do not exclude for it.",
        "a plan for two agents, compared at 40 seats",
        "the plan that 40 agents would use, or a note that the vendor confirmed the price",
        checks=("C24",),
    ),
    Rule(
        "TS602",
        "error",
        "price on a relative scale",
        "Lowest price by this price lets a third vendor decide between two others. A price enters as money on declared "
        "anchors.",
        "fact: licence_cost_of_budget\nvalue: {relative: {best: low}}",
        "fact: licence_cost_of_budget\nvalue: {linear: {worst: 150, best: 50}}",
        checks=("C25",),
    ),
    Rule(
        "TS610",
        "error",
        "two shapes of a cash flow in one table",
        "A table gives benefits and costs as positive amounts, or flows with their signs. Where both stand, nobody "
        "knows which one counts.",
        "benefits: [500, 600]\nflows: [-1000, 500, 600]",
        "initial: 1000\nbenefits: [500, 600]",
    ),
    Rule(
        "TS611",
        "error",
        "rate of -100 % or below",
        "Money that loses everything in a period has no present value: the discount factor divides by zero.",
        "discount_rate: -1",
        "discount_rate: 0.1",
    ),
    Rule(
        "TS612",
        "warning",
        "rate that looks like a percentage",
        "Rates of a cash flow are shares: 0.12 for 12 %. A number of 1 or more means 100 % or more, which is "
        "rarely meant.",
        "discount_rate: 12",
        "discount_rate: 12 %",
    ),
    Rule(
        "TS613",
        "error",
        "negative amount among benefits or costs",
        "Benefits come in and costs go out by the key that they stand under. A minus turns one into the other, and the "
        "return on investment divides by the wrong sum.",
        "costs: [-100, -100]",
        "costs: [100, 100]",
    ),
    Rule(
        "TS614",
        "error",
        "dates that do not fit the flows",
        "Each flow needs its day. Values are those of the first date, and what lies before it would count more than "
        "its amount.",
        "flows: [-100, 110]\ndates: [2026-12-31, 2026-01-01]",
        "flows: [-100, 110]\ndates: [2026-01-01, 2026-12-31]",
    ),
    Rule(
        "TS615",
        "note",
        "flows that never change sign",
        "Where money goes only one way, no rate makes it worth zero: there is no rate of return.",
        "flows: [1000, 500, 600]",
        "flows: [-1000, 500, 600]",
    ),
    Rule(
        "TS616",
        "note",
        "several rates of return",
        "Flows that change sign more than once can be worth zero at several rates. None of them is the return; the "
        "present value at the discount rate answers the question.",
        "flows: [-4000, 25000, -25000]: 25 % and 400 %",
        "the npv at the discount rate",
    ),
    Rule(
        "TS630",
        "error",
        "driver, line or price that does not exist",
        "The money model knows its drivers and lines by name; docs/money.md lists them. A figure under another name "
        "would silently change nothing, and a usage price that the profile does not list would cost nothing.",
        "drivers: {wages: 24}",
        "drivers: {wage: 24}",
    ),
    Rule(
        "TS631",
        "error",
        "figure that can't be",
        "A share is 0 to 100 %, a volume or a cost is not negative, and the ends of a range rise.",
        "automated_resolution: {low: 40, likely: 20, high: 10}",
        "automated_resolution: {low: 10, likely: 20, high: 40}",
    ),
    Rule(
        "TS632",
        "warning",
        "percentage below one percent",
        "Shares of the business case are written in percent. 0.12 is 0.12 %, and often 12 % was meant.",
        "recapture: 0.5",
        "recapture: 50",
    ),
    Rule(
        "TS633",
        "error",
        "exchange rate from the future",
        "A rate that is not known on the day of the study is a forecast, and nobody can check it.",
        "as_of: 2026-11-21\nrates: [{from: EUR, to: USD, rate: 1.08, date: 2027-01-04}]",
        "as_of: 2026-11-21\nrates: [{from: EUR, to: USD, rate: 1.08, date: 2026-11-20}]",
        checks=("C23",),
    ),
    Rule(
        "TS634",
        "error",
        "price in a currency without a rate",
        "Two currencies can't be compared. A business case needs one currency, and a dated rate for the others.",
        "a plan priced in EUR in a study in USD",
        "rates: [{from: EUR, to: USD, rate: 1.08, date: 2026-11-20}]",
        checks=("C23",),
    ),
    Rule(
        "TS635",
        "error",
        "business case without a baseline",
        "A benefit is a difference to what happens if nothing is bought. Without a status quo there is nothing to "
        "compare with.",
        "money: {drivers: {wage: 24}}",
        "status_quo: vendors/current.yaml\nmoney: {drivers: {wage: 24}}",
        checks=("C37",),
    ),
    Rule(
        "TS636",
        "warning",
        "plan without a price",
        "The plan that the must-haves require, or that the study chose, has no price: the vendor has no business case, "
        "and its money counts as not known.",
        "a plan for which only the sales team has a price",
        "money: {vendors: {acme: {seat_price: {value: 95, source: offer of 12 November}}}}",
        checks=("C23", "C24"),
    ),
    Rule(
        "TS637",
        "error",
        "risk counted twice",
        "The risk of a line is either a factor or the range of its drivers. Both together take it off twice.",
        "risks: {B2: -15}\ndrivers: {automated_resolution: {low: 10, likely: 20, high: 40}}",
        "drivers: {automated_resolution: {low: 10, likely: 20, high: 40}}",
    ),
    Rule(
        "TS638",
        "error",
        "revenue without a margin",
        "Of revenue only the gross margin is earned. Revenue itself is no benefit.",
        "lines: {B8: yes}\ndrivers: {revenue: 1000000, revenue_lift: 1}",
        "lines: {B8: yes}\ndrivers: {revenue: 1000000, revenue_lift: 1, gross_margin: 40, attribution: 50}",
    ),
    Rule(
        "TS639",
        "warning",
        "labour that nobody pays for",
        "Contacts, handle times and agents have to fit: hours that are not worked can't be saved, and repeats that are "
        "not there can't be avoided.",
        "contacts that need 60 agents, where 40 are paid",
        "volumes and handle times as measured",
    ),
    Rule(
        "TS640",
        "note",
        "driver that is a criterion, too",
        "A service result that raises the net present value and is scored as well counts twice, once as money. "
        "That may be meant, where customers feel it.",
        "criteria on first_contact_resolution and on net_present_value",
        "the criterion, or the driver",
        checks=("C08",),
    ),
    Rule(
        "TS641",
        "warning",
        "effect in the wrong direction",
        "First-contact resolution that falls, or turnover that rises, is no benefit. It counts as none; what it costs "
        "is not in the case.",
        "drivers: {fcr_before: 70, fcr_after: 65}",
        "drivers: {fcr_before: 65, fcr_after: 70}",
    ),
    Rule(
        "TS642",
        "warning",
        "business case that hangs on one figure",
        "Somewhere inside its own range, this one figure turns the net present value from a gain into a loss. "
        "Find it out before the money decides.",
        "automated_resolution: {low: 5, likely: 20, high: 60}",
        "automated_resolution: {value: 24, source: pilot of October}",
        checks=("C36",),
    ),
    Rule(
        "TS643",
        "warning",
        "figure that counts for nothing",
        "It stands in the study and changes no amount: a channel that lacks its volume or handle time, a use for which "
        "no vendor has a price, a tool that goes live when the horizon is over.",
        "channels: {email: {volume: 120000}}",
        "channels: {email: {volume: 120000, handle_time: 15}}",
    ),
)
