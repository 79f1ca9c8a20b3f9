"""What would change the first place: weights, answers, views, other methods; and what would not."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from toolselect.report.charts import stability, weight_lines
from toolselect.report.view import matrix
from toolselect.report.view.blocks import Block, Cell, Chart, Head, Heading, Link, Paragraph, Row, Steps, Table
from toolselect.report.view.changes import change_text, nearest_weights, needed_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from toolselect.model.result import VendorScore
    from toolselect.model.robustness import Flip, MethodResult, Robustness, WeightStability
    from toolselect.report.charts.drawing import Role
    from toolselect.report.view.index import Index

MOST_WEIGHTS, MOST_LINES, MOST_FACTS, MOST_VENDORS = 8, 2, 8, 5
ROLES: tuple[Role, ...] = ("line", "line2", "line3")
STEPS = 12
"""Pieces of a curve: a score is straight in a weight unless criteria do not apply to an alternative."""


def blocks(index: Index) -> tuple[Block, ...]:
    """Return what would change the first place; without a simulation only the rankings by view."""
    found = index.evaluation.robustness
    by_view = matrix.views(index)
    views = (Heading(text=index.words.say("section.views")), *by_view) if by_view else ()
    if found is None or not index.evaluation.verdict.first:
        return views
    return (
        *_weights(index, found),
        *_facts(index, found),
        *views,
        *_second_places(index, found),
        *_others(index, found),
        *_methods(index, found),
    )


# --- weights -----------------------------------------------------------------------------------------------------


def _flips(one: WeightStability) -> tuple[Flip, ...]:
    return tuple(flip for flip in (one.down, one.up) if flip is not None)


def _weights(index: Index, found: Robustness) -> Iterator[Block]:
    words = index.words
    moving = nearest_weights(index)
    first = words.listed(index.names(index.evaluation.verdict.first))
    yield Heading(text=words.say("sensitivity.weights"))
    if not moving:
        yield Paragraph(text=words.say("sensitivity.no weight", first=first))
        return
    still = sum(not _flips(one) for one in found.weights)
    near = moving[0]
    title = words.say(
        "sensitivity.nearest",
        criterion=index.title(near.criterion),
        points=words.plain(round(100 * _way(near), 1)),
        winner=index.name(_nearest(near).winner),
    )
    text = words.say("sensitivity.intro", first=first)
    yield Paragraph(text=f"{text} {words.say('sensitivity.still', n=still)}" if still else text)
    shown = moving[:MOST_WEIGHTS]
    rows = [
        stability.Stable(
            name=index.title(one.criterion),
            now=one.weight,
            safe=(one.down.at if one.down else 0.0, one.up.at if one.up else 1.0),
            flips=tuple(flip.at for flip in _flips(one)),
            text=" · ".join(_flip_text(index, flip) for flip in _flips(one)),
        )
        for one in shown
    ]
    said = " ".join(
        words.say("sensitivity.said", criterion=row.name, now=words.percent(row.now, 1), flips=row.text) for row in rows
    )
    drawing = stability.chart(rows, "weights-stability", title, said, percent=words.percent)
    yield Chart(drawing=drawing, caption=words.say("sensitivity.caption"))
    yield Table(
        caption=words.say("sensitivity.table"),
        head=(
            Head(words.say("head.criterion")),
            Head(words.say("sensitivity.now"), numeric=True),
            Head(words.say("sensitivity.below")),
            Head(words.say("sensitivity.above")),
            Head(words.say("sensitivity.way"), numeric=True),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(
                        text=index.title(one.criterion),
                        marks=(words.say("sensitivity.fragile"),) if one.fragile else (),
                    ),
                    Cell(text=words.percent(one.weight, 1)),
                    Cell(text=_flip_text(index, one.down) if one.down else words.say("never")),
                    Cell(text=_flip_text(index, one.up) if one.up else words.say("never")),
                    Cell(text=words.score(100 * _way(one), 1)),
                )
            )
            for one in shown
        ),
    )
    if len(moving) > len(shown):
        yield Paragraph(text=words.say("sensitivity.more weights", n=len(moving) - len(shown)))
    for one in moving[:MOST_LINES]:
        yield _lines(index, one)


def _way(one: WeightStability) -> float:
    return abs(_nearest(one).at - one.weight)


def _nearest(one: WeightStability) -> Flip:
    return min(_flips(one), key=lambda flip: abs(flip.at - one.weight))


def _flip_text(index: Index, flip: Flip) -> str:
    return index.words.say("sensitivity.flip", at=index.words.percent(flip.at, 1), winner=index.name(flip.winner))


def _lines(index: Index, one: WeightStability) -> Chart:
    """Return the chart of scores against one weight, up to a little beyond the farthest flip that is near."""
    words = index.words
    flips = _flips(one)
    top = max(one.weight, *(flip.at for flip in flips))
    end = min(1.0, max(0.1, math.ceil(top * 1.3 / 0.05) * 0.05))
    curves = {vendor.id: score_at(index, vendor, one.criterion) for vendor in _drawn(index, flips)}
    marked = list(dict.fromkeys([*index.evaluation.verdict.first[:1], *(flip.winner for flip in flips)]))
    lines = [
        weight_lines.Line(
            name=words.say("sensitivity.line end", name=index.name(vendor), score=words.score(curve(end))),
            points=tuple((end * step / STEPS, curve(end * step / STEPS)) for step in _steps(curve, end)),
            role=ROLES[marked.index(vendor)] if vendor in marked[: len(ROLES)] else "muted",
            strong=vendor in marked[:1],
        )
        for vendor, curve in sorted(curves.items(), key=lambda pair: (pair[0] not in marked, pair[0]))
    ]
    first, title = curves[marked[0]], index.title(one.criterion)
    near = _nearest(one)
    way = "sensitivity.lines title" if near.at > one.weight else "sensitivity.lines title, below"
    said = [
        words.say(
            "sensitivity.line said",
            name=index.name(vendor),
            low=words.score(curve(0.0)),
            now=words.score(curve(one.weight)),
            high=words.score(curve(end)),
            end=words.percent(end),
            weight=words.percent(one.weight, 1),
        )
        for vendor, curve in curves.items()
    ]
    drawing = weight_lines.chart(
        lines,
        f"weight-{one.criterion}",
        words.say(
            way,
            criterion=title,
            at=words.percent(near.at, 1),
            winner=index.name(near.winner),
        ),
        " ".join(said),
        now=weight_lines.Sign(
            at=one.weight,
            score=first(one.weight),
            text=words.say("sensitivity.agreed", weight=words.percent(one.weight, 1)),
        ),
        flips=[weight_lines.Sign(at=flip.at, score=first(flip.at), text=_flip_text(index, flip)) for flip in flips],
        axis_text=words.say("sensitivity.axis", criterion=title),
        percent=words.percent,
    )
    return Chart(drawing=drawing, caption=words.say("sensitivity.lines caption"))


def _steps(curve: Callable[[float], float], end: float) -> tuple[int, ...]:
    """Return the two ends of a straight curve, all steps of a bent one."""
    straight = abs(curve(end / 2) - (curve(0.0) + curve(end)) / 2) < 0.05
    return (0, STEPS) if straight else tuple(range(STEPS + 1))


def _drawn(index: Index, flips: tuple[Flip, ...]) -> list[VendorScore]:
    """Return the alternatives of a line chart: the best ones, and whoever a flip brings to the first place."""
    ranked = [vendor for vendor in index.evaluation.vendors if vendor.rank is not None]
    winners = {flip.winner for flip in flips}
    return [vendor for number, vendor in enumerate(ranked) if number < MOST_VENDORS or vendor.id in winners]


def score_at(index: Index, vendor: VendorScore, criterion: str) -> Callable[[float], float]:
    """Return the score of an alternative by the weight (0..1) of a criterion, the others keeping their proportions.

    With A, a the points and the applying weight under the criterion, B, b those of the rest, and w its weight today:
    score(t) = (A t/w + B (1 - t)/(1 - w)) / (a t/w + b (1 - t)/(1 - w)).
    """
    below = {leaf.id for leaf in index.criterion(criterion).leaves()}
    inside = [leaf for leaf in vendor.leaves if leaf.contribution is not None and leaf.criterion in below]
    outside = [leaf for leaf in vendor.leaves if leaf.contribution is not None and leaf.criterion not in below]
    points, room = (math.fsum(p.contribution.mid for p in side if p.contribution) for side in (inside, outside))
    mine, rest = (math.fsum(leaf.weight for leaf in side) for side in (inside, outside))
    today = index.weights[criterion].weight

    def score(weight: float) -> float:
        here = weight / today if today > 0 else 0.0
        there = (1 - weight) / (1 - today) if today < 1 else 0.0
        applying = mine * here + rest * there
        return (points * here + room * there) / applying if applying > 0 else 0.0

    return score


# --- answers and changes -----------------------------------------------------------------------------------------


def _facts(index: Index, found: Robustness) -> Iterator[Block]:
    words = index.words
    if not found.facts:
        yield Paragraph(text=words.say("changes.no fact"))
        return
    yield Heading(text=words.say("sensitivity.facts"))
    yield Table(
        caption=words.say("sensitivity.facts table"),
        head=(
            Head(words.say("sensitivity.answer")),
            Head(words.say("sensitivity.worth now"), numeric=True),
            Head(words.say("sensitivity.worth needed"), numeric=True),
            Head(words.say("sensitivity.answer needed")),
            Head(words.say("first.changes.winner")),
            Head(words.say("sensitivity.possible")),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(
                        text=words.say(
                            "changes.fact of", criterion=index.title(one.criterion), vendor=index.name(one.vendor)
                        ),
                        href=_place(index, one.vendor, one.criterion),
                    ),
                    Cell(text=words.score(one.worth)),
                    Cell(text=words.score(one.worth_needed)),
                    Cell(text=needed_text(index, one) or words.say("sensitivity.several")),
                    Cell(text=index.name(one.winner)),
                    Cell(text=words.say("yes") if one.possible else words.say("no")),
                )
            )
            for one in found.facts[:MOST_FACTS]
        ),
    )
    if len(found.facts) > MOST_FACTS:
        yield Paragraph(text=words.say("sensitivity.more facts", n=len(found.facts) - MOST_FACTS))


def _place(index: Index, vendor: str, criterion: str) -> str:
    leaf = index.leaf(vendor, criterion)
    place = index.place_of_leaf(vendor, leaf) if leaf is not None else ""
    return f"#{place}" if place else ""


def _second_places(index: Index, found: Robustness) -> Iterator[Block]:
    words = index.words
    if not found.second_places:
        return
    yield Heading(text=words.say("sensitivity.second places"))
    yield Table(
        caption=words.say("sensitivity.second places table"),
        head=(Head(words.say("head.alternative")), Head(words.say("sensitivity.would be first"))),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=index.name(one.vendor)),
                    Cell(links=tuple(Link(change_text(index, change)) for change in one.changes))
                    if one.changes
                    else Cell(text=one.reason),
                )
            )
            for one in found.second_places
        ),
    )


def _others(index: Index, found: Robustness) -> Iterator[Block]:
    """Yield who is dominated, and whether the presence of one alternative orders the others."""
    words = index.words
    said = [
        words.say(
            "sensitivity.dominated, certain" if pair.certain else "sensitivity.dominated",
            better=index.name(pair.better),
            worse=index.name(pair.worse),
        )
        for pair in found.dominated
    ]
    if len(found.pareto) > 1:
        said.append(words.say("sensitivity.pareto", names=words.listed(index.names(found.pareto))))
    swapped = [one for one in found.left_out if not one.kept]
    said += [
        words.say(
            "sensitivity.swapped",
            left_out=index.name(one.left_out),
            pairs="; ".join(
                words.say("sensitivity.before", better=index.name(a), worse=index.name(b)) for a, b in one.swapped
            ),
        )
        for one in swapped
    ]
    if found.left_out and not swapped:
        said.append(words.say("sensitivity.kept", n=len(found.left_out)))
    if said:
        yield Heading(text=words.say("sensitivity.others"))
        yield Steps(items=tuple(said))


# --- methods -----------------------------------------------------------------------------------------------------


def _methods(index: Index, found: Robustness) -> Iterator[Block]:
    words = index.words
    if not found.methods:
        return
    usable = [one for one in found.methods if one.agrees is not None]
    agreeing = sum(one.agrees is True for one in usable)
    yield Heading(text=words.say("sensitivity.methods"))
    text = words.say("sensitivity.methods intro")
    if usable:
        first = words.listed(index.names(index.evaluation.verdict.first))
        text = f"{text} {words.say('sensitivity.agreeing', n=len(usable), agreeing=words.plain(agreeing), first=first)}"
    yield Paragraph(text=text)
    yield Table(
        caption=words.say("sensitivity.methods table"),
        head=(
            Head(words.say("sensitivity.method")),
            Head(words.say("sensitivity.ranks first")),
            Head(words.say("sensitivity.agrees")),
            Head(words.say("sensitivity.why")),
        ),
        rows=tuple(_method(index, one) for one in found.methods),
    )


def _method(index: Index, one: MethodResult) -> Row:
    words = index.words
    first = words.listed(index.names(one.ranking[0].members)) if one.ranking else words.say("none")
    if one.agrees is None:
        agrees = words.say("sensitivity.not comparable")
    else:
        agrees = words.say("yes") if one.agrees else words.say("no")
    return Row(
        cells=(
            Cell(
                text=words.say(f"method.{one.method}"),
                marks=(words.say("mark.relative"),) if one.relative else (),
            ),
            Cell(text=first),
            Cell(text=agrees),
            Cell(text=one.why or words.say("none")),
        )
    )
