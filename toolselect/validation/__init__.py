"""Say all that is wrong with files and studies: find them, check them (in parallel, from memory), silence, select."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from toolselect import __version__, files, resources, source
from toolselect.loading.brand import BRAND_FILE
from toolselect.loading.library import SHIPPED
from toolselect.validation import cache as remembered
from toolselect.validation import checking, config, parallel, targets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from toolselect.diagnostics import Diagnostic, Severity
    from toolselect.validation.checking import Checked, Options
    from toolselect.validation.targets import Target

ALWAYS = ("TS0", "TS9")
"""What can't be read, and how the program is set up, is said whatever was selected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """All that was found in the project files that were read (`paths`); `texts` are for excerpts."""

    diagnostics: tuple[Diagnostic, ...]
    paths: tuple[str, ...]
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def files(self) -> int:
        """Count the project files that were read."""
        return len(self.paths)

    @property
    def matched(self) -> bool:
        """Tell whether there was anything to check."""
        return self.files > 0 or bool(self.diagnostics)


def validate(
    paths: Sequence[Path],
    options: Options,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    severities: Mapping[str, Severity] | None = None,
    jobs: int | None = None,
    cache: Path | None = None,
) -> Validation:
    """Check files, folders and whole studies.

    `select`, `ignore` and `severities` take codes and prefixes (`TS4`); `jobs` bounds the processes; `cache` is the
    folder of the cache (None: nothing is remembered).

    Raises:
        KeyError: with a code that means nothing.
    """
    wanted = targets.find(paths, options.base, allow_outside=options.allow_outside)
    checked = _checked([one for one in wanted if one.whole_study], options, jobs, cache)
    of_studies = {path for result in checked for path in (*result.inputs, *result.tried)}
    lone = [one for one in wanted if not one.whole_study and options.shown(one.path) not in of_studies]
    checked += _checked(lone, options, jobs, cache)
    found = {one for result in checked for one in result.found}
    kept = _chosen(found, select, ignore, severities or {})
    read = {path for result in checked for path in result.inputs if not path.startswith(SHIPPED)}
    return Validation(
        diagnostics=tuple(sorted(kept, key=lambda one: one.sort_key)),
        paths=tuple(sorted(read)),
        texts=_texts({one.place.path for one in kept}, options),
    )


def _checked(wanted: Sequence[Target], options: Options, jobs: int | None, folder: Path | None) -> list[Checked]:
    """Return the results in the order of the targets, those of unchanged ones from memory."""
    if folder is None or not wanted:
        return parallel.shared(lambda share: checking.check(share, options), wanted, jobs)
    memory = remembered.load(folder, _salt(options))
    hashes: dict[str, str | None] = {}

    def hash_of(path: str) -> str | None:
        if path not in hashes:
            hashes[path] = _hash(path, options)
        return hashes[path]

    keys = [_key(target, options) for target in wanted]
    results: dict[str, Checked] = {}
    for key in keys:
        hit = memory.get(key, hash_of)
        if hit is not None:
            results[key] = checking.Checked(inputs=hit[0], found=tuple(hit[1]), lasting=True)
    todo = [(key, target) for key, target in zip(keys, wanted, strict=True) if key not in results]
    if todo:
        fresh = parallel.shared(lambda share: checking.check([target for _, target in share], options), todo, jobs)
        for (key, _), result in zip(todo, fresh, strict=True):
            results[key] = result
            if result.lasting:
                memory.put(key, dict(result.inputs), result.found)
        memory.save()
    return [results[key] for key in keys]


def _key(target: Target, options: Options) -> str:
    def shown(path: Path | None) -> str:
        return "" if path is None else path.as_posix()

    kind = "study" if target.whole_study else "lone"
    if target.whole_study and os.path.lexists(target.path.parent / BRAND_FILE):
        kind = "study with brand"  # no file that a study names tells that another one appeared beside it
    return "|".join((kind, options.shown(target.path), shown(target.study), shown(target.root)))


def _salt(options: Options) -> str:
    """Return what findings depend on besides the files: the program's version and rules, and the options."""
    parts = [__version__, options.as_key()]
    parts += [resources.schema_text(kind) for kind in ("facts", "criteria", "vendor", "study", "brand")]
    parts.append(checking.program_digest())
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _hash(path: str, options: Options) -> str | None:
    try:
        return hashlib.sha256(files.read_limited(_real(path, options), options.max_bytes)).hexdigest()
    except files.ReadFailed:
        return None


def _real(path: str, options: Options) -> Path:
    if path.startswith(SHIPPED):
        kind, _, name = path.removeprefix(SHIPPED).partition("/")
        return resources.root("criteria" if kind == "criteria" else "vendors") / name
    return options.base / path


def _texts(paths: set[str], options: Options) -> dict[str, str]:
    """Return the texts of the files that something was found in, as far as they can be read."""
    texts = {}
    for path in sorted(paths):
        try:
            raw = files.read_limited(_real(path, options), max(options.max_bytes, source.MAX_BYTES))
        except files.ReadFailed:
            continue
        texts[path] = raw.decode("utf-8-sig", errors="replace")
    return texts


def _chosen(
    found: set[Diagnostic], select: Sequence[str], ignore: Sequence[str], severities: Mapping[str, Severity]
) -> list[Diagnostic]:
    """Return the findings of the codes that were asked for, at the severity that was asked for."""
    wanted = config.expand(tuple(select)) if select else None
    unwanted = config.expand(tuple(ignore))
    levels: dict[str, Severity] = {}
    for given in sorted(severities, key=len):  # a longer prefix says more than a shorter one
        levels |= dict.fromkeys(config.expand((given,)), severities[given])
    kept = []
    for one in found:
        if one.code.startswith(ALWAYS) or (one.code not in unwanted and (wanted is None or one.code in wanted)):
            level = levels.get(one.code)
            kept.append(one if level is None or one.code.startswith(ALWAYS) else replace(one, severity=level))
    return kept
