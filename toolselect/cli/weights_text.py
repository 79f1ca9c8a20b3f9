"""Weights on a terminal, and as the lines to paste into a study."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from toolselect.app.weighing import Weighing, in_words, ratio
from toolselect.cli import console

if TYPE_CHECKING:
    from toolselect.app.weighing import Consistency
    from toolselect.model.judgements import End
    from toolselect.terminal import Painter

BAR = 40  # columns of the longest bar, where the width allows it
LEAST = 8  # columns below which a bar says nothing

TITLES = {
    ("rank", "centroid"): "Weights by rank order (centroid)",
    ("rank", "sum"): "Weights by rank order (sum of ranks)",
    ("rank", "reciprocal"): "Weights by rank order (reciprocal ranks)",
    ("swing", "points"): "Weights by swings",
    ("pairwise", "eigenvector"): "Weights by comparison in pairs (principal eigenvector)",
    ("pairwise", "geometric"): "Weights by comparison in pairs (geometric means)",
    ("best-worst", "linear"): "Weights by best and worst (linear model)",
    ("entropy", "entropy"): "Weights from the data (entropy)",
    ("critic", "critic"): "Weights from the data (CRITIC)",
    ("std", "std"): "Weights from the data (standard deviation)",
    ("merec", "merec"): "Weights from the data (MEREC)",
}

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_WORDS_OF_YAML = {"null", "true", "false"}


def text(weighing: Weighing, width: int, paint: Painter) -> str:
    """Return the weights with bars, how consistent they are, and what to paste into a study."""
    parts = [paint(TITLES[weighing.kind, weighing.way], "strong"), "", *_bars(weighing, width)]
    if weighing.pairs is not None:
        parts += ["", *_pairs(weighing.pairs)]
    if weighing.xi is not None:
        parts += ["", f"Consistency (xi): {_figure(weighing.xi)}; 0 is perfect."]
    if weighing.constant:
        names = ", ".join(weighing.constant)
        parts += ["", console.wrapped(f"No weight, because nothing differs: {names}.", "")]
    parts += [line for note in weighing.notes for line in ("", console.wrapped(f"{note[:1].upper()}{note[1:]}.", ""))]
    if weighing.kind in ("rank", "swing", "pairwise", "best-worst"):
        parts += ["", "To paste into a study:", "", *(f"  {line}" for line in block(weighing).split("\n"))]
    return "\n".join(parts)


def _bars(weighing: Weighing, width: int) -> list[str]:
    names = [console.visible(name) for name in weighing.weights]
    column = max(map(console.columns, names))
    room = min(BAR, width - column - len("  100.0 %  ") - 2)
    largest = max(weighing.weights.values())
    lines = []
    for name, weight in zip(names, weighing.weights.values(), strict=True):
        line = f"  {name}{' ' * (column - console.columns(name))}  {100 * weight:5.1f} %"
        if room >= LEAST and largest > 0:
            line += "  " + _bar(room * weight / largest)
        lines.append(line.rstrip())
    return lines


def _bar(length: float) -> str:
    eighths = round(8 * length)
    return "█" * (eighths // 8) + ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")[eighths % 8]


def _pairs(pairs: Consistency) -> list[str]:
    if pairs.consistency_ratio is None:
        lines = [f"Consistency ratio: none, because {pairs.reasons['consistency_ratio']}."]
    else:
        verdict = "fine" if pairs.consistency_ratio <= 0.1 else "think the judgements over"
        lines = [f"Consistency ratio: {pairs.consistency_ratio:.3f} (up to 0.10 is fine): {verdict}."]
    lines.append(f"Largest eigenvalue: {_figure(pairs.lambda_max)}; random index: {_or_none(pairs.random_index)}.")
    if pairs.worst is not None:
        lines.append(console.wrapped(f"Furthest apart: {in_words(pairs.worst)}.", ""))
    if pairs.completed:
        filled = ", ".join(f"{first} over {second}: {ratio(figure)}" for first, second, figure in pairs.completed)
        lines.append(console.wrapped(f"Filled in, as fits the others best: {filled}.", ""))
    return lines


def _or_none(figure: float | None) -> str:
    return "none" if figure is None else f"{figure:g}"


def _figure(figure: float) -> str:
    return f"{figure:.4f}".rstrip("0").rstrip(".")


def block(weighing: Weighing) -> str:
    """Return the lines of a study that set these weights: `swings` with their ranges, else `weights`."""
    if weighing.swings:
        rows = [
            f"{_word(one.criterion)}: {{points: {one.points:g}, from: {_end(one.start)}, to: {_end(one.end)}}}"
            for one in weighing.swings
        ]
        return "\n".join(["swings:", *(f"  {row}" for row in rows)])
    rows = [f"{_word(name)}: {100 * weight:.6g}" for name, weight in weighing.weights.items()]
    return "\n".join(["weights:", *(f"  {row}" for row in rows)])


def _end(end: End | None) -> str:
    return _word(end) if isinstance(end, str) else f"{end:.12g}"


def _word(name: str) -> str:
    plain = _PLAIN.fullmatch(name) and name.lower() not in _WORDS_OF_YAML
    return name if plain else console.visible(json.dumps(name, ensure_ascii=False))
