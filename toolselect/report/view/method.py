"""How the figures come about: scale, anchors, weights, rules, and one example in the study's own numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from toolselect.model.criteria import BooleanValue, Levels, Linear, Points, Relative, Share
from toolselect.model.facts import Value
from toolselect.model.result import CriterionState, Status
from toolselect.report import numbers
from toolselect.report.view.blocks import Block, Cell, Fold, Head, Heading, Row, Steps, Table, Terms
from toolselect.report.view.matrix import weight_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolselect.model.criteria import Criterion, ValueFunction
    from toolselect.model.result import CriterionWeight, LeafScore, VendorScore
    from toolselect.report.languages import Words
    from toolselect.report.view.index import Index

TERMS = {
    "method.scale": "method.scale, text",
    "method.formula": "method.formula, text",
    "method.open": "method.open, text",
    "method.coverage": "method.coverage, text",
    "method.not applicable": "method.not applicable, text",
    "method.which value": "method.which value, text",
    "method.must-haves": "method.must-haves, text",
    "method.plan": "method.plan, text",
    "method.confidence": "method.confidence, text",
}
"""The keys of the terms that do not depend on the study, with those of what is said about them."""


def blocks(index: Index) -> tuple[Block, ...]:
    """Return the method."""
    study, words = index.study, index.words
    resolution, least = words.plain(study.resolution), words.percent(study.min_coverage)
    terms = (
        *((words.say(term), words.say(text)) for term, text in TERMS.items()),
        (words.say("method.ties"), words.say("method.ties, text", resolution=resolution)),
        (words.say("method.too little"), words.say("method.too little, text", least=least)),
    )
    found: list[Block] = [Terms(pairs=terms)]
    example = worked(index)
    if example:
        found += [Heading(text=words.say("method.example")), Steps(items=example, ordered=True)]
    found += [Heading(text=words.say("method.weights and anchors")), _weights(index), _anchors(index)]
    return tuple(found)


def worked(index: Index) -> tuple[str, ...]:
    """Spell one leaf of the first alternative: the linear or piecewise one with a plain answer that adds the most."""
    for vendor in index.evaluation.vendors:
        leaves = [leaf for leaf in vendor.leaves if _plain(leaf)]
        leaves.sort(
            key=lambda leaf: (not _computable(index.criterion(leaf.criterion).value), -_points(leaf), leaf.criterion)
        )
        if leaves and vendor.score is not None:
            return _steps(index, vendor, leaves[0])
    return ()


def _plain(leaf: LeafScore) -> bool:
    return leaf.status is Status.VALUE and leaf.value is not None and len(leaf.held) == 1 and leaf.weight > 0


def _computable(value: ValueFunction | None) -> bool:
    return isinstance(value, Linear | Points)


def _points(leaf: LeafScore) -> float:
    return leaf.contribution.mid if leaf.contribution is not None else 0.0


def _steps(index: Index, vendor: VendorScore, leaf: LeafScore) -> tuple[str, ...]:
    words, definition = index.words, index.criterion(leaf.criterion)
    held = leaf.held[0]
    value = leaf.value.mid if leaf.value is not None else 0.0
    decimals = index.decimals
    total = vendor.score.mid if vendor.score is not None else 0.0
    rest = sum(1 for other in vendor.leaves if other.contribution is not None) - 1
    names = {"vendor": vendor.name, "criterion": index.title(leaf.criterion), "answer": index.held(held)}
    if held.grade is not None:
        answer = words.say("method.example.answer, graded", grade=words.say(f"grade.{held.grade.value}"), **names)
    else:
        answer = words.say("method.example.answer", **names)
    return (
        answer,
        _value_step(index, definition, held.answers[0], value),
        _weight_step(index, index.weights[leaf.criterion], leaf.weight),
        words.say(
            "method.example.contribution",
            weight=words.score(leaf.weight, 6),
            value=words.score(value, 4),
            points=words.score(_points(leaf), 4),
        ),
        words.say("method.example.score", n=rest, total=words.score(total, 4), printed=words.score(total, decimals)),
    )


def _value_step(index: Index, definition: Criterion, answer: object, result: float) -> str:
    words, value = index.words, definition.value
    anchors, value_text = anchors_text(value, index.unit(definition.fact), words), words.score(result, 4)
    x = answer.value if isinstance(answer, Value) else None
    if isinstance(value, Linear) and isinstance(x, int | float) and not isinstance(x, bool):
        clipped = result in {0.0, 100.0}
        return words.say(
            "method.example.value, cut" if clipped else "method.example.value, computed",
            anchors=anchors,
            answer=words.plain(x),
            worst=words.plain(value.worst),
            best=words.plain(value.best),
            value=value_text,
        )
    return words.say("method.example.value", anchors=anchors, value=value_text)


def _weight_step(index: Index, weight: CriterionWeight, used: float) -> str:
    words, whole = index.words, index.words.score(weight.weight, 6)
    divided = abs(used - weight.weight) > 5e-7
    if index.study.views:
        key = "method.example.weight of views, divided" if divided else "method.example.weight of views"
        return words.say(key, weight=whole, used=words.score(used, 6))
    path = [weight]
    while path[-1].parent:
        path.append(index.weights[path[-1].parent])
    product = " \u00d7 ".join(
        words.say("method.example.share", share=words.score(node.share, 6), criterion=node.title) for node in path
    )
    key = "method.example.weight, divided" if divided else "method.example.weight"
    return words.say(key, product=product, weight=whole, used=words.score(used, 6))


def anchors_text(value: ValueFunction | None, unit: str, words: Words) -> str:
    """Write the anchors of a value function."""
    match value:
        case None:
            return words.say("anchors.branch")
        case Linear():
            worst, best = words.quantity(value.worst, unit), words.quantity(value.best, unit)
            return words.say("anchors.linear", worst=worst, best=best)
        case Points():
            points = ", ".join(
                words.say("anchors.point", worth=words.plain(v), answer=words.quantity(x, unit))
                for x, v in value.points
            )
            return words.say("anchors.points", points=points)
        case BooleanValue():
            return words.say("anchors.boolean", no=words.plain(value.no), yes=words.plain(value.yes))
        case Levels():
            return "; ".join(
                words.say("anchors.level", level=level.name, worth=words.plain(level.value), means=level.means)
                for level in value.levels
            )
        case Share():
            wanted = ", ".join(
                words.say("anchors.share of", member=name, weight=words.plain(weight)) for name, weight in value.wanted
            )
            return words.say("anchors.share", wanted=wanted)
        case Relative():
            return words.say("anchors.relative, lowest" if value.best == "low" else "anchors.relative, highest")
        case _:
            assert_never(value)


def _weights(index: Index) -> Fold:
    words = index.words
    rows = tuple(
        Row(
            cells=(
                Cell(text=weight.title, marks=_marks(weight, words)),
                Cell(text=words.plain(weight.given)),
                Cell(
                    text=words.percent(weight.share, 1) if weight.state is CriterionState.COUNTS else words.say("none"),
                ),
                Cell(text=weight_text(weight, words)),
                Cell(text=index.criterion(weight.id).reason or words.say("method.no reason")),
            ),
            kind="" if weight.leaf else "branch",
            depth=weight.depth,
        )
        for weight in index.evaluation.criteria
    )
    table = Table(
        caption=words.say("method.weights.caption"),
        head=(
            Head(words.say("head.criterion")),
            Head(words.say("method.weights.given"), numeric=True),
            Head(words.say("method.weights.of siblings"), numeric=True),
            Head(words.say("method.weights.of the whole"), numeric=True),
            Head(words.say("head.why")),
        ),
        rows=rows,
    )
    return Fold(summary=words.say("method.weights"), blocks=(table,))


def _marks(weight: CriterionWeight, words: Words) -> tuple[str, ...]:
    return (words.say("mark.relative"),) if weight.relative else ()


def _anchors(index: Index) -> Fold:
    words = index.words
    rows = tuple(_anchor_row(index, weight) for weight in index.evaluation.criteria if weight.leaf)
    table = Table(
        caption=words.say("method.anchors.caption"),
        head=(
            Head(words.say("head.criterion")),
            Head(words.say("head.question")),
            Head(words.say("method.anchors.worth")),
            Head(words.say("method.anchors.rules")),
        ),
        rows=rows,
    )
    return Fold(summary=words.say("method.anchors"), blocks=(table,))


def _anchor_row(index: Index, weight: CriterionWeight) -> Row:
    node, words = index.criterion(weight.id), index.words
    return Row(
        cells=(
            Cell(text=weight.title, sub=node.objective),
            Cell(text=_question(index, node), sub=node.note),
            Cell(text=anchors_text(node.value, index.unit(node.fact), words), marks=_marks(weight, words)),
            Cell(text="; ".join(_rules(index, node)) or words.say("none")),
        )
    )


def _question(index: Index, node: Criterion) -> str:
    if node.fact:
        return index.question(node.fact)
    if isinstance(node.value, Share):
        return " ".join(index.question(fact) for fact, _ in node.value.wanted)
    return index.words.say("none")


def _rules(index: Index, node: Criterion) -> Iterator[str]:
    """Yield whether a criterion is a must-have, its usual target, and when it is asked if not yet."""
    words = index.words
    if node.must is not None and node.must.evidence is not None:
        grade = words.say(f"grade.{node.must.evidence.value}")
        yield words.say("method.rules.must, proven", must=numbers.relations(node.must.text), grade=grade)
    elif node.must is not None:
        yield words.say("method.rules.must", must=numbers.relations(node.must.text))
    if node.target is not None:
        yield words.say("usual target", target=index.target(node))
    if not node.applies:
        yield words.say("method.rules.switched off")
    elif not index.study.stage.reached(node.start):
        yield words.say("method.rules.from stage", stage=words.say(f"stage.{node.start.value}"))
