"""The report in a real browser: what it says to everybody, what it refuses, what works without a mouse."""

from __future__ import annotations

import json
import random
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import HOSTILE_NAMES, written
from tests.report.test_what_if import GOLDEN, PARTIES, found, scored, small

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.conftest import Opened
    from toolselect.model.result import Evaluation

pytestmark = pytest.mark.slow

MODES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"color_scheme": "light", "width": 390, "height": 844},
    "phone, dark": {"color_scheme": "dark", "width": 390, "height": 844},
}

AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

HOSTILE_FRAGMENTS = (
    "__proto__",
    "v=__proto__",
    "v=constructor",
    "v=",
    "w=",
    "w=1.2.3",
    "w=NaN.NaN.NaN.NaN.NaN.NaN.NaN",
    "w=0.0.0.0.0.0.0",
    "w=0.0.0.0.0",
    "w=101.1.1.1.1.1.1",
    "w=-1.1.1.1.1.1.1",
    "w=1e9.1.1.1.1.1.1",
    "w=Infinity.1.1.1.1.1.1",
    "w=................",
    "%",
    "%E0%A4%A",
    "w=%31.1",
    "v=~equal&w=1",
    "v=nobody&w=20.12.15.12.20.10.8",
    "w=" + "9." * 5000,
    "v=" + "a" * 10_000,
    "<img src=x onerror=alert(1)>",
)


def weights_of(page: Page) -> list[int]:
    return [int(slider.input_value()) for slider in page.locator("#trial input").all()]


def shown_order(page: Page) -> list[str]:
    return [text.split("\n")[0] for text in page.locator("#trial tbody th").all_inner_texts()]


def official(page: Page) -> str:
    return page.locator("#recommendation").inner_html()


@pytest.mark.parametrize("mode", ["light", "dark", "phone"])
def test_axe_finds_nothing(example: Path, show: Callable[..., Opened], mode: str) -> None:
    page = show(example, "v=~equal", **MODES[mode]).page
    page.evaluate("() => document.querySelectorAll('details').forEach((each) => (each.open = true))")
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("(options) => axe.run(options)", {"resultTypes": ["violations"], **AXE})["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found] == []


@pytest.mark.parametrize("mode", MODES)
def test_nothing_is_refused_and_nothing_leaves_the_page(example: Path, show: Callable[..., Opened], mode: str) -> None:
    opened = show(example, **MODES[mode])
    page = opened.page
    page.locator("#matrix .sort").nth(2).click()
    page.locator(".presets button").nth(1).click()
    page.mouse.wheel(0, 20_000)
    page.wait_for_timeout(50)
    assert opened.trouble == []


def test_what_the_policy_refuses_is_heard(example: Path, show: Callable[..., Opened]) -> None:
    """Otherwise the tests that find nothing refused would say nothing."""
    opened = show(example)
    opened.page.evaluate("""() => {
      const picture = document.createElement("img");
      picture.src = "https://evil.example/a.png";
      picture.setAttribute("style", "color:red");
      document.body.append(picture);
    }""")
    opened.page.wait_for_function("() => window.refused.length >= 2")
    assert {text.split()[0] for text in opened.page.evaluate("() => window.refused")} == {"img-src", "style-src-attr"}
    assert opened.requests == ["https://evil.example/a.png"], "what is tried counts, even though it is stopped"


@pytest.mark.parametrize("mode", MODES)
def test_the_page_itself_never_scrolls_sideways(example: Path, show: Callable[..., Opened], mode: str) -> None:
    page = show(example, **MODES[mode]).page
    assert page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_without_a_script_everything_is_there(example: Path, show: Callable[..., Opened]) -> None:
    page = show(example, java_script_enabled=False).page
    for section in page.locator("main > section").all():
        assert section.is_visible()
        assert len(section.inner_text()) > 50
    for control in page.locator("button, input, select").all():
        assert not control.is_visible()
    assert page.locator("#what-if table:visible").count() == 1
    for link in page.locator("a[href^='#']:visible").all():
        target = link.get_attribute("href")
        assert target is not None
        assert page.locator(f"[id='{target[1:]}']").count() == 1


def test_the_official_result_never_moves(example: Path, show: Callable[..., Opened]) -> None:
    page = show(example).page
    before = official(page)
    agreed = weights_of(page)
    assert page.locator("#trial-banner").is_hidden()
    slider = page.locator("#trial input").first
    slider.focus()
    page.keyboard.press("Home")
    assert page.locator("#trial-banner").is_visible()
    assert {text.strip() for text in page.locator("#trial .chance").all_inner_texts()} <= {"–"}
    assert official(page) == before
    page.locator("#trial-reset").click()
    assert page.locator("#trial-banner").is_hidden()
    assert weights_of(page) == agreed
    assert page.evaluate("() => location.hash") == ""
    assert page.evaluate("() => document.activeElement.textContent") == "Agreed weights"


def test_the_agreed_state_is_what_python_wrote(example: Path, show: Callable[..., Opened]) -> None:
    with_script, without = show(example).page, show(example, java_script_enabled=False).page
    for css in ("#trial tbody td, #trial tbody th", "#trial .share"):
        assert with_script.locator(css).all_text_contents() == without.locator(css).all_text_contents()
    widths = "(rects) => rects.map((one) => [one.getAttribute('x'), one.getAttribute('width')])"
    marks = [
        page.locator("#trial tbody rect:not(.track)").evaluate_all(widths) if page is with_script else None
        for page in (with_script, without)
    ]
    written = Path(example).read_text(encoding="utf-8").split('id="trial"')[1].split("</table>")[0]
    for x, width in marks[0] or []:
        value = f'x="{float(x):g}" width="{float(width):g}"'
        assert value in written


def test_the_state_is_in_the_link(example: Path, show: Callable[..., Opened]) -> None:
    page = show(example).page
    slider = page.locator("#trial input").nth(4)
    slider.focus()
    for _ in range(7):
        page.keyboard.press("ArrowRight")
    weights, order = weights_of(page), shown_order(page)
    fragment = page.evaluate("() => location.hash")
    assert fragment == "#w=" + ".".join(map(str, weights))
    assert page.locator("#trial-link").get_attribute("href") == fragment
    again = show(example, fragment[1:]).page
    assert weights_of(again) == weights
    assert shown_order(again) == order
    assert again.locator("#trial-said").inner_text() == page.locator("#trial-said").inner_text()
    assert again.locator("#trial-banner").is_visible()
    assert again.evaluate("() => document.querySelector('#what-if').getBoundingClientRect().top") < 900


def test_a_link_that_is_typed_in_counts_at_once(example: Path, show: Callable[..., Opened]) -> None:
    page = show(example).page
    page.evaluate("() => { location.hash = 'v=~equal'; }")
    page.wait_for_function("() => document.querySelector('#trial-banner').hidden === false")
    assert len(set(weights_of(page))) == 1
    page.evaluate("() => { location.hash = 'w=oops'; }")
    page.wait_for_function("() => document.querySelector('#trial-banner').hidden === true")


@pytest.mark.parametrize("fragment", HOSTILE_FRAGMENTS, ids=lambda text: text[:24])
def test_a_broken_link_means_the_agreed_weights(example: Path, show: Callable[..., Opened], fragment: str) -> None:
    opened = show(example, fragment)
    assert opened.page.locator("#trial-banner").is_hidden()
    assert opened.page.locator(".presets button").first.get_attribute("aria-pressed") == "true"
    assert opened.trouble == []


def test_all_weights_at_zero_rank_nobody(example: Path, show: Callable[..., Opened]) -> None:
    opened = show(example)
    for slider in opened.page.locator("#trial input").all():
        slider.focus()
        opened.page.keyboard.press("Home")
    assert "nothing can be ranked" in opened.page.locator("#trial-said").inner_text()
    assert {text.strip() for text in opened.page.locator("#trial .rank").all_inner_texts()} == {"–"}
    assert opened.page.evaluate("() => location.hash") == ""
    assert opened.trouble == []


def test_everything_works_with_the_keyboard_alone(example: Path, show: Callable[..., Opened]) -> None:
    page = show(example).page
    reached: dict[str, int] = {}
    name = """() => {
      const at = document.activeElement;
      if (!at || at === document.body) return "";
      const seen = getComputedStyle(at).outlineStyle !== "none";
      return `${at.tagName} ${at.type || at.className || ""}${seen ? "" : " INVISIBLE"}`;
    }"""
    for _ in range(4000):
        page.keyboard.press("Tab")
        at = page.evaluate(name)
        if not at:
            break
        assert "INVISIBLE" not in at, at
        reached[at] = reached.get(at, 0) + 1
    count = "(css) => [...document.querySelectorAll(css)].filter((one) => one.checkVisibility()).length"
    assert reached["INPUT range"] == page.evaluate(count, "#trial input")
    assert sum(n for at, n in reached.items() if at.startswith("BUTTON")) == page.evaluate(count, "button")
    assert sum(n for at, n in reached.items() if at.startswith("A")) == page.evaluate(count, "a[href]")
    assert sum(n for at, n in reached.items() if at.startswith("SUMMARY")) == page.evaluate(count, "summary")


def test_arrows_move_a_slider_and_the_new_leader_is_announced(example: Path, show: Callable[..., Opened]) -> None:
    page = show(example).page
    status = page.locator("#trial-status")
    assert status.get_attribute("role") == "status"
    assert status.inner_text() == ""
    page.locator(".presets button", has_text="Experience only").focus()
    page.keyboard.press("Enter")
    leader = shown_order(page)[0]
    assert leader in status.inner_text()
    slider = page.locator("#trial input").first
    slider.focus()
    before = int(slider.input_value())
    page.keyboard.press("ArrowRight")
    assert int(slider.input_value()) == before + 1
    assert slider.get_attribute("aria-valuetext") == page.locator("#trial .share").first.inner_text()


def column(page: Page, number: int, depth: str) -> list[str]:
    script = """([number, depth]) => [...document.querySelector("#matrix table").tBodies[0].rows]
      .filter((row) => (row.cells[0].className || "d0") === depth)
      .map((row) => row.cells[number].firstChild?.textContent ?? "")"""
    found: list[str] = page.evaluate(script, [number, depth])
    return found


def test_a_heading_sorts_the_matrix_and_keeps_branches_together(example: Path, show: Callable[..., Opened]) -> None:
    page = show(example).page
    head = page.locator("#matrix table").first.locator("thead th").nth(2)
    before, names = column(page, 2, "d0"), column(page, 0, "d0")
    parents = "() => [...document.querySelector('#matrix table').tBodies[0].rows].map((row) => row.cells[0].className)"
    shape = sorted(page.evaluate(parents))
    head.locator("button").focus()
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    figures = [float(text) for text in column(page, 2, "d0") if text[:1].isdigit()]
    assert figures == sorted(figures, reverse=True)
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    figures = [float(text) for text in column(page, 2, "d0") if text[:1].isdigit()]
    assert figures == sorted(figures)
    missing = [text[:1].isdigit() for text in column(page, 2, "d0")]
    assert missing == sorted(missing, reverse=True), "what is not known comes last, whichever way"
    assert sorted(page.evaluate(parents)) == shape
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") is None
    assert column(page, 2, "d0") == before
    assert column(page, 0, "d0") == names


def test_from_a_score_to_its_fact_to_its_source(example: Path, show: Callable[..., Opened]) -> None:
    page = show(example).page
    links = page.locator("#matrix table").first.locator("td a[href^='#fact-']")
    assert links.count() > 20
    targets = links.evaluate_all("(links) => links.map((one) => one.getAttribute('href').slice(1))")
    for target in targets[:: max(1, len(targets) // 8)]:
        page.evaluate("() => document.querySelectorAll('details').forEach((each) => (each.open = false))")
        link = page.locator(f"#matrix a[href='#{target}']").first
        link.focus()
        page.keyboard.press("Enter")
        row = page.locator(f"[id='{target}']")
        assert row.is_visible()
        box = row.bounding_box()
        assert box is not None
        assert -1 <= box["y"] < 900
        sources = row.locator("a[href^='#']")
        if sources.count():
            place = (sources.first.get_attribute("href") or "")[1:]
            sources.first.focus()
            page.keyboard.press("Enter")
            assert page.locator(f"[id='{place}']").is_visible()


def test_a_link_to_a_fact_opens_its_fold(example: Path, show: Callable[..., Opened]) -> None:
    page = show(example).page
    inside = page.locator("details [id]")
    assert inside.count() > 0
    target = inside.first.get_attribute("id")
    assert target
    assert show(example, target).page.locator(f"[id='{target}']").is_visible()


def test_hostile_names_run_nothing(hostile_page: Path, show: Callable[..., Opened]) -> None:
    opened = show(hostile_page, "v=~equal")
    page = opened.page
    for number in range(page.locator(".presets button").count()):
        page.locator(".presets button").nth(number).click()
    page.locator("#trial input").first.focus()
    page.keyboard.press("End")
    for head in range(page.locator("#matrix .sort").count()):
        page.locator("#matrix .sort").nth(head).focus()
        page.keyboard.press("Enter")
    text = " ".join(page.locator("body").all_text_contents())
    for name in HOSTILE_NAMES:
        shown = name.replace("\u2028", "\ufffd").replace("\u2029", "\ufffd")
        assert shown in text, name
    assert page.evaluate("() => window.broken") is None
    assert page.locator("iframe, base, img, script[src], link").count() == 0
    assert page.evaluate("() => document.scripts.length") == 2
    assert opened.trouble == []


SCORES = """(weightings) => {
  const sliders = [...document.querySelectorAll("#trial input")];
  const rows = [...document.querySelectorAll("#trial tbody tr")];
  return weightings.map((weights) => {
    weights.forEach((weight, number) => (sliders[number].value = weight));
    sliders[0].dispatchEvent(new Event("input", { bubbles: true }));
    return rows.map((row) => (row.dataset.score === "" ? null : Number(row.dataset.score)));
  });
}"""


def test_scores_equal_python_s_for_a_thousand_weightings(
    rich: Evaluation, rich_page: Path, show: Callable[..., Opened]
) -> None:
    one, dice = found(rich), random.Random(1)  # noqa: S311 - repeatable
    weightings = [[dice.choice((0, dice.randint(0, 100))) for _ in one.branches] for _ in range(1000)]
    # A weighting that is a ready one by chance would be scored by its exact weights.
    by_page = show(rich_page).page.evaluate(SCORES, weightings)
    for number, weights in enumerate(weightings):
        formula = [parts.score(weights) for parts in one.sets[0]]
        assert by_page[number] == pytest.approx(formula, abs=1e-9), weights


def test_scores_equal_the_evaluation_s_own(
    example_evaluation: Evaluation, example: Path, show: Callable[..., Opened]
) -> None:
    one, dice = found(example_evaluation), random.Random(2)  # noqa: S311 - repeatable
    weightings = [[dice.randint(1, 100) for _ in one.branches] for _ in range(40)]
    by_page = show(example).page.evaluate(SCORES, weightings)
    for number, weights in enumerate(weightings):
        by_program = scored(example_evaluation, weights)
        assert by_page[number] == pytest.approx([by_program[v.id] for v in one.vendors], abs=1e-9), weights


def test_the_golden_scores(rich: Evaluation, rich_page: Path, show: Callable[..., Opened]) -> None:
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    one = found(rich)
    by_page = show(rich_page).page.evaluate(SCORES, [case["weights"] for case in golden])
    for case, scores in zip(golden, by_page, strict=True):
        assert scores == pytest.approx([case["scores"][v.id] for v in one.vendors], abs=1e-8)


def test_ranks_and_ties_equal_python_s(rich: Evaluation, rich_page: Path, show: Callable[..., Opened]) -> None:
    one = found(rich)
    page = show(rich_page).page
    for number, weighting in enumerate(one.weightings):
        page.locator(".presets button").nth(number).click()
        groups = one.ranking(weighting)
        names = [rich.vendor(member).name for group in groups for member in group.members]
        ranks = [
            f"{group.rank}=" if len(group.members) > 1 else f"{group.rank}" for group in groups for _ in group.members
        ]
        assert shown_order(page)[: len(names)] == names
        assert page.locator("#trial .rank").all_inner_texts()[: len(ranks)] == ranks
        said = page.locator("#trial-said").inner_text()
        assert ("tied" in said) == (len(groups[0].members) > 1)
        fragment = page.evaluate("() => location.hash")
        assert fragment == (f"#v={weighting.id}" if weighting.id else "")


def test_moving_on_from_a_party_s_weights_keeps_those_within_its_branches(
    show: Callable[..., Opened], tmp_path: Path
) -> None:
    evaluation = small(views=PARTIES)
    one = found(evaluation)
    service = next(weighting for weighting in one.weightings if weighting.id == "service")
    path = written(evaluation, tmp_path)
    page = show(path, "v=service").page
    page.locator("#trial input").first.focus()
    page.keyboard.press("ArrowRight")
    weights = weights_of(page)
    fragment = page.evaluate("() => location.hash")
    assert fragment == f"#v=service&w={'.'.join(map(str, weights))}"
    formula = {v.id: parts.score(weights) for v, parts in zip(one.vendors, one.sets[service.parts], strict=True)}
    for opened in (page, show(path, fragment[1:]).page):
        rows = opened.locator("#trial tbody tr").all()
        by_page = {row.locator("th").inner_text().split("\n")[0]: row.get_attribute("data-score") for row in rows}
        for name, score in formula.items():
            assert float(by_page[evaluation.vendor(name).name] or "nan") == pytest.approx(score, abs=1e-9)
