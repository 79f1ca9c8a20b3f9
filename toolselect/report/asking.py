"""Whom to ask about a doubtful fact and what to ask for; and the questions to a vendor as a Markdown document.

The questionnaire goes to the vendor: it tells what must be met and what counts, but neither weights nor rivals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolselect import answers
from toolselect.model.criteria import Levels, Share, Stage
from toolselect.model.facts import FactType, Grade, Members, Value
from toolselect.model.result import Standing, Status
from toolselect.scoring.gates import GRADE_WORDS, needed_grade

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolselect.model.criteria import Criterion
    from toolselect.model.result import Evaluation, Held
    from toolselect.model.robustness import FindOut

BLANK = "\\_" * 24
PROOF = {
    Grade.MEASURED: "a measurement that we can repeat",
    Grade.CERTIFICATE: "a certificate or better (a measurement)",
    Grade.CONTRACT: "a clause of the contract or better (a certificate, a measurement)",
    Grade.DOCUMENTATION: "public documentation or better (a clause of the contract, a certificate, a measurement)",
    Grade.THIRD_PARTY: "a third party's word or better (documentation, a clause of the contract, a certificate)",
    Grade.CLAIM: "your written word, better public documentation",
    Grade.ASSUMPTION: "your written word, better public documentation",
}
"""What to send, by the weakest evidence that will do."""


def whom(evaluation: Evaluation, one: FindOut) -> str:
    """Return who can answer: the vendor, one's own test where there is only a claim, or one's own people."""
    vendor = evaluation.vendor(one.vendor)
    if vendor.standing is Standing.STATUS_QUO:
        return "your own people"
    maker = next((each.maker for each in evaluation.study.vendors if each.id == one.vendor), "") or vendor.name
    held = _held(evaluation, one)
    if held is not None and held.status is Status.VALUE and held.grade in (Grade.CLAIM, Grade.ASSUMPTION):
        return f"your own test, or proof from {maker}"
    return maker


def wanted(evaluation: Evaluation, one: FindOut) -> str:
    """Return what evidence to ask for: what its must-haves need, from stage `prove` on documentation or better."""
    stage = evaluation.study.stage
    leaves = {leaf.id: leaf for leaf in evaluation.study.criteria.leaves()}
    musts = [leaves[name].must for name in one.criteria]
    needed = [needed_grade(must, stage) for must in musts if must is not None]
    needed.append(Grade.DOCUMENTATION if stage.reached(Stage.PROVE) else Grade.CLAIM)
    return PROOF[min(needed, key=lambda grade: grade.position)]


def is_open(evaluation: Evaluation, one: FindOut) -> bool:
    """Tell whether something is not known, rather than known from weak evidence."""
    held = _held(evaluation, one)
    stated = () if held is None else held.answers
    sets = [answer.value for answer in stated if isinstance(answer, Value) and isinstance(answer.value, Members)]
    return one.status is not Status.VALUE or not all(named.complete for named in sets)


def _held(evaluation: Evaluation, one: FindOut) -> Held | None:
    answers = (held for leaf in evaluation.vendor(one.vendor).leaves for held in leaf.held)
    return next((found for held in answers for found in _all(held) if found.fact == one.fact), None)


def _all(held: Held) -> Iterator[Held]:
    yield held
    for part in held.inputs:
        yield from _all(part)


# --- the questionnaire -------------------------------------------------------------------------------------------


def questionnaire(evaluation: Evaluation, vendor: str, asked: Sequence[FindOut]) -> str:
    """Return the questions to one vendor as Markdown, by branch of the criteria, numbered through."""
    from toolselect.report.templates import cell

    study, name = evaluation.study, evaluation.vendor(vendor).name
    lines = [f"# Questions to {cell(name)}", "", f"{cell(study.title)}, as of {study.as_of.isoformat()}.", ""]
    if not asked:
        return "\n".join([*lines, "Nothing is left to ask."]) + "\n"
    lines.append(
        "Please answer for what you would sell us: the plan, region and add-ons named in your offer. Say for each "
        "answer where it is written, with the date. Something that is planned or in beta is welcome, marked as such."
    )
    number = 0
    for branch, below in _by_branch(evaluation, asked):
        lines += ["", f"## {cell(branch)}"]
        for one in below:
            number += 1
            lines += ["", *_question(evaluation, one, number)]
    return "\n".join(lines) + "\n"


def _by_branch(evaluation: Evaluation, asked: Sequence[FindOut]) -> list[tuple[str, list[FindOut]]]:
    """Return the questions by the top criterion of the first leaf that reads the fact, in display order."""
    tops = [node.id for node in evaluation.criteria if node.depth == 0]
    titles = {node.id: node.title for node in evaluation.criteria}
    top_of = {leaf.id: top.id for top in evaluation.study.criteria.criteria for leaf in top.leaves()}
    groups: dict[str, list[FindOut]] = {top: [] for top in tops}
    for one in asked:
        groups[top_of[one.criteria[0]]].append(one)
    return [(titles[top], group) for top, group in groups.items() if group]


def _question(evaluation: Evaluation, one: FindOut, number: int) -> list[str]:
    from toolselect.report.templates import cell

    titles = {node.id: node.title for node in evaluation.criteria}
    names = ", ".join(f"“{cell(titles[name])}”" for name in one.criteria)
    fact = evaluation.study.criteria.facts[one.fact]
    of = f" (Share of: {cell(fact.of)}.)" if fact.of else ""
    reason = f"A must-have depends on it; it counts in {names}." if one.must else f"It counts in {names}."
    return [
        f"**{number}. {cell(one.question)}**{of}",
        "",
        *_answer_lines(evaluation, one),
        "",
        f"- What we know: {cell(_known(evaluation, one))}.",
        f"- Why it matters: {reason}",
        f"- Evidence we ask for: {wanted(evaluation, one)}.",
        f"- Where it is written, and its date: {BLANK}",
    ]


def _known(evaluation: Evaluation, one: FindOut) -> str:
    """Return what is held today, without how far it is trusted."""
    held = _held(evaluation, one)
    if held is None or held.status is not Status.VALUE:
        return one.why
    said = answers.joined(answers.answer_text(answer) for answer in held.answers)
    return said if held.grade is None else f"{said}, by {GRADE_WORDS[held.grade]}"


def _answer_lines(evaluation: Evaluation, one: FindOut) -> list[str]:
    from toolselect.report.templates import cell

    fact = evaluation.study.criteria.facts[one.fact]
    match fact.type:
        case FactType.BOOLEAN:
            choices = ["yes", "no"]
        case FactType.LEVEL:
            means = _meanings(evaluation, one)
            choices = [
                f"{cell(level)}: {cell(means[level])}" if means.get(level) else cell(level) for level in fact.levels
            ]
        case FactType.SET:
            choices = [cell(member) for member in _members(evaluation, one)]
        case _:
            unit = fact.unit or (evaluation.study.organisation.currency if fact.type is FactType.MONEY else "")
            return [f"Answer: {BLANK} {cell(unit)}".rstrip()]
    boxes = [f"- [ ] {choice}" for choice in choices]
    return [*boxes, f"- [ ] other, or planned for: {BLANK}"]


def _criteria(evaluation: Evaluation, one: FindOut) -> list[Criterion]:
    return [leaf for leaf in evaluation.study.criteria.leaves() if leaf.id in one.criteria]


def _meanings(evaluation: Evaluation, one: FindOut) -> dict[str, str]:
    for leaf in _criteria(evaluation, one):
        if isinstance(leaf.value, Levels):
            return {level.name: level.means for level in leaf.value.levels}
    return {}


def _members(evaluation: Evaluation, one: FindOut) -> list[str]:
    """Return the members that somebody counts: of shares, and the languages of the study's customers."""
    shares = [leaf.value.wanted for leaf in _criteria(evaluation, one) if isinstance(leaf.value, Share) and leaf.fact]
    named = [member for wanted_ones in shares for member, _ in wanted_ones]
    return list(dict.fromkeys(named)) or list(evaluation.study.organisation.languages)
