"""Where a weight or a value function was given: in the criteria, or in the study that changes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolselect.diagnostics import Place
    from toolselect.model.criteria import Criterion
    from toolselect.model.study import Study


def weight_place(node: Criterion, study: Study | None) -> Place:
    """Return where the weight of a criterion stands."""
    if study is not None and any(swing.criterion == node.id for swing in study.swings):
        return study.place.below("swings", node.id, "points")
    if study is not None and node.id in study.weights:
        return study.place.below("weights", node.id)
    return node.place.below("weight")


def value_place(leaf: Criterion, study: Study | None) -> Place:
    """Return where the value function of a leaf stands."""
    if study is not None and changes_value(leaf, study):
        return study.place.below("adjust", leaf.id, "value")
    return leaf.place.below("value")


def changes_value(leaf: Criterion, study: Study) -> bool:
    """Tell whether the study gives a leaf other anchors."""
    return any(one.criterion == leaf.id and "value" in one.changed for one in study.adjustments)
