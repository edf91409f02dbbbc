from __future__ import annotations

from pathlib import PurePosixPath

from planet.publish.order import turn_of


def in_order(*paths, existing=()):
    return sorted(paths, key=lambda path: turn_of(PurePosixPath(path), exists=path in existing))


def test_a_first_site_ends_with_its_index():
    order = in_order(
        "index.html", "404.html", "atom.xml", "feeds.opml", "page/1/index.html", "static/a.css", ".nojekyll"
    )

    assert order == [
        ".nojekyll",
        "static/a.css",
        "atom.xml",
        "feeds.opml",
        "404.html",
        "page/1/index.html",
        "index.html",
    ]


def test_a_new_page_is_there_before_an_old_one_refers_to_it():
    order = in_order(
        "page/1/index.html", "page/2/index.html", "index.html", existing={"page/1/index.html", "index.html"}
    )

    assert order == ["page/2/index.html", "page/1/index.html", "index.html"]


def test_a_new_page_is_there_before_an_old_feed_refers_to_it():
    assert in_order("atom.xml", "new/index.html", existing={"atom.xml"}) == ["new/index.html", "atom.xml"]


def test_a_new_index_waits_for_files_that_change():
    assert in_order("index.html", "atom.xml", existing={"atom.xml"}) == ["atom.xml", "index.html"]
