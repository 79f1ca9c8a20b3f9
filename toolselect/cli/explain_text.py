"""What `explain` tells people: the parts of a score, and a leaf from its arithmetic down to its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from toolselect.cli import console, described, paper
from toolselect.explaining.explain import BranchExplained, LeafExplained, VendorExplained
from toolselect.model.criteria import BooleanValue, Levels, Linear, Points, Relative, Share
from toolselect.model.facts import Availability, Range, Value
from toolselect.model.result import CriterionState, GateState, Standing, Status
from toolselect.report import numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType
    from rich.table import Table

    from toolselect.explaining.explain import Answered, Explanation, OpenPoint, Part, Seen
    from toolselect.model.criteria import ValueFunction
    from toolselect.model.facts import Answer, Fact, Source
    from toolselect.model.result import Evaluation, Gate, Interval, LeafScore

WIDE = 76  # columns: room for all figures beside a title
OPEN_POINTS = 8


def text(found: Explanation, evaluation: Evaluation, width: int, *, colour: bool = False) -> str:
    """Return an explanation, laid out for the width at hand."""
    match found:
        case VendorExplained():
            shown = _vendor(found, evaluation, width)
        case BranchExplained():
            shown = _branch(found, evaluation, width)
        case LeafExplained():
            shown = _leaf(found, evaluation)
        case _:
            assert_never(found)
    return paper.rendered(shown, width, colour=colour)


# --- a whole score -----------------------------------------------------------------------------------------------


def _vendor(found: VendorExplained, evaluation: Evaluation, width: int) -> Iterator[RenderableType]:
    yield paper.line(f"{found.name}: {_score(found, evaluation)}", "bold")
    plan = found.plan.name or found.plan.id
    facts = [f"{plan} ({found.plan.chosen_by})" if found.plan.id else "no plan", _cost(found)]
    facts.append(f"known {numbers.percent(found.coverage)}, proven {numbers.percent(found.proven)}")
    yield paper.line("; ".join(facts))
    if found.score is not None:
        yield ""
        yield _parts(found.parts, found.score, width)
        yield paper.line("Points are weight \u00d7 worth; they add up to the score.")
    yield from paper.listed("Adds most for sure", (_sure(part) for part in found.most))
    yield from paper.listed("Loses most for sure", (_lost(part) for part in found.least))
    yield from paper.listed("Must-haves", (_gate(gate, evaluation) for gate in found.gates))
    yield from _open_points(found.open_points)
    yield ""
    yield paper.line(f"`toolselect explain {found.vendor} CRITERION` goes on to a branch or to the facts of a leaf.")


def _score(found: VendorExplained, evaluation: Evaluation) -> str:
    if found.score is None:
        return "no score; nothing that counts applies to it"
    said = f"{numbers.score(found.score.mid, max(1, numbers.score_decimals(evaluation.vendors)))} of 100"
    if found.score.open:
        said += f", possible {numbers.interval(found.score)}"
    if found.standing is Standing.FAILED:
        return f"{said}; out of the ranking, it fails a must-have"
    return f"{said}; rank {found.rank} of {found.ranked}"


def _cost(found: VendorExplained) -> str:
    said = numbers.cost(found.plan.cost)
    return f"licences {said} a year" if found.plan.cost.low is not None else f"licence cost {said}"


def _parts(parts: Sequence[Part], whole: Interval, width: int, depth: int = 0, decimals: int = 1) -> Table:
    """Return a row for each part and the sum; printed points add up to what is printed above or below them."""
    tops = [part for part in parts if part.depth == depth]
    printed = adding_up(parts, whole.mid, depth, decimals)
    wide = width >= WIDE
    figures = ("Weight", "Worth", "Points", "Possible", "Known") if wide else ("Weight", "Worth", "Points")
    table = paper.table(("Criterion",), figures)
    for part in parts:
        indent = "  " * (part.depth - depth)
        if part.points is None or part.worth is None:
            table.add_row(
                paper.line(f"{indent}{part.title}"), "", "n/a", numbers.score(0, decimals), *(("", "") if wide else ())
            )
            continue
        points = printed[part.criterion]
        worth = "not known" if part.status is Status.UNKNOWN else numbers.score(part.worth.mid)
        row = [f"{indent}{part.title}", numbers.percent(part.weight, decimals), worth, points]
        more = [numbers.interval(part.points, decimals), numbers.percent(part.known)] if wide else []
        table.add_row(*map(paper.line, (*row, *more)))
    table.add_section()
    weight = numbers.percent(min(1.0, sum(part.weight for part in tops)), decimals)
    total = ["Sum", weight, "", numbers.score(whole.mid, decimals)]
    table.add_row(
        *(paper.line(cell, "bold") for cell in (*total, *([numbers.interval(whole, decimals), ""] if wide else [])))
    )
    return table


def adding_up(parts: Sequence[Part], total: float, depth: int = 0, decimals: int = 1) -> dict[str, str]:
    """Write the points of all parts, so that the printed ones below each add up to what is printed for it.

    `parts` are in display order, those of `depth` add up to the total.
    """
    tops = [number for number, part in enumerate(parts) if part.depth == depth]
    if not tops:
        return {}
    mids = [points.mid if (points := parts[number].points) is not None else 0.0 for number in tops]
    printed: dict[str, str] = {}
    for number, end, text in zip(
        tops, [*tops[1:], len(parts)], numbers.largest_remainder(mids, total, decimals), strict=True
    ):
        printed[parts[number].criterion] = text
        if end > number + 1:
            printed |= adding_up(parts[number + 1 : end], float(text), depth + 1, decimals)
    return printed


def _sure(part: Part) -> str:
    return f"{part.title}: {numbers.score(part.points.low if part.points else 0.0, 1)} of {_points(100 * part.weight)}"


def _lost(part: Part) -> str:
    lost = part.weight * (100 - part.worth.high) if part.worth is not None else 0.0
    return f"{part.title}: {numbers.score(lost, 1)} of {_points(100 * part.weight)}"


def _points(points: float) -> str:
    return f"{numbers.score(points, 1)} points"


def _gate(gate: Gate, evaluation: Evaluation) -> str:
    wanted = numbers.relations(gate.wanted)
    return f"{_title(gate.criterion, evaluation)}: {gate.state.value}, wanted {wanted} ({gate.reason})"


def _open_points(points: Sequence[OpenPoint]) -> Iterator[RenderableType]:
    said = [
        f"{point.title}: {_status(point.status)}, decides {_points(point.reach)}"
        + (f" ({point.reason})" if point.reason else "")
        for point in points[:OPEN_POINTS]
    ]
    if len(points) > OPEN_POINTS:
        said.append(f"and {len(points) - OPEN_POINTS} more that decide less; `--format json` lists all")
    yield from paper.listed("Open points, heaviest first", said)


def _status(status: Status) -> str:
    words = {
        Status.UNKNOWN: "not known",
        Status.RANGE: "known as a range",
        Status.CONFLICT: "disputed",
        Status.PARTIAL: "known in part",
    }
    return words.get(status, status.value)


# --- a branch ----------------------------------------------------------------------------------------------------


def _branch(found: BranchExplained, evaluation: Evaluation, width: int) -> Iterator[RenderableType]:
    whole = found.whole
    if whole.worth is None or whole.points is None:
        why = "" if found.state is CriterionState.COUNTS else f" ({found.state.value})"
        yield paper.line(f"{whole.title} of {found.name}: adds nothing{why}", "bold")
    else:
        said = f"{numbers.score(whole.worth.mid, 1)} of 100, weight {numbers.percent(whole.weight, 1)}"
        yield paper.line(f"{whole.title} of {found.name}: {said}, adds {_points(whole.points.mid)}", "bold")
    yield from (paper.line(words) for words in (found.objective, found.reason) if words)
    if found.parts and whole.points is not None:
        yield ""
        yield _parts(found.parts, whole.points, width, whole.depth + 1, decimals=2)
    yield from paper.listed("Must-haves", (_gate(gate, evaluation) for gate in found.gates))
    yield from _open_points(found.open_points)


# --- a leaf ------------------------------------------------------------------------------------------------------


def _leaf(found: LeafExplained, evaluation: Evaluation) -> Iterator[RenderableType]:
    criterion = found.criterion
    yield paper.line(f"{criterion.title} of {found.name}", "bold")
    yield from (paper.line(words) for words in (criterion.objective, criterion.reason) if words)
    if found.leaf is None:
        asked = f"; it is asked from stage {criterion.start} on" if found.state is CriterionState.LATER else ""
        yield paper.line(f"Adds nothing: {found.state.value}{asked}.")
        return
    yield ""
    yield _grid([*_arithmetic(found, found.leaf, evaluation), *_conditions(found, found.leaf, evaluation)])
    for answered in found.answered:
        yield ""
        yield paper.line(_question(answered), "bold")
        yield _grid(list(_answer(answered)))


def _grid(rows: Sequence[tuple[str, str]]) -> Table:
    from rich.table import Table

    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")  # an address is never cut
    for name, words in rows:
        grid.add_row(paper.line(f"  {name}"), paper.line(words))
    return grid


def _arithmetic(found: LeafExplained, leaf: LeafScore, evaluation: Evaluation) -> Iterator[tuple[str, str]]:
    """Yield the sum in words and numbers: points, then where the weight and the worth come from."""
    if leaf.value is None or leaf.contribution is None:
        reason = "; ".join(held.reason for held in leaf.held if held.reason)
        yield "points", f"none: {leaf.status.value}" + (f" ({reason})" if reason else "")
    elif leaf.weight > 0:
        weight, worth = numbers.percent(leaf.weight, 1), numbers.score(leaf.value.mid, 1)
        said = f"weight {weight} \u00d7 worth {worth} = {_points(leaf.contribution.mid)}"
        if leaf.contribution.open:
            said += f"; possible {numbers.interval(leaf.contribution, 1)}"
        yield "points", said
    steps = [f"{step.title} {numbers.percent(step.share, 1)}" for step in found.weights]
    said = " \u00d7 ".join(steps) + (f" = {numbers.percent(found.study_weight, 1)}" if len(steps) > 1 else "")
    if found.study_weight > 0 and found.applying != 1.0 and leaf.weight > 0:
        said += f"; {numbers.percent(found.applying, 1)} of all weight applies, so {numbers.percent(leaf.weight, 1)}"
    yield "weight", said if found.study_weight > 0 else "0: a must-have or a display only"
    yield "worth", _worth(found, leaf, evaluation)


def _worth(found: LeafExplained, leaf: LeafScore, evaluation: Evaluation) -> str:
    fact = evaluation.study.criteria.facts.get(found.criterion.fact)
    rule = scale(found.criterion.value, fact.unit if fact is not None else "")
    if leaf.value is None:
        return rule
    if leaf.status is Status.UNKNOWN:
        return f"{rule}; not known counts as 50, possible 0\u2013100"
    answers = " / ".join(_said(answer, fact) for held in leaf.held[:1] for answer in held.answers)
    single = bool(found.criterion.fact) and not isinstance(found.criterion.value, Share)
    said = f"{rule}; {answers if single else 'what is known'} \u2192 {numbers.score(leaf.value.mid, 1)}"
    if leaf.value.open:
        said += f", possible {numbers.interval(leaf.value, 1)}"
    if leaf.clipped:
        said += " (outside the anchors, counts as the nearer one)"
    return said


def scale(function: ValueFunction | None, unit: str) -> str:
    """Say how raw answers become a worth on 0 to 100."""
    match function:
        case None:
            return "none: it is not scored"
        case Linear(worst, best):
            return f"linear from {numbers.quantity(worst, unit)} (0) to {numbers.quantity(best, unit)} (100)"
        case Points(points):
            corners = (f"{numbers.quantity(x, unit)} ({numbers.plain(worth)})" for x, worth in points)
            return "straight lines through " + ", ".join(corners)
        case BooleanValue(no, yes):
            return f"no ({numbers.plain(no)}), yes ({numbers.plain(yes)})"
        case Levels(levels):
            return ", ".join(f"{level.name} ({numbers.plain(level.value)})" for level in levels)
        case Share(wanted):
            return "weighted share of " + ", ".join(f"{name} ({numbers.plain(weight)})" for name, weight in wanted)
        case Relative(best):
            return f"relative to the alternatives at hand, the {best}est best: moves when one comes or goes"
        case _:
            assert_never(function)


def _conditions(found: LeafExplained, leaf: LeafScore, evaluation: Evaluation) -> Iterator[tuple[str, str]]:
    if found.criterion.target is not None:
        fact = evaluation.study.criteria.facts.get(found.criterion.fact)
        target = numbers.relations(found.criterion.target.text)
        if target[-1:].isdigit() and fact is not None and fact.unit:
            target += f" {fact.unit}"
        outcome = {True: "met", False: "missed", None: "not decided"}[leaf.met]
        yield "target", f"{target}: {outcome} (shown beside the score, neither score nor must-have)"
    if found.gate is not None:
        wanted = numbers.relations(found.gate.wanted)
        yield "must-have", f"{found.gate.state.value}, wanted {wanted} ({found.gate.reason})"
        if found.gate.state is not GateState.PASS:
            yield "", "a must-have is a veto: it keeps the vendor from the award, its weight stays as it is"


def _question(answered: Answered) -> str:
    question = answered.fact.question if answered.fact is not None else answered.held.fact
    weight = f", counts {numbers.plain(answered.weight)}" if answered.weight is not None else ""
    return f"{question} ({answered.held.fact}{weight})"


def _answer(answered: Answered) -> Iterator[tuple[str, str]]:
    """Yield the answer that holds, how it was computed, and each entry that was looked at."""
    held = answered.held
    marks = [held.grade.value if held.grade is not None else "", "beta" if held.beta else ""]
    marks.append("expired" if held.expired else "")
    basis = ", ".join(mark for mark in marks if mark)
    said = " / ".join(_said(answer, answered.fact) for answer in held.answers)
    yield "holds", said + (f" [{basis}]" if basis else "")
    for number, step in enumerate(held.steps):
        yield "" if number else "computed", step
    for seen in answered.seen:
        yield from _entry(seen, answered.fact)
    for part in answered.inputs:
        yield "from", _question(part)
        for name, words in _answer(part):
            yield f"  {name}", words


def _entry(seen: Seen, fact: Fact | None) -> Iterator[tuple[str, str]]:
    evidence, entry, source = seen.evidence, seen.evidence.entry, seen.source
    scope = [f"plan {', '.join(entry.plans)}" if entry.plans else "", f"add-on {entry.addon}" if entry.addon else ""]
    scope += [f"region {entry.region}" if entry.region else "", entry.scope]
    scope += [entry.availability.value if entry.availability is not Availability.GA else ""]
    scope += [f"preferred: {entry.reason}" if entry.preferred else ""]
    holds_for = "; ".join(part for part in scope if part)
    said = _said(entry.answer, fact) + (f" ({holds_for})" if holds_for else "")
    yield "used" if evidence.used else "not used", said if evidence.used else f"{said}: {evidence.why_not}"
    if entry.note:
        yield "", entry.note
    if source is not None:
        expires = "" if evidence.expires is None else f", expires {evidence.expires.isoformat()}"
        if evidence.expired and evidence.expires is not None:
            expires = f", expired {evidence.expires.isoformat()}: counts one grade weaker"
        yield "", f"{source.kind.value}: {source.title}, {_when(source)}{expires}"
        if source.url:
            yield "", console.visible(source.url)
    if seen.spot is not None:
        yield "", f"{seen.spot.path}:{seen.spot.line}"


def _said(answer: Answer, fact: Fact | None) -> str:
    """Say an answer as it was stated; a computed figure with two decimals."""
    if fact is not None and fact.derived:
        if isinstance(answer, Range):
            likely = round(answer.likely, 2) if answer.likely is not None else None
            answer = Range(round(answer.low, 2), round(answer.high, 2), likely)
        elif isinstance(answer, Value) and isinstance(answer.value, float):
            answer = Value(round(answer.value, 2))
    return described.answer(answer, fact)


def _when(source: Source) -> str:
    """Say when a source speaks: its own date, or when it was seen."""
    if source.date_text != "undated":
        return source.date_text
    return f"undated, seen {source.seen.isoformat()}" if source.seen is not None else "undated"


def _title(criterion: str, evaluation: Evaluation) -> str:
    return next(node.title for node in evaluation.criteria if node.id == criterion)
