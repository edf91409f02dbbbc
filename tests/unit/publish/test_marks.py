from __future__ import annotations

import os
import time
from hashlib import sha256

import pytest

from planet.publish.disk import InTheWayError
from planet.publish.marks import digest_by_mark, marks_of

OLD = "the digest that is known"


@pytest.fixture
def page(tmp_path):
    (tmp_path / "a.html").write_bytes(b"a page")
    return tmp_path / "a.html"


@pytest.fixture
def marks(tmp_path, page):
    found = marks_of(tmp_path, ["a.html", "none.html"])
    time.sleep(0.02)  # file systems count time in steps of some milliseconds
    return found


def test_a_file_with_its_mark_is_not_read(tmp_path, page, marks):
    assert set(marks) == {"a.html"}
    assert digest_by_mark(tmp_path, "a.html", OLD, marks) == OLD


def rewritten(page):
    page.write_bytes(b"A PAGE")


def rewritten_and_dated_back(page):
    before = page.stat()
    page.write_bytes(b"A PAGE")
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))


def replaced(page):
    other = page.with_name("other")
    other.write_bytes(b"A PAGE")
    before = page.stat()
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(page)


@pytest.mark.parametrize("change", [rewritten, rewritten_and_dated_back, replaced])
def test_a_file_that_was_changed_is_read_whatever_its_size_and_date(tmp_path, page, marks, change):
    change(page)

    assert digest_by_mark(tmp_path, "a.html", OLD, marks) == sha256(b"A PAGE").hexdigest()


def test_a_file_without_a_mark_is_read(tmp_path, page):
    assert digest_by_mark(tmp_path, "a.html", OLD, {}) == sha256(b"a page").hexdigest()


def test_a_file_that_is_gone_has_no_digest(tmp_path, page, marks):
    page.unlink()

    assert digest_by_mark(tmp_path, "a.html", OLD, marks) is None


def test_what_is_no_file_has_no_mark_and_is_in_the_way(tmp_path, page, marks):
    page.rename(tmp_path / "moved")
    page.symlink_to(tmp_path / "moved")

    assert marks_of(tmp_path, ["a.html"]) == {}
    with pytest.raises(InTheWayError):
        digest_by_mark(tmp_path, "a.html", OLD, marks)
