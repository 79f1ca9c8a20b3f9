"""Choose a customer-service tool from text files that a machine checks and a manager can read.

In a notebook: `study = toolselect.load("study.yaml")`, `found = toolselect.evaluate(study)`, and the tables of
`toolselect.frames`. Nothing of it is imported before somebody asks for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolselect import frames
    from toolselect.api import InvalidStudy, NothingFound, evaluate, load

__version__ = "0.1.0"
__all__ = ["InvalidStudy", "NothingFound", "__version__", "evaluate", "frames", "load"]

_API = ("InvalidStudy", "NothingFound", "evaluate", "load")


if not TYPE_CHECKING:  # a type checker shall know the names above and no others

    def __getattr__(name: str) -> object:
        """Import what is asked for on first use: starting up the command line counts."""
        from importlib import import_module

        if name in _API:
            return getattr(import_module("toolselect.api"), name)
        if name == "frames":
            return import_module("toolselect.frames")
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
