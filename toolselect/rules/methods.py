"""TS8: how scores are computed and read."""

from __future__ import annotations

from toolselect.rules.rule import Rule

RULES = (
    Rule(
        "TS801",
        "note",
        "tie for first place",
        "The first ones are closer together than the resolution of the study, so that their order means nothing. They "
        "share the rank, in id order.",
        "71.3 against 71.1, with a resolution of 0.5 points",
        "find out what is still unknown about them, or decide by what is not scored, and say so",
        checks=("C17",),
    ),
    Rule(
        "TS802",
        "error",
        "trust that rises where evidence gets weaker",
        "`trust` is the chance that evidence of a kind is right. A claim can't be more often right than the "
        "documentation; and doubt never lowers a score, it widens what the simulation shows.",
        "trust: {documentation: 0.6, claim: 0.9}",
        "trust: {documentation: 0.85, claim: 0.6}",
        checks=("C18",),
    ),
    Rule(
        "TS803",
        "error",
        "figure of zero or less, which the method multiplies or divides by",
        "The weighted product and every scaling by reciprocals need figures above zero: one zero makes a product zero "
        "whatever else is good, and below zero there is no root.",
        "rank table.csv --method product, with a figure of -3",
        "rank table.csv --method additive --option normalise=minmax",
    ),
    Rule(
        "TS804",
        "error",
        "criterion of zeros, which can't be scaled by its size",
        "Scaling by the sum, the largest figure or the length of a column divides by it. A column of zeros has none.",
        "TOPSIS on a criterion that is 0 for all alternatives",
        "leave the criterion out, or use --option normalise=minmax",
    ),
    Rule(
        "TS805",
        "error",
        "no bounds for a method that measures between bounds",
        "SPOTIS and normalise=bounds place each figure between the lowest and the highest that the criterion can take. "
        "Taken from the table instead, they would move when an alternative comes or goes.",
        "{id: price, direction: min, weight: 0.4}, with --method spotis",
        "{id: price, direction: min, weight: 0.4, bounds: [100, 300]}",
    ),
    Rule(
        "TS806",
        "error",
        "figure outside its bounds",
        "Bounds hold every alternative that could be met. A figure outside is a mistake in one or the other, and "
        "distances from the ideal would pass 1.",
        "bounds: [100, 300], and a price of 320",
        "bounds: [100, 400]",
    ),
    Rule(
        "TS807",
        "note",
        "criterion that is the same for all alternatives",
        "Its weight tells none from another, so the others decide with less than the whole weight. That is no mistake, "
        "but worth knowing.",
        "all three vendors answer within 4 hours, and the criterion has 30 % of the weight",
        "leave it out, or keep it for alternatives that may still come",
        checks=("C12",),
    ),
    Rule(
        "TS808",
        "error",
        "too few alternatives to compare",
        "Methods that compare alternatives with each other say nothing about one alone.",
        "rank table.csv --method promethee2, with one row",
        "rank table.csv --method spotis, with bounds",
    ),
    Rule(
        "TS809",
        "error",
        "weights that can't be used",
        "A weight is a share of what matters: a number from 0 up, and not all of them 0. That less is better is said "
        "by the direction, not by a negative weight.",
        "--weights 0.4,-0.6",
        "--weights 0.4,0.6 --directions max,min",
    ),
    Rule(
        "TS810",
        "error",
        "figures that can't be computed with",
        "NaN and infinity are no figures, and figures near the ends of what a computer can hold lose their meaning "
        "when they are added or multiplied. A score from them would look like any other.",
        "a figure of 1.7e308 in a sum",
        "the same in millions",
    ),
    Rule(
        "TS811",
        "error",
        "thresholds that don't suit the preference function",
        "Each preference function of PROMETHEE reads its own thresholds, in the unit of the criterion: q what counts "
        "nothing, p what counts fully, s the turning point of the gaussian.",
        "preference: {function: linear, q: 2, p: 1}",
        "preference: {function: linear, q: 1, p: 2}",
    ),
    Rule(
        "TS812",
        "warning",
        "figures of very different size count as they stand",
        "In a plain sum, and in the discordance of ELECTRE, the criterion with the largest figures decides alone, "
        "whatever the weights say. That is right only if all are in one unit.",
        "a price of 24000 and a rating of 4.5, with normalise=none",
        "--option normalise=bounds",
    ),
    Rule(
        "TS813",
        "error",
        "option that the method does not have or take",
        "A misspelt option would be ignored, and the ranking would be another one than asked for.",
        "--method vikor --option v=2",
        "--method vikor --option v=0.5",
    ),
    Rule(
        "TS814",
        "warning",
        "scaling makes a factor of a product zero",
        "The worst on one criterion becomes 0, and so does its whole product, whatever else is good.",
        "--method product --option normalise=minmax",
        "--method product --option normalise=max",
    ),
    Rule(
        "TS815",
        "error",
        "figure that nobody knows, where one is needed",
        "A method computes with one figure for each alternative and criterion. What is unknown can be anything on the "
        "scale; a simulation shows what that does to the ranking.",
        "rank table.csv --method topsis, with a cell `unknown`",
        "rank table.csv --robust",
    ),
)
