"""The files of closed pages are left in their place, and stay ours."""

from __future__ import annotations

import json

import pytest

from planet.errors import PublishError
from planet.model.closing import page_path
from planet.publish import closed_files, hashes_of, is_as_marked, is_whole, marks_of, publish
from planet.publish.manifest import read_manifest

MANIFEST = ".planet-files.json"
CLOSED = tuple(page_path(number) for number in range(1, 13))


@pytest.fixture
def site():
    """Fourteen pages, of which twelve are closed."""
    pages = {page_path(number): f"page {number}" for number in range(1, 15)}
    return {"index.html": "index", "atom.xml": "feed", "sources/index.html": "sources", **pages}


@pytest.fixture
def marks(folder, put, site):
    put(site)
    return marks_of(folder, site)


@pytest.fixture
def closed(folder, marks):
    return lambda: closed_files(folder, marks, [marks[path] for path in CLOSED])


@pytest.fixture
def put_end(folder, marks, as_files, closed):
    def put_end(site):
        return publish(
            as_files({path: text for path, text in site.items() if path not in CLOSED}), folder, {}, closed()
        )

    return put_end


def test_only_the_end_is_written_and_the_rest_stays_ours(folder, site, put_end, lying, as_files):
    after = site | {"index.html": "new index", page_path(14): "more", page_path(15): "new page"}

    counts = put_end(after)

    assert (counts.written, counts.unchanged, counts.removed) == (3, 15, 0)
    assert lying() == after
    assert is_whole(folder, hashes_of(as_files(after)))
    assert read_manifest(folder).finished


def test_the_manifest_is_the_one_that_is_written_of_all_files(folder, site, put, put_end):
    after = site | {page_path(15): "new page"}
    put_end(after)
    written = (folder / MANIFEST).read_bytes()
    (folder / MANIFEST).unlink()

    put(after)

    assert (folder / MANIFEST).read_bytes() == written
    names = list(json.loads(written)["files"])
    assert names == ["atom.xml", "index.html", *(page_path(n) for n in range(1, 16)), "sources/index.html"]


def test_what_the_end_no_longer_has_is_removed(site, put_end, lying):
    after = {path: text for path, text in site.items() if path not in {page_path(14), "atom.xml"}}

    assert put_end(after).removed == 2
    assert lying() == after


HARM = [
    lambda folder: (folder / CLOSED[0]).unlink(),
    lambda folder: (folder / CLOSED[11]).write_text("PAGE 12"),
    lambda folder: (folder / MANIFEST).unlink(),
    lambda folder: (folder / MANIFEST).write_bytes((folder / MANIFEST).read_bytes() + b" "),
    lambda folder: folder.rename(folder.parent / "elsewhere"),
]


@pytest.mark.parametrize("harm", HARM)
def test_files_that_are_not_as_they_were_left_are_no_closed_files(folder, closed, harm):
    assert closed().count == 12

    harm(folder)

    assert closed() is None


def test_a_page_without_a_mark_is_none(folder, marks):
    assert closed_files(folder, marks, []) is None
    assert closed_files(folder, {}, [marks[path] for path in CLOSED]) is None


def test_a_manifest_that_changes_meanwhile_ends_the_build(folder, site, closed, as_files):
    found = closed()
    (folder / MANIFEST).write_text("{}")

    with pytest.raises(PublishError, match="was changed while Planet was building"):
        publish(as_files({"index.html": "index", page_path(13): "page"}), folder, {}, found)


@pytest.mark.parametrize("harm", HARM)
def test_a_site_is_known_by_its_marks_alone(folder, site, marks, harm):
    files, of_pages = [path for path in site if path not in CLOSED], [marks[path] for path in CLOSED]
    assert is_as_marked(folder, files, marks, of_pages)
    assert not is_as_marked(folder, [*files, "another.html"], marks, of_pages)

    harm(folder)

    assert not is_as_marked(folder, files, marks, of_pages)
