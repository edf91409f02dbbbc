from __future__ import annotations

from planet.publish.manifest import Manifest, manifest_bytes, read_manifest

NAME = ".planet-files.json"


def test_a_manifest_comes_back(tmp_path):
    manifest = Manifest(files={"b": "2", "a": "1"}, before={"b": "0"}, finished=False)

    (tmp_path / NAME).write_bytes(manifest_bytes(manifest))

    assert read_manifest(tmp_path) == manifest


def test_a_manifest_is_sorted_and_has_one_file_a_line():
    lines = manifest_bytes(Manifest(files={"b": "2", "a": "1"})).decode().splitlines()

    assert lines == ["{", '"version": 1,', '"finished": true,', '"files": {', '"a": "1",', '"b": "2"', "}", "}"]


def test_a_folder_without_manifest_has_none(tmp_path):
    assert read_manifest(tmp_path) is None
    assert read_manifest(tmp_path / "nowhere") is None


def test_a_manifest_behind_a_link_is_none_of_ours(tmp_path):
    (tmp_path / "elsewhere").write_bytes(manifest_bytes(Manifest()))
    (tmp_path / NAME).symlink_to(tmp_path / "elsewhere")

    assert read_manifest(tmp_path) is None


def test_bytes_are_ours_when_they_are_what_we_wrote_or_were_about_to_replace():
    manifest = Manifest(files={"a": "new"}, before={"a": "old"})

    assert manifest.wrote("a", "new")
    assert manifest.wrote("a", "old")
    assert not manifest.wrote("a", "edited")
    assert not manifest.wrote("b", "new")
    assert manifest.names() == {"a"}


def test_what_does_not_say_that_it_is_finished_is_not(tmp_path):
    (tmp_path / NAME).write_text('{"version": 1, "files": {}}')

    assert read_manifest(tmp_path) == Manifest(finished=False)
