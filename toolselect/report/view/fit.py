"""Fit to our service: channels by segment, languages and hours; technology against experience."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.deriving.shares import part, total
from toolselect.model.facts import Range, Value
from toolselect.model.result import Standing, Status
from toolselect.report import geometry, numbers
from toolselect.report.charts import scatter
from toolselect.report.view import matrix
from toolselect.report.view.blocks import Block, Cell, Chart, Head, Heading, Paragraph, Row, Table
from toolselect.report.view.index import channel
from toolselect.report.view.ranking import AXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from toolselect.deriving.shares import Total
    from toolselect.model.result import Held, Portion, VendorScore
    from toolselect.model.study import Segment
    from toolselect.report.view.index import Index

CHANNELS, LANGUAGES, HOURS = "channel_fit", "language_fit", "hours_fit"
CUT = 50.0


def blocks(index: Index) -> tuple[Block, ...]:
    """Return how well each alternative fits those who are served; nothing where no criterion asks for it."""
    return (*_segments(index), *_channels(index), *_languages(index), *_hours(index), *_sides(index))


def _known(index: Index, fact: str) -> list[tuple[VendorScore, Held]]:
    found = ((vendor, index.helds(vendor).get(fact)) for vendor in index.evaluation.vendors)
    return [(vendor, held) for vendor, held in found if held is not None]


def _table(index: Index, caption: str, first: str, vendors: Sequence[VendorScore], rows: Sequence[Row]) -> Table:
    words = index.words
    return Table(
        caption=caption,
        head=(
            Head(first),
            Head(words.say("head.share"), numeric=True),
            *(Head(vendor.name, numeric=True) for vendor in vendors),
        ),
        rows=tuple(rows),
        stub=2,
    )


# --- channels ----------------------------------------------------------------------------------------------------


def _segments(index: Index) -> Iterator[Block]:
    """Yield the share of each segment that finds the channel it prefers, and of all customers."""
    words, known = index.words, _known(index, CHANNELS)
    segments = [segment for segment in index.study.organisation.segments if segment.share > 0]
    if not known or not segments:
        return
    whole = sum(segment.share for segment in segments)
    rows = [
        Row(
            cells=(
                Cell(text=segment.title or segment.id),
                Cell(text=words.percent(segment.share / whole)),
                *(_share(index, _fit(index, vendor, segment)) for vendor, _ in known),
            )
        )
        for segment in segments
    ]
    rows.append(_sum(index, words.say("fit.all customers"), known))
    yield Heading(text=words.say("fit.segments"))
    yield Paragraph(text=words.say("fit.segments intro"))
    yield _table(
        index, words.say("fit.segments table"), words.say("fit.segment"), [vendor for vendor, _ in known], rows
    )


def _fit(index: Index, vendor: VendorScore, segment: Segment) -> Total | None:
    helds = index.helds(vendor)
    found = [
        one
        for wanted, weight in segment.prefers.items()
        if weight > 0 and wanted in helds and (one := part(helds[wanted], weight)) is not None
    ]
    return total(found)


def _share(index: Index, found: Total | None) -> Cell:
    if found is None:
        return Cell(text=index.words.say("does not apply"), missing=True)
    return _span(index, found.low, found.high)


def _span(index: Index, low: float, high: float) -> Cell:
    words = index.words
    heat = geometry.heat(50 * (low + high))
    if words.percent(low) == words.percent(high):
        return Cell(text=words.percent(low), heat=heat)
    ends = (words.score(100 * low), words.score(100 * high))
    return Cell(text=f"{ends[0]}{numbers.DASH}{ends[1]}{numbers.NBSP}%", heat=heat)


def _sum(index: Index, title: str, known: Sequence[tuple[VendorScore, Held]]) -> Row:
    cells = (_answer(index, vendor, held) for vendor, held in known)
    return Row(cells=(Cell(text=title), Cell(text=index.words.percent(1)), *cells), kind="total")


def _answer(index: Index, vendor: VendorScore, held: Held) -> Cell:
    """Return what was computed for an alternative, with the way to its steps."""
    place = index.place(vendor.id, held.fact)
    href = f"#{place}" if place else ""
    if held.status is Status.UNKNOWN:
        return Cell(text=index.words.say("not known"), href=href, missing=True)
    if len(held.answers) == 1:
        match held.answers[0]:
            case Value(value=int() | float() as value):
                return Cell(text=index.words.percent(value / 100), href=href)
            case Range(low=low, high=high):
                return Cell(text=_span(index, low / 100, high / 100).text, href=href)
            case _:
                pass
    return Cell(text=index.held(held), href=href)


def _channels(index: Index) -> Iterator[Block]:
    words = index.words
    wanted = [
        fact for segment in index.study.organisation.segments for fact, weight in segment.prefers.items() if weight
    ]
    names = {fact: channel(fact) for fact in wanted}
    yield from _portions(index, CHANNELS, names, words.say("fit.channels table"), words.say("fit.channel"))


def _languages(index: Index) -> Iterator[Block]:
    words = index.words
    names = {tag: tag for tag, share in index.study.organisation.languages.items() if share > 0}
    yield from _portions(index, LANGUAGES, names, words.say("fit.languages table"), words.say("fit.language"))


def _hours(index: Index) -> Iterator[Block]:
    words = index.words
    windows = [window for window in index.study.organisation.hours if window.share > 0]
    names = {str(number): window.when for number, window in enumerate(windows)}
    yield from _portions(index, HOURS, names, words.say("fit.hours table"), words.say("fit.window"))


def _portions(index: Index, fact: str, names: Mapping[str, str], caption: str, first: str) -> Iterator[Block]:
    """Yield a row for each part of a share: how much of all it is, and who offers it; the sum last."""
    words, known = index.words, _known(index, fact)
    parts = [{_key(one, number): one for number, one in enumerate(held.portions)} for _, held in known]
    if not any(parts):
        return
    rows = []
    for key, name in names.items():
        weights = [found[key].weight for found in parts if key in found]
        if weights:
            cells = (_state(index, found.get(key)) for found in parts)
            rows.append(Row(cells=(Cell(text=name), Cell(text=words.percent(max(weights))), *cells)))
    rows.append(_sum(index, words.say("fit.together"), known))
    yield _table(index, caption, first, [vendor for vendor, _ in known], rows)


def _key(portion: Portion, number: int) -> str:
    """Return what a part is known by: the member of a set, the channel, or the place in the list of hours."""
    return portion.member or (portion.fact if portion.fact.startswith("channel_") else str(number))


def _state(index: Index, portion: Portion | None) -> Cell:
    words = index.words
    if portion is None:
        return Cell(text=words.say("does not apply"), missing=True)
    states = set(portion.states)
    if len(states) > 1:
        return Cell(text=words.say("fit.disputed"), missing=True)
    state = next(iter(states), None)
    if state is None:
        return Cell(text=words.say("not known"), missing=True)
    return Cell(text=words.say("fit.yes" if state else "fit.no"))


# --- the two sides -----------------------------------------------------------------------------------------------


def _sides(index: Index) -> Iterator[Block]:
    table = matrix.sides(index)
    if not table:
        return
    words = index.words
    yield Heading(text=words.say("section.sides"))
    points, said = [], []
    for vendor in index.evaluation.vendors:
        technology, experience = (vendor.axes.get(axis) for axis in AXES)
        if technology is None or experience is None:
            continue
        points.append(
            scatter.Point(
                name=vendor.name,
                x=technology.mid,
                y=experience.mid,
                quiet=vendor.standing is Standing.FAILED,
                strong=vendor.id in index.evaluation.verdict.first,
            )
        )
        said.append(
            words.say(
                "fit.side said",
                name=vendor.name,
                technology=words.score(technology.mid),
                experience=words.score(experience.mid),
            )
        )
    if len(points) > 1:
        drawing = scatter.sides(
            points,
            "sides",
            _finding(index, points),
            " ".join(said),
            across=scatter.Axis(text=words.say("fit.technology axis"), tick=words.score),
            up=scatter.Axis(text=words.say("fit.experience axis"), tick=words.score),
            corners=(
                words.say("fit.corner.experience"),
                words.say("fit.corner.both"),
                words.say("fit.corner.none"),
                words.say("fit.corner.technology"),
            ),
        )
        yield Chart(drawing=drawing, caption=words.say("fit.sides caption", cut=words.plain(CUT)))
    yield from table


def _finding(index: Index, points: Sequence[scatter.Point]) -> str:
    """Say who is the best on each side: the same one, or two."""
    words = index.words
    technology = max(points, key=lambda point: (point.x, point.name)).name
    experience = max(points, key=lambda point: (point.y, point.name)).name
    if technology == experience:
        return words.say("fit.best on both", name=technology)
    return words.say("fit.best on each", technology=technology, experience=experience)
