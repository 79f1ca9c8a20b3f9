"""Print the HTML report as PDF, by a Chromium that is installed.

The page is the report itself, so paper shows what the screen shows. The browser runs with a profile of its own that
is thrown away, without network, and is ended by its own process group.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
from pathlib import Path
from typing import TYPE_CHECKING

from toolselect import files

if TYPE_CHECKING:
    import subprocess
    from datetime import date

CHROMIUM = "TOOLSELECT_CHROMIUM"
"""The environment variable that names a browser which is not on the search path."""
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
TIMEOUT = 120
"""Seconds until a browser that does not answer is ended."""

_PAGE, _PAPER = "report.html", "report.pdf"
_MAX_BYTES = 100_000_000
# The producer writes these in plain text with a fixed length, so that a day of the same length leaves offsets alone.
_STAMP = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}\+00'00'\)")
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-component-update",
    "--disable-background-networking",
    "--disable-breakpad",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pings",
    "--mute-audio",
    "--password-store=basic",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-color-profile=srgb",
    "--lang=en",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)


class PrintFailed(Exception):  # noqa: N818 - it tells what happened, as WriteFailed does
    """No PDF came out; nothing was written. Carries `hint`: what to do about it."""

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(reason)
        self.hint = hint


def browser(named: str = "") -> str:
    """Return the browser to print with: the one that was named, else the first of `NAMES` on the search path.

    Raises:
        PrintFailed: if there is none.
    """
    if named:
        found = shutil.which(named)
        if found is None:
            raise PrintFailed(
                f"{CHROMIUM} names `{named}`, and that is no program", "correct it, or leave it out to search the path"
            )
        return found
    for name in NAMES:
        found = shutil.which(name)
        if found is not None:
            return found
    raise PrintFailed(
        "a PDF needs Chromium or Chrome, and none was found",
        f"install chromium, or name it in {CHROMIUM}; or print report.html from any browser",
    )


def pdf(page: bytes, as_of: date, program: str, timeout: float = TIMEOUT) -> bytes:
    """Return the page as a tagged PDF with an outline, dated `as_of`.

    `program` is a browser that `browser` returned; `timeout` is in seconds.

    Raises:
        PrintFailed: if the browser fails or does not answer in time.
    """
    import tempfile

    with tempfile.TemporaryDirectory(prefix="toolselect-print-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        (place / _PAGE).write_bytes(page)
        said = _run(program, place, timeout)
        try:
            content = files.read_limited(place / _PAPER, _MAX_BYTES)
        except files.ReadFailed:
            content = b""
        if not content.startswith(b"%PDF-"):
            why = f": {said}" if said else ""
            raise PrintFailed(
                f"{program} printed nothing{why}", f"name another browser in {CHROMIUM}, or print report.html from one"
            )
    return _dated(content, as_of)


def _dated(content: bytes, as_of: date) -> bytes:
    """Return the PDF with the day of the study in place of the clock's, so that the same report is the same file."""
    return _STAMP.sub(rb"\g<1>" + f"{as_of:%Y%m%d}000000+00'00')".encode(), content)


def _run(program: str, place: Path, timeout: float) -> str:
    """Let the browser print; return the last line that it said."""
    import subprocess

    command = [
        program,
        *_FLAGS,
        *(["--no-sandbox"] if _is_root() else []),
        f"--user-data-dir={place / 'profile'}",
        f"--print-to-pdf={place / _PAPER}",
        (place / _PAGE).as_uri(),
    ]
    environment = {**os.environ, "TZ": "UTC", "HOME": str(place), "XDG_CONFIG_HOME": str(place / "config")}
    with (place / "said.txt").open("w+b") as said:
        try:
            process = subprocess.Popen(  # noqa: S603 - a browser that was looked up, with arguments written here
                command,
                cwd=place,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise PrintFailed(f"{program} can't be started: {reason}", f"name another browser in {CHROMIUM}") from error
        try:
            process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise PrintFailed(
                f"{program} did not answer in {timeout:g} seconds", f"try again, or name another browser in {CHROMIUM}"
            ) from None
        finally:
            _end(process)
        said.seek(0)
        lines = said.read(_MAX_BYTES).decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else ""


def _is_root() -> bool:
    """Tell whether this is root, for whom Chromium has no sandbox (containers)."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the browser with all its helpers, which share its own process group and no other."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        process.kill()
    process.wait()
