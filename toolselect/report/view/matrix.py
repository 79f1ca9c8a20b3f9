"""The matrix of scores, what each branch adds, the two sides, and the rankings by view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.model.result import CriterionState, Status
from toolselect.report import geometry, numbers
from toolselect.report.view.blocks import Block, Cell, Head, Paragraph, Row, Table, Terms
from toolselect.report.view.ranking import AXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from toolselect.model.result import (
        BranchScore,
        CriterionWeight,
        Group,
        Interval,
        LeafScore,
        VendorScore,
        ViewRanking,
    )
    from toolselect.report.languages import Words
    from toolselect.report.view.index import Index

COST_ONLY = "mark.licence only"
MARKS = {
    COST_ONLY: "mark.licence only, means",
    "mark.beta": "mark.beta, means",
    "mark.disputed": "mark.disputed, means",
    "mark.in part": "mark.in part, means",
    "mark.expired": "mark.expired, means",
    "mark.clipped": "mark.clipped, means",
    "mark.relative": "mark.relative, means",
    "mark.on target": "mark.on target, means",
    "mark.off target": "mark.off target, means",
    "mark.weight 0": "mark.weight 0, means",
}
"""The keys of what marks say, with those of what they mean, in the order of the legend."""
LONGEST_ANSWER = 48


def matrix(index: Index) -> tuple[Block, ...]:
    """Return the matrix with its legend."""
    vendors, words = index.evaluation.vendors, index.words
    branches = {(v.id, b.criterion): b for v in vendors for b in v.branches}
    rows = tuple(_row(index, weight, vendors, branches) for weight in index.counting())
    if not rows:
        return ()
    used = {mark for row in rows for cell in row.cells for mark in cell.marks}
    found: list[Block] = [
        Paragraph(text=words.say("matrix.intro")),
        Table(
            caption=words.say("matrix.caption"),
            head=(
                Head(words.say("head.criterion")),
                Head(words.say("head.weight"), numeric=True),
                *(Head(vendor.name, numeric=True) for vendor in vendors),
            ),
            rows=rows,
            stub=2,
        ),
    ]
    if used:
        legend = ((words.say(mark), words.say(means)) for mark, means in MARKS.items())
        found.append(Terms(pairs=tuple((mark, means) for mark, means in legend if mark in used)))
    found += _not_asked(index)
    return tuple(found)


def _row(
    index: Index,
    weight: CriterionWeight,
    vendors: Sequence[VendorScore],
    branches: dict[tuple[str, str], BranchScore],
) -> Row:
    definition = index.criterion(weight.id)
    words = index.words
    gate = ("mark.weight 0",) if weight.state is CriterionState.GATE_ONLY else ()
    cost = (COST_ONLY,) if index.holds_cost_only(weight.id) else ()
    relative = ("mark.relative",) if weight.relative else ()
    marks = tuple(words.say(mark) for mark in (*gate, *cost, *relative))
    target = words.say("usual target", target=index.target(definition)) if definition.target is not None else ""
    cells = [Cell(text=weight.title, sub=target, marks=marks), Cell(text=weight_text(weight, words))]
    cells += [
        _leaf_cell(index, vendor.id, index.leaf(vendor.id, weight.id), relative=weight.relative)
        if weight.leaf
        else _branch_cell(branches.get((vendor.id, weight.id)), words)
        for vendor in vendors
    ]
    return Row(cells=tuple(cells), kind="" if weight.leaf else "branch", depth=weight.depth)


def weight_text(weight: CriterionWeight, words: Words) -> str:
    """Write the share of the whole that a criterion has."""
    if weight.state is CriterionState.COUNTS:
        return words.percent(weight.weight, 1)
    return words.say(f"criterion.{weight.state.value}")


def _branch_cell(branch: BranchScore | None, words: Words) -> Cell:
    if branch is None or branch.score is None:
        return Cell(text=words.say("does not apply"), missing=True)
    if branch.coverage == 0:
        return Cell(text=words.say("not known"), sub=words.interval(branch.score), missing=True)
    return Cell(
        text=words.score(branch.score.mid),
        sub=words.interval(branch.score),
        heat=geometry.heat(branch.score.mid),
    )


def _leaf_cell(index: Index, vendor: str, leaf: LeafScore | None, *, relative: bool) -> Cell:
    words = index.words
    if leaf is None:
        return Cell(text=words.say("matrix.not evaluated"), missing=True)
    place = index.place_of_leaf(vendor, leaf)
    href = f"#{place}" if place else ""
    if leaf.status is Status.NOT_APPLICABLE or leaf.value is None:
        return Cell(text=words.say("does not apply"), sub=_reason(leaf), href=href, missing=True)
    if leaf.status is Status.UNKNOWN:
        return Cell(text=words.say("not known"), sub=words.interval(leaf.value), href=href, missing=True)
    sub = [words.interval(leaf.value)]
    if len(leaf.held) == 1:
        answer = " / ".join(index.answer(leaf.held[0].fact, each) for each in leaf.held[0].answers)
        sub.append(answer if len(answer) <= LONGEST_ANSWER else answer[: LONGEST_ANSWER - 1] + "\u2026")
    return Cell(
        text=words.score(leaf.value.mid),
        sub=" \u00b7 ".join(part for part in sub if part),
        marks=tuple(words.say(mark) for mark in _leaf_marks(leaf, relative=relative)),
        href=href,
        heat=geometry.heat(leaf.value.mid),
    )


def _reason(leaf: LeafScore) -> str:
    return next((held.reason for held in leaf.held if held.reason), "")


def _leaf_marks(leaf: LeafScore, *, relative: bool) -> Iterable[str]:
    held = [leaf.held, *(part.inputs for part in leaf.held)]
    every = [each for group in held for each in group]
    if any(each.beta for each in every):
        yield "mark.beta"
    if leaf.status is Status.CONFLICT or any(each.status is Status.CONFLICT for each in every):
        yield "mark.disputed"
    if leaf.status is Status.PARTIAL:
        yield "mark.in part"
    if any(each.expired for each in every):
        yield "mark.expired"
    if leaf.clipped:
        yield "mark.clipped"
    if relative:
        yield "mark.relative"
    if leaf.met is not None:
        yield "mark.on target" if leaf.met else "mark.off target"


def _not_asked(index: Index) -> list[Block]:
    found: list[Block] = []
    for state, key in ((CriterionState.LATER, "matrix.later"), (CriterionState.DOES_NOT_APPLY, "matrix.switched off")):
        titles = [w.title for w in index.evaluation.criteria if w.leaf and w.state is state]
        if titles:
            found.append(Paragraph(text=index.words.say(key, titles="; ".join(titles))))
    return found


def contributions(index: Index) -> tuple[Block, ...]:
    """Return what each branch adds, so that the printed parts sum to the printed score."""
    vendors = [vendor for vendor in index.evaluation.vendors if vendor.score is not None]
    tops, words = index.tops(), index.words
    if not vendors or not tops:
        return ()
    columns = []
    for vendor in vendors:
        points = index.top_points(vendor)
        total = vendor.score.mid if vendor.score is not None else 0.0
        written = words.largest_remainder([points[w.id] for w in tops], total, index.decimals)
        columns.append((*written, words.score(total, index.decimals)))
    rows = [
        Row(
            cells=(
                Cell(text=weight.title, marks=tuple(words.say(mark) for mark in _branch_marks(index, weight.id))),
                Cell(text=words.percent(weight.weight, 1)),
                *(Cell(text=column[number]) for column in columns),
            )
        )
        for number, weight in enumerate(tops)
    ]
    rows.append(
        Row(
            cells=(
                Cell(text=words.say("contributions.score")),
                Cell(text=words.percent(1)),
                *(Cell(text=column[-1]) for column in columns),
            ),
            kind="total",
        )
    )
    return (
        Paragraph(text=words.say("contributions.intro")),
        Table(
            caption=words.say("contributions.caption"),
            head=(
                Head(words.say("contributions.branch")),
                Head(words.say("head.weight"), numeric=True),
                *(Head(vendor.name, numeric=True) for vendor in vendors),
            ),
            rows=tuple(rows),
            stub=2,
        ),
    )


def _branch_marks(index: Index, top: str) -> Iterable[str]:
    if index.holds_cost_only(top):
        yield COST_ONLY
    if any(w.relative and index.top(w.id) == top for w in index.evaluation.criteria):
        yield "mark.relative"


def sides(index: Index) -> tuple[Block, ...]:
    """Return technology and experience side by side."""
    vendors = [v for v in index.evaluation.vendors if any(v.axes.get(axis) is not None for axis in AXES)]
    if not vendors:
        return ()
    words = index.words
    rows = tuple(
        Row(cells=(Cell(text=vendor.name), *(_side_cell(vendor.axes.get(axis), words) for axis in AXES)))
        for vendor in vendors
    )
    said = [_leader(vendors, axis, words) for axis in AXES] if len(vendors) > 1 else []
    return (
        Paragraph(text=" ".join(part for part in (words.say("sides.intro"), *said) if part)),
        Table(
            caption=words.say("sides.caption"),
            head=(
                Head(words.say("head.alternative")),
                *(Head(words.say(f"sides.{axis}"), numeric=True) for axis in AXES),
            ),
            rows=rows,
        ),
    )


def _side_cell(figure: Interval | None, words: Words) -> Cell:
    if figure is None:
        return Cell(text=words.say("does not apply"), missing=True)
    return Cell(text=words.score(figure.mid), sub=words.interval(figure), heat=geometry.heat(figure.mid))


def _leader(vendors: list[VendorScore], axis: str, words: Words) -> str:
    """Say whose printed score on a side is the highest; those who share it are tied."""
    known = [(v.name, float(numbers.score(figure.mid))) for v in vendors if (figure := v.axes.get(axis)) is not None]
    top = max((score for _, score in known), default=0.0)
    names = [name for name, score in known if score == top]
    if len(names) > 1:
        return words.say(f"sides.{axis}.tied", names=words.listed(names), score=words.score(top))
    return words.say(f"sides.{axis}.leader", name=names[0], score=words.score(top)) if names else ""


def views(index: Index) -> tuple[Block, ...]:
    """Return the ranking by each party's weights; nothing if there is only one."""
    found = index.evaluation.views
    vendors, words = index.evaluation.vendors, index.words
    if not found:
        return ()
    head = (
        Head(words.say("head.alternative")),
        *(
            Head(words.say("views.party", party=view.id, share=words.percent(view.share)), numeric=True)
            for view in found
        ),
        Head(words.say("views.combined"), numeric=True),
    )
    decimals = max(index.decimals, *(_decimals_of(view) for view in found))
    rows = []
    for vendor in vendors:
        cells = [Cell(text=vendor.name)]
        cells += [_view_cell(index, _rank_in(v.ranking, vendor.id), v.scores.get(vendor.id), decimals) for v in found]
        cells.append(_view_cell(index, _rank_in(index.evaluation.ranking, vendor.id), vendor.score, decimals))
        rows.append(Row(cells=tuple(cells)))
    return (
        Paragraph(text=words.say("views.intro")),
        Table(caption=words.say("views.caption"), head=head, rows=tuple(rows)),
    )


def _decimals_of(view: ViewRanking) -> int:
    pairs = [(group.rank, view.scores.get(member)) for group in view.ranking for member in group.members]
    return numbers.ranking_decimals([(rank, figure) for rank, figure in pairs if figure is not None])


def _rank_in(ranking: Sequence[Group], vendor: str) -> str:
    for group in ranking:
        if vendor in group.members:
            return f"{group.rank}=" if len(group.members) > 1 else f"{group.rank}"
    return ""


def _view_cell(index: Index, rank: str, figure: Interval | None, decimals: int) -> Cell:
    if figure is None:
        return Cell(text=index.words.say("does not apply"), missing=True)
    return Cell(text=rank or index.words.say("views.not ranked"), sub=index.words.score(figure.mid, decimals))
