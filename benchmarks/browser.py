"""Measure the example's HTML report in Chromium: load to paint, and one move of a slider; medians, as a Markdown table.

    python benchmarks/browser.py [PAGE.html]

Needs playwright and a Chromium on the path (or TOOLSELECT_CHROMIUM). The budgets are 250 ms and 4 ms.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from toolselect.app import printing

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[1]
ROUNDS = 11

PAINTED = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(
  performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? performance.now()))))"""
MOVED = """() => {
  const slider = document.querySelector("#trial input");
  const times = [];
  for (let number = 0; number < 200; number += 1) {
    slider.value = number % 100;
    const start = performance.now();
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    document.body.getBoundingClientRect();
    times.push(performance.now() - start);
  }
  return times.sort((x, y) => x - y)[100];
}"""


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else _example(Path(folder))
        browser = playwright.chromium.launch(executable_path=printing.browser(), args=["--no-sandbox", "--disable-gpu"])
        rounds = [_round(browser, page) for _ in range(ROUNDS)]
        browser.close()
        size = page.stat().st_size
    lines = [f"{size:,} bytes, {ROUNDS} rounds", ""]
    lines += ["| what | median | least | most | budget |", "|---|---:|---:|---:|---:|"]
    for name, times, budget in zip(
        ("load to first paint", "one move of a slider, with layout"), zip(*rounds, strict=True), (250, 4), strict=True
    ):
        middle = statistics.median(times)
        lines.append(f"| {name} | {middle:.1f} ms | {min(times):.1f} | {max(times):.1f} | {budget} ms |")
    sys.stdout.write("\n".join(lines) + "\n")


def _example(folder: Path) -> Path:
    command = [sys.executable, "-m", "toolselect", "report", "examples/helpdesk", "-f", "html", "-o", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # noqa: S603 - this very program
    return folder / "report.html"


def _round(browser: Browser, page: Path) -> tuple[float, float]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    tab.goto(page.as_uri())
    found = float(tab.evaluate(PAINTED)), float(tab.evaluate(MOVED))
    context.close()
    return found


if __name__ == "__main__":
    main()
