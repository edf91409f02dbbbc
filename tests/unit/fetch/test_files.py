"""Feeds on disk."""

from __future__ import annotations

import os
from hashlib import sha256

import pytest

from planet.errors import Kind
from planet.fetch.files import read_file
from planet.model.fetching import FetchRequest, NotModified, Validators

FEED = b"<rss></rss>"


def read(path, max_bytes=1000, **validators):
    request = FetchRequest(feed_url="./feeds/a.xml", file=path, validators=Validators(**validators))
    return read_file(request, max_bytes)


def test_a_file_is_read_and_has_no_web_address(tmp_path):
    path = tmp_path / "a.xml"
    path.write_bytes(FEED)

    result = read(path)

    assert (result.body, result.final_url, result.content_type) == (FEED, "", None)
    assert result.validators == Validators(body_sha256=sha256(FEED).hexdigest())


def test_the_same_bytes_are_not_modified_even_when_the_file_is_newer(tmp_path):
    path = tmp_path / "a.xml"
    path.write_bytes(FEED)
    known = read(path).validators.body_sha256
    os.utime(path, (10**9, 10**9))

    assert isinstance(read(path, body_sha256=known), NotModified)


def test_a_changed_file_is_read_again(tmp_path):
    path = tmp_path / "a.xml"
    path.write_bytes(FEED)

    assert read(path, body_sha256="something else").body == FEED


def make_folder(path):
    path.mkdir()


def make_pipe(path):
    os.mkfifo(path)


def make_circle(path):
    path.symlink_to(path)


def make_device(path):
    path.symlink_to("/dev/zero")


def make_nothing(path):
    assert not path.exists()


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (make_nothing, "no such file: ./feeds/a.xml"),
        (make_folder, "is a folder, not a file: ./feeds/a.xml"),
        (make_pipe, "not an ordinary file: ./feeds/a.xml"),
        (make_device, "not an ordinary file: ./feeds/a.xml"),
        (make_circle, "a symbolic link that leads in a circle: ./feeds/a.xml"),
    ],
)
def test_what_is_no_readable_file_is_named_as_the_maintainer_wrote_it(make, problem, tmp_path):
    make(tmp_path / "a.xml")

    result = read(tmp_path / "a.xml")

    assert (result.kind, result.problem) == (Kind.FILE, problem)
    assert "relative to the configuration" in result.hint


def test_a_path_below_a_file_is_no_file(tmp_path):
    (tmp_path / "a.xml").write_bytes(FEED)

    assert read(tmp_path / "a.xml" / "b").problem == "no such file: ./feeds/a.xml"


def test_a_path_with_a_nul_is_a_failed_feed(tmp_path):
    assert read(tmp_path / "a\x00b").kind is Kind.FILE


def test_a_file_over_the_limit_is_too_big(tmp_path):
    path = tmp_path / "a.xml"
    path.write_bytes(b"x" * 1001)

    assert read(path).kind is Kind.TOO_BIG
    assert read(path, max_bytes=1001).body == b"x" * 1001


@pytest.mark.parametrize("body", [b"", b"\n \n"])
def test_an_empty_file_is_named(body, tmp_path):
    path = tmp_path / "a.xml"
    path.write_bytes(body)

    assert read(path).kind is Kind.EMPTY
