"""The business case of a study, and the part of it that somebody wants to see."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toolselect.app.finding import NothingFound
from toolselect.diagnostics import Severity, nearest

if TYPE_CHECKING:
    from collections.abc import Collection

    from toolselect.diagnostics import Diagnostic
    from toolselect.model.money import BusinessCase, Scenario
    from toolselect.model.result import Evaluation


def money_errors(evaluation: Evaluation) -> tuple[Diagnostic, ...]:
    """Return the errors about money: with any of them there is no business case."""
    return tuple(one for one in evaluation.findings if one.code[:3] == "TS6" and one.severity is Severity.ERROR)


def business_case(evaluation: Evaluation, *, draws: int | None = None, seed: int | None = None) -> Evaluation:
    """Return the evaluation with its business case; None keeps what the study says of draws and seed.

    Raises:
        NothingFound: if the study can have none, with the reason.
    """
    from toolselect.evaluation import with_money

    study = evaluation.study
    policy = study.robustness
    policy = replace(policy, draws=policy.draws if draws is None else draws, seed=policy.seed if seed is None else seed)
    found = with_money(replace(evaluation, study=replace(study, robustness=policy)))
    if found.money is None:
        if study.money is None:
            raise NothingFound("the study says nothing about money; write it under `money:`")
        if study.status_quo is None:
            raise NothingFound("there is no status quo to compare with; name one under `status_quo:`")
        raise NothingFound("the organisation names no currency; write it under `organisation: currency:`")
    return found


def with_business_case(evaluation: Evaluation) -> Evaluation:
    """Return the evaluation with its business case where the study can have one, else as it is."""
    from toolselect.evaluation import with_money

    return evaluation if money_errors(evaluation) else with_money(evaluation)


def narrowed(case: BusinessCase, vendors: Collection[str], scenarios: Collection[Scenario]) -> BusinessCase:
    """Return the case of some vendors and scenarios alone; an empty choice takes all.

    Raises:
        NothingFound: if a vendor is not in the case.
    """
    known = [one.vendor for one in case.vendors]
    for name in vendors:
        if name not in known:
            raise NothingFound(f"`{name}` is not a vendor of this study; {nearest(name, known) or ', '.join(known)}")
    wanted = set(vendors or known)
    kept = [one for one in case.vendors if one.vendor in wanted]
    return replace(
        case,
        vendors=tuple(
            replace(one, scenarios=tuple(s for s in one.scenarios if not scenarios or s.scenario in scenarios))
            for one in kept
        ),
        pairwise={
            one: {other: share for other, share in others.items() if other in wanted}
            for one, others in case.pairwise.items()
            if one in wanted
        },
        crossings=tuple(one for one in case.crossings if {one.first, one.second} <= wanted),
    )
