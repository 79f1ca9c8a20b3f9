from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from toolselect import files
from toolselect.files import AlreadyThere, ReadFailed, WriteFailed, inside, read_limited, write_all, write_new_tree

if TYPE_CHECKING:
    from collections.abc import Iterator

IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
NOBODY = 65534


@pytest.fixture
def plain_folder() -> Iterator[Path]:
    """Give a folder to work in as somebody without special rights, whoever runs the tests."""
    folder = Path(tempfile.mkdtemp())
    if IS_ROOT:
        os.chown(folder, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    try:
        yield folder
    finally:
        if IS_ROOT:
            os.seteuid(0)
        shutil.rmtree(folder)


def run(script: str, *arguments: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def listing(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


class TestWriteAll:
    def test_writes_every_file_and_nothing_else(self, tmp_path: Path) -> None:
        write_all({tmp_path / "a.md": b"one\r\n", tmp_path / "b.html": b"", tmp_path / "c": b"x" * 3_000_000})
        assert listing(tmp_path) == ["a.md", "b.html", "c"]
        assert (tmp_path / "a.md").read_bytes() == b"one\r\n"
        assert (tmp_path / "b.html").read_bytes() == b""
        assert (tmp_path / "c").stat().st_size == 3_000_000

    def test_makes_missing_folders(self, tmp_path: Path) -> None:
        write_all({tmp_path / "build" / "deep" / "a": b"1", tmp_path / "build" / "b": b"2"})
        assert listing(tmp_path) == ["build", "build/b", "build/deep", "build/deep/a"]

    def test_takes_paths_relative_to_the_current_folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        write_all({Path("a"): b"1", Path("out/../b"): b"2"})
        assert listing(tmp_path) == ["a", "b"]

    def test_gives_new_files_the_usual_permissions(self, tmp_path: Path) -> None:
        old = os.umask(0o027)
        try:
            write_all({tmp_path / "new": b""})
        finally:
            os.umask(old)
        assert (tmp_path / "new").stat().st_mode & 0o777 == 0o640

    def test_keeps_the_permissions_of_a_replaced_file(self, tmp_path: Path) -> None:
        for name, mode in (("secret", 0o600), ("shared", 0o664), ("script", 0o755)):
            (tmp_path / name).write_bytes(b"old")
            (tmp_path / name).chmod(mode)
            write_all({tmp_path / name: b"new"})
            assert (tmp_path / name).stat().st_mode & 0o777 == mode
            assert (tmp_path / name).read_bytes() == b"new"

    @pytest.mark.skipif(not IS_ROOT, reason="only root can give files away")
    def test_keeps_the_owner_of_a_replaced_file(self, tmp_path: Path) -> None:
        target = tmp_path / "theirs"
        target.write_bytes(b"old")
        os.chown(target, NOBODY, NOBODY)
        write_all({target: b"new"})
        assert (target.stat().st_uid, target.stat().st_gid) == (NOBODY, NOBODY)

    def test_follows_a_symbolic_link_and_leaves_it_one(self, tmp_path: Path) -> None:
        (tmp_path / "real").mkdir()
        (tmp_path / "real" / "report.md").write_bytes(b"old")
        link = tmp_path / "latest.md"
        link.symlink_to(Path("real") / "report.md")
        write_all({link: b"new"})
        assert link.is_symlink()
        assert (tmp_path / "real" / "report.md").read_bytes() == b"new"
        assert listing(tmp_path) == ["latest.md", "real", "real/report.md"]

    def test_makes_what_a_dangling_link_points_to(self, tmp_path: Path) -> None:
        link = tmp_path / "latest.md"
        link.symlink_to(tmp_path / "report.md")
        write_all({link: b"new"})
        assert link.is_symlink()
        assert (tmp_path / "report.md").read_bytes() == b"new"

    def test_writes_to_a_pipe_instead_of_replacing_it(self, tmp_path: Path) -> None:
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        got: list[bytes] = []
        reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()), daemon=True)
        reader.start()
        write_all({pipe: b"streamed", tmp_path / "file": b"kept"})
        reader.join(10)
        assert got == [b"streamed"]
        assert pipe.is_fifo()
        assert (tmp_path / "file").read_bytes() == b"kept"

    def test_writes_to_a_device_instead_of_replacing_it(self) -> None:
        write_all({Path(os.devnull): b"gone"})
        assert Path(os.devnull).is_char_device()

    def test_writes_nothing_for_nothing(self) -> None:
        write_all({})

    @pytest.mark.parametrize(
        ("name", "reason"),
        [
            ("folder", "it is a folder"),
            ("n" * 300, "the name is too long"),
            ("file/below", "a part of the path is a file, not a folder"),
            ("circle", "its symbolic links go round in a circle"),
            ("nul\0", "this can't be the name of a file"),
            ("lone\ud800", "this can't be the name of a file"),
            ("file", "it is the same file as {}"),
        ],
        ids=["folder", "long", "below-a-file", "circle", "nul", "surrogate", "twice"],
    )
    def test_changes_nothing_when_one_file_is_impossible(self, tmp_path: Path, name: str, reason: str) -> None:
        (tmp_path / "folder").mkdir()
        (tmp_path / "file").write_bytes(b"old")
        (tmp_path / "circle").symlink_to("circle")
        (tmp_path / "alias").symlink_to("file")
        before = listing(tmp_path)
        outputs = {tmp_path / "alias": b"new", tmp_path / "made" / "by" / "us": b"new", tmp_path / name: b"new"}
        with pytest.raises(WriteFailed) as failed:
            write_all(outputs)
        assert failed.value.path == tmp_path / name
        assert failed.value.reason == reason.format(tmp_path / "alias")
        assert listing(tmp_path) == before
        assert (tmp_path / "file").read_bytes() == b"old"

    def test_refuses_a_write_protected_file(self, plain_folder: Path) -> None:
        target = plain_folder / "kept"
        target.write_bytes(b"old")
        target.chmod(0o444)
        with pytest.raises(WriteFailed, match="write-protected"):
            write_all({target: b"new"})
        assert target.read_bytes() == b"old"

    def test_says_that_a_folder_may_not_be_written(self, plain_folder: Path) -> None:
        closed = plain_folder / "closed"
        closed.mkdir()
        closed.chmod(0o555)
        with pytest.raises(WriteFailed) as failed:
            write_all({plain_folder / "fine": b"new", closed / "report.md": b"new"})
        assert failed.value.reason == "no permission"
        assert str(failed.value) == f"cannot write {closed / 'report.md'}: no permission"
        assert listing(plain_folder) == ["closed"]

    def test_puts_the_old_files_back_when_a_later_one_cannot_take_its_place(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "a").write_bytes(b"old")
        replace = Path.replace

        def fails_for_c(self: Path, target: Path) -> Path:
            if target.name == "c":
                raise OSError(16, "Device or resource busy")
            return replace(self, target)

        monkeypatch.setattr(Path, "replace", fails_for_c)
        with pytest.raises(WriteFailed, match="something else is using it"):
            write_all({tmp_path / "a": b"new", tmp_path / "b": b"new", tmp_path / "c": b"new"})
        assert listing(tmp_path) == ["a"]
        assert (tmp_path / "a").read_bytes() == b"old"

    def test_puts_the_old_files_back_where_there_are_no_hard_links(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "a").write_bytes(b"old")
        (tmp_path / "a").chmod(0o640)
        replace = Path.replace

        def fails_for_b(self: Path, target: Path) -> Path:
            if target.name == "b":
                raise OSError(5, "Input/output error")
            return replace(self, target)

        def no_links(*_: object) -> None:
            raise PermissionError(1, "Operation not permitted")

        monkeypatch.setattr(Path, "replace", fails_for_b)
        monkeypatch.setattr(os, "link", no_links)
        with pytest.raises(WriteFailed, match="input/output error"):
            write_all({tmp_path / "a": b"new", tmp_path / "b": b"new"})
        assert listing(tmp_path) == ["a"]
        assert (tmp_path / "a").read_bytes() == b"old"
        assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640

    def test_leaves_the_old_file_whole_when_killed_before_it_is_replaced(self, tmp_path: Path) -> None:
        target = tmp_path / "report.md"
        target.write_bytes(b"old and whole")
        script = """
import os, pathlib, signal, sys
from toolselect import files
pathlib.Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
files.write_all({pathlib.Path(sys.argv[1]): b"new " * 100_000})
"""
        assert run(script, target).returncode == -signal.SIGKILL
        assert target.read_bytes() == b"old and whole"
        left = [name for name in listing(tmp_path) if name != "report.md"]
        assert len(left) == 1
        assert left[0].startswith(".toolselect-")
        write_all({target: b"new"})
        assert target.read_bytes() == b"new"

    def test_cleans_up_when_interrupted(self, tmp_path: Path) -> None:
        script = """
import os, pathlib, sys
from toolselect import files
def interrupted(*_):
    raise KeyboardInterrupt
os.fsync = interrupted
try:
    files.write_all({pathlib.Path(sys.argv[1]): b"new"})
except KeyboardInterrupt:
    sys.exit(42)
"""
        assert run(script, tmp_path / "made" / "report.md").returncode == 42
        assert listing(tmp_path) == []

    def test_changes_nothing_when_the_space_runs_out(self, tmp_path: Path) -> None:
        target = tmp_path / "report.md"
        target.write_bytes(b"old")
        script = """
import pathlib, resource, sys
from toolselect import files
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
target = pathlib.Path(sys.argv[1])
try:
    files.write_all({target.with_name("small"): b"new", target: b"n" * 20_000})
except files.WriteFailed as failed:
    print(failed.path.name, failed.reason)
"""
        assert run(script, target).stdout == "report.md the file would be larger than the system allows\n"
        assert listing(tmp_path) == ["report.md"]
        assert target.read_bytes() == b"old"

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
    def test_says_that_the_disk_is_full(self) -> None:
        with pytest.raises(WriteFailed, match="the disk is full"):
            write_all({Path("/dev/full"): b"new"})


class TestWriteNewTree:
    def test_makes_a_folder_of_files(self, tmp_path: Path) -> None:
        write_new_tree(tmp_path / "demo", {"study.yaml": b"1", "vendors/local.yaml": b"2"})
        assert listing(tmp_path) == ["demo", "demo/study.yaml", "demo/vendors", "demo/vendors/local.yaml"]
        assert (tmp_path / "demo" / "study.yaml").read_bytes() == b"1"

    def test_makes_files_beside_others(self, tmp_path: Path) -> None:
        (tmp_path / "README.md").write_bytes(b"mine")
        write_new_tree(tmp_path, {"study.yaml": b"1"})
        assert listing(tmp_path) == ["README.md", "study.yaml"]

    def test_names_every_file_that_is_there_and_writes_none(self, tmp_path: Path) -> None:
        (tmp_path / "study.yaml").write_bytes(b"mine")
        (tmp_path / "brand.yaml").symlink_to("nowhere")
        with pytest.raises(AlreadyThere) as refused:
            write_new_tree(tmp_path, {"study.yaml": b"1", "new/one.yaml": b"2", "brand.yaml": b"3"})
        assert refused.value.existing == (tmp_path / "study.yaml", tmp_path / "brand.yaml")
        assert refused.value.path == tmp_path
        assert "study.yaml" in refused.value.reason
        assert listing(tmp_path) == ["brand.yaml", "study.yaml"]
        assert (tmp_path / "study.yaml").read_bytes() == b"mine"

    def test_refuses_a_file_where_the_folder_should_be(self, tmp_path: Path) -> None:
        (tmp_path / "demo").write_bytes(b"mine")
        with pytest.raises(WriteFailed, match="it is a file, not a folder"):
            write_new_tree(tmp_path / "demo", {"study.yaml": b"1"})

    def test_refuses_a_tree_that_leads_out_of_its_folder(self, tmp_path: Path) -> None:
        for name in ("../out.yaml", "/out.yaml", "a/../../out.yaml"):
            with pytest.raises(ValueError, match=r"out of its folder|subpath"):
                write_new_tree(tmp_path / "demo", {name: b""})
        assert listing(tmp_path) == []

    def test_leaves_nothing_behind_when_a_file_fails(self, tmp_path: Path) -> None:
        with pytest.raises(WriteFailed, match="the name is too long"):
            write_new_tree(tmp_path / "a" / "demo", {"study.yaml": b"1", "x/" + "n" * 300: b"2"})
        assert listing(tmp_path) == []

    @pytest.mark.parametrize("links", [True, False])
    def test_never_overwrites_a_file_that_appears_meanwhile(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
    ) -> None:
        link = os.link

        def somebody_is_faster(source: Path, target: Path) -> None:
            if target.name == "b.yaml":
                target.write_bytes(b"theirs")
            if not links:
                raise PermissionError(1, "Operation not permitted")
            link(source, target)

        monkeypatch.setattr(os, "link", somebody_is_faster)
        with pytest.raises(WriteFailed):
            write_new_tree(tmp_path / "demo", {"a.yaml": b"1", "b.yaml": b"2"})
        assert listing(tmp_path) == ["demo", "demo/b.yaml"]
        assert (tmp_path / "demo" / "b.yaml").read_bytes() == b"theirs"

    def test_works_where_there_are_no_hard_links(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def no_links(*_: object) -> None:
            raise PermissionError(1, "Operation not permitted")

        monkeypatch.setattr(os, "link", no_links)
        write_new_tree(tmp_path / "demo", {"a.yaml": b"1", "b.yaml": b"2"})
        assert listing(tmp_path / "demo") == ["a.yaml", "b.yaml"]


class TestInside:
    @pytest.mark.parametrize("name", ["", "a.yaml", "deep/er/a.yaml", "deep/../a.yaml", "..a.yaml", "not/there"])
    def test_accepts_what_lies_in_the_folder(self, tmp_path: Path, name: str) -> None:
        assert inside(tmp_path, tmp_path / name)

    @pytest.mark.parametrize("name", ["..", "../a.yaml", "deep/../../a.yaml", "/etc/passwd", "../{}-more/a", "n\0l"])
    def test_refuses_what_lies_outside(self, tmp_path: Path, name: str) -> None:
        assert not inside(tmp_path, tmp_path / name.format(tmp_path.name))

    def test_goes_by_where_links_lead(self, tmp_path: Path) -> None:
        study, other = tmp_path / "study", tmp_path / "other"
        study.mkdir()
        other.mkdir()
        (study / "away").symlink_to(other)
        (study / "home").symlink_to(study)
        (other / "in").symlink_to(study)
        assert not inside(study, study / "away" / "a.yaml")
        assert inside(study, study / "home" / "a.yaml")
        assert inside(other / "in", study / "a.yaml")

    def test_takes_relative_paths_from_the_current_folder(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "study").mkdir()
        monkeypatch.chdir(tmp_path)
        assert inside(Path("study"), Path("study/a.yaml"))
        assert inside(Path(), Path("study"))
        assert not inside(Path("study"), Path("a.yaml"))


class TestReadLimited:
    def test_returns_the_bytes_up_to_the_limit(self, tmp_path: Path) -> None:
        for size in (0, 1, 9, 10):
            (tmp_path / "a").write_bytes(b"\r" * size)
            assert read_limited(tmp_path / "a", 10) == b"\r" * size

    def test_reads_files_of_many_chunks(self, tmp_path: Path) -> None:
        content = os.urandom(2_500_000)
        (tmp_path / "a").write_bytes(content)
        assert read_limited(tmp_path / "a", len(content)) == content

    @pytest.mark.parametrize(
        ("limit", "reason"),
        [(10, "it is larger than 10 bytes"), (2048, "it is larger than 2 KiB"), (1 << 20, "it is larger than 1 MiB")],
    )
    def test_refuses_more_than_the_limit(self, tmp_path: Path, limit: int, reason: str) -> None:
        (tmp_path / "a").write_bytes(b"x" * (limit + 1))
        with pytest.raises(ReadFailed) as failed:
            read_limited(tmp_path / "a", limit)
        assert (failed.value.kind, failed.value.reason, failed.value.path) == ("too-large", reason, tmp_path / "a")

    def test_counts_again_while_reading(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "a").write_bytes(b"x" * 100)
        monkeypatch.setattr(files, "_refuse_unreadable", lambda *_: None)  # as if the file grew just after
        with pytest.raises(ReadFailed) as failed:
            read_limited(tmp_path / "a", 99)
        assert failed.value.kind == "too-large"

    @pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="no /proc here")
    def test_counts_files_that_hide_their_size(self) -> None:
        assert read_limited(Path("/proc/self/maps"), 10_000_000)
        with pytest.raises(ReadFailed, match="larger"):
            read_limited(Path("/proc/self/maps"), 10)

    @pytest.mark.parametrize(
        ("name", "kind"),
        [
            ("missing", "missing"),
            ("file/below", "missing"),
            ("folder", "folder"),
            ("pipe", "special"),
            ("circle", "other"),
            ("n" * 300, "other"),
            ("nul\0", "other"),
            ("lone\ud800", "other"),
        ],
    )
    def test_names_the_problem(self, tmp_path: Path, name: str, kind: str) -> None:
        (tmp_path / "folder").mkdir()
        (tmp_path / "file").touch()
        (tmp_path / "circle").symlink_to("circle")
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(ReadFailed) as failed:
            read_limited(tmp_path / name, 10)
        assert failed.value.kind == kind

    @pytest.mark.parametrize("device", ["/dev/zero", "/dev/tty", "/dev/stdin"])
    def test_refuses_devices_without_opening_them(self, device: str) -> None:
        with pytest.raises(ReadFailed) as failed:
            read_limited(Path(device), 10)
        assert failed.value.kind in {"special", "missing"}

    def test_does_not_wait_for_a_pipe_that_took_the_place_of_the_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        os.mkfifo(tmp_path / "pipe")
        (tmp_path / "file").touch()
        status = (tmp_path / "file").stat()
        monkeypatch.setattr(os, "stat", lambda *_, **__: status)
        with pytest.raises(ReadFailed) as failed:
            read_limited(tmp_path / "pipe", 10)
        assert failed.value.kind == "special"

    def test_says_that_there_is_no_permission(self, plain_folder: Path) -> None:
        secret = plain_folder / "secret"
        secret.write_bytes(b"x")
        secret.chmod(0)
        with pytest.raises(ReadFailed) as failed:
            read_limited(secret, 10)
        assert (failed.value.kind, failed.value.reason) == ("permission", "no permission")
