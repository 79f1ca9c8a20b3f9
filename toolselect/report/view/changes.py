"""What would change the first place: the nearest weights, answers that are still open, the price of second place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.model.result import Status
from toolselect.model.robustness import ChangeKind
from toolselect.report.charts import stability_bars
from toolselect.report.view.blocks import Change, Flip, Flips

if TYPE_CHECKING:
    from toolselect.model.result import LeafScore, OpenOrder
    from toolselect.model.robustness import Change as Needed
    from toolselect.model.robustness import FactStability, SecondPlace, WeightStability
    from toolselect.report.view.index import Index

OPEN_STATE = {
    Status.UNKNOWN: "changes.state.unknown",
    Status.PARTIAL: "changes.state.partial",
    Status.RANGE: "changes.state.range",
    Status.CONFLICT: "changes.state.conflict",
}
MOST_WEIGHTS, MOST_FACTS, MOST_CHANGES, MOST_QUESTIONS = 3, 3, 4, 3


def flips(index: Index) -> Flips | None:
    """Return the nearest changes of a weight or an answer that change the first place; None without a simulation."""
    robustness = index.evaluation.robustness
    if robustness is None or not index.evaluation.verdict.first:
        return None
    weights = nearest_weights(index)[:MOST_WEIGHTS]
    top = max((max(w.weight, at) for w in weights for at in _places(w)), default=0.0)
    axis = min(1.0, max(0.1, 0.05 * -(-top * 1.15 // 0.05)))
    facts = [fact for fact in robustness.facts if fact.possible][:MOST_FACTS]
    said = []
    if not weights:
        said.append(index.words.say("changes.no weight"))
    if facts:
        said.append(index.words.say("changes.facts within", n=len(facts)))
    elif robustness.facts:
        said.append(index.words.say("changes.facts outside"))
    else:
        said.append(index.words.say("changes.no fact"))
    second = next((one for one in robustness.second_places if one.vendor in index.evaluation.verdict.runner_up), None)
    if second is not None:
        said.append(price_of_second_place(index, second))
    return Flips(
        intro=index.words.say("changes.intro", percent=index.words.percent(axis)),
        rows=tuple([_weight(index, w, axis) for w in weights] + [_fact(index, fact) for fact in facts]),
        sentences=tuple(text for text in said if text),
    )


def nearest_weights(index: Index) -> list[WeightStability]:
    """Return the criteria whose weight alone can change the first place, nearest first; no branch of a single child."""
    robustness = index.evaluation.robustness
    if robustness is None:
        return []
    parents = {w.id: w.parent for w in index.evaluation.criteria}
    moving = [w for w in robustness.weights if _places(w)]
    shown = {w.criterion for w in moving}
    moving = [
        w
        for w in moving
        if parents.get(w.criterion, "") not in shown
        or abs(index.weights[parents[w.criterion]].weight - w.weight) > 1e-12
    ]
    moving.sort(key=lambda w: (min(abs(at - w.weight) for at in _places(w)), w.criterion))
    return moving


def _places(stability: WeightStability) -> tuple[float, ...]:
    return tuple(flip.at for flip in (stability.down, stability.up) if flip is not None)


def _weight(index: Index, found: WeightStability, axis: float) -> Flip:
    words = index.words
    near = min((f for f in (found.down, found.up) if f is not None), key=lambda flip: abs(flip.at - found.weight))
    now, needed = words.percent(found.weight, 1), words.percent(near.at, 1)
    title, winner = index.title(found.criterion), index.name(near.winner)
    return Flip(
        label=title,
        move=words.say("changes.move", now=now, needed=needed),
        winner=winner,
        bar=stability_bars.bar(
            f"flip-{found.criterion}",
            words.say("changes.weight said", criterion=title, now=now, needed=needed, winner=winner),
            now=found.weight,
            safe=(found.down.at if found.down else 0.0, found.up.at if found.up else axis),
            flips=tuple(at for at in _places(found) if at <= axis),
            axis=(0.0, axis),
        ),
    )


def _fact(index: Index, found: FactStability) -> Flip:
    words = index.words
    leaf = index.leaf(found.vendor, found.criterion)
    known = leaf is not None and leaf.status is not Status.UNKNOWN
    now = words.score(found.worth) if known else words.say("not known")
    needed = words.score(found.worth_needed)
    title = words.say("changes.fact of", criterion=index.title(found.criterion), vendor=index.name(found.vendor))
    rises = found.worth_needed > found.worth
    return Flip(
        label=title,
        move=words.say("changes.worth move", now=now, needed=needed),
        sub=words.say("changes.answer needed", answer=needed_text(index, found)) if needed_text(index, found) else "",
        winner=index.name(found.winner),
        bar=stability_bars.bar(
            f"flip-{found.vendor}-{found.criterion}",
            words.say("changes.fact said", criterion=title, now=now, needed=needed, winner=index.name(found.winner)),
            now=found.worth,
            safe=(0.0, found.worth_needed) if rises else (found.worth_needed, 100.0),
            flips=(found.worth_needed,),
            axis=(0.0, 100.0),
            possible=(leaf.value.low, leaf.value.high) if leaf is not None and leaf.value is not None else None,
        ),
    )


def needed_text(index: Index, found: FactStability) -> str:
    """Write the answer that would be needed, in the fact's own unit; nothing where none can be named."""
    if found.figure is not None:
        return index.words.quantity(float(f"{found.figure:.4g}"), found.unit)
    return found.needed


def price_of_second_place(index: Index, second: SecondPlace) -> str:
    """Say the smallest single change with which a loser would win."""
    if not second.changes:
        return second.reason
    return index.words.say(
        "changes.second place", vendor=index.name(second.vendor), change=change_text(index, second.changes[0])
    )


def change_text(index: Index, change: Needed) -> str:
    """Write one change: from what to what, in its own unit."""
    words = index.words
    if change.kind is ChangeKind.WEIGHT:
        return words.say(
            "changes.change.weight",
            criterion=index.title(change.subject),
            now=words.percent(change.now or 0.0, 1),
            needed=words.percent(change.needed or 0.0, 1),
        )
    vendor, _, what = change.subject.partition("/")
    if change.kind is ChangeKind.PRICE:
        return words.say(
            "changes.change.price",
            vendor=index.name(vendor),
            now=words.money(change.now or 0.0, ""),
            needed=words.money(change.needed or 0.0, ""),
            unit=change.unit,
        )
    title = words.say("changes.fact of", criterion=index.title(what), vendor=index.name(vendor))
    if change.needed is None:
        return words.say("changes.change.answer", fact=title, answer=change.words)
    needed = words.quantity(float(f"{change.needed:.4g}"), change.unit)
    if change.now is None:
        return words.say("changes.change.answer", fact=title, answer=needed)
    return words.say(
        "changes.change.fact", fact=title, now=words.quantity(float(f"{change.now:.4g}"), change.unit), needed=needed
    )


def open_answers(index: Index) -> tuple[tuple[Change, ...], str]:
    """Return the single answers that could turn the first place; where none could alone, the heaviest open ones."""
    words = index.words
    first = set(index.evaluation.verdict.first)
    orders = [order for order in index.evaluation.open_orders if {order.first, order.second} & first]
    found: dict[tuple[str, str], Change] = {}
    for order in orders:
        found.setdefault((order.vendor, order.criterion), change(index, order))
    shown = tuple(found.values())[:MOST_CHANGES]
    if shown:
        if len(found) > len(shown):
            return shown, words.say("changes.alone, some", shown=len(shown), all=len(found))
        return shown, words.say("changes.alone")
    if not _reachable(index):
        return (), ""
    heavy = _heaviest(index)
    return heavy, words.say("changes.together") if heavy else ""


def _reachable(index: Index) -> bool:
    """Tell whether the best case of another alternative lies above the worst case of the first."""
    first = [vendor.score for vendor in map(index.evaluation.vendor, index.evaluation.verdict.first)]
    lowest = min((score.low for score in first if score is not None), default=None)
    others = [
        v.score for v in index.evaluation.vendors if v.rank is not None and v.id not in index.evaluation.verdict.first
    ]
    return lowest is not None and any(score is not None and score.high > lowest for score in others)


def _heaviest(index: Index) -> tuple[Change, ...]:
    verdict = index.evaluation.verdict
    found = [
        (reach(leaf), vendor, leaf)
        for vendor in (*verdict.first, *verdict.runner_up)
        for leaf in index.evaluation.vendor(vendor).leaves
        if reach(leaf) > 0
    ]
    found.sort(key=lambda each: (-each[0], each[1], each[2].criterion))
    return tuple(
        Change(
            text=index.words.say(
                "changes.decides",
                criterion=index.title(leaf.criterion),
                vendor=index.name(vendor),
                state=_state(index, leaf.status),
                points=index.words.score(points, 1),
            ),
            ask=_some(index, index.questions(leaf)),
        )
        for points, vendor, leaf in found[:MOST_CHANGES]
    )


def reach(leaf: LeafScore) -> float:
    """Return how many points of the score an open leaf decides."""
    return leaf.contribution.high - leaf.contribution.low if leaf.contribution is not None else 0.0


def _some(index: Index, questions: tuple[str, ...]) -> tuple[str, ...]:
    """Keep the first few questions and count the others."""
    if len(questions) <= MOST_QUESTIONS:
        return questions
    more = index.words.say("changes.more questions", n=len(questions) - MOST_QUESTIONS + 1)
    return (*questions[: MOST_QUESTIONS - 1], more)


def _state(index: Index, status: Status) -> str:
    return index.words.say(OPEN_STATE.get(status, "changes.state.open"))


def change(index: Index, order: OpenOrder) -> Change:
    """Write what could turn an order, with the questions to the vendor."""
    leaf = index.leaf(order.vendor, order.criterion)
    return Change(
        text=index.words.say(
            "changes.turns",
            criterion=index.title(order.criterion),
            vendor=index.name(order.vendor),
            state=_state(index, order.status),
            first=index.name(order.first),
            second=index.name(order.second),
        ),
        ask=_some(index, index.questions(leaf)) if leaf is not None else (),
    )
