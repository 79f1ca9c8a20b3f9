"""Findings as text in several formats: `FORMATS[name](findings)`.

Pure functions: they open no file and ask no terminal. A format's module is imported when it is asked for, so that plain
lines do not pay for JSON.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from toolselect.findings.model import Findings, capped

if TYPE_CHECKING:
    from collections.abc import Callable

    Renderer = Callable[[Findings], str]

__all__ = ["FORMATS", "Findings", "capped"]


def _on_use(name: str) -> Renderer:
    def render(findings: Findings) -> str:
        text: str = import_module(f"toolselect.findings.as_{name}").render(findings)
        return text

    return render


FORMATS: dict[str, Renderer] = {
    name: _on_use(name) for name in ("full", "concise", "json", "github", "gitlab", "sarif", "junit", "markdown")
}
"""What findings can be written as: the format `xyz` is the function `render` of the module `as_xyz`."""
