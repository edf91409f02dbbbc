from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from planet.errors import PublishError
from planet.publish.paths import is_safe, path_problems


def texts(*paths):
    return [problem.text for problem in path_problems([PurePosixPath(path) for path in paths])]


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "page/1/index.html",
        ".nojekyll",
        "Größe/日本.html",
        "console/a.b.c",
        "a b.html",
        "%2e%2e/a",
        "n" * 255,
    ],
)
def test_ordinary_paths_are_safe(path):
    assert is_safe(PurePosixPath(path))


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "/",
        "/etc/passwd",
        "//host/share",
        "..",
        "../a",
        "a/../../b",
        "a\\b",
        "..\\a",
        "c:a",
        "a\x00b",
        "a\nb",
        "a\x7f",
        "a?b",
        "a*",
        'a"b',
        "a<b>",
        "a|b",
        "\ud800",
        "con",
        "NUL",
        "a/Com1.html",
        "lpt9.",
        "a.",
        "a ",
        "a./b",
        "n" * 256,
        "ü" * 128,
        ".planet-files.json",
        "a/.planet-files.json",
        ".planet-tmp-1",
        "a/.planet-tmp-1/b",
    ],
)
def test_hostile_and_reserved_paths_are_not(path):
    assert not is_safe(PurePosixPath(path))


def test_paths_that_are_one_file_on_some_systems_collide():
    assert texts("a/Index.html", "a/index.html") == ["'a/index.html' and 'a/Index.html' are one file on some systems"]
    assert len(texts("stra\u00dfe", "STRASSE")) == 1
    assert len(texts("\u00fc", "u\u0308")) == 1


def test_one_path_twice_collides():
    assert len(texts("index.html", "index.html")) == 1


def test_a_file_cannot_be_a_folder_too():
    assert texts("page", "page/1/index.html") == ["'page/1/index.html' needs a folder where 'page' is a file"]
    assert len(texts("Page", "page/1/index.html")) == 1


def test_a_good_site_has_no_problems():
    assert texts("index.html", "page/1/index.html", "page/2/index.html", "atom.xml") == []


def test_every_bad_path_is_named_before_anything_is_written(put, folder):
    with pytest.raises(PublishError) as caught:
        put({"index.html": "", "../outside.html": "", "/absolute.html": "", "INDEX.html": ""})

    assert len(caught.value.problems) == 3
    assert not folder.exists()
