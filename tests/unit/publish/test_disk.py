from __future__ import annotations

import errno
import os
from hashlib import sha256
from pathlib import PurePosixPath

import pytest

from planet.publish.disk import InTheWayError, digest_of, remove_empty_folders, sweep, temporary_for, write_beside


def test_a_file_is_read_as_its_hash(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a/b").write_bytes(b"x" * 3_000_000)

    assert digest_of(tmp_path, PurePosixPath("a/b")) == sha256(b"x" * 3_000_000).hexdigest()


@pytest.mark.parametrize("path", ["b", "a/b/c"])
def test_what_is_not_there_has_no_hash(tmp_path, path):
    assert digest_of(tmp_path, PurePosixPath(path)) is None


@pytest.mark.parametrize("target", [".", "nowhere", "link", "/etc/hostname"])
def test_a_link_is_never_followed(tmp_path, target):
    (tmp_path / "link").symlink_to(target)

    with pytest.raises(InTheWayError, match="symbolic link"):
        digest_of(tmp_path, PurePosixPath("link"))
    with pytest.raises(InTheWayError, match="symbolic link"):
        digest_of(tmp_path, PurePosixPath("link/file"))


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(InTheWayError, match="not a file"):
        digest_of(tmp_path, PurePosixPath("pipe"))


def test_bytes_wait_beside_their_place(tmp_path):
    target = tmp_path / "a" / ("n" * 255)

    temporary = write_beside(target, b"new")

    assert temporary == temporary_for(target)
    assert temporary.parent == target.parent
    assert temporary.read_bytes() == b"new"
    assert not target.exists()


def test_what_a_killed_build_left_is_replaced_and_not_followed(tmp_path):
    target = tmp_path / "index.html"
    (tmp_path / "outside").write_text("mine")
    temporary_for(target).symlink_to(tmp_path / "outside")

    write_beside(target, b"new")

    assert not temporary_for(target).is_symlink()
    assert (tmp_path / "outside").read_text() == "mine"


def test_a_failure_names_the_file_and_not_its_temporary(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(OSError, match=r"file/index\.html") as caught:
        write_beside(tmp_path / "file" / "index.html", b"new")

    assert caught.value.errno in {errno.ENOTDIR, errno.EEXIST}


def test_only_empty_folders_are_removed(tmp_path):
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "c").mkdir()
    (tmp_path / "c/mine.txt").write_text("mine")

    remove_empty_folders(tmp_path, [PurePosixPath("a/b/x.html"), PurePosixPath("c/x.html"), PurePosixPath("d/x.html")])

    assert [path.name for path in tmp_path.iterdir()] == ["c"]


def test_the_sweep_takes_only_what_is_half_written(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "outside")
    for path in (".planet-tmp-1", "a/.planet-tmp-2", "outside/.planet-tmp-3", "a/mine.txt", ".planet"):
        (tmp_path / path).write_text("")

    sweep(tmp_path, [PurePosixPath("a/x.html"), PurePosixPath("link/x.html"), PurePosixPath("nowhere/x.html")])

    left = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    assert left == [".planet", "a/mine.txt", "outside/.planet-tmp-3"]
