"""What the checks found: by code and with a count, the user's own files first, what no criterion reads last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect.diagnostics import Severity, key_text
from toolselect.report import numbers
from toolselect.report.view.blocks import Block, Cell, Fold, Head, Heading, Paragraph, Row, Table, Terms
from toolselect.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from toolselect.diagnostics import Diagnostic
    from toolselect.report.languages import Words
    from toolselect.report.view.index import Index

SHIPPED = "shipped:"
FACTS = "facts"  # the key of a profile under which its answers stand
ORDER = tuple(Severity)
OWN = ("findings.caption, own", "findings.summary, own")
SHIPPED_ONES = ("findings.caption, shipped", "findings.summary, shipped")


def blocks(index: Index) -> tuple[Block, ...]:
    """Return a fold for each code, and one for all that is about facts which no criterion reads."""
    found = sorted(index.evaluation.findings, key=lambda each: each.sort_key)
    if not found:
        return (Paragraph(text=index.words.say("findings.none")),)
    words = index.words
    read = [each for each in found if not _unread(index, each)]
    own = [each for each in read if not each.place.path.startswith(SHIPPED)]
    shipped = [each for each in read if each.place.path.startswith(SHIPPED)]
    unread = [each for each in found if _unread(index, each)]
    return (
        Heading(text=words.say("findings.heading")),
        Paragraph(text=words.say("findings.intro", counted=counted(found, words))),
        *_by_code(own, OWN, words),
        *_by_code(shipped, SHIPPED_ONES, words),
        *_apart(unread, words),
    )


def _unread(index: Index, found: Diagnostic) -> bool:
    """Tell whether a finding is about a fact that no criterion reads at this stage."""
    key = found.place.key
    return len(key) > 1 and key[0] == FACTS and not index.is_read(f"{key[1]}")


def counted(found: Iterable[Diagnostic], words: Words) -> str:
    """Return how many there are of each severity, the worst first."""
    severities = [each.severity for each in found]
    return words.listed([words.say(f"count.{s.value}", n=severities.count(s)) for s in ORDER if s in severities])


def _by_code(found: list[Diagnostic], where: tuple[str, str], words: Words) -> Iterator[Fold]:
    """Yield a fold for each code; `where` holds the keys of its caption and its summary."""
    caption, summary = where
    for code, group in _grouped(found).items():
        title = RULES[code].title
        hint = _shared_hint(group)
        table = Table(
            caption=words.say(caption, code=code, title=title),
            head=_head(words),
            rows=tuple(_row(each, hint) for each in group),
        )
        intro = (Paragraph(text=numbers.relations(hint)),) if hint else ()
        said = words.say(summary, code=code, title=title, counted=counted(group, words))
        yield Fold(summary=said, blocks=(*intro, table))


def _head(words: Words) -> tuple[Head, Head]:
    return Head(words.say("findings.finding")), Head(words.say("findings.place"))


def _apart(found: list[Diagnostic], words: Words) -> Iterator[Fold]:
    if not found:
        return
    groups = _grouped(found)
    hints = {code: _shared_hint(group) for code, group in groups.items()}
    pairs = tuple((code, _rule(code, group, hints[code], words)) for code, group in groups.items())
    table = Table(
        caption=words.say("findings.unread"),
        head=(*_head(words), Head(words.say("findings.code"))),
        rows=tuple(_row(each, hints[code], Cell(text=code)) for code, group in groups.items() for each in group),
    )
    summary = words.say("findings.unread.summary", counted=counted(found, words))
    yield Fold(summary=summary, blocks=(Terms(pairs=pairs), table))


def _grouped(found: list[Diagnostic]) -> dict[str, list[Diagnostic]]:
    """Return the findings of each code, the worst first."""
    groups: dict[str, list[Diagnostic]] = {}
    for each in found:
        groups.setdefault(each.code, []).append(each)
    worst = {code: min(ORDER.index(each.severity) for each in group) for code, group in groups.items()}
    return {code: groups[code] for code in sorted(groups, key=lambda code: (worst[code], code))}


def _shared_hint(group: list[Diagnostic]) -> str:
    """Return the hint if all findings of a group have the same, so that it is printed once."""
    hints = {each.hint for each in group}
    return hints.pop() if len(hints) == 1 else ""


def _rule(code: str, group: list[Diagnostic], hint: str, words: Words) -> str:
    said = words.say("findings.rule", title=RULES[code].title, counted=counted(group, words))
    return f"{said}; {numbers.relations(hint)}" if hint else said


def _row(found: Diagnostic, hint: str, *more: Cell) -> Row:
    place = found.place.path
    if found.location is not None:
        place += f":{found.location.line}:{found.location.column}"
    sub = numbers.relations(found.hint) if found.hint != hint else ""
    return Row(
        cells=(
            Cell(text=numbers.relations(found.message), sub=sub),
            Cell(text=place, sub=key_text(found.place.key)),
            *more,
        )
    )
