"""TS3: criteria, weights and scales."""

from __future__ import annotations

from toolselect.rules.rule import Rule

RULES = (
    Rule(
        "TS301",
        "error",
        "weights that sum to nothing",
        "Siblings share their parent's weight in proportion; with a sum of zero there is nothing to share by.",
        "weights: {api: 0, roi: 0, …}",
        "weights: {api: 30, roi: 25, …}",
    ),
    Rule(
        "TS302",
        "error",
        "group of weights that is incomplete",
        "A sibling group is set whole or not at all, else old and new weights mix on different scales.",
        "weights: {api: 30}      # and nothing about its seven siblings",
        "weights: {api: 30, scalability: 20, …}",
    ),
    Rule(
        "TS303",
        "error",
        "value function that does not fit its fact",
        "A yes/no can't be put on a line, a text can't be scored.",
        "fact: api_oauth2\nvalue: {linear: {worst: 0, best: 1}}",
        "fact: api_oauth2\nvalue: {boolean: {no: 0, yes: 100}}",
    ),
    Rule(
        "TS304",
        "error",
        "anchors that do not make a scale",
        "Worst and best must differ, points must rise in x, levels must be those of the fact.",
        "linear: {worst: 50, best: 50}",
        "linear: {worst: 50, best: 100}",
        checks=("C01",),
    ),
    Rule(
        "TS306",
        "error",
        "must-have or target that does not fit its fact",
        "The requirement must be one that an answer to the fact can meet or miss.",
        'fact: api_oauth2\nmust: ">= 5"',
        "fact: api_oauth2\nmust: yes",
    ),
    Rule(
        "TS307",
        "error",
        "criterion that can't be computed",
        "A derived fact that this version does not know how to compute can't be scored.",
        "fact: customer_happiness      # derived, but by nothing",
        "fact: channel_fit",
    ),
    Rule(
        "TS308",
        "error",
        "money counted twice",
        "Two criteria that score the same money weigh it twice without saying so.",
        "two leaves on licence_cost_of_budget",
        "one leaf on licence_cost_of_budget",
        checks=("C08",),
    ),
    Rule(
        "TS309",
        "warning",
        "fact scored twice",
        "Two criteria on the same fact count it twice; its real weight is the sum.",
        "two leaves on api_rate_limit",
        "one leaf on api_rate_limit",
        checks=("C07",),
    ),
    Rule(
        "TS310",
        "error",
        "percentage without a base",
        "A share means nothing until it is said of what.",
        'unit: "%"',
        'unit: "%"\nof: customers who write',
        checks=("C13",),
    ),
    Rule(
        "TS311",
        "warning",
        "relative scale",
        "Scores on a relative scale move when a vendor comes or goes, so that the order of two can depend on a third.",
        "value: {relative: {best: low}}",
        "value: {linear: {worst: 200, best: 50}}",
        checks=("C01",),
    ),
    Rule(
        "TS312",
        "error",
        "anchors changed, weights not",
        "A weight says what the step from worst to best is worth. When a study moves the ends of a scale, the step is "
        "another one, and the weights of its group have to be looked at again.",
        "adjust:\n  api_docs: {value: {linear: {worst: 80, best: 100}}, reason: …}\n# and no weights for its group",
        "adjust:\n  api_docs: {value: {linear: {worst: 80, best: 100}}, reason: …}\n"
        "weights: {api_docs: 2, api_deprecation: 2}",
        checks=("C04",),
    ),
    Rule(
        "TS313",
        "warning",
        "weights far apart without a reason",
        "People spread weights too evenly, or pile them on one favourite. A sibling that weighs three times another or "
        "more needs a line that says why.",
        "- {id: api, weight: 60, …}\n- {id: migration, weight: 5, …}",
        "- {id: api, weight: 60, reason: A tool that exchanges no data is of no use here., …}\n"
        "- {id: migration, weight: 5, …}",
        checks=("C06",),
    ),
    Rule(
        "TS314",
        "warning",
        "weights that only count the leaves",
        "A branch that is split finer tends to get more weight, whatever it is worth. Here the weights of three "
        "branches or more are in proportion to how many leaves they have.",
        "- {id: api, weight: 30, criteria: [… three leaves …]}\n- {id: roi, weight: 10, criteria: [… one leaf …]}\n"
        "- {id: fit, weight: 20, criteria: [… two leaves …]}",
        "the same weights with a `reason` each, or others that say what each branch is worth",
        checks=("C06",),
    ),
    Rule(
        "TS315",
        "warning",
        "two criteria with one objective",
        "Criteria that serve the same end, one as its means and one as the end itself, count it twice.",
        "- {id: chat, objective: Customers do not wait., …}\n- {id: speed, objective: Customers do not wait., …}",
        "- {id: chat, objective: Customers reach us in writing., …}\n"
        "- {id: speed, objective: Customers do not wait., …}",
        checks=("C07",),
    ),
    Rule(
        "TS316",
        "note",
        "criteria that move together",
        "Over five alternatives or more, two criteria score nearly alike. That is an observation about these vendors, "
        "and no proof that the criteria say the same: both may matter for reasons of their own.",
        "two leaves whose scores correlate with 0.98 over six vendors",
        "ask for each: if the other were settled, would this one still matter?",
        checks=("C09",),
    ),
    Rule(
        "TS317",
        "warning",
        "criterion whose worth depends on another",
        "A weighted sum takes each criterion for itself. Where the worth of one depends on another (`depends_on`), the "
        "sum is wrong for some combinations.",
        "- {id: sandbox, depends_on: of use only with webhooks, …}",
        "one criterion with levels: neither, one of them, both",
        checks=("C10",),
    ),
    Rule(
        "TS318",
        "note",
        "too many criteria to weigh",
        "Nobody can weigh more than about seven things against each other, and a set of more than forty leaves that "
        "count spreads the weight so thin that no single answer matters.",
        "a branch with twelve leaves side by side",
        "three branches with four leaves each",
        checks=("C11",),
    ),
    Rule(
        "TS319",
        "note",
        "criteria that tell nobody apart",
        "All alternatives score the same, so this weight does nothing for the choice. The criterion may still be worth "
        "keeping: as a must-have, or for a vendor who comes later.",
        "every vendor has a REST API, and it carries 5 % of the weight",
        "the same criterion as a must-have of weight 0",
        checks=("C12",),
    ),
    Rule(
        "TS320",
        "warning",
        "level that nobody could observe",
        "Two people put the same product on different levels if the levels are only called good or fair. A level needs "
        "a sentence that says what is seen when it holds.",
        "good: {value: 80, means: Good}",
        "good: {value: 80, means: Agents change the channel without losing the thread.}",
        checks=("C14",),
    ),
    Rule(
        "TS321",
        "error",
        "swing that was asked for another range",
        "A swing is worth what the step from one end of a scale to the other is worth. When an anchor moves, the "
        "answer is one to another question, and the whole group has to be asked again.",
        "swings: {api_docs: {points: 80, from: 50, to: 100}, …}    # and the scale begins at 70 by now",
        "swings: {api_docs: {points: 60, from: 70, to: 100}, …}    # asked again",
        checks=("C04",),
    ),
    Rule(
        "TS322",
        "error",
        "judgements that can't all hold",
        "If `a` weighs three times `b`, then `b` weighs a third of `a`, and nothing weighs more or less than itself. "
        "What says otherwise is a slip, and no weights follow from it.",
        "matrix: [[1, 3], [3, 1]]",
        "matrix: [[1, 3], [1/3, 1]]",
    ),
    Rule(
        "TS323",
        "error",
        "comparisons that leave groups apart",
        "Missing comparisons follow from the others only where a chain of them leads from each element to each other. "
        "Between groups that no comparison joins, any weights would fit.",
        'comparisons: ["a over b: 3", "c over d: 2"]',
        'comparisons: ["a over b: 3", "c over d: 2", "b over c: 1"]',
    ),
    Rule(
        "TS324",
        "warning",
        "comparisons that contradict each other",
        "A consistency ratio above 0.10 says that the judgements hang together little better than dice. The weights "
        "are computed all the same; the three judgements named here are those to think over first.",
        'comparisons: ["a over b: 3", "b over c: 3", "c over a: 3"]',
        'comparisons: ["a over b: 3", "b over c: 3", "a over c: 9"]',
        checks=("C30",),
    ),
    Rule(
        "TS325",
        "error",
        "data that give no weights",
        "Weights from data measure how far the figures of a criterion spread. Where nothing spreads there is nothing "
        "to share by, and logarithms take no zero and no negative figure.",
        "values: [[3, 0], [3, -5]]    # for entropy",
        "values: [[3, 10], [4, 5]]",
    ),
    Rule(
        "TS326",
        "error",
        "intervals that no weights keep to",
        "Shares of siblings sum to one: the lows must not sum to more, the highs not to less, and a low is no higher "
        "than its high. Otherwise a simulation has nothing to draw.",
        "intervals: {api: [0.6, 0.7], roi: [0.5, 0.6]}",
        "intervals: {api: [0.5, 0.7], roi: [0.3, 0.5]}",
    ),
)
