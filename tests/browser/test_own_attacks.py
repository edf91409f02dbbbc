"""Our own attacks in every field of every format: none does anything, and every entry ends where it should."""

from __future__ import annotations

import pytest
from browser.hostile_feeds import build_site, every_attack
from browser.own_attacks import ATTACKS, ENDINGS
from lxml import etree, html

pytestmark = pytest.mark.browser

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def attacks():
    return every_attack([*ENDINGS, *ATTACKS])


@pytest.fixture(scope="module")
def site(attacks, tmp_path_factory):
    return build_site(tmp_path_factory.mktemp("own"), attacks)


@pytest.fixture(scope="module")
def sight(site, lookout):
    return lookout.watch(site)


def test_no_attack_does_anything(sight):
    assert sight.findings == []


def test_every_entry_holds_its_own_marker_and_no_other(sight, attacks):
    """What is not closed, or closes too much, stays in its entry, and the page's end is there (`structure`)."""
    assert sorted(sight.markers()) == sorted(attack.marker for attack in attacks)


def test_a_direction_that_is_not_closed_ends_with_its_text(sight):
    turned = [
        text for entries in sight.entries.values() for text in entries.values() if set("\u202d\u202e") & set(text)
    ]

    assert turned == []


def test_the_merged_feed_has_the_same_clean_content(site):
    """The same elements, attributes and text; `render` only writes what XML needs differently."""
    pages = [html.fromstring(path.read_bytes()) for path in (site / "page").rglob("*.html")]
    shown = {
        "".join(etree.tostring(child, encoding="unicode") for child in content).strip()
        for page in pages
        for content in page.xpath("//article//div[@class='content']")
        if len(content) and not (content.text or "").strip()
    }
    feed = etree.parse(site / "atom.xml")
    texts = [one.text for one in feed.iter(f"{ATOM}content", f"{ATOM}summary") if one.text.startswith("<")]
    carried = {
        "".join(etree.tostring(child, encoding="unicode") for child in html.fragment_fromstring(text, "div")).strip()
        for text in texts
    }

    assert len(texts) > 100
    assert carried <= shown
