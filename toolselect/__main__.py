"""The program's entry: `toolselect` and `python -m toolselect`."""

from __future__ import annotations

import gc
import sys

from toolselect import __version__


def main() -> None:
    """Run the command line; answer a bare `--version` without loading it."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"toolselect {__version__}\n")
        return
    gc.disable()  # a short life that makes many small things and no circles: a tenth of the run is saved
    from toolselect.cli.main import main as run

    run()


if __name__ == "__main__":
    main()
