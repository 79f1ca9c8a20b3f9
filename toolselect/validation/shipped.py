"""Findings in files that come with the program, said where their reader can do something about them.

Who validates a study can't edit a shipped profile. What matters to the study is said at the line that names the
profile, with the way out: a profile of one's own that extends it. Old evidence for facts that the study does not read
is the program's concern, not the study's.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toolselect import source
from toolselect.deriving import hours, languages
from toolselect.loading.library import SHIPPED
from toolselect.scoring import leaves

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from toolselect.diagnostics import Diagnostic
    from toolselect.loading.library import Library
    from toolselect.model.study import Study

_AGE = frozenset(("TS402", "TS407"))
_WAY_OUT = "in a profile of your own that begins with `extends:`"


def brought_home(found: Iterable[Diagnostic], study: Study | None, library: Library) -> Iterator[Diagnostic]:
    """Yield located findings; those in shipped files at the place of the study that names the file.

    Without a study that could be read all stay where they are.
    """
    read = _facts_read(study) if study is not None else frozenset()
    for one in found:
        path = one.place.path
        asked = library.asked.get(path)
        if study is None or asked is None or not path.startswith(SHIPPED):
            yield one
        elif one.code not in _AGE or (len(one.place.key) > 1 and one.place.key[1] in read):
            document = library.documents.get(asked.path)
            line = one.location.line if one.location else 1
            yield replace(
                one,
                place=asked,
                location=source.locate(document, asked.key, asked.at) if document else None,
                message=f"{one.message} ({path}:{line})",
                hint=_with_way_out(one.hint),
            )


def _with_way_out(hint: str) -> str:
    if "extends:" in hint:
        return hint
    return f"{hint}, {_WAY_OUT}" if hint else f"correct it {_WAY_OUT}"


def _facts_read(study: Study) -> frozenset[str]:
    """Return the stated facts that the study's criteria read, those behind computed facts included."""
    read = {name for leaf in study.criteria.leaves() for name in leaves.facts_of(leaf)}
    read |= {channel for segment in study.organisation.segments for channel in segment.prefers}
    return frozenset(read | {languages.INTERFACE, hours.BOT})
