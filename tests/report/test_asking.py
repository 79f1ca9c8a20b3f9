from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from markdown_it import MarkdownIt

from tests.conftest import branch, entry, fact, leaf, members, must, percent_leaf, study, vendor
from toolselect import app
from toolselect.evaluation import evaluate
from toolselect.loading.study import TRUST
from toolselect.model.criteria import Level, Levels, Linear, Share
from toolselect.model.facts import Unknown
from toolselect.model.robustness import RobustnessPolicy
from toolselect.report import asking

if TYPE_CHECKING:
    from toolselect.model.result import Evaluation

LEVELS = Levels((Level("low", 0, "Nobody answers."), Level("top", 100, "Somebody | answers.")))


def assessed(stage: str = "analyse", **more: Any) -> Evaluation:
    """Return two vendors about which much is unknown."""
    criteria = [
        branch("api", leaf("ok", must=must("yes")), percent_leaf("speed"), weight=2),
        branch(
            "fit",
            leaf("care", LEVELS),
            leaf("tongues", Share((("en", 2), ("de", 1))), fact="tongues"),
            leaf("cost", Linear(100, 0)),
        ),
    ]
    facts = [
        fact("ok"),
        fact("speed", "number", unit="requests/minute", of="all requests"),
        fact("care", "level", levels=("low", "top")),
        fact("tongues", "set"),
        fact("cost", "money"),
    ]
    open_ones: dict[str, Any] = {
        "ok": entry(True, "claim"),
        "speed": entry(Unknown("asked *twice*")),
        "tongues": members("en"),
    }
    a = vendor("a", open_ones, maker="Acme <Inc>")
    b = vendor("b", {"ok": True, "speed": 50.0, "care": "top", "tongues": members("en", "de", complete=True)})
    today = vendor("today", {"speed": entry(20.0, "assumption")})
    one = study([a, b], criteria, facts, stage=stage, status_quo=today, trust=TRUST, **more)
    return app.assess(evaluate(replace(one, robustness=RobustnessPolicy(draws=2000))))


def found(evaluation: Evaluation, name: str, fact_id: str) -> Any:
    every = app.find_out(evaluation, everything=True)
    return next(one for one in every if (one.vendor, one.fact) == (name, fact_id))


def test_whom_to_ask() -> None:
    one = assessed()
    assert asking.whom(one, found(one, "a", "speed")) == "Acme <Inc>"
    assert asking.whom(one, found(one, "a", "ok")) == "your own test, or proof from Acme <Inc>"
    assert asking.whom(one, found(one, "b", "ok")) == "B"
    assert asking.whom(one, found(one, "today", "speed")) == "your own people"


@pytest.mark.parametrize(
    ("stage", "words"), [("analyse", "your written word"), ("prove", "public documentation or better")]
)
def test_what_to_send(stage: str, words: str) -> None:
    one = assessed(stage)
    assert asking.wanted(one, found(one, "a", "ok")).startswith(words)
    assert asking.wanted(one, found(one, "a", "speed")).startswith(words)


def test_a_must_have_asks_for_its_own_evidence() -> None:
    criteria = [leaf("ok", must=must("yes", "certificate")), percent_leaf("x")]
    one = study([vendor("a", {"ok": entry(Unknown("-")), "x": 5.0})], criteria)
    evaluation = app.assess(evaluate(replace(one, robustness=RobustnessPolicy(draws=2000))))
    assert asking.wanted(evaluation, found(evaluation, "a", "ok")).startswith("a certificate or better")


def test_the_questionnaire() -> None:
    one = assessed()
    text = asking.questionnaire(one, "a", app.questions(one, "a"))
    assert text.startswith("# Questions to A\n\nTest, as of 2026-11-21.\n")
    assert [line for line in text.split("\n") if line.startswith("#")] == ["# Questions to A", "## Api", "## Fit"]
    numbers = [line for line in text.split("\n") if line.startswith("**")]
    assert [line.split(".")[0] for line in numbers] == [f"**{n}" for n in range(1, len(numbers) + 1)]
    assert "- What we know: yes, by a claim." in text
    assert "- What we know: unknown: asked \\*twice\\*." in text
    assert "- Why it matters: A must-have depends on it; it counts in “Ok”." in text
    assert "- [ ] yes\n- [ ] no\n" in text
    assert "- [ ] low: Nobody answers.\n- [ ] top: Somebody \\| answers.\n" in text
    assert "- [ ] en\n- [ ] de\n" in text
    assert "(Share of: all requests.)" in text
    assert f"Answer: {asking.BLANK} requests/minute\n" in text


def test_the_questionnaire_tells_a_vendor_neither_weights_nor_rivals() -> None:
    one = assessed()
    text = asking.questionnaire(one, "a", app.questions(one, "a", everything=True))
    assert "%" not in text.replace("(Share of", "")
    assert "Questions to B" not in text
    assert "trust" not in text


def test_nothing_to_ask() -> None:
    one = assessed()
    assert asking.questionnaire(one, "a", ()).endswith("\n\nNothing is left to ask.\n")


def test_what_files_say_is_shown_as_it_is() -> None:
    nasty = "<script>*x*</script> | [a](b) `c`"
    criteria = [leaf("ok"), percent_leaf("x")]
    facts = [replace(fact("ok"), question=nasty)]
    one = study([replace(vendor("a", {"ok": entry(Unknown(nasty)), "x": 5.0}), name=nasty)], criteria, facts)
    evaluation = app.assess(evaluate(replace(one, robustness=RobustnessPolicy(draws=2000))))
    text = asking.questionnaire(evaluation, "a", app.questions(evaluation, "a"))
    tokens = [child for token in MarkdownIt("commonmark").parse(text) for child in token.children or ()]
    assert not any(token.type in {"html_inline", "link_open", "em_open", "code_inline"} for token in tokens)
    assert "<script>" not in text
    shown = "".join(token.content for token in tokens if token.type == "text")
    assert "&lt;script" not in shown
