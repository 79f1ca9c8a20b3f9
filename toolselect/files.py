"""The file system: reading with a limit, writing whole or not at all, staying inside a folder.

Nothing here knows what the files say. The outside world's failures become two exceptions that carry the path and a
reason in plain words, so that no caller ever shows an errno.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ReadProblem = Literal["missing", "folder", "permission", "too-large", "special", "other"]

_CHUNK = 1 << 20
_NEW_FILE = 0o666  # less the umask, as for any file that a program creates
_PERMISSION_BITS = 0o777
_OPEN_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_OPEN_STREAM = os.O_WRONLY | getattr(os, "O_NOCTTY", 0)
# Non-blocking: should a FIFO take the file's place after the check, opening it must not wait for a writer.
_OPEN_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)

_WORDS = {
    errno.EACCES: "no permission",
    errno.EPERM: "no permission",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "the file would be larger than the system allows",
    errno.EISDIR: "it is a folder",
    errno.EROFS: "the file system is read-only",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ENOENT: "no such file or folder",
    errno.ENOTDIR: "a part of the path is a file, not a folder",
    errno.ELOOP: "its symbolic links go round in a circle",
    errno.EEXIST: "it exists already",
    errno.EBUSY: "something else is using it",
    errno.EPIPE: "its reader went away",
}


class WriteFailed(Exception):  # noqa: N818 - it tells what happened, as ReadFailed does
    """A file could not be written; nothing was changed. Carries `path` and `reason`, in plain words."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"cannot write {path}: {reason}")
        self.path = path
        self.reason = reason


class AlreadyThere(WriteFailed):
    """Files that must not be overwritten exist; `existing` names all of them."""

    def __init__(self, folder: Path, existing: tuple[Path, ...]) -> None:
        super().__init__(folder, "these files exist already: " + ", ".join(str(path) for path in existing))
        self.existing = existing


class ReadFailed(Exception):  # noqa: N818 - the code that shows it says "error" in its own way
    """A file could not be read. Carries `path`, `reason` in plain words, and `kind` for choosing a code."""

    def __init__(self, path: Path, reason: str, kind: ReadProblem) -> None:
        super().__init__(f"cannot read {path}: {reason}")
        self.path = path
        self.reason = reason
        self.kind: ReadProblem = kind


# --- reading ---------------------------------------------------------------------------------------------------


def read_limited(path: Path, limit: int) -> bytes:
    """Return the whole content of a regular file of at most `limit` bytes.

    The size is looked at first and counted again while reading, so that a file that grows, or one that hides its
    size, never fills the memory. Anything but a regular file is refused without opening it.

    Raises:
        ReadFailed: if the file is missing, a folder, a pipe or device, too large, or may not be read.
    """
    try:
        _refuse_unreadable(path, os.stat(path), limit)  # noqa: PTH116 - also for paths that Path would not take
        descriptor = os.open(path, _OPEN_READ)
        try:
            _refuse_unreadable(path, os.fstat(descriptor), limit)
            content = bytearray()
            while chunk := os.read(descriptor, min(_CHUNK, limit + 1 - len(content))):
                content += chunk
                if len(content) > limit:
                    raise _too_large(path, limit)
        finally:
            os.close(descriptor)
    except OSError as error:
        kinds: dict[int | None, ReadProblem] = {
            errno.ENOENT: "missing",
            errno.ENOTDIR: "missing",
            errno.EACCES: "permission",
            errno.EPERM: "permission",
        }
        raise ReadFailed(path, _in_words(error), kinds.get(error.errno, "other")) from error
    except ValueError as error:  # a NUL, or characters that the file system cannot encode
        raise ReadFailed(path, "this can't be the name of a file", "other") from error
    return bytes(content)


def _refuse_unreadable(path: Path, status: os.stat_result, limit: int) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise ReadFailed(path, "it is a folder", "folder")
    if not stat.S_ISREG(status.st_mode):
        raise ReadFailed(path, "it is a pipe, socket or device, not a regular file", "special")
    if status.st_size > limit:
        raise _too_large(path, limit)


def _too_large(path: Path, limit: int) -> ReadFailed:
    return ReadFailed(path, f"it is larger than {_size(limit)}", "too-large")


def _size(count: int) -> str:
    for unit, name in ((1 << 20, "MiB"), (1 << 10, "KiB")):
        if count >= unit and count % unit == 0:
            return f"{count // unit} {name}"
    return f"{count} bytes"


# --- paths -----------------------------------------------------------------------------------------------------


def inside(folder: Path, path: Path) -> bool:
    """Tell whether `path` lies in `folder` (or is it), once all symbolic links and `..` are followed.

    Both are taken as the system would open them; a relative path starts from the current folder. A path that no
    file can have is inside nothing.
    """
    try:
        return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
    except ValueError:
        return False


# --- writing ---------------------------------------------------------------------------------------------------


def write_all(outputs: Mapping[Path, bytes]) -> None:
    """Write all these files, each whole, or change nothing.

    Every content first goes to a temporary file in the folder of its target and to the disk; then each takes its
    target's place in one step. Should that fail half-way, the targets already replaced get their old content back.
    Missing folders are made. A symbolic link stays, and what it points to is replaced; a file that is replaced keeps
    its permissions, and one that is write-protected is refused. A device or pipe (`/dev/stderr`) can't be replaced:
    it is written to, before any file takes its place.

    Raises:
        WriteFailed: if any of the files cannot be written; then none has been.
    """
    with _Batch() as batch:
        for path, content in outputs.items():
            batch.add(path, content)
        batch.stage()
        batch.write_streams()
        batch.replace()


def write_new_tree(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Make a folder of new files, whole or not at all; `contents` goes by path inside the folder, with `/`.

    The folder may exist and hold other files.

    Raises:
        AlreadyThere: if any of the files exists; all of them are named.
        WriteFailed: if the folder or a file cannot be written; nothing is left behind.
        ValueError: if a path in `contents` leads out of the folder (a bug, not a user's mistake).
    """
    targets = {folder / name: content for name, content in contents.items()}
    if any(".." in path.relative_to(folder).parts for path in targets):
        raise ValueError("a path of the tree leads out of its folder")
    with _failing(folder):
        if os.path.lexists(folder) and not folder.is_dir():
            raise WriteFailed(folder, "it is a file, not a folder")
        existing = tuple(path for path in targets if os.path.lexists(path))
    if existing:
        raise AlreadyThere(folder, existing)
    with _Batch() as batch:
        for path, content in targets.items():
            batch.add(path, content)
        batch.stage()
        batch.create()


class _Batch:
    """Files on their way to their places; unless all arrive, every trace of them is removed."""

    def __init__(self) -> None:
        self._contents: dict[Path, tuple[Path, bytes, os.stat_result | None]] = {}  # real path → as given, …
        self._streams: dict[Path, bytes] = {}  # pipes and devices, which nothing can replace
        self._folders: list[Path] = []  # made by us, outermost first
        self._temporary: set[Path] = set()
        self._staged: dict[Path, Path] = {}  # real path → temporary file
        self._arrived: dict[Path, Path | None] = {}  # real path → its old content, kept beside it
        self._complete = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self._complete:
            for target, kept in self._arrived.items():
                with contextlib.suppress(OSError):
                    if kept is None:
                        target.unlink()
                    else:
                        kept.replace(target)
        for path in self._temporary:
            with contextlib.suppress(OSError):
                path.unlink()
        if not self._complete:
            for folder in reversed(self._folders):
                with contextlib.suppress(OSError):
                    folder.rmdir()

    def add(self, path: Path, content: bytes) -> None:
        """Take one file in."""
        with _failing(path):
            target = Path(os.path.realpath(path))
            status = _status(path)
            if status is not None:
                if stat.S_ISDIR(status.st_mode):
                    raise WriteFailed(path, "it is a folder")
                if not stat.S_ISREG(status.st_mode):
                    self._streams[path] = content
                    return
                if not os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
                    raise WriteFailed(path, "the file is write-protected")
            if target in self._contents:
                raise WriteFailed(path, f"it is the same file as {self._contents[target][0]}")
            self._contents[target] = (path, content, status)

    def stage(self) -> None:
        """Bring every content to the disk, beside its target."""
        for target, (path, content, replaced) in self._contents.items():
            with _failing(path):
                self._make_folder(target.parent)
                self._staged[target] = self._temporary_file(target.parent, content, replaced)

    def write_streams(self) -> None:
        """Write to the pipes and devices among the targets."""
        for path, content in self._streams.items():
            with _failing(path):
                descriptor = os.open(path, _OPEN_STREAM)
                try:
                    _write(descriptor, content)
                finally:
                    os.close(descriptor)

    def replace(self) -> None:
        """Let every file take its place, over what was there."""
        several = len(self._staged) > 1
        for target, (path, _, replaced) in self._contents.items():
            with _failing(path):
                kept = self._keep(target, replaced) if several and replaced else None
                if several:  # a lone file has either arrived or not
                    self._arrived[target] = kept  # noted first: putting back what was never replaced does no harm
                self._staged[target].replace(target)
        self._finish()

    def create(self) -> None:
        """Let every file take its place, provided that nothing is there."""
        for target, (path, _, _) in self._contents.items():
            with _failing(path):
                try:
                    os.link(self._staged[target], target)
                except OSError as error:
                    if error.errno == errno.EEXIST or os.path.lexists(target):
                        raise
                    self._staged[target].replace(target)  # a file system without hard links
                self._arrived[target] = None
        self._finish()

    def _finish(self) -> None:
        self._complete = True
        for folder in {target.parent for target in self._staged}:
            _sync_folder(folder)

    def _make_folder(self, folder: Path) -> None:
        missing = []
        while not folder.is_dir():
            missing.append(folder)
            folder = folder.parent
        for new in reversed(missing):
            with contextlib.suppress(FileExistsError):  # made by somebody else just now; a file fails at the next step
                new.mkdir()
                self._folders.append(new)

    def _temporary_file(self, folder: Path, content: bytes, like: os.stat_result | None) -> Path:
        path = folder / f".toolselect-{os.urandom(8).hex()}.tmp"
        descriptor = os.open(path, _OPEN_NEW, _NEW_FILE if like is None else 0o600)
        self._temporary.add(path)
        try:
            if like is not None and hasattr(os, "fchmod"):
                with contextlib.suppress(PermissionError):  # only root can give a file away
                    os.fchown(descriptor, like.st_uid, like.st_gid)
                os.fchmod(descriptor, like.st_mode & _PERMISSION_BITS)
            _write(descriptor, content)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        return path

    def _keep(self, target: Path, status: os.stat_result) -> Path:
        path = target.parent / f".toolselect-{os.urandom(8).hex()}.tmp"
        try:
            os.link(target, path)
        except OSError:  # a file system without hard links
            return self._temporary_file(target.parent, target.read_bytes(), status)
        self._temporary.add(path)
        return path


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _write(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _sync_folder(folder: Path) -> None:
    # Only decides whether the new names outlive a power cut; not every file system can do it.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def _failing(path: Path) -> Iterator[None]:
    """Turn the system's complaints into ours, about this path as the user gave it."""
    try:
        yield
    except OSError as error:
        raise WriteFailed(path, _in_words(error)) from error
    except ValueError as error:  # a NUL, or characters that the file system cannot encode
        raise WriteFailed(path, "this can't be the name of a file") from error


def _in_words(error: OSError) -> str:
    known = _WORDS.get(error.errno or 0)
    return known or (error.strerror or str(error)).lower()
