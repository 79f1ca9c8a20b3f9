"""What a report says stands in one table per language, and nowhere else."""

from __future__ import annotations

import ast
import html
import re
import string
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum, StrEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jinja2 import Environment

from tests.report.conftest import rich_evaluation
from tests.report.test_as_html import Page
from toolselect import app
from toolselect.diagnostics import Severity, key_text
from toolselect.model.criteria import Stage
from toolselect.model.facts import Availability, Grade
from toolselect.model.money import Scenario
from toolselect.model.result import Confidence, CriterionState, GateState
from toolselect.model.robustness import RobustnessPolicy, WeightSampler
from toolselect.report import as_html, as_markdown, as_svg, headline, languages, numbers
from toolselect.report.charts import score_bars
from toolselect.report.languages import LANGUAGES, Words
from toolselect.report.languages.english import SENTENCES
from toolselect.report.view import view
from toolselect.report.view.computed import in_words
from toolselect.report.view.index import label
from toolselect.report.view.ranking import AXES
from toolselect.rules import RULES
from toolselect.scoring.methods import METHODS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from toolselect.model.result import Evaluation
    from toolselect.report.view import View

REPORT = Path(languages.__file__).parents[1]
MODULES = sorted(path for path in REPORT.rglob("*.py") if "languages" not in path.parts)
SPEAKING = [path for path in MODULES if path.parent.name in {"view", "charts"} or path.name == "headline.py"]
TEMPLATES = sorted((Path(__file__).parents[2] / "templates").glob("*.j2"))


def values(kind: type[StrEnum], *left_out: StrEnum) -> tuple[str, ...]:
    return tuple(member.value for member in kind if member not in left_out)


RULES_OF_HEADLINE = (*headline.VERDICTS, *headline.BASES, *headline.COSTS, *headline.RETURNS)
BRANCH_COLOURS = tuple(score_bars.ROLES.values())
BUILT: Mapping[str, tuple[str, ...]] = {
    "availability.{}": values(Availability, Availability.GA),
    "colour.{}": (*BRANCH_COLOURS, "other"),
    "confidence.{}": values(Confidence),
    "count.{}": values(Severity),
    "criterion.{}": values(CriterionState, CriterionState.COUNTS),
    "gate.{}": values(GateState),
    "grade.{}": values(Grade),
    "headline.{}": tuple(rule.id for rule in RULES_OF_HEADLINE if rule.id != "nothing"),
    "method.{}": tuple(name for name in METHODS if name != "additive"),
    "money.figure.{}": ("total cost", "benefits", "costs", "roi", "irr", "discounted", "contact"),
    "money.scenario.{}": values(Scenario),
    "return.{}": ("p10", "p50", "p90", "positive"),
    "robustness.sampler.{}": values(WeightSampler),
    "sampler.{}": values(WeightSampler),
    "sides.{}": AXES,
    "sides.{}.leader": AXES,
    "sides.{}.tied": AXES,
    "stage.{}": values(Stage),
    "vendors.must.{}": values(GateState, GateState.PASS),
}
"""The keys that are put together from parts, and all parts."""

NO_SENTENCES = frozenset(
    ["for plan", "for region", "for the plan", "for the region", "only with", "only for", "toolselect "]
)
"""Literals with a space that are compared with a text from below the report, and the program's name."""


# --- the table against the code -----------------------------------------------------------------------------------


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in MODULES:
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def texts(tree: ast.AST) -> set[str]:
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def shape(built: ast.JoinedStr) -> str:
    """Return an f-string with `{}` for what is put in."""
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in built.values)


def shapes(tree: ast.AST) -> set[str]:
    return {shape(node) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)}


def said(tree: ast.AST) -> Iterator[tuple[ast.Call, ast.expr]]:
    """Yield the calls of `say` with each key that they may say, where it stands there; not the name of a variable."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "say":
            key = node.args[0]
            for each in (key.body, key.orelse) if isinstance(key, ast.IfExp) else (key,):
                if isinstance(each, ast.Constant | ast.JoinedStr):
                    yield node, each


def forms_of(sentence: str | Mapping[str, str]) -> tuple[str, ...]:
    return (sentence,) if isinstance(sentence, str) else tuple(sentence.values())


def named(sentence: str | Mapping[str, str]) -> set[str]:
    """Return the values that a sentence names, in any of its forms."""
    found = {
        name for form in forms_of(sentence) for _, name, _, _ in string.Formatter().parse(form) if name is not None
    }
    return found if isinstance(sentence, str) else found | {"n"}


def test_every_key_that_is_said_exists() -> None:
    missing = [
        f"{path.name}:{call.lineno} {ast.unparse(key)}"
        for path, tree in trees()
        for call, key in said(tree)
        if not (shape(key) in BUILT if isinstance(key, ast.JoinedStr) else texts(key) <= set(SENTENCES))
    ]
    assert missing == []


def test_every_sentence_gets_the_values_that_it_names() -> None:
    lacking = []
    for path, tree in trees():
        for call, key in said(tree):
            given = {keyword.arg for keyword in call.keywords}
            if isinstance(key, ast.Constant) and None not in given:  # None: `**values`
                missing = named(SENTENCES.get(str(key.value), "")) - given
                lacking += [f"{path.name}:{call.lineno} {ast.unparse(key)} lacks `{name}`" for name in sorted(missing)]
    assert lacking == []


def test_every_sentence_is_said_somewhere() -> None:
    used = texts(ast.parse((REPORT / "languages" / "__init__.py").read_text(encoding="utf-8")))
    used |= {text for _, tree in trees() for text in texts(tree)}
    used |= {built.format(part) for built, parts in BUILT.items() for part in parts}
    assert set(SENTENCES) - used == set()


def test_keys_that_are_built_are_still_built_and_exist() -> None:
    assert set(BUILT) <= {found for _, tree in trees() for found in shapes(tree)}
    assert {built.format(part) for built, parts in BUILT.items() for part in parts} <= set(SENTENCES)


def test_no_key_stands_twice() -> None:
    """Several hands add to the table, and Python keeps the last of two without a word."""
    for module in LANGUAGES.values():
        source = (REPORT / "languages" / f"{module}.py").read_text(encoding="utf-8")
        tables = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Dict)]
        for table in tables:
            keys = [ast.unparse(key) for key in table.keys if key is not None]
            assert sorted(keys) == sorted(set(keys))


def test_every_part_of_the_report_that_a_sentence_points_at_is_there() -> None:
    forms = [form for sentence in SENTENCES.values() for form in forms_of(sentence)]
    said = {form.casefold() for form in forms}
    pointed = {name for form in forms for name in re.findall("\u201c([A-Z][^\u201d{]*)\u201d", form)}
    assert {name for name in pointed if name.casefold() not in said} == set()


@pytest.mark.parametrize("tag", LANGUAGES)
def test_all_languages_have_the_same_sentences_with_the_same_values(tag: str) -> None:
    table = import_module(f"toolselect.report.languages.{LANGUAGES[tag]}").SENTENCES
    assert set(table) == set(SENTENCES)
    for key, sentence in table.items():
        assert named(sentence) == named(SENTENCES[key]), key
        assert isinstance(sentence, str) or "other" in sentence, key


# --- no sentence anywhere else ------------------------------------------------------------------------------------

SHOWN = {"Cell", "Chart", "Difference", "Figure", "Fold", "Head", "Heading", "Link", "Out", "Paragraph", "Table"}
NOT_SHOWN = {"anchor", "href", "kind", "role"}


def literals(tree: ast.Module) -> Iterator[ast.Constant]:
    """Yield the texts of a module that are neither docstrings nor patterns nor types."""
    passed: set[int] = set()
    for node in ast.walk(tree):
        docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        kind = isinstance(node, ast.Subscript) and ast.unparse(node.value) == "tuple"
        if docstring or kind or (isinstance(node, ast.Call) and ast.unparse(node.func) in {"re.compile", "cast"}):
            passed |= {id(inner) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed:
            yield node


def results(node: ast.expr) -> Iterator[str]:
    """Yield the literal texts that an expression can be."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp():
            yield from (*results(node.body), *results(node.orelse))
        case ast.BoolOp():
            for each in node.values:
                yield from results(each)
        case ast.JoinedStr():
            for each in node.values:
                yield from results(each)
        case _:
            return


@pytest.mark.parametrize("path", SPEAKING, ids=lambda path: path.stem)
def test_no_view_holds_a_sentence(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = []
    for node in literals(tree):
        text = str(node.value)
        sentence = " " in text and re.search(r"[A-Za-z]{2}", text)
        key = text in SENTENCES or any(built.format(text) in SENTENCES for built in BUILT if built.count("{}") == 1)
        if sentence and not key and text not in NO_SENTENCES and "@media" not in text:
            found.append(f"{path.name}:{node.lineno} {text!r}")
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in SHOWN:
            shown = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg not in NOT_SHOWN)]
            words = {text for value in shown for text in results(value) if re.search(r"[A-Za-z]", text)} - NO_SENTENCES
            found += [f"{path.name}:{call.lineno} {text!r}" for text in sorted(words)]
    assert found == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_a_word(path: Path) -> None:
    source = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for _, kind, text in Environment(autoescape=True).lex(source):
        if kind == "string":
            assert not re.search(r"[A-Z]?[a-z]+ [a-z]+ [a-z]+", text), text
    bare = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", source, flags=re.DOTALL)
    for _, text in re.findall(r'(aria-label|title|alt|data-label|placeholder)="([^"]*)"', bare):
        assert not re.search(r"[A-Za-z]", text), text
    assert not re.search(r"[A-Za-z]", re.sub(r"<[^>]*>", "", bare)), re.sub(r"<[^>]*>", "", bare).split()


# --- a language without words -------------------------------------------------------------------------------------

PSEUDO_TAG = "de"
SHORT = 12
HEARD = {"alt", "aria-label", "aria-valuetext", "data-label", "placeholder", "title"}
LINKS = re.compile(r"\s(?:und|oder)\s")  # what Babel puts into the lists of that language


def without_words() -> Words:
    """Return a language that says nothing but the values: `\u27e6{vendor}\u00a6{points}\u27e7`."""

    def pseudo(form: str) -> str:
        return (
            "\u27e6"
            + "\u00a6".join(f"{{{name}}}" for _, name, _, _ in string.Formatter().parse(form) if name)
            + "\u27e7"
        )

    table: dict[str, str | Mapping[str, str]] = {
        key: pseudo(sentence) if isinstance(sentence, str) else {form: pseudo(text) for form, text in sentence.items()}
        for key, sentence in SENTENCES.items()
    }
    return Words(PSEUDO_TAG, table | {"date.long": "y-MM-dd"})


def stated(thing: object) -> Iterator[str]:
    """Yield every text in an evaluation, except the names of states: those have to be translated."""
    if isinstance(thing, Enum | int | float | date):
        return
    if isinstance(thing, str):
        yield thing
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from stated(getattr(thing, field.name))
    elif isinstance(thing, dict):
        for key, value in thing.items():
            yield from (*stated(key), *stated(value))
    elif isinstance(thing, list | tuple | set | frozenset):
        for each in thing:
            yield from stated(each)


def runs(text: str) -> set[str]:
    """Return the runs of words of a text, between figures and punctuation."""
    text = LINKS.sub("|", " ".join(html.unescape(text).split()))
    found = (run.strip(" -'\u2019") for run in re.findall(r"[^\W\d][\w '\u2019-]*", text))
    return {run.rstrip("0123456789 ") for run in found if len(run) > 1}


def known(evaluation: Evaluation) -> set[str]:
    """Return the runs of words that come from files and from below the report."""
    facts = list(evaluation.study.criteria.facts)
    texts = {*stated(evaluation), *(rule.title for rule in RULES.values()), "toolselect"}
    texts |= {key_text(found.place.key) for found in evaluation.findings} | {label(fact) for fact in facts}
    texts |= {in_words(text, facts) for text in texts if "_" in text}
    labels = {label(text.removeprefix("channel_")) for text in facts}
    texts |= labels | {text[:1].upper() + text[1:] for text in labels}
    return {run for text in texts for run in runs(text)}


def strange(text: str, corpus: set[str]) -> set[str]:
    """Return what a text says that stands in no file; a long run may be part of one, and what an ellipsis cuts, too."""
    partly = 0 if "\u2026" in text else SHORT
    return {run for run in runs(text) - corpus if len(run) <= partly or not any(run in known for known in corpus)}


def assessed(evaluation: Evaluation) -> Evaluation:
    study = replace(evaluation.study, robustness=RobustnessPolicy(draws=1000))
    return app.assess(replace(evaluation, study=study))


@pytest.fixture(scope="module", params=["rich", "rich, simulated", "example, simulated"])
def evaluation(request: pytest.FixtureRequest) -> Evaluation:
    if request.param == "rich":
        return rich_evaluation()
    if request.param == "rich, simulated":
        return assessed(rich_evaluation(views=()))
    found = app.evaluate_study(Path(__file__).parents[2] / "examples" / "helpdesk")
    assert found.evaluation is not None
    return assessed(found.evaluation)


def read(seen: View) -> Iterator[str]:
    """Yield what a reader of the page sees or hears, charts beside a Markdown report included; scripts are no text."""
    page = Page(re.sub(r"<script\b.*?</script>", "", as_html.render(seen), flags=re.DOTALL))
    yield from page.texts
    for _, attributes in page.elements:
        yield from (text for name, text in attributes.items() if name in HEARD)
    for chart in seen.charts:
        yield from Page(as_svg.render(chart)).texts


def test_nothing_is_said_but_what_the_language_and_the_files_say(evaluation: Evaluation) -> None:
    seen, corpus = view(evaluation, without_words()), known(evaluation)
    document = re.sub(r"\]\([^)]*\)|<[^>]*>|\[!\w+\]|\\", "|", as_markdown.render(seen))
    found = {run for text in (*read(seen), *document.splitlines()) for run in strange(text, corpus)}
    assert found == set()


def test_figures_are_written_as_the_language_writes_them(evaluation: Evaluation) -> None:
    """Decimal points are left in texts from files, and in what is computed below the report."""
    corpus = " ".join(numbers.relations(text) for text in stated(evaluation))
    seen = view(evaluation, without_words())
    figures = {found for text in read(seen) for found in re.findall(r"(?<![\w.])\d+\.\d{1,2}(?![\w.])", text)}
    assert {figure for figure in figures if figure not in corpus} == set()
