"""Links within an entry work on a page that shows many."""

from __future__ import annotations

import re

import pytest

from planet.clean.html import clean_html
from planet.clean.repair.fragments import own_id_of
from planet.clean.surroundings import Surroundings

REL = ' rel="noopener nofollow ugc"'


def test_footnotes_lead_there_and_back(clean):
    html = clean('<p>a<a href="#fn:1" id="ref:1">1</a></p><ol><li id="fn:1">n <a href="#ref:1">↩</a></li></ol>')

    assert html == (
        '<p>a<a id="e-0a-ref:1" href="#e-0a-fn:1">1</a></p>'
        '<ol><li id="e-0a-fn:1">n <a href="#e-0a-ref:1">↩</a></li></ol>'
    )


@pytest.mark.parametrize(
    "href",
    [
        "https://blog.example/post#n",
        "http://blog.example/post/#n",
        "/post#n",
        "post#n",
        "//blog.example/post#n",
        "#n",
        " #n ",
        "#%6e",
    ],
)
def test_every_way_to_say_this_very_text_stays_within_the_entry(clean, href):
    assert clean(f'<a href="{href}">1</a><p id="n">x</p>') == '<a href="#e-0a-n">1</a><p id="e-0a-n">x</p>'


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("#comments", "https://blog.example/post#comments"),
        ("#", "https://blog.example/post"),
        ("https://other.example/#n", "https://other.example/#n"),
    ],
)
def test_what_is_not_in_the_entry_is_at_the_original(clean, href, expected):
    assert clean(f'<a href="{href}">1</a><p id="n">x</p>') == f'<a href="{expected}"{REL}>1</a><p>x</p>'


def test_without_an_address_of_its_own_a_lost_fragment_is_text():
    assert clean_html('<a href="#lost">x</a>', Surroundings(name="0a")).html == "x"


def test_names_of_anchors_are_targets_too(clean):
    assert clean('<a name="n"></a><a href="#n">1</a>') == '<a id="e-0a-n"></a><a href="#e-0a-n">1</a>'


def test_ids_that_nothing_points_to_are_forgotten(clean):
    assert clean('<h4 id="intro">x</h4><p id="location">y</p>') == "<h4>x</h4><p>y</p>"


def test_cells_find_their_headers(clean):
    html = clean('<table><tr><th id="h">a</th></tr><tr><td headers="h lost">1</td></tr></table>')

    assert '<th id="e-0a-h">' in html
    assert '<td headers="e-0a-h">' in html


@pytest.mark.parametrize("name", ["a b", 'a"b', "a<b", "ä", "a%20b", "x" * 500, "e-0a-x", "__proto__"])
def test_any_name_becomes_an_id_that_the_policy_permits(around, name):
    own = own_id_of(name, around)

    assert around.policy.permits("p", "id", own)
    assert own.startswith("e-0a-")


def test_two_names_never_become_one_id(around):
    assert own_id_of("x" * 500, around) != own_id_of("x" * 501, around)
    assert own_id_of("a b", around) != own_id_of("ab", around)


@pytest.mark.parametrize(
    "html",
    [
        # Substack
        (
            '<p>a<a class="footnote-anchor" id="footnote-anchor-1-9" href="https://blog.example/post#footnote-1-9">1</a></p>'
            '<div class="footnote"><a id="footnote-1-9" href="#footnote-anchor-1-9">1</a>'
            '<div class="footnote-content"><p>n</p>'
            "</div></div>"
        ),
        # WordPress
        (
            '<p>a<sup class="fn"><a href="#0b-1" id="0b-1-link">1</a></sup></p>'
            '<ol class="wp-block-footnotes"><li id="0b-1">n <a href="#0b-1-link" aria-label="Jump back">↩︎</a></li></ol>'
        ),
    ],
)
def test_footnotes_of_platforms_lead_there_and_back(clean, html):
    shown = clean(html)

    fragments = re.findall(r'href="#([^"]*)"', shown)
    assert len(fragments) == 2
    assert all(f'id="{fragment}"' in shown for fragment in fragments)


@pytest.mark.parametrize(
    "address",
    [
        "https://blog.example/post?utm_source=rss&utm_medium=feed",
        "http://www.blog.example/post/",
        "https://blog.example/post/index.html",
        "https://blog.example/post?ref=rss",
    ],
)
def test_the_entry_is_itself_however_its_address_is_written(address):
    around = Surroundings(name="0a", base=address, own=address, bases=(address,))

    assert 'href="#e-0a-n"' in clean_html('<a href="https://blog.example/post#n">1</a><p id=n>x</p>', around).html


@pytest.mark.parametrize(
    "address", ["https://blog.example/post?page=2", "https://blog.example/posts", "https://b.example/post"]
)
def test_another_page_is_another_page(address):
    around = Surroundings(name="0a", base=address, own=address, bases=(address,))

    assert "#e-0a-n" not in clean_html('<a href="https://blog.example/post#n">1</a><p id=n>x</p>', around).html


def test_notes_that_github_renamed_are_found(clean):
    html = clean(
        '<a href="#fn-1" id="user-content-fnref-1">1</a><li id="user-content-fn-1">n <a href="#fnref-1">b</a></li>'
    )

    assert 'href="#e-0a-user-content-fn-1"' in html
    assert 'href="#e-0a-user-content-fnref-1"' in html
