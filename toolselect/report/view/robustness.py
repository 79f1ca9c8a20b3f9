"""How sure the ranking is: chances of ranks and must-haves, what one must believe, what to find out, what is open."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from toolselect.report import geometry, numbers
from toolselect.report.charts import rank_acceptability, score_intervals
from toolselect.report.view import doubt
from toolselect.report.view.blocks import Block, Cell, Chart, Head, Heading, Paragraph, Row, Table, Terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolselect.model.result import CriterionWeight
    from toolselect.model.robustness import Chances, FindOut, Simulation
    from toolselect.report.view.index import Index

MOST_FIND_OUT = 12
MOST_PAIRS = 8
MOST_TOPS = 12
LEAST_CHANCE = 0.005
"""Share of draws that prints as more than nothing."""
LEAST_SHIFT = 0.01
"""Difference of a branch's weight (0..1) from the agreed one that is worth a word."""


def blocks(index: Index) -> tuple[Block, ...]:
    """Return what the draws say, then what is not known, disputed, overruled or expired."""
    found = index.evaluation.robustness
    if found is None or not found.simulation.alternatives:
        return doubt.blocks(index)
    drawn = found.simulation
    return (
        *_drawn(index, drawn),
        *_ranks(index, drawn),
        *_intervals(index, drawn),
        *_must_haves(index, drawn),
        *_pairs(index, drawn),
        *_beliefs(index, drawn),
        *_find_out(index, drawn),
        *doubt.blocks(index),
    )


def sampler_text(index: Index, drawn: Simulation) -> str:
    """Say how often was drawn, from which seed, which weights, and by which library."""
    words, policy = index.words, drawn.policy
    return words.say(
        "robustness.drawn",
        draws=words.plain(policy.draws),
        seed=str(policy.seed),
        sampler=words.say(f"sampler.{policy.weights.value}"),
        numpy=drawn.numpy,
    )


def method(index: Index) -> tuple[Block, ...]:
    """Return how the draws are made, for the appendix on the method."""
    found, words = index.evaluation.robustness, index.words
    if found is None:
        return ()
    policy = found.simulation.policy
    how = words.say(f"robustness.sampler.{policy.weights.value}", concentration=words.plain(policy.concentration))
    trust = "; ".join(
        words.say("robustness.grade", grade=words.say(f"grade.{grade.value}"), share=words.percent(share))
        for grade, share in sorted(index.study.trust.items(), key=lambda pair: pair[0].position)
    )
    pairs = [
        (words.say("robustness.term.weights"), how),
        (words.say("robustness.term.facts"), words.say("robustness.facts drawn", grades=trust)),
        (words.say("robustness.term.draws"), sampler_text(index, found.simulation)),
        (words.say("robustness.term.worth"), words.say("robustness.worth, text")),
    ]
    return (Heading(text=words.say("robustness.method")), Terms(pairs=tuple(pairs)))


def provenance(index: Index) -> tuple[Block, ...]:
    """Return what the simulations need to be run again: draws, seeds and the version of numpy."""
    evaluation, words = index.evaluation, index.words
    pairs = []
    if evaluation.robustness is not None:
        text = sampler_text(index, evaluation.robustness.simulation)
        pairs.append((words.say("robustness.provenance"), text))
    if evaluation.money is not None:
        draws, seed = words.plain(evaluation.money.draws), str(evaluation.money.seed)
        pairs.append((words.say("money.provenance"), words.say("money.drawn", draws=draws, seed=seed)))
    return (Terms(pairs=tuple(pairs)),) if pairs else ()


def _drawn(index: Index, drawn: Simulation) -> Iterator[Block]:
    words = index.words
    yield Paragraph(text=f"{words.say('robustness.intro')} {sampler_text(index, drawn)}")
    if drawn.reversed_by_trust:
        expected = index.name(drawn.expected_order[0])
        yield Paragraph(text=words.say("robustness.reversed", expected=expected), note=True)


def _ranks(index: Index, drawn: Simulation) -> Iterator[Block]:
    words, rows = index.words, drawn.alternatives
    best = max(rows, key=lambda one: one.first)
    yield Heading(text=words.say("robustness.ranks"))
    if len(rows) > 1:
        title = words.say("robustness.ranks title", name=index.name(best.vendor), share=words.percent(best.first))
        steps = min(len(rows), rank_acceptability.MOST)
        legend = [words.say("robustness.rank", n=rank) for rank in range(1, steps + 1)]
        if len(rows) > steps:
            legend[-1] = words.say("robustness.rank and below", n=steps)
        said = " ".join(
            words.say(
                "robustness.ranks said",
                name=index.name(one.vendor),
                shares=", ".join(words.percent(share) for share in rank_acceptability.grouped(one.ranks)),
            )
            for one in rows
        )
        bars = [rank_acceptability.Ranks(index.name(one.vendor), one.ranks) for one in rows]
        drawing = rank_acceptability.chart(bars, "ranks", title, said, legend=legend, percent=words.percent)
        yield Chart(drawing=drawing, caption=words.say("robustness.ranks caption"))
    yield Table(
        caption=words.say("robustness.table"),
        head=(
            Head(words.say("head.alternative")),
            Head(words.say("robustness.first"), numeric=True),
            Head(words.say("robustness.by weights"), numeric=True),
            Head(words.say("robustness.expected"), numeric=True),
            Head(words.say("robustness.interval"), numeric=True),
            Head(words.say("robustness.loss"), numeric=True),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=index.name(one.vendor)),
                    Cell(text=words.percent(one.first)),
                    Cell(text=words.percent(one.first_by_weights)),
                    Cell(text=words.score(one.expected_score, 1)),
                    Cell(text=_interval(index, one)),
                    Cell(text=words.score(one.expected_loss, 1)),
                )
            )
            for one in rows
        ),
    )


def _interval(index: Index, one: Chances) -> str:
    low, high = index.words.score(one.low, 1), index.words.score(one.high, 1)
    return low if low == high else f"{low}{numbers.DASH}{high}"


def _intervals(index: Index, drawn: Simulation) -> Iterator[Block]:
    words = index.words
    rows, said = [], []
    for one in drawn.alternatives:
        score = index.evaluation.vendor(one.vendor).score
        if score is None:
            continue
        figure = words.score(one.expected_score, 1)
        text = words.say("robustness.score and interval", score=figure, interval=_interval(index, one))
        rows.append(
            score_intervals.Sure(index.name(one.vendor), one.expected_score, one.low, one.high, score.mid, text)
        )
        said.append(words.say("robustness.interval said", name=index.name(one.vendor), text=text))
    if not rows:
        return
    lead = max(rows, key=lambda row: row.mean)
    within = sum(other.high >= lead.mean for other in rows if other is not lead)
    title = words.say("robustness.intervals title, reach", name=lead.name, n=within)
    if not within:
        title = words.say("robustness.intervals title, clear", name=lead.name)
    drawing = score_intervals.chart(rows, "intervals", title, " ".join(said))
    yield Heading(text=words.say("robustness.intervals"))
    yield Chart(drawing=drawing, caption=words.say("robustness.intervals caption"))


def _must_haves(index: Index, drawn: Simulation) -> Iterator[Block]:
    words = index.words
    tested = [one for one in drawn.alternatives if one.must_haves]
    musts = list(dict.fromkeys(criterion for one in tested for criterion in one.must_haves))
    if not musts:
        return
    yield Heading(text=words.say("robustness.must-haves"))
    yield Table(
        caption=words.say("robustness.must-haves table"),
        head=(
            Head(words.say("head.alternative")),
            *(Head(index.title(criterion), numeric=True) for criterion in musts),
            Head(words.say("robustness.all must-haves"), numeric=True),
        ),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=index.name(one.vendor)),
                    *(_chance(index, one.must_haves.get(criterion)) for criterion in musts),
                    _chance(index, one.all_must_haves),
                )
            )
            for one in tested
        ),
    )


def _chance(index: Index, share: float | None) -> Cell:
    if share is None:
        return Cell(text=index.words.say("not tested"), missing=True)
    return Cell(text=index.words.percent(share), heat=geometry.heat(100 * share))


def _pairs(index: Index, drawn: Simulation) -> Iterator[Block]:
    """Yield who scores higher than whom in how many draws; of many alternatives only the best."""
    words = index.words
    ids = [one.vendor for one in drawn.alternatives][:MOST_PAIRS]
    if len(ids) < 3:
        return
    yield Heading(text=words.say("robustness.pairs"))
    yield Table(
        caption=words.say("robustness.pairs table"),
        head=(Head(words.say("robustness.better")), *(Head(index.name(one), numeric=True) for one in ids)),
        rows=tuple(
            Row(
                cells=(
                    Cell(text=index.name(one)),
                    *(
                        Cell(text=words.say("robustness.itself"), missing=True)
                        if other == one
                        else _chance(index, drawn.pairwise[one][other])
                        for other in ids
                    ),
                )
            )
            for one in ids
        ),
    )


def _beliefs(index: Index, drawn: Simulation) -> Iterator[Block]:
    """Yield the mean weights of the draws that each alternative wins: what one must believe for it to be first."""
    words, tops = index.words, _heaviest(index)
    winners = [one for one in drawn.alternatives if one.central_weights]
    if len(winners) < 2 or len(tops) < 2:
        return
    found = [(one, central_tops(index, one)) for one in winners]
    moves = [(abs(weights[top.id] - top.weight), one, top, weights[top.id]) for one, weights in found for top in tops]
    most, one, top, weight = max(moves, key=lambda move: move[0])
    if most < LEAST_SHIFT:
        text = words.say("robustness.beliefs none")
    else:
        text = words.say(
            "robustness.beliefs most",
            name=index.name(one.vendor),
            criterion=top.title,
            weight=words.percent(weight, 1),
            agreed=words.percent(top.weight, 1),
        )
    yield Heading(text=words.say("robustness.beliefs"))
    yield Paragraph(text=f"{words.say('robustness.beliefs intro')} {text}")
    agreed = Row(
        cells=(
            Cell(text=words.say("robustness.agreed weights")),
            *(Cell(text=words.percent(top.weight, 1)) for top in tops),
            Cell(text=words.say("none")),
        ),
        kind="total",
    )
    yield Table(
        caption=words.say("robustness.beliefs table"),
        head=(
            Head(words.say("robustness.wins")),
            *(Head(top.title, numeric=True) for top in tops),
            Head(words.say("robustness.confidence"), numeric=True),
        ),
        rows=(
            *(
                Row(
                    cells=(
                        Cell(text=index.name(one.vendor)),
                        *(Cell(text=words.percent(weights[top.id], 1)) for top in tops),
                        Cell(text=words.percent(one.confidence) if one.confidence is not None else words.say("none")),
                    )
                )
                for one, weights in found
            ),
            agreed,
        ),
    )


def _heaviest(index: Index) -> tuple[CriterionWeight, ...]:
    """Return the criteria of the first level, in order; of many only those that weigh most."""
    tops = index.tops()
    kept = {top.id for top in sorted(tops, key=lambda top: (-top.weight, top.id))[:MOST_TOPS]}
    return tuple(top for top in tops if top.id in kept)


def central_tops(index: Index, one: Chances) -> dict[str, float]:
    """Return the central weights of an alternative by criterion of the first level, 0..1."""
    parts: dict[str, list[float]] = {top.id: [] for top in index.tops()}
    for leaf, weight in one.central_weights.items():
        parts[index.top(leaf)].append(weight)
    return {top: math.fsum(weights) for top, weights in parts.items()}


def _find_out(index: Index, drawn: Simulation) -> Iterator[Block]:
    words = index.words
    worth = [one for one in drawn.find_out if one.chance_of_change >= LEAST_CHANCE and (one.decisive or one.must)]
    if not worth:
        if drawn.find_out:
            yield Paragraph(text=words.say("robustness.nothing decisive"))
        return
    shown = worth[:MOST_FIND_OUT]
    yield Heading(text=words.say("robustness.find out"))
    yield Paragraph(text=words.say("robustness.find out intro"))
    yield Table(
        caption=words.say("robustness.find out table"),
        head=(
            Head(words.say("head.question")),
            Head(words.say("robustness.worth"), numeric=True),
            Head(words.say("robustness.change"), numeric=True),
            Head(words.say("robustness.doubt")),
        ),
        rows=tuple(_to_ask(index, one) for one in shown),
    )
    if len(worth) > len(shown):
        yield Paragraph(text=words.say("robustness.find out more", n=len(worth) - len(shown)))


def _to_ask(index: Index, one: FindOut) -> Row:
    words = index.words
    place = index.place(one.vendor, one.fact)
    return Row(
        cells=(
            Cell(
                text=one.question,
                sub=index.name(one.vendor),
                href=f"#{place}" if place else "",
                marks=(words.say("robustness.must"),) if one.must else (),
            ),
            Cell(text=words.score(one.value, 1)),
            Cell(text=words.percent(one.chance_of_change)),
            Cell(text=one.why),
        )
    )
