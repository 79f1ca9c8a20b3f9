"""What notebooks and other programs use: load a study, evaluate it, and get values and exceptions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from toolselect.app.finding import NothingFound
from toolselect.diagnostics import Location, Severity

if TYPE_CHECKING:
    import os
    from datetime import date

    from toolselect.diagnostics import Diagnostic
    from toolselect.model.result import Evaluation
    from toolselect.model.study import Study

__all__ = ["InvalidStudy", "NothingFound", "evaluate", "load"]


class InvalidStudy(ValueError):  # noqa: N818 - it says what happened
    """A study that can't be evaluated. `diagnostics` are all errors, with their places; the text lists them."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        self.diagnostics = diagnostics
        super().__init__("\n".join(map(_listed, diagnostics)))


def load(path: str | os.PathLike[str], *, as_of: date | None = None, allow_outside: bool = False) -> Study:
    """Return the study of a file or folder, with its criteria, vocabulary and vendors.

    `as_of` is the day at which freshness is judged, instead of the study's own; `allow_outside` lets it name files
    outside its folder.

    Raises:
        NothingFound: if there is no study there.
        InvalidStudy: if errors of syntax, schema, references or weights stop the work; it lists all of them.
    """
    from toolselect.app import evaluate_study

    outcome = evaluate_study(Path(path), as_of=as_of, allow_outside=allow_outside)
    if outcome.evaluation is None:
        raise InvalidStudy(tuple(one for one in outcome.diagnostics if one.severity is Severity.ERROR))
    return outcome.evaluation.study


def evaluate(study: Study, *, robust: bool = True) -> Evaluation:
    """Return everything that can be said about a study: scores, must-haves, ranking, what is open, the verdict.

    With `robust`, also how much that bears (`Evaluation.robustness`), on which the verdict then rests, and the
    business case (`Evaluation.money`) where the study says enough; without, it is quicker and needs no numpy. The same
    study always gives the same evaluation. Its `findings` are those about the study as it is given, so they are also
    right for one that was changed with `dataclasses.replace`; they have no line numbers.
    """
    from toolselect.checks.study import check_study
    from toolselect.evaluation import evaluate as evaluate_once

    found = evaluate_once(study, tuple(sorted(check_study(study), key=lambda one: one.sort_key)))
    if not robust:
        return found
    from toolselect.app import with_business_case
    from toolselect.robustness.assess import assess

    return assess(with_business_case(found))


def _listed(found: Diagnostic) -> str:
    where = found.location or Location()
    hint = f" ({found.hint})" if found.hint else ""
    return f"{found.place.path}:{where.line}:{where.column}: {found.severity}[{found.code}] {found.message}{hint}"
