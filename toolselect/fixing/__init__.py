"""Correct what has exactly one answer: a key's or a word's spelling, a unit's, a date's form, the order of keys.

Pure functions from texts and findings to edits by span, so that comments, order, quotes and line ends stay as they
are. `settle` proves that each changed text means the same apart from its edits; `app.fix` reads and writes.
"""

from __future__ import annotations

from toolselect.fixing.edits import Edit, apply, carried_out, difference
from toolselect.fixing.known import Known
from toolselect.fixing.looking import Look
from toolselect.fixing.order import CODE as ORDER
from toolselect.fixing.order import reordered
from toolselect.fixing.rounds import Seen, Settled, settle
from toolselect.fixing.spelled import FIXABLE, fixes

__all__ = [
    "FIXABLE",
    "ORDER",
    "Edit",
    "Known",
    "Look",
    "Seen",
    "Settled",
    "apply",
    "carried_out",
    "difference",
    "fixes",
    "reordered",
    "settle",
]
