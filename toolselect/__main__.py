"""The program's entry: `toolselect` and `python -m toolselect`."""

from __future__ import annotations

import sys

from toolselect import __version__


def main() -> None:
    """Run the command line; answer a bare `--version` without loading it."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"toolselect {__version__}\n")
        return
    from toolselect.cli.main import main as run  # noqa: PLC0415 - Typer costs more than the answer above

    run()


if __name__ == "__main__":
    main()
