"""The matrix of scores, what each branch adds, the two sides, and the rankings by view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.model.result import CriterionState, Status
from toolselect.report import geometry, numbers
from toolselect.report.view.blocks import Block, Cell, Head, Paragraph, Row, Table, Terms
from toolselect.report.view.index import NOT_KNOWN
from toolselect.report.view.recommendation import AXES

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
    from toolselect.report.view.index import Index

COST_ONLY = "licence cost only"
MARKS = {
    COST_ONLY: "at this stage the branch holds the licence cost against the budget and nothing else: 100 is cheap, "
    "it is no return on investment",
    "beta": "the answer is a beta version, not generally available",
    "disputed": "sources disagree; the score is the middle of what they say",
    "in part": "some members of the share are not known",
    "expired": "the evidence is past its shelf life and counts one grade weaker",
    "clipped": "the answer lies outside the anchors and counts as the nearer one",
    "relative": "scored against the vendors at hand, not on anchors: adding a vendor can move it",
    "on target": "meets the usual target (shown only, neither score nor must-have)",
    "off target": "misses the usual target (shown only, neither score nor must-have)",
    "gate or display only": "weight 0: tested or shown, not scored",
}
LONGEST_ANSWER = 48


def matrix(index: Index) -> tuple[Block, ...]:
    """Return the matrix with its legend."""
    vendors = index.evaluation.vendors
    branches = {(v.id, b.criterion): b for v in vendors for b in v.branches}
    rows = tuple(_row(index, weight, vendors, branches) for weight in index.counting())
    if not rows:
        return ()
    used = {mark for row in rows for cell in row.cells for mark in cell.marks}
    found: list[Block] = [
        Paragraph(
            text="Each score is on 0 to 100, by anchors that do not depend on the vendors at hand; the range behind "
            "it is what the "
            f"evidence still allows. \u201c{NOT_KNOWN.capitalize()}\u201d is not zero: it counts as 50 with a range "
            "of 0 to 100. "
            "Scores lead to the facts that they rest on, unknown ones to the question to ask."
        ),
        Table(
            caption="Scores by criterion and alternative",
            head=(
                Head("Criterion"),
                Head("Weight", numeric=True),
                *(Head(vendor.name, numeric=True) for vendor in vendors),
            ),
            rows=rows,
            stub=2,
        ),
    ]
    if used:
        found.append(Terms(pairs=tuple((mark, text) for mark, text in MARKS.items() if mark in used)))
    found += _not_asked(index)
    return tuple(found)


def _row(
    index: Index,
    weight: CriterionWeight,
    vendors: Sequence[VendorScore],
    branches: dict[tuple[str, str], BranchScore],
) -> Row:
    definition = index.criterion(weight.id)
    gate = (weight.state.value,) if weight.state is CriterionState.GATE_ONLY else ()
    cost = (COST_ONLY,) if index.holds_cost_only(weight.id) else ()
    marks = (*gate, *cost, "relative") if weight.relative else (*gate, *cost)
    target = f"usual target {index.target(definition)}" if definition.target is not None else ""
    cells = [Cell(text=weight.title, sub=target, marks=marks), Cell(text=weight_text(weight))]
    cells += [
        _leaf_cell(index, vendor.id, index.leaf(vendor.id, weight.id), relative=weight.relative)
        if weight.leaf
        else _branch_cell(branches.get((vendor.id, weight.id)))
        for vendor in vendors
    ]
    return Row(cells=tuple(cells), kind="" if weight.leaf else "branch", depth=weight.depth)


def weight_text(weight: CriterionWeight) -> str:
    """Write the share of the whole that a criterion has."""
    return numbers.percent(weight.weight, 1) if weight.state is CriterionState.COUNTS else weight.state.value


def _branch_cell(branch: BranchScore | None) -> Cell:
    if branch is None or branch.score is None:
        return Cell(text="does not apply", missing=True)
    if branch.coverage == 0:
        return Cell(text=NOT_KNOWN, sub=numbers.interval(branch.score), missing=True)
    return Cell(
        text=numbers.score(branch.score.mid),
        sub=numbers.interval(branch.score),
        heat=geometry.heat(branch.score.mid),
    )


def _leaf_cell(index: Index, vendor: str, leaf: LeafScore | None, *, relative: bool) -> Cell:
    if leaf is None:
        return Cell(text="not evaluated", missing=True)
    place = index.place_of_leaf(vendor, leaf)
    href = f"#{place}" if place else ""
    if leaf.status is Status.NOT_APPLICABLE or leaf.value is None:
        return Cell(text="does not apply", sub=_reason(leaf), href=href, missing=True)
    if leaf.status is Status.UNKNOWN:
        return Cell(text=NOT_KNOWN, sub=numbers.interval(leaf.value), href=href, missing=True)
    sub = [numbers.interval(leaf.value)]
    if len(leaf.held) == 1:
        answer = " / ".join(index.answer(leaf.held[0].fact, each) for each in leaf.held[0].answers)
        sub.append(answer if len(answer) <= LONGEST_ANSWER else answer[: LONGEST_ANSWER - 1] + "\u2026")
    return Cell(
        text=numbers.score(leaf.value.mid),
        sub=" \u00b7 ".join(part for part in sub if part),
        marks=tuple(_leaf_marks(leaf, relative=relative)),
        href=href,
        heat=geometry.heat(leaf.value.mid),
    )


def _reason(leaf: LeafScore) -> str:
    return next((held.reason for held in leaf.held if held.reason), "")


def _leaf_marks(leaf: LeafScore, *, relative: bool) -> Iterable[str]:
    held = [leaf.held, *(part.inputs for part in leaf.held)]
    every = [each for group in held for each in group]
    if any(each.beta for each in every):
        yield "beta"
    if leaf.status is Status.CONFLICT or any(each.status is Status.CONFLICT for each in every):
        yield "disputed"
    if leaf.status is Status.PARTIAL:
        yield "in part"
    if any(each.expired for each in every):
        yield "expired"
    if leaf.clipped:
        yield "clipped"
    if relative:
        yield "relative"
    if leaf.met is not None:
        yield "on target" if leaf.met else "off target"


def _not_asked(index: Index) -> list[Block]:
    found: list[Block] = []
    for state, text in (
        (CriterionState.LATER, "Not asked yet at this stage, their weight is with their siblings"),
        (CriterionState.DOES_NOT_APPLY, "Switched off, because this study does not say that they apply"),
    ):
        titles = [w.title for w in index.evaluation.criteria if w.leaf and w.state is state]
        if titles:
            found.append(Paragraph(text=f"{text}: {'; '.join(titles)}."))
    return found


def contributions(index: Index) -> tuple[Block, ...]:
    """Return what each branch adds, so that the printed parts sum to the printed score."""
    vendors = [vendor for vendor in index.evaluation.vendors if vendor.score is not None]
    tops = index.tops()
    if not vendors or not tops:
        return ()
    columns = []
    for vendor in vendors:
        points = index.top_points(vendor)
        total = vendor.score.mid if vendor.score is not None else 0.0
        written = numbers.largest_remainder([points[w.id] for w in tops], total, index.decimals)
        columns.append((*written, numbers.score(total, index.decimals)))
    rows = [
        Row(
            cells=(
                Cell(text=weight.title, marks=tuple(_branch_marks(index, weight.id))),
                Cell(text=numbers.percent(weight.weight, 1)),
                *(Cell(text=column[number]) for column in columns),
            )
        )
        for number, weight in enumerate(tops)
    ]
    rows.append(
        Row(
            cells=(
                Cell(text="Score"),
                Cell(text="100" + numbers.NBSP + "%"),
                *(Cell(text=column[-1]) for column in columns),
            ),
            kind="total",
        )
    )
    return (
        Paragraph(
            text="Points that each branch adds: its share of the vendor\u2019s weight times its score. Rounded so "
            "that the printed "
            "points sum to the printed score (largest remainders); a criterion that does not apply to a vendor "
            "leaves its weight "
            "to that vendor\u2019s others. Vendors that failed a must-have are shown, not ranked."
        ),
        Table(
            caption="Points by branch and alternative",
            head=(
                Head("Branch"),
                Head("Weight", numeric=True),
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
        yield "relative"


def sides(index: Index) -> tuple[Block, ...]:
    """Return technology and experience side by side."""
    vendors = [v for v in index.evaluation.vendors if any(v.axes.get(axis) is not None for axis in AXES)]
    if not vendors:
        return ()
    rows = tuple(
        Row(cells=(Cell(text=vendor.name), *(_side_cell(vendor.axes.get(axis)) for axis in AXES))) for vendor in vendors
    )
    sentence = "A tool that wins one side and loses the other is a different choice from one that is middling in both."
    said = [_leader(vendors, axis) for axis in AXES] if len(vendors) > 1 else []
    return (
        Paragraph(text=" ".join(part for part in (sentence, *said) if part)),
        Table(
            caption="Technology and experience, 0 to 100 each",
            head=(Head("Alternative"), *(Head(axis.capitalize(), numeric=True) for axis in AXES)),
            rows=rows,
        ),
    )


def _side_cell(figure: Interval | None) -> Cell:
    if figure is None:
        return Cell(text="does not apply", missing=True)
    return Cell(text=numbers.score(figure.mid), sub=numbers.interval(figure), heat=geometry.heat(figure.mid))


def _leader(vendors: list[VendorScore], axis: str) -> str:
    """Say whose printed score on a side is the highest; those who share it are tied."""
    known = [(v.name, numbers.score(figure.mid)) for v in vendors if (figure := v.axes.get(axis)) is not None]
    top = max((text for _, text in known), key=float, default="")
    names = [name for name, text in known if text == top]
    if len(names) > 1:
        return f"On {axis}, {numbers.listed(names)} are tied for first place at {top}."
    return f"On {axis}, {names[0]} leads with {top}." if names else ""


def views(index: Index) -> tuple[Block, ...]:
    """Return the ranking by each party's weights; nothing if there is only one."""
    found = index.evaluation.views
    vendors = index.evaluation.vendors
    if not found:
        return ()
    head = (
        Head("Alternative"),
        *(Head(f"{view.id} ({numbers.percent(view.share)})", numeric=True) for view in found),
        Head("Combined", numeric=True),
    )
    decimals = max(index.decimals, *(_decimals_of(view) for view in found))
    rows = []
    for vendor in vendors:
        cells = [Cell(text=vendor.name)]
        cells += [_view_cell(_rank_in(v.ranking, vendor.id), v.scores.get(vendor.id), decimals) for v in found]
        cells.append(_view_cell(_rank_in(index.evaluation.ranking, vendor.id), vendor.score, decimals))
        rows.append(Row(cells=tuple(cells)))
    return (
        Paragraph(
            text="Rank and score by each party\u2019s own weights. The share behind a party says how much it counts."
        ),
        Table(caption="Ranking by view", head=head, rows=tuple(rows)),
    )


def _decimals_of(view: ViewRanking) -> int:
    pairs = [(group.rank, view.scores.get(member)) for group in view.ranking for member in group.members]
    return numbers.ranking_decimals([(rank, figure) for rank, figure in pairs if figure is not None])


def _rank_in(ranking: Sequence[Group], vendor: str) -> str:
    for group in ranking:
        if vendor in group.members:
            return f"{group.rank}=" if len(group.members) > 1 else f"{group.rank}"
    return ""


def _view_cell(rank: str, figure: Interval | None, decimals: int) -> Cell:
    if figure is None:
        return Cell(text="does not apply", missing=True)
    score = numbers.score(figure.mid, decimals)
    return Cell(text=rank or "not ranked", sub=score)
