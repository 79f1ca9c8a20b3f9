"""The pitfalls of choosing by scores that rules guard against, by the ids in `Rule.checks`.

Ids that are missing belong to rules that this version does not have yet.
"""

from __future__ import annotations

PRACTICE: dict[str, str] = {
    "C01": "a third vendor decides between two others, because scales are relative",
    "C02": "what is not known counts as zero, or as an answer",
    "C03": "a good score makes up for a must-have that is missed",
    "C04": "weights ignore how far a scale reaches",
    "C06": "a branch gets more weight because it is split finer",
    "C07": "an end and its means are both scored",
    "C08": "the same money is scored twice",
    "C09": "criteria that move together are taken for the same",
    "C10": "the worth of one criterion depends on another",
    "C11": "there are more criteria than anybody can weigh",
    "C12": "a criterion tells nobody apart",
    "C13": "a figure has no unit, no direction or no base",
    "C14": "the levels of a scale are only called good or fair",
    "C15": "something is scored that is no stated criterion",
    "C16": "the scores take the decision, and nobody writes down why",
    "C17": "a near-tie is printed as a win",
    "C18": "doubt is scored as badness",
    "C19": "evidence is out of date",
    "C20": "the vendor's word is taken for proof",
    "C21": "the roadmap is scored as the product",
    "C22": "features of one plan are compared at the price of another",
    "C23": "prices are not comparable",
    "C24": "a price is unusually low, or a line of it is missing",
    "C25": "prices are scored against each other",
    "C30": "comparisons in pairs contradict each other",
    "C32": "ratings of a crowd are scored as measures",
    "C33": "one source is counted many times",
    "C36": "one assumption decides about the money",
    "C37": "keeping what there is was not an option",
}
