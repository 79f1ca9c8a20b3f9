"""What `what-if` tells people: what was tried, and the ranking before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.cli import paper
from toolselect.report import numbers
from toolselect.report.headline import verdict_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType
    from rich.table import Table

    from toolselect.explaining.what_if import Move, PartMove, WhatIf
    from toolselect.model.result import Interval

WIDE = 76  # columns: intervals beside the scores
LEAVES = 5  # causes that are named for each vendor


def text(found: WhatIf, width: int, *, colour: bool = False) -> str:
    """Return the trial, laid out for the width at hand."""
    return paper.rendered(_shown(found, width), width, colour=colour)


def _shown(found: WhatIf, width: int) -> Iterator[RenderableType]:
    yield paper.line("What if", "bold")
    grid = paper.listed("", (f"{one.subject} = {one.after} (now {one.before})" for one in found.settings))
    yield grid[-1]
    yield ""
    yield _ranking(found, width)
    yield ""
    before, after = verdict_lines(found.before), verdict_lines(found.after)
    if before[:1] == after[:1]:
        yield paper.line(f"The verdict stays. {after[0]}" if after else "")
        yield from (paper.line(words) for words in after[1:] if words not in before)
    else:
        yield paper.line(f"Before: {before[0]}" if before else "")
        yield paper.line(f"After: {after[0]}" if after else "", "bold")
        yield from (paper.line(words) for words in after[1:])
    yield from _weights(found)
    for move in found.moves:
        yield from paper.listed(f"What moves {move.name}", _causes(move, move.tops if found.weights else move.leaves))
    if found.unread:
        yield ""
        yield paper.line(f"No criterion reads {numbers.listed(found.unread)} at this stage, so that moves nothing.")


def _ranking(found: WhatIf, width: int) -> Table:
    wide = width >= WIDE
    simulated = any(move.chance_after is not None for move in found.moves)
    figures = ["Rank", "Score", "Moved"]
    if wide:
        figures.append("Possible")
    if simulated:
        figures.append("First in draws")
    table = paper.table(("Vendor",), figures)
    for move in found.moves:
        cells = [move.name, _change(_rank(move.rank_before), _rank(move.rank_after)), _scores(move)]
        cells.append("" if move.moved is None else numbers.points(move.moved))
        if wide:
            cells.append(numbers.interval(move.after, 1) if move.after is not None else "")
        if simulated:
            cells.append(_change(_share(move.chance_before), _share(move.chance_after)))
        table.add_row(*map(paper.line, cells))
    return table


def _rank(rank: int | None) -> str:
    return str(rank) if rank is not None else "out"


def _share(share: float | None) -> str:
    return numbers.percent(share) if share is not None else "\u2013"


def _scores(move: Move) -> str:
    return _change(_score(move.before), _score(move.after))


def _score(score: Interval | None) -> str:
    return numbers.score(score.mid, 1) if score is not None else "none"


def _change(before: str, after: str) -> str:
    return after if before == after else f"{before} \u2192 {after}"


def _weights(found: WhatIf) -> list[RenderableType]:
    depth = min((one.depth for one in found.weights), default=0)
    return paper.listed(
        "Weights of the whole that change",
        (
            f"{one.title}: {_change(numbers.percent(one.before, 1), numbers.percent(one.after, 1))}"
            for one in found.weights
            if one.depth == depth
        ),
    )


def _causes(move: Move, parts: Sequence[PartMove]) -> Iterator[str]:
    if move.plan_before != move.plan_after:
        yield f"plan: {_change(move.plan_before or 'none', move.plan_after or 'none')}"
    if move.standing_before is not move.standing_after:
        yield f"standing: {_change(move.standing_before.value, move.standing_after.value)}"
    for gate in move.gates:
        if gate.after is None:  # dropped by the setting itself, which is told above
            continue
        before, after = (state.value if state is not None else "not asked" for state in (gate.before, gate.after))
        yield f"must-have {gate.title}: {_change(before, after)} ({gate.reason})"
    for part in parts[:LEAVES]:
        yield f"{part.title}: {numbers.points(part.moved)} points ({_why(part)})"
    rest = parts[LEAVES:]
    if rest:
        moved = sum(part.moved for part in rest)
        yield f"{numbers.count(len(rest), 'other criterion', 'other criteria')}: {numbers.points(moved)} points"


def _why(part: PartMove) -> str:
    """Say whether worth or weight moved, or both."""
    before, after = part.before, part.after
    if before is None or after is None or before.worth is None or after.worth is None:
        return "begins or ends to count"
    worths = numbers.score(before.worth.mid, 1), numbers.score(after.worth.mid, 1)
    weights = numbers.percent(before.weight, 1), numbers.percent(after.weight, 1)
    return f"worth {_change(*worths)}, weight {_change(*weights)}"
