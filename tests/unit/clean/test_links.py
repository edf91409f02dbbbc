"""Addresses in content."""

from __future__ import annotations

import pytest

from planet.clean.links import base_of, entry_link, image, link, srcset
from planet.clean.policy import PAGE_POLICY
from planet.clean.surroundings import Surroundings
from planet.model.atom import Link, RawEntry
from planet.model.cleaning import CleanJob


def job(href=None, feed_base="https://blog.example/"):
    links = (Link(href=href),) if href else ()
    return CleanJob(raw=RawEntry(key="1", links=links), feed_url="f", name="0a", feed_base=feed_base)


@pytest.mark.parametrize(
    ("stated", "href", "feed_base", "base"),
    [
        ("https://base.example/x/", "/post", "https://blog.example/", "https://base.example/x/"),
        ("sub/", "/post", "https://blog.example/", "https://blog.example/sub/"),
        ("javascript:x", "/post", "https://blog.example/", "https://blog.example/post"),
        ("data:text/html,x", None, "https://blog.example/", "https://blog.example/"),
        (None, "/post", "https://blog.example/", "https://blog.example/post"),
        (None, "javascript:x", "https://blog.example/", "https://blog.example/"),
        (None, "post", None, None),
        (None, None, "file:///x", None),
    ],
)
def test_the_base_is_what_the_markup_says_then_the_entry_then_the_feed(stated, href, feed_base, base):
    assert base_of(job(href, feed_base), stated) == base


@pytest.mark.parametrize("href", ["javascript:x", "mailto:a@blog.example", "data:text/html,x", None])
def test_the_page_of_an_entry_is_on_the_web(href):
    assert entry_link(job(href)) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a.png 1x, b.png 2x", "https://blog.example/a.png 1x, https://blog.example/b.png 2x"),
        ("a.png, b.png 2x", "https://blog.example/a.png, https://blog.example/b.png 2x"),
        ("a.png 480w,b.png 800w", "https://blog.example/a.png 480w, https://blog.example/b.png 800w"),
        ("a,b.png 1x", "https://blog.example/a,b.png 1x"),
        ("javascript:x 1x, b.png 2x", "https://blog.example/b.png 2x"),
        ("data:image/svg+xml;base64,AAAA 1x", None),
        ("a.png huge", None),
        ("", None),
        (" , ,", None),
    ],
)
def test_each_candidate_of_an_image_is_judged_alone(around, value, expected):
    assert srcset(value, around) == expected


def test_the_candidates_are_bounded(around):
    assert srcset(", ".join(f"{number}.png {number}w" for number in range(1, 100)), around).count("w") == 32


def test_a_fragment_of_ours_stays_one(around):
    assert link("#e-0a-x", around) == "#e-0a-x"
    assert link("#e-0b-x", around) == "https://blog.example/post#e-0b-x"


@pytest.mark.parametrize(
    ("address", "expected"),
    [("about/", "about/"), ("../x.png", "../x.png"), ("//x.example", None), ("\\\\x.example", None), ("data:x", None)],
)
def test_pages_of_the_maintainer_link_within_the_site(address, expected):
    page = Surroundings(name="0a", policy=PAGE_POLICY)

    assert link(address, page) == expected
    assert image(address, page) == expected
