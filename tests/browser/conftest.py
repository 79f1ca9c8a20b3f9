"""Reports in Chromium. Without one these tests are skipped, except where TOOLSELECT_BROWSER_TESTS=required."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import sync_playwright

from tests.conftest import vendor
from tests.report.conftest import rich_evaluation, rich_study
from toolselect import app
from toolselect.evaluation import evaluate
from toolselect.report import rendered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

    from toolselect.model.result import Evaluation

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome")

HOSTILE_NAMES = (
    "</script><script>window.broken=1</script>",
    "<img src=x onerror=window.broken=1>",
    '"><svg onload=window.broken=1>',
    "{{7*7}} ${window.broken=1} {second} $&",
    "line\u2028window.broken=1\u2029",
    "javascript:window.broken=1",
    '</style><style>@import "https://evil.example/a.css";</style>',
    "<iframe src=https://evil.example></iframe>",
    "<base href=https://evil.example/>",
    "__proto__",
)

LISTEN = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.refused.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
"""


@dataclass(kw_only=True)
class Opened:
    """A report in a browser, and what went wrong with it."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def trouble(self) -> list[str]:
        """Return requests off the page, script errors and what the policy refused."""
        return [*self.requests, *self.errors, *self.page.evaluate("() => window.refused ?? []")]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium once."""
    wanted = os.environ.get("TOOLSELECT_CHROMIUM", "")
    path = shutil.which(wanted) if wanted else next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        reason = f"no Chromium on the path (looked for {', '.join(NAMES)}); TOOLSELECT_CHROMIUM may name one"
        if os.environ.get("TOOLSELECT_BROWSER_TESTS") == "required":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        # Chromium's sandbox refuses to start as root, which a container usually is; the pages are our own files.
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture
def show(browser: Browser) -> Iterator[Callable[..., Opened]]:
    """Give a function that opens a file: `show(path, "w=1.2", width=390, color_scheme="dark")`."""
    contexts: list[BrowserContext] = []

    def opened(path: Path, fragment: str = "", *, width: int = 1280, height: int = 900, **options: Any) -> Opened:
        context = browser.new_context(
            viewport={"width": width, "height": height}, reduced_motion="reduce", locale="en-US", **options
        )
        contexts.append(context)
        context.add_init_script(LISTEN)
        page = context.new_page()
        found = Opened(page=page)
        address = path.as_uri()
        page.on("request", lambda request: found.requests.append(request.url) if off(request.url, address) else None)
        page.on("pageerror", lambda error: found.errors.append(str(error)))
        page.on("console", lambda said: found.errors.append(said.text) if said.type == "error" else None)
        page.goto(address + (f"#{fragment}" if fragment else ""))
        return found

    yield opened
    for context in contexts:
        context.close()


def off(url: str, address: str) -> bool:
    """Tell whether a request is for anything but the page."""
    return url.split("#", maxsplit=1)[0] != address


def written(evaluation: Evaluation, folder: Path) -> Path:
    path = folder / "report.html"
    path.write_bytes(rendered(evaluation, "html").encode())
    return path


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the report of the shipped example, as a user does."""
    folder = tmp_path_factory.mktemp("example")
    command = [sys.executable, "-m", "toolselect", "report", "examples/helpdesk", "-f", "html", "-o", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder / "report.html"


@pytest.fixture(scope="session")
def example_evaluation() -> Evaluation:
    found = app.evaluate_study(ROOT / "examples" / "helpdesk").evaluation
    assert found is not None
    return found


@pytest.fixture(scope="session")
def rich() -> Evaluation:
    return rich_evaluation()


@pytest.fixture(scope="session")
def rich_page(rich: Evaluation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(rich, tmp_path_factory.mktemp("rich"))


@pytest.fixture(scope="session")
def hostile_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a report in which ten vendors have hostile names."""
    base = rich_study()
    acme = base.vendors[0]
    vendors = tuple(
        replace(vendor(f"v{number}", {"rest": True, "docs": 50.0 + number}), name=name, sources=acme.sources)
        for number, name in enumerate(HOSTILE_NAMES)
    )
    return written(evaluate(replace(base, vendors=vendors)), tmp_path_factory.mktemp("hostile"))
