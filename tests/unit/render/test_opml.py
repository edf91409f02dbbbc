from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from planet.render.opml import write_opml


@pytest.fixture
def outlines(view):
    """`outlines(view)`: the attributes of each outline."""
    return lambda planet=view: [dict(node.attrib) for node in etree.fromstring(write_opml(planet)).iter("outline")]


def test_the_list_has_every_feed_with_a_public_address_by_name(outlines):
    names = [outline["text"] for outline in outlines()]

    assert names[:3] == ["Margins", "Pocket Notes", "Proofs & Pancakes"]
    assert "The Old Lighthouse" not in names
    assert "Gone Fishing" not in names


def test_an_outline_says_what_readers_need(outlines):
    assert outlines()[0] == {
        "type": "rss",
        "text": "Margins",
        "title": "Margins",
        "xmlUrl": "https://margins.example/feed",
        "htmlUrl": "https://margins.example/",
        "category": "a b,c",
    }


def test_the_head_says_whose_list_it_is_and_when_it_changed(view):
    head = etree.fromstring(write_opml(view)).find("head")

    assert head.findtext("title") == "Planet Lantern"
    assert head.findtext("dateModified") == "Mon, 23 Nov 2026 13:00:00 GMT"


def test_hostile_names_leave_it_well_formed(view, outlines, hostile):
    feed = replace(view.sources[0].feed, title=f"{hostile}\x00\ud800", site_link="javascript:alert(1)")
    source = replace(view.sources[0], feed=feed, tags=(hostile,))

    (outline,) = outlines(replace(view, sources=(source,)))

    assert outline["text"] == hostile
    assert "htmlUrl" not in outline


def test_an_empty_planet_has_an_empty_list(view, outlines):
    assert outlines(replace(view, sources=())) == []
