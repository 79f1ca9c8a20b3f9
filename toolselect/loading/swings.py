"""Read a swing of a study: what a step of a criterion is worth, and the range that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolselect.diagnostics import diagnostic
from toolselect.model.judgements import Swing

if TYPE_CHECKING:
    from toolselect.diagnostics import Diagnostic, Place
    from toolselect.model.criteria import Criterion
    from toolselect.model.judgements import End


def read_swing(node: Criterion, data: dict[str, Any], place: Place, found: list[Diagnostic]) -> Swing:
    """Return a swing whose structure holds. A leaf needs both ends of its range, a branch has none."""
    for key in ("from", "to"):
        if node.children and key in data:
            message = f"`{node.id}` is a branch: it has no scale, and so no range"
            hint = "leave `from` and `to` out: asked was to bring all below it from worst to best"
            found.append(diagnostic("TS109", place.below(key, at="key"), message, hint))
            break
        if not node.children and key not in data:
            at = place.below(at="key")
            hint = "write the ends of the scale that the question named: without them the answer can't go stale"
            found.append(diagnostic("TS102", at, f"`{key}` is missing", hint))
    return Swing(
        criterion=node.id,
        points=float(data["points"]),
        start=_end(data.get("from")),
        end=_end(data.get("to")),
        place=place,
    )


def _end(value: Any) -> End | None:
    return float(value) if isinstance(value, int | float) else value
