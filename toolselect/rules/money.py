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
)
