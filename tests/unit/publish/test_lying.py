"""A file of the site as it lies there now, whatever it is."""

import os
from pathlib import PurePosixPath

import pytest

from planet.publish import lying_file

NAME = PurePosixPath("state.gz")


def test_a_file_is_read(tmp_path):
    (tmp_path / "state.gz").write_bytes(b"here")

    assert lying_file(tmp_path, NAME, 4) == b"here"


def test_a_larger_one_is_not(tmp_path):
    (tmp_path / "state.gz").write_bytes(b"there")

    assert lying_file(tmp_path, NAME, 4) is None


@pytest.mark.parametrize("kind", ["nothing", "folder", "link", "pipe", "no folder"])
def test_what_is_no_file_is_left_alone(tmp_path, kind):
    path = tmp_path / "state.gz"
    (tmp_path / "elsewhere").write_bytes(b"not ours")
    if kind == "folder":
        path.mkdir()
    elif kind == "link":
        path.symlink_to(tmp_path / "elsewhere")
    elif kind == "pipe":
        os.mkfifo(path)

    assert lying_file(tmp_path / "none" if kind == "no folder" else tmp_path, NAME, 100) is None
