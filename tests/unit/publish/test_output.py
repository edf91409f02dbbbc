from __future__ import annotations

import json
import os
from hashlib import sha256

import pytest

from planet.errors import PublishError
from planet.publish import hashes_of, is_whole


def manifest(folder):
    return json.loads((folder / ".planet-files.json").read_text())


def test_a_site_is_written_into_a_folder_that_is_not_there(put, lying, site):
    counts = put(site)

    assert (counts.written, counts.unchanged, counts.removed) == (6, 0, 0)
    assert lying() == site


def test_publishing_twice_writes_nothing(put, touched, site):
    put(site)
    before = touched()

    counts = put(dict(reversed(site.items())))

    assert (counts.written, counts.unchanged, counts.removed) == (0, 6, 0)
    assert touched() == before


def test_only_what_changed_is_written(put, touched, folder, lying, site):
    put(site)
    before = touched()

    counts = put(site | {"page/2/index.html": "<p>edited"})

    assert (counts.written, counts.unchanged, counts.removed) == (1, 5, 0)
    assert lying() == site | {"page/2/index.html": "<p>edited"}
    changed = {path.relative_to(folder).as_posix() for path, seen in touched().items() if before.get(path) != seen}
    assert {path for path in changed if path.endswith((".html", ".xml", ".css"))} == {"page/2/index.html"}


def test_what_the_site_no_longer_has_is_removed_with_its_folder(put, lying, folder, site):
    put(site)
    del site["page/1/index.html"]

    counts = put(site)

    assert counts.removed == 1
    assert lying() == site
    assert not (folder / "page/1").exists()
    assert (folder / "page").exists()


def test_the_last_file_of_a_folder_takes_the_folders_above_with_it(put, folder):
    put({"index.html": "", "a/b/c/deep.html": ""})

    put({"index.html": ""})

    assert not (folder / "a").exists()


def test_files_of_others_are_never_touched(put, folder, lying, site):
    put(site)
    (folder / "CNAME").write_text("planet.example.org")
    (folder / "page/1/notes.txt").write_text("mine")
    del site["page/1/index.html"]

    put(site)

    assert lying() == site | {"CNAME": "planet.example.org", "page/1/notes.txt": "mine"}


def test_a_file_in_the_way_stops_the_build_before_anything_is_written(put, folder, lying, site):
    folder.mkdir()
    (folder / "index.html").write_text("my own page")
    (folder / "static").mkdir()
    (folder / "static/style.css").write_text("my own style")

    with pytest.raises(PublishError) as caught:
        put(site)

    assert len(caught.value.problems) == 2
    assert f"{folder / 'index.html'} is in the way" in str(caught.value)
    assert f"{folder / 'static/style.css'} is in the way" in str(caught.value)
    assert "Move it away" in str(caught.value)
    assert lying() == {"index.html": "my own page", "static/style.css": "my own style"}
    assert not (folder / ".planet-files.json").exists()


def test_a_new_file_of_ours_does_not_take_the_place_of_anothers(put, folder, site):
    put(site)
    (folder / "feeds.opml").write_text("my own list")

    with pytest.raises(PublishError, match=r"feeds\.opml is in the way"):
        put(site | {"feeds.opml": "<opml/>"})

    assert (folder / "feeds.opml").read_text() == "my own list"


def test_a_site_whose_manifest_is_lost_is_taken_as_ours(put, folder, touched, site):
    put(site)
    (folder / ".planet-files.json").unlink()
    before = touched()

    counts = put(site)

    assert (counts.written, counts.unchanged) == (0, 6)
    assert {path: touched()[path] for path in before if path.is_file()} == {
        path: seen for path, seen in before.items() if path.is_file()
    }
    assert put({"index.html": site["index.html"]}).removed == 5


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "{",
        "[]",
        '{"version": 2, "files": {}}',
        '{"version": 1}',
        '{"version": 1, "files": {"../outside.txt": "0"}}',
        '{"version": 1, "files": {"/etc/passwd": "0"}}',
        '{"version": 1, "files": {"index.html": 1}}',
        "[" * 100_000,
    ],
)
def test_a_damaged_manifest_counts_as_none(put, folder, lying, site, damage):
    put(site)
    (folder / ".planet-files.json").write_text(damage)

    assert put(site).unchanged == 6

    (folder / ".planet-files.json").write_text(damage)
    with pytest.raises(PublishError, match="Move it away"):
        put(site | {"index.html": "new"})
    assert lying() == site


def test_a_manifest_never_reaches_outside_its_folder(put, folder, site):
    outside = folder.parent / "outside.txt"
    outside.write_text("mine")
    put(site)
    listed = manifest(folder)
    listed["files"]["../outside.txt"] = sha256(b"mine").hexdigest()
    (folder / ".planet-files.json").write_text(json.dumps(listed))

    put(site)

    assert outside.read_text() == "mine"


def test_a_file_of_ours_that_was_edited_is_written_again(put, folder, lying, site):
    put(site)
    (folder / "index.html").write_text("edited by hand")

    assert put(site).written == 1
    assert lying() == site


def test_a_stale_file_that_was_edited_is_left_to_whoever_edited_it(put, folder, lying, site):
    put(site)
    (folder / "page/1/index.html").write_text("edited by hand")
    del site["page/1/index.html"]

    assert put(site).removed == 0
    assert lying() == site | {"page/1/index.html": "edited by hand"}
    assert "page/1/index.html" not in manifest(folder)["files"]


def test_a_file_of_ours_that_is_missing_is_written_again(put, folder, lying, site):
    put(site)
    (folder / "page/1/index.html").unlink()

    assert put(site).written == 1
    assert lying() == site


def test_the_manifest_names_exactly_our_files(put, folder, site, as_files):
    put(site)

    assert manifest(folder) == {"version": 1, "finished": True, "files": hashes_of(as_files(site))}
    assert list(manifest(folder)["files"]) == sorted(site)


def test_hashes_are_of_the_bytes(as_files):
    assert hashes_of(as_files({"b": "2", "a": ""})) == {"a": sha256(b"").hexdigest(), "b": sha256(b"2").hexdigest()}


def test_written_files_are_for_everybody_to_read(put, folder, site):
    old = os.umask(0o022)
    try:
        put(site)
    finally:
        os.umask(old)

    assert {oct((folder / path).stat().st_mode & 0o777) for path in site} == {"0o644"}


# --- is it whole? -----------------------------------------------------------------------------------------------------


@pytest.fixture
def whole(folder, site, as_files):
    """Whether the site lies there as it was published."""
    return lambda: is_whole(folder, hashes_of(as_files(site)))


def test_a_published_site_is_whole(put, whole, site):
    assert not whole()

    put(site)

    assert whole()


@pytest.mark.parametrize(
    "harm",
    [
        lambda folder: (folder / "index.html").write_text("other"),
        lambda folder: (folder / "page/1/index.html").unlink(),
        lambda folder: (folder / ".planet-files.json").unlink(),
        lambda folder: (folder / ".planet-files.json").write_text("{}"),
        lambda folder: (folder / "page/1/index.html").rename(folder / "page/1/other.html"),
        lambda folder: [(folder / "atom.xml").unlink(), (folder / "atom.xml").mkdir()],
        lambda folder: [(folder / "atom.xml").rename(folder / "a"), (folder / "atom.xml").symlink_to(folder / "a")],
        lambda folder: [(folder / "page").rename(folder / "p"), (folder / "page").symlink_to(folder / "p")],
        lambda folder: folder.rename(folder.parent / "elsewhere"),
    ],
)
def test_a_site_that_was_tampered_with_is_not_whole(put, folder, whole, site, harm):
    put(site)

    harm(folder)

    assert not whole()


def test_a_site_of_another_build_is_not_whole(put, whole, site):
    put(site | {"extra.html": ""})

    assert not whole()


def test_files_of_others_do_not_matter(put, folder, whole, site):
    put(site)
    (folder / "CNAME").write_text("planet.example.org")

    assert whole()


# --- links ------------------------------------------------------------------------------------------------------------


def test_a_link_in_the_place_of_a_file_is_not_followed(put, folder, site):
    outside = folder.parent / "outside.txt"
    outside.write_text("mine")
    put(site)
    (folder / "index.html").unlink()
    (folder / "index.html").symlink_to(outside)

    with pytest.raises(PublishError, match=r"index\.html is a symbolic link"):
        put(site | {"index.html": "new"})

    assert outside.read_text() == "mine"


def test_a_link_in_the_place_of_a_folder_is_not_followed(put, folder, site):
    outside = folder.parent / "outside"
    outside.mkdir()
    folder.mkdir()
    (folder / "page").symlink_to(outside)

    with pytest.raises(PublishError, match="page is a symbolic link") as caught:
        put(site)

    assert len(caught.value.problems) == 1
    assert list(outside.iterdir()) == []


def test_a_stale_file_behind_a_link_is_not_removed(put, folder, site):
    put(site)
    (folder / "page").rename(folder.parent / "moved")
    (folder / "page").symlink_to(folder.parent / "moved")

    put({"index.html": "new"})

    assert (folder.parent / "moved/1/index.html").read_text() == "<p>first"
    assert (folder / "page").is_symlink()


def test_the_output_folder_itself_may_be_a_link(put, folder, lying, site):
    (folder.parent / "elsewhere").mkdir()
    folder.symlink_to(folder.parent / "elsewhere")

    put(site)

    assert lying() == site
    assert (folder.parent / "elsewhere/index.html").exists()


def test_a_folder_and_a_pipe_in_the_place_of_a_file_are_named(put, folder, site):
    (folder / "index.html").mkdir(parents=True)
    os.mkfifo(folder / "atom.xml")

    with pytest.raises(PublishError) as caught:
        put(site)

    assert sorted(problem.text.split(" is ")[1].split(",")[0] for problem in caught.value.problems) == [
        "not a file",
        "not a file",
    ]


def test_a_file_in_the_place_of_a_folder_is_named(put, folder, site):
    folder.mkdir()
    (folder / "page").write_text("mine")

    with pytest.raises(PublishError, match="page is not a folder"):
        put(site)


def test_a_file_in_the_place_of_the_output_folder_is_explained(put, folder, site):
    folder.write_text("mine")

    with pytest.raises(PublishError, match="output cannot be written"):
        put(site)
