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
    from toolselect.report.view.index import Index

TERMS = (
    (
        "Scale",
        "Each raw answer becomes a figure on 0 to 100 by anchors that stand in the file before scores are seen.",
    ),
    (
        "Formula",
        """Score = sum over all criteria of weight times value. A criterion\u2019s weight is the product of its
        shares among its siblings, from the top down. Weights never depend on what is known.""",
    ),
    (
        "What is open",
        """A range counts with its likely value, else the mean of its ends; disputed answers with the mean of the
        lowest and the highest; an unknown or planned one as 50, possible 0 to 100. The sums of the lowest and
        of the highest values are the possible range of the score.""",
    ),
    ("Coverage", "The share of the weight that is known. Proven: the share that rests on documentation or better."),
    ("Does not apply", "Leaves the vendor\u2019s weights; the others share its weight in proportion."),
    (
        "Which value holds",
        """The specific value (plan, region, add-on) before the general one; a measurement before all else; then
        the best grade. What still differs is disputed. Expired evidence counts one grade weaker.""",
    ),
    (
        "Must-haves",
        """Tested on the raw answer. Pass: every value that holds meets it, generally available, current and well
        enough proven (a claim is enough before stage \u201cprove\u201d, documentation from then on). Fail: none
        meets it. Unproven: all else.""",
    ),
    (
        "Plan",
        """The study\u2019s choice; else the plan that fails no must-have and leaves the fewest unproven, of these
        the cheapest at the study\u2019s seats.""",
    ),
    (
        "Confidence",
        """Reach = 50 times the sum of the uncovered shares of first and second. High: the lead is larger than the
        reach; Moderate: larger than half of it; Low: smaller. It counts unknown answers only, not doubt about
        sources, which never moves a score.""",
    ),
)


def blocks(index: Index) -> tuple[Block, ...]:
    """Return the method."""
    study = index.study
    resolution, least = numbers.plain(study.resolution), numbers.percent(study.min_coverage)
    ties = f"Who lies within {resolution} points of the first of a group is tied with it, printed in the order of ids."
    terms = (
        *TERMS,
        ("Ties", ties),
        ("Too little evidence", f"No verdict where the first place covers less than {least} of the weight."),
    )
    found: list[Block] = [Terms(pairs=tuple((term, " ".join(text.split())) for term, text in terms))]
    example = worked(index)
    if example:
        found += [Heading(text="One figure, step by step"), Steps(items=example, ordered=True)]
    found += [Heading(text="Weights and anchors"), _weights(index), _anchors(index)]
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
    definition = index.criterion(leaf.criterion)
    held = leaf.held[0]
    value = leaf.value.mid if leaf.value is not None else 0.0
    decimals = index.decimals
    total = vendor.score.mid if vendor.score is not None else 0.0
    rest = sum(1 for other in vendor.leaves if other.contribution is not None) - 1
    graded = f", grade {held.grade.value}" if held.grade is not None else ""
    anchors = anchors_text(definition.value, index.unit(definition.fact))
    others = numbers.count(rest, "other criterion", "other criteria")
    return (
        f"{vendor.name}, {index.title(leaf.criterion)}: the answer that holds is {index.held(held)}{graded}.",
        f"Value: {anchors}.{_arithmetic(definition.value, held.answers[0], value)}",
        _weight_step(index, index.weights[leaf.criterion], leaf.weight),
        f"Contribution: {leaf.weight:.6f} \u00d7 {value:.4f} = {_points(leaf):.4f} points.",
        f"Score: this and the points of {others} sum to {total:.4f}, printed as {numbers.score(total, decimals)}.",
    )


def _arithmetic(value: ValueFunction | None, answer: object, result: float) -> str:
    x = answer.value if isinstance(answer, Value) else None
    if isinstance(value, Linear) and isinstance(x, int | float) and not isinstance(x, bool):
        worst, best = numbers.plain(value.worst), numbers.plain(value.best)
        clipped = result in {0.0, 100.0}
        tail = ", cut to 0 to 100" if clipped else ""
        return f" ({numbers.plain(x)} \u2212 {worst}) / ({best} \u2212 {worst}) \u00d7 100{tail} = {result:.4f}."
    return f" That is {result:.4f}."


def _weight_step(index: Index, weight: CriterionWeight, used: float) -> str:
    if index.study.views:
        text = f"Weight: {weight.weight:.6f} of the whole, combined from the views"
    else:
        path = [weight]
        while path[-1].parent:
            path.append(index.weights[path[-1].parent])
        product = " \u00d7 ".join(f"{node.share:.6f} ({node.title})" for node in path)
        text = f"Weight: {product} = {weight.weight:.6f}"
    if abs(used - weight.weight) > 5e-7:
        return f"{text}; divided by the weight that applies to this vendor: {used:.6f}."
    return f"{text}."


def anchors_text(value: ValueFunction | None, unit: str) -> str:
    """Write the anchors of a value function."""
    match value:
        case None:
            return "branch"
        case Linear():
            worst, best = numbers.quantity(value.worst, unit), numbers.quantity(value.best, unit)
            return f"0 at {worst}, 100 at {best}, straight between"
        case Points():
            points = ", ".join(f"{numbers.plain(v)} at {numbers.quantity(x, unit)}" for x, v in value.points)
            return f"{points}, straight between"
        case BooleanValue():
            return f"no {numbers.plain(value.no)}, yes {numbers.plain(value.yes)}"
        case Levels():
            return "; ".join(f"{level.name} {numbers.plain(level.value)}: {level.means}" for level in value.levels)
        case Share():
            return "weighted share of " + ", ".join(
                f"{name} ({numbers.plain(weight)})" for name, weight in value.wanted
            )
        case Relative():
            wanted = "lowest" if value.best == "low" else "highest"
            return f"RELATIVE: from the worst to the best vendor at hand, the {wanted} is best"
        case _:
            assert_never(value)


def _weights(index: Index) -> Fold:
    rows = tuple(
        Row(
            cells=(
                Cell(text=weight.title, marks=("relative",) if weight.relative else ()),
                Cell(text=numbers.plain(weight.given)),
                Cell(
                    text=numbers.percent(weight.share, 1) if weight.state is CriterionState.COUNTS else "none",
                ),
                Cell(text=weight_text(weight)),
                Cell(text=index.criterion(weight.id).reason or "none given"),
            ),
            kind="" if weight.leaf else "branch",
            depth=weight.depth,
        )
        for weight in index.evaluation.criteria
    )
    table = Table(
        caption="Weights: as given, as a share of the siblings, as a share of the whole",
        head=(
            Head("Criterion"),
            Head("Given", numeric=True),
            Head("Of siblings", numeric=True),
            Head("Of the whole", numeric=True),
            Head("Why"),
        ),
        rows=rows,
    )
    return Fold(summary="All weights and why", blocks=(table,))


def _anchors(index: Index) -> Fold:
    rows = tuple(_anchor_row(index, weight) for weight in index.evaluation.criteria if weight.leaf)
    table = Table(
        caption="What each criterion asks, and what an answer is worth",
        head=(
            Head("Criterion"),
            Head("Question"),
            Head("Worth"),
            Head("Rules"),
        ),
        rows=rows,
    )
    return Fold(summary="All anchors, must-haves and targets", blocks=(table,))


def _anchor_row(index: Index, weight: CriterionWeight) -> Row:
    node = index.criterion(weight.id)
    return Row(
        cells=(
            Cell(text=weight.title, sub=node.objective),
            Cell(text=_question(index, node), sub=node.note),
            Cell(text=anchors_text(node.value, index.unit(node.fact)), marks=("relative",) if weight.relative else ()),
            Cell(text="; ".join(_rules(index, node)) or "none"),
        )
    )


def _question(index: Index, node: Criterion) -> str:
    if node.fact:
        return index.question(node.fact)
    if isinstance(node.value, Share):
        return " ".join(index.question(fact) for fact, _ in node.value.wanted)
    return "none"


def _rules(index: Index, node: Criterion) -> Iterator[str]:
    """Yield whether a criterion is a must-have, its usual target, and when it is asked if not yet."""
    if node.must is not None:
        evidence = f", proven by {node.must.evidence.value} or better" if node.must.evidence is not None else ""
        yield f"must-have {numbers.relations(node.must.text)}{evidence}"
    if node.target is not None:
        yield f"usual target {index.target(node)}"
    if not node.applies:
        yield "switched off"
    elif not index.study.stage.reached(node.start):
        yield f"asked from stage {node.start.value}"
